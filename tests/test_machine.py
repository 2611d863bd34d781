"""What a run takes of the machine: little of it changes nothing, and a stop leaves nothing half done."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import newsgate as ng
from newsgate.expectations import Profile, gate
from newsgate.expectations import batch as batches
from newsgate.expectations.batch import Part
from newsgate.expectations.profile import FINDINGS, VERDICT

from .running import EXAMPLE, newsgate, newsgate_process

SMALL = ng.load_suite("news").only(["no_ad_markers", "no_footer_boilerplate", "ids_unique", "title_present"])


def test_a_corpus_on_disk_in_small_batches_is_judged_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ng.check(ng.read_corpus(EXAMPLE), SMALL)
    monkeypatch.setattr("newsgate.corpus.shelf._UNIT", 1)
    monkeypatch.setattr(gate, "LEAST_ROWS", 7)
    told = ng.check(ng.read_corpus(EXAMPLE, memory=800), SMALL, memory=1)
    assert_frame_equal(told.findings, whole.findings)
    assert_frame_equal(told.verdicts, whole.verdicts)
    assert_frame_equal(told.patterns, whole.patterns)
    assert told.corpus.shelf is not None
    assert told.corpus.shelf.size > 100_000


def test_a_check_that_breaks_in_one_batch_has_no_findings_in_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "BATCH_ROWS", 20)
    judged = batches.judged_batch

    def breaking(batch: pl.DataFrame, *rest: object) -> Part:
        part: Part = judged(batch, *rest)  # type: ignore[arg-type]
        return part if batch["row"][0] != 40 else Part(problems={"no_ad_markers": "it broke"})

    monkeypatch.setattr(gate, "judged_batch", breaking)
    told = ng.check(ng.read_corpus(EXAMPLE), SMALL)
    assert [v.problem for v in told.expectations] == ["it broke", "", "", ""]
    assert "no_ad_markers" not in told.findings["expectation"].unique()
    assert told.findings.height > 0
    assert told.patterns["pattern"].str.starts_with("!").all()


def test_a_profile_says_where_the_time_went() -> None:
    profile = Profile()
    told = ng.check(ng.read_corpus(EXAMPLE), SMALL, profile=profile)
    assert list(profile.stages) == ["facts: twins", "checking"]
    text = int(told.corpus.articles["body"].str.len_bytes().sum())
    assert profile.stages["checking"].bytes == text
    assert {name for name, kind in profile.checks if kind == VERDICT} == {e.id for e in SMALL.expectations}
    assert profile.checks["no_ad_markers", VERDICT].bytes == text
    assert 0 < profile.checks["no_ad_markers", FINDINGS].bytes < text
    assert all(spent.seconds > 0 for spent in profile.checks.values())


def test_the_bytes_of_a_large_corpus_are_counted_whole() -> None:
    one = "x" * (1 << 20)
    body = pl.Series([one]).new_from_index(0, 4_100)  # over 4 GiB, of which one MiB is in memory
    many = pl.DataFrame({"article_id": pl.int_range(4_100, eager=True).cast(pl.String), "body": body})
    profile = Profile()
    ng.check(many, ng.load_suite("news").only(["title_present"]), profile=profile)
    assert profile.stages["checking"].bytes == 4_100 << 20


def test_the_command_prints_a_profile_beside_its_report() -> None:
    plain = newsgate("check", EXAMPLE, "--select", "no_ad_markers")
    told = newsgate("check", EXAMPLE, "--select", "no_ad_markers", "--profile")
    assert (told.code, told.out) == (plain.code, plain.out)
    assert plain.err == ""
    lines = told.err.splitlines()
    assert lines[0].split()[:2] == ["Stage", "Seconds"]
    assert [line.split("  ")[0] for line in lines[2:5]] == ["reading", "checking", "in all"]
    assert all(len(line) <= 80 for line in lines)


def test_threads_and_memory_decide_nothing(tmp_path: Path) -> None:
    for name, options in {"plain": (), "bounded": ("--jobs", "1", "--memory", "600MB")}.items():
        ran = newsgate_process("check", EXAMPLE, "--quiet", "--findings", tmp_path / f"{name}.jsonl", *options)
        assert ran.code == 1, ran.err
    assert (tmp_path / "plain.jsonl").read_bytes() == (tmp_path / "bounded.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--memory", "a lot"), "'a lot' is no amount of memory"), (("--memory", "9MB"), "9MB is too little")],
)
def test_an_amount_of_memory_that_is_none_is_told(options: tuple[str, ...], said: str) -> None:
    ran = newsgate("check", EXAMPLE, *options)
    assert ran.code == 2
    assert said in ran.err


def test_who_stops_a_run_finds_what_was_there_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings, report = tmp_path / "findings.parquet", tmp_path / "report.html"
    outputs = ("--findings", findings, "--report", report, "--output", f"json={tmp_path / 'verdict.json'}")
    before = newsgate("check", EXAMPLE, "--select", "ids_unique", "--quiet", *outputs)
    assert before.code == 1
    there = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    stops = {
        "expectations.gate.judged_batch": there,
        "reports.tables.write_atomically": there,  # the findings come first
        "reports.outputs.write_report": {report: there[report]},
    }
    for place, unchanged in stops.items():
        with monkeypatch.context() as patched:
            patched.setattr(f"newsgate.{place}", stopped)
            ran = newsgate("check", EXAMPLE, "--select", "title_present", *outputs)
        assert (ran.code, ran.err.strip()) == (130, "stopped"), place
        assert {path: path.read_bytes() for path in unchanged} == unchanged, place
        assert set(tmp_path.iterdir()) == set(there), place
    assert pl.read_parquet(findings)["expectation"].unique().to_list() == ["title_present"]
