"""Whether an article is wire copy: an agency wrote it, and did not merely get cited."""

from collections.abc import Iterable

import polars as pl

from .evidence import ADDRESSES, TAGS, ascii_words
from .literals import holds_any

#: Where a byline stands, and where a credit or a sign-off does.
_OPENING, _CLOSING = 500, 700
_LONG = (
    r"Reuters?|REUTERS?|Thomson Reuters|Agence France[- ]Presse|(?:The )?Associated Press|ASSOCIATED PRESS"
    r"|United Press International"
    r"|Bloomberg News|Xinhua|Kyodo News|Jiji Press|Yonhap|TASS|Interfax|RIA Novosti|The Canadian Press"
    r"|La Presse [Cc]anadienne"
    r"|Anadolu (?:Agency|Ajansı)|Australian Associated Press|Press Trust of India|Europa Press|EUROPA PRESS"
    r"|Adnkronos|Agência Brasil|Folhapress"
    r"|РИА Новости|ТАСС|Интерфакс|Рейтер|新华社|新華社|中新社|中央社"
    r"|共同通信|時事通信|ロイター|連合ニュース|聯合ニュース|연합뉴스|رويترز|أ ف ب"
)
_SHORT = (
    r"AP|AFP|UPI|dpa|DPA|EFE|ANSA|PTI|IANS|ANI|AAP|CP|NZPA|KNA|epd|SID|sid|APA|sda|ANP|NTB|TT|PAP|ČTK|Lusa|Belga|AA"
)
_NAMES = rf"(?:{_LONG}|{_SHORT})"
#: Of all these, and of the sign-offs below, a part that has no variants.
_LITERALS = [
    "Reuter", "REUTER", "France-Presse", "France Presse", "Associated Press", "ASSOCIATED PRESS",
    "Press International", "Bloomberg",
    "Xinhua", "Kyodo", "Jiji", "Yonhap", "TASS", "Interfax", "RIA ", "Canadian Press", "resse canadienne",
    "resse Canadienne", "Anadolu",
    "Press Trust", "Europa Press", "EUROPA PRESS", "Adnkronos", "Brasil", "Folhapress", "РИА", "ТАСС", "Интерфакс",
    "Рейтер", "新华社", "新華社", "中新社", "中央社", "共同通信", "時事通信", "ロイター", "連合ニュース",
    "聯合ニュース", "연합뉴스", "رويترز", "أ ف ب",
    *_SHORT.split("|"), "afp", "eporting by", "riting by", "diting by", "ompiled by", "ritten by", "eported by",
    "earbeitung von",
    "eportage", "dité ", "ureau de",
]  # fmt: skip
#: A line that is nothing but an agency, a byline that ends in one, an agency in brackets in front of a dash.
_IN_FRONT = (
    rf"^[^\p{{L}}\n]{{0,3}}{_NAMES}(?: (?:Staff|News|Writer|Reporter))?[^\p{{L}}\n]{{0,2}}$"
    rf"|^\s*(?i:by|par|von|por|di|door|от)\b[^\n.]{{2,80}}\b{_NAMES}\b"
    rf"|\({_NAMES}(?:/[\w ]+)?\)\s?(?:[-–—:]|$)"
)
#: The agency's own sign-off, a line that is nothing but the agency, a credit, a copyright.
_BEHIND = (
    r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled|Written|Reported) by\b|\bBearbeitung von\b"
    r"|\((?:Reportage|Édité|Edité|Bureau) (?:de|par|à)\b"
    rf"|^[^\p{{L}}\n]{{0,4}}{_NAMES}[^\p{{L}}\n]{{0,3}}$|[(\[–—-]\s?{_NAMES}\s?[)\]]?\.?\s*\z|\s[–—]\s?{_NAMES}\s*$"
    rf"|^(?:dpa|afp|AFP|DPA)[/-][\w/-]{{2,20}}\s*$"
    rf"|(?i:source|quelle|fuente|fonte|credit|via)\s?[:：]\s?{_NAMES}\b|(?:©|\(c\)"
    rf"|(?i:copyright))[^\n]{{0,20}}\b{_NAMES}\b"
)
#: Agencies that say "told Reuters" of themselves; others quote them as "told Reuters news agency". What The Associated
#: Press was told, everybody quotes in the same words.
_OWN = ("Reuters", "AFP", "Xinhua", "Kyodo News", "TASS", "Interfax", "dpa", "EFE", "ANSA", "PTI", "IANS", "ANI", "AAP")
_TELLING = ("told", "tell", "tells")
_TOLD = rf"\b(?:{'|'.join(_TELLING)}) (?:{'|'.join(_OWN)})\b((?:'s|’s)? ?\w*)"
_CITING = r"(?i)^(?:'s|’s| news| agency| television| tv| and)"
_SIGNING = rf"(?:^|; |, |/|\()(?:By )?(?:{_NAMES})(?: (?:Staff|News|Writer))?(?:;|,|/|\)|$)"
#: Tables of prices have no dateline: figures, and nowhere words in a row, most of them in small letters.
_TABLE_DIGITS = 8
_PROSE = r"(?:[\p{Ll}’'-]{2,}[,;]?\s+(?:\p{Lu}?[\p{Ll}.’'-]*[,;]?\s+){0,2}){4}|[\p{Lo}]{4}"
#: Tags that end lines; behind the name stands no letter (``\b`` says so too, but is slow where a text has a “ or é).
_LINE_ENDING = r"(?i)</?(?:p|br|div|li|h\d)(?:[^\w<>][^<>]*)?>"
#: Characters of a page that hold its closing words, tags and all.
_PAGE_END = 6_000


def wire_copy(articles: pl.DataFrame) -> pl.Series:
    """Boolean: byline, credit or sign-off names an agency, or the text reports what somebody told it.

    Tags and addresses are not read; a photo's credit (``REUTERS/Ann Poe``) and "Reuters reported" do not count.
    """
    told = pl.col("body").str.extract(ascii_words(_TOLD), 1)
    may_be_told = holds_any(pl.col("body"), (f"{verb} {name}" for verb in _TELLING for name in _OWN))
    tellers = (
        articles.with_row_index("row").filter(may_be_told)
        .filter(told.is_not_null() & ~told.str.contains(_CITING))["row"]
    )  # fmt: skip
    byline, opening, closing = articles.select(
        pl.col("authors").list.join("; ").str.contains(_SIGNING).fill_null(False),
        opening=pl.col("body").str.head(_most(_OPENING)),
        closing=pl.col("body").str.tail(_most(_CLOSING)),
    )
    in_front = _reads(_prose(opening).str.head(_OPENING), _IN_FRONT)
    signed = byline | in_front | _reads(_prose(closing).str.tail(_CLOSING), _BEHIND)
    row = pl.int_range(articles.height, dtype=pl.UInt32, eager=True)
    told_or_signed = signed | row.is_in(tellers.implode())
    texts = articles["body"].filter(told_or_signed)
    table = ~texts.str.contains(_PROSE) & (texts.str.count_matches(r"\d") >= _TABLE_DIGITS)
    return told_or_signed.scatter(told_or_signed.arg_true(), ~table.fill_null(False)).alias("wire")


def _reads(words: pl.Series, pattern: str) -> pl.Series:
    """Whether the pattern is read in these words, behind a search for the names alone, which costs a tenth."""
    at = _holding(words, _LITERALS)
    found = words.gather(at).str.contains(ascii_words(rf"(?mR){pattern}"))
    return pl.Series(words.name, [False]).new_from_index(0, words.len()).scatter(at, found)


def _holding(texts: pl.Series, words: Iterable[str]) -> pl.Series:
    """Which texts hold one of the words."""
    return texts.to_frame("text").select(holds_any(pl.col("text"), words).fill_null(False).arg_true()).to_series()


def _most(words: int) -> pl.Expr:
    """So many characters hold these words: of a page more, since tags go; of plain text hardly more."""
    return pl.when(pl.col("body").str.contains("<", literal=True)).then(_PAGE_END).otherwise(words + 200)


def _prose(pages: pl.Series) -> pl.Series:
    """The words of pages: tags that end lines as line ends, no other tags, no addresses."""
    tagged = _holding(pages, ("<",))
    lines = pages.gather(tagged).str.replace_all(_LINE_ENDING, "\n").str.replace_all(TAGS, " ")
    words = pages.clone().scatter(tagged, lines)
    addressed = _holding(words, ("@", "://", "www."))
    return words.scatter(addressed, words.gather(addressed).str.replace_all(ADDRESSES, " ")).str.strip_chars()
