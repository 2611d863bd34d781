"""Frames on disk are the frames that were put there, whatever is resident, and leave nothing behind."""

import gc
import weakref
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from newsgate.corpus import UsageError, read_corpus
from newsgate.corpus.shelf import Gathered, Shelf

EXAMPLE = Path(__file__).parents[2] / "examples" / "corpus"
FRAME = pl.DataFrame(
    {
        "text": ["Rain fell.", None, "", "Ферма " * 2_000, "雨"],
        "names": [["Ann Poe"], [], None, ["Lee", "Roe"], [None]],
        "at": [datetime(2026, 3, 4, tzinfo=UTC), None, None, None, datetime(1970, 1, 1, tzinfo=UTC)],
        "number": [1, 2, None, 4, 5],
        "nothing": [None] * 5,
        "nested": [{"a": 1, "b": ["x"]}, None, {"a": None, "b": []}, {"a": 2, "b": None}, {"a": 3, "b": ["y", None]}],
    },
    schema_overrides={"at": pl.Datetime("us", "UTC")},
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(1 << 20, tmp_path)


def test_a_frame_comes_back_as_it_was(shelf: Shelf, tmp_path: Path) -> None:
    again = shelf.put(FRAME)
    assert_frame_equal(again, FRAME)
    shelf.release()
    assert_frame_equal(again, FRAME)
    shelf.close()
    assert_frame_equal(again.filter(pl.col("number") > 1), FRAME.filter(pl.col("number") > 1))
    assert list(tmp_path.iterdir()) == []  # the file has no name, so that nothing can outlive the process
    assert shelf.size > 20_000


def test_a_shelf_that_nobody_has_is_gone_and_its_frames_stay(tmp_path: Path) -> None:
    own = Shelf(1 << 20, tmp_path)
    again, keeper, known = own.put(FRAME), own._keeper, weakref.ref(own)
    del own
    gc.collect()
    if keeper is not None:
        keeper.join(timeout=5)
        assert not keeper.is_alive()
    assert known() is None
    assert_frame_equal(again, FRAME)


def test_nothing_needs_no_file(shelf: Shelf) -> None:
    assert shelf.put(FRAME.head(0)).height == 0
    assert shelf.size == 0


def test_a_full_disk_is_no_damage_of_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsgate.corpus.shelf._UNIT", 1)
    monkeypatch.setattr("newsgate.corpus.shelf._write", full)
    with pytest.raises(UsageError, match="temporary files cannot be written: No space left on device"):
        read_corpus(EXAMPLE, memory=800)


def test_what_is_gathered_keeps_its_order(shelf: Shelf) -> None:
    gathered = Gathered(shelf, free=100)
    big = pl.DataFrame({"n": range(200_000)})
    expected: list[pl.DataFrame] = []
    for number, frame in enumerate([FRAME, big, FRAME.head(2), big.head(3)]):
        branch = gathered.branch()
        for part in (frame.select(pl.lit(number).alias("part"), pl.all()), frame.select(pl.lit(-1).alias("part"))):
            branch.add(part)
            expected.append(part)
        gathered.take(branch)
    thrown_away = gathered.branch()
    thrown_away.add(big)
    whole = pl.concat(gathered.frames, how="diagonal_relaxed")
    assert_frame_equal(whole, pl.concat(expected, how="diagonal_relaxed"))
    assert shelf.size > big.estimated_size()


def test_a_corpus_on_disk_is_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgate.corpus.shelf._UNIT", 1)
    in_memory, on_disk = read_corpus(EXAMPLE), read_corpus(EXAMPLE, memory=800)
    assert_frame_equal(on_disk.articles, in_memory.articles)
    for table in ("rejects", "files", "notes"):
        assert_frame_equal(getattr(on_disk, table), getattr(in_memory, table))


def _lines(path: Path, *records: str) -> Path:
    path.write_text("\n".join(records) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "records",
    [
        ('{"text": "one"}', '{"text": "two", "body": "three"}', '{"body": "four"}'),
        ('{"id": 1, "text": "one"}', '{"id": "x", "text": "two"}', '{"id": 2.5, "text": null}'),
        ('{"text": "one", "extra": 1}', '{"text": "two", "extra": "x"}', '{"text": "three", "other": [1]}'),
        ('{"headline": "no body"}', '{"headline": "still none"}', '{"text": "a body at last"}'),
    ],
)
def test_what_a_later_piece_says_of_the_columns_holds_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: tuple[str, ...]
) -> None:
    file = _lines(tmp_path / "articles.jsonl", *records)
    whole = read_corpus(file)
    monkeypatch.setattr("newsgate.corpus.json_lines.CHUNK_BYTES", 1)
    monkeypatch.setattr("newsgate.corpus.shelf._UNIT", 1)
    by_line = read_corpus(file, memory=8)
    assert_frame_equal(by_line.articles, whole.articles)
    assert_frame_equal(by_line.rejects, whole.rejects)


@pytest.mark.parametrize(
    ("records", "bodies"),
    [
        (('{"body": "one"}', '{"body": ["two"]}', '{"id": 7, "body": null}'), ["one", '["two"]', None]),
        (('{"body": ["two"]}', '{"body": ["three", "four"]}'), ["two", "three\n\nfour"]),
        (('{"body": null}', '{"body": ["one"]}', '{"title": "x"}'), [None, "one", None]),
    ],
)
def test_a_field_of_several_types_is_text_in_all_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: tuple[str, ...], bodies: list[str | None]
) -> None:
    monkeypatch.setattr("newsgate.corpus.json_lines.CHUNK_BYTES", 1)
    read = read_corpus(_lines(tmp_path / "articles.jsonl", *records))
    assert read.articles["body"].to_list() == bodies
