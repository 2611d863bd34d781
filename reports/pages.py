"""The pages of the HTML report, built from the story: the index, and one for each source."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from ..expectations import Counts, ExpectationVerdict, Outcome, SourceVerdict
from .heatmap import STATES, source_rows, state, together_row, total_row
from .marks import marked, rate_bar, visible
from .sentences import Verdict, verdict_of
from .story import AROUND, Breach, Story
from .views import Asked, Example, ExpectationRow, Figure, IndexPage, Listing, Over, SourcePage
from .words import ORDER, allowed, both_limits, count, limit, listed, outcome_word, percent, word

#: Sources with a row in the heatmap and a page of their own: the worst.
MAX_SOURCES = 1_000
MAX_OVER = 20
MAX_LISTED = 50
_INK: dict[Outcome, str] = {"pass": "", "warn": "warn", "fail": "stop", "error": "stop", "not_evaluated": "warn"}


class Pages:
    """The pages of one report. *shown*: the sources that have one, worst first, and where it is."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.shown = {source: f"sources/{slug(source)}.html" for source in story.ranked[:MAX_SOURCES]}
        self.examples = story.examples(self.shown)
        corpus = story.result.corpus
        self._folder = _common_folder([*corpus.files["file"].to_list(), *corpus.skipped])

    def index(self) -> IndexPage:
        """What the index says."""
        return _index(self)

    def source(self, source: str) -> SourcePage:
        """What the page of a source says."""
        return _source_page(self, source)

    def local(self, text: str | None) -> str:
        """A place, or a text that names places, without the folder that was read: it differs between machines."""
        return (text or "").replace(self._folder, "") if len(self._folder) > 1 else text or ""


def slug(source: str) -> str:
    """A file's name for a source: what is plain of its name, and a hash that keeps any two apart."""
    folded = unicodedata.normalize("NFKD", source[:200]).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain or 'source'}-{digest}"


def _common_folder(places: Sequence[str]) -> str:
    """The folder that all absolute places are in, with the slash at its end; nothing where they are relative."""
    folders = {str(Path(place).parent) for place in places if Path(place).is_absolute()}
    if not folders:
        return ""
    try:
        return os.path.commonpath(sorted(folders)).rstrip(os.sep) + os.sep
    except ValueError:  # two drives of Windows
        return ""


# The index.


def _index(pages: Pages) -> IndexPage:
    story, result, corpus = pages.story, pages.story.result, pages.story.result.corpus
    verdict = verdict_of(story)
    breaches = story.breaches()
    over = {kind: [breach for breach in breaches if breach.word == kind] for kind in ("fails", "warns")}
    blocking = over["fails"] + (over["warns"] if story.fail_on == "warning" else [])
    warning = [] if story.fail_on == "warning" else over["warns"]
    return IndexPage(
        suite=result.suite.name,
        description=result.suite.description,
        opens=verdict.opens,
        headline=verdict.headline.what,
        sentences=tuple(_below_the_headline(verdict)),
        ledger=_ledger(story),
        blocking=tuple(_over(pages, breach) for breach in blocking[:MAX_OVER]),
        blocking_left_out=len(blocking[MAX_OVER:]),
        warning=tuple(_over(pages, breach) for breach in warning[:MAX_OVER]),
        warning_left_out=len(warning[MAX_OVER:]),
        total=total_row(result),
        together=together_row(story),
        rows=tuple(source_rows(story, pages.shown)),
        rows_left_out=len(story.articles) - len(pages.shown),
        min_articles=result.suite.min_articles,
        expectations=tuple(_expectation_row(v, at) for at, v in enumerate(result.expectations)),
        formats=_formats(corpus.files),
        rejects=_listing(pages, corpus.rejects.select("origin", "format", "reason")),
        notes=_listing(pages, corpus.notes.select("origin", "note")),
        skipped=_listing(pages, pl.DataFrame({"file": list(corpus.skipped)}, schema={"file": pl.String})),
    )


def _below_the_headline(verdict: Verdict) -> Iterator[str]:
    if verdict.headline.names:
        yield f"Namely {listed(verdict.headline.names, most=12)}"
    for sentence in verdict.others:
        yield sentence.whole


def _ledger(story: Story) -> tuple[Figure, ...]:
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
            "source checks not evaluated" + (f", {count(broke, 'check')} broke" if broke else ""),
            "stop" if broke else "warn" if blind else "",
        ),
    )


def _over(pages: Pages, breach: Breach) -> Over:
    ink = _INK[breach.worst.outcome]
    return Over(
        name=breach.name,
        href="#together" if breach.together else pages.shown.get(breach.worst.source, ""),
        expectation=breach.verdict.expectation.id,
        share=percent(breach.counts.share, breach.allowed),
        limit=limit(breach.allowed),
        failing=f"{breach.counts.unexpected:,}",
        judged=f"{breach.counts.evaluated:,}",
        bar=rate_bar(breach.counts.share, breach.allowed, ink),
        ink=ink,
    )


def _expectation_row(verdict: ExpectationVerdict, at: int) -> ExpectationRow:
    expectation, counts = verdict.expectation, verdict.counts
    return ExpectationRow(
        anchor=f"expectation-{at + 1}",
        id=expectation.id,
        check=expectation.check.name,
        summary=expectation.check.summary,
        severity=verdict.severity,
        limit=both_limits(expectation.limits),
        outcome=outcome_word(verdict),
        ink="" if outcome_word(verdict) == "noted" else _INK[verdict.outcome],
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


def _listing(pages: Pages, frame: pl.DataFrame) -> Listing:
    first = frame.head(MAX_LISTED).iter_rows()
    return Listing(tuple(tuple(pages.local(text) for text in row) for row in first), frame.height)


# The page of a source.


def _source_page(pages: Pages, source: str) -> SourcePage:
    result = pages.story.result
    pairs = [(v, pages.story.pairs[v.expectation.id].get(source)) for v in result.expectations]
    pairs.sort(key=lambda pair: (ORDER.index(word(*pair)), pair[1] is not None and not pair[1].counts.unexpected))
    headline, ink = _source_headline(pairs)
    return SourcePage(
        suite=result.suite.name,
        name=source,
        headline=headline,
        ink=ink,
        sentences=tuple(_source_sentences(pages.story, source, pairs)),
        asked=tuple(_asked(pages, v, s, source, at) for at, (v, s) in enumerate(pairs)),
    )


_Pairs = Sequence[tuple[ExpectationVerdict, SourceVerdict | None]]


def _source_headline(pairs: _Pairs) -> tuple[str, str]:
    """What is wrong with this source itself: a failing pool says nothing of a source that has no part in it."""
    words = [word(v, s) for v, s in pairs if s is None or not s.pooled or s.counts.unexpected]
    counts = {each: words.count(each) for each in ("fails", "broke", "warns", "not evaluated")}
    said = [
        f"{counts['fails']} over an error limit" if counts["fails"] else "",
        count(counts["broke"], "check") + " broke" if counts["broke"] else "",
        f"{counts['warns']} over a warning limit" if counts["warns"] else "",
        f"{counts['not evaluated']} not evaluated" if counts["not evaluated"] else "",
    ]
    ink = "stop" if counts["fails"] or counts["broke"] else "warn" if any(counts.values()) else ""
    return ", ".join(part for part in said if part) or "Within its limits", ink


def _source_sentences(story: Story, source: str, pairs: _Pairs) -> Iterator[str]:
    articles, everything = story.articles[source], story.result.corpus.articles.height
    yield f"{count(articles, 'article')}, {percent(articles / everything)} of the corpus."
    pooled = [(v, s) for v, s in pairs if s is not None and s.pooled]
    if pooled:
        others = max(len(story.pool(v, s).sources) for v, s in pooled) - 1
        yield (
            f"Fewer than {story.result.suite.min_articles} articles are too few to judge alone: this source is judged "
            f"together with {count(others, 'other small source')}, and an outcome is that of all of them."
        )


def _asked(pages: Pages, verdict: ExpectationVerdict, s: SourceVerdict | None, source: str, at: int) -> Asked:
    expectation, named = verdict.expectation, word(verdict, s)
    counts = s.counts if s else Counts()
    limits = s.limits if s else expectation.limits
    may_fail = allowed(limits, s.outcome if s else "pass")
    ink = "" if named == "noted" else _INK[s.outcome if s else verdict.outcome if named == "broke" else "pass"]
    ink = ink if counts.unexpected or (s and not s.counts.evaluated) or named == "broke" else ""
    examples = tuple(_example(pages, row) for row in pages.examples.get((expectation.id, source), []))
    return Asked(
        anchor=f"expectation-{at + 1}",
        id=expectation.id,
        summary=expectation.check.summary,
        because=expectation.because,
        help=expectation.check.help,
        outcome=named,
        ink=ink,
        share=percent(counts.share, may_fail) if counts.evaluated else "",
        bar=rate_bar(counts.share, may_fail, ink or "rest-over") if counts.evaluated else "",
        failing=f"{counts.unexpected:,}" if s else "",
        judged=f"{counts.evaluated:,}" if s else "",
        missing=f"{counts.missing:,}" if s else "",
        not_owed=f"{counts.not_owed:,}" if s else "",
        limit=both_limits(limits) if named != "skipped" else "",
        note=_note(pages.story, verdict, s),
        examples=examples,
        shown=f"{len(examples)} of {count(counts.unexpected, 'failing article')}" if examples else "",
    )


def _note(story: Story, verdict: ExpectationVerdict, s: SourceVerdict | None) -> str:
    """What an outcome means, where the numbers of this source do not say it."""
    named = word(verdict, s)
    if named in STATES:
        return state(named, verdict, s).title
    if s is None or not s.pooled or (named == "holds" and not s.counts.unexpected):
        return ""
    pool = story.pool(verdict, s).counts
    return f"all small sources: {percent(pool.share, allowed(s.limits, s.outcome))} of {pool.evaluated:,} fail"


def _example(pages: Pages, row: Mapping[str, Any]) -> Example:
    start = row["start"]
    place = row["field"] if start is None else f"{row['field']}, from character {start + 1:,}"
    return Example(
        article_id=row["article_id"] or "(no id)",
        title=row["title"] or "(no title)",
        origin=pages.local(row["origin"]),
        place=place,
        message=pages.local(row["message"]),
        excerpt=_excerpt(row),
        marked=start is not None,
    )


def _excerpt(row: Mapping[str, Any]) -> str:
    """The evidence between the text around it; where it has no place, it is shown as it is."""
    before, evidence, after = row["before"], row["evidence"] or "", row["after"]
    if row["start"] is None:
        return visible(evidence) if evidence.strip() else "(empty)"
    cut = "…" if row["start"] > AROUND else ""
    text = f"{cut}{before}{evidence}{after}{'…' if len(after) == AROUND else ''}"
    at = len(cut) + len(before)
    return marked(text, [(at, at + len(evidence))])
