"""Every check keeps what its own page promises."""

import inspect

import pytest

from newsgate.checks import CHECKS, Case, Check, all_checks, check

from .judging import judge, judge_written

OWN = list(CHECKS.values())
BAD = [pytest.param(c, case, id=f"{c.name}-{n}") for c in OWN for n, case in enumerate(c.bad)]
GOOD = [pytest.param(c, case, id=f"{c.name}-{n}") for c in OWN for n, case in enumerate(c.good)]
each = pytest.mark.parametrize("own", OWN, ids=lambda c: c.name)


@pytest.mark.parametrize(("own", "case"), BAD)
def test_a_bad_example_is_flagged(own: Check, case: Case) -> None:
    findings = judge_written(own, case)
    assert findings.height > 0
    assert findings["message"].is_not_null().all()
    assert set(findings["field"]) <= set(own.columns)


@pytest.mark.parametrize(("own", "case"), GOOD)
def test_a_good_example_is_spared(own: Check, case: Case) -> None:
    assert judge_written(own, case).rows() == []


@each
def test_a_check_shows_both_sides(own: Check) -> None:
    assert own.bad
    assert own.good


@each
def test_a_check_has_a_page_that_opens_with_what_must_hold(own: Check) -> None:
    assert own.summary.endswith(".")
    assert own.summary[0].isupper()
    assert len(own.summary) <= 120
    assert all(f"*{name}*" in f"{own.summary}\n{own.page}" for name in own.parameters)
    assert inspect.getdoc(own.function) == (f"{own.summary}\n\n{own.page}" if own.page else own.summary)


@each
def test_a_check_belongs_to_a_family_and_says_what_to_do(own: Check) -> None:
    assert own.family
    assert own.help or own.name == "no_pattern"
    assert not own.help.endswith(".")


@each
def test_a_check_is_listed_under_its_own_name(own: Check) -> None:
    assert CHECKS[own.name] is own
    assert own.name == own.function.__name__


@each
def test_every_parameter_is_keyword_only_and_annotated(own: Check) -> None:
    for name, parameter in inspect.signature(own.function).parameters.items():
        if name == "text":
            assert own.reads_text
            continue
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert own.parameters[name].annotation is not inspect.Parameter.empty


def test_all_checks_holds_our_own() -> None:
    assert CHECKS.items() <= all_checks().items()


def test_a_function_without_docstring_is_no_check() -> None:
    def nameless() -> None: ...

    with pytest.raises(TypeError, match="has no docstring"):
        check(bad=[], good=[])(nameless)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("evidence", "said"),
    [("[ad_3]", "placeholder"), ("div-gpt-ad-7", "placeholder"), ("[adsense id=3]", "placeholder"),
     ("advertisement", "label"), ("annonce", "label"), ("Story continues below", "label")],
)  # fmt: skip
def test_placeholders_and_labels_are_told_apart(evidence: str, said: str) -> None:
    findings = judge(CHECKS["no_ad_markers"], {"body": f"It passed.\n{evidence}\nIt rained."})
    assert findings["message"].to_list() == [f"an ad {said}"]
