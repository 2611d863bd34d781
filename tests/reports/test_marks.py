"""Safe marking: whatever a text holds, it stays text."""

import json
import sys
import unicodedata

import pytest
from markupsafe import Markup

from newsgate.reports.marks import Span, annotated, changed, data, element, labelled, marked, named, visible

HOSTILE = "\"><script>alert('x')</script>&amp;"


def test_text_is_escaped() -> None:
    assert visible("<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\r", "\x7f", "\u00a0", "\u200b", "\u202e", "\u2066", "\ufeff"])
def test_unseen_characters_are_shown_by_code_point(character: str) -> None:
    shown = visible(f"a{character}b")
    assert character not in shown
    assert f">U+{ord(character):04X}</span>" in shown


def test_every_control_format_and_separator_character_is_unseen() -> None:
    spared = {"\t", "\n", " ", "\u3000"}
    missed = [
        f"U+{point:04X}"
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point)) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}
        and chr(point) not in spared
        and named(chr(point)) == chr(point)
    ]
    assert missed == []


def test_letters_of_any_script_are_left_alone() -> None:
    text = "Ærø, Zürich, Ελλάδα, 東京\u3000新聞, שלום, नमस्ते, e\u0301 🙂\n\tend"
    assert visible(text) == Markup(text)


def test_named_is_plain_text_for_attributes() -> None:
    assert named("a\u202eb") == "a[U+202E]b"
    assert named(7) == 7
    assert named(Markup("<b>\u200b</b>")) == Markup("<b>\u200b</b>")


def test_a_half_surrogate_can_be_written() -> None:
    assert b"U+D800" in visible("a\ud800b").encode()


def test_marking_escapes_every_segment() -> None:
    assert marked("<a><b><c>", [(3, 6)]) == "&lt;a&gt;<mark>&lt;b&gt;</mark>&lt;c&gt;"
    assert "<script" not in marked(HOSTILE, [(0, 5), (3, 12)])


def test_a_mark_cannot_split_an_escape() -> None:
    assert marked("a&b", [(1, 2)]) == "a<mark>&amp;</mark>b"


def test_overlapping_nested_and_touching_spans_become_one() -> None:
    assert marked("abcdefgh", [(4, 6), (1, 3), (2, 5), (2, 3), (6, 7)]) == "a<mark>bcdefg</mark>h"


def test_spans_outside_the_text_and_empty_ones_mark_nothing_more() -> None:
    assert marked("abc", [(-3, 1), (2, 99), (1, 1), (7, 9)]) == "<mark>a</mark>b<mark>c</mark>"


def test_offsets_are_code_points() -> None:
    assert marked("🙂🙂x🙂", [(2, 3)]) == "🙂🙂<mark>x</mark>🙂"


def test_line_ends_and_tabs_are_shown_within_a_mark_only() -> None:
    shown = marked("a\nb\tc", [(3, 4)])
    assert shown.startswith("a\nb<mark>")
    assert "U+0009" in shown
    assert "U+000A" not in shown


def test_marks_name_what_was_found_once_in_a_row() -> None:
    spans = [Span(0, 1, "a"), Span(2, 3, "a"), Span(4, 6, "b"), Span(5, 7, "c", soft=True), Span(8, 9, "c", soft=True)]
    assert annotated("0123456789", spans) == (
        '<mark>0</mark><span class="label">a</span>1<mark>2</mark>3<mark>456</mark><span class="label">b c</span>7'
        '<mark class="soft">8</mark><span class="label">c</span>9'
    )


def test_marks_that_only_touch_stay_apart() -> None:
    assert annotated("ab", [Span(0, 1), Span(1, 2)]) == "<mark>a</mark><mark>b</mark>"


def test_labels_changes_and_elements_are_escaped() -> None:
    assert "<script" not in annotated(HOSTILE, [Span(0, 9, HOSTILE)])
    assert "<script" not in labelled(HOSTILE, HOSTILE)
    assert "<script" not in changed([(kind, HOSTILE) for kind in ("", "del", "ins", "gap")])
    assert "<script" not in element("text", {"class": HOSTILE, "x": HOSTILE}, HOSTILE)
    assert "\u202e" not in element("text", {"class": "\u202e"}, "\u202e")


def test_data_for_the_script_can_close_nothing_and_is_plain_ascii() -> None:
    text = data({"</script><!--": ["\u2028\u202e&", HOSTILE]})
    assert text.isascii()
    assert not set("<>&") & set(text)
    assert json.loads(text) == {"</script><!--": ["\u2028\u202e&", HOSTILE]}
