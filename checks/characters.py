"""Characters that nobody sees."""

import re
import unicodedata
from collections.abc import Iterator

import polars as pl

from .check import check
from .evidence import Evidence, find, where
from .finders import Place, has_non_ascii, judged
from .mojibake import C1_OF_WINDOWS

#: Controls of ASCII but tab and line ends.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
#: Beyond ASCII, wherever they stand: controls that Windows-1252 has no character for, soft hyphen, separators of lines
#: and paragraphs, overrides of direction, word joiner and its like, noncharacters, U+FFFD, private use.
_ALWAYS = (
    "\u0081\u008d\u008f\u0090\u009d\u00ad\u2028\u2029\u202d\u202e\u2060-\u2065\u206a-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\uffff\ue000-\uf8ff\U000f0000-\U0010ffff"
)
#: Those that some scripts and typographies need: no-break spaces, zero-width space and joiners, marks of direction,
#: and the letters of tags.
_SOMETIMES = "\u00a0\u202f\u200b-\u200d\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069\U000e0001-\U000e007f"
_INVISIBLE = f"[{_CONTROLS}{_ALWAYS}{_SOMETIMES}]+"

#: The usual places of a no-break space in typography: inside guillemets, before French punctuation and signs of money
#: and degrees, beside a dash, between groups of digits.
_BEFORE_SPACE, _BEHIND_SPACE = frozenset("«‹–—"), frozenset(":;!?»›%‰€$£°–—")

_RUN = re.compile(_INVISIBLE)
_C1_OF_WINDOWS = re.compile(f"[{C1_OF_WINDOWS}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
#: What ends the effect of a mark, and the marks that make text run against its letters.
_POP, _OVERRIDE = "\u202c", re.compile("[\u202d\u202e]")
#: Thai, Lao, Tibetan, Burmese, Khmer, Balinese, Javanese: no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1b00-\u1b7f\ua980-\ua9df]")
#: A flag of a region: a black flag, and the letters of a tag behind it.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]*\\Z")
_FLAG_LETTERS = 8
#: First bytes of UTF-8 as Latin-1 and Windows-1252 show them; what is unseen behind them is part of the sequence.
_BEHIND_LETTERS = {"\u00a0": ("Ã", "Â"), "\u00ad": ("Ã", "Ð", "Ñ"), "\ufffd": ("â€",)}
_FIRST_BYTES = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚„†‡…]?\\Z")


def _places(text: str) -> Iterator[Place]:
    """The unseen characters of a text that are not spared, run by run."""
    has_right_to_left: bool | None = None
    for run in _RUN.finditer(text):
        if has_right_to_left is None and not _DIRECTIONS.isdisjoint(run[0]):
            has_right_to_left = bool(_RIGHT_TO_LEFT.search(text))
        start = run.start()
        for end in range(run.start(), run.end() + 1):
            if end == run.end() or _is_spared(text, end, bool(has_right_to_left)):
                if start < end:
                    yield Place(start, end)
                start = end + 1


def _is_spared(text: str, at: int, has_right_to_left: bool) -> bool:
    """Whether the script or the typography around it asks for the character."""
    character, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in _DIRECTIONS:
        return has_right_to_left and not (character == _POP and _OVERRIDE.search(text))
    if character in "\u200c\u200d":
        return _is_spelled(before) or _is_spelled(behind)
    if character == "\u200b":
        return bool(_UNSPACED.match(before) or _UNSPACED.match(behind))
    if "\U000e0000" <= character <= "\U000e007f":
        return bool(_FLAG.search(text[max(0, at - _FLAG_LETTERS) : at]))
    is_space = character in "\u00a0\u202f"
    return (is_space and _is_typographic(character, before, behind)) or _is_mojibake(text, at)


def _is_typographic(space: str, before: str, behind: str) -> bool:
    if before in _BEFORE_SPACE or behind in _BEHIND_SPACE or (before.isdigit() and behind.isdigit()):
        return True
    is_between_words = before.isalpha() and behind.isalpha() and not "\u1800" <= before <= "\u18af"  # Mongolian
    return space == "\u202f" and not is_between_words


def _is_spelled(neighbour: str) -> bool:
    """Whether a letter or sign is of those that joiners stand beside: of other scripts than Latin, or an emoji."""
    return neighbour > "\u024f" and unicodedata.category(neighbour)[0] in "LMS"


def _is_mojibake(text: str, at: int) -> bool:
    """Whether `no_mojibake` tells of it."""
    character, before = text[at], text[max(0, at - 2) : at]
    if character in _BEHIND_LETTERS:
        return before.endswith(_BEHIND_LETTERS[character])
    is_control = "\u0080" <= character <= "\u009f"
    return is_control and bool(_C1_OF_WINDOWS.match(character) or _FIRST_BYTES.search(before))


def _named(evidence: str) -> str:
    names = dict.fromkeys(f"U+{ord(c):04X} {unicodedata.name(c, _unnamed(c)).lower()}" for c in evidence)
    return ", ".join([*names][:3])


def _unnamed(character: str) -> str:
    return "private use" if unicodedata.category(character) == "Co" else "control character"


@check(
    family="encoding",
    explain=_named,
    help="replace no-break spaces by spaces, drop the zero-width and control characters",
    bad=[
        {"body": "The\u00a0mayor said so."},
        {"title": "Zero\u200bwidth"},
        {"body": "A character \ufffd was lost."},
        {"body": "The end.\u0003"},
    ],
    good=[
        {"body": "Tabs\tand\r\nline ends are text."},
        {"body": "«\u00a0Non\u00a0», dit-il\u00a0: 12\u00a0000 voix\u00a0!"},
        {"body": "👩\u200d🌾 met the press; می\u200cخواهم"},
        {"body": "ข่าว\u200bวันนี้"},
        {"body": "قال (BBC)\u200f أمس"},
    ],
)
def no_invisible_characters(text: pl.Expr) -> Evidence:
    """No characters that nobody sees: no-break spaces, zero-width characters, control characters, U+FFFD.

    Two words with a no-break space between them are one token to most tokenisers; U+FFFD stands where a byte was lost.
    Also soft hyphens, marks and overrides of direction, separators of lines and paragraphs, private use, tags.

    Spared: tab and line ends; French spacing, spaces beside dashes and between groups of digits, narrow no-break spaces
    that do not join two words; joiners in emoji and in scripts that are spelled with them (Persian, Hindi…), zero-width
    spaces between words of Thai, Khmer, Lao and Burmese, marks of direction in texts with Hebrew or Arabic in them, the
    ideographic space. The controls U+0080 to U+009F that stand for quotation marks are `no_mojibake`'s.
    """
    is_beyond = has_non_ascii(text)
    controls = find(where(~is_beyond, text), f"[{_CONTROLS}]+")
    others = judged(text, where(is_beyond, text).str.contains(_INVISIBLE), _places)
    return Evidence(
        first=pl.coalesce(controls.first, others.first),
        marks=pl.when(is_beyond).then(others.marks).otherwise(controls.marks),
        marked=True,
    )
