"""Results in which everything that a corpus or a suite can say is hostile. All texts are invented."""

import functools
from dataclasses import replace

import polars as pl

import newsgate as ng
from newsgate.expectations import ExpectationVerdict, Result

from .making import articles

SUITE = """\
suite: harbour
min_articles: 10
max_rejects: 1
expectations:
  - expect: no_ad_markers
    because: Markers leak into quotations.
    mostly: 0.9
  - expect: no_pattern
    id: no_cookie_notice
    with: {pattern: "(?i)we use cookies"}
    severity: warning
    mostly: 0.95
  - expect: published_at_plausible
  - expect: title_present
    sources: {"islet-*": skip}
  - expect: no_pattern
    id: no_kicker_dots
    with: {pattern: "[.]{3}"}
    columns: [kicker]
"""
#: Commands, tags, Markdown, XML, JSON, controls, directions, wide letters: what an output could take for its own.
HOSTILE = (
    "::error file=a.py,line=1::owned\n::set-output name=x::y\r\n##[error]z\n  ::stop-commands::t\n"
    "]]></failure><script>alert(1)</script><!-- & &amp; --> | a | b |\n|---|\n```\n`x` **b** _i_ ~~s~~ $m$ @team #1 "
    '[l](https://quill.example) ![i](http://t.example/p.gif) www.quill.example <b>h</b>\n# h\n- li\n"\'\\"\\u0041%0A::'
    "\x00\x01\x07\x1b[31m\x1b]0;owned\x07\x7f\x85\x9b2J\u2028\u2029\u202egnp\u2066\u200b\ufeff\ufffe\uffff東京🙂e\u0301"
)


@functools.cache
def harbour() -> Result:
    """A small result with every outcome: a check that fails, warns, holds, breaks and could not be evaluated."""
    rows = articles("quay", 20, bad=5) + articles("bow", 20, body="We use cookies. The ferry sailed")
    rows += articles("islet-1", 4, bad=2) + articles("islet-2", 4, bad=1) + articles("islet-3", 2)
    frame = pl.DataFrame(rows).with_columns(
        published_at=pl.when(pl.col("source") == "quay").then(pl.datetime(2026, 3, 1, time_zone="UTC"))
    )
    rejects = pl.DataFrame({"origin": ["bad.jsonl:7"], "format": ["jsonl"], "reason": ["no JSON"]})
    corpus = replace(ng.Corpus.from_frame(frame), rejects=rejects, skipped=("README.md",))
    return ng.check(corpus, ng.parse_suite(SUITE, "suites/harbour.yaml"))


def renamed(result: Result, text: str) -> Result:
    """The same result in which every name and every text begins with *text*."""
    return replace(
        result,
        suite=replace(result.suite, name=text, description=text),
        corpus=replace(
            result.corpus,
            articles=_prefixed(result.corpus.articles, text, "article_id", "source", "origin", "title", "body"),
            rejects=_prefixed(result.corpus.rejects, text, "origin", "format", "reason"),
            skipped=(text, *result.corpus.skipped),
        ),
        expectations=tuple(_renamed(verdict, text) for verdict in result.expectations),
        findings=_prefixed(result.findings, text, *_SAID),
        examples=_prefixed(result.examples, text, *_SAID, "title", "before", "after"),
        cells=_prefixed(result.cells, text, "article_id", "origin", "expectation"),
    )


_SAID = ("article_id", "source", "expectation", "field", "evidence", "message", "origin")


def _prefixed(frame: pl.DataFrame, text: str, *columns: str) -> pl.DataFrame:
    return frame.with_columns((pl.lit(text) + pl.col(column)).alias(column) for column in columns)


def _renamed(verdict: ExpectationVerdict, text: str) -> ExpectationVerdict:
    expectation = verdict.expectation
    return replace(
        verdict,
        expectation=replace(expectation, id=f"{text}{expectation.id}", because=text, place=f"{text}:3:5"),
        sources=tuple(replace(s, source=f"{text}{s.source}") for s in verdict.sources),
        problem=verdict.problem and f"{text}{verdict.problem}",
    )
