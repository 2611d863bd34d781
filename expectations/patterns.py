"""How the failing articles of a source did under all expectations at once, counted: one row a pattern.

Verdicts count each expectation by itself. What is left when articles are dropped depends on which of them break
several, and a pattern says it in few rows, however many articles there are.
"""

from collections.abc import Sequence

import polars as pl

#: ``pattern``: a letter an expectation, in the suite's order (`KEPT` and the others). Only those that hold a `FAILS`.
PATTERN_SCHEMA: dict[str, pl.DataType] = {"source": pl.String(), "pattern": pl.String(), "articles": pl.Int64()}
KEPT, FAILS, MISSING, NOT_OWED, SKIPPED, BROKE = ".", "F", "m", "-", "s", "!"


def letter(fails: str, misses: str, not_owed: str, skipped: Sequence[str]) -> pl.Expr:
    """The letter of an article under one expectation, from three Boolean columns and its ``source``."""
    return (
        pl.when(pl.col("source").is_in(list(skipped))).then(pl.lit(SKIPPED))
        .when(fails).then(pl.lit(FAILS))
        .when(misses).then(pl.lit(MISSING))
        .when(not_owed).then(pl.lit(NOT_OWED))
        .otherwise(pl.lit(KEPT))
    )  # fmt: skip


def counted(articles: pl.DataFrame, letters: Sequence[pl.Expr | None]) -> pl.DataFrame:
    """The patterns of some articles by their letters, one an expectation; None where a check broke."""
    word = pl.concat_str([pl.lit(""), *(pl.lit(BROKE) if one is None else one for one in letters)])
    patterns = articles.select("source", pattern=word, articles=pl.lit(1, pl.Int64))
    return merged([patterns.filter(pl.col("pattern").str.contains(FAILS, literal=True))])


def without(patterns: pl.DataFrame, broken: Sequence[int]) -> pl.DataFrame:
    """The patterns where the checks at some places broke, in whichever batch."""
    for place in broken:
        before, behind = pl.col("pattern").str.head(place), pl.col("pattern").str.slice(place + 1)
        patterns = patterns.with_columns(pattern=before + BROKE + behind)
    return merged([patterns.filter(pl.col("pattern").str.contains(FAILS, literal=True))]) if broken else patterns


def merged(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The patterns of several batches as one frame, sorted."""
    whole = pl.concat([pl.DataFrame(schema=PATTERN_SCHEMA), *parts])
    return whole.group_by("source", "pattern").agg(pl.col("articles").sum()).sort("source", "pattern")
