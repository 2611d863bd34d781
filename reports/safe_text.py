"""Article text is hostile: what nobody would see in it is named before anybody reads it in a terminal or a page."""

import re
import unicodedata

#: Characters that nobody sees, or that move others about: controls, no-break and other odd spaces, zero-width and
#: direction marks, fillers, variation selectors, tags, half surrogates, private use, noncharacters. Tab and line feed
#: are text, and so is the ideographic space, which is as wide as it looks.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u1680"
    "\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def name_of(character: str) -> str:
    """What to call an unseen character: ``U+200B``."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """The text with every unseen character shown as ``⟨U+200B⟩``; tab and line feed stay."""
    return UNSEEN.sub(lambda found: f"⟨{name_of(found[0])}⟩", text)


def one_line(text: str) -> str:
    """The text on one line: line ends shown as ⏎, runs of spaces as one, unseen characters by name."""
    text = re.sub(r"[ \t]*\r?\n[ \t\r\n]*", " ⏎ ", text)
    return visible(re.sub(r"[ \t]+", " ", text.replace("\r", " ⏎ ")))


def printable_name(text: str) -> str:
    """A source or id on one line, unseen characters by name, combining ones kept."""
    return one_line(unicodedata.normalize("NFC", text)).strip() or "(empty)"
