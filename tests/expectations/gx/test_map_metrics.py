"""Own expectations on own metrics, as newsgate's checks are made."""

import json
from collections import Counter
from typing import Any

import great_expectations as gx
import polars as pl
import pytest

from newsgate.expectations.gx import (
    COLUMNS_DOMAIN,
    Aggregate,
    PolarsExecutionEngine,
    register_aggregate,
    register_map_metric,
)
from newsgate.expectations.gx.contract import ColumnMapExpectation, Expectation

from .asking import ask, batch, told

ARTICLES = pl.DataFrame(
    {
        "article_id": ["a1", "a2", None, "a4", "a5"],
        "source": ["x", "x", "y", "y", None],
        "body": ["fine", "[ad_1] <script>alert(1)</script>", "[ad_2]", None, "[ad_3]"],
    }
)


def generated(name: str, metric: str, **fields: Any) -> Any:
    """An expectation type, as a loop over checks makes it."""
    namespace: dict[str, Any] = {
        "__module__": __name__, "__doc__": f"{name}.", "map_metric": metric,
        "success_keys": ("mostly", *fields), "__annotations__": {key: type(value) for key, value in fields.items()},
        **fields,
    }  # fmt: skip
    return type(name, (ColumnMapExpectation,), namespace)


def ads(schema: pl.Schema, domain: Any, values: Any) -> pl.Expr:
    return pl.col("body").str.contains(values["marker"])


register_map_metric("newsgate.test_ads", ads, value_keys=("marker",))
register_map_metric("newsgate.test_ads_everywhere", ads, value_keys=("marker",), judges_nulls=True)
register_map_metric("newsgate.test_ads_in_body", ads, value_keys=("marker",), shown="article_id")
ExpectNoTestAds = generated("ExpectNoTestAds", "newsgate.test_ads", marker=r"\[ad")
ExpectNoTestAdsAnywhere = generated("ExpectNoTestAdsAnywhere", "newsgate.test_ads_everywhere", marker=r"\[ad")
ExpectNoTestAdsInBody = generated("ExpectNoTestAdsInBody", "newsgate.test_ads_in_body", marker=r"\[ad")


def test_results_hold_ids_and_no_text() -> None:
    for format_ in ("BASIC", "SUMMARY", "COMPLETE"):
        asked = ExpectNoTestAds(column="article_id", marker=r"\[ad")
        result = ask(ARTICLES, asked, {"result_format": format_, "unexpected_index_column_names": ["article_id"]})
        assert told(result) == ""
        assert not result.success
        # the row without an id is missing, a null verdict (a4 has no body) is unexpected
        assert result.result["partial_unexpected_list"] == ["a2", "a4", "a5"]
        assert result.result["missing_count"] == 1
        assert "script" not in json.dumps(result.to_json_dict()["result"])
    assert result.result["unexpected_index_list"] == [{"article_id": name} for name in ("a2", "a4", "a5")]
    assert result.result["unexpected_index_query"] == "df.filter(pl.col('article_id').is_in(['a2', 'a4', 'a5']))"


def test_rows_without_an_id_can_be_judged_too() -> None:
    result = ask(ARTICLES, ExpectNoTestAdsAnywhere(column="article_id", marker=r"\[ad"))
    assert result.result["unexpected_list"] == ["a2", None, "a4", "a5"]
    assert result.result["unexpected_index_list"] == [1, 2, 3, 4]


def test_another_column_can_be_shown() -> None:
    result = ask(ARTICLES, ExpectNoTestAdsInBody(column="body", marker=r"\[ad"))
    assert result.result["unexpected_list"] == ["a2", None, "a5"]
    result = ask(ARTICLES, ExpectNoTestAdsInBody(column="body", marker="x"),
                 {"result_format": "SUMMARY", "unexpected_index_column_names": ["source"]})  # fmt: skip
    assert result.success
    assert ask(ARTICLES.drop("article_id"), ExpectNoTestAdsInBody(column="body", marker="x")).success is False


def test_mostly_and_severity() -> None:
    asked = ExpectNoTestAdsInBody(column="body", marker=r"\[ad", mostly=0.25, severity="warning")
    result = ask(ARTICLES, asked)
    assert result.success
    assert result.expectation_config.severity == "warning"


def test_an_expectation_survives_json() -> None:
    suite = gx.ExpectationSuite("own", expectations=[ExpectNoTestAds(column="article_id", marker="x", mostly=0.5)])
    stored = json.loads(json.dumps(suite.to_json_dict()))
    (one,) = gx.ExpectationSuite(**stored).expectations
    assert type(one) is ExpectNoTestAds
    assert one.configuration.kwargs == {"column": "article_id", "marker": "x", "mostly": 0.5}
    assert stored["expectations"][0]["type"] == "expect_no_test_ads"


def test_a_class_level_default_is_left_out_of_the_configuration() -> None:
    """Why parameters are to be passed explicitly: GX leaves out what equals the default, also from JSON."""
    assert "marker" not in ExpectNoTestAds(column="article_id").configuration.kwargs


def test_several_columns() -> None:
    register_map_metric(
        "newsgate.test_twins",
        lambda schema, domain, values: pl.col(domain["column_list"][0]).is_duplicated(),
        COLUMNS_DOMAIN,
    )
    kind: Any = type(
        "ExpectNoTestTwins", (gx.expectations.expectation.MulticolumnMapExpectation,),
        {"__module__": __name__, "__doc__": "No twins.", "map_metric": "newsgate.test_twins"},
    )  # fmt: skip
    result = ask(ARTICLES, kind(column_list=["source", "article_id"], ignore_row_if="any_value_is_missing"))
    assert told(result) == ""
    assert result.result["unexpected_index_list"] == [0, 1, 3]
    assert result.result["unexpected_list"][0] == {"source": "x", "article_id": "a1"}
    assert result.result["element_count"] == 5
    assert result.result["missing_count"] == 2


class Broken:
    """A check that breaks on some data only."""

    def __call__(self, schema: pl.Schema, domain: Any, values: Any) -> pl.Expr:
        return pl.col("body").str.to_integer(strict=True) > 0


def test_a_check_that_breaks_on_the_data_breaks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    register_map_metric("newsgate.test_broken", Broken())
    kind = generated("ExpectNoTestBreak", "newsgate.test_broken")
    asked: list[list[object]] = []
    resolve = PolarsExecutionEngine._resolve

    def counted(self: PolarsExecutionEngine, group: Any) -> Any:
        asked.append([one.metric_configuration.id for one in group])
        return resolve(self, group)

    monkeypatch.setattr(PolarsExecutionEngine, "_resolve", counted)

    suite = gx.ExpectationSuite(
        "s", expectations=[kind(column="article_id"), ExpectNoTestAds(column="article_id", marker="x"),
                           gx.expectations.ExpectColumnValuesToNotBeNull(column="article_id")],
    )  # fmt: skip
    results = {
        one.expectation_config.type: one for one in batch(ARTICLES).validate(suite, result_format="COMPLETE").results
    }
    broken = results["expect_no_test_break"]
    assert "newsgate.test_broken broke on the data: " in told(broken)
    assert "integer parsing failed for" in told(broken)
    assert "script" not in json.dumps(broken.to_json_dict())  # Polars quotes values, GX keeps tracebacks
    assert not results["expect_no_test_break"].success
    assert results["expect_no_test_ads"].result["unexpected_list"] == ["a4"]
    assert results["expect_column_values_to_not_be_null"].result["unexpected_index_list"] == [2]
    # the select that breaks, then its metrics one at a time: some a second time, by the order in which GX asks,
    # but none in each of its three rounds
    alone = Counter(group[0] for group in asked if len(group) == 1)
    assert 0 < max(alone.values()) <= 2


@pytest.mark.parametrize("made", [pl.col("body").str.len_chars().max(), Aggregate(pl.len(), finish=lambda n: n * 2)])
def test_own_aggregates(made: Any) -> None:
    register_aggregate("newsgate.test_longest", lambda schema, domain, values: made)
    kind: Any = type(
        "ExpectTestLongest", (gx.expectations.expectation.ColumnAggregateExpectation,),
        {
            "__module__": __name__, "__doc__": "Length.", "metric_dependencies": ("newsgate.test_longest",),
            "_validate": lambda self, metrics, runtime_configuration=None, execution_engine=None: {
                "success": True, "result": {"observed_value": metrics["newsgate.test_longest"]},
            },
        },
    )  # fmt: skip
    assert issubclass(kind, Expectation)
    assert ask(ARTICLES, kind(column="body")).result["observed_value"] in (10, 32)
