"""A run beside a past one: what broke, what was repaired, who came and went, and who loosened a limit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from .expectation import SEVERITIES, Limits, Severity
from .snapshot import Judged, Snapshot
from .verdicts import Counts, Outcome, SourceVerdict, worst

#: ``broken``: it holds no longer, or warned and now fails; ``repaired``: the reverse. ``worse`` and ``better``: it is
#: where it was, with a larger or a smaller share. ``unjudged``: it could be judged and no longer can; ``judged``: the
#: reverse, whatever its outcome.
Kind = Literal["broken", "unjudged", "worse", "same", "better", "judged", "repaired"]


@dataclass(frozen=True)
class Change:
    """One expectation on one source, then and now. *decided_…*: the counts that it was judged by, a pool's perhaps.

    *by_limits*: only its limits changed the outcome; with those of then it would be as it was.
    """

    expectation: str
    source: str
    kind: Kind
    severity_before: Severity
    severity: Severity
    before: SourceVerdict
    now: SourceVerdict
    decided_before: Counts
    decided: Counts
    by_limits: bool = False

    @property
    def level(self) -> int:
        """How much it hurts now: 0 holds, 1 warns, 2 fails."""
        return level(self.severity, self.now.outcome)

    @property
    def level_before(self) -> int:
        """How much it hurt then."""
        return level(self.severity_before, self.before.outcome)

    @property
    def rise(self) -> float:
        """By how much the share of failing articles rose, in the counts that it is judged by."""
        return self.decided.share - self.decided_before.share


@dataclass(frozen=True)
class Presence:
    """A source that is only in one of the runs: its articles, worst outcome, and the expectations that fail there."""

    source: str
    articles: int
    outcome: Outcome
    failing: tuple[str, ...] = ()


@dataclass(frozen=True)
class LimitChange:
    """What is asked of a *source* (None: of all whom no rule names) and was not before, or the reverse.

    *before*, *now*: None where the source is skipped. The severities are told for all sources at once.
    """

    expectation: str
    source: str | None
    before: Limits | None
    now: Limits | None
    severity_before: Severity
    severity: Severity

    @property
    def what(self) -> Literal["severity", "limit", "skip"]:
        """What was changed."""
        if self.before is None or self.now is None:
            return "skip"
        return "severity" if self.severity != self.severity_before else "limit"


@dataclass(frozen=True)
class Comparison:
    """Two runs of one suite. *changes*: each expectation and source that both runs judged, in the suite's order."""

    before: Snapshot
    now: Snapshot
    changes: tuple[Change, ...]
    sources_arrived: tuple[Presence, ...]
    sources_gone: tuple[Presence, ...]
    expectations_arrived: tuple[str, ...]
    expectations_gone: tuple[str, ...]
    checks_broken: tuple[str, ...]
    checks_mended: tuple[str, ...]
    loosened: tuple[LimitChange, ...]
    tightened: tuple[LimitChange, ...]

    @property
    def broken(self) -> tuple[Change, ...]:
        """What held and holds no longer, or warned and now fails; worst first."""
        return self._kinds["broken"]

    @property
    def repaired(self) -> tuple[Change, ...]:
        """What failed and holds, or only warns; the largest first."""
        return self._kinds["repaired"]

    @property
    def worse(self) -> tuple[Change, ...]:
        """Where a larger share fails than before, with the same outcome; worst first."""
        return self._kinds["worse"]

    @property
    def better(self) -> tuple[Change, ...]:
        """Where a smaller share fails than before, with the same outcome; the largest first."""
        return self._kinds["better"]

    @property
    def unjudged(self) -> tuple[Change, ...]:
        """What was judged and can be judged no longer: never a repair."""
        return self._kinds["unjudged"]

    @property
    def judged(self) -> tuple[Change, ...]:
        """What could not be judged before."""
        return self._kinds["judged"]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that this tells."""
        found = (
            self.sources_arrived, self.sources_gone, self.expectations_arrived, self.expectations_gone,
            self.checks_broken, self.checks_mended, self.loosened, self.tightened,
        )  # fmt: skip
        return not any(found) and all(change.kind == "same" for change in self.changes)

    def of(self, expectation: str, source: str) -> Change | None:
        """How one expectation did on one source, then and now; None where not both runs judged it."""
        return self._pairs.get((expectation, source))

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], Change]:
        return {(change.expectation, change.source): change for change in self.changes}

    @cached_property
    def _kinds(self) -> dict[Kind, tuple[Change, ...]]:
        kinds: dict[Kind, list[Change]] = {
            kind: [] for kind in ("broken", "unjudged", "worse", "same", "better", "judged", "repaired")
        }
        for change in self.changes:
            kinds[change.kind].append(change)
        return {kind: tuple(sorted(changes, key=_size)) for kind, changes in kinds.items()}


def compare(before: Snapshot, now: Snapshot) -> Comparison:
    """What changed between two runs. Neither is read again, and nothing is guessed: what one lacks is not compared."""
    both = [(before.by_id[one.id], one) for one in now.expectations if _is_the_same(before.by_id.get(one.id), one)]
    shared = {one.id for _, one in both}
    known = {source for source, _ in before.articles} & {source for source, _ in now.articles}
    loosened = [change for then, one in both for change in _limit_changes(then, one, known) if _looser(change)]
    tightened = [change for then, one in both for change in _limit_changes(then, one, known) if _tighter(change)]
    return Comparison(
        before=before,
        now=now,
        changes=tuple(change for then, one in both for change in _changes(then, one)),
        sources_arrived=_presences(now, before),
        sources_gone=_presences(before, now),
        expectations_arrived=tuple(one.id for one in now.expectations if one.id not in shared),
        expectations_gone=tuple(then.id for then in before.expectations if then.id not in shared),
        checks_broken=tuple(one.id for then, one in both if one.outcome == "error" != then.outcome),
        checks_mended=tuple(one.id for then, one in both if then.outcome == "error" != one.outcome),
        loosened=tuple(loosened),
        tightened=tuple(tightened),
    )


def level(severity: Severity, outcome: Outcome) -> int:
    """How much an outcome hurts: 0 it holds (or is only noted, or unknown), 1 it warns, 2 it fails."""
    if outcome in ("fail", "error"):
        return 2
    return 1 if outcome == "warn" and severity != "info" else 0


def _is_the_same(then: Judged | None, now: Judged) -> bool:
    """An id that now names another check is another expectation."""
    return then is not None and then.check == now.check


def _changes(then: Judged, now: Judged) -> Iterator[Change]:
    for s in now.sources:
        before = then.by_source.get(s.source)
        if before is None:
            continue
        change = Change(
            now.id, s.source, "same", then.severity, now.severity, before, s,
            then.decided_by(before), now.decided_by(s),
        )  # fmt: skip
        kind = _kind(change)
        yield change if kind == "same" else replace(change, kind=kind, by_limits=_by_limits(change))


def _kind(change: Change) -> Kind:
    blind, was_blind = (s.outcome == "not_evaluated" for s in (change.now, change.before))
    if blind or was_blind:
        return "same" if blind and was_blind else "unjudged" if blind else "judged"
    if change.level != change.level_before:
        return "broken" if change.level > change.level_before else "repaired"
    share, share_before = change.now.counts.share, change.before.counts.share
    return "same" if share == share_before else "worse" if share > share_before else "better"


def _by_limits(change: Change) -> bool:
    """Whether the counts of now would do as then under the limits of then."""
    as_then = level(change.severity_before, change.decided.outcome(change.before.limits))
    return change.level != change.level_before == as_then


def _size(change: Change) -> tuple[int, float, float, str, str]:
    """Sorts what hurts most first, then by articles that fail more or fewer than they would have."""
    hurts = max(change.level, change.level_before)
    articles = abs(change.rise) * max(change.decided.evaluated, change.decided_before.evaluated)
    return -hurts, -articles, -abs(change.rise), change.expectation, change.source


def _presences(here: Snapshot, there: Snapshot) -> tuple[Presence, ...]:
    """The sources of one run that the other has not."""
    others = {source for source, _ in there.articles}
    return tuple(_presence(here, source, n) for source, n in here.articles if source not in others)


def _presence(run: Snapshot, source: str, articles: int) -> Presence:
    found = [(judged, judged.by_source[source]) for judged in run.expectations if source in judged.by_source]
    outcomes: list[Outcome] = ["pass" if _is_noted(judged, s) else s.outcome for judged, s in found]
    failing = tuple(judged.id for judged, s in found if level(judged.severity, s.outcome) == 2)
    return Presence(source, articles, worst(outcomes), failing)


def _is_noted(judged: Judged, s: SourceVerdict) -> bool:
    return judged.severity == "info" and s.outcome == "warn"


def _limit_changes(then: Judged, now: Judged, sources: set[str]) -> Iterator[LimitChange]:
    """What is asked otherwise than then: of all, and of each source that is treated apart."""
    whole = (then.limits, now.limits)
    if whole[0] != whole[1] or then.severity != now.severity:
        yield LimitChange(now.id, None, *whole, then.severity, now.severity)
    if "error" in (then.outcome, now.outcome):
        return  # a check that broke says nothing of its sources
    for source in sorted(sources):
        asked = (_asked(then, source), _asked(now, source))
        if asked != whole and asked[0] != asked[1] and not _is_said_by_severity(then, now, *asked):
            yield LimitChange(now.id, source, *asked, now.severity, now.severity)


def _asked(judged: Judged, source: str) -> Limits | None:
    return judged.by_source[source].limits if source in judged.by_source else None


def _is_said_by_severity(then: Judged, now: Judged, before: Limits | None, limits: Limits | None) -> bool:
    """Whether a limit only moved from an error to a warning, or back, because the severity did."""
    if before is None or limits is None:
        return False
    return then.severity != now.severity and before.strictest == limits.strictest


def _looser(change: LimitChange) -> bool:
    return _is_looser(change.before, change.now) or _is_milder(change.severity_before, change.severity)


def _tighter(change: LimitChange) -> bool:
    return _is_looser(change.now, change.before) or _is_milder(change.severity, change.severity_before)


def _is_milder(before: Severity, now: Severity) -> bool:
    return SEVERITIES.index(now) > SEVERITIES.index(before)


def _is_looser(before: Limits | None, now: Limits | None) -> bool:
    """Whether some share of kept articles would do better now: fail no longer, or neither fail nor warn."""
    if before is None or now is None:
        return now is None and before is not None
    fail_before, fail_now = (-1.0 if limits.error is None else limits.error for limits in (before, now))
    return fail_now < fail_before or now.strictest < before.strictest
