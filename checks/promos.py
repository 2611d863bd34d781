"""House promotions between the paragraphs of a story."""

import re

import polars as pl

from . import footer_phrases as phrases
from .check import Regex, check
from .evidence import MARK, Evidence, matches, where
from .tails import COLON, HEADLINE, MORE, SEVERAL, WEAK_MORE, alternatives, bare, cut, footer_starts, is_sentence

#: A promotion of more characters has story in it.
_LONGEST = 320
#: An appeal may have several sentences.
_APPEALS = rf"\A(?i:{alternatives(phrases.PROMO_APPEALS)})"
_CALLS = rf"\A(?i:{alternatives(phrases.PROMO_CALLS)})"
_MORE_OR_CALL = (
    rf"(?:{alternatives(phrases.MORE)}(?:[\s:：…»>]*(?:$|<)|{COLON})"
    rf"|{alternatives(phrases.WEAK_MORE)}(?:</[a-z]+>)*(?:\s?:[ \t]*(?:$|<)|{COLON}\s?(?:<[^<>]*>\s*)*{HEADLINE})"
    rf"|{alternatives(phrases.BARE_MORE)}[ \u00a0]+(?:<[^<>]*>\s*)*{HEADLINE}"
    rf"|{alternatives(phrases.PROMO_CALLS)})"
)
#: Promotions behind a sentence in its own line: how far they reach is seldom known.
_BEHIND = r"(?:[.!?…。][\"'“”’»)\]]*|[\"“”»])(?:\s|&nbsp;|</?(?:a|b|strong|em|i|span)\b[^<>]*>)+"
_LINK = r"(?:\s|&nbsp;|</?(?:b|strong|em|i|span)\b[^<>]*>)*<a\s[^<>]*>[^<>]+</a>"
_TO_THE_END = r" ?[^\n\r.!?…<>]+[^\s.!?…<>:][!?]?[ \t]*$"
_QUESTION = r" ?[^\n\r.!?…<>\"“”«»:()]+[!?]"
_LABELS = alternatives(phrases.INLINE_LABELS)
_INLINE = (
    rf"(?i:{_LABELS})(?:\s?[:：|](?:{_LINK}|{_TO_THE_END}|{_QUESTION}|)|{_LINK})"
    rf"|(?i:{alternatives(phrases.INLINE_CALLS)})"
)
_LIST_BEGINS = rf"(?:{'|'.join(phrases.GLUED_LISTS)}):?(?: [\p{{Lu}}\p{{Nd}}'‘’“\"$#][^ \n\r<>]*){{3}}"
_GLUED_LIST = rf"{_LIST_BEGINS}[^\n\r<>]*[^\s.…:<>]$"
_INLINE_GLANCE = (
    rf"(?mR)[.!?…。\"“”’»)>\]](?:\s|&nbsp;)*(?:(?i:{_LABELS})\s?(?:[:：|]|<)"
    rf"|(?i:{alternatives(phrases.INLINE_CALLS)})|{_LIST_BEGINS})"
)
#: A link that is a paragraph.
_TAG = r"(?:\s|&nbsp;|</?(?:p|div|li|ul|ol|b|strong|em|i|u|span|font|aside|section)\b[^<>]*>|<br\s*/?>)"
_LINKED = (
    rf"(?i)\A((?:{_TAG}|[\[(•*·»>–—-])*<a\s[^<>]*\bhref[^<>]*>\s*(?:<(?:b|strong|em|i|u|span)\b[^<>]*>\s*)*)"
    rf"([^<>]{{15,200}}?)((?:{_TAG})*</a>(?:{_TAG}|[\])])*)\z"
)
_LINKED_GLANCE = (
    r"(?i)<(?:p|div|li)\b[^<>]*>(?:\s|<(?:b|strong|em|i|u|span)\b[^<>]*>|\[)*<a\s[^<>]*>"
    r"(?:\s|<(?:b|strong|em|i|u|span)\b[^<>]*>)*[^<>]{15,200}(?:\s|</[a-z]+>|\]|&nbsp;)*</(?:p|div|li)>"
)
_HAS_WORDS = r"(?:\A|>)\s*[^<\s]"
#: Its words are a headline's: three or more, the first of them with a capital, and no full stop.
_TITLE = rf"\A{HEADLINE}[^\n]*\S [^\n]*\S [^\n]*[^\s.,;:…]\z"
_NO_TITLE = (
    r"(?i)\A(?:by |von |por |par |photos?\b|image|video:? |https?:|www\.|@|#|pic\.|credit|source"
    r"|full (?:text|statement)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december) [0-9])|@|pic\.twitter|\bhttps?:"
)
_OTHER_LINKS = (
    r"(?i)href\s*=\s*[\"']?(?:mailto:|#|javascript:|https?://(?:t\.co|(?:www\.)?(?:twitter|instagram|facebook)\.com)/)"
)
#: Promotions inside a paragraph are told by their brackets.
_BRACKET_BEGINS = rf"[\[(（【<]\s*(?i:{_MORE_OR_CALL})"
_BRACKETED = rf"{_BRACKET_BEGINS}[^\[\]()（）【】\n]{{0,240}}[\])）】>]"
_GLANCE = (
    r"(?imR)(?:^|[>\[(（【])(?:\s|&nbsp;|[*•▶►»|#\x{95}–—-])*"
    rf"(?:{_MORE_OR_CALL}|{alternatives(phrases.PROMO_APPEALS)})"
)
#: Tags that stand around a line and are not wrapped round its words.
_BLOCK = (
    r"</?(?:p|div|ul|ol|li|h[1-6]|section|article|aside|footer|header|nav|table|t[a-z]|figure|blockquote|d[ltd])"
    r"\b[^<>]*>"
)
_VOID = r"\x95|<(?:br|hr|img)\b[^<>]*>|<!--[^<>]*-->"
_LEAD = re.compile(rf"(?i)(?:\s|&nbsp;|{_BLOCK}|{_VOID}|</[^<>]*>)+")
_TRAIL = re.compile(rf"(?i)(?:\s|&nbsp;|{_BLOCK}|{_VOID}|<[a-z][^<>]*>)\Z")
#: Tags that are wrapped round words; they are taken off where they hold the whole line.
_WRAPPERS = ("a", "strong", "b", "em", "i", "u", "span", "font")
_OPENED = {tag: re.compile(rf"\s*<{tag}\b[^<>]*>", re.IGNORECASE) for tag in _WRAPPERS}


@check(
    columns=("body",),
    family="boilerplate",
    explain="a promotion between the paragraphs of the story",
    help="drop the line where the pages are parsed: it is an element of its own there",
    bad=[
        {"body": "The vote passed.\n\nRead more: Why the mayor left\n\nMinisters said so on Monday."},
        {"body": "Die Abstimmung ist vorbei.\nLesen Sie auch: Wer nun regiert\nDas Ministerium schweigt seitdem."},
        {"body": "The vote passed.\n\nSign up for our daily newsletter\n\nMinisters said so on Monday in the hall."},
        {"body": "The vote passed. [Click here to subscribe to the Tribune] Ministers said so on Monday in the hall."},
    ],
    good=[
        {"body": "Related: it has kin.\n\nThe dictionary says so since the days of its first edition in 1844."},
        {"body": "Watch: it is Swiss-made, he said.\n\nThe police found it on Monday behind the town hall."},
        {"body": "More from the minister came later.\n\nHe had nothing to add, he said on Monday in the town hall."},
        {"body": "The vote passed on Monday in the town hall.\n\nRead more: Why the mayor left"},
    ],
)
def no_inline_promos(text: pl.Expr, *, also: list[Regex] | None = None) -> Evidence:
    """No house promotions stand between the story's paragraphs: links to other stories, calls to sign up or to pay.

    Looks for lines, paragraphs and elements of their own that begin with a label ("Read more: …", "RELATED STORY:",
    "Lesen Sie auch", "Читайте также", "関連記事"…) or a call ("Sign up for our newsletter"), and for both in brackets
    inside a paragraph. The phrases are those of `no_footer_boilerplate`, in the same tables. Words that also open
    sentences ("Watch:", "More:", "Related:") count only before a headline: a capital or a figure, and no full stop.
    The evidence is the line, without the tags around it. *also*: patterns of your own for a line's beginning.

    Looks also for links that are a paragraph or an element of a list and read like a headline (three words or more, a
    capital first, no full stop), between sentences of the story; for labels behind a sentence of the same line ("… he
    said. Lire aussi : …"), where the evidence is the label, and the headline if the line or a question ends it; and
    for lists of headlines that were glued to a paragraph ("Editor's picks …").

    Spared: what stands in the footer, which is `no_footer_boilerplate`'s business, sentences that begin with the same
    words, linked headings, and links that the story announces with a colon. Missed: headlines in plain text under a
    heading ("Read more:"), where each has a line of its own, and the headline behind a label in a text that lost its
    line breaks.
    """
    own = [str(pattern) for pattern in also or ()]

    def marks(texts: pl.Series) -> pl.Series:
        return _marks(texts, own)

    found = text.map_batches(marks, return_dtype=pl.List(MARK), is_elementwise=True)
    return Evidence.of_marks(found)


def _marks(texts: pl.Series, own: list[str]) -> pl.Series:
    """The promotions of each text; null where there is none. Few texts need a look at their lines."""
    frame = pl.DataFrame({"text": texts}).with_row_index("row")
    text = pl.col("text")
    glance = "|".join([_GLANCE, *(f"(?:{pattern})" for pattern in own)])
    behind = where(_any(text, phrases.INLINE_HINTS), text)
    frame = frame.with_columns(
        lines=text.str.contains(glance),
        links=where(text.str.contains("<a ", literal=True), text).str.contains(_LINKED_GLANCE),
        behind=behind.str.contains(_INLINE_GLANCE),
    )
    asked = frame.filter(pl.col("lines") | pl.col("links") | pl.col("behind"))
    if asked.is_empty():
        return pl.Series(texts.name, [None], dtype=pl.List(MARK)).new_from_index(0, texts.len())
    line_by_line = asked.filter(pl.col("lines") | pl.col("links"))
    found = pl.concat([_lines(line_by_line, own), _bracketed(asked.filter("lines")), _behind(asked.filter("behind"))])
    asked = asked.join(found, on="row", how="semi")
    footers = asked.select("row", footer=footer_starts(asked["text"]))
    found = found.join(footers, on="row", how="left").filter(pl.col("start") < pl.col("footer").fill_null(2**31))
    found = found.unique(["row", "start"], keep="first").sort("row", "start")
    mark = pl.struct("start", "end", "text", message=pl.lit(None, pl.String)).cast(MARK)
    listed = found.group_by("row", maintain_order=True).agg(marks=mark)
    return frame.select("row").join(listed, on="row", how="left", maintain_order="left")["marks"].cast(pl.List(MARK))


def _any(text: pl.Expr, words: tuple[str, ...]) -> pl.Expr:
    return text.str.contains_any(list(words), ascii_case_insensitive=True)


def _lines(asked: pl.DataFrame, own: list[str]) -> pl.DataFrame:
    """Lines that promote, with their place."""
    lines = asked.select("row", line=cut(pl.col("text"), glued=False)).explode("line")
    line, length = pl.col("line"), pl.col("line").str.len_chars().cast(pl.Int64)
    lines = lines.with_columns(start=(length.cum_sum() - length).over("row"))
    lines = lines.filter(line.str.contains(_HAS_WORDS)).with_columns(bare=bare(line))
    words = where(pl.col("bare").str.len_chars() <= _LONGEST, pl.col("bare"))
    single = where(~words.str.contains(SEVERAL), words)
    short = where(~is_sentence(words, words.str.contains(SEVERAL)), words)
    promotes = single.str.contains(MORE) | short.str.contains(WEAK_MORE) | single.str.contains(_CALLS)
    promotes |= where(_any(words, phrases.APPEAL_HINTS), words).str.contains(_APPEALS)
    for pattern in own:
        promotes |= line.str.contains(rf"\A\s*(?:{pattern})")
        promotes |= (words != "") & words.str.contains(rf"\A(?:{pattern})")
    lines = lines.with_columns(promotes=promotes)
    called = lines.filter("promotes").select("row", end=pl.col("start") + length, text=line)
    return pl.concat([_unwrapped(called), _linked(lines)])


def _linked(lines: pl.DataFrame) -> pl.DataFrame:
    """Links that are paragraphs and read like headlines, between two sentences of the story."""
    line, words = pl.col("line"), pl.col("bare")
    lines = lines.with_columns(is_link=where(line.str.contains("<a ", literal=True), line).str.contains(_LINKED))
    lines = lines.join(lines.filter("is_link").select("row").unique(), on="row", how="semi").filter(words != "")
    prose = is_sentence(words, words.str.contains(SEVERAL)) & ~pl.col("is_link") & ~pl.col("promotes")
    lines = lines.with_columns(prose=prose.fill_null(False))
    announced = pl.when(~pl.col("is_link")).then(words.str.contains("[:：]\\z") & ~pl.col("promotes"))
    lines = lines.with_columns(
        told=pl.col("prose").cum_max().over("row"),
        goes_on=pl.col("prose").cum_max(reverse=True).over("row"),
        announced=announced.forward_fill().over("row").fill_null(False),
    )
    title = words.str.contains(_TITLE) & ~words.str.contains(_NO_TITLE) & ~line.str.contains(_OTHER_LINKS)
    lines = lines.filter(pl.col("is_link") & title & pl.col("told") & pl.col("goes_on") & ~pl.col("announced"))
    text = line.str.extract(_LINKED, 2)
    start = pl.col("start") + line.str.extract(_LINKED, 1).str.len_chars().cast(pl.Int64)
    return lines.select("row", start=start, end=start + text.str.len_chars().cast(pl.Int64), text=text)


def _unwrapped(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines without the blanks and tags around them. *end* is where the line ends."""
    texts = lines["text"].to_list()
    places = pl.DataFrame([_words_of(one) for one in texts], schema={"a": pl.Int64, "b": pl.Int64}, orient="row")
    shown = [one[a:b] for one, (a, b) in zip(texts, places.iter_rows(), strict=True)]
    begun = pl.col("end") - pl.col("text").str.len_chars().cast(pl.Int64)
    lines = pl.concat([lines, places], how="horizontal").with_columns(
        begun=begun, text=pl.Series(shown, dtype=pl.String)
    )
    return lines.select("row", start=pl.col("begun") + pl.col("a"), end=pl.col("begun") + pl.col("b"), text="text")


def _words_of(line: str) -> tuple[int, int]:
    """Where the words of a line begin and end, without the tags around it and those that hold all of it."""
    lead = _LEAD.match(line)
    start, end = lead.end() if lead else 0, len(line)
    while (trail := _TRAIL.search(line, start, end)) and trail.start() < end:
        end = trail.start()
    for tag in _WRAPPERS * 2 if "<" in line else ():
        opened = _OPENED[tag].match(line, start, end)
        closer = f"</{tag}>"
        closers = line.count(closer, start, end)
        if not opened or (closers and not (closers == 1 and line.endswith(closer, start, end))):
            continue
        start, end = opened.end(), end - len(closer) * closers
    text = line[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _bracketed(asked: pl.DataFrame) -> pl.DataFrame:
    """Promotions in brackets, with their place."""
    begun = asked.filter(pl.col("text").str.contains(_BRACKET_BEGINS))
    return _places(begun.filter(pl.col("text").str.contains(_BRACKETED)), matches(pl.col("text"), _BRACKETED))


def _behind(asked: pl.DataFrame) -> pl.DataFrame:
    """Promotions behind a sentence of the same line, with their place."""
    return _places(asked, matches(pl.col("text"), f"{_INLINE}|{_GLUED_LIST}", before=_BEHIND))


def _places(asked: pl.DataFrame, found: pl.Expr) -> pl.DataFrame:
    marks = asked.select("row", mark=found).explode("mark").drop_nulls("mark")
    at = pl.col("mark").struct.field
    return marks.select("row", start=at("start").cast(pl.Int64), end=at("end").cast(pl.Int64), text=at("text"))
