"""What a record needs to be an article at all."""

from datetime import UTC, datetime, timedelta

import polars as pl

from .check import Regex, check
from .evidence import Evidence, find, whole

#: The first newspaper that could be crawled appeared in 1605.
_FIRST_NEWSPAPER = datetime(1605, 1, 1, tzinfo=UTC)


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
    ],
    good=[{"published_at": datetime(2016, 3, 27, tzinfo=UTC)}, {"published_at": None}],
)
def published_at_plausible(*, not_before: str = "1605-01-01") -> Evidence:
    """The date of publication can be true: not in the future, not before newspapers, not the zero of a clock.

    A day of grace for time zones. A date that was written but is none ("yesterday") fails too. Articles without any
    date are not judged and counted as missing. *not_before*: an earliest day of your own (YYYY-MM-DD).
    """
    at, raw = pl.col("published_at"), pl.col("published_at_raw")
    earliest = max(_FIRST_NEWSPAPER, datetime.fromisoformat(not_before).replace(tzinfo=UTC))
    latest = datetime.now(UTC) + timedelta(days=1)
    unread = at.is_null() & (raw.str.strip_chars() != "")
    failing = (at > latest) | (at < earliest) | (at == datetime(1970, 1, 1, tzinfo=UTC)) | unread.fill_null(False)
    message = (
        pl.when(unread.fill_null(False)).then(pl.lit("no whole date (day, month and year) can be read from this"))
        .when(at > latest).then(pl.lit("in the future"))
        .when(at < earliest).then(pl.lit("before any newspaper, or the day the suite names"))
        .otherwise(pl.lit("the zero of the Unix clock, so no date at all"))
    )  # fmt: skip
    shown = pl.coalesce(at.dt.strftime("%Y-%m-%d %H:%M"), raw)
    return whole(failing.fill_null(False), shown, message)


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
