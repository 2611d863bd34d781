"""Suites, checkpoints and contexts on disk, also in a process that only imports newsgate.expectations.gx."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
import pytest
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.row_conditions import Column

from newsgate.expectations.gx import PolarsBatchData, PolarsDatasource, PolarsFrameAsset, project_kept, quiet_context
from newsgate.expectations.gx.contract import project_manager

ROOT = Path(__file__).resolve().parents[3]
FRAME = pl.DataFrame({"id": ["a", "b", None], "n": [1, 2, 3]})


@pytest.fixture
def ephemeral() -> Any:
    return quiet_context(mode="ephemeral")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        "articles",
        expectations=[
            gxe.ExpectColumnValuesToNotBeNull(column="id", mostly=0.5, severity=FailureSeverity.WARNING),
            gxe.ExpectColumnValuesToBeBetween(column="n", min_value=1, max_value=2, row_condition=Column("id") != "a"),
            gxe.ExpectColumnValuesToBeOfType(column="n", type_="Int64"),
        ],
    )


def test_a_suite_survives_json() -> None:
    stored = json.loads(json.dumps(suite().to_json_dict()))
    again = gx.ExpectationSuite(**stored)
    assert [one.configuration.to_json_dict() for one in again.expectations] == [
        one.configuration.to_json_dict() for one in suite().expectations
    ]
    assert [one.configuration.type for one in again.expectations] == [one["type"] for one in stored["expectations"]]


def test_the_methods_of_a_context(ephemeral: Any) -> None:
    source = ephemeral.data_sources.add_polars("corpus")
    assert isinstance(source, PolarsDatasource)
    assert isinstance(ephemeral.data_sources.get("corpus"), PolarsDatasource)
    asset = source.add_dataframe_asset("articles", batch_metadata={"release": "2026-11"})
    assert isinstance(asset, PolarsFrameAsset)
    with pytest.raises(ValueError, match="already exists"):
        source.add_dataframe_asset("articles")
    definition = asset.add_batch_definition_whole_dataframe("whole")
    batch = definition.get_batch(batch_parameters={"dataframe": FRAME})
    assert batch.metadata == {"release": "2026-11"}
    assert isinstance(batch.data, PolarsBatchData)
    assert batch.data.lazy.collect().equals(FRAME)
    assert ephemeral.data_sources.add_or_update_polars("corpus").name == "corpus"
    ephemeral.data_sources.delete("corpus")


def test_a_checkpoint_keeps_no_data(ephemeral: Any) -> None:
    asset = ephemeral.data_sources.add_polars("corpus").add_dataframe_asset("articles")
    definition = asset.add_batch_definition_whole_dataframe("whole")
    stored = ephemeral.suites.add(suite())
    validation = ephemeral.validation_definitions.add(
        gx.ValidationDefinition(name="release", data=definition, suite=stored)
    )
    checkpoint = ephemeral.checkpoints.add(
        gx.Checkpoint(name="gate", validation_definitions=[validation], result_format="SUMMARY")
    )
    result = checkpoint.run(batch_parameters={"dataframe": FRAME})
    assert not result.success
    told = json.dumps(result.describe_dict()) + json.dumps(next(iter(result.run_results.values())).to_json_dict())
    assert "PolarsDataFrame" in told
    assert "shape" not in told
    with pytest.raises(Exception, match="Polars frame as the batch parameter 'dataframe'"):
        checkpoint.run()


def test_no_progress_bars(capfd: pytest.CaptureFixture[str]) -> None:
    context: Any = quiet_context(mode="ephemeral")
    asset = context.data_sources.add_polars("quiet").add_dataframe_asset("articles")
    definition = asset.add_batch_definition_whole_dataframe("whole")
    definition.get_batch(batch_parameters={"dataframe": FRAME}).validate(suite())
    assert capfd.readouterr() == ("", "")


def test_the_context_of_whoever_called_stays_the_current_one() -> None:
    theirs = quiet_context(mode="ephemeral")
    with project_kept():
        ours: Any = quiet_context(mode="ephemeral")
        asset = ours.data_sources.add_polars("ours").add_dataframe_asset("articles")
        definition = asset.add_batch_definition_whole_dataframe("whole")
    assert project_manager._project is theirs
    with project_kept(ours):
        assert definition.get_batch(batch_parameters={"dataframe": FRAME}).validate(suite()) is not None
    assert project_manager._project is theirs


SET_UP = """
import great_expectations as gx
import great_expectations.expectations as gxe
from newsgate.expectations.gx import quiet_context
from great_expectations.expectations.row_conditions import Column

context = quiet_context(mode="file", project_root_dir={root!r})
asset = context.data_sources.add_polars("corpus").add_dataframe_asset("articles")
definition = asset.add_batch_definition_whole_dataframe("whole")
suite = context.suites.add(gx.ExpectationSuite("articles", expectations=[
    gxe.ExpectColumnValuesToNotBeNull(column="id"),
    gxe.ExpectColumnValuesToBeBetween(column="n", max_value=2, row_condition=Column("id") == "a"),
]))
validation = context.validation_definitions.add(gx.ValidationDefinition(name="release", data=definition, suite=suite))
action = gx.checkpoint.UpdateDataDocsAction(name="docs")
context.checkpoints.add(gx.Checkpoint(name="gate", validation_definitions=[validation], actions=[action]))
"""
RUN = """
import sys
import newsgate.expectations.gx
import great_expectations as gx
import polars as pl

context = gx.get_context(mode="file", project_root_dir={root!r})
checkpoint = context.checkpoints.get("gate")
for ids in (["a", "b"], ["a", None]):
    result = checkpoint.run(batch_parameters={{"dataframe": pl.DataFrame({{"id": ids, "n": [1, 3]}})}})
    print(result.success)
"""
WITHOUT = """
import great_expectations as gx
import polars as pl

context = gx.get_context(mode="file", project_root_dir={root!r})
result = context.checkpoints.get("gate").run(batch_parameters={{"dataframe": pl.DataFrame({{"id": ["a"], "n": [1]}})}})
print(result.success)
"""


def in_a_new_process(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def test_a_context_on_disk_in_a_new_process(tmp_path: Path) -> None:
    root = str(tmp_path)
    with project_kept():
        exec(SET_UP.format(root=root), {})
    stored = (tmp_path / "gx" / "great_expectations.yml").read_text(encoding="utf-8")
    assert "type: polars" in stored
    ran = in_a_new_process(RUN.format(root=root))
    assert ran.stdout == "True\nFalse\n", ran.stderr
    assert len(list((tmp_path / "gx" / "uncommitted" / "validations").rglob("*.json"))) == 2
    assert list((tmp_path / "gx" / "uncommitted" / "data_docs").rglob("index.html"))
    # without the import the stored source is unknown: an exception, and nothing green
    ran = in_a_new_process(WITHOUT.format(root=root))
    assert ran.returncode == 1
    assert "True" not in ran.stdout
