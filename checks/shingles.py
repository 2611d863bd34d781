"""Word 5-grams of many texts at once, by compiled loops over their bytes.

A word is a run of letters and digits, case ignored; tags, entities and JSON escapes part words like spaces do, so that
the same story has the same words however it was delivered. A CJK character is a word of its own, and
so is every letter, with three more, where nothing parts words (Thai; Arabic that lost its spaces). Words are hashed as
they are read; nothing is ever built as a Python object per word.
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

#: A run of letters of so many bytes, of no ASCII script, is no word: its spaces are lost.
_UNSPACED = 64
# What a byte is: nothing of a word, the beginning of a tag, an entity or an escape, part of a character that is not
# ASCII; a letter or digit is its own lower case.
_GAP, _WIDE, _MARK, _LETTER = 0, 1, 2, 3


def _kinds() -> Bytes:
    kinds = np.zeros(256, dtype=np.uint8)
    kinds[128:] = _WIDE
    kinds[[ord(mark) for mark in "<&\\"]] = _MARK
    for letter in b"0123456789abcdefghijklmnopqrstuvwxyz":
        kinds[letter] = letter
        kinds[chr(letter).upper().encode()[0]] = letter
    return kinds


_KINDS = _kinds()


def compiled(function: _F) -> _F:
    """Compile a loop to machine code at its first call, kept on disk for later runs; it lets other threads run."""
    made: Any = numba.njit(cache=True, nogil=True)(function)
    return cast(_F, made)


def text_bytes(texts: pl.Series) -> tuple[Bytes, Offsets]:
    """All texts as one array of UTF-8 bytes and the offsets of each in it (one more than texts); null is empty."""
    filled = texts.fill_null("")
    offsets = np.zeros(len(filled) + 1, dtype=np.int64)
    np.cumsum(filled.str.len_bytes().to_numpy(), out=offsets[1:])
    joined = filled.str.join("").cast(pl.Binary)[0] if len(filled) else b""
    return np.frombuffer(joined, dtype=np.uint8), offsets


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
        kind = _KINDS[data[at]]
        if kind == _GAP:
            at += 1
            continue
        if kind == _MARK:
            at += max(1, _skipped(data, at, end))
            continue
        if kind == _WIDE and _separates(data, at, end):
            at += 2 if data[at] < 0xE0 else 3
            continue
        after, word = _read_word(data, at, end)
        if kind == _WIDE and (after - at > _UNSPACED or _is_unspaced(data, at, after)):
            count = _unspaced_words(data, at, after, count, hashes, starts, ends)
        else:
            hashes[count] = word
            starts[count] = at
            ends[count] = after
            count += 1
        at = after
    return count


@compiled
def most_words(offsets: Offsets) -> int:
    """Room for the words of any one of these texts: a word takes two bytes at least, but for the last."""
    longest = 0
    for t in range(len(offsets) - 1):
        longest = max(longest, offsets[t + 1] - offsets[t])
    return longest // 2 + 2


@compiled
def _is_alnum(byte: int) -> bool:
    return bool(_KINDS[byte] >= _LETTER)


@compiled
def _read_word(data: Bytes, start: int, end: int) -> tuple[int, np.uint64]:
    """Where the word that begins at *start* ends, and its hash: eight bytes are mixed in at a time."""
    word = np.uint64(14695981039346656037)
    eight = np.uint64(0)
    at = start
    while at < end:
        kind = _KINDS[data[at]]
        if kind >= _LETTER:
            eight = (eight << np.uint64(8)) | np.uint64(kind)
            at += 1
        elif kind == _WIDE:
            lead = data[at]
            size = _size(lead)
            is_cjk = size == 3 and 0xE3 <= lead <= 0xE9
            if _separates(data, at, end) or (is_cjk and at > start):
                break
            for i in range(at, min(at + size, end)):
                byte = data[i]
                if lead == 0xC3 and i == at + 1 and 0x80 <= byte <= 0x9E:  # À–Þ to à–þ
                    byte = byte | 32
                if eight >> np.uint64(56):
                    word = mixed(word ^ eight)
                    eight = np.uint64(0)
                eight = (eight << np.uint64(8)) | np.uint64(byte)
            at = min(at + size, end)
            if is_cjk:
                break
        else:
            break
        if eight >> np.uint64(56):
            word = mixed(word ^ eight)
            eight = np.uint64(0)
    return at, mixed(word ^ eight)


@compiled
def _size(lead: int) -> int:
    """The bytes of a character that is not ASCII."""
    return 2 if lead < 0xE0 else (3 if lead < 0xF0 else 4)


@compiled
def _is_unspaced(data: Bytes, at: int, end: int) -> bool:
    """Whether the letter at *at* is of a script that does not part words: Thai, Lao, Myanmar, Khmer."""
    if at + 2 >= end:
        return False
    if data[at] == 0xE0:
        return bool(0xB8 <= data[at + 1] <= 0xBB)
    return bool(data[at] == 0xE1 and (0x80 <= data[at + 1] <= 0x82 or 0x9E <= data[at + 1] <= 0x9F))


@compiled
def _unspaced_words(
    data: Bytes, start: int, end: int, count: int, hashes: Hashes, starts: Offsets, ends: Offsets
) -> int:
    """A word for every letter (but ASCII's) of a run that nothing parts, made of it and the three behind it.

    Five such words are eight letters; the same run in another text gives the same words wherever it was cut.
    """
    at = start
    while at < end:
        if data[at] < 128:
            at += 1
            continue
        after = at + _size(data[at])
        word = np.uint64(1099511628211)
        reach = at
        for _ in range(4):
            if reach >= end:
                break
            size = 1 if data[reach] < 128 else _size(data[reach])
            for i in range(reach, min(reach + size, end)):
                word = (word ^ np.uint64(data[i])) * np.uint64(1099511628211)
            reach += size
        hashes[count] = mixed(word)
        starts[count] = at
        ends[count] = min(after, end)
        count += 1
        at = after
    return count


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
def mixed(h: np.uint64) -> np.uint64:
    """The finaliser of MurmurHash3: every bit of the hash depends on every bit of the word."""
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xFF51AFD7ED558CCD)
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xC4CEB9FE1A85EC53)
    h ^= h >> np.uint64(33)
    return h


@compiled
def is_number(byte: int) -> bool:
    """Whether a word that begins with this byte is a number: 12, 3rd, 1987."""
    return bool(48 <= byte <= 57)


@compiled
def five_grams(hashes: Hashes, count: int) -> int:
    """Put the hash of the five words that begin with each in the place of its own; returns how many there are.

    The hash rolls: the word that leaves is taken out, the one that enters is put in.
    """
    multiplier = np.uint64(0x9E3779B97F4A7C15)
    out = multiplier * multiplier * multiplier * multiplier * multiplier
    value = leaving = np.uint64(0)
    for i in range(min(count, WIDTH - 1)):
        value = value * multiplier + hashes[i]
    for i in range(count - WIDTH + 1):
        value = value * multiplier + hashes[i + WIDTH - 1] - leaving * out
        leaving = hashes[i]
        hashes[i] = mixed(value)
    return max(0, count - WIDTH + 1)
