"""Word 5-grams of many texts at once, by compiled loops over their bytes.

A word is a run of letters and digits, case ignored; tags, entities and JSON escapes part words like spaces do, so that
the same story has the same words however it was delivered. A CJK character is a word of its own. Words are hashed
as they are read; nothing is ever built as a Python object per word.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
import polars as pl

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
_F = TypeVar("_F", bound=Callable[..., Any])

#: Words of a shingle. Five is the common choice (Lee et al. 2022 use 5-grams for near-duplicates): two different
#: stories rarely share five words in a row by chance, and one changed word spoils only five shingles.
WIDTH = 5


def compiled(function: _F) -> _F:
    """Compile a loop to machine code at its first call, kept on disk for later runs; it lets other threads run."""
    made: Any = numba.njit(cache=True, nogil=True)(function)
    return cast(_F, made)


def text_bytes(texts: pl.Series) -> tuple[Bytes, Offsets]:
    """All texts as one array of UTF-8 bytes and the offsets of each in it (one more than texts); null is empty."""
    filled = texts.fill_null("")
    lengths = filled.str.len_bytes().to_numpy().astype(np.int64)
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    joined = filled.str.join("", ignore_nulls=True)[0] if len(filled) else ""
    return np.frombuffer((joined or "").encode(), dtype=np.uint8), offsets


@compiled
def _skipped(data: Bytes, at: int, end: int) -> int:
    """How many bytes of a tag, an entity or a JSON escape begin at *at*; 0 for none."""
    byte = data[at]
    if byte == 60:
        return _tag(data, at, end)
    if byte == 38:
        return _entity(data, at, end)
    if byte != 92 or at + 1 >= end:
        return 0
    following = data[at + 1]
    if following == 117:  # \uXXXX
        return 6 if at + 6 <= end and _are_hex(data, at + 2) else 0
    return 2 if following in (110, 114, 116, 34, 47) else 0  # \n \r \t \" \/


@compiled
def _are_hex(data: Bytes, at: int) -> bool:
    digits = 0
    for i in range(at, at + 4):
        if 48 <= data[i] <= 57 or 97 <= (data[i] | 32) <= 102:
            digits += 1
    return digits == 4


@compiled
def _tag(data: Bytes, at: int, end: int) -> int:
    """The length of ``<p class=…>`` or ``</p>``."""
    if at + 1 < end and (data[at + 1] == 47 or 97 <= (data[at + 1] | 32) <= 122):
        for i in range(at + 1, min(end, at + 2000)):
            if data[i] == 62:
                return i + 1 - at
            if data[i] == 60:
                break
    return 0


@compiled
def _entity(data: Bytes, at: int, end: int) -> int:
    """The length of ``&rsquo;`` or ``&#8217;``."""
    for i in range(at + 1, min(end, at + 32)):
        if data[i] == 59:
            return i + 1 - at
        if not (_is_alnum(data[i]) or data[i] == 35):
            break
    return 0


@compiled
def words(data: Bytes, start: int, end: int, hashes: Hashes, starts: Offsets, ends: Offsets) -> int:
    """Hash and place of every word of ``data[start:end]``; returns how many there are."""
    count = 0
    at = start
    while at < end:
        gap = _gap(data, at, end)
        if gap > 0:
            at += gap
            continue
        after, word = _read_word(data, at, end)
        hashes[count] = _mixed(word)
        starts[count] = at
        ends[count] = after
        count += 1
        at = after
    return count


@compiled
def _gap(data: Bytes, at: int, end: int) -> int:
    """How many bytes that are no word begin at *at*; 0 where a word begins."""
    byte = data[at]
    if byte >= 128:
        return (2 if byte < 0xE0 else 3) if _separates(data, at, end) else 0
    if _is_alnum(byte):
        return 0
    return max(1, _skipped(data, at, end))


@compiled
def _is_alnum(byte: int) -> bool:
    return bool(48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122)


@compiled
def _read_word(data: Bytes, start: int, end: int) -> tuple[int, np.uint64]:
    """Where the word that begins at *start* ends, and its FNV-1a hash."""
    word = np.uint64(14695981039346656037)
    at = start
    while at < end:
        lead = data[at]
        if lead < 128:
            if not _is_alnum(lead):
                break
            lower = lead | 32 if 65 <= lead <= 90 else lead
            word = (word ^ np.uint64(lower)) * np.uint64(1099511628211)
            at += 1
            continue
        size = 2 if lead < 0xE0 else (3 if lead < 0xF0 else 4)
        is_cjk = size == 3 and 0xE3 <= lead <= 0xE9
        if _separates(data, at, end) or (is_cjk and at > start):
            break
        for i in range(at, min(at + size, end)):
            byte = data[i]
            if lead == 0xC3 and i == at + 1 and 0x80 <= byte <= 0x9E:  # À–Þ to à–þ
                byte = byte | 32
            word = (word ^ np.uint64(byte)) * np.uint64(1099511628211)
        at = min(at + size, end)
        if is_cjk:
            break
    return at, word


@compiled
def _separates(data: Bytes, at: int, end: int) -> bool:
    """Whether a character that is not ASCII parts words: Latin-1 signs, general and CJK punctuation, forms, U+FFFD."""
    lead = data[at]
    if lead == 0xC2:
        return True
    if at + 2 >= end:
        return False
    second = data[at + 1]
    if lead == 0xE2:
        return bool(0x80 <= second <= 0xAF)
    if lead == 0xE3:
        return bool(second == 0x80)
    return bool(lead == 0xEF and second >= 0xBB)


@compiled
def _mixed(h: np.uint64) -> np.uint64:
    """The finaliser of MurmurHash3: every bit of the hash depends on every bit of the word."""
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xFF51AFD7ED558CCD)
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xC4CEB9FE1A85EC53)
    h ^= h >> np.uint64(33)
    return h


@compiled
def _shingle(hashes: Hashes, at: int) -> np.uint64:
    value = np.uint64(0)
    for i in range(5):
        value = value * np.uint64(0x9E3779B97F4A7C15) + hashes[at + i]
    return _mixed(value)


@compiled
def shingle_sets(data: Bytes, offsets: Offsets, every: int) -> tuple[Hashes, Offsets, Hashes]:
    """The distinct shingles of every text, sorted, one text after the other; where each text's begin; and a digest
    of each text, the same for the same words in the same order.

    *every*: keep one shingle in so many (a power of two), by its hash, so the same ones in every text.
    """
    texts = len(offsets) - 1
    longest = 0
    for t in range(texts):
        longest = max(longest, offsets[t + 1] - offsets[t])
    hashes = np.empty(longest + 1, dtype=np.uint64)
    places = np.empty(longest + 1, dtype=np.int64)
    found = np.empty(max(1024, (offsets[-1] - offsets[0]) // (5 * every)), dtype=np.uint64)
    begins = np.zeros(texts + 1, dtype=np.int64)
    digests = np.zeros(texts, dtype=np.uint64)
    total = 0
    for t in range(texts):
        count = words(data, offsets[t], offsets[t + 1], hashes, places, places)
        for i in range(count):
            digests[t] = _mixed(digests[t] * np.uint64(0x9E3779B97F4A7C15) + hashes[i])
        if count < WIDTH:
            digests[t] = 0  # too short to be anybody's copy
        size = 0
        for i in range(count - 4):
            shingle = _shingle(hashes, i)
            if shingle & np.uint64(every - 1) == 0:
                hashes[size] = shingle  # the words before it are no longer needed
                size += 1
        if size > 0:
            own = hashes[:size]
            own.sort()
            if total + size > len(found):
                grown = np.empty(2 * (total + size), dtype=np.uint64)
                grown[:total] = found[:total]
                found = grown
            for i in range(size):
                if i == 0 or own[i] != own[i - 1]:
                    found[total] = own[i]
                    total += 1
        begins[t + 1] = total
    return found[:total], begins, digests


@compiled
def longest_passage(data: Bytes, start: int, end: int, other: Hashes) -> tuple[int, int, int]:
    """The longest run of words of a text that another's shingles cover: first byte, last byte, words."""
    size = end - start + 1
    hashes = np.empty(size, dtype=np.uint64)
    starts = np.empty(size, dtype=np.int64)
    ends = np.empty(size, dtype=np.int64)
    count = words(data, start, end, hashes, starts, ends)
    best_first = best_last = run_first = 0
    best = run = 0
    for i in range(count - 4):
        shingle = _shingle(hashes, i)
        at = np.searchsorted(other, shingle)
        if at < len(other) and other[at] == shingle:
            if run == 0:
                run_first = i
            run += 1
            if run > best:
                best, best_first, best_last = run, run_first, i + 4
        else:
            run = 0
    if best == 0:
        return start, start, 0
    return starts[best_first], ends[best_last], best_last - best_first + 1
