"""Safe marking: whatever a text holds, it stays text."""

import sys
import unicodedata

import pytest
from markupsafe import Markup

from newsgate.reports.marks import marked, named, rate_bar, visible

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


@pytest.mark.parametrize(("share", "width"), [(-1.0, 0.0), (0.0, 0.0), (0.25, 100.0), (1.0, 200.0), (7.0, 200.0)])
def test_a_bar_grows_with_the_square_root_and_stays_in_its_box(share: float, width: float) -> None:
    assert f'<rect class="stop" x="0" y="4" width="{width}"' in rate_bar(share, 0.1, "stop")


def test_a_bar_escapes_its_class() -> None:
    assert "<script" not in rate_bar(0.5, 0.1, HOSTILE)
