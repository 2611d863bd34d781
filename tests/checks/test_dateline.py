"""The grammar of datelines: what is read of each form, where it stands, and what is none."""

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import with_dateline_columns
from newsgate.checks.dateline import DATELINE, datelines
from newsgate.corpus import Corpus

from ..drawing import examples

FORMS = yaml.safe_load((Path(__file__).parent / "datelines.yaml").read_text(encoding="utf-8"))
PARTS = ("place", "region", "date", "agency")


def _read(text: str | None) -> dict[str, Any] | None:
    (found,) = datelines(pl.Series("body", [text], dtype=pl.String))
    return found  # type: ignore[no-any-return]


@cache
def _known() -> dict[str, dict[str, Any] | None]:
    """What is read of every text that is written down, alone and on a page: at once, as of a corpus."""
    texts = [text for form in (*FORMS["datelines"], *FORMS["known_failure"]) for text in (form["text"], _page(form))]
    texts += FORMS["none"]
    return dict(zip(texts, datelines(pl.Series("body", texts)).to_list(), strict=True))


def _page(form: dict[str, Any]) -> str:
    return f'<div class="a b">\n<p>By Ann Poe 🚋 é</p>\n<p>{form["text"]}</p></div>'


def _assert_read(form: dict[str, Any]) -> None:
    found = _known()[form["text"]]
    assert found is not None
    assert found["text"] == form["dateline"] == form["text"][found["start"] : found["end"]]
    assert {name: found[name] for name in PARTS} == {name: form.get(name) for name in PARTS}
    assert [found["year"], found["month"], found["day"]] == form.get("says", [None, None, None])


@pytest.mark.parametrize("form", FORMS["datelines"], ids=lambda form: form["dateline"])
def test_a_form_is_read_with_all_its_parts(form: dict[str, Any]) -> None:
    _assert_read(form)


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="read wrongly today")
@pytest.mark.parametrize("form", FORMS["known_failure"], ids=lambda form: form["dateline"])
def test_a_form_that_is_not_read_yet(form: dict[str, Any]) -> None:
    _assert_read(form)


@pytest.mark.parametrize("text", FORMS["none"])
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert _known()[text] is None


@pytest.mark.parametrize("form", FORMS["datelines"], ids=lambda form: form["dateline"])
def test_it_may_stand_behind_a_byline_between_tags(form: dict[str, Any]) -> None:
    page = _page(form)
    found = _known()[page]
    assert found is not None
    assert page[found["start"] : found["end"]] == form["dateline"]


@pytest.mark.parametrize(
    ("page", "text", "place"),
    [
        ("<p><strong>OSLO (AP)</strong> — Rain fell.</p>", "OSLO (AP)</strong> —", "OSLO"),
        ("<b>OSLO</b>, <i>Norway</i> - Rain fell on <b>us</b>.", "OSLO</b>, <i>Norway</i> -", "OSLO"),
        ('<span class="dateline">Oslo</span><p>Rain fell.</p>', "Oslo", "Oslo"),
        ('<span class="articleLocation">OSLO</span> Rain fell.', "OSLO", "OSLO"),
    ],
)
def test_tags_inside_a_dateline_count_in_its_place_only(page: str, text: str, place: str) -> None:
    found = _read(page)
    assert found is not None
    assert (found["text"], found["place"]) == (text, place)
    assert page[found["start"] : found["end"]] == text


def test_behind_fifteen_hundred_characters_there_is_none() -> None:
    summary = "Rain fell. " * 10
    assert _read(f"{summary}\nOSLO, May 4 (Reuters) - Rain fell.") is not None
    assert _read(f"{summary * 15}\nOSLO, May 4 (Reuters) - Rain fell.") is None


def test_nulls_and_empty_texts_have_none_and_no_text_has_none() -> None:
    assert datelines(pl.Series("body", [None, "", " ", "<p></p>"], dtype=pl.String)).to_list() == [None] * 4
    assert datelines(pl.Series("body", [], dtype=pl.String)).dtype == DATELINE


@settings(max_examples=examples(60), deadline=None)
@given(
    before=st.text(st.sampled_from("aé🚋\u0301 <>/\n\r\u00a0"), max_size=30),
    form=st.sampled_from(FORMS["datelines"]),
    behind=st.text(st.sampled_from("aé🚋 <>.\n"), max_size=30),
)
def test_whatever_stands_around_it_its_offsets_are_those_of_its_text(
    before: str, form: dict[str, Any], behind: str
) -> None:
    body = f"{before}\n{form['text']}{behind}"
    found = _read(body)
    assert found is None or body[found["start"] : found["end"]] == found["text"]


def test_the_columns_that_the_reader_offers() -> None:
    corpus = Corpus.from_frame(
        pl.DataFrame({"article_id": ["1", "2"], "body": ["OSLO, May 4 (Reuters) - Rain.", "Rain."]})
    )
    columns = with_dateline_columns(corpus.articles).select(pl.col("^dateline_.*$"))
    assert columns.row(0) == ("OSLO, May 4 (Reuters) -", "OSLO", None, "May 4", "Reuters", 0, 23)
    assert columns.row(1) == (None,) * 7
