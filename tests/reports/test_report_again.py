"""A report made again from findings and verdict, and the sizes and times of reports. All texts are invented."""

import json
import random
from pathlib import Path

import polars as pl
import pytest

import newsgate as ng
from newsgate.corpus import Corpus, DataError, UsageError
from newsgate.expectations import EXAMPLE_SCHEMA, FINDING_SCHEMA, Result, parse_suite
from newsgate.expectations.result import CELL_SCHEMA
from newsgate.expectations.verdicts import COUNT_SCHEMA, judge
from newsgate.reports.html import one_file
from newsgate.reports.pages import Settings
from newsgate.reports.tables import write_table
from newsgate.reports.verdict_file import read_result
from newsgate.reports.verdict_json import verdict_json

from ..running import newsgate
from .making import ADS, articles, judged

SUITE = (
    "suite: s\ndescription: What it is for.\nmax_rejects: 2\nexpectations:\n"
    "  - {expect: no_ad_markers, mostly: 0.9, because: Markers leak., sources: {'p*': {mostly: 0.2}, dock: skip}}\n"
    "  - {expect: no_pattern, with: {pattern: x}, columns: [nowhere]}\n"
)


def written(result: Result, folder: Path) -> tuple[Path, Path]:
    write_table(result.findings, folder / "findings.parquet")
    (folder / "verdict.json").write_text(verdict_json(result), encoding="utf-8")
    return folder / "findings.parquet", folder / "verdict.json"


def test_everything_that_was_judged_comes_back(tmp_path: Path) -> None:
    rows = (
        articles("quay", 30, bad=9) + articles("pier", 30, bad=20) + articles("dock", 25) + articles("inlet", 4, bad=1)
    )
    result = judged(rows, SUITE)
    again = read_result(*written(result, tmp_path))
    for whole, part in zip(result.expectations, again.expectations, strict=True):
        assert (whole.counts, whole.outcome, whole.sources, whole.problem) == (
            part.counts,
            part.outcome,
            part.sources,
            part.problem,
        )
        assert part.expectation.reads == whole.expectation.reads
    assert again.verdicts.equals(result.verdicts)
    assert again.patterns.equals(result.patterns)
    assert again.findings.equals(result.findings)
    assert again.suite.description == "What it is for."
    assert again.exit_code() == result.exit_code()
    sizes = [each.corpus.articles.group_by("source").len().sort("source") for each in (result, again)]
    assert sizes[0].equals(sizes[1])


@pytest.mark.parametrize("layout", ["file", "dir"])
def test_with_the_articles_it_is_the_same_to_the_byte(tmp_path: Path, layout: str) -> None:
    name = "report.html" if layout == "file" else "report"
    first = newsgate(
        "check", "examples/corpus", "--report", tmp_path / "first" / name, "--findings", tmp_path / "f.parquet",
        "--output", f"json={tmp_path / 'v.json'}",
    )  # fmt: skip
    assert first.code == 1
    again = newsgate(
        "report", tmp_path / "f.parquet", tmp_path / "v.json", "examples/corpus", "-o", tmp_path / "again" / name
    )
    assert (again.code, again.err) == (0, "")
    made = {p.relative_to(tmp_path / "first"): p.read_bytes() for p in (tmp_path / "first").rglob("*.html")}
    assert made == {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*.html")}


def test_without_the_articles_each_finding_shows_what_was_found(tmp_path: Path) -> None:
    result = read_result(*written(judged(articles("quay", 30, bad=9)), tmp_path))
    page = one_file(result)
    assert "<mark>[ad_1]</mark>" in page
    assert "The crew waved" not in page


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    findings, verdict = written(judged(articles("quay", 30, bad=9)), tmp_path)
    with pytest.raises(UsageError, match="not the articles that were judged: 3"):
        read_result(findings, verdict, pl.DataFrame(articles("quay", 3)))
    pl.read_parquet(findings).head(2).write_parquet(findings)
    with pytest.raises(UsageError, match="not of one run: 2 findings, and the verdict counts 9"):
        read_result(findings, verdict)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("no json", DataError, "cannot be read"), ("[]", UsageError, "no verdict of format version"),
        ('{"schema_version": 7}', UsageError, "no verdict"),
        ('{"schema_version": 1}', UsageError, "an earlier newsgate"),
    ],
)  # fmt: skip
def test_what_is_no_verdict_is_told(tmp_path: Path, text: str, error: type[Exception], said: str) -> None:
    findings, verdict = written(judged(articles("quay", 30)), tmp_path)
    verdict.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=said):
        read_result(findings, verdict)


def test_what_are_no_findings_is_told(tmp_path: Path) -> None:
    findings, verdict = written(judged(articles("quay", 30)), tmp_path)
    with pytest.raises(UsageError, match=r"findings are \.parquet"):
        read_result(findings.rename(tmp_path / "f.txt"), verdict)
    with pytest.raises(DataError, match="cannot be read"):
        read_result(tmp_path / "none.parquet", verdict)


def test_a_check_that_is_not_installed_is_told(tmp_path: Path) -> None:
    findings, verdict = written(judged(articles("quay", 30)), tmp_path)
    verdict.write_text(verdict.read_text(encoding="utf-8").replace('"no_ad_markers"', '"not_here"'), encoding="utf-8")
    with pytest.raises(UsageError, match="there is no check 'not_here'"):
        read_result(findings, verdict)


def test_no_text_of_an_article_is_shown_where_none_is_to_be() -> None:
    result = judged(articles("quay", 30, bad=9))
    page = one_file(result, settings=Settings(evidence="none"))
    for text in ("[ad_1]", "ferry", "crew", "Report 0 of"):
        assert text not in page
    assert "quay-0" in page


def test_the_whole_text_is_shown_only_where_it_is_asked_for() -> None:
    rows = [
        {**row, "body": f"{'Long ago. ' * 100} [ad_1] {'Since then. ' * 100} The end."} for row in articles("quay", 30)
    ]
    result = judged(rows)
    assert "The end." not in one_file(result)
    assert "The end." in one_file(result, settings=Settings(evidence="full"))


# Sizes and times.


def large(sources: int, expectations: int, articles_each: int, examples: int = 0) -> Result:
    """A result of many sources, in which every expectation fails somewhere in each source."""
    chance = random.Random(7)
    asked = "".join(
        f"  - {{expect: no_pattern, id: expectation_number_{n}, with: {{pattern: x}}, mostly: 0.98}}\n"
        for n in range(expectations)
    )
    suite = parse_suite(f"suite: large\nexpectations:\n{asked}")
    names = [f"source-number-{n:04}.example" for n in range(sources)]
    frame = pl.DataFrame({"source": names}).select(pl.col("source").repeat_by(articles_each).explode())
    frame = frame.with_columns(
        article_id=pl.int_range(pl.len()).cast(pl.String), body=pl.lit("The ferry sailed at noon.")
    )
    counts = [
        (e.id, name, articles_each, 0, 0, int(articles_each * chance.random() * (1 if chance.random() < 0.1 else 0.02)))
        for name in names
        for e in suite.expectations
    ]
    corpus = Corpus.from_frame(frame)
    found = (
        corpus.articles.group_by("source", maintain_order=True).head(examples).select("article_id", "source", "origin")
    )
    findings = pl.concat([pl.DataFrame(schema=FINDING_SCHEMA)] + [
        found.select(
            "article_id", "source", expectation=pl.lit(e.id), check=pl.lit("no_pattern"), severity=pl.lit("error"),
            field=pl.lit("body"), start=pl.lit(4, pl.UInt32), end=pl.lit(9, pl.UInt32), evidence=pl.lit("ferry"),
            message=pl.lit("matches the pattern that the suite forbids"), origin="origin",
        )
        for e in suite.expectations
    ])  # fmt: skip
    return Result(
        suite=suite, corpus=corpus, findings=findings,
        expectations=judge(suite, pl.DataFrame(counts, schema=COUNT_SCHEMA, orient="row"), {}),
        examples=pl.DataFrame(schema=EXAMPLE_SCHEMA), cells=pl.DataFrame(schema=CELL_SCHEMA),
    )  # fmt: skip


def test_five_thousand_sources_take_a_megabyte() -> None:
    page = one_file(large(5_000, 18, 200, examples=2))
    assert len(page.encode()) <= 1_000_000
    assert len(json.loads(page.split('id="data">')[1].split("</script>")[0])["rows"]) == 5_000
    assert page.count('<section class="page"') > 5
    assert "worst sources have a page of their own" in page


def test_a_million_articles_of_a_hundred_sources_take_a_megabyte() -> None:
    result = large(100, 20, 10_000, examples=200)
    page = one_file(result)
    assert len(page.encode()) <= 1_000_000


def test_less_room_means_fewer_articles_then_fewer_sources_and_says_so() -> None:
    rows = [row for n in range(12) for row in articles(f"isle-{n}", 30, bad=9)]
    result = judged(rows, ADS)
    whole = one_file(result, most=10_000_000)
    fewer = one_file(result, most=len(whole.encode()) - 1)
    least = one_file(result, most=len(fewer.encode()) - 1)
    none = one_file(result, most=1)
    counted = [
        (page.count("<article"), page.count('<section class="page"') - 1) for page in (whole, fewer, least, none)
    ]
    assert counted == [(36, 12), (12, 12), (11, 11), (0, 0)]
    assert "1 more have none; a report as a folder (--layout dir) has more." in least
    assert "have a page of their own" not in fewer


def test_a_report_in_one_file_is_the_same_to_the_byte() -> None:
    result = ng.check(ng.read_corpus(str(Path(__file__).parents[2] / "examples" / "corpus")))
    assert one_file(result) == one_file(result)
