"""What a text is found by: some of its word 5-grams, the same ones wherever the same words stand.

Of every eight 5-grams in a row the one with the smallest hash is kept (*winnowing*: Schleimer, Wilkerson and Aiken
2003). So two texts that share twelve words in a row always share a kept 5-gram, of which there are about two in nine.
Sketches only propose; `newsgate.checks.containment` decides.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from .shingles import WIDTH, Bytes, Hashes, Offsets, compiled, five_grams, mixed, most_words, words
from .texts import Texts

Small = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]

#: 5-grams in a row of which one is kept: with 8, any WIDTH + 7 words in a row are found.
WINDOW = 8


class Sketches(NamedTuple):
    """One entry a text: *words*, and *digests* that are equal for the same words in the same order (0: under five).

    Its kept 5-grams are ``kept[begins[row]:begins[row + 1]]``, in their order.
    """

    words: Counts
    digests: Hashes
    kept: Small
    begins: Offsets


def sketches(texts: Texts, seed: int = 0) -> Sketches:
    """Read all texts. *seed*: another choice of 5-grams; what is found does not depend on it but by chance."""

    def read(rows: Counts) -> tuple[Counts, Hashes, Small, Counts]:
        data, offsets = texts.of(rows)
        return _sketch(data, offsets, np.uint64(seed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF))

    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        parts = list(pool.map(read, texts.batches()))
    sizes = np.concatenate([np.zeros(1, np.int64), *(part[3] for part in parts)])
    empty = np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.uint32), None
    count, digests, kept = (np.concatenate([empty[n], *(part[n] for part in parts)]) for n in range(3))
    return Sketches(count, digests, kept, np.cumsum(sizes))


@compiled
def _sketch(data: Bytes, offsets: Offsets, seed: np.uint64) -> tuple[Counts, Hashes, Small, Counts]:
    texts = len(offsets) - 1
    room = most_words(offsets)
    hashes = np.empty(room, dtype=np.uint64)
    places = np.empty(room, dtype=np.int64)
    counts = np.zeros(texts, dtype=np.int64)
    digests = np.zeros(texts, dtype=np.uint64)
    sizes = np.zeros(texts, dtype=np.int64)
    kept = np.empty(max(1024, (offsets[-1] - offsets[0]) // 20), dtype=np.uint32)
    total = 0
    for t in range(texts):
        count = words(data, offsets[t], offsets[t + 1], hashes, places, places)
        counts[t] = count
        if count < WIDTH:
            continue
        digest = np.uint64(1)
        for i in range(count):
            digest = (digest ^ (digest >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15) + hashes[i]
        digests[t] = mixed(digest)
        if total + count > len(kept):
            grown = np.empty(2 * (total + count), dtype=np.uint32)
            grown[:total] = kept[:total]
            kept = grown
        sizes[t] = _winnow(hashes, five_grams(hashes, count), seed, kept[total:])
        total += sizes[t]
    return counts, digests, kept[:total], sizes


@compiled
def _winnow(hashes: Hashes, count: int, seed: np.uint64, kept: Small) -> int:
    """Keep the smallest hash of every window, the last of equal ones, shortened; returns how many were kept."""
    for i in range(count):
        hashes[i] = (hashes[i] ^ seed) * np.uint64(0xFF51AFD7ED558CCD)  # another seed, another order
    size = 0
    least = -1
    for end in range(min(WINDOW, count) - 1, count):
        start = max(0, end - WINDOW + 1)
        if least < start:
            least = start
            for i in range(start + 1, end + 1):
                if hashes[i] <= hashes[least]:
                    least = i
        elif hashes[end] <= hashes[least]:
            least = end
        else:
            continue
        kept[size] = np.uint32(hashes[least] >> np.uint64(32))
        size += 1
    return size
