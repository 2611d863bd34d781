r"""Where the footer of a text begins: the tail is cut into lines, and each is judged by its words.

The footer begins with the earliest line that is known as a footer's (`footer_phrases`) and behind which no line reads
like a sentence of the story. Four things end a line: its end, ``<br>``, a tag that opens or closes a block, and a
phrase that is unmistakable even behind the story's last sentence.
"""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from . import footer_phrases as phrases
from .evidence import ascii_words, where

#: Footers are looked for in the last so many characters; the longest known are lists of a dozen headlines.
TAIL = 5_000
#: Most stories end in the last so many characters, and no more need be cut into lines.
NEAR = 900
#: A noncharacter of Unicode, which no text may hold: lines are cut at it.
_CUT = "\ufdd0"
_BLOCKS = (
    "p|div|ul|ol|li|h[1-6]|section|article|aside|footer|header|nav|main|table|tbody|thead|tr|td|th|dl|dt|dd|"
    "blockquote|figure|figcaption|form|pre|center|address|details|summary|iframe|script|style|button|fieldset"
)
_LINE_END = rf"\r\n|\n|\r|\x{{2028}}|\x{{2029}}|<br\s*/?>|<hr\b[^<>]*>|</(?:{_BLOCKS})\s*>"
_BLOCK_START = rf"<(?:{_BLOCKS})\b[^<>]*>"
_SENTENCE_END = r"[.!?…。！？।][\"'”’»)\]」』]*|[)”»」』]"
#: What stands before a line's text and is no part of its element.
_LEAD = r"(?i)\A((?:\s|&nbsp;|</[^<>]*>|<br\s*/?>|<!--[^>]*-->|<(?:img|hr|meta|link|input)\b[^<>]*>|<[a-z]+[^<>]*/>)+)"
#: A rule drawn with characters.
_RULE = r"\A(?:\s|<[^<>]*>)*(?:[_*=~—–-]\s?){2,}(?:\s|<[^<>]*>|&nbsp;)*\z"
#: A line of opening tags only.
_OPENS = (
    r"(?i)\A\s*(?:<(?:p|div|ul|ol|li|h[1-6]|section|article|aside|footer|header|nav|table|tbody|tr|td|dl|dt|dd|"
    r"blockquote|"
    r"figure|form|center|address|button|span|font|a|em|i|strong|b|u|small|sub|sup|label)(?:\s[^<>]*[^/<>])?>\s*)+\z"
)
#: A line that is a link, or begins with one.
_LINK_START = r"(?i)\A(?:\s|&nbsp;|</?[b-z][^<>]*>)*<a\s[^<>]*\bhref[^<>]*>"
_LINK = rf"{_LINK_START}(?:[^<>]|</?(?:b|strong|em|i|u|span)\b[^<>]*>)*</a>(?:\s|&nbsp;|</?[b-z][^<>]*>)*\z"
_BLANKS = r"<[^<>]*>|<!--|-->|&nbsp;|&#160;|[\s\x{2000}-\x{200a}\x{202f}]+"
_UNSEEN = r"[\x{200b}-\x{200f}\x{feff}\x{ad}]"
_BULLETS = r"\A[-–—_*•·\x{95}●▪▶►▸»›>#|~=+✔☞→👉📌🔴👇:.\s\[(【<]+"
#: Behind a label: a colon, a dash, a bar, an arrow.
COLON = r"\s?(?:[:：»>|】\]）→]|[-–—] )"
_TRAILING = r"(?:[\s:：…»>|!\])】↓→▼+-]|\.\.)*"
#: A line of more characters is no headline and no button.
_SHORT = 160
_LONGEST = 700
#: From so many characters on, a line that ends as a sentence is one (scripts without blanks need fewer).
_SENTENCE = 25
_SENTENCE_OF_IDEOGRAPHS = 12
#: A sentence goes with the footer where so many of so many lines before it are known (every other line may be blank).
_DENSE = 3
_LATELY = 16
#: So many sentences are a story's, even where the lines before them were not looked at.
_ENOUGH = 3
#: What may stand behind the last line, that line, and how one ends that is a sentence.
_AFTER = r"(?:\s|&nbsp;|[\x{01}-\x{1f}]|<[^<>]*>)+\z"
_LAST_LINE = r"(?:[^\n\r\x{2028}\x{2029}<>]|</?(?:a|b|i|u|em|strong|span|font|small|su[bp])(?:\s[^<>]*)?>)*\z"
_ENDS_IN_SENTENCE = r"""[^<>]{45}[.。]["'”’»)\]」』]*\z"""


def alternatives(table: tuple[str, ...]) -> str:
    """A table of phrases as one pattern."""
    return ascii_words("(?:" + "|".join(table) + ")")


_VOCABULARY = ascii_words(rf"(?i)(?:\b(?:{'|'.join(phrases.VOCABULARY)})\b|{'|'.join(phrases.VOCABULARY_ANYWHERE)})")
_SIGN_OFF = rf"\A(?i:{alternatives(phrases.SIGN_OFF)})"
#: The sign-offs that need no closer look.
_SIGNED = (
    r"\A(?i:\(?(?:reuters?|afp|ap|dpa|efe|ansa|upi|tass)\)?"
    r"|\((?:reporting|writing|editing|additional reporting) by .*\))\z"
)


HEADLINE = r"(?-i:[\p{Lu}\p{Lo}\p{Nd}\"'“‘«„「【@#<(¿¡])"
#: How a line begins that leads to other stories: a label alone, or a label and a headline.
MORE = rf"\A(?i:{alternatives(phrases.MORE)}(?:{_TRAILING}\z|{COLON}))"
WEAK_MORE = (
    rf"\A(?i:{alternatives(phrases.WEAK_MORE)}(?:\s?:\z|{COLON}\s?{HEADLINE})"
    rf"|{alternatives(phrases.BARE_MORE)} {HEADLINE})"
)
_HEADINGS = rf"{alternatives(phrases.HEADINGS)}{_TRAILING}\z"
SEVERAL = r"[\p{Ll}\p{Lo})\"”][.!?。][\"”’»)]*\s?[\p{Lu}\p{Lo}\"“„«(].*[.。…!?]"


#: Parts of a pattern: an escape, a class, or a character.
_ATOM = re.compile(r"\\.(?:\{[^}]*\})?|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def head(pattern: str) -> str:
    r"""What an entry of a table begins with, up to its first gap ("sign up" of ``sign up\b.*newsletter``).

    Gaps make an engine that tries a thousand entries at once remember too much; hardly a line gets past the heads.
    """
    depth, begun = 0, 0
    for found in _ATOM.finditer(pattern):
        atom = found.group()
        if depth == 0 and atom == "|":
            return pattern
        if depth == 0 and atom not in "?*+)":
            begun = found.start()
        depth += (atom == "(") - (atom == ")")
        if atom == "." or atom.startswith("[^"):
            return pattern[:begun] or pattern
    return pattern


def _begins(table: Iterable[str]) -> str:
    return rf"\A(?i:{alternatives(tuple(table))})"


_OPENING_HEADS = _begins(dict.fromkeys(head(entry) for entry in phrases.OPENINGS))
_OPENINGS = _begins(phrases.OPENINGS)
_RIGHTS = _begins(phrases.RIGHTS)
_BIOS = _begins(phrases.BIOS)
_HEADING = rf"\A(?i:{_HEADINGS})"
#: Headings have no more characters, but for some that name a page.
_HEADING_LENGTH = 120


def is_boilerplate(words: pl.Expr, *, bios: bool) -> pl.Expr:
    """Whether a bare line is one that only footers have; dear patterns run where cheap ones hold."""
    by_heads = where(words.str.contains(_OPENING_HEADS), words)
    by_rights = where(words.str.contains_any(["rights reserved"], ascii_case_insensitive=True), words)
    short = where(words.str.len_bytes() <= _HEADING_LENGTH, words)
    found = [by_heads.str.contains(_OPENINGS), by_rights.str.contains(_RIGHTS), short.str.contains(_HEADING)]
    if bios:
        by_hints = where(words.str.contains_any(list(phrases.BIO_HINTS), ascii_case_insensitive=True), words)
        found.append(by_hints.str.contains(_BIOS))
    return pl.any_horizontal(found)


def bare(line: pl.Expr) -> pl.Expr:
    """A line without tags and superfluous blanks, with plain apostrophes."""
    plain = line.str.replace_all(_UNSEEN, "").str.replace_all(_BLANKS, " ")
    plain = plain.str.replace_all("[ ]{2,}", " ").str.replace_all("’", "'", literal=True)
    return plain.str.replace(_BULLETS, "").str.strip_chars()


def cut(text: pl.Expr, *, glued: bool = True) -> pl.Expr:
    """The text as a list of its lines; together they are the text again."""
    safe = text.str.replace_all(_CUT, "\ufffd", literal=True)
    lines = safe.str.replace_all(rf"(?i)({_LINE_END})", rf"${{1}}{_CUT}")
    lines = lines.str.replace_all(rf"(?i)({_BLOCK_START})", rf"{_CUT}${{1}}")
    if glued:
        glue = alternatives(phrases.GLUED)
        lines = lines.str.replace_all(
            rf"({_SENTENCE_END}|[a-z0-9]\x{{fdd1}})(\s{{0,3}})((?i:{glue}))", rf"${{1}}${{2}}{_CUT}${{3}}"
        )
    return lines.str.split(_CUT)


def is_sentence(line: pl.Expr, several: pl.Expr) -> pl.Expr:
    """Whether a bare line reads like prose. *several*: whether it has `SEVERAL` sentences."""
    length = line.str.len_chars()
    ends = line.str.contains(r"[.。।][\"'”’»)\]」』]*\z|[!?…！？][\"”»」』]\z")
    ideographs = line.str.contains(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
    least = pl.when(ideographs).then(_SENTENCE_OF_IDEOGRAPHS).otherwise(_SENTENCE)
    return (length > _SHORT) | ((length >= least) & (ends | several))


def footer_starts(texts: pl.Series, also: Sequence[str] = (), *, bios: bool = True) -> pl.Series:
    """Where each footer begins, in code points; null where a text has none.

    Most texts need no look at their lines, and most others at their last few only.
    """
    own = "|".join(f"(?:{pattern})" for pattern in also)
    frame = pl.DataFrame({"text": texts}).with_row_index("row")
    asked = frame.drop_nulls()
    if not own:
        asked = asked.filter(_may_have_footer(pl.col("text")))
    if asked.is_empty():
        return pl.Series(texts.name, [None], dtype=pl.UInt32).new_from_index(0, texts.len())
    near = _judged_lines(asked, NEAR, own, bios)
    certain = (pl.col("story") & (pl.col("prose") | pl.col("signed"))).any() | (pl.col("story").sum() >= _ENOUGH)
    told = near.group_by("row").agg(certain=certain).filter("certain")
    longer = asked.filter(pl.col("text").str.len_chars() > NEAR).join(told, on="row", how="anti")
    near = near.join(longer, on="row", how="anti")
    far = _judged_lines(longer, TAIL, own, bios)
    found = pl.concat([_first_lines(near), _first_lines(far)])
    at = pl.col("text").str.len_chars().cast(pl.Int64) - pl.col("left")
    return frame.join(found, on="row", how="left", maintain_order="left").select(at.cast(pl.UInt32)).to_series()


def _may_have_footer(text: pl.Expr) -> pl.Expr:
    """A cheap look at the last line: where it is a sentence or a sign-off without a footer's words, there is none."""
    end = text.str.tail(_LONGEST).str.replace(_AFTER, "").str.extract(_LAST_LINE, 0)
    hinted = end.str.contains_any(list(phrases.HINTS), ascii_case_insensitive=True)
    story = end.str.contains(_ENDS_IN_SENTENCE) | end.str.strip_chars().str.contains(_SIGNED)
    return hinted | ~story


def _judged_lines(texts: pl.DataFrame, window: int, own: str, bios: bool) -> pl.DataFrame:
    """The last lines of each text, from the last one on that is the story's beyond doubt.

    Columns: *left*, the characters from the line's beginning to the text's end; *known* for a footer's; *story*.
    The first line of a cut window is a piece of one, and is no evidence of anything.
    """
    text = pl.col("text").str.tail(window)
    whole = pl.col("text").str.len_chars() <= window
    lines = texts.select("row", whole=whole, line=cut(text)).explode("line").with_row_index("at")
    lines = lines.filter(pl.col("whole") | (pl.col("row") == pl.col("row").shift(1)))
    length = pl.col("line").str.len_chars().cast(pl.Int64)
    lines = lines.with_columns(left=length.cum_sum(reverse=True) - length, length=length)
    below = pl.col("left").last().over("row")
    lines = lines.with_columns(left=pl.col("left") - below + pl.col("length"), bare=bare(pl.col("line")))
    words = pl.col("bare")
    lines = lines.with_columns(several=words.str.contains(SEVERAL))
    lines = lines.with_columns(
        sentence=is_sentence(words, pl.col("several")),
        prose=(words.str.len_chars() > _SHORT) | pl.col("several"),
        hinted=words.str.contains_any(list(phrases.HINTS), ascii_case_insensitive=True),
    )
    alone = pl.col("prose") | (_lately("hinted") < _DENSE)
    sure = pl.lit(not own) & pl.col("sentence") & ~pl.col("hinted") & alone
    last = lines.filter(sure).filter(~pl.col("line").str.contains(_LINK)).group_by("row").agg(last=pl.col("at").max())
    lines = lines.join(last, on="row", how="left", maintain_order="left")
    lines = lines.filter(pl.col("at") >= pl.col("last").fill_null(0))
    fits = where(words.str.len_chars() <= _LONGEST, words)
    one = where(~pl.col("several"), fits)
    short = where(~pl.col("sentence"), fits)
    boilerplate = is_boilerplate(where(pl.col("hinted") | ~pl.col("sentence"), fits), bios=bios)
    if own:  # also in the line as it is written, with its tags
        boilerplate |= (fits != "") & fits.str.contains(rf"\A(?:{own})")
        boilerplate |= pl.col("line").str.contains(rf"\A\s*(?:{own})")
    lines = lines.with_columns(boilerplate=boilerplate)
    more = one.str.contains(MORE) | short.str.contains(WEAK_MORE)
    lines = lines.with_columns(
        lead=pl.col("line").str.extract(_LEAD, 1).str.len_chars().fill_null(0).cast(pl.Int64),
        opens=pl.col("line").str.contains(_OPENS) | pl.col("line").str.contains(_RULE),
        known=pl.col("boilerplate") | more,
        goes_on=where(pl.col("sentence"), fits).str.contains(_VOCABULARY),
        signed=fits.str.contains(_SIGN_OFF),
        dense=_lately("boilerplate") >= _DENSE,
        link_first=~pl.col("sentence") & pl.col("line").str.contains(_LINK_START),
    )
    headed = pl.col("known").cum_max().over("row") & (words.str.len_chars() <= _SHORT)
    headline = where(headed & pl.col("sentence"), pl.col("line")).str.contains(_LINK)
    told = pl.col("sentence") & ~pl.col("goes_on") & (pl.col("prose") | ~pl.col("dense")) & ~headline
    return lines.with_columns(story=~pl.col("known") & ((pl.col("signed") & ~pl.col("dense")) | told))


def _lately(column: str) -> pl.Expr:
    """How many of the lines before hold so."""
    return pl.col(column).cast(pl.Int64).rolling_sum(_LATELY, min_samples=1).over("row")


def _first_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """How many characters each footer has, from the first line of each text behind which there is no story.

    Lines that hold nothing but opening tags, or a rule, go with the line behind them.
    """
    tail = lines.filter(~pl.col("story").cum_max(reverse=True).over("row"))
    length = pl.col("line").str.len_chars()
    words = (pl.col("bare") != "") | (~pl.col("opens") & (pl.col("lead") < length))
    within = pl.when(words).then(False).when("opens").then(True)
    behind = within.forward_fill().shift(1).over("row").fill_null(False)
    tail = tail.with_columns(left=pl.col("left") - pl.col("lead"), words=words, behind=behind)
    first_tag = pl.when("words").then(-1).when(pl.col("opens") & ~pl.col("behind")).then("left")
    tag = first_tag.forward_fill().shift(1).over("row").fill_null(-1)
    tail = tail.with_columns(left=pl.when(tag >= 0).then(tag).otherwise("left"))
    said = tail.filter(pl.col("bare") != "").with_columns(before=pl.col("known").cum_max().over("row"))
    chained = _links_before(said.join(lines.filter("story").select("row").unique(), on="row", how="semi"))
    first = pl.concat([said.filter("known").select("row", "at", "left"), chained]).sort("row", "at")
    return first.group_by("row", maintain_order=True).agg(pl.col("left").first())


def _links_before(said: pl.DataFrame) -> pl.DataFrame:
    """The lines right before the first known one that begin with links: they lead to other stories, too."""
    breaks = said.filter(~pl.col("before") & ~pl.col("link_first")).group_by("row").agg(broken=pl.col("at").max())
    begun = said.filter("known").select("row").unique()
    links = said.filter(~pl.col("before")).join(begun, on="row", how="semi").join(breaks, on="row", how="left")
    return links.filter(pl.col("at") > pl.col("broken").fill_null(-1)).select("row", "at", "left")
