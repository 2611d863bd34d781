"""Links of `newsgate link`, put into a corpus."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from .corpus import Corpus
from .errors import DataError, UsageError

_COLUMNS = ("article_id", "canonical_id")


def with_links(corpus: Corpus, path: Path) -> Corpus:
    """The corpus with the links of a file in ``duplicate_of``, in place of what stood there.

    *path*: a table with ``article_id`` and ``canonical_id`` (.parquet, .jsonl or .csv). Raises `DataError` where it
    cannot be read, links an article twice, or links none of the corpus; `UsageError` for another kind of file.
    """
    links = _read(path)
    twice = links.filter(pl.col("article_id").is_duplicated())["article_id"]
    if len(twice):
        raise DataError(f"article {twice[0]!r} is linked twice", where=str(path), hint="keep one of its links")
    known = links.join(corpus.articles.select("article_id").unique(), on="article_id", how="semi").height
    if links.height and not known:
        raise DataError(
            "none of its articles is in the corpus", where=str(path), hint="link the same data: newsgate link DATA"
        )
    named = links.select("article_id", duplicate_of="canonical_id")
    joined = corpus.articles.drop("duplicate_of").join(named, on="article_id", how="left", maintain_order="left")
    return replace(corpus, articles=joined.select(corpus.articles.columns))


def _read(path: Path) -> pl.DataFrame:
    readers: dict[str, Callable[[Path], pl.DataFrame]] = {
        ".parquet": pl.read_parquet,
        ".jsonl": _read_jsonl,
        ".csv": _read_csv,
    }
    if path.suffix not in readers:
        raise UsageError(
            f"links are {', '.join(readers)}", where=str(path), hint="newsgate link DATA --output links.parquet"
        )
    try:
        links = readers[path.suffix](path)
        for name in _COLUMNS:
            if name not in links.columns:
                has = f"it has {', '.join(links.columns)}"
                raise DataError(f"the links have no column {name!r}", where=str(path), hint=has)
        return links.select(pl.col(name).cast(pl.String) for name in _COLUMNS)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(f"the links cannot be read: {str(error).splitlines()[0]}", where=str(path)) from error


def _read_jsonl(path: Path) -> pl.DataFrame:
    """No links at all are an empty file."""
    if path.is_file() and not path.stat().st_size:
        return pl.DataFrame(schema=dict.fromkeys(_COLUMNS, pl.String))
    return pl.read_ndjson(path)


def _read_csv(path: Path) -> pl.DataFrame:
    """As `newsgate link` writes it: an apostrophe guards what a spreadsheet would take for a formula."""
    frame = pl.read_csv(path, infer_schema=False)
    return frame.with_columns(pl.col(pl.String).str.replace(r"^'('*[=+\-@\t\r])", "${1}"))
