"""What Great Expectations asks of the rows that break an expectation: how many, which values, which rows.

Everything is an aggregate over one `Mask`, so that a suite's lists come out of the same select as its counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from .batch import ROW
from .contract import MAX_RESULT_RECORDS
from .engine import Aggregate, Mask, considered
from .values import column_of

#: What picks rows and columns (``column``, or ``column_A`` and ``column_B``, or ``column_list``, and a row condition).
Domain = Mapping[str, Any]
#: The parameters of a metric.
Values = Mapping[str, Any]


def columns_named(domain: Domain) -> list[str]:
    """The columns that a domain names."""
    if domain.get("column"):
        return [domain["column"]]
    if domain.get("column_list"):
        return list(domain["column_list"])
    return [domain[key] for key in ("column_A", "column_B") if domain.get(key)]


@dataclass(frozen=True)
class Found:
    """The rows that break an expectation, and how a result is to tell of them. *column*: shown instead of its own."""

    mask: Mask
    schema: pl.Schema
    domain: Domain
    values: Values
    column: str | None = None

    @property
    def shown(self) -> list[str]:
        """The columns whose values are listed."""
        return [self.column] if self.column else columns_named(self.domain)

    @property
    def result_format(self) -> Mapping[str, Any]:
        """How much the result is to hold."""
        asked: Mapping[str, Any] = self.values["result_format"]
        return asked

    @property
    def limit(self) -> int | None:
        """How many rows are listed; None for all of them."""
        complete = self.result_format["result_format"] == "COMPLETE"
        return None if complete else int(self.result_format["partial_unexpected_count"])

    @property
    def index(self) -> list[str]:
        """The columns that tell rows apart; none where their numbers do."""
        names = list(self.result_format.get("unexpected_index_column_names") or ())
        for name in names:
            column_of(self.schema, name)
        return names

    def listed(
        self, expression: pl.Expr, limit: int | None, finish: Callable[[Any], Any] = lambda rows: rows
    ) -> Aggregate:
        """The first so many values of an expression in these rows, as a list."""
        found = expression.filter(self.mask.column)
        return Aggregate((found if limit is None else found.head(limit)).implode(), (self.mask,), finish)


def unexpected_count(found: Found) -> Aggregate:
    """How many rows."""
    return Aggregate(found.mask.column.sum(), (found.mask,), int)


def filtered_row_count(found: Found) -> Aggregate:
    """How many rows are judged at all, of those that the row condition leaves."""
    # counted over a column that is as long as the rows: where nothing is left out the rule is a single True
    rows = pl.int_range(pl.len())
    return Aggregate(rows.filter(considered(found.domain)).len(), (), int)


def _values(found: Found) -> Aggregate:
    limit = MAX_RESULT_RECORDS if found.limit is None else min(found.limit, MAX_RESULT_RECORDS)
    if len(found.shown) == 1:
        return found.listed(pl.col(found.shown[0]), limit)
    rows = pl.struct(found.shown)
    if "column_A" in found.domain:
        return found.listed(rows, limit, lambda pairs: [tuple(pair.values()) for pair in pairs])
    return found.listed(rows, limit)


def _value_counts(found: Found) -> Aggregate:
    one = len(found.shown) == 1
    column = pl.col(found.shown[0]) if one else pl.struct(found.shown)
    counts = column.filter(found.mask.column).value_counts(sort=True, name="__newsgate_count")
    listed = counts if found.limit is None else counts.head(found.limit)
    return Aggregate(listed.implode(), (found.mask,), lambda rows: [tuple(row.values()) for row in rows])


def _index_list(found: Found) -> Aggregate:
    """Row numbers in the batch, or the columns that the result format names, and the values."""
    names = found.index
    if not names:
        return found.listed(pl.col(ROW), found.limit)
    if found.result_format.get("exclude_unexpected_values"):
        return found.listed(pl.struct(names), found.limit, lambda rows: _in_columns(rows, names))
    return found.listed(pl.struct(list(dict.fromkeys([*found.shown, *names]))), found.limit)


def _in_columns(rows: list[dict[str, Any]], names: list[str]) -> list[Any]:
    return [{name: [row[name] for row in rows] for name in names}] if rows else []


def _index_query(found: Found) -> Aggregate:
    """Polars code that gives the unexpected rows again; only where the result will hold it."""
    asked = found.result_format.get("return_unexpected_index_query")
    if asked is False or not (asked or found.limit is None):
        return Aggregate(pl.lit(None))
    names = found.index
    if not names:
        numbered = "df.with_row_index().filter(pl.col('index').is_in({}))"
        return found.listed(pl.col(ROW), None, numbered.format)
    if len(names) == 1:
        by_column = f"df.filter(pl.col({names[0]!r}).is_in({{}}))"
        return found.listed(pl.col(names[0]), None, lambda rows: by_column.replace("{}", repr(rows)))
    return found.listed(pl.struct(names), None, lambda rows: f"df.filter(pl.struct({names!r}).is_in({rows!r}))")


def _rows(found: Found) -> Aggregate:
    """Whole rows, as dictionaries: asked for by name only (``include_unexpected_rows``)."""
    return found.listed(pl.struct(list(found.schema)), MAX_RESULT_RECORDS if found.limit is None else found.limit)


#: What is derived from every condition, beside the counts, by the end of its metric's name.
LISTS: Mapping[str, Callable[[Found], Aggregate]] = {
    "unexpected_values": _values,
    "unexpected_value_counts": _value_counts,
    "unexpected_index_list": _index_list,
    "unexpected_index_query": _index_query,
    "unexpected_rows": _rows,
}
