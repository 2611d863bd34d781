"""The corpus: all articles in one frame, and all that could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from .article import ARTICLE_SCHEMA, PUBLISHED_RAW
from .errors import DataError
from .shelf import Shelf

REJECT_SCHEMA: dict[str, pl.DataType] = {"origin": pl.String(), "format": pl.String(), "reason": pl.String()}
FILE_SCHEMA: dict[str, pl.DataType] = {
    "file": pl.String(), "format": pl.String(), "articles": pl.Int64(), "rejects": pl.Int64(),
}  # fmt: skip
NOTE_SCHEMA: dict[str, pl.DataType] = {"origin": pl.String(), "note": pl.String()}


@dataclass(frozen=True)
class Corpus:
    """What the reader made of the input; ``articles.height + rejects.height`` is the number of its records.

    *articles*: `ARTICLE_SCHEMA`, then ``published_at_raw``, then every other input column.
    *rejects*: ``origin, format, reason``, one row a record that could not be read.
    *files*: ``file, format, articles, rejects``. *notes*: ``origin, note``: read, but worth knowing.
    *skipped*: files whose name says that they are no articles (README, LICENSE…). *shelf*: where the articles lie if
    not in memory; what is made of them may go there too.
    """

    articles: pl.DataFrame
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECT_SCHEMA))
    files: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FILE_SCHEMA))
    notes: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=NOTE_SCHEMA))
    skipped: tuple[str, ...] = ()
    shelf: Shelf | None = field(default=None, repr=False, compare=False)

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> "Corpus":
        """A corpus of articles that are in memory already; fields that are missing are added as null.

        Raises `DataError` where ``article_id`` or ``body`` is missing or a field has another type.
        """
        for name in ("article_id", "body"):
            if name not in frame.columns:
                raise DataError(f"the frame has no column {name!r}", hint=f"columns are {', '.join(frame.columns)}")
        nulls = {n: t for n, t in ARTICLE_SCHEMA.items() if n not in frame.columns or frame.schema[n] == pl.Null}
        for name, dtype in ARTICLE_SCHEMA.items():
            if name not in nulls and frame.schema[name] != dtype:
                raise DataError(f"column {name!r} is {frame.schema[name]}, not {dtype}", hint="cast it first")
        whole = frame.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in nulls.items())
        if "source" in nulls:
            whole = whole.with_columns(pl.lit("(unknown)").alias("source"))
        if "origin" in nulls:
            whole = whole.with_columns((pl.lit("row ") + pl.int_range(1, pl.len() + 1).cast(pl.String)).alias("origin"))
        raw = [PUBLISHED_RAW] if PUBLISHED_RAW in whole.columns else []
        first = [*ARTICLE_SCHEMA, *raw]
        whole = whole.with_columns(pl.col("source").fill_null("(unknown)"))
        return cls(whole.select(*first, pl.exclude(first)))

    @property
    def records(self) -> int:
        """How many records the input has."""
        return self.articles.height + self.rejects.height

    @property
    def sources(self) -> list[str]:
        """The sources, sorted."""
        return self.articles["source"].unique().sort().to_list()

    def batches(self, rows: int = 50_000) -> Iterator[pl.DataFrame]:
        """The articles, some rows at a time."""
        yield from self.articles.iter_slices(rows)
