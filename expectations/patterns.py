"""How the failing articles of a source did under all expectations at once, counted: one row a pattern.

Verdicts count each expectation by itself. What is left when articles are dropped depends on which of them break
several, and a pattern says it in few rows, however many articles there are.
"""

from collections.abc import Sequence

import polars as pl

#: ``pattern``: a letter an expectation, in the suite's order (`KEPT` and the others). Only those that hold a `FAILS`.
PATTERN_SCHEMA: dict[str, pl.DataType] = {"source": pl.String(), "pattern": pl.String(), "articles": pl.Int64()}
KEPT, FAILS, MISSING, NOT_OWED, SKIPPED, BROKE = ".", "F", "m", "-", "s", "!"


def letter(skipped: Sequence[str]) -> pl.Expr:
    """The letter of an article under one expectation, from ``source, failing, missing, not_owed``."""
    return (
        pl.when(pl.col("source").is_in(list(skipped))).then(pl.lit(SKIPPED))
        .when("failing").then(pl.lit(FAILS))
        .when("missing").then(pl.lit(MISSING))
        .when("not_owed").then(pl.lit(NOT_OWED))
        .otherwise(pl.lit(KEPT))
    )  # fmt: skip


def counted(source: pl.Series, letters: Sequence[pl.Series | None]) -> pl.DataFrame:
    """The patterns of some articles by their letters, one series an expectation; None where a check broke."""
    columns = {f"{n}": each for n, each in enumerate(letters) if each is not None}
    frame = pl.DataFrame({"source": source, **columns}, schema_overrides={"source": pl.String})
    failing = pl.any_horizontal([pl.lit(False), *(pl.col(name) == FAILS for name in columns)])
    word = pl.concat_str(
        [pl.lit("")] + [pl.col(f"{n}") if f"{n}" in columns else pl.lit(BROKE) for n in range(len(letters))]
    )
    return merged([frame.filter(failing).select("source", pattern=word, articles=pl.lit(1, pl.Int64))])


def merged(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The patterns of several batches as one frame, sorted."""
    whole = pl.concat([pl.DataFrame(schema=PATTERN_SCHEMA), *parts])
    return whole.group_by("source", "pattern").agg(pl.col("articles").sum()).sort("source", "pattern")
