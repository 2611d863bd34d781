"""Facts of the whole corpus that checks read as columns; each is computed once, and only when a check asks for it."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from .dateline import DATELINE, datelines
from .wire import wire_copy

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


def claims(articles: pl.DataFrame) -> pl.Series:
    """For every article that says whose copy it is, what is wrong with that (see `newsgate.checks.claims`)."""
    from .claims import claims as found  # noqa: PLC0415 (numba is slow to import, and few runs of the library need it)

    return found(articles)


def recurring(articles: pl.DataFrame) -> pl.Series:
    """For every article its lines that recur in its source (see `newsgate.checks.recurrences`)."""
    from .recurrences import recurring as found  # noqa: PLC0415 (numba is slow to import, and few runs of the library need it)

    return found(articles)


#: Articles whose openings are read at a time: their first lines are rows while they are.
_OPENINGS = 10_000
#: So many are worth threads of their own; the gate's batches, which are judged side by side, are smaller.
_MANY = 100_000


def opening_datelines(articles: pl.DataFrame) -> pl.Series:
    """For every article its dateline (`newsgate.checks.dateline.DATELINE`), null where it has none."""
    return _by_slices(articles.select("body"), lambda part: datelines(part["body"]), DATELINE).alias("datelines")


def with_dateline_columns(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles with ``dateline_text``, ``_place``, ``_region``, ``_date``, ``_agency`` (String) and the offsets
    ``dateline_start`` and ``dateline_end`` (UInt32, code points of the body); null where there is no dateline.
    """
    found = opening_datelines(articles).struct
    names = ("text", "place", "region", "date", "agency", "start", "end")
    return articles.with_columns(found.field(name).alias(f"dateline_{name}") for name in names)


def wire(articles: pl.DataFrame) -> pl.Series:
    """For every article whether it is wire copy (see `newsgate.checks.wire`)."""
    return _by_slices(articles.select("body", "authors"), wire_copy, pl.Boolean()).alias("wire")


def _by_slices(frame: pl.DataFrame, fact: Callable[[pl.DataFrame], pl.Series], dtype: pl.DataType) -> pl.Series:
    """A fact of one article alone, found for some articles at a time; of very many on all cores.

    Otherwise where we are: Polars keeps compiled patterns by thread, and a new one needs seconds to have them.
    """
    if frame.height <= _OPENINGS:
        return fact(frame)
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        each = pool.map if frame.height > _MANY else map
        found = [*each(fact, frame.iter_slices(_OPENINGS))]
    return pl.concat([pl.Series([], dtype=dtype), *found])


#: Facts of one article alone: they can be found for a part of the corpus.
ROW_FACTS = ("datelines", "wire")
#: Every fact, in the order in which they are found: its name is the column that a check reads.
FACTS: dict[str, Callable[[pl.DataFrame], pl.Series]] = {
    "twins": twins,
    "recurring": recurring,
    "copies": copies,
    "claims": claims,
    "datelines": opening_datelines,
    "wire": wire,
}


#: Facts that are found by others, which are computed first.
_NEEDS = {"copies": ("recurring",), "claims": ("recurring",)}


def with_needs(names: Iterable[str]) -> list[str]:
    """These facts and those by which they are found, in the order in which they are found."""
    asked = set(names)
    asked |= {need for name in asked for need in _NEEDS.get(name, ())}
    return [name for name in FACTS if name in asked]


def with_facts(
    articles: pl.DataFrame, names: Iterable[str], started: Callable[[str], None] = lambda _: None
) -> pl.DataFrame:
    """The articles with the columns of these facts, where they are not there yet."""
    missing = set(names) - set(articles.columns)
    needed = [name for name in with_needs(missing) if name not in articles.columns]
    for name in needed:
        started(name)
        articles = articles.with_columns(FACTS[name](articles))
    return articles.drop(set(needed) - missing)
