"""The lines of many texts at once, by compiled loops over their bytes.

A *line* is a line of the text or of its HTML (block tags part lines), or a sentence of one where it has several, so
that a footer glued to the story is a line of its own. A line is known by a hash of its words: case, punctuation, inline
tags and the digits of numbers do not count.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .shingles import Bytes, Hashes, Offsets, compiled, words

Places = npt.NDArray[np.uint32]

# Flags of a line: alone on its line; in the opening or at the end of the text; no part of a table; with a number; a row
# of a table; a suffix, which is the last words of a text that a longer line runs into.
ALONE, EDGE, TOLD, NUMBER, TABLE, SUFFIX = 1, 2, 4, 8, 16, 32
#: Above the flags: how many lines stand behind a line, and before it (up to 255), as multiples of these.
FROM_END, FROM_START = 1 << 8, 1 << 16
#: A line of so many words is prose.
LONG = 8
#: The first and the last lines of a text, where boilerplate stands by habit.
_OPENING, _ENDING = 4, 8
#: A sentence ends only behind so many words: "Mr. Poe", "St. Louis", "Got a tip? Tell us."
_MIN_SENTENCE = 4
#: A suffix begins with a capital, and has so many words.
_MIN_SUFFIX, _MAX_SUFFIX = 5, 40
#: A text is wrapped by hand where no line is longer than this, and most are longer than half of it (in bytes).
_WRAPPED_AT = 100

# What stands behind a word: the end of a sentence, of a line, another column; and whether the word is a number, or goes
# on with one (1,204).
_SENTENCE, _LINE, _COLUMN, _IS_NUMBER, _GOES_ON = 1, 2, 4, 8, 16
#: Marks that belong to what stands before a line, or to markup; and those that belong to what stands behind it.
_NO_OPENING = (33, 38, 41, 44, 46, 58, 59, 60, 62, 63, 92, 93, 125)
_NO_CLOSING = (38, 40, 60, 62, 91, 92, 123)
_INLINE = "a abbr b big cite code del em font i img ins label mark q s small span strike strong sub sup time tt u wbr"


def _tag_code(name: str) -> int:
    code = 0
    for letter in name:
        code = code * 64 + (ord(letter) & 63)
    return code


_INLINE_TAGS = tuple(_tag_code(name) for name in _INLINE.split())


class Lines(NamedTuple):
    """The lines of many texts in their order; of each its place: row, start, end (bytes), words, flags."""

    keys: Hashes
    places: Places


def read_lines(data: Bytes, offsets: Offsets, seeds: Hashes, sizes: Places, first_row: int) -> Lines:
    """The lines of texts (as `text_bytes` gives them), and into *sizes* how many words each text has.

    *seeds*: what tells the sources apart. *first_row*: the row of the first text.
    """
    return Lines(*_read_lines(data, offsets, seeds, sizes, first_row))


@compiled
def _is_wrapped(data: Bytes, start: int, end: int) -> bool:
    """Whether a text's lines are wrapped by hand: none is long, and most are not short and end in mid-sentence."""
    lines = open_ones = length = 0
    for i in range(start, end):
        if data[i] != 10:
            length += 1
            if length > _WRAPPED_AT:
                return False
        elif length:
            lines += 1
            last = data[i - 1]
            if length > _WRAPPED_AT // 2 and (_is_letter(last) or 48 <= last <= 57 or last == 44):
                open_ones += 1
            length = 0
    return lines >= 3 and open_ones * 2 > lines


@compiled
def _is_letter(byte: int) -> bool:
    return bool(97 <= (byte | 32) <= 122)


@compiled
def _is_inline(data: Bytes, at: int, end: int) -> bool:
    """Whether the tag that begins at *at* stands within a line (``<b>``, ``</a>``)."""
    at += 2 if data[at + 1] == 47 else 1
    name = 0
    for i in range(at, min(end, at + 8)):
        letter = data[i] | 32
        if not 97 <= letter <= 122:
            break
        name = name * 64 + (letter & 63)
    return name in _INLINE_TAGS


@compiled
def _breaks(data: Bytes, at: int, end: int) -> int:
    """How many bytes of a line's end begin at *at*, 0 for none: LF, CR LF, CR, or Unicode's, or as JSON escapes it."""
    byte = data[at]
    following = data[at + 1] if at + 1 < end else np.uint8(0)
    if byte == 13:
        return 2 if following == 10 else 1
    if byte == 92 and following in (110, 114):
        return 2
    if byte == 0xE2 and following == 0x80 and at + 2 < end and data[at + 2] in (0xA8, 0xA9):
        return 3
    return 1 if byte == 10 else 0


@compiled
def _ends_line(data: Bytes, start: int, end: int, wrapped: bool) -> bool:
    """Whether a line ends between two words; in a wrapped text, a paragraph."""
    breaks = 0
    at = start
    while at < end:
        size = _breaks(data, at, end)
        if size:
            breaks += 1
            if not wrapped or breaks > 1:
                return True
            at += size
            continue
        if breaks and _is_space(data[at]):
            return True  # an indented line begins a paragraph
        if data[at] == 60 and at + 1 < end and (data[at + 1] == 47 or 97 <= (data[at + 1] | 32) <= 122):
            if not _is_inline(data, at, end):
                return True
            while at < end and data[at] != 62:
                at += 1
        at += 1
    return False


@compiled
def _stops(data: Bytes, at: int, end: int) -> bool:
    """Whether a full-width stop stands at *at* (。！？), or the © that opens a notice."""
    if at + 1 < end and data[at] == 0xC2:
        return bool(data[at + 1] == 0xA9)
    if at + 2 >= end:
        return False
    if data[at] == 0xE3:
        return bool(data[at + 1] == 0x80 and data[at + 2] == 0x82)
    return bool(data[at] == 0xEF and data[at + 1] == 0xBC and data[at + 2] in (0x81, 0x9F))


@compiled
def _ends_sentence(data: Bytes, start: int, end: int, is_initial: bool) -> bool:
    """Whether a sentence ends between two words, with a space behind it or glued to the next: "said.Share this"."""
    stopped = spaced = closed = in_tag = False
    for at in range(start, end):
        byte = data[at]
        in_tag = (in_tag or byte == 60) and byte != 62
        if in_tag:
            continue
        if byte >= 128 and _stops(data, at, end):
            return True
        if byte in (33, 46, 63):
            stopped, spaced = True, False
        closed |= byte == 41
        spaced |= _is_space(byte)
    following = data[end]
    is_capital = 65 <= following <= 90
    if closed and not spaced and is_capital:
        return True  # (Editing by Lee Roe)Our Standards
    if not stopped or is_initial or 48 <= following <= 57 or 97 <= following <= 122:
        return False
    return bool(spaced or (is_capital and (97 <= data[start - 1] <= 122 or data[start - 1] >= 128)))


@compiled
def _is_column(data: Bytes, start: int, end: int) -> bool:
    """Whether two words stand in two columns of a table: a tab or three spaces are between them."""
    if data[start] == 9:
        return True
    return bool(end - start >= 3 and data[start] == 32 and data[start + 1] == 32 and data[start + 2] == 32)


@compiled
def _is_space(byte: int) -> bool:
    return bool(byte == 32 or 9 <= byte <= 13)


@compiled
def _behind(data: Bytes, start: int, end: int, wrapped: bool, is_initial: bool) -> int:
    """What parts two words; nothing where a single space does, as mostly."""
    if end - start == 1 and data[start] == 32:
        return 0
    if _ends_line(data, start, end, wrapped):
        return _LINE
    if _ends_sentence(data, start, end, is_initial):
        return _SENTENCE
    return _COLUMN if _is_column(data, start, end) else 0


@compiled
def _key(hashes: Hashes, parts: Bytes, first: int, last: int, seed: np.uint64) -> np.uint64:
    """What a line is known by: its words in their order, and its source."""
    key = seed * np.uint64(0xC4CEB9FE1A85EC53)
    for i in range(first, last):
        if not parts[i] & _GOES_ON:
            key = (key ^ (key >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + hashes[i]
    key = (key ^ (key >> np.uint64(32))) * np.uint64(0xFF51AFD7ED558CCD)
    return key ^ (key >> np.uint64(31))


@compiled
def _numberless(data: Bytes, start: int, end: int) -> np.uint64:
    """The hash of a word, with one digit for each of its numbers."""
    hashed = np.uint64(1469598103934665603)
    for i in range(start, end):
        is_digit = 48 <= data[i] <= 57
        if is_digit and i > start and 48 <= data[i - 1] <= 57:
            continue
        letter = np.uint8(48) if is_digit else (data[i] | 32 if 65 <= data[i] <= 90 else data[i])
        hashed = (hashed ^ np.uint64(letter)) * np.uint64(1099511628211)
    return hashed


@compiled
def _opening_marks(data: Bytes, limit: int, start: int) -> int:
    """Where a line begins that has its first word at *start*: brackets and quotation marks belong to it, and a ©."""
    at = start
    while at > limit and data[at - 1] < 128 and not _is_space(data[at - 1]) and data[at - 1] not in _NO_OPENING:
        at -= 1
    spaces = at
    while spaces > limit and data[spaces - 1] == 32:
        spaces -= 1
    if spaces - 2 >= limit and data[spaces - 2] == 0xC2 and data[spaces - 1] == 0xA9:
        return spaces - 2
    return at if at == limit or _is_space(data[at - 1]) or data[at - 1] == 62 else start


@compiled
def _closing_marks(data: Bytes, end: int, limit: int) -> int:
    """Where a line ends that has its last word before *end*: the point, brackets and quotation marks belong to it."""
    at = end
    while at < limit and not _is_space(data[at]) and data[at] not in _NO_CLOSING:
        if data[at] >= 128:
            if at + 3 <= limit and data[at] == 0xE2 and data[at + 1] == 0x80:
                at += 3
                continue
            if at + 3 <= limit and (data[at] == 0xE3 or data[at] == 0xEF):
                at += 3
                continue
            break
        at += 1
    return at


@compiled
def _part(data: Bytes, count: int, hashes: Hashes, starts: Offsets, ends: Offsets, wrapped: bool, parts: Bytes) -> None:
    """What stands behind each word, into *parts*; and a number's hash becomes that of any number."""
    opened = 0
    for i in range(count):
        parts[i] = _LINE
        if i + 1 < count:
            parts[i] = _behind(data, ends[i], starts[i + 1], wrapped, ends[i] - starts[i] == 1)
        if parts[i] == _SENTENCE and i + 1 - opened < _MIN_SENTENCE:
            parts[i] = 0
        if parts[i] & (_LINE | _SENTENCE):
            opened = i + 1
        if 48 <= data[starts[i]] <= 57 or 48 <= data[ends[i] - 1] <= 57:
            hashes[i] = _numberless(data, starts[i], ends[i])
            goes_on = i > 0 and parts[i - 1] & (_IS_NUMBER | _GOES_ON) and starts[i] == ends[i - 1] + 1
            goes_on = goes_on and hashes[i] == hashes[i - 1] and data[ends[i - 1]] in (44, 46)
            parts[i] |= _GOES_ON if goes_on else _IS_NUMBER


@compiled
def _kind(parts: Bytes, first: int, last: int) -> int:
    """The flags of the line of these words, as far as it tells them itself."""
    numbers = columns = length = 0
    for i in range(first, last):
        length += parts[i] & _GOES_ON == 0
        numbers += parts[i] & _IS_NUMBER > 0
        columns += parts[i] & _COLUMN > 0
    kind = ALONE if parts[last - 1] & _LINE and (first == 0 or parts[first - 1] & _LINE) else 0
    if columns or (numbers > 1 and numbers * 4 >= length):
        return kind | TABLE
    if numbers == length:
        return kind
    return kind | TOLD | (NUMBER if numbers * 4 > length else 0)


@compiled
def _flag_by_place(places: Places) -> None:
    """Of one text's lines flag those at its edges; a short line beside a row of a table belongs to the table."""
    count = len(places)
    for n in range(count):
        if n < _OPENING or n >= count - _ENDING:
            places[n, 4] |= EDGE
        places[n, 4] |= min(count - 1 - n, 255) * FROM_END + min(n, 255) * FROM_START
        beside = (n > 0 and places[n - 1, 4] & TABLE) or (n + 1 < count and places[n + 1, 4] & TABLE)
        if beside and places[n, 3] < LONG:
            places[n, 4] -= places[n, 4] & TOLD


@compiled
def _read_lines(data: Bytes, offsets: Offsets, seeds: Hashes, sizes: Places, first_row: int) -> tuple[Hashes, Places]:
    longest = 1
    for t in range(len(sizes)):
        longest = max(longest, offsets[t + 1] - offsets[t] + 1)
    hashes = np.empty(longest, dtype=np.uint64)
    starts = np.empty(longest, dtype=np.int64)
    ends = np.empty(longest, dtype=np.int64)
    parts = np.empty(longest, dtype=np.uint8)
    room = max(1024, (offsets[-1] - offsets[0]) // 50)
    keys = np.empty(room, dtype=np.uint64)
    places = np.empty((room, 5), dtype=np.uint32)
    total = 0
    for t in range(len(sizes)):
        at = offsets[t]
        count = words(data, at, offsets[t + 1], hashes, starts, ends)
        sizes[t] = count
        if total + count + _MAX_SUFFIX > len(keys):
            more = total + count + _MAX_SUFFIX
            keys = np.concatenate((keys, np.empty(more, dtype=np.uint64)))
            places = np.concatenate((places, np.empty((more, 5), dtype=np.uint32)))
        _part(data, count, hashes, starts, ends, _is_wrapped(data, at, offsets[t + 1]), parts)
        first = total
        opened = last = 0
        for i in range(count):
            if not parts[i] & (_LINE | _SENTENCE):
                continue
            before = at if opened == 0 else ends[opened - 1]
            after = offsets[t + 1] if i + 1 == count else starts[i + 1]
            keys[total] = _key(hashes, parts, opened, i + 1, seeds[t])
            places[total, 0] = first_row + t
            places[total, 1] = _opening_marks(data, before, starts[opened]) - at
            places[total, 2] = _closing_marks(data, ends[i], after) - at
            places[total, 3] = i + 1 - opened
            places[total, 4] = _kind(parts, opened, i + 1)
            total += 1
            last, opened = opened, i + 1
        _flag_by_place(places[first:total])
        ending = total - 1
        for i in range(max(last + 1, count - _MAX_SUFFIX), count - _MIN_SUFFIX + 1):
            if 65 <= data[starts[i]] <= 90 and places[ending, 4] & TOLD:
                keys[total] = _key(hashes, parts, i, count, seeds[t])
                places[total] = places[ending]
                places[total, 1] = starts[i] - at
                places[total, 3] = count - i
                places[total, 4] = SUFFIX | EDGE | TOLD | 255 * FROM_START
                total += 1
    return keys[:total], places[:total]
