"""The execution engine: everything that a suite asks of one row condition is one lazy select."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from ...corpus import DataError, UsageError
from .batch import ROW, PolarsBatchData
from .conditions import columns_of, comparison, nullity, parsed, typed
from .contract import (
    AndCondition,
    BatchMarkers,
    ComparisonCondition,
    ExecutionEngine,
    IDDict,
    MetricComputationConfiguration,
    MetricDomainTypes,
    NullityCondition,
    OrCondition,
    RuntimeDataBatchSpec,
)
from .values import column_of

#: What a domain names beside the rows it stands for: these pick columns, not rows.
ACCESSORS = ("column", "column_A", "column_B", "column_list", "ignore_row_if")

#: The end of the name of what is derived from a row's metric.
_DERIVED = re.compile(r"\.(unexpected_\w+|filtered_row_count)$")

_numbers = itertools.count()


@dataclass(frozen=True, eq=False)
class Mask:
    """A Boolean per row that several aggregates read: it is computed once a select, as a column of this name."""

    expression: pl.Expr
    name: str = field(default_factory=lambda: f"__newsgate_mask_{next(_numbers)}")

    @property
    def column(self) -> pl.Expr:
        """The mask, in an aggregate."""
        return pl.col(self.name)


@dataclass(frozen=True, eq=False)
class Aggregate:
    """One value of a select. *masks*: what its expression reads; *finish*: from what Polars says to what GX is told."""

    expression: pl.Expr
    masks: tuple[Mask, ...] = ()
    finish: Callable[[Any], Any] = lambda value: value


class PolarsExecutionEngine(ExecutionEngine[pl.Expr]):
    """Great Expectations on Polars frames.

    Metrics are partial functions that hand over an `Aggregate` (or a plain aggregating ``pl.Expr``). GX asks for all of
    a suite at once, and they are computed in one lazy select for each distinct row condition.
    """

    def __init__(self, **options: Any) -> None:
        # Metrics are named by their batch, and a batch is named by its asset: a cache would tell the metrics of
        # yesterday's frame.
        super().__init__(**{**options, "caching": False})
        #: Metrics of a bundle that broke in part, and why the others broke. GX asks for them again, one at a time
        #: and up to three times: a corpus is not read again for that.
        self._told: dict[Any, Any] = {}
        self._broken: dict[Any, Exception] = {}

    # -- batches

    def load_batch_data(self, batch_id: str, batch_data: Any) -> None:
        """Keep the data of a batch under its id."""
        self._told.clear()
        self._broken.clear()
        if not isinstance(batch_data, PolarsBatchData):
            batch_data = PolarsBatchData(self, batch_data)
        super().load_batch_data(batch_id=batch_id, batch_data=batch_data)

    def get_batch_data_and_markers(self, batch_spec: Any) -> tuple[PolarsBatchData, BatchMarkers]:
        """The frame that a batch specification carries, and when it was loaded."""
        if not isinstance(batch_spec, RuntimeDataBatchSpec):
            raise UsageError(f"the Polars engine takes frames, not a {type(batch_spec).__name__}")
        data = batch_spec.batch_data
        made = data if isinstance(data, PolarsBatchData) else PolarsBatchData(self, data)
        batch_spec.batch_data = "PolarsDataFrame"  # the specification is written to the results, the frame is not
        loaded = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        return made, BatchMarkers({"ge_load_time": loaded})

    def batch(self, domain_kwargs: Mapping[str, Any]) -> PolarsBatchData:
        """The batch that a domain stands on."""
        if domain_kwargs.get("table"):
            raise UsageError("a Polars batch is one frame: it has no other tables to compare with")
        name = domain_kwargs.get("batch_id") or self.batch_manager.active_batch_data_id
        data = self.batch_manager.batch_data_cache.get(str(name))
        if not isinstance(data, PolarsBatchData):
            raise UsageError(f"there is no batch {name!r}: load a Polars frame first")
        return data

    def schema(self, domain_kwargs: Mapping[str, Any]) -> pl.Schema:
        """The columns of a domain's batch and their types."""
        return self.batch(domain_kwargs).schema

    # -- domains

    def get_domain_records(self, domain_kwargs: Mapping[str, Any]) -> pl.LazyFrame:
        """The rows of a domain: those of its row condition, without those that ``ignore_row_if`` leaves out."""
        data = self.batch(domain_kwargs)
        return data.lazy.filter(*self._filters(domain_kwargs, data.schema), considered(domain_kwargs))

    def get_compute_domain(
        self,
        domain_kwargs: dict[str, Any],
        domain_type: str | MetricDomainTypes,
        accessor_keys: Iterable[str] | None = None,
    ) -> tuple[pl.LazyFrame, dict[str, Any], dict[str, Any]]:
        """The rows of a domain, the keys that pick rows and the keys that pick columns."""
        parts = self._partition_domain_kwargs(domain_kwargs, domain_type, accessor_keys)
        return self.get_domain_records(domain_kwargs), parts.compute, parts.accessor

    def row_domain(self, domain_kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """The keys of a domain that pick rows, the same for the same rows."""
        name = domain_kwargs.get("batch_id") or self.batch_manager.active_batch_data_id
        kept = {key: value for key, value in domain_kwargs.items() if key not in ACCESSORS and value is not None}
        if "row_condition" not in kept:
            kept.pop("condition_parser", None)
        return {**kept, "batch_id": name}

    def _filters(self, domain_kwargs: Mapping[str, Any], schema: pl.Schema) -> Iterator[pl.Expr]:
        """The row condition, and the conditions that other metrics have put on top of it."""
        asked = [(domain_kwargs.get("row_condition"), domain_kwargs.get("condition_parser"))]
        for one in domain_kwargs.get("filter_conditions") or ():
            legacy = getattr(one, "condition_type", None)
            asked.append((one.condition, "great_expectations") if legacy is not None else (one, None))
        for raw, parser in asked:
            condition = parsed(raw, parser)
            if condition is not None:
                for name in columns_of(condition):
                    column_of(schema, name)
                yield self.condition_to_filter_clause(typed(condition, schema))

    def _comparison_condition_to_filter_clause(self, condition: ComparisonCondition) -> pl.Expr:
        return comparison(condition)

    def _nullity_condition_to_filter_clause(self, condition: NullityCondition) -> pl.Expr:
        return nullity(condition)

    def _and_condition_to_filter_clause(self, condition: AndCondition) -> pl.Expr:
        return pl.all_horizontal(
            pl.lit(True), *[self.condition_to_filter_clause(part).fill_null(False) for part in condition.conditions]
        )

    def _or_condition_to_filter_clause(self, condition: OrCondition) -> pl.Expr:
        return pl.any_horizontal(
            pl.lit(False), *[self.condition_to_filter_clause(part).fill_null(False) for part in condition.conditions]
        )

    # -- metrics

    def probe(self, domain_kwargs: Mapping[str, Any], aggregate: Aggregate, what: str) -> None:
        """Run an aggregate over no rows: what does not fit the columns is told before a corpus is read."""
        data = self.batch(domain_kwargs)
        filters = [*self._filters(domain_kwargs, data.schema)]
        nothing = data.wide.to_frame().lazy()
        try:
            nothing.filter(*filters).collect()
        except pl.exceptions.PolarsError as error:
            raise UsageError(f"the row condition {domain_kwargs.get('row_condition')!r}: {_first(error)}") from error
        try:
            _select(nothing.with_row_index(ROW), [], [aggregate]).collect()
        except pl.exceptions.PolarsError as error:
            raise UsageError(f"{what}: {_first(error)}") from error

    def resolve_metric_bundle(self, metric_fn_bundle: Iterable[MetricComputationConfiguration]) -> dict[Any, Any]:
        """All aggregates that are asked for: one select, and one collect, for each distinct row condition."""
        groups: dict[Any, list[MetricComputationConfiguration]] = {}
        resolved = {}
        for one in metric_fn_bundle:
            name = one.metric_configuration.id
            if name in self._broken:
                raise self._broken[name]
            if name in self._told:
                resolved[name] = self._told[name]
                continue
            groups.setdefault(IDDict(self.row_domain(one.compute_domain_kwargs or {})).to_id(), []).append(one)
        problem: Exception | None = None
        for group in groups.values():
            try:
                resolved |= self._resolve(group)
            except Exception as error:  # kept for when GX asks for these metrics again, and raised below
                problem = error
                if len(group) == 1:
                    self._broken[group[0].metric_configuration.id] = error
        if problem is not None:
            self._told |= resolved
            raise problem
        if self._broken or self._told:
            self._told |= resolved
        return resolved

    def _resolve(self, group: list[MetricComputationConfiguration]) -> dict[Any, Any]:
        domain = self.row_domain(group[0].compute_domain_kwargs or {})
        data = self.batch(domain)
        aggregates = [_as_aggregate(one.metric_fn) for one in group]
        frame = data.lazy
        if any(ROW in aggregate.expression.meta.root_names() for aggregate in aggregates):
            frame = frame.with_row_index(ROW)  # before the row condition: rows are numbered as in the batch
        plan = _select(frame, [*self._filters(domain, data.schema)], aggregates)
        try:
            values = plan.collect(engine="streaming" if data.scans else "auto").row(0)
        except Exception as error:
            # GX writes the message and the traceback of a metric to its results, and Polars quotes the values that it
            # could not read: neither may carry the text of an article.
            names = ", ".join(dict.fromkeys(_DERIVED.sub("", one.metric_configuration.metric_name) for one in group))
            raise DataError(f"{names} broke on the data: {type(error).__name__}: {_unquoted(error)}") from None
        return {
            one.metric_configuration.id: aggregate.finish(value)
            for one, aggregate, value in zip(group, aggregates, values, strict=True)
        }


def considered(domain_kwargs: Mapping[str, Any]) -> pl.Expr:
    """The rows that ``ignore_row_if`` leaves in a domain of several columns."""
    rule = domain_kwargs.get("ignore_row_if")
    if rule in (None, "neither", "never"):
        return pl.lit(True)
    names = domain_kwargs.get("column_list") or [domain_kwargs["column_A"], domain_kwargs["column_B"]]
    nulls = [pl.col(name).is_null() for name in names]
    if rule in ("both_values_are_missing", "all_values_are_missing"):
        return ~pl.all_horizontal(nulls)
    if rule in ("either_value_is_missing", "any_value_is_missing"):
        return ~pl.any_horizontal(nulls)
    raise UsageError(f"ignore_row_if {rule!r} is not known")


def _as_aggregate(made: Any) -> Aggregate:
    return made if isinstance(made, Aggregate) else Aggregate(made)


def _select(frame: pl.LazyFrame, filters: list[pl.Expr], aggregates: list[Aggregate]) -> pl.LazyFrame:
    """Masks first, as columns: aggregates that share one would each compute it anew otherwise."""
    masks = {mask.name: mask.expression for aggregate in aggregates for mask in aggregate.masks}
    rows = frame.filter(*filters) if filters else frame
    return rows.with_columns(**masks).select(
        aggregate.expression.alias(f"value_{number}") for number, aggregate in enumerate(aggregates)
    )


def _unquoted(error: Exception) -> str:
    """What an error says in front of the first thing that it quotes."""
    return re.split(r"[\[\"\n]", str(error), maxsplit=1)[0].rstrip(": ")


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
