"""The story that every report tells: numbers, order, and the verdict in sentences."""

from dataclasses import replace

import polars as pl
import pytest

from newsgate.expectations import Counts, Limits
from newsgate.expectations.result import FailOn
from newsgate.reports.pages import Index, Settings, pages_of
from newsgate.reports.sentences import Sentence, verdict_of
from newsgate.reports.story import Breach, Story
from newsgate.reports.words import allowed, both_limits, count, excess, limit, listed, percent, whole_percent

from .making import articles, judged

TWO = "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9}\n  - {expect: %s}\n"


def told(breaches: list[Breach]) -> list[tuple[str, str, str]]:
    return [(breach.word, breach.verdict.expectation.id, breach.name) for breach in breaches]


# Numbers and words.


@pytest.mark.parametrize(
    ("share", "may_fail", "expected"),
    [
        (0.0, None, "0%"), (1.0, None, "100%"), (0.4, None, "40%"), (0.0104, 0.01, "1.04%"), (0.101, 0.1, "10.1%"),
        (0.9996, None, "99.96%"), (0.00004, None, "0.004%"), (1e-9, None, "<0.001%"), (0.025, None, "2.5%"),
        (0.01, 0.01, "1%"), (0.0996, 0.1, "9.96%"),
    ],
)  # fmt: skip
def test_a_share_is_never_rounded_to_none_all_or_its_limit(share: float, may_fail: float | None, expected: str) -> None:
    assert percent(share, may_fail) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, "0"), (1.0, "100"), (0.004, "<1"), (0.01, "1"), (0.096, "10"), (0.994, ">99"), (0.99, "99")],
)
def test_a_whole_share_is_never_none_or_all(share: float, expected: str) -> None:
    assert whole_percent(share) == expected


def test_limits_are_said_as_the_suite_has_them() -> None:
    assert limit(1 - 0.995) == "0.5%"
    assert both_limits(Limits(error=0.99)) == "1%"
    assert both_limits(Limits(warning=0.99)) == "1% (warning)"
    assert both_limits(Limits(error=0.6, warning=0.95)) == "40% (warns over 5%)"


def test_what_may_fail_follows_the_limit_that_was_broken() -> None:
    limits = Limits(error=0.6, warning=0.95)
    assert allowed(limits, "fail") == pytest.approx(0.4)
    assert allowed(limits, "warn") == pytest.approx(0.05)
    assert allowed(Limits(error=0.9), "pass") == pytest.approx(0.1)
    assert excess(Counts(element=100, unexpected=50), limits, "fail") == pytest.approx(10)


def test_counts_and_lists_are_grammatical() -> None:
    assert (count(1, "source"), count(2, "source"), count(1200, "record was", "records were")) == (
        "1 source", "2 sources", "1,200 records were",
    )  # fmt: skip
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"


# What is worst.


def test_sources_are_ranked_by_articles_above_the_limit() -> None:
    story = Story(judged(articles("aft", 40, bad=5) + articles("bow", 40, bad=30) + articles("cabin", 40)))
    assert story.ranked == ("bow", "aft", "cabin")
    assert story.articles == {"aft": 40, "bow": 40, "cabin": 40}


def test_an_error_weighs_three_times_a_warning() -> None:
    suite = (
        "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: 1.0}\n"
        "  - {expect: no_pattern, with: {pattern: gull}, severity: warning, mostly: 1.0}\n"
    )
    warned = [{**row, "body": "A gull."} if i < 5 else row for i, row in enumerate(articles("aft", 20))]
    assert Story(judged(warned + articles("bow", 20, bad=2), suite)).ranked == ("bow", "aft")
    assert Story(judged(warned + articles("bow", 20, bad=1), suite)).ranked == ("aft", "bow")


def test_what_is_only_noted_does_no_damage() -> None:
    suite = "suite: s\nexpectations:\n  - {expect: no_ad_markers, severity: info, mostly: 1.0}\n"
    story = Story(judged(articles("aft", 20) + articles("bow", 20, bad=9), suite))
    assert story.damage("bow") == 0


def test_small_sources_are_one_breach_told_by_the_worst_of_them() -> None:
    rows = [row for i, bad in enumerate([0, 1, 4, 2]) for row in articles(f"inlet-{i}", 5, bad=bad)]
    story = Story(judged(rows + articles("quay", 40, bad=5)))
    together, quay = story.breaches()
    assert told([together, quay]) == [
        ("fails", "no_ad_markers", "4 small sources together"), ("fails", "no_ad_markers", "quay"),
    ]  # fmt: skip
    assert together.together
    assert (together.counts.unexpected, together.counts.evaluated) == (7, 20)
    assert [s.source for s in together.members] == ["inlet-2", "inlet-3", "inlet-1", "inlet-0"]
    assert together.worst.source == "inlet-2"
    assert together.excess == pytest.approx(5)
    assert not quay.together
    assert quay.worst.source == "quay"
    assert story.small == {f"inlet-{i}" for i in range(4)}
    sum_of_all = story.together(story.result.expectations[0])
    assert sum_of_all is not None
    assert sum_of_all.counts == together.counts


def test_small_sources_with_limits_of_their_own_are_judged_apart() -> None:
    suite = "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9, sources: {'blog-*': {mostly: 0.5}}}\n"
    rows = [row for name in ("blog-a", "blog-b", "paper-a", "paper-b") for row in articles(name, 5, bad=4)]
    breaches = Story(judged(rows, suite)).breaches()
    assert [[s.source for s in breach.members] for breach in breaches] == [["paper-a", "paper-b"], ["blog-a", "blog-b"]]
    assert [breach.allowed for breach in breaches] == pytest.approx([0.1, 0.5])


def test_breaches_are_told_worst_first_and_notes_last() -> None:
    suite = (
        "suite: s\nexpectations:\n  - {expect: no_pattern, id: noted, with: {pattern: ferry}, severity: info}\n"
        "  - {expect: no_pattern, id: warned, with: {pattern: ferry}, severity: warning}\n"
        "  - {expect: no_ad_markers, mostly: 0.9}\n"
    )
    breaches = Story(judged(articles("aft", 40, bad=8) + articles("bow", 40, bad=30), suite)).breaches()
    assert told(breaches) == [
        ("fails", "no_ad_markers", "bow"), ("fails", "no_ad_markers", "aft"), ("warns", "warned", "aft"),
        ("warns", "warned", "bow"), ("noted", "noted", "aft"), ("noted", "noted", "bow"),
    ]  # fmt: skip


def test_the_index_lists_what_the_story_tells_in_its_order() -> None:
    rows = [row for i, bad in enumerate([0, 1, 4, 2]) for row in articles(f"inlet-{i}", 5, bad=bad)]
    rows += articles("aft", 40, bad=8) + articles("bow", 40, bad=30)
    story = Story(judged(rows, TWO % "title_present"))
    settings = Settings()
    index = Index(story, settings).page(pages_of(story, settings, story.ranked))
    assert [(over.expectation, over.name) for over in index.blocking] == [b[1:] for b in told(story.breaches())]
    assert [row.name for row in index.rows] == list(story.ranked)


def test_examples_are_those_of_the_sources_asked_for() -> None:
    story = Story(judged(articles("aft", 40, bad=8) + articles("bow", 40, bad=30)))
    assert {key: len(rows) for key, rows in story.examples(["bow"]).items()} == {("no_ad_markers", "bow"): 3}
    assert len(story.examples(story.ranked)) == 2


# The verdict.


def test_a_sentence_is_shortened_where_it_must_be() -> None:
    sentence = Sentence("3 checks broke and judged nothing", ("3 checks broke", "3 broke"), ("a", "b"))
    assert sentence.whole == "3 checks broke and judged nothing: a and b"
    assert sentence.within(33) == "3 checks broke and judged nothing"
    assert sentence.within(32) == "3 checks broke"
    assert sentence.within(13) == sentence.within(0) == "3 broke"
    assert Sentence("no shorter form").within(3) == "no shorter form"


def test_sentences_say_where_and_what_blocks_comes_first() -> None:
    suite = (
        "suite: s\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9}\n"
        "  - {expect: no_pattern, with: {pattern: ferry}, severity: warning}\n  - {expect: published_at_plausible}\n"
        "  - {expect: no_pattern, id: gone, with: {pattern: x}, columns: [nowhere]}\n"
    )
    rows = articles("quay", 40, bad=9) + [row for i in range(3) for row in articles(f"inlet-{i}", 5, bad=2)]
    result = judged(rows, suite)
    rejects = pl.DataFrame({"origin": ["a"], "format": ["jsonl"], "reason": ["no JSON"]})
    result = replace(result, corpus=replace(result.corpus, rejects=rejects))
    verdict = verdict_of(Story(result))
    said = [verdict.headline.what, *(sentence.whole for sentence in verdict.others)]
    assert not verdict.opens
    assert said == [
        "1 record could not be read; the suite allows 0",
        "1 check broke and judged nothing: gone",
        "1 expectation fails in 1 of 4 sources and in 3 small sources judged together: no_ad_markers",
        "1 expectation could not be evaluated in 4 sources: published_at_plausible",
        "1 expectation warns in 1 of 4 sources and in 3 small sources judged together: no_pattern",
    ]
    assert [sentence.within(60) for sentence in (verdict.headline, *verdict.others)] == [
        "1 record could not be read; the suite allows 0",
        "1 check broke and judged nothing",
        "1 expectation fails in 1 of 4 sources and 3 small ones",
        "1 expectation could not be evaluated in 4 sources",
        "1 expectation warns in 1 of 4 sources and 3 small ones",
    ]
    order = [sentence.names for sentence in verdict_of(Story(result, "warning")).others]
    assert order.index(("no_pattern",)) < order.index(("published_at_plausible",))


@pytest.mark.parametrize(
    ("bad", "severity", "fail_on", "opens", "headline"),
    [
        (0, "error", "error", True, "All 1 expectation hold in 1 source"),
        (9, "error", "error", False, "1 expectation fails in 1 of 1 source"),
        (9, "error", "never", True, "No failure was asked to shut the gate"),
        (9, "warning", "error", True, "No blocking expectation fails"),
        (9, "warning", "warning", False, "1 expectation warns in 1 of 1 source"),
        (9, "info", "warning", True, "No blocking expectation fails"),
    ],
)
def test_the_headline_is_that_of_the_exit_code(
    bad: int, severity: str, fail_on: FailOn, opens: bool, headline: str
) -> None:
    suite = f"suite: s\nexpectations:\n  - {{expect: no_ad_markers, mostly: 0.9, severity: {severity}}}\n"
    result = judged(articles("quay", 30, bad=bad), suite)
    verdict = verdict_of(Story(result, fail_on))
    assert (verdict.opens, verdict.headline.what) == (opens, headline)
    assert opens == (result.exit_code(fail_on) == 0)


def test_a_share_that_is_exactly_its_limit_is_written_as_it_is() -> None:
    assert percent(0.01, 1 - 0.99) == "1%"
    assert percent(0.02, 1 - 0.98) == "2%"
