"""The bodies of a corpus as bytes, some at a time, without the lines that their sources repeat."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from .shingles import Bytes, Offsets, compiled, text_bytes

#: Bodies whose bytes are read at once.
BATCH_ROWS = 8_000


class Texts:
    """Bodies by their rows.

    *spans*: places to leave out, ``row``, ``start`` and ``end`` (bytes of the body), in their order; spaces stand
    there instead, so that all other places stay where they are.
    """

    def __init__(self, bodies: pl.Series, spans: pl.DataFrame | None = None) -> None:
        self.bodies = bodies.rechunk()
        #: Bytes of each body.
        self.sizes: npt.NDArray[np.int64] = bodies.str.len_bytes().fill_null(0).to_numpy().astype(np.int64)
        spans = spans if spans is not None else pl.DataFrame(schema=dict.fromkeys(("row", "start", "end"), pl.Int64))
        self._row, self._start, self._end = (spans[name].cast(pl.Int64).to_numpy() for name in ("row", "start", "end"))

    @property
    def bare(self) -> npt.NDArray[np.int64]:
        """The rows that something was left out of."""
        return np.unique(self._row)

    def __len__(self) -> int:
        """How many bodies there are."""
        return len(self.bodies)

    def batches(self) -> Iterator[npt.NDArray[np.int64]]:
        """All rows in their order, some at a time."""
        for first in range(0, len(self), BATCH_ROWS):
            yield np.arange(first, min(first + BATCH_ROWS, len(self)))

    def of(self, rows: npt.NDArray[np.int64]) -> tuple[Bytes, Offsets]:
        """The texts of these rows, which ascend, as one array of bytes and the offsets of each in it."""
        data, offsets = text_bytes(self.bodies.gather(rows))
        first, last = np.searchsorted(self._row, [rows[0], rows[-1] + 1]) if len(rows) else (0, 0)
        if first == last:
            return data, offsets
        at = np.searchsorted(rows, self._row[first:last])
        meant = rows[at] == self._row[first:last]
        bare = data.copy()
        begins = offsets[at[meant]]
        _blank(bare, begins + self._start[first:last][meant], begins + self._end[first:last][meant])
        return bare, offsets


@compiled
def _blank(data: Bytes, starts: Offsets, ends: Offsets) -> None:
    for n in range(len(starts)):
        data[starts[n] : ends[n]] = 32
