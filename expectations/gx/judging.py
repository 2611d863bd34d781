"""The gate on Great Expectations: the suite's own ``ExpectationSuite``, validated on each batch of articles."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl

from ..engines import Engine, Judged, one_line
from ..suite import Suite
from .articles import facts_given
from .datasource import PolarsDatasource, project_kept, quiet_context
from .suite import to_gx


def great_expectations(suite: Suite) -> Engine:
    """The engine that puts batches through Great Expectations; which rows fail is asked for by their numbers."""
    with project_kept():  # the caller's own context stays the current one
        context = quiet_context(mode="ephemeral")
    source: PolarsDatasource = context.data_sources.add_polars("newsgate")
    whole = source.add_dataframe_asset("articles").add_batch_definition_whole_dataframe("batch")
    expectations = to_gx(suite)
    # GX gives results in an order of its own; an expectation is known again by its place in the suite
    for number, expectation in enumerate(expectations.expectations):
        expectation.meta = {**(expectation.meta or {}), "place": number}

    def judge(batch: pl.DataFrame) -> Judged:
        with project_kept(context), facts_given(), _unlogged():
            made = whole.get_batch(batch_parameters={"dataframe": batch})
            results = made.validate(expectations, result_format="COMPLETE").results
        judged = Judged()
        for result in results:
            configuration: Any = result.expectation_config
            identifier = suite.expectations[configuration.meta["place"]].id
            if problem := _problem(result.exception_info):
                judged.problems[identifier] = problem
            elif places := result.result["unexpected_index_list"]:
                failing = pl.Series([place["row"] for place in places], dtype=pl.UInt32)
                rows = pl.select(row=pl.int_range(batch.height, dtype=pl.UInt32))["row"]
                judged.kept[identifier] = ~rows.is_in(failing.implode())
        return judged

    return Engine(judge)


def _problem(information: dict[str, object] | None) -> str | None:
    """Why GX could not judge: it says so in one of two shapes, for the expectation or for each metric."""
    if not information:
        return None
    one = [information] if "raised_exception" in information else list(information.values())
    for each in one:
        if isinstance(each, dict) and each.get("raised_exception"):
            return one_line(str(each.get("exception_message") or "Great Expectations gave no reason"))
    return None


@contextmanager
def _unlogged() -> Iterator[None]:
    """GX logs the traceback of a check that breaks; here it is an outcome of its own."""
    logger = logging.getLogger("great_expectations")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
