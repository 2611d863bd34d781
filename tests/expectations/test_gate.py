"""The gate on real corpora: what is found, by whichever way it is asked, in whichever order and portion."""

import random
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

import newsgate as ng
from newsgate.checks import CHECKS, FACTS, ROW_FACTS, with_facts
from newsgate.corpus import ARTICLE_SCHEMA, PUBLISHED_RAW, DataError
from newsgate.expectations import EXAMPLE_SCHEMA, FINDING_SCHEMA, Limits, Override, batch, gate

from ..drawing import examples, gathered

ROOT = Path(__file__).parents[2]
NEWS = ng.load_suite("news")
FULL_SCHEMA = {**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()}
STORY = " ".join(f"depot{n}" for n in range(60))
HOSTILE = [
    "<script>alert(1)</script>", "\x1b[31mred\x1b[0m", "=HYPERLINK(1)", "a\0b", "\ufdd0 x \ufdd0", "{{ 7*7 }}",
    "${1} $2", "'; DROP TABLE articles; --", "\u202etxet", "🚋" * 300, "\r\n" * 50, "%s %d {} {0}", "[ad_1]" * 30,
    "&amp;" * 30, "# [x](javascript:1)", "A" * 5_000, "[link=https://x]y[/]", "../../etc", "é\u0301" * 99, "\\" * 200,
    "",
]  # fmt: skip


@cache
def _everything() -> pl.DataFrame:
    """All that the checks' own pages flag and spare, copies, twins, nulls and hostile texts, from four sources."""
    cases: list[dict[str, Any]] = [
        {key: value for key, value in case.items() if key not in {"with", "among", "article_id"}}
        for check in CHECKS.values()
        for case in (*check.bad, *check.good)
    ]
    cases += [{"title": text, "body": text} for text in HOSTILE]
    cases += [{"body": STORY}, {"body": f"By Tuva Rindal. {STORY}"}, {"body": STORY, "duplicate_of": "id-3"}]
    cases += [{"article_id": "twin"}, {"article_id": "twin"}, {"article_id": None}, {"article_id": None, "title": None}]
    cases += [
        dict.fromkeys(ARTICLE_SCHEMA),
        {"title": None, "body": "<p>"},
        {"body": None},
        {"title": "&amp;", "body": None},
    ]
    cases += [{"published_at": datetime(2087, 1, 1, tzinfo=UTC)}, {"published_at_raw": "the day before"}]
    rows = [
        {"article_id": f"id-{n}", "title": "Vote passes", "body": f"It passed in {n} rounds.", "source": f"s{n % 4}",
         "origin": f"row {n}", **case}
        for n, case in enumerate(cases)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=FULL_SCHEMA)


@cache
def _told() -> ng.Result:
    """What the gate says of it."""
    return ng.check(_everything(), NEWS)


def _failing_ids(told: ng.Result) -> dict[str, list[str | None]]:
    """The rows (by origin) that have findings, per expectation."""
    return {
        e.id: sorted(set(told.findings.filter(expectation=e.id)["origin"].to_list()), key=str)
        for e in NEWS.expectations
    }


def _directly(frame: pl.DataFrame) -> dict[str, list[str | None]]:
    facts = with_facts(frame, NEWS.facts)
    masks = {e.id: e.masks().failing for e in NEWS.expectations}
    return {name: sorted(set(facts.filter(failing)["origin"].to_list()), key=str) for name, failing in masks.items()}


def _by_pandera(frame: pl.DataFrame) -> dict[str, list[str | None]]:
    failing: dict[str, list[str | None]] = {e.id: [] for e in NEWS.expectations}
    try:
        NEWS.to_pandera().validate(frame, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            kept = error.check_output.to_series()
            failing[error.check.error] = sorted(set(frame.filter(~kept)["origin"].to_list()), key=str)
    return failing


def _comparable(told: ng.Result) -> list[tuple[Any, ...]]:
    return sorted(told.findings.rows(), key=str)


def test_the_example_corpus_fails_exactly_as_its_truth_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "corpus")
    corpus = ng.read_corpus(".")
    assert (corpus.articles.height, corpus.rejects.height) == (62, 0)
    told = ng.check(corpus, NEWS)
    found = {
        (origin.removeprefix("./").removesuffix(".txt:1") + (".txt" if origin.endswith(".txt:1") else ""), check)
        for origin, check in told.findings.select("origin", "check").rows()
    }
    truth = yaml.safe_load((ROOT / "tests" / "example_truth.yaml").read_text(encoding="utf-8"))
    assert found == {(article["origin"], check) for article in truth for check in article["fails"]}
    assert told.exit_code() == 1


def test_pandera_and_expressions_and_findings_agree() -> None:
    frame = _everything()
    directly = _directly(frame)
    assert _by_pandera(frame) == directly
    assert _failing_ids(_told()) == directly
    assert all(directly[e.id] for e in NEWS.expectations if e.id != "derived_linked")


def test_counts_are_those_of_the_findings() -> None:
    told = _told()
    for one in told.expectations:
        articles = told.findings.filter(expectation=one.expectation.id)["origin"].n_unique()
        assert one.counts.unexpected == articles, one.expectation.id
        assert one.counts.element == told.corpus.articles.height
        assert one.counts.evaluated == one.counts.element - one.counts.missing - one.counts.not_owed


@pytest.mark.any_version
@pytest.mark.parametrize("row", range(0, 203, 17))
def test_one_row_is_judged_as_among_others(row: int) -> None:
    frame = _everything().slice(row, 1)
    directly = _directly(frame)
    assert _by_pandera(frame) == directly
    assert _failing_ids(ng.check(frame, NEWS)) == directly


@pytest.mark.any_version
@pytest.mark.parametrize(("size", "every"), [(3, 9), (50, 1), (1_000, 1)])
def test_the_size_of_batches_decides_nothing(monkeypatch: pytest.MonkeyPatch, size: int, every: int) -> None:
    frame = _everything().gather_every(every)
    whole = ng.check(frame, NEWS) if every > 1 else _told()
    monkeypatch.setattr(gate, "BATCH_ROWS", size)
    told = ng.check(frame, NEWS)
    assert told.findings.equals(whole.findings)
    assert told.verdicts.equals(whole.verdicts)
    assert told.examples.sort(pl.all()).equals(whole.examples.sort(pl.all()))
    assert told.expectations == whole.expectations


@pytest.mark.any_version
def test_the_order_of_the_articles_decides_nothing() -> None:
    frame = _everything().filter(pl.col("article_id").is_unique())
    whole = ng.check(frame, NEWS)
    rows = list(range(frame.height))
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        told = ng.check(frame[rows], NEWS)
        assert _comparable(told) == _comparable(whole)
        assert told.verdicts.sort(pl.all()).equals(whole.verdicts.sort(pl.all()))


def test_a_run_is_repeated_to_the_letter() -> None:
    first, again = _told(), ng.check(_everything(), NEWS)
    assert first.findings.equals(again.findings)
    assert first.examples.equals(again.examples)
    assert first.verdicts.equals(again.verdicts)


def test_findings_come_in_the_order_of_articles_and_then_of_the_suite() -> None:
    told = _told()
    asked = [e.id for e in NEWS.expectations]
    keys = [
        (int(origin.split()[1]) if origin else -1, asked.index(name), field, -1 if start is None else start)
        for origin, name, field, start in told.findings.select("origin", "expectation", "field", "start").rows()
        if origin
    ]
    assert keys == sorted(keys)
    assert dict(told.findings.schema) == FINDING_SCHEMA
    assert dict(told.examples.schema) == EXAMPLE_SCHEMA


def test_a_finding_stands_where_it_says() -> None:
    frame = _everything()
    bodies = {origin: (title, body) for origin, title, body in frame.select("origin", "title", "body").rows()}
    told = _told().findings.filter(pl.col("start").is_not_null())
    assert told.height > 100
    for finding in told.rows(named=True):
        text = bodies[finding["origin"]][finding["field"] == "body"]
        marked = text[finding["start"] : finding["end"]]
        assert finding["evidence"] == (marked if len(marked) <= 240 else marked[:239] + "…")
        assert len(finding["evidence"]) <= 240


def test_an_example_has_the_text_around_it() -> None:
    frame = _everything()
    texts = {origin: (title, body) for origin, title, body in frame.select("origin", "title", "body").rows()}
    shown = _told().examples
    for example in shown.filter(pl.col("start").is_not_null()).rows(named=True):
        text = texts[example["origin"]][example["field"] == "body"]
        assert example["before"] == text[max(0, example["start"] - 90) : example["start"]]
        assert example["after"] == text[example["end"] : example["end"] + 90]
    counted = shown.group_by("expectation", "source").len()
    assert counted["len"].max() == batch.EXAMPLES


def test_each_article_of_a_small_corpus_has_its_cells() -> None:
    frame = _everything().head(batch.CELLS_UP_TO)
    told = ng.check(frame, NEWS)
    assert told.cells.height == frame.height * len(NEWS.expectations)
    fails = told.cells.filter(state="fails").select("origin", "expectation").unique()
    assert fails.sort(pl.all()).equals(told.findings.select("origin", "expectation").unique().sort(pl.all()))
    assert _told().cells.height == 0


def test_the_schema_judges_a_plain_frame() -> None:
    plain = pl.DataFrame({
        "article_id": ["a", "b", "c", "d"],
        "title": ["Vote passes", "Caf&eacute; burns", None, "It rains"],
        "body": ["It passed.", "It burnt.", "It rained.", "<p>It rained.</p>"],
        "published_at": [datetime(2026, 5, 4, tzinfo=UTC)] * 3 + [datetime(2087, 1, 1, tzinfo=UTC)],
        "section": ["x"] * 4,
    }).with_columns(pl.col("published_at").cast(ARTICLE_SCHEMA["published_at"]))  # fmt: skip
    schema = NEWS.to_pandera()
    assert isinstance(schema, pa.DataFrameSchema)
    with pytest.raises(SchemaErrors) as told:
        schema.validate(plain, lazy=True)
    cases = told.value.failure_cases.select("check", "failure_case").rows()
    assert sorted(cases) == [
        ("escapes_resolved", "b"), ("no_markup", "d"), ("published_at_plausible", "d"), ("title_present", "c"),
    ]  # fmt: skip
    clean = schema.validate(plain.head(1), lazy=True)
    assert clean.equals(plain.head(1))


def test_the_schema_finds_copies_and_twins_in_a_plain_frame() -> None:
    plain = pl.DataFrame({"article_id": ["a", "b", "a"], "body": [STORY, STORY.upper(), "It rained."]})
    with pytest.raises(SchemaErrors) as told:
        NEWS.only(["duplicates_linked", "ids_unique"]).to_pandera().validate(plain, lazy=True)
    cases = told.value.failure_cases.select("check", "failure_case").rows()
    assert sorted(cases) == [
        ("duplicates_linked", "a"),
        ("duplicates_linked", "b"),
        ("ids_unique", "a"),
        ("ids_unique", "a"),
    ]


def test_the_schema_takes_a_frame_without_links() -> None:
    plain = pl.DataFrame({"article_id": ["a", "b"], "body": ["It rained.", STORY]})
    schema = NEWS.only(["links_sound", "ids_unique"]).to_pandera()
    assert schema.validate(plain, lazy=True).equals(plain)
    with pytest.raises(SchemaErrors) as told:
        schema.validate(plain.with_columns(duplicate_of=pl.Series(["a", "x"])), lazy=True)
    cases = told.value.failure_cases.select("check", "failure_case").rows()
    assert cases == [("links_sound", "a"), ("links_sound", "b")]
    with pytest.raises(SchemaErrors, match="duplicate_of"):
        schema.validate(plain.with_columns(duplicate_of=pl.lit(7)), lazy=True)


def test_the_schema_asks_for_what_its_expectations_judge() -> None:
    plain = pl.DataFrame({"article_id": ["a"], "body": ["It passed."]})
    with pytest.raises(SchemaErrors, match="column 'title' not in dataframe"):
        NEWS.to_pandera().validate(plain, lazy=True)
    with pytest.raises(SchemaErrors, match="published_at"):
        NEWS.to_pandera().validate(plain.with_columns(title=pl.lit("x"), published_at=pl.lit("2026")), lazy=True)


def test_the_schema_leaves_skipped_sources_alone() -> None:
    asked = ng.Expectation("m", CHECKS["no_markup"], sources=(("photo-*", Override(skip=True)),))
    frame = pl.DataFrame({
        "article_id": ["a", "b", "c"], "source": ["photo-1", "wire", None], "title": ["<b>"] * 3, "body": ["x"] * 3,
    })  # fmt: skip
    with pytest.raises(SchemaErrors) as told:
        ng.Suite("s", (asked,)).to_pandera().validate(frame, lazy=True)
    assert told.value.failure_cases["failure_case"].to_list() == ["b", "c"]


def test_a_lazy_frame_is_refused_and_never_green() -> None:
    with pytest.raises(DataError, match="a LazyFrame is no corpus") as told:
        ng.check(_everything().lazy(), NEWS)  # type: ignore[arg-type]
    assert told.value.exit_code == 3


def test_the_schema_judges_a_lazy_frame_when_pandera_is_told_to() -> None:
    frame = _everything()
    with config_context(validation_depth=ValidationDepth.SCHEMA_AND_DATA), pytest.raises(SchemaErrors):
        NEWS.to_pandera().validate(frame.lazy(), lazy=True)


def test_facts_are_never_taken_from_the_input() -> None:
    frame = pl.DataFrame({"article_id": ["a", "b"], "title": ["x", "y"], "body": [STORY, STORY]})
    alone = ng.Corpus.from_frame(frame.head(1)).articles
    lies = with_facts(alone, FACTS).select(*FACTS)
    claimed = pl.concat([frame, pl.concat([lies, lies])], how="horizontal").with_columns(row=pl.lit("mine"))
    for odd in (claimed, frame.with_columns(copies=pl.lit(30_000), twins=pl.lit("no"), recurring=pl.lit("yes"))):
        told = ng.check(odd, NEWS)
        failed = {v.expectation.id for v in told.outcomes("fail")}
        assert "duplicates_linked" in failed
        assert told.outcomes("error") == []
        assert set(odd.columns) <= set(told.corpus.articles.columns)


def test_a_frame_without_the_written_date_can_be_judged() -> None:
    frame = _everything().drop(PUBLISHED_RAW)
    told = ng.check(frame, NEWS)
    assert told.outcomes("error") == []
    assert told.findings.filter(expectation="published_at_plausible").height > 0


def test_the_gate_says_how_far_it_is() -> None:
    said: list[tuple[str, int, int]] = []
    frame = _everything().head(9)
    ng.check(frame, NEWS, progress=lambda what, done, whole: said.append((what, done, whole)))
    of_the_corpus = [f"facts: {fact}" for fact in FACTS if fact not in ROW_FACTS]
    assert [what for what, _, _ in said] == [*of_the_corpus, "checking", "checking"]
    assert said[-1] == ("checking", frame.height, frame.height)


def test_the_gate_takes_a_suite_by_name() -> None:
    frame = _everything().head(9)
    assert ng.check(frame, "news").findings.equals(ng.check(frame, NEWS).findings)
    assert ng.check(frame).suite.name == "news"


@settings(max_examples=examples(5), deadline=None)
@given(gathered(st.tuples(st.none() | st.text(max_size=60), st.none() | st.text(max_size=60))).filter(bool))
def test_no_text_breaks_a_check(texts: list[tuple[str | None, str | None]]) -> None:
    rows = [
        {"article_id": f"{n}", "title": title, "body": body, "source": "s", "origin": f"row {n}"}
        for n, (title, body) in enumerate(texts)
    ]
    frame = pl.DataFrame(rows, schema=FULL_SCHEMA)
    told = ng.check(frame, NEWS)
    assert told.outcomes("error") == []
    assert _failing_ids(told) == _directly(frame)
    for finding in told.findings.filter(pl.col("start").is_not_null()).rows(named=True):
        text = texts[int(finding["article_id"])][finding["field"] == "body"] or ""
        assert text[finding["start"] : finding["end"]] == finding["evidence"]


@pytest.mark.any_version
def test_limits_do_not_change_what_is_found() -> None:
    frame = _everything()
    strict, lenient = (
        ng.Suite(
            "s",
            tuple(ng.Expectation(e.id, e.check, e.parameters, limits=Limits(error=share)) for e in NEWS.expectations),
        )
        for share in (1.0, 0.0)
    )
    forgiven = ng.check(frame, lenient)
    assert ng.check(frame, strict).findings.equals(forgiven.findings)
    assert forgiven.outcomes("fail") == []
