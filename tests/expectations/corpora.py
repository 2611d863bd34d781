"""Corpora of known defects, and what is asked of them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

import newsgate as ng
from newsgate.checks import CHECKS
from newsgate.corpus import ARTICLE_SCHEMA
from newsgate.expectations import ExpectationVerdict, Limits, SourceVerdict

#: What a body says that breaks `expectation`; and the three kinds of body that `corpus` counts.
BAD, GOOD = "It is BROKEN here.", "It is whole."


def corpus(sources: Mapping[str, tuple[int, ...]]) -> ng.Corpus:
    """Per source so many articles that break the expectation, keep it, and have no body."""
    rows = [
        {"article_id": f"{source}-{kind}-{n}", "source": source, "title": "Vote passes", "body": body}
        for source, counts in sources.items()
        for kind, (body, count) in enumerate(zip((BAD, GOOD, None), (*counts, 0, 0), strict=False))
        for n in range(count)
    ]
    schema = {name: ARTICLE_SCHEMA[name] for name in ("article_id", "source", "title", "body")}
    return ng.Corpus.from_frame(pl.DataFrame(rows, schema=schema))


def expectation(error: float | None = 1.0, warning: float | None = None, **more: Any) -> ng.Expectation:
    """That no body is broken."""
    given = {
        "id": "whole", "check": CHECKS["no_pattern"], "parameters": {"pattern": "BROKEN"}, "columns": ("body",),
        "limits": Limits(error=error, warning=warning),
    }  # fmt: skip
    return ng.Expectation(**{**given, **more})


def result(
    sources: Mapping[str, tuple[int, ...]], *asked: ng.Expectation, min_articles: int = 0, **more: Any
) -> ng.Result:
    """What the gate says of such a corpus."""
    suite = ng.Suite("asked", asked or (expectation(),), min_articles=min_articles, **more)
    return ng.check(corpus(sources), suite)


def verdict(told: ng.Result) -> ExpectationVerdict:
    """The only verdict."""
    (only,) = told.expectations
    return only


def by_source(told: ng.Result) -> dict[str, SourceVerdict]:
    """The only expectation's verdict on each source."""
    return {one.source: one for one in verdict(told).sources}
