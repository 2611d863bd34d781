"""What linking copies yields; the work is done in `newsgate.checks.links`, whose loops are slow to import."""

from typing import NamedTuple

import polars as pl

#: A cluster of more distinct texts is no story but a form or boilerplate that nobody knows yet: it is not linked, and
#: told (`Linked.alarms`). The most versions of one story in 6,500 real articles are 7.
MAX_CLUSTER = 200

LINK_SCHEMA: dict[str, pl.DataType] = {
    "article_id": pl.String(), "canonical_id": pl.String(), "tier": pl.String(), "containment": pl.Float64(),
    "matched_text": pl.String(), "start": pl.UInt32(), "end": pl.UInt32(), "source": pl.String(),
    "canonical_source": pl.String(),
}  # fmt: skip
ALARM_SCHEMA: dict[str, pl.DataType] = {
    "article_id": pl.String(), "source": pl.String(), "texts": pl.UInt32(), "examples": pl.List(pl.String()),
}  # fmt: skip


class Linked(NamedTuple):
    """What was linked.

    *links*: one row a copy, by `LINK_SCHEMA` and ``article_id``; ``start`` and ``end`` are code points of the copy's
    body, ``matched_text`` the first 240 characters between them. *alarms*: clusters that are too large to be one story.
    *no_id*: articles left out because they have no id, or one that others have too. *boilerplate_only*: notices and
    blurbs, and articles of which nothing is left without the lines that their source repeats.
    """

    links: pl.DataFrame
    alarms: pl.DataFrame
    no_id: int
    boilerplate_only: int
