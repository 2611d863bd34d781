"""The verdict for machines, in Great Expectations' words; `verdict.schema.json` describes it."""

from importlib.metadata import version

from ..expectations import Counts, ExpectationVerdict, FailOn, Limits, Result, SourceVerdict
from ..expectations.snapshot import articles_by_source
from .json_text import json_text
from .verdict_details import details

#: Of `verdict.schema.json`. Raised when a field changes its meaning or goes away; new fields do not raise it.
SCHEMA_VERSION = 1


def verdict(result: Result, fail_on: FailOn = "error") -> dict[str, object]:
    """The verdict as plain values."""
    corpus = result.corpus
    code = result.exit_code(fail_on)
    return {
        "schema_version": SCHEMA_VERSION,
        "passed": code == 0,
        "exit_code": code,
        "suite": result.suite.name,
        "newsgate_version": version("newsgate"),
        "corpus": {
            "articles": corpus.articles.height,
            "sources": corpus.articles["source"].n_unique(),
            "rejected": corpus.rejects.height,
            "skipped_files": list(corpus.skipped),
            "articles_by_source": dict(articles_by_source(result)),
        },
        "findings": result.findings.height,
        "expectations": [_expectation(v) for v in result.expectations],
        "rejects": corpus.rejects.head(100).to_dicts(),
        "rejects_left_out": max(0, corpus.rejects.height - 100),
        **details(result),
    }


def verdict_json(result: Result, fail_on: FailOn = "error") -> str:
    """The verdict as JSON text."""
    return json_text(verdict(result, fail_on))


def _expectation(verdict: ExpectationVerdict) -> dict[str, object]:
    expectation = verdict.expectation
    return {
        "expectation": expectation.id,
        "expect": expectation.check.name,
        "severity": expectation.severity,
        "mostly": _mostly(expectation.limits),
        "outcome": verdict.outcome,
        **_counts(verdict.counts),
        **({"problem": verdict.problem} if verdict.problem else {}),
        "sources": [_source(s) for s in verdict.sources],
    }


def _source(s: SourceVerdict) -> dict[str, object]:
    mostly = _mostly(s.limits)
    return {"source": s.source, "mostly": mostly, "outcome": s.outcome, **_counts(s.counts), "pooled": s.pooled}


def _mostly(limits: Limits) -> dict[str, float]:
    return {name: share for name, share in (("error", limits.error), ("warning", limits.warning)) if share is not None}


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "element_count": counts.element,
        "unexpected_count": counts.unexpected,
        "missing_count": counts.missing,
        "not_owed_count": counts.not_owed,
        "unexpected_percent": round(100 * counts.share, 4),
    }
