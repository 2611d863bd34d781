"""Runs of the past, read as series: a point a run, for sparklines and strips."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from .expectation import Limits, Severity
from .verdicts import Counts, Outcome


@dataclass(frozen=True)
class Run:
    """One run of the history. *number* counts the runs of its suite; *name* is what ``--run-name`` said."""

    number: int
    name: str | None
    newsgate_version: str
    digest: str
    passed: bool
    exit_code: int
    articles: int
    rejected: int

    @property
    def label(self) -> str:
        """What to call it: its name, or its number."""
        return self.name if self.name is not None else f"run {self.number}"


@dataclass(frozen=True)
class Point:
    """How an expectation did in one run: on the whole corpus, or on one source."""

    run: Run
    counts: Counts
    outcome: Outcome
    limits: Limits
    severity: Severity
    pooled: bool = False


#: A point a run, in their order; None where the run did not ask it.
Series = tuple[Point | None, ...]


class History:
    """The runs of one suite, oldest first. *frame*: their rows, see `history.HISTORY_SCHEMA`."""

    def __init__(self, suite: str, frame: pl.DataFrame) -> None:
        self.suite = suite
        self.frame = frame.sort("source", "run", nulls_last=False, maintain_order=True)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs."""
        names = ("run", "run_name", "newsgate_version", "digest", "passed", "exit_code", "articles", "rejected")
        rows = self.frame.unique("run", keep="first", maintain_order=True).sort("run").select(names)
        return tuple(Run(*row) for row in rows.iter_rows())

    def expectation(self, expectation: str) -> Series:
        """How an expectation did on the whole corpus, run by run."""
        return self.source(None).get(expectation, (None,) * len(self.runs))

    def source(self, source: str | None) -> dict[str, Series]:
        """How each expectation did on a source, run by run (None: on the whole corpus), by its id."""
        offset, length = self._slices.get(source, (0, 0))
        found: dict[str, dict[int, Point]] = {}
        for row in self.frame.slice(offset, length).iter_rows(named=True):
            found.setdefault(row["expectation"], {})[row["run"]] = _point(row, self._by_number[row["run"]])
        return {name: tuple(points.get(run.number) for run in self.runs) for name, points in found.items()}

    def pair(self, expectation: str, source: str) -> Series:
        """How an expectation did on one source, run by run. For all of a source, `source` is faster."""
        return self.source(source).get(expectation, (None,) * len(self.runs))

    @cached_property
    def _by_number(self) -> dict[int, Run]:
        return {run.number: run for run in self.runs}

    @cached_property
    def _slices(self) -> dict[str | None, tuple[int, int]]:
        """Where the rows of each source stand."""
        lengths = self.frame.group_by("source", maintain_order=True).len()
        offsets = lengths.select("source", offset=pl.col("len").cum_sum() - pl.col("len"), length="len")
        return {source: (offset, length) for source, offset, length in offsets.iter_rows()}


def _point(row: dict[str, Any], run: Run) -> Point:
    names = ("element_count", "missing_count", "not_owed_count", "unexpected_count")
    return Point(
        run=run,
        counts=Counts(*(row[name] for name in names)),
        outcome=row["outcome"],
        limits=Limits(row["mostly_error"], row["mostly_warning"]),
        severity=row["severity"],
        pooled=row["pooled"],
    )
