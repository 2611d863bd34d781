"""Where a match stands: the spans of Polars against those of Python's own engine."""

import re
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgate.checks import CHECKS, MARK, MAX_MARKS, Evidence, find
from newsgate.checks import check as ng_check
from newsgate.checks.evidence import matches, whole

from ..drawing import examples
from .judging import judge, result_of

#: Letters of one to four bytes, marks that combine, every kind of line end, what brackets and replaces matches.
ALPHABET = "ab1 ;&$\\{}\t\n\r\u00a0é\u0301ß電م🚋\ufdd0\ufffd"
#: The same to Rust and to Python; none matches the empty text, where the engines go on differently.
PATTERNS = [
    "a", "[ab]+", "a|ab", "ab|a", "(?:ab)+?b?", "é", "e?\u0301", "🚋+", "[^ab\n]{1,3}", "&[ab1]*;", "電[ab]|م",
    r"\$\{?1", r"\\[ab]", "\r\n|\r|\n", "\u00a0", "a(b)?|(1)", "[\ufffd]+a",
]  # fmt: skip
BEFORE = ["[a;]", "b|é", "🚋", r"\A", "(?:a|1)[ \n]?"]
#: ``^`` and ``$`` of Rust's ``(?mR)``, spelt out for Python.
LINE_STARTS = r"(?:\A|(?<=\n)|(?<=\r)(?!\n))"
LINE_ENDS = r"(?:\Z|(?=\r)|(?<!\r)(?=\n))"

texts = st.lists(st.none() | st.text(ALPHABET, max_size=40), min_size=1, max_size=5)
patterns = st.sampled_from(PATTERNS)
Spans = list[tuple[int, int, str]]


def _marks(text: list[str | None], evidence: Evidence) -> tuple[list[str | None], list[Spans | None]]:
    assert evidence.marks is not None
    frame = pl.DataFrame({"text": text}, schema={"text": pl.String})
    told = frame.select(first=evidence.first, marks=evidence.marks)
    assert told.schema["marks"] == pl.List(MARK)
    spans = [
        None if marks is None else [(mark["start"], mark["end"], mark["text"]) for mark in marks]
        for marks in told["marks"].to_list()
    ]
    return told["first"].to_list(), spans


def _by_hand(text: str | None, pattern: str, before: str = "", tail: int | None = None) -> Spans | None:
    if text is None:
        return None
    skipped = 0 if tail is None else max(0, len(text) - tail)
    found = re.finditer(f"(?P<before>{before})(?P<match>{pattern})", text[skipped:])
    return [
        (m.start("match") + skipped, m.end("match") + skipped, m["match"].replace("\ufdd0", "\ufffd")) for m in found
    ]


def _assert_same(text: list[str | None], evidence: Evidence, expected: list[Spans | None]) -> None:
    first, spans = _marks(text, evidence)
    assert spans == expected
    for one, marks, found in zip(text, expected, first, strict=True):
        start, end, _ = marks[0] if marks else (0, 0, "")
        assert found == (one[start:end] if one is not None and marks else None)


@settings(max_examples=examples(120), deadline=None)
@given(texts, patterns)
@example(["", None, "a", "aa"], "a")
@example(["\ufdd0a\ufdd0", "\ufdd0"], "[^ab\n]{1,3}")
def test_spans_are_those_of_python(text: list[str | None], pattern: str) -> None:
    if "\ufffd" in pattern:  # a noncharacter becomes U+FFFD while it is counted, so this one may not agree
        text = [one.replace("\ufdd0", "x") if one is not None else None for one in text]
    _assert_same(text, find(pl.col("text"), pattern), [_by_hand(one, pattern) for one in text])


@settings(max_examples=examples(80), deadline=None)
@given(texts, patterns, st.sampled_from(BEFORE))
def test_what_stands_before_is_no_part_of_a_match(text: list[str | None], pattern: str, before: str) -> None:
    text = [one.replace("\ufdd0", "x") if one is not None else None for one in text]
    expected = [_by_hand(one, pattern, before) for one in text]
    _assert_same(text, find(pl.col("text"), pattern, before=before), expected)


@settings(max_examples=examples(80), deadline=None)
@given(texts, patterns, st.integers(1, 45))
def test_places_in_the_tail_are_places_in_the_text(text: list[str | None], pattern: str, tail: int) -> None:
    text = [one.replace("\ufdd0", "x") if one is not None else None for one in text]
    expected = [_by_hand(one, pattern, tail=tail) for one in text]
    _assert_same(text, find(pl.col("text"), pattern, tail=tail), expected)


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(st.text("ab \t\r\n電", max_size=20), min_size=1, max_size=4))
@example(["a\r\na\ra\na", "\r\n", "a\n\ra"])
def test_lines_end_in_each_of_three_ways(text: list[str | None]) -> None:
    rust, python = r"^[ \t]*", rf"{LINE_STARTS}[ \t]*"
    expected = [_by_hand(one, f"[ab]+{LINE_ENDS}", python) for one in text]
    _assert_same(text, find(pl.col("text"), "[ab]+$", before=rust), expected)


@settings(max_examples=examples(40), deadline=None)
@given(texts)
def test_a_condition_gates_the_verdict(text: list[str | None]) -> None:
    gated = find(pl.col("text"), "[ab]+", when=pl.col("text").str.contains("1"))
    first, _ = _marks(text, gated)
    expected = [_by_hand(one, "[ab]+") if one and "1" in one else None for one in text]
    assert first == [spans[0][2] if spans else None for spans in expected]


def test_the_evidence_is_the_text_as_it_was_read_and_not_as_it_was_counted() -> None:
    body = "\ufdd0ab\ufdd0ab"
    findings = judge(CHECKS["no_pattern"], {"title": "a", "body": body, "with": {"pattern": "[^a]b?"}})
    assert findings["evidence"].to_list() == ["\ufdd0", "b", "\ufdd0", "b"]
    places = zip(findings["start"].to_list(), findings["end"].to_list(), strict=True)
    assert [body[start:end] for start, end in places] == findings["evidence"].to_list()


@pytest.mark.parametrize(
    ("name", "unit", "parameters"),
    [
        ("escapes_resolved", "🚋 &amp; ", {}),
        ("no_ad_markers", "电车 [ad_1]", {}),
        ("no_markup", "e\u0301<p>", {}),
        ("no_mojibake", "Ã© ", {}),
        ("no_invisible_characters", "ab\u00a0", {}),
        ("paragraphs_kept", "They stop.Then they go; ", {}),
        ("no_pattern", "\tx\r\n", {"pattern": "x$"}),
    ],
)
def test_three_hundred_matches_are_counted_and_twenty_shown(name: str, unit: str, parameters: dict[str, Any]) -> None:
    body = unit * 300
    findings = judge(CHECKS[name], {"body": body, "with": parameters})
    assert findings.height == MAX_MARKS == 20
    for start, end, evidence, message in findings.select("start", "end", "evidence", "message").rows():
        assert body[start:end] == evidence
        assert end <= len(unit) * 20
        assert ("(and 280 more in this article)" in message) == (start >= len(unit) * 19)


def test_a_footer_stands_where_the_whole_text_has_it() -> None:
    story = "🚋é電" * 4_000 + "\n"
    (finding,) = judge(CHECKS["no_footer_boilerplate"], {"body": f"{story}Post a comment\n \u3000"}).rows(named=True)
    assert (finding["start"], finding["end"]) == (len(story), len(story) + len("Post a comment"))
    assert finding["evidence"] == "Post a comment"


def test_a_long_evidence_is_cut_and_its_end_is_not() -> None:
    footer = "Share this:\n" + "Chirper\n" * 60
    (finding,) = judge(CHECKS["no_footer_boilerplate"], {"body": f"It burnt.\n{footer}"}).rows(named=True)
    assert finding["evidence"] == footer[:239] + "…"
    assert (finding["start"], finding["end"]) == (10, 10 + len(footer.rstrip()))


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_long_hostile_texts_come_to_an_end(name: str) -> None:
    units = ["<", "&amp", "\\", "Share\n", "a.", "\u00a0", "Ã", "[ad", "\r\n", "=A0", "A ", "\0"]
    parameters = {"pattern": "(?:a+)+b"} if name == "no_pattern" else {}
    hostile = [{"title": unit * 1_000, "body": unit * (50_000 // len(unit))} for unit in units]
    assert result_of(CHECKS[name], list(hostile), parameters).corpus.articles.height == len(units)


def test_a_bare_expression_is_looked_up_in_its_field() -> None:
    @ng_check(bad=[], good=[])
    def no_ferries(text: pl.Expr) -> pl.Expr:
        """No ferry is named."""
        return text.str.extract(r"(ferry)")

    body = "🚋 e\u0301 ferry, ferry"
    (finding,) = judge(no_ferries, {"body": body}).rows(named=True)
    assert body[finding["start"] : finding["end"]] == finding["evidence"] == "ferry"
    assert (finding["start"], finding["message"]) == (5, "No ferry is named.")


def test_an_absence_has_no_place() -> None:
    frame = pl.DataFrame({"text": ["a", None]})
    evidence = whole(pl.col("text").is_not_null(), pl.col("text"), "it is there")
    told = frame.select(first=evidence.first, marks=evidence.marks)
    assert told["first"].to_list() == ["a", None]
    assert told["marks"].to_list()[0] == [{"start": None, "end": None, "text": "a", "message": "it is there"}]


def test_marks_of_a_null_text_are_null() -> None:
    frame = pl.DataFrame({"text": [None, "b"]}, schema={"text": pl.String})
    assert frame.select(m=matches(pl.col("text"), "a"))["m"].to_list() == [None, []]
