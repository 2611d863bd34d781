"""A run in numbers, which a later run can be compared with. No text of any article is in it."""

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

from .expectation import Limits, Severity
from .result import FailOn, Result
from .verdicts import Counts, Outcome, SourceVerdict


@dataclass(frozen=True)
class Judged:
    """One expectation of a run. *sources*: those that it was asked of; none where the check broke (*problem*)."""

    id: str
    check: str
    severity: Severity
    limits: Limits
    outcome: Outcome
    counts: Counts
    sources: tuple[SourceVerdict, ...] = ()
    problem: str = ""

    @cached_property
    def by_source(self) -> dict[str, SourceVerdict]:
        """The same, by the source's name."""
        return {s.source: s for s in self.sources}

    @cached_property
    def _pools(self) -> dict[Limits, Counts]:
        pools: dict[Limits, Counts] = {}
        for s in self.sources:
            if s.pooled:
                pools[s.limits] = pools.get(s.limits, Counts()) + s.counts
        return pools

    def decided_by(self, s: SourceVerdict) -> Counts:
        """The counts that a source was judged by: its own, or those of all small sources together."""
        return self._pools[s.limits] if s.pooled else s.counts


@dataclass(frozen=True)
class Snapshot:
    """A run. *articles*: how many each source has, by name; *expectations* in the suite's order."""

    suite: str
    newsgate_version: str
    passed: bool
    exit_code: int
    rejected: int
    articles: tuple[tuple[str, int], ...]
    expectations: tuple[Judged, ...]

    @cached_property
    def by_id(self) -> dict[str, Judged]:
        """The expectations by their ids."""
        return {judged.id: judged for judged in self.expectations}


def snapshot(result: Result, fail_on: FailOn = "error") -> Snapshot:
    """A result in numbers. *fail_on*: what closed its gate."""
    code = result.exit_code(fail_on)
    return Snapshot(
        suite=result.suite.name,
        newsgate_version=version("newsgate"),
        passed=code == 0,
        exit_code=code,
        rejected=result.corpus.rejects.height,
        articles=articles_by_source(result),
        expectations=tuple(
            Judged(
                v.expectation.id,
                v.expectation.check.name,
                v.severity,
                v.expectation.limits,
                v.outcome,
                v.counts,
                v.sources,
                v.problem,
            )
            for v in result.expectations
        ),
    )


def articles_by_source(result: Result) -> tuple[tuple[str, int], ...]:
    """How many articles each source has, those included of which nothing is asked."""
    return tuple(result.corpus.articles.group_by("source").len().sort("source").iter_rows())
