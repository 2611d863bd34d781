"""Which articles of a source a report shows, and all that was found in them.

They are spread evenly over those that fail, and chosen so that every expectation the source breaks is seen. Nothing is
left to chance, and the work grows with sources and expectations: articles and findings are only passed over in columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from ..expectations import Result

#: Articles that are considered per source and expectation.
_CONSIDERED = 4
#: Ids of failing articles that can be copied, per source.
MAX_IDS = 50
_KEY = ["source", "article_id", "origin"]


@dataclass(frozen=True)
class Sample:
    """An article with its findings (rows of `FINDING_SCHEMA`); *fields*: its texts by field, where they are at hand."""

    article_id: str | None
    origin: str | None
    title: str | None
    findings: Sequence[Mapping[str, Any]]
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def breaks(self) -> list[str]:
        """The expectations that it breaks, each once."""
        return list(dict.fromkeys(row["expectation"] for row in self.findings))


@dataclass(frozen=True)
class Samples:
    """What a report shows of the articles of some sources: *articles* and *ids* by source."""

    articles: Mapping[str, Sequence[Sample]]
    ids: Mapping[str, Sequence[str]]


def samples(result: Result, sources: Sequence[str], most: int) -> Samples:
    """Up to *most* articles of each source, and the ids of the first that fail."""
    findings = result.findings.filter(pl.col("source").is_in(sources))
    pairs = findings.unique([*_KEY, "expectation"], keep="first", maintain_order=True).select(
        *_KEY, "expectation", "severity"
    )
    ids = pairs.unique(_KEY, keep="first", maintain_order=True).group_by("source", maintain_order=True)
    firsts = ids.agg(pl.col("article_id").fill_null("(no id)").head(MAX_IDS))
    chosen = _chosen(pairs, most)
    return Samples(_gathered(result, findings, chosen), dict(firsts.iter_rows()))


def _chosen(pairs: pl.DataFrame, most: int) -> pl.DataFrame:
    """The articles of each source: first those that break most of what was not seen yet, errors before warnings."""
    among = ["source", "expectation"]
    spread = pairs.with_columns(at=pl.int_range(pl.len()).over(among), of=pl.len().over(among))
    step = (pl.col("of") - 1).clip(1) / (_CONSIDERED - 1)
    few = (pl.col("of") <= _CONSIDERED) | ((pl.col("at") / step).floor() != ((pl.col("at") - 1) / step).floor())
    considered = pairs.join(spread.filter(few).select(_KEY).unique(), on=_KEY, how="semi", nulls_equal=True)
    by_source: dict[str, dict[tuple[Any, ...], dict[str, int]]] = {}
    for source, article_id, origin, expectation, severity in considered.iter_rows():
        breaks = by_source.setdefault(source, {}).setdefault((source, article_id, origin), {})
        breaks[expectation] = 100 if severity == "error" else 10
    kept = [(*key, n) for articles in by_source.values() for n, key in enumerate(_covering(articles, most))]
    return pl.DataFrame(kept, schema={**dict.fromkeys(_KEY, pl.String), "n": pl.UInt32}, orient="row")


def _covering(articles: Mapping[tuple[Any, ...], Mapping[str, int]], most: int) -> list[tuple[Any, ...]]:
    """Articles that together break all that any of them breaks, up to twice as many as *most* if it takes them."""
    seen: set[str] = set()
    every = {e for breaks in articles.values() for e in breaks}
    left, kept = dict(articles), list[tuple[Any, ...]]()
    while left and len(kept) < (most if seen == every else 2 * most):
        worth = {key: sum(w if e not in seen else 1 for e, w in breaks.items()) for key, breaks in left.items()}
        best = max(worth, key=lambda key: worth[key])  # the first of equals
        kept.append(best)
        seen |= set(left.pop(best))
    return kept


def _gathered(result: Result, findings: pl.DataFrame, chosen: pl.DataFrame) -> dict[str, list[Sample]]:
    rows = findings.join(chosen, on=_KEY, how="inner", nulls_equal=True, maintain_order="left")
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault((row["source"], row["n"]), []).append(row)
    texts = _texts(result, chosen, rows["field"].unique().to_list())
    gathered: dict[str, list[Sample]] = {}
    for (source, n), told in sorted(found.items(), key=lambda item: item[0]):
        row = texts.get((source, n), {})
        fields = {name: text for name, text in row.items() if isinstance(text, str)}
        sample = Sample(told[0]["article_id"], told[0]["origin"], row.get("title"), told, fields)
        gathered.setdefault(source, []).append(sample)
    return gathered


def _texts(result: Result, chosen: pl.DataFrame, fields: Sequence[str]) -> dict[tuple[str, int], dict[str, Any]]:
    """The texts of articles, by source and number."""
    articles = result.corpus.articles
    wanted = [
        name for name, dtype in articles.schema.items() if dtype == pl.String and name in {*fields, "title", "body"}
    ]
    known = articles.lazy().select(*_KEY, *(pl.col(name).alias(f"_{name}") for name in wanted))
    joined = known.join(chosen.lazy(), on=_KEY, how="inner", nulls_equal=True, maintain_order="left").collect()
    once = joined.unique(["source", "n"], keep="first", maintain_order=True)
    return {(row["source"], row["n"]): {name: row[f"_{name}"] for name in wanted} for row in once.iter_rows(named=True)}
