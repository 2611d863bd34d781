"""What would let it ship: the corpus without some articles or sources, judged again.

Dropping articles takes those that break what shuts the gate, whole, with all that they did under the other
expectations; then the rest is judged, and again where that breaks something new. What is left is told as it comes out,
even where it does not ship.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from .patterns import BROKE, FAILS, MISSING, NOT_OWED
from .result import EXIT_OPEN, FailOn, Result
from .verdicts import COUNT_SCHEMA, ExpectationVerdict, SourceVerdict, judge, worst

_Letters = npt.NDArray[np.uint8]
#: Dropping stops here at the latest; what is left then is told.
_ROUNDS = 8


@dataclass(frozen=True)
class Remedy:
    """What is dropped, what is left of it, and whether the rest may ship.

    *sources*: those of which nothing is left. *touched*: those that lose articles. *kept*: the share of articles left.
    """

    kind: Literal["articles", "sources"]
    dropped: int
    kept_articles: int
    kept_sources: int
    sources: tuple[str, ...]
    touched: int
    opens: bool

    @property
    def kept(self) -> float:
        """The share of articles that is left."""
        whole = self.kept_articles + self.dropped
        return self.kept_articles / whole if whole else 0.0


def remedies(result: Result, fail_on: FailOn = "error") -> tuple[Remedy, ...]:
    """Both ways: without the articles that break what shuts the gate, and without the sources; none for an open one."""
    if result.exit_code(fail_on) == EXIT_OPEN or not result.corpus.articles.height:
        return ()
    ways = [_Left(result, fail_on).without_articles()] if result.patterns.height else []
    return (*ways, _Left(result, fail_on).without_sources())


class _Left:
    """What is left of a result while articles are dropped: the counts of each source, and its failing articles."""

    def __init__(self, result: Result, fail_on: FailOn) -> None:
        self.result, self.fail_on = result, fail_on
        counted = result.corpus.articles.group_by("source").len().sort("source")
        self.sources: list[str] = counted["source"].to_list()
        self.before = counted["len"].to_numpy().astype(np.int64)
        self.number = {source: n for n, source in enumerate(self.sources)}
        self.lost = np.zeros(len(self.sources), dtype=np.int64)
        self.verdicts = result.expectations
        patterns = result.patterns
        self.of = np.array([self.number[s] for s in patterns["source"].to_list()], dtype=np.int64)
        self.articles = patterns["articles"].to_numpy().astype(np.int64)
        self.letters = _as_letters(patterns["pattern"], len(result.expectations))
        self.gone = np.zeros(len(self.of), dtype=bool)

    def without_articles(self) -> Remedy:
        """Drop the articles that break what shuts the gate, until nothing does."""
        for _ in range(_ROUNDS):
            chosen = self._breaking() & ~self.gone
            if not chosen.any():
                break
            self.gone |= chosen
            self.lost = np.bincount(self.of[self.gone], self.articles[self.gone], len(self.sources)).astype(np.int64)
            self._judge_again()
        return self._remedy("articles")

    def without_sources(self) -> Remedy:
        """Drop the sources that break what shuts the gate, or could not be evaluated, until none does."""
        for _ in range(_ROUNDS):
            culprits = {s.source for v in self.verdicts for s in v.sources if self._shuts(v, s, blind=True)}
            chosen = np.array([s in culprits for s in self.sources]) & (self.lost < self.before)
            if not chosen.any():
                break
            self.lost[chosen] = self.before[chosen]
            self._judge_again()
        return self._remedy("sources")

    def _shuts(self, v: ExpectationVerdict, s: SourceVerdict, *, blind: bool = False) -> bool:
        """Whether a source has its part in shutting the gate: of a pool those of which an article fails."""
        if s.outcome == "not_evaluated":
            return blind and (v.severity == "error" or (self.fail_on == "warning" and v.severity == "warning"))
        closing = s.outcome == "fail" or (s.outcome == "warn" and self.fail_on == "warning" and v.severity != "info")
        return closing and s.counts.unexpected > 0

    def _breaking(self) -> npt.NDArray[np.bool_]:
        """Which patterns break what shuts the gate in their source."""
        shut = np.zeros((len(self.sources), len(self.verdicts)), dtype=bool)
        for n, v in enumerate(self.verdicts):
            for s in v.sources:
                if self._shuts(v, s):
                    shut[self.number[s.source], n] = True
        breaking: npt.NDArray[np.bool_] = ((self.letters == ord(FAILS)) & shut[self.of]).any(axis=1)
        return breaking

    def _judge_again(self) -> None:
        """Judge the sources that lost articles, and the small ones, which are judged together; the others stand."""
        least = self.result.suite.min_articles
        again = (self.lost > 0) | (self.before < least)
        names = {self.sources[n] for n in np.flatnonzero(again)}
        counts = pl.concat([self._counts(n, v, names) for n, v in enumerate(self.result.expectations)])
        problems = {v.expectation.id: v.problem or "broke" for v in self.result.outcomes("error")}
        judged = judge(self.result.suite, counts, problems)
        whole = zip(self.result.expectations, judged, strict=True)
        self.verdicts = tuple(v if v.outcome == "error" else _joined(v, new, names) for v, new in whole)

    def _counts(self, at: int, v: ExpectationVerdict, names: set[str]) -> pl.DataFrame:
        """What is left of the counts of one expectation, of sources of which something is left."""
        lost = {letter: self._lost(at, letter) for letter in (MISSING, NOT_OWED, FAILS)}
        rows = []
        for s in v.sources:
            n = self.number[s.source]
            if s.source not in names or self.lost[n] >= self.before[n]:
                continue
            c = s.counts
            rows.append((
                v.expectation.id, s.source, c.element - int(self.lost[n]), c.missing - int(lost[MISSING][n]),
                c.not_owed - int(lost[NOT_OWED][n]), c.unexpected - int(lost[FAILS][n]),
            ))  # fmt: skip
        return pl.DataFrame(rows, schema=COUNT_SCHEMA, orient="row")

    def _lost(self, at: int, letter: str) -> npt.NDArray[np.int64]:
        those = self.gone & (self.letters[:, at] == ord(letter))
        return np.bincount(self.of[those], self.articles[those], len(self.sources)).astype(np.int64)

    def _remedy(self, kind: Literal["articles", "sources"]) -> Remedy:
        emptied = self.lost >= self.before
        left = replace(self.result, expectations=self.verdicts)
        opens = bool((~emptied).any()) and left.exit_code(self.fail_on) == EXIT_OPEN
        return Remedy(
            kind=kind,
            dropped=int(self.lost.sum()),
            kept_articles=int((self.before - self.lost).sum()),
            kept_sources=int((~emptied).sum()),
            sources=tuple(self.sources[n] for n in np.flatnonzero(emptied)),
            touched=int((self.lost > 0).sum()),
            opens=opens,
        )


def _joined(before: ExpectationVerdict, new: ExpectationVerdict, names: Iterable[str]) -> ExpectationVerdict:
    """A verdict of the sources that were judged again and of those that were not."""
    again = set(names)
    sources = (*(s for s in before.sources if s.source not in again), *new.sources)
    return replace(before, sources=sources, outcome=worst([s.outcome for s in sources]))


def _as_letters(patterns: pl.Series, width: int) -> _Letters:
    """The letters as a table, a row a pattern."""
    text = "".join(word.ljust(width, BROKE)[:width] for word in patterns.to_list())
    return np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(len(patterns), width)
