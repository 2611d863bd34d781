"""What ``duplicate_of`` says, held against the corpus: a fact of the whole corpus, computed once."""

import numpy as np
import polars as pl

from .containment import overlaps
from .copies import DERIVED, Counts
from .recurrences import boilerplate_of
from .shingles import WIDTH
from .texts import Texts

#: What an article says of itself: ``names`` whom, what is wrong (``fault``, null for nothing), and for a chain the
#: article at its end (``end``), for texts that differ how much they ``share`` (0 to 1).
CLAIM = pl.Struct({"names": pl.String, "fault": pl.String, "end": pl.String, "share": pl.Float64})


def claims(articles: pl.DataFrame) -> pl.Series:
    """For every article its `CLAIM`; null where ``duplicate_of`` is null or blank.

    Faults, the first that holds: ``itself``; ``nobody``, whom no article has as its id; ``several`` have it;
    ``circle``, where the links lead back; ``chain``, where the named one is itself a copy; ``other text``.
    """
    names = articles.select(pl.when(pl.col("duplicate_of").str.strip_chars() != "").then("duplicate_of")).to_series()
    frame = articles.select("article_id").with_columns(names=names).with_row_index("row")
    asked = frame.filter(pl.col("names").is_not_null())
    bearers = frame.group_by("article_id").agg(bearers=pl.len(), target=pl.col("row").first().cast(pl.Int64))
    asked = asked.join(bearers, left_on="names", right_on="article_id", how="left", maintain_order="left")
    alone = asked.filter((pl.col("bearers") == 1) & pl.col("article_id").ne_missing(pl.col("names")))
    target = np.full(articles.height, -1, dtype=np.int64)
    target[alone["row"].to_numpy()] = alone["target"].to_numpy()
    end, circles = _ends(target)
    share = _shares(articles, alone["row"].to_numpy().astype(np.int64), alone["target"].to_numpy())
    told = asked.with_columns(
        end=articles["article_id"].gather(end[asked["row"].to_numpy()]),
        circle=pl.Series(circles[asked["row"].to_numpy()]),
        chain=pl.Series(end[asked["row"].to_numpy()] != target[asked["row"].to_numpy()]),
    ).join(alone.select("row", share=pl.Series(share).fill_nan(None)), on="row", how="left", maintain_order="left")
    told = told.with_columns(fault=_fault()).select("row", claims=pl.struct(list(CLAIM.to_schema())))
    joined = frame.select("row").join(told, on="row", how="left", maintain_order="left")
    return joined["claims"].cast(CLAIM)


def _fault() -> pl.Expr:
    return (
        pl.when(pl.col("names") == pl.col("article_id")).then(pl.lit("itself"))
        .when(pl.col("bearers").is_null()).then(pl.lit("nobody"))
        .when(pl.col("bearers") > 1).then(pl.lit("several"))
        .when("circle").then(pl.lit("circle"))
        .when("chain").then(pl.lit("chain"))
        .when(pl.col("share") < DERIVED).then(pl.lit("other text"))
    )  # fmt: skip


def _ends(target: Counts) -> tuple[Counts, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Where the links of each row end, and whether they never do. Each step looks twice as far as the one before."""
    rows = np.arange(len(target))
    end = np.where(target < 0, rows, target)
    for _ in range(len(target).bit_length()):
        end = end[end]
    return end, target[end] >= 0


def _shares(articles: pl.DataFrame, rows: Counts, targets: Counts) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How much each text shares with the one it names; NaN where one is too short to tell."""
    texts = Texts(articles["body"], boilerplate_of(articles))
    order = np.argsort(targets, kind="stable")
    overlap = overlaps(texts, targets[order], rows[order])
    share = np.empty(len(rows), dtype=np.float64)
    share[order] = np.where(overlap.smaller < WIDTH, np.nan, overlap.containment)
    return share
