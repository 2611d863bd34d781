"""Where and when a story was reported, as its first words say."""

from datetime import UTC, datetime
from typing import Literal

import polars as pl

from .check import check
from .evidence import MARK, TAGS, Evidence, where


@check(
    columns=("body",),
    facts=("datelines", "wire"),
    family="structure",
    help="keep the place in front of the first sentence when the page is parsed; it often has a tag of its own",
    bad=[
        {"body": "Rain fell on the capital for a third day, officials told Reuters."},
        {"body": "Rain fell on the capital for a third day.\n\nSource: AAP"},
        {"body": "Rain fell on the capital for a third day.", "authors": ["Ann Poe", "AFP"]},
    ],
    good=[
        {"body": "OSLO, May 4 (Reuters) - Rain fell on the capital for a third day."},
        {"body": "A street under water. REUTERS/Ann Poe\n\nBy Ann Poe\n\nOSLO, May 4 – Rain fell on the capital."},
        {"body": "Oslo (AFP) - Rain fell on the capital for a third day."},
        {"body": '<p><span class="articleLocation">OSLO</span> Rain fell, officials told Reuters.</p>'},
        {"body": "Rain fell on the garden of our reader, and nobody wired it."},
        {"body": "Rain fell on the garden of our reader, whom AFP reported dry.", "authors": ["Lee Roe"]},
    ],
)
def dateline_present(*, articles: Literal["wire", "all"] = "wire") -> Evidence:
    """The story opens with its dateline: the place, often the date and the agency.

    Reads the first lines by a grammar: place, region, date, agency and separator (``BEIRUT, March 27 (Reuters) -``,
    ``Paris (AFP) -``, ``MOSCOW, March 5. /TASS/.``, ``Berlin.``), the agency first (``(ANSA) - ROMA, 5 MAR -``), the
    forms of Chinese, Japanese, Korean, Arabic and Hindi, what a page's own tag calls a dateline, and places in capitals
    without a separator (``BEIRUT Syrian forces``). Where the form alone does not tell, the place must be known to
    GeoNames (cities of 15,000 people and more, in all scripts). It may stand behind a byline, a caption or a summary,
    within 1,500 characters.

    *articles*: which articles owe one: ``wire``, those whose byline, credit or sign-off names a news agency, or which
    report what somebody told one (the default), or ``all``. An agency that is merely cited ("Reuters reported", "told
    Reuters news agency") or credited for a photo makes no wire copy.

    Missed: small towns in small letters without date and agency (``Gundelheim - Die Stadt``).
    """
    body = pl.col("body")
    owed = pl.col("wire") if articles == "wire" else pl.lit(True)
    present = pl.col("datelines").is_not_null()
    absent = owed & ~present
    opening = (
        where(absent, body)
        .str.head(20_000)
        .str.replace_all(TAGS, " ")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
        .str.head(80)
    )
    mark = pl.struct(
        start=pl.lit(None, pl.UInt32),
        end=pl.lit(None, pl.UInt32),
        text=opening,
        message=pl.lit("no dateline in front of the first sentence; the text opens so"),
    )
    return Evidence(
        first=pl.when(absent).then(opening),
        marks=pl.concat_list(mark).cast(pl.List(MARK)),
        owed=owed,
    )


@check(
    columns=("body",),
    facts=("datelines",),
    family="metadata",
    help="see which of the two is wrong: a record's date is often that of the crawl or of the last update",
    bad=[
        {"body": "OSLO, May 4 (Reuters) - Rain fell.", "published_at": datetime(2026, 3, 4, 10, tzinfo=UTC)},
        {"body": "PARIS, 5 mars 2024 (AFP) - Il pleut.", "published_at": datetime(2026, 3, 5, 10, tzinfo=UTC)},
    ],
    good=[
        {"body": "OSLO, May 4 (Reuters) - Rain fell.", "published_at": datetime(2026, 5, 5, 1, tzinfo=UTC)},
        {"body": "OSLO, Dec 31 (Reuters) - Rain fell.", "published_at": datetime(2026, 1, 1, 1, tzinfo=UTC)},
        {"body": "OSLO (Reuters) - Rain fell.", "published_at": datetime(2026, 3, 4, 10, tzinfo=UTC)},
        {"body": "OSLO, May 4 (Reuters) - Rain fell."},
    ],
)
def dateline_agrees(*, days: int = 3) -> Evidence:
    """The date in the dateline and ``published_at`` are at most *days* days apart.

    A dateline names the day of the report, mostly without its year: the year that brings both closest is taken. Three
    days leave room for time zones, weekends and updates. Articles without a date in their dateline, or without
    ``published_at``, are not judged and counted as missing.
    """
    published, found = pl.col("published_at"), pl.col("datelines").struct.field
    year, month, day = found("year").cast(pl.Int32), found("month"), found("day")
    at = published.dt.date()
    distances = [_days_between(at, pl.coalesce(year, at.dt.year() + shift), month, day) for shift in (-1, 0, 1)]
    apart = pl.min_horizontal(*distances)
    dated = apart.is_not_null()
    mark = pl.struct(
        start=found("start"),
        end=found("end"),
        text=found("text"),
        message=pl.format(
            "the dateline says {}, the record {}: {} days apart", found("date"), at.dt.strftime("%Y-%m-%d"), apart
        ),
    )
    return Evidence(
        first=pl.when(apart > days).then(found("text")),
        marks=pl.concat_list(mark).cast(pl.List(MARK)),
        owed=dated,
    )


def _days_between(at: pl.Expr, year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Days between a date and a day that may not exist (null then)."""
    text = pl.format("{}-{}-{}", year, month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2))
    return (at - text.str.to_date("%Y-%m-%d", strict=False)).dt.total_days().abs()
