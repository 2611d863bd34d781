"""Frames on disk that Polars reads in place: for more articles than memory should hold.

A frame that is put on a shelf is written as Arrow IPC to a file without a name and mapped into memory: the same frame
as before, whose bytes are pages of a file that the system may drop and read again. A keeper lets go of them whenever
more are resident than the shelf may have, so that passes over the articles take a bounded part of memory, whatever
their number. The files are gone with the process, however it ends.
"""

import mmap
import os
import tempfile
import threading
import weakref
from pathlib import Path
from typing import IO

import polars as pl

from .errors import UsageError
from .pieces import stack

#: Frames are put on disk in units of at least so many bytes; more for each so many units, since each holds a file open.
_UNIT, _UNITS = 64 << 20, 64
#: Seconds between two looks of the keeper. Polars reads some 2 GB/s: it sees a few hundred MB at most.
_EVERY = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_RESIDENT = Path("/proc/self/statm")


class Shelf:
    """Frames on disk.

    *memory*: bytes of it that may be resident at a time. *folder*: where the disk is; that of temporary files
    (``TMPDIR``) unless it is given.
    """

    def __init__(self, memory: int, folder: str | Path | None = None) -> None:
        self.memory = memory
        self._folder = folder
        self._maps: list[mmap.mmap] = []
        self._keeper: threading.Thread | None = None
        self._closed = threading.Event()

    @property
    def unit(self) -> int:
        """Bytes of a frame that is worth a file."""
        return min(_UNIT * (1 + len(self._maps) // _UNITS), max(1 << 20, self.memory // 4))

    @property
    def size(self) -> int:
        """Bytes that are on it."""
        return sum(map(len, self._maps))

    def put(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The same frame, on disk. Raises `UsageError` where the disk is full."""
        if not frame.height:
            return frame
        import pyarrow as pa  # noqa: PLC0415 (slow to import, and small corpora do without)

        try:
            with tempfile.TemporaryFile(dir=self._folder, prefix="newsgate-") as file:
                _write(frame, file)
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise UsageError(
                f"temporary files cannot be written: {getattr(error, 'strerror', None) or str(error).splitlines()[0]}",
                where=str(self._folder or tempfile.gettempdir()),
                hint="point TMPDIR to a disk with room for the articles, or allow more --memory",
            ) from None
        self._maps.append(mapped)
        self._keep()
        table = pa.ipc.open_file(pa.py_buffer(mapped)).read_all()
        read = pl.from_arrow(table, rechunk=False)
        assert isinstance(read, pl.DataFrame)
        return read.cast(frame.schema) if read.schema != frame.schema else read

    def release(self) -> None:
        """Let go of what is resident; whoever reads it next gets it from disk."""
        if hasattr(mmap, "MADV_DONTNEED"):
            for mapped in tuple(self._maps):
                mapped.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Stop the keeper. Frames stay readable as long as somebody holds them."""
        self._closed.set()
        if self._keeper is not None:
            self._keeper.join()

    def _keep(self) -> None:
        if self._keeper is None and _RESIDENT.exists():
            arguments = weakref.ref(self), self._closed
            self._keeper = threading.Thread(target=_keep_watch, args=arguments, name="newsgate-shelf", daemon=True)
            self._keeper.start()


def _keep_watch(of: weakref.ref[Shelf], closed: threading.Event) -> None:
    """Let go of a shelf's pages whenever too many are resident, until it is closed or nobody has it any more."""
    before = _resident_pages()
    while not closed.wait(_EVERY):
        shelf = of()
        if shelf is None:
            return
        if (_resident_pages() - before) * _PAGE > shelf.memory:
            shelf.release()
        del shelf  # or the keeper would keep what it waits for


def _resident_pages() -> int:
    """Pages of files that are resident: libraries and shelves."""
    return int(_RESIDENT.read_text().split()[2])


def _write(frame: pl.DataFrame, file: IO[bytes]) -> None:
    frame.write_ipc(file, compression="uncompressed")
    file.flush()


class Gathered:
    """Frames in their order. From *free* bytes on they go to the shelf, where there is one."""

    def __init__(self, shelf: Shelf | None = None, free: float = 0) -> None:
        self.shelf, self.free = shelf, free
        self._done: list[pl.DataFrame] = []
        self._waiting: list[pl.DataFrame] = []
        self._size: float = 0

    @property
    def frames(self) -> list[pl.DataFrame]:
        """All of them."""
        return [*self._done, *self._waiting]

    def branch(self) -> "Gathered":
        """Room for frames that may yet be thrown away; `take` them otherwise."""
        return Gathered(self.shelf, 0 if self._done else max(0, self.free - self._size))

    def add(self, frame: pl.DataFrame) -> None:
        """Put a frame behind the others."""
        self._waiting.append(frame)
        if self.shelf is None:
            return
        self._size += frame.estimated_size()
        if self._size >= max(self.shelf.unit, self.free):
            self._flush()

    def take(self, branch: "Gathered") -> None:
        """Put all frames of a branch behind the others."""
        if branch._done:
            self._flush()
            self._done += branch._done
        for frame in branch._waiting:
            self.add(frame)

    def _flush(self) -> None:
        if self.shelf is not None and self._waiting:
            self._done.append(self.shelf.put(stack(self._waiting)))
            self._waiting, self._size, self.free = [], 0, 0
