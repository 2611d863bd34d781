"""What `newsgate read` and `newsgate link` print fits the terminal, whatever the files hold."""

import io
from dataclasses import replace

import polars as pl
import pytest
from rich.console import Console

import newsgate as ng
from newsgate.checks import Linked
from newsgate.checks.linked import ALARM_SCHEMA, LINK_SCHEMA
from newsgate.corpus.corpus import FILE_SCHEMA, NOTE_SCHEMA, REJECT_SCHEMA
from newsgate.reports.links import print_links
from newsgate.reports.reading import print_datelines, print_reading

from .making import articles
from .test_terminal import HOSTILE, WIDTHS, assert_sound

NAMES = ["quay", HOSTILE, "x" * 3_000, "東" * 900, "news/2026/" * 40, ""]


def at(width: int) -> Console:
    """A console that keeps what it is told."""
    return Console(width=width, file=io.StringIO(), _environ={}, highlight=False, markup=False, emoji=False)


def told(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def read(name: str) -> ng.Corpus:
    """A corpus of which much could not be read."""
    frame = pl.DataFrame(articles("quay", 3))
    return replace(
        ng.Corpus.from_frame(frame),
        rejects=pl.DataFrame(
            [(f"{name}{i}", "jsonl", f"{name} {i % 25}") for i in range(90)], REJECT_SCHEMA, orient="row"
        ),
        files=pl.DataFrame([("a", "front-matter", 10**6, 0), ("b", "unknown", 0, 90)], FILE_SCHEMA, orient="row"),
        notes=pl.DataFrame([(name, name)] * 2, NOTE_SCHEMA, orient="row"),
        skipped=(name, "README.md"),
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_fits_the_terminal(name: str, width: int) -> None:
    console = at(width)
    print_reading(read(name), console)
    assert_sound(told(console), width)


def test_what_was_read_is_told_as_agreed() -> None:
    console = at(80)
    print_reading(read("wire/a.jsonl#"), console)
    lines = told(console).splitlines()
    assert lines[:3] == [
        "front-matter         1 files  1,000,000 articles       0 rejects",
        "unknown              1 files          0 articles      90 rejects",
        "93 records = 3 articles + 90 rejects, 1 source",
    ]
    assert lines[3:5] == [
        "reject wire/a.jsonl#0, wire/a.jsonl#25, wire/a.jsonl#50 and 1 more: wire/",
        "     a.jsonl# 0 (jsonl)",
    ]
    assert "… and 15 more rejects; --rejects FILE writes all" in lines
    assert lines[-1] == "not read as an article: README.md"


def test_datelines_are_counted() -> None:
    console = at(80)
    print_datelines(pl.DataFrame({"dateline_text": ["OSLO, May 1", None]}), console)
    assert told(console) == "1 of 2 articles open with a dateline\n"


def linked(name: str) -> Linked:
    links = pl.DataFrame(
        [("1", "2", "near", 0.9, "x", 0, 1, "a", "b"), ("3", "2", "exact", 1.0, "x", 0, 1, "b", "b")],
        LINK_SCHEMA, orient="row",
    )  # fmt: skip
    alarms = pl.DataFrame([(name, name, 1234, [name, "7", "8"])], ALARM_SCHEMA, orient="row")
    return Linked(links, alarms, no_id=1, boilerplate_only=2)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_links_fit_the_terminal(name: str, width: int) -> None:
    console = at(width)
    print_links(linked(name), 12, name or "links.parquet", console)
    assert_sound(told(console), width)


def test_links_are_told_as_agreed() -> None:
    console = at(80)
    print_links(linked("op-7"), 12, "build/links.parquet", console)
    assert told(console).splitlines() == [
        "2 of 12 articles are copies of 1 other",
        "  exact            1  the same words",
        "  near             1  the same article",
        "  derived          0  rewritten",
        "1 link is between two sources",
        "left out: 1 article without an id of their own",
        "left out: 2 articles with nothing but lines their source repeats",
        "ALARM 1,234 texts are versions of op-7 (op-7): not linked",
        "      more than one story has; look at op-7, 7, 8",
        "      if they are one story: --max-cluster 1234",
        "wrote build/links.parquet; judge with it:",
        "  newsgate check DATA --links build/links.parquet",
    ]
