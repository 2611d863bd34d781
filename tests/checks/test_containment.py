"""What two texts share, counted by the compiled loops and by plain Python."""

import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import containment
from newsgate.checks.containment import Overlap, overlaps, passages
from newsgate.checks.texts import Texts

from ..drawing import examples
from . import reference
from .versions import words

#: Words of which some are numbers, and what stands between them.
PIECES = ["a", "b", "c", "d", "é", "12", "3rd", "1987", "電", "ก", "ขค", "<p>", "&amp;", "\\n", ".", "—"]
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.none(), min_size=1, max_size=5)


def _all_pairs(count: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
    here, there = np.meshgrid(np.arange(count), np.arange(count), indexing="ij")
    return here.ravel().astype(np.int64), there.ravel().astype(np.int64)


def _rows(found: Overlap) -> list[tuple[int, ...]]:
    return list(zip(*(counts.tolist() for counts in found), strict=True))


def _of_two(left: str, right: str) -> Overlap:
    return overlaps(Texts(pl.Series([left, right])), np.array([0]), np.array([1]))


@settings(max_examples=examples(150), deadline=None)
@given(texts)
def test_what_pairs_share_is_counted_as_in_plain_python(bodies: list[str | None]) -> None:
    left, right = _all_pairs(len(bodies))
    found = _rows(overlaps(Texts(pl.Series(bodies, dtype=pl.String)), left, right))
    for row, one, other in zip(found, left, right, strict=True):
        expected = reference.overlap(bodies[one] or "", bodies[other] or "")
        assert reference.Overlap(*row) == expected


@settings(max_examples=examples(100), deadline=None)
@given(texts)
def test_the_longest_passage_is_that_of_plain_python(bodies: list[str | None]) -> None:
    here, there = _all_pairs(len(bodies))
    starts, ends = passages(Texts(pl.Series(bodies, dtype=pl.String)), here, there)
    for one, other, start, end in zip(here, there, starts, ends, strict=True):
        assert (start, end) == reference.passage(bodies[one] or "", bodies[other] or "")


@settings(max_examples=examples(60), deadline=None)
@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_decides_nothing(bodies: list[str | None], chance: random.Random) -> None:
    left, right = _all_pairs(len(bodies))
    order = np.array(chance.sample(range(len(left)), len(left)), dtype=np.int64)
    read = Texts(pl.Series(bodies, dtype=pl.String))
    whole = np.array(_rows(overlaps(read, left, right)))
    assert np.array(_rows(overlaps(read, left[order], right[order]))).tolist() == whole[order].tolist()


@pytest.mark.parametrize("at_once", [1, 40, 700])
def test_how_much_is_compared_at_once_decides_nothing(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    bodies = [words(n % 3, 5 * n) for n in range(9)] + [None, ""]
    read, (left, right) = Texts(pl.Series(bodies, dtype=pl.String)), _all_pairs(11)
    whole, places = _rows(overlaps(read, left, right)), passages(read, left, right)
    monkeypatch.setattr(containment, "_AT_ONCE", at_once)
    assert _rows(overlaps(read, left, right)) == whole
    for one, other in zip(passages(read, left, right), places, strict=True):
        assert one.tolist() == other.tolist()


def test_the_pairs_are_parted_without_losing_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containment, "_AT_ONCE", 10)
    for sizes in ([0], [0, 0], [5, 5, 0, 0], [10, 10], [0, 30, 0], [1] * 40, [10, 0, 10, 0]):
        read = Texts(pl.Series(["x" * size for size in sizes] + [""]))
        rows = np.arange(len(sizes))
        parts = containment._parts(read, rows, np.full(len(sizes), len(sizes)))
        assert [row for part in parts for row in range(part.start, part.stop)] == rows.tolist(), sizes


@pytest.mark.parametrize("bodies", [["", ""], [None, None], [None, ""]])
def test_empty_texts_share_nothing(bodies: list[str | None]) -> None:
    found = overlaps(Texts(pl.Series(bodies, dtype=pl.String)), np.array([0]), np.array([1]))
    assert _rows(found) == [(0,) * 7]
    assert (found.containment[0], found.coverage[0], found.same_number_share[0]) == (0, 0, 1)


def test_no_pairs_share_nothing() -> None:
    nothing = np.zeros(0, np.int64)
    read = Texts(pl.Series(["a b c d e"]))
    assert _rows(overlaps(read, nothing, nothing)) == []
    assert [places.tolist() for places in passages(read, nothing, nothing)] == [[], []]


def test_containment_is_of_the_shorter_text_whichever_is_left() -> None:
    short, long = words(1, 24), words(1, 24) + " " + words(2, 80)
    for found in (_of_two(short, long), _of_two(long, short)):
        assert found.containment.tolist() == [1.0]
        assert found.smaller.tolist() == [20]
    assert _of_two(long, short).coverage.tolist() == [1.0]
    assert _of_two(short, long).coverage[0] == pytest.approx(24 / 104)


def test_a_phrase_said_again_counts_once_in_containment_and_each_time_in_coverage() -> None:
    phrase = words(1, 10)
    found = _of_two(phrase, f"{phrase} {words(2, 10)} {phrase}")
    assert found.shared.tolist() == [6]
    assert found.covered.tolist() == [20]


def test_numbers_are_what_begins_with_a_digit_wherever_they_stand() -> None:
    found = _of_two("In 1987 the 3rd of 12 mills burnt, and B52 too.", "B52: 12 of 1987 <p class='9'> &#39;40")
    assert (found.numbers[0], found.same_numbers[0]) == (3, 2)
    assert found.same_number_share[0] == pytest.approx(2 / 3)


def test_what_is_left_out_is_shared_with_nobody() -> None:
    story, footer, other = words(1, 30), words(2, 20), words(3, 30)
    bodies = pl.Series([f"é🚋 {story} {footer}", f"{other} {footer}"])
    begins = [len(f"é🚋 {story} ".encode()), len(f"{other} ")]
    spans = pl.DataFrame({"row": [0, 1], "start": begins, "end": [begin + len(footer) for begin in begins]})
    whole, bare = Texts(bodies), Texts(bodies, spans)
    pair = np.array([0]), np.array([1])
    assert overlaps(whole, *pair).shared.tolist() == [16]
    assert overlaps(bare, *pair).shared.tolist() == [0]
    assert bare.bare.tolist() == [0, 1]
    data, offsets = bare.of(np.array([0, 1]))
    left_out = [reference.bare(bodies[row], [(begins[row], begins[row] + len(footer))]) for row in (0, 1)]
    assert [bytes(data[offsets[n] : offsets[n + 1]]).decode() for n in (0, 1)] == left_out
    assert bodies.to_list() == [f"é🚋 {story} {footer}", f"{other} {footer}"]


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_any_rows_are_read_without_what_is_left_out(data: st.DataObject) -> None:
    bodies = data.draw(st.lists(st.none() | st.text("aé🚋 ", max_size=12), min_size=1, max_size=7))
    spans = []
    for row, body in enumerate(bodies):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(body or "")), max_size=4)))
        places = [len((body or "")[:cut].encode()) for cut in cuts]
        spans += [(row, start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    read = Texts(pl.Series(bodies, dtype=pl.String), pl.DataFrame(spans, schema=["row", "start", "end"], orient="row"))
    rows = np.array(sorted(data.draw(st.sets(st.sampled_from(range(len(bodies)))))), dtype=np.int64)
    found, offsets = read.of(rows)
    for n, row in enumerate(rows.tolist()):
        expected = reference.bare(bodies[row] or "", [(start, end) for at, start, end in spans if at == row])
        assert bytes(found[offsets[n] : offsets[n + 1]]).decode() == expected


def test_megabytes_are_a_text_like_any_other() -> None:
    chance = random.Random(7)
    vocabulary = words(5, 3_000).split()
    long = " ".join(chance.choice(vocabulary) for _ in range(300_000))
    hostile = ["<a " + "&" * 1_000_000, "x" * 2_000_000, "x " * 1_000_000, "<" * 500_000, "\\u00" * 300_000]
    hostile.append("<p>" * 400_000)
    read = Texts(pl.Series(["🚋 " + long, long[: len(long) // 2], *hostile]))
    left, right = np.zeros(7, np.int64), np.arange(1, 8)
    found = overlaps(read, left, right)
    assert found.containment[0] > 0.9999
    assert found.shared[1:].tolist() == [0] * 6
    assert found.right_words[1:].tolist() == [1, 1, 1_000_000, 0, 300_000, 0]
    starts, ends = passages(read, left, right)
    assert starts.tolist() == [2] + [0] * 6
    assert ends[0] - starts[0] == len(long) // 2
