"""Copies of a story say so."""

from typing import Literal

import polars as pl

from .check import check
from .evidence import MARK, Evidence, whole

_STORY = (
    "The harbour council of Varnholm voted on Monday to close the old fish market after ninety years, citing the cost "
    "of repairs to its iron roof. Traders who have rented the forty stalls for generations said that they had learnt "
    "of the decision from the radio, and that no other hall on the quay has cold rooms."
)


@check(
    columns=("body",),
    family="duplicates",
    facts=("copies",),
    help="link each copy to one canonical article: put its article_id into duplicate_of",
    bad=[
        {"article_id": "b", "body": _STORY, "among": [{"article_id": "a", "body": "By Ann Poe. " + _STORY}]},
        {"article_id": "b", "body": _STORY, "among": [{"article_id": "a", "body": _STORY}]},
    ],
    good=[
        {
            "article_id": "b",
            "body": _STORY,
            "duplicate_of": "a",
            "among": [{"article_id": "a", "body": _STORY}],
        },
        {
            "article_id": "b",
            "body": _STORY,
            "among": [{"article_id": "a", "body": "Rain fell on the hills."}],
        },
    ],
)
def duplicates_linked(*, tier: Literal["near", "derived"] = "near") -> Evidence:
    """Articles that tell one story are linked: the copies carry the ``article_id`` of the canonical one.

    Lines that recur in a source (`no_recurring_lines`) are left out first. Then two articles are copies by the share of
    word 5-grams of the shorter text that stand in the longer (containment): from .5 they are the same article (*tier*
    ``near``), from .2 a rewrite of the same story (*tier* ``derived``); one that is ``near`` is not reported as
    ``derived``.

    A pair is linked when one of the two names a copy of itself in ``duplicate_of``, or both name the same. Two that are
    the canonical articles of others are not asked to be linked as ``derived`` too. Of an unlinked pair both fail, since
    nobody has said which is canonical; `newsgate link` says it. Evidence is the longest passage they share. Two records
    of one id are left to `ids_unique`.

    Missed: texts under 16 words unless they are equal, translations, rewrites that keep no five words in a row.
    """
    tiers = ["derived"] if tier == "derived" else ["exact", "near"]
    each = pl.element().struct.field
    unlinked = pl.col("copies").list.eval(pl.element().filter(each("tier").is_in(tiers) & ~each("linked")))
    body = pl.col("body")
    marks = unlinked.list.eval(
        pl.struct(
            start=each("start"),
            end=each("end"),
            text=pl.lit(None, pl.String),
            message=pl.format(
                "{}% of the shorter is shared with {} ({})",
                (each("containment") * 100).round(0).cast(pl.Int64),
                each("article_id"),
                each("source"),
            ),
        )
    )
    closest = unlinked.list.first().struct.field
    passage = body.str.slice(closest("start"), closest("end") - closest("start"))
    return Evidence(first=pl.when(unlinked.list.len() > 0).then(passage), marks=marks.cast(pl.List(MARK)))


@check(
    columns=("duplicate_of",),
    family="duplicates",
    nulls="owe nothing",
    facts=("claims",),
    help="name the canonical article itself, or take the link out; `newsgate link` finds whom to name",
    bad=[
        {"article_id": "b", "body": _STORY, "duplicate_of": "a"},
        {"article_id": "b", "body": _STORY, "duplicate_of": "b"},
        {
            "article_id": "b",
            "body": _STORY,
            "duplicate_of": "a",
            "among": [{"article_id": "a", "body": "Rain fell on the hills of Osterby for a week, and on its fair."}],
        },
    ],
    good=[
        {"article_id": "b", "body": _STORY, "duplicate_of": "a", "among": [{"article_id": "a", "body": _STORY}]},
        {"article_id": "b", "body": _STORY, "duplicate_of": None},
    ],
)
def links_sound() -> Evidence:
    """What ``duplicate_of`` says is true: the article it names is there, stands for itself, and has this text.

    Fails where an article names itself, nobody in the corpus, an id of several records, an article that is a copy in
    its turn (a chain, or links that lead back in a circle), or one with which it shares less than a fifth of the word
    5-grams of the shorter text, lines that recur in the source left out. Texts of under nine words are not compared.
    Articles that name nobody owe nothing.
    """
    claim = pl.col("claims").struct.field
    names, fault, end = claim("names"), claim("fault"), claim("end")
    message = (
        pl.when(fault == "itself").then(pl.lit("the article names itself"))
        .when(fault == "nobody").then(pl.lit("no article of the corpus has this id"))
        .when(fault == "several").then(pl.lit("several records have this id: nobody can tell which is meant"))
        .when(fault == "circle").then(pl.lit("the links lead in a circle: no article is canonical"))
        .when(fault == "chain").then(pl.format("this one is a copy itself: name {}", end))
        .otherwise(pl.format("only {}% of the shorter text is shared", (claim("share") * 100).round(0).cast(pl.Int64)))
    )  # fmt: skip
    found = whole(fault.is_not_null(), names, message)
    return Evidence(found.first, found.marks, owed=names.is_not_null())
