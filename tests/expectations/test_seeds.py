"""The five seeds: five ways in which one story of a news agency came out of the web.

Their texts are not part of this repository, and nothing of them stands here but the marks of their defects.
"""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

import newsgate as ng
from newsgate.checks.copies import find_copies

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of this repository")

#: 000 and 003 carry ids of their own; the others are called after their files.
IDS = {"2222": "000", "166812": "003"}
ALL = {"000", "001", "002", "003", "004"}


@cache
def _told() -> ng.Result:
    return ng.check(ng.read_corpus(SEEDS), "news")


def _seed(article: str) -> str:
    return IDS.get(article, article[:3])


def _findings(expectation: str) -> pl.DataFrame:
    found = _told().findings.filter(expectation=expectation)
    return found.with_columns(seed=pl.col("article_id").map_elements(_seed, return_dtype=pl.String))


def _evidence(expectation: str, seed: str) -> list[tuple[str, str]]:
    return _findings(expectation).filter(seed=seed).select("field", "evidence").rows()


@pytest.mark.parametrize(
    ("expectation", "seeds"),
    [
        ("escapes_resolved", {"000", "003"}),
        ("no_ad_markers", {"000"}),
        ("dateline_present", {"001", "003", "004"}),
        ("no_footer_boilerplate", {"000", "001", "002", "004"}),
        ("no_markup", {"000"}),
        ("no_invisible_characters", {"002"}),
        ("paragraphs_kept", {"003"}),
        ("duplicates_linked", {"000", "001", "003"}),
        ("derived_linked", ALL),
        ("links_sound", set()),
        ("title_apart", {"001"}),
        ("captions_apart", {"001", "002"}),
        ("dateline_agrees", set()),
        ("no_inline_promos", set()),
        ("no_recurring_lines", set()),
        ("article_present", set()),
        ("no_scrambled_text", set()),
        ("title_present", set()),
        ("body_present", set()),
        ("ids_unique", set()),
        ("no_mojibake", set()),
        ("published_at_plausible", set()),
    ],
)
def test_a_seed_fails_what_is_wrong_with_it(expectation: str, seeds: set[str]) -> None:
    assert set(_findings(expectation)["seed"]) == seeds


def test_the_table_is_of_the_whole_suite() -> None:
    (table,) = (m for m in test_a_seed_fails_what_is_wrong_with_it.pytestmark if m.name == "parametrize")  # type: ignore[attr-defined]
    assert {name for name, _ in table.args[1]} == {e.id for e in _told().suite.expectations}


def test_all_five_are_read() -> None:
    corpus = _told().corpus
    assert {_seed(article) for article in corpus.articles["article_id"]} == ALL
    assert corpus.rejects.height == 0


def test_escapes_are_shown() -> None:
    assert _evidence("escapes_resolved", "000") == [("title", "&#039;")]
    assert ("body", r"\u201c") in _evidence("escapes_resolved", "003")


def test_ad_markers_are_shown() -> None:
    assert _evidence("no_ad_markers", "000") == [("body", "[ad_1]"), ("body", "[ad_2]")]


def test_no_break_spaces_are_shown() -> None:
    assert set(_evidence("no_invisible_characters", "002")) == {("body", "\u00a0")}


def test_all_ten_pairs_are_found() -> None:
    pairs: dict[str, set[frozenset[str]]] = {}
    for expectation in ("duplicates_linked", "derived_linked"):
        for seed, message in _findings(expectation).select("seed", "message").rows():
            other = message.split(" is shared with ")[1].split(" (")[0]
            pairs.setdefault(expectation, set()).add(frozenset((seed, _seed(other))))
    near = {frozenset(pair) for pair in (("000", "001"), ("000", "003"), ("001", "003"))}
    assert pairs["duplicates_linked"] == near
    every = {frozenset((one, other)) for one in ALL for other in ALL if one < other}
    assert pairs["derived_linked"] == every - near
    assert len(every) == 10


def test_the_gate_is_closed() -> None:
    assert _told().exit_code() == 1
    assert not _told().passed
    failed = {v.expectation.id for v in _told().outcomes("fail")}
    mission = {"escapes_resolved", "no_ad_markers", "dateline_present", "no_footer_boilerplate", "duplicates_linked"}
    assert mission <= failed


def _pairs_of(articles: pl.DataFrame, seed: int) -> set[frozenset[str]]:
    pairs = find_copies(articles, seed).pairs
    names = articles["article_id"].to_list()
    return {
        frozenset((_seed(names[left]), _seed(names[right]))) for left, right in pairs.select("left", "right").rows()
    }


@pytest.mark.parametrize("seed", range(20))
def test_neither_the_hash_nor_the_order_decides_which_pairs_are_found(seed: int) -> None:
    articles = _told().corpus.articles
    assert len(_pairs_of(articles.sample(fraction=1, shuffle=True, seed=seed), seed)) == 10


def test_the_seeds_with_their_links_pass() -> None:
    corpus = _told().corpus
    links = ng.link(corpus).links.select("article_id", duplicate_of="canonical_id")
    linked = corpus.articles.drop("duplicate_of").join(links, on="article_id", how="left")
    result = ng.check(linked, ng.load_suite("news").only(["duplicates_linked", "links_sound"]))
    assert result.passed
    assert result.findings.height == 0
