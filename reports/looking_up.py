"""Findings and articles looked up, however many there are: columns are passed over, and rows taken that are shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import polars as pl

from ..expectations import Result

#: What tells articles apart.
KEY = ("source", "article_id", "origin")

_T = TypeVar("_T")


class Lazily(Mapping[str, _T]):
    """What there is of each source, made when it is asked for, and once."""

    def __init__(self, sources: Iterable[str], make: Callable[[str], _T]) -> None:
        self._made: dict[str, _T | None] = dict.fromkeys(sources)
        self._make = make

    def __getitem__(self, source: str) -> _T:
        made = self._made[source]
        if made is None:
            made = self._made[source] = self._make(source)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def numbered(result: Result, sources: Sequence[str]) -> pl.DataFrame:
    """The findings of some sources, in few bytes: ``row`` in the findings, ``source``, ``expectation``, ``article``.

    Articles are numbered as they come; two findings are of one article where `KEY` is the same.
    """
    wanted = result.findings.lazy().select("expectation", *KEY).with_row_index("row")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in KEY)
    found = wanted.filter(pl.col("source").is_in(sources)).with_columns(begins=differs).collect()
    firsts = found.filter("begins").select(*KEY, article=pl.int_range(pl.len(), dtype=pl.UInt32))
    expectations = pl.Enum(found["expectation"].unique().sort())
    narrow = found.select(
        "row", pl.col("source").cast(pl.Enum(sources)), pl.col("expectation").cast(expectations),
        article=pl.col("begins").cum_sum() - 1,
    )  # fmt: skip
    if firsts["origin"].n_unique() < firsts.height:  # findings of one article need not stand together
        same = firsts.select(pl.col("article").first().over(*KEY))["article"]
        narrow = narrow.with_columns(article=same.gather(narrow["article"]))
    return narrow


def findings_at(result: Result, rows: pl.Series, *columns: str) -> pl.DataFrame:
    """Some findings, by their rows; all columns unless some are named."""
    return result.findings.select(columns or pl.all()).select(pl.all().gather(rows))


def texts_of(result: Result, articles: pl.DataFrame, fields: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Fields of some articles, which are named by `KEY`; of several with one key, those of the first."""
    asked = articles.select(KEY).unique()
    known = result.corpus.articles.lazy().select(KEY).with_row_index("row")
    near = known.filter(pl.col("origin").is_in(asked["origin"].unique().implode(), nulls_equal=True)).collect()
    there = near.join(asked, on=KEY, how="semi", nulls_equal=True).sort("row")
    there = there.unique(KEY, keep="first", maintain_order=True)
    texts = result.corpus.articles.select(fields).select(pl.all().gather(there["row"]))
    return dict(zip(there.select(KEY).iter_rows(), texts.iter_rows(named=True), strict=True))
