"""Excerpts: short, marked, on the right lines, and nothing left out without a word. All texts are invented."""

import re

from hypothesis import given
from hypothesis import strategies as st

from newsgate.reports.excerpts import LONGEST, MOST, WHOLE, alone, pieces, whole
from newsgate.reports.marks import Span


def plain(html: str) -> str:
    """The text of a piece without labels and tags."""
    bare = re.sub(r'<span class="label">[^<]*</span>', "", html)
    return re.sub(r"<[^>]*>", "", bare).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_a_mark_stands_on_its_line_with_its_number() -> None:
    text = "The ferry sailed.\n\nAt noon [ad_1] the crew waved.\nThen it was gone."
    (piece,) = pieces(text, [Span(text.index("[ad_1]"), text.index("[ad_1]") + 6, "no_ad_markers")], "body")
    assert (piece.place, plain(piece.text), piece.left_out) == ("3", "At noon [ad_1] the crew waved.", "")
    assert "<mark>[ad_1]</mark>" in piece.text


def test_places_far_apart_are_excerpts_of_their_own() -> None:
    text = f"x1 {'word ' * 200}x2 {'word ' * 200}x3"
    found = pieces(text, [Span(text.index(x), text.index(x) + 2) for x in ("x1", "x2", "x3")], "body")
    assert [re.findall(r"<mark>(x\d)</mark>", piece.text) for piece in found] == [["x1"], ["x2"], ["x3"]]
    assert plain(found[1].text).startswith("…word")
    assert plain(found[1].text).endswith("word…")


def test_a_long_mark_is_cut_and_says_so() -> None:
    (piece,) = pieces("a" * 1_000, [Span(0, 1_000)], "body")
    assert piece.left_out == "the mark goes on for 762 more characters"


def test_more_places_than_are_shown_are_counted() -> None:
    text = ("word " * 100 + "x1 ") * (MOST + 3)
    spans = [Span(found.start(), found.end()) for found in re.finditer("x1", text)]
    found = pieces(text, spans, "title")
    assert len(found) == MOST
    assert found[-1].left_out == "3 more places in this field"
    assert {piece.place for piece in found} == {"title"}


def test_blanks_that_are_the_defect_are_shown() -> None:
    (piece,) = pieces("One.\n\n\nTwo.", [Span(4, 7)], "body")
    assert piece.text.count("U+000A") == 3


@given(
    st.text(alphabet="ab \n\u200b<", max_size=700),
    st.lists(st.tuples(st.integers(0, 700), st.integers(1, 300)), max_size=12),
)
def test_excerpts_are_parts_of_the_text_and_short(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(len(text), start + length)) for start, length in places if start < len(text)]
    found = pieces(text, spans, "body")
    assert bool(found) == bool(spans) or not text.strip()
    for piece in found:
        shown = plain(piece.text).replace("U+200B", "\u200b").replace("U+000A", "").strip("…")
        assert len(shown) <= LONGEST
        assert shown in text
    assert sum(len(plain(piece.text)) for piece in found) <= MOST * (LONGEST + 2) * 8


def test_a_whole_text_is_shown_line_by_line() -> None:
    found = whole("One [ad_1].\n\nTwo.", [Span(4, 10, "no_ad_markers")], "body")
    assert [(piece.place, plain(piece.text)) for piece in found] == [("1", "One [ad_1]."), ("3", "Two.")]
    assert "<mark>[ad_1]</mark>" in found[0].text


def test_a_very_long_whole_text_is_cut_and_says_so() -> None:
    found = whole("a" * (WHOLE + 5), [], "body")
    assert found[-1].left_out == "5 more characters"


def test_a_finding_without_its_text_is_shown_by_itself() -> None:
    row = {"field": "body", "expectation": "no_ad_markers", "severity": "error", "evidence": "[ad_1]", "start": 7}
    assert alone(row).place == "body 8"
    assert "<mark>[ad_1]</mark>" in alone(row).text
    assert "<mark>" not in alone({**row, "start": None}).text
    assert plain(alone({**row, "start": None, "evidence": None}).text) == "(empty)"
