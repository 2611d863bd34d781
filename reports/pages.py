"""The pages of the HTML report, built from the story: here the index, in `source_page` the page of a source."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from ..expectations import ExpectationVerdict, Outcome, SourceVerdict
from ..expectations.counterfactual import Remedy, remedies
from .charts import Bar, dumbbell, family_bars, rate_bar, spread
from .excerpts import Evidence
from .heatmap import MAX_DATA, Heatmap
from .marks import Safe
from .sentences import Verdict, verdict_of
from .story import Breach, Story
from .verdict_details import common_folder
from .views import Changed, Comparison, ExpectationRow, Figure, History, IndexPage, Listing, Over, Way
from .words import allowed, both_limits, count, limit, listed, outcome_word, percent, plain

Layout = Literal["file", "dir"]
LAYOUTS: tuple[Layout, ...] = ("file", "dir")
MAX_OVER = 20
MAX_LISTED = 50
#: Names that a way to ship lists.
_NAMES = 200
INK: dict[Outcome, str] = {"pass": "", "warn": "warn", "fail": "stop", "error": "stop", "not_evaluated": "warn"}


@dataclass(frozen=True)
class Settings:
    """How a report is made: one file or a folder, how much text it shows, and earlier runs to compare with."""

    layout: Layout = "dir"
    evidence: Evidence = "excerpt"
    comparison: Comparison | None = None
    history: History | None = None


@dataclass(frozen=True)
class Pages:
    """The pages of one report. *shown*: the sources that have one, worst first, and their addresses."""

    story: Story
    settings: Settings
    shown: Mapping[str, str]
    folder: str = field(default="")

    def local(self, text: str | None) -> str:
        """A place, or a text that names places, without the folder that was read: it differs between machines."""
        return (text or "").replace(self.folder, "") if len(self.folder) > 1 else text or ""


def pages_of(story: Story, settings: Settings, sources: Sequence[str]) -> Pages:
    """The pages of a report of these sources."""
    before, behind = ("#source-", "") if settings.layout == "file" else ("sources/", ".html")
    corpus = story.result.corpus
    shown = {source: f"{before}{slug(source)}{behind}" for source in sources}
    return Pages(story, settings, shown, common_folder([*corpus.files["file"].to_list(), *corpus.skipped]))


def slug(source: str) -> str:
    """A file's name for a source: what is plain of its name, and a hash that keeps any two apart."""
    folded = unicodedata.normalize("NFKD", source[:200]).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain or 'source'}-{digest}"


class Index:
    """The index. What takes time is found once, though the page is made twice: which sources have one comes last."""

    def __init__(self, story: Story, settings: Settings) -> None:
        self.story = story
        self._heatmap = Heatmap(story, settings.comparison, settings.history)
        self._over = _over_limits(story)
        self._ways = tuple(_way(story, remedy) for remedy in remedies(story.result, story.fail_on))
        self._spreads = tuple(_spread(v) for v in story.result.expectations)

    def page(self, pages: Pages) -> IndexPage:
        """What it says."""
        story, result, corpus = pages.story, pages.story.result, pages.story.result.corpus
        verdict, heatmap, (blocking, warning) = verdict_of(story), self._heatmap, self._over
        comparison = pages.settings.comparison
        return IndexPage(
            suite=result.suite.name,
            description=result.suite.description,
            opens=verdict.opens,
            headline=verdict.headline.what,
            sentences=tuple(_below_the_headline(pages, verdict)),
            ways=self._ways,
            ledger=_ledger(story),
            baseline=comparison.name if comparison else "",
            blocking=tuple(_over(pages, group) for group in blocking[:MAX_OVER]),
            blocking_left_out=len(blocking[MAX_OVER:]),
            warning=tuple(_over(pages, group) for group in warning[:MAX_OVER]),
            warning_left_out=len(warning[MAX_OVER:]),
            families=_families(story),
            changes=tuple(_changes(comparison)) if comparison else (),
            columns=heatmap.columns(),
            column_families=heatmap.families(),
            total=heatmap.total(),
            together=heatmap.together(),
            rows=tuple(heatmap.rows(pages.shown)),
            sources=len(story.articles),
            page_note=_page_note(pages),
            runs=pages.settings.history.runs if pages.settings.history else 0,
            min_articles=result.suite.min_articles,
            expectations=tuple(
                _expectation_row(pages, v, at, self._spreads[at]) for at, v in enumerate(result.expectations)
            ),
            formats=_formats(corpus.files),
            rejects=_listing(pages, corpus.rejects.select("origin", "format", "reason")),
            notes=_listing(pages, corpus.notes.select("origin", "note")),
            skipped=_listing(pages, pl.DataFrame({"file": list(corpus.skipped)}, schema={"file": pl.String})),
            data=heatmap.data(pages.shown),
        )


def _page_note(pages: Pages) -> str:
    """Which sources have no page, or no row, and where they are."""
    every, shown = len(pages.story.articles), len(pages.shown)
    said = []
    if shown < every:
        more = "" if pages.settings.layout == "dir" else "; a report as a folder (--layout dir) has more"
        said.append(f"The {shown:,} worst sources have a page of their own; {every - shown:,} more have none{more}.")
    if every > MAX_DATA:
        said.append(f"The {MAX_DATA:,} worst sources can be filtered; the verdict as JSON has all {every:,}.")
    return " ".join(said)


def _over_limits(story: Story) -> tuple[list[list[Breach]], list[list[Breach]]]:
    """What blocks, and what only warns: the breaches of each source (or of small ones together), the worst first."""
    groups: dict[tuple[bool, str], list[Breach]] = {}
    for breach in story.breaches():
        if breach.word in ("fails", "warns"):
            blocks = breach.word == "fails" or story.fail_on == "warning"
            groups.setdefault((blocks, breach.name), []).append(breach)
    for group in groups.values():
        group.sort(key=lambda breach: (breach.word != "fails", -breach.excess))
    ranked = sorted(groups.items(), key=lambda item: (item[1][0].word != "fails", -sum(b.excess for b in item[1])))
    return [g for (blocks, _), g in ranked if blocks], [g for (blocks, _), g in ranked if not blocks]


def _below_the_headline(pages: Pages, verdict: Verdict) -> Iterator[str]:
    story, comparison = pages.story, pages.settings.comparison
    failing = {
        s.source
        for v in story.result.outcomes("fail")
        for s in v.sources
        if s.outcome == "fail" and s.counts.unexpected
    }
    if failing:
        held = sum(story.articles.get(source, 0) for source in failing)
        said = f"The sources that fail hold {held:,} of {count(story.size, 'article')} ({percent(held / story.size)})"
        if comparison:
            new = len(failing & {source for _, source in comparison.broken})
            said += f"; {new:,} of {len(failing):,} did not fail in {comparison.name}"
        yield said
    if verdict.headline.names:
        yield f"Namely {listed(verdict.headline.names, most=12)}"
    for sentence in verdict.others:
        yield sentence.whole


def _way(story: Story, remedy: Remedy) -> Way:
    kept = f"{percent(remedy.kept)} of articles in {count(remedy.kept_sources, 'source')}"
    works = (
        f"keeps {kept}"
        if remedy.opens
        else f"would keep {kept}, and still not ship"
        if remedy.kept
        else "would leave nothing"
    )
    if remedy.kind == "sources":
        what = f"Hold back {count(len(remedy.sources), 'source')}"
        names = remedy.sources if remedy.opens else ()
        return Way(what, works, remedy.opens, names[:_NAMES], len(names[_NAMES:]))
    within = f" in {count(remedy.touched, 'source')}" if remedy.touched < len(story.articles) else ""
    return Way(f"Drop {count(remedy.dropped, 'failing article')}{within}", works, remedy.opens)


def _ledger(story: Story) -> tuple[Figure, ...]:
    result = story.result
    failing = len(result.outcomes("fail"))
    blind = sum(s.outcome == "not_evaluated" for v in result.expectations for s in v.sources)
    broke = len(result.outcomes("error"))
    rejects = result.corpus.rejects.height
    return (
        Figure(f"{story.size:,}", "articles read"),
        Figure(f"{len(story.articles):,}", "sources"),
        Figure(f"{rejects:,}", "records rejected", "stop" if result.too_many_rejects else "warn" if rejects else ""),
        Figure(f"{len(result.expectations):,}", f"expectations, {failing} failing"),
        Figure(
            f"{blind:,}",
            "source checks not evaluated" + (f", {count(broke, 'check')} broke" if broke else ""),
            "stop" if broke else "warn" if blind else "",
        ),
    )


def _over(pages: Pages, group: Sequence[Breach]) -> Over:
    breach, comparison = group[0], pages.settings.comparison
    expectation, source = breach.verdict.expectation.id, breach.worst.source
    ink, share = INK[breach.worst.outcome], breach.counts.share
    change = comparison.pairs.get((expectation, source)) if comparison and not breach.together else None
    before = change.before if change else None
    return Over(
        name=breach.name,
        href="#together" if breach.together else pages.shown.get(source, ""),
        expectation=expectation,
        more=f"and {len(group) - 1} more" if len(group) > 1 else "",
        share=percent(share, breach.allowed),
        limit=limit(breach.allowed),
        failing=f"{breach.counts.unexpected:,}",
        judged=f"{breach.counts.evaluated:,}",
        chart=dumbbell(before, share, breach.allowed, ink) if comparison else rate_bar(share, breach.allowed, ink),
        ink=ink,
        before=percent(before) if before is not None else "",
        new=bool(comparison)
        and any((b.verdict.expectation.id, source) in (comparison.broken if comparison else ()) for b in group),
    )


def _families(story: Story) -> Safe | None:
    damage = story.damage_by_family()
    return family_bars([Bar(name, *parts) for name, parts in damage.items()]) if damage else None


def _changes(comparison: Comparison) -> Iterator[Changed]:
    """What else is not as it was."""
    repaired = list(dict.fromkeys(source for _, source in comparison.repaired))
    loosened = list(comparison.loosened)
    for names, what, ink in (
        (repaired, "repaired", "ok"), (comparison.arrived, "arrived", ""), (comparison.gone, "gone", "warn"),
    ):  # fmt: skip
        if names:
            yield Changed(
                f"{len(names):,}", f"{'source' if len(names) == 1 else 'sources'} {what}: {listed(names)}", ink
            )
    if loosened:
        many = "limit" if len(loosened) == 1 else "limits"
        yield Changed(f"{len(loosened):,}", f"{many} loosened: {listed(loosened)}", "warn")


@dataclass(frozen=True)
class _Spread:
    """How an expectation does over the sources: how many are over a limit, the worst of all, and the drawing."""

    over: int
    worst: SourceVerdict | None
    drawn: Safe | None


def _spread(verdict: ExpectationVerdict) -> _Spread:
    over = sum(s.outcome in ("fail", "warn") and s.counts.unexpected > 0 for s in verdict.sources)
    judged = [(s.counts.share, s.counts.unexpected, n) for n, s in enumerate(verdict.sources) if s.counts.evaluated]
    share, _, at = max(judged, key=lambda one: (one[0], one[1], -one[2]), default=(0.0, 0, 0))
    if not share:
        return _Spread(over, None, None)
    kind = "stop" if verdict.outcome == "fail" else "warn"
    may_fail = allowed(verdict.expectation.limits, "fail")
    return _Spread(over, verdict.sources[at], spread([each for each, _, _ in judged], may_fail, kind))


def _expectation_row(pages: Pages, verdict: ExpectationVerdict, at: int, over: _Spread) -> ExpectationRow:
    expectation, counts, worst = verdict.expectation, verdict.counts, over.worst
    numbers = {"failing": counts.unexpected, "judged": counts.evaluated, "over": over.over}
    figures = {name: "" if verdict.problem else f"{number:,}" for name, number in numbers.items()}
    unjudged = ((counts.missing, "missing"), (counts.not_owed, "not owed"))
    return ExpectationRow(
        anchor=f"expectation-{at + 1}",
        id=expectation.id,
        check=expectation.check.name,
        summary=plain(expectation.check.summary),
        severity=verdict.severity,
        limit=both_limits(expectation.limits),
        outcome=outcome_word(verdict),
        ink="" if outcome_word(verdict) == "noted" else INK[verdict.outcome],
        share=percent(counts.share) if counts.evaluated else "",
        spread=over.drawn,
        worst=worst.source if worst else "",
        worst_href=pages.shown.get(worst.source, "") if worst else "",
        worst_share=percent(worst.counts.share) if worst else "",
        because=expectation.because,
        problem=verdict.problem,
        unjudged=tuple(f"{number:,} {what}" for number, what in unjudged if number),
        **figures,
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
