"""The result looked up: what is worst, and who was judged with whom. Every report tells this story."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from ..expectations import Counts, ExpectationVerdict, FailOn, Limits, Result, SourceVerdict
from ..expectations.verdicts import Pool
from .words import ORDER, allowed, count, excess, word

#: What `findings` keeps of the text on either side of the evidence.
AROUND = 90
#: What an article over a limit weighs.
_WEIGHT = {"fail": 3.0, "warn": 1.0}


@dataclass(frozen=True)
class Breach:
    """An expectation over its limit: on a source, or on small sources that are judged together.

    *members*: the source, or the small ones, those with the most failing articles first. *counts*: of all of them.
    """

    verdict: ExpectationVerdict
    members: tuple[SourceVerdict, ...]
    counts: Counts

    @property
    def worst(self) -> SourceVerdict:
        """The source with the most failing articles."""
        return self.members[0]

    @property
    def together(self) -> bool:
        """Whether small sources were judged together."""
        return self.worst.pooled

    @property
    def name(self) -> str:
        """Whom it is about."""
        return f"{count(len(self.members), 'small source')} together" if self.together else self.worst.source

    @property
    def word(self) -> str:
        """``fails``, ``warns`` or ``noted``."""
        return word(self.verdict, self.worst)

    @property
    def allowed(self) -> float:
        """The share that may fail."""
        return allowed(self.worst.limits, self.worst.outcome)

    @property
    def excess(self) -> float:
        """How many articles fail beyond those that may."""
        return excess(self.counts, self.worst.limits, self.worst.outcome)


class Story:
    """A result with what several parts of a report ask of it.

    *articles*: how many each source has, *size*: all of them. *pairs*: the verdicts by expectation and source.
    *ranked*: the sources, worst first: by `damage`. *small*: those that are judged together somewhere.
    """

    def __init__(self, result: Result, fail_on: FailOn = "error") -> None:
        self.result = result
        self.fail_on: FailOn = fail_on
        counted = result.corpus.articles.group_by("source").len().sort("source")
        self.articles: dict[str, int] = dict(counted.iter_rows())
        self.pairs = {v.expectation.id: {s.source: s for s in v.sources} for v in result.expectations}
        self._pools = _pools(result.expectations)
        self.small = frozenset(source for pool in self._pools.values() for source in pool.sources)
        self.size = result.corpus.articles.height
        self._damages = self._all_damages()
        unknown, failing = self._states()
        self.ranked = tuple(
            sorted(self.articles, key=lambda s: (-self._damages.get(s, 0.0), s not in unknown, -failing[s], s))
        )

    def pool(self, verdict: ExpectationVerdict, s: SourceVerdict) -> Pool:
        """The sources that were judged together with this one, itself among them."""
        return self._pools[verdict.expectation.id, s.limits] if s.pooled else Pool(s.counts, (s.source,))

    def together(self, verdict: ExpectationVerdict) -> SourceVerdict | None:
        """The small sources as they were judged: together, those with the worst outcome. None where there are none."""
        pooled = [s for s in verdict.sources if s.pooled]
        if not pooled:
            return None
        worst = min(pooled, key=lambda s: ORDER.index(word(verdict, s)))
        return replace(worst, counts=self.pool(verdict, worst).counts)

    def breaches(self) -> list[Breach]:
        """All that is over its limit, worst first; small sources count once, together. What is only noted is last."""
        found: dict[tuple[str, str | Limits], Breach] = {}
        for verdict in self.result.expectations:
            for s in verdict.sources:
                key = (verdict.expectation.id, s.limits if s.pooled else s.source)
                if s.outcome in ("fail", "warn") and key not in found:
                    found[key] = self._breach(verdict, s)
        return sorted(found.values(), key=lambda b: (ORDER.index(b.word), -b.excess, b.name, b.verdict.expectation.id))

    def _breach(self, verdict: ExpectationVerdict, s: SourceVerdict) -> Breach:
        pool = self.pool(verdict, s)
        members = [self.pairs[verdict.expectation.id][source] for source in pool.sources]
        members.sort(key=lambda member: (-member.counts.unexpected, -member.counts.share, member.source))
        return Breach(verdict, tuple(members), pool.counts)

    def examples(self, sources: Collection[str]) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """The examples from some sources, by expectation and source."""
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        chosen = self.result.examples.filter(pl.col("source").is_in(list(sources)))
        for row in chosen.iter_rows(named=True):
            found.setdefault((row["expectation"], row["source"]), []).append(row)
        return found

    def damage(self, source: str) -> float:
        """How many of its articles are above the limits, those above error limits three times."""
        return self._damages.get(source, 0.0)

    def damage_by_family(self) -> dict[str, tuple[float, float]]:
        """The damage by family of checks, by errors and by warnings, most first."""
        found: dict[str, list[float]] = {}
        for verdict in self.result.expectations:
            parts = found.setdefault(verdict.expectation.check.family, [0.0, 0.0])
            for s in verdict.sources:
                parts[s.outcome != "fail"] += self._damage(verdict, s)
        ranked = sorted(found.items(), key=lambda item: (-sum(item[1]), item[0]))
        return {family: (errors, warnings) for family, (errors, warnings) in ranked if errors + warnings}

    def _all_damages(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for verdict in self.result.expectations:
            for s in verdict.sources:
                if s.outcome in _WEIGHT and (damage := self._damage(verdict, s)):
                    found[s.source] = found.get(s.source, 0.0) + damage
        return found

    def _states(self) -> tuple[set[str], dict[str, int]]:
        """The sources of which something could not be evaluated, and how many articles of each fail, counted by
        expectation.
        """
        unknown, failing = set(), dict.fromkeys(self.articles, 0)
        for verdict in self.result.expectations:
            for s in verdict.sources:
                failing[s.source] = failing.get(s.source, 0) + s.counts.unexpected
                if s.outcome == "not_evaluated":
                    unknown.add(s.source)
        return unknown, failing

    def _damage(self, verdict: ExpectationVerdict, s: SourceVerdict) -> float:
        if not s.counts.unexpected or s.outcome not in _WEIGHT or verdict.severity == "info":
            return 0.0
        judged = self.pool(verdict, s).counts
        own_part = s.counts.unexpected / judged.unexpected
        return _WEIGHT[s.outcome] * own_part * excess(judged, s.limits, s.outcome)


def _pools(verdicts: Sequence[ExpectationVerdict]) -> dict[tuple[str, Limits], Pool]:
    gathered: dict[tuple[str, Limits], list[SourceVerdict]] = {}
    for verdict in verdicts:
        for s in verdict.sources:
            if s.pooled:
                gathered.setdefault((verdict.expectation.id, s.limits), []).append(s)
    return {
        key: Pool(sum((s.counts for s in members), Counts()), tuple(s.source for s in members))
        for key, members in gathered.items()
    }
