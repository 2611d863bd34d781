from collections.abc import Callable
from pathlib import Path

import pytest

from newsgate import Corpus, read_corpus

Read = Callable[..., Corpus]


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    return folder


@pytest.fixture
def read(wire: Path, tmp_path: Path) -> Read:
    """Write one file into the folder ``wire`` and read it: ``read("x.jsonl", content, declared="columns: …")``."""

    def write_and_read(name: str, content: str | bytes, declared: str | None = None) -> Corpus:
        path = wire / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        corpus_file = None
        if declared is not None:
            corpus_file = tmp_path / "corpus.yaml"
            corpus_file.write_text(declared, encoding="utf-8")
        corpus = read_corpus(path, corpus_file=corpus_file)
        assert corpus.files["articles"].sum() == corpus.articles.height
        assert corpus.files["rejects"].sum() == corpus.rejects.height
        return corpus

    return write_and_read
