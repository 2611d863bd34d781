"""Text that nobody can read: ciphers of paywalls, encoded blobs, noise of keyboards, filler."""

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from .check import check
from .evidence import Evidence
from .finders import Place, judged, merged

_SHOWN = 80
#: What is no prose: tags and addresses (an image in a data: address stands in tags as well).
_NOT_PROSE = re.compile(r"<[a-zA-Z/!?][^<>]*>|(?:https?://|www\.)[^\s<>]*")
_TAG = re.compile("<[^<>\n]*>")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")

# Ciphers. ROT47 shifts every printable character of ASCII by 47 places, a Caesar cipher every letter by up to 25;
# ROT13 is one of those.
_PRINTABLE = "".join(map(chr, range(33, 127)))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: How often a letter occurs in English, French, German and Spanish, in thousandths; all other characters are rare.
_FREQUENCY = dict(
    zip(
        _LETTERS,
        (85, 15, 33, 40, 140, 15, 20, 35, 73, 4, 7, 45, 26, 78, 65, 22, 6, 64, 70, 78, 35, 11, 14, 2, 12, 5),
        strict=True,
    )
)
#: ROT47, ROT13, then the rest.
_SHIFTS = (47, 13, *(shift for shift in range(1, 26) if shift != 13))
_RARE, _CAPITAL, _POINT = 0.5, 2.0, 8.0
_COMMON = frozenset((
    "the", "and", "of", "to", "in", "is", "that", "for", "on", "with", "was", "said", "he", "as", "it", "at", "by",
    "from", "his", "have", "has", "are", "not", "be", "this", "who", "will", "an", "but", "der", "die", "und",
    "das", "den", "von", "zu", "mit", "ist", "des", "dem", "im", "für", "auf", "ein", "eine", "nicht", "sich",
    "auch", "wird", "bei", "le", "la", "les", "et", "du", "en", "un", "une", "est", "que", "qui", "dans", "pour",
    "par", "sur", "au", "pas", "plus", "el", "los", "las", "del", "por", "una", "con", "para", "se", "no", "su",
    "al", "lo", "como", "más", "het", "van", "een", "dat", "op", "te", "zijn", "voor", "di", "il", "che", "per",
    "non", "si", "della", "sono", "da", "os", "uma", "com", "não", "em",
))  # fmt: skip
#: A cipher must show so many different common words, and so great a share of its words must be common.
_DIFFERENT, _SHARE = 4, 0.15
#: Shorter stretches are no evidence.
_SHORTEST = 30

_BLOB = re.compile(r"(?:[A-Za-z0-9+/]{60,}={0,2})(?:\s+[A-Za-z0-9+/]{20,}={0,2})*(?:\s+[A-Za-z0-9+/]{1,76}={1,2})?")
_LONGEST_KEY = 110
_LONGEST_HASH = 200
#: Letters of a line that is judged by its vowels.
_UNSPEAKABLE = 80
#: So many characters of a line tell whether a cipher may be in it; so many words at its ends are too few to tell.
_CHUNK = 120
_EDGE = 3
#: Of so many chunks the gains are reckoned at once: for more, NumPy would start threads, which cost more than the work.
_AT_ONCE = 64
#: What a part of a line gains at least where a cipher is undone.
_LEAST_GAIN = 12.0
_UNMAPPED = "numbers of glyphs that a reader of PDF could not map"
_GLYPHS = re.compile(r"\(cid:\d+\)(?:\s*\(cid:\d+\)){3,}(?:[^\n]{0,3}\(cid:\d+\))*")

_ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopü", "asdfghjklöä", "yxcvbnm", "azertyuiop", "qsdfghjklm",
)  # fmt: skip
_NOISE_LETTERS = 10
_NOISE_SIGNS = ("asdfg", "sdfgh", "dfghj", "fghjk", "ghjkl", "zxcvb", "xcvbn", "cvbnm", "tyuiop", "qsdfg")
_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz]{7}")

_FILLER = frozenset((
    "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "adipisicing", "elit", "sed", "do",
    "eiusmod", "tempor", "incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua", "enim", "ad", "minim",
    "veniam", "quis", "nostrud", "exercitation", "ullamco", "laboris", "nisi", "aliquip", "ex", "ea", "commodo",
    "consequat", "duis", "aute", "irure", "in", "reprehenderit", "voluptate", "velit", "esse", "cillum", "eu",
    "fugiat", "nulla", "pariatur", "excepteur", "sint", "occaecat", "cupidatat", "non", "proident", "sunt", "culpa",
    "qui", "officia", "deserunt", "mollit", "anim", "id", "est", "laborum", "vestibulum", "nullam", "pellentesque",
    "curabitur", "vivamus", "suspendisse", "maecenas", "praesent", "donec", "mauris",
))  # fmt: skip
_FILLER_WORDS = 6
_FILLER_SIGNS = ("ipsum", "dolor", "amet", "elit", "enim", "quis", "magna", "nulla", "velit")

#: Pairs of words that nearly every text has, each under each Caesar cipher.
_PAIRS = ("of the", "in the", "to the", "de la", "in der", "und die")


#: What one look says of a line, if anything.
_Look = Callable[[str], str | None]


class _Found(NamedTuple):
    """A scrambled stretch of a line: where, of which kind, what is said of it, and how far a cipher shifts it."""

    start: int
    end: int
    kind: str
    message: str
    shift: int = 0


def _rotated(text: str, shift: int) -> str:
    return text.translate(_shifts()[shift])


@cache
def _shifts() -> dict[int, dict[int, str]]:
    """A table for each Caesar shift (1 to 25) that undoes it, and one for ROT47 (47)."""
    tables = {47: dict(zip(map(ord, _PRINTABLE), _PRINTABLE[47:] + _PRINTABLE[:47], strict=True))}
    for shift in range(1, 26):
        turned = _LETTERS[shift:] + _LETTERS[:shift]
        tables[shift] = dict(zip(map(ord, _LETTERS + _LETTERS.upper()), turned + turned.upper(), strict=True))
    return tables


_CIPHERED_PAIRS = [f" {_rotated(pair, shift)} " for pair in _PAIRS for shift in range(1, 26)]
#: Words that no language has, in text that a cipher went over: the images of "the", "and", "of the"; and long runs of
#: consonants, which every cipher makes and hardly a word has. As one pattern, words and runs are five times slower.
_SUSPICIOUS = (
    r"kAm|k\^Am| E96 [^ ]| 2\?5 [^ ]| @7 E96| E@ E96|[Gg]ur [a-z]| F\?5 | 56C | BF6 | =6D | =2D |\(cid:"
    r"|(?i:lorem ipsum|consectetur adip|dolor sit amet)"
    + "".join(f"|{re.escape(sign)}" for sign in (*_NOISE_SIGNS, *_CIPHERED_PAIRS)),
    r"[bcdfghjklmnpqrstvwxz]{7}|[A-Za-z0-9+/]{100}|[A-Za-z0-9+/]{60,76}\r?\n[A-Za-z0-9+/]{20}",
)


def _weight(character: str) -> float:
    """How usual a character is in prose, as a logarithm."""
    if character in _FREQUENCY:
        return math.log(_FREQUENCY[character])
    if character.isupper():
        return math.log(_CAPITAL)
    return math.log(_POINT if character in ".,’'“”\"-" else _RARE)


@lru_cache(100)
def _gains(shift: int) -> dict[str, float]:
    """What each character becomes more usual by where a cipher is undone."""
    return {c: _weight(_rotated(c, shift)) - _weight(c) for c in _PRINTABLE}


def _places(text: str) -> list[Place]:
    """Blobs, glyphs and scrambled lines; lines of one kind that follow each other are one place."""
    prose = _NOT_PROSE.sub(lambda m: " " * len(m[0]), text)
    blobs = [Place(*m.span(), said) for m in _BLOB.finditer(prose) if (said := _blob(m[0]))]
    glyphs = [Place(*m.span(), _UNMAPPED) for m in _GLYPHS.finditer(prose)]
    return merged([*blobs, *glyphs, *_lines(text, prose)])


def _lines(text: str, prose: str) -> Iterator[Place]:
    may_have_cipher = bool(_likely(text, _CHUNK // 2, _LEAST_GAIN / 2))
    looks = _looks(prose)
    lines = [
        (line, _in_line(line[0], prose[line.start() : line.end()], may_have_cipher, looks))
        for line in _LINE.finditer(text)
    ]
    shifts = {found.shift for _, found in lines if found and found.shift}
    last: tuple[int, int, _Found] | None = None
    for line, sure in lines:
        found = sure or _also(line[0], shifts)
        if not found:
            continue
        start, end = line.start() + found.start, line.start() + found.end
        if last and last[2].kind == found.kind and not text[last[1] : start].strip():
            last = (last[0], end, last[2])
            continue
        if last:
            yield Place(last[0], last[1], last[2].message)
        last = (start, end, found)
    if last:
        yield Place(last[0], last[1], last[2].message)


def _also(line: str, shifts: set[int]) -> _Found | None:
    """A line that is too short to be sure of, or in another language, in a text that has a cipher."""
    if not shifts or _has_common([*_WORD.finditer(line)]):
        return None
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    likely = [shift for shift in sorted(shifts) if _gain_of_each(line, shift).sum() > 0]
    return _found(start, end, line, likely[0]) if likely else None


def _looks(prose: str) -> list[_Look]:
    """The looks at its lines that a text needs; few have the signs of any."""
    lower = prose.lower()
    looks: list[_Look] = [
        look for signs, look in ((_FILLER_SIGNS, _is_filler), (_NOISE_SIGNS, _is_noise)) if _has(lower, signs)
    ]
    if _CONSONANTS.search(prose):
        looks.append(_is_unspeakable)
    return looks


def _has(lower: str, signs: tuple[str, ...]) -> bool:
    return any(sign in lower for sign in signs)


def _in_line(line: str, prose: str, may_have_cipher: bool, looks: list[_Look]) -> _Found | None:
    """The scrambled stretch of a line; *prose*: the same without tags and addresses."""
    if may_have_cipher and (cipher := _ciphered(line)):
        return cipher
    start, end = len(prose) - len(prose.lstrip()), len(prose.rstrip())
    message = next((said for look in looks if (said := look(prose))), None)
    return _Found(start, end, message, message) if message else None


def _ciphered(line: str) -> _Found | None:
    """The longest stretch of a line that reads as prose when a cipher is undone."""
    likely = _likely(line, _CHUNK, _LEAST_GAIN)
    words = list(_WORD.finditer(line)) if likely else []
    for shift in likely:
        first, behind = _best(line, words, shift)
        stretch = words[first:behind]
        if stretch and _reads(stretch, shift):
            return _found(*_widened(line, words, first, behind), line, shift)
    return None


def _found(start: int, end: int, line: str, shift: int) -> _Found:
    name = "ROT47" if shift == 47 else "ROT13" if shift == 13 else f"a Caesar cipher of {26 - shift}"
    plain = _TAG.sub(" ", _rotated(line[start:end], shift))
    return _Found(start, end, name, f"{name}; reads as {_cut(' '.join(plain.split()))}", shift)


def _likely(line: str, chunk: int, least: float) -> list[int]:
    """The shifts that make some part of a line more like prose."""
    codes = np.frombuffer(line.encode("ascii", "replace"), np.uint8)
    if codes.size < _SHORTEST:
        return []
    chunks = np.arange(codes.size) // chunk
    counts = np.bincount(chunks * 128 + codes, minlength=128 * (int(chunks[-1]) + 1)).reshape(-1, 128)
    parts = [counts[i : i + _AT_ONCE] @ _matrix() for i in range(0, len(counts), _AT_ONCE)]
    gains = np.concatenate(parts)
    return [shift for shift, gain in zip(_SHIFTS, gains.max(axis=0), strict=True) if gain > least]


@cache
def _matrix() -> npt.NDArray[np.float64]:
    """The gains of all shifts, a column each, by the character's code."""
    matrix = np.zeros((128, len(_SHIFTS)))
    for column, shift in enumerate(_SHIFTS):
        for character, gain in _gains(shift).items():
            matrix[ord(character), column] = gain
    return matrix


def _gain_of_each(line: str, shift: int) -> npt.NDArray[np.float64]:
    """What each character of a line gains where the cipher is undone."""
    codes = np.frombuffer(line.encode("utf-32-le", "replace"), np.uint32)
    gains: npt.NDArray[np.float64] = _matrix()[np.where(codes < 128, codes, 0), _SHIFTS.index(shift)]
    return gains


def _best(line: str, words: list[re.Match[str]], shift: int) -> tuple[int, int]:
    """The run of words that gains most where the cipher is undone."""
    gains = np.add.reduceat(_gain_of_each(line, shift), [word.start() for word in words]).tolist()
    best, total, start, first, behind = 0.0, 0.0, 0, 0, 0
    for at, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best:
            best, first, behind = total, start, at + 1
    return first, behind


def _reads(stretch: list[re.Match[str]], shift: int) -> bool:
    """Whether a stretch is prose when the cipher is undone, and none as it stands."""
    if stretch[-1].end() - stretch[0].start() < _SHORTEST:
        return False
    said = "\n".join(word[0] for word in stretch)  # a word has no blanks, so that it stays a line of its own
    plain = [word.strip(" .,;:!?\"'()“”").lower() for word in _TAG.sub(" ", _rotated(said, shift)).split("\n")]
    common = [word for word in plain if word in _COMMON]
    already = sum(word[0].lower() in _COMMON for word in stretch)
    share, different = len(common) / len(stretch), len(set(common))
    is_prose = (different >= _DIFFERENT and share >= _SHARE) or (different >= 2 and share >= 2 * _SHARE)
    return is_prose and already < 0.3 * len(common)


def _widened(line: str, words: list[re.Match[str]], first: int, behind: int) -> tuple[int, int]:
    """The stretch with the few words before and behind it, up to the line's ends: they say too little to be judged."""
    start = 0 if first <= _EDGE and not _has_common(words[:first]) else words[first].start()
    end = len(line) if len(words) - behind <= _EDGE and not _has_common(words[behind:]) else words[behind - 1].end()
    return start + len(line[start:end]) - len(line[start:end].lstrip()), len(line[:end].rstrip())


def _has_common(words: list[re.Match[str]]) -> bool:
    return any(word[0].lower() in _COMMON for word in words)


def _blob(run: str) -> str | None:
    """What is said of a run of base64 or hexadecimal; None for keys, hashes and long names."""
    letters = "".join(run.split())
    if len(letters) >= _LONGEST_HASH and re.fullmatch("[0-9a-f]+|[0-9A-F]+", letters):
        is_encoded = len(set(letters)) > 4 and not letters.isdigit()
        return "hexadecimal bytes" if is_encoded else None
    count = len(letters)
    shares = (sum(map(kind, letters)) / count for kind in (str.isupper, str.islower, str.isdigit))
    if count <= _LONGEST_KEY or any(share < least for share, least in zip(shares, (0.1, 0.1, 0.02), strict=True)):
        return None
    if re.search("[a-z]{14}|[A-Z]{14}(?<!A{14})", letters):
        return None
    try:
        plain = base64.b64decode(letters[: len(letters) // 4 * 4]).decode("utf-8")
    except (UnicodeError, binascii.Error):
        return "base64 of bytes that are no text"
    return f"base64; reads as {_cut(' '.join(plain.split()))}" if plain.isprintable() else "base64"


def _is_filler(line: str) -> str | None:
    if not _has(line.lower(), _FILLER_SIGNS):
        return None
    words = re.findall(r"[^\W\d_]+", line.lower())
    filler = [word for word in words if word in _FILLER]
    if len(set(filler)) >= _FILLER_WORDS and len(filler) >= 0.6 * len(words):
        return "filler of a template (lorem ipsum)"
    return None


def _is_noise(line: str) -> str | None:
    """Whether a line is nothing but keys that lie side by side."""
    if not _has(line.lower(), _NOISE_SIGNS):
        return None
    letters = [word for word in re.findall(r"[^\W_]+", line.lower()) if not word.isdigit()]
    count = sum(map(len, letters))
    if count < _NOISE_LETTERS:
        return None
    covered = sum(len(m[0]) for word in letters for m in _side_by_side().finditer(word))
    return "noise of a keyboard" if covered >= 0.8 * count else None


@cache
def _side_by_side() -> re.Pattern[str]:
    runs = {
        r[i : i + n] for row in _ROWS for r in (row, row[::-1]) for n in range(3, 11) for i in range(len(r) - n + 1)
    }
    return re.compile("|".join(sorted(runs, key=lambda run: (-len(run), run))))


def _is_unspeakable(line: str) -> str | None:
    """Whether a long line of small letters has hardly a vowel: a cipher that we do not know."""
    if not _CONSONANTS.search(line):
        return None
    letters = [c for c in line if c.isalpha()]
    small = [c for c in letters if "a" <= c <= "z"]
    words = re.findall("[a-z]{3,}", line)
    if len(small) < _UNSPEAKABLE or len(words) < 8 or len(small) < 0.8 * len(letters):
        return None
    return "letters without vowels" if sum(c in "aeiouy" for c in small) < 0.17 * len(small) else None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@check(
    family="encoding",
    explain="scrambled text",
    help="fetch the pages with a subscription, or leave these articles out; the text is not to be had from them",
    bad=[
        {"body": "By Ann Poe\nkAm%96 4@F?4:= G@E65 @? |@?52J E@ <66A E96 E:56 >:== EFC?:?8 2?5 E96 52> 4=@D65]k^Am"},
        {"body": "Gur pbhapvy ibgrq ba Zbaqnl gb xrrc gur gvqr zvyy ghneavat naq gur qnz pybfrq."},
        {"title": "asdf asdfghjkl qwertyuiop"},
        {"body": "It rained.\nLorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor."},
    ],
    good=[
        {"body": "Strč prst skrz krk, said the linguist; Angstschweiß and Rechtsschutzversicherung are words too."},
        {"body": "The commit is 3f786850e387550fdab836ed7e6dc881de23001b2e1f8a4c9d0b7a6e5f4d3c2b."},
        {"body": "ACGTACGTTAGCCGATTACAGATTACACCGGTTAACCGGATATCGCGATTACAGATTACACCGGTTAACCGGATATCGCG"},
        {"body": "The keyboard begins with QWERTY, and lorem ipsum is what printers set."},
    ],
)
def no_scrambled_text(text: pl.Expr) -> Evidence:
    """No text that nobody can read: ciphers of paywalls, encoded blobs, noise of keyboards, filler.

    Looks line by line for prose under ROT47 (which American local papers put behind their paywalls), ROT13 and all
    other Caesar ciphers, told by letters and words of English, French, German, Spanish and their neighbours; for more
    than 110 characters of base64 or 200 of hexadecimal in a row; numbers of glyphs that a PDF's reader could not map;
    lines that are keys side by side ("asdfghjkl") or lorem ipsum; and long lines of small letters with hardly a vowel.
    Lines of one kind that follow each other are one place; the message says what a cipher reads.

    Spared: other languages, acronyms, tables, hashes, keys and addresses of money, genes, code, tags, web addresses.
    Missed: ciphers of other scripts, and scrambled words within a readable sentence.
    """
    return judged(text, pl.any_horizontal(text.str.contains(pattern) for pattern in _SUSPICIOUS), _places)
