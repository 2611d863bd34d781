"""The outputs for machines: as agreed, valid, and inert whatever a corpus or a suite says.

The golden files are written anew by ``NEWSGATE_GOLDEN=write python -m pytest tests/reports/test_outputs.py``.
"""

import functools
import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import newsgate as ng
from newsgate.corpus import UsageError
from newsgate.expectations import FINDING_SCHEMA, FailOn, Result
from newsgate.reports import markdown as markdown_module
from newsgate.reports.github import MAX_ANNOTATIONS, fenced
from newsgate.reports.outputs import OUTPUTS, PRINTED, Telling, wanted
from newsgate.reports.problems import Place, place_of, problems
from newsgate.reports.safe_text import UNSEEN
from newsgate.reports.sarif import MAX_RESULTS, uri
from newsgate.reports.story import Story

from ..drawing import examples
from ..running import ROOT
from .hostile import HOSTILE, harbour, renamed
from .making import ADS, articles, judged

GOLDEN = ROOT / "tests" / "golden"
SUFFIXES = {"text": "txt", "github": "txt", "jsonl": "jsonl", "junit": "xml", "markdown": "md"}
VERDICT_SCHEMA = json.loads((ROOT / "reports" / "verdict.schema.json").read_text(encoding="utf-8"))
SARIF_SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-reduced.schema.json").read_text(encoding="utf-8"))
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")


def told(result: Result, kind: str, fail_on: FailOn = "error") -> str:
    text = OUTPUTS[kind].text
    assert text
    return text(result, Telling(fail_on=fail_on, verbose=True))


def nothing_read() -> Result:
    rejects = pl.DataFrame({"origin": ["bad.jsonl#1"], "format": ["jsonl"], "reason": ["no JSON"]})
    none = ng.Corpus.from_frame(pl.DataFrame(articles("quay", 1)).clear())
    return ng.check(replace(none, rejects=rejects), ng.parse_suite(ADS))


@functools.cache
def some_results() -> dict[str, Result]:
    blind = "suite: s\nexpectations:\n  - {expect: published_at_plausible, severity: SEVERITY}\n"
    nobody = "suite: s\nexpectations:\n  - {expect: no_ad_markers, severity: SEVERITY, sources: {'*': skip}}\n"
    return {
        "harbour": harbour(),
        "clean": judged(articles("quay", 30)),
        "warns": judged(articles("quay", 30, bad=9), ADS.replace("mostly: 0.9", "mostly: 0.9, severity: warning")),
        "noted": judged(articles("quay", 30, bad=9), ADS.replace("mostly: 0.9", "mostly: 0.9, severity: info")),
        "blind": judged(articles("quay", 30), blind.replace("SEVERITY", "error")),
        "blind a little": judged(articles("quay", 30), blind.replace("SEVERITY", "warning")),
        "asked of nobody": judged(articles("quay", 30), nobody.replace("SEVERITY", "error")),
        "nothing read": nothing_read(),
    }


NAMES = ["harbour", "clean", "warns", "noted", "blind", "blind a little", "asked of nobody", "nothing read"]


# As agreed.


@pytest.mark.parametrize("kind", PRINTED)
def test_every_kind_is_as_agreed(kind: str) -> None:
    path = GOLDEN / f"output-{kind}.{SUFFIXES.get(kind, 'json')}"
    shown = told(harbour(), kind).replace(version("newsgate"), "0.0.0")
    if os.environ.get("NEWSGATE_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


def test_every_kind_that_is_printed_is_documented() -> None:
    page = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    for kind in OUTPUTS:
        assert f"| `{kind}` |" in page


@pytest.mark.parametrize("fail_on", FAIL_ON)
@pytest.mark.parametrize("name", NAMES)
def test_no_output_is_green_where_the_gate_is_shut(name: str, fail_on: FailOn) -> None:
    result = some_results()[name]
    shut = result.exit_code(fail_on) != 0
    levels = {problem.level for problem in problems(Story(result, fail_on))}
    if fail_on != "never":
        assert ("error" in levels) == shut
    suites = ET.fromstring(told(result, "junit", fail_on))
    (gate,) = suites.findall(".//testcase[@name='gate_open']")
    assert (gate.find("failure") is not None) == shut
    assert ("DO NOT SHIP" in told(result, "markdown", fail_on)) == shut
    assert told(result, "github", fail_on).startswith("::error " if shut else "::notice ")
    assert json.loads(told(result, "json", fail_on))["passed"] is not shut
    invocation = json.loads(told(result, "sarif", fail_on))["runs"][0]["invocations"][0]
    assert (invocation["exitCode"] != 0) == shut


@pytest.mark.parametrize("name", NAMES)
def test_every_result_keeps_to_the_schemas(name: str) -> None:
    result = some_results()[name]
    jsonschema.validate(json.loads(told(result, "json")), VERDICT_SCHEMA)
    jsonschema.validate(json.loads(told(result, "sarif")), SARIF_SCHEMA)
    assert_codequality(json.loads(told(result, "gitlab")))


def test_the_schema_of_the_verdict_is_versioned_and_named() -> None:
    jsonschema.Draft202012Validator.check_schema(VERDICT_SCHEMA)
    assert VERDICT_SCHEMA["$id"] == f"urn:newsgate:verdict:{VERDICT_SCHEMA['properties']['schema_version']['const']}"
    verdict = json.loads(told(harbour(), "json"))
    assert set(VERDICT_SCHEMA["required"]) == set(verdict) == set(VERDICT_SCHEMA["properties"])
    mistakes: tuple[dict[str, object], ...] = (
        {"schema_version": 2},
        {"passed": "no"},
        {"expectations": []},
        {"findings": -1},
    )
    for wrong in mistakes:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**verdict, **wrong}, VERDICT_SCHEMA)


def assert_codequality(issues: list[dict[str, Any]]) -> None:
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


# Each kind.


def test_junit_counts_what_it_holds() -> None:
    root = ET.fromstring(told(harbour(), "junit"))
    assert next(suite.get("name") for suite in root) == "the whole corpus"
    assert {suite.get("name") for suite in root} == {"the whole corpus", *harbour().corpus.sources}
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert element.get(name) == str(len(list(element.iter(tag)))), name
    ended = {(c.get("classname"), c.get("name")): [child.tag for child in c] for c in root.iter("testcase")}
    assert ended["quay", "no_ad_markers"] == ["failure"]
    assert ended["quay", "title_present"] == []
    assert ended["bow", "no_cookie_notice"] == ["system-out"]
    assert ended["bow", "published_at_plausible"] == ["error"]
    assert ended["quay", "no_kicker_dots"] == ["error"]
    assert ended["islet-1", "title_present"] == ["skipped"]
    assert ended["the whole corpus", "records_read"] == ["system-out"]


def test_sarif_has_a_result_per_source_and_expectation_with_three_places() -> None:
    run = json.loads(told(harbour(), "sarif"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    found = [(r["ruleId"], r["message"]["text"].split(":")[0], len(r["locations"])) for r in run["results"]]
    assert ("no_ad_markers", "quay", 3) in found
    assert ("no_ad_markers", "islet-2", 1) in found
    assert not [source for rule, source, _ in found if (rule, source) == ("no_ad_markers", "islet-3")]
    assert len({(rule, source) for rule, source, _ in found}) == len(found)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert all(result["locations"] for result in run["results"])


def test_what_is_over_five_thousand_results_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_RESULTS == 5_000
    monkeypatch.setattr("newsgate.reports.sarif.MAX_RESULTS", 3)
    monkeypatch.setattr("newsgate.reports.gitlab.MAX_ISSUES", 3)
    total = len(problems(Story(harbour())))
    run = json.loads(told(harbour(), "sarif"))["runs"][0]
    assert len(run["results"]) == 3
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert f"{total - 3} more results left out: code scanning shows no more than 3" in notes
    issues = json.loads(told(harbour(), "gitlab"))
    assert len(issues) == 4
    assert issues[-1]["description"] == f"{total - 3} more problems not shown here"


def test_github_shows_ten_annotations_at_the_lines_of_the_suite() -> None:
    lines = told(harbour(), "github").splitlines()
    (ads,) = [line for line in lines if "no_ad_markers fails" in line]
    assert ads.startswith(f"::error file=suites/harbour.yaml,line={place_line('no_ad_markers')},title=")
    assert "25%25 of articles fail (5 of 20)" in ads
    each = "  - {{expect: no_pattern, id: p{0}, with: {{pattern: x}}, mostly: 1.0}}\n"
    many = judged(articles("xray", 20), "suite: s\nexpectations:\n" + "".join(each.format(i) for i in range(30)))
    shown = told(many, "github").splitlines()
    assert len(shown) == MAX_ANNOTATIONS == 10
    assert "21 more are not shown here" in shown[0]
    assert "file=" not in "".join(shown)  # that suite is no file


def place_line(expectation: str) -> int | None:
    (verdict,) = [v for v in harbour().expectations if v.expectation.id == expectation]
    return place_of(verdict.expectation.place).line


def test_jsonl_is_the_findings() -> None:
    rows = [json.loads(line) for line in told(harbour(), "jsonl").split("\n")[:-1]]
    assert len(rows) == harbour().findings.height
    assert list(rows[0]) == list(FINDING_SCHEMA)


def test_markdown_is_cut_below_a_mebibyte_and_says_so() -> None:
    assert len(told(harbour(), "markdown").encode()) < 1024 * 1024
    result = harbour()
    many = replace(result, expectations=tuple(v for v in result.expectations for _ in range(4_000)))
    text = told(renamed(many, "東<|" * 60), "markdown")
    assert len(text.encode()) < 1024 * 1024
    assert text.endswith(f"{markdown_module._CUT.strip()}\n")
    assert "more like these are not shown here" in text


def test_places_are_read_from_what_the_reader_writes() -> None:
    assert place_of("a/b.md") == Place("a/b.md")
    assert place_of("a/b.jsonl:12") == Place("a/b.jsonl", line=12)
    assert place_of("a/b.parquet#3") == Place("a/b.parquet", record=3)
    assert place_of("suites/s.yaml:4:7") == Place("suites/s.yaml", line=4)
    assert uri("a b/c:d#e.md") == "a%20b/c%3Ad%23e.md"
    assert uri("/data/ü.md") == "file:///data/%C3%BC.md"
    assert uri("s3://bucket/a b.parquet") == "s3://bucket/a%20b.parquet"


# Hostile text.


def rendered(text: str) -> list[str]:
    """The types of all tokens that Markdown makes of a text."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [child.type for token in tokens for child in [token, *(token.children or [])] if child.type != "text"]


def assert_inert(result: Result, fail_on: FailOn = "error") -> None:
    outputs = {kind: told(result, kind, fail_on) for kind in PRINTED}
    for kind, text in outputs.items():
        assert not UNSEEN.search(text), kind
        commands = [line for line in text.split("\n") if line.lstrip().startswith("::")]
        if kind == "github":
            assert commands == text.split("\n")[:-1]
            assert len(commands) <= MAX_ANNOTATIONS
            assert all(re.match(r"::(error|warning|notice) ([a-z]+=[^:,]*,?)+::", command) for command in commands)
        elif kind != "text":
            assert not commands, kind
    for kind in ("json", "sarif", "gitlab"):
        json.loads(outputs[kind])
    assert len(outputs["jsonl"].split("\n")) == result.findings.height + 1
    assert {len(json.loads(line)) for line in outputs["jsonl"].split("\n")[:-1]} <= {len(FINDING_SCHEMA)}
    ET.fromstring(outputs["junit"])
    assert_fenced(outputs["text"])


def assert_fenced(text: str) -> None:
    first, *lines, last = fenced(text).split("\n")[:-1]
    token = first.removeprefix("::stop-commands::")
    assert last == f"::{token}::"
    assert not [line for line in lines if token in line]


@pytest.mark.parametrize("fail_on", FAIL_ON)
@pytest.mark.parametrize("text", [HOSTILE, "::error::x", "\n::error::x", "%0A::error::x", "x" * 3_000, "]]>", "'\"<&"])
def test_hostile_text_is_inert_in_every_output(text: str, fail_on: FailOn) -> None:
    result = renamed(harbour(), text)
    assert_inert(result, fail_on)
    jsonschema.validate(json.loads(told(result, "json", fail_on)), VERDICT_SCHEMA)
    jsonschema.validate(json.loads(told(result, "sarif", fail_on)), SARIF_SCHEMA)
    assert_codequality(json.loads(told(result, "gitlab", fail_on)))


@pytest.mark.parametrize(
    "text", [HOSTILE, "|", "`", "<b>", "@team", "*a*", "_a_", "[a](b)", "\\", "~~a~~", "https://a.example"]
)
def test_markdown_makes_of_hostile_text_what_it_makes_of_plain_text(text: str) -> None:
    assert rendered(told(renamed(harbour(), f"{text} "), "markdown")) == rendered(
        told(renamed(harbour(), "plain "), "markdown")
    )
    raw = told(renamed(harbour(), f"{text} "), "markdown")
    assert not re.search(r"@(?!&#8203;)|`|<(?!br>)|https?://|www\.\w", raw)


def test_a_verdict_keeps_every_character() -> None:
    verdict = json.loads(told(renamed(harbour(), HOSTILE), "json"))
    assert verdict["suite"] == HOSTILE
    assert verdict["expectations"][0]["sources"][0]["source"].startswith(HOSTILE)
    row = json.loads(told(renamed(harbour(), HOSTILE), "jsonl").split("\n")[0])
    assert row["evidence"] == f"{HOSTILE}[ad_1]"


PIECES = [
    *"ab |`<>&@:*_[]\\\"'%\n\r\t\x00\x1b\x85\u2028\u202e\ufffe東🙂",
    "::error::",
    "]]>",
    "##[error]",
    "\n::",
    "www.",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


@settings(deadline=None, max_examples=examples(40))
@given(text=TEXTS)
def test_no_text_makes_an_output_invalid(text: str) -> None:
    assert_inert(renamed(harbour(), text))


# The registry.


def test_the_same_result_gives_the_same_bytes() -> None:
    for kind in PRINTED:
        assert told(harbour(), kind) == told(harbour(), kind)


def test_outputs_are_asked_for_by_kind_and_path(tmp_path: Path) -> None:
    found = wanted(["junit=a/j.xml", "b.txt", "html=report"], "text")
    assert [(one.kind, str(one.path)) for one in found] == [("junit", "a/j.xml"), ("text", "b.txt"), ("html", "report")]
    for each, kind in enumerate(OUTPUTS):
        (one,) = wanted([f"{kind}={tmp_path / str(each)}"], "text")
        assert one.write(harbour(), Telling()).exists()


@pytest.mark.parametrize(
    ("given_", "complaint"),
    [
        (["sarf=x"], "there is no output 'sarf'"),
        (["junit="], "the output has no path"),
        (["junit=x", "json=x"], "two outputs have one path"),
        ([f"html={Path(__file__).parent}"], "the folder holds what is no newsgate report"),
    ],
)
def test_a_wrong_output_is_told_before_the_run(given_: Iterable[str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        wanted(given_, "text")


def test_an_output_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (one,) = wanted([f"json={tmp_path / 'file' / 'v.json'}"], "text")
    with pytest.raises(UsageError, match="cannot be written"):
        one.write(harbour(), Telling())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
