"""What the dateline of a story says: its place, region, date and agency, and where it stands."""

import re

import polars as pl

from .dateline_forms import BLOCK, INLINE, MONTHS, NAMED
from .dateline_rules import candidates, first_datelines, plain
from .evidence import TAGS

#: A dateline as it was read: *text* from the place to the separator, its parts as written, the day and month that the
#: date names (and the year, where it does), and offsets in code points of the body as it was read.
DATELINE = pl.Struct(
    {
        "text": pl.String, "place": pl.String, "region": pl.String, "date": pl.String, "agency": pl.String,
        "day": pl.UInt8, "month": pl.UInt8, "year": pl.UInt16, "start": pl.UInt32, "end": pl.UInt32,
    }
)  # fmt: skip
#: A dateline stands in the opening: behind a caption and a byline at most. The longest such preamble of the seeds
#: has 420 characters.
_OPENING = 1_500
#: Of pages, so much is read: a page can open with kilobytes of tags.
_PAGE = 20_000
#: Lines that are looked at, and so many characters of each.
_LINES, _LINE = 14, 260
_BLOCKS = (
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|td|tr|table|figure|figcaption|blockquote|section|article|header|aside"
    r"|time)\b[^<>]*>"
)
_NAMED_TAG = r"<[^<>]*(?:[dD]ateline|articleLocation)[^<>]*>"
#: Every tag that a mark stands for.
_ANY_TAG = re.compile(rf"{TAGS}|(?i:{_BLOCKS})|{_NAMED_TAG}")


def datelines(bodies: pl.Series) -> pl.Series:
    """The dateline of every body (`DATELINE`), null where it has none."""
    frame = pl.DataFrame({"body": bodies}).with_row_index("row")
    found = first_datelines(_lines(frame.filter(pl.col("body").is_not_null())))
    placed = _spans(frame.join(found, on="row", how="inner", maintain_order="left"))
    parsed = placed.select("row", found=pl.struct(field.name for field in DATELINE.fields).cast(DATELINE))
    whole = pl.DataFrame({"row": pl.int_range(bodies.len(), dtype=pl.UInt32, eager=True)})
    return whole.join(parsed, on="row", how="left", maintain_order="left")["found"].alias(bodies.name)


def _lines(frame: pl.DataFrame) -> pl.DataFrame:
    """The first lines of every body: row, line number, their text, and the offset of each in the text without tags."""
    tagged = pl.col("body").str.contains("<", literal=True)
    read = pl.when(tagged).then(pl.col("body").str.head(_PAGE)).otherwise(pl.col("body").str.head(_OPENING))
    opening = _marked(read).str.head(_OPENING * 2)
    ended = opening.str.replace_all(BLOCK, "\n", literal=True).str.replace_all("\r", "\n", literal=True)
    length = pl.col("line").str.len_chars().cast(pl.Int64) + 1
    long = frame.select("row", line=ended.str.split("\n")).explode("line").with_columns(length=length)
    long = long.with_columns(at=pl.col("length").cum_sum().over("row") - pl.col("length"))
    return (
        long.filter(pl.col("at") <= _OPENING)
        .filter(pl.col("line").str.contains(r"[\p{L}\d]"))
        .with_columns(number=pl.int_range(pl.len()).over("row"))
        .filter(pl.col("number") < _LINES)
        .with_columns(line=pl.col("line").str.head(_LINE))
        .filter(candidates())
    )


def _marked(page: pl.Expr) -> pl.Expr:
    """The text with one character for every tag, which says what kind it is."""
    marked = page.str.replace_all(_NAMED_TAG, NAMED).str.replace_all(rf"(?i){_BLOCKS}", BLOCK)
    return marked.str.replace_all(TAGS, INLINE)


def _spans(found: pl.DataFrame) -> pl.DataFrame:
    """What was found, with offsets in the body, tags included, and the date as numbers."""
    inner = pl.col("dateline").str.strip_chars(f" \t\u00a0\u3000{INLINE}{NAMED}")
    start = pl.col("at") + _chars_before(pl.col("line"), inner)
    found = found.with_columns(start=start, end=start + inner.str.len_chars().cast(pl.Int64))
    tagged = found["body"].str.contains("<", literal=True).arg_true()
    shifted = [_shifted(*row) for row in found.select("body", "start", "end")[tagged].iter_rows()]
    starts, ends = zip(*shifted, strict=True) if shifted else ((), ())
    found = found.with_columns(
        found["start"].scatter(tagged, pl.Series(starts, dtype=pl.Int64)),
        found["end"].scatter(tagged, pl.Series(ends, dtype=pl.Int64)),
    )
    text = pl.col("body").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    return found.with_columns(text=text, **_parts())


def _shifted(body: str, start: int, end: int) -> tuple[int, int]:
    """Offsets in a body of what stands between two offsets of it where each of its tags is one character."""
    before = within = 0
    for tag in _ANY_TAG.finditer(body, 0, _PAGE):
        at = tag.start() - before - within
        if at >= end:
            break
        if at < start:
            before += len(tag[0]) - 1
        else:
            within += len(tag[0]) - 1
    return start + before, end + before + within


def _parts() -> dict[str, pl.Expr]:
    """The parts without the marks of tags, and the date as numbers."""
    tidy = {name: plain(name) for name in ("place", "region", "date", "agency")}
    tidy["place"] = tidy["place"].str.replace(r"(\p{L}{4})\.$", "${1}")  # MOSCOW. March 5
    month, day, year = _numbers(tidy["date"])
    return {**tidy, "month": month, "day": day, "year": year}


def _chars_before(text: pl.Expr, part: pl.Expr) -> pl.Expr:
    at = text.str.find(part, literal=True)
    return text.cast(pl.Binary).bin.slice(0, at).cast(pl.String).str.len_chars()


def _numbers(date: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Month, day and year that a date in words names; null where it has none. Dates in digits alone are ambiguous."""
    numbers = {name: number for number, names in MONTHS.items() for name in names.split("|")}
    lower = date.str.to_lowercase()
    words = lower.str.extract_all(r"[\p{L}\p{M}]{3,}")
    found = words.list.eval(pl.element().replace_strict(numbers, default=None, return_dtype=pl.UInt8)).list.drop_nulls()
    month = pl.coalesce(found.list.first(), lower.str.extract(r"(\d{1,2})月", 1).cast(pl.UInt8, strict=False))
    year = lower.str.extract(r"\b((?:19|20)\d\d)\b", 1).cast(pl.UInt16, strict=False)
    day = pl.coalesce(lower.str.extract(r"(\d{1,2})日", 1), lower.str.extract(r"(?:^|\D)(\d{1,2})(?:\D|$)", 1)).cast(
        pl.UInt8, strict=False
    )
    return month, pl.when(day.is_between(1, 31)).then(day), year
