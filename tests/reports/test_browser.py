"""The report in a real browser: hostile text inert, the table, keys, links, themes, and what axe-core says of it.

Skips, with the reason, where chromium, Playwright or npm (for axe-core) is missing. All texts are invented.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsgate as ng
from newsgate.reports.html import write_report
from newsgate.reports.pages import Settings

from ..running import EXAMPLE
from .browser import axe_script, browser
from .making import articles, judged
from .past import COMPARISON, HISTORY
from .test_html import HOSTILE, hostile_result

TWO = (
    "suite: two\nexpectations:\n  - {expect: no_ad_markers, mostly: 0.9}\n"
    "  - {expect: title_present, mostly: 0.9, severity: warning}\n  - {expect: dateline_present}\n"
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the example corpus, as one file and as a folder, and beside an earlier run."""
    folder = tmp_path_factory.mktemp("example")
    result = ng.check(ng.read_corpus(str(EXAMPLE)))
    write_report(result, folder / "report.html")
    write_report(result, folder / "report")
    past = Settings(layout="file", evidence="full", comparison=COMPARISON, history=HISTORY)
    write_report(result, folder / "past.html", settings=past)
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty sources: more than the page holds as rows."""
    rows = [
        row
        for n in range(60)
        for row in articles(f"source-{n:02}" if n != 31 else "Ünïted & <b>", 20 + n, bad=(n * 7) % 23 if n % 3 else 0)
    ]
    rows += [row for n in range(3) for row in articles(f"inlet-{n}", 5, bad=n)]
    return write_report(judged(rows, TWO), tmp_path_factory.mktemp("many") / "report.html")


class Watched:
    """A page, and all that went on in it."""

    def __init__(self, browser: Any, address: str, **settings: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | settings))
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *error: object) -> None:
        self.context.close()

    def rows(self) -> list[str]:
        found = self.page.locator("#rows th").all_inner_texts()
        return [str(text) for text in found]


def address(path: Path, anchor: str = "") -> str:
    return f"{path.as_uri()}{anchor}"


# Hostile text.


@pytest.mark.parametrize("layout", ["file", "dir"])
@pytest.mark.parametrize("javascript", [True, False])
def test_hostile_text_is_inert(chromium: Any, tmp_path: Path, layout: str, javascript: bool) -> None:
    path = tmp_path / ("report.html" if layout == "file" else "report")
    settings = Settings(layout=layout, evidence="full")  # type: ignore[arg-type]
    write_report(hostile_result(), path, settings=settings)
    for file in sorted(tmp_path.rglob("*.html")):
        with Watched(chromium, address(file), java_script_enabled=javascript) as seen:
            assert seen.said == []
            assert seen.asked == [address(file)]
            assert seen.page.title().endswith("· newsgate")
            if not javascript:
                continue
            scripts = seen.page.evaluate("[...document.scripts].filter(s => !s.type).length")
            assert scripts == 1
            assert (
                seen.page.evaluate("document.images.length + document.querySelectorAll('iframe, object, link').length")
                == 0
            )
            assert not seen.page.evaluate("[...document.querySelectorAll('a')].some(a => !/^(file:)/.test(a.href))")
            before = seen.page.title()
            if seen.page.locator("#rows td.x").count():
                seen.page.locator("#rows td.x").first.focus()
                assert HOSTILE[:20] in seen.page.locator("body").inner_text()
                seen.page.locator("#filter").fill("script")
                seen.page.locator("#sort").select_option("name")
            assert (seen.page.title(), seen.said, len(seen.asked)) == (before, [], 1)


# The table.


def test_the_script_draws_the_rows_that_the_page_holds(chromium: Any, many: Path, example: Path) -> None:
    for path in (many, example / "report.html", example / "past.html"):
        with (
            Watched(chromium, address(path), java_script_enabled=False) as plain,
            Watched(chromium, address(path)) as drawn,
        ):

            def cells(seen: Watched) -> Any:
                return seen.page.locator("#rows tr").evaluate_all(
                    "rows => rows.map(r => [r.className, ...[...r.cells].map("
                    "c => c.textContent.trim() + '|' + c.className.trim())])"
                )

            assert cells(plain) == cells(drawn)


def test_the_table_is_filtered_and_sorted(chromium: Any, many: Path) -> None:
    with Watched(chromium, address(many)) as seen:
        page = seen.page
        assert len(seen.rows()) == 40
        assert page.locator("#count").inner_text() == "Showing 40 of 63 sources"
        page.locator("#more").click()
        assert len(seen.rows()) == 63
        page.locator("#filter").fill("ünïted & <B>")
        assert seen.rows() == ["Ünïted & <b>"]
        assert page.locator("#count").inner_text() == "Showing 1 of 1 matching source"
        page.locator("#filter").fill("")
        page.locator("#sort").select_option("articles")
        assert seen.rows()[:2] == ["source-59", "source-58"]
        page.locator("#sort").select_option("name")
        assert seen.rows()[:2] == ["inlet-0", "inlet-1"]
        page.locator("#sort").select_option(label="no_ad_markers")
        shares = page.locator("#rows tr").evaluate_all(
            "rows => rows.map(r => parseFloat(r.querySelector('td.x').textContent) || 0)"
        )
        assert shares == sorted(shares, reverse=True)
        page.locator("#over").click()
        assert page.locator("#over").get_attribute("aria-pressed") == "true"
        assert 0 < len(seen.rows()) < 63
        assert page.locator("#rows tr:not(:has(.vh))").count() == 0


def test_newly_broken_sources_are_a_filter_where_an_earlier_run_is_compared(chromium: Any, example: Path) -> None:
    with Watched(chromium, address(example / "past.html")) as seen:
        seen.page.keyboard.press("r")
        assert seen.rows() == ["harbor-ledger.example"]
        seen.page.keyboard.press("r")
        assert len(seen.rows()) == 6
    with Watched(chromium, address(example / "report.html")) as seen:
        seen.page.keyboard.press("r")
        assert len(seen.rows()) == 6
        assert seen.page.locator("#new").count() == 0


def test_arrows_move_and_the_readout_says_what_a_cell_is(chromium: Any, example: Path) -> None:
    with Watched(chromium, address(example / "report.html")) as seen:
        page = seen.page
        page.locator("#rows td.x").first.focus()
        where = "(() => { const c = document.activeElement; return [c.parentNode.rowIndex, c.cellIndex]; })()"
        row, column = page.evaluate(where)
        for key, by in (
            ("ArrowRight", (0, 1)),
            ("ArrowDown", (1, 0)),
            ("ArrowLeft", (0, -1)),
            ("ArrowUp", (-1, 0)),
            ("ArrowUp", (0, 0)),
            ("ArrowLeft", (0, 0)),
        ):
            page.keyboard.press(key)
            row, column = row + by[0], column + by[1]
            assert page.evaluate(where) == [row, column], key
        assert page.locator("#rows td.x[tabindex='0']").count() == 1
        said = page.locator("#readout").inner_text()
        assert said == "orbit-post.example escapes_resolved fails: 2 of 22 judged fail (9.1%), limit 1%"
        page.keyboard.press("Enter")
        assert page.locator("section.page:visible h1").inner_text() == "orbit-post.example"


# Keys, links, themes.


@pytest.mark.parametrize("layout", ["file", "dir"])
def test_keys_lead_through_the_report(chromium: Any, example: Path, layout: str) -> None:
    start = example / ("report.html" if layout == "file" else "report/index.html")
    with Watched(chromium, address(start)) as seen:
        page = seen.page
        page.keyboard.press("/")
        page.wait_for_function("document.activeElement.id === 'filter'")
        page.keyboard.type("harbor?")  # a key in a field is a letter
        assert seen.rows() == []
        page.keyboard.press("Escape")
        assert len(seen.rows()) == 6
        page.keyboard.press("f")
        page.wait_for_function("document.querySelector('#over').getAttribute('aria-pressed') === 'true'")
        page.keyboard.press("?")
        assert page.locator("#help").evaluate("e => e.open")
        page.keyboard.press("Escape")
        at = "name => (document.querySelector('section.page:not([hidden]) h1') || {}).textContent === name"
        page.locator("#rows a").first.click()
        for name, key in (("orbit-post.example", "]"), ("harbor-ledger.example", "["), ("orbit-post.example", "h")):
            page.wait_for_function(at, arg=name)
            page.wait_for_load_state()  # in a folder it is another page, whose script listens only then
            page.keyboard.press(key)
        page.wait_for_function("(document.querySelector('section.page:not([hidden])') || {}).id === 'index'")
        assert seen.said == []


def test_links_go_deep_to_a_source_and_an_article(chromium: Any, example: Path) -> None:
    with Watched(chromium, address(example / "report.html")) as seen:
        source = seen.page.locator("section.page[id^='source-harbor']").get_attribute("id")
        article = seen.page.locator("section.page[id^='source-harbor'] article").nth(1).get_attribute("id")
    with Watched(chromium, address(example / "report.html", f"#{source}")) as seen:
        assert seen.page.locator("section.page:visible").count() == 1
        assert seen.page.locator("section.page:visible h1").inner_text() == "harbor-ledger.example"
        assert seen.page.locator("article:visible").count() > 2
    with Watched(chromium, address(example / "report.html", f"#{article}")) as seen:
        assert [e.get_attribute("id") for e in seen.page.locator("article:visible").all()] == [article]
        assert seen.page.locator(f"#{article} table").is_visible()
        seen.page.locator("a[rel=up]:visible").click()
        assert seen.page.locator("article:visible").count() > 2
    with Watched(chromium, address(example / "report.html", "#expectation-3")) as seen:
        assert seen.page.locator("#expectation-3").is_visible()
    with Watched(chromium, address(example / "report.html", "#nowhere")) as seen:
        assert seen.page.locator("#index").is_visible()


def test_the_theme_follows_the_system_until_it_is_chosen_and_is_kept(chromium: Any, example: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(255, 255, 255)", "rgb(15, 19, 23)"
    with Watched(chromium, address(example / "report.html"), color_scheme="dark") as seen:
        assert seen.page.evaluate(ground) == dark
        seen.page.keyboard.press("t")
        assert seen.page.evaluate(ground) == light
        seen.page.wait_for_timeout(500)  # the browser keeps what a page stores a moment later
        seen.page.reload()
        assert seen.page.evaluate(ground) == light
        seen.page.locator("#theme").click()
        assert seen.page.evaluate(ground) == dark


def test_without_scripts_all_is_there_and_no_dead_button(chromium: Any, example: Path) -> None:
    with Watched(chromium, address(example / "report.html"), java_script_enabled=False) as seen:
        assert seen.page.locator("section.page:visible").count() == 7
        assert seen.page.locator("#rows tr").count() == 6
        assert seen.page.locator("button:visible, input:visible, select:visible").count() == 0


def test_ids_and_rules_can_be_copied(chromium: Any, example: Path) -> None:
    with Watched(chromium, address(example / "report.html")) as seen:
        page = seen.page
        page.locator("#rows a", has_text="harbor-ledger").click()
        page.evaluate("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }")
        page.get_by_role("button", name="Copy id").first.click()
        assert page.evaluate("window.copied") == "4108"
        page.get_by_role("button", name="Copy the rule").first.click()
        copied = page.evaluate("window.copied")
    suite = ng.parse_suite("suite: s\nexpectations:\n" + "".join(f"  {line}\n" for line in copied.splitlines()))
    assert suite.expectations[0].check.name == "no_pattern"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_at_the_side(chromium: Any, example: Path, width: int) -> None:
    for anchor in ("", "section.page[id^='source-orbit']", "article"):
        with Watched(chromium, address(example / "past.html"), viewport={"width": width, "height": 800}) as seen:
            if anchor:
                seen.page.goto(
                    address(example / "past.html", "#" + seen.page.locator(anchor).first.get_attribute("id"))
                )
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", ["index", "source", "article"])
def test_axe_finds_nothing(chromium: Any, example: Path, width: int, theme: str, place: str) -> None:
    script = axe_script()
    found = {"source": "section.page[id^='source-orbit']", "article": "section.page[id^='source-orbit'] article"}
    for name in ("report.html", "past.html"):
        settings = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "bypass_csp": True}
        with Watched(chromium, address(example / name), **settings) as seen:
            page = seen.page
            if place in found:
                page.goto(address(example / name, "#" + page.locator(found[place]).first.get_attribute("id")))
            page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
            page.evaluate(script)
            told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in told["violations"]] == []
