"""How much of one text stands in another, exactly: what decides whether two articles are copies.

*Containment* is the share of the distinct word 5-grams of the shorter text that stand in the longer (Broder 1997). The
same loop counts the numbers the two have in common: a form that is filled twice shares its words and not its numbers.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from .shingles import WIDTH, Bytes, Hashes, Offsets, compiled, five_grams, is_number, most_words, words
from .texts import Texts

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: Texts of so many bytes are compared side by side; each is in memory once.
_AT_ONCE = 32 << 20


class Overlap(NamedTuple):
    """What pairs of texts share; one entry a pair.

    *shared*, *left_size*, *right_size*: distinct 5-grams. *covered*: words of the right text in passages of five and
    more that the left has too, of *right_words*. *numbers*: distinct numbers of the text that has fewer of them;
    *same_numbers*: how many of those the other has.
    """

    shared: Counts
    left_size: Counts
    right_size: Counts
    covered: Counts
    right_words: Counts
    numbers: Counts
    same_numbers: Counts

    @property
    def smaller(self) -> Counts:
        """5-grams of the shorter text."""
        return np.minimum(self.left_size, self.right_size)

    @property
    def containment(self) -> Floats:
        """The share of the shorter text's 5-grams that stand in the longer, from 0 to 1."""
        return self.shared / np.maximum(self.smaller, 1)

    @property
    def coverage(self) -> Floats:
        """The share of the right text's words that stand in passages of the left, from 0 to 1."""
        return self.covered / np.maximum(self.right_words, 1)

    @property
    def density(self) -> Floats:
        """Distinct numbers to the words of the right text."""
        return self.numbers / np.maximum(self.right_words, 1)

    @property
    def same_number_share(self) -> Floats:
        """The share of the numbers that both have, 1 where there is none."""
        return np.where(self.numbers == 0, 1.0, self.same_numbers / np.maximum(self.numbers, 1))


def overlaps(texts: Texts, left: Counts, right: Counts) -> Overlap:
    """Compare texts by their rows, pair by pair. Pairs of one *left* text are cheapest when they are neighbours."""
    found = np.zeros((len(left), len(Overlap._fields)), dtype=np.int64)

    def compare(part: slice) -> None:
        rows, inverse = np.unique(np.concatenate([left[part], right[part]]), return_inverse=True)
        data, offsets = texts.of(rows)
        pairs = part.stop - part.start
        _compare(data, offsets, inverse[:pairs], inverse[pairs:], found[part])

    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        list(pool.map(compare, _parts(texts, left, right)))
    return Overlap(*found.T)


def _parts(texts: Texts, left: Counts, right: Counts) -> list[slice]:
    """Neighbouring pairs whose texts are compared at once."""
    if not len(left):
        return []
    sizes = np.cumsum(texts.sizes[left] + texts.sizes[right])
    cuts = np.searchsorted(sizes, np.arange(_AT_ONCE, sizes[-1] + _AT_ONCE, _AT_ONCE))
    ends = np.unique(np.append(np.minimum(cuts + 1, len(left)), len(left)))
    return [slice(int(start), int(end)) for start, end in zip([0, *ends[:-1]], ends, strict=True)]


@compiled
def _add(table: Hashes, value: np.uint64) -> bool:
    """Put a hash into an open table of a power of two; whether it was not there yet. 0 stands for an empty place."""
    mask = np.uint64(len(table) - 1)
    value = max(value, np.uint64(1))
    at = value & mask
    while table[at] != 0:
        if table[at] == value:
            return False
        at = (at + np.uint64(1)) & mask
    table[at] = value
    return True


@compiled
def _holds(table: Hashes, value: np.uint64) -> bool:
    mask = np.uint64(len(table) - 1)
    value = max(value, np.uint64(1))
    at = value & mask
    while table[at] != 0:
        if table[at] == value:
            return True
        at = (at + np.uint64(1)) & mask
    return False


@compiled
def _room(count: int) -> int:
    """The size of a table for so many hashes: a power of two, half empty."""
    room = 16
    while room < 2 * count + 2:
        room *= 2
    return room


@compiled
def _numbers(data: Bytes, count: int, hashes: Hashes, starts: Offsets, table: Hashes) -> int:
    """The distinct numbers among words, into a table; how many there are."""
    table[:] = 0
    size = 0
    for i in range(count):
        if is_number(data[starts[i]]):
            size += _add(table, hashes[i])
    return size


@compiled
def _compare(data: Bytes, offsets: Offsets, left: Offsets, right: Offsets, found: Offsets) -> None:
    longest = most_words(offsets)
    hashes = np.empty(longest, dtype=np.uint64)
    starts = np.empty(longest, dtype=np.int64)
    ends = np.empty(longest, dtype=np.int64)
    tables = np.zeros((4, _room(longest)), dtype=np.uint64)
    known = -1
    size = numbers = 0
    own = tables[0, :16]
    own_numbers = tables[1, :16]
    for n in range(len(left)):
        if left[n] != known:
            known = left[n]
            count = words(data, offsets[known], offsets[known + 1], hashes, starts, ends)
            own = tables[0, : _room(count)]
            own_numbers = tables[1, : _room(count)]
            own[:] = 0
            numbers = _numbers(data, count, hashes, starts, own_numbers)
            size = 0
            for i in range(five_grams(hashes, count)):
                size += _add(own, hashes[i])
        other = right[n]
        count = words(data, offsets[other], offsets[other + 1], hashes, starts, ends)
        theirs = tables[3, : _room(count)]
        other_numbers = _numbers(data, count, hashes, starts, theirs)
        seen = tables[2, : _room(count)]
        seen[:] = 0
        reach = 0
        for i in range(five_grams(hashes, count)):
            held = _holds(own, hashes[i])
            if held:
                found[n, 3] += i + WIDTH - max(reach, i)
                reach = i + WIDTH
            if _add(seen, hashes[i]):
                found[n, 2] += 1
                found[n, 0] += held
        found[n, 1] = size
        found[n, 4] = count
        found[n, 5] = min(numbers, other_numbers)
        for value in theirs:
            found[n, 6] += value != 0 and _holds(own_numbers, value)


def passages(texts: Texts, here: Counts, there: Counts) -> tuple[Counts, Counts]:
    """First and last code point, in the texts *here*, of the longest passage that each shares with that *there*."""
    order = np.lexsort((here, there))
    found = np.zeros((len(here), 2), dtype=np.int64)

    def find(part: slice) -> None:
        chosen = order[part]
        rows, inverse = np.unique(np.concatenate([here[chosen], there[chosen]]), return_inverse=True)
        data, offsets = texts.of(rows)
        found[chosen] = _passages(data, offsets, inverse[: len(chosen)], inverse[len(chosen) :])

    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        list(pool.map(find, _parts(texts, here[order], there[order])))
    return found[:, 0], found[:, 1]


@compiled
def _passages(data: Bytes, offsets: Offsets, here: Offsets, there: Offsets) -> Counts:
    longest = most_words(offsets)
    hashes = np.empty(longest, dtype=np.uint64)
    starts = np.empty(longest, dtype=np.int64)
    ends = np.empty(longest, dtype=np.int64)
    table = np.zeros(_room(longest), dtype=np.uint64)
    other = table[:16]
    found = np.zeros((len(here), 2), dtype=np.int64)
    for n in range(len(here)):
        if n == 0 or there[n] != there[n - 1]:
            count = words(data, offsets[there[n]], offsets[there[n] + 1], hashes, starts, ends)
            other = table[: _room(count)]
            other[:] = 0
            for i in range(five_grams(hashes, count)):
                _add(other, hashes[i])
        begin = offsets[here[n]]
        count = words(data, begin, offsets[here[n] + 1], hashes, starts, ends)
        best = run = last = 0
        for i in range(five_grams(hashes, count)):
            run = run + 1 if _holds(other, hashes[i]) else 0
            if run > best:
                best, last = run, i
        if best:
            start, end = starts[last - best + 1], ends[last + WIDTH - 1]
            found[n, 0] = _code_points(data, begin, start)
            found[n, 1] = found[n, 0] + _code_points(data, start, end)
    return found


@compiled
def _code_points(data: Bytes, start: int, end: int) -> int:
    count = 0
    for i in range(start, end):
        count += data[i] & 0xC0 != 0x80
    return count
