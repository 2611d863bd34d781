"""One article judged by one check, on the path that a user's corpus takes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

import newsgate as ng
from newsgate.checks import CHECKS, Case, Check
from newsgate.corpus import ARTICLE_SCHEMA, PUBLISHED_RAW

_CASES = Path(__file__).parent / "cases"
_COLUMNS = {**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()}
_NO_FIELDS = {"with", "among"}
#: Facts that an article tells alone.
_OF_ONE_ARTICLE = {"datelines", "wire"}


def frame_of(articles: list[Case]) -> pl.DataFrame:
    """Articles with all columns of the contract; what a case leaves out is harmless."""
    rows = [
        {
            "article_id": f"article-{n}", "source": "Varnholm Courier", "title": "Vote passes", "body": "It passed.",
            "origin": f"cases#{n}", **{name: value for name, value in article.items() if name not in _NO_FIELDS},
        }
        for n, article in enumerate(articles, 1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_COLUMNS)


def result_of(check: Check, articles: list[Case], parameters: Mapping[str, object] | None = None) -> ng.Result:
    """What the gate says of some articles when it asks for nothing but this check."""
    expectation = ng.Expectation(id=check.name, check=check, parameters=parameters or {})
    result = ng.check(ng.Corpus.from_frame(frame_of(articles)), ng.Suite("one", (expectation,), min_articles=0))
    (verdict,) = result.expectations
    assert not verdict.problem, verdict.problem
    return result


def judge(check: Check, case: Case) -> pl.DataFrame:
    """The findings of a check in an article; *case*: its fields, ``with`` parameters, ``among`` other articles."""
    findings = result_of(check, [case, *case.get("among", ())], case.get("with")).findings
    return findings.filter(pl.col("origin") == "cases#1")


def judge_written(check: Check, case: Case) -> pl.DataFrame:
    """The same of a case that is written down.

    All that stand alone are judged in one corpus: the patterns of a check are compiled once, and not for each of them.
    """
    alone = _alone(check.name)
    if case not in alone:
        return judge(check, case)
    return _judged(check.name).filter(pl.col("origin") == f"cases#{alone.index(case) + 1}")


@cache
def _alone(name: str) -> list[Case]:
    """The cases of a check that set no parameters and have no other articles that matter."""
    check = CHECKS[name]
    if not set(check.facts) <= _OF_ONE_ARTICLE:
        return []
    written = [fields_of(case) for cases in _read_cases(name).values() for case in cases]
    return [case for case in (*check.bad, *check.good, *written) if not _NO_FIELDS & set(case)]


@cache
def _judged(name: str) -> pl.DataFrame:
    return result_of(CHECKS[name], _alone(name)).findings


@cache
def _read_cases(name: str) -> dict[str, list[dict[str, Any]]]:
    text = (_CASES / f"{name}.yaml").read_text(encoding="utf-8")
    groups = yaml.safe_load(text)
    assert set(groups) <= {"wild", "innocent", "known_failure"}, name
    return {kind: list(cases or ()) for kind, cases in groups.items()}


def cases_of(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """All cases of a kind (wild, innocent, known_failure) with the name of their check."""
    names = sorted(path.stem for path in _CASES.glob("*.yaml"))
    return [(name, case) for name in names for case in _read_cases(name).get(kind, [])]


def fields_of(case: dict[str, Any]) -> dict[str, Any]:
    """The article of a case: its ``fields``, or its ``text`` in the field that it names (the body)."""
    fields = dict(case.get("fields", {}))
    if "text" in case:
        fields[case.get("field", "body")] = case["text"]
    return {**fields, **{key: case[key] for key in _NO_FIELDS if key in case}}


def check_named(name: str) -> Check:
    """One of newsgate's own checks."""
    return CHECKS[name]
