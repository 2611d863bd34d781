"""Facts of the whole corpus that checks read as columns; each is computed once, and only when a check asks for it."""

from collections.abc import Callable, Iterable

import polars as pl

TWINS = pl.Struct({"count": pl.UInt32, "other": pl.String})


def twins(articles: pl.DataFrame) -> pl.Series:
    """For every article how many records bear its ``article_id``, and the origin of another of them."""
    index = pl.int_range(pl.len())
    rows = articles.select("article_id", "origin", row=index)
    groups = rows.group_by("article_id").agg(
        count=pl.len(),
        first=pl.col("row").min(),
        first_origin=pl.col("origin").first(),
        last_origin=pl.col("origin").last(),
    )
    joined = rows.join(groups, on="article_id", how="left", nulls_equal=True, maintain_order="left")
    other = pl.when(pl.col("row") == pl.col("first")).then("last_origin").otherwise("first_origin")
    return joined.select(pl.struct(count=pl.col("count"), other=other).cast(TWINS).alias("twins"))["twins"]


def copies(articles: pl.DataFrame) -> pl.Series:
    """For every article the others that tell its story (see `newsgate.checks.copies`)."""
    from .copies import copies as found  # noqa: PLC0415 (numba is slow to import, and few runs of the library need it)

    return found(articles)


def recurring(articles: pl.DataFrame) -> pl.Series:
    """For every article its lines that recur in its source (see `newsgate.checks.recurrences`)."""
    from .recurrences import recurring as found  # noqa: PLC0415 (numba is slow to import, and few runs of the library need it)

    return found(articles)


#: Every fact: its name is the column that a check reads.
FACTS: dict[str, Callable[[pl.DataFrame], pl.Series]] = {"twins": twins, "copies": copies, "recurring": recurring}


def with_facts(
    articles: pl.DataFrame, names: Iterable[str], started: Callable[[str], None] = lambda _: None
) -> pl.DataFrame:
    """The articles with the columns of these facts, where they are not there yet."""
    for name in sorted(set(names) - set(articles.columns)):
        started(name)
        articles = articles.with_columns(FACTS[name](articles))
    return articles
