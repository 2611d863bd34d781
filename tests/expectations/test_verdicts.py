"""From counts to outcomes, and from outcomes to the exit code. Only ``pass`` is green."""

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import newsgate as ng
from newsgate.checks import CHECKS, Check, Evidence, check, find
from newsgate.corpus import ARTICLE_SCHEMA, DataError, UsageError
from newsgate.corpus.corpus import REJECT_SCHEMA
from newsgate.expectations import Counts, FailOn, Limits, Override, parse_suite, worst

from .corpora import BAD, GOOD, by_source, corpus, expectation, result, verdict

SKIP = Override(skip=True)


def _asks(share: float) -> Override:
    return Override(limits=Limits(error=share))


@pytest.mark.parametrize(
    ("bad", "good", "mostly", "outcome"),
    [
        (0, 100, 1.0, "pass"), (1, 99, 1.0, "fail"), (1, 99, 0.99, "pass"), (2, 98, 0.99, "fail"),
        (1, 999, 0.999, "pass"), (2, 998, 0.999, "fail"), (1, 2, 0.66, "pass"), (1, 2, 0.67, "fail"),
        (93, 7, 0.07, "pass"), (45, 55, 0.55, "pass"), (46, 54, 0.55, "fail"), (3, 7, 0.7, "pass"),
        (100, 0, 0.0, "pass"), (1, 0, 0.01, "fail"), (1, 0, 0.0, "pass"),
    ],
)  # fmt: skip
def test_a_share_at_its_limit_passes(bad: int, good: int, mostly: float, outcome: str) -> None:
    told = result({"a": (bad, good)}, expectation(mostly))
    assert verdict(told).outcome == outcome
    assert told.exit_code() == (1 if outcome == "fail" else 0)
    assert verdict(told).counts == Counts(element=bad + good, unexpected=bad)
    assert told.findings.height == bad


@settings(deadline=None)
@given(st.integers(0, 1000), st.integers(1, 10**6), st.integers(-2, 2))
@example(70, 100, 0)
@example(990, 100, 0)
def test_no_rounding_moves_the_limit(written: int, size: int, beside: int) -> None:
    mostly = Fraction(written, 1000)
    kept = min(size, max(0, round(mostly * size) + beside))
    told = Counts(element=size, unexpected=size - kept).outcome(Limits(error=written / 1000))
    assert told == ("pass" if Fraction(kept, size) >= mostly else "fail")


@pytest.mark.parametrize(
    ("bad", "outcome", "exit_code", "strictly"),
    [(0, "pass", 0, 0), (5, "pass", 0, 0), (6, "warn", 0, 1), (10, "warn", 0, 1), (11, "fail", 1, 1)],
)
def test_a_warning_comes_before_an_error(bad: int, outcome: str, exit_code: int, strictly: int) -> None:
    told = result({"a": (bad, 100 - bad)}, expectation(0.9, 0.95))
    assert verdict(told).outcome == outcome
    assert (told.exit_code(), told.exit_code("warning"), told.exit_code("never")) == (exit_code, strictly, 0)
    assert told.passed == (exit_code == 0)


@pytest.mark.parametrize(("severity", "strictly"), [("warning", 1), ("info", 0)])
def test_a_milder_severity_never_closes_the_gate(severity: Any, strictly: int) -> None:
    told = result({"a": (9, 1)}, expectation(None, 1.0, severity=severity))
    assert verdict(told).outcome == "warn"
    assert told.findings["severity"].unique().to_list() == [severity]
    assert (told.exit_code(), told.exit_code("warning"), told.passed) == (0, strictly, True)


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
@pytest.mark.parametrize("counts", [(3, 1), (0, 4), (1, 1, 2), (4, 0)])
def test_an_information_never_changes_the_outcome_of_the_gate(counts: tuple[int, ...], fail_on: FailOn) -> None:
    asked = expectation(0.7, 0.9)
    info = expectation(None, 1.0, severity="info", id="info")
    blind = expectation(None, 1.0, severity="info", id="blind", columns=("url",))
    alone = result({"a": counts}, asked)
    among = result({"a": counts}, info, asked, blind)
    assert among.exit_code(fail_on) == alone.exit_code(fail_on)
    assert [v.outcome for v in among.expectations][2] == "not_evaluated"


RULES = [
    ((), {"a": "fail", "b-one": "fail", "b-two": "fail"}),
    ((("a", SKIP),), {"b-one": "fail", "b-two": "fail"}),
    ((("b-*", SKIP),), {"a": "fail"}),
    ((("*", SKIP),), {}),
    ((("b-one", _asks(0.5)),), {"a": "fail", "b-one": "pass", "b-two": "fail"}),
    ((("b-*", _asks(0.5)), ("b-two", _asks(1.0))), {"a": "fail", "b-one": "pass", "b-two": "fail"}),
    ((("b-two", _asks(1.0)), ("b-*", _asks(0.5))), {"a": "fail", "b-one": "pass", "b-two": "pass"}),
    ((("*", SKIP), ("b-*", _asks(0.5))), {"b-one": "pass", "b-two": "pass"}),
    ((("b-*", _asks(0.5)), ("b-?ne", SKIP)), {"a": "fail", "b-two": "pass"}),
    ((("B-*", SKIP), ("c", SKIP)), {"a": "fail", "b-one": "fail", "b-two": "fail"}),
    ((("[ab]*", _asks(0.5)),), {"a": "pass", "b-one": "pass", "b-two": "pass"}),
]


@pytest.mark.parametrize(("rules", "outcomes"), RULES)
def test_the_last_rule_that_matches_a_source_wins(
    rules: tuple[tuple[str, Override], ...], outcomes: dict[str, str]
) -> None:
    told = result({"a": (1, 1), "b-one": (1, 1), "b-two": (1, 1)}, expectation(sources=rules))
    assert {name: one.outcome for name, one in by_source(told).items()} == outcomes
    assert set(told.findings["source"]) == set(outcomes)
    assert verdict(told).counts.element == 2 * len(outcomes)


def test_a_source_named_like_a_glob_is_meant_literally_too() -> None:
    told = result({"b[1]": (1, 0), "b1": (1, 0)}, expectation(sources=(("b[1]", SKIP),)))
    assert set(by_source(told)) == set()
    told = result({"b[1]": (1, 0), "b2": (1, 0)}, expectation(sources=(("b[1]", SKIP),)))
    assert set(by_source(told)) == {"b2"}


def test_an_expectation_that_skips_every_source_is_not_green() -> None:
    told = result({"a": (0, 5)}, expectation(sources=(("*", SKIP),)))
    assert verdict(told).outcome == "not_evaluated"
    assert told.exit_code() == 3


def test_a_bad_source_cannot_hide_in_a_large_corpus() -> None:
    told = result({"big": (0, 5_000), "small": (30, 0)}, expectation(0.99), min_articles=20)
    assert {name: one.outcome for name, one in by_source(told).items()} == {"big": "pass", "small": "fail"}
    assert verdict(told).outcome == "fail"


def test_a_source_of_a_few_broken_articles_cannot_hide_either() -> None:
    told = result({"big": (0, 5_000), "tiny": (3, 0)}, expectation(0.99), min_articles=20)
    assert by_source(told)["tiny"].outcome == "fail"
    assert told.exit_code() == 1


def test_small_sources_are_judged_together() -> None:
    sources = {"a": (1, 8), "b": (0, 10), "c": (0, 19), "d": (0, 20)}
    told = by_source(result(sources, expectation(0.97), min_articles=20))
    assert {name: one.pooled for name, one in told.items()} == {"a": True, "b": True, "c": True, "d": False}
    assert {one.outcome for one in told.values()} == {"pass"}
    apart = by_source(result(sources, expectation(0.97), min_articles=0))
    assert {name: one.outcome for name, one in apart.items()} == {"a": "fail", "b": "pass", "c": "pass", "d": "pass"}
    assert not any(one.pooled for one in apart.values())


@pytest.mark.parametrize(("size", "pooled"), [(19, True), (20, False), (21, False)])
def test_a_source_of_exactly_as_many_is_alone(size: int, pooled: bool) -> None:
    told = by_source(result({"a": (1, size - 1), "b": (0, 19)}, expectation(0.97), min_articles=20))
    assert told["a"].pooled == pooled
    assert told["a"].outcome == ("pass" if pooled else "fail")
    assert told["b"].outcome == "pass"


def test_small_sources_are_pooled_with_those_of_the_same_limits() -> None:
    sources = {"a": (1, 4), "b": (0, 15), "c-1": (1, 4), "c-2": (0, 5)}
    told = by_source(result(sources, expectation(0.95, sources=(("c-*", _asks(0.9)),)), min_articles=20))
    assert {name: one.outcome for name, one in told.items()} == {"a": "pass", "b": "pass", "c-1": "pass", "c-2": "pass"}
    told = by_source(result(sources, expectation(0.95, sources=(("c-*", _asks(0.91)),)), min_articles=20))
    assert {name: one.outcome for name, one in told.items()} == {"a": "pass", "b": "pass", "c-1": "fail", "c-2": "fail"}
    assert told["c-2"].counts == Counts(element=5)


def test_a_source_nobody_of_which_can_be_judged_stays_alone() -> None:
    told = result({"a": (0, 0, 5), "b": (0, 5)}, min_articles=20)
    assert {name: (one.outcome, one.pooled) for name, one in by_source(told).items()} == {
        "a": ("not_evaluated", False), "b": ("pass", True),
    }  # fmt: skip
    assert told.exit_code() == 3


def test_all_null_is_not_evaluated_and_not_open() -> None:
    told = result({"a": (0, 0, 7)})
    assert verdict(told).outcome == "not_evaluated"
    assert verdict(told).counts == Counts(element=7, missing=7)
    assert (told.exit_code(), told.exit_code("never"), told.passed) == (3, 0, False)
    mild = result({"a": (0, 0, 7)}, expectation(None, 1.0, severity="warning"))
    assert (mild.exit_code(), mild.exit_code("warning")) == (0, 3)


def test_nulls_are_counted_and_neither_kept_nor_broken() -> None:
    told = result({"a": (1, 9, 90)}, expectation(0.95))
    assert verdict(told).counts == Counts(element=100, missing=90, unexpected=1)
    assert verdict(told).outcome == "fail"
    (row,) = told.verdicts.rows(named=True)
    assert (row["missing_count"], row["unexpected_percent"]) == (90, 10.0)


def test_a_null_beside_a_text_is_not_missing() -> None:
    told = result({"a": (2, 1)}, expectation(columns=("url", "body")))
    assert verdict(told).counts == Counts(element=3, unexpected=2)


def test_where_nobody_owes_it_there_is_nothing_to_fail() -> None:
    told = result({"a": (1, 1)}, ng.Expectation("d", CHECKS["dateline_present"]))
    assert verdict(told).outcome == "pass"
    assert verdict(told).counts == Counts(element=2, not_owed=2)
    one_unknown = result({"a": (1, 1, 1)}, ng.Expectation("d", CHECKS["dateline_present"]))
    assert verdict(one_unknown).outcome == "pass"
    as_many_unknown = result({"a": (1, 0, 1)}, ng.Expectation("d", CHECKS["dateline_present"]))
    assert verdict(as_many_unknown).outcome == "not_evaluated"


@check(bad=[], good=[], columns=("body",))
def raises_when_built(text: pl.Expr) -> Evidence:
    """It is never built."""
    raise KeyError("the list of places")


@check(bad=[], good=[], columns=("body",))
def raises_empty(text: pl.Expr) -> Evidence:
    """It says nothing about why."""
    raise ValueError


@check(bad=[], good=[], columns=("body",))
def raises_when_run(text: pl.Expr) -> Evidence:
    """It is never run."""
    return Evidence(text.cast(pl.Int64).cast(pl.String))


@check(bad=[], good=[], columns=("body",))
def raises_in_python(text: pl.Expr) -> Evidence:
    """It counts words by hand."""
    return Evidence(text.map_elements(lambda t: f"{1 / 0}", return_dtype=pl.String))


@check(bad=[], good=[], columns=("body",))
def raises_in_its_marks(text: pl.Expr) -> Evidence:
    """It knows that, but not where."""
    return Evidence(text, pl.col("nowhere"))


@check(bad=[], good=[], columns=("body",), explain=lambda evidence: f"{1 / 0}")
def raises_when_it_explains(text: pl.Expr) -> Evidence:
    """It cannot say why."""
    return find(text, "It")


@check(bad=[], good=[], columns=("body",))
def says_no_text(text: pl.Expr) -> Evidence:
    """It gives numbers for evidence."""
    return Evidence(text.str.len_chars())


@check(bad=[], good=[], columns=("body",))
def says_one_for_all(text: pl.Expr) -> Evidence:
    """It gives one answer for all articles."""
    return Evidence(text.first())


BROKEN = [
    raises_when_built, raises_empty, raises_when_run, raises_in_python, raises_in_its_marks, raises_when_it_explains,
    says_no_text, says_one_for_all,
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda c: c.name)
@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_a_check_that_breaks_is_an_error_and_the_others_run(broken: Check, severity: Any) -> None:
    told = result({"a": (1, 1)}, ng.Expectation("b", broken, severity=severity), expectation(0.1))
    assert [v.outcome for v in told.expectations] == ["error", "pass"]
    assert told.expectations[0].problem
    assert "\n" not in told.expectations[0].problem
    assert told.expectations[0].sources == ()
    assert (told.exit_code(), told.exit_code("warning"), told.exit_code("never"), told.passed) == (3, 3, 3, False)


def test_a_check_of_our_own_that_raises_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(text: pl.Expr, **_: object) -> Evidence:
        """It broke yesterday."""
        raise RuntimeError("out of patterns")

    own = CHECKS["no_pattern"]
    asked = expectation()
    monkeypatch.setitem(own.__dict__, "function", raising)
    told = result({"a": (0, 9)}, asked)
    assert verdict(told).outcome == "error"
    assert "out of patterns" in verdict(told).problem


def test_a_column_that_is_missing_is_an_error_that_names_it() -> None:
    told = result({"a": (0, 9)}, expectation(columns=("body", "subtitle")))
    assert verdict(told).outcome == "error"
    assert "there is no column 'subtitle', which whole judges" in verdict(told).problem
    assert told.exit_code() == 3


def test_what_could_not_be_run_outweighs_what_failed() -> None:
    fails, errs, warns = expectation(id="f"), ng.Expectation("e", raises_when_built), expectation(0.0, 1.0, id="w")
    blind = expectation(id="n", columns=("url",))
    assert result({"a": (1, 1)}, fails, errs, warns).exit_code() == 3
    assert result({"a": (1, 1)}, fails, warns).exit_code() == 1
    assert result({"a": (1, 1)}, fails, blind).exit_code() == 1
    assert result({"a": (1, 1)}, warns, blind).exit_code() == 3
    assert result({"a": (1, 1)}, warns).exit_code() == 0
    assert result({"a": (1, 1)}, warns).exit_code("warning") == 1


def _with_rejects(rejects: int, articles: int, **more: Any) -> ng.Result:
    cut = [{"origin": f"x#{n}", "format": "json", "reason": "cut"} for n in range(rejects)]
    whole = ng.Corpus(corpus({"a": (0, articles)}).articles, rejects=pl.DataFrame(cut, schema=REJECT_SCHEMA))
    return ng.check(whole, ng.Suite("asked", (expectation(),), min_articles=0, **more))


@pytest.mark.parametrize(("rejects", "allowed", "code"), [(0, 0, 0), (1, 0, 3), (2, 2, 0), (3, 2, 3)])
def test_more_rejects_than_allowed_close_the_gate(rejects: int, allowed: int, code: int) -> None:
    told = _with_rejects(rejects, 5, max_rejects=allowed)
    assert (told.exit_code(), told.exit_code("never")) == (code, code)
    assert told.too_many_rejects == (code == 3)


def test_a_corpus_of_rejects_alone_is_never_open() -> None:
    told = _with_rejects(2, 0, max_rejects=9)
    assert told.exit_code() == told.exit_code("never") == 3
    assert verdict(told).outcome == "not_evaluated"
    assert told.findings.height == 0


def test_no_articles_is_an_error_and_no_green() -> None:
    with pytest.raises(DataError, match="no articles"):
        result({})


def test_no_expectations_is_an_error_and_no_green() -> None:
    with pytest.raises(UsageError, match="asks nothing"):
        ng.check(corpus({"a": (0, 1)}), ng.Suite("empty", ()))
    news = ng.load_suite("news")
    with pytest.raises(UsageError, match="asks nothing"):
        ng.check(corpus({"a": (0, 1)}), news.only(exclude=[e.id for e in news.expectations]))


def test_articles_without_a_source_are_judged_under_a_name_of_their_own() -> None:
    frame = pl.DataFrame({"article_id": ["1", "2", "3"], "source": [None, "a", None], "body": [BAD, GOOD, GOOD]})
    told = ng.check(frame, ng.Suite("asked", (expectation(),), min_articles=0))
    assert {name: one.outcome for name, one in by_source(told).items()} == {"(unknown)": "fail", "a": "pass"}
    bare = ng.check(frame.drop("source"), ng.Suite("asked", (expectation(),), min_articles=0))
    assert by_source(bare)["(unknown)"].counts == Counts(element=3, unexpected=1)


def test_the_same_check_may_be_asked_twice() -> None:
    lenient, strict = expectation(0.5, id="lenient"), expectation(1.0, id="strict")
    told = result({"a": (1, 3)}, lenient, strict)
    assert [(v.expectation.id, v.outcome) for v in told.expectations] == [("lenient", "pass"), ("strict", "fail")]
    assert told.findings["expectation"].to_list() == ["lenient", "strict"]


def test_by_source_puts_the_worst_first_and_counts_everything() -> None:
    sources = {"clean": (0, 5), "worse": (3, 2), "bad": (1, 4), "skipped": (5, 0)}
    told = result(sources, expectation(sources=(("skipped", SKIP),)))
    rows = told.by_source.rows(named=True)
    assert [row["source"] for row in rows] == ["worse", "bad", "clean", "skipped"]
    assert [row["whole"] for row in rows] == [3, 1, 0, None]
    assert [row["articles"] for row in rows] == [5, 5, 5, 5]


def test_the_worst_of_nothing_is_no_pass() -> None:
    assert worst([]) == "not_evaluated"
    assert worst(["pass", "not_evaluated"]) == "not_evaluated"
    assert worst(["warn", "error", "fail"]) == "error"


def test_verdicts_of_a_declared_suite_say_what_was_asked() -> None:
    suite = parse_suite(
        "suite: s\nmin_articles: 0\nexpectations:\n  - expect: no_pattern\n    id: whole\n    with: {pattern: BROKEN}\n"
        "    columns: [body]\n    mostly: {warning: 0.9, error: 0.5}\n    sources: {b: {mostly: 1}}\n"
    )
    told = ng.check(corpus({"a": (1, 4), "b": (1, 4)}), suite)
    rows = {row["source"]: row for row in told.verdicts.rows(named=True)}
    assert (rows["a"]["outcome"], rows["a"]["mostly_error"], rows["a"]["mostly_warning"]) == ("warn", 0.5, 0.9)
    assert (rows["b"]["outcome"], rows["b"]["mostly_error"], rows["b"]["mostly_warning"]) == ("fail", 1.0, None)


def test_an_article_without_a_title_is_judged_by_its_body() -> None:
    rows = [{"article_id": str(n), "source": "bay", "title": None, "body": GOOD if n else BAD} for n in range(100)]
    schema = {name: ARTICLE_SCHEMA[name] for name in ("article_id", "source", "title", "body")}
    asked = ng.Suite("one", (expectation(columns=("title", "body")),))
    told = ng.check(pl.DataFrame(rows, schema=schema), asked)
    assert (verdict(told).counts.evaluated, verdict(told).counts.unexpected) == (100, 1)


def test_rules_for_sources_that_are_not_there_are_named() -> None:
    asked = expectation(sources=(("bya", Override(skip=True)), ("ba*", Override(skip=True))))
    assert result({"bay": (1,)}, asked).idle_rules == ["whole: the rule for source 'bya' matches no source here"]
