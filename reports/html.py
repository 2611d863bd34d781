"""The HTML report: an index and a page per source, each a file that loads nothing and runs no script.

What a page says is decided here, in plain view classes; the templates only lay it out. What the articles, the
sources and the suite say is hostile: see `marks`.
"""

import base64
import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from ..corpus import UsageError
from ..expectations import Result
from ..expectations.expectation import Limits
from ..expectations.result import FailOn
from ..expectations.verdicts import Counts, ExpectationVerdict, Outcome, Pool, SourceVerdict
from .marks import marked, named, rate_bar, visible

#: Sources with a row in the heatmap and a page of their own: the worst.
MAX_SOURCES = 1_000
MAX_OVER = 20
MAX_LISTED = 50
#: What `findings` keeps of the text on either side of the evidence.
_AROUND = 90
#: How a page of ours is known again; base.html has it near its top.
MARKER = b'<meta name="generator" content="newsgate report">'
_RAMP = (0.02, 0.1, 0.3, 0.7)
_WORDS: dict[Outcome, str] = {
    "pass": "holds", "warn": "warns", "fail": "fails", "error": "broke", "not_evaluated": "not evaluated",
}  # fmt: skip
_INK: dict[Outcome, str] = {"pass": "", "warn": "warn", "fail": "stop", "error": "stop", "not_evaluated": "warn"}
_ORDER: tuple[str, ...] = ("fails", "broke", "warns", "not evaluated", "noted", "holds", "not owed", "skipped")


# What the templates are given.


@dataclass(frozen=True)
class Figure:
    """A number of the ledger."""

    number: str
    label: str
    ink: str = ""


@dataclass(frozen=True)
class Cell:
    """One expectation on one source in the heatmap: what is shown, the word for it, and what it means."""

    text: str
    word: str = ""
    title: str = ""
    css: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the heatmap."""

    name: str
    articles: str
    cells: tuple[Cell, ...]
    href: str = ""
    small: bool = False


@dataclass(frozen=True)
class Over:
    """A source, or all small ones together, that breaks an expectation more often than it may."""

    name: str
    href: str
    expectation: str
    share: str
    limit: str
    failing: str
    judged: str
    bar: str
    ink: str
    excess: float


@dataclass(frozen=True)
class ExpectationRow:
    """An expectation on the whole corpus."""

    anchor: str
    id: str
    check: str
    summary: str
    severity: str
    limit: str
    outcome: str
    ink: str
    failing: str
    judged: str
    missing: str
    not_owed: str
    because: str
    problem: str


@dataclass(frozen=True)
class Listing:
    """The first rows of a table, and how many were left out."""

    rows: tuple[tuple[str, ...], ...]
    total: int

    @property
    def left_out(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class IndexPage:
    """All that the index says."""

    suite: str
    description: str
    opens: bool
    headline: str
    sentences: tuple[str, ...]
    ledger: tuple[Figure, ...]
    blocking: tuple[Over, ...]
    blocking_left_out: int
    warning: tuple[Over, ...]
    warning_left_out: int
    total: Row
    together: Row | None
    rows: tuple[Row, ...]
    rows_left_out: int
    min_articles: int
    expectations: tuple[ExpectationRow, ...]
    formats: Listing
    rejects: Listing
    notes: Listing
    skipped: Listing


@dataclass(frozen=True)
class Example:
    """One finding with the text around it."""

    article_id: str
    title: str
    origin: str
    place: str
    message: str
    excerpt: str
    marked: bool


@dataclass(frozen=True)
class Asked:
    """One expectation on one source, with examples of what breaks it."""

    anchor: str
    id: str
    summary: str
    because: str
    help: str
    outcome: str
    ink: str
    share: str
    bar: str
    failing: str
    judged: str
    missing: str
    not_owed: str
    limit: str
    note: str
    examples: tuple[Example, ...]
    shown: str


@dataclass(frozen=True)
class SourcePage:
    """All that the page of a source says."""

    suite: str
    name: str
    headline: str
    ink: str
    sentences: tuple[str, ...]
    asked: tuple[Asked, ...]


# The result, looked up.


class _Story:
    """A result with what several parts of the report ask of it."""

    def __init__(self, result: Result, fail_on: FailOn) -> None:
        self.result = result
        self.fail_on = fail_on
        self.folder = _common_folder([*result.corpus.files["file"].to_list(), *result.corpus.skipped])
        counted = result.corpus.articles.group_by("source").len().sort("source")
        self.articles: dict[str, int] = dict(counted.iter_rows())
        self.pairs = {v.expectation.id: {s.source: s for s in v.sources} for v in result.expectations}
        self.pools = _pools(result.expectations)
        ranked = sorted(self.articles, key=self._badness)
        self.shown = dict.fromkeys(ranked[:MAX_SOURCES])
        self.examples: dict[tuple[str, str], list[dict[str, Any]]] = {}
        shown = result.examples.filter(pl.col("source").is_in(list(self.shown)))
        for row in shown.iter_rows(named=True):
            self.examples.setdefault((row["expectation"], row["source"]), []).append(row)

    def pool(self, verdict: ExpectationVerdict, s: SourceVerdict) -> Pool:
        """The sources that were judged together with this one, itself among them."""
        return self.pools[verdict.expectation.id, s.limits] if s.pooled else Pool(s.counts, (s.source,))

    def href(self, source: str) -> str:
        """Where the page of a source is, seen from the index; nothing where it has none."""
        return f"sources/{slug(source)}.html" if source in self.shown else ""

    def local(self, text: str | None) -> str:
        """A place, or a text that names places, without the folder that was read: it differs between machines."""
        return (text or "").replace(self.folder, "") if len(self.folder) > 1 else text or ""

    @property
    def is_small(self) -> frozenset[str]:
        """The sources that are judged together somewhere."""
        return frozenset(source for pool in self.pools.values() for source in pool.sources)

    def _badness(self, source: str) -> tuple[float, bool, int, str]:
        """Sorts the worst source first: by articles above the limit (errors weigh three times a warning)."""
        damage, unknown, failing = 0.0, False, 0
        for verdict in self.result.expectations:
            s = self.pairs[verdict.expectation.id].get(source)
            if s is None:
                continue
            unknown |= s.outcome == "not_evaluated"
            failing += s.counts.unexpected
            damage += self._damage(verdict, s)
        return -damage, not unknown, -failing, source

    def _damage(self, verdict: ExpectationVerdict, s: SourceVerdict) -> float:
        if not s.counts.unexpected or s.outcome not in ("fail", "warn") or verdict.severity == "info":
            return 0.0
        judged = self.pool(verdict, s).counts
        own_part = s.counts.unexpected / judged.unexpected
        return (3 if s.outcome == "fail" else 1) * own_part * _excess(judged, s.limits, s.outcome)


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


def _common_folder(places: Sequence[str]) -> str:
    """The folder that all absolute places are in, with the slash at its end; nothing where they are relative."""
    folders = {str(Path(place).parent) for place in places if Path(place).is_absolute()}
    if not folders:
        return ""
    try:
        return os.path.commonpath(sorted(folders)).rstrip(os.sep) + os.sep
    except ValueError:  # two drives of Windows
        return ""


# Numbers and words.


def _allowed(limits: Limits, outcome: Outcome) -> float:
    """The share that may fail, by the limit that was broken or would be first."""
    is_error = limits.error is not None and (outcome == "fail" or limits.warning is None)
    mostly = limits.error if is_error else limits.warning
    return 1 - (mostly or 0.0)


def _excess(counts: Counts, limits: Limits, outcome: Outcome) -> float:
    """How many articles fail beyond those that may."""
    return counts.unexpected - _allowed(limits, outcome) * counts.evaluated


def percent(share: float, allowed: float | None = None) -> str:
    """A share as a percentage, never rounded to none, to all, or to the limit that it breaks."""
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    spared = {"0", "100"} | ({f"{100 * allowed:.6g}"} if allowed not in (None, share) else set())
    for digits in range(0 if share >= 0.1 else 1, 4):
        text = f"{100 * share:.{digits}f}"
        if f"{float(text):.6g}" not in spared:
            return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
    return "<0.001%" if share < 0.5 else f"{100 * share:.6g}%"


def _limits_text(limits: Limits) -> str:
    error, warning = (None if m is None else f"{100 * (1 - m):.6g}%" for m in (limits.error, limits.warning))
    if error and warning:
        return f"{error} (warns over {warning})"
    return error or f"{warning} (warning)"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _listed(names: Sequence[str], most: int = 5) -> str:
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _word(verdict: ExpectationVerdict, s: SourceVerdict | None) -> str:
    """How a source did, in one or two words."""
    if verdict.outcome == "error":
        return "broke"
    if s is None:
        return "skipped"
    if s.outcome == "pass" and not s.counts.evaluated:
        return "not owed"
    return "noted" if s.outcome == "warn" and verdict.severity == "info" else _WORDS[s.outcome]


def _outcome_word(verdict: ExpectationVerdict) -> str:
    is_note = verdict.outcome == "warn" and verdict.severity == "info"
    return "noted" if is_note else _WORDS[verdict.outcome]


def slug(source: str) -> str:
    """A file's name for a source: what is plain of its name, and a hash that keeps any two apart."""
    folded = unicodedata.normalize("NFKD", source[:200]).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain or 'source'}-{digest}"


# The verdict in sentences.


class _Sentence(NamedTuple):
    """Something to know about the release, and whom it is about."""

    what: str
    names: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Both."""
        return f"{self.what}: {_listed(self.names)}" if self.names else self.what


def _sentences(story: _Story) -> list[_Sentence]:
    """Why the gate is shut, or what else should be known; what blocks comes first."""
    result = story.result
    warned = _broken_sentence(story, "warn", "warns", "warn")
    said = [
        _unread_sentence(result),
        _broke_sentence(result),
        _broken_sentence(story, "fail", "fails", "fail"),
        warned if story.fail_on == "warning" else None,
        _blind_sentence(result),
        warned if story.fail_on != "warning" else None,
    ]
    return [sentence for sentence in said if sentence]


def _unread_sentence(result: Result) -> _Sentence | None:
    if not result.corpus.articles.height:
        rejected = _count(result.corpus.rejects.height, "record was", "records were")
        return _Sentence(f"No article could be read; {rejected} rejected")
    if not result.corpus.rejects.height:
        return None
    may = f"the suite allows {result.suite.max_rejects:,}"
    return _Sentence(f"{_count(result.corpus.rejects.height, 'record')} could not be read; {may}")


def _broke_sentence(result: Result) -> _Sentence | None:
    broken = tuple(v.expectation.id for v in result.outcomes("error"))
    return _Sentence(f"{_count(len(broken), 'check')} broke and judged nothing", broken) if broken else None


def _broken_sentence(story: _Story, outcome: Outcome, one: str, many: str) -> _Sentence | None:
    """Which expectations fail (or warn), and in how many sources."""
    verdicts = [v for v in story.result.expectations if v.severity != "info" or outcome == "fail"]
    hit = {v.expectation.id: [s for s in v.sources if s.outcome == outcome] for v in verdicts}
    names = [name for name, sources in hit.items() if sources]
    if not names:
        return None
    alone = {s.source for sources in hit.values() for s in sources if not s.pooled}
    small = {s.source for sources in hit.values() for s in sources if s.pooled}
    where = [f"{len(alone):,} of {_count(len(story.articles), 'source')}"] if alone else []
    where += [f"{_count(len(small), 'small source')} judged together"] if small else []
    verb = one if len(names) == 1 else many
    return _Sentence(f"{_count(len(names), 'expectation')} {verb} in {' and in '.join(where)}", tuple(names))


def _blind_sentence(result: Result) -> _Sentence | None:
    blind = {
        v.expectation.id: [s for s in v.sources if s.outcome == "not_evaluated"]
        for v in result.expectations
        if v.outcome != "error"
    }
    unseen = {v.expectation.id for v in result.outcomes("not_evaluated")}
    names = [name for name, sources in blind.items() if sources or name in unseen]
    sources = {s.source for found in blind.values() for s in found}
    where = f" in {_count(len(sources), 'source')}" if sources else ""
    said = f"{_count(len(names), 'expectation')} could not be evaluated{where}"
    return _Sentence(said, tuple(names)) if names else None


def _verdict(story: _Story) -> tuple[bool, str, tuple[str, ...]]:
    """Whether the gate is open, the headline and what else there is to say."""
    opens = story.result.exit_code(story.fail_on) == 0
    sentences = _sentences(story)
    if not opens:
        first, *rest = sentences or [_Sentence("The gate is shut")]
        named_first = (f"Namely {_listed(first.names, most=12)}",) if first.names else ()
        return opens, first.what, (*named_first, *(sentence.whole for sentence in rest))
    asked = _count(len(story.result.expectations), "expectation")
    held = f"All {asked} hold in {_count(len(story.articles), 'source')}"
    if any(v.outcome != "pass" for v in story.result.expectations):
        held = "No failure was asked to shut the gate" if story.fail_on == "never" else "No blocking expectation fails"
    return opens, held, tuple(sentence.whole for sentence in sentences)


# The index.


def _index(story: _Story) -> IndexPage:
    result, corpus = story.result, story.result.corpus
    opens, headline, sentences = _verdict(story)
    over = {outcome: _over(story, outcome) for outcome in ("fail", "warn")}
    blocking = sorted(over["fail"] + over["warn"], key=_worst) if story.fail_on == "warning" else over["fail"]
    warning = [] if story.fail_on == "warning" else over["warn"]
    return IndexPage(
        suite=result.suite.name,
        description=result.suite.description,
        opens=opens,
        headline=headline,
        sentences=sentences,
        ledger=_ledger(story),
        blocking=tuple(blocking[:MAX_OVER]),
        blocking_left_out=len(blocking[MAX_OVER:]),
        warning=tuple(warning[:MAX_OVER]),
        warning_left_out=len(warning[MAX_OVER:]),
        total=_total_row(result),
        together=_together_row(story),
        rows=tuple(_rows(story)),
        rows_left_out=len(story.articles) - len(story.shown),
        min_articles=result.suite.min_articles,
        expectations=tuple(_expectation_row(v, at) for at, v in enumerate(result.expectations)),
        formats=_formats(corpus.files),
        rejects=_listing(story, corpus.rejects.select("origin", "format", "reason")),
        notes=_listing(story, corpus.notes.select("origin", "note")),
        skipped=_listing(story, pl.DataFrame({"file": list(corpus.skipped)}, schema={"file": pl.String})),
    )


def _ledger(story: _Story) -> tuple[Figure, ...]:
    result = story.result
    failing = len(result.outcomes("fail"))
    blind = sum(s.outcome == "not_evaluated" for v in result.expectations for s in v.sources)
    broke = len(result.outcomes("error"))
    rejects = result.corpus.rejects.height
    return (
        Figure(f"{result.corpus.articles.height:,}", "articles read"),
        Figure(f"{len(story.articles):,}", "sources"),
        Figure(f"{rejects:,}", "records rejected", "stop" if result.too_many_rejects else "warn" if rejects else ""),
        Figure(f"{len(result.expectations):,}", f"expectations, {failing} failing"),
        Figure(
            f"{blind:,}",
            "source checks not evaluated" + (f", {_count(broke, 'check')} broke" if broke else ""),
            "stop" if broke else "warn" if blind else "",
        ),
    )


def _worst(over: Over) -> tuple[bool, float, str, str]:
    return over.ink != "stop", -over.excess, over.name, over.expectation


def _over(story: _Story, outcome: Outcome) -> list[Over]:
    """All that is over its limit, worst first; small sources count once, together."""
    found: dict[tuple[str, object], Over] = {}
    for verdict in story.result.expectations:
        for s in verdict.sources:
            key = (verdict.expectation.id, s.limits if s.pooled else s.source)
            if s.outcome == outcome and verdict.severity != "info" and key not in found:
                found[key] = _over_limit(story, verdict, s)
    return sorted(found.values(), key=_worst)


def _over_limit(story: _Story, verdict: ExpectationVerdict, s: SourceVerdict) -> Over:
    pool = story.pool(verdict, s)
    allowed = _allowed(s.limits, s.outcome)
    return Over(
        name=f"{_count(len(pool.sources), 'small source')} together" if s.pooled else s.source,
        href="#together" if s.pooled else story.href(s.source),
        expectation=verdict.expectation.id,
        share=percent(pool.counts.share, allowed),
        limit=f"{100 * allowed:.6g}%",
        failing=f"{pool.counts.unexpected:,}",
        judged=f"{pool.counts.evaluated:,}",
        bar=rate_bar(pool.counts.share, allowed, _INK[s.outcome]),
        ink=_INK[s.outcome],
        excess=_excess(pool.counts, s.limits, s.outcome),
    )


def _rows(story: _Story) -> Iterator[Row]:
    small = story.is_small
    for source in story.shown:
        cells = tuple(_cell(story, v, story.pairs[v.expectation.id].get(source)) for v in story.result.expectations)
        yield Row(source, f"{story.articles[source]:,}", cells, story.href(source), source in small)


def _cell(story: _Story, verdict: ExpectationVerdict, s: SourceVerdict | None) -> Cell:
    word = _word(verdict, s)
    if s is None or word in _STATES:
        return _state(word, verdict, s)
    said = _failing_text(s.counts, s.limits)
    level = _level(s.counts.share)
    if s.pooled:
        pool = story.pool(verdict, s)
        said += f"; judged with {_count(len(pool.sources) - 1, 'other small source')}: "
        said += f"together {percent(pool.counts.share, _allowed(s.limits, s.outcome))} fail"
        level = 1
    return _rated(s.counts, word, said, level)


#: What a cell shows of a state that is no number.
_STATES = {"broke": "!", "skipped": "skip", "not owed": "–", "not evaluated": "?"}


def _state(word: str, verdict: ExpectationVerdict, s: SourceVerdict | None) -> Cell:
    missing = f": {_count(s.counts.missing, 'article')} without the field, none could be judged" if s else ""
    meaning = {
        "broke": f"the check broke: {verdict.problem}",
        "skipped": "skipped: the suite does not ask it of this source",
        "not owed": "not owed: no article of this source has to keep it",
        "not evaluated": f"not evaluated{missing}",
    }
    return Cell(_STATES[word], word, meaning[word], "stop" if word == "broke" else word.replace(" ", "-"))


def _rated(counts: Counts, word: str, said: str, level: int) -> Cell:
    text = percent(counts.share).rstrip("%")
    if not counts.unexpected:
        return Cell(text, title=said if word != "holds" else "", css="zero")
    if word == "holds":
        return Cell(text, title=said)
    return Cell(text, word, said, f"{_CELL_INK[word]}{level}")


_CELL_INK = {"fails": "b", "warns": "w", "noted": "n"}


def _level(share: float) -> int:
    return 1 + sum(share > step for step in _RAMP)


def _failing_text(counts: Counts, limits: Limits) -> str:
    return f"{counts.unexpected:,} of {counts.evaluated:,} judged fail; limit {_limits_text(limits)}"


def _total_row(result: Result) -> Row:
    cells = []
    for verdict in result.expectations:
        if verdict.outcome == "error" or not verdict.sources:
            cells.append(_state(_word(verdict, None), verdict, None))
        elif not verdict.counts.evaluated:
            cells.append(_state("not evaluated" if verdict.counts.missing else "not owed", verdict, None))
        else:
            said = f"{verdict.counts.unexpected:,} of {verdict.counts.evaluated:,} judged fail"
            cells.append(Cell(percent(verdict.counts.share).rstrip("%"), title=said))
    return Row("All sources", f"{result.corpus.articles.height:,}", tuple(cells))


def _together_row(story: _Story) -> Row | None:
    """The small sources as they were judged: together. None where there are none."""
    small = story.is_small
    if not small:
        return None
    cells = []
    for verdict in story.result.expectations:
        pooled = [s for s in verdict.sources if s.pooled]
        if not pooled:
            broke = verdict.outcome == "error"
            cells.append(_state("broke", verdict, None) if broke else Cell("–", title="none of them was judged"))
            continue
        worst = min(pooled, key=lambda s: _ORDER.index(_word(verdict, s)))
        counts = story.pool(verdict, worst).counts
        cells.append(_rated(counts, _word(verdict, worst), _failing_text(counts, worst.limits), _level(counts.share)))
    articles = sum(story.articles.get(source, 0) for source in small)
    return Row(f"{_count(len(small), 'small source')} together", f"{articles:,}", tuple(cells))


def _expectation_row(verdict: ExpectationVerdict, at: int) -> ExpectationRow:
    expectation, counts = verdict.expectation, verdict.counts
    return ExpectationRow(
        anchor=f"expectation-{at + 1}",
        id=expectation.id,
        check=expectation.check.name,
        summary=expectation.check.summary,
        severity=verdict.severity,
        limit=_limits_text(expectation.limits),
        outcome=_outcome_word(verdict),
        ink="" if _outcome_word(verdict) == "noted" else _INK[verdict.outcome],
        failing="" if verdict.problem else f"{counts.unexpected:,}",
        judged="" if verdict.problem else f"{counts.evaluated:,}",
        missing="" if verdict.problem else f"{counts.missing:,}",
        not_owed="" if verdict.problem else f"{counts.not_owed:,}",
        because=expectation.because,
        problem=verdict.problem,
    )


def _formats(files: pl.DataFrame) -> Listing:
    """How many files of each format there are, and what was in them."""
    counted = files.group_by("format").agg(
        files=pl.len(), articles=pl.col("articles").sum(), rejects=pl.col("rejects").sum()
    )
    rows = counted.sort("format").iter_rows()
    told = tuple((name, *(f"{number:,}" for number in numbers)) for name, *numbers in rows)
    return Listing(told, len(told))


def _listing(story: _Story, frame: pl.DataFrame) -> Listing:
    first = frame.head(MAX_LISTED).iter_rows()
    return Listing(tuple(tuple(story.local(text) for text in row) for row in first), frame.height)


# The page of a source.


def _source_page(story: _Story, source: str) -> SourcePage:
    result = story.result
    pairs = [(v, story.pairs[v.expectation.id].get(source)) for v in result.expectations]
    pairs.sort(key=lambda pair: (_ORDER.index(_word(*pair)), pair[1] is not None and not pair[1].counts.unexpected))
    headline, ink = _source_headline(pairs)
    return SourcePage(
        suite=result.suite.name,
        name=source,
        headline=headline,
        ink=ink,
        sentences=tuple(_source_sentences(story, source, pairs)),
        asked=tuple(_asked(story, v, s, source, at) for at, (v, s) in enumerate(pairs)),
    )


_Pairs = Sequence[tuple[ExpectationVerdict, SourceVerdict | None]]


def _source_headline(pairs: _Pairs) -> tuple[str, str]:
    """What is wrong with this source itself: a failing pool says nothing of a source that has no part in it."""
    words = [_word(v, s) for v, s in pairs if s is None or not s.pooled or s.counts.unexpected]
    counts = {word: words.count(word) for word in ("fails", "broke", "warns", "not evaluated")}
    said = [
        f"{counts['fails']} over an error limit" if counts["fails"] else "",
        _count(counts["broke"], "check") + " broke" if counts["broke"] else "",
        f"{counts['warns']} over a warning limit" if counts["warns"] else "",
        f"{counts['not evaluated']} not evaluated" if counts["not evaluated"] else "",
    ]
    ink = "stop" if counts["fails"] or counts["broke"] else "warn" if any(counts.values()) else ""
    return ", ".join(part for part in said if part) or "Within its limits", ink


def _source_sentences(story: _Story, source: str, pairs: _Pairs) -> Iterator[str]:
    articles, everything = story.articles[source], story.result.corpus.articles.height
    yield f"{_count(articles, 'article')}, {percent(articles / everything)} of the corpus."
    pooled = [(v, s) for v, s in pairs if s is not None and s.pooled]
    if pooled:
        others = max(len(story.pool(v, s).sources) for v, s in pooled) - 1
        yield (
            f"Fewer than {story.result.suite.min_articles} articles are too few to judge alone: this source is judged "
            f"together with {_count(others, 'other small source')}, and an outcome is that of all of them."
        )


def _asked(story: _Story, verdict: ExpectationVerdict, s: SourceVerdict | None, source: str, at: int) -> Asked:
    expectation, word = verdict.expectation, _word(verdict, s)
    counts = s.counts if s else Counts()
    limits = s.limits if s else expectation.limits
    allowed = _allowed(limits, s.outcome if s else "pass")
    ink = "" if word == "noted" else _INK[s.outcome if s else verdict.outcome if word == "broke" else "pass"]
    ink = ink if counts.unexpected or (s and not s.counts.evaluated) or word == "broke" else ""
    examples = tuple(_example(story, row) for row in story.examples.get((expectation.id, source), []))
    return Asked(
        anchor=f"expectation-{at + 1}",
        id=expectation.id,
        summary=expectation.check.summary,
        because=expectation.because,
        help=expectation.check.help,
        outcome=word,
        ink=ink,
        share=percent(counts.share, allowed) if counts.evaluated else "",
        bar=rate_bar(counts.share, allowed, ink or "rest-over") if counts.evaluated else "",
        failing=f"{counts.unexpected:,}" if s else "",
        judged=f"{counts.evaluated:,}" if s else "",
        missing=f"{counts.missing:,}" if s else "",
        not_owed=f"{counts.not_owed:,}" if s else "",
        limit=_limits_text(limits) if word != "skipped" else "",
        note=_note(story, verdict, s),
        examples=examples,
        shown=f"{len(examples)} of {_count(counts.unexpected, 'failing article')}" if examples else "",
    )


def _note(story: _Story, verdict: ExpectationVerdict, s: SourceVerdict | None) -> str:
    """What an outcome means, where the numbers of this source do not say it."""
    word = _word(verdict, s)
    if word in _STATES:
        return _state(word, verdict, s).title
    if s is None or not s.pooled or (word == "holds" and not s.counts.unexpected):
        return ""
    pool = story.pool(verdict, s).counts
    return f"all small sources: {percent(pool.share, _allowed(s.limits, s.outcome))} of {pool.evaluated:,} fail"


def _example(story: _Story, row: Mapping[str, Any]) -> Example:
    start = row["start"]
    place = row["field"] if start is None else f"{row['field']}, from character {start + 1:,}"
    return Example(
        article_id=row["article_id"] or "(no id)",
        title=row["title"] or "(no title)",
        origin=story.local(row["origin"]),
        place=place,
        message=story.local(row["message"]),
        excerpt=_excerpt(row),
        marked=start is not None,
    )


def _excerpt(row: Mapping[str, Any]) -> str:
    """The evidence between the text around it; where it has no place, it is shown as it is."""
    before, evidence, after = row["before"], row["evidence"] or "", row["after"]
    if row["start"] is None:
        return visible(evidence) if evidence.strip() else "(empty)"
    cut = "…" if row["start"] > _AROUND else ""
    text = f"{cut}{before}{evidence}{after}{'…' if len(after) == _AROUND else ''}"
    at = len(cut) + len(before)
    return marked(text, [(at, at + len(evidence))])


# Rendering and writing.


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsgate.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=named,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    style = environment.get_template("report.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style_hash"] = f"sha256-{digest}"
    return environment


def _pages(result: Result, fail_on: FailOn) -> Iterator[tuple[str, str]]:
    """The files of the report: their names and texts."""
    story = _Story(result, fail_on)
    environment = _environment()
    yield "index.html", environment.get_template("index.html").render(page=_index(story))
    template = environment.get_template("source.html")
    for source in story.shown:
        yield story.href(source), template.render(page=_source_page(story, source))


def write_report(result: Result, folder: Path, *, fail_on: FailOn = "error") -> Path:
    """Write the report into a folder, in place of an earlier one; returns the path of its index.

    *fail_on*: what shuts the gate, as for `Result.exit_code`. The folder changes at once or not at all. Raises
    `UsageError` where it holds anything but a report, or cannot be written.
    """
    target = folder.resolve()
    try:
        _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as holder:
            made = Path(holder, "report")
            (made / "sources").mkdir(parents=True)
            for name, text in _pages(result, fail_on):
                (made / name).write_bytes(text.encode())
            _swap(made, target, Path(holder, "former"))
    except OSError as error:
        raise UsageError(
            f"the report cannot be written: {error.strerror}", where=str(folder), hint="name another folder"
        ) from error
    return folder / "index.html"


def _swap(made: Path, target: Path, former: Path) -> None:
    """Put the new folder where the former one is, and bring that back if this fails."""
    if not target.exists():
        made.rename(target)
        return
    target.rename(former)
    try:
        made.rename(target)
    except OSError:
        former.rename(target)
        raise


def _refuse_foreign(folder: Path) -> None:
    """A folder is replaced only if nothing but a report of ours is in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError("the report needs a folder, and this is a file", where=str(folder), hint="name another folder")
    foreign = next((path for path in sorted(folder.rglob("*")) if not _is_ours(path, folder)), None)
    if foreign is not None:
        name = foreign.relative_to(folder)
        raise UsageError(
            f"the folder holds what is no newsgate report: {name}",
            where=str(folder),
            hint="name a new or an empty folder, or move that file away",
        )


def _is_ours(path: Path, folder: Path) -> bool:
    if path == folder / "sources":
        return path.is_dir() and not path.is_symlink()
    if path.suffix != ".html" or path.is_symlink() or path.parent not in (folder, folder / "sources"):
        return False
    with path.open("rb") as page:
        return MARKER in page.read(1000)
