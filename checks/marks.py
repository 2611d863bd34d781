"""Marks that a Python function found, as a column."""

from collections.abc import Iterable, Mapping

import polars as pl

from .evidence import MARK

#: A place in a text, and what is said of it.
Place = tuple[int, int, str | None]


def marked(texts: pl.Series, found: Mapping[int, Iterable[Place]]) -> pl.Series:
    """The marks of each text as a List of `MARK`, null where *found* has no places for its row.

    Built from flat columns: a list for each row would cost more than the looks at the texts.
    """
    flat = [(row, start, end, said) for row, places in found.items() for start, end, said in places]
    rows, starts, ends, said = zip(*flat, strict=True) if flat else ((), (), (), ())
    columns = {
        "row": pl.Series(rows, dtype=pl.UInt32),
        "start": pl.Series(starts, dtype=pl.UInt32),
        "end": pl.Series(ends, dtype=pl.UInt32),
        "text": pl.Series([texts[row][start:end] for row, start, end, _ in flat], dtype=pl.String),
        "message": pl.Series(said, dtype=pl.String),
    }
    mark = pl.struct("start", "end", "text", "message").alias("marks")
    lists = pl.DataFrame(columns).group_by("row", maintain_order=True).agg(mark)
    every_row = pl.DataFrame({"row": pl.int_range(len(texts), dtype=pl.UInt32, eager=True)})
    joined = every_row.join(lists, on="row", how="left", maintain_order="left")
    return joined["marks"].cast(pl.List(MARK)).alias(texts.name)
