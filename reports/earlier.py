"""Earlier runs, as the pages of the HTML report ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..expectations.compare import Comparison
from ..expectations.series import History, Point, Series
from ..expectations.verdicts import Outcome
from .terminal_changes import limits_told
from .words import allowed

_LETTERS: dict[Outcome, str] = {"pass": "p", "warn": "w", "fail": "f", "error": "?", "not_evaluated": "?"}


@dataclass(frozen=True)
class Before:
    """An expectation on a source then: the failing share and the share that might fail."""

    before: float | None
    limit_before: float | None


class Baseline:
    """A comparison with a past run, see `newsgate.reports.views.Comparison`."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    @property
    def name(self) -> str:
        """What to call the earlier run."""
        return "the baseline"

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], Before]:
        """What both runs judged."""
        return {
            (c.expectation, c.source): Before(c.decided_before.share, allowed(c.before.limits, c.before.outcome))
            for c in self._comparison.changes
        }

    @property
    def broken(self) -> Sequence[tuple[str, str]]:
        """What fails now and did not."""
        return [(c.expectation, c.source) for c in self._comparison.broken]

    @property
    def repaired(self) -> Sequence[tuple[str, str]]:
        """What failed then and does not now."""
        return [(c.expectation, c.source) for c in self._comparison.repaired]

    @property
    def arrived(self) -> Sequence[str]:
        """Sources that were not there."""
        return [one.source for one in self._comparison.sources_arrived]

    @property
    def gone(self) -> Sequence[str]:
        """Sources that are there no more."""
        return [one.source for one in self._comparison.sources_gone]

    @property
    def loosened(self) -> Sequence[str]:
        """Limits that let more fail than they did, in words."""
        return list(limits_told(self._comparison.loosened))


class PastRuns:
    """The runs of a history, see `newsgate.reports.views.History`."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._known: dict[str, dict[str, Series]] = {}

    @property
    def runs(self) -> int:
        """How many there are."""
        return len(self._history.runs)

    def shares(self, expectation: str, source: str) -> Sequence[float | None]:
        """The failing share in each, 0 to 1; None where it was not judged."""
        points = self._of(source).get(expectation, (None,) * self.runs)
        return [point.counts.share if point and point.counts.evaluated else None for point in points]

    def states(self, source: str) -> str:
        """How the source did in each run: the letter of the worst outcome, a point where it was not there."""
        series = list(self._of(source).values())
        return "".join(_state([points[run] for points in series]) for run in range(self.runs))

    def _of(self, source: str) -> dict[str, Series]:
        if source not in self._known:
            self._known[source] = self._history.source(source)
        return self._known[source]


def _state(points: Sequence[Point | None]) -> str:
    letters = {_LETTERS[point.outcome] for point in points if point is not None}
    return next((letter for letter in "fw?p" if letter in letters), ".")
