"""Row conditions of Great Expectations as Polars expressions.

A null is neither equal to a value nor less than it, but it *is* different from it: ``==`` and ``!=`` split a batch
in two, and no article is judged by neither half. Stock Great Expectations on pandas does the same.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from ...corpus import UsageError
from .contract import (
    CONDITION_PARSER_GREAT_EXPECTATIONS,
    CONDITION_PARSER_GREAT_EXPECTATIONS_DEPRECATED,
    AndCondition,
    ComparisonCondition,
    Condition,
    NullityCondition,
    Operator,
    OrCondition,
    PassThroughCondition,
    convert_string_to_condition,
    deserialize_row_condition,
)
from .values import as_column_value

_PARSERS = (CONDITION_PARSER_GREAT_EXPECTATIONS, CONDITION_PARSER_GREAT_EXPECTATIONS_DEPRECATED)

_COMPARISONS: Mapping[str, Callable[[pl.Expr, Any], pl.Expr]] = {
    Operator.EQUAL.value: lambda column, value: column == value,
    Operator.NOT_EQUAL.value: lambda column, value: column.ne_missing(value),
    Operator.LESS_THAN.value: lambda column, value: column < value,
    Operator.LESS_THAN_OR_EQUAL.value: lambda column, value: column <= value,
    Operator.GREATER_THAN.value: lambda column, value: column > value,
    Operator.GREATER_THAN_OR_EQUAL.value: lambda column, value: column >= value,
}


def parsed(condition: object, parser: str | None) -> Condition | None:
    """What a domain calls its row condition (an object, a dict from JSON, a string), as a `Condition`."""
    if condition is None or condition == "":
        return None
    if isinstance(condition, str):
        if parser not in _PARSERS:
            raise _unparsed(condition)
        return convert_string_to_condition(condition)
    made = deserialize_row_condition(condition)
    if isinstance(made, PassThroughCondition):
        raise _unparsed(made.pass_through_filter)
    if not isinstance(made, Condition):
        raise UsageError(f"{condition!r} is no row condition: write one as Column('source') == 'x'")
    return made


def _unparsed(text: str) -> UsageError:
    return UsageError(
        f"the row condition {text!r} is written in the query language of another engine; on Polars frames write it as "
        "Column('source') == 'x' (from great_expectations.expectations.row_conditions), or as 'col(\"source\") == "
        "\"x\"' with condition_parser='great_expectations'"
    )


def comparison(condition: ComparisonCondition) -> pl.Expr:
    """One column compared with a value, or looked up in a list of values."""
    column, value = pl.col(condition.column.name), condition.parameter
    operator = condition.operator.value if isinstance(condition.operator, Operator) else str(condition.operator)
    if operator in (Operator.IN.value, Operator.NOT_IN.value):
        found = column.is_in(list(value)).fill_null(False) if list(value) else pl.lit(False)
        return found if operator == Operator.IN.value else ~found
    expression = _COMPARISONS[operator](column, pl.lit(value))
    if ">" in operator and isinstance(value, int | float) and not isinstance(value, bool):
        # NaN is greater than every number in Polars, and than none in Great Expectations
        expression = expression & (column <= float("inf"))
    return expression


def nullity(condition: NullityCondition) -> pl.Expr:
    """Whether a column is null, or is not."""
    column = pl.col(condition.column.name)
    return column.is_null() if condition.is_null else column.is_not_null()


def typed(condition: Condition, schema: pl.Schema) -> Condition:
    """The condition with dates that JSON turned to text read as dates again, where they meet a column of dates."""
    if isinstance(condition, AndCondition):
        return AndCondition(conditions=[typed(part, schema) for part in condition.conditions])
    if isinstance(condition, OrCondition):
        return OrCondition(conditions=[typed(part, schema) for part in condition.conditions])
    if not isinstance(condition, ComparisonCondition):
        return condition
    dtype = schema.get(condition.column.name)
    value = condition.parameter
    if dtype is None or not dtype.is_temporal():
        return condition
    if isinstance(value, str | dt.date):
        value = as_column_value(value, dtype, condition.column.name)
    elif isinstance(value, list | tuple | set):
        value = [as_column_value(one, dtype, condition.column.name) for one in value]
        # GX lets lists hold text and numbers only; the copy goes around that check
        return ComparisonCondition.construct(**{**dict(condition), "parameter": value})
    return ComparisonCondition(column=condition.column, operator=condition.operator, parameter=value)


def columns_of(condition: Condition) -> list[str]:
    """The columns that a condition reads."""
    if isinstance(condition, AndCondition | OrCondition):
        return [name for part in condition.conditions for name in columns_of(part)]
    if isinstance(condition, ComparisonCondition | NullityCondition):
        return [condition.column.name]
    return []
