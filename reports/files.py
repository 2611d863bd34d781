"""Texts as files, whole or not there."""

from pathlib import Path

from ..corpus.writing import check_writable, write_atomically

__all__ = ["check_writable", "write_atomically", "write_text"]


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text."""
    write_atomically(path, lambda beside: beside.write_text(text, encoding="utf-8", newline="\n"))
