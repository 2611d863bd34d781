"""The same story elsewhere, and lines that recur with the rules that catch them. All texts are invented."""

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsgate as ng
from newsgate.expectations.result import Result
from newsgate.reports.looking_up import numbered
from newsgate.reports.recurring_lines import recurring_lines, rule
from newsgate.reports.related import difference, story_boxes

from ..drawing import examples

STORY = (
    "The harbour council of Varnholm voted on Monday to close the old fish market after ninety years, citing the cost "
    "of repairs to its iron roof. Traders who have rented the forty stalls for generations said that they had learnt "
    "of the decision from the radio, and that no other hall on the quay has cold rooms."
)
COPIES = "suite: s\nexpectations:\n  - {expect: duplicates_linked}\n"
LINES = "suite: s\nexpectations:\n  - {expect: no_recurring_lines}\n"


def story(**others: str) -> Result:
    rows: list[dict[str, str | None]] = [
        {"article_id": "a", "source": "quay", "body": STORY, "published_at": "2026-03-02T08:00"},
        {
            "article_id": "b",
            "source": "pier",
            "body": STORY.replace("Monday", "Tuesday"),
            "published_at": "2026-03-01T08:00",
        },
        {"article_id": "c", "source": "dock", "body": STORY + " Nobody wept.", "published_at": None},
    ]
    frame = pl.DataFrame([{**row, **others} for row in rows])
    frame = frame.with_columns(pl.col("published_at").str.to_datetime("%Y-%m-%dT%H:%M", time_zone="UTC"))
    return ng.check(ng.Corpus.from_frame(frame), ng.parse_suite(COPIES))


def test_the_first_to_publish_comes_first_and_undated_last() -> None:
    box = story_boxes(story(), ["quay"], "excerpt")["quay"]
    assert [(m.letter, m.source) for m in box.members] == [("A", "pier"), ("B", "quay (this source)"), ("C", "dock")]
    assert box.lede.startswith(
        "3 articles in 3 sources tell one story; 3 of 3 pairs that share their text are not linked."
    )
    assert "pier published it first, as far as dates are known (2026-03-01)." in box.lede
    assert box.graph.count('class="unlinked"') == 3


def test_copies_are_held_against_the_canonical_text() -> None:
    box = story_boxes(story(), ["quay"], "excerpt")["quay"]
    assert "<del>Tuesday </del><ins>Monday </ins>" in str(box.members[1].text)
    assert "<ins>Nobody wept.</ins>" in str(box.members[2].text)


def test_the_article_that_others_name_is_canonical() -> None:
    box = story_boxes(story(duplicate_of="c"), ["quay"], "excerpt").get("quay")
    assert box is None or box.members[2].note.startswith("the text that the others are held against")


def test_no_text_is_shown_where_none_is_to_be() -> None:
    box = story_boxes(story(), ["quay"], "none")["quay"]
    assert {member.text for member in box.members} == {None}


def test_differences_are_short() -> None:
    shown = difference("word " * 500, "other " * 500, 240)
    assert len(re.sub(r"<[^>]*>", "", shown)) <= 260


def test_what_did_not_change_is_passed_over() -> None:
    words = [f"w{n}" for n in range(60)]
    shown = difference(" ".join(words), " ".join([*words[:30], "new", *words[30:]]), 240)
    assert "<ins>new </ins>" in shown
    assert "w24 w25 w26 w27 w28 w29" in shown
    assert "w10" not in shown


def daily(line: str, source: str = "quay") -> list[dict[str, str]]:
    stories = (
        "The tram depot of Pellmark burnt for the second time in a year.", "Ferries wait until the ice has gone.",
        "Nobody rents the forty stalls of the old fish market.", "Snow fell on the hills of Varnholm in June.",
        "A swan decided the regatta of Osterby.",
    )  # fmt: skip
    return [
        {"article_id": f"{source}-{n}", "source": source, "title": "T", "body": f"{text}\n{line.format(n + 2)}"}
        for n, text in enumerate(stories)
    ]


@pytest.mark.parametrize(
    "line", ["Get the Courier's morning briefing (free!)", "{} comments [+]", "Read more: $5 a month?"]
)
@pytest.mark.parametrize("source", ["quay", "*[a-z]?", "no: yes #1", "ÿ 東京 'x'"])
def test_a_rule_that_is_offered_catches_the_line(line: str, source: str) -> None:
    rows = daily(line, source)
    result = ng.check(pl.DataFrame(rows), ng.parse_suite(LINES))
    (found,) = recurring_lines(result, numbered(result, [source]), {source: 5}, "excerpt")[source]
    assert (found.articles, found.share, found.caught) == ("5", "100%", "")
    suite = ng.parse_suite("suite: s\nexpectations:\n" + "".join(f"  {one}\n" for one in found.rule.splitlines()))
    other = [{**row, "source": "other", "article_id": f"o{n}"} for n, row in enumerate(rows)]
    again = ng.check(pl.DataFrame(rows + other), suite)
    (verdict,) = again.expectations
    assert {s.source: s.counts.unexpected for s in verdict.sources}[source] == 5
    assert not again.findings["article_id"].str.starts_with("o").any()


def test_what_else_catches_a_line_is_said() -> None:
    suite = ng.parse_suite(LINES + "  - {expect: no_pattern, with: {pattern: briefing}}\n")
    result = ng.check(pl.DataFrame(daily("Get the Courier's morning briefing")), suite)
    findings = numbered(result, ["quay"])
    (found,) = recurring_lines(result, findings, {"quay": 5}, "excerpt")["quay"]
    assert found.caught == "no_pattern"
    assert recurring_lines(result, findings, {"quay": 5}, "none") == {}


@settings(max_examples=examples(60), deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)
)
def test_every_rule_is_yaml_and_a_pattern_that_matches_its_line(line: str) -> None:
    written = rule(line, "quay", whole_line=False)
    suite = ng.parse_suite("suite: s\nexpectations:\n" + "".join(f"  {one}\n" for one in written.splitlines()))
    pattern = str(suite.expectations[0].parameters["pattern"])
    assert pl.Series([f"x {line} y"]).str.contains(pattern).all()
