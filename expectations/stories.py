"""The clusters of copies that reports draw: for each source whose copies are not linked the largest, and who is in it.

A cluster is an article that fails, with the others that tell its story by the fact ``copies``. Bounded by the number of
sources, never by that of articles.
"""

from dataclasses import dataclass, field

import polars as pl

#: ``of``: the source on whose page the story stands. ``number``: of the member in its story, 0 for the failing article.
MEMBER_SCHEMA: dict[str, pl.DataType] = {
    "of": pl.String(), "number": pl.UInt32(), "article_id": pl.String(), "source": pl.String(), "origin": pl.String(),
    "published_at": pl.String(), "duplicate_of": pl.String(),
}  # fmt: skip
#: Two members, by their numbers, of a story.
EDGE_SCHEMA: dict[str, pl.DataType] = {
    "of": pl.String(), "left": pl.UInt32(), "right": pl.UInt32(), "tier": pl.String(), "containment": pl.Float64(),
    "linked": pl.Boolean(),
}  # fmt: skip
#: Members of a story that are shown.
MOST = 12
#: Sources whose stories are kept.
_SOURCES = 1_000


@dataclass(frozen=True)
class Stories:
    """*members* and *edges*: `MEMBER_SCHEMA` and `EDGE_SCHEMA`; *sizes*: how many copies the failing article has."""

    members: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MEMBER_SCHEMA))
    edges: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EDGE_SCHEMA))


def stories(articles: pl.DataFrame, failing: pl.DataFrame) -> Stories:
    """The stories of failing articles. *articles*: with the fact ``copies`` and ``row``; *failing*: their rows."""
    if not failing.height or "copies" not in articles.columns:
        return Stories()
    rows = failing.select("row").unique()
    heads = articles.select("row", of="source", size=pl.col("copies").list.len()).join(rows, on="row", how="semi")
    heads = heads.filter(pl.col("size") > 0).sort("of", "size", "row", descending=[False, True, False])
    heads = heads.unique("of", keep="first", maintain_order=True).head(_SOURCES)
    members = _members(articles, heads)
    return Stories(_told(articles, members), _edges(articles, members))


def _members(articles: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The rows of each story: ``of, number, row, article_id, source``; those whom no id tells apart are left out."""
    known = articles.select("row", "article_id", "source").unique(
        ["article_id", "source"], keep="first", maintain_order=True
    )
    copies = articles.select("row", copies=pl.col("copies").list.head(MOST - 1)).join(heads, on="row")
    others = copies.explode("copies", empty_as_null=False).select(
        "of", article_id=pl.col("copies").struct.field("article_id"), source=pl.col("copies").struct.field("source"),
    )  # fmt: skip
    others = others.join(known, on=["article_id", "source"], how="inner", maintain_order="left")
    own = heads.join(articles.select("row", "article_id", "source"), on="row", maintain_order="left")
    both = pl.concat(
        [own.select("of", "row", "article_id", "source"), others.select("of", "row", "article_id", "source")]
    )
    both = both.unique(["of", "row"], keep="first", maintain_order=True)
    return both.with_columns(number=pl.int_range(pl.len(), dtype=pl.UInt32).over("of"))


def _told(articles: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    rest = articles.select(
        "row", "origin", "duplicate_of", published_at=pl.col("published_at").dt.strftime("%Y-%m-%d %H:%M")
    )
    joined = members.join(rest, on="row", how="left", maintain_order="left")
    return joined.select(pl.col(name).cast(dtype) for name, dtype in MEMBER_SCHEMA.items()).sort("of", "number")


def _edges(articles: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    copies = articles.select("row", "copies").join(members.select("of", "number", "row"), on="row")
    each = (
        copies.explode("copies", empty_as_null=False)
        .drop_nulls("copies")
        .select("of", "number", pl.col("copies").struct.unnest())
    )
    ends = members.select("of", "article_id", "source", other="number")
    pairs = each.join(ends, on=["of", "article_id", "source"]).filter(pl.col("number") != pl.col("other"))
    pairs = pairs.with_columns(left=pl.min_horizontal("number", "other"), right=pl.max_horizontal("number", "other"))
    once = pairs.sort("of", "left", "right", "linked", "containment").unique(["of", "left", "right"], keep="first")
    return once.select(pl.col(name).cast(dtype) for name, dtype in EDGE_SCHEMA.items()).sort("of", "left", "right")
