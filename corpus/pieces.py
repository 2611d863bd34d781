"""What every reader hands on: raw records as a frame, and what could not be read."""

from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

#: Column with the part of a record's origin behind the file: ``:412`` (line), ``#7`` (record) or empty.
WHERE = "__where"
#: Columns a record takes from its file: its whole origin, the article_id and the source of last resort.
ORIGIN, NAME, PLACE = "__origin", "__name", "__place"
INTERNAL = (WHERE, ORIGIN, NAME, PLACE)


class Reject(NamedTuple):
    """One record (or one whole file) that could not be read."""

    origin: str
    format: str
    reason: str


class Note(NamedTuple):
    """Something about a file that a reader should know, though its records were read."""

    origin: str
    note: str


@dataclass
class Piece:
    """Some records of one file, columns as in the input plus `WHERE`; and what was refused on the way."""

    frame: pl.DataFrame | None = None
    rejects: list[Reject] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def numbered(frame: pl.DataFrame, first: int, mark: str = "#") -> pl.DataFrame:
    """The frame with `WHERE` counted from *first*: line numbers (``:``) or record numbers (``#``)."""
    numbers = pl.int_range(first, first + pl.len(), dtype=pl.Int64)
    return frame.with_columns((pl.lit(mark) + numbers.cast(pl.String)).alias(WHERE))


def text_column(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Any column as text: text as it is, numbers as written, lists and structs as JSON."""
    dtype = frame.schema[name]
    column = pl.col(name)
    if dtype == pl.String:
        return column
    if dtype == pl.Null:
        return column.cast(pl.String)
    if isinstance(dtype, pl.Struct):
        return column.struct.json_encode()
    if isinstance(dtype, pl.List | pl.Array):
        whole = pl.struct(column.alias("_")).struct.json_encode()  # {"_":[…]}
        return pl.when(column.is_not_null()).then(whole.str.slice(5, whole.str.len_chars() - 6))
    if dtype == pl.Binary:
        return column.bin.encode("base64")
    return column.cast(pl.String)


def stack(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """All rows of frames whose columns need not agree; columns of different types meet as text, nothing is dropped."""
    frames = [frame for frame in frames if frame.width]
    if not frames:
        return pl.DataFrame()
    types: dict[str, set[pl.DataType]] = {}
    for frame in frames:
        for name, dtype in frame.schema.items():
            types.setdefault(name, set()).add(dtype)
    differing = {name for name, found in types.items() if len(found - {pl.Null()}) > 1}
    agreed = [
        frame.with_columns(text_column(frame, n).alias(n) for n in frame.columns if n in differing) for frame in frames
    ]
    return pl.concat(agreed, how="diagonal_relaxed", rechunk=False)
