"""Words, shingles and copies: the compiled loops against plain Python, and the cases that matter."""

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgate.checks import copies as copies_module
from newsgate.checks import shingles
from newsgate.checks.copies import COPY, MAX_BEARERS, MAX_COPIES, copies
from newsgate.checks.facts import twins

from . import reference
from .judging import frame_of
from .reference import Copy

#: Stories of fifteen words each, none of which shares a word with another.
BLOCKS = [" ".join(f"{chr(97 + b)}{chr(97 + w)}{b}{w}" for w in range(15)) for b in range(8)]
STORY = " ".join(BLOCKS[:4])
HOSTILE = "aB1é É×ßÞ\u0301'’ \u00ad\u00a0<>/p&;#x\\un\"rt電ひ한мΣ🚋\ufdd0\ufeff。—\r\n0f"


def _words(text: str) -> list[tuple[int, int]]:
    """First and last code point of each word, as the compiled loop finds them."""
    data, offsets = shingles.text_bytes(pl.Series([text]))
    size = len(data) + 1
    hashes, starts, ends = np.empty(size, np.uint64), np.empty(size, np.int64), np.empty(size, np.int64)
    count = shingles.words(data, offsets[0], offsets[1], hashes, starts, ends)
    raw = text.encode()
    places = zip(starts[:count].tolist(), ends[:count].tolist(), strict=True)
    return [(len(raw[:start].decode()), len(raw[:end].decode())) for start, end in places]


def _hashes(text: str) -> list[int]:
    data, offsets = shingles.text_bytes(pl.Series([text]))
    size = len(data) + 1
    hashes, places = np.empty(size, np.uint64), np.empty(size, np.int64)
    count = shingles.words(data, offsets[0], offsets[1], hashes, places, places)
    return [int(h) for h in hashes[:count]]


def _copies(bodies: Mapping[str, str | None], **more: Mapping[str, str | None]) -> dict[str, list[dict[str, Any]]]:
    articles = [
        {"article_id": name, "body": body, **{field: values.get(name) for field, values in more.items()}}
        for name, body in bodies.items()
    ]
    told = copies(frame_of(list(articles)))
    assert told.dtype == pl.List(COPY)
    return dict(zip(bodies, [found or [] for found in told.to_list()], strict=True))


def _as_reference(found: dict[str, list[dict[str, Any]]]) -> dict[str, set[Copy]]:
    return {
        name: {Copy(one["article_id"], one["tier"], one["containment"]) for one in told} for name, told in found.items()
    }


def _pairs(found: dict[str, list[dict[str, Any]]]) -> set[frozenset[str]]:
    return {frozenset((name, one["article_id"])) for name, told in found.items() for one in told}


@settings(max_examples=300, deadline=None)
@given(st.text(HOSTILE, max_size=60))
@example("")
@example("\\u電電 \\u00e9 \\users")
@example("<a b<c>d</e>f</>g <1>")
@example("&;&amp;&#39;&a b;&" + "x" * 31 + ";")
def test_words_stand_where_plain_python_finds_them(text: str) -> None:
    assert _words(text) == [(word.start, word.end) for word in reference.words(text)]


@settings(max_examples=200, deadline=None)
@given(st.text(HOSTILE, max_size=40), st.text(HOSTILE, max_size=40))
def test_two_words_have_one_hash_if_they_are_one_word(one: str, other: str) -> None:
    by_hash = dict(zip(_hashes(one + " " + other), [w.text for w in reference.words(one + " " + other)], strict=True))
    assert len(set(by_hash.values())) == len(by_hash)
    again = {word.text for word in reference.words(one)}
    assert {by_hash[h] for h in _hashes(one) if h in by_hash} <= again


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
    ],
)  # fmt: skip
def test_the_same_words_however_they_were_delivered(one: str, other: str) -> None:
    assert _hashes(one) == _hashes(other)


@pytest.mark.parametrize(
    ("one", "other"), [("depot", "depots"), ("evry", "évry"), ("ab", "a b"), ("電車", "車電"), ("a b", "b a")]
)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert _hashes(one) != _hashes(other)


def test_hangul_is_read_in_words_and_kana_by_character() -> None:
    assert len(_words("전차 차고")) == 2
    assert len(_words("ひらがな")) == 4


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), max_size=7), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_copies_are_those_of_plain_python(made_of: list[list[int]], chance: random.Random) -> None:
    joints = [" ", "\n\n", "</p><p>", ". ", "\\n", "🚋 "]
    bodies = {f"a{n}": chance.choice(joints).join(BLOCKS[b] for b in blocks) for n, blocks in enumerate(made_of)}
    found = _copies(dict(bodies))
    assert _as_reference(found) == reference.copies(bodies)
    for name, told in found.items():
        for one in told:
            assert (one["start"], one["end"]) == reference.passage(bodies[name], bodies[one["article_id"]])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), max_size=5), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_decides_nothing(made_of: list[list[int]], chance: random.Random) -> None:
    bodies: dict[str, str | None] = {f"a{n}": " ".join(BLOCKS[b] for b in blocks) for n, blocks in enumerate(made_of)}
    names = list(bodies)
    chance.shuffle(names)
    links = {name: chance.choice([*bodies, None]) for name in bodies}
    shuffled = {name: bodies[name] for name in names}
    assert _copies(bodies, duplicate_of=links) == {n: _copies(shuffled, duplicate_of=links)[n] for n in bodies}


def test_identical_texts_each_pair_with_the_first_by_id() -> None:
    found = _copies({"c": STORY, "a": STORY.upper(), "b": f"<p>{STORY}</p>", "d": BLOCKS[6]})
    assert _as_reference(found) == {
        "a": {Copy("b", "exact", 1.0), Copy("c", "exact", 1.0)},
        "b": {Copy("a", "exact", 1.0)},
        "c": {Copy("a", "exact", 1.0)},
        "d": set(),
    }
    (only,) = found["b"]
    assert (only["start"], only["end"]) == (3, 3 + len(STORY))


@pytest.mark.parametrize("body", ["", None, "word", "one two three four", "\u00a0\r\n", "<p></p>", "🚋"])
def test_texts_of_under_five_words_are_nobodys_copies(body: str | None) -> None:
    assert _pairs(_copies({"a": body, "b": body, "c": STORY})) == set()


def test_no_articles_have_no_copies() -> None:
    assert copies(frame_of([])).to_list() == []


def test_a_million_characters_are_a_text_like_any_other() -> None:
    chance = random.Random(7)
    vocabulary = [f"w{n}" for n in range(5_000)]
    long = " ".join(chance.choice(vocabulary) for _ in range(190_000))
    assert len(long) > 1_000_000
    found = _copies({"a": "🚋 " + long, "b": long[:600_000], "c": "x" * 1_000_000, "d": "<a " + "&" * 500_000})
    assert _pairs(found) == {frozenset("ab")}
    assert found["a"][0]["tier"] == "near"
    assert found["a"][0]["containment"] == pytest.approx(1, abs=1e-3)
    assert found["a"][0]["start"] == 2


@pytest.mark.parametrize(
    "links", [{"b": "a"}, {"a": "b"}, {"a": "wire-1", "b": "wire-1"}, {"a": "b", "b": "a"}, {"a": "b", "b": "wire-1"}]
)
def test_a_pair_is_linked_by_one_of_its_two_or_by_both(links: dict[str, str | None]) -> None:
    found = _copies({"a": STORY, "b": STORY}, duplicate_of=links)
    assert [one["linked"] for told in found.values() for one in told] == [True, True]


@pytest.mark.parametrize(
    "links", [{}, {"a": "a"}, {"a": "a", "b": "b"}, {"a": "c"}, {"a": "", "b": ""}, {"a": "c", "b": "d"}]
)
def test_a_link_to_itself_or_elsewhere_or_to_nobody_is_none(links: dict[str, str | None]) -> None:
    found = _copies({"a": STORY, "b": STORY}, duplicate_of=links)
    assert [one["linked"] for told in found.values() for one in told] == [False, False]


def test_two_that_name_the_same_are_linked_even_if_one_has_no_id() -> None:
    rows = [{"article_id": name, "body": STORY, "duplicate_of": "wire-1"} for name in ("a", None)]
    told = copies(frame_of(list(rows)))
    assert [one["linked"] for found in told.to_list() for one in found] == [True, True]


def test_two_hundred_copies_are_listed_up_to_a_bound() -> None:
    found = _copies({f"a{n:03}": STORY for n in range(200)})
    assert len(found["a000"]) == MAX_COPIES == 20
    assert [one["article_id"] for one in found["a000"]] == [f"a{n:03}" for n in range(1, 21)]
    assert all([one["article_id"] for one in told] == ["a000"] for name, told in found.items() if name != "a000")


def test_a_bounded_list_keeps_what_nobody_has_linked() -> None:
    links: dict[str, str | None] = {f"a{n:03}": "a000" for n in range(1, 199)}
    found = _copies({f"a{n:03}": STORY for n in range(200)}, duplicate_of=links)
    assert [one["article_id"] for one in found["a000"] if not one["linked"]] == ["a199"]


def _with_footer(texts: int) -> dict[str, str | None]:
    footer = " ".join(f"footer{n}" for n in range(40))
    return {f"a{t:02}": " ".join(f"t{t}w{w}" for w in range(30)) + " " + footer for t in range(texts)}


def test_what_sixty_texts_share_is_boilerplate_and_no_copy() -> None:
    assert _pairs(_copies(_with_footer(60))) == set()
    assert _pairs(_copies(_with_footer(MAX_BEARERS + 1))) == set()


def test_what_fifty_texts_share_is_still_their_own() -> None:
    assert len(_pairs(_copies(_with_footer(10)))) == 45
    few = _copies(_with_footer(MAX_BEARERS))
    assert all(len(told) == MAX_COPIES for told in few.values())


def test_boilerplate_makes_no_copy_less_of_a_copy() -> None:
    footer = " ".join(f"footer{n}" for n in range(40))
    passage = " ".join(f"p{n}" for n in range(20))
    own = {name: " ".join(f"{name}{n}" for n in range(8)) for name in ("x", "y")}
    bodies = {**_with_footer(60), **{name: f"{words} {passage} {footer}" for name, words in own.items()}}
    found = _copies(bodies)
    assert [(one["article_id"], one["tier"]) for one in found["x"]] == [("y", "near")]
    assert _pairs(found) == {frozenset("xy")}


def test_identical_copies_bear_boilerplate_once() -> None:
    found = _copies({f"a{n:02}": STORY for n in range(60)} | {"b": STORY + " and more"})
    assert {one["tier"] for one in found["b"]} == {"near"}
    assert [one["article_id"] for one in found["b"]] == ["a00"]


def test_of_two_passages_of_one_length_the_first_is_shown() -> None:
    found = _copies({"a": f"{BLOCKS[0]} x y {BLOCKS[1]}", "b": f"{BLOCKS[1]} z {BLOCKS[0]}"})
    ((one,), (other,)) = found.values()
    assert (one["start"], one["end"]) == (0, len(BLOCKS[0]))
    assert (other["start"], other["end"]) == (0, len(BLOCKS[1]))


def test_copies_as_close_are_listed_by_id() -> None:
    found = _copies({"c": STORY + " one", "b": STORY + " two", "a": STORY + " three", "d": STORY})
    assert [one["article_id"] for one in found["d"]] == ["a", "b", "c"]


@pytest.mark.parametrize(("words", "tier"), [(15, None), (16, "near"), (43, "near")])
def test_sixteen_words_in_a_row_are_the_least(words: int, tier: str | None) -> None:
    passage = " ".join(f"p{n}" for n in range(words))
    found = _copies({"a": passage, "b": f"{BLOCKS[0]} {passage} {BLOCKS[1]} {BLOCKS[2]}"})
    assert [one["tier"] for one in found["a"]] == ([tier] if tier else [])


def test_a_rewrite_shares_a_fifth_and_forty_shingles() -> None:
    shared, own, other = (" ".join(f"{letter}{n}" for n in range(150)) for letter in "sxy")
    shared = " ".join(shared.split()[:44])  # 40 shingles of 190 words: .215
    found = _copies({"a": f"{own} {shared}", "b": f"{shared} {other}"})
    assert [(one["tier"], one["containment"]) for one in found["a"]] == [("derived", round(40 / 190, 4))]
    fewer = " ".join(shared.split()[:43])
    assert _pairs(_copies({"a": f"{own} {fewer}", "b": f"{fewer} {other}"})) == set()


def test_a_sample_of_the_shingles_finds_the_same_story(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    text = [f"w{chance.randrange(10**6)}" for _ in range(3_000)]
    bodies: dict[str, str | None] = {
        "a": " ".join(text), "b": " ".join(text), "c": " ".join(text[:2_000]) + " " + STORY,
        "d": " ".join(f"u{n}" for n in range(3_000)),
    }  # fmt: skip
    whole = _copies(bodies)
    monkeypatch.setattr(copies_module, "SAMPLED_BYTES", 1)
    sampled = _copies(bodies)
    assert _pairs(sampled) == _pairs(whole) == {frozenset("ab"), frozenset("ac")}
    for name, told in whole.items():
        for one, again in zip(told, sampled[name], strict=True):
            assert again["containment"] == pytest.approx(one["containment"], abs=0.1)
            assert {**again, "containment": 0} == {**one, "containment": 0}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "A", "", None]), max_size=12))
def test_twins_are_counted_and_name_another(ids: list[str | None]) -> None:
    frame = frame_of([{"article_id": one} for one in ids])
    told = twins(frame).to_list()
    for n, (one, twin) in enumerate(zip(ids, told, strict=True)):
        rows = [row for row, other in enumerate(ids) if other == one]
        assert twin["count"] == len(rows)
        if len(rows) > 1:
            assert twin["other"] in {f"cases#{row + 1}" for row in rows if row != n}
