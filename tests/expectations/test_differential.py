"""One declaration, several engines: each says of the same articles that they fail.

Native expressions, pandera, Great Expectations on Polars, and, where a check is one regular expression on one field,
stock Great Expectations on pandas with the same expression.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import great_expectations as gx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsgate as ng
from newsgate.checks import CHECKS, Check, Evidence, escapes, markup, with_facts
from newsgate.corpus import ARTICLE_SCHEMA, PUBLISHED_RAW
from newsgate.expectations import Expectation
from newsgate.expectations.engines import EngineName, Judged, engine_of
from newsgate.expectations.gx import articles as articles_in_gx
from newsgate.expectations.gx import quiet_context

from ..drawing import examples, gathered
from ..running import EXAMPLE

FORBIDDEN = r"(?i)lorem|BROKEN\b"
SUITE = ng.Suite(
    "all checks",
    (
        *(
            Expectation(id=name, check=one, parameters={"pattern": FORBIDDEN} if name == "no_pattern" else {})
            for name, one in CHECKS.items()
        ),
        Expectation(id="derived_linked", check=CHECKS["duplicates_linked"], parameters={"tier": "derived"}),
        Expectation(id="every_dateline", check=CHECKS["dateline_present"], parameters={"articles": "all"}),
        Expectation(id="clean_titles", check=CHECKS["no_markup"], columns=("title",)),
    ),
)
SCHEMA = {**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()}
_STORY = (
    "The council of Varnholm voted on Monday to keep the tide mill turning, against the advice of its own engineers. "
    "The wheel, they said, would not outlast the spring floods, and the dam behind it leaks in four places by now."
)
#: One body a defect, and some that are none; hostile ones among them.
BODIES = [
    _STORY, f"By Ann Poe\n\n{_STORY}", "It was late.", "", " ", None,
    "Prices rose.\\n\\nWages &amp; rents did not.", "He said \\u201cno\\u201d.", "A vote. [ad_1] A count.",
    "A vote.\n\nAdvertisement\n\nA count.", "It rained, officials told Reuters.", "OSLO, May 4 (Reuters) - It rained.",
    "It rained.\n\nShare this:\nFacebook\nTwitter", "<p>It <b>rained</b>.</p>", "The mayorâ€™s cafÃ©.",
    "No\u00a0break, zero\u200bwidth, \ufffd.", "It ended in 2014.The army left.", "Lorem ipsum: BROKEN.",
    "<script>alert(1)</script>\x1b[31m =cmd|x {{7*7}} [/ad_1]", "\ufdd0 [ad_2] 😀 e\u0301", "広告\n本文です。", "إعلان",
    "kAm%96 4@F?4:= G@E65 E@ <66A E96 E:56 >:== 2?5 E96 52>]k^Am", f"{_STORY}\n\nREAD ALSO: Mill turns\n\n{_STORY}",
    f"Photo: Tove Lund/Courier\n\n{_STORY}", f"{_STORY} They will not comp… [+46 chars]",
    *(f"The {thing} of Pellmark burnt for the second time in a year.\n\nRead in 31 harbours" for thing in
      ("depot", "quay", "school", "chapel", "library", "barn", "ferry", "station", "mill", "bakery", "inn", "museum")),
]  # fmt: skip
TITLES = [
    "Mill turns",
    "Mill turns | Courier",
    None,
    "",
    "Syria&#039;s mill",
    "A <em>close</em> vote",
    "Zero\u200bwidth",
]
DATES = [None, datetime(2016, 3, 27, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(2087, 1, 5, tzinfo=UTC)]


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Articles with every column of the contract, and the facts of all of them."""
    whole = [{**dict.fromkeys(SCHEMA), "origin": f"row {n}", **row} for n, row in enumerate(rows)]
    made = pl.DataFrame(whole, schema=SCHEMA, orient="row")
    return with_facts(made, SUITE.facts)


@cache
def every_defect() -> pl.DataFrame:
    """Every body with every kind of title, date and source, ids that repeat or lack, and links."""
    rows = [
        {
            "article_id": None if n % 17 == 16 else f"a{n % 60}",
            "source": [None, "bay", "hill", "<b>dale</b>"][n % 4],
            "title": TITLES[n % len(TITLES)],
            "body": body,
            "published_at": DATES[n % len(DATES)],
            PUBLISHED_RAW: "yesterday" if n % 13 == 0 else None,
            "duplicate_of": "a1" if n % 11 == 0 else None,
        }
        for n, body in enumerate(BODIES * 3)
    ]
    return frame(rows)


@cache
def example() -> pl.DataFrame:
    """The example corpus."""
    return with_facts(ng.read_corpus(EXAMPLE).articles, SUITE.facts)


CORPORA: dict[str, Callable[[], pl.DataFrame]] = {
    "the example corpus": example,
    "every defect": every_defect,
    "no article": lambda: frame([]),
    "one article": lambda: frame([{"article_id": "1", "source": "bay", "title": "T", "body": "A [ad_1] b."}]),
    "one empty article": lambda: frame([{}]),
    "one null source": lambda: frame(
        [{"article_id": "1", "title": "A <b>", "body": "It ended in 2014.The army left."}]
    ),
}


@cache
def corpus_natively(corpus: str) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """One of the corpora, and its rows that fail."""
    articles = CORPORA[corpus]()
    return articles, natively(articles)


def natively(articles: pl.DataFrame) -> dict[str, list[int]]:
    """The rows that fail, by the expressions themselves in one select."""
    masks = articles.select(e.masks().failing.alias(e.id) for e in SUITE.expectations)
    return {name: masks[name].arg_true().to_list() for name in masks.columns}


@cache
def engine(name: Any) -> Callable[[pl.DataFrame], Judged]:
    """The engine as the gate uses it."""
    return engine_of(name, SUITE).judge


def by_engine(name: str, articles: pl.DataFrame) -> dict[str, list[int]]:
    """The rows that fail, by an engine of the gate."""
    judged = engine(name)(articles)
    assert judged.problems == {}
    kept = {e.id: judged.kept.get(e.id) for e in SUITE.expectations}
    return {name: [] if rows is None else (~rows).arg_true().to_list() for name, rows in kept.items()}


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", ["pandera", "gx"])
def test_an_engine_says_what_the_expressions_say(name: str, corpus: str) -> None:
    articles, expected = corpus_natively(corpus)
    assert by_engine(name, articles) == expected


def test_every_check_fails_somewhere_in_the_corpus_of_every_defect() -> None:
    assert [name for name, rows in corpus_natively("every defect")[1].items() if not rows] == ["derived_linked"]


_ROW = st.fixed_dictionaries(
    {
        "article_id": st.sampled_from([None, "1", "2", "3", "<i>4</i>"]),
        "source": st.sampled_from([None, "bay", "hill"]),
        "title": st.sampled_from(TITLES) | st.text(max_size=20),
        "body": st.sampled_from(BODIES)
        | st.lists(st.sampled_from([b for b in BODIES if b]), min_size=1, max_size=3).map("\n".join)
        | st.text(max_size=60),
        "published_at": st.sampled_from(DATES),
        "duplicate_of": st.sampled_from([None, "", "1", "9"]),
    }
)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(gathered(_ROW))
def test_the_engines_agree_on_any_articles(rows: list[dict[str, Any]]) -> None:
    articles = frame(rows)
    expected = natively(articles)
    assert by_engine("pandera", articles) == expected
    assert by_engine("gx", articles) == expected


#: Checks that are one regular expression on a field: what stock Great Expectations on pandas can be asked as well.
#: Where a check spares something that one expression cannot say, the articles that need it are left out.
AS_REGEX: dict[str, tuple[str, str]] = {
    "no_pattern": ("body", FORBIDDEN),
    "clean_titles": ("title", markup._TAG),
    "escapes_resolved": ("title", escapes._ENTITY),
}


@pytest.mark.parametrize("name", AS_REGEX)
def test_stock_great_expectations_on_pandas_says_the_same(name: str) -> None:
    field, pattern = AS_REGEX[name]
    articles = every_defect()
    expectation = next(e for e in SUITE.expectations if e.id == name)
    single = Expectation(id=name, check=expectation.check, parameters=expectation.parameters, columns=(field,))
    expected = articles.select(single.masks().failing).to_series().arg_true().to_list()
    source = quiet_context(mode="ephemeral").data_sources.add_pandas("stock")
    whole = source.add_dataframe_asset("articles").add_batch_definition_whole_dataframe("whole")
    batch = whole.get_batch(batch_parameters={"dataframe": articles.select(field).to_pandas()})
    stock = gx.expectations.ExpectColumnValuesToNotMatchRegex(column=field, regex=pattern)
    result = batch.validate(stock, result_format="COMPLETE").result
    assert sorted(result["unexpected_index_list"]) == expected
    assert expected


@pytest.mark.parametrize("suite", ["news", SUITE], ids=["news", "all checks"])
def test_the_gate_gives_the_same_findings_and_verdicts_with_both_engines(suite: ng.Suite | str) -> None:
    for articles in (example(), every_defect().with_columns(pl.col("source").fill_null("(unknown)"))):
        one, other = ng.check(articles, suite, engine="pandera"), ng.check(articles, suite, engine="gx")
        assert one.findings.equals(other.findings)
        assert one.verdicts.equals(other.verdicts)
        assert one.exit_code() == other.exit_code()


def test_a_check_that_breaks_breaks_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Check, column: str, parameters: Mapping[str, object]) -> Evidence:
        year = pl.col(column).dt.year().cast(pl.String)  # no text has a year
        return Evidence(year, pl.concat_list(year))

    suite = ng.load_suite("news").only(select=["no_ad_markers"])
    monkeypatch.setattr(Check, "evidence", broken)
    monkeypatch.setattr(articles_in_gx, "_masks_of", articles_in_gx._masks_of.__wrapped__)  # nothing kept from before
    names: tuple[EngineName, ...] = ("pandera", "gx")
    for name in names:
        told = ng.check(example(), suite, engine=name)
        assert [v.outcome for v in told.expectations] == ["error"], name
        assert told.exit_code() == 3


def test_dates_are_judged_by_the_day_of_the_run() -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=3)
    articles = frame([{"article_id": "1", "source": "bay", "title": "T", "body": "B.", "published_at": tomorrow}])
    assert natively(articles)["published_at_plausible"] == [0]
    assert by_engine("gx", articles)["published_at_plausible"] == [0]
