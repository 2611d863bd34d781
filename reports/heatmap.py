"""The heatmap of the index: a row a source, a cell an expectation, and what a cell that is no number means."""

from collections.abc import Iterator, Mapping

from ..expectations import Counts, ExpectationVerdict, Limits, Result, SourceVerdict
from .story import Story
from .views import Cell, Row
from .words import allowed, both_limits, count, percent, word

#: What a cell shows of a state that is no number.
STATES = {"broke": "!", "skipped": "skip", "not owed": "–", "not evaluated": "?"}
_INK = {"fails": "b", "warns": "w", "noted": "n"}
#: The shares over which a cell is one step darker.
_RAMP = (0.02, 0.1, 0.3, 0.7)


def source_rows(story: Story, pages: Mapping[str, str]) -> Iterator[Row]:
    """A row for each source that has a page, in that order. *pages*: their addresses."""
    for source, href in pages.items():
        cells = tuple(_cell(story, v, story.pairs[v.expectation.id].get(source)) for v in story.result.expectations)
        yield Row(source, f"{story.articles[source]:,}", cells, href, source in story.small)


def total_row(result: Result) -> Row:
    """All sources, whoever was judged with whom."""
    cells = []
    for verdict in result.expectations:
        if verdict.outcome == "error" or not verdict.sources:
            cells.append(state(word(verdict, None), verdict, None))
        elif not verdict.counts.evaluated:
            cells.append(state("not evaluated" if verdict.counts.missing else "not owed", verdict, None))
        else:
            said = f"{verdict.counts.unexpected:,} of {verdict.counts.evaluated:,} judged fail"
            cells.append(Cell(percent(verdict.counts.share).rstrip("%"), title=said))
    return Row("All sources", f"{result.corpus.articles.height:,}", tuple(cells))


def together_row(story: Story) -> Row | None:
    """The small sources as they were judged: together. None where there are none."""
    if not story.small:
        return None
    cells = []
    for verdict in story.result.expectations:
        s = story.together(verdict)
        if s is None:
            broke = verdict.outcome == "error"
            cells.append(state("broke", verdict, None) if broke else Cell("–", title="none of them was judged"))
        else:
            cells.append(_rated(s.counts, word(verdict, s), _failing_text(s.counts, s.limits), _level(s.counts.share)))
    articles = sum(story.articles.get(source, 0) for source in story.small)
    return Row(f"{count(len(story.small), 'small source')} together", f"{articles:,}", tuple(cells))


def state(named: str, verdict: ExpectationVerdict, s: SourceVerdict | None) -> Cell:
    """One of `STATES`, and what it means."""
    missing = f": {count(s.counts.missing, 'article')} without the field, none could be judged" if s else ""
    meaning = {
        "broke": f"the check broke: {verdict.problem}",
        "skipped": "skipped: the suite does not ask it of this source",
        "not owed": "not owed: no article of this source has to keep it",
        "not evaluated": f"not evaluated{missing}",
    }
    return Cell(STATES[named], named, meaning[named], "stop" if named == "broke" else named.replace(" ", "-"))


def _cell(story: Story, verdict: ExpectationVerdict, s: SourceVerdict | None) -> Cell:
    named = word(verdict, s)
    if s is None or named in STATES:
        return state(named, verdict, s)
    said = _failing_text(s.counts, s.limits)
    level = _level(s.counts.share)
    if s.pooled:
        pool = story.pool(verdict, s)
        said += f"; judged with {count(len(pool.sources) - 1, 'other small source')}: "
        said += f"together {percent(pool.counts.share, allowed(s.limits, s.outcome))} fail"
        level = 1
    return _rated(s.counts, named, said, level)


def _rated(counts: Counts, named: str, said: str, level: int) -> Cell:
    text = percent(counts.share).rstrip("%")
    if not counts.unexpected:
        return Cell(text, title=said if named != "holds" else "", css="zero")
    if named == "holds":
        return Cell(text, title=said)
    return Cell(text, named, said, f"{_INK[named]}{level}")


def _level(share: float) -> int:
    return 1 + sum(share > step for step in _RAMP)


def _failing_text(counts: Counts, limits: Limits) -> str:
    return f"{counts.unexpected:,} of {counts.evaluated:,} judged fail; limit {both_limits(limits)}"
