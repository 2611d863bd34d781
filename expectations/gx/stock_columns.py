"""The stock expectations that judge a column or a frame as a whole.

NaN is a value in Polars, not a missing one: an aggregate over a NaN is NaN and meets no expectation. Stock Great
Expectations on pandas cannot tell the two apart and leaves NaN out.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd  # comes with Great Expectations; `Batch.head` shows the first rows with it
import polars as pl

from ...corpus import UsageError
from .contract import MAX_DISTINCT_VALUES
from .derived import Domain, Values
from .engine import Aggregate, PolarsExecutionEngine
from .register import (
    COLUMN_DOMAIN,
    TABLE_DOMAIN,
    register_aggregate,
    register_value,
)
from .values import column_of, distinct, fitting, is_held

_Single = Callable[[pl.Expr], pl.Expr]


def _of_column(
    aggregate: _Single, *, numbers: bool = False, moments: bool = False
) -> Callable[[pl.Schema, Domain, Values], pl.Expr]:
    """An aggregate of one column. *numbers*: only of numbers (and truth values); *moments*: of dates and times too."""

    def made(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
        name = str(domain["column"])
        dtype = column_of(schema, name)
        fits = dtype.is_numeric() or dtype in (pl.Boolean, pl.Null) or (moments and dtype.is_temporal())
        if numbers and not fits:
            raise UsageError(f"the column {name!r} is {dtype}: there is nothing to add up in it")
        column = pl.col(name)
        if isinstance(dtype, pl.Categorical | pl.Enum):
            column = column.cast(pl.String)
        if dtype == pl.Boolean and numbers:
            column = column.cast(pl.Int8)
        if dtype == pl.Null and numbers:
            column = column.cast(pl.Float64)
        found = aggregate(column)
        return pl.when(column.is_nan().any()).then(float("nan")).otherwise(found) if dtype.is_float() else found

    return made


def _median(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    if not column_of(schema, str(domain["column"])).is_float():
        return _of_column(lambda column: column.median(), numbers=True, moments=True)(schema, domain, values)
    return _of_column(_between_infinities)(schema, domain, values)


def _between_infinities(column: pl.Expr) -> pl.Expr:
    """The median; between infinity and a number Polars would interpolate to NaN."""
    low, high = column.quantile(0.5, "lower"), column.quantile(0.5, "higher")
    return pl.when(low.is_infinite() | high.is_infinite()).then((low + high) / 2).otherwise(column.median())


def _sum(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    # sums of 32 and 64 bits run over silently
    whole = column_of(schema, str(domain["column"])).is_integer()
    return _of_column(lambda c: c.cast(pl.Int128).sum() if whole else c.sum(), numbers=True)(schema, domain, values)


def _given(domain: Domain) -> pl.Expr:
    return pl.col(domain["column"]).drop_nulls()


def _distinct(schema: pl.Schema, domain: Domain, values: Values) -> Aggregate:
    return Aggregate(_given(domain).unique().implode(), finish=_as_set)


def _as_set(found: list[Any]) -> set[Any] | list[Any]:
    try:
        return set(found)
    except TypeError:  # lists and structs
        return found


def _distinct_count(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _given(domain).n_unique()


def _unique_share(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    given = _given(domain)
    return pl.when(given.len() > 0).then(given.n_unique() / given.len()).otherwise(0.0)


def _not_null_share(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return pl.when(pl.len() > 0).then(pl.col(domain["column"]).count() / pl.len()).otherwise(0.0)


def _strangers(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    """The distinct values of the column that the expected set does not hold."""
    name = str(domain["column"])
    dtype = column_of(schema, name)
    # filtered first: two calls of unique() need not give one order
    given = _given(domain)
    return given.filter(~is_held(given, dtype, fitting(values.get("value_set"), dtype, name).values())).unique()


def _stranger_count(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _strangers(schema, domain, values).len()


def _stranger_list(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _strangers(schema, domain, values).sort().head(values.get("limit") or MAX_DISTINCT_VALUES).implode()


def _absent(schema: pl.Schema, domain: Domain, values: Values, finish: Callable[[list[Any]], Any]) -> Aggregate:
    """The values of the expected set that the column does not hold."""
    name = str(domain["column"])
    dtype = column_of(schema, name)
    held = fitting(values.get("value_set"), dtype, name)
    given = _given(domain)

    def absent(seen: list[Any]) -> Any:
        present = set(seen)
        return finish([v for v in distinct(values.get("value_set")) if v not in held or held[v] not in present])

    return Aggregate(given.filter(is_held(given, dtype, held.values())).unique().implode(), finish=absent)


def _absent_count(schema: pl.Schema, domain: Domain, values: Values) -> Aggregate:
    return _absent(schema, domain, values, len)


def _absent_list(schema: pl.Schema, domain: Domain, values: Values) -> Aggregate:
    limit = values.get("limit") or MAX_DISTINCT_VALUES
    return _absent(schema, domain, values, lambda absent: absent[:limit])


def _row_count(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return pl.len()


def _columns(engine: PolarsExecutionEngine, domain: Domain, values: Values) -> list[str]:
    return list(engine.schema(domain))


def _column_count(engine: PolarsExecutionEngine, domain: Domain, values: Values) -> int:
    return len(engine.schema(domain))


def _column_types(engine: PolarsExecutionEngine, domain: Domain, values: Values) -> list[dict[str, Any]]:
    return [{"name": name, "type": dtype} for name, dtype in engine.schema(domain).items()]


def _head(engine: PolarsExecutionEngine, domain: Domain, values: Values) -> pd.DataFrame:
    """The first rows, for `Batch.head`; GX promises a pandas frame there."""
    if values.get("fetch_all"):
        raise UsageError("a Polars batch is not copied to pandas: read the frame itself, or ask for n_rows")
    count = values.get("n_rows")
    rows = engine.get_domain_records(domain).head(5 if count is None else count).collect()
    return pd.DataFrame(rows.to_dicts(), columns=rows.columns)


def register() -> None:
    """Register all of them."""
    register_aggregate("column.min", _of_column(lambda column: column.min()))
    register_aggregate("column.max", _of_column(lambda column: column.max()))
    register_aggregate("column.mean", _of_column(lambda column: column.mean(), numbers=True, moments=True))
    register_aggregate("column.median", _median)
    register_aggregate("column.standard_deviation", _of_column(lambda column: column.std(), numbers=True))
    register_aggregate("column.sum", _sum)
    register_aggregate("column.distinct_values", _distinct)
    register_aggregate("column.distinct_values.count", _distinct_count)
    register_aggregate("column.unique_proportion", _unique_share)
    register_aggregate("column.non_null_proportion", _not_null_share)
    limited = ("value_set", "limit")
    register_aggregate("column.distinct_values.not_in_set.count", _stranger_count, COLUMN_DOMAIN, ("value_set",))
    register_aggregate("column.distinct_values.not_in_set", _stranger_list, COLUMN_DOMAIN, limited)
    register_aggregate("column.distinct_values.missing_from_column.count", _absent_count, COLUMN_DOMAIN, ("value_set",))
    register_aggregate("column.distinct_values.missing_from_column", _absent_list, COLUMN_DOMAIN, limited)
    register_aggregate("table.row_count", _row_count, TABLE_DOMAIN)
    register_value("table.columns", _columns, TABLE_DOMAIN)
    register_value("table.column_count", _column_count, TABLE_DOMAIN)
    register_value("table.column_types", _column_types, TABLE_DOMAIN, ("include_nested",))
    register_value("table.head", _head, TABLE_DOMAIN, ("n_rows", "fetch_all"))
