"""Who runs the checks: pandera or Great Expectations. Both say the same of a batch of articles: who keeps what."""

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, get_args

import polars as pl

from ..corpus import DataError, UsageError
from .profile import VERDICT, Profile
from .suite import Suite

EngineName = Literal["pandera", "gx"]


@dataclass(frozen=True)
class Judged:
    """What an engine said of a batch.

    *kept*: per expectation, by its id, whether each article keeps it; one that is not named is kept by all.
    *problems*: why an expectation could not run. *marks*: those that were made on the way, by expectation and column.
    """

    kept: dict[str, pl.Series] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    marks: dict[tuple[str, str], pl.Series] = field(default_factory=dict)


@dataclass(frozen=True)
class Engine:
    """Who runs the checks of a suite.

    *judge*: a batch of articles, with the facts of their corpus as columns, to what is said of it. *at_work*: what is
    entered around all batches. *side_by_side*: whether several batches may be judged at once, each in a thread.
    """

    judge: Callable[[pl.DataFrame], Judged]
    at_work: Callable[[], AbstractContextManager[None]] = nullcontext
    side_by_side: bool = False


def engine_of(name: EngineName, suite: Suite, profile: Profile | None = None) -> Engine:
    """The engine of this name, made for a suite; *profile* is told what each check takes.

    Raises `UsageError` for a name that is none.
    """
    if name == "pandera":
        return _pandera(suite, profile or Profile())
    if name == "gx":
        from .gx.judging import great_expectations  # noqa: PLC0415 (Great Expectations is slow to import)

        return great_expectations(suite)
    raise UsageError(f"there is no engine {name!r}", hint=f"engines: {', '.join(get_args(EngineName))}")


def _pandera(suite: Suite, profile: Profile) -> Engine:
    schemas = threading.local()  # one for each thread: nobody says that two may validate with the same one at once

    def judge(batch: pl.DataFrame) -> Judged:
        """One batch through pandera; whatever the environment tells pandera (to validate nothing), it validates."""
        from pandera.config import config_context  # noqa: PLC0415 (pandera is slow to import)
        from pandera.errors import SchemaErrors  # noqa: PLC0415

        from .to_pandera import Beside, to_pandera  # noqa: PLC0415

        if not hasattr(schemas, "own"):
            schemas.beside = Beside(partial(profile.check, kind=VERDICT))
            schemas.own = to_pandera(suite, batch=True, beside=schemas.beside)
        schemas.beside.marks = {}
        try:
            with config_context(validation_enabled=True, validation_depth="SCHEMA_AND_DATA"):
                schemas.own.validate(batch, lazy=True)
        except SchemaErrors as errors:
            return replace(_told(errors.schema_errors), marks=schemas.beside.marks)
        return Judged()

    return Engine(judge, _without_warnings, side_by_side=True)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Without pandera's warnings. Filters are the process's, not a thread's: they are set once, around all batches."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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
