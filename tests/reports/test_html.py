"""The HTML report: right, escaped, readable, and written at once or not at all. All texts are invented."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

import newsgate as ng
from newsgate.corpus import UsageError
from newsgate.expectations.result import FailOn, Result
from newsgate.expectations.stories import EDGE_SCHEMA, MEMBER_SCHEMA, Stories
from newsgate.reports import html, pages
from newsgate.reports.html import check_report_path, write_report
from newsgate.reports.pages import Settings, slug

from .making import ADS, articles, judged

HOSTILE = (
    "\"><script>alert(1)</script><img src=x onerror=alert(2)>'</title></style></pre>&lt;{{ 7*7 }}{% raw %}"
    "\u202egnp\u200b\x1b[31m\u00a0javascript:alert(3) https://tracker.example/p.gif"
)
VOID = {"meta", "br", "img", "link", "input", "hr", "base"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "section", "article", "p", "b",
    "br", "h1", "h2", "h3", "span", "strong", "bdi", "div", "dl", "dt", "dd", "ul", "li", "table", "thead", "tbody",
    "tr", "th", "td", "pre", "mark", "svg", "rect", "line", "circle", "g", "text", "script", "button", "kbd", "nav",
    "details", "summary", "dialog", "form", "input", "label", "select", "option", "ol", "del", "ins", "code", "em",
}  # fmt: skip


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        return [e for e in self.walk() if e.tag == tag and attributes.items() <= e.attributes.items()]

    def one(self, tag: str, **attributes: str) -> "Element":
        (found,) = self.all(tag, **attributes)
        return found

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


class Reader(HTMLParser):
    """Reads a page strictly: every element that opens is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in <{tag}>"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(path: Path) -> Element:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    assert len(reader.open) == 1, "an element is left open"
    return reader.open[0]


def report(result: Result, folder: Path, fail_on: FailOn = "error") -> tuple[Element, dict[str, Element]]:
    """The index and the pages by the name of their source."""
    index = read(write_report(result, folder / "report", fail_on=fail_on))
    pages = [read(path) for path in sorted((folder / "report" / "sources").iterdir())]
    return index, {page.one("h1").text: page for page in pages}


def cells(index: Element, source: str) -> dict[str, Element]:
    """The cells of a source in the heatmap, by expectation."""
    (heat,) = [e for e in index.all("div") if e.has_class("heat")]
    names = [e.text for e in heat.one("thead").all("th") if e.has_class("turned")]
    (row,) = [r for r in heat.all("tr") if r.all("th") and r.all("th")[0].text.strip() == source]
    return dict(zip(names, [e for e in row.all("td") if e.has_class("x")], strict=True))


def hostile_result() -> Result:
    """A result in which everything that can be hostile is."""
    rows = [
        {
            "article_id": f"{i}{HOSTILE}", "source": HOSTILE if i < 25 else "../../etc/passwd", "title": HOSTILE,
            "body": f"{HOSTILE} [ad_1] {HOSTILE}", "origin": f"{HOSTILE}#{i}",
        }
        for i in range(50)
    ]  # fmt: skip
    suite = ng.parse_suite(
        "suite: x\nexpectations:\n  - {expect: no_ad_markers}\n  - {expect: title_present}\n"
        "  - {expect: no_pattern, with: {pattern: x}, columns: [nowhere]}\n"
    )
    result = ng.check(pl.DataFrame(rows), suite)
    corpus = replace(
        result.corpus,
        rejects=pl.DataFrame({"origin": [HOSTILE], "format": [HOSTILE], "reason": [HOSTILE]}),
        notes=pl.DataFrame({"origin": [HOSTILE], "note": [HOSTILE]}),
        files=pl.DataFrame({"file": [HOSTILE], "format": [HOSTILE], "articles": [1], "rejects": [1]}),
        skipped=(HOSTILE,),
    )
    verdicts = tuple(
        replace(v, expectation=replace(v.expectation, because=HOSTILE), problem=v.problem and HOSTILE)
        for v in result.expectations
    )
    return replace(
        result,
        corpus=corpus,
        expectations=verdicts,
        suite=replace(result.suite, name=HOSTILE, description=HOSTILE),
        findings=result.findings.with_columns(message=pl.lit(HOSTILE)),
        stories=Stories(
            pl.DataFrame([_member(n) for n in range(3)], schema=MEMBER_SCHEMA),
            pl.DataFrame([[HOSTILE], [0], [1], ["near"], [0.9], [False]], schema=EDGE_SCHEMA),
        ),
    )  # fmt: skip


def _member(n: int) -> dict[str, object]:
    return {
        "of": HOSTILE, "number": n, "article_id": f"{n}{HOSTILE}", "source": HOSTILE, "origin": f"{HOSTILE}#{n}",
        "published_at": HOSTILE, "duplicate_of": HOSTILE,
    }  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "report"
    write_report(hostile_result(), folder, settings=Settings(evidence="full"))
    return folder


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(hostile_result(), tmp_path_factory.mktemp("hostile") / "report.html")


# Safety: the contract, line by line.


def test_templates_escape_and_call_nothing_safe() -> None:
    environment = html._Writer().environment
    assert environment.autoescape is True
    assert environment.undefined.__name__ == "StrictUndefined"
    for template in files("newsgate.reports").joinpath("templates").iterdir():
        source = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", source), template.name
    for module in Path(html.__file__).parent.glob("*.py"):
        assert module.name == "marks.py" or "Markup" not in module.read_text(encoding="utf-8"), module.name


def test_hostile_text_makes_no_element_and_no_attribute(hostile: Path, hostile_file: Path) -> None:
    for path in (*hostile.rglob("*.html"), hostile_file):
        page = read(path)
        for element in page.walk():
            assert element.tag in ALLOWED | {""}, f"<{element.tag}> in {path.name}"
            assert not [name for name in element.attributes if name.startswith("on") or name in ("src", "srcset")]


def test_hostile_text_is_there_as_text(hostile: Path) -> None:
    index = read(hostile / "index.html")
    assert index.text.count("<script>alert(1)</script>") >= 10
    page = read(hostile / "sources" / f"{slug(HOSTILE)}.html")
    assert page.one("h1").text.startswith('"><script>alert(1)</script>')
    assert "{{ 7*7 }}{% raw %}" in page.one("h1").text
    assert page.one("svg", **{"class": "cluster"})
    assert page.all("details", **{"class": "whole"})
    assert index.one("title").text.startswith("Do not ship · ")


def test_unseen_characters_are_named_everywhere(hostile: Path, hostile_file: Path) -> None:
    for path in (*hostile.rglob("*.html"), hostile_file):
        text = path.read_text(encoding="utf-8")
        assert not set("\u202e\u200b\x1b\u00a0") & set(text)
        assert "U+202E" in text


def test_addresses_are_text_and_links_stay_inside(hostile: Path) -> None:
    for path in hostile.rglob("*.html"):
        page = read(path)
        anchors = {e.attributes["id"] for e in page.walk() if "id" in e.attributes}
        for link in page.all("a"):
            href = link.attributes["href"]
            if href.startswith("#"):
                assert href[1:] in anchors
            elif path.parent.name == "sources" and "/" not in href:
                assert (path.parent / href).is_file()
            else:
                assert re.fullmatch(r"sources/[a-z0-9-]+\.html|\.\./index\.html", href)
                assert (path.parent / href).is_file()


def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(hostile: Path, hostile_file: Path) -> None:
    for path in (*hostile.rglob("*.html"), hostile_file):
        page = read(path)
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
        scripts = [e for e in page.all("script") if e.attributes.get("type") != "application/json"]
        style, script = (
            base64.b64encode(hashlib.sha256(e.text.encode()).digest()).decode() for e in (page.one("style"), *scripts)
        )
        hashes = f"style-src 'sha256-{style}'; script-src 'sha256-{script}'"
        assert policy == f"default-src 'none'; {hashes}; base-uri 'none'; form-action 'none'"
        assert not [e for e in page.walk() if "style" in e.attributes]
        assert "url(" not in page.one("style").text
        assert "@import" not in page.one("style").text


def test_ids_are_unique_in_a_page(hostile: Path, hostile_file: Path) -> None:
    for path in (*hostile.rglob("*.html"), hostile_file):
        ids = [e.attributes["id"] for e in read(path).walk() if "id" in e.attributes]
        assert len(ids) == len(set(ids))


def test_hostile_sources_stay_in_the_folder(hostile: Path) -> None:
    made = {str(path.relative_to(hostile)) for path in hostile.rglob("*")}
    pages = {f"sources/{slug(name)}.html" for name in (HOSTILE, "../../etc/passwd")}
    assert made == {"index.html", "sources"} | pages


def test_slugs_are_plain_short_and_different() -> None:
    names = ["", ".", "..", "/", "A", "a", "é", "e", "a b", "a-b", "東京", "x" * 5000, "CON", "\u202e", "\x00", HOSTILE]
    slugs = [slug(name) for name in names]
    assert len({s.lower() for s in slugs}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,60})", s) for s in slugs)
    assert slug("a") == slug("a") == "a-ca978112ca1b"


# What the index says.


def test_an_open_gate_says_ship(tmp_path: Path) -> None:
    index, _ = report(judged(articles("quay", 30)), tmp_path)
    assert index.one("title").text.startswith("Ship · mine")
    assert index.one("h1").text == "All 1 expectation hold in 1 source"
    assert not index.all("h2", id="blocks")


def test_a_shut_gate_says_why(tmp_path: Path) -> None:
    index, _ = report(judged(articles("quay", 30, bad=12) + articles("pier", 30)), tmp_path)
    assert index.one("title").text.startswith("Do not ship")
    assert index.one("h1").text == "1 expectation fails in 1 of 2 sources"
    assert "Namely no_ad_markers." in index.one("section").text
    row = index.all("table")[0].one("tbody").one("tr")
    assert "hold 30 of 60 articles (50%)" in index.one("section").text
    assert [e.text for e in row.children if isinstance(e, Element)] == [
        "quayno_ad_markers", "", "40%", "10%", "12", "30",
    ]  # fmt: skip


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
@pytest.mark.parametrize("severity", ["error", "warning", "info"])
@pytest.mark.parametrize("bad", [0, 20])
def test_the_verdict_is_that_of_the_exit_code(tmp_path: Path, fail_on: FailOn, severity: str, bad: int) -> None:
    suite = f"suite: s\nexpectations:\n  - {{expect: no_ad_markers, mostly: 0.9, severity: {severity}}}\n"
    result = judged(articles("quay", 30, bad=bad), suite)
    index, _ = report(result, tmp_path, fail_on)
    ships = index.one("title").text.startswith("Ship")
    assert ships == (result.exit_code(fail_on) == 0)
    assert index.one("h1").text.startswith("All ") == (bad == 0)


def test_what_could_not_be_evaluated_is_never_a_pass(tmp_path: Path) -> None:
    suite = "suite: s\nexpectations:\n  - {expect: published_at_plausible}\n"
    index, pages = report(judged(articles("quay", 30), suite), tmp_path)
    assert index.one("title").text.startswith("Do not ship")
    assert index.one("h1").text == "1 expectation could not be evaluated in 1 source"
    cell = cells(index, "quay")["published_at_plausible"]
    assert cell.text == "? not evaluated"
    assert "30 articles without the field" in cell.attributes["title"]
    assert pages["quay"].one("p", **{"class": "stamp warn"}).text == "1 not evaluated"


def test_a_broken_check_is_told(tmp_path: Path) -> None:
    suite = "suite: s\nexpectations:\n  - {expect: no_pattern, with: {pattern: x}, columns: [subtitle_field]}\n"
    index, pages = report(judged(articles("quay", 30), suite), tmp_path)
    assert index.one("h1").text == "1 check broke and judged nothing"
    assert cells(index, "quay")["no_pattern"].text == "! broke"
    assert "no column 'subtitle_field'" in index.text
    assert "no column 'subtitle_field'" in pages["quay"].text


def test_skipped_and_not_owed_are_states_of_their_own(tmp_path: Path) -> None:
    suite = (
        "suite: s\nexpectations:\n  - {expect: no_ad_markers, sources: {pier: skip}}\n"
        "  - {expect: dateline_present, with: {articles: wire}}\n"
    )
    index, pages = report(judged(articles("quay", 30) + articles("pier", 30), suite), tmp_path)
    assert cells(index, "pier")["no_ad_markers"].text == "skip skipped"
    assert cells(index, "quay")["dateline_present"].text == "– not owed"
    assert cells(index, "quay")["no_ad_markers"].text == "·"
    assert "Not asked of this source: no_ad_markers." in pages["pier"].text
    assert "No article has to keep: dateline_present." in pages["pier"].text


def test_states_are_words_not_colours_alone(tmp_path: Path) -> None:
    index, _ = report(judged(articles("quay", 30, bad=12)), tmp_path)
    cell = cells(index, "quay")["no_ad_markers"]
    assert cell.text == "40 fails"
    assert cell.attributes["title"] == "12 of 30 judged fail; limit 10%"


def test_within_the_limit_is_a_plain_number(tmp_path: Path) -> None:
    index, pages = report(judged(articles("quay", 30, bad=2)), tmp_path)
    cell = cells(index, "quay")["no_ad_markers"]
    assert (cell.text, cell.attributes.get("class")) == ("6.7", "x f0")
    assert len(pages["quay"].all("article")) == 2


def test_small_sources_are_told_together(tmp_path: Path) -> None:
    rows = [row for i in range(6) for row in articles(f"inlet-{i}", 5, bad=5 if i == 0 else 0)]
    index, pages = report(judged(rows), tmp_path)
    assert index.one("h1").text == "1 expectation fails in 6 small sources judged together"
    assert cells(index, "6 small sources together")["no_ad_markers"].text == "17 fails"
    assert cells(index, "inlet-0")["no_ad_markers"].text == "100 fails"
    clean = cells(index, "inlet-3")["no_ad_markers"]
    assert clean.text == "·"
    assert cells(index, "inlet-0")["no_ad_markers"].has_class("b1")
    assert "judged with 5 other small sources: together 17% fail" in clean.attributes["title"]
    assert pages["inlet-0"].one("p", **{"class": "stamp stop"}).text == "1 over an error limit"
    assert pages["inlet-3"].one("p", **{"class": "stamp ok"}).text == "Within its limits"
    assert "together with 5 other small sources" in pages["inlet-3"].text


def test_the_worst_source_comes_first(tmp_path: Path) -> None:
    rows = articles("aft", 40, bad=5) + articles("bow", 40, bad=30) + articles("cabin", 40)
    index, _ = report(judged(rows), tmp_path)
    (heat,) = [e for e in index.all("div") if e.has_class("heat")]
    assert [row.one("th").text for row in heat.all("tbody")[1].all("tr")] == ["bow", "aft", "cabin"]


def test_sources_beyond_the_limit_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_SOURCES", 2)
    monkeypatch.setattr(pages, "MAX_OVER", 1)
    rows = [row for i in range(5) for row in articles(f"isle-{i}", 20, bad=10 + i)]
    index, written = report(judged(rows), tmp_path)
    assert list(written) == ["isle-3", "isle-4"]
    assert "The 2 worst sources have a page of their own; 3 more have none." in index.text
    assert "4 more are not listed here" in index.text
    assert len(index.one("tbody", id="rows").all("tr")) == 5
    assert "1 expectation fails in 5 of 5 sources" in index.one("h1").text


def test_rejects_and_notes_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    result = judged(articles("quay", 30))
    rejects = pl.DataFrame({"origin": [f"bad.jsonl#{i}" for i in range(60)], "format": "jsonl", "reason": "no JSON"})
    corpus = replace(result.corpus, rejects=rejects, skipped=("LICENSE",))
    index, _ = report(replace(result, corpus=corpus), tmp_path)
    assert index.one("h1").text == "60 records could not be read; the suite allows 0"
    assert "bad.jsonl#49" in index.text
    assert "bad.jsonl#50" not in index.text
    assert "The first 50 of 60; 10 are not listed." in index.text
    assert "LICENSE" in index.text


def test_a_corpus_of_rejects_only_can_be_told(tmp_path: Path) -> None:
    rejects = pl.DataFrame({"origin": ["bad.jsonl#1"], "format": ["jsonl"], "reason": ["no JSON"]})
    none = ng.Corpus.from_frame(pl.DataFrame(articles("quay", 1)).clear())
    index, pages = report(ng.check(replace(none, rejects=rejects), ng.parse_suite(ADS)), tmp_path)
    assert index.one("h1").text.startswith("No article could be read")
    assert pages == {}


# What the page of a source says.


def test_evidence_is_marked_between_its_text(tmp_path: Path) -> None:
    _, pages = report(judged(articles("quay", 30, bad=12)), tmp_path)
    example = pages["quay"].all("article")[0]
    assert example.one("mark").text == "[ad_1]"
    assert example.one("pre").text == "The ferry sailed at noon. Number 0. [ad_1]no_ad_markers The crew waved."
    assert "quay-0" in example.one("header").text
    assert "Report 0 of quay" in example.one("header").text
    assert "quay.jsonl#0" in example.one("p", **{"class": "place"}).text
    assert "from character 37" in example.text
    section = pages["quay"].text
    assert "3 of 12 failing articles, chosen so that every expectation that is broken is seen." in section
    assert "Markers leak." in section
    assert "strip the placeholders" in pages["quay"].one("details", **{"class": "todo"}).text
    assert "12 of its 30 articles break an expectation that fails here; without them 18 would be left." in section


def test_what_is_absent_is_not_marked(tmp_path: Path) -> None:
    suite = "suite: s\nexpectations:\n  - {expect: body_present, with: {at_least: 60}}\n  - {expect: title_present}\n"
    rows = [{**row, "title": "", "body": "Too <b>short</b>."} for row in articles("quay", 20)]
    _, pages = report(judged(rows, suite), tmp_path)
    assert not pages["quay"].all("mark")
    shown = {e.text for article in pages["quay"].all("article") for e in article.all("pre")}
    assert shown == {"Too <b>short</b>.body_present", "(empty)title_present"}
    assert "(no title)" in pages["quay"].text
    assert "so many at once are a loader's bug" in pages["quay"].text


def test_a_long_text_is_cut_visibly(tmp_path: Path) -> None:
    rows = [{**row, "body": f"{'a' * 300} [ad_1] {'z' * 300}"} for row in articles("quay", 20)]
    _, pages = report(judged(rows), tmp_path)
    assert pages["quay"].all("pre")[0].text == f"…{'a' * 59} [ad_1]no_ad_markers {'z' * 59}…"


def test_tables_have_headers(tmp_path: Path) -> None:
    index, pages = report(judged(articles("quay", 30, bad=12)), tmp_path)
    for page in (index, *pages.values()):
        for table in page.all("table"):
            assert table.all("th")
            assert {th.attributes.get("scope") for th in table.all("th")} <= {"col", "colgroup", "row"}


# How it is written.


def test_the_same_input_gives_the_same_bytes_wherever_it_lies(tmp_path: Path) -> None:
    written = []
    for name in ("one", "another/much/deeper"):
        data = tmp_path / name / "data"
        data.mkdir(parents=True)
        rows = [json.dumps({**row, "origin": None}) for row in articles("quay", 30, bad=9)]
        (data / "quay.jsonl").write_text("\n".join([*rows, '{"body": no json']), encoding="utf-8")
        (data / "README.md").write_text("What this is.", encoding="utf-8")
        folder = tmp_path / name / "report"
        result = ng.check(ng.read_corpus(str(data)))
        assert result.corpus.rejects.height == 1
        write_report(result, folder)
        written.append({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.html")})
    assert written[0] == written[1]
    assert not [text for text in written[0].values() if str(tmp_path).encode() in text]


def test_an_earlier_report_is_replaced_whole(tmp_path: Path) -> None:
    report(judged(articles("quay", 30)), tmp_path)
    _, pages = report(judged(articles("pier", 30)), tmp_path)
    assert list(pages) == ["pier"]
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    assert write_report(judged(articles("quay", 30)), tmp_path / "report") == tmp_path / "report" / "index.html"


def test_a_folder_for_a_report_can_be_asked_for_beforehand(tmp_path: Path) -> None:
    check_report_path(tmp_path / "not" / "there")
    (tmp_path / "empty").mkdir()
    check_report_path(tmp_path / "empty")
    write_report(judged(articles("quay", 30)), tmp_path / "report")
    check_report_path(tmp_path / "report")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "report"]


@pytest.mark.parametrize(
    "name", ["thesis.txt", "index.html", "sources/notes.html", "sources/deep/index.html", ".hidden"]
)
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, name: str) -> None:
    result = judged(articles("quay", 30))
    if name.startswith("sources"):
        write_report(result, tmp_path / "report")
    foreign = tmp_path / "report" / name
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_text("mine", encoding="utf-8")
    for refuse in (lambda: check_report_path(tmp_path / "report"), lambda: write_report(result, tmp_path / "report")):
        with pytest.raises(UsageError) as told:
            refuse()
        assert told.value.hint
    assert foreign.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "sources").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(UsageError):
        write_report(judged(articles("quay", 30)), tmp_path / "report")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="this is a file"):
        check_report_path(tmp_path / "report")
    with pytest.raises(UsageError, match="this is a file"):
        write_report(judged(articles("quay", 30)), tmp_path / "report")


def test_a_report_that_breaks_off_leaves_the_former_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = judged(articles("quay", 30))
    before = write_report(result, tmp_path / "report").read_bytes()

    def broken(*_: object) -> Iterator[tuple[str, str]]:
        yield "index.html", "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(html, "_pages", broken)
    with pytest.raises(UsageError, match="No space left"):
        write_report(result, tmp_path / "report")
    assert (tmp_path / "report" / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_failed_move_brings_the_former_report_back(tmp_path: Path) -> None:
    write_report(judged(articles("quay", 30)), tmp_path / "report")
    with pytest.raises(FileNotFoundError):
        html._swap(tmp_path / "nothing", tmp_path / "report", tmp_path / "former")
    assert (tmp_path / "report" / "index.html").is_file()


def test_a_new_report_can_be_read_by_others(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    write_report(judged(articles("quay", 30)), tmp_path / "report")
    assert (tmp_path / "report").stat().st_mode == (tmp_path / "plain").stat().st_mode


# How it looks.


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [
    *[(text, ground) for text in ("ink", "quiet", "faint", "link", "stop", "warn") for ground in ("bg", "panel")],
    ("ink", "code"), ("quiet", "code"), ("faint", "code"), ("link", "code"), ("bg", "stop"), ("warn", "warn-bg"),
    ("ok", "ok-bg"), ("stop", "stop-bg"),
    ("label", "stop-bg"), ("ink", "del"), ("ink", "ins"), ("ink", "mark"),
    ("on-strong", "b4"), ("on-strong", "b5"), ("on-w4", "w4"),
    ("on-strong", "w5"), *[("on-light", f"{ramp}{step}") for ramp in "bw" for step in (1, 2, 3)],
]  # fmt: skip


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_contrast_enough(theme: int) -> None:
    style = files("newsgate.reports").joinpath("templates/report.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[0]
    pairs = re.findall(r"--([a-z0-9-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+))", block)
    colours = {name: (light, dark)[theme] or both for name, light, dark, both in pairs}
    poor = []
    for text, ground in PAIRS:
        light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
        if (light + 0.05) / (dark + 0.05) < 4.5:
            poor.append((text, ground, round((light + 0.05) / (dark + 0.05), 2)))
    assert poor == []
