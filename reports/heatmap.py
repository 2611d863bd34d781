"""The heatmap of the index: a row a source, a cell an expectation, and what a cell that is no number means.

The page holds the worst rows as a table; all of them are counts in JSON, from which the script makes the others. Both
say the same, and a test holds them against each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ..expectations import Counts, ExpectationVerdict, Limits, SourceVerdict
from .charts import strip
from .marks import Safe, data, named
from .story import Story
from .views import Cell, Column, Comparison, Family, History, Row
from .words import allowed, both_limits, count, percent, plain, word

#: Rows of the table in the page.
ROWS = 40
#: Rows of the data: the worst; 20 expectations take some 130 bytes a source.
MAX_DATA = 30_000
#: What a cell shows of a state that is no number.
STATES = {"broke": "!", "skipped": "skip", "not owed": "–", "not evaluated": "?"}
#: A letter for each word, as the script knows it.
LETTERS = {
    "fails": "f", "warns": "w", "noted": "n", "holds": "p", "broke": "!", "skipped": "s", "not owed": "-",
    "not evaluated": "?",
}  # fmt: skip
_INK = {"fails": "b", "warns": "w", "noted": "n"}
#: The shares over which a cell is one step darker.
_RAMP = (0.02, 0.1, 0.3, 0.7)


class Heatmap:
    """The table and its data. *pages*, where they are asked for: the addresses of the sources that have a page."""

    def __init__(self, story: Story, comparison: Comparison | None = None, history: History | None = None) -> None:
        self.story, self.history = story, history
        self.order = _by_family(story.result.expectations)
        self.verdicts = [story.result.expectations[at] for at in self.order]
        self.new = {source for _, source in comparison.broken} if comparison else set()

    def columns(self) -> tuple[Column, ...]:
        """The columns: expectations of one family side by side."""
        families = [v.expectation.check.family for v in self.verdicts]
        return tuple(
            Column(
                v.expectation.id,
                f"expectation-{at + 1}",
                _column_title(v),
                n == 0 or families[n - 1] != families[n],
                at,
            )
            for n, (at, v) in enumerate(zip(self.order, self.verdicts, strict=True))
        )

    def families(self) -> tuple[Family, ...]:
        """The families of checks, with how many columns each has."""
        families = [v.expectation.check.family for v in self.verdicts]
        return tuple(Family(name, families.count(name)) for name in dict.fromkeys(families))

    def rows(self, pages: Mapping[str, str]) -> Iterator[Row]:
        """The worst rows."""
        for source in self.story.ranked[:ROWS]:
            cells = tuple(_cell(self.story, v, self.story.pairs[v.expectation.id].get(source)) for v in self.verdicts)
            past = strip(self.history.states(source)) if self.history else None
            articles, damage = f"{self.story.articles[source]:,}", f"{self.story.damage(source):,.0f}"
            yield Row(source, articles, damage, cells, pages.get(source, ""), source in self.story.small, past)

    def total(self) -> Row:
        """All sources, whoever was judged with whom."""
        damage = sum(self.story.damage(source) for source in self.story.ranked)
        return Row("All sources", f"{self.story.size:,}", f"{damage:,.0f}", tuple(_total(v) for v in self.verdicts))

    def together(self) -> Row | None:
        """The small sources as they were judged: together. None where there are none."""
        story = self.story
        if not story.small:
            return None
        articles = sum(story.articles.get(source, 0) for source in story.small)
        damage = sum(story.damage(source) for source in story.small)
        name = f"{count(len(story.small), 'small source')} together"
        return Row(name, f"{articles:,}", f"{damage:,.0f}", tuple(_together(story, v) for v in self.verdicts))

    def data(self, pages: Mapping[str, str]) -> Safe:
        """All rows as counts for the script: see `_packed`. Strings name what nobody would see."""
        ranked = self.story.ranked[:MAX_DATA]
        numbers = {source: n for n, source in enumerate(ranked)}
        return data({
            "columns": [
                [named(v.expectation.id), both_limits(v.expectation.limits), v.severity, named(_problem(v))]
                for v in self.verdicts
            ],
            "first": [n for n, column in enumerate(self.columns()) if column.first],
            "rows": self._rows,
            "pages": {str(numbers[source]): href for source, href in pages.items() if source in numbers},
            "new": [numbers[source] for source in sorted(self.new & numbers.keys())],
            "history": {str(n): self.history.states(s) for s, n in numbers.items()} if self.history else {},
            "limits": dict(self._other_limits(ranked)),
            "shown": ROWS,
        })  # fmt: skip

    @cached_property
    def _rows(self) -> list[list[object]]:
        return [self._packed(source) for source in self.story.ranked[:MAX_DATA]]

    def _packed(self, source: str) -> list[object]:
        """Name, articles, damage, a letter a column (large where it was judged with others), failing, judged.

        The numbers are joined by commas; none is written for nothing failing, and for all articles judged.
        """
        articles = self.story.articles[source]
        letters, failing, judged = [], [], []
        for v in self.verdicts:
            s = self.story.pairs[v.expectation.id].get(source)
            letter = LETTERS[word(v, s)]
            letters.append(letter.upper() if s is not None and s.pooled else letter)
            counts = s.counts if s is not None else Counts()
            failing.append(f"{counts.unexpected or ''}")
            judged.append("" if counts.evaluated == articles or s is None else f"{counts.evaluated}")
        damage = round(self.story.damage(source))
        told = [
            named(source),
            articles,
            damage,
            "".join(letters),
            ",".join(failing).rstrip(","),
            ",".join(judged).rstrip(","),
        ]
        return [*told, 1] if source in self.story.small else told

    def _other_limits(self, ranked: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Where a source has limits of its own: ``row,column``, and what they are."""
        numbers = {source: n for n, source in enumerate(ranked)}
        for column, v in enumerate(self.verdicts):
            for s in v.sources if v.expectation.sources else ():
                if s.limits != v.expectation.limits and s.source in numbers:
                    yield f"{numbers[s.source]},{column}", both_limits(s.limits)


def _by_family(verdicts: Sequence[ExpectationVerdict]) -> list[int]:
    """The numbers of the expectations, those of one family side by side, in the suite's order otherwise."""
    families = list(dict.fromkeys(v.expectation.check.family for v in verdicts))
    return sorted(range(len(verdicts)), key=lambda n: (families.index(verdicts[n].expectation.check.family), n))


def _column_title(v: ExpectationVerdict) -> str:
    return f"{plain(v.expectation.check.summary)} {v.severity.capitalize()}, limit {both_limits(v.expectation.limits)}"


def _problem(v: ExpectationVerdict) -> str:
    return v.problem if v.outcome == "error" else ""


def _total(v: ExpectationVerdict) -> Cell:
    if v.outcome == "error" or not v.sources:
        return state(word(v, None), v, None)
    if not v.counts.evaluated:
        return state("not evaluated" if v.counts.missing else "not owed", v, None)
    said = f"{v.counts.unexpected:,} of {v.counts.evaluated:,} judged fail"
    return Cell(percent(v.counts.share).rstrip("%") if v.counts.unexpected else "·", title=said)


def _together(story: Story, v: ExpectationVerdict) -> Cell:
    s = story.together(v)
    if s is None:
        broke = v.outcome == "error"
        return state("broke", v, None) if broke else Cell("–", title="none of them was judged")
    return _rated(s.counts, word(v, s), _failing_text(s.counts, s.limits), _level(s.counts.share))


def state(name: str, v: ExpectationVerdict, s: SourceVerdict | None) -> Cell:
    """One of `STATES`, and what it means."""
    missing = f": {count(s.counts.missing, 'article')} without the field, none could be judged" if s else ""
    meaning = {
        "broke": f"the check broke: {v.problem}",
        "skipped": "skipped: the suite does not ask it of this source",
        "not owed": "not owed: no article of this source has to keep it",
        "not evaluated": f"not evaluated{missing}",
    }
    return Cell(STATES[name], name, meaning[name], "stop" if name == "broke" else name.replace(" ", "-"))


def _cell(story: Story, v: ExpectationVerdict, s: SourceVerdict | None) -> Cell:
    name = word(v, s)
    if s is None or name in STATES:
        return state(name, v, s)
    said = _failing_text(s.counts, s.limits)
    level = _level(s.counts.share)
    if s.pooled:
        pool = story.pool(v, s)
        said += f"; judged with {count(len(pool.sources) - 1, 'other small source')}: "
        said += f"together {percent(pool.counts.share, allowed(s.limits, s.outcome))} fail"
        level = 1
    return _rated(s.counts, name, said, level)


def _rated(counts: Counts, name: str, said: str, level: int) -> Cell:
    if not counts.unexpected:
        return Cell("·", title=said if name != "holds" else "", css="zero")
    text = percent(counts.share).rstrip("%")
    if name == "holds":
        return Cell(text, title=said)
    return Cell(text, name, said, f"{_INK[name]}{level}")


def _level(share: float) -> int:
    return 1 + sum(share > step for step in _RAMP)


def _failing_text(counts: Counts, limits: Limits) -> str:
    return f"{counts.unexpected:,} of {counts.evaluated:,} judged fail; limit {both_limits(limits)}"
