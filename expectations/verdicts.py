"""From counts to verdicts: shares against limits, source by source, small sources together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from .expectation import Expectation, Limits, Severity
from .suite import Suite

Outcome = Literal["pass", "warn", "fail", "error", "not_evaluated"]
#: From best to worst; an expectation's outcome is the worst of its sources'.
OUTCOMES: tuple[Outcome, ...] = ("pass", "not_evaluated", "warn", "fail", "error")

#: Counts per expectation and source. ``missing``: a field is null. ``not_owed``: the article need not keep it.
COUNT_SCHEMA: dict[str, pl.DataType] = {
    "expectation": pl.String(), "source": pl.String(), "element_count": pl.Int64(), "missing_count": pl.Int64(),
    "not_owed_count": pl.Int64(), "unexpected_count": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many articles there are, are missing, do not owe it, and break it."""

    element: int = 0
    missing: int = 0
    not_owed: int = 0
    unexpected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.element + other.element,
            self.missing + other.missing,
            self.not_owed + other.not_owed,
            self.unexpected + other.unexpected,
        )

    @property
    def evaluated(self) -> int:
        """How many articles were judged."""
        return self.element - self.missing - self.not_owed

    @property
    def share(self) -> float:
        """The share of judged articles that break it, 0 to 1."""
        return self.unexpected / self.evaluated if self.evaluated else 0.0

    def outcome(self, limits: Limits) -> Outcome:
        """What these counts mean under these limits."""
        if self.evaluated == 0:
            # nobody owes it, though it is not known of a few. Otherwise what could be judged is missing
            return "pass" if self.element and self.missing < max(1, self.not_owed) else "not_evaluated"
        kept = self.evaluated - self.unexpected
        if limits.error is not None and kept < limits.error * self.evaluated - 1e-9:
            return "fail"
        if limits.warning is not None and kept < limits.warning * self.evaluated - 1e-9:
            return "warn"
        return "pass"


@dataclass(frozen=True)
class SourceVerdict:
    """One expectation on one source. *pooled*: judged together with the other small sources."""

    source: str
    counts: Counts
    outcome: Outcome
    limits: Limits
    pooled: bool = False


@dataclass(frozen=True)
class ExpectationVerdict:
    """One expectation on the corpus; *outcome* is the worst of its sources'."""

    expectation: Expectation
    counts: Counts
    outcome: Outcome
    sources: tuple[SourceVerdict, ...] = ()
    problem: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.expectation.severity


@dataclass(frozen=True)
class Pool:
    """Sources that are judged together, and their sum."""

    counts: Counts = field(default_factory=Counts)
    sources: tuple[str, ...] = ()


def worst(outcomes: list[Outcome]) -> Outcome:
    """The worst of some outcomes; of none, that nothing was evaluated."""
    return max(outcomes, key=OUTCOMES.index, default="not_evaluated")


def judge(suite: Suite, counts: pl.DataFrame, problems: Mapping[str, str]) -> tuple[ExpectationVerdict, ...]:
    """The verdicts of all expectations, in the suite's order.

    *counts*: `COUNT_SCHEMA`. *problems*: why an expectation could not run, by its id.
    """
    by_id: dict[str, dict[str, Counts]] = {e.id: {} for e in suite.expectations}
    for identifier, source, *numbers in counts.sort("expectation", "source").iter_rows():
        by_id[identifier][source] = Counts(*numbers)
    return tuple(judge_one(e, by_id[e.id], suite.min_articles, problems.get(e.id, "")) for e in suite.expectations)


def judge_one(
    expectation: Expectation, by_source: dict[str, Counts], min_articles: int, problem: str = ""
) -> ExpectationVerdict:
    """The verdict of one expectation from its counts by source, or from the problem that kept it from running."""
    if problem:
        return ExpectationVerdict(expectation, Counts(), "error", problem=problem)
    pools = _pools(expectation, by_source, min_articles)
    verdicts = []
    for source, counts in by_source.items():
        limits = expectation.limits_for(source)
        if limits is None:
            continue
        pool = pools.get(limits)
        pooled = pool is not None and source in pool.sources
        judged = pool.counts if pool is not None and pooled else counts
        verdicts.append(SourceVerdict(source, counts, judged.outcome(limits), limits, pooled))
    total = sum((v.counts for v in verdicts), Counts())
    return ExpectationVerdict(expectation, total, worst([v.outcome for v in verdicts]), tuple(verdicts))


def _pools(expectation: Expectation, by_source: dict[str, Counts], min_articles: int) -> dict[Limits, Pool]:
    """The small sources, together with those of the same limits. A source nobody of which is judged stays alone."""
    pools: dict[Limits, Pool] = {}
    for source, counts in by_source.items():
        limits = expectation.limits_for(source)
        if limits is None or counts.element >= min_articles or not counts.evaluated:
            continue
        pool = pools.get(limits, Pool())
        pools[limits] = Pool(pool.counts + counts, (*pool.sources, source))
    return pools
