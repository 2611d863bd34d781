"""How metrics reach Great Expectations: `register_map_metric` for rows, `register_aggregate` for columns and frames.

Both use GX's own registry. Nothing of GX is replaced.
"""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from ...corpus import UsageError
from .contract import (
    MetricConfiguration,
    MetricFunctionTypes,
    MetricPartialFunctionTypes,
    MetricProvider,
    register_metric,
    registered_metrics,
)
from .derived import LISTS, Domain, Found, Values, columns_named, filtered_row_count, unexpected_count
from .engine import Aggregate, Mask, PolarsExecutionEngine, considered
from .supported import SUPPORTED
from .values import column_of

ROWS = ("batch_id", "table")
CONDITION = ("row_condition", "condition_parser")
TABLE_DOMAIN = (*ROWS, *CONDITION)
COLUMN_DOMAIN = (*ROWS, "column", *CONDITION)
PAIR_DOMAIN = (*ROWS, "column_A", "column_B", *CONDITION, "ignore_row_if")
COLUMNS_DOMAIN = (*ROWS, "column_list", *CONDITION, "ignore_row_if")

#: Given the frame's schema, the domain (``column``, or ``column_A`` and ``column_B``, or ``column_list``) and the
#: metric's value kwargs: a Boolean expression that is true for rows that break the expectation.
Unexpected = Callable[[pl.Schema, Domain, Values], pl.Expr]
#: The same for one value of the whole domain.
Aggregated = Callable[[pl.Schema, Domain, Values], pl.Expr | Aggregate]

_PARTIAL = MetricPartialFunctionTypes.AGGREGATE_FN
_PARTIAL_SUFFIX = f".{_PARTIAL.metric_suffix}"


class PolarsMetric(MetricProvider):
    """How metrics of the Polars engine hang together: ``x`` needs ``x.aggregate_fn``, that perhaps ``y.condition``."""

    @classmethod
    def _get_evaluation_dependencies(
        cls,
        metric: MetricConfiguration,
        configuration: Any = None,
        execution_engine: Any = None,
        runtime_configuration: Any = None,
    ) -> dict[str, MetricConfiguration]:
        name, domain, values = metric.metric_name, metric.metric_domain_kwargs, metric.metric_value_kwargs
        if not name.endswith(_PARTIAL_SUFFIX):
            return {"metric_partial_fn": MetricConfiguration(name + _PARTIAL_SUFFIX, domain, values)}
        condition = name.removesuffix(_PARTIAL_SUFFIX).rpartition(".")[0] + ".condition"
        if condition not in _CONDITIONS:
            # GX resolves metrics in rounds, by their depth. This makes these as deep as what hangs on a condition,
            # so that both are in one bundle, and one select.
            return {"table.columns": MetricConfiguration("table.columns", {"batch_id": domain.get("batch_id")})}
        rest = {key: value for key, value in values.items() if key != "result_format"}
        return {"unexpected_condition": MetricConfiguration(condition, domain, rest)}


class PolarsValue(MetricProvider):
    """A metric that needs no other."""


#: The conditions that are registered here: they alone have derived metrics.
_CONDITIONS: set[str] = set()


def register_value(
    name: str, function: Callable[..., Any], domain_keys: tuple[str, ...], value_keys: tuple[str, ...] = ()
) -> None:
    """Register a metric that is computed at once, by ``function(engine, domain kwargs, value kwargs)``."""

    def provider(
        cls: type,
        execution_engine: PolarsExecutionEngine,
        metric_domain_kwargs: Any,
        metric_value_kwargs: Any,
        **_: Any,
    ) -> Any:
        return function(execution_engine, metric_domain_kwargs, metric_value_kwargs)

    _register(name, domain_keys, value_keys, provider, MetricFunctionTypes.VALUE, PolarsValue)


def register_aggregate(
    name: str,
    aggregate: Aggregated,
    domain_keys: tuple[str, ...] = COLUMN_DOMAIN,
    value_keys: tuple[str, ...] = (),
) -> None:
    """Register a metric that is one value of its domain: *aggregate* gives the expression that aggregates it."""

    def provider(
        cls: type,
        execution_engine: PolarsExecutionEngine,
        metric_domain_kwargs: Any,
        metric_value_kwargs: Any,
        **_: Any,
    ) -> tuple[Aggregate, dict[str, Any], dict[str, Any]]:
        schema = execution_engine.schema(metric_domain_kwargs)
        for column in columns_named(metric_domain_kwargs):
            column_of(schema, column)
        made = aggregate(schema, metric_domain_kwargs, metric_value_kwargs)
        made = made if isinstance(made, Aggregate) else Aggregate(made)
        execution_engine.probe(metric_domain_kwargs, made, name)
        return made, execution_engine.row_domain(metric_domain_kwargs), {}

    register_partial(name, domain_keys, value_keys, provider)


def register_map_metric(
    name: str,
    unexpected: Unexpected,
    domain_keys: tuple[str, ...] = COLUMN_DOMAIN,
    value_keys: tuple[str, ...] = (),
    *,
    shown: str | None = None,
    judges_nulls: bool = False,
) -> None:
    """Register a metric that judges every row, and all that Great Expectations derives from it.

    *unexpected*: the expression that is true for rows that break the expectation (see `Unexpected`). *shown*: the
    column whose values the results list; None for the column that the expectation names. *judges_nulls*: whether a
    row is judged where that column is null; without it such rows are missing, as everywhere in GX. A null verdict
    counts as unexpected.
    """
    _CONDITIONS.add(f"{name}.condition")

    def condition(
        cls: type,
        execution_engine: PolarsExecutionEngine,
        metric_domain_kwargs: Any,
        metric_value_kwargs: Any,
        **_: Any,
    ) -> tuple[Mask, dict[str, Any], dict[str, Any]]:
        schema, domain = execution_engine.schema(metric_domain_kwargs), metric_domain_kwargs
        named = columns_named(domain)
        for column in [*named, *([shown] if shown else [])]:
            column_of(schema, column)
        judged = considered(domain)
        if domain.get("column") and not judges_nulls:
            judged = pl.col(domain["column"]).is_not_null()
        mask = Mask(unexpected(schema, domain, metric_value_kwargs).fill_null(True) & judged)
        what = f"{name} on {', '.join(repr(column) for column in named)}"
        execution_engine.probe(domain, Aggregate(mask.column.sum(), (mask,)), what)
        accessors = {key: domain[key] for key in ("column", "column_A", "column_B", "column_list") if domain.get(key)}
        return mask, execution_engine.row_domain(domain), accessors

    _register(
        f"{name}.condition",
        domain_keys,
        value_keys,
        condition,
        MetricPartialFunctionTypes.MAP_CONDITION_FN,
        PolarsValue,
    )
    _derive(f"{name}.unexpected_count", unexpected_count, domain_keys, value_keys, shown)
    for suffix, derived in LISTS.items():
        _derive(f"{name}.{suffix}", derived, domain_keys, (*value_keys, "result_format"), shown)
    if "column" not in domain_keys:
        _derive(f"{name}.filtered_row_count", filtered_row_count, domain_keys, (*value_keys, "result_format"), shown)


def _derive(
    name: str,
    derived: Callable[[Found], Aggregate],
    domain_keys: tuple[str, ...],
    value_keys: tuple[str, ...],
    shown: str | None,
) -> None:
    def provider(
        cls: type,
        execution_engine: PolarsExecutionEngine,
        metric_domain_kwargs: Domain,
        metric_value_kwargs: Values,
        metrics: Mapping[str, Any],
        **_: Any,
    ) -> tuple[Aggregate, dict[str, Any], dict[str, Any]]:
        mask, rows, accessors = metrics["unexpected_condition"]
        schema = execution_engine.schema(metric_domain_kwargs)
        return derived(Found(mask, schema, metric_domain_kwargs, metric_value_kwargs, shown)), rows, accessors

    register_partial(name, domain_keys, value_keys, provider)


# -- the registry


def register_partial(name: str, domain_keys: tuple[str, ...], value_keys: tuple[str, ...], provider: Any) -> None:
    """Register a metric of a bundle: GX is given the partial function, and no function for the metric itself."""
    _register(name + _PARTIAL_SUFFIX, domain_keys, value_keys, provider, _PARTIAL, PolarsMetric)
    _register(name, domain_keys, value_keys, None, MetricFunctionTypes.VALUE, PolarsMetric)


def _register(
    name: str,
    domain_keys: tuple[str, ...],
    value_keys: tuple[str, ...],
    provider: Any,
    kind: MetricFunctionTypes | MetricPartialFunctionTypes,
    of: type[MetricProvider],
) -> None:
    stock = registered_metrics.get(name)
    if stock is not None:  # the keys are part of a metric's identity, and GX lets the last one to register change them
        domain_keys, value_keys = stock["metric_domain_keys"], stock["metric_value_keys"]
    register_metric(
        metric_name=name,
        metric_domain_keys=tuple(domain_keys),
        metric_value_keys=tuple(value_keys),
        execution_engine=PolarsExecutionEngine,
        metric_class=of,
        metric_provider=provider,
        metric_fn_type=kind,
    )


class UnsupportedMetric(MetricProvider):
    """A stock metric that has no Polars form. It says so while GX plans: nothing has been computed yet."""

    @classmethod
    def _get_evaluation_dependencies(
        cls,
        metric: MetricConfiguration,
        configuration: Any = None,
        execution_engine: Any = None,
        runtime_configuration: Any = None,
    ) -> dict[str, MetricConfiguration]:
        raise UsageError(unsupported(metric.metric_name))


def unsupported(metric: str) -> str:
    """The sentence for a stock expectation whose metric has no Polars form."""
    return (
        f"the metric {metric!r}, which this expectation needs, does not exist for Polars frames; these expectations "
        f"work on them: {', '.join(SUPPORTED)}"
    )


def refuse_the_rest() -> None:
    """Give every stock metric that has no Polars form one that says so."""

    def provider(cls: type, **_: Any) -> Any:
        raise UsageError(unsupported("of this name"))

    for name, definition in list(registered_metrics.items()):
        if PolarsExecutionEngine.__name__ not in definition["providers"]:
            _register(name, (), (), provider, MetricFunctionTypes.VALUE, UnsupportedMetric)
