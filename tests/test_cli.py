"""The command line, run as its users run it: in a process of its own where that matters, and as if in one elsewhere."""

import gzip
import json
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from newsgate.checks.linked import LINK_SCHEMA
from newsgate.expectations import FINDING_SCHEMA

from .running import EXAMPLE, ROOT, newsgate, newsgate_process

CLEAN: list[dict[str, object]] = [
    {"id": "1", "title": "Ferry resumes", "text": "The ferry to Skarholm sails again on Monday.", "source": "bay"},
    {"id": "2", "title": "Mill for sale", "text": "The old paper mill at Tver Bridge is for sale.", "source": "bay"},
]
DEPOT = (
    "The tram depot of Pellmark burnt for the second time in a year on Monday night, and all nine lines stood still "
    "until noon. A cable had melted, the mayor said, and no spare part could be had."
)
COPIES: list[dict[str, object]] = [
    {"id": "a", "title": "Depot burns", "text": DEPOT, "source": "bay"},
    {"id": "b", "title": "Depot burns", "text": f"By Tuva Rindal. {DEPOT}", "source": "quay"},
    {"id": "c", "title": "Depot burns", "text": DEPOT, "source": "bay"},
    *CLEAN,
]
LINK_SUITE = "suite: links\nexpectations:\n- expect: duplicates_linked\n- expect: links_sound\n"
CLEAN_SUITE = "suite: small\nexpectations:\n- expect: no_ad_markers\n- expect: title_present\n"


def lines(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return lines(tmp_path / "clean.jsonl", CLEAN)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(CLEAN_SUITE, encoding="utf-8")
    return path


def test_in_this_process_it_says_what_it_says_in_one_of_its_own(tmp_path: Path, clean: Path, suite: Path) -> None:
    bad = lines(tmp_path / "bad.jsonl", [*CLEAN, {"id": "3", "title": "é", "text": "A [ad_1] b.", "source": "bay"}])
    commands: list[tuple[int, tuple[str | Path, ...]]] = [
        (0, ("check", clean, "--suite", suite)),
        (1, ("check", bad, "--suite", suite, "--color", "always")),
        (2, ("check", bad, "--suite", suite, "--select", "no_add_markers")),
        (3, ("read", "nowhere/at/all")),
    ]
    for code, command in commands:
        ran = newsgate_process(*command)
        assert ran.code == code
        assert ran.out + ran.err
        assert newsgate(*command) == ran


def test_a_clean_corpus_opens_the_gate(clean: Path, suite: Path) -> None:
    ran = newsgate("check", clean, "--suite", suite)
    assert ran.code == 0, ran.err
    assert " SHIP " in ran.out
    assert "DO NOT SHIP" not in ran.out
    assert ran.err == ""


def test_one_marker_closes_it(tmp_path: Path, suite: Path) -> None:
    bad = lines(tmp_path / "bad.jsonl", [*CLEAN, {"id": "3", "title": "T", "text": "A [ad_1] b.", "source": "bay"}])
    ran = newsgate("check", bad, "--suite", suite)
    assert ran.code == 1
    assert "DO NOT SHIP" in ran.out
    assert f"{bad}:3" in ran.out.replace("\n      ", "")
    assert "[ad_1]" in ran.out
    assert "^^^^^^ an ad placeholder" in ran.out


def test_fail_on_decides_what_closes_the_gate(tmp_path: Path) -> None:
    bad = lines(tmp_path / "bad.jsonl", [*CLEAN, {"id": "3", "title": "T", "text": "A [ad_1] b.", "source": "bay"}])
    suite = tmp_path / "w.yaml"
    suite.write_text("suite: w\nexpectations:\n- {expect: no_ad_markers, severity: warning}\n", encoding="utf-8")
    assert newsgate("check", bad, "--suite", suite).code == 0
    assert newsgate("check", bad, "--suite", suite, "--fail-on", "warning").code == 1
    assert newsgate("check", bad, "--suite", suite, NEWSGATE_FAIL_ON="warning").code == 1
    assert newsgate("check", bad, "--fail-on", "never").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("check", "nowhere/at/all"), 3, "no such file or folder"),
        (("check", "nowhere/*.txt"), 3, "no file matches"),
        (("check",), 2, "no DATA given"),
        (("check", EXAMPLE, "--suite", "newz"), 2, "did you mean 'news'?"),
        (("check", EXAMPLE, "--select", "no_add_markers"), 2, "did you mean 'no_ad_markers'?"),
        (("check", EXAMPLE, "--format", "pdf"), 2, "Invalid value for '--format'"),
        (("check", EXAMPLE, "--output", "pdf=x.pdf"), 2, "there is no output 'pdf'"),
        (("check", EXAMPLE, "--findings", "x.xlsx"), 2, "must end in .parquet, .jsonl, .csv"),
        (("check", EXAMPLE, "--corpus", "none.yaml"), 2, "cannot be read"),
        (("checks", "no_add_markers"), 2, "did you mean 'no_ad_markers'?"),
        (("suite", "lint", "none.yaml"), 2, "no such suite"),
        (("check", EXAMPLE, "--links", "none.parquet"), 3, "the links cannot be read"),
        (("check", EXAMPLE, "--links", "links.xlsx"), 2, "links are .parquet, .jsonl, .csv"),
        (("link",), 2, "no DATA given"),
        (("link", "nowhere/at/all"), 3, "no such file or folder"),
        (("link", EXAMPLE, "--output", "x.xlsx"), 2, "must end in .parquet, .jsonl, .csv"),
        (("link", EXAMPLE, "--max-cluster", "1"), 2, "1 is not in the range x>=2"),
        (("chek",), 2, "No such command"),
    ],
)
def test_a_mistake_is_one_message_without_traceback(arguments: tuple[str, ...], code: int, told: str) -> None:
    ran = newsgate(*arguments)
    assert ran.code == code, ran
    assert told in ran.err
    assert "Traceback" not in ran.err + ran.out


def test_an_empty_folder_is_no_release(tmp_path: Path) -> None:
    ran = newsgate("check", tmp_path)
    assert ran.code == 3
    assert "the folder holds no files" in ran.err


def test_a_broken_line_costs_that_line_only(tmp_path: Path, suite: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(CLEAN[0])}\n{{broken\n{json.dumps(CLEAN[1])}\n", encoding="utf-8")
    ran = newsgate("check", path, "--suite", suite)
    assert ran.code == 3
    assert "2 articles of 1 source, 1 reject" in ran.out
    assert "REJECT" in ran.out
    assert f"{path.name}:2" in ran.out.replace("\n", "")
    allowed = tmp_path / "allowed.yaml"
    allowed.write_text(f"max_rejects: 1\n{CLEAN_SUITE}", encoding="utf-8")
    assert newsgate("check", path, "--suite", allowed).code == 0


def test_a_truncated_gzip_is_told_and_what_came_before_is_kept(tmp_path: Path, suite: Path) -> None:
    whole = gzip.compress("".join(json.dumps({**CLEAN[0], "id": i}) + "\n" for i in range(5000)).encode())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    ran = newsgate("check", path, "--suite", suite)
    assert ran.code == 3
    assert "Traceback" not in ran.err


def test_machine_outputs(tmp_path: Path) -> None:
    outputs = {kind: tmp_path / f"findings.{kind}" for kind in ("parquet", "jsonl", "csv")}
    for path in outputs.values():
        ran = newsgate("check", EXAMPLE, "--findings", path, "--output", f"json={tmp_path / 'v.json'}", "--quiet")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("the gate is closed (exit code 1): ")
    parquet = pl.read_parquet(outputs["parquet"])
    assert dict(parquet.schema) == FINDING_SCHEMA
    assert pl.read_ndjson(outputs["jsonl"]).height == pl.read_csv(outputs["csv"]).height == parquet.height > 20
    verdict = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "reports" / "verdict.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(verdict, schema)
    assert verdict["passed"] is False
    assert verdict["corpus"]["articles"] == 62
    assert verdict["findings"] == parquet.height
    printed = newsgate("check", EXAMPLE, "--format", "json")
    assert json.loads(printed.out) == verdict


def test_output_to_a_file_replaces_printing(tmp_path: Path) -> None:
    ran = newsgate("check", EXAMPLE, "--output", tmp_path / "report.txt")
    assert ran.out == ""
    assert "DO NOT SHIP" in (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.any_version
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        newsgate_process(
            "check", "examples/corpus", "--report", tmp_path / name, "--findings", tmp_path / f"{name}.csv", "--quiet",
            "--output", f"json={tmp_path / name}.json", POLARS_MAX_THREADS="1" if name == "one" else "2",
        )  # fmt: skip
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    one = {p.relative_to(tmp_path / "one"): p.read_bytes() for p in (tmp_path / "one").rglob("*") if p.is_file()}
    two = {p.relative_to(tmp_path / "two"): p.read_bytes() for p in (tmp_path / "two").rglob("*") if p.is_file()}
    assert one == two
    assert len(one) >= 7


def test_colour_only_when_asked_for(clean: Path, suite: Path) -> None:
    assert "\x1b[" not in newsgate("check", clean, "--suite", suite).out
    assert "\x1b[" in newsgate("check", clean, "--suite", suite, "--color", "always").out
    assert "\x1b[" not in newsgate("check", clean, "--suite", suite, "--no-color").out
    assert "\x1b[" not in newsgate("check", clean, "--suite", suite, FORCE_COLOR="1", NO_COLOR="1").out


def test_read_lists_what_it_made_of_the_input(tmp_path: Path) -> None:
    ran = newsgate("read", EXAMPLE, "--output", tmp_path / "articles.parquet")
    assert ran.code == 0
    assert "62 records = 62 articles + 0 rejects, 6 sources" in ran.out
    again = newsgate("read", tmp_path / "articles.parquet", "--output", tmp_path / "again.parquet")
    assert again.code == 0
    one, two = pl.read_parquet(tmp_path / "articles.parquet"), pl.read_parquet(tmp_path / "again.parquet")
    assert one.equals(two)


def test_read_exits_with_three_when_a_record_is_lost_and_lists_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    lines(tmp_path / "b.jsonl", CLEAN)
    ran = newsgate("read", tmp_path, "--rejects", tmp_path / "r.csv")
    assert ran.code == 3
    assert "3 records = 2 articles + 1 rejects" in ran.out
    assert "a PNG image" in ran.out
    assert "a PNG image" in (tmp_path / "r.csv").read_text(encoding="utf-8")


def test_checks_are_listed_and_explained() -> None:
    assert "no_ad_markers " in newsgate("checks").out
    page = newsgate("checks", "no_ad_markers").out
    assert "Ad placeholders and ad labels are gone from the text." in page


def test_a_suite_is_started_verified_and_described(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    assert newsgate("suite", "init", file).code == 0
    assert newsgate("suite", "lint", file).code == 0
    assert newsgate("suite", "init", file).code == 2
    assert json.loads(newsgate("suite", "schema").out)["title"] == "newsgate suite"
    file.write_text(file.read_text(encoding="utf-8").replace("mostly: 0.98", "mostli: 0.98", 1), encoding="utf-8")
    ran = newsgate("suite", "lint", file)
    assert ran.code == 2
    assert "mine.yaml:" in ran.err
    assert "did you mean 'mostly'?" in ran.err


def test_hostile_text_cannot_write_to_the_terminal(tmp_path: Path, suite: Path) -> None:
    hostile = "\x1b]0;owned\x07 [ad_1] \x1b[2J [/ad_1] \u202eevil"
    path = lines(tmp_path / "h.jsonl", [{"id": "\x1b[31mx", "title": hostile, "text": hostile, "source": "a\x1b[0mb"}])
    ran = newsgate("check", path, "--suite", suite, "-v")
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "⟨U+001B⟩" in ran.out


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    path = lines(tmp_path / "f.jsonl", [{"id": "=1+1", "title": "", "text": "=cmd|x [ad_1]", "source": "@sum"}])
    newsgate("check", path, "--findings", tmp_path / "f.csv", "--quiet")
    cells = pl.read_csv(tmp_path / "f.csv", infer_schema=False)
    assert cells["article_id"].unique().to_list() == ["'=1+1"]
    assert cells["source"].unique().to_list() == ["'@sum"]


def test_links_are_told_and_written(tmp_path: Path) -> None:
    data = lines(tmp_path / "copies.jsonl", COPIES)
    ran = newsgate("link", data, "--output", "links.csv", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "2 of 5 articles are copies of 1 other",
        "  exact            0  the same words",
        "  near             2  the same article",
        "  derived          0  rewritten",
        "2 links are between two sources",
        "wrote links.csv; judge with it:",
        "  newsgate check DATA --links links.csv",
    ]
    assert newsgate("link", data).out.splitlines() == ran.out.splitlines()[:-2]
    read = pl.read_csv(tmp_path / "links.csv")
    assert read.columns == list(LINK_SCHEMA)
    assert read.select("article_id", "canonical_id").rows() == [("a", "b"), ("c", "b")]
    assert read["matched_text"].to_list() == [DEPOT[:-1]] * 2


def test_links_are_written_in_three_ways_that_say_the_same(tmp_path: Path) -> None:
    data = lines(tmp_path / "copies.jsonl", COPIES)
    for suffix in ("parquet", "jsonl", "csv"):
        ran = newsgate("link", data, "--output", tmp_path / f"links.{suffix}", "--quiet")
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    parquet = pl.read_parquet(tmp_path / "links.parquet")
    assert dict(parquet.schema) == LINK_SCHEMA
    assert pl.read_ndjson(tmp_path / "links.jsonl", schema=LINK_SCHEMA).equals(parquet)
    assert pl.read_csv(tmp_path / "links.csv", schema=LINK_SCHEMA).equals(parquet)


def test_what_is_left_out_of_the_links_is_told(tmp_path: Path) -> None:
    twice: list[dict[str, object]] = [{**CLEAN[0], "id": "7"}, {**CLEAN[1], "id": "7"}]
    footer = "Get the Courier's morning briefing before anybody else in the whole of Varnholm has it"
    stories = [f"Ward {n} of Pellmark has {n} mills{' and a ferry' * n}.\n\n{footer}" for n in range(12)]
    blurbs: list[dict[str, object]] = [
        {"id": f"s{n}", "title": "T", "text": text, "source": "courier"} for n, text in enumerate([*stories, footer])
    ]
    ran = newsgate("link", lines(tmp_path / "copies.jsonl", [*COPIES, *twice, *blurbs]))
    assert ran.code == 0
    assert "left out: 2 articles without an id of their own" in ran.out
    assert "left out: 1 article with nothing but lines their source repeats" in ran.out


def test_a_cluster_that_is_too_large_is_an_alarm(tmp_path: Path) -> None:
    data = lines(tmp_path / "copies.jsonl", [*COPIES, {**COPIES[0], "id": "d", "text": f"{DEPOT} More soon."}])
    ran = newsgate("link", data, "--max-cluster", "2")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "1 of 6 articles are copies of 1 other"  # the same words are linked nevertheless
    assert ran.out.splitlines()[-3:] == [
        "ALARM 3 texts are versions of b (quay): not linked",
        "      more than one story has; look at d, a",
        "      if they are one story: --max-cluster 3",
    ]
    assert "ALARM" not in newsgate("link", data, "--max-cluster", "3").out
    assert "ALARM" in newsgate("link", data, NEWSGATE_MAX_CLUSTER="2").out
    quietly = newsgate("link", data, "--max-cluster", "2", "--quiet")
    assert (quietly.code, quietly.out) == (1, "")
    assert quietly.err == "not linked: 1 cluster of more texts than one story has; see without --quiet\n"


def test_a_record_that_is_lost_is_in_the_exit_code_of_links_too(tmp_path: Path) -> None:
    data = tmp_path / "a.jsonl"
    data.write_text("".join(json.dumps(record) + "\n" for record in COPIES) + "{broken\n", encoding="utf-8")
    ran = newsgate("link", data, "--output", tmp_path / "links.parquet")
    assert ran.code == 3
    assert pl.read_parquet(tmp_path / "links.parquet").height == 2
    data.write_text("{broken\n", encoding="utf-8")
    ran = newsgate("link", data, "--output", tmp_path / "none.parquet")
    assert ran.code == 3
    assert "no articles: there is nothing to link" in ran.err
    assert not (tmp_path / "none.parquet").exists()


def test_a_corpus_without_copies_has_no_links(clean: Path, tmp_path: Path) -> None:
    ran = newsgate("link", clean, "--output", tmp_path / "links.parquet")
    assert ran.code == 0
    assert "0 of 2 articles are copies of 0 others" in ran.out
    assert pl.read_parquet(tmp_path / "links.parquet").schema == LINK_SCHEMA


def test_the_gate_opens_with_the_links(tmp_path: Path) -> None:
    data = lines(tmp_path / "copies.jsonl", COPIES)
    suite = tmp_path / "links.yaml"
    suite.write_text(LINK_SUITE, encoding="utf-8")
    assert newsgate("check", data, "--suite", suite, "--quiet").code == 1
    for suffix in ("parquet", "jsonl", "csv"):
        links = tmp_path / f"links.{suffix}"
        assert newsgate("link", data, "--output", links, "--quiet").code == 0
        ran = newsgate("check", data, "--suite", suite, "--links", links)
        assert ran.code == 0, ran
        assert "5 articles of 2 sources, 0 rejects" in ran.out


def test_links_that_are_wrong_close_the_gate(tmp_path: Path) -> None:
    data = lines(tmp_path / "copies.jsonl", COPIES)
    suite = tmp_path / "links.yaml"
    suite.write_text(LINK_SUITE, encoding="utf-8")
    links = tmp_path / "links.csv"
    links.write_text("article_id,canonical_id\na,b\nc,a\n1,wire-9\n", encoding="utf-8")
    ran = newsgate("check", data, "--suite", suite, "--links", links, "--findings", tmp_path / "found.jsonl")
    assert ran.code == 1
    found = pl.read_ndjson(tmp_path / "found.jsonl").select("article_id", "expectation", "evidence", "message").rows()
    assert found == [
        ("c", "links_sound", "a", "this one is a copy itself: name b"),
        ("1", "links_sound", "wire-9", "no article of the corpus has this id"),
    ]
    links.write_text("article_id,canonical_id\nx,y\n", encoding="utf-8")
    ran = newsgate("check", data, "--suite", suite, "--links", links)
    assert (ran.code, ran.out) == (3, "")
    assert "none of its articles is in the corpus" in ran.err


@pytest.mark.any_version
def test_links_are_the_same_bytes_again(tmp_path: Path) -> None:
    for name, threads in (("one", "1"), ("two", "2")):
        ran = newsgate_process("link", EXAMPLE, "--output", tmp_path / f"{name}.csv", POLARS_MAX_THREADS=threads)
        assert ran.code == 0
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert pl.read_csv(tmp_path / "one.csv").height == 3


def test_hostile_ids_of_links_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    texts = [DEPOT, f"{DEPOT} More soon.", f"{DEPOT} No more today."]
    hostile: list[dict[str, object]] = [
        {"id": f"\x1b]0;x\x07\u202e{n}\nALARM", "title": "T", "text": text, "source": "\x1b[31mred"}
        for n, text in enumerate(texts)
    ]
    ran = newsgate("link", lines(tmp_path / "h.jsonl", hostile), "--max-cluster", "2")
    assert ran.code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
    assert sum(line.startswith("ALARM") for line in ran.out.splitlines()) == 1
