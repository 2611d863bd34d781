"""Gate the example corpus with a Great Expectations checkpoint.

``python examples/gx_project/gate.py [FOLDER]`` keeps the project in FOLDER and loads it from there the next time;
without a folder it is a temporary one.
"""

# ruff: noqa: T201 (it prints, as a command does)

import sys
import tempfile
from pathlib import Path
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.checkpoint import UpdateDataDocsAction

import newsgate as ng
from newsgate.expectations.gx import quiet_context  # before the context is loaded: it makes newsgate's types known

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def build(context: Any) -> Any:
    """Everything that Great Expectations stores: a source, a suite, what is validated by what, and a checkpoint."""
    source = context.data_sources.add_polars("corpus")
    whole = source.add_dataframe_asset("articles").add_batch_definition_whole_dataframe("whole")
    # newsgate's own suite, every check with its limits, and two stock expectations on columns. The stock ones print
    # the values that fail into the Data Docs: ask them of ids, sources and dates, not of text.
    suite = context.suites.add(ng.load_suite("news").to_gx())
    suite.add_expectation(gxe.ExpectColumnValuesToNotBeNull(column="source"))
    suite.add_expectation(gxe.ExpectTableRowCountToBeBetween(min_value=50))
    validation = context.validation_definitions.add(gx.ValidationDefinition(name="articles", data=whole, suite=suite))
    checkpoint = gx.Checkpoint(
        name="release",
        validation_definitions=[validation],
        actions=[UpdateDataDocsAction(name="docs")],
        result_format="COMPLETE",  # every failing id, not the first twenty
    )
    return context.checkpoints.add(checkpoint)


def gate(folder: str) -> bool:
    """Whether the corpus may be released."""
    context = quiet_context(mode="file", project_root_dir=folder)
    stored = any(checkpoint.name == "release" for checkpoint in context.checkpoints.all())
    checkpoint = context.checkpoints.get("release") if stored else build(context)
    articles = ng.read_corpus(CORPUS).articles
    result = checkpoint.run(batch_parameters={"dataframe": articles})  # the project holds no data: a run brings it

    print(f"{'expectation':<46} success failing judged")
    (validated,) = result.run_results.values()
    for one in validated.results:
        kind, meta, told = one.expectation_config.type, one.expectation_config.meta or {}, one.result
        name = meta.get("newsgate", {}).get("id", kind)  # newsgate's two expectations of one type have ids of their own
        judged = told["element_count"] - told.get("missing_count", 0) if "element_count" in told else "-"
        print(f"{name:<46} {'yes' if one.success else 'no':<7} {told.get('unexpected_count', '-'):>7} {judged:>6}")
    print(f"{'the project was loaded from' if stored else 'the project is in'} {folder}")
    return bool(result.success)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(0 if gate(sys.argv[1] if len(sys.argv) > 1 else temporary) else 1)
