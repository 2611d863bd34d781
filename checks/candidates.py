"""Which texts are worth comparing: those whose sketches meet in a table of 5-grams.

Texts come in the order of their rank (the longest first), and each is compared with those before it, as a copy is with
the article it copies. What only one text bears is left out before; a text that is plainly a version of an earlier one
is entered only while its 5-grams are rare, so that a story that was sent a thousand times costs no million comparisons.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .shingles import Bytes, Offsets, compiled
from .sketches import Small

Counts = npt.NDArray[np.int64]

#: Texts of the first ranks that a 5-gram leads to. What more distinct stories bear is a stock phrase or a form.
BEARERS = 40
#: So many of them may be versions of others.
VERSIONS = 8
#: A pair is worth comparing from this share of the smaller sketch.
LEAST_SHARE = 0.1
#: A text is a version of another from this share, and so many 5-grams.
VERSION_SHARE, VERSION_LEAST = 0.8, 8
#: A text is compared with so many others at most, those it shares most with.
MOST = 16


class Pairs(NamedTuple):
    """Pairs of rows: *left* has the earlier rank."""

    left: Counts
    right: Counts


def candidates(kept: Small, begins: Offsets, order: Counts) -> Pairs:
    """Pairs of texts that share enough of their sketches. *order*: the rows that take part, by rank."""
    sizes = np.diff(begins)
    kept, begins = _repeated(kept, begins, order)
    # each of them stands there twice at least, so that the table is half empty
    slots = 1 << max(10, math.ceil(math.log2(len(kept) + 1)))
    pairs, count = _meet(
        kept, begins, sizes, int(sizes.max(initial=1)), order, np.zeros(slots, np.uint32), np.full(slots, -1, np.int32)
    )
    return Pairs(pairs[:count, 0].copy(), pairs[:count, 1].copy())


def _repeated(kept: Small, begins: Offsets, order: Counts) -> tuple[Small, Offsets]:
    """The sketches of these rows without what only one of them bears (but for a few collisions)."""
    counters = np.zeros(1 << max(10, math.ceil(math.log2(4 * len(kept) + 1))), dtype=np.uint8)
    _count(counters, kept, begins, order)
    size = np.zeros(len(begins), dtype=np.int64)
    taken = _take(counters, kept, begins, order, size)
    return taken, np.cumsum(size)


@compiled
def _count(counters: Bytes, kept: Small, begins: Offsets, order: Counts) -> None:
    mask = np.uint32(len(counters) - 1)
    for row in order:
        for i in range(begins[row], begins[row + 1]):
            if counters[kept[i] & mask] < 2:
                counters[kept[i] & mask] += 1


@compiled
def _take(counters: Bytes, kept: Small, begins: Offsets, order: Counts, size: Counts) -> Small:
    """Put what is left together, by rows, and how much each row keeps into *size* (of the row before, plus one)."""
    mask = np.uint32(len(counters) - 1)
    takes_part = np.zeros(len(begins), dtype=np.bool_)
    takes_part[order] = True
    taken = np.empty(len(kept), dtype=np.uint32)
    total = 0
    for row in range(len(begins) - 1):
        if not takes_part[row]:
            continue
        for i in range(begins[row], begins[row + 1]):
            if counters[kept[i] & mask] > 1:
                taken[total] = kept[i]
                total += 1
                size[row + 1] += 1
    return taken[:total].copy()


@compiled
def _slot(keys: Small, heads: npt.NDArray[np.int32], key: np.uint32) -> np.int64:
    """Where a 5-gram stands in the open table, or where it would."""
    mask = np.uint32(len(keys) - 1)
    at = (key * np.uint32(0x9E3779B1)) & mask
    while heads[at] >= 0 and keys[at] != key:
        at = (at + np.uint32(1)) & mask
    return np.int64(at)


@compiled
def _meet(
    kept: Small,
    begins: Offsets,
    sizes: Counts,
    most: int,
    order: Counts,
    keys: Small,
    heads: npt.NDArray[np.int32],
) -> tuple[Counts, int]:
    """Enter text after text and note whom it meets: (earlier row, row), and how many.

    *most*: 5-grams of one text.
    """
    owners = np.empty(len(kept) + 1, dtype=np.int32)
    following = np.empty(len(kept) + 1, dtype=np.int32)
    borne = np.zeros(len(kept) + 1, dtype=np.uint8)  # of the entry that a slot leads to
    own = np.empty(most, dtype=np.int64)
    hits = np.zeros(len(begins), dtype=np.int32)
    met = np.empty(len(begins), dtype=np.int32)
    pairs = np.empty((1024, 2), dtype=np.int64)
    entries = count = 0
    for row in order:
        found = 0
        for i in range(begins[row], begins[row + 1]):
            slot = _slot(keys, heads, kept[i])
            own[i - begins[row]] = slot
            entry = heads[slot]
            while entry >= 0:
                other = owners[entry]
                if hits[other] == 0:
                    met[found] = other
                    found += 1
                hits[other] += 1
                entry = following[entry]
        if count + MOST > len(pairs):
            grown = np.empty((2 * len(pairs), 2), dtype=np.int64)
            grown[:count] = pairs[:count]
            pairs = grown
        count, is_version = _worth(met[:found], hits, sizes, row, pairs, count)
        hits[met[:found]] = 0
        bearers = VERSIONS if is_version else BEARERS
        for i in range(begins[row], begins[row + 1]):
            at = own[i - begins[row]]
            if heads[at] >= 0 and keys[at] != kept[i]:  # taken meanwhile, by this very text
                at = _slot(keys, heads, kept[i])
            if heads[at] < 0 or borne[heads[at]] < bearers:
                keys[at] = kept[i]
                borne[entries] = 1 if heads[at] < 0 else borne[heads[at]] + 1
                owners[entries] = row
                following[entries] = heads[at]
                heads[at] = entries
                entries += 1
    return pairs, count


@compiled
def _worth(
    met: npt.NDArray[np.int32], hits: npt.NDArray[np.int32], sizes: Counts, row: int, pairs: Counts, count: int
) -> tuple[int, bool]:
    """Of those that a text meets note the ones it shares most with; and whether it is a version of one of them."""
    is_version = False
    first = count
    for other in met:
        smaller = min(sizes[row], sizes[other])
        if hits[other] < LEAST_SHARE * smaller:
            continue
        is_version |= hits[other] >= VERSION_LEAST and hits[other] >= VERSION_SHARE * smaller
        at = count
        if count - first == MOST:
            at = first
            for n in range(first + 1, count):
                if hits[pairs[n, 0]] < hits[pairs[at, 0]]:
                    at = n
            if hits[pairs[at, 0]] >= hits[other]:
                continue
        else:
            count += 1
        pairs[at, 0] = other
        pairs[at, 1] = row
    return count, is_version
