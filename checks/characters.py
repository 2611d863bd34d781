"""Characters that should not be there: decoded with the wrong table, or unseen."""

import unicodedata

import polars as pl

from .check import check
from .evidence import Evidence, find

# The second bytes of UTF-8 (0x80–0xBF) as Windows-1252 shows them.
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: The same without what may follow a letter in prose: quotation marks, dashes, dots, guillemets, no-break space.
_RARE = "\u0080-\u009f\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00be€ƒ†‡ˆ‰Š‹ŒŽ˜™š›œžŸ‚„›‹"
_MOJIBAKE = (
    rf"â€[{_CONTINUATION}]?|Ã[{_CONTINUATION}]|Â[\u00a0-\u00bf]|ï»¿|ï¿½|â„¢|â‚¬|â†[{_CONTINUATION}]"
    rf"|(?:[ÐÑ][{_CONTINUATION}]){{2,}}|(?:[ØÙ][{_CONTINUATION}]){{2,}}"
    rf"|[ÄÅÎÏ×][{_RARE}]|[à-é][{_RARE}]{{2}}"  # Turkish, Polish, Czech, Greek, Hebrew; Chinese, Japanese, Korean
)

#: No-break space, soft hyphen, zero-width and direction marks, line separators, controls, U+FFFD, noncharacters,
#: private use.
#: Not the zero-width joiners U+200C and U+200D: Persian, Hindi and emoji are spelled with them.
_INVISIBLE = (
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00a0\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufdd0-\ufdef\ufeff\ufff9-\uffff\ue000-\uf8ff]+"
)


def _repaired(evidence: str) -> str:
    for table in ("cp1252", "latin-1"):
        try:
            return f"text decoded with the wrong table; reads as {evidence.encode(table).decode('utf-8')}"
        except UnicodeError:
            continue
    return "text decoded with the wrong table"


def _called(character: str) -> str:
    kind = "private use" if unicodedata.category(character) == "Co" else "control character"
    return unicodedata.name(character, kind).lower()


def _named(evidence: str) -> str:
    names = dict.fromkeys(f"U+{ord(c):04X} {unicodedata.name(c, _unnamed(c)).lower()}" for c in evidence)
    return ", ".join([*names][:3])


def _unnamed(character: str) -> str:
    return "private use" if unicodedata.category(character) == "Co" else "control character"


@check(
    family="encoding",
    explain=_repaired,
    help="decode the pages as UTF-8; text that is broken already is repaired by the ftfy package",
    bad=[
        {"body": "The mayorâ€™s office did not reply."},
        {"title": "A cafÃ© on the quay"},
        {"body": "It costs Â£20."},
    ],
    good=[
        {"body": "Le café du quai rouvre, dit le maire."},
        {"title": "São Paulo e Âncora"},
        {"body": "PREÇO CAI PELA SEGUNDA VEZ NA REGIÃO."},
    ],
)
def no_mojibake(text: pl.Expr) -> Evidence:
    """No text that was decoded with the wrong table (``â€™`` for ’).

    Looks for the two- and three-character sequences that UTF-8 becomes when it is read as Windows-1252 or Latin-1.
    Missed: other tables, and text that was mangled twice.
    """
    return find(text, _MOJIBAKE, when=text.str.contains("[ÂÃÄÅÎÏÐÑ×ØÙà-éï]"))


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
    ],
)
def no_invisible_characters(text: pl.Expr) -> Evidence:
    """No characters that nobody sees: no-break spaces, zero-width characters, control characters, U+FFFD.

    Two words with a no-break space between them are one token to most tokenisers; U+FFFD stands where a byte was lost.
    Spared: tab and line ends, joiners of Persian, Hindi and emoji, French spacing, spaces between groups of digits.
    """
    # French puts a no-break space inside guillemets and before : ; ! ? %, many languages between groups of digits.
    # Each replacement keeps its length, so that offsets stay.
    typography = (
        text.str.replace_all("«\u00a0", "« ", literal=True)
        .str.replace_all("\u00a0([:;!?»%€])", " ${1}")
        .str.replace_all("([0-9])\u00a0([0-9])", "${1} ${2}")
    )
    spared = pl.when(text.str.contains("\u00a0", literal=True)).then(typography).otherwise(text)
    return find(spared, _INVISIBLE)
