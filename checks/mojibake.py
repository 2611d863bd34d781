"""Text that was decoded with the wrong table."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

import ftfy
import polars as pl
from ftfy.badness import BADNESS_RE

from .check import check
from .evidence import Evidence, where
from .finders import Place, has_non_ascii, judged, merged

#: Tables that UTF-8 is read with by mistake, in the order in which they explain a sequence. ftfy's "sloppy" ones have
#: a character for every byte; the last three are not ftfy's.
_FTFY_TABLES = (
    "sloppy-windows-1252", "latin-1", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253",
    "sloppy-windows-1254", "sloppy-windows-1257", "iso-8859-2", "macroman", "cp437",
)  # fmt: skip
_OWN_TABLES = ("koi8-r", "cp850", "cp866")
#: Windows-1252's characters at 0x80–0x9F, without the five bytes that it leaves empty.
C1_OF_WINDOWS = "\u0080\u0082-\u008c\u008e\u0091-\u009c\u009e\u009f"

# The second bytes of UTF-8 (0x80–0xBF) as Windows-1252 shows them, and those of them that no prose puts behind an
# accented letter (quotation marks, dashes, dots, guillemets and no-break spaces do stand there).
_SECOND = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_RARE = "¡¢£¤¥¦¨©ª¬®¯°±²³´µ¶¸¹º¼½¾¿€ƒ†‡ˆ‰‹Œ˜™›Ÿ"
_CYRILLIC_SECOND = "Ђ-ЏЎўЈҐЄЇђ-џІіґ°±µ¶·№¦§©«¬®»ёєјѕї‚ѓ„…†‡€‰‹‘’“”•–—™›"
#: A look at every text beyond ASCII: one of these must be there, and then ftfy is asked.
_SUSPICIOUS = "|".join(
    (
        "[\u0080-\u009f]",
        f"[ÂÃ][{_SECOND}]",
        "[ÂÃ] ",
        f"[ÄÅÐÑØÙÚÛÎÏ×ÌÍÆÇÈÉÊËÔÕÖÜ][{_RARE}šžŠŽ‚„]",
        f"[ÐÑÎÏ][{_SECOND}][ÐÑÎÏ][{_SECOND}]|[ØÙÚÛ×][{_SECOND}][ØÙÚÛ×]",
        f"[à-ï](?:[{_RARE}][{_SECOND}]|[{_SECOND}][{_RARE}])",
        "â€|â„¢|â‚¬|ðŸ|ï¿½|ï»¿",
        f"вЂ|ГўВЂ|[РС][{_CYRILLIC_SECOND}][РС][{_CYRILLIC_SECOND}]",
        "β€|ā€|[ĂĹ][¤§¨©«¬®°±˛ł´µ¶¸ąş»Ľ˝ľżˇ˘ŁĄ‡‰‹ŚŤŹ™śťź†]",
        "‚Ä|√[©®±∂†≠´≤≥¥µø°¢£§•¶üº∫ª]|¬[†£©ª´]",
        "ΓÇ|├[─-╿░-▓⌐⌠⌡á-ÿ®©ªº]|ÔÇ[ÖØ£¥öô]|тА[ЩЬЭУФж]",
        "Б─|ц[╔╗╘╙╪═]|[ГΓĆ][©¤¦§«¬®°±¶]|Г[\u00a0ЁЎўЈґ]|Γ[\u00a0¨ΌͺΆ]|Ć[Ø¼ŖÆ]",
        "[пя][─-▟⌠⌡■∙√≈≤≥°²·÷][пя][─-▟⌠⌡■∙√≈≤≥°²·÷]",
        "[À-ÖØ-öø-ÿ]{5}|[\u00a1-\u00ff]{7}",
        "窶|鈥|锟斤拷|占쏙옙",
    )
)

#: How far behind a stretch its patterns look.
_AHEAD = 10
#: Longer texts are cut in messages.
_SHOWN = 80

#: Windows-1252 read as Latin-1.
_C1 = f"[{C1_OF_WINDOWS}]+"
#: What is left where a byte was lost on the way: of a quotation mark, of a no-break space, of an à.
_LOST = (
    "â€[\ufffd?]?|(?<=[A-Za-z.,!?;:%0-9”’\"'$€£)\\]])Â(?=[ \n]|$)|(?<![^\n])Â(?= )"
    r"|(?<!\S)Ã(?= (?:la|le|propos|nouveau|partir)\b)|(?<=[a-z]{3})Ã(?= )"
)
#: UTF-8 read with an East Asian table: what its punctuation becomes, and the famous lost character.
_EAST_ASIAN = r"窶[冓囮晢冱凜伉兮挾弋榔罵\ufffd]|(?<=[A-Za-z])窶.|鈥[檚攖渨淭溾滅漖\ufffd]|(?<=[A-Za-z ])鈥."
_LOST_IN_EAST_ASIAN = "(?:锟斤拷)+|(?:占쏙옙)+"
_BY_ITSELF = re.compile(f"{_C1}|{_LOST}|{_EAST_ASIAN}|{_LOST_IN_EAST_ASIAN}")

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
#: A capital and the quotation mark, dash or space behind it are none, at the end of a word in capitals (AMANHÃ”).
_CAPITALS_BEFORE = re.compile("[A-ZÀ-ÖØ-Þ“„«‘]")
_TYPOGRAPHIC = frozenset("”“»«–—…’‘•\u00a0„‚")
#: Curly quotation marks, dashes, dots, the signs of euro and trade mark: three characters in every table, which no
#: text has in a row; and the letters of Western and Central Europe.
_PUNCTUATION_MEANT = re.compile("[\u2010-\u205e\u20ac\u2122]")
_LETTERS_MEANT = re.compile("[\u00c0-\u017f\u018f\u0259]+")
#: Blocks that one sequence by itself may mean: no phonetics, no Syriac.
_MEANT = re.compile(
    "[\u0080-\u024f\u0259\u02bb-\u02dd\u0300-\u052f\u05d0-\u05ea\u060c-\u06cc\u0900-\U000fffff\ufffd\ufeff]+"
)
#: Punctuation that the Macintosh shows first bytes as.
_COMMON_FIRST = frozenset("€‹›‡·„‰«»…–—“”‘’÷\u00a0")
#: First bytes of Western letters, behind which no letter of that kind and no sign stands but at a word's end.
_NEVER_FIRST = "ÃÂ"
#: Bytes that Windows-1252 leaves empty, at the end of a sequence.
_EMPTY = frozenset("\u0081\u008d\u008f\u0090\u009d")
_IS_LATIN = re.compile("[\u00c0-\u024f]")
#: So many sequences that are surely broken tell the table of the whole text.
_SURE = 2
#: So many broken letters in a row are no chance, whatever ftfy says of each.
_NO_CHANCE = 3

#: A legacy table read with Windows-1252: words wholly of its upper half, which no language writes.
_LEGACY_WORD = re.compile("[\u00a1-\u00ff]{2,}")
_LEGACY_PHRASE = re.compile("[\u00a1-\u00ff]+(?:[ ,.:;!?0-9\"'-]{1,4}[\u00a1-\u00ff]+)*")
_LEGACY_TABLES = (
    ("cp1251", r"[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+|№|[«»–—]"),
    ("koi8-r", r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+"),
    ("cp1253", r"[Ά-Ϋ]?[ΐά-ώ]+|[Ά-Ϋ]+"),
    ("cp1255", r"[א-ת]+"),
    ("cp1256", r"[ء-ي،؛]+"),
    ("euc-kr", r"[가-힣]+"),
    ("gb2312", r"[\u4e00-\u9fff，。、：；？！“”（）《》]+"),
)
_LEGACY_WORDS = 3


class _Table:
    """The sequences of UTF-8 as one table shows them."""

    def __init__(self, name: str) -> None:
        self.name = name
        shown = {byte: self._character(byte) for byte in range(0x80, 0x100)}
        one_of = {
            kind: "[" + "".join(re.escape(shown[byte]) for byte in bytes_ if shown[byte]) + "]"
            for kind, bytes_ in (
                ("second", range(0x80, 0xC0)), ("two", range(0xC2, 0xE0)), ("three", range(0xE0, 0xF0)),
                ("four", range(0xF0, 0xF5)),
            )
        }  # fmt: skip
        second = one_of["second"]
        letter = f"{one_of['two']}{second}|{one_of['three']}{second}{{2}}|{one_of['four']}{second}{{3}}"
        self.runs = re.compile(f"(?:{letter})+")

    def _character(self, byte: int) -> str:
        try:
            return bytes([byte]).decode(self.name)
        except UnicodeError:
            return ""

    def read(self, run: str) -> str | None:
        """A run as it was meant; None where it is no UTF-8 or nothing that a text would hold."""
        try:
            meant = run.encode(self.name).decode("utf-8")
        except UnicodeError:
            return None
        return meant if all(_is_text(character) for character in meant) else None


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cn", "Co", "Cs") or "\u0080" <= character <= "\u009f"


@cache
def _tables() -> tuple[_Table, ...]:
    return tuple(_Table(name) for name in (*_FTFY_TABLES, *_OWN_TABLES))


def places(text: str) -> list[Place]:
    """The broken sequences of a text, with what each should read."""
    stretches = [stretch.span() for stretch in _BEYOND_ASCII.finditer(text)]
    found = [
        Place(m.start(), m.end()) for start, end in stretches for m in _BY_ITSELF.finditer(text, start, end + _AHEAD)
    ]
    clusters = [(start, end) for start, end in stretches if end - start > 1]
    sure: Counter[_Table] = Counter()
    for start, end in clusters:
        before = text[max(0, start - 2) : start]
        table, kept = _within(before, text[start:end], text[end : end + 1])
        found += [Place(start + a, start + b) for a, b in kept]
        sure[table] += len(kept)
    if sure.total() >= _SURE:  # one table broke this text, so what it explains elsewhere is broken too
        (table, _), *_ = sure.most_common(1)
        blocks = {ord(c) >> 8 for place in found for c in table.read(text[place.start : place.end]) or ""}
        for start, end in clusters:
            found += [p for p, meant in _runs(table, text, start, end) if _fits(text, p, meant, blocks)]
    return _joined(text, [*found, *_legacy(text)])


@lru_cache(50_000)
def _within(before: str, cluster: str, after: str) -> tuple["_Table", list[tuple[int, int]]]:
    """The broken sequences in a stretch beyond ASCII, by the table that explains most of it.

    The same few stretches recur in all texts of a broken source: what was said of one is kept.
    """
    text, shift = before + cluster + after, len(before)
    best: tuple[_Table, list[Place]] = (_tables()[0], [])
    for table in _tables():
        runs = _runs(table, text, shift, shift + len(cluster))
        kept = [place for place, meant in runs if _is_broken(text, place, meant)]
        if _length(kept) > _length(best[1]):
            best = (table, kept)
    return best[0], [(place.start - shift, place.end - shift) for place in best[1]]


def _length(places: list[Place]) -> int:
    return sum(place.end - place.start for place in places)


def _runs(table: "_Table", text: str, start: int, end: int) -> list[tuple[Place, str]]:
    """What reads as UTF-8 by a table, with what it then says."""
    runs = [(Place(m.start(), m.end()), table.read(m[0])) for m in table.runs.finditer(text, start, end)]
    return [(place, meant) for place, meant in runs if meant]


def _is_broken(text: str, place: Place, meant: str) -> bool:
    """Whether ftfy judges a sequence broken where it stands, or we know more."""
    start, end = place.start, place.end
    is_word = len(meant) >= _NO_CHANCE and meant.isalpha()
    if _is_spared(text, place) or not (is_word or (_MEANT.fullmatch(meant) and text[start] not in _COMMON_FIRST)):
        return False
    if is_word or text[start] in _NEVER_FIRST or _PUNCTUATION_MEANT.search(meant):
        return True
    if _LETTERS_MEANT.fullmatch(meant) and _is_foreign(text[start - 1 : start], text[start], text[end : end + 1]):
        return True
    left = max(0, start - 1)
    bad = BADNESS_RE.finditer(text[left : end + 1])
    return any(m.end() > start - left and m.start() < end - left for m in bad)


def _is_foreign(before: str, first: str, after: str) -> bool:
    """Whether a character has no business beside an ASCII letter: a capital in mid-word, another script, a box."""
    if before.islower() and before.isascii() and (first.isupper() or not first.isalpha()):
        return True
    return (before + after).isascii() and (before + after).isalpha() and not _IS_LATIN.match(first)


def _fits(text: str, place: Place, meant: str, blocks: set[int]) -> bool:
    return {ord(c) >> 8 for c in meant} <= {0, 1, *blocks} and not _is_spared(text, place)


def _is_spared(text: str, place: Place) -> bool:
    """Whether it is a capital at the end of a word in capitals, with the punctuation behind it (AMANHÃ”, “Ñ”)."""
    start, end = place.start, place.end
    in_capitals = _CAPITALS_BEFORE.search(text[max(0, start - 1) : start])
    return bool(in_capitals) and end - start == 2 and _ends_a_word(text, start, end)


def _ends_a_word(text: str, start: int, end: int) -> bool:
    return text[start + 1] in _TYPOGRAPHIC and not text[end : end + 1].isalpha()


def _legacy(text: str) -> list[Place]:
    """Phrases of Cyrillic, Greek, Hebrew, Arabic, Korean or Chinese whose legacy table was taken for Windows-1252."""
    words = [word for word in _LEGACY_WORD.findall(text) if len(set(word)) > 1]
    long = [word for word in words if len(word) >= 5 and len(set(word)) >= 4]
    if len(words) < _LEGACY_WORDS or not long:
        return []
    table = _legacy_table(words)
    if table is None:
        return []
    phrases = [m for m in _LEGACY_PHRASE.finditer(text) if m.end() - m.start() > 2]
    return [Place(m.start(), m.end(), _said(m[0].encode("latin-1").decode(table, "replace"))) for m in phrases]


def _legacy_table(words: list[str]) -> str | None:
    """The table in which nearly all words are words of its script."""
    for table, script in _LEGACY_TABLES:
        read = [word.encode("latin-1").decode(table, "replace") for word in words]
        if sum(bool(re.fullmatch(script, word)) for word in read) >= 0.9 * len(words):
            return table
    return None


def _joined(text: str, found: list[Place]) -> list[Place]:
    """Sequences that touch are one place."""
    joined: list[Place] = []
    for place in merged([_with_empty(text, place) for place in found]):
        if joined and joined[-1].end == place.start:
            joined[-1] = Place(joined[-1].start, place.end)
        else:
            joined.append(place)
    return [
        place if place.message else Place(place.start, place.end, explain(text[place.start : place.end]))
        for place in joined
    ]


def _with_empty(text: str, place: Place) -> Place:
    end = place.end
    while text[end : end + 1] in _EMPTY:
        end += 1
    return place._replace(end=end)


@lru_cache(50_000)
def explain(evidence: str) -> str:
    """What a broken sequence should read."""
    if re.fullmatch(_C1, evidence):
        read = evidence.encode("latin-1").decode("cp1252")
        return f"Windows-1252 read as Latin-1: decode as cp1252; reads as {read}"
    meant = _meant(evidence)
    return _said(meant)


def _meant(evidence: str) -> str | None:
    if evidence in ("Â", "â€", "â€?", "â€\ufffd", "Ã"):
        return {"Â": "a no-break space", "Ã": "à"}.get(evidence, "”")
    fixed = ftfy.fix_encoding(evidence)
    if fixed != evidence:
        return fixed
    read = [meant for table in _tables() if (meant := table.read(evidence))]
    for meant in sorted(read, key=lambda one: not (_PUNCTUATION_MEANT.match(one) or _LETTERS_MEANT.match(one))):
        return meant
    for name in ("cp932", "gb18030", "cp949"):
        try:
            return evidence.encode(name).decode("utf-8", "replace")
        except UnicodeError:
            continue
    return None


def _said(meant: str | None) -> str:
    if meant is None:
        return "text decoded with the wrong table"
    shown = meant if len(meant) <= _SHOWN else meant[: _SHOWN - 1] + "…"
    return f"text decoded with the wrong table; reads as {shown}"


@check(
    family="encoding",
    explain=explain,
    help="decode the pages as UTF-8 (as Windows-1252 where U+0080 to U+009F stand); ftfy repairs broken text",
    bad=[
        {"body": "The mayorâ€™s office did not reply."},
        {"title": "A cafÃ© on the quay"},
        {"body": "It costs Â£20."},
        {"body": "The mayorÃ¢â‚¬â„¢s office did not reply."},
        {"body": "The mayor\u0092s office did not reply."},
        {"body": "Мэр сказал: РїСЂРёРІРµС‚."},
    ],
    good=[
        {"body": "Le café du quai rouvre, dit le maire."},
        {"title": "São Paulo e Âncora"},
        {"body": "PREÇO CAI PELA SEGUNDA VEZ NA REGIÃO."},
        {"body": "«\u00a0Le café\u00a0», dit-il — à l’été…"},
    ],
)
def no_mojibake(text: pl.Expr) -> Evidence:
    """No text that was decoded with the wrong table (``â€™`` for ’).

    Looks for sequences that UTF-8 becomes when it is read as Windows-1252, Latin-1 or one of eleven other tables
    (Windows' for Cyrillic, Greek, Turkish, the Baltic and Central Europe, KOI8-R, Mac OS Roman, those of DOS), once or
    several times over; ftfy judges whether a sequence can be meant. Also the controls U+0080 to U+009F, which are
    Windows-1252's quotation marks and dashes read as Latin-1; legacy Cyrillic, Greek, Hebrew, Arabic, Korean and
    Chinese read as Windows-1252; and what UTF-8's punctuation becomes in East Asian tables. Sequences that touch are
    one place, and the message says what it should read.

    Spared: accented letters and capitals of all languages before punctuation of their own. Missed: text about
    encodings counts as broken; letters lost for good (U+FFFD, see `no_invisible_characters`).
    """
    beyond = where(has_non_ascii(text), text)
    return judged(text, beyond.str.contains(_SUSPICIOUS), places)
