"""A suite as an ``ExpectationSuite`` of Great Expectations; it knows no single check."""

import html
from typing import Any

from ..expectation import Expectation, Limits, Severity
from ..suite import Suite
from .articles import ArticleExpectation, article_expectations
from .contract import FailureSeverity, gx

_SEVERITY: dict[Severity, FailureSeverity] = {
    "error": FailureSeverity.CRITICAL,
    "warning": FailureSeverity.WARNING,
    "info": FailureSeverity.INFO,
}


def to_gx(suite: Suite) -> "gx.ExpectationSuite":
    """The suite as an ``ExpectationSuite``, to be validated on a frame of articles (`add_polars`).

    Each expectation is judged per source, small sources together, as the gate does it. Its id stands in
    ``meta["newsgate"]``; texts of the suite are escaped there, since Data Docs print them as HTML.
    """
    made = [_one(expectation, suite.min_articles) for expectation in suite.expectations]
    return gx.ExpectationSuite(
        name=suite.name, expectations=made, meta={"newsgate": {"suite": html.escape(suite.name)}}
    )


def _one(expectation: Expectation, min_articles: int) -> ArticleExpectation:
    # every value is passed: what is left to a class's default vanishes from the stored configuration
    kind = article_expectations()[expectation.check.name]
    limits, severity = expectation.limits, expectation.severity
    sources = [
        {"source": pattern, **({"skip": True} if rule.skip else _shares(rule.limits or limits, severity))}
        for pattern, rule in expectation.sources
    ]
    given: dict[str, Any] = {**_shares(limits, severity), **expectation.parameters}
    return kind(
        columns=list(expectation.reads) if expectation.check.reads_text else None,
        sources=sources or None,
        min_articles=min_articles,
        severity=_SEVERITY[severity],
        meta={"newsgate": {"id": html.escape(expectation.id), "because": html.escape(expectation.because)}},
        **given,
    )


def _shares(limits: Limits, severity: Severity) -> dict[str, float]:
    """``mostly`` is the share below which it fails; one for a warning before that has a key of its own.

    Where there is no share below which it fails, none can be too small: ``mostly`` is 0.
    """
    if severity != "error":
        return {"mostly": limits.warning or 0.0}
    return {"mostly": limits.error or 0.0} | ({} if limits.warning is None else {"mostly_warning": limits.warning})
