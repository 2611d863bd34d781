"""Two runs side by side: what broke, what was repaired, who came and went, and who loosened a limit."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from newsgate.expectations import Limits, Override
from newsgate.expectations.baseline import read_verdict
from newsgate.expectations.compare import Change, Comparison, LimitChange, compare
from newsgate.expectations.snapshot import Snapshot, snapshot
from newsgate.reports.verdict_json import verdict_json

from .corpora import expectation, result
from .runs import HOSTILE, asked, run, runs, s


def pairs(changes: tuple[Change, ...]) -> set[tuple[str, str]]:
    return {(change.expectation, change.source) for change in changes}


def kinds(comparison: Comparison) -> dict[tuple[str, str], str]:
    return {(change.expectation, change.source): change.kind for change in comparison.changes}


def one(before: Any, now: Any, **more: Any) -> Change:
    (change,) = compare(run(asked(before, **more)), run(asked(now, **more))).changes
    return change


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (0, 11, "broken"), (10, 11, "broken"), (11, 10, "repaired"), (100, 0, "repaired"), (0, 10, "worse"),
        (11, 12, "worse"), (10, 0, "better"), (12, 11, "better"), (0, 0, "same"), (12, 12, "same"),
    ],
)  # fmt: skip
def test_what_crosses_its_limit_breaks_or_is_repaired(before: int, now: int, kind: str) -> None:
    change = one(s("a", before), s("a", now))
    assert (change.kind, change.by_limits) == (kind, False)
    assert change.rise == pytest.approx((now - before) / 100)


@pytest.mark.parametrize(
    ("before", "now", "kind", "level"), [(0, 6, "broken", 1), (6, 20, "broken", 2), (20, 6, "repaired", 1)]
)
def test_a_warning_lies_between(before: int, now: int, kind: str, level: int) -> None:
    limits = Limits(error=0.9, warning=0.95)
    change = one(s("a", before, limits=limits), s("a", now, limits=limits))
    assert (change.kind, change.level) == (kind, level)


def test_what_is_only_noted_never_breaks() -> None:
    limits = Limits(warning=0.95)
    assert one(s("a", 0, limits=limits), s("a", 20, limits=limits), severity="info").kind == "worse"
    assert one(s("a", 0, limits=limits), s("a", 20, limits=limits), severity="warning").kind == "broken"


def test_what_can_be_judged_no_longer_is_not_repaired() -> None:
    failing, blind = s("a", 50), s("a", 0, missing=100)
    assert one(failing, blind).kind == "unjudged"
    assert one(blind, failing).kind == "judged"
    assert one(blind, blind).kind == "same"


def test_the_share_counts_and_not_the_number() -> None:
    assert one(s("a", 5, of=100), s("a", 10, of=1000)).kind == "better"


def test_an_outcome_that_only_a_limit_changed_is_told_so() -> None:
    strict, loose = Limits(error=0.99), Limits(error=0.9)
    assert one(s("a", 5, limits=strict), s("a", 5, limits=loose)).by_limits
    assert one(s("a", 5, limits=strict), s("a", 5, limits=loose)).kind == "repaired"
    assert not one(s("a", 5, limits=strict), s("a", 0, limits=loose)).by_limits


def test_small_sources_are_compared_by_what_they_were_judged_by() -> None:
    before = asked(s("a", 0, 10, pooled=True), s("b", 0, 10, pooled=True))
    now = asked(s("a", 0, 10, pooled=True, outcome="fail"), s("b", 6, 10, pooled=True, outcome="fail"))
    comparison = compare(run(before), run(now))
    assert pairs(comparison.broken) == {("whole", "a"), ("whole", "b")}
    assert [change.decided.share for change in comparison.broken] == [0.3, 0.3]
    assert [change.now.counts.unexpected for change in comparison.broken] == [0, 6]


def test_the_worst_comes_first() -> None:
    names = "abcd"
    before = asked(*(s(name, 0, 100) for name in names))
    now = asked(*(s(name, n, 100) for name, n in zip(names, (20, 90, 11, 20), strict=True)))
    assert [change.source for change in compare(run(before), run(now)).broken] == ["b", "a", "d", "c"]


def test_sources_arrive_and_go_with_what_is_known_of_them() -> None:
    before = run(asked(s("old", 50), s("stays", 0)))
    now = run(asked(s("new", 3), s("stays", 0)), asked(s("new", 100), id="other"))
    comparison = compare(before, now)
    (new,), (old,) = comparison.sources_arrived, comparison.sources_gone
    assert (new.source, new.articles, new.outcome, new.failing) == ("new", 100, "fail", ("other",))
    assert (old.source, old.articles, old.outcome, old.failing) == ("old", 100, "fail", ("whole",))
    assert (comparison.expectations_arrived, comparison.expectations_gone) == (("other",), ())
    assert compare(now, before).expectations_gone == ("other",)


def test_a_source_of_which_nothing_is_asked_is_there_all_the_same() -> None:
    before, now = run(asked(s("a", 0)), articles={"a": 100, "b": 5}), run(asked(s("a", 0)), articles={"a": 100})
    (gone,) = compare(before, now).sources_gone
    assert (gone.source, gone.articles, gone.outcome) == ("b", 5, "not_evaluated")


def test_an_id_that_names_another_check_is_another_expectation() -> None:
    comparison = compare(run(asked(s("a", 0))), run(asked(s("a", 50), check="no_markup")))
    assert comparison.changes == ()
    assert (comparison.expectations_arrived, comparison.expectations_gone) == (("whole",), ("whole",))


def test_a_check_that_broke_is_told_and_no_source_is_called_skipped() -> None:
    whole, broke = run(asked(s("a", 0))), run(asked(outcome="error", problem="no"), articles={"a": 100})
    comparison = compare(whole, broke)
    assert (comparison.checks_broken, comparison.checks_mended) == (("whole",), ())
    assert (comparison.loosened, comparison.changes, comparison.sources_gone) == ((), (), ())
    assert compare(broke, whole).checks_mended == ("whole",)
    assert compare(broke, broke).is_empty


def of_limits(before: Limits, now: Limits, **more: Any) -> Comparison:
    return compare(run(asked(s("a", 0, limits=before), limits=before)), run(asked(s("a", 0, limits=now), limits=now)))


E, W = "error", "warning"


@pytest.mark.parametrize(
    ("before", "now", "looser", "tighter"),
    [
        ({E: 0.99}, {E: 0.9}, True, False), ({E: 0.9}, {E: 0.99}, False, True), ({E: 0.9}, {E: 0.9}, False, False),
        ({E: 0.9}, {W: 0.9}, True, False), ({E: 0.9, W: 0.95}, {E: 0.9}, True, False),
        ({W: 0.95}, {E: 0.95}, False, True), ({E: 0.9, W: 0.95}, {E: 0.95}, False, True),
        ({E: 0.9, W: 0.95}, {E: 0.8, W: 0.99}, True, True), ({E: 0.9}, {E: 0.9, W: 0.95}, False, True),
    ],
)  # fmt: skip
def test_a_limit_is_looser_where_some_corpus_would_do_better(
    before: dict[str, float], now: dict[str, float], looser: bool, tighter: bool
) -> None:
    comparison = of_limits(Limits(**before), Limits(**now))
    assert (bool(comparison.loosened), bool(comparison.tightened)) == (looser, tighter)
    assert all(change.source is None and change.what == "limit" for change in comparison.loosened)


def test_a_limit_of_one_source_is_told_apart_and_that_of_all_once() -> None:
    loose = Limits(error=0.5)
    before = run(asked(s("a", 0), s("b", 0), s("c", 0)))
    comparison = compare(before, run(asked(s("a", 0), s("b", 0, limits=loose), s("c", 0))))
    assert [(change.source, change.now) for change in comparison.loosened] == [("b", loose)]
    everywhere = run(asked(*(s(name, 0, limits=loose) for name in "abc"), limits=loose))
    assert [change.source for change in compare(before, everywhere).loosened] == [None]


def test_a_source_that_is_skipped_now_is_a_loosened_limit() -> None:
    before, now = run(asked(s("a", 50), s("b", 0))), run(asked(s("b", 0)), articles={"a": 100, "b": 100})
    (skipped,) = compare(before, now).loosened
    assert (skipped.source, skipped.what, skipped.now) == ("a", "skip", None)
    assert compare(before, now).repaired == ()
    assert [change.what for change in compare(now, before).tightened] == ["skip"]


def test_a_lowered_severity_is_told_once() -> None:
    error, warning = Limits(error=0.9), Limits(warning=0.9)
    other_error, other_warning = Limits(error=0.5), Limits(warning=0.5)
    before = run(asked(s("a", 50, limits=error), s("b", 0, limits=other_error), limits=error))
    now = run(asked(s("a", 50, limits=warning), s("b", 0, limits=other_warning), limits=warning, severity="warning"))
    assert compare(before, now).loosened == (LimitChange("whole", None, error, warning, "error", "warning"),)
    assert compare(before, now).loosened[0].what == "severity"
    (repaired,) = compare(before, now).repaired
    assert repaired.by_limits


@settings(deadline=None)
@given(runs())
def test_a_run_beside_itself_has_not_changed(same: Snapshot) -> None:
    comparison = compare(same, same)
    assert comparison.is_empty
    assert set(kinds(comparison).values()) <= {"same"}


@settings(deadline=None)
@given(runs(), runs())
def test_the_other_way_round_everything_is_the_reverse(one: Snapshot, other: Snapshot) -> None:
    there, back = compare(one, other), compare(other, one)
    assert pairs(there.broken) == pairs(back.repaired)
    assert pairs(there.worse) == pairs(back.better)
    assert pairs(there.unjudged) == pairs(back.judged)
    assert there.sources_arrived == back.sources_gone
    assert set(there.expectations_arrived) == set(back.expectations_gone)
    assert set(there.checks_broken) == set(back.checks_mended)
    assert {(c.expectation, c.source) for c in there.loosened} == {(c.expectation, c.source) for c in back.tightened}
    assert there.is_empty == back.is_empty


@settings(deadline=None)
@given(runs(), runs())
def test_nothing_that_both_runs_judged_is_left_out(one: Snapshot, other: Snapshot) -> None:
    comparison = compare(one, other)
    judged = [{(e.id, source.source) for e in each.expectations for source in e.sources} for each in (one, other)]
    assert pairs(comparison.changes) == judged[0] & judged[1]
    parts = (comparison.broken, comparison.repaired, comparison.worse, comparison.better, comparison.judged)
    told = sum(len(part) for part in (*parts, comparison.unjudged))
    assert told == sum(change.kind != "same" for change in comparison.changes)
    for change in comparison.changes:
        assert comparison.of(change.expectation, change.source) is change


# From and to the verdict file.


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
def test_a_verdict_file_tells_all_that_is_compared(tmp_path: Path, fail_on: Any) -> None:
    told = result(
        {"a": (1, 99), "b": (50, 50, 3), **dict.fromkeys(filter(None, HOSTILE), (1, 2))},
        expectation(0.9, 0.95, sources=(("a", Override(limits=Limits(error=0.5))),)),
        expectation(None, 0.5, id="blind", columns=("url",), severity="warning"),
        min_articles=20,
    )
    path = tmp_path / "v.json"
    path.write_text(verdict_json(told, fail_on), encoding="utf-8")
    assert read_verdict(path) == snapshot(told, fail_on)
    assert compare(read_verdict(path), snapshot(told, fail_on)).is_empty
