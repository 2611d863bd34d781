"""The one place that imports Great Expectations, and the names of it that newsgate builds on.

Some of these modules are semi-private: a minor version may move them. An import that fails, or a member that is
gone, is told in one sentence. Everything else in this package imports from here.
"""

import importlib.metadata
import os

from ...corpus import UsageError

#: The versions that newsgate is tested with; pyproject.toml asks for the same.
SUPPORTED_VERSIONS = ">=1.23.0,<1.25"

# Great Expectations reads this once, when it is first imported: telemetry is off unless somebody asks for it.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def moved(what: str) -> UsageError:
    """The sentence for a name of Great Expectations that is not where newsgate expects it."""
    try:
        installed = importlib.metadata.version("great_expectations")
    except importlib.metadata.PackageNotFoundError:
        return UsageError(
            f"Great Expectations is not installed, or is broken ({what}); newsgate supports "
            f"great-expectations{SUPPORTED_VERSIONS}"
        )
    return UsageError(
        f"Great Expectations {installed} is not one that newsgate can work with: {what}; "
        f"newsgate supports great-expectations{SUPPORTED_VERSIONS}"
    )


try:
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.compatibility import pydantic
    from great_expectations.constants import MAX_DISTINCT_VALUES, MAX_RESULT_RECORDS
    from great_expectations.core.batch import BatchData, BatchMarkers, LegacyBatchDefinition
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.batch_spec import RuntimeDataBatchSpec
    from great_expectations.core.id_dict import IDDict
    from great_expectations.core.metric_domain_types import MetricDomainTypes
    from great_expectations.core.metric_function_types import MetricFunctionTypes, MetricPartialFunctionTypes
    from great_expectations.data_context import AbstractDataContext
    from great_expectations.data_context.data_context.context_factory import project_manager
    from great_expectations.datasource.fluent import BatchRequest
    from great_expectations.datasource.fluent.batch_identifier_util import make_batch_identifier
    from great_expectations.datasource.fluent.constants import _DATA_CONNECTOR_NAME as DATA_CONNECTOR_NAME
    from great_expectations.datasource.fluent.interfaces import Batch, DataAsset, Datasource
    from great_expectations.exceptions.exceptions import BuildBatchRequestError, DataContextRequiredError
    from great_expectations.execution_engine import ExecutionEngine
    from great_expectations.execution_engine.execution_engine import MetricComputationConfiguration
    from great_expectations.expectations import registry
    from great_expectations.expectations.expectation import (
        BatchExpectation,
        ColumnMapExpectation,
        Expectation,
    )
    from great_expectations.expectations.expectation import (
        _convert_string_to_condition as convert_string_to_condition,
    )
    from great_expectations.expectations.expectation_configuration import parse_result_format
    from great_expectations.expectations.metadata_types import FailureSeverity
    from great_expectations.expectations.metrics.metric_provider import MetricProvider
    from great_expectations.expectations.model_field_types import (
        CONDITION_PARSER_GREAT_EXPECTATIONS,
        CONDITION_PARSER_GREAT_EXPECTATIONS_DEPRECATED,
    )
    from great_expectations.expectations.registry import _registered_metrics as registered_metrics
    from great_expectations.expectations.registry import register_metric
    from great_expectations.expectations.row_conditions import (
        AndCondition,
        Column,
        ComparisonCondition,
        Condition,
        NullityCondition,
        Operator,
        OrCondition,
        PassThroughCondition,
        deserialize_row_condition,
    )
    from great_expectations.render import LegacyRendererType
    from great_expectations.render.renderer.renderer import renderer
    from great_expectations.validator.metric_configuration import MetricConfiguration
except (ImportError, AttributeError) as error:
    raise moved(str(error)) from error
except SystemExit as error:
    # pyspark 4.3 without grpcio ends the process with exit code 0 while Great Expectations imports it: the gate
    # would look open.
    raise moved("a package that it imports (pyspark without grpcio does so) tried to end the process") from error

#: Members that newsgate overrides, calls or reads: they may go while their class stays where it is.
MEMBERS: tuple[tuple[object, tuple[str, ...]], ...] = (
    (
        ExecutionEngine,
        (
            "batch_manager", "condition_to_filter_clause", "get_batch_data_and_markers", "get_compute_domain",
            "get_domain_records", "load_batch_data", "resolve_metric_bundle", "resolve_metrics",
            "_partition_domain_kwargs", "_and_condition_to_filter_clause", "_or_condition_to_filter_clause",
            "_comparison_condition_to_filter_clause", "_nullity_condition_to_filter_clause",
        ),
    ),
    (MetricProvider, ("default_kwarg_values", "_get_evaluation_dependencies")),
    (MetricPartialFunctionTypes, ("AGGREGATE_FN", "MAP_CONDITION_FN")),
    (MetricFunctionTypes, ("VALUE",)),
    (MetricDomainTypes, ("TABLE", "COLUMN", "COLUMN_PAIR", "MULTICOLUMN")),
    (Operator, ("EQUAL", "NOT_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL", "GREATER_THAN", "IN", "NOT_IN")),
    (
        DataAsset,
        (
            "add_batch_definition", "build_batch_request", "get_batch", "get_batch_identifiers_list",
            "get_batch_parameters_keys", "test_connection", "_validate_batch_request",
            "_get_batch_metadata_from_batch_request",
        ),
    ),
    (Datasource, ("execution_engine_type", "get_execution_engine", "test_connection", "_add_asset")),
    (
        Expectation,
        (
            "_get_success_kwarg", "_prescriptive_renderer", "_register_renderer_functions", "_validate",
            "configuration",
        ),
    ),
    (type(project_manager), ("_project", "set_project")),
    (gxe.ExpectColumnValuesToBeOfType, ("get_validation_dependencies", "_validate")),
    (gxe.ExpectColumnValuesToBeInTypeList, ("get_validation_dependencies", "_validate")),
)  # fmt: skip


def check_members() -> None:
    """Raise where a class of Great Expectations has lost a member that newsgate builds on."""
    for owner, names in MEMBERS:
        for name in names:
            if not hasattr(owner, name):
                module, kind = getattr(owner, "__module__", "?"), getattr(owner, "__qualname__", repr(owner))
                raise moved(f"{module}.{kind} has no member {name!r} any more")


check_members()


__all__ = [
    "CONDITION_PARSER_GREAT_EXPECTATIONS", "CONDITION_PARSER_GREAT_EXPECTATIONS_DEPRECATED", "DATA_CONNECTOR_NAME",
    "MAX_DISTINCT_VALUES", "MAX_RESULT_RECORDS", "MEMBERS", "SUPPORTED_VERSIONS", "AbstractDataContext",
    "AndCondition", "Batch", "BatchData", "BatchDefinition", "BatchExpectation", "BatchMarkers", "BatchRequest",
    "BuildBatchRequestError", "Column", "ColumnMapExpectation", "ComparisonCondition", "Condition", "DataAsset",
    "DataContextRequiredError", "Datasource", "ExecutionEngine", "Expectation", "FailureSeverity", "IDDict",
    "LegacyBatchDefinition", "LegacyRendererType", "MetricComputationConfiguration", "MetricConfiguration",
    "MetricDomainTypes", "MetricFunctionTypes", "MetricPartialFunctionTypes", "MetricProvider", "NullityCondition",
    "Operator", "OrCondition", "PassThroughCondition", "RuntimeDataBatchSpec", "check_members",
    "convert_string_to_condition", "deserialize_row_condition", "gx", "gxe", "make_batch_identifier", "moved",
    "parse_result_format", "project_manager", "pydantic", "register_metric", "registered_metrics", "registry",
    "renderer",
]  # fmt: skip
