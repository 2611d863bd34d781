"""A suite as a pandera schema; it knows no single check.

The checks hang on the column ``article_id``: they run as fast as a plain select there, and their failure cases are
ids. Hung on the frame, each failure case would be the whole row as JSON.
"""

from collections.abc import Callable

import pandera.polars as pa
import polars as pl

from ..checks import with_facts
from ..corpus import ARTICLE_SCHEMA, PUBLISHED_RAW
from .expectation import Expectation
from .suite import Suite


def to_pandera(suite: Suite) -> pa.DataFrameSchema:
    """The suite as a ``DataFrameSchema`` over frames of articles: columns, types, and a check an expectation.

    Only ``article_id`` and ``body`` must be there, and the fields that an expectation judges. Tolerance (``mostly``)
    and severity are the gate's: here every article counts. Facts of the whole corpus (duplicates, shared ids) are taken
    from the frame that is validated, so validate it whole.
    """
    needed = {"article_id", *suite.columns}
    columns = {
        name: pa.Column(dtype, nullable=True, required=name in needed)
        for name, dtype in ARTICLE_SCHEMA.items()
        if name != "article_id"
    }
    checks = [_check(expectation) for expectation in suite.expectations]
    columns["article_id"] = pa.Column(pl.String, checks=checks, nullable=True)
    return pa.DataFrameSchema(columns, name=suite.name, strict=False)


def _check(expectation: Expectation) -> pa.Check:
    return pa.Check(
        _kept(expectation),
        name=expectation.id,
        error=expectation.id,
        description=expectation.check.summary,
        ignore_na=False,
    )


def _kept(expectation: Expectation) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    """Whether each article keeps the expectation, as pandera asks for it."""
    skipped = [pattern for pattern, override in expectation.sources if override.skip]

    def kept(data: pa.PolarsData) -> pl.LazyFrame:
        frame = _completed(data.lazyframe, expectation)
        failing = expectation.masks().failing
        if skipped:
            failing = failing & _judged(frame, expectation)
        return frame.select(~failing)

    return kept


def _judged(frame: pl.LazyFrame, expectation: Expectation) -> pl.Expr:
    """Whether the source of an article is asked at all."""
    sources = frame.select(pl.col("source").unique()).collect()["source"].to_list()
    skipped = [s for s in sources if s is not None and expectation.limits_for(s) is None]
    return ~pl.col("source").is_in(skipped).fill_null(False)


def _completed(frame: pl.LazyFrame, expectation: Expectation) -> pl.LazyFrame:
    """The frame with what a check may read and a plain frame of articles may lack."""
    present = frame.collect_schema().names()
    optional = {**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()}
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in optional.items() if name not in present]
    frame = frame.with_columns(absent)
    if set(expectation.check.facts) <= set(present):
        return frame
    return with_facts(frame.collect(), expectation.check.facts).lazy()
