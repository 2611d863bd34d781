"""The names of Great Expectations that newsgate builds on, semi-private ones among them.

An upgrade that moves one fails here, with a sentence.
"""

import ast
import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsgate import UsageError
from newsgate.expectations.gx import contract

ROOT = Path(__file__).resolve().parents[3]

NAMES: dict[str, tuple[str, ...]] = {
    "great_expectations": ("get_context", "ExpectationSuite"),
    "great_expectations.compatibility": ("pydantic",),
    "great_expectations.constants": ("MAX_DISTINCT_VALUES", "MAX_RESULT_RECORDS"),
    "great_expectations.core.batch": ("BatchData", "BatchMarkers", "LegacyBatchDefinition"),
    "great_expectations.core.batch_definition": ("BatchDefinition",),
    "great_expectations.core.batch_spec": ("RuntimeDataBatchSpec",),
    "great_expectations.core.id_dict": ("IDDict", "IDDict.to_id"),
    "great_expectations.core.metric_domain_types": (
        "MetricDomainTypes.TABLE", "MetricDomainTypes.COLUMN", "MetricDomainTypes.COLUMN_PAIR",
        "MetricDomainTypes.MULTICOLUMN",
    ),
    "great_expectations.core.metric_function_types": (
        "MetricFunctionTypes.VALUE", "MetricPartialFunctionTypes.AGGREGATE_FN",
        "MetricPartialFunctionTypes.MAP_CONDITION_FN", "MetricPartialFunctionTypes.metric_suffix",
    ),
    "great_expectations.data_context": ("AbstractDataContext",),
    "great_expectations.data_context.data_context.context_factory": (
        "project_manager.set_project",
        "ProjectManager._project",
    ),
    "great_expectations.datasource.fluent": ("BatchRequest",),
    "great_expectations.datasource.fluent.batch_identifier_util": ("make_batch_identifier",),
    "great_expectations.datasource.fluent.constants": ("_DATA_CONNECTOR_NAME",),
    "great_expectations.datasource.fluent.interfaces": (
        "Batch", "DataAsset.add_batch_definition", "DataAsset.build_batch_request", "DataAsset.get_batch",
        "DataAsset.get_batch_identifiers_list", "DataAsset.get_batch_parameters_keys", "DataAsset.test_connection",
        "DataAsset._validate_batch_request", "DataAsset._get_batch_metadata_from_batch_request",
        "Datasource.execution_engine_type", "Datasource.get_execution_engine", "Datasource.test_connection",
        "Datasource._add_asset",
    ),
    "great_expectations.exceptions.exceptions": ("BuildBatchRequestError", "DataContextRequiredError"),
    "great_expectations.execution_engine": ("ExecutionEngine",),
    "great_expectations.execution_engine.execution_engine": (
        "MetricComputationConfiguration", "ExecutionEngine.batch_manager",
        "ExecutionEngine.condition_to_filter_clause", "ExecutionEngine.get_batch_data_and_markers",
        "ExecutionEngine.get_compute_domain", "ExecutionEngine.get_domain_records", "ExecutionEngine.load_batch_data",
        "ExecutionEngine.resolve_metric_bundle", "ExecutionEngine.resolve_metrics",
        "ExecutionEngine._partition_domain_kwargs", "ExecutionEngine._and_condition_to_filter_clause",
        "ExecutionEngine._or_condition_to_filter_clause", "ExecutionEngine._comparison_condition_to_filter_clause",
        "ExecutionEngine._nullity_condition_to_filter_clause",
    ),
    "great_expectations.expectations": ("ExpectColumnValuesToBeOfType", "ExpectColumnValuesToBeInTypeList"),
    "great_expectations.expectations.expectation": (
        "BatchExpectation",
        "ColumnMapExpectation", "Expectation._register_renderer_functions", "Expectation._get_success_kwarg",
        "Expectation._validate", "Expectation.configuration", "_convert_string_to_condition",
    ),
    "great_expectations.expectations.expectation_configuration": ("parse_result_format",),
    "great_expectations.expectations.metadata_types": ("FailureSeverity",),
    "great_expectations.render": ("LegacyRendererType",),
    "great_expectations.render.renderer.renderer": ("renderer",),
    "great_expectations.expectations.metrics.metric_provider": (
        "MetricProvider.default_kwarg_values", "MetricProvider._get_evaluation_dependencies",
    ),
    "great_expectations.expectations.model_field_types": (
        "CONDITION_PARSER_GREAT_EXPECTATIONS", "CONDITION_PARSER_GREAT_EXPECTATIONS_DEPRECATED",
    ),
    "great_expectations.expectations.registry": ("_registered_metrics", "register_metric", "get_metric_provider"),
    "great_expectations.expectations.row_conditions": (
        "AndCondition", "Column", "ComparisonCondition", "Condition", "NullityCondition", "Operator", "OrCondition",
        "PassThroughCondition", "deserialize_row_condition",
    ),
    "great_expectations.validator.metric_configuration": ("MetricConfiguration",),
}  # fmt: skip


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, names in NAMES.items() for name in names])
def test_the_name_is_where_newsgate_expects_it(module: str, name: str) -> None:
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        assert hasattr(found, part), str(contract.moved(f"{module} has no {name} any more"))
        found = getattr(found, part)


def test_every_name_that_the_contract_imports_is_listed() -> None:
    tree = ast.parse(Path(contract.__file__).read_text(encoding="utf-8"))
    imported = {
        (str(node.module), alias.name) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        for alias in node.names if str(node.module).startswith("great_expectations.")
    }  # fmt: skip
    listed = {(module, name.partition(".")[0]) for module, names in NAMES.items() for name in names}
    packages = {(module.rpartition(".")[0], module.rpartition(".")[2]) for module in NAMES}
    assert imported - listed - packages == set()


def test_a_definition_of_a_metric_has_the_keys_that_newsgate_reads() -> None:
    definition = contract.registered_metrics["table.row_count"]
    assert {"metric_domain_keys", "metric_value_keys", "providers"} <= set(definition)


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        ("great_expectations.expectations.registry", "register_metric", "cannot import name 'register_metric'"),
        ("great_expectations.core.batch_spec", "RuntimeDataBatchSpec", "cannot import name 'RuntimeDataBatchSpec'"),
        ("great_expectations.execution_engine", "ExecutionEngine", "cannot import name 'ExecutionEngine'"),
    ],
)
def test_a_name_that_has_moved_is_told_in_a_sentence(
    module: str, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(importlib.import_module(module), name)
    spec = importlib.util.spec_from_file_location(f"{contract.__package__}.anew", contract.__file__)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(UsageError, match=r"^Great Expectations \d[\d.]+ is not one that") as told:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert said in told.value.what
    assert contract.SUPPORTED_VERSIONS in told.value.what


def test_the_sentence_is_what_whoever_imports_the_package_is_told() -> None:
    ran = in_a_new_process(
        "import great_expectations.execution_engine as m; del m.ExecutionEngine\nimport newsgate.expectations.gx"
    )
    assert ran.returncode == 1
    last = ran.stderr.strip().splitlines()[-1]
    assert last.startswith("newsgate.corpus.errors.UsageError: Great Expectations ")
    assert "cannot import name 'ExecutionEngine'" in last


def test_a_member_that_has_gone_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(contract.Datasource, "_add_asset")
    with pytest.raises(UsageError, match=r"interfaces\.Datasource has no member '_add_asset' any more; newsgate supp"):
        contract.check_members()


def test_a_package_that_ends_the_process_does_not_end_it(tmp_path: Path) -> None:
    """As pyspark does without grpcio: an exit code of 0 would read as an open gate."""
    (tmp_path / "great_expectations").mkdir()
    (tmp_path / "great_expectations" / "__init__.py").write_text("import sys\nsys.exit(0)\n")
    ran = in_a_new_process("import newsgate.expectations.gx", tmp_path)
    assert ran.returncode == 1
    assert "tried to end the process" in ran.stderr


def test_the_range_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"great-expectations{contract.SUPPORTED_VERSIONS}" in project["dependencies"]


def test_newsgate_alone_does_not_import_it() -> None:
    ran = in_a_new_process("import sys, newsgate\nassert 'great_expectations' not in sys.modules\nprint('sentinel')")
    assert ran.stdout == "sentinel\n", ran.stderr


def test_importing_it_says_nothing_and_telemetry_is_off() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "GX_ANALYTICS_ENABLED"}
    ran = in_a_new_process(
        "import os, newsgate.expectations.gx\nprint(os.environ['GX_ANALYTICS_ENABLED'])", **environment
    )
    assert (ran.stdout, ran.stderr) == ("false\n", "")


def in_a_new_process(code: str, *paths: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = environment or dict(os.environ)
    path = os.pathsep.join([*map(str, paths), str(ROOT / "src")])
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env={**given, "PYTHONPATH": path}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
