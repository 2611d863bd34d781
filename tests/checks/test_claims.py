"""What ``duplicate_of`` says, held against the corpus: each fault, and that no claim breaks anything."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks import CHECKS, MARK
from newsgate.checks.claims import CLAIM, claims
from newsgate.checks.copies import DERIVED
from newsgate.checks.facts import FACTS, with_facts, with_needs
from newsgate.checks.recurrences import boilerplate_of

from ..drawing import examples
from . import reference
from .judging import result_of
from .versions import articles_of, corpora, words

STORY = words("story", 60)
OTHER = words("other", 60)
Claim = dict[str, Any] | None


def _claims(*rows: dict[str, Any]) -> list[Claim]:
    told = claims(articles_of(list(rows)))
    assert told.dtype == CLAIM
    return told.to_list()


def _links(*names: str | None, body: str | None = STORY) -> list[Claim]:
    """What is said of articles a0, a1… of one text that name each other so."""
    return _claims(*({"body": body, "duplicate_of": name} for name in names))


def _faults(told: list[Claim]) -> list[str | None]:
    return [one["fault"] if one else None for one in told]


def _in_python(ids: list[str | None], names: list[str | None], bodies: list[str]) -> list[str | None]:
    """The fault of every claim, in plain Python."""
    faults: list[str | None] = []
    for name, of, body in zip(ids, names, bodies, strict=True):
        if of is None or not of.strip():
            faults.append(None)
            continue
        if of == name or of not in ids or ids.count(of) > 1:
            faults.append("itself" if of == name else "nobody" if of not in ids else "several")
            continue
        seen, at = {ids.index(of)}, ids.index(of)
        own = [at]
        while (following := names[at]) and following.strip() and following != ids[at] and ids.count(following) == 1:
            at = ids.index(following)
            own.append(at)
            if at in seen:
                break
            seen.add(at)
        share = reference.overlap(body, bodies[own[0]])
        if len(own) > len(seen):
            faults.append("circle")
        elif len(own) > 1:
            faults.append("chain")
        else:
            apart = min(share.left_size, share.right_size) >= 5 and share.containment < DERIVED
            faults.append("other text" if apart else None)
    return faults


@settings(max_examples=examples(150), deadline=None)
@given(corpora(8), st.data())
def test_faults_are_those_of_plain_python(articles: pl.DataFrame, data: st.DataObject) -> None:
    known = [f"a{n}" for n in range(articles.height)]
    of_some = st.none() | st.sampled_from([*known, "", " ", "wire-1"])
    ids = data.draw(st.lists(st.none() | st.sampled_from(known), min_size=len(known), max_size=len(known)))
    ids = [ids[n] if n % 3 == 0 else name for n, name in enumerate(known)]  # some are missing, some are shared
    names = data.draw(st.lists(of_some, min_size=len(known), max_size=len(known)))
    claimed = articles.with_columns(
        article_id=pl.Series(ids, dtype=pl.String), duplicate_of=pl.Series(names, dtype=pl.String)
    )
    spans = boilerplate_of(claimed).rows_by_key("row")
    bodies = [reference.bare(body or "", spans.get(row, [])) for row, body in enumerate(claimed["body"])]
    told = claims(claimed).to_list()
    assert _faults(told) == _in_python(ids, names, bodies)
    assert [one and one["names"] for one in told] == [name if name and name.strip() else None for name in names]
    order = data.draw(st.permutations(range(len(known))))
    assert claims(claimed[order]).to_list() == [told[row] for row in order]


def test_who_names_nobody_claims_nothing() -> None:
    assert _links(None, "", " \n") == [None, None, None]


def test_a_sound_link_has_no_fault() -> None:
    assert _links(None, "a0") == [None, {"names": "a0", "fault": None, "end": "a0", "share": 1.0}]


def test_an_article_that_names_itself() -> None:
    assert _faults(_links("a0", "a0")) == ["itself", None]


def test_an_article_that_names_nobody_of_the_corpus() -> None:
    assert _faults(_links("wire-1", "A0", "a0 ")) == ["nobody"] * 3


def test_an_id_that_several_have() -> None:
    rows = [
        {"article_id": "7", "body": STORY},
        {"article_id": "7", "body": STORY},
        {"body": STORY, "duplicate_of": "7"},
    ]
    assert _faults(_claims(*rows)) == [None, None, "several"]


def test_one_of_several_that_names_its_own_id_names_itself() -> None:
    rows = [{"article_id": "7", "body": STORY, "duplicate_of": "7"}] * 2
    assert _faults(_claims(*rows)) == ["itself"] * 2


@pytest.mark.parametrize("length", [2, 3, 4, 9, 1_000])
def test_links_that_lead_back(length: int) -> None:
    circle = [f"a{(n + 1) % length}" for n in range(length)]
    assert set(_faults(_links(*circle))) == {"circle"}
    assert _faults(_links(*circle, "a0", f"a{length}"))[length:] == ["circle", "circle"]


def test_a_chain_is_told_with_its_end() -> None:
    told = _links(None, "a0", "a1", "a2", "a3")
    assert _faults(told) == [None, None, "chain", "chain", "chain"]
    assert [one["end"] for one in told if one] == ["a0"] * 4


def test_a_chain_of_twenty_thousand_links() -> None:
    told = _links(None, *(f"a{n}" for n in range(20_000)), body="It rained.")
    assert set(_faults(told)[2:]) == {"chain"}
    assert {one["end"] for one in told if one} == {"a0"}


def test_a_link_to_one_whose_own_link_leads_nowhere_is_no_chain() -> None:
    assert _faults(_links("wire-1", "a0")) == ["nobody", None]


def test_another_text() -> None:
    told = _claims({"body": STORY}, {"body": OTHER, "duplicate_of": "a0"})
    assert told == [None, {"names": "a0", "fault": "other text", "end": "a0", "share": 0.0}]


@pytest.mark.parametrize(("count", "fault"), [(24, None), (22, "other text")])
def test_a_fifth_of_the_shorter_text_is_enough(count: int, fault: str | None) -> None:
    passage = " ".join(STORY.split()[:count])  # of 100 words: 20 of 96 five-grams, or 18
    told = _claims(
        {"body": STORY + " " + words("x", 200)}, {"body": f"{passage} {words('y', 100 - count)}", "duplicate_of": "a0"}
    )
    assert _faults(told) == [None, fault]


@pytest.mark.parametrize(("count", "fault"), [(8, None), (9, "other text")])
def test_texts_of_under_nine_words_are_not_compared(count: int, fault: str | None) -> None:
    short = " ".join(OTHER.split()[:count])
    for one, other in ((STORY, short), (short, STORY)):
        told = _claims({"body": one}, {"body": other, "duplicate_of": "a0"})
        assert _faults(told) == [None, fault]
        assert (told[1] or {})["share"] == (0.0 if fault else None)


@pytest.mark.parametrize("bodies", [("", ""), (None, None), ("", None), (None, STORY), (STORY, None), ("<p>", "…")])
def test_articles_without_text_may_be_linked(bodies: tuple[str | None, str | None]) -> None:
    told = _claims({"body": bodies[0]}, {"body": bodies[1], "duplicate_of": "a0"})
    assert _faults(told) == [None, None]


def test_what_the_source_repeats_is_no_shared_text() -> None:
    footer = words("f", 80)
    rows = [{"source": "Courier", "body": f"{words(n, 40)}.\n\n{footer}"} for n in range(12)]
    rows[1]["duplicate_of"] = "a0"
    rows.append({"source": "Courier", "body": footer, "duplicate_of": "a0"})
    told = _claims(*rows)
    assert _faults(told) == [None, "other text", *[None] * 11]
    assert (told[12] or {})["share"] is None


def test_an_article_without_an_id_may_name_another() -> None:
    rows = [{"article_id": None, "body": body, "duplicate_of": "a"} for body in (STORY, OTHER)]
    assert _faults(_claims({"article_id": "a", "body": STORY}, *rows)) == [None, None, "other text"]


def test_nobody_claims_anything_where_there_is_nobody() -> None:
    assert _claims() == []


# ── the check ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(*rows: dict[str, Any]) -> list[tuple[str | None, str, str, str]]:
    whole = [{"article_id": f"a{n}", "body": STORY, **row} for n, row in enumerate(rows)]
    findings = result_of(CHECKS["links_sound"], list(whole)).findings
    assert findings["start"].null_count() == findings["end"].null_count() == findings.height
    return findings.select("article_id", "field", "evidence", "message").rows()


def test_each_fault_is_said_in_words() -> None:
    third = " ".join(OTHER.split()[:10])
    rows: list[dict[str, Any]] = [
        {}, {"duplicate_of": "a1"}, {"duplicate_of": "<b>wire-1"}, {"duplicate_of": "twin"}, {"article_id": "twin"},
        {"article_id": "twin"}, {"duplicate_of": "a7"}, {"duplicate_of": "a6"}, {"duplicate_of": "a9"},
        {"duplicate_of": "a0"}, {"body": f"{OTHER} {third}", "duplicate_of": "a0"},
        {"body": f"{' '.join(STORY.split()[:11])} {OTHER}", "duplicate_of": "a0"},
    ]  # fmt: skip
    assert _check(*rows) == [
        ("a1", "duplicate_of", "a1", "the article names itself"),
        ("a2", "duplicate_of", "<b>wire-1", "no article of the corpus has this id"),
        ("a3", "duplicate_of", "twin", "several records have this id: nobody can tell which is meant"),
        ("a6", "duplicate_of", "a7", "the links lead in a circle: no article is canonical"),
        ("a7", "duplicate_of", "a6", "the links lead in a circle: no article is canonical"),
        ("a8", "duplicate_of", "a9", "this one is a copy itself: name a0"),
        ("a10", "duplicate_of", "a0", "only 0% of the shorter text is shared"),
        ("a11", "duplicate_of", "a0", "only 12% of the shorter text is shared"),
    ]


def test_who_names_nobody_owes_nothing_and_is_not_missing() -> None:
    rows = [
        {"article_id": "a", "body": STORY},
        {"body": STORY, "duplicate_of": "a"},
        {"body": STORY, "duplicate_of": " "},
    ]
    result = result_of(CHECKS["links_sound"], list(rows))
    counts = result.expectations[0].counts
    assert (counts.element, counts.missing, counts.not_owed, counts.evaluated) == (3, 0, 2, 1)
    alone = result_of(CHECKS["links_sound"], [{"body": STORY}])
    assert alone.passed
    assert alone.expectations[0].counts.not_owed == 1


def test_the_marks_are_marks() -> None:
    frame = with_facts(articles_of([{"body": STORY, "duplicate_of": "x"}]), ["claims"])
    evidence = CHECKS["links_sound"].evidence("duplicate_of", {})
    assert evidence.marks is not None
    assert frame.select(evidence.marks.alias("marks")).schema["marks"] == pl.List(MARK)


# ── facts that are found by others ────────────────────────────────────────────────────────────────────────────────────


def test_a_fact_is_found_after_those_it_needs_and_they_are_left_out_again() -> None:
    articles = articles_of([{"body": STORY, "duplicate_of": "a1"}, {"body": STORY}])
    said: list[str] = []
    told = with_facts(articles, ["claims", "copies"], said.append)
    assert said == ["recurring", "copies", "claims"]
    assert told.columns == [*articles.columns, "copies", "claims"]
    again = with_facts(told, ["claims", "recurring"], said.append)
    assert said[3:] == ["recurring"]
    assert again.columns == [*told.columns, "recurring"]
    assert again["claims"].to_list() == claims(articles).to_list()


def test_the_needs_of_facts_are_facts_that_come_first() -> None:
    for name in FACTS:
        needs = with_needs([name])
        assert needs[-1] == name
        assert with_needs(needs) == needs
    assert with_needs(FACTS) == list(FACTS)
