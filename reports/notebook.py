"""A result in a notebook: the verdict and a small table, escaped, without script or style."""

import xml.etree.ElementTree as ET

from ..expectations import ExpectationVerdict, Result
from .safe_text import printable_name
from .sentences import verdict_of
from .story import Story
from .words import allowed, both_limits, count, listed, outcome_word, percent

#: Rows of the table: the expectations that do worst.
MAX_ROWS = 40
#: Names in a sentence or a cell are cut to so many characters.
_ROOM = 60
_HEADS = ("Expectation", "Outcome", "Fail", "Limit", "Failing / judged", "Worst sources")
_WORST_FIRST = ("error", "fail", "warn", "not_evaluated", "pass")


def result_html(result: Result) -> str:
    """The result as a piece of HTML, for ``_repr_html_``."""
    story = Story(result)
    verdict = verdict_of(story)
    root = ET.Element("div")
    said = _under(root, "p")
    badge = _under(said, "b", "SHIP" if verdict.opens else "DO NOT SHIP")
    badge.tail = " " + "; ".join(sentence.what for sentence in (verdict.headline, *verdict.others))
    articles = f"{count(result.corpus.articles.height, 'article')} of {count(len(story.articles), 'source')}"
    rejects = count(result.corpus.rejects.height, "reject")
    table = _under(root, "table")
    _under(table, "caption", f"newsgate, suite {_name(result.suite.name)}: {articles}, {rejects}")
    heads = _under(_under(table, "thead"), "tr")
    for head in _HEADS:
        _under(heads, "th", head)
    body = _under(table, "tbody")
    ordered = sorted(result.expectations, key=lambda v: _WORST_FIRST.index(v.outcome))
    for each in ordered[:MAX_ROWS]:
        row = _under(body, "tr")
        for cell in _cells(story, each):
            _under(row, "td", cell)
    if len(ordered) > MAX_ROWS:
        _under(root, "p", f"{len(ordered) - MAX_ROWS} more are in .verdicts")
    return ET.tostring(root, encoding="unicode", method="html")


def _under(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = text or None
    return element


def _cells(story: Story, verdict: ExpectationVerdict) -> tuple[str, ...]:
    counts, limits = verdict.counts, verdict.expectation.limits
    share = percent(counts.share, allowed(limits, verdict.outcome)) if counts.evaluated else "–"
    judged = "–" if verdict.problem else f"{counts.unexpected:,} / {counts.evaluated:,}"
    last = _name(verdict.problem) if verdict.problem else _worst(story, verdict)
    return _name(verdict.expectation.id), outcome_word(verdict), share, both_limits(limits), judged, last


def _worst(story: Story, verdict: ExpectationVerdict) -> str:
    """The sources that break it, worst first."""
    over = {s.source for s in verdict.sources if s.outcome in ("fail", "warn") and s.counts.unexpected}
    return listed([_name(source) for source in story.ranked if source in over], 3)


def _name(text: str) -> str:
    name = printable_name(text)
    return name if len(name) <= _ROOM else f"{name[: _ROOM - 1]}…"
