"""Words: the compiled loop against plain Python, however a text was delivered and whether or not it has spaces."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgate.checks import shingles

from ..drawing import examples
from . import reference

HOSTILE = "aB1é É×ßÞ\u0301'’ \u00ad\u00a0<>/p&;#x\\un\"rt電ひ한мΣ🚋\ufdd0\ufeff。—\r\n0f"
#: Letters of Thai, Lao, Myanmar, Khmer and Arabic, what stands between them, and what is none.
UNSPACED = "กขค่ำລາວမြန်កម្ពសلمنا aZ0é🚋 ,"
THAI = "ไฟไหม้โรงรถรางของเมืองเป็นครั้งที่สองในปีนี้"
ARABIC = "احترقمستودعالترامللمرةالثانيةهذاالعاموتوقفتالخطوط"


def _read(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Hash of each word, and its first and last code point, as the compiled loop finds them."""
    data, offsets = shingles.text_bytes(pl.Series([text]))
    size = shingles.most_words(offsets)
    hashes, starts, ends = np.empty(size, np.uint64), np.empty(size, np.int64), np.empty(size, np.int64)
    count = shingles.words(data, offsets[0], offsets[1], hashes, starts, ends)
    assert count <= size
    raw = text.encode()
    places = zip(starts[:count].tolist(), ends[:count].tolist(), strict=True)
    return hashes[:count].tolist(), [(len(raw[:start].decode()), len(raw[:end].decode())) for start, end in places]


def _hashes(text: str) -> list[int]:
    return _read(text)[0]


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in _read(text)[1]]


def _assert_as_in_python(text: str) -> None:
    hashes, places = _read(text)
    expected = reference.words(text)
    assert places == [(word.start, word.end) for word in expected]
    pairs = set(zip(hashes, [word.text for word in expected], strict=True))
    assert len(pairs) == len({h for h, _ in pairs}) == len({word for _, word in pairs})


@settings(max_examples=examples(300), deadline=None)
@given(st.text(HOSTILE, max_size=60))
@example("")
@example("\\u電電 \\u00e9 \\users")
@example("<a b<c>d</e>f</>g <1>")
@example("&;&amp;&#39;&a b;&" + "x" * 31 + ";&" + "x" * 30 + ";")
@example(f"<a {'x' * 1996}>b</a><a {'x' * 1995}>b</a>")
def test_words_are_those_of_plain_python(text: str) -> None:
    _assert_as_in_python(text)


@settings(max_examples=examples(300), deadline=None)
@given(st.text(UNSPACED, max_size=80))
@example("م" * 32 + " " + "م" * 33)
@example("é" + "a" * 62 + " é" + "a" * 63)
@example("ก")
@example("\u10bf\u10c0 \u1780 \u17ff \u1800 \u0eff")
def test_letters_that_nothing_parts_are_read_as_in_plain_python(text: str) -> None:
    _assert_as_in_python(text)


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_is_read_as_in_plain_python(text: str) -> None:
    _assert_as_in_python(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Depot BURNT", "the depot burnt"),
        ("ÉVRY ÅLESUND ÞÓR", "évry ålesund þór"),
        ("Rindal's vow", "Rindal’s vow"),
        ("Rindal's vow", "Rindal&#39;s vow"),
        ("Rindal's vow", "Rindal&rsquo;s vow"),
        ("Rindal’s vow", "Rindal\\u2019s vow"),
        ("a depot", "a&DoubleLongLeftRightArrow;depot"),
        ("it burnt. Then", "it burnt.\\n\\nThen"),
        ("it burnt. Then", "<p class=\"lead\">it burnt.</p>\r\n<br/>Then"),
        ("it burnt", "it\u00a0burnt"),
        ("it burnt", "it—burnt"),
        ("市電、焼失", "市 電 焼 失"),
        ("tram電車", "tram 電 車"),
        (THAI, f"« {THAI} »"),
    ],
)  # fmt: skip
def test_the_same_words_however_they_were_delivered(one: str, other: str) -> None:
    assert _hashes(one) == _hashes(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("depot", "depots"), ("evry", "évry"), ("ab", "a b"), ("電車", "車電"), ("a b", "b a"), ("กข", "ขก")],
)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert _hashes(one) != _hashes(other)


def test_hangul_is_read_in_words_and_kana_by_character() -> None:
    assert len(_words("전차 차고")) == 2
    assert len(_words("ひらがな")) == 4


@pytest.mark.parametrize("text", [THAI, "ໄຟໄໝ້ສາງລົດລາງ", "ဓာတ်ရထားစက်ရုံ", "ឃ្លាំងរថភ្លើង"])
def test_scripts_without_spaces_are_read_letter_by_letter(text: str) -> None:
    assert _words(text) == list(text)


def test_letters_without_spaces_are_the_same_wherever_they_were_cut() -> None:
    whole, cut = _hashes(THAI), _hashes(THAI[9:])
    assert whole[9:] == cut
    assert _hashes(f"ดู{THAI}")[2:] == whole


def test_arabic_is_read_in_words_until_its_spaces_are_lost() -> None:
    spaced = "احترق مستودع الترام للمرة الثانية"
    assert _words(spaced) == spaced.split()
    assert _words(ARABIC) == list(ARABIC)
    assert _words(ARABIC[:32]) == [ARABIC[:32]]


def test_no_word_begins_with_an_ascii_letter_where_nothing_parts_words() -> None:
    assert _words("กขABคง12จ") == list("กขคงจ")
    assert _hashes("กขABคง") != _hashes("กขคง")  # they are part of the words before them


def test_a_word_of_a_thousand_ascii_letters_is_one() -> None:
    assert _words("x" * 1_000 + " y") == ["x" * 1_000, "y"]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.none() | st.text(HOSTILE + UNSPACED, max_size=30), max_size=6))
def test_texts_side_by_side_do_not_run_into_each_other(texts: Sequence[str | None]) -> None:
    data, offsets = shingles.text_bytes(pl.Series(texts, dtype=pl.String))
    size = shingles.most_words(offsets)
    hashes, places = np.empty(size, np.uint64), np.empty(size, np.int64)
    for n, text in enumerate(texts):
        count = shingles.words(data, offsets[n], offsets[n + 1], hashes, places, places)
        assert hashes[:count].tolist() == _hashes(text or "")


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.sampled_from("abcdef"), max_size=40))
def test_five_grams_have_one_hash_if_they_are_the_same_five_words(letters: list[str]) -> None:
    text = " ".join(letters)
    data, offsets = shingles.text_bytes(pl.Series([text]))
    size = shingles.most_words(offsets)
    hashes, places = np.empty(size, np.uint64), np.empty(size, np.int64)
    count = shingles.words(data, offsets[0], offsets[1], hashes, places, places)
    grams = hashes[: shingles.five_grams(hashes, count)].tolist()
    pairs = set(zip(grams, reference.shingles(text), strict=True))
    assert len(pairs) == len({gram for gram, _ in pairs}) == len({own for _, own in pairs})
