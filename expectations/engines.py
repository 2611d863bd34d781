"""Who runs the checks: pandera or Great Expectations. Both say the same of a batch of articles: who keeps what."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import polars as pl

from ..corpus import DataError, UsageError
from .suite import Suite

EngineName = Literal["pandera", "gx"]


@dataclass(frozen=True)
class Judged:
    """What an engine said of a batch.

    *kept*: per expectation, by its id, whether each article keeps it; one that is not named is kept by all.
    *problems*: why an expectation could not run.
    """

    kept: dict[str, pl.Series] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


#: A batch of articles, with the facts of their corpus as columns, to what is said of it.
Engine = Callable[[pl.DataFrame], Judged]


def engine_of(name: EngineName, suite: Suite) -> Engine:
    """The engine of this name, made for a suite. Raises `UsageError` for a name that is none."""
    if name == "pandera":
        return _pandera(suite)
    if name == "gx":
        from .gx.judging import great_expectations  # noqa: PLC0415 (Great Expectations is slow to import)

        return great_expectations(suite)
    raise UsageError(f"there is no engine {name!r}", hint=f"engines: {', '.join(get_args(EngineName))}")


def _pandera(suite: Suite) -> Engine:
    schema = suite.to_pandera(batch=True)

    def judge(batch: pl.DataFrame) -> Judged:
        """One batch through pandera; whatever the environment tells pandera (to validate nothing), it validates."""
        from pandera.config import config_context  # noqa: PLC0415 (pandera is slow to import)
        from pandera.errors import SchemaErrors  # noqa: PLC0415

        try:
            with warnings.catch_warnings(), config_context(validation_enabled=True, validation_depth="SCHEMA_AND_DATA"):
                warnings.simplefilter("ignore")
                schema.validate(batch, lazy=True)
        except SchemaErrors as errors:
            return _told(errors.schema_errors)
        return Judged()

    return judge


def _told(errors: list[Any]) -> Judged:
    judged = Judged()
    for error in errors:
        reason = error.reason_code.name
        if reason == "DATAFRAME_CHECK":
            judged.kept[error.check.error] = error.check_output.to_series().alias("kept")
        elif reason == "CHECK_ERROR":
            judged.problems[error.check.error] = one_line(str(error.failure_cases))
        else:
            raise DataError(f"the frame of articles is not as it should be: {str(error).splitlines()[0]}")
    return judged


def one_line(problem: str) -> str:
    """Why a check could not run, without the exception's own dress (``UsageError("why")``)."""
    plain = problem.removeprefix('UsageError("').removeprefix('DataError("').removesuffix('")')
    lines = plain.splitlines() or ["no reason was given"]
    return lines[0][:300]
