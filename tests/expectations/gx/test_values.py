"""Where Polars frames have values or types that pandas has not: NaN, types' names, LIKE, Rust's regular expressions."""

import datetime as dt
import decimal
from typing import Any

import great_expectations.expectations as gxe
import polars as pl
import pytest

from newsgate.expectations.gx.stock_rows import like

from .asking import ask, told

NAN = pl.DataFrame({"f": [1.0, float("nan"), None, 3.0], "g": [1.0, float("nan"), None, 2.0]})


@pytest.mark.parametrize(
    ("expectation", "unexpected"),
    [
        (gxe.ExpectColumnValuesToNotBeNull(column="f"), [2]),
        (gxe.ExpectColumnValuesToBeBetween(column="f", min_value=0), [1]),
        (gxe.ExpectColumnValuesToBeBetween(column="f", max_value=9), [1]),
        (gxe.ExpectColumnValuesToBeInSet(column="f", value_set=[1, 3]), [1]),
        (gxe.ExpectColumnValuesToNotBeInSet(column="f", value_set=[1]), [0]),
        (gxe.ExpectColumnPairValuesToBeEqual(column_A="f", column_B="g"), [1, 3]),
        (gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="f", column_B="g", or_equal=True,
                                                     ignore_row_if="either_value_is_missing"), [1]),
    ],
)  # fmt: skip
def test_nan(expectation: Any, unexpected: list[int]) -> None:
    result = ask(NAN, expectation)
    assert told(result) == ""
    assert result.result["unexpected_index_list"] == unexpected


@pytest.mark.parametrize("name", ["Min", "Max", "Mean", "Median", "Stdev", "Sum"])
def test_an_aggregate_over_nan_never_passes(name: str) -> None:
    expectation = getattr(gxe, f"ExpectColumn{name}ToBeBetween")(column="f", min_value=-1e9, max_value=1e9)
    result = ask(NAN, expectation)
    assert not result.success
    assert result.result["observed_value"] is None
    assert ask(NAN.fill_nan(None), expectation).success


TYPED = pl.DataFrame(
    {
        "int": [1], "small": [1], "float": [1.0], "str": ["x"], "bool": [True], "day": [dt.date(2024, 1, 1)],
        "at": [dt.datetime(2024, 1, 1)], "list": [["x"]], "struct": [{"a": 1}], "null": [None],
    },
    schema_overrides={"small": pl.UInt8, "at": pl.Datetime("us", "UTC")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("column", "name", "fits"),
    [
        ("int", "Int64", True), ("int", "int64", True), ("int", "int", True), ("int", "Int32", False),
        ("small", "UInt8", True), ("small", "int", True), ("float", "Float64", True), ("float", "float", True),
        ("float", "int", False), ("str", "String", True), ("str", "str", True), ("str", "Utf8", True),
        ("bool", "Boolean", True), ("bool", "bool", True), ("day", "Date", True), ("day", "Datetime", False),
        ("at", "Datetime", True), ("at", "Datetime(time_unit='us', time_zone='UTC')", True),
        ("at", "Datetime(time_unit='ns', time_zone='UTC')", False), ("list", "List(String)", True),
        ("list", "List", True), ("list", "List(Int64)", False), ("struct", "Struct", True), ("null", "Null", True),
    ],
)  # fmt: skip
def test_types(column: str, name: str, fits: bool) -> None:
    asked: list[Any] = [
        gxe.ExpectColumnValuesToBeOfType(column=column, type_=name),
        gxe.ExpectColumnValuesToBeInTypeList(column=column, type_list=["Duration", name]),
    ]
    if hasattr(gxe, "ExpectColumnTypeToBe"):  # since Great Expectations 1.24
        asked.append(gxe.ExpectColumnTypeToBe(column=column, type_=name))
    for expectation in asked:
        result = ask(TYPED, expectation)
        assert told(result) == ""
        assert result.success is fits
        assert result.result["observed_value"] == str(TYPED.schema[column])


@pytest.mark.parametrize("result_format", ["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"])
def test_types_that_do_not_exist_are_told(result_format: str) -> None:
    for expectation in (
        gxe.ExpectColumnValuesToBeOfType(column="int", type_="varchar"),
        gxe.ExpectColumnValuesToBeInTypeList(column="int", type_list=["Int64", "varchar"]),
    ):
        result = ask(TYPED, expectation, result_format)
        assert not result.success
        assert "'varchar' is no type of Polars; columns are one of" in told(result)


LIKES = pl.DataFrame({"s": ["abc", "ABC", "a.c", "a%c", "a\nc", "", "xabcx", None]})


@pytest.mark.parametrize(
    ("pattern", "escape", "matched"),
    [
        ("abc", None, ["abc"]), ("a_c", None, ["abc", "a.c", "a%c", "a\nc"]), ("%b%", None, ["abc", "xabcx"]),
        ("a.c", None, ["a.c"]), ("a\\%c", "\\", ["a%c"]), ("a!%c", "!", ["a%c"]), ("", None, [""]),
        ("%", None, ["abc", "ABC", "a.c", "a%c", "a\nc", "", "xabcx"]),
    ],
)  # fmt: skip
def test_like(pattern: str, escape: str | None, matched: list[str]) -> None:
    options: dict[str, Any] = (
        {"escape": escape} if escape and "escape" in gxe.ExpectColumnValuesToMatchLikePattern.__fields__ else {}
    )
    if escape and not options:
        pytest.skip("this version of Great Expectations has no escape")
    given = LIKES["s"].drop_nulls().to_list()
    result = ask(LIKES, gxe.ExpectColumnValuesToMatchLikePattern(column="s", like_pattern=pattern, **options))
    assert result.result["unexpected_list"] == [one for one in given if one not in matched]
    result = ask(LIKES, gxe.ExpectColumnValuesToNotMatchLikePattern(column="s", like_pattern=pattern, **options))
    assert result.result["unexpected_list"] == matched


def test_lists_of_likes() -> None:
    both = ["a%", "%c"]
    asked = gxe.ExpectColumnValuesToMatchLikePatternList(column="s", like_pattern_list=both, match_on="all")
    assert ask(LIKES, asked).result["unexpected_list"] == ["ABC", "", "xabcx"]
    asked = gxe.ExpectColumnValuesToMatchLikePatternList(column="s", like_pattern_list=["A%", ""])
    assert ask(LIKES, asked).result["unexpected_list"] == ["abc", "a.c", "a%c", "a\nc", "xabcx"]
    none = gxe.ExpectColumnValuesToNotMatchLikePatternList(column="s", like_pattern_list=both)
    assert ask(LIKES, none).result["unexpected_list"] == ["abc", "a.c", "a%c", "a\nc"]


def test_every_character_of_a_like_pattern_is_itself() -> None:
    characters = "".join(map(chr, range(32, 127))).replace("%", "").replace("_", "")
    assert pl.Series([characters, "x"]).str.contains(like(characters), strict=True).to_list() == [True, False]


def test_dialect() -> None:
    """A '$' is the end of the text only; classes are Unicode's, as in Python."""
    frame = pl.DataFrame({"s": ["ab", "ab\n", "é", "٣"]})
    assert ask(frame, gxe.ExpectColumnValuesToMatchRegex(column="s", regex="b$")).result["unexpected_list"] == [
        "ab\n", "é", "٣",
    ]  # fmt: skip
    assert ask(frame, gxe.ExpectColumnValuesToMatchRegex(column="s", regex=r"^\w")).success
    assert ask(frame, gxe.ExpectColumnValuesToMatchRegex(column="s", regex=r"^\d")).result["unexpected_count"] == 3


def test_sums_do_not_run_over() -> None:
    frame = pl.DataFrame({"n": [2**62] * 4})
    result = ask(frame, gxe.ExpectColumnSumToBeBetween(column="n", min_value=0))
    assert result.success
    assert result.result["observed_value"] == 2**64


@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Berlin"])
def test_bounds_and_sets_of_moments(zone: str | None) -> None:
    moments = pl.Series("t", [dt.datetime(2024, 1, day) for day in (1, 2, 3)], dtype=pl.Datetime("us"))
    frame = pl.DataFrame({"t": moments.dt.replace_time_zone(zone)})
    asked: Any = gxe.ExpectColumnValuesToBeBetween(column="t", min_value=dt.date(2024, 1, 2))
    assert ask(frame, asked).result["unexpected_count"] == 1
    asked = gxe.ExpectColumnValuesToBeInSet(column="t", value_set=["2024-01-02", "2024-01-03T00:00:00"])
    assert ask(frame, asked).result["unexpected_index_list"] == [0]


def test_other_types_of_columns() -> None:
    frame = pl.DataFrame(
        {"c": ["a", "b", None], "e": ["a", "b", None], "m": [decimal.Decimal("1.50"), None, decimal.Decimal(3)],
         "l": [["x"], ["x"], ["y"]]},
        schema_overrides={"c": pl.Categorical, "e": pl.Enum(["a", "b"])},
    )  # fmt: skip
    for column in "ce":
        assert ask(frame, gxe.ExpectColumnValuesToBeInSet(column=column, value_set=["a", "b", "zz"])).success
        assert ask(frame, gxe.ExpectColumnValuesToMatchRegex(column=column, regex="[ab]")).success
        assert ask(frame, gxe.ExpectColumnDistinctValuesToEqualSet(column=column, value_set=["a", "b"])).success
        assert not ask(frame, gxe.ExpectColumnDistinctValuesToContainSet(column=column, value_set=["z"])).success
    assert ask(frame, gxe.ExpectColumnValuesToBeBetween(column="m", min_value=1.5, max_value=3)).success
    assert ask(frame, gxe.ExpectColumnValuesToNotBeNull(column="l")).success
    unique = ask(frame, gxe.ExpectColumnValuesToBeUnique(column="l"))
    assert unique.result["unexpected_index_list"] == [0, 1]


def test_a_column_without_a_type() -> None:
    frame = pl.DataFrame({"x": [None, None]})
    assert ask(frame, gxe.ExpectColumnValuesToMatchRegex(column="x", regex="a")).success
    assert ask(frame, gxe.ExpectColumnValuesToBeBetween(column="x", min_value=1)).success
    assert ask(frame, gxe.ExpectColumnValuesToBeInSet(column="x", value_set=[1])).success
    assert not ask(frame, gxe.ExpectColumnValuesToNotBeNull(column="x")).success
    assert not ask(frame, gxe.ExpectColumnMeanToBeBetween(column="x", min_value=0)).success


def test_share_of_values_that_are_not_null() -> None:
    if not hasattr(gxe, "ExpectColumnProportionOfNonNullValuesToBeBetween"):
        pytest.skip("this version of Great Expectations has it not")
    frame = pl.DataFrame({"x": [1, None, 3, 4]})
    result = ask(frame, gxe.ExpectColumnProportionOfNonNullValuesToBeBetween(column="x", min_value=0.7))
    assert result.success
    assert result.result["observed_value"] == 0.75
