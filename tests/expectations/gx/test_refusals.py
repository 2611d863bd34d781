"""What does not work is an exception with a sentence, and never green."""

from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
import polars as pl
import pytest
from great_expectations.exceptions import GreatExpectationsError
from great_expectations.expectations import registry
from great_expectations.expectations.metrics.metric_provider import MetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration

from newsgate import UsageError
from newsgate.expectations.gx import SUPPORTED, PolarsBatchData, PolarsExecutionEngine

from .asking import ask, batch, batch_definitions, told

FRAME = pl.DataFrame({"n": [1, 2, 2, None], "s": ["a", "b", "b", None], "m": [1.0, 2.0, 2.0, 3.0]})

#: Parameters that let every stock expectation be built; those of a real suite.
PARAMETERS: dict[str, Any] = {
    "column": "n", "column_A": "n", "column_B": "m", "column_list": ["n", "m"], "column_set": ["n"], "value_set": [1],
    "min_value": 0, "max_value": 9, "mostly": 1.0, "threshold": 1, "double_sided": False, "regex": "a",
    "regex_list": ["a"], "like_pattern": "a", "like_pattern_list": ["a"], "type_": "Int64", "type_list": ["Int64"],
    "value": 1, "value_pairs_set": [(1, 1.0)], "sum_total": 3, "json_schema": {}, "strftime_format": "%Y",
    "quantile_ranges": {"quantiles": [0.5], "value_ranges": [[0, 9]]}, "other_table_name": "other",
    "partition_object": {"values": [1, 2], "weights": [0.5, 0.5]}, "unexpected_rows_query": "SELECT 1",
    "base_query": "SELECT 1", "comparison_query": "SELECT 1", "comparison_data_source_name": "pandas",
    "method": "iqr", "multiplier": 1.5,
}  # fmt: skip
UNSUPPORTED = "does not exist for Polars frames; these expectations work on them: ExpectColumn"
TEXT = ("ValueLengths", "Match", "Regex")

#: Those that GX itself can run: it exports some that are not registered any more.
STOCK = sorted(
    kind.__name__
    for kind in map(registry.get_expectation_impl, registry.list_registered_expectation_implementations())
    if hasattr(gxe, kind.__name__)
)


def built(name: str) -> Any:
    kind = getattr(gxe, name)
    wanted = {field.name for field in kind.__fields__.values()} & set(PARAMETERS)
    given = {key: PARAMETERS[key] for key in wanted if not (key == "mostly" and name.startswith("ExpectQuery"))}
    if "column" in given and any(part in name for part in TEXT):
        given["column"] = "s"
    return kind(**given)


def test_the_supported_ones_are_stock() -> None:
    since_124 = {"ExpectColumnTypeToBe", "ExpectColumnProportionOfNonNullValuesToBeBetween"}
    assert set(SUPPORTED) - set(STOCK) <= since_124


@pytest.mark.parametrize("name", [name for name in STOCK if name not in SUPPORTED])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_unsupported_stock_expectation_is_never_green(name: str) -> None:
    if name == "ExpectColumnKLDivergenceToBeLessThan":  # it plans metrics before GX catches exceptions
        with pytest.raises((UsageError, GreatExpectationsError), match="does not exist for Polars frames"):
            ask(FRAME, gxe.ExpectColumnKLDivergenceToBeLessThan(column="n", threshold=1, partition_object=None))
    result = ask(FRAME, built(name))
    assert not result.success
    table = name == "ExpectTableRowCountToEqualOtherTable"
    assert ("a Polars batch is one frame" if table else UNSUPPORTED) in told(result)


@pytest.mark.parametrize("name", [name for name in SUPPORTED if name in STOCK])
@pytest.mark.parametrize("result_format", ["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"])
def test_every_supported_stock_expectation_runs(name: str, result_format: str) -> None:
    asked = built(name)
    result = ask(FRAME, asked, result_format)
    assert told(result) == ""
    result.to_json_dict()


@pytest.mark.parametrize(
    ("expectation", "why"),
    [
        (gxe.ExpectColumnValuesToNotBeNull(column="s "), "no column 's ' in the frame; did you mean 's'?"),
        (gxe.ExpectColumnMaxToBeBetween(column="x", max_value=1), "no column 'x' in the frame (its columns: n, s, m)"),
        (gxe.ExpectColumnPairValuesToBeEqual(column_A="n", column_B="x"), "no column 'x'"),
        (gxe.ExpectCompoundColumnsToBeUnique(column_list=["n", "x"]), "no column 'x'"),
        (gxe.ExpectColumnValuesToMatchRegex(column="s", regex="(?=a)"), "look-around"),
        (gxe.ExpectColumnValuesToNotMatchRegex(column="s", regex=r"(a)\1"), "backreferences are not supported"),
        (gxe.ExpectColumnValuesToNotMatchRegex(column="s", regex="(("), "unclosed group"),
        (gxe.ExpectColumnValuesToMatchRegexList(column="s", regex_list=["a", "(?<!a)"]), "look-around"),
        (gxe.ExpectColumnValuesToNotMatchRegexList(column="s", regex_list=["(?!a)"]), "look-around"),
        (gxe.ExpectColumnValuesToMatchRegex(column="n", regex="1"), "reads text, and the column 'n' is Int64"),
        (gxe.ExpectColumnValueLengthsToEqual(column="n", value=1), "reads text, and the column 'n' is Int64"),
        (gxe.ExpectColumnValuesToMatchLikePattern(column="n", like_pattern="1%"), "reads text"),
        (gxe.ExpectColumnValuesToBeBetween(column="s", min_value=1), "cannot bound the column 's', which is String"),
        (gxe.ExpectColumnMeanToBeBetween(column="s", min_value=1), "nothing to add up"),
        (gxe.ExpectColumnSumToBeBetween(column="s", min_value=1), "nothing to add up"),
        (gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="n", column_B="s"), "cannot compare string"),
        (gxe.ExpectColumnPairValuesToBeEqual(column_A="n", column_B="s"), "cannot compare string"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
@pytest.mark.parametrize("result_format", ["BOOLEAN_ONLY", "COMPLETE"])
def test_what_does_not_fit_the_frame_is_told(expectation: Any, why: str, result_format: str) -> None:
    for frame in (FRAME, FRAME.clear(), FRAME.lazy()):
        result = ask(frame, expectation, result_format)
        assert not result.success
        assert why in told(result)


def test_an_index_column_that_is_not_there_is_told() -> None:
    result = ask(
        FRAME,
        gxe.ExpectColumnValuesToNotBeNull(column="s"),
        {"result_format": "COMPLETE", "unexpected_index_column_names": ["id"]},
    )
    assert not result.success
    assert "no column 'id'" in told(result)


class Foreign(MetricProvider):
    """A metric of somebody else, for another engine, that came after newsgate."""

    metric_name = "table.of_somebody_else"


def test_a_metric_of_somebody_else_is_not_taken_for_one_of_ours() -> None:
    registry.register_metric("table.of_somebody_else", ("batch_id",), (), gx.execution_engine.PandasExecutionEngine,
                             Foreign, lambda **_: 1)  # fmt: skip
    made = batch(FRAME)
    engine = made.data.execution_engine
    engine.load_batch_data("b", made.data)
    with pytest.raises(GreatExpectationsError, match=r"No provider found for table\.of_somebody_else using Polars"):
        engine.resolve_metrics([MetricConfiguration("table.of_somebody_else", {"batch_id": "b"})])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"dataframe": pd.DataFrame({"n": [1]})},
         "must be a Polars DataFrame or LazyFrame, not a pandas.DataFrame (pl.from_pandas makes one of it)"),
        ({"dataframe": {"n": [1]}}, "must be a Polars DataFrame or LazyFrame, not a builtins.dict"),
        ({"dataframe": "articles.parquet"}, "not a builtins.str"),
        ({"dataframe": None}, "not a builtins.NoneType"),
        ({"frame": pl.DataFrame()}, "as the batch parameter 'dataframe', and nothing else (given: 'frame')"),
        ({}, "(given: nothing)"),
        (None, "(given: nothing)"),
    ],
    ids=str,
)  # fmt: skip
def test_a_batch_is_a_polars_frame(given: Any, why: str) -> None:
    definition = batch_definitions()[0]
    with pytest.raises(GreatExpectationsError) as error:
        definition.get_batch(batch_parameters=given)
    assert why in str(error.value)


def test_the_pandas_source_does_not_take_polars_for_pandas() -> None:
    with pytest.raises(GreatExpectationsError):
        batch_definitions()[1].get_batch(batch_parameters={"dataframe": FRAME})


def test_the_engine_takes_nothing_else() -> None:
    engine = PolarsExecutionEngine()
    with pytest.raises(UsageError, match="not a pandas"):
        engine.load_batch_data("b", pd.DataFrame())
    with pytest.raises(UsageError, match="no batch 'b'"):
        engine.get_domain_records({"batch_id": "b"})
    with pytest.raises(UsageError, match="takes frames, not a dict"):
        engine.get_batch_data_and_markers({"path": "x"})
    engine.load_batch_data("b", PolarsBatchData(engine, FRAME))
    assert engine.get_domain_records({"batch_id": "b"}).collect().equals(FRAME)
    with pytest.raises(UsageError, match="no other tables"):
        engine.get_domain_records({"batch_id": "b", "table": "x"})
    with pytest.raises(UsageError, match="ignore_row_if 'x'"):
        engine.get_domain_records({"column_A": "n", "column_B": "m", "ignore_row_if": "x"})


@pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index")  # Great Expectations 1.23
def test_the_first_rows_are_shown_and_the_whole_frame_is_not_copied() -> None:
    made = batch(FRAME)
    assert made.columns() == ["n", "s", "m"]
    assert made.head(2).data.to_dict("records") == FRAME.head(2).to_dicts()
    with pytest.raises(Exception, match=r"not copied to pandas|KeyError|table\.head"):
        made.head(fetch_all=True)
