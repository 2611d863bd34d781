"""Columnar files and CSV: Parquet and Arrow are scanned in slices, CSV keeps every value as text."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

import polars as pl

from .errors import DataError
from .files import InputFile
from .pieces import WHERE, Piece, Reject, numbered

#: Rows of one slice: at 5 kB an article, some 250 MB.
SLICE_ROWS = 50_000


def read_parquet(file: InputFile) -> Iterator[Piece]:
    """The rows of a Parquet file, a slice at a time."""
    with _broken_as_data_error(file, "Parquet"):
        scan = pl.scan_parquet(_bytes_or_path(file))
        yield from _slices(scan)


def read_arrow(file: InputFile) -> Iterator[Piece]:
    """The rows of an Arrow IPC file or stream."""
    with _broken_as_data_error(file, "Arrow IPC"):
        with file.open() as stream:
            is_stream = stream.read(6) != b"ARROW1"
        if is_stream:
            yield Piece(numbered(pl.read_ipc_stream(_bytes_or_path(file)), 1))
        else:
            yield from _slices(pl.scan_ipc(_bytes_or_path(file)))


def read_csv(file: InputFile, text: str, separator: str) -> Iterator[Piece]:
    """The rows of a CSV or TSV file; values stay text, so that ids keep their zeros."""
    try:
        frame = pl.read_csv(text.encode("utf-8", "replace"), separator=separator, infer_schema=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        frame = None
    if frame is None or not frame.width or frame[:, -1].null_count():  # a row that is too short ends in nulls
        yield _read_csv_by_row(file, text, separator)
    else:
        yield Piece(numbered(frame, 1))


def _read_csv_by_row(file: InputFile, text: str, separator: str) -> Piece:
    """The careful way: rows that are broken, too short or too long are refused, the others read."""
    piece = Piece()
    csv.field_size_limit(1 << 30)
    lines = list(io.StringIO(text, newline=""))
    good: list[list[str | None]] = []
    places: list[str] = []
    header: list[str] = []
    number = 0
    for row, line in _rows(lines, separator):
        if isinstance(row, list) and not header:
            header = row
            continue
        if not row:  # an empty line
            continue
        number += 1
        if isinstance(row, csv.Error):
            reason = f"not CSV near line {line}: {row}"
        elif len(row) != len(header):
            reason = f"{len(row)} values for {len(header)} columns, near line {line}"
        else:
            good.append([value or None for value in row])
            places.append(f"#{number}")
            continue
        piece.rejects.append(Reject(f"{file.shown}#{number}", "csv", reason))
    schema = dict.fromkeys(_distinct(header), pl.String)
    piece.frame = pl.DataFrame(good, schema=schema, orient="row").with_columns(
        pl.Series(WHERE, places, dtype=pl.String)
    )
    return piece


def _rows(lines: list[str], separator: str) -> Iterator[tuple[list[str] | csv.Error, int]]:
    """Each row, or what is wrong with it, and the number of its last line.

    A quote that nothing closes would take all that follows for its text: only its line is refused then.
    """
    start = 0
    while start < len(lines):
        rows = csv.reader(lines[start:], delimiter=separator, strict=True)
        first = 0
        while True:
            try:
                yield next(rows), start + rows.line_num
            except StopIteration:
                return
            except csv.Error as error:
                if start + rows.line_num == len(lines) and "end of data" in str(error):
                    yield csv.Error("a quote that nothing closes"), start + first + 1
                    break
                yield error, start + rows.line_num
            first = rows.line_num
        start += first + 1


def _distinct(names: list[str]) -> list[str]:
    """Names of columns as Polars makes them differ."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        distinct.append(f"{name}_duplicated_{seen[name] - 1}" if seen[name] else name)
        seen[name] += 1
    return distinct


def _slices(scan: pl.LazyFrame) -> Iterator[Piece]:
    rows = scan.select(pl.len()).collect().item()
    for start in range(0, rows, SLICE_ROWS):
        yield Piece(numbered(scan.slice(start, SLICE_ROWS).collect(), start + 1))


def _bytes_or_path(file: InputFile) -> bytes | str:
    if not file.is_compressed:
        return str(file.path)
    with file.open() as stream:
        whole = stream.read()
        stream.read()  # raises where the file is cut off: half a table is none
    return whole


class _broken_as_data_error:  # noqa: N801 (reads as the statement it is)
    """Polars' refusal of a damaged file, as one sentence."""

    def __init__(self, file: InputFile, kind: str) -> None:
        self.file, self.kind = file, kind

    def __enter__(self) -> None: ...

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, (pl.exceptions.PolarsError, pl.exceptions.PanicException)):
            reason = (str(error) or type(error).__name__).splitlines()[0][:160]
            raise DataError(f"a damaged {self.kind} file: {reason}", where=self.file.shown) from None
