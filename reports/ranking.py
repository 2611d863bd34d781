"""What is worst: the order in which every report tells what it has to tell."""

from dataclasses import dataclass

from ..expectations import ExpectationVerdict, Result, SourceVerdict

_WEIGHT = {"error": 3.0, "warning": 1.0, "info": 0.0}
_RANK = {"error": 0, "fail": 1, "warn": 2, "not_evaluated": 3, "pass": 4}


@dataclass(frozen=True)
class Pair:
    """One expectation on one source that does not pass."""

    verdict: ExpectationVerdict
    source: SourceVerdict

    @property
    def damage(self) -> float:
        """Articles above the limit; an error weighs three times a warning (REPORTS' definition)."""
        limits = self.source.limits
        limit = limits.error if self.source.outcome == "fail" else limits.warning
        allowed = (1 - (1.0 if limit is None else limit)) * self.source.counts.evaluated
        return _WEIGHT[self.verdict.severity] * max(0.0, self.source.counts.unexpected - allowed)


def over_a_limit(result: Result) -> list[Pair]:
    """Every expectation and source over a limit, worst first; pooled sources only where an article of theirs fails."""
    pairs = [
        Pair(v, s)
        for v in result.expectations
        for s in v.sources
        if s.outcome in {"fail", "warn"} and s.counts.unexpected
    ]
    order = {v.expectation.id: i for i, v in enumerate(result.expectations)}
    return sorted(
        pairs,
        key=lambda p: (
            _RANK[p.source.outcome], -p.damage, -p.source.counts.share, order[p.verdict.expectation.id], p.source.source
        ),
    )  # fmt: skip


def percent(share: float) -> str:
    """A share for people: ``0%`` and ``100%`` only where it is exactly that."""
    if share in {0.0, 1.0}:
        return f"{share:.0%}"
    shown = f"{100 * share:.1f}"
    if shown == "0.0":
        return "<0.1%"
    if shown == "100.0":
        return ">99.9%"
    return f"{shown.removesuffix('.0')}%"


def limit_of(source: SourceVerdict) -> float:
    """The share of articles that may fail: of the limit that was broken, else of the strictest."""
    limits = source.limits
    mostly = limits.error if source.outcome == "fail" else limits.strictest
    return 1 - (1.0 if mostly is None else mostly)
