"""Cases as data: what must be flagged and exactly where, what must be spared, and what we get wrong."""

from typing import Any

import pytest

from newsgate.checks import CHECKS

from .judging import cases_of, check_named, fields_of, judge_written

SHOWN = 240


def _named(kind: str, marks: Any = None) -> list[Any]:
    numbered = enumerate(cases_of(kind))
    return [
        pytest.param(name, case, id=f"{name}-{case['name'].replace(' ', '-')}", marks=marks(case) if marks else ())
        for _, (name, case) in numbered
    ]


def _strict_xfail(case: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["why"])


def _expected(case: dict[str, Any]) -> list[str]:
    evidence = case["evidence"]
    return [evidence] if isinstance(evidence, str) else list(evidence)


def _assert_flagged(name: str, case: dict[str, Any]) -> None:
    fields = fields_of(case)
    findings = judge_written(check_named(name), fields).filter(field=case.get("field", check_named(name).columns[-1]))
    expected = _expected(case)
    shown = [text if len(text) <= SHOWN else text[: SHOWN - 1] + "…" for text in expected]
    assert findings["evidence"].to_list() == shown
    if case.get("absence"):
        assert findings["start"].null_count() == findings["end"].null_count() == findings.height
        return
    text: str = fields[case.get("field", "body")]
    places = zip(findings["start"].to_list(), findings["end"].to_list(), strict=True)
    assert [text[start:end] for start, end in places] == expected


@pytest.mark.parametrize(("name", "case"), _named("wild"))
def test_a_wild_case_is_found_where_it_stands(name: str, case: dict[str, Any]) -> None:
    _assert_flagged(name, case)


@pytest.mark.parametrize(("name", "case"), _named("innocent"))
def test_an_innocent_case_is_spared(name: str, case: dict[str, Any]) -> None:
    assert judge_written(check_named(name), fields_of(case))["evidence"].to_list() == []


@pytest.mark.parametrize(("name", "case"), _named("known_failure", _strict_xfail))
def test_a_known_failure_still_fails(name: str, case: dict[str, Any]) -> None:
    if "evidence" in case:
        _assert_flagged(name, case)
    else:
        assert judge_written(check_named(name), fields_of(case))["evidence"].to_list() == []


def test_every_check_has_wild_and_innocent_cases() -> None:
    for kind in ("wild", "innocent"):
        assert {name for name, _ in cases_of(kind)} == set(CHECKS)


def test_a_case_says_only_what_the_tests_read() -> None:
    known = {"name", "text", "fields", "field", "evidence", "absence", "with", "among", "why"}
    names = []
    for kind in ("wild", "innocent", "known_failure"):
        for check, case in cases_of(kind):
            assert set(case) <= known, case
            assert ("why" in case) == (kind == "known_failure"), case
            assert not (kind == "innocent" and "evidence" in case), case
            names.append((check, case["name"]))
    assert len(names) == len(set(names))
