"""The verdict for machines, in Great Expectations' words; `verdict.schema.json` describes it."""

import json
from importlib.metadata import version

from ..expectations import Counts, ExpectationVerdict, FailOn, Result

#: Raised when a field changes its meaning or goes away; new fields do not raise it.
FORMAT_VERSION = 1


def verdict(result: Result, fail_on: FailOn = "error") -> dict[str, object]:
    """The verdict as plain values."""
    corpus = result.corpus
    code = result.exit_code(fail_on)
    return {
        "format_version": FORMAT_VERSION,
        "passed": code == 0,
        "exit_code": code,
        "suite": result.suite.name,
        "newsgate_version": version("newsgate"),
        "corpus": {
            "articles": corpus.articles.height,
            "sources": corpus.articles["source"].n_unique(),
            "rejected": corpus.rejects.height,
            "skipped_files": list(corpus.skipped),
        },
        "findings": result.findings.height,
        "expectations": [_expectation(v) for v in result.expectations],
        "rejects": corpus.rejects.head(100).to_dicts(),
        "rejects_left_out": max(0, corpus.rejects.height - 100),
    }


def verdict_json(result: Result, fail_on: FailOn = "error") -> str:
    """The verdict as JSON text."""
    return json.dumps(verdict(result, fail_on), ensure_ascii=False, indent=2) + "\n"


def _expectation(verdict: ExpectationVerdict) -> dict[str, object]:
    expectation = verdict.expectation
    return {
        "expectation": expectation.id,
        "expect": expectation.check.name,
        "severity": expectation.severity,
        "mostly": _mostly(expectation.limits.error, expectation.limits.warning),
        "outcome": verdict.outcome,
        **_counts(verdict.counts),
        **({"problem": verdict.problem} if verdict.problem else {}),
        "sources": [
            {"source": s.source, "outcome": s.outcome, **_counts(s.counts), "pooled": s.pooled} for s in verdict.sources
        ],
    }


def _mostly(error: float | None, warning: float | None) -> dict[str, float]:
    return {name: share for name, share in (("error", error), ("warning", warning)) if share is not None}


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "element_count": counts.element,
        "unexpected_count": counts.unexpected,
        "missing_count": counts.missing,
        "not_owed_count": counts.not_owed,
        "unexpected_percent": round(100 * counts.share, 4),
    }
