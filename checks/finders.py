"""Evidence from a Python function, for the few texts that a cheap look lets through."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import polars as pl

from .evidence import MARK, Evidence


class Place(NamedTuple):
    """One offending place: offsets in code points, and what is said of it (None: what the check says)."""

    start: int
    end: int
    message: str | None = None


#: All places of one text, in order, none within another.
Finder = Callable[[str], Iterable[Place]]


def has_non_ascii(text: pl.Expr) -> pl.Expr:
    """Whether a text has a character beyond ASCII: its lengths tell, at a tenth of the cost of a pattern."""
    return text.str.len_bytes() > text.str.len_chars()


def judged(text: pl.Expr, suspicious: pl.Expr, places: Finder) -> Evidence:
    """Evidence of the *places* in a text, which are looked for only where the text is *suspicious*.

    *suspicious* runs over every article and has to be cheap and true of few; *places* is asked of those.
    """

    def marks(texts: pl.Series) -> pl.Series:
        return _mapped(texts, lambda one: _marks(one, places(one)), pl.List(MARK))

    looked_at = pl.when(suspicious).then(text)
    return Evidence.of_marks(looked_at.map_batches(marks, return_dtype=pl.List(MARK), is_elementwise=True))


def _mapped(texts: pl.Series, of_one: Callable[[str], object], kind: pl.DataType) -> pl.Series:
    """What a function says of each text that is there; null for the rest."""
    if texts.null_count() == texts.len():
        return pl.Series(texts.name, [None], dtype=kind).new_from_index(0, texts.len())
    at = texts.is_not_null().arg_true()
    said = pl.Series("said", [of_one(one) for one in texts.gather(at)], dtype=kind)
    rows = pl.DataFrame({"at": pl.int_range(texts.len(), dtype=pl.UInt32, eager=True)})
    return rows.join(pl.DataFrame({"at": at, "said": said}), on="at", how="left", maintain_order="left")["said"]


def _marks(text: str, places: Iterable[Place]) -> list[dict[str, object]]:
    return [
        {"start": place.start, "end": place.end, "text": text[place.start : place.end], "message": place.message}
        for place in places
    ]


def merged(places: list[Place]) -> list[Place]:
    """Places in order; of those that overlap, the one that starts first (the longest of them) stays."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
