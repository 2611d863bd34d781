"""The checks as expectation types of Great Expectations: made, stored, run, told."""

import functools
import html
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
import pytest
from great_expectations.checkpoint import UpdateDataDocsAction
from great_expectations.expectations.row_conditions import Column

import newsgate as ng
import newsgate.expectations.gx as types
from newsgate.checks import CHECKS
from newsgate.expectations import Limits, Override
from newsgate.expectations.gx import ArticleExpectation, article_expectations, quiet_context

from ...running import EXAMPLE, ROOT, newsgate
from .asking import as_pandas, ask, batch, batch_definitions, told

AD = "The vote passed.\n\n[ad_1]\n\nTraders objected to all of it."
FINE = "The vote passed. Nobody objected to any of it."


def kind(name: str) -> Any:
    """A type, as `from newsgate.expectations.gx import …` finds it."""
    return getattr(types, name)


def articles(*bodies: str | None, source: str = "harbor", first: int = 0) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"article_id": f"{source}-{n}", "source": source, "title": "Council votes", "body": body}
            for n, body in enumerate(bodies, first)
        ],
        schema=dict.fromkeys(("article_id", "source", "title", "body"), pl.String),
    )


@functools.cache
def example() -> ng.Corpus:
    return ng.read_corpus(EXAMPLE)


def full_suite() -> ng.Suite:
    """Every check, with every kind of limit and override."""
    rules = (
        ("z*", Override(skip=True)),
        ("a*", Override(limits=Limits(error=0.5, warning=0.9))),
        ("archive", Override(limits=Limits(warning=0.7))),
    )
    given: dict[str, dict[str, object]] = {
        "no_pattern": {"pattern": "(?i)lorem|<b>"}, "no_ad_markers": {"also": ["ADVERT"]},
        "duplicates_linked": {"tier": "derived"}, "body_present": {"at_least": 10},
    }  # fmt: skip
    checks = [
        ng.Expectation(id=f"{name} <i>", check=one, parameters=given.get(name, {}), sources=rules, because="<b>so</b>")
        for name, one in CHECKS.items()
    ]
    more = (
        ng.Expectation(id="warns", check=CHECKS["no_markup"], columns=("title",), limits=Limits(warning=0.9)),
        ng.Expectation(id="w", check=CHECKS["no_markup"], limits=Limits(warning=0.9), severity="warning"),
        ng.Expectation(id="i", check=CHECKS["no_markup"], limits=Limits(warning=0.9), severity="info"),
    )
    return ng.Suite("all of it", (*checks, *more), min_articles=7)


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )


# -- making them


def test_every_check_has_a_type() -> None:
    assert set(article_expectations()) == set(CHECKS)
    assert kind("ExpectNoAdMarkers") is article_expectations()["no_ad_markers"]
    for name, made in article_expectations().items():
        assert made.check is CHECKS[name]
        assert made.__doc__ == CHECKS[name].summary
        assert gx.expectations.registry.get_expectation_impl(f"expect_{name}") is made
    with pytest.raises(AttributeError, match="ExpectNothing"):
        kind("ExpectNothing")


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("ExpectNoPattern", {}, "field required"),
        ("ExpectNoPattern", {"pattern": "(?=x)"}, "not a regular expression that can run: look-around"),
        ("ExpectNoPattern", {"pattern": "("}, "not a regular expression that can run: unclosed group"),
        ("ExpectNoAdMarkers", {"also": ["fine", "(?<=x)"]}, "not a regular expression that can run"),
        ("ExpectNoAdMarkers", {"allso": ["x"]}, "allso\n  extra fields not permitted"),
        ("ExpectBodyPresent", {"at_least": "much"}, "not a valid integer"),
        ("ExpectPublishedAtPlausible", {"not_before": "soon"}, "ExpectPublishedAtPlausible: .*'soon'"),
        ("ExpectDuplicatesLinked", {"tier": "far"}, "permitted: 'near', 'derived'"),
        ("ExpectNoAdMarkers", {"mostly": 1.5}, "less than or equal to 1"),
        ("ExpectNoAdMarkers", {"mostly": float("nan")}, "greater than or equal to 0"),
        ("ExpectNoAdMarkers", {"mostly": 0.9, "mostly_warning": 0.5}, "the warning must come before the failure"),
        ("ExpectNoAdMarkers", {"mostly_warning": 1.0, "severity": "info"}, "goes with severity critical; with info"),
        ("ExpectNoAdMarkers", {"severity": "grave"}, "severity"),
        ("ExpectNoAdMarkers", {"min_articles": -1}, "greater than or equal to 0"),
        ("ExpectNoAdMarkers", {"columns": []}, "no column is left to judge"),
        ("ExpectIdsUnique", {"columns": ["title"]}, "it judges article_id and takes no other columns"),
        ("ExpectNoAdMarkers", {"sources": {"a": "skp"}}, "a source's rule is 'skip' or .*, not 'skp'"),
        ("ExpectNoAdMarkers", {"sources": {"a": {"most": 1}}}, "a source's rule is 'skip' or"),
        ("ExpectNoAdMarkers", {"sources": [{"skip": True}]}, "a source's rule is 'skip' or"),
        ("ExpectNoAdMarkers", {"sources": {"a": {"mostly": -1}}}, "a share from 0 to 1, not -1"),
        ("ExpectNoAdMarkers", {"sources": {"a": {"mostly": float("nan")}}}, "a share from 0 to 1, not nan"),
        ("ExpectNoAdMarkers", {"sources": {"a": {"mostly": "0.9"}}}, "a share from 0 to 1, not '0.9'"),
    ],
)
def test_what_cannot_be_asked_is_told_when_it_is_written(name: str, given: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        kind(name)(**given)


# -- storing them


def test_a_suite_survives_json() -> None:
    suite = full_suite().to_gx()
    text = json.dumps(suite.to_json_dict(), sort_keys=True)  # as the stores of Great Expectations write it
    again = gx.ExpectationSuite(**json.loads(text))
    assert again.expectations == suite.expectations
    assert [one.expectation() for one in again.expectations] == [one.expectation() for one in suite.expectations]  # type: ignore[attr-defined]


def test_a_suite_asks_what_newsgate_asks() -> None:
    for asked, made in zip(full_suite().expectations, full_suite().to_gx().expectations, strict=True):
        assert isinstance(made, ArticleExpectation)
        told = made.expectation()
        defaults = {name: one.default for name, one in asked.check.parameters.items() if one.default is not None}
        assert (told.check, told.reads) == (asked.check, asked.reads)
        assert told.parameters == {**defaults, **asked.parameters}
        assert told.severity == asked.severity
        for source in ("zeta", "abel", "archive", "other"):
            ours, theirs = asked.limits_for(source), told.limits_for(source)
            assert (ours is None) == (theirs is None)
            if ours and theirs:
                assert (ours.error or 0.0, ours.warning) == (theirs.error or 0.0, theirs.warning)
        assert made.meta is not None
        assert made.meta["newsgate"]["id"] == html.escape(asked.id)
        assert "<b>" not in json.dumps(made.meta)


STORED = """
import json, pathlib, sys
import great_expectations as gx
import polars as pl
import newsgate.expectations.gx as ours
context = ours.quiet_context(mode="file", project_root_dir=sys.argv[1])
result = context.checkpoints.get("release").run(batch_parameters={"dataframe": pl.read_parquet(sys.argv[2])})
(validated,) = result.run_results.values()
for one in validated.results:
    print(one.expectation_config.type, one.success, ",".join(one.result.get("unexpected_list", [])))
context.suites.add(gx.ExpectationSuite(**json.loads(pathlib.Path(sys.argv[3]).read_text())))
print(len(context.suites.get("news").expectations))
"""

HOSTILE = '<img src=x onerror=alert(1)>&"'


def test_a_stored_project_runs_in_a_new_process_and_tells_no_text(tmp_path: Path) -> None:
    """And so does a suite that the command has exported; and what is built of hostile ids is not HTML."""
    context = quiet_context(mode="file", project_root_dir=tmp_path)
    whole = context.data_sources.add_polars("corpus").add_dataframe_asset("articles")
    suite = gx.ExpectationSuite(
        name="release",
        expectations=[
            kind("ExpectNoAdMarkers")(sources={"z*": "skip", "zeal": {"mostly": 1.0}}),
            kind("ExpectIdsUnique")(),
            *(one for one in full_suite().to_gx().expectations if one.meta and one.meta["newsgate"]["id"] == "w"),
            kind("ExpectTitlePresent")(row_condition=Column("source") == "harbor"),
            kind("ExpectNoMarkup")(columns=["lead"], sources={HOSTILE: {"mostly": 1.0}}),
        ],
    )
    validation = gx.ValidationDefinition(
        name="articles", data=whole.add_batch_definition_whole_dataframe("whole"), suite=context.suites.add(suite)
    )
    context.checkpoints.add(
        gx.Checkpoint(
            name="release",
            validation_definitions=[context.validation_definitions.add(validation)],
            actions=[UpdateDataDocsAction(name="docs")],
            result_format="COMPLETE",
        )
    )
    hostile = articles(AD, f"{FINE} {HOSTILE}", source=HOSTILE).with_columns(article_id=pl.lit(HOSTILE))
    frame = pl.concat([hostile, articles(AD, source="zulu"), articles(AD, source="zeal"), articles(FINE)])
    frame.write_parquet(tmp_path / "articles.parquet")
    exported = newsgate("suite", "export", "news", "--to", "gx", "--output", tmp_path / "news.json")
    assert exported.code == 0, exported.err

    done = run(STORED, tmp_path, tmp_path / "articles.parquet", tmp_path / "news.json")
    escaped = html.escape(HOSTILE)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == sorted(
        [
            f"expect_no_ad_markers False {escaped},zeal-0",  # zulu is skipped, zeal, which also fits z*, is not
            f"expect_ids_unique False {escaped},{escaped}",
            f"expect_no_markup False {escaped}",
            "expect_title_present True ",
            "expect_no_markup False ",  # there is no column 'lead'
            str(len(ng.load_suite("news").expectations)),
        ]
    )
    written = [path for path in (tmp_path / "gx").rglob("*") if path.suffix in {".html", ".json"}]
    texts = {path: path.read_text(encoding="utf-8") for path in written}
    assert any("/validations/" in str(path) and path.suffix == ".html" for path in texts)
    assert any("zeal-0" in text for path, text in texts.items() if path.suffix == ".json")
    for path, text in texts.items():
        assert "<img src=x" not in text or path.suffix == ".json"  # where the suite itself says so
        assert "Nobody objected" not in text
        assert "Traders objected" not in text


def test_without_the_module_a_stored_context_is_not_green(tmp_path: Path) -> None:
    context = quiet_context(mode="file", project_root_dir=tmp_path)
    context.data_sources.add_polars("corpus").add_dataframe_asset("articles")
    context.suites.add(gx.ExpectationSuite(name="s", expectations=[kind("ExpectNoAdMarkers")()]))
    code = "import sys, great_expectations as gx; gx.get_context(mode='file', project_root_dir=sys.argv[1])"
    done = run(f"{code}.suites.get('s')", tmp_path)
    assert done.returncode == 1
    assert "polars" in done.stderr or "expect_no_ad_markers" in done.stderr


# -- running them


def test_result_formats() -> None:
    frame = pl.concat([articles(*[AD] * 25, None, FINE), articles(FINE, source="orbit")])
    asked = kind("ExpectNoAdMarkers")(min_articles=0)
    shapes = {shape: ask(frame, asked, shape) for shape in ("BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE")}
    assert not any(result.success for result in shapes.values())
    assert "unexpected_list" not in shapes["BOOLEAN_ONLY"].result
    for shape in ("BASIC", "SUMMARY"):
        result = shapes[shape].result
        assert result["partial_unexpected_list"] == [f"harbor-{n}" for n in range(20)]
        assert [one["source"] for one in result["details"]["sources"]] == ["harbor"]
        assert "unexpected_list" not in result
    result = shapes["COMPLETE"].result
    assert (result["element_count"], result["unexpected_count"], result["missing_count"]) == (28, 25, 1)
    assert result["unexpected_percent"] == pytest.approx(100 * 25 / 27)
    assert result["unexpected_list"] == [f"harbor-{n}" for n in range(25)]
    assert result["unexpected_index_list"][3] == {"article_id": "harbor-3", "row": 3}
    assert [one["source"] for one in result["details"]["sources"]] == ["harbor", "orbit"]
    few = ask(frame, asked, {"result_format": "BASIC", "partial_unexpected_count": 2})
    assert few.result["partial_unexpected_list"] == ["harbor-0", "harbor-1"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda frame: frame.drop("body"), "there is no column 'body', which no_ad_markers needs"),
        (lambda frame: frame.drop("article_id"), "there is no column 'article_id', which no_ad_markers needs"),
        (lambda frame: frame.with_columns(article_id=7), "put pl.col('article_id').cast(pl.String) into the frame"),
        (lambda frame: frame.with_columns(body=7), "no_ad_markers: "),
    ],
)
def test_a_frame_that_does_not_fit_is_told(change: Callable[[pl.DataFrame], pl.DataFrame], why: str) -> None:
    result = ask(change(articles(FINE)), kind("ExpectNoAdMarkers")())
    assert not result.success
    assert why in told(result)


def test_other_engines_are_refused() -> None:
    frame = as_pandas(articles(FINE))
    suite = gx.ExpectationSuite(
        name="s", expectations=[kind("ExpectNoMarkup")(), gxe.ExpectColumnToExist(column="body")]
    )
    results = batch_definitions()[1].get_batch(batch_parameters={"dataframe": frame}).validate(suite).results
    said = {one.success: told(one) for one in results}  # the other expectations of the suite are judged all the same
    assert said[True] == ""
    assert "ExpectNoMarkup judges Polars frames" in said[False]


def test_columns_that_checks_add_are_not_the_frames() -> None:
    frame = articles(FINE).drop("title")
    suite = gx.ExpectationSuite(
        name="s",
        expectations=[
            kind("ExpectDuplicatesLinked")(),
            gxe.ExpectColumnMaxToBeBetween(column="url", max_value=1),
            gxe.ExpectColumnToExist(column="url"),
            gxe.ExpectColumnValuesToBeUnique(column="title"),
        ],
    )
    loaded = batch(frame)
    for _ in range(2):
        results = {one.expectation_config.type: one.success for one in loaded.validate(suite).results}
        assert results.pop("expect_duplicates_linked")
        assert not any(results.values())


def test_a_row_condition_picks_the_articles() -> None:
    frame = example().articles
    for source in frame["source"].unique():
        by_hand = frame.filter(source=source)
        for name in ("no_ad_markers", "escapes_resolved", "no_footer_boilerplate"):
            made = article_expectations()[name]
            picked = ask(frame, made(row_condition=Column("source") == source)).result
            assert picked["unexpected_list"] == ask(by_hand, made()).result["unexpected_list"]
            assert picked["element_count"] == by_hand.height


def test_facts_are_those_of_the_whole_frame_and_never_the_frames_own() -> None:
    twice = pl.concat([articles(FINE), articles(FINE, source="orbit").with_columns(article_id=pl.lit("harbor-0"))])
    one = kind("ExpectIdsUnique")(row_condition=Column("source") == "orbit")
    assert ask(twice, one).result["unexpected_list"] == ["harbor-0"]  # its twin is of another source
    columns = [pl.lit(None).alias("twins"), pl.lit([], pl.List(pl.String)).alias("copies")]
    assert not ask(twice.with_columns(columns), kind("ExpectIdsUnique")()).success
    copied = example().articles.with_columns(columns)
    honest = ask(example().articles, kind("ExpectDuplicatesLinked")()).result["unexpected_list"]
    assert honest
    assert ask(copied, kind("ExpectDuplicatesLinked")()).result["unexpected_list"] == honest


# -- judging


@pytest.mark.parametrize(
    ("given", "outcome", "success"),
    [
        ({"mostly": 0.9}, "pass", True),
        ({"mostly": 0.9, "mostly_warning": 0.99}, "warn", True),
        ({"mostly": 0.99}, "fail", False),
        ({"mostly": 0.99, "severity": "warning"}, "warn", False),
        ({"mostly": 0.99, "severity": "info"}, "warn", False),
        ({"mostly": 0.9, "severity": "info"}, "pass", True),
        ({"sources": {"*": "skip"}}, "not_evaluated", False),
    ],
)
def test_severity_and_success(given: dict[str, Any], outcome: str, success: bool) -> None:
    result = ask(articles(AD, *[FINE] * 19), kind("ExpectNoAdMarkers")(**given))
    assert (result.result["details"]["outcome"], result.success) == (outcome, success)


def test_nothing_to_judge_is_no_success() -> None:
    for frame in (articles(), articles(None, None)):
        for name in ("ExpectNoAdMarkers", "ExpectIdsUnique"):
            result = ask(frame, kind(name)())
            assert result.success == (name == "ExpectIdsUnique" and frame.height > 0)
    none_of_them = ask(articles(FINE), kind("ExpectNoAdMarkers")(row_condition=Column("source") == "nobody"))
    assert not none_of_them.success


def many_sources() -> pl.DataFrame:
    """Two hundred sources of 1 to 40 articles, some of which break it."""
    made = []
    for n in range(200):
        bodies = [AD if (n * 7 + k * 13) % 41 < n % 5 else None if k % 17 == 5 else FINE for k in range(1 + n % 40)]
        made.append(articles(*bodies, source=f"source-{n}"))
    return pl.concat(made)


@pytest.mark.parametrize("frame", [lambda: example().articles, many_sources], ids=["example", "200 sources"])
@pytest.mark.parametrize("min_articles", [0, 20])
def test_verdicts_are_newsgates(frame: Callable[[], pl.DataFrame], min_articles: int) -> None:
    suite = ng.parse_suite(f"""
suite: pooled
min_articles: {min_articles}
expectations:
  - expect: no_ad_markers
    mostly: {{warning: 0.97, error: 0.94}}
    sources: {{"source-1*": {{mostly: 0.8}}, "source-19*": skip, "source-199": {{mostly: {{warning: 0.9}}}}}}
  - expect: body_present
    mostly: {{warning: 0.95}}
  - expect: escapes_resolved
    severity: warning
    mostly: 0.99
""")
    given = frame()
    ours = {one.expectation.id: one for one in ng.check(given, suite).expectations}
    results = batch(given).validate(suite.to_gx(), result_format="COMPLETE").results
    assert len(results) == 3
    for result in results:
        one = ours[result.expectation_config.meta["newsgate"]["id"]]
        details = result.result["details"]
        assert details["outcome"] == one.outcome
        assert result.success == (one.outcome == "pass" or (one.outcome == "warn" and one.severity == "error"))
        assert [(s["source"], s["outcome"], s["pooled"], s["unexpected_count"]) for s in details["sources"]] == [
            (s.source, s.outcome, s.pooled, s.counts.unexpected) for s in one.sources
        ]


# -- from the command line


def test_the_example_project_runs() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "gx_project" / "gate.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    assert lines["expectation"] == ["success", "failing", "judged"]
    assert lines["no_ad_markers"] == ["no", "4", "62"]
    assert lines["expect_column_values_to_not_be_null"] == ["yes", "0", "62"]


def test_an_exported_pandera_schema_loads_in_a_new_process(tmp_path: Path) -> None:
    assert newsgate("suite", "export", "news", "--to", "pandera", "--output", tmp_path / "news.yaml").code == 0
    code = (
        "import sys, pathlib, pandera.polars as pa, newsgate.expectations.to_pandera;"
        "print(len(pa.DataFrameSchema.from_yaml(pathlib.Path(sys.argv[1]).read_text()).columns['article_id'].checks))"
    )
    done = run(code, tmp_path / "news.yaml")
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= len(ng.load_suite("news").expectations)


def test_both_engines_print_the_same() -> None:
    printed = [newsgate("check", "examples/corpus", "--engine", name, "--format", "json") for name in ("gx", "pandera")]
    assert [one.code for one in printed] == [1, 1]
    verdicts = [json.loads(one.out) for one in printed]
    assert verdicts[0] == verdicts[1]


def test_newsgate_is_light() -> None:
    done = run("import sys, newsgate; print(sorted({'great_expectations', 'pandera', 'pandas'} & set(sys.modules)))")
    assert done.stdout == "[]\n", done.stderr
