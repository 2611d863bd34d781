"""Asking the same of both engines, and of one."""

import datetime as dt
import functools
import math
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import great_expectations as gx
import pandas as pd
import polars as pl
from great_expectations.expectations.expectation import Expectation

from newsgate.expectations.gx import quiet_context
from newsgate.expectations.gx.contract import project_manager


def batch_definitions() -> tuple[Any, Any]:
    """The whole-frame batch definitions of the Polars engine and of the stock pandas engine."""
    context, definitions = _made()
    project_manager.set_project(context)  # another test may have made one since; Great Expectations 1.23 has one only
    return definitions


@functools.cache
def _made() -> tuple[Any, tuple[Any, Any]]:
    context: Any = quiet_context(mode="ephemeral")
    polars = context.data_sources.add_polars("polars")
    pandas = context.data_sources.add_pandas("pandas")
    first, second = (
        source.add_dataframe_asset("frames").add_batch_definition_whole_dataframe("whole")
        for source in (polars, pandas)
    )
    return context, (first, second)


def batch(frame: pl.DataFrame | pl.LazyFrame) -> Any:
    return batch_definitions()[0].get_batch(batch_parameters={"dataframe": frame})


def ask(frame: pl.DataFrame | pl.LazyFrame, expectation: Expectation, result_format: Any = "COMPLETE") -> Any:
    """The result of one expectation on Polars."""
    return batch(frame).validate(expectation, result_format=result_format)


def told(result: Any) -> str:
    """Why an expectation could not be evaluated; empty where it was."""
    info = result.exception_info
    if "raised_exception" in info:
        return str(info["exception_message"]) if info["raised_exception"] else ""
    return " | ".join(str(one["exception_message"]) for one in info.values())


def ask_both(
    frame: pl.DataFrame, expectations: Mapping[str, Expectation], result_format: Any
) -> dict[str, tuple[Any, Any]]:
    """What Polars and what stock pandas say of each expectation, by its name."""
    for name, expectation in expectations.items():
        expectation.meta = {"case": name}
    frames = (frame, as_pandas(frame))
    told: list[dict[str, Any]] = []
    for definition, given in zip(batch_definitions(), frames, strict=True):
        suite = gx.ExpectationSuite("both", expectations=list(expectations.values()))
        made = definition.get_batch(batch_parameters={"dataframe": given})
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "invalid value encountered", RuntimeWarning)  # numpy: inf - inf
            results = made.validate(suite, result_format=result_format).results
        told.append({one.expectation_config.meta["case"]: one for one in results})
    return {name: (told[0][name], told[1][name]) for name in expectations}


def as_pandas(frame: pl.DataFrame) -> pd.DataFrame:
    """The frame as somebody who works with pandas would have it."""
    columns = {name: _as_series(frame[name]) for name in frame.columns}
    return pd.DataFrame(columns) if columns else pd.DataFrame()


def _as_series(column: pl.Series) -> pd.Series:
    values = column.to_list()
    nulls = column.null_count()
    if column.dtype == pl.String:
        return pd.Series(values, dtype="str")
    if column.dtype == pl.Boolean:
        return pd.Series(values, dtype="object" if nulls else "bool")
    if column.dtype == pl.Int64:
        return pd.Series(values, dtype="float64" if nulls else "int64")
    if isinstance(column.dtype, pl.Datetime):
        return pd.Series(values, dtype="datetime64[us]")
    return pd.Series(values, dtype="float64" if column.dtype == pl.Float64 else "object")


def comparable(value: Any) -> Any:
    """A value of a result, the same for both engines: pandas' missing values, moments and numbers are Python's."""
    if isinstance(value, Mapping):
        return {str(key): comparable(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set):
        return [comparable(one) for one in value]
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if hasattr(value, "item"):
        return comparable(value.item())
    if isinstance(value, bool | int | float):
        number = float(value)
        return number if math.isinf(number) else float(f"{number:.9g}")
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def as_multiset(values: Iterable[Any] | None) -> list[str] | None:
    return None if values is None else sorted(repr(comparable(one)) for one in values)
