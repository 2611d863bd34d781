"""Frames as files: findings for machines, articles for the next step."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from ..corpus import UsageError
from .files import write_atomically

_WRITERS: dict[str, Callable[[pl.DataFrame, Path], object]] = {
    ".parquet": lambda frame, path: frame.write_parquet(path, compression="zstd"),
    ".jsonl": lambda frame, path: frame.write_ndjson(path),
    ".csv": lambda frame, path: _guarded(frame).write_csv(path),
}


def check_table_path(path: Path) -> None:
    """Raise `UsageError` for a file whose kind its name does not tell."""
    if path.suffix not in _WRITERS:
        raise UsageError(
            f"the name must end in {', '.join(_WRITERS)}",
            where=str(path),
            hint=f"for example {path.stem}.parquet",
        )


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as Parquet, JSON Lines or CSV, as the name says."""
    check_table_path(path)
    write_atomically(path, lambda beside: _WRITERS[path.suffix](frame, beside))


def _guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """Text as CSV cells that no spreadsheet takes for a formula; lists joined."""
    flat = [pl.col(n).list.join("; ") for n, t in frame.schema.items() if isinstance(t, pl.List)]
    frame = frame.with_columns(flat)
    texts = [n for n, t in frame.schema.items() if t == pl.String]
    risky = r"^'*[=+\-@\t\r]"  # what looks guarded is guarded too, so that it can be read again
    return frame.with_columns(
        pl.when(pl.col(n).str.contains(risky)).then("'" + pl.col(n)).otherwise(pl.col(n)).alias(n) for n in texts
    )
