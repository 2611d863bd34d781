"""Markdown, as for a job's summary on GitHub: the verdict, what is over its limit, every expectation.

Article text, names and the suite's words go through `cell`: no table, tag, mention or link can be made of them.
"""

import re
from collections.abc import Iterator

from ..expectations import ExpectationVerdict, FailOn, Result
from .cells import cut
from .problems import Problem, problems, with_examples
from .safe_text import one_line
from .sentences import verdict_of
from .story import Story
from .words import allowed, both_limits, count, outcome_word, percent

#: GitHub takes summaries of at most 1 MiB, in UTF-8.
MAX_BYTES = 1024 * 1024 - 1
#: Rows of what is wrong, the worst.
MAX_ROWS = 200
#: Cells of a text in a table.
_ROOM = 160
_CUT = "\nCut here: the rest would be more than the 1 MiB that a summary may have.\n"
#: Read by Markdown, GitHub or GitLab as more than themselves; in addresses, what makes links of them.
_SPECIAL = re.compile(
    r"[&<>|`*\[\]\\~#$@]|^[-+=]|(?<![^\W_])_|_(?![^\W_])|(?<=:)//|(?i:(?<=www)\.|(?<=http):|(?<=https):|(?<=ftp):)"
)
_BREAK = "&#8203;"


def markdown(result: Result, fail_on: FailOn = "error") -> str:
    """The result as Markdown of less than 1 MiB."""
    return _within(_lines(Story(result, fail_on)), MAX_BYTES)


def cell(text: str, room: int = _ROOM) -> str:
    """Text on one line that Markdown reads as nothing but text; a zero-width space keeps links and mentions apart."""
    return _SPECIAL.sub(_escaped, cut(one_line(text).strip(), room)) or "(empty)"


def _escaped(found: re.Match[str]) -> str:
    special = found[0]
    if special == "@":
        return f"&#64;{_BREAK}"
    if special in ("//", ".", ":"):
        return f"{_BREAK}{special}"
    return f"&#{ord(special)};"


def _within(lines: Iterator[str], limit: int) -> str:
    """As many lines as fit; the last one says it where some do not."""
    told: list[str] = []
    size, room = 0, limit - len(_CUT)
    for line in lines:
        size += len(line.encode("utf-8", "replace")) + 1
        if size > room:
            return "".join([*told, _CUT])
        told.append(f"{line}\n")
    return "".join(told)


def _lines(story: Story) -> Iterator[str]:
    result, verdict = story.result, verdict_of(story)
    yield f"## newsgate: {'SHIP' if verdict.opens else 'DO NOT SHIP'}"
    yield ""
    yield f"**{cell(verdict.headline.whole, 400)}**"
    yield ""
    for sentence in verdict.others:
        yield f"- {cell(sentence.whole, 400)}"
    articles = f"{count(result.corpus.articles.height, 'article')} of {count(len(story.articles), 'source')}"
    rejects = count(result.corpus.rejects.height, "reject")
    asked = count(len(result.suite.expectations), "expectation")
    yield f"- Suite {cell(result.suite.name)} ({asked}); {articles}; {rejects}"
    yield from _wrong(story)
    yield from _expectations(result.expectations)


def _wrong(story: Story) -> Iterator[str]:
    found = problems(story)
    if not found:
        return
    yield from (
        "",
        "### What is wrong",
        "",
        "| Outcome | Expectation | Source | How many | For example |",
        "|---|---|---|---|---|",
    )
    for problem in with_examples(story, found[:MAX_ROWS]):
        yield _row(problem)
    if len(found) > MAX_ROWS:
        yield from ("", f"{len(found) - MAX_ROWS:,} more like these are not shown here.")


def _row(problem: Problem) -> str:
    source = "all" if problem.source is None else cell(problem.source)
    return f"| {problem.word} | {cell(problem.expectation)} | {source} | {cell(problem.said)} | {_example(problem)} |"


def _example(problem: Problem) -> str:
    if not problem.examples:
        return ""
    example = problem.examples[0]
    evidence, origin = one_line(example["evidence"] or "").strip(), cell(example["origin"] or "(no place)")
    message = cell(example["message"] or "")
    return f"{cell(evidence)} – {message}<br>{origin}" if evidence else f"{message}<br>{origin}"


def _expectations(verdicts: tuple[ExpectationVerdict, ...]) -> Iterator[str]:
    yield from ("", "### Every expectation", "")
    yield from ("| # | Expectation | Outcome | Fail | Limit | Failing / judged |", "|---:|---|---|---:|---|---:|")
    for number, verdict in enumerate(verdicts, 1):
        expectation, counts = verdict.expectation, verdict.counts
        share = percent(counts.share, allowed(expectation.limits, verdict.outcome)) if counts.evaluated else "–"
        judged = "–" if verdict.problem else f"{counts.unexpected:,} / {counts.evaluated:,}"
        limits = both_limits(expectation.limits)
        yield f"| {number} | {cell(expectation.id)} | {outcome_word(verdict)} | {share} | {limits} | {judged} |"
