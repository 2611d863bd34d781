"""The terminal report: as it was agreed, carets in their place, and nothing in an article that can break it.

The golden files are written anew by ``NEWSGATE_GOLDEN=write python -m pytest tests/reports/test_terminal.py``.
"""

import contextlib
import difflib
import functools
import io
import os
import re
import unicodedata
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import newsgate as ng
from newsgate.expectations import FailOn, Result
from newsgate.reports.cells import cut, cut_left, wrapped
from newsgate.reports.diagnostics import diagnostic
from newsgate.reports.story import Story
from newsgate.reports.terminal import print_report

from ..running import EXAMPLE, ROOT
from .making import ADS, articles, judged

GOLDEN = ROOT / "tests" / "golden"
HOSTILE = (
    "\x1b[31m\x1b]0;owned\x07 [ad_1] [/ad_1] [bold]x[/] \u202egnp\u2066\u200b \x9b2J\r\nnext\tline 東京 🙂 e\u0301 "
)
WIDTHS = [40, 60, 80, 100, 200]


def printed(
    result: Result,
    width: int = 80,
    *,
    color: bool = False,
    verbose: bool = False,
    fail_on: FailOn = "error",
    report: str | None = None,
) -> str:
    console = Console(
        width=width, file=io.StringIO(), force_terminal=color, color_system="standard" if color else None,
        no_color=not color, legacy_windows=False, highlight=False, markup=False, emoji=False, _environ={},
    )  # fmt: skip
    print_report(result, console, verbose=verbose, fail_on=fail_on, report=report)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def cells(text: str) -> int:
    """How wide a text is, by the Unicode tables and not by rich."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def assert_sound(text: str, width: int) -> None:
    """No control character, no line wider than the terminal, no blank at a line's end."""
    for line in text.split("\n"):
        unsound = [c for c in line if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}]
        assert not unsound, ascii(line)
        assert cells(line) <= width, line
        assert line == line.rstrip(), ascii(line)


@pytest.fixture(scope="module")
def example() -> Result:
    """The example corpus, named as from the project's folder."""
    with contextlib.chdir(ROOT):
        return ng.check(ng.read_corpus(str(EXAMPLE.relative_to(ROOT))))


# The look.


@pytest.mark.parametrize(("name", "width", "color"), [("80", 80, False), ("120", 120, False), ("80-color", 80, True)])
def test_the_example_is_told_as_agreed(example: Result, name: str, width: int, color: bool) -> None:
    path = GOLDEN / f"terminal-{name}.txt"
    shown = printed(example, width, color=color).replace(f"newsgate {version('newsgate')}", "newsgate 0.0.0", 1)
    if os.environ.get("NEWSGATE_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8", newline="\n")
    agreed = path.read_text(encoding="utf-8")
    difference = difflib.unified_diff(agreed.splitlines(), shown.splitlines(), str(path), "printed", lineterm="")
    assert agreed == shown, "\n".join(difference).replace("\x1b", "␛")


def test_colour_changes_no_character(example: Result) -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", printed(example, color=True)) == printed(example)


@pytest.mark.parametrize("width", [*range(40, 131, 9), 200])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_longer_than_the_width(example: Result, width: int, verbose: bool) -> None:
    assert_sound(printed(example, width, verbose=verbose), width)


def test_two_diagnostics_unless_all_are_asked_for(example: Result) -> None:
    breaches = Story(example).breaches()
    some, everything = printed(example), printed(example, verbose=True)
    assert len(re.findall("^(?:FAIL|WARN|NOTE) ", some, re.MULTILINE)) == 2
    assert f"{len(breaches) - 2} more like these: show them with -v." in some
    assert "show them with -v" not in everything
    headings = re.findall(r"^(?:FAIL|WARN|NOTE) (\S+)  (.*)$", everything, re.MULTILINE)
    assert headings == [(breach.verdict.expectation.id, breach.name) for breach in breaches]


def test_all_sources_are_told_when_asked_for() -> None:
    result = judged([row for i in range(25) for row in articles(f"isle-{i:02}", 20, bad=5 + i % 3)])
    some, everything = printed(result), printed(result, verbose=True)
    table = r"^(isle-\d\d) +20 +\d+$"
    ranked = list(Story(result).ranked)
    assert re.findall(table, some, re.MULTILINE) == ranked[:20]
    assert "5 more sources: show them with -v" in some
    assert re.findall(table, everything, re.MULTILINE) == ranked


def test_small_sources_are_one_diagnostic_with_an_example_from_the_worst() -> None:
    rows = [row for i, bad in enumerate([0, 1, 4, 2]) for row in articles(f"inlet-{i}", 5, bad=bad)]
    shown = printed(judged(rows), verbose=True)
    assert shown.count("FAIL ") == 1
    assert "FAIL no_ad_markers  4 small sources together\n     35% of articles fail (7 of 20), limit 10%\n" in shown
    assert "  --> inlet-2.jsonl#0  body, article inlet-2-0\n" in shown
    assert "   = from: inlet-2 (4 of 5), inlet-3 (2 of 5) and inlet-1 (1 of 5)\n" in shown
    assert re.search(r"^4 small together +20 +35$", shown, re.MULTILINE)


def test_one_small_source_is_called_by_its_name() -> None:
    shown = printed(judged(articles("inlet", 5, bad=2)))
    assert "FAIL no_ad_markers  inlet\n" in shown
    assert "together" not in shown.split("DO NOT SHIP")[0]
    assert "from:" not in shown


def test_a_share_is_not_rounded_onto_the_limit_it_breaks() -> None:
    shown = printed(judged(articles("quay", 996, bad=100)))
    assert "10.04% of articles fail (100 of 996), limit 10%" in shown
    assert re.search(r"no_ad_markers +fails +10\.04% +10% +100 / 996$", shown, re.MULTILINE)


def test_numbers_within_the_limit_differ_without_colour() -> None:
    shown = printed(judged(articles("bow", 40, bad=20) + articles("aft", 40, bad=2) + articles("hold", 40)))
    assert re.search(r"^bow +40 +50$", shown, re.MULTILINE)
    assert re.search(r"^aft +40 +\(5\)$", shown, re.MULTILINE)
    assert re.search(r"^hold +40 +·$", shown, re.MULTILINE)
    assert "(5) is within the limit" in shown


def test_columns_without_room_are_named_and_the_worst_are_kept() -> None:
    each = "  - {{expect: no_pattern, id: p{0}, with: {{pattern: x{0}x}}, mostly: 1.0}}\n"
    many = "".join(each.format(i) for i in range(30))
    body = " ".join(f"x{i}x" for i in range(29))
    rows = [{**row, "body": body} if i < 10 else {**row, "body": "x29x"} for i, row in enumerate(articles("quay", 40))]
    shown = printed(judged(rows, f"suite: s\nexpectations:\n{many}"))
    head = re.search(r"^Source +Articles +(.*)$", shown, re.MULTILINE)
    assert head
    numbers = [int(number) for number in head[1].split()]
    assert 30 in numbers
    assert numbers == sorted(numbers)
    left_out = re.search(r"no room for (.*) and (\d+) more", shown)
    assert left_out
    assert len(left_out[1].split(", ")) + int(left_out[2]) == 30 - len(numbers)


def test_what_could_not_be_judged_is_told() -> None:
    suite = (
        "suite: s\nexpectations:\n  - {expect: published_at_plausible}\n"
        "  - {expect: no_ad_markers, sources: {'*': skip}}\n"
        "  - {expect: no_pattern, with: {pattern: x}, columns: [nowhere]}\n"
    )
    shown = printed(judged(articles("quay", 30), suite))
    assert "NOT EVALUATED published_at_plausible in quay: no article has published_at\n" in shown
    assert "NOT EVALUATED no_ad_markers: the suite asks it of no source here\n" in shown
    assert "BROKE no_pattern: there is no column 'nowhere'" in shown
    assert " DO NOT SHIP   1 check broke and judged nothing\n" in shown


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
@pytest.mark.parametrize("bad", [0, 9])
def test_the_badge_is_that_of_the_exit_code(fail_on: FailOn, bad: int) -> None:
    result = judged(articles("quay", 30, bad=bad), ADS.replace("mostly: 0.9", "mostly: 0.9, severity: warning"))
    shown = printed(result, fail_on=fail_on)
    assert (" DO NOT SHIP " in shown) == (result.exit_code(fail_on) != 0)
    assert ("\n SHIP " in shown) == (result.exit_code(fail_on) == 0)
    assert ("  next    newsgate check" in shown) == (result.exit_code(fail_on) != 0)


def test_the_verdict_line_is_one_short_line() -> None:
    rows = [row for i in range(1200) for row in articles(f"isle-{i}", 20, bad=9)]
    rows += [row for i in range(1100) for row in articles(f"inlet-{i}", 2, bad=2)]
    verdict = next(line for line in printed(judged(rows)).splitlines() if "DO NOT SHIP" in line)
    assert verdict == " DO NOT SHIP   1 expectation fails"


def test_the_report_is_named_in_place_of_what_to_run_next() -> None:
    shown = printed(judged(articles("quay", 30, bad=9)), report="build/report/index.html")
    assert shown.endswith("  report  build/report/index.html\n")
    assert "  next  " not in shown


def test_a_corpus_of_rejects_only_can_be_told() -> None:
    rejects = pl.DataFrame({"origin": ["bad.jsonl#1"], "format": ["jsonl"], "reason": ["no JSON"]})
    none = ng.Corpus.from_frame(pl.DataFrame(articles("quay", 1)).clear())
    shown = printed(ng.check(replace(none, rejects=rejects), ng.parse_suite(ADS)))
    assert "REJECT bad.jsonl#1: no JSON\n" in shown
    assert " DO NOT SHIP   No article could be read; 1 record was rejected\n" in shown


# Carets.


@functools.cache
def _story() -> Story:
    return Story(judged(articles("quay", 30, bad=9)))


def told(before: str, evidence: str, after: str, width: int = 80, **changes: Any) -> str:
    """The diagnostic of a text."""
    (breach,) = _story().breaches()
    example = _story().examples(["quay"])["no_ad_markers", "quay"][0]
    start = len(before)
    given_ = {"before": before[-90:], "evidence": evidence, "after": after[:90], "start": start}
    return diagnostic(breach, {**example, "message": "bad", **given_, **changes}, width).plain


def carets(text: str) -> tuple[str, str, str]:
    """The line above the carets: what is before them, above them and behind them, cell by cell."""
    lines = text.splitlines()
    (at,) = [i for i, line in enumerate(lines) if re.fullmatch(r"   \| *\^+( .*)?", line)]
    found = re.search(r"\^+", lines[at])
    assert found
    parts, column, part = ["", "", ""], 0, 0
    for character in lines[at - 1]:
        if _cells(character):  # a combining mark stands where its letter does
            part = 0 if column < found.start() else 1 if column < found.end() else 2
        parts[part] += character
        column += _cells(character)
    return parts[0], parts[1], parts[2]


@pytest.mark.parametrize(
    ("before", "evidence", "after", "shown"),
    [
        ("", "[ad_1]", " The end.", "[ad_1]"),
        ("The end. ", "[ad_1]", "", "[ad_1]"),
        ("", "[ad_1]", "", "[ad_1]"),
        ("東京で会議が開かれた。", "[ad_1]", "会議", "[ad_1]"),
        ("会議は", "東京新聞", "によると", "東京新聞"),
        ("Los 🚀🚀 ", "🙂🙃", " weiter", "🙂🙃"),
        ("Cafe\u0301 nai\u0308ve ", "fiance", " de\u0301ja\u0300", "fiance"),
        ("de ", "re\u0301sume\u0301s", " ici", "re\u0301sume\u0301s"),
        ("a\tb\t\tc ", "bad", "\tword", "bad"),
        ("a ", "x\ty", " b", "x y"),
        ("One.\n\n", "Two", "\n\nThree.", "Two"),
        ("One ", "two\n\nthree", " four", "two ⏎ three"),
        ("zero", "\u200b", "width", "⟨U+200B⟩"),
        ("red ", "\x1b[31m", " alert", "⟨U+001B⟩[31m"),
        ("x" * 300, "[ad_1]", "y" * 300, "[ad_1]"),
        ("新" * 300, "聞", "東" * 300, "聞"),
        ("e\u0301" * 300, "o\u0308", "e\u0301" * 300, "o\u0308"),
    ],
)
@pytest.mark.parametrize("width", [40, 80, 120, 240])
def test_carets_stand_under_the_evidence(before: str, evidence: str, after: str, shown: str, width: int) -> None:
    text = told(before, evidence, after, width)
    assert_sound(text.rstrip("\n"), width)
    head, above, rest = carets(text)
    assert above == shown, text
    assert head.startswith("   | …") == (len(before) > 90 or cells(before) > width // 2)
    assert rest.endswith("…") == (len(after) > 90 or cells(after) > width)


def test_what_is_absent_has_no_carets() -> None:
    assert "^" not in told("", "op-7", "", start=None)
    assert "   | op-7\n   = bad\n" in told("", "op-7", "", start=None)
    empty = told("", "", "", start=None)
    assert "   |" not in empty
    assert "   = bad\n" in empty


def test_a_message_that_does_not_fit_stands_below() -> None:
    text = told("", "[ad_1]", "", message="an ad " * 20)
    assert re.search(r"^   \| \^{6}\n   = an ad an ad", text, re.MULTILINE)


PIECES = [*"ab |^東🙂\t\n\r\u202e\u200b\ud800", "e\u0301", "\x1b[2J", "[/ad_1]"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(deadline=None)
@given(before=TEXTS, evidence=TEXTS, after=TEXTS, message=TEXTS, width=st.integers(40, 140))
def test_no_text_breaks_a_diagnostic(before: str, evidence: str, after: str, message: str, width: int) -> None:
    text = told(before, evidence, after, width, message=message, origin=before or "o", article_id=after)
    assert_sound(text.rstrip("\n"), width)


# Hostile text.


@functools.cache
def wild(text: str) -> Result:
    """A result in which everything that can be hostile is."""
    rows = [{**row, "body": f"{text} [ad_1] {text}", "title": text, "article_id": f"{i}{text}",
             "source": text if i < 25 else f"b{text}" if i < 50 else f"{i % 2}{text}", "origin": f"{text}#{i}"}
            for i, row in enumerate(articles("quay", 54))]  # fmt: skip
    suite = (
        "suite: x\nexpectations:\n  - {expect: no_ad_markers}\n  - {expect: published_at_plausible}\n"
        "  - {expect: no_pattern, with: {pattern: x}, columns: [nowhere]}\n"
        "  - {expect: no_pattern, id: all, with: {pattern: '(?s)^.*$'}, severity: info}\n"
    )
    result = judged(rows, suite)
    corpus = replace(
        result.corpus,
        rejects=pl.DataFrame({"origin": [text] * 9, "format": [text] * 9, "reason": [text] * 9}),
        notes=pl.DataFrame({"origin": [text] * 2, "note": [text] * 2}),
        skipped=(text, text),
    )
    verdicts = tuple(
        replace(v, expectation=replace(v.expectation, because=text), problem=v.problem and text)
        for v in result.expectations
    )
    changed = {"message": pl.lit(text), "before": pl.lit(text), "after": pl.lit(text), "evidence": pl.lit(text)}
    return replace(
        result, corpus=corpus, expectations=verdicts, suite=replace(result.suite, name=text),
        examples=result.examples.with_columns(**changed),
    )  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "text",
    [HOSTILE, "[/ad_1]", "\\[bold]", "x" * 10_000, "東" * 5_000, "\u0301" * 200, " ", "^" * 90],
    ids=["hostile", "closing tag", "backslash", "long", "wide", "combining", "blank", "carets"],
)
def test_hostile_text_neither_breaks_the_report_nor_reaches_the_terminal(text: str, width: int) -> None:
    result = wild(text)
    for verbose in (False, True):
        shown = printed(result, width, verbose=verbose, report=text)
        assert_sound(shown, width)
        assert "DO NOT SHIP" in shown
    coloured = printed(result, width, color=True, verbose=True)
    assert not set(re.sub(r"\x1b\[[0-9;]*m", "", coloured)) & set("\x1b\x07\x9b\r\u202e\u2066\u200b")


def test_hostile_text_is_there_as_text() -> None:
    shown = printed(wild(HOSTILE), 200, verbose=True)
    assert "⟨U+001B⟩[31m⟨U+001B⟩]0;owned⟨U+0007⟩ [ad_1] [/ad_1] [bold]x[/] ⟨U+202E⟩gnp⟨U+2066⟩⟨U+200B⟩" in shown


def test_an_expectation_may_have_a_long_name() -> None:
    suite = ADS.replace("no_ad_markers", "no_ad_markers, id: 'an_%s'" % ("endless_" * 30))
    for width in WIDTHS:
        assert_sound(printed(judged(articles("quay", 30, bad=9), suite), width), width)


def test_few_articles_are_told_one_by_one() -> None:
    shown = printed(judged(articles("quay", 3, bad=1)))
    assert re.search(r"^quay-0 +✗$", shown, re.MULTILINE)
    assert re.search(r"^quay-1 +·$", shown, re.MULTILINE)
    assert " ✗ fails; · ok\n" in shown


# Cells.


def test_text_is_wrapped_and_cut_by_cells() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("東京新聞", 5) == ["東京", "新聞"]
    assert wrapped("news/2026/articles.jsonl", 12, " /") == ["news/2026/", "articles.jso", "nl"]
    assert wrapped("", 5) == [""]
    assert wrapped("東", 1) == ["東"]
    assert (cut("東京新聞", 8), cut("東京新聞", 7), cut("東京新聞", 6)) == ("東京新聞", "東京新…", "東京…")
    assert (cut_left("東京新聞", 8), cut_left("東京新聞", 6)) == ("東京新聞", "…新聞")
    assert cut_left("abe\u0301cd", 3) == "…cd"
