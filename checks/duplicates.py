"""Copies of a story say so."""

from typing import Literal

import polars as pl

from .check import check
from .evidence import MARK, Evidence

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

    Two articles are copies by the share of word 5-grams of the shorter text that stand in the longer (containment):
    from .5 they are the same article (*tier* ``near``), from .2 a rewrite of the same story (*tier* ``derived``); one
    that is ``near`` is not reported as ``derived``. A pair is linked when one names the other in ``duplicate_of``, or
    both name the same. Of an unlinked pair both fail, since nobody has said which is canonical. Evidence is the longest
    passage they share. Two records of one id are left to `ids_unique`. 5-grams that more than 50 distinct texts bear
    are boilerplate and do not count.

    Missed: texts under 16 words, translations, rewrites that keep no five words in a row.
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
