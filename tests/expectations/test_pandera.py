"""The suite in pandera: it says what the expressions say, survives YAML, and never goes green by accident."""

import copy
import importlib.util
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrors
from pandera.typing.polars import DataFrame, LazyFrame

import newsgate as ng
from newsgate.checks import CHECKS, FACTS, Case, Check, check, with_facts
from newsgate.corpus import ARTICLE_SCHEMA, UsageError
from newsgate.expectations import Expectation, Override
from newsgate.expectations.to_pandera import ArticleSchema

from ..checks.judging import frame_of
from ..drawing import examples, gathered
from ..running import EXAMPLE, ROOT, newsgate_process

Ids = dict[str, list[str | None]]

HOSTILE = "<script>alert(1)</script> \x1b[31m =cmd|' /C calc'!A0 {{7*7}} &lt; [ad_1]"
GIVEN: dict[str, dict[str, object]] = {"no_pattern": {"pattern": "(?i)lorem"}}
ALL = ng.Suite(
    "all",
    (
        *(Expectation(id=name, check=one, parameters=GIVEN.get(name, {})) for name, one in CHECKS.items()),
        Expectation(id="derived_linked", check=CHECKS["duplicates_linked"], parameters={"tier": "derived"}),
        Expectation(id="every_dateline", check=CHECKS["dateline_present"], parameters={"articles": "all"}),
        Expectation(id="no_markup_in_titles", check=CHECKS["no_markup"], columns=("title",)),
    ),
)


def suite_of(*expectations: Expectation) -> ng.Suite:
    return ng.Suite("some", expectations)


def one(name: str, **options: Any) -> Expectation:
    return Expectation(id=options.pop("id", name), check=CHECKS[name], **options)


def failing(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> Ids:
    """The failing ids by check, as pandera tells them to its users."""
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        told, reasons = errors.failure_cases, {e.reason_code.name for e in errors.schema_errors}
    else:
        return {}
    assert set(told["column"]) == {"article_id"}, told
    assert reasons == {"DATAFRAME_CHECK"}, told
    return {str(name): part["failure_case"].to_list() for (name,), part in told.group_by("check")}


def reloaded(schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
    """Through YAML, by pandera's own class."""
    text = schema.to_yaml()
    loaded: pa.DataFrameSchema = pa.DataFrameSchema.from_yaml(text)
    assert type(loaded) is pa.DataFrameSchema
    assert loaded.to_yaml() == text
    return loaded


def problems(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[str]:
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    return [str(e.failure_cases) for e in caught.value.schema_errors if e.reason_code.name == "CHECK_ERROR"]


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A new process, in which nothing was imported or registered."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def example() -> pl.DataFrame:
    return ng.read_corpus(EXAMPLE).articles


@pytest.fixture
def frame() -> pl.DataFrame:
    return frame_of([{"article_id": "a", "body": "It passed. [ad_1]"}, {"article_id": "b", "title": "A&amp;B"}])


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_a_schema_of_the_article_frame() -> None:
    schema = ng.load_suite("news").to_pandera()
    assert isinstance(schema, pa.DataFrameSchema)
    assert list(schema.columns) == list(ARTICLE_SCHEMA)
    assert {name: column.dtype.type for name, column in schema.columns.items()} == ARTICLE_SCHEMA
    needed = {name for name, column in schema.columns.items() if column.required}
    assert needed == {"article_id", "title", "body", "published_at"}


def test_pandera_says_what_the_gate_says(example: pl.DataFrame) -> None:
    suite = ng.load_suite("news")
    found = ng.check(example, suite).findings.unique(["expectation", "article_id", "origin"])
    ids = {str(name): sorted(part["article_id"]) for (name,), part in found.group_by("expectation")}
    told = failing(suite.to_pandera(), example)
    assert {name: sorted(map(str, cases)) for name, cases in told.items()} == ids
    assert len(ids) == 20


_PARTS = [
    *(str(case[field]) for c in CHECKS.values() for case in (*c.bad, *c.good) for field in ("title", "body")
      if case.get(field)),
    HOSTILE, "", " ", "Lorem ipsum.", "It passed.\n\nIt rained.",
]  # fmt: skip
_text = st.none() | st.lists(st.sampled_from(_PARTS), min_size=1, max_size=3).map("\n\n".join) | st.text(max_size=20)
_days = [datetime(2026, 3, 4, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(2190, 1, 1, tzinfo=UTC)]
_articles = st.fixed_dictionaries(
    {
        "article_id": st.none() | st.sampled_from(["a", "b", "c", "", HOSTILE]),
        "source": st.none() | st.sampled_from(["quay", "blog-1"]),
        "title": _text,
        "body": _text,
        "published_at": st.none() | st.sampled_from(_days),
        "published_at_raw": st.none() | st.sampled_from(["", "yesterday"]),
        "duplicate_of": st.none() | st.sampled_from(["a", "b"]),
    }
)


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(gathered(_articles, lists=12))
def test_pandera_says_what_the_expressions_say(articles: list[Case]) -> None:
    frame = frame_of(articles)
    native = with_facts(frame, ALL.facts).select(**{e.id: e.masks().failing for e in ALL.expectations})
    expected = {c: frame["article_id"].filter(native[c]).to_list() for c in native.columns if native[c].any()}
    schema = ALL.to_pandera()
    assert failing(schema, frame) == expected
    assert failing(reloaded(schema), frame) == expected


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_survives_yaml(name: str) -> None:
    for case in CHECKS[name].bad:
        schema = suite_of(one(name, parameters=case.get("with", {}))).to_pandera()
        bad = frame_of([case, *case.get("among", ())])
        told = failing(schema, bad)
        assert bad["article_id"][0] in told[name]
        assert failing(reloaded(schema), bad) == told
        assert failing(pa.DataFrameSchema.from_json(schema.to_json()), bad) == told


def test_a_schema_survives_into_a_new_process(example: pl.DataFrame, tmp_path: Path) -> None:
    schema = ng.load_suite("news").to_pandera()
    (tmp_path / "news.yaml").write_text(str(schema.to_yaml()), encoding="utf-8")
    example.write_parquet(tmp_path / "articles.parquet")
    code = """
import json, sys
import pandera.polars as pa, polars as pl
from pandera.errors import SchemaErrors
import newsgate.expectations.to_pandera
schema = pa.DataFrameSchema.from_yaml(sys.argv[1])
try:
    schema.validate(pl.read_parquet(sys.argv[2]), lazy=True)
except SchemaErrors as errors:
    print(json.dumps(errors.failure_cases.select("check", "failure_case").rows()))
"""
    ran = python(code, str(tmp_path / "news.yaml"), str(tmp_path / "articles.parquet"))
    assert ran.returncode == 0, ran.stderr
    told = failing(schema, example)
    assert json.loads(ran.stdout) == [[name, case] for name in told_in_order(schema) for case in told.get(name, [])]


def told_in_order(schema: pa.DataFrameSchema) -> list[str]:
    return [str(c.error) for c in schema.columns["article_id"].checks]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.text("aé9 #:{}[]()-?!*&|>'\"\\\n\t\x00\u2028🙂", max_size=12).map(re.escape), max_size=3))
def test_patterns_are_kept(patterns: list[str]) -> None:
    patterns = [*patterns, r"no", r"1_000", r"(?i)\d+: #x", "a\tb", "\x85", "“é”", "'\"", "- [a: b]"]
    asked = one("no_ad_markers", parameters={"also": patterns})
    (_, kept) = reloaded(suite_of(asked).to_pandera()).columns["article_id"].checks
    assert kept.statistics == {"id": asked.id, "parameters": {"also": patterns}, "columns": [], "sources": {}}


def test_parameters_columns_and_sources_act_after_reloading() -> None:
    frame = frame_of(
        [
            {"article_id": "short", "title": "<b>Vote</b>", "source": "quay"},
            {"article_id": "long", "title": "Vote", "body": "It passed <b>twice</b>.", "source": "quay"},
            {"article_id": "blog", "title": "<b>Vote</b>", "source": "blog-1"},
            {"article_id": "asked", "title": "<b>Vote</b>", "source": "blog-2"},
            {"article_id": "nobody", "title": "<b>Vote</b>", "source": None},
        ]
    )
    skip = (("blog-*", Override(skip=True)), ("blog-2", Override()), ("(unknown)", Override(skip=True)))
    schema = suite_of(
        one("body_present", parameters={"at_least": 20}), one("no_markup", columns=("title",), sources=skip)
    ).to_pandera()
    told = {"body_present": ["short", "blog", "asked", "nobody"], "no_markup": ["short", "asked"]}
    assert failing(schema, frame) == told
    assert failing(reloaded(schema), frame) == told


def test_two_expectations_of_one_check_both_survive() -> None:
    schema = suite_of(
        one("no_pattern", id="no_cookies", parameters={"pattern": "cookies"}),
        one("no_pattern", id="no_lorem", parameters={"pattern": "lorem"}),
    ).to_pandera()
    frame = frame_of([{"article_id": "a", "body": "lorem"}, {"article_id": "b", "body": "cookies, lorem"}])
    told = {"no_cookies": ["b"], "no_lorem": ["a", "b"]}
    assert failing(schema, frame) == told
    assert failing(reloaded(schema), frame) == told


def test_failure_cases_never_hold_text() -> None:
    frame = frame_of([{"article_id": "a", "title": HOSTILE, "body": HOSTILE, "published_at": _days[1]}])
    with pytest.raises(SchemaErrors) as caught:
        ALL.to_pandera().validate(frame, lazy=True)
    assert set(caught.value.failure_cases["failure_case"]) == {"a"}
    assert "script" not in str(caught.value)
    assert "calc" not in "".join(str(e) for e in caught.value.schema_errors)


@pytest.mark.parametrize("column", ["body", None])
def test_a_check_that_would_tell_the_text_is_refused(frame: pl.DataFrame, column: str | None) -> None:
    method = pa.Check.newsgate_no_ad_markers
    schema = (
        pa.DataFrameSchema({column: pa.Column(str, method())}) if column else pa.DataFrameSchema({}, checks=method())
    )
    (problem,) = problems(schema, frame)
    assert "hang it on the column 'article_id'" in problem
    assert "[ad_1]" not in problem


def test_a_check_that_breaks_never_tells_the_text(frame: pl.DataFrame) -> None:
    @check(bad=[], good=[], columns=("body",))
    def all_numbers(text: pl.Expr) -> pl.Expr:
        """Only numbers."""
        return text.str.to_integer().cast(pl.String)

    assert isinstance(all_numbers, Check)
    schema = suite_of(Expectation(id="all_numbers", check=all_numbers), one("no_ad_markers")).to_pandera()
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(frame.with_columns(body=pl.lit(HOSTILE)), lazy=True)
    told = dict(caught.value.failure_cases.select("check", "failure_case").rows())
    reason = "all_numbers broke on the data: ComputeError: strict integer parsing failed for 1 value(s)"
    assert told["all_numbers"] == f'DataError("{reason}")'
    (verdict,) = ng.check(frame, suite_of(Expectation(id="all_numbers", check=all_numbers))).expectations
    assert verdict.problem == reason
    assert told["no_ad_markers"] in {"a", "b"}
    assert "script" not in str(caught.value)


def test_an_empty_frame_and_one_row() -> None:
    schema = ALL.to_pandera()
    assert failing(schema, frame_of([])) == {}
    assert failing(schema, frame_of([{"body": "OSLO, May 4 – It rained."}])) == {}


# ── ids ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", [True, False], ids=["ids_unique", "no ids_unique"])
def test_a_shared_id_is_told_once(asked: bool) -> None:
    names = ["no_markup", "ids_unique"] if asked else ["no_markup"]
    schema = suite_of(*map(one, names)).to_pandera()
    with pytest.raises(SchemaErrors) as caught:
        reloaded(schema).validate(frame_of([{"article_id": "7"}, {"article_id": "7"}]), lazy=True)
    told = caught.value.failure_cases.select("check", "failure_case").rows()
    assert told == [("ids_unique" if asked else "field_uniqueness", "7")] * 2


@pytest.mark.parametrize("asked", [True, False], ids=["ids_unique", "no ids_unique"])
def test_a_missing_id_is_told_once(asked: bool) -> None:
    schema = suite_of(*map(one, ["no_markup", "ids_unique"] if asked else ["no_markup"])).to_pandera()
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(frame_of([{"article_id": None}]), lazy=True)
    assert caught.value.failure_cases["failure_case"].to_list() == [None]


def test_the_gate_asks_for_unique_ids_only_where_the_suite_does() -> None:
    frame = frame_of([{"article_id": "7"}, {"article_id": "7"}, {"article_id": None}])
    assert ng.check(frame, suite_of(one("no_markup"))).passed
    assert ng.check(frame, suite_of(one("ids_unique"))).findings["article_id"].to_list() == ["7", "7", None]


# ── facts of the whole frame ──────────────────────────────────────────────────────────────────────────────────────────


def test_facts_are_computed_once_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(name: str, fact: Callable[[pl.DataFrame], pl.Series]) -> Callable[[pl.DataFrame], pl.Series]:
        def count(articles: pl.DataFrame) -> pl.Series:
            calls.append(name)
            return fact(articles)

        return count

    for name, fact in list(FACTS.items()):
        monkeypatch.setitem(FACTS, name, counted(name, fact))
    schema = ng.load_suite("news").to_pandera()
    for frame in (frame_of([{"article_id": "a"}]), frame_of([{"article_id": "b"}, {"article_id": "b"}])):
        failing(schema, frame)
        assert sorted(calls) == sorted(FACTS)
        calls.clear()


@pytest.mark.parametrize(
    ("names", "facts"),
    [
        (["duplicates_linked"], ["copies", "recurring"]),
        (["links_sound"], ["claims", "recurring"]),
        (["links_sound", "duplicates_linked"], ["claims", "copies", "recurring"]),
        (["duplicates_linked", "no_recurring_lines", "links_sound"], ["claims", "copies", "recurring"]),
    ],
)
def test_a_fact_that_others_need_is_computed_once_too(
    monkeypatch: pytest.MonkeyPatch, names: list[str], facts: list[str]
) -> None:
    calls: list[str] = []

    def counted(name: str, fact: Callable[[pl.DataFrame], pl.Series]) -> Callable[[pl.DataFrame], pl.Series]:
        def count(articles: pl.DataFrame) -> pl.Series:
            calls.append(name)
            return fact(articles)

        return count

    for name, fact in list(FACTS.items()):
        monkeypatch.setitem(FACTS, name, counted(name, fact))
    frame = frame_of([{"article_id": "a"}, {"article_id": "b", "duplicate_of": "x"}])
    told = failing(suite_of(*map(one, names)).to_pandera(), frame)
    assert told == ({"links_sound": ["b"]} if "links_sound" in names else {})
    assert sorted(calls) == facts


def test_facts_are_never_taken_from_the_input() -> None:
    twice = frame_of([{"article_id": "7"}, {"article_id": "7"}])
    once = with_facts(frame_of([{"article_id": "7"}, {"article_id": "8"}]), FACTS)
    spoofed = twice.with_columns(twins=once["twins"], copies=pl.lit(3), claims=once["claims"], recurring=pl.lit("x"))
    schema = suite_of(*map(one, ["ids_unique", "duplicates_linked", "links_sound", "no_recurring_lines"])).to_pandera()
    assert failing(schema, spoofed.with_columns(duplicate_of=pl.lit("8"))) == {
        "ids_unique": ["7", "7"],
        "links_sound": ["7", "7"],
    }


# ── in other people's code ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_model_is_the_contract(example: pl.DataFrame) -> None:
    columns = ng.ArticleModel.to_schema().columns
    assert {name: column.dtype.type for name, column in columns.items()} == ARTICLE_SCHEMA
    assert [name for name, column in columns.items() if not column.nullable] == ["article_id"]
    assert [name for name, column in columns.items() if column.required] == ["article_id", "body"]
    assert columns["article_id"].unique
    ng.ArticleModel.validate(example.unique("article_id"))
    ng.ArticleModel.validate(pl.DataFrame({"article_id": ["a"], "body": [None]}, schema_overrides={"body": pl.String}))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (pl.lit("7").alias("article_id"), "SERIES_CONTAINS_DUPLICATES"),
        (pl.lit(None, pl.String).alias("article_id"), "SERIES_CONTAINS_NULLS"),
        (pl.lit(7).alias("body"), "WRONG_DATATYPE"),
        (pl.lit(datetime(2026, 1, 1)).alias("published_at"), "WRONG_DATATYPE"),
        (pl.lit("Ann Poe").alias("authors"), "WRONG_DATATYPE"),
    ],
)
def test_the_model_refuses_other_frames(frame: pl.DataFrame, change: pl.Expr, reason: str) -> None:
    with pytest.raises(SchemaErrors) as caught:
        ng.ArticleModel.validate(frame.with_columns(change), lazy=True)
    assert reason in {e.reason_code.name for e in caught.value.schema_errors}


class Released(ng.ArticleModel):
    """A model of a user's own."""

    article_id: str = pa.Field(
        unique=True, newsgate_no_ad_markers={}, newsgate_body_present={"parameters": {"at_least": 3}}
    )


@pa.check_types(lazy=True)
def _released(articles: DataFrame[Released]) -> DataFrame[Released]:
    return articles


@pa.check_types
def _read(articles: DataFrame[ng.ArticleModel]) -> pl.DataFrame:
    return articles


@pa.check_types
def _lazy(articles: LazyFrame[ng.ArticleModel]) -> pl.LazyFrame:
    return articles


def test_check_types(frame: pl.DataFrame) -> None:
    assert _read(frame).equals(frame)  # type: ignore[arg-type]
    with pytest.raises(SchemaError, match="not unique"):
        _read(pl.concat([frame, frame]))  # type: ignore[arg-type]
    with pytest.raises(SchemaErrors) as caught:
        _released(frame)  # type: ignore[arg-type]
    assert caught.value.failure_cases["failure_case"].to_list() == ["a"]
    assert _released(frame.filter(article_id="b")).height == 1  # type: ignore[arg-type]


def test_check_io(frame: pl.DataFrame) -> None:
    schema = suite_of(one("no_ad_markers")).to_pandera()

    @pa.check_io(articles=schema, out=schema, lazy=True)
    def step(articles: pl.DataFrame) -> pl.DataFrame:
        return articles

    assert step(frame.filter(article_id="b")).height == 1
    with pytest.raises(SchemaErrors):
        step(frame)


def test_a_schema_can_be_changed_as_any_other(frame: pl.DataFrame) -> None:
    schema = suite_of(one("no_ad_markers")).to_pandera()
    wider = schema.add_columns({"desk": pa.Column(pl.String)})
    told = {"no_ad_markers": ["a"]}
    assert failing(wider, frame.with_columns(desk=pl.lit("city"))) == told
    assert failing(copy.deepcopy(schema), frame) == told
    assert isinstance(wider, ArticleSchema)


def test_newsgate_does_not_import_pandera() -> None:
    ran = python("import sys, newsgate; print([m for m in ('pandera', 'pandas') if m in sys.modules])")
    assert ran.stdout.strip() == "[]"


def test_the_gate_needs_no_pandas() -> None:
    code = """
import sys
class Polars:  # an installation of pandera[polars] brings no pandas
    def find_spec(self, name, path=None, target=None):
        if name == "pandas" or name.startswith("pandas."):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Polars())
import newsgate as ng
print(ng.check(ng.read_corpus("examples/corpus")).findings.height > 0)
schema = ng.load_suite("news").to_pandera()
print("newsgate_no_markup" in schema.to_yaml())
try:
    type(schema).from_yaml(schema.to_yaml())
except ng.UsageError as error:
    print(error)
"""
    ran = python(code)
    said = ["True", "True", "pandera needs pandas to load a schema: python -m pip install pandas"]
    assert ran.stdout.splitlines() == said, ran.stderr


def test_the_model_is_a_public_name() -> None:
    ran = python("import newsgate; print(newsgate.ArticleModel.__name__); newsgate.Articles")
    assert ran.stdout.strip() == "ArticleModel"
    assert "has no attribute 'Articles'" in ran.stderr


def test_the_module_may_be_loaded_twice() -> None:
    code = "import importlib, newsgate.expectations.to_pandera as m; importlib.reload(m); print('loaded')"
    assert python(code).stdout.strip() == "loaded"


# ── what is not as it should be ───────────────────────────────────────────────────────────────────────────────────────


def test_a_column_that_is_not_there(frame: pl.DataFrame) -> None:
    schema = suite_of(one("title_present"), one("no_markup", columns=("summary",)), one("no_ad_markers")).to_pandera()
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(frame.drop("title"), lazy=True)
    told = caught.value.failure_cases.select("check", "failure_case").rows()
    assert [case for name, case in told if name == "column_in_dataframe"] == ["title", "summary"]
    assert ("no_ad_markers", "a") in told
    for name, column in (("title_present", "title"), ("no_markup", "summary")):
        (sentence,) = [case for check_name, case in told if check_name == name]
        assert f"there is no column {column!r}, which {name} judges: rename the column that holds it" in sentence
    assert "rename the columns that hold these" in caught.value.__notes__[0]
    with pytest.raises(SchemaError, match="column 'article_id' not in dataframe"):
        schema.validate(frame.drop("article_id"))


def test_the_gate_tells_a_column_that_is_not_there(frame: pl.DataFrame) -> None:
    suite = suite_of(one("no_markup", columns=("summary",)), one("no_mojibake"))
    (verdict, other) = ng.check(frame, suite).expectations
    assert verdict.outcome == "error"
    assert verdict.problem.startswith("there is no column 'summary', which no_markup judges: rename")
    assert other.outcome == "pass"


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("body_present", {"parameters": {"at_lest": 3}}, "no parameter 'at_lest': did you mean 'at_least'?"),
        ("body_present", {"parameters": {"at_least": "many"}}, "a whole number, not 'many'"),
        ("body_present", {"columns": ["title"]}, "takes no other columns"),
        ("body_present", {"sources": {"blog-*": "skp"}}, "did you mean 'skip'?"),
        ("body_present", {"with_": {"at_least": 3}}, "n_failure_cases; not with_"),
        ("no_pattern", {}, "needs the parameter 'pattern'"),
        ("no_pattern", {"parameters": {"pattern": "(?=ahead)"}}, "look-around"),
        ("no_markup", {"columns": ["bdy"]}, "did you mean 'body'?"),
    ],
)
def test_a_bad_parameter_is_told(name: str, change: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        getattr(pa.Check, f"newsgate_{name}")(**change)


def test_a_check_that_nobody_offers_runs_here_and_is_told_elsewhere(frame: pl.DataFrame) -> None:
    @check(bad=[], good=[], columns=("body",))
    def no_brackets(text: pl.Expr) -> pl.Expr:
        """No brackets."""
        return text.str.extract(r"(\[)")

    assert isinstance(no_brackets, Check)
    schema = suite_of(Expectation(id="no_brackets", check=no_brackets)).to_pandera()
    assert failing(schema, frame) == {"no_brackets": ["a"]}
    with pytest.raises(UsageError, match="there is no check 'no_brackets'"):
        pa.DataFrameSchema.from_yaml(schema.to_yaml())


# ── how pandera goes green by accident (TRAPS.md) ─────────────────────────────────────────────────────────────────────


def test_t1_a_lazy_frame_is_refused(frame: pl.DataFrame) -> None:
    schema = suite_of(one("no_ad_markers")).to_pandera()
    text = schema.to_yaml()
    pa.DataFrameSchema.from_yaml(text).validate(frame.lazy())  # the trap: no article was looked at
    for guarded in (schema, ArticleSchema.from_yaml(text), ArticleSchema.from_json(schema.to_json()), Released):
        with pytest.raises(UsageError, match="Collect it first"):
            guarded.validate(frame.lazy(), lazy=True)
    with pytest.raises(UsageError, match="Collect it first"):
        _lazy(frame.lazy())  # type: ignore[arg-type]


def test_t1_a_lazy_frame_is_validated_when_it_is_asked_for(frame: pl.DataFrame) -> None:
    schema = ALL.to_pandera()
    with config_context(validation_depth=ValidationDepth.SCHEMA_AND_DATA), pytest.raises(SchemaErrors) as caught:
        schema.validate(frame.lazy(), lazy=True)
    told = caught.value.failure_cases
    assert {str(name): part["failure_case"].to_list() for (name,), part in told.group_by("check")} == failing(
        schema, frame
    )
    with config_context(validation_depth=ValidationDepth.SCHEMA_ONLY):
        schema.validate(frame.lazy())


def test_t1_the_gate_validates_whatever_the_environment_says(frame: pl.DataFrame) -> None:
    suite = suite_of(one("no_ad_markers"))
    for setting in ({"validation_enabled": False}, {"validation_depth": ValidationDepth.SCHEMA_ONLY}):
        with config_context(**setting):
            assert ng.check(frame, suite).findings["article_id"].to_list() == ["a"]
    assert newsgate_process("check", EXAMPLE, "--quiet", PANDERA_VALIDATION_ENABLED="False").code == 1


def test_t2_what_is_misspelt_is_an_error() -> None:
    text = str(suite_of(one("no_ad_markers")).to_pandera().to_yaml())
    with pytest.raises(AttributeError, match="newsgate_no_ad_marker"):
        pa.DataFrameSchema.from_yaml(text.replace("newsgate_no_ad_markers", "newsgate_no_ad_marker"))
    with pytest.raises(UsageError, match="no parameter 'aslo': did you mean 'also'"):
        pa.DataFrameSchema.from_yaml(text.replace("parameters: {}", "parameters: {aslo: []}"))
    with pytest.raises(UsageError, match="not parametres"):
        pa.DataFrameSchema.from_yaml(text.replace("parameters: {}", "parametres: {}"))


@pytest.mark.parametrize("expectations", [ALL.expectations, ALL.expectations[:1]], ids=["all", "one"])
def test_t2_without_the_import_loading_is_an_error(expectations: tuple[Expectation, ...], tmp_path: Path) -> None:
    (tmp_path / "suite.yaml").write_text(str(suite_of(*expectations).to_pandera().to_yaml()), encoding="utf-8")
    code = "import sys, pandera.polars as pa; pa.DataFrameSchema.from_yaml(sys.argv[1])"
    ran = python(code, str(tmp_path / "suite.yaml"))
    assert ran.returncode == 1
    assert "Make sure any custom checks have been registered" in ran.stderr


def test_t3_groupby_is_refused(frame: pl.DataFrame) -> None:
    with pytest.raises(UsageError, match="not groupby"):
        pa.Check.newsgate_no_ad_markers(groupby="source")
    text = str(suite_of(one("no_ad_markers")).to_pandera().to_yaml())
    edited = text.replace("ignore_na: false", "groupby: [source]")
    assert edited != text
    with pytest.raises(UsageError, match="pandera ignores groupby, here of no_ad_markers"):
        ArticleSchema.from_yaml(edited).validate(frame)


def test_t3_no_check_vanishes_from_yaml() -> None:
    schema = ALL.to_pandera()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # pandera warns when it skips a check
        loaded = reloaded(schema)
    names = ["None", *(e.id for e in ALL.expectations)]
    assert told_in_order(schema) == told_in_order(loaded) == names


# ── the benchmark ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_benchmark_measures_equal_work() -> None:
    spec = importlib.util.spec_from_file_location("engines", ROOT / "benchmarks" / "engines.py")
    assert spec is not None
    assert spec.loader is not None
    engines = importlib.util.module_from_spec(spec)
    sys.modules["engines"] = engines  # its dataclasses look it up
    spec.loader.exec_module(engines)
    articles = engines.make_articles(1_000, 300)
    assert articles["body"].str.len_chars().min() == 300
    plain, through = (engines.ENGINES[name].prepare(articles)() for name in ("plain select", "pandera"))
    assert all(len(ids) for ids in plain.values())
    assert {name: ids.to_list() for name, ids in through.items()} == {n: ids.to_list() for n, ids in plain.items()}
