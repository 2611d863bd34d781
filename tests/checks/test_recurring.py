"""What recurs from story to story of a source: what is a story, where a line stands, and that order is nothing."""

import random
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import CHECKS, Case, recurrences
from newsgate.checks.facts import FACTS
from newsgate.checks.recurrences import FLOOR, RECURRING, boilerplate, boilerplate_of, recurring
from newsgate.checks.texts import Texts

from ..drawing import examples
from .judging import judge, result_of

CALL = "Get our morning briefing"
Body = str | None
Found = list[tuple[str, int, int]]


def _words(seed: int, count: int = 12) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abdegiklmnoprstu", k=6)) for _ in range(count)).capitalize()


def _story(seed: int, *, lines: int = 4) -> str:
    return "\n\n".join(f"{_words(seed * 100 + n)}." for n in range(lines))


def _frame(bodies: Sequence[Body], sources: Sequence[str | None] | None = None) -> pl.DataFrame:
    named = ["Courier"] * len(bodies) if sources is None else list(sources)
    return pl.DataFrame({"body": bodies, "source": named}, schema={"body": pl.String, "source": pl.String})


def _found(articles: pl.DataFrame) -> list[Found]:
    """The lines of every article that recur in its source, and in how many stories of how many they stand."""
    told = recurring(articles)
    assert told.name == "recurring"
    assert told.dtype == pl.List(RECURRING)
    return [
        [(body[one["start"] : one["end"]], one["stories"], one["of"]) for one in lines or () if not one["pooled"]]
        for body, lines in zip(articles["body"].to_list(), told.to_list(), strict=True)
    ]


def test_stories_are_counted_within_their_source() -> None:
    bodies = [f"{_story(n)}\n\n{CALL}" for n in range(8)] + [_story(n) for n in range(8, 12)]
    sources = ["Courier"] * 5 + ["Post"] * 3 + ["Courier"] * 2 + ["Post"] * 2
    found = _found(_frame(bodies, sources))
    assert found == [[(CALL, 5, 7)]] * 5 + [[(CALL, 3, 5)]] * 3 + [[]] * 4


def test_articles_without_a_source_are_one_source() -> None:
    found = _found(_frame([f"{_story(n)}\n{CALL}" for n in range(4)], [None, None, None, "Courier"]))
    assert found == [[(CALL, 3, 3)]] * 3 + [[]]


@pytest.mark.parametrize(("sources", "flagged"), [(8, 8), (7, 0)])
def test_small_sources_are_looked_at_together(sources: int, flagged: int) -> None:
    articles: list[Case] = [{"body": f"{_story(n)}\n\n{CALL}", "source": f"blog-{n}"} for n in range(sources)]
    articles += [{"body": _story(n), "source": f"blog-{n}"} for n in range(20, 25)]
    findings = result_of(CHECKS["no_recurring_lines"], articles).findings
    assert findings["evidence"].to_list() == [CALL] * flagged
    assert set(findings["message"]) <= {"in 8 of the 13 stories of all small sources"}


def test_a_wire_story_in_many_small_sources_is_one_story() -> None:
    articles: list[Case] = [{"body": _story(1, lines=6), "source": f"blog-{n}"} for n in range(15)]
    assert result_of(CHECKS["no_recurring_lines"], articles).findings.height == 0


def test_a_large_source_is_not_pooled() -> None:
    articles: list[Case] = [{"body": f"{_story(n)}\n\n{CALL}" if n < 3 else _story(n)} for n in range(20)]
    articles += [{"body": f"{_story(n)}\n\n{CALL}", "source": f"blog-{n}"} for n in range(30, 37)]
    assert result_of(CHECKS["no_recurring_lines"], articles).findings.height == 0


def test_what_recurs_in_a_small_source_and_in_all_is_found_once() -> None:
    articles: list[Case] = [{"body": f"{_story(n)}\n\n{CALL}", "source": "ab"[n % 2]} for n in range(10)]
    findings = result_of(CHECKS["no_recurring_lines"], articles).findings
    assert findings["message"].to_list() == ["in 5 of this source's 5 stories"] * 10


def test_copies_of_a_story_are_one_story() -> None:
    with_call = f"{_story(1)}\n\n{CALL}"
    bodies = [with_call] * 6 + [f"{_story(2)}\n\n{CALL}", f"{_story(3)}\n\n{CALL}", _story(4)]
    assert _found(_frame(bodies)) == [[(CALL, 3, 4)]] * 8 + [[]]


def test_copies_with_a_line_more_or_less_are_one_story() -> None:
    story = _story(1, lines=8).split("\n\n")
    copies = ["\n\n".join([*story[: 8 - n], CALL]) for n in range(3)] + [
        f"{_words(99)}\n\n{_story(1, lines=8)}\n\n{CALL}"
    ]
    assert _found(_frame(copies)) == [[]] * 4
    others = [f"{_story(n)}\n\n{CALL}" for n in (2, 3)]
    assert _found(_frame([*copies, *others])) == [[(CALL, 3, 3)]] * 6


def test_copies_of_what_is_in_many_texts_are_one_story_too() -> None:
    bodies = (
        [f"{_story(1)}\n\n{CALL}"] * 30 + [f"{_story(2)}\n\n{CALL}"] * 30 + [f"{_story(n)}\n\n{CALL}" for n in (3, 4)]
    )
    assert _found(_frame(bodies)) == [[(CALL, 4, 4)]] * 62


def test_a_footer_longer_than_the_story_makes_no_copies() -> None:
    footer = "\n\n".join(_words(7_000 + n) for n in range(6))
    found = _found(_frame([f"{_story(n, lines=2)}\n\n{footer}" for n in range(12)]))
    assert all(one == [(line, 12, 12) for line in footer.split("\n\n")] for one in found)


def test_a_text_of_nothing_but_boilerplate_is_one_story() -> None:
    found = _found(_frame([CALL] * 50))
    assert found == [[]] * 50


@pytest.mark.parametrize("bodies", [[], [None], [None, None, ""], ["", " \n\n ", "…", "<p></p>"]])
def test_nothing_recurs_in_nothing(bodies: list[Body]) -> None:
    assert _found(_frame(bodies)) == [[]] * len(bodies)
    assert boilerplate_of(_frame(bodies)).rows() == []
    assert boilerplate(recurring(_frame(bodies))).rows() == []


def test_a_null_body_has_no_lines_and_is_no_story() -> None:
    found = _found(_frame([None, *[f"{_story(n)}\n{CALL}" for n in range(3)], "", None]))
    assert found == [[], *[[(CALL, 3, 3)]] * 3, [], []]


def test_a_line_repeated_within_a_text_is_found_in_each_place_and_counted_once() -> None:
    bodies = [f"{CALL}\n\n{_words(n, 30)}\n\n{CALL}\n\n{_words(n + 50, 30)}" for n in range(FLOOR)]
    assert _found(_frame(bodies)) == [[(CALL, 3, 3)] * 2] * FLOOR
    once = [*bodies[:2], _story(9)]
    assert _found(_frame(once)) == [[]] * 3


def test_one_line_a_hundred_thousand_times() -> None:
    bodies = [f"{_story(n)}\n" + f"{CALL}\n" * (100_000 if n == 0 else 1) for n in range(4)]
    found = _found(_frame(bodies))
    assert [len(one) for one in found] == [100_000, 1, 1, 1]
    assert found[0][-1] == (CALL, 4, 4)
    findings = judge(CHECKS["no_recurring_lines"], {"body": bodies[0], "among": [{"body": one} for one in bodies[1:]]})
    assert findings.height == 20
    assert findings["message"].to_list()[-1] == "in 4 of this source's 4 stories (and 99980 more in this article)"


def test_places_are_code_points() -> None:
    openings = ["🚋🚋 e\u0301 電車", "ñandú — «ça»", "Ωμέγα\u00a0\u2009", "plain"]
    bodies = [f"{opening} {_story(n)}\r\n\r\n«{CALL}»\r\n" for n, opening in enumerate(openings)]
    for body, found in zip(bodies, _found(_frame(bodies)), strict=True):
        assert [text for text, _, _ in found] == [body[body.index(CALL) : body.index(CALL) + len(CALL)]]


@pytest.mark.parametrize(
    "glue",
    [
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "<br>",
        "<br/>",
        "</p><p>",
        "\\n",
        "</div>\n<div class='a'>",
        ". ",
        ".",
        "! ",
        ".</b> ",
    ],
)
def test_whatever_parts_lines(glue: str) -> None:
    bodies = [f"{_words(n)}{glue if n == 0 else chr(10)}{CALL}" for n in range(4)]
    assert _found(_frame(bodies))[0] == [(CALL, 4, 4)]


@pytest.mark.parametrize(
    "other", ["GET OUR MORNING BRIEFING", "Get our <b>morning</b> briefing", "get our, morning: briefing!"]
)
def test_case_marks_and_inline_tags_do_not_count(other: str) -> None:
    bodies = [f"{_story(n)}\n{CALL}" for n in range(3)] + [f"{_story(3)}\n{other}\n"]
    assert _found(_frame(bodies))[3] == [(other, 4, 4)]


def test_the_words_and_their_order_count() -> None:
    bodies = [f"{_story(n)}\n{CALL}" for n in range(3)]
    for other in ("Get our evening briefing", "Get morning our briefing", "Get our morning briefing now"):
        assert _found(_frame([*bodies, f"{_story(3)}\n{other}"]))[3] == []


def test_the_longer_of_two_suffixes_is_marked() -> None:
    among = [{"body": f"{_words(n)} Follow the Courier on Every network"} for n in range(1, 4)]
    body = f"{_words(0)} Follow the Courier on Every network"
    findings = judge(CHECKS["no_recurring_lines"], {"body": body, "among": among})
    assert findings["evidence"].to_list() == ["Follow the Courier on Every network"]


@pytest.mark.parametrize(("share", "flagged"), [(0.1, 5), (0.5, 5), (0.51, 0)])
def test_the_share_is_that_of_the_stories_of_the_source(share: float, flagged: int) -> None:
    articles: list[Case] = [{"body": f"{_story(n)}\n\n{CALL}" if n < 5 else _story(n)} for n in range(10)]
    result = result_of(CHECKS["no_recurring_lines"], articles, {"share": share})
    assert result.findings.height == flagged
    assert set(result.findings["message"]) <= {"in 5 of this source's 10 stories"}


@pytest.mark.parametrize(("at_least", "flagged"), [(1, 4), (3, 4), (4, 4), (5, 0)])
def test_in_at_least_so_many_stories(at_least: int, flagged: int) -> None:
    articles: list[Case] = [{"body": f"{_story(n)}\n\n{CALL}"} for n in range(4)]
    assert result_of(CHECKS["no_recurring_lines"], articles, {"at_least": at_least}).findings.height == flagged


def test_a_sentence_with_no_place_of_its_own_must_stand_in_twice_as_many_stories() -> None:
    sentence = f"{_words(5_000, 10)}."
    lines = [[*_story(n, lines=12).split("\n\n")] for n in range(8)]
    for n, one in enumerate(lines):
        one.insert(n + 1, sentence)
    articles: list[Case] = [{"body": "\n\n".join(one)} for one in lines]
    check = CHECKS["no_recurring_lines"]
    assert result_of(check, articles).findings["evidence"].to_list() == [sentence] * 8
    assert result_of(check, articles[:7]).findings.height == 0


def test_the_places_of_boilerplate_are_bytes_and_texts_can_do_without_them() -> None:
    articles = _frame([f"🚋 é {_story(n)}\n\n{CALL}!\n\n{_words(n + 60)}" for n in range(4)])
    places = boilerplate_of(articles)
    bodies = [body.encode() for body in articles["body"].to_list()]
    assert [bodies[row][start:end] for row, start, end in places.rows()] == [f"{CALL}!".encode()] * 4
    data, offsets = Texts(articles["body"], places).of(np.arange(4))
    assert bytes(data).decode() == "".join(articles["body"].to_list()).replace(f"{CALL}!", " " * (len(CALL) + 1))
    assert len(offsets) == 5
    assert (
        boilerplate(recurring(articles), at_least=5).rows() == boilerplate(recurring(articles), share=1.1).rows() == []
    )


def test_the_same_places_are_told_as_bytes_and_as_code_points() -> None:
    articles = _frame([f"電車 🚋 {_story(n)}\n\n«{CALL}» é\n\n{CALL}" for n in range(5)])
    for body, lines in zip(articles["body"].to_list(), recurring(articles).to_list(), strict=True):
        assert len(lines) == 2
        for one in lines:
            raw = body.encode()[one["first_byte"] : one["last_byte"]]
            assert raw.decode() == body[one["start"] : one["end"]]


def test_boilerplate_is_what_the_check_reports() -> None:
    bodies = [f"{_story(n)}\n\n{CALL}" for n in range(8)] + [_story(n) for n in range(8, 12)]
    sources = ["Courier"] * 5 + ["Post"] * 3 + ["Courier"] * 2 + ["Post"] * 2
    places = boilerplate_of(_frame(bodies, sources))
    articles: list[Case] = [{"body": body, "source": of} for body, of in zip(bodies, sources, strict=True)]
    findings = result_of(CHECKS["no_recurring_lines"], articles).findings
    assert findings["origin"].to_list() == [f"cases#{row + 1}" for row in places["row"]]
    assert places.height == 8  # five of the Courier's seven stories; eight of the twelve of both


LINES = [
    CALL,
    "Tweet",
    "3 comments",
    "12 comments",
    "By Ann Poe",
    "Q.",
    "© 2026 Lake Tribune. All rights reserved here.",
]
bodies = st.lists(
    st.none() | st.lists(st.sampled_from(LINES) | st.integers(0, 30).map(_words), max_size=6).map("\n".join),
    max_size=14,
)


@settings(max_examples=examples(60), deadline=None)
@given(bodies, st.data())
def test_the_order_of_the_articles_decides_nothing(texts: list[Body], data: st.DataObject) -> None:
    sources = data.draw(st.lists(st.sampled_from(["a", "b", None]), min_size=len(texts), max_size=len(texts)))
    order = data.draw(st.permutations(range(len(texts))))
    found = _found(_frame(texts, sources))
    shuffled = _found(_frame([texts[n] for n in order], [sources[n] for n in order]))
    assert shuffled == [found[n] for n in order]


@settings(max_examples=examples(60), deadline=None)
@given(bodies, st.data())
def test_boilerplate_is_the_same_with_and_without_the_fact(texts: list[Body], data: st.DataObject) -> None:
    sources = data.draw(st.lists(st.sampled_from(["a", "b", None]), min_size=len(texts), max_size=len(texts)))
    articles = _frame(texts, sources)
    fact = recurring(articles)
    expected = boilerplate(fact)
    assert boilerplate_of(articles).rows() == expected.rows()
    assert boilerplate_of(articles.with_columns(fact)).rows() == expected.rows()
    reach = dict.fromkeys(range(len(texts)), 0)
    for row, start, end in expected.rows():
        assert reach[row] <= start < end <= len((texts[row] or "").encode())
        reach[row] = end


@settings(max_examples=examples(30), deadline=None)
@given(bodies)
def test_every_place_lies_within_its_text_and_is_told_in_order(texts: list[Body]) -> None:
    for body, lines in zip(texts, recurring(_frame(texts)).to_list(), strict=True):
        places = [(one["start"], one["end"]) for one in lines or ()]
        assert [start for start, _ in places] == sorted(start for start, _ in places)
        for start, end in places:
            assert 0 <= start < end <= len(body or "")
            assert (body or "")[start:end].strip() == (body or "")[start:end]


def test_batches_and_threads_decide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = _frame([f"{_story(n % 9)}\n{CALL}\n{_words(n)}\nTweet" for n in range(25)])
    whole = _found(articles)
    assert any(whole)
    monkeypatch.setattr(recurrences, "BATCH_ROWS", 2)
    monkeypatch.setattr(recurrences, "THREADS", 4)
    assert _found(articles) == whole


def test_the_fact_is_computed_for_the_check() -> None:
    assert CHECKS["no_recurring_lines"].facts == ("recurring",)
    articles = _frame([f"{_story(n)}\n{CALL}" for n in range(4)])
    assert FACTS["recurring"](articles).to_list() == recurring(articles).to_list()
