"""Past verdicts: each run once, the newest kept, never half a file, and never lost without a word."""

import threading
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.corpus import DataError, UsageError
from newsgate.corpus.writing import write_atomically
from newsgate.expectations import Counts, Limits, history
from newsgate.expectations.history import FILE, HISTORY_SCHEMA, SEAL, digest, read_history, record
from newsgate.expectations.snapshot import Snapshot

from ..drawing import examples
from .runs import HOSTILE, LIMITS, asked, run, runs, s


def failing(n: int, **more: Any) -> Snapshot:
    """A run of two sources, of one of which so many articles fail."""
    return run(asked(s("a", n), s("b", 0)), **more)


def test_a_run_is_read_as_it_was_recorded(tmp_path: Path) -> None:
    record(tmp_path, failing(3), "monday")
    told = record(tmp_path, failing(30, newsgate_version="0.2.0"))
    assert told.frame.equals(read_history(tmp_path, "mine").frame)
    assert [(r.number, r.name, r.label, r.newsgate_version, r.passed, r.articles) for r in told.runs] == [
        (1, "monday", "monday", "0.1.0", True, 200), (2, None, "run 2", "0.2.0", False, 200),
    ]  # fmt: skip
    then, now = told.pair("whole", "a")
    assert then is not None
    assert now is not None
    assert (then.counts, then.outcome, then.limits) == (Counts(100, unexpected=3), "pass", LIMITS)
    assert (now.run.number, now.outcome, now.severity, now.pooled) == (2, "fail", "error", False)
    whole = told.expectation("whole")
    assert [point and (point.counts.unexpected, point.counts.element) for point in whole] == [(3, 200), (30, 200)]


def test_a_run_that_did_not_ask_leaves_a_gap(tmp_path: Path) -> None:
    for each in (run(asked(s("a", 1))), run(asked(s("b", 1))), run(asked(s("a", 2)), asked(s("a", 9), id="new"))):
        told = record(tmp_path, each)
    assert [point and point.counts.unexpected for point in told.pair("whole", "a")] == [1, None, 2]
    assert [point and point.counts.unexpected for point in told.expectation("new")] == [None, None, 9]
    assert told.pair("whole", "nowhere") == told.expectation("nothing") == (None, None, None)
    assert set(told.source("a")) == {"whole", "new"}
    assert told.source("nowhere") == {}


def test_a_check_that_broke_is_in_the_history(tmp_path: Path) -> None:
    told = record(tmp_path, run(asked(outcome="error", problem="no"), articles={"a": 1}, exit_code=3))
    (point,) = told.expectation("whole")
    assert point is not None
    assert (point.outcome, point.run.exit_code) == ("error", 3)


def test_the_same_run_twice_is_one_entry_and_the_same_bytes(tmp_path: Path) -> None:
    record(tmp_path / "one", failing(3))
    before = (tmp_path / "one" / FILE).read_bytes()
    assert len(record(tmp_path / "one", failing(3)).runs) == 1
    assert (tmp_path / "one" / FILE).read_bytes() == before
    record(tmp_path / "two", failing(3))
    assert (tmp_path / "two" / FILE).read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [FILE, SEAL]


@pytest.mark.parametrize(
    ("given_", "runs_"),
    [
        ([(1, None), (2, None), (1, None)], [1, 2, 1]), ([(1, "x"), (2, "y"), (1, "x")], [1, 2]),
        ([(1, "x"), (1, "y")], [1, 1]), ([(1, "x"), (2, "x")], [1, 2]), ([(1, None), (1, "x"), (1, "x")], [1, 1]),
        ([(1, None), (1, None), (2, None), (2, None)], [1, 2]),
    ],
)  # fmt: skip
def test_a_run_is_the_same_by_its_verdict_and_name(tmp_path: Path, given_: Any, runs_: list[int]) -> None:
    for n, name in given_:
        told = record(tmp_path, failing(n), name)
    assert [point and point.counts.unexpected for point in told.expectation("whole")] == runs_
    assert [each.number for each in told.runs] == list(range(1, len(runs_) + 1))


def test_another_version_of_newsgate_is_another_run(tmp_path: Path) -> None:
    record(tmp_path, failing(1))
    assert len(record(tmp_path, failing(1, newsgate_version="9")).runs) == 2


@settings(deadline=None, max_examples=examples(50))
@given(runs(), runs())
def test_the_digest_tells_runs_apart(one: Snapshot, other: Snapshot) -> None:
    apart = (one.articles, one.rejected, [(e.id, e.severity, e.limits, e.sources) for e in one.expectations])
    other_ = (other.articles, other.rejected, [(e.id, e.severity, e.limits, e.sources) for e in other.expectations])
    assert apart == other_ or digest(one) != digest(other)


def test_suites_do_not_mix(tmp_path: Path) -> None:
    record(tmp_path, failing(1))
    record(tmp_path, failing(2, suite="other"))
    told = record(tmp_path, failing(3))
    assert [each.number for each in told.runs] == [1, 2]
    assert len(read_history(tmp_path, "other").runs) == 1
    assert read_history(tmp_path, "none").runs == ()


def test_the_newest_runs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_RUNS", 3)
    record(tmp_path, failing(0, suite="other"))
    for n in range(5):
        told = record(tmp_path, failing(n))
    assert [each.number for each in told.runs] == [3, 4, 5]
    assert len(read_history(tmp_path, "other").runs) == 1


def test_the_rows_of_all_suites_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_ROWS", 7)  # a run has three
    record(tmp_path, failing(0, suite="other"))
    for n in range(3):
        told = record(tmp_path, failing(n))
    assert [each.number for each in told.runs] == [2, 3]
    assert read_history(tmp_path, "other").runs == ()
    monkeypatch.setattr(history, "MAX_ROWS", 1)
    assert [each.number for each in record(tmp_path, failing(9)).runs] == [4]


def test_hostile_names_come_back_as_they_were(tmp_path: Path) -> None:
    whole = asked(*(s(name, 1) for name in HOSTILE))
    told = record(tmp_path / "h", run(whole, suite="\x1b[31m/../x"), "\u202e[/bold]")
    assert told.runs[0].label == "\u202e[/bold]"
    for name in HOSTILE:
        (point,) = told.pair("whole", name)
        assert point is not None
        assert point.counts.unexpected == 1
    (total,) = told.expectation("whole")
    assert total is not None
    assert total.counts.unexpected == len(HOSTILE)


def test_no_history_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert read_history(tmp_path / "none", "mine").runs == ()
    assert not (tmp_path / "none").exists()


def test_a_blank_name_and_a_file_in_place_of_the_folder_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be blank"):
        record(tmp_path, failing(1), " ")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is kept in a folder"):
        read_history(tmp_path / "file", "mine")
    with pytest.raises(UsageError, match="cannot be kept there"):
        record(tmp_path / "file", failing(1))


# Damage.


def damaged(path: Path, frame: pl.DataFrame) -> str:
    """What is said of a history of these rows; it must stay as it is."""
    frame.write_parquet(path / FILE)
    (path / SEAL).unlink(missing_ok=True)
    before = (path / FILE).read_bytes()
    with pytest.raises(DataError) as caught:
        record(path, failing(1))
    assert (path / FILE).read_bytes() == before
    assert caught.value.where == str(path / FILE)
    assert "move it away" in str(caught.value.hint)
    return caught.value.what


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (pl.lit("green").alias("outcome"), "cannot be"),
        (pl.lit(-1, pl.Int64).alias("missing_count"), "cannot be"),
        (pl.lit(10**6, pl.Int64).alias("unexpected_count"), "cannot be"),
        (pl.lit(1.5).alias("mostly_error"), "cannot be"),
        (pl.lit(float("nan")).alias("unexpected_share"), "cannot be"),
        (pl.lit(None, pl.String).alias("digest"), "a value is missing"),
        (pl.lit(None, pl.String).alias("source"), "a row stands twice"),
        (pl.Series("digest", ["x", "y", "z"]), "two runs have one number"),
        (pl.lit(1, pl.Int8).alias("element_count"), "columns are not those"),
        (pl.lit(1).alias("more"), "columns are not those"),
    ],
)
def test_what_newsgate_cannot_have_written_is_told(tmp_path: Path, change: Any, told: str) -> None:
    rows = record(tmp_path, failing(3)).frame
    assert told in damaged(tmp_path, rows.with_columns(change))


def test_a_history_of_other_columns_is_none(tmp_path: Path) -> None:
    assert "columns are not those" in damaged(tmp_path, pl.DataFrame({"x": [1]}))


@pytest.mark.parametrize("at", [0, 1, 4, 50, -200, -9, -1])
def test_half_a_file_is_an_error_and_stays_where_it_is(tmp_path: Path, at: int) -> None:
    for n in range(30):
        record(tmp_path, failing(n))
    raw = (tmp_path / FILE).read_bytes()[:at]
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(DataError, match=r"cannot be read|is damaged"):
        record(tmp_path, failing(1))
    assert (tmp_path / FILE).read_bytes() == raw


@settings(deadline=None, max_examples=examples(100))
@given(st.integers(0, 10**6), st.integers(0, 255))
def test_a_byte_that_was_changed_is_told(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int) -> None:
    folder = tmp_path_factory.mktemp("history")
    record(folder, failing(1))
    raw = bytearray((folder / FILE).read_bytes())
    before = raw[at % len(raw)]
    raw[at % len(raw)] = byte
    (folder / FILE).write_bytes(raw)
    if byte == before:
        assert len(read_history(folder, "mine").runs) == 1
        return
    with pytest.raises(DataError, match="not what was written last"):
        read_history(folder, "mine")


@pytest.mark.parametrize("fails", [SEAL, FILE])
def test_a_failed_write_leaves_the_old_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    told = record(tmp_path, failing(1))

    def full(path: Path, write: Any) -> None:
        if path.name == fails:
            raise UsageError("cannot be written: No space left on device", where=str(path))
        write_atomically(path, write)

    monkeypatch.setattr(history, "write_atomically", full)
    with pytest.raises(UsageError, match="No space left"):
        record(tmp_path, failing(2))
    assert read_history(tmp_path, "mine").frame.equals(told.frame)
    monkeypatch.undo()
    assert len(record(tmp_path, failing(2)).runs) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, SEAL]


def test_a_history_without_its_seal_is_read(tmp_path: Path) -> None:
    record(tmp_path, failing(1))
    (tmp_path / SEAL).unlink()
    assert len(record(tmp_path, failing(2)).runs) == 2
    (tmp_path / SEAL).write_bytes(b"\xff")
    with pytest.raises(DataError):
        read_history(tmp_path, "mine")


def test_runs_that_end_at_once_are_all_recorded(tmp_path: Path) -> None:
    threads = [threading.Thread(target=record, args=(tmp_path, failing(n), f"job {n}")) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = read_history(tmp_path, "mine")
    assert sorted(each.label for each in told.runs) == sorted(f"job {n}" for n in range(12))


def test_the_schema_is_what_is_written(tmp_path: Path) -> None:
    record(tmp_path, run(asked(s("a", 1, limits=Limits(warning=0.9)))))
    assert dict(pl.read_parquet_schema(tmp_path / FILE)) == HISTORY_SCHEMA
