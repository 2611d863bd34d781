"""Sketches find what shares twelve words in a row, and candidates are few however often a story was sent."""

import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import candidates as candidates_module
from newsgate.checks import shingles
from newsgate.checks import texts as texts_module
from newsgate.checks.candidates import BEARERS, MOST, Pairs, candidates
from newsgate.checks.sketches import WINDOW, Sketches, sketches
from newsgate.checks.texts import Texts

from ..drawing import examples
from . import reference
from .versions import words

seeds = st.integers(0, 2**40)
bodies = st.lists(st.none() | st.text("aé b\n電ก1", max_size=60), max_size=7)


def _sketches(texts: list[str] | list[str | None], seed: int = 0) -> Sketches:
    return sketches(Texts(pl.Series(texts, dtype=pl.String)), seed)


def _kept(read: Sketches) -> list[list[int]]:
    assert read.begins[-1] == len(read.kept)
    return [read.kept[start:end].tolist() for start, end in zip(read.begins[:-1], read.begins[1:], strict=True)]


def _winnowed(text: str, seed: int) -> list[int]:
    """The sketch of a text in plain Python."""
    data, offsets = shingles.text_bytes(pl.Series([text]))
    hashes, places = np.empty(len(data) + 2, np.uint64), np.empty(len(data) + 2, np.int64)
    count = shingles.five_grams(hashes, shingles.words(data, offsets[0], offsets[1], hashes, places, places))
    mixed_in = seed * 0x9E3779B97F4A7C15 % 2**64
    ordered = [(gram ^ mixed_in) * 0xFF51AFD7ED558CCD % 2**64 for gram in hashes[:count].tolist()]
    chosen: dict[int, None] = {}
    for start in range(max(1, count - WINDOW + 1) if count else 0):
        window = range(start, min(start + WINDOW, count))
        chosen[min(window, key=lambda at: (ordered[at], -at))] = None
    return [ordered[at] >> 32 for at in chosen]


def _candidates(texts: list[str], order: list[int] | None = None) -> Pairs:
    read = _sketches(texts)
    rows = np.arange(len(texts)) if order is None else np.array(order, dtype=np.int64)
    return candidates(read.kept, read.begins, rows)


def _pairs(met: Pairs) -> list[tuple[int, int]]:
    return list(zip(met.left.tolist(), met.right.tolist(), strict=True))


# ── sketches ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=60).map(" ".join), seeds)
def test_of_every_eight_five_grams_the_smallest_is_kept_as_in_plain_python(text: str, seed: int) -> None:
    assert _kept(_sketches([text], seed)) == [_winnowed(text, seed)]


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 60), min_size=4, max_size=4), seeds)
def test_twelve_words_in_a_row_are_found(story: int, around: list[int], seed: int) -> None:
    passage = words(story, 12)
    before, behind, front, back = (words((story, n), count) for n, count in enumerate(around))
    one = f"{before} {passage} {behind}"
    other = f"<p>{front}</p> {passage.upper()}.\n\n{back}"
    first, second = _kept(_sketches([one, other], seed))
    assert set(first) & set(second)


@settings(max_examples=examples(60), deadline=None)
@given(st.text("กขคงจฉ", min_size=15, max_size=15), st.text("ชซฌญ", max_size=30), st.text("ฎฏฐ", max_size=30), seeds)
def test_fifteen_letters_that_nothing_parts_are_found(passage: str, before: str, behind: str, seed: int) -> None:
    one, other = _kept(_sketches([f"{before}{passage}{behind}", f"{behind}{passage}{before}"], seed))
    assert set(one) & set(other)


@settings(max_examples=examples(100), deadline=None)
@given(bodies)
def test_texts_are_counted_and_told_apart(texts: list[str | None]) -> None:
    read = _sketches(texts)
    told = [tuple(word.text for word in reference.words(text or "")) for text in texts]
    assert read.words.tolist() == [len(one) for one in told]
    for one, digest in zip(told, read.digests.tolist(), strict=True):
        assert (digest == 0) == (len(one) < 5)
        same = [other for other, theirs in zip(told, read.digests.tolist(), strict=True) if theirs == digest]
        assert len(one) < 5 or set(same) == {one}
    assert [len(kept) > 0 for kept in _kept(read)] == [len(one) >= 5 for one in told]


def test_the_order_of_the_words_is_part_of_the_text() -> None:
    read = _sketches(["a b c d e f", "f e d c b a", "a b c d f e", "A, b <b>c</b> d e\nf"])
    assert len(set(read.digests.tolist())) == 3
    assert read.digests[0] == read.digests[3]


@pytest.mark.parametrize(("rows", "threads"), [(1, 4), (2, 1), (3, 2), (1_000, 3)])
def test_batches_and_threads_decide_nothing(monkeypatch: pytest.MonkeyPatch, rows: int, threads: int) -> None:
    texts = [*(words(n % 4, 7 * n) for n in range(13)), None, ""]
    whole = _sketches(texts)
    monkeypatch.setattr(texts_module, "BATCH_ROWS", rows)
    monkeypatch.setattr(pl, "thread_pool_size", lambda: threads)
    again = _sketches(texts)
    for one, other in zip(map(np.asarray, whole), map(np.asarray, again), strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


def test_no_texts_have_no_sketches() -> None:
    read = _sketches([])
    assert [len(part) for part in read] == [0, 0, 0, 1]
    assert [part.dtype for part in read] == [np.int64, np.uint64, np.uint32, np.int64]


def test_about_two_five_grams_in_nine_are_kept() -> None:
    (kept,) = _kept(_sketches([words(1, 20_000)]))
    assert len(kept) / 20_000 == pytest.approx(2 / 9, rel=0.05)


def test_a_text_of_one_word_said_a_million_times_is_kept_whole() -> None:
    (kept,) = _kept(_sketches(["a " * 1_000_000]))
    assert len(set(kept)) == 1
    assert len(kept) <= 1_000_000


# ── candidates ────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=3), min_size=1, max_size=9), st.integers(0, 2**32))
def test_each_pair_is_met_once_and_the_earlier_is_left(made_of: list[list[int]], seed: int) -> None:
    chance = random.Random(seed)
    texts = [" ".join(words(block, 40) for block in blocks) for blocks in made_of]
    order = chance.sample(range(len(texts)), len(texts))
    pairs = _pairs(_candidates(texts, order))
    assert len(pairs) == len(set(pairs))
    assert all(order.index(left) < order.index(right) for left, right in pairs)
    shared = {
        (left, right)
        for n, left in enumerate(order)
        for right in order[n + 1 :]
        if set(made_of[left]) & set(made_of[right])
    }
    assert set(pairs) == shared  # each block is a third of its text at least


def test_texts_that_take_no_part_meet_nobody() -> None:
    assert _pairs(_candidates([words(1, 30)] * 3, [2, 0])) == [(2, 0)]
    assert _pairs(_candidates([words(1, 30)] * 3, [1])) == []
    assert _pairs(_candidates([words(1, 30)] * 3, [])) == []


def test_a_shared_phrase_of_a_long_text_is_not_worth_comparing() -> None:
    phrase = words(0, 12)
    long = [f"{words(n, 400)} {phrase} {words(f'{n}x', 400)}" for n in (1, 2)]
    assert _pairs(_candidates(long)) == []
    assert _pairs(_candidates([long[0], f"{words(3, 30)} {phrase}"])) == [(0, 1)]


def test_what_very_many_texts_bear_leads_to_a_few_of_them_only() -> None:
    footer = words(0, 40)
    texts = [f"{words(n, 40)} {footer}" for n in range(1, 301)]
    pairs = _pairs(_candidates(texts))
    assert len(pairs) <= 300 * MOST
    assert {left for left, _ in pairs} <= set(range(BEARERS))


def test_a_text_is_compared_with_those_it_shares_most_with() -> None:
    story = words(0, 120).split()
    texts = [" ".join(story[: 40 + 2 * n]) + f" {words(n + 1, 120)}" for n in range(MOST + 14)]
    texts.append(" ".join(story))
    best = [left for left, right in _pairs(_candidates(texts)) if right == len(texts) - 1]
    assert len(best) == MOST
    assert min(best) >= len(texts) - 1 - MOST - 4  # sketches are samples: one may look a little closer than another


def test_a_story_that_was_sent_a_thousand_times_costs_no_million_comparisons() -> None:
    story = words(0, 100).split()
    texts = [
        " ".join(words((n, at), 1) if n % 50 == at % 50 else word for at, word in enumerate(story))
        for n in range(1_000)
    ]
    pairs = _pairs(_candidates(texts))
    assert len(pairs) <= 1_000 * MOST
    assert {right for _, right in pairs} == set(range(1, 1_000))


def test_many_pairs_are_all_noted() -> None:
    texts = [words(n // 8, 30) + f" {words((n,), 5)}" for n in range(800)]
    pairs = set(_pairs(_candidates(texts)))
    assert pairs == {(left, right) for right in range(800) for left in range(right - right % 8, right)}


def test_collisions_cost_a_comparison_and_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    read = _sketches([words(n % 3, 40) for n in range(6)])
    order = np.arange(6)
    coarse = (read.kept % 7).astype(np.uint32)
    assert {(0, 3), (1, 4), (2, 5)} <= set(_pairs(candidates(coarse, read.begins, order)))
    monkeypatch.setattr(candidates_module, "_repeated", lambda kept, begins, _: (kept, begins))
    whole = set(_pairs(candidates(read.kept, read.begins, order)))
    assert whole == {(0, 3), (1, 4), (2, 5)}
