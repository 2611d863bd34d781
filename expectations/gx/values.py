"""Values of expectations (bounds, sets) as the type of the column that they are compared with.

A suite that comes from JSON holds dates as text and whole numbers as floats.
"""

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from ...corpus import UsageError


def column_of(schema: pl.Schema, name: str) -> pl.DataType:
    """The type of a column; a sentence where there is no such column."""
    found = schema.get(name)
    if found is None:
        near = difflib.get_close_matches(name, schema, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"there is no column {name!r} in the frame{meant} (its columns: {', '.join(schema)})")
    return found


def text_of(schema: pl.Schema, name: str, asked_by: str) -> pl.Expr:
    """A column as text; a sentence where it is none."""
    dtype = column_of(schema, name)
    if dtype == pl.String:
        return pl.col(name)
    if isinstance(dtype, pl.Categorical | pl.Enum | pl.Null):
        return pl.col(name).cast(pl.String)
    raise UsageError(f"{asked_by} reads text, and the column {name!r} is {dtype}")


def as_column_value(value: object, dtype: pl.DataType, name: str) -> Any:
    """A date or time, perhaps written as text, as a column of that type holds it."""
    moment = value
    if isinstance(value, str):
        try:
            moment = dt.time.fromisoformat(value) if dtype == pl.Time else dt.datetime.fromisoformat(value)
        except ValueError:
            raise UsageError(f"{value!r} is no date or time to compare the column {name!r} ({dtype}) with") from None
    if isinstance(dtype, pl.Datetime):
        return _in_zone(moment, dtype.time_zone)
    if dtype == pl.Date and isinstance(moment, dt.datetime) and moment.time() == dt.time():
        return moment.date()
    return moment


def _in_zone(moment: object, zone: str | None) -> object:
    """A moment with or without a time zone, as its column has one or none; without one it is meant in the column's."""
    if isinstance(moment, dt.date) and not isinstance(moment, dt.datetime):
        moment = dt.datetime(moment.year, moment.month, moment.day)
    if not isinstance(moment, dt.datetime):
        return moment
    if zone is None:
        return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def bounded(column: pl.Expr, dtype: pl.DataType, name: str, values: Mapping[str, Any]) -> pl.Expr:
    """Whether a column is within ``min_value`` and ``max_value``, which ``strict_min`` and ``strict_max`` exclude."""
    low, high = (_bound(values.get(key), dtype, name) for key in ("min_value", "max_value"))
    if low is None and high is None:
        raise UsageError("min_value and max_value cannot both be None")
    if low is not None and high is not None and low > high:
        raise UsageError("min_value cannot be greater than max_value")
    if dtype == pl.Boolean:
        column = column.cast(pl.Int8)
    within = pl.lit(True)
    if low is not None:
        within = within & (column > low if values.get("strict_min") else column >= low)
    if high is not None:
        within = within & (column < high if values.get("strict_max") else column <= high)
    # NaN is greater than every number in Polars; it is within no bounds
    return within & column.is_not_nan() if dtype.is_float() else within


def _bound(value: Any, dtype: pl.DataType, name: str) -> Any:
    if value is None or dtype == pl.Null:
        return value
    if dtype.is_temporal() and isinstance(value, str | dt.date | dt.time):
        return as_column_value(value, dtype, name)
    number = isinstance(value, int | float) or type(value).__name__ == "Decimal"
    fits = number if dtype.is_numeric() or dtype == pl.Boolean else isinstance(value, str) and dtype == pl.String
    if not fits and not (dtype.is_temporal() and isinstance(value, dt.timedelta)):
        raise UsageError(f"{value!r} ({type(value).__name__}) cannot bound the column {name!r}, which is {dtype}")
    return value


def distinct(values: Iterable[Any] | None) -> list[Any]:
    """Values without repetition, in their order."""
    return list(dict.fromkeys(values or ()))


def fitting(values: Iterable[Any] | None, dtype: pl.DataType, name: str) -> dict[Any, Any]:
    """Those of some values that a column of this type can hold: the value as given, to what the column holds."""
    found = {}
    for value in distinct(values):
        held = _held(value, dtype, name)
        if held is not None:
            found[value] = held
    return found


def _held(value: Any, dtype: pl.DataType, name: str) -> Any:
    if value is None:
        return None
    try:
        if dtype.is_temporal() and isinstance(value, str | dt.date):
            value = as_column_value(value, dtype, name)
        elif dtype.is_integer() and isinstance(value, bool | float):
            value = int(value) if value == int(value) else None
        elif dtype.is_float() and isinstance(value, int):
            value = float(value)
        elif dtype == pl.Boolean and value in (0, 1):
            value = bool(value)
        held = pl.Series([value], dtype=dtype if not isinstance(dtype, pl.Categorical | pl.Enum) else pl.String)
    except (TypeError, ValueError, OverflowError, UsageError, pl.exceptions.PolarsError):
        return None
    return held.to_list()[0]


def is_held(column: pl.Expr, dtype: pl.DataType, held: Iterable[Any]) -> pl.Expr:
    """Whether a column holds one of these values."""
    if isinstance(dtype, pl.Categorical | pl.Enum):
        column, dtype = column.cast(pl.String), pl.String()
    series = pl.Series(list(held), dtype=dtype)
    return column.is_in(series.implode()) if series.len() else pl.lit(False)
