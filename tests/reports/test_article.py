"""One article with all that is wrong in it: the same as in a run, each in its place, and inert."""

import contextlib
import functools
import io
import re
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import newsgate as ng
from newsgate.corpus import UsageError
from newsgate.expectations.one_article import Examined, articles_called, examined
from newsgate.reports.article import print_articles
from newsgate.reports.rows import rows, under

from ..running import EXAMPLE, ROOT
from .hostile import HOSTILE
from .making import ADS
from .test_terminal import assert_sound

TWO = "suite: s\nexpectations:\n  - {expect: no_ad_markers}\n  - {expect: no_markup, severity: warning}\n"


def shown(seen: Examined, width: int = 80) -> str:
    console = Console(width=width, file=io.StringIO(), no_color=True, highlight=False, markup=False, _environ={})
    print_articles(seen, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def one(body: str, suite: str = TWO, **fields: str) -> Examined:
    frame = pl.DataFrame([{"article_id": "a1", "source": "quay", "title": "Ferry", "body": body, **fields}])
    corpus = ng.Corpus.from_frame(frame)
    return examined(articles_called(fields.get("article_id", "a1"), corpus), corpus, ng.parse_suite(suite))


@functools.cache
def example() -> ng.Corpus:
    with contextlib.chdir(ROOT):
        return ng.read_corpus(str(EXAMPLE.relative_to(ROOT)))


# The same as in a run.


def test_the_findings_are_those_of_a_run() -> None:
    suite, corpus = ng.load_suite("news"), example()
    result = ng.check(corpus, suite)
    seen = examined(pl.repeat(True, corpus.articles.height, eager=True), corpus, suite)
    assert seen.problems == {}
    assert seen.findings.drop("row").equals(result.findings)
    some = examined(articles_called("4108", corpus), corpus, suite)
    assert some.findings.drop("row").equals(result.findings.filter(pl.col("article_id") == "4108"))
    assert some.findings.height > 20


def test_a_source_that_is_skipped_is_not_asked() -> None:
    assert one("A [ad_1] b.").findings.height == 1
    assert one("A [ad_1] b.", ADS.replace("mostly: 0.9", "sources: {quay: skip}")).findings.height == 0


def test_every_article_with_the_id_is_shown() -> None:
    text = shown(examined(articles_called("op-0520-007", example()), example(), ng.parse_suite(ADS)))
    assert text.startswith("2 articles have this id.\n")
    assert len(re.findall("^article op-0520-007$", text, re.MULTILINE)) == 2
    assert len(set(re.findall("^  --> (.*)$", text, re.MULTILINE))) == 2


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("410", "did you mean '4101'?"), ("4108x", "did you mean '4108'?"), ("op-0520-070", "did you mean 'op-0520-007'?"),
     ("zebra crossing", "`newsgate read DATA --output FILE` lists the articles"), ("", "`newsgate read DATA")],
)  # fmt: skip
def test_an_unknown_id_is_a_mistake_with_a_suggestion(asked: str, hint: str) -> None:
    with pytest.raises(UsageError, match="no article has the id") as raised:
        articles_called(asked, example())
    assert (raised.value.hint or "").startswith(hint)


def test_a_check_that_breaks_is_told() -> None:
    suite = f"{TWO}  - {{expect: no_pattern, with: {{pattern: x}}, columns: [nowhere]}}\n"
    text = shown(one("Fine.", suite))
    assert re.search(r"^BROKE no_pattern: .*nowhere", text, re.MULTILINE)
    assert "Nothing found by the expectations that ran" in text


# The look.


def test_an_article_is_told_with_carets() -> None:
    assert shown(one("One [ad_1] two <b>three</b>.\n\nFour [ad_2]\n", url="https://quay.example/1")) == (
        "article a1\n  --> row 1\n      source: quay\n      url: https://quay.example/1\n\n"
        "title\n   | Ferry\n\n"
        "body\n"
        "   | One [ad_1] two <b>three</b>.\n"
        "   |     ^^^^^^ no_ad_markers: an ad placeholder\n"
        "   |                ^^^     ^^^^ no_markup: an HTML tag left in the text\n"
        "   |\n"
        "   | Four [ad_2]\n"
        "   |      ^^^^^^ no_ad_markers: an ad placeholder\n"
        "\n 4 findings: it breaks no_ad_markers and no_markup (2 of 2 expectations)\n\n"
    )


def test_what_is_absent_is_told_below_its_field() -> None:
    text = shown(one("The ferry sailed.", "suite: s\nexpectations:\n  - {expect: title_present}\n", title=""))
    assert re.search(r"^title\n   \|\n   = title_present: ", text, re.MULTILINE)


# Rows and carets.


def test_rows_break_behind_blanks_and_know_their_places() -> None:
    told = ["".join(glyph.shown for glyph in row) for row in rows("The ferry sailed at noon today, they said.", 20)]
    assert told == ["The ferry sailed at ", "noon today, they ", "said."]
    assert ["".join(g.shown for g in row) for row in rows("a\r\nb\tc\x1b", 20)] == ["a", "b c⟨U+001B⟩"]
    assert ["".join(g.shown for g in row) for row in rows("a\n\nb", 20, [(1, 3)])] == ["a⏎", "⏎", "b"]
    assert [len(row) for row in rows("", 20)] == [1]


PIECES = [*"ab |^東🙂\t\n\r\u202e\u200b", "e\u0301", "\x1b[2J", "[/ad_1]", "word "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@settings(deadline=None)
@given(text=TEXTS, data=st.data(), width=st.integers(20, 60))
def test_carets_stand_under_their_span_and_nothing_is_lost(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = max(end, start + 1)  # an empty span has a caret too
    told, marked, ended = "", "", 0
    for row in rows(text, width, [(start, end)]):
        line = "".join(glyph.shown for glyph in row)
        told += "".join(text[glyph.at : glyph.at + 1] for glyph in row)
        assert cell_len(line) <= width
        if span := under(row, start, end):
            lead, length, is_last = span
            ended += is_last
            marked += "".join(glyph.shown for glyph in row if start <= glyph.at < last)
            before = "".join(glyph.shown for glyph in row if glyph.at < start)
            assert (lead, length) == (cell_len(before), max(1, sum(g.cells for g in row if start <= g.at < last)))
    assert told == text
    assert ended <= 1
    assert ended or start >= len(text)
    assert "\x1b" not in marked


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("text", [HOSTILE, "[/ad_1]", "東" * 300, "\u0301" * 90, "x" * 900, " "])
def test_hostile_text_is_shown_and_inert(text: str, width: int) -> None:
    seen = one(f"{text} [ad_1] {text}", title=text, article_id=text, source=text, origin=text, url=text, language=text)
    seen = replace(seen, problems={text: text})
    result = shown(seen, width)
    assert_sound(result, width)
    assert "[ad_1]" in result
    assert "no_ad_markers" in result
