"""A quick look in front of a careful one lets through whatever that would find, and what is found stays the same."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import CHECKS, Check, Evidence
from newsgate.checks.dateline import datelines
from newsgate.checks.evidence import matches, where
from newsgate.checks.markup import _TAG, _tags
from newsgate.checks.promos import _BRACKET_BEGINS, _BRACKETED
from newsgate.checks.scrambled import _AT_ONCE, _likely
from newsgate.checks.wire import _prose

from .judging import cases_of, fields_of, frame_of

_NAMES = st.sampled_from(
    ["p", "a", "IMG", "fb:like", "o:p", "ACM", "script async", "!doctype html", "/span", "/DIV ", "!--"]
)
_FILLING = st.sampled_from(["x", "=", "é ", "\n", ' class="lead"', "]]>", "/"])
_LENGTHS = st.sampled_from([0, 1, 3, 98, 99, 100, 101, 198, 201, 1_990, 1_999, 2_000, 2_001])
_TAGS = st.builds(
    lambda name, first, times, then, again, end: f"<{name}{first * times}{then}{first * again}{end}",
    _NAMES, _FILLING, _LENGTHS, st.sampled_from(["", " ", " src=", "="]), _LENGTHS,
    st.sampled_from([">", "/>", "", "<"]),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.one_of(_TAGS, st.sampled_from(["The vote passed. ", "1 < 2 and 3 > 2", "\n"])), max_size=4))
def test_tags_are_marked_alike_without_their_bounds(pieces: list[str]) -> None:
    page = pl.DataFrame({"body": ["".join(pieces)]})
    assert page.select(_tags(pl.col("body"))).equals(page.select(matches(pl.col("body"), _TAG)))


def _texts_of(name: str) -> list[dict[str, Any]]:
    return [fields_of(case) for kind in ("wild", "innocent") for check, case in cases_of(kind) if check == name]


def _evidence(check: Check) -> dict[str, Evidence]:
    return {column: check.evidence(column, {}) for column in check.columns}


_MARKED = [
    name
    for name, check in CHECKS.items()
    if name != "no_pattern" and any(found.marked for found in _evidence(check).values())
]


@pytest.mark.parametrize("name", _MARKED)
def test_the_first_text_is_that_of_the_first_mark(name: str) -> None:
    check = CHECKS[name]
    articles = frame_of([*check.bad, *check.good, *_texts_of(name)])
    for found in _evidence(check).values():
        both = articles.select(first=found.first, marks=found.marks).select(
            "first", beside=found.first_beside(pl.col("marks"))
        )
        assert both["first"].to_list() == both["beside"].to_list()
        assert both["first"].null_count() < articles.height or len(check.columns) > 1


def test_no_more_is_marked_than_the_checks_say() -> None:
    assert {"no_footer_boilerplate", "no_inline_promos", "captions_apart", "article_present"} <= set(_MARKED)


@pytest.mark.parametrize("fields", [fields for name in CHECKS for fields in _texts_of(name) if fields.get("body")])
def test_brackets_begin_where_promotions_stand_in_them(fields: dict[str, Any]) -> None:
    text = pl.Series([fields["body"]])
    assert text.str.contains(_BRACKET_BEGINS)[0] or not text.str.contains(_BRACKETED)[0]


def test_what_a_quick_look_rules_out_is_an_empty_text() -> None:
    texts = pl.DataFrame({"text": ["a tram", "a ferry", None], "may_be": [True, False, None]})
    assert texts.select(where(pl.col("may_be"), pl.col("text")))["text"].to_list() == ["a tram", "", ""]


@settings(deadline=None)
@given(st.text(alphabet="eE tT<>=4@F?C", min_size=60, max_size=60 * (_AT_ONCE + 3)))
def test_ciphers_are_likely_in_a_text_whose_parts_they_are_likely_in(text: str) -> None:
    parts = [text[i : i + 60] for i in range(0, len(text), 60)]
    by_part = {shift for part in parts if len(part) == 60 for shift in _likely(part, 60, 6.0)}
    whole = text[: len(text) // 60 * 60]
    assert set(_likely(whole, 60, 6.0)) == by_part


def test_the_places_of_datelines_are_those_of_the_page() -> None:
    pages = [
        '<div class="a"><p><b>OSLO, <i>May 4</i> (Reuters)</b> - Rain fell on the capital.</p>',
        "OSLO, May 4 (Reuters) - Rain fell on the capital.",
        f'<p data-x="{"x" * 3_000}">OSLO, May 4 (Reuters) - Rain fell on the capital.</p>',
    ]
    for page, found in zip(pages, datelines(pl.Series(pages)), strict=True):
        assert page[found["start"] : found["end"]] == found["text"]
        assert found["text"].startswith("OSLO")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Oslo</p>by ann@example.org", "Oslo\nby"),
        ("<pé>Oslo <b>fell</b>", "Oslo  fell"),
        ("see www.example.org, https://example.org/1 and wwwhy", "see     and wwwhy"),
        ("plain", "plain"),
        (None, None),
    ],
)
def test_pages_are_read_without_tags_and_addresses(page: str | None, words: str | None) -> None:
    assert _prose(pl.Series([page], dtype=pl.String)).to_list() == [words]
