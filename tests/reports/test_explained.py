"""A check's page in the terminal, and a result in a notebook."""

import re
from html.parser import HTMLParser

import pytest
from rich.cells import cell_len

import newsgate as ng
from newsgate.checks import CHECKS
from newsgate.expectations import Result
from newsgate.reports.check_page import check_page
from newsgate.reports.explained import explained
from newsgate.reports.notebook import MAX_ROWS, result_html
from newsgate.reports.safe_text import UNSEEN

from .hostile import HOSTILE, harbour, renamed
from .making import articles, judged


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", CHECKS)
def test_a_page_is_as_wide_as_the_terminal_and_says_it_all(name: str, width: int) -> None:
    page = explained(CHECKS[name], width)
    assert all(cell_len(line) <= width for line in page.splitlines())
    assert page.startswith(f"## {name}\n\n")
    assert re.sub(r"\s+", "", page) == re.sub(r"\s+", "", check_page(CHECKS[name]))


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_result_shows_itself_in_a_notebook() -> None:
    html = harbour()._repr_html_()
    assert html == result_html(harbour())
    told = Tags(html)
    assert "DO NOT SHIP" in told.text
    assert "harbour: 50 articles of 5 sources, 1 reject" in told.text
    assert "no_ad_markersfails16%10%8 / 50quay, islet-1 and islet-2" in told.text
    assert {tag for tag, _ in told.tags} == {"div", "p", "b", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "SHIP All 1 expectation" in Tags(str(judged(articles("quay", 30))._repr_html_())).text


@pytest.mark.parametrize("text", [HOSTILE, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202e"])
def test_hostile_names_are_text_in_a_notebook(text: str) -> None:
    plain, told = Tags(result_html(renamed(harbour(), "x"))), Tags(result_html(renamed(harbour(), text)))
    assert told.tags == plain.tags
    assert not UNSEEN.search(told.text)


def test_a_notebook_shows_few_rows() -> None:
    each = "  - {{expect: no_pattern, id: p{0}, with: {{pattern: x}}}}\n"
    many = judged(articles("quay", 20), "suite: s\nexpectations:\n" + "".join(each.format(i) for i in range(60)))
    html = result_html(many)
    assert html.count("<tr>") == MAX_ROWS + 1
    assert "20 more are in .verdicts" in html


def test_a_result_that_nobody_shows_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ng.Result.to_html is result_html
    monkeypatch.setattr(Result, "to_html", None)
    assert harbour()._repr_html_() is None
