"""What the terminal says of a baseline: short, sound at every width, and nothing without one.

The golden files are written anew by ``NEWSGATE_GOLDEN=write python -m pytest tests/reports/test_terminal_changes.py``.
"""

import io
import os
import re
from typing import Any

import pytest
from hypothesis import given, settings
from rich.console import Console

from newsgate.expectations import Limits
from newsgate.expectations.compare import Comparison, compare
from newsgate.expectations.snapshot import Snapshot, snapshot
from newsgate.reports.terminal import print_report
from newsgate.reports.terminal_changes import print_changes

from ..expectations.runs import asked, run, runs, s
from ..running import ROOT
from .making import articles, judged
from .test_terminal import HOSTILE, WIDTHS, assert_sound, printed

GOLDEN = ROOT / "tests" / "golden"
SMALL = [f"inlet-{number}" for number in range(12)]
LOOSE, WARNS = Limits(error=0.8), Limits(warning=0.95)


def told(comparison: Comparison, width: int = 80, *, color: bool = False, verbose: bool = False) -> str:
    console = Console(
        width=width, file=io.StringIO(), force_terminal=color, color_system="standard" if color else None,
        no_color=not color, legacy_windows=False, highlight=False, markup=False, emoji=False, _environ={},
    )  # fmt: skip
    print_changes(comparison, console, verbose=verbose)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def pooled(failing: int, **more: Any) -> list[Any]:
    return [s(name, failing, 5, pooled=True, **more) for name in SMALL]


def agreed() -> Comparison:
    """Something of every kind."""
    before = run(
        asked(s("bow", 2), s("aft", 40), s("keel", 5), s("gone.example", 50), *pooled(0), id="no_markup"),
        asked(s("bow", 20), s("aft", 0), s("keel", 0), id="no_ad_markers"),
        asked(s("bow", 2, limits=WARNS), s("aft", 30, limits=WARNS), id="notes", limits=WARNS, severity="warning"),
        asked(s("bow", 50), id="published_at_plausible"), asked(s("bow", 0), id="dropped_one"),
        asked(outcome="error", problem="x", id="mended_one"), asked(s("bow", 0), id="breaks"),
    )  # fmt: skip
    now = run(
        asked(
            s("bow", 15), s("aft", 40), s("keel", 9), s("new.example", 30),
            *pooled(1, outcome="fail"), id="no_markup",
        ),
        asked(s("bow", 20, limits=LOOSE), s("aft", 0, limits=LOOSE), id="no_ad_markers", limits=LOOSE),
        asked(s("bow", 9, limits=WARNS), s("aft", 1, limits=WARNS), id="notes", limits=WARNS, severity="warning"),
        asked(s("bow", 0, missing=100), id="published_at_plausible"), asked(s("bow", 0), id="mended_one"),
        asked(outcome="error", problem="x", id="breaks"), asked(s("bow", 0), id="added_one"),
        newsgate_version="0.2.0",
    )  # fmt: skip
    return compare(before, now)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("color", [False, True])
def test_what_changed_is_told_as_agreed(width: int, color: bool) -> None:
    path = GOLDEN / f"terminal-changes-{width}{'-color' if color else ''}.txt"
    shown = told(agreed(), width, color=color)
    if os.environ.get("NEWSGATE_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == shown


def test_colour_changes_no_character() -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", told(agreed(), color=True)) == told(agreed())


def test_nothing_is_said_without_a_baseline() -> None:
    result = judged(articles("quay", 30, bad=9))
    assert "baseline" not in printed(result)


def test_a_baseline_of_the_same_run_is_one_line_before_the_verdict() -> None:
    result = judged(articles("quay", 30, bad=9))
    console = Console(width=80, file=io.StringIO(), _environ={})
    print_report(result, console, comparison=compare(snapshot(result), snapshot(result)))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "\nSince the baseline nothing changed\n\n DO NOT SHIP " in shown
    assert shown.replace("Since the baseline nothing changed\n\n", "") == printed(result)


def test_all_is_told_when_asked_for() -> None:
    names = [f"isle-{number}" for number in range(9)]
    before, now = (run(asked(*(s(name, failing) for name in names))) for failing in (0, 50))
    some, everything = told(compare(before, now)), told(compare(before, now), verbose=True)
    assert len(re.findall("isle-", some)) == 4
    assert "            and 5 more: show them with -v\n" in some
    assert len(re.findall("isle-", everything)) == 9
    worse = compare(run(asked(s("a", 1))), run(asked(s("a", 2))))
    assert "1 worse with the same outcome: show them with -v" in told(worse)
    assert "  worse     whole in a: 1% → 2%, limit 10%\n" in told(worse, verbose=True)


def test_small_sources_are_told_once_with_what_they_were_judged_by() -> None:
    before, now = run(asked(*pooled(0))), run(asked(*pooled(1, outcome="fail")))
    assert "  fails now whole in 12 small sources together: 0% → 20%, limit 10%\n" in told(compare(before, now))


def test_a_repair_by_a_looser_limit_says_so() -> None:
    before, now = run(asked(s("a", 20))), run(asked(s("a", 20, limits=LOOSE), limits=LOOSE))
    shown = told(compare(before, now))
    assert "  repaired  whole in a: 20% → 20%, limit 20%; only the limit changed\n" in shown
    assert "  loosened  whole: limit 10% → 20%\n" in shown


def test_sources_that_are_skipped_now_are_one_line() -> None:
    names = [f"isle-{number}" for number in range(9)]
    before = run(asked(*(s(name, 50) for name in names), s("stays", 0)))
    now = run(asked(s("stays", 0)), articles=dict(before.articles))
    assert "  loosened  whole in isle-0, isle-1, isle-2 and 6 more: 10% → skipped\n" in told(compare(before, now))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", [HOSTILE, "[/ad_1]", "x" * 5_000, "東" * 3_000, "\u0301" * 200, " ", "", "\ud800"],
    ids=["hostile", "closing tag", "long", "wide", "combining", "blank", "empty", "half a surrogate"],
)  # fmt: skip
def test_hostile_names_neither_break_the_block_nor_reach_the_terminal(name: str, width: int) -> None:
    before = run(asked(s(name, 0), s(f"{name}1", 0), s("b", 0), id=name, check="x"), newsgate_version=name or "0")
    now = run(
        asked(s(name, 50), s(f"{name}2", 0), id=name, check="x"), asked(s("b", 0), id=f"{name}new"),
        articles={name: 100, f"{name}2": 100, "b": 100},
    )  # fmt: skip
    for comparison in (compare(before, now), compare(now, before)):
        for verbose in (False, True):
            assert_sound(told(comparison, width, verbose=verbose), width)
        coloured = told(comparison, width, color=True, verbose=True)
        assert not set(re.sub(r"\x1b\[[0-9;]*m", "", coloured)) & set("\x1b\x07\x9b\r\u202e\u2066\u200b\ud800")


@settings(deadline=None)
@given(runs(), runs())
def test_every_comparison_can_be_told(before: Snapshot, now: Snapshot) -> None:
    comparison = compare(before, now)
    shown = told(comparison, verbose=True)
    assert_sound(shown, 80)
    assert ("nothing changed" in shown) == comparison.is_empty
    assert (shown.count("\n") == 2) == comparison.is_empty
