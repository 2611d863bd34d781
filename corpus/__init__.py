"""The first room: files of parsed articles in, one Polars frame and the rejects out."""

from .article import ARTICLE_SCHEMA, PUBLISHED_RAW
from .corpus import Corpus
from .errors import DataError, NewsgateError, UsageError
from .links import with_links
from .memory import bytes_of, default_memory
from .read import read_corpus

__all__ = [
    "ARTICLE_SCHEMA",
    "PUBLISHED_RAW",
    "Corpus",
    "DataError",
    "NewsgateError",
    "UsageError",
    "bytes_of",
    "default_memory",
    "read_corpus",
    "with_links",
]
