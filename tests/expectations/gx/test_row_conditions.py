"""Row conditions: what they pick, and that all of one condition is one select."""

import datetime as dt
import warnings
from collections.abc import Iterator
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
import pytest
from great_expectations.expectations.row_conditions import Column
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.io.plugins import register_io_source

from ...drawing import examples
from .asking import as_pandas, ask, ask_both, batch, batch_definitions, comparable, told

FRAME = pl.DataFrame(
    {
        "source": ["a", "b", None, "a", "c", ""],
        "n": [1, 2, 3, None, 5, -1],
        "f": [0.5, None, 2.0, float("nan"), float("inf"), -1.0],
        "at": [dt.datetime(2024, 1, day) if day else None for day in (1, 2, 0, 4, 5, 6)],
        "day": [dt.date(2024, 1, day) if day else None for day in (1, 2, 0, 4, 5, 6)],
        "row": range(6),
    }
)  # fmt: skip

source, n, f, at, day = (Column(name) for name in ("source", "n", "f", "at", "day"))

#: A condition, and the rows it picks. A null equals nothing, is less than nothing, and differs from every value.
PICKED: list[tuple[Any, list[int]]] = [
    (source == "a", [0, 3]),
    (source != "a", [1, 2, 4, 5]),
    (source == "", [5]),
    (source.is_in(["a", "c"]), [0, 3, 4]),
    (source.is_not_in(["a", "c"]), [1, 2, 5]),
    (source.is_in([]), []),
    (source.is_not_in([]), [0, 1, 2, 3, 4, 5]),
    (source.is_null(), [2]),
    (source.is_not_null(), [0, 1, 3, 4, 5]),
    (n > 1, [1, 2, 4]),
    (n >= 2.0, [1, 2, 4]),
    (n < 1, [5]),
    (n <= 1, [0, 5]),
    (n != 1, [1, 2, 3, 4, 5]),
    (f > 0, [0, 2, 4]),  # NaN is not greater than 0, whatever Polars says
    (f < 1, [0, 5]),
    ((source == "a") & (n == 1), [0]),
    ((source == "a") | (n == 2), [0, 1, 3]),
    ((source == "a") & n.is_null() & source.is_not_null(), [3]),
    (((source == "a") & (n == 1)) | (n == 5), [0, 4]),
    (at >= dt.datetime(2024, 1, 4), [3, 4, 5]),
    (at == "2024-01-04T00:00:00", [3]),  # as JSON writes it
    (at > dt.date(2024, 1, 4), [4, 5]),
    (day == "2024-01-04", [3]),
    (day < dt.date(2024, 1, 4), [0, 1]),
]


@pytest.mark.parametrize(("condition", "rows"), PICKED, ids=str)
def test_picked_rows(condition: Any, rows: list[int]) -> None:
    asked = gxe.ExpectColumnValuesToBeNull(column="row", row_condition=condition)
    result = ask(FRAME, asked, {"result_format": "COMPLETE"})
    assert told(result) == ""
    assert result.result["element_count"] == len(rows)
    assert result.result["unexpected_list"] == rows
    assert result.result["unexpected_index_list"] == rows  # numbered as in the batch


@pytest.mark.parametrize(("condition", "rows"), PICKED, ids=str)
def test_a_condition_survives_json(condition: Any, rows: list[int]) -> None:
    asked = gxe.ExpectColumnValuesToBeNull(column="row", row_condition=condition)
    again: Any = gx.ExpectationSuite("s", expectations=[asked]).to_json_dict()
    again = again["expectations"][0]
    loaded = gxe.ExpectColumnValuesToBeNull(**again["kwargs"])
    assert ask(FRAME, loaded).result["unexpected_list"] == rows


@pytest.mark.filterwarnings("ignore:.*row_condition parameter is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*condition_parser parameter is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("text", "rows"),
    [('col("source") == "a"', [0, 3]), ('col("n") > 1', [1, 2, 4]), ('col("n").notnull()', [0, 1, 2, 4, 5]),
     ('col("n") <= -1', [5]), ('col("source") != "a"', [1, 2, 4, 5])],
)  # fmt: skip
def test_a_condition_in_great_expectations_own_words(text: str, rows: list[int]) -> None:
    asked = gxe.ExpectColumnValuesToBeNull(column="row", row_condition=text, condition_parser="great_expectations")
    assert ask(FRAME, asked).result["unexpected_list"] == rows


@pytest.mark.filterwarnings("ignore:.*row_condition parameter is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*condition_parser parameter is deprecated:DeprecationWarning")
def test_a_condition_in_the_words_of_pandas_is_refused() -> None:
    asked = gxe.ExpectColumnValuesToNotBeNull(column="row", row_condition='source == "a"', condition_parser="pandas")
    result = ask(FRAME, asked)
    assert not result.success
    assert "write it as Column('source') == 'x'" in told(result)


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (Column("sorce") == "a", "there is no column 'sorce' in the frame; did you mean 'source'?"),
        (source == 1, "cannot compare string"),
        (day == "soon", "'soon' is no date or time"),
    ],
    ids=str,
)
def test_a_condition_that_does_not_fit_the_frame_is_told(condition: Any, why: str) -> None:
    for asked in (
        gxe.ExpectColumnValuesToNotBeNull(column="row", row_condition=condition),
        gxe.ExpectTableRowCountToBeBetween(min_value=0, row_condition=condition),
        gxe.ExpectColumnMaxToBeBetween(column="row", min_value=0, row_condition=condition),
    ):
        result = ask(FRAME, asked)
        assert not result.success
        assert why in told(result)


CONDITIONS = st.sampled_from(
    [
        source == "a", source != "a", source.is_in(["a", "b"]), source.is_not_in(["b"]), source.is_null(), n > 0,
        n <= 2, (source == "a") & (n > 0), (source == "b") | (n < 0),
    ]
)  # fmt: skip


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.tuples(st.sampled_from(["a", "b", "", None]), st.one_of(st.none(), st.integers(-3, 3)))),
    condition=CONDITIONS,
)
def test_the_rows_that_pandas_picks(rows: list[tuple[str | None, int | None]], condition: Any) -> None:
    frame = pl.DataFrame(rows, schema={"source": pl.String, "n": pl.Int64}, orient="row")
    asked = {
        "null": gxe.ExpectColumnValuesToBeNull(column="source", row_condition=condition),
        "between": gxe.ExpectColumnValuesToBeBetween(column="n", min_value=0, row_condition=condition),
        "rows": gxe.ExpectTableRowCountToBeBetween(min_value=3, row_condition=condition),
        "unique": gxe.ExpectColumnValuesToBeUnique(column="n", row_condition=condition),
    }
    for polars, pandas in ask_both(frame, asked, "COMPLETE").values():
        assert polars.success == pandas.success
        for key in ("element_count", "unexpected_count", "unexpected_index_list", "missing_count", "observed_value"):
            assert comparable(polars.result.get(key)) == comparable(pandas.result.get(key))


def counted(frame: pl.DataFrame) -> tuple[pl.LazyFrame, list[int]]:
    """A lazy frame, and a list that grows each time its rows are read."""
    reads: list[int] = []

    def read(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        reads.append(1)
        rows = frame if predicate is None else frame.filter(predicate)
        rows = rows if n_rows is None else rows.head(n_rows)
        yield rows if with_columns is None else rows.select(with_columns)

    return register_io_source(read, schema=frame.schema), reads


def suite_of(condition: Any) -> list[Any]:
    return [
        gxe.ExpectColumnValuesToNotBeNull(column="source", row_condition=condition),
        gxe.ExpectColumnValuesToMatchRegex(column="source", regex="a|b", row_condition=condition),
        gxe.ExpectColumnValuesToBeBetween(column="n", min_value=0, row_condition=condition),
        gxe.ExpectColumnMaxToBeBetween(column="n", max_value=9, row_condition=condition),
        gxe.ExpectTableRowCountToBeBetween(min_value=1, row_condition=condition),
        gxe.ExpectColumnDistinctValuesToBeInSet(column="source", value_set=["a"], row_condition=condition),
    ]


@pytest.mark.parametrize("result_format", ["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"])
def test_one_select_for_each_condition(result_format: str) -> None:
    conditions = [None, source == "a", n > 0]
    suite = gx.ExpectationSuite("s", expectations=[one for condition in conditions for one in suite_of(condition)])
    frame, reads = counted(FRAME)
    results = batch(frame).validate(suite, result_format=result_format).results
    assert [told(one) for one in results] == [""] * len(results)
    assert len(reads) == len(conditions)


def test_what_cannot_run_is_told_before_anything_is_read() -> None:
    broken: list[Any] = [
        gxe.ExpectColumnValuesToMatchRegex(column="source", regex="(?=a)"),
        gxe.ExpectColumnValuesToNotBeNull(column="nowhere"),
        gxe.ExpectColumnValuesToBeBetween(column="source", min_value=1),
        gxe.ExpectColumnMeanToBeBetween(column="source", min_value=1),
        gxe.ExpectColumnValueZScoresToBeLessThan(column="n", threshold=1, double_sided=True),
    ]
    frame, reads = counted(FRAME)
    suite = gx.ExpectationSuite("s", expectations=[*broken, *suite_of(None)])
    results = batch(frame).validate(suite).results
    assert sum(bool(told(one)) for one in results) == len(broken)
    assert len(reads) == 1


def test_many_sources_one_condition_each() -> None:
    frame = pl.DataFrame({"source": [f"s{i % 40}" for i in range(4000)], "n": range(4000)})
    suite = gx.ExpectationSuite(
        "s", [gxe.ExpectColumnValuesToBeBetween(column="n", min_value=40, row_condition=source == f"s{i}")
              for i in range(40)],
    )  # fmt: skip
    results = batch(frame).validate(suite, result_format="COMPLETE").results
    assert all(one.result["element_count"] == 100 and one.result["unexpected_count"] == 1 for one in results)


def test_lazy_frames_are_judged_by_their_rows() -> None:
    asked = gxe.ExpectColumnValuesToNotBeNull(column="source")
    result = ask(FRAME.lazy(), asked)
    assert not result.success
    assert result.result["unexpected_index_list"] == [2]


def test_a_new_frame_under_the_same_asset_is_judged_anew() -> None:
    asked = gxe.ExpectColumnValuesToNotBeNull(column="source")
    assert not ask(FRAME, asked).success
    assert ask(FRAME.drop_nulls("source"), asked).success
    assert not ask(FRAME, asked).success


def test_pandas_is_not_changed_by_it() -> None:
    """The stock engine gives what it gave before newsgate was imported: types in numpy's names."""
    made = batch_definitions()[1].get_batch(batch_parameters={"dataframe": as_pandas(FRAME.select("row"))})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert made.validate(gxe.ExpectColumnValuesToBeOfType(column="row", type_="int64")).success
        assert not made.validate(gxe.ExpectColumnValuesToBeInTypeList(column="row", type_list=["float64"])).success
