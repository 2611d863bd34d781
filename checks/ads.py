"""Advertising that was never part of the story."""

import re

import polars as pl

from . import ad_phrases as phrases
from .check import Regex, check
from .evidence import MARK, Evidence, ascii_words, find, where
from .literals import holds_any
from .tails import cut

_INLINE = r"(?:<(?:a|b|em|i|strong|span|small|font|u|label)\b[^<>]*>)"
_INLINE_END = r"(?:</(?:a|b|em|i|strong|span|small|font|u|label)>)"
_WORDS = "|".join(
    (*phrases.LABELS, *phrases.CALLS, *phrases.CALLS_ANYWHERE, *(" ".join(word) for word in phrases.SPACED))
)
#: A label and what belongs to it: a colon, or brackets.
_LABEL = ascii_words(rf"(?i:[\[(<【［]\s?(?:{_WORDS})\s?:?\s?[\])>】］]|(?:{_WORDS})(?:\s?[:：]|\.{{3}}|…)?)")
#: A look for such lines, for texts that have a stem of one.
_GLANCE = ascii_words(
    rf"(?im)(?:^|>)(?:[\s*_=~|•·.–—\[(<【［-]|&nbsp;)*(?:{_WORDS})(?:[\s*_=~|•·.,–—:：\])>】］…-]|&nbsp;)*(?:$|<)"
)
_AROUND = r"[\s\x{200b}\x{feff}*_=~|•·.,–—-]*"
#: A line of more characters, tags and all, is no label.
_LONGEST = 1_000
_SENTENCE_END = r"[.!?…。।][\"”’»)\]]*"
_NEXT = r"(?:\p{Lu}\p{Ll}|[AI] |[\"“«„‘]|\z)"
_CALLED_AD = (
    r"<[a-z]+\s[^<>]*[\"'\s-](?:ads?|advert[a-z]*|anzeige|werbung|sponsor[a-z]*)(?:-[a-z0-9-]+)?[\"'\s][^<>]*>\s*"
)
#: Labels inside a paragraph: in capitals between two sentences, glued to both, or in what the page calls an ad.
_GLUED = (
    (
        rf"{_SENTENCE_END}\s*{_INLINE}?",
        rf"(?:{'|'.join(phrases.GLUED_LABELS)})",
        rf"(?:{_INLINE_END}|[\s:–—-])*{_NEXT}",
    ),
    (_SENTENCE_END, rf"(?:{'|'.join(phrases.GLUED_TITLES)})", r"\p{Lu}"),
    (_CALLED_AD, rf"(?i:{'|'.join(phrases.GLUED_TITLES)}|ads?|sponsored)", r"\s*:?\s*</"),
)
_ANYWHERE = ascii_words(rf"(?i:{'|'.join(phrases.CALLS_ANYWHERE)})")
_PLACEHOLDER = "|".join(phrases.PLACEHOLDERS)
_PLACEHOLDER_STARTS = re.compile(r"[\[{(<%#$@_]|\S*(?:googletag|adsbygoogle|gpt-ad|_taboola|_mN|\w_\w)|\w+[.(=]")
#: A noncharacter of Unicode, which no text may hold: it brackets matches while their offsets are counted.
_BRACKET = "\ufdd0"


def _said_of(evidence: str) -> str:
    inner = evidence.strip("[]()<>【】［］ ")
    is_label = re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*:?", inner) and not re.fullmatch(r"/?(?i:ads?)", inner)
    return "an ad placeholder" if not is_label and _PLACEHOLDER_STARTS.match(evidence) else "an ad label"


#: Brackets in which placeholders stand, and the hints that have none.
_BRACKETS = r"[\[{]|%%|##|@@|<[%!]|__"
_SCRIPTS = (
    "_taboola", "_mnhandle", "_mndetails", "_mNHandle", "_mNDetails",
    *(hint for hint in phrases.PLACEHOLDER_HINTS if hint[0] not in "[{%#@<$_"),
)  # fmt: skip


@check(
    columns=("body",),
    family="ads",
    explain=_said_of,
    help="strip the placeholders and labels where the pages are parsed",
    bad=[
        {"body": "The vote passed. [ad_1] Ministers said so."},
        {"body": "The vote passed.\n\nAdvertisement\n\nMinisters said so."},
        {"body": "Die Abstimmung ist vorbei.\nANZEIGE\nDas Ministerium schweigt."},
        {"body": "The vote passed.\nADVERTISEMENT - CONTINUE READING BELOW\nMore."},
        {"body": "The vote passed.\nStory continues below advertisement\nMore."},
        {"body": "<p>The vote passed.</p><p><strong>Publicité</strong></p><p>Ministers said so.</p>"},
        {"body": "The vote passed, he said. ADVERTISEMENT The minister left."},
    ],
    good=[
        {"body": "The vote passed [sic]."},
        {"body": "The party ran an advertisement in the Gazette."},
        {"body": "Advertisement revenue fell by a tenth, the publisher said."},
        {"body": "He watched a bad ad. [Adam said so.]"},
        {"body": '<p>The <a href="https://quill.example/1">advertising</a> industry grew.</p>'},
    ],
)
def no_ad_markers(text: pl.Expr, *, also: list[Regex] | None = None) -> Evidence:
    """Ad placeholders and ad labels are gone from the text.

    Looks for placeholders (``[ad_1]``, ``[adsense]``, ``{{ad}}``, ``%%ADS%%``, comments, the scripts of ad networks)
    anywhere; for labels ("Advertisement", "Anzeige", "Реклама", "広告"…) and short calls ("Story continues below") that
    have a line or an element to themselves; for longer calls ("Lesen Sie nach der Anzeige weiter") anywhere; and for
    labels in capitals between two sentences. The evidence is the marker without the dashes, tags and blanks around it.
    *also*: patterns of your own. The phrases are in ``checks/ad_phrases.py``.

    Spared: sentences about advertising, and links on the word. Missed: labels in small letters inside a paragraph. A
    heading of one word ("Werbung") cannot be told from a label.
    """
    bracketed = text.str.contains(_BRACKETS) | holds_any(text, _SCRIPTS)
    hinted = where(bracketed, text).str.contains_any(list(phrases.PLACEHOLDER_HINTS), ascii_case_insensitive=True)
    may_be_label = where(text.str.contains(_one_of(phrases.STEMS)), text)
    may_be_label = pl.when(may_be_label.str.contains(_GLANCE)).then(text)
    may_be_call = where(text.str.contains(_one_of(phrases.CALL_STEMS)), text)
    may_be_glued = where(text.str.contains("|".join((*phrases.GLUED_LABELS, *phrases.GLUED_TITLES))), text)
    labels = may_be_label.map_batches(_label_lines, return_dtype=pl.List(MARK), is_elementwise=True)
    found = [
        find(where(hinted, text), ascii_words(_PLACEHOLDER)),
        Evidence.of_marks(labels),
        find(may_be_call, _ANYWHERE),
        *(_enclosed(may_be_glued, *glued) for glued in _GLUED),
        *(find(text, f"(?:{own})") for own in also or ()),
    ]
    marks = pl.concat_list([one.marks.fill_null([]) for one in found if one.marks is not None])
    return Evidence(first=pl.coalesce(*(one.first for one in found)), marks=_apart(marks))


def _one_of(stems: tuple[str, ...]) -> str:
    """A pattern for any of the stems, as it is or in capitals: the engine looks for all of them at once."""
    return "|".join(dict.fromkeys(pl.Series([*stems, *(stem.upper() for stem in stems)]).str.escape_regex()))


def _label_lines(texts: pl.Series) -> pl.Series:
    """The labels and calls that have a line or an element to themselves; null where there is none."""
    if texts.null_count() == texts.len():
        return pl.Series(texts.name, [None], dtype=pl.List(MARK)).new_from_index(0, texts.len())
    frame = pl.DataFrame({"text": texts}).with_row_index("row")
    lines = frame.drop_nulls().select("row", line=cut(pl.col("text"), glued=False)).explode("line")
    line, length = pl.col("line"), pl.col("line").str.len_chars().cast(pl.Int64)
    lines = lines.with_columns(start=(length.cum_sum() - length).over("row"))
    lines = lines.filter(length <= _LONGEST)
    plain = line.str.replace_all(r"<[^<>]*>|&nbsp;", "")
    whole = rf"\A{_AROUND}({_LABEL}){_AROUND}\z"
    lines = lines.with_columns(plain=plain).filter(pl.col("plain").str.contains(whole))
    lines = lines.with_columns(label=pl.col("plain").str.extract(whole, 1).str.strip_chars_end())
    before = line.cast(pl.Binary).bin.slice(0, line.str.find(pl.col("label"), literal=True)).cast(pl.String)
    start = pl.col("start") + before.str.len_chars().cast(pl.Int64)
    end = start + pl.col("label").str.len_chars().cast(pl.Int64)
    mark = pl.struct(start=start, end=end, text="label", message=pl.lit(None, pl.String)).cast(MARK)
    found = lines.select("row", mark=mark).filter(pl.col("mark").struct.field("start").is_not_null())
    listed = found.group_by("row", maintain_order=True).agg("mark")
    return frame.select("row").join(listed, on="row", how="left", maintain_order="left")["mark"].cast(pl.List(MARK))


def _enclosed(text: pl.Expr, before: str, pattern: str, after: str) -> Evidence:
    """Every match of *pattern* between *before* and *after* is a defect."""
    whole = rf"(?mR)({before})({pattern})({after})"
    bracketed = text.str.replace_all(_BRACKET, "\ufffd", literal=True).str.replace_all(
        whole, f"${{1}}{_BRACKET}${{2}}{_BRACKET}${{3}}"
    )
    piece = pl.element()
    ends = piece.str.len_chars().cast(pl.Int64).cum_sum()
    mark = pl.struct(start=ends - piece.str.len_chars(), end=ends, text=piece, message=pl.lit(None, pl.String))
    marks = bracketed.str.split(_BRACKET).list.eval(mark.gather_every(2, 1)).cast(pl.List(MARK))
    return Evidence(text.str.extract(whole, 2), marks)


def _apart(marks: pl.Expr) -> pl.Expr:
    """The marks in the order of the text, without those that begin inside another."""
    at = pl.element().struct.field
    reached = at("end").cum_max().shift(1).fill_null(0)
    return marks.list.sort().list.eval(pl.element().filter(at("start") >= reached))
