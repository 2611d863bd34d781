"""Small results for the tests of the reports. All texts are invented."""

import polars as pl

import newsgate as ng
from newsgate.expectations.result import Result

ADS = "suite: mine\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9, because: Markers leak.}\n"


def articles(source: str, count: int, body: str = "The ferry sailed at noon.", bad: int = 0) -> list[dict[str, str]]:
    """Some articles of a source; the first *bad* of them hold an ad marker."""
    return [
        {
            "article_id": f"{source}-{i}",
            "source": source,
            "title": f"Report {i} of {source}",
            "body": f"{body} Number {i}." + (" [ad_1] The crew waved." if i < bad else ""),
            "origin": f"{source}.jsonl#{i}",
        }
        for i in range(count)
    ]


def judged(rows: list[dict[str, str]], suite: str = ADS) -> Result:
    return ng.check(pl.DataFrame(rows), ng.parse_suite(suite))
