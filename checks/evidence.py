"""Evidence: the text that breaks an expectation, and where it stands."""

from dataclasses import dataclass

import polars as pl

#: One place in a field: offsets in code points (null where the defect is an absence), the text, and what is said of it.
MARK = pl.Struct({"start": pl.UInt32, "end": pl.UInt32, "text": pl.String, "message": pl.String})

#: More places in one field of one article are counted, not listed.
MAX_MARKS = 20
#: So many characters of a text are shown as evidence.
MAX_SHOWN = 240
#: A noncharacter of Unicode, which no text may hold: it brackets matches while their offsets are counted.
_BRACKET = "\ufdd0"
#: Tags, and addresses of pages and mail: what stands in them is no prose.
TAGS = r"<[^<>]{0,2000}>"
ADDRESSES = r"[^\s<>]*(?:://|@|www\.)[^\s<>]*"


@dataclass(frozen=True)
class Evidence:
    """What a check says of a column: three Polars expressions over the frame of articles.

    *first*: String, the first offending text; null where the article keeps the expectation. It is the verdict and
    runs over every article. *marks*: List of `MARK`, every offending place; it runs over failing articles only.
    Without it the first text is looked for in the field. *owed*: Boolean, whether the article owes the expectation
    at all; None where every article does. *marked*: whether *first* is the text of the first mark, so that who has the
    marks need not look for it again. *marked_by_verdict*: whether *first* is made of the marks in any case.
    """

    first: pl.Expr
    marks: pl.Expr | None = None
    owed: pl.Expr | None = None
    marked: bool = False
    marked_by_verdict: bool = False

    @classmethod
    def of_marks(cls, marks: pl.Expr) -> "Evidence":
        """The evidence that marks are: the first of them is the verdict."""
        return cls(_first_text(marks), marks, marked=True, marked_by_verdict=True)

    def first_beside(self, marks: pl.Expr) -> pl.Expr:
        """The first offending text, for a frame that has the *marks* already."""
        return _first_text(marks) if self.marked else self.first


def _first_text(marks: pl.Expr) -> pl.Expr:
    return marks.list.first().struct.field("text")


def ascii_words(pattern: str) -> str:
    r"""The pattern with ASCII's word boundaries for ``\b``.

    With Unicode's, a single “ or é in a text makes the engine fall back to one that is ten times slower.
    """
    return pattern.replace(r"\b", r"(?-u:\b)")


def where(may_be: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The text where a quick look allows a careful one, else nothing at all: an empty text, no null.

    Polars runs a pattern over the text behind a null, too, so that masking by nulls saves nothing.
    """
    return pl.when(may_be).then(text).otherwise(pl.lit(""))


def find(
    text: pl.Expr,
    pattern: str,
    *,
    before: str = "",
    when: pl.Expr | None = None,
    tail: int | None = None,
    spare: str | None = None,
) -> Evidence:
    r"""Every match of *pattern* (Rust's regular expressions) in *text* is a defect.

    ``^`` and ``$`` are the ends of lines, of whichever kind; ``\A`` and ``\z`` are those of the text. *before*: what
    must stand in front of a match without being part of it (no capturing groups). *when*: a cheap condition; the
    first match, never an empty one, is looked for only where it holds. *tail*: look at the last so many characters
    only. *spare*: text in which nothing is a defect, such as tags and addresses.

    Patterns of our own go through `ascii_words` where they have word boundaries.
    """
    within = text if tail is None else text.str.tail(tail)
    whole = f"(?mR)(?:{before})({pattern})"
    looked_at = within if when is None else where(when, within)
    if spare is not None:  # the careful look costs more, and few texts need it
        looked_at = where(looked_at.str.contains(whole), looked_at).str.replace_all(spare, " ")
    skipped = None
    if tail is not None:
        skipped = (text.str.len_chars().cast(pl.Int64) - tail).clip(lower_bound=0)
    marks = matches(within, pattern, before=before, skipped=skipped, spare=spare)
    return Evidence(looked_at.str.extract(whole, 1), marks)


def matches(
    text: pl.Expr, pattern: str, *, before: str = "", skipped: pl.Expr | None = None, spare: str | None = None
) -> pl.Expr:
    """All matches as a List of `MARK`: the text is cut at brackets put around them, and the lengths are added up."""
    either = pattern if spare is None else f"(?:{spare})|(?:{pattern})"
    # groups cost a search of their own for every match, and the whole match is to be had without
    whole, put = f"(?:{either})", f"{_BRACKET}${{0}}{_BRACKET}"
    if before:
        whole, put = f"({before})({either})", f"${{1}}{_BRACKET}${{2}}{_BRACKET}"
    safe = text.str.replace_all(_BRACKET, "\ufffd", literal=True)
    pieces = safe.str.replace_all(f"(?mR){whole}", put).str.split(_BRACKET)
    piece = pl.element()
    ends = piece.str.len_chars().cast(pl.Int64).cum_sum()
    element_marks = pl.struct(
        start=ends - piece.str.len_chars(), end=ends, text=piece, message=pl.lit(None, pl.String)
    ).gather_every(2, 1)
    marks = pieces.list.eval(element_marks)
    if spare is not None:
        is_spared = pl.element().struct.field("text").str.contains(rf"\A(?:{spare})\z")
        marks = marks.list.eval(pl.element().filter(~is_spared))
    return _shifted(marks, skipped)


def _shifted(marks: pl.Expr, skipped: pl.Expr | None) -> pl.Expr:
    """Marks whose offsets count from *skipped* on, as `MARK`.

    A list's elements cannot see the other columns of their row: the offset is put in front as an element of its own.
    """
    at, first = pl.element().struct.field, 0
    shift: pl.Expr | int = 0
    if skipped is not None:
        nothing = pl.lit(None, pl.String)
        marks = pl.concat_list(pl.struct(start=skipped, end=skipped, text=nothing, message=nothing), marks)
        shift, first = at("start").first(), 1
    return marks.list.eval(
        pl.struct(start=at("start") + shift, end=at("end") + shift, text=at("text"), message=at("message")).slice(first)
    ).cast(pl.List(MARK))


def whole(failing: pl.Expr, text: pl.Expr, message: pl.Expr | str | None = None) -> Evidence:
    """The article fails where *failing* holds; *text* is shown, and nothing is marked since nothing is there."""
    said = pl.lit(message, pl.String) if message is None or isinstance(message, str) else message
    mark = pl.struct(
        start=pl.lit(None, pl.UInt32), end=pl.lit(None, pl.UInt32), text=text.cast(pl.String), message=said
    )
    return Evidence(
        first=pl.when(failing).then(text.cast(pl.String).fill_null("")),
        marks=pl.concat_list(mark).cast(pl.List(MARK)),
    )
