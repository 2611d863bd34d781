"""Which articles of a source a report shows, and all that was found in them.

They are spread evenly over those that fail, and chosen so that every expectation the source breaks is seen. Nothing is
left to chance, and the work grows with sources and expectations: articles and findings are only passed over in columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from ..expectations import Result
from .looking_up import KEY, findings_at, texts_of

#: Articles that are considered per source and expectation.
_CONSIDERED = 4
#: Ids of failing articles that can be copied, per source.
MAX_IDS = 50
#: Articles by their numbers, and what each breaks with what that weighs.
_Breaking = Mapping[int, Mapping[str, int]]


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
    """What a report shows of the articles of some sources: *articles* and *ids* by source.

    *considered*: the articles of each source from which those were chosen.
    """

    articles: Mapping[str, Sequence[Sample]]
    ids: Mapping[str, Sequence[str]]
    considered: Mapping[str, _Breaking] = field(default_factory=dict, repr=False)

    def fewer(self, most: int) -> "Samples":
        """The same with up to so many articles of each source, as if no more had been asked for."""
        return replace(
            self,
            articles={
                source: shown[: len(_covering(self.considered[source], most))]
                for source, shown in self.articles.items()
            },
        )


def samples(result: Result, found: pl.DataFrame, most: int) -> Samples:
    """Up to *most* articles of each source, and the ids of the first that fail. *found*: `numbered` findings."""
    pairs = found.select("row", "source", "article", "expectation", pair=_pair("article", found))
    pairs = pairs.filter(pl.col("pair").ne_missing(pl.col("pair").shift()))
    if not pairs["pair"].is_sorted():
        pairs = pairs.filter(pl.col("pair").is_first_distinct())
    considered = _considered(result, pairs)
    chosen = {
        number: (source, n)
        for source, articles in considered.items()
        for n, number in enumerate(_covering(articles, most))
    }
    return Samples(_gathered(result, found, chosen), _ids(result, pairs), considered)


def _pair(name: str, among: pl.DataFrame) -> pl.Expr:
    """A number for each pair of what a column holds and an expectation."""
    expectation = pl.col("expectation").to_physical().cast(pl.UInt64)
    many = among["expectation"].n_unique() + 1
    return pl.col(name).to_physical().cast(pl.UInt64) * many + expectation


def _ids(result: Result, pairs: pl.DataFrame) -> dict[str, list[str]]:
    """The ids of the first articles of each source."""
    new = pairs if pairs["article"].is_sorted() else pairs.filter(pl.col("article").is_first_distinct())
    articles = new.filter(pl.col("article").ne_missing(pl.col("article").shift()))
    firsts = articles.group_by("source", maintain_order=True).agg(pl.col("row").head(MAX_IDS)).explode("row")
    named = findings_at(result, firsts["row"], "source", "article_id")
    ids: dict[str, list[str]] = {}
    for source, article_id in named.iter_rows():
        ids.setdefault(source, []).append("(no id)" if article_id is None else article_id)
    return ids


def _considered(result: Result, pairs: pl.DataFrame) -> dict[str, dict[int, dict[str, int]]]:
    """Some articles of each source and expectation, with all that they break. *pairs*: of articles and expectations."""
    spread = pairs.select("article", among=_pair("source", pairs)).select(
        "article", at=pl.int_range(pl.len()).over("among"), of=pl.len().over("among")
    )
    step = (pl.col("of") - 1).clip(1) / (_CONSIDERED - 1)
    few = (pl.col("of") <= _CONSIDERED) | ((pl.col("at") / step).floor() != ((pl.col("at") - 1) / step).floor())
    chosen = spread.filter(few)["article"].unique()
    considered = pairs.filter(pl.col("article").is_in(chosen.implode()))
    severities = findings_at(result, considered["row"], "severity")["severity"]
    by_source: dict[str, dict[int, dict[str, int]]] = {}
    for (source, number, expectation), severity in zip(
        considered.select("source", "article", "expectation").iter_rows(), severities, strict=True
    ):
        breaks = by_source.setdefault(source, {}).setdefault(number, {})
        breaks[expectation] = 100 if severity == "error" else 10
    return by_source


def _covering(articles: _Breaking, most: int) -> list[int]:
    """Articles that together break all that any of them breaks, up to twice as many as *most* if it takes them.

    First those that break most of what was not seen yet, errors before warnings: fewer are the first of more.
    """
    seen: set[str] = set()
    every = {e for breaks in articles.values() for e in breaks}
    left, kept = dict(articles), list[int]()
    while left and len(kept) < (most if seen == every else 2 * most):
        worth = {number: sum(w if e not in seen else 1 for e, w in breaks.items()) for number, breaks in left.items()}
        best = max(worth, key=lambda number: worth[number])  # the first of equals
        kept.append(best)
        seen |= set(left.pop(best))
    return kept


def _gathered(result: Result, found: pl.DataFrame, chosen: Mapping[int, tuple[str, int]]) -> dict[str, list[Sample]]:
    """The chosen articles of each source, in their order, with their findings and texts."""
    shown = found.filter(pl.col("article").is_in(list(chosen)))
    rows = findings_at(result, shown["row"])
    told: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for number, row in zip(shown["article"], rows.iter_rows(named=True), strict=True):
        told.setdefault(chosen[number], []).append(row)
    wanted = {*rows["field"].unique(), "title", "body"}
    fields = [name for name, dtype in result.corpus.articles.schema.items() if dtype == pl.String and name in wanted]
    texts = texts_of(result, rows, fields)
    gathered: dict[str, list[Sample]] = {}
    for (source, _), findings in sorted(told.items(), key=lambda item: item[0]):
        text = texts.get(tuple(findings[0][name] for name in KEY), {})
        of_fields = {name: text[name] for name in text if isinstance(text[name], str)}
        sample = Sample(findings[0]["article_id"], findings[0]["origin"], text.get("title"), findings, of_fields)
        gathered.setdefault(source, []).append(sample)
    return gathered
