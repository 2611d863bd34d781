"""The page of a source: how often it breaks what, failing articles with every finding marked, and what recurs in it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from ..expectations import Counts, ExpectationVerdict, SourceVerdict
from ..expectations.patterns import FAILS
from .charts import dumbbell, rate_bar, sparkline
from .excerpts import MOST, Piece, alone, pieces, span, whole
from .heatmap import STATES, state
from .looking_up import numbered
from .pages import INK, Pages, slug
from .recurring_lines import recurring_lines
from .related import story_boxes
from .samples import MAX_IDS, Sample, Samples, samples
from .story import Story
from .views import Article, Asked, Found, Line, SourcePage, StoryBox
from .words import ORDER, allowed, both_limits, count, listed, percent, plain, word

#: Articles of a source that are shown in a folder, or in a file with room enough.
ARTICLES = 3
#: Findings of an article that are listed.
_FINDINGS = 60
#: Findings that have no place and are shown in an article.
_UNPLACED = 6

_Pairs = Sequence[tuple[ExpectationVerdict, SourceVerdict | None]]


@dataclass(frozen=True)
class Told:
    """What the pages of some sources show beside their counts, gathered for all of them at once."""

    samples: Samples
    lines: Mapping[str, Sequence[Line]]
    stories: Mapping[str, StoryBox]
    failing: Mapping[str, Sequence[tuple[str, int]]]

    def fewer(self, articles: int) -> "Told":
        """The same with fewer articles of each source."""
        return replace(self, samples=self.samples.fewer(articles))


def told(pages: Pages, sources: Sequence[str]) -> Told:
    """Gather what the pages of some sources show."""
    result, evidence = pages.story.result, pages.settings.evidence
    failing: dict[str, list[tuple[str, int]]] = {}
    for source, pattern, number in result.patterns.filter(pl.col("source").is_in(sources)).iter_rows():
        failing.setdefault(source, []).append((pattern, number))
    found = numbered(result, sources)
    return Told(
        samples(result, found, ARTICLES),
        recurring_lines(result, found, pages.story.articles, evidence),
        story_boxes(result, sources, evidence),
        failing,
    )


def source_page(pages: Pages, gathered: Told, source: str) -> SourcePage:
    """What the page of a source says."""
    story = pages.story
    numbered = [(v, story.pairs[v.expectation.id].get(source), at) for at, v in enumerate(story.result.expectations)]
    numbered.sort(key=lambda p: (ORDER.index(word(p[0], p[1])), -(p[1].counts.share if p[1] else 0.0)))
    pairs = [(v, s) for v, s, _ in numbered]
    headline, ink = _headline(pairs)
    shown = gathered.samples.articles.get(source, ())
    anchors = [_anchor(pages, source, sample) for sample in shown]
    ids = gathered.samples.ids.get(source, ())
    number = sum(n for _, n in gathered.failing.get(source, ()))
    around = _neighbours(pages, source)
    return SourcePage(
        suite=story.result.suite.name,
        anchor=f"source-{slug(source)}",
        name=source,
        headline=headline,
        ink=ink,
        sentences=tuple(_sentences(story, source, pairs, gathered)),
        baseline=pages.settings.comparison.name if pages.settings.comparison else "",
        runs=pages.settings.history.runs if pages.settings.history else 0,
        asked=tuple(_asked(pages, v, s, source, at, shown, anchors) for v, s, at in numbered if not _is_quiet(v, s)),
        others=tuple(_others([p for p in pairs if _is_quiet(*p)])),
        articles=tuple(_article(pages, sample, anchor) for sample, anchor in zip(shown, anchors, strict=True)),
        articles_said=_articles_said(shown, number, pairs),
        ids=tuple(ids),
        ids_left_out=max(0, number - len(ids)) if len(ids) == MAX_IDS else 0,
        lines=tuple(gathered.lines.get(source, ())),
        story=gathered.stories.get(source),
        index="#index" if pages.settings.layout == "file" else "../index.html",
        before=around[0],
        after=around[1],
    )


def _neighbours(pages: Pages, source: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The sources before and behind a source: the addresses of their pages, and their names."""
    names = list(pages.shown)
    at = names.index(source)
    near = (names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None)
    before, after = ((pages.shown[name].removeprefix("sources/"), name) if name is not None else None for name in near)
    return before, after


def _is_quiet(v: ExpectationVerdict, s: SourceVerdict | None) -> bool:
    """Whether there is nothing to see: no article fails, or nothing was asked."""
    name = word(v, s)
    return name in ("skipped", "not owed") or (
        name in ("holds", "fails", "warns", "noted") and not (s and s.counts.unexpected)
    )


def _others(pairs: _Pairs) -> Iterator[str]:
    """What is to be said of the expectations that have no row."""
    said = {"skipped": "Not asked of this source", "not owed": "No article has to keep"}
    kinds: dict[str, list[str]] = {}
    for v, s in pairs:
        kinds.setdefault(said.get(word(v, s), "No article breaks"), []).append(v.expectation.id)
    for what, names in kinds.items():
        yield f"{what}: {listed(names, most=100)}."


def _headline(pairs: _Pairs) -> tuple[str, str]:
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


def _sentences(story: Story, source: str, pairs: _Pairs, gathered: Told) -> Iterator[str]:
    articles = story.articles[source]
    rank = story.ranked.index(source) + 1
    place = f" Number {rank:,} of {len(story.ranked):,} by damage." if story.damage(source) else ""
    yield f"{count(articles, 'article')}, {percent(articles / story.size)} of the corpus.{place}"
    yield from _advice(story, source, gathered.failing.get(source, ()))
    pooled = [(v, s) for v, s in pairs if s is not None and s.pooled]
    if pooled:
        others = max(len(story.pool(v, s).sources) for v, s in pooled) - 1
        yield (
            f"Fewer than {story.result.suite.min_articles} articles are too few to judge alone: this source is judged "
            f"together with {count(others, 'other small source')}, and an outcome is that of all of them."
        )


def _advice(story: Story, source: str, patterns: Sequence[tuple[str, int]]) -> Iterator[str]:
    """What dropping articles would leave, and whether it looks like the loader's fault."""
    articles = story.articles[source]
    at = [n for n, v in enumerate(story.result.expectations) if _fails(story.pairs[v.expectation.id].get(source))]
    breaking = sum(number for pattern, number in patterns if any(pattern[n] == FAILS for n in at))
    if not breaking:
        return
    held_back = f"hold the source back, which costs {percent(articles / story.size)} of the corpus"
    said = f"{breaking:,} of its {count(articles, 'article')} break an expectation that fails here"
    if breaking > articles / 2:
        yield f"{said}: so many at once are a loader's bug rather than drift. Fix the loader, or {held_back}."
    else:
        yield f"{said}; without them {articles - breaking:,} would be left. Or {held_back}."


def _fails(s: SourceVerdict | None) -> bool:
    return s is not None and s.outcome == "fail"


def _asked(
    pages: Pages, v: ExpectationVerdict, s: SourceVerdict | None, source: str, at: int, shown: Sequence[Sample],
    anchors: Sequence[str],
) -> Asked:  # fmt: skip
    expectation, name = v.expectation, word(v, s)
    counts = s.counts if s else Counts()
    limits = s.limits if s else expectation.limits
    may_fail = allowed(limits, s.outcome if s else "pass")
    ink = "" if name == "noted" else INK[s.outcome if s else v.outcome if name == "broke" else "pass"]
    ink = ink if counts.unexpected or (s and not s.counts.evaluated) or name == "broke" else ""
    comparison, history = pages.settings.comparison, pages.settings.history
    change = comparison.pairs.get((expectation.id, source)) if comparison else None
    before = change.before if change else None
    kind = ink or "rest-over"
    chart = dumbbell(before, counts.share, may_fail, kind) if comparison else rate_bar(counts.share, may_fail, kind)
    evidence = [(f"{n + 1}", f"#{anchors[n]}") for n, sample in enumerate(shown) if expectation.id in sample.breaks]
    return Asked(
        id=expectation.id,
        anchor=f"{slug(source)}-expectation-{at + 1}",
        summary=plain(expectation.check.summary),
        because=expectation.because,
        help=expectation.check.help if counts.unexpected else "",
        outcome=name,
        ink=ink,
        share=percent(counts.share, may_fail) if counts.evaluated else "",
        chart=chart if counts.evaluated else None,
        spark=sparkline(history.shares(expectation.id, source), may_fail, ink) if history else None,
        before=percent(before) if before is not None else "",
        failing=f"{counts.unexpected:,}" if s else "",
        judged=f"{counts.evaluated:,}" if s else "",
        missing=f"{counts.missing:,} missing" if counts.missing else "",
        limit=both_limits(limits),
        note=_note(pages.story, v, s),
        evidence=tuple(evidence),
    )


def _note(story: Story, v: ExpectationVerdict, s: SourceVerdict | None) -> str:
    """What an outcome means, where the numbers of this source do not say it."""
    name = word(v, s)
    if name in STATES:
        return state(name, v, s).title
    if s is None or not s.pooled or (name == "holds" and not s.counts.unexpected):
        return ""
    pool = story.pool(v, s).counts
    return f"all small sources: {percent(pool.share, allowed(s.limits, s.outcome))} of {pool.evaluated:,} fail"


# The articles.


def _articles_said(shown: Sequence[Sample], failing: int, pairs: _Pairs) -> str:
    if not shown:
        return ""
    broken = {v.expectation.id for v, s in pairs if s is not None and s.counts.unexpected}
    seen = {name for sample in shown for name in sample.breaks}
    chosen = "chosen so that every expectation that is broken is seen" if broken <= seen else "those that show most"
    of = f" of {count(failing, 'failing article')}" if failing else ""
    return f"{len(shown)}{of}, {chosen}." if failing != len(shown) else f"All {len(shown)} that fail."


def _anchor(pages: Pages, source: str, sample: Sample) -> str:
    """The name by which a link finds an article: the same on every machine."""
    key = "\0".join([source, sample.article_id or "", pages.local(sample.origin)])
    return f"article-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _article(pages: Pages, sample: Sample, anchor: str) -> Article:
    evidence = pages.settings.evidence
    full = evidence == "full"
    listed_rows = sample.findings[:_FINDINGS]
    hidden = evidence == "none" or not sample.fields
    return Article(
        anchor=anchor,
        article_id=sample.article_id or "(no id)",
        title="" if hidden else sample.title or "(no title)",
        origin=pages.local(sample.origin),
        said=f"{count(len(sample.findings), 'finding')}: {listed(sample.breaks, most=8)}",
        pieces=() if evidence == "none" else tuple(_pieces(sample)),
        whole=tuple(_whole(sample)) if full else (),
        findings=tuple(_found(pages, row) for row in listed_rows),
        cut=f"{len(sample.findings) - len(listed_rows)} more are not listed" if sample.findings[_FINDINGS:] else "",
    )


def _pieces(sample: Sample) -> Iterator[Piece]:
    """Excerpts field by field; what has no place in a text is shown by itself."""
    placed: dict[str, list[Mapping[str, Any]]] = {}
    for row in sample.findings:
        if row["start"] is not None and row["field"] in sample.fields:
            placed.setdefault(row["field"], []).append(row)
    for name, rows in placed.items():
        yield from pieces(sample.fields[name], [span(row, row["start"], row["end"]) for row in rows], name)
    others = [row for row in sample.findings if row["start"] is None or row["field"] not in sample.fields]
    different = list({(row["field"], row["evidence"], row["start"]): row for row in others}.values())
    for row in different[: _UNPLACED if placed else _UNPLACED + MOST]:
        yield alone(row)


def _whole(sample: Sample) -> Iterator[Piece]:
    for name in dict.fromkeys(("title", "body", *(row["field"] for row in sample.findings))):
        if name in sample.fields:
            rows = [row for row in sample.findings if row["field"] == name and row["start"] is not None]
            yield from whole(sample.fields[name], [span(row, row["start"], row["end"]) for row in rows], name)


def _found(pages: Pages, row: Mapping[str, Any]) -> Found:
    start = row["start"]
    said = "" if pages.settings.evidence == "none" else pages.local(row["message"])
    place = "" if start is None else f"from character {start + 1:,}"
    return Found(row["expectation"], row["field"], place, said, "stop" if row["severity"] == "error" else "warn")
