"""Article text is hostile: made safe for a terminal and for tables before anybody sees it."""

import re
import unicodedata

# Controls, direction marks and isolates, zero-width and other unseen characters, surrogates, private use.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ue000-\uf8ff\ud800-\udfff]"
)


def name_of(character: str) -> str:
    """What to call an unseen character: ``U+200B``."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """The text with every unseen character shown as ``⟨U+200B⟩``; tab and line ends stay."""
    return _UNSEEN.sub(lambda m: f"⟨{name_of(m[0])}⟩", text)


def one_line(text: str) -> str:
    """The text on one line: line ends shown as ⏎, runs of spaces as one, unseen characters by name."""
    text = re.sub(r"[ \t]*\r?\n[ \t\r\n]*", " ⏎ ", text)
    return visible(re.sub(r"[ \t]+", " ", text.replace("\r", " ⏎ ")))


def printable_name(text: str) -> str:
    """A source or id on one line, unseen characters by name, combining ones kept."""
    return one_line(unicodedata.normalize("NFC", text)).strip() or "(empty)"
