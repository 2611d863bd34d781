"""Dates as news exports write them, to UTC timestamps; a date that is not whole stays null."""

import re

import polars as pl

UTC_MICROSECONDS = pl.Datetime("us", "UTC")

# Formats without a zone are read as UTC. A date without a year is no date: nothing is ever guessed from today.
_ISO = "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"
_ISO_NAIVE = (
    "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S%.f UTC",
)  # fmt: skip
_WORDED = ("%a, %d %b %Y %H:%M:%S %z",)
_WORDED_NAIVE = (
    "%a, %d %b %Y %H:%M:%S GMT", "%a, %d %b %Y %H:%M:%S UTC",
    "%A, %B %d, %Y", "%a, %b %d, %Y", "%A, %d %B %Y", "%A %d %B %Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y",
    "%B %d, %Y %I:%M %p", "%B %d, %Y %H:%M", "%d-%b-%Y %H:%M:%S%.f", "%d-%b-%Y", "%Y/%m/%d", "%Y/%m/%d %H:%M:%S",
    "%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ", "%d.%m.%Y", "%d.%m.%Y %H:%M",
)  # fmt: skip

# Epoch numbers tell their unit by their size: 1e11 s would be the year 5138, 1e11 ms is 1973, and so on. Smaller ones
# are days (20160327) or years, not the first months of 1970.
_SECONDS_FROM, _MILLISECONDS_FROM, _MICROSECONDS_FROM, _NANOSECONDS_FROM = 10**8, 10**11, 10**14, 10**17

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
#: A line that is nothing but a whole date, as blog pages carry it above the title.
DATE_LINE = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:[ T]\d\d?:\d\d(?::\d\d)?(?:\s*[AP]M)?(?:Z|\s*UTC|\s*GMT)?)?"
)


def published_at(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A column of any date-like type as ``Datetime("us", "UTC")``; what is no whole date becomes null."""
    if isinstance(dtype, pl.Datetime):
        zoned = column.dt.replace_time_zone("UTC") if dtype.time_zone is None else column
        return zoned.dt.convert_time_zone("UTC").dt.cast_time_unit("us")
    if dtype == pl.Date:
        return column.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    if dtype.is_numeric():
        return _epoch(column)
    text = column.cast(pl.String).str.strip_chars()
    digits = pl.when(text.str.contains(r"^\d{9,19}$")).then(text)
    return (
        pl.when(text.str.contains(r"^\d{4}-\d\d-\d\d"))  # the common shape first: each format tried costs a pass
        .then(_first_of(text, _ISO, _ISO_NAIVE))
        .otherwise(pl.coalesce(_first_of(text, _WORDED, _WORDED_NAIVE), _epoch(digits)))
    )


def _first_of(text: pl.Expr, zoned: tuple[str, ...], naive: tuple[str, ...]) -> pl.Expr:
    with_zone = [text.str.to_datetime(f, time_unit="us", time_zone="UTC", strict=False) for f in zoned]
    without = [text.str.to_datetime(f, time_unit="us", strict=False).dt.replace_time_zone("UTC") for f in naive]
    return pl.coalesce(*with_zone, *without)


def _epoch(column: pl.Expr) -> pl.Expr:
    number = column.cast(pl.Int64, strict=False)
    size = number.abs()
    micros = (
        pl.when(size >= _NANOSECONDS_FROM)
        .then(number // 1_000)
        .when(size >= _MICROSECONDS_FROM)
        .then(number)
        .when(size >= _MILLISECONDS_FROM)
        .then(number * 1_000)
        .when(size >= _SECONDS_FROM)
        .then(number * 1_000_000)
    )
    day = number.cast(pl.String).str.to_datetime("%Y%m%d", time_unit="us", strict=False)
    return pl.coalesce(micros.cast(pl.Datetime("us")), day).dt.replace_time_zone("UTC")
