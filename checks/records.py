"""What a record needs to be an article at all."""

from datetime import UTC, datetime, timedelta

import polars as pl

from .check import Regex, check
from .evidence import Evidence, find, whole

#: The first newspaper that could be crawled appeared in 1605.
_FIRST_NEWSPAPER = datetime(1605, 1, 1, tzinfo=UTC)
#: The day in an address, year first, since no other order is certain: /2016/03/27/, /2016/mar/27/, /2016-03-27-.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_DAY = (
    r"[/_=-](?P<year>(?:19|20)\d\d)(?:"
    r"/(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?:[/?#]|$)"  # not /2016/05/8-ways-to-sleep
    r"|-(?P<month2>1[0-2]|0[1-9])-(?P<day2>3[01]|[12]\d|0[1-9])(?:[/._?#T-]|$)"
    r"|(?P<month3>1[0-2]|0[1-9])(?P<day3>3[01]|[12]\d|0[1-9])(?:[/._?#T-]|$)"
    rf"|/(?P<name>(?i:{'|'.join(_MONTHS)}))[a-z]{{0,6}}/(?P<day4>3[01]|[12]\d|0?[1-9])(?:[/?#]|$))"
)
#: Time zones and the hours between writing and publishing.
_URL_TOLERANCE = timedelta(days=2)


def _absent(column: str) -> pl.Expr:
    return pl.col(column).is_null() | (pl.col(column).str.strip_chars() == "")


@check(
    columns=("title",),
    family="metadata",
    nulls="fail",
    help="map the column that holds the headline (a corpus file, columns: {title: …})",
    bad=[{"title": None, "body": "Text."}, {"title": "  ", "body": "Text."}],
    good=[{"title": "Vote passes", "body": "Text."}],
)
def title_present() -> Evidence:
    """Every article has a title; null and blank fail."""
    return whole(_absent("title"), pl.lit(""), "there is no title")


@check(
    columns=("body",),
    family="metadata",
    nulls="fail",
    help="look at the page: was the story behind a script, a paywall or another tag?",
    bad=[{"body": None}, {"body": ""}, {"body": " \n "}],
    good=[{"body": "The vote passed."}],
)
def body_present(*, at_least: int = 1) -> Evidence:
    """Every article has text; null, blank, or fewer than *at_least* characters fail."""
    length = pl.col("body").str.strip_chars().str.len_chars()
    return whole(
        length.fill_null(0) < at_least,
        pl.col("body").str.strip_chars().str.head(240),
        pl.format("the body has {} characters", length.fill_null(0)),
    )


@check(
    columns=("article_id",),
    family="metadata",
    nulls="fail",
    facts=("twins",),
    help="keep one of the records, or make the ids unique across sources (prefix them with the source)",
    bad=[{"article_id": "7", "body": "One.", "among": [{"article_id": "7", "body": "Two."}]}],
    good=[{"article_id": "7", "body": "One.", "among": [{"article_id": "8", "body": "Two."}]}],
)
def ids_unique() -> Evidence:
    """No two articles of the corpus share an ``article_id``; a missing id fails.

    The whole corpus is looked at, across files and sources; every bearer of a shared id fails and names another.
    """
    count = pl.col("twins").struct.field("count")
    other = pl.col("twins").struct.field("other")
    message = pl.format("{} records have this id; another is {}", count, other)
    return whole((count > 1) | pl.col("article_id").is_null(), pl.col("article_id"), message)


@check(
    columns=("published_at",),
    family="metadata",
    help="see the column published_at_raw for what the record says; map another column, or repair the parser",
    bad=[
        {"published_at": datetime(2087, 1, 5, tzinfo=UTC)},
        {"published_at": datetime(1970, 1, 1, tzinfo=UTC)},
        {"published_at": None, "published_at_raw": "yesterday"},
        {"published_at": datetime(2019, 3, 27, tzinfo=UTC), "url": "https://example.org/2016/03/27/vote"},
    ],
    good=[
        {"published_at": datetime(2016, 3, 27, tzinfo=UTC)},
        {"published_at": None},
        {"published_at": datetime(2016, 3, 28, tzinfo=UTC), "url": "https://example.org/2016/03/27/vote"},
    ],
)
def published_at_plausible(*, not_before: str = "1605-01-01") -> Evidence:
    """The date of publication can be true: no future, none before newspapers, none but that of the address.

    The zero of a clock (1 January 1970) fails too. A day of grace for time zones, two for addresses. Only a whole day
    with the year first is read from an address (``/2016/03/27/``, ``/2016/mar/27/``, ``/2016-03-27-``,
    ``/20160327/``). A date that was written but is none ("yesterday") fails as well. Articles without any date are not
    judged and counted as missing. *not_before*: an earliest day of your own (YYYY-MM-DD).
    """
    at, raw = pl.col("published_at"), pl.col("published_at_raw")
    earliest = max(_FIRST_NEWSPAPER, datetime.fromisoformat(not_before).replace(tzinfo=UTC))
    latest = datetime.now(UTC) + timedelta(days=1)
    unread = at.is_null() & (raw.str.strip_chars() != "")
    in_url = _day_in_url()
    elsewhen = ((at.dt.replace_time_zone(None) - in_url).abs() > _URL_TOLERANCE + timedelta(days=1)) & (
        in_url < latest.replace(tzinfo=None)
    )
    failing = (
        (at > latest) | (at < earliest) | (at == datetime(1970, 1, 1, tzinfo=UTC)) | unread.fill_null(False)
        | elsewhen.fill_null(False)
    )  # fmt: skip
    message = (
        pl.when(unread.fill_null(False)).then(pl.lit("no whole date (day, month and year) can be read from this"))
        .when(at > latest).then(pl.lit("in the future"))
        .when(at < earliest).then(pl.lit("before any newspaper, or the day the suite names"))
        .when(at == datetime(1970, 1, 1, tzinfo=UTC)).then(pl.lit("the zero of the Unix clock, so no date at all"))
        .otherwise(pl.format("the article's address says {}", in_url.dt.strftime("%Y-%m-%d")))
    )  # fmt: skip
    shown = pl.coalesce(at.dt.strftime("%Y-%m-%d %H:%M"), raw)
    return whole(failing.fill_null(False), shown, message)


def _day_in_url() -> pl.Expr:
    """The day in the article's address, null where there is none, or none that the calendar has."""
    parts = pl.col("url").str.extract_groups(_URL_DAY).struct.field
    named = parts("name").str.to_lowercase().replace_strict(
        list(_MONTHS), [f"{n:02}" for n in range(1, 13)], default=None, return_dtype=pl.String
    )  # fmt: skip
    month = pl.coalesce(parts("month"), parts("month2"), parts("month3"), named).str.zfill(2)
    day = pl.coalesce(parts("day"), parts("day2"), parts("day3"), parts("day4")).str.zfill(2)
    written = parts("year") + "-" + month + "-" + day
    return written.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))


@check(
    family="own",
    explain="matches the pattern that the suite forbids",
    bad=[{"body": "Lorem ipsum dolor.", "with": {"pattern": "(?i)lorem ipsum"}}],
    good=[{"body": "Text.", "with": {"pattern": "(?i)lorem ipsum"}}],
)
def no_pattern(text: pl.Expr, *, pattern: Regex) -> Evidence:
    r"""A *pattern* of your own occurs nowhere in the text.

    Rust's regular expressions: linear time, ``\p{L}``, ``(?i)``; no look-around. For boilerplate that one source has,
    declare it with an ``id`` of its own and ``sources``.
    """
    return find(text, f"(?:{pattern})")
