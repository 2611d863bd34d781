"""Files are whole or not there, and what is no file stays what it is."""

import os
import threading
from pathlib import Path

import pytest

from newsgate.corpus import UsageError
from newsgate.corpus.writing import check_writable, write_atomically


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.json"
    write_atomically(path, lambda beside: beside.write_text("one"))
    write_atomically(path, lambda beside: beside.write_text("two"))
    assert path.read_text() == "two"

    def failing(beside: Path) -> None:
        beside.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_atomically(path, failing)
    assert path.read_text() == "two"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old")
    link.symlink_to(target)
    write_atomically(link, lambda beside: beside.write_text("new"))
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe.json", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_atomically(pipe, lambda beside: beside.write_text("through"))
    reader.join()
    assert read == ["through"]
    assert pipe.is_fifo()


def test_what_cannot_be_written_is_told_before(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    check_writable(tmp_path / "not" / "there" / "yet.json")
    with pytest.raises(UsageError, match="is no folder that may be written to"):
        check_writable(tmp_path / "file" / "below.json")
