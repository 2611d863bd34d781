"""Past verdicts in a small Parquet file: how each expectation and source did, run by run.

No clock is read: a run is known by its suite, the version of newsgate, a digest of its verdict and its number, so that
the same runs give the same bytes.
"""

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import polars as pl

from ..corpus import DataError, UsageError
from ..corpus.writing import write_atomically
from .series import History
from .snapshot import Judged, Snapshot
from .verdicts import OUTCOMES, SourceVerdict

if sys.platform != "win32":
    import fcntl

#: The file in the folder, and the hashes that it may have: by them damage is told before Polars reads it, whose reader
#: of Parquet may end the process. The first hash is of what was to be written last, the second of what was before.
FILE, SEAL = "history.parquet", "history.sha256"
#: So many runs of a suite are kept, and so many rows of all suites; the oldest runs go first, the newest never.
MAX_RUNS, MAX_ROWS = 200, 2_000_000
#: One row a run, expectation and source; where the source is null, the expectation on all of them.
HISTORY_SCHEMA: dict[str, pl.DataType] = {
    "suite": pl.String(), "run": pl.UInt32(), "run_name": pl.String(), "newsgate_version": pl.String(),
    "digest": pl.String(), "passed": pl.Boolean(), "exit_code": pl.UInt8(), "articles": pl.Int64(),
    "rejected": pl.Int64(), "expectation": pl.String(), "check": pl.String(), "severity": pl.String(),
    "source": pl.String(), "outcome": pl.String(), "element_count": pl.Int64(), "missing_count": pl.Int64(),
    "not_owed_count": pl.Int64(), "unexpected_count": pl.Int64(), "unexpected_share": pl.Float64(),
    "mostly_error": pl.Float64(), "mostly_warning": pl.Float64(), "pooled": pl.Boolean(),
}  # fmt: skip
_MAY_BE_NULL = ("run_name", "source", "mostly_error", "mostly_warning")
_HELP = "restore the file, or move it away to start a new history"


def read_history(folder: Path, suite: str) -> History:
    """The past runs of a suite; none where the folder holds no history yet.

    Raises `UsageError` where the path is no folder, `DataError` where the history is not one that newsgate wrote.
    """
    with _alone(folder):
        return History(suite, _read(folder).filter(pl.col("suite") == suite))


def record(folder: Path, run: Snapshot, name: str | None = None) -> History:
    """Add a run to the history and write it; returns the runs of its suite, this one last.

    A run that is the same as the last of its suite is not added again, nor is one of the same *name* and verdict.
    Raises as `read_history` does, and `UsageError` where the folder cannot be written to.
    """
    check_run_name(name)
    _create(folder)
    with _alone(folder):
        past = _read(folder)
        rows = _added(past, run, name)
        if rows is not past:
            _write(folder, rows)
    return History(run.suite, rows.filter(pl.col("suite") == run.suite))


def check_run_name(name: str | None) -> None:
    """Raise `UsageError` for a name that is none."""
    if name is not None and not name.strip():
        raise UsageError("a run's name cannot be blank", hint="leave it out, or give it a date or a number")


def digest(run: Snapshot) -> str:
    """What tells a verdict from another: a hash of all its numbers, limits and names, but for newsgate's version."""
    told = [list(row.values()) for judged in run.expectations for row in _rows(judged)]
    about = [run.suite, run.passed, run.exit_code, run.rejected, run.articles]
    return _hash(json.dumps([about, told]).encode())


def _create(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the history cannot be kept there: {error.strerror}", where=str(folder)) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other run reads or writes this history, where the system can tell."""
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems lock nothing: then the last writer wins
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(folder: Path) -> pl.DataFrame:
    """All rows of all suites, verified."""
    path = folder / FILE
    if folder.exists() and not folder.is_dir():
        raise UsageError("the history is kept in a folder, and this is a file", where=str(folder))
    if not path.exists():
        return pl.DataFrame(schema=HISTORY_SCHEMA)
    try:
        raw = path.read_bytes()
        if (folder / SEAL).exists() and _hash(raw) not in (folder / SEAL).read_text(encoding="utf-8").split():
            what = f"the history is damaged: it is not what was written last, by {SEAL}"
            raise DataError(what, where=str(path), hint=_HELP)
        frame = pl.read_parquet(io.BytesIO(raw))
    except (OSError, UnicodeError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise DataError(f"the history cannot be read: {said}", where=str(path), hint=_HELP) from None
    if damage := _damage(frame):
        raise DataError(f"the history is damaged: {damage}", where=str(path), hint=_HELP)
    return frame.select(*HISTORY_SCHEMA)


def _write(folder: Path, rows: pl.DataFrame) -> None:
    """Write the history behind its seal, which allows for what was before: the one may be written and the other not."""
    path, stream = folder / FILE, io.BytesIO()
    rows.write_parquet(stream, compression="zstd")
    raw = stream.getvalue()
    seals = [_hash(raw), *([_hash(path.read_bytes())] if path.exists() else [])]
    write_atomically(folder / SEAL, lambda beside: beside.write_text("\n".join(seals) + "\n", encoding="utf-8"))
    write_atomically(path, lambda beside: beside.write_bytes(raw))


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _damage(frame: pl.DataFrame) -> str | None:
    """What no history that newsgate wrote has."""
    if dict(frame.schema) != HISTORY_SCHEMA:
        return "its columns are not those that this version of newsgate writes"
    if any(frame[name].null_count() for name in HISTORY_SCHEMA if name not in _MAY_BE_NULL):
        return "a value is missing"
    counts = pl.col("element_count", "missing_count", "not_owed_count", "unexpected_count")
    shares = pl.col("unexpected_share", "mostly_error", "mostly_warning").fill_null(0)
    judged = pl.col("element_count") - pl.col("missing_count") - pl.col("not_owed_count")
    sound = frame.select(
        (counts >= 0).all().name.prefix("c_"),
        shares.is_between(0, 1).all().name.prefix("s_"),
        add_up=(pl.col("unexpected_count") <= judged).all(),
        outcome=pl.col("outcome").is_in(OUTCOMES).all(),
    )
    if not all(sound.row(0)):
        return "a count, a share or an outcome cannot be"
    runs = frame.select("suite", "run", "digest", "run_name", "newsgate_version").unique()
    if runs.select("suite", "run").is_duplicated().any():
        return "two runs have one number"
    return "a row stands twice" if frame.select("suite", "run", "expectation", "source").is_duplicated().any() else None


def _added(past: pl.DataFrame, run: Snapshot, name: str | None) -> pl.DataFrame:
    """The rows with those of a run; the same frame where it is there already."""
    runs = past.filter(suite=run.suite).unique("run").sort("run")
    digested = digest(run)
    same = runs if name is not None else runs.tail(1)
    named = pl.col("run_name").eq_missing(pl.lit(name, pl.String))
    if same.filter(named, digest=digested, newsgate_version=run.newsgate_version).height:
        return past
    number = runs["run"].max() if runs.height else 0
    assert isinstance(number, int)
    about = {
        "suite": run.suite, "run": number + 1, "run_name": name,
        "newsgate_version": run.newsgate_version, "digest": digested, "passed": run.passed, "exit_code": run.exit_code,
        "articles": sum(n for _, n in run.articles), "rejected": run.rejected,
    }  # fmt: skip
    rows = [{**about, **row} for judged in run.expectations for row in _rows(judged)]
    return _bounded(pl.concat([past, pl.DataFrame(rows, schema=HISTORY_SCHEMA)]))


def _rows(judged: Judged) -> Iterator[dict[str, object]]:
    whole = SourceVerdict("", judged.counts, judged.outcome, judged.limits)
    for s in (whole, *judged.sources):
        yield {
            "expectation": judged.id, "check": judged.check, "severity": judged.severity,
            "source": None if s is whole else s.source, "outcome": s.outcome, "element_count": s.counts.element,
            "missing_count": s.counts.missing, "not_owed_count": s.counts.not_owed,
            "unexpected_count": s.counts.unexpected, "unexpected_share": s.counts.share,
            "mostly_error": s.limits.error, "mostly_warning": s.limits.warning, "pooled": s.pooled,
        }  # fmt: skip


def _bounded(rows: pl.DataFrame) -> pl.DataFrame:
    """The newest runs of each suite, as many as are kept. *rows* stand in the order in which they were recorded."""
    kept = rows.filter(pl.col("run") + MAX_RUNS > pl.col("run").max().over("suite"))
    runs = kept.group_by("suite", "run", maintain_order=True).agg(rows=pl.len().cast(pl.Int64))
    with_newer = pl.col("rows").reverse().cum_sum().reverse()
    room = runs.filter((with_newer <= MAX_ROWS) | (with_newer == pl.col("rows")))
    return kept.join(room, on=["suite", "run"], how="semi", maintain_order="left")
