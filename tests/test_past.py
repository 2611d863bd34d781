"""`newsgate check` with a baseline and a history."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from newsgate.expectations.history import FILE, SEAL, read_history

from .running import Ran, newsgate

SUITE = "suite: mine\nexpectations:\n- {expect: no_ad_markers, mostly: 0.9}\n- {expect: title_present}\n"


def corpus(folder: Path, **failing: int) -> Path:
    """A file of sources with twenty articles each, of which so many fail."""
    rows: list[dict[str, Any]] = [
        {"id": f"{source}-{n}", "source": source, "title": "Ferry resumes", "text": f"It sails{' [ad_1]' * (n < bad)}."}
        for source, bad in failing.items()
        for n in range(20)
    ]
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(SUITE, encoding="utf-8")
    return tmp_path


def gate(folder: Path, data: Path, *more: str | Path, **environment: str) -> Ran:
    return newsgate("check", data, "--suite", folder / "mine.yaml", *more, cwd=folder, **environment)


def test_a_run_is_compared_with_the_one_before(folder: Path) -> None:
    before = gate(folder, corpus(folder, bow=0, aft=9, keel=1), "--output", "json=v.json", "--quiet")
    assert before.code == 1
    (folder / "mine.yaml").write_text(SUITE.replace("title_present", "title_present, severity: warning"))
    now = gate(folder, corpus(folder, bow=9, aft=0, quay=3), "--baseline", "v.json", "--output", "text=told.txt")
    assert now.code == 1
    assert now.err == ""
    block = (
        "Since the baseline\n"
        "  fails now no_ad_markers in bow: 0% → 45%, limit 10%\n"
        "  repaired  no_ad_markers in aft: 45% → 0%, limit 10%\n"
        "  arrived   quay (20 articles, fails no_ad_markers)\n"
        "  gone      keel (20 articles)\n"
        "  loosened  title_present: severity error → warning\n\n"
    )
    assert block in now.out
    assert block in (folder / "told.txt").read_text(encoding="utf-8")


def test_without_either_nothing_changes(folder: Path) -> None:
    data = corpus(folder, bow=9)
    alone = gate(folder, data)
    assert "baseline" not in alone.out
    kept = gate(folder, data, "--history", "past", "--run-name", "monday")
    assert (kept.out, kept.code) == (alone.out, alone.code)
    assert sorted(path.name for path in (folder / "past").iterdir()) == [FILE, SEAL]


def test_the_history_grows_and_one_run_is_one_entry(folder: Path) -> None:
    for bad, name in ((0, None), (0, None), (9, "tuesday")):
        more = ["--run-name", name] if name else []
        gate(folder, corpus(folder, bow=bad), "--history", "past", *more, "--quiet")
    told = read_history(folder / "past", "mine")
    assert [(run.label, run.passed, run.exit_code) for run in told.runs] == [
        ("run 1", True, 0), ("tuesday", False, 1),
    ]  # fmt: skip
    assert [point and point.outcome for point in told.pair("no_ad_markers", "bow")] == ["pass", "fail"]
    gate(folder, corpus(folder, bow=1), "--quiet", NEWSGATE_HISTORY="past", NEWSGATE_RUN_NAME="wednesday")
    assert [run.label for run in read_history(folder / "past", "mine").runs][2:] == ["wednesday"]


def test_the_baseline_may_be_the_file_that_is_written(folder: Path) -> None:
    gate(folder, corpus(folder, bow=0), "--output", "json=v.json", "--quiet")
    rolling = ("--baseline", "v.json", "--output", "json=v.json")
    assert "fails now no_ad_markers in bow" in gate(folder, corpus(folder, bow=9), *rolling).out
    assert "Since the baseline nothing changed" in gate(folder, corpus(folder, bow=9), *rolling).out


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (["--baseline", "none.json"], 2, "the verdict cannot be read: No such file"),
        (["--baseline", "broken.json"], 3, "--> broken.json:1:11"),
        (["--baseline", "other.json"], 2, "is of suite 'other', and this run is of 'mine'"),
        (["--baseline", "newer.json"], 3, "of schema version 9, and this newsgate reads 1"),
        (["--history", "mine.yaml"], 2, "the history is kept in a folder"),
        (["--history", "damaged"], 3, "the history is damaged"),
        (["--history", "past", "--run-name", " "], 2, "a run's name cannot be blank"),
        (["--run-name", "monday"], 2, "a run has a name in a history only"),
    ],
)
def test_a_mistake_is_told_before_the_corpus_is_read(folder: Path, more: list[str], code: int, told: str) -> None:
    (folder / "broken.json").write_text('{"suite": ')
    verdict = {"schema_version": 1, "suite": "other", "newsgate_version": "0", "passed": True, "exit_code": 0}
    corpus = {"rejected": 0, "articles_by_source": {}}
    (folder / "other.json").write_text(json.dumps({**verdict, "corpus": corpus, "expectations": []}))
    (folder / "newer.json").write_text('{"schema_version": 9}')
    (folder / "damaged").mkdir()
    pl.DataFrame({"x": [1]}).write_parquet(folder / "damaged" / FILE)
    ran = newsgate("check", "no/such/data", "--suite", "mine.yaml", *more, cwd=folder)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert "no such file or folder" not in ran.err
    assert "Traceback" not in ran.err
    assert not (folder / "past").exists()


def test_a_hostile_baseline_cannot_write_to_the_terminal(folder: Path) -> None:
    gate(folder, corpus(folder, bow=0), "--output", "json=v.json", "--quiet")
    verdict = json.loads((folder / "v.json").read_text(encoding="utf-8"))
    verdict["corpus"]["articles_by_source"]["\x1b[31m\u202e[/bold]\ud800"] = 3
    verdict["newsgate_version"] = "\x1b]0;owned\x07"
    (folder / "v.json").write_text(json.dumps(verdict), encoding="utf-8")
    ran = gate(folder, corpus(folder, bow=0), "--baseline", "v.json")
    assert ran.code == 0
    assert not set(ran.out) & set("\x1b\x07\u202e")
    assert "⟨U+001B⟩[31m⟨U+202E⟩[/bold]⟨U+D800⟩ (3 articles" in ran.out
