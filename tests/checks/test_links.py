"""Links: stars whose every ray holds, one canonical article chosen by rule, and nothing that depends on the order."""

import random
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsgate as ng
from newsgate.checks import CHECKS, copies, links, recurrences
from newsgate.checks import texts as texts_module
from newsgate.checks.linked import ALARM_SCHEMA, LINK_SCHEMA, MAX_CLUSTER, Linked
from newsgate.checks.links import link
from newsgate.checks.recurrences import boilerplate_of
from newsgate.corpus import Corpus, DataError

from ..drawing import examples
from . import reference
from .versions import DAY, articles_of, corpora, words

STORY = words("story", 80)
SUITE = ng.Suite(
    "links",
    (
        ng.Expectation(id="near", check=CHECKS["duplicates_linked"]),
        ng.Expectation(id="derived", check=CHECKS["duplicates_linked"], parameters={"tier": "derived"}),
        ng.Expectation(id="sound", check=CHECKS["links_sound"]),
    ),
    min_articles=0,
)


def _link(*rows: dict[str, Any], **options: Any) -> Linked:
    return link(articles_of(list(rows)), **options)


def _named(linked: Linked) -> dict[str, str]:
    return dict(linked.links.select("article_id", "canonical_id").iter_rows())


def _joined(articles: pl.DataFrame, linked: Linked) -> pl.DataFrame:
    named = linked.links.select("article_id", duplicate_of="canonical_id")
    return articles.drop("duplicate_of").join(named, on="article_id", how="left", maintain_order="left")


def _bare_bodies(articles: pl.DataFrame) -> dict[str, str]:
    spans = boilerplate_of(articles).rows_by_key("row")
    return {
        name: reference.bare(body or "", spans.get(row, []))
        for row, (name, body) in enumerate(articles.select("article_id", "body").iter_rows())
    }


# ── what holds for any corpus ─────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(150), deadline=None)
@given(corpora())
def test_what_holds_for_the_links_of_any_corpus(articles: pl.DataFrame) -> None:
    """Three things are asked of one linking, which is what takes the time."""
    linked = link(articles)
    _assert_stars(articles, linked)
    _assert_said_in_plain_python(articles, linked)
    _assert_kept(articles, linked)


def _assert_stars(articles: pl.DataFrame, linked: Linked) -> None:
    assert dict(linked.links.schema) == LINK_SCHEMA
    assert dict(linked.alarms.schema) == ALARM_SCHEMA
    assert linked.links["article_id"].is_unique().all()
    assert linked.links["article_id"].is_sorted()
    named = _named(linked)
    assert set(named) | set(named.values()) <= set(articles["article_id"])
    assert not set(named) & set(named.values())  # none names itself, a copy, or leads back


def _assert_kept(articles: pl.DataFrame, linked: Linked) -> None:
    """The corpus with its links keeps what the checks ask."""
    assert linked.alarms.height == 0
    told = ng.check(_joined(articles, linked), SUITE)
    assert told.outcomes("error") == []
    assert told.findings.rows() == []


def _assert_said_in_plain_python(articles: pl.DataFrame, linked: Linked) -> None:
    """Each link says what plain Python counts."""
    bodies, when = _bare_bodies(articles), dict(articles.select("article_id", "published_at").iter_rows())
    whole = dict(articles.select("article_id", "body").iter_rows())
    sources = dict(articles.select("article_id", "source").iter_rows())
    length = {name: len(reference.words(body)) for name, body in bodies.items()}

    def rank(name: str) -> tuple[Any, ...]:
        return -length[name], when[name] is None, when[name] or DAY, name

    notices = copies.find_copies(articles).notices  # nobody's copies, and no copy of theirs
    told = {
        name: [word.text for word in reference.words(body)]
        for (name, body), is_notice in zip(bodies.items(), notices, strict=True)
        if not is_notice
    }

    def first(name: str) -> str:
        """The first that has the same words, which speaks for all that have them, with its date."""
        return min((n for n in told if told[n] == told[name]), key=rank)

    for row in linked.links.iter_rows(named=True):
        copy, canonical = row["article_id"], row["canonical_id"]
        left, right = sorted((first(copy), first(canonical)), key=rank)
        days = (
            abs((when[left] - when[right]).total_seconds()) / 86_400
            if when[left] is not None and when[right] is not None
            else float("nan")
        )
        assert reference.tier(bodies[left], bodies[right], days) == row["tier"]
        exactly = 1.0 if row["tier"] == "exact" else reference.overlap(bodies[left], bodies[right]).containment
        assert row["containment"] == round(exactly, 4)
        assert (row["start"], row["end"]) == reference.passage(bodies[copy], bodies[canonical])
        assert row["matched_text"] == whole[copy][row["start"] : min(row["end"], row["start"] + 240)]
        assert (row["source"], row["canonical_source"]) == (sources[copy], sources[canonical])


@settings(max_examples=examples(60), deadline=None)
@given(corpora(), st.randoms(use_true_random=False), st.integers(0, 5))
def test_the_order_of_the_articles_decides_nothing(articles: pl.DataFrame, chance: random.Random, cap: int) -> None:
    whole = link(articles, max_cluster=2 + cap)
    order = chance.sample(range(articles.height), articles.height)
    again = link(articles[order], max_cluster=2 + cap)
    assert again.links.equals(whole.links)
    assert again.alarms.equals(whole.alarms)
    assert again[2:] == whole[2:]


def _corpus_of_versions(count: int) -> pl.DataFrame:
    rows = []
    for n in range(count):
        body = f"{words(n % 7, 60)} {words((n,), n % 40)}"
        rows.append({"source": f"s{n % 3}", "body": body, "published_at": DAY + timedelta(n % 5)})
    return articles_of(rows)


@pytest.mark.parametrize(("rows", "threads"), [(1, 5), (2, 1), (7, 3), (10_000, 2)])
def test_batches_and_threads_decide_nothing(monkeypatch: pytest.MonkeyPatch, rows: int, threads: int) -> None:
    articles = _corpus_of_versions(60)
    whole = link(articles)
    assert whole.links.height == 53
    monkeypatch.setattr(texts_module, "BATCH_ROWS", rows)
    monkeypatch.setattr(recurrences, "BATCH_ROWS", rows)
    monkeypatch.setattr(pl, "thread_pool_size", lambda: threads)
    again = link(articles)
    assert again.links.equals(whole.links)
    assert again.alarms.equals(whole.alarms)


@pytest.mark.parametrize("seed", [1, 2, 3, 99, 2**63])
def test_the_seed_decides_nothing_where_texts_share_enough(seed: int) -> None:
    articles = _corpus_of_versions(60)
    assert link(articles, seed=seed).links.equals(link(articles).links)


def test_what_is_linked_again_stays_as_it_is() -> None:
    articles = _corpus_of_versions(40)
    linked = link(articles)
    assert link(_joined(articles, linked)).links.equals(linked.links)
    nonsense = articles.with_columns(duplicate_of=pl.col("article_id").reverse())
    assert link(nonsense).links.equals(linked.links)
    assert links.links(Corpus(articles)).equals(linked.links)


# ── which article is canonical ────────────────────────────────────────────────────────────────────────────────────────

DATED = "OSTERBY, March 4 (Reuters) - "


def test_the_one_with_a_dateline_is_canonical() -> None:
    linked = _link({"body": STORY + " " + words("x", 20)}, {"body": DATED + STORY}, {"body": STORY})
    assert _named(linked) == {"a0": "a1", "a2": "a1"}


def test_a_dateline_behind_much_markup_counts() -> None:
    page = f"<div class='{'x ' * 600}'><p>{DATED}{STORY}</p></div>"
    assert _named(_link({"body": STORY + " more words"}, {"body": page})) == {"a0": "a1"}


def test_a_dateline_of_a_text_of_less_than_half_the_words_does_not_count() -> None:
    long = f"{STORY} {words('x', 110)}"
    assert _named(_link({"body": long}, {"body": DATED + STORY})) == {"a1": "a0"}


def test_without_a_dateline_the_longest_is_canonical() -> None:
    linked = _link({"body": STORY}, {"body": STORY + " and then more"}, {"body": STORY + " more"})
    assert _named(linked) == {"a0": "a1", "a2": "a1"}


def test_of_two_as_long_the_earlier_is_canonical_and_one_without_a_date_is_last() -> None:
    rows: list[dict[str, Any]] = [
        {"body": STORY + " one"},
        {"body": STORY + " two", "published_at": DAY},
        {"body": STORY + " three", "published_at": DAY - timedelta(1)},
    ]
    assert _named(_link(*rows)) == {"a0": "a2", "a1": "a2"}


def test_of_two_as_long_and_as_early_the_smaller_id_is_canonical() -> None:
    linked = _link({"article_id": "b", "body": STORY + " one"}, {"article_id": "a", "body": STORY + " two"})
    assert _named(linked) == {"b": "a"}
    assert _named(_link({"article_id": "10", "body": STORY}, {"article_id": "9", "body": STORY})) == {"9": "10"}


def test_of_the_same_words_the_earliest_is_canonical() -> None:
    texts = ((2, STORY), (0, STORY.upper()), (1, STORY))
    linked = _link(*({"body": text, "published_at": DAY + timedelta(day)} for day, text in texts))
    assert _named(linked) == {"a0": "a1", "a2": "a1"}
    assert set(linked.links["tier"]) == {"exact"}


def test_twins_of_a_copy_name_its_canonical_article() -> None:
    linked = _link({"body": STORY + " and then more"}, {"body": STORY}, {"body": STORY})
    assert linked.links.select("article_id", "canonical_id", "tier").rows() == [
        ("a1", "a0", "near"),
        ("a2", "a0", "near"),
    ]


def test_a_canonical_article_must_share_enough_with_each_copy() -> None:
    parts = [words(n, 60) for n in range(3)]
    hub = " ".join(parts)
    rows = [{"body": hub}, *({"body": f"{DATED}{part} {words((n,), 50)}"} for n, part in enumerate(parts))]
    linked = _link(*rows)
    assert _named(linked) == {"a1": "a0", "a2": "a0", "a3": "a0"}  # those with a dateline share nothing with each other


def test_nothing_is_linked_because_of_a_third() -> None:
    story = words("s", 300).split()
    steps = [" ".join(story[start : start + 100]) for start in range(0, 201, 40)]
    linked = _link(*({"body": step} for step in steps))
    named = _named(linked)
    assert 2 <= len(named) < len(steps) - 1
    bodies = {f"a{n}": step for n, step in enumerate(steps)}
    for copy, canonical in named.items():
        assert reference.tier(bodies[canonical], bodies[copy]) == "near"


def test_a_notice_apart_from_its_headline_is_no_copy_of_the_canonical_article_either() -> None:
    passage, quoted = words("h", 60), words("q", 20)
    rows = [
        {"body": passage},
        {"body": f"{passage} {words('n', 100)}"},
        {"body": f"{passage} {words('n', 110)}"},
        {"body": f"{passage} {quoted}", "title": "Tram depot burns again"},
        {"body": f"{quoted} {words('y', 10)}"},
    ]
    articles = articles_of(rows)
    assert ng.check(_joined(articles, link(articles)), SUITE).findings.rows() == []


def test_a_rewrite_is_linked_to_the_story_and_not_to_its_copies() -> None:
    story, own = words("s", 200), words("y", 120)
    rewrite = f"{own} {' '.join(story.split()[:70])}"
    linked = _link({"body": story + " and more"}, {"body": story}, {"body": rewrite})
    assert linked.links.select("article_id", "canonical_id", "tier").rows() == [
        ("a1", "a0", "near"),
        ("a2", "a0", "derived"),
    ]


# ── what is left out, and told ────────────────────────────────────────────────────────────────────────────────────────


def test_articles_without_an_id_of_their_own_are_left_out_and_counted() -> None:
    rows = [{"article_id": name, "body": STORY} for name in ("a", "7", "7", None, None, "b", "")]
    linked = _link(*rows)
    assert linked.no_id == 4
    assert _named(linked) == {"a": "", "b": ""}


def test_articles_without_ids_lead_nobody_astray() -> None:
    ids = ("a", "b", "7", "7", None)
    rows = [{"article_id": name, "body": f"{STORY} {words((n,), 3 * n)}"} for n, name in enumerate(ids)]
    assert _named(_link(*rows)) == {"a": "b"}


def test_articles_of_nothing_but_what_recurs_are_counted_and_not_linked() -> None:
    footer = words("f", 30).capitalize()
    rows = [{"source": "Courier", "body": f"{words(n, 40)}.\n\n{footer}"} for n in range(20)]
    bodies = (footer, footer, f"{footer}\n\n{footer}", f"<p>{footer}</p>")
    blurbs = [{"source": "Courier", "body": body} for body in bodies]
    elsewhere = {"source": "Post", "body": footer}
    linked = _link(*rows, *blurbs, elsewhere)
    assert (linked.links.height, linked.boilerplate_only) == (0, 4)


@pytest.mark.parametrize("body", ["", None, "one two three four", "<p></p>"])
def test_texts_of_under_five_words_are_no_copies_and_no_boilerplate(body: str | None) -> None:
    linked = _link({"body": body}, {"body": body}, {"body": STORY})
    assert (linked.links.height, linked.boilerplate_only, linked.no_id) == (0, 0, 0)


@pytest.mark.parametrize(("cap", "alarms"), [(6, 0), (5, 1), (2, 1)])
def test_a_cluster_of_too_many_texts_is_told_and_not_linked(cap: int, alarms: int) -> None:
    form = [{"body": f"{STORY} {words((n,), 4 + n)}"} for n in range(6)]
    other = [{"body": words("other", 40)}, {"body": words("other", 40) + " more"}]
    linked = _link(*form, *other, max_cluster=cap)
    assert linked.alarms.height == alarms
    assert linked.links.height == (1 if alarms else 6)
    assert _named(linked)["a6"] == "a7"
    if alarms:
        assert linked.alarms.rows() == [("a5", "s5", 6, ["a4", "a3", "a2"])]


def test_the_texts_of_a_cluster_are_counted_and_not_its_articles() -> None:
    linked = _link(*({"body": STORY} for _ in range(MAX_CLUSTER + 20)), {"body": STORY + " more"})
    assert linked.alarms.height == 0
    assert linked.links.height == MAX_CLUSTER + 20


def test_the_same_words_are_linked_even_where_their_cluster_is_not() -> None:
    form = [{"body": f"{STORY} {words((n,), 4 + n)}"} for n in range(6)]
    linked = _link(*form, form[0], max_cluster=5)
    assert linked.links.select("article_id", "canonical_id", "tier").rows() == [("a6", "a0", "exact")]


def test_alarms_come_largest_first_and_by_rank() -> None:
    versions = [(story, n) for story in range(9) for n in range(3 + story // 3)]
    rows = [{"body": f"{words(story, 60)} {words((story, n), 3 + n)}"} for story, n in versions]
    told = _link(*rows, max_cluster=2).alarms
    assert told["texts"].to_list() == [5] * 3 + [4] * 3 + [3] * 3
    lengths = {f"a{n}": len(row["body"].split()) for n, row in enumerate(rows)}
    for _, part in told.group_by("texts"):
        keys = [(-lengths[name], name) for name in part["article_id"]]
        assert keys == sorted(keys)


# ── hostile input ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(most: int) -> st.SearchStrategy[str | None]:
    return st.none() | st.text(max_size=most)


def test_no_articles_have_no_links() -> None:
    linked = _link()
    assert (linked.links.shape, linked.alarms.height, linked.no_id, linked.boilerplate_only) == ((0, 9), 0, 0, 0)


def test_a_plain_frame_will_do_and_facts_are_never_taken_from_it() -> None:
    plain = pl.DataFrame({"article_id": ["a", "b"], "body": [STORY, STORY]})
    linked = link(plain)
    assert linked.links.select("article_id", "canonical_id", "source").rows() == [("b", "a", "(unknown)")]
    lies = plain.with_columns(recurring=pl.lit(3), copies=pl.lit("x"), row=pl.lit(0), twins=pl.lit(1))
    assert link(lies).links.equals(linked.links)
    with pytest.raises(DataError, match="has no column 'body'"):
        link(plain.drop("body"))


def test_twenty_thousand_identical_rows_are_linked_to_the_first() -> None:
    linked = link(articles_of([{"article_id": f"{n:05}", "body": STORY, "source": "s"} for n in range(20_000)]))
    assert linked.links.height == 19_999
    assert linked.links["canonical_id"].unique().to_list() == ["00000"]


def test_twenty_thousand_empty_rows_are_linked_to_nobody() -> None:
    linked = link(articles_of([{"body": [None, "", " ", "<p>"][n % 4]} for n in range(20_000)]))
    assert (linked.links.height, linked.boilerplate_only) == (0, 0)


def test_a_book_that_quotes_many_articles_is_canonical_for_all_of_them() -> None:
    parts = [words(n, 150) for n in range(200)]
    book = "🚋 " + " ".join(parts) + " " + words("filler", 200_000)
    linked = _link({"body": book}, *({"body": part} for part in parts), max_cluster=1_000)
    assert linked.links.height == 200
    assert linked.links["canonical_id"].unique().to_list() == ["a0"]
    assert _link({"body": book}, *({"body": part} for part in parts)).alarms["texts"].to_list() == [201]


def test_evidence_is_shortened_and_lies_in_the_copy() -> None:
    story = words("é", 300)
    linked = _link({"body": f"🚋🚋 {story}"}, {"body": f"é电 {story} end of it"})
    (row,) = linked.links.iter_rows(named=True)
    assert (row["article_id"], row["start"], row["end"]) == ("a0", 3, 3 + len(story))
    assert row["matched_text"] == story[:240]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(_text(5), st.none() | st.text("a b\nกé.<&-–", max_size=60), _text(9)), max_size=9))
def test_no_text_breaks_it(rows: list[tuple[str | None, str | None, str | None]]) -> None:
    linked = _link(*({"article_id": name, "body": body, "source": source} for name, body, source in rows))
    ids = [name for name, _, _ in rows]
    assert linked.no_id == sum(name is None or ids.count(name) > 1 for name in ids)
    assert linked.links.height < max(1, len(rows))


def test_the_links_are_among_the_pairs_that_the_check_finds() -> None:
    articles = _corpus_of_versions(30)
    told = copies.copies(articles)
    linked = set(_named(link(articles)).items())
    pairs = {
        (name, one["article_id"])
        for name, found in zip(articles["article_id"], told.to_list(), strict=True)
        for one in found or ()
    }
    assert linked <= pairs
