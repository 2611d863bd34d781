"""Every supported stock expectation, on random frames: the Polars engine says what the stock engine says on pandas."""

import datetime as dt
from typing import Any

import great_expectations.expectations as gxe
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from newsgate.expectations.gx import SUPPORTED

from ...drawing import examples
from .asking import as_multiset, ask_both, comparable, told

#: Where the engines differ, and why; everything else must be equal.
DIFFERENCES = {
    "NaN": "pandas cannot tell NaN from null and calls it missing. On Polars it is a value: it is in no bounds, equals "
    "nothing, and an aggregate over it is NaN and fails (test_nan).",
    "types": "columns have Polars' types, under Polars' names (test_types).",
    "regular expressions": "Rust's dialect: no look-around (test_refusals); '$' is the end of the text only, for "
    "pandas also in front of a last line break (test_dialect).",
    "lengths and patterns of numbers": "stock pandas writes numbers as text first; on Polars they read text columns, "
    "and say so of others (test_refusals).",
    "LIKE": "stock pandas has none; the examples of its SQL engines hold (test_like).",
    "counts of missing values": "partial_unexpected_counts: Python sorts no None, and Great Expectations leaves the "
    "counts out then; each NaN of pandas is one value of its own. They are not compared where a value is missing.",
    "unexpected_index_query": "is code of the library that the frame belongs to.",
}

FORMATS: list[Any] = [
    "BOOLEAN_ONLY",
    "BASIC",
    "SUMMARY",
    "COMPLETE",
    {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"]},
    {"result_format": "SUMMARY", "partial_unexpected_count": 2, "exclude_unexpected_values": True},
]

WORDS = ["", " ", "a", "ab", "Ab", "abc", "é", "日本", "a\u0301", "😀", "a.b", "a\nb", "<b>", "100%"]
INTS = st.integers(-50, 50)
FLOATS = st.one_of(st.integers(-20, 20).map(lambda n: n / 4), st.sampled_from([float("inf"), float("-inf"), 0.1, -0.0]))
DATES = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 20))
TIMES = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 20)).map(lambda t: t.replace(microsecond=0))

SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(), "i": pl.Int64(), "j": pl.Int64(), "f": pl.Float64(), "g": pl.Float64(), "s": pl.String(),
    "z": pl.String(), "b": pl.Boolean(), "d": pl.Date(), "t": pl.Datetime("us"),
}  # fmt: skip
OF_COLUMN = {"i": INTS, "j": INTS, "f": FLOATS, "g": FLOATS, "s": st.sampled_from(WORDS), "z": st.sampled_from(WORDS),
             "b": st.booleans(), "d": DATES, "t": TIMES}  # fmt: skip


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    height = draw(st.integers(0, 30))
    columns: dict[str, list[Any]] = {"row": list(range(height))}
    for name, values in OF_COLUMN.items():
        null = draw(st.sampled_from(["none", "some", "all"]))
        one = {"none": values, "some": st.one_of(values, st.none()), "all": st.none()}[null]
        columns[name] = draw(st.lists(one, min_size=height, max_size=height))
    return pl.DataFrame(columns, schema=SCHEMA)


EDGES = {
    "empty": pl.DataFrame(schema=SCHEMA),
    "one row": pl.DataFrame(
        [[0, 1, 1, 0.5, 0.5, "a", "a", True, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2)]], SCHEMA, orient="row"
    ),
    "all null": pl.DataFrame({name: [0, 1, 2] if name == "row" else [None] * 3 for name in SCHEMA}, schema=SCHEMA),
    "many": pl.DataFrame(
        {
            "row": range(300), "i": [n % 7 - 3 for n in range(300)], "j": [n % 5 - 2 for n in range(300)],
            "f": [n / 8 for n in range(300)], "g": [n / 4 for n in range(300)],
            "s": [WORDS[n % len(WORDS)] for n in range(300)], "z": [WORDS[n % 3] for n in range(300)],
            "b": [n % 3 == 0 for n in range(300)],
            "d": [dt.date(2024, 1, 1 + n % 28) for n in range(300)],
            "t": [dt.datetime(2024, 1, 1 + n % 28, n % 24) for n in range(300)],
        }, schema=SCHEMA,
    ),
}  # fmt: skip

BOUNDS: dict[str, dict[str, Any]] = {
    "i": {"min_value": -10, "max_value": 12},
    "f": {"min_value": -1.5, "max_value": 2},
    "b": {"min_value": 0, "max_value": 1},
    "t": {"min_value": dt.datetime(2024, 1, 5), "max_value": dt.datetime(2024, 1, 12)},
    "d": {"min_value": dt.date(2024, 1, 5), "max_value": dt.date(2024, 1, 12)},
}
SETS: dict[str, list[Any]] = {
    "i": [1, 2, 3, -4.0, "x"], "f": [0.25, 1, float("inf")], "s": ["a", "é", "", 3], "b": [True],
}  # fmt: skip


def expectations() -> dict[str, Any]:
    """Each supported expectation that pandas has too, on every kind of column that it takes."""
    made: dict[str, Any] = {}
    for c in ("i", "f", "s", "b", "d", "t"):
        made |= {
            f"not null {c}": gxe.ExpectColumnValuesToNotBeNull(column=c),
            f"null {c}": gxe.ExpectColumnValuesToBeNull(column=c, mostly=0.5),
            f"unique {c}": gxe.ExpectColumnValuesToBeUnique(column=c, mostly=0.3),
            f"unique count {c}": gxe.ExpectColumnUniqueValueCountToBeBetween(column=c, min_value=1, max_value=5),
            f"unique share {c}": gxe.ExpectColumnProportionOfUniqueValuesToBeBetween(column=c, min_value=0.2),
            f"exists {c}": gxe.ExpectColumnToExist(column=c, column_index=1),
        }
    for c, values in SETS.items():
        made |= {
            f"in set {c}": gxe.ExpectColumnValuesToBeInSet(column=c, value_set=values),
            f"not in set {c}": gxe.ExpectColumnValuesToNotBeInSet(column=c, value_set=values),
            f"distinct in set {c}": gxe.ExpectColumnDistinctValuesToBeInSet(column=c, value_set=values),
            f"distinct contain {c}": gxe.ExpectColumnDistinctValuesToContainSet(column=c, value_set=values),
            f"distinct equal {c}": gxe.ExpectColumnDistinctValuesToEqualSet(column=c, value_set=values),
        }
    for c, bounds in BOUNDS.items():
        made |= {
            f"between {c}": gxe.ExpectColumnValuesToBeBetween(column=c, **bounds),
            f"between strictly {c}": gxe.ExpectColumnValuesToBeBetween(
                column=c, strict_min=True, strict_max=True, mostly=0.4, **bounds
            ),
            f"min {c}": gxe.ExpectColumnMinToBeBetween(column=c, **bounds),
            f"max {c}": gxe.ExpectColumnMaxToBeBetween(column=c, strict_max=True, **bounds),
        }
        if c in "if":
            made |= {
                f"at least {c}": gxe.ExpectColumnValuesToBeBetween(column=c, min_value=0, strict_min=True),
                f"at most {c}": gxe.ExpectColumnValuesToBeBetween(column=c, max_value=0, mostly=0.5),
                f"mean {c}": gxe.ExpectColumnMeanToBeBetween(column=c, **bounds),
                f"median {c}": gxe.ExpectColumnMedianToBeBetween(column=c, **bounds),
                f"stdev {c}": gxe.ExpectColumnStdevToBeBetween(column=c, min_value=0, max_value=20),
                f"sum {c}": gxe.ExpectColumnSumToBeBetween(column=c, **bounds),
            }
    for c in ("s", "z"):
        made |= {
            f"match {c}": gxe.ExpectColumnValuesToMatchRegex(column=c, regex=r"^\w+"),
            f"no match {c}": gxe.ExpectColumnValuesToNotMatchRegex(column=c, regex=r"[a-z]\s|<", mostly=0.8),
            f"match any {c}": gxe.ExpectColumnValuesToMatchRegexList(column=c, regex_list=["^a", "b"]),
            f"match all {c}": gxe.ExpectColumnValuesToMatchRegexList(column=c, regex_list=["a", "b"], match_on="all"),
            f"match none {c}": gxe.ExpectColumnValuesToNotMatchRegexList(column=c, regex_list=["a", "é"]),
            f"length {c}": gxe.ExpectColumnValueLengthsToEqual(column=c, value=2),
            f"lengths {c}": gxe.ExpectColumnValueLengthsToBeBetween(column=c, min_value=1, max_value=2),
            f"length strictly {c}": gxe.ExpectColumnValueLengthsToBeBetween(column=c, min_value=1, strict_min=True),
        }
    for rule in ("both_values_are_missing", "either_value_is_missing", "neither"):
        for a, b in (("i", "j"), ("f", "g"), ("s", "z")):
            pair: dict[str, Any] = {"column_A": a, "column_B": b, "ignore_row_if": rule}
            made[f"pair equal {a} {rule}"] = gxe.ExpectColumnPairValuesToBeEqual(**pair, mostly=0.2)
            if a != "s":
                made[f"pair greater {a} {rule}"] = gxe.ExpectColumnPairValuesAToBeGreaterThanB(**pair)
                made[f"pair greater or equal {a} {rule}"] = gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    **pair, or_equal=True
                )
    for rule in ("all_values_are_missing", "any_value_is_missing", "never"):
        several: dict[str, Any] = {"column_list": ["i", "s"], "ignore_row_if": rule}
        made[f"compound {rule}"] = gxe.ExpectCompoundColumnsToBeUnique(**several)
    made |= {
        "exists": gxe.ExpectColumnToExist(column="nowhere"),
        "rows": gxe.ExpectTableRowCountToEqual(value=3),
        "rows between": gxe.ExpectTableRowCountToBeBetween(min_value=1, max_value=20),
        "columns": gxe.ExpectTableColumnCountToEqual(value=len(SCHEMA)),
        "columns between": gxe.ExpectTableColumnCountToBeBetween(min_value=20, max_value=None),
        "columns in order": gxe.ExpectTableColumnsToMatchOrderedList(column_list=list(SCHEMA)),
        "columns out of order": gxe.ExpectTableColumnsToMatchOrderedList(column_list=["i", "row"]),
        "set of columns": gxe.ExpectTableColumnsToMatchSet(column_set=["i", "x"], exact_match=False),
    }
    return made


#: Run elsewhere: stock pandas has them not, or under other names of types.
ELSEWHERE = {
    "ExpectColumnTypeToBe", "ExpectColumnValuesToBeOfType", "ExpectColumnValuesToBeInTypeList",
    "ExpectColumnValuesToMatchLikePattern", "ExpectColumnValuesToMatchLikePatternList",
    "ExpectColumnValuesToNotMatchLikePattern", "ExpectColumnValuesToNotMatchLikePatternList",
    "ExpectColumnProportionOfNonNullValuesToBeBetween",
}  # fmt: skip

_HOW: dict[str, Any] = {
    "partial_unexpected_list": as_multiset, "unexpected_list": as_multiset, "partial_missing_list": as_multiset,
    "partial_unexpected_counts": as_multiset,
}  # fmt: skip


def differences(name: str, polars: Any, pandas: Any) -> list[str]:
    """Where the results of the two engines differ, in words."""
    if bool(told(polars)) != bool(told(pandas)):
        return [f"{name}: Polars says {told(polars)!r}, pandas {told(pandas)!r}"]
    found = [] if polars.success == pandas.success else [f"{name}: {polars.result} / {pandas.result}"]
    ours, theirs = dict(polars.result), dict(pandas.result)
    for result in (ours, theirs):
        result.pop("unexpected_index_query", None)
    if any("None" in one for one in as_multiset(theirs.get("partial_unexpected_list")) or ()):
        for result in (ours, theirs):
            result.pop("partial_unexpected_counts", None)  # see DIFFERENCES
    for key in sorted({*ours, *theirs}):
        same = _HOW.get(key, comparable)
        if key not in ours or key not in theirs or same(ours[key]) != same(theirs[key]):
            found.append(f"{name}: {key}: {ours.get(key, 'nothing')!r} / {theirs.get(key, 'nothing')!r}")
    return found


def compared(frame: pl.DataFrame, result_format: Any) -> list[str]:
    both = ask_both(frame, expectations(), result_format)
    return [told for name, (polars, pandas) in both.items() for told in differences(name, polars, pandas)]


def test_every_supported_expectation_is_run() -> None:
    run = {type(expectation).__name__ for expectation in expectations().values()}
    assert run | ELSEWHERE == set(SUPPORTED)


@pytest.mark.parametrize("result_format", FORMATS, ids=str)
@pytest.mark.parametrize("frame", EDGES.values(), ids=EDGES)
def test_edges(frame: pl.DataFrame, result_format: Any) -> None:
    assert compared(frame, result_format) == []


# without shrinking: each example runs a hundred expectations on two engines
PHASES = (Phase.explicit, Phase.generate)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(frame=frames(), result_format=st.sampled_from(FORMATS))
def test_random_frames(frame: pl.DataFrame, result_format: Any) -> None:
    assert compared(frame, result_format) == []
