"""What would let it ship: the rest of a corpus, judged again. All texts are invented."""

from dataclasses import replace

import polars as pl
import pytest

import newsgate as ng
from newsgate.expectations import Result
from newsgate.expectations.counterfactual import Remedy, remedies
from newsgate.expectations.patterns import PATTERN_SCHEMA

TWO = "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9}\n  - {expect: title_present, mostly: 0.9}\n"


def articles(source: str, count: int, *, ads: int = 0, untitled: int = 0, both: int = 0) -> list[dict[str, str | None]]:
    """Some articles: the first have ads, the next no title, the next neither title nor a clean text."""
    neither = range(ads + untitled, ads + untitled + both)
    return [
        {
            "article_id": f"{source}-{n}", "source": source,
            "body": "The ferry sailed." + " [ad_1]" * (n < ads or n in neither),
            "title": "" if ads <= n < ads + untitled + both else "T",
        }
        for n in range(count)
    ]  # fmt: skip


def judged(rows: list[dict[str, str | None]], suite: str = TWO) -> Result:
    return ng.check(pl.DataFrame(rows), ng.parse_suite(suite))


def rejudged(rows: list[dict[str, str | None]], remedy: Remedy, suite: str = TWO) -> Result:
    """The corpus without what a remedy drops, through the whole gate."""
    result = judged(rows, suite)
    failing = {v.expectation.id: {s.source for s in v.sources if s.outcome == "fail"} for v in result.expectations}
    gone = {f["article_id"] for f in result.findings.to_dicts() if f["source"] in failing[f["expectation"]]}
    kept = [
        r
        for r in rows
        if (r["source"] not in remedy.sources if remedy.kind == "sources" else r["article_id"] not in gone)
    ]
    return judged(kept, suite)


def test_an_open_gate_needs_nothing() -> None:
    assert remedies(judged(articles("quay", 30))) == ()


def test_articles_that_fail_are_dropped_whole_and_the_rest_ships() -> None:
    rows = articles("quay", 40, ads=6, untitled=2, both=3) + articles("pier", 40)
    drop, hold = remedies(judged(rows))
    assert (drop.kind, drop.dropped, drop.kept_articles, drop.touched, drop.opens) == ("articles", 11, 69, 1, True)
    assert (hold.kind, hold.sources, hold.kept, hold.opens) == ("sources", ("quay",), 0.5, True)
    assert rejudged(rows, drop).passed
    assert rejudged(rows, hold).passed


def test_what_breaks_only_after_the_drop_is_dropped_too() -> None:
    """3 of 40 untitled are allowed; of the 18 that are left without the ads they are not."""
    rows = articles("quay", 40, ads=20, untitled=3)
    result = judged(rows)
    assert [v.outcome for v in result.expectations] == ["fail", "pass"]
    drop, _ = remedies(result)
    assert (drop.dropped, drop.kept_articles, drop.opens) == (23, 17, True)


def test_a_source_that_shrinks_is_judged_with_the_small_ones() -> None:
    """Its 15 articles that are left join 5 small ones, of which one was too bad alone but not together."""
    rows = articles("quay", 30, ads=15) + articles("inlet", 5, untitled=1)
    drop, hold = remedies(judged(rows))
    assert (drop.dropped, drop.opens) == (16, True)
    assert (hold.dropped, hold.kept_articles, hold.opens) == (35, 0, False)


def test_nothing_is_left_where_everything_fails() -> None:
    drop, hold = remedies(judged(articles("quay", 30, ads=30)))
    assert (drop.kept_articles, drop.sources, drop.opens) == (0, ("quay",), False)
    assert not hold.opens


def test_what_cannot_be_helped_by_dropping_does_not_ship() -> None:
    result = judged(articles("quay", 30, ads=9))
    rejects = pl.DataFrame({"origin": ["x"], "format": ["jsonl"], "reason": ["no JSON"]})
    unread = replace(result, corpus=replace(result.corpus, rejects=rejects))
    assert [remedy.opens for remedy in remedies(unread)] == [False, False]


def test_a_broken_check_stays_broken() -> None:
    suite = TWO + "  - {expect: no_pattern, with: {pattern: x}, columns: [nowhere]}\n"
    assert [r.opens for r in remedies(judged(articles("quay", 30, ads=9) + articles("pier", 30), suite))] == [
        False,
        False,
    ]


def test_a_source_that_could_not_be_evaluated_can_be_held_back() -> None:
    rows = [{**row, "published_at_raw": None} for row in articles("quay", 30)]
    rows += [{**row, "published_at_raw": "2026-03-01"} for row in articles("pier", 30)]
    frame = pl.DataFrame(rows).with_columns(published_at=pl.col("published_at_raw").str.to_datetime(time_zone="UTC"))
    result = ng.check(frame, ng.parse_suite("suite: s\nexpectations:\n  - {expect: published_at_plausible}\n"))
    (hold,) = remedies(result)
    assert (hold.sources, hold.opens) == (("quay",), True)


@pytest.mark.parametrize("fail_on", ["error", "warning"])
def test_warnings_count_where_they_shut_the_gate(fail_on: str) -> None:
    suite = "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: {warning: 0.9, error: 0.5}}\n"
    result = judged(articles("quay", 30, ads=9) + articles("pier", 30), suite)
    found = remedies(result, fail_on)  # type: ignore[arg-type]
    assert [remedy.opens for remedy in found] == ([] if fail_on == "error" else [True, True])


def test_missing_and_skipped_articles_are_counted_out() -> None:
    suite = (
        "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9}\n"
        "  - {expect: no_pattern, with: {pattern: X}, columns: [note], mostly: 0.9, sources: {pier: skip}}\n"
    )
    rows = [
        {**row, "note": None if n < 20 else "X" if n == 39 else "n"}
        for n, row in enumerate(articles("quay", 40, ads=10))
    ]
    rows += [{**row, "note": "X"} for row in articles("pier", 40)]
    result = judged(rows, suite)
    assert set("".join(result.patterns["pattern"].to_list())) == {"F", "m", "."}
    drop, _ = remedies(result)
    assert (drop.dropped, drop.opens) == (10, True)
    assert rejudged(rows, drop, suite).passed


def test_patterns_say_how_many_articles_break_what_together() -> None:
    result = judged(articles("quay", 40, ads=6, untitled=2, both=3))
    assert result.patterns.rows() == [("quay", ".F", 2), ("quay", "F.", 6), ("quay", "FF", 3)]
    assert dict(result.patterns.schema) == PATTERN_SCHEMA
