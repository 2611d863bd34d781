"""What is wrong in one run, problem by problem, worst first: the outputs for machines in CI tell these."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import polars as pl

from ..expectations import ExpectationVerdict, FailOn, SourceVerdict
from .safe_text import one_line, printable_name
from .story import Breach, Story
from .words import allowed, count, limit, listed, percent, word

Level = Literal["error", "warning", "note"]
_LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Place:
    """A file, and the line where that is known; *record*: of a file whose records are no lines."""

    file: str
    line: int | None = None
    record: int | None = None


@dataclass(frozen=True)
class Problem:
    """An expectation that a source breaks, that could not be evaluated or that broke; or records that are unread.

    *level*: ``error`` where it shuts the gate. *word*: how the source did (`words.ORDER`), or ``unread``. *said*: in a
    sentence. *source*: None where it is about the whole corpus. *examples*: some findings. *origin*: some article, or
    some record that could not be read.
    """

    level: Level
    word: str
    said: str
    verdict: ExpectationVerdict | None = None
    source: str | None = None
    examples: tuple[Mapping[str, Any], ...] = ()
    origin: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What no other problem of the run is about: the source and the id of the expectation."""
        return self.source, self.verdict.expectation.id if self.verdict else ""

    @property
    def expectation(self) -> str:
        """The id of the expectation, or what stands in its place."""
        return self.verdict.expectation.id if self.verdict else "records_read"

    @property
    def heading(self) -> str:
        """Which expectation does what, on one line."""
        return f"{printable_name(self.expectation)} {self.word}"

    @property
    def sentence(self) -> str:
        """What is said, with the word for it where that says no share."""
        return f"{self.word}: {self.said}" if self.word in ("broke", "not evaluated") else self.said

    @property
    def place(self) -> Place:
        """Where to look first: at an example, where the suite asks for it, or at any article."""
        if self.examples and self.examples[0]["origin"]:
            return place_of(self.examples[0]["origin"])
        declared = suite_place(self.verdict) if self.verdict else None
        return declared or place_of(self.origin or "(no place)")


def problems(story: Story) -> list[Problem]:
    """All problems, worst first: what shuts the gate, then what warns, then what is only noted."""
    found = [*_unread(story), *_broke(story), *_breaches(story), *_not_evaluated(story)]
    return sorted(found, key=lambda problem: _LEVELS.index(problem.level))


def with_examples(story: Story, found: list[Problem]) -> list[Problem]:
    """The same problems with their examples, and with a place for those that have none."""
    sources = {problem.source for problem in found if problem.source is not None}
    examples, corpus = story.examples(sources), story.result.corpus
    articles = corpus.articles.filter(pl.col("source").is_in(list(sources)))
    origins: dict[str | None, str] = dict(articles.group_by("source").agg(pl.col("origin").first()).iter_rows())
    anywhere = next(iter((corpus.rejects if corpus.rejects.height else corpus.articles)["origin"].head(1)), None) or ""
    return [
        replace(
            problem,
            examples=tuple(examples.get((problem.expectation, problem.source or ""), ())),
            origin=origins.get(problem.source) or anywhere,
        )
        for problem in found
    ]


def place_of(where: str) -> Place:
    """A place of the reader or of a suite: ``file``, ``file:LINE``, ``file:LINE:COLUMN`` or ``file#RECORD``."""
    if found := re.fullmatch(r"(.+?):(\d+)(?::\d+)?", where, re.DOTALL):
        return Place(found[1], line=max(1, int(found[2])))
    if found := re.fullmatch(r"(.+)#(\d+)", where, re.DOTALL):
        return Place(found[1], record=int(found[2]))
    return Place(where)


def suite_place(verdict: ExpectationVerdict) -> Place | None:
    """Where the suite's file declares an expectation; None for a suite that is no file of the user's."""
    where = verdict.expectation.place
    return None if not where or where.startswith("<") else place_of(where)


def example_line(example: Mapping[str, Any]) -> str:
    """A finding on one line: where it is, what is wrong, and the text."""
    field, identifier = printable_name(example["field"]), printable_name(example["article_id"] or "(no id)")
    said = f"{field} of {identifier}: {one_line(example['message'] or '').strip()}"
    evidence = one_line(example["evidence"] or "").strip()
    return f"{said}: {evidence}" if evidence else said


def _unread(story: Story) -> Iterator[Problem]:
    corpus, allowance = story.result.corpus, story.result.suite.max_rejects
    shuts = story.result.too_many_rejects or not corpus.articles.height
    if not corpus.rejects.height and not shuts:
        return
    said = f"{count(corpus.rejects.height, 'record')} could not be read; the suite allows {allowance:,}"
    if not corpus.articles.height:
        said = f"No article could be read; {count(corpus.rejects.height, 'record was', 'records were')} rejected"
    yield Problem("error" if shuts else "warning", "unread", said)


def _broke(story: Story) -> Iterator[Problem]:
    for verdict in story.result.outcomes("error"):
        yield Problem("error", "broke", one_line(verdict.problem), verdict)


def _breaches(story: Story) -> Iterator[Problem]:
    levels: dict[str, Level] = {"fails": "error", "warns": "warning", "noted": "note"}
    if story.fail_on == "warning":
        levels["warns"] = "error"
    for breach in story.breaches():
        for member in breach.members:
            if member.counts.unexpected:  # of the small sources, those that have a part in it
                yield Problem(levels[breach.word], breach.word, _share(breach, member), breach.verdict, member.source)


def _share(breach: Breach, member: SourceVerdict) -> str:
    """How many articles fail, of this source and of those it was judged with."""
    counts, may = member.counts, allowed(member.limits, member.outcome)
    own = f"{percent(counts.share, may)} of articles fail ({counts.unexpected:,} of {counts.evaluated:,})"
    if len(breach.members) == 1:
        return f"{own}, limit {limit(may)}"
    joint = f"({breach.counts.unexpected:,} of {breach.counts.evaluated:,}), limit {limit(may)}"
    return f"{own}; judged with other small sources: {percent(breach.counts.share, may)} {joint}"


def _not_evaluated(story: Story) -> Iterator[Problem]:
    for verdict in story.result.expectations:
        level = _blind_level(verdict, story.fail_on)
        said = f"no article has {listed([printable_name(f) for f in verdict.expectation.reads])}"
        for s in verdict.sources:
            if s.outcome == "not_evaluated":
                yield Problem(level, word(verdict, s), said, verdict, s.source)
        if verdict.outcome == "not_evaluated" and not verdict.sources and story.result.corpus.articles.height:
            yield Problem(level, "not evaluated", "the suite asks it of no source here", verdict)


def _blind_level(verdict: ExpectationVerdict, fail_on: FailOn) -> Level:
    matters = verdict.severity == "error" or (fail_on == "warning" and verdict.severity == "warning")
    return "error" if matters else "warning"
