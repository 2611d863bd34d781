"""A verdict file is read strictly: what cannot be relied on is an error with its place."""

import codecs
import contextlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.corpus import DataError, NewsgateError, UsageError
from newsgate.expectations import baseline
from newsgate.expectations.baseline import read_verdict
from newsgate.expectations.snapshot import Snapshot, snapshot
from newsgate.reports import verdict_json

from ..drawing import examples
from ..running import ROOT
from .corpora import expectation, result
from .runs import HOSTILE

TOLD = result({"a": (1, 99), "b": (3, 1)}, expectation(0.9, 0.95))
VERDICT: dict[str, Any] = verdict_json.verdict(TOLD)
SCHEMA = json.loads((ROOT / "reports" / "verdict.schema.json").read_text(encoding="utf-8"))


def read(path: Path, content: object, suite: str | None = None) -> Snapshot:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    (path / "v.json").write_bytes(raw)
    return read_verdict(path / "v.json", suite)


def changed(*at: Any, to: Any) -> Any:
    """The verdict with another value somewhere; without the key where that is None."""
    copy = json.loads(json.dumps(VERDICT))
    inner = copy
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = to
    if to is None:
        del inner[at[-1]]
    return copy


def test_what_is_written_is_read_and_has_its_schema(tmp_path: Path) -> None:
    jsonschema.validate(VERDICT, SCHEMA)
    assert read(tmp_path, VERDICT, "asked") == snapshot(TOLD)
    assert baseline.SCHEMA_VERSION == verdict_json.SCHEMA_VERSION == SCHEMA["properties"]["schema_version"]["const"]


def test_fields_that_are_not_known_are_ignored(tmp_path: Path) -> None:
    assert read(tmp_path, changed("weather", to="fog")) == snapshot(TOLD)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_what_a_shell_made_of_the_file_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, json.dumps(VERDICT).encode(encoding)) == snapshot(TOLD)


S = ("expectations", 0, "sources", 0)


@pytest.mark.parametrize(
    ("at", "to", "place", "told"),
    [
        (("schema_version",), 2, "schema_version", ""), (("schema_version",), None, "", "has no 'schema_version'"),
        (("schema_version",), True, "", "schema version true"), (("suite",), None, "", "has no 'suite' here"),
        (("suite",), 3, "suite", "3 is no text"), (("passed",), "yes", "passed", '"yes" is not true or false'),
        (("exit_code",), 9, "exit_code", "9 is no exit code"), (("corpus",), [], "corpus", "this is no object"),
        (("corpus", "articles_by_source"), None, "corpus", "has no 'articles_by_source'"),
        (("corpus", "articles_by_source", "a"), -1, "corpus.articles_by_source['a']", "-1 is no count"),
        (("corpus", "articles_by_source", "a"), 5, "expectations[0].sources[0]", "more articles of 'a'"),
        (("corpus", "rejected"), 1.5, "corpus.rejected", "1.5 is no count"),
        (("expectations",), {}, "expectations", "this is no list"),
        (("expectations",), VERDICT["expectations"] * 2, "expectations[1]", "'whole' stands twice"),
        (("expectations", 0, "severity"), "fatal", "expectations[0].severity", '"fatal" is none of error, warning'),
        (("expectations", 0, "outcome"), "green", "expectations[0].outcome", '"green" is none of pass'),
        (("expectations", 0, "mostly"), {"error": 1.01}, "expectations[0].mostly.error", "1.01 is no share"),
        (("expectations", 0, "mostly"), {"error": True}, "expectations[0].mostly.error", "true is no share"),
        (("expectations", 0, "mostly"), 0.9, "expectations[0].mostly", "this is no object"),
        (("expectations", 0, "sources"), [VERDICT["expectations"][0]["sources"][0]] * 2, "sources[1]", "stands twice"),
        ((*S, "mostly"), None, "expectations[0].sources[0]", "has no 'mostly'"),
        ((*S, "unexpected_count"), 101, "expectations[0].sources[0]", "do not add up: 101 of 100"),
        ((*S, "missing_count"), 101, "expectations[0].sources[0]", "do not add up"),
        ((*S, "element_count"), 2**63, "sources[0].element_count", "is no count"),
        ((*S, "pooled"), 0, "sources[0].pooled", "0 is not true or false"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, at: Any, to: Any, place: str, told: str) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, changed(*at, to=to))
    assert told in caught.value.what
    assert str(caught.value.where).startswith(str(tmp_path / "v.json"))
    assert place in str(caught.value.where) or place == "schema_version"
    assert caught.value.hint


def test_another_version_is_called_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="of schema version 2, and this newsgate reads 1"):
        read(tmp_path, changed("schema_version", to=2))


@pytest.mark.parametrize(
    ("raw", "told", "place"),
    [
        (b"", "Expecting value", "v.json:1:1"), (b'{\n "suite": }', "Expecting value", "v.json:2:11"),
        (b"\xff\xfe\xfd", "no JSON", "v.json"), (b'{"a": 1, "a": 2}', "the key 'a' stands twice", "v.json"),
        (b'{"schema_version": NaN}', "NaN is no number", "v.json"), (b"[" * 100_000, "nested too deeply", "v.json"),
        (b"1" * 5_000, "no JSON", "v.json"), (b"[]", "this is no object", "v.json"), (b"null", "no object", "v.json"),
        (codecs.BOM_UTF8 + b"{}", "has no 'schema_version'", "v.json"), (b"PAR1\x00\x00", "no JSON", "v.json:1:1"),
    ],
)  # fmt: skip
def test_broken_json_is_told_with_its_place(tmp_path: Path, raw: bytes, told: str, place: str) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, raw)
    assert told in caught.value.what
    assert str(caught.value.where).endswith(place)


def test_a_file_that_is_not_there_and_another_suite_are_mistakes_of_the_command(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UsageError, match="the verdict cannot be read"):
            read_verdict(path)
    with pytest.raises(UsageError, match="is of suite 'asked', and this run is of 'mine'"):
        read(tmp_path, VERDICT, "mine")


def test_hostile_names_are_read_as_they_are(tmp_path: Path) -> None:
    told = result(dict.fromkeys(HOSTILE, (1, 2)), expectation(0.9))
    names = [source.source for source in read(tmp_path, verdict_json.verdict(told)).expectations[0].sources]
    assert names == sorted(HOSTILE)
    assert [name for name, _ in read(tmp_path, verdict_json.verdict(told)).articles] == sorted(HOSTILE)


@settings(deadline=None, max_examples=examples(200))
@given(st.integers(0, 10_000), st.integers(1, 40), st.binary(max_size=6))
def test_no_damage_raises_anything_else(tmp_path_factory: Any, at: int, length: int, put: bytes) -> None:
    raw = json.dumps(VERDICT).encode()
    at %= len(raw)
    with contextlib.suppress(NewsgateError):
        read(tmp_path_factory.getbasetemp(), raw[:at] + put + raw[at + length :])
