"""The records of one file as articles, a piece at a time, as if they were one frame.

Which column is the body, and whether it holds lists or text, must not depend on where a piece ends. Nearly always the
first piece tells it all, and each piece is mapped as it comes. Where a later piece says otherwise, the file is read
again, with all its columns known.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from .article import choose_columns
from .pieces import INTERNAL, Note, Piece, Reject, text_column
from .shelf import Gathered

#: The pieces of a file, from its beginning, as often as they are asked for.
Pieces = Callable[[], Iterator[Piece]]


@dataclass
class Columns:
    """The columns of a file, in the order in which they were seen. A type is None where pieces differ: it is text."""

    declared: dict[str, str]
    types: dict[str, pl.DataType | None] = field(default_factory=dict)

    @property
    def chosen(self) -> dict[str, str]:
        """Which column carries which field."""
        return choose_columns([name for name in self.types if name not in INTERNAL], self.declared)

    def see(self, frame: pl.DataFrame) -> None:
        """Take in what a piece has."""
        for name, dtype in frame.schema.items():
            known = self.types.get(name, pl.Null())
            if known is None or dtype == pl.Null():
                self.types.setdefault(name, dtype)
            elif known in {dtype, pl.Null()}:
                self.types[name] = dtype
            else:
                self.types[name] = None

    def fit(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A piece with the fields' columns as the whole file has them."""
        fields = {name: self.types[name] for name in self.chosen.values() if name in self.types}
        absent = [pl.lit(None, dtype or pl.String()).alias(n) for n, dtype in fields.items() if n not in frame.columns]
        as_text = [text_column(frame, n).alias(n) for n, dtype in fields.items() if n in frame.columns and not dtype]
        return frame.with_columns(*absent, *as_text)

    def same_as(self, other: "Columns") -> bool:
        """Whether pieces that were mapped by these are mapped as the others would have them."""
        if self.chosen != other.chosen:
            return False
        types = ((self.types.get(name), other.types.get(name)) for name in self.chosen.values())
        return all(one in {another, pl.Null()} for one, another in types)


@dataclass
class Read:
    """What a file gave.

    *count*: of its articles. *unmapped*: records that have no body, told behind all *rejects*. *error*: what ended the
    reading before the end of the file.
    """

    articles: Gathered
    count: int = 0
    rejects: list[Reject] = field(default_factory=list)
    unmapped: list[Reject] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    error: Exception | None = None


def mapped(pieces: Pieces, map_to: Callable[[pl.DataFrame], Piece], declared: dict[str, str], room: Gathered) -> Read:
    """All records of a file as articles.

    *map_to*: makes articles of records. *declared*: which columns carry which fields, where the user says so. *room*:
    branches of it take the articles.
    """
    columns = Columns(declared)
    read = _as_they_come(pieces, map_to, columns, room.branch())
    if read is not None:
        return read
    columns, read = Columns(declared), Read(room.branch())
    for frame in _frames(pieces, Read(room.branch())):
        columns.see(frame)
    for frame in _frames(pieces, read):
        _map(frame, map_to, columns, read)
    return read


def _as_they_come(
    pieces: Pieces, map_to: Callable[[pl.DataFrame], Piece], columns: Columns, room: Gathered
) -> Read | None:
    """Map piece after piece; None where a piece shows that those before it were mapped wrongly."""
    read = Read(room)
    for frame in _frames(pieces, read):
        before = Columns(columns.declared, dict(columns.types))
        columns.see(frame)
        if before.types and not before.same_as(columns):
            return None
        _map(frame, map_to, columns, read)
    return read


def _map(frame: pl.DataFrame, map_to: Callable[[pl.DataFrame], Piece], columns: Columns, read: Read) -> None:
    piece = map_to(columns.fit(frame))
    read.unmapped += piece.rejects
    if piece.frame is not None:
        read.articles.add(piece.frame)
        read.count += piece.frame.height


def _frames(pieces: Pieces, read: Read) -> Iterator[pl.DataFrame]:
    """The frames of all pieces; the rest goes into *read*, as does what ends the reading before the file's end."""
    try:
        for piece in pieces():
            read.rejects += piece.rejects
            read.notes += piece.notes
            if piece.frame is not None and piece.frame.height:
                yield piece.frame
    except Exception as error:  # told by the caller, behind what was read before it
        read.error = error
