"""House promotions between the paragraphs of a story."""

import polars as pl

from . import footer_phrases as phrases
from .check import Regex, check
from .evidence import MARK, Evidence, matches
from .tails import COLON, HEADLINE, MORE, SEVERAL, WEAK_MORE, alternatives, bare, cut, footer_start, is_sentence

#: A promotion of more characters has story in it.
_LONGEST = 320
_CALLS = rf"\A(?i:{alternatives(phrases.PROMO_CALLS)})"
_MORE_OR_CALL = (
    rf"(?:{alternatives(phrases.MORE)}(?:[\s:：…»>]*(?:$|<)|{COLON})"
    rf"|{alternatives(phrases.WEAK_MORE)}(?:\s?:[ \t]*(?:$|<)|{COLON}\s?(?:<[^<>]*>\s*)*{HEADLINE})"
    rf"|{alternatives(phrases.BARE_MORE)}[ \u00a0]+(?:<[^<>]*>\s*)*{HEADLINE}"
    rf"|{alternatives(phrases.PROMO_CALLS)})"
)
#: Promotions inside a paragraph are told by their brackets.
_BRACKETED = rf"[\[(（【<]\s*(?i:{_MORE_OR_CALL})[^\[\]()（）【】\n]{{0,240}}[\])）】>]"
_GLANCE = rf"(?imR)(?:^|[>\[(（【])(?:\s|&nbsp;|[*•▶►»|#–—-])*{_MORE_OR_CALL}"
#: Tags that stand around a line and are not wrapped round its words.
_BLOCK = (
    r"</?(?:p|div|ul|ol|li|h[1-6]|section|article|aside|footer|header|nav|table|t[a-z]|figure|blockquote|d[ltd])"
    r"\b[^<>]*>"
)
_VOID = r"<(?:br|hr|img)\b[^<>]*>|<!--[^<>]*-->"
_LEAD = rf"(?i)\A((?:\s|&nbsp;|{_BLOCK}|{_VOID}|</[^<>]*>)+)"
_TRAIL = rf"(?i)((?:\s|&nbsp;|{_BLOCK}|{_VOID}|<[a-z][^<>]*>)+)\z"
#: Tags that are wrapped round words; they are taken off where they hold the whole line.
_WRAPPERS = ("a", "strong", "b", "em", "i", "u", "span", "font")


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

    Spared: what stands in the footer, which is `no_footer_boilerplate`'s business, and sentences that begin with the
    same words. Missed: the headlines under a heading ("Read more:"), where each has a line of its own, and promotions
    in texts that lost their line breaks.
    """
    own = [str(pattern) for pattern in also or ()]

    def marks(texts: pl.Series) -> pl.Series:
        return _marks(texts, own)

    found = text.map_batches(marks, return_dtype=pl.List(MARK), is_elementwise=True)
    return Evidence(first=found.list.first().struct.field("text"), marks=found)


def _marks(texts: pl.Series, own: list[str]) -> pl.Series:
    """The promotions of each text; null where there is none. Few texts need a look at their lines."""
    frame = pl.DataFrame({"text": texts}).with_row_index("row")
    glance = "|".join([_GLANCE, *(f"(?:{pattern})" for pattern in own)])
    asked = frame.filter(pl.col("text").str.contains(glance))
    found = pl.concat([_lines(asked, own), _bracketed(asked)])
    footers = asked.select("row", footer=footer_start(pl.col("text")))
    found = found.join(footers, on="row", how="left").filter(pl.col("start") < pl.col("footer").fill_null(2**31))
    found = found.unique(["row", "start"], keep="first").sort("row", "start")
    mark = pl.struct("start", "end", "text", message=pl.lit(None, pl.String)).cast(MARK)
    listed = found.group_by("row", maintain_order=True).agg(marks=mark)
    return frame.select("row").join(listed, on="row", how="left", maintain_order="left")["marks"].cast(pl.List(MARK))


def _lines(asked: pl.DataFrame, own: list[str]) -> pl.DataFrame:
    """Lines that promote, with their place."""
    lines = asked.select("row", line=cut(pl.col("text"), glued=False)).explode("line")
    line, length = pl.col("line"), pl.col("line").str.len_chars().cast(pl.Int64)
    lines = lines.with_columns(start=(length.cum_sum() - length).over("row"), bare=bare(line))
    words = pl.when((pl.col("bare") != "") & (pl.col("bare").str.len_chars() <= _LONGEST)).then("bare")
    single = pl.when(~words.str.contains(SEVERAL)).then(words)
    short = pl.when(~is_sentence(words, words.str.contains(SEVERAL))).then(words)
    promotes = single.str.contains(MORE) | short.str.contains(WEAK_MORE) | single.str.contains(_CALLS)
    for pattern in own:
        promotes |= line.str.contains(rf"\A\s*(?:{pattern})") | words.str.contains(rf"\A(?:{pattern})")
    lines = lines.filter(promotes)
    lines = lines.select("row", end=pl.col("start") + length, text=line)
    return _unwrapped(lines)


def _unwrapped(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines without the blanks and tags around them. *end* is where the line ends."""
    text = pl.col("text")
    lines = lines.with_columns(trail=text.str.extract(_TRAIL, 1).fill_null(""))
    lines = lines.with_columns(
        text=text.str.strip_suffix(pl.col("trail")),
        end=pl.col("end") - pl.col("trail").str.len_chars().cast(pl.Int64),
    )
    lines = lines.with_columns(text=text.str.strip_prefix(text.str.extract(_LEAD, 1).fill_null("")))
    for tag in _WRAPPERS * 2:
        opened, closer = rf"(?is)\A\s*<{tag}\b[^<>]*>", f"</{tag}>"
        left_open = text.str.contains(opened) & ~text.str.contains(closer, literal=True)
        held = text.str.contains(rf"{opened}.*{closer}\z") & (text.str.count_matches(closer, literal=True) == 1)
        inner = text.str.extract(rf"{opened}(.*){closer}\z", 1)
        lines = lines.with_columns(
            text=pl.when(held).then(inner).when(left_open).then(text.str.replace(opened, "")).otherwise(text),
            end=pl.col("end") - pl.when(held).then(len(closer)).otherwise(0),
        )
    blanks = text.str.len_chars() - text.str.strip_chars_end().str.len_chars()
    lines = lines.with_columns(text=text.str.strip_chars(), end=pl.col("end") - blanks.cast(pl.Int64))
    return lines.select("row", start=pl.col("end") - text.str.len_chars().cast(pl.Int64), end="end", text="text")


def _bracketed(asked: pl.DataFrame) -> pl.DataFrame:
    """Promotions in brackets, with their place."""
    asked = asked.filter(pl.col("text").str.contains(_BRACKETED))
    marks = asked.select("row", mark=matches(pl.col("text"), _BRACKETED)).explode("mark").drop_nulls("mark")
    at = pl.col("mark").struct.field
    return marks.select("row", start=at("start").cast(pl.Int64), end=at("end").cast(pl.Int64), text=at("text"))
