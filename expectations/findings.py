"""Findings: one row a defect, with its evidence and where it stands. Extracted for failing articles only."""

from collections.abc import Callable, Mapping

import polars as pl

from ..checks import MAX_MARKS, MAX_SHOWN, Evidence
from .expectation import Expectation

FINDING_SCHEMA: dict[str, pl.DataType] = {
    "article_id": pl.String(), "source": pl.String(), "expectation": pl.String(), "check": pl.String(),
    "severity": pl.String(), "field": pl.String(), "start": pl.UInt32(), "end": pl.UInt32(), "evidence": pl.String(),
    "message": pl.String(), "origin": pl.String(),
}  # fmt: skip
#: A finding with the text around it, as reports show it.
EXAMPLE_SCHEMA: dict[str, pl.DataType] = {
    **FINDING_SCHEMA,
    "title": pl.String(),
    "before": pl.String(),
    "after": pl.String(),
}

_AROUND = 90


def findings_of(
    expectation: Expectation, failing: pl.DataFrame, marks: Mapping[str, pl.Series] | None = None
) -> pl.DataFrame:
    """The findings of one expectation in articles that break it: `EXAMPLE_SCHEMA` and ``row``.

    *failing*: articles with a column ``row`` that numbers them. *marks*: theirs, by column, where they are made.
    """
    made = marks or {}
    parts = [
        _in_column(expectation, column, evidence, failing, made.get(column))
        for column, evidence in expectation.evidence().items()
    ]
    return pl.concat(parts)


def _in_column(
    expectation: Expectation, column: str, evidence: Evidence, failing: pl.DataFrame, marks: pl.Series | None
) -> pl.DataFrame:
    is_text = failing.schema[column] == pl.String
    found = failing.with_columns(
        __marks=evidence.marks if marks is None else marks,
        __text=pl.col(column) if is_text else pl.lit(None, pl.String),
    )
    found = found.with_columns(__first=evidence.first_beside(pl.col("__marks"))).filter(pl.col("__first").is_not_null())
    places = pl.col("__marks").list.len()
    rows = found.select(
        "article_id", "source", "origin", "title", "row", "__first", "__text",
        __mark=pl.col("__marks").list.head(MAX_MARKS),
        __left_out=pl.when(places > MAX_MARKS).then(places - MAX_MARKS),
    ).explode("__mark", empty_as_null=True)  # fmt: skip
    mark = pl.col("__mark").struct.field
    rows = rows.with_columns(start=mark("start"), end=mark("end"), __said=mark("message"), __marked=mark("text"))
    text, start, length = pl.col("__text"), pl.col("start"), pl.col("end") - pl.col("start")
    within = pl.when(start.is_not_null()).then(text.str.slice(start, length))
    rows = rows.with_columns(__evidence=pl.coalesce(within, "__marked", "__first"))
    is_last = pl.int_range(pl.len()).over("row") == pl.len().over("row") - 1
    more = pl.when(is_last & pl.col("__left_out").is_not_null()).then(
        pl.format(" (and {} more in this article)", "__left_out")
    )
    message = pl.coalesce("__said", _explained(rows, expectation.check.explain), pl.lit(expectation.check.summary))
    before = pl.when(start.is_not_null()).then(
        text.str.slice(
            (start.cast(pl.Int64) - _AROUND).clip(lower_bound=0),
            start.cast(pl.Int64).clip(upper_bound=_AROUND),
        )
    )
    return rows.select(
        "article_id",
        "source",
        expectation=pl.lit(expectation.id),
        check=pl.lit(expectation.check.name),
        severity=pl.lit(expectation.severity),
        field=pl.lit(column),
        start="start",
        end="end",
        evidence=_shortened(pl.col("__evidence")),
        message=message + more.fill_null(""),
        origin="origin",
        title="title",
        before=before.fill_null(""),
        after=pl.when(start.is_not_null()).then(text.str.slice(pl.col("end"), _AROUND)).fill_null(""),
        row="row",
    )


def _shortened(text: pl.Expr) -> pl.Expr:
    long = text.str.len_chars() > MAX_SHOWN
    return pl.when(long).then(text.str.slice(0, MAX_SHOWN - 1) + "…").otherwise(text)


def _explained(rows: pl.DataFrame, explain: Callable[[str], str] | str | None) -> pl.Expr:
    """What the check says of each evidence text; the same text is explained once."""
    if explain is None or isinstance(explain, str):
        return pl.lit(explain, pl.String)
    texts = rows["__evidence"].drop_nulls().unique(maintain_order=True).to_list()
    said = {text: explain(text) for text in texts}
    return pl.col("__evidence").replace_strict(
        pl.Series(list(said), dtype=pl.String), pl.Series(list(said.values()), dtype=pl.String),
        default=None, return_dtype=pl.String,
    )  # fmt: skip
