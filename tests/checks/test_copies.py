"""Who repeats whom: the whole way against plain Python, and the cases by which copies and forms are told apart."""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import copies as rules
from newsgate.checks import texts as texts_module
from newsgate.checks.candidates import Pairs
from newsgate.checks.copies import COPY, MAX_COPIES, copies, find_copies
from newsgate.checks.facts import twins, with_facts
from newsgate.checks.recurrences import boilerplate_of

from ..drawing import examples
from . import reference
from .judging import frame_of
from .reference import Copy
from .versions import DAY, articles_of, corpora, words

#: Stories of fifteen words each, none of which shares a word with another; every third word of the last is a number.
BLOCKS = [" ".join(f"{chr(97 + b)}{chr(97 + w)}{b}{w}" for w in range(15)) for b in range(7)]
BLOCKS.append(" ".join(f"{7 * w}" if w % 3 else f"hh{w}" for w in range(15)))
STORY = " ".join(BLOCKS[:4])
Found = dict[str, list[dict[str, Any]]]


def _copies(bodies: Mapping[str, str | None], **more: Mapping[str, Any]) -> Found:
    """What is said of articles, each from a source of its own."""
    rows = [
        {"article_id": name, "body": body, "source": name, **{field: of.get(name) for field, of in more.items()}}
        for name, body in bodies.items()
    ]
    told = copies(frame_of(list(rows)))
    assert (told.name, told.dtype) == ("copies", pl.List(COPY))
    return dict(zip(bodies, [found or [] for found in told.to_list()], strict=True))


def _as_reference(found: Found) -> dict[str, set[Copy]]:
    return {
        name: {Copy(one["article_id"], one["tier"], one["containment"]) for one in told} for name, told in found.items()
    }


def _pairs(found: Found) -> set[frozenset[str]]:
    return {frozenset((name, one["article_id"])) for name, told in found.items() for one in told}


def _tier(one: str, other: str, days: float | None = None) -> str:
    """What two articles are to each other, so many days apart; nothing is said of one without the other."""
    when = {"a": DAY, "b": DAY + timedelta(days)} if days is not None else {}
    found = _copies({"a": one, "b": other}, published_at=when)
    assert len(found["a"]) == len(found["b"]) <= 1
    return str(found["a"][0]["tier"]) if found["a"] else ""


# ── against plain Python ──────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), max_size=7), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_copies_are_those_of_plain_python(made_of: list[list[int]], chance: random.Random) -> None:
    joints = [" ", "\n\n", "</p><p>", ". ", "\\n", "🚋 "]
    bodies = {f"a{n}": chance.choice(joints).join(BLOCKS[b] for b in blocks) for n, blocks in enumerate(made_of)}
    found = _copies(dict(bodies))
    assert _as_reference(found) == reference.copies(bodies)
    for name, told in found.items():
        for one in told:
            assert (one["start"], one["end"]) == reference.passage(bodies[name], bodies[one["article_id"]])


@settings(max_examples=examples(60), deadline=None)
@given(corpora())
def test_every_pair_that_is_found_is_what_plain_python_says(articles: pl.DataFrame) -> None:
    found = find_copies(articles)
    spans = boilerplate_of(articles).rows_by_key("row")
    bodies = [reference.bare(body or "", spans.get(row, [])) for row, body in enumerate(articles["body"])]
    for left, right, containment, tier in found.pairs.iter_rows():
        days = abs(found.days[left] - found.days[right])
        assert found.rank[left] < found.rank[right]
        assert reference.tier(bodies[left], bodies[right], days) == rules.TIERS[tier]
        assert containment == reference.overlap(bodies[left], bodies[right]).containment
    for row, first in enumerate(found.first.tolist()):
        if row != first:
            assert reference.tier(bodies[first], bodies[row]) == "exact"
            assert found.rank[first] < found.rank[row]


@settings(max_examples=examples(30), deadline=None)
@given(corpora(), st.data())
def test_the_order_of_the_articles_decides_nothing(articles: pl.DataFrame, data: st.DataObject) -> None:
    ids = [*articles["article_id"], None]
    named = data.draw(st.lists(st.sampled_from(ids), min_size=articles.height, max_size=articles.height))
    articles = articles.with_columns(duplicate_of=pl.Series(named, dtype=pl.String))
    order = data.draw(st.permutations(range(articles.height)))
    whole = copies(articles).to_list()
    assert copies(articles[order]).to_list() == [whole[row] for row in order]


@pytest.mark.parametrize(("rows", "threads"), [(1, 4), (3, 1), (1_000, 2)])
def test_batches_and_threads_decide_nothing(monkeypatch: pytest.MonkeyPatch, rows: int, threads: int) -> None:
    bodies = {f"a{n}": f"{words(n % 4, 40)} {words((n,), n)}" for n in range(15)}
    whole = _copies(dict(bodies))
    assert len(_pairs(whole)) > 15
    monkeypatch.setattr(texts_module, "BATCH_ROWS", rows)
    monkeypatch.setattr(pl, "thread_pool_size", lambda: threads)
    assert _copies(dict(bodies)) == whole


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 2**63, 2**64 + 5])
def test_the_seed_of_the_sketches_changes_nothing_but_chance(seed: int) -> None:
    articles = articles_of([{"body": f"{words(n % 3, 60)} {words((n,), 20)}"} for n in range(9)])
    pairs = find_copies(articles, seed).pairs.select("left", "right", "tier").rows()
    assert pairs == [(left, right, 2) for left in range(9) for right in range(left + 3, 9, 3)]


# ── tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_identical_texts_each_pair_with_the_first_by_id() -> None:
    found = _copies({"c": STORY, "a": STORY.upper(), "b": f"<p>{STORY}</p>", "d": BLOCKS[6]})
    assert _as_reference(found) == {
        "a": {Copy("b", "exact", 1.0), Copy("c", "exact", 1.0)},
        "b": {Copy("a", "exact", 1.0)},
        "c": {Copy("a", "exact", 1.0)},
        "d": set(),
    }
    (only,) = found["b"]
    assert (only["start"], only["end"]) == (3, 3 + len(STORY))


@pytest.mark.parametrize("body", ["", None, "word", "one two three four", "\u00a0\r\n", "<p></p>", "🚋"])
def test_texts_of_under_five_words_are_nobodys_copies(body: str | None) -> None:
    assert _pairs(_copies({"a": body, "b": body, "c": STORY})) == set()


def test_five_words_are_enough_for_the_same_text() -> None:
    assert _tier("The depot burnt on Monday.", "THE DEPOT BURNT ON MONDAY") == "exact"


@pytest.mark.parametrize(("count", "tier"), [(15, ""), (16, "near"), (43, "near")])
def test_sixteen_words_in_a_row_are_the_least(count: int, tier: str) -> None:
    passage = words(0, count)
    assert _tier(passage, f"{BLOCKS[0]} {passage} {BLOCKS[1]} {BLOCKS[2]}") == tier


def test_twelve_words_are_enough_where_many_numbers_agree() -> None:
    figures = "Ore 17 tin 23 zinc 311 lead 42 coal 5 salt 61"
    assert _tier(figures, f"{BLOCKS[0]} {figures} {BLOCKS[1]}") == "near"
    assert _tier(figures[:-3], f"{BLOCKS[0]} {figures[:-3]} {BLOCKS[1]}") == ""
    assert _tier(figures, f"{BLOCKS[0]} {figures.replace('17', '18')} {BLOCKS[1]}") == ""


def test_a_rewrite_shares_a_fifth_and_forty_shingles() -> None:
    shared, own, other = words("s", 60).split(), words("x", 80), words("y", 120)
    for count, tier in ((44, "derived"), (43, "")):
        passage = " ".join(shared[:count])
        assert _tier(f"{own} {passage}", f"{passage} {other}") == tier


@pytest.mark.parametrize(
    ("share", "days", "tier"),
    [
        (0.60, 0, "near"), (0.60, 5, "near"), (0.60, 30, "derived"), (0.60, None, "near"), (0.80, 30, "near"),
        (0.40, 0, "derived"), (0.40, 5, "derived"), (0.40, 30, ""), (0.40, None, "derived"),
        (0.28, 0, "derived"), (0.28, 5, ""), (0.28, 30, ""), (0.15, 0, ""),
    ],
)  # fmt: skip
def test_the_longer_ago_the_more_must_be_shared(share: float, days: int | None, tier: str) -> None:
    count = int(share * 200)
    story = words("s", 200)
    again = f"{' '.join(story.split()[:count])} {words('y', 200 - count)}"
    assert _tier(f"{story} {words('x', 60)}", again, days) == tier


def test_a_text_that_is_quoted_in_a_longer_one_is_a_copy_of_it() -> None:
    short = words("s", 60)
    assert _tier(short, f"{words('x', 300)} {short} {words('y', 300)}") == "near"


def test_a_quotation_is_no_copy() -> None:
    quotation = words("q", 40)
    assert _tier(f"{words('x', 150)} {quotation} {words('y', 60)}", f"{quotation} {words('z', 300)}") == ""


# ── forms, tables, corrections, notices ───────────────────────────────────────────────────────────────────────────────

RAIN = (
    "The weather station of {town} counted {a} millimetres of rain on {day}, after {b} the day before. The wind came "
    "from the west at {c} kilometres an hour in the morning and {d} in the evening, the water of the lake stood at {e} "
    "centimetres, and the station expects {f} degrees at noon tomorrow."
)
RIGS = (
    "The number of rigs that drill for oil in the Varn basin changed by {a} to {b} in the week to {day}, the drillers' "
    "union of {town} said on Friday. Gas rigs came to {c}, against {d} in the same week of last year. It was the {e}th "
    "week in which the count was told, and the union sees {f} of them by the summer."
)


def _form(text: str, seed: int) -> str:
    chance = random.Random(seed)
    town = chance.choice(["Pellmark", "Osterby", "Varnholm", "Skarholm"])
    day = chance.choice(["Monday", "Tuesday", "Thursday", "Sunday"])
    return text.format(town=town, day=day, **{letter: chance.randrange(11, 999) for letter in "abcdef"})


@pytest.mark.parametrize("form", [RAIN, RIGS])
@pytest.mark.parametrize("days", [0, 7, 365, None])
def test_a_form_with_other_numbers_is_no_copy(form: str, days: int | None) -> None:
    assert _tier(_form(form, 1), _form(form, 2), days) == ""


@pytest.mark.parametrize("form", [RAIN, RIGS])
def test_the_same_form_with_the_same_numbers_is_a_copy(form: str) -> None:
    told = _form(form, 1)
    assert _tier(told, f"{told} Reporting by Tuva Rindal.") == "near"


def test_a_correction_is_a_copy() -> None:
    story = f"The 43 members voted 31 to 12 on Monday. {words('s', 90)} The repairs cost 17 million crowns."
    corrected = story.replace("31 to 12", "31 to 14")
    assert _tier(story, f"{corrected} This story was corrected: 14 members voted against it.", 1) == "near"


def test_tables_are_copies_only_where_nearly_all_figures_agree() -> None:
    chance = random.Random(3)

    def table(figures: list[int]) -> str:
        names = words("t", len(figures)).split()
        return "\n".join(f"{name} points {figure} of the season" for name, figure in zip(names, figures, strict=True))

    figures = [chance.randrange(10, 10_000) for _ in range(40)]
    moved = [figure if n % 8 else figure + 1 for n, figure in enumerate(figures)]
    corrected = [figure if n != 17 else figure + 1 for n, figure in enumerate(figures)]
    assert _tier(table(figures), table(moved)) == ""
    assert _tier(table(figures), table(corrected)) == "near"
    assert _tier(table(figures), table(figures[:20])) == "near"


def test_a_notice_that_has_nothing_to_do_with_its_headline_makes_no_copies() -> None:
    notice = f"This page is only for readers who are signed in. {words('n', 25)}"
    titles = {"a": "Tram depot burns again", "b": "Harbour council votes tonight"}
    assert _pairs(_copies({"a": notice, "b": notice + " Sign in here."}, title=titles)) == set()
    told = {"a": "Readers signed into page", "b": "Only readers signed"}
    assert _pairs(_copies({"a": notice, "b": notice + " Sign in here."}, title=told)) == {frozenset("ab")}
    short = {"a": "Tram depot", "b": "A vote"}
    assert _pairs(_copies({"a": notice, "b": notice + " Sign in here."}, title=short)) == {frozenset("ab")}
    long = {name: f"{notice} {words('l', 120)} {end}" for name, end in (("a", "one"), ("b", "two"))}
    assert _pairs(_copies(long, title=titles)) == {frozenset("ab")}


def test_headlines_are_compared_whatever_stands_in_them() -> None:
    notice = words("n", 30)
    titles = {"a": "((( [[[ $1 \\Q .* <script>alert</script> [ad_1] (?=x)", "b": None}
    assert _pairs(_copies({"a": notice, "b": notice + " more"}, title=titles)) == {frozenset("ab")}
    assert _pairs(_copies({"a": notice + " more", "b": notice}, title=titles)) == {frozenset("ab")}


# ── what a source repeats ─────────────────────────────────────────────────────────────────────────────────────────────


def _source(texts: list[str], **more: Any) -> pl.DataFrame:
    return articles_of([{"body": text, "source": "Courier", **more} for text in texts])


def _found(articles: pl.DataFrame) -> dict[str, list[str]]:
    told = copies(articles).to_list()
    return {
        name: [one["article_id"] for one in found or ()]
        for name, found in zip(articles["article_id"], told, strict=True)
    }


def test_a_footer_makes_no_copies_however_long_it_is() -> None:
    footer = words("f", 60)
    assert set(map(tuple, _found(_source([f"{words(n, 30)}.\n\n{footer}" for n in range(12)])).values())) == {()}


def test_what_recurs_makes_no_copy_less_of_a_copy() -> None:
    footer = words("f", 60)
    texts = [f"{words(n, 30)}.\n\n{footer}" for n in range(12)]
    found = _found(_source([*texts, f"{words(3, 30)}, more.\n\n{footer}"]))
    assert {name: others for name, others in found.items() if others} == {"a3": ["a12"], "a12": ["a3"]}


def test_articles_of_nothing_but_what_recurs_are_nobodys_copies() -> None:
    footer = words("f", 60)
    texts = [f"{words(n, 30)}.\n\n{footer}" for n in range(12)]
    assert set(map(tuple, _found(_source([*texts, footer, footer, f"{footer}\n\n{footer}"])).values())) == {()}


def test_the_passage_shown_is_not_what_recurs() -> None:
    footer, story = words("f", 90), words(0, 40)
    texts = [f"🚋 {words(n, 40)}.\n\n{footer}" for n in range(12)] + [f"{story} too.\n\n{footer}"]
    articles = _source(texts)
    ((copy,), *_) = copies(articles).to_list()
    assert articles["body"][0][copy["start"] : copy["end"]] == story


def test_the_fact_of_what_recurs_is_used_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    footer = words("f", 60)
    articles = _source([f"{words(n % 11, 30)} {words((n,), 1)}.\n\n{footer}" for n in range(14)])
    whole = copies(articles).to_list()
    assert [n for n, found in enumerate(whole) if found] == [0, 1, 2, 11, 12, 13]
    known = with_facts(articles, ["recurring"])
    monkeypatch.setattr("newsgate.checks.recurrences._recurring_lines", None)
    assert copies(known).to_list() == whole
    assert with_facts(known, ["copies"])["copies"].to_list() == whole


# ── linked or not ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "links",
    [{"b": "a"}, {"a": "b"}, {"a": "wire-1", "b": "wire-1"}, {"a": "b", "b": "a"}, {"a": "b", "b": "wire-1"},
     {"b": "c"}],
)  # fmt: skip
def test_a_pair_is_linked_where_one_names_a_copy_of_itself_or_both_name_the_same(links: dict[str, str | None]) -> None:
    found = _copies({"a": STORY, "b": STORY + " more", "c": STORY + " at last"}, duplicate_of=links)
    assert [one["linked"] for one in found["a"] if one["article_id"] == "b"] == [True]
    assert [one["linked"] for one in found["b"] if one["article_id"] == "a"] == [True]


@pytest.mark.parametrize(
    "links",
    [{}, {"a": "a"}, {"a": "a", "b": "b"}, {"a": "d"}, {"a": "", "b": ""}, {"a": " ", "b": " "}, {"a": "d", "b": "e"},
     {"a": "nobody"}],
)  # fmt: skip
def test_a_link_to_itself_or_elsewhere_or_to_nobody_is_none(links: dict[str, str | None]) -> None:
    found = _copies({"a": STORY, "b": STORY + " more", "d": BLOCKS[5], "e": BLOCKS[6]}, duplicate_of=links)
    assert [one["linked"] for told in found.values() for one in told] == [False, False]


def test_a_link_to_an_id_that_several_have_is_none() -> None:
    rows = [
        {"article_id": name, "body": STORY + extra, "duplicate_of": of}
        for name, extra, of in (("a", "", "c"), ("b", " more", None), ("c", " yet", None), ("c", "!", None))
    ]
    told = copies(articles_of(list(rows))).to_list()
    assert {one["linked"] for one in told[1] if one["article_id"] == "a"} == {False}
    assert {one["linked"] for one in told[0] if one["article_id"] == "c"} == {True}  # which `links_sound` reports


def test_two_that_name_the_same_are_linked_even_if_one_has_no_id() -> None:
    rows = [{"article_id": name, "body": STORY, "duplicate_of": "wire-1"} for name in ("a", None)]
    told = copies(frame_of(list(rows)))
    assert [one["linked"] for found in told.to_list() for one in found] == [True, True]


def test_rewrites_that_each_stand_for_others_are_linked() -> None:
    story, other = words("s", 200).split(), words("y", 100)
    bodies = {"a": " ".join(story), "b": f"{' '.join(story[:80])} {other}"}
    bodies |= {"a2": bodies["a"] + " more", "b2": bodies["b"] + " more"}
    both: dict[str, str | None] = {"a2": "a", "b2": "b"}
    found = _copies(dict(bodies), duplicate_of=both)
    assert {(one["article_id"], one["tier"], one["linked"]) for one in found["a"]} == {
        ("a2", "near", True), ("b", "derived", True), ("b2", "derived", True)
    }  # fmt: skip
    one_alone = _copies(dict(bodies), duplicate_of={"a2": "a"})
    assert {one["linked"] for one in one_alone["a"] if one["article_id"] == "b"} == {False}


def test_two_articles_that_both_stand_for_others_and_are_one_are_not_linked() -> None:
    bodies: dict[str, str | None] = {name: STORY + f" {name}" for name in ("a", "a2", "b", "b2")}
    found = _copies(bodies, duplicate_of={"a2": "a", "b2": "b"})
    assert {one["linked"] for one in found["a"] if one["article_id"] == "b"} == {False}
    assert {one["linked"] for one in found["a2"]} == {True}


def test_a_pair_that_a_link_names_is_compared_even_if_no_sketch_proposes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    monkeypatch.setattr(rules, "candidates", lambda *_: nothing)
    bodies: dict[str, str | None] = {"a": STORY, "b": STORY + " more", "c": STORY + " less"}
    found = _copies(bodies, duplicate_of={"b": "a"})
    assert _pairs(found) == {frozenset("ab")}


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_articles_have_no_copies() -> None:
    assert copies(frame_of([])).to_list() == []


def test_two_hundred_copies_are_listed_up_to_a_bound() -> None:
    found = _copies({f"a{n:03}": STORY for n in range(200)})
    assert len(found["a000"]) == MAX_COPIES == 20
    assert [one["article_id"] for one in found["a000"]] == [f"a{n:03}" for n in range(1, 21)]
    assert all([one["article_id"] for one in told] == ["a000"] for name, told in found.items() if name != "a000")


def test_a_bounded_list_keeps_what_nobody_has_linked() -> None:
    links: dict[str, str | None] = {f"a{n:03}": "a000" for n in range(1, 199)}
    found = _copies({f"a{n:03}": STORY for n in range(200)}, duplicate_of=links)
    assert [one["article_id"] for one in found["a000"] if not one["linked"]] == ["a199"]


def test_of_two_passages_of_one_length_the_first_is_shown() -> None:
    found = _copies({"a": f"{BLOCKS[0]} x y {BLOCKS[1]}", "b": f"{BLOCKS[1]} z {BLOCKS[0]}"})
    ((one,), (other,)) = found.values()
    assert (one["start"], one["end"]) == (0, len(BLOCKS[0]))
    assert (other["start"], other["end"]) == (0, len(BLOCKS[1]))


def test_copies_as_close_are_listed_by_id() -> None:
    found = _copies({"c": STORY + " one", "b": STORY + " two", "a": STORY + " three", "d": STORY})
    assert [one["article_id"] for one in found["d"]] == ["a", "b", "c"]


def test_two_records_of_one_id_do_not_name_each_other() -> None:
    rows = [{"article_id": name, "body": STORY, "source": f"{n}"} for n, name in enumerate(("7", "7", None, None))]
    told = [[one["article_id"] for one in found or ()] for found in copies(frame_of(list(rows))).to_list()]
    assert told == [[None, None], [], ["7"], ["7"]]


# ── hostile input ─────────────────────────────────────────────────────────────────────────────────────────────────────

SPACELESS = {
    "Chinese": "周一晚上电车车库今年第二次失火九条线路全部停运到中午市长说旧变电站的电缆熔化了没有备件可用",
    "Japanese": "月曜日の夜市電の車庫が今年二度目の火事で焼け九つの路線すべてが正午まで止まったと市長は語り",
    "Thai": "โรงรถรางของเมืองไฟไหม้เป็นครั้งที่สองในปีนี้เมื่อคืนวันจันทร์และรถทุกสายหยุดวิ่งจนถึงเที่ยงวัน",
    "Arabic": "احترقمستودعالترامفيالمدينةللمرةالثانيةهذاالعامليلةالاثنينوتوقفتجميعالخطوطحتىالظهروقالرئيسالبلدية",
}


@pytest.mark.parametrize("text", SPACELESS.values(), ids=list(SPACELESS))
def test_texts_without_spaces_are_found_too(text: str) -> None:
    assert _tier(text, f"🚋 {text}") in {"exact", "near"}
    assert _tier(text, text[7:]) == "near"
    assert _tier(text, text[: len(text) // 3] + text[len(text) // 3 + 5 :]) == "near"
    found = _copies({"a": text, "b": text[5:-5]})
    assert text[found["a"][0]["start"] : found["a"][0]["end"]].startswith(text[5:-9])
    assert [_tier(text, other) for other in SPACELESS.values() if other != text] == [""] * 3


def test_a_million_characters_are_a_text_like_any_other() -> None:
    chance = random.Random(7)
    vocabulary = words(5, 5_000).split()
    long = " ".join(chance.choice(vocabulary) for _ in range(400_000))
    assert len(long) > 3_000_000
    hostile = {"c": "x" * 1_000_000, "d": "<a " + "&" * 500_000, "e": "a " * 500_000, "f": "a b " * 500_000}
    found = _copies({"a": "🚋 " + long, "b": long[: len(long) // 2], **hostile})
    assert _pairs(found) == {frozenset("ab")}
    assert found["a"][0]["tier"] == "near"
    assert found["a"][0]["containment"] == pytest.approx(1, abs=1e-3)
    assert found["a"][0]["start"] == 2


def test_twenty_thousand_identical_rows_are_one_text() -> None:
    articles = articles_of([{"body": STORY, "source": f"s{n % 3}"} for n in range(20_000)])
    told = copies(articles)
    assert told.list.len().sum() == MAX_COPIES + 19_999
    assert told.null_count() == 0


def test_twenty_thousand_rows_that_differ_in_a_word_are_told_in_time() -> None:
    articles = articles_of([{"body": f"{STORY} {words(n, 1)}", "source": f"s{n}"} for n in range(20_000)])
    told = copies(articles)
    assert told.null_count() == 0
    assert told.list.len().max() == MAX_COPIES


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.none() | st.text(max_size=80), max_size=5), st.lists(st.none() | st.text(max_size=12), max_size=5))
def test_no_text_breaks_it(bodies: list[str | None], ids: list[str | None]) -> None:
    rows = [
        {"article_id": name, "title": body, "body": body, "duplicate_of": name}
        for name, body in zip(ids, bodies, strict=False)
    ]
    told = copies(articles_of([*rows, *rows]))
    for row, found in zip([*rows, *rows], told.to_list(), strict=True):
        assert all(0 <= one["start"] < one["end"] <= len(row["body"] or "") for one in found or ())


# ── twins ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "A", "", None]), max_size=12))
def test_twins_are_counted_and_name_another(ids: list[str | None]) -> None:
    frame = frame_of([{"article_id": one} for one in ids])
    told = twins(frame).to_list()
    for n, (one, twin) in enumerate(zip(ids, told, strict=True)):
        rows = [row for row, other in enumerate(ids) if other == one]
        assert twin["count"] == len(rows)
        if len(rows) > 1:
            assert twin["other"] in {f"cases#{row + 1}" for row in rows if row != n}
