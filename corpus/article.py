"""The contract: which fields an article has, and under which names the world's exports carry them."""

from functools import lru_cache

import polars as pl

#: The fields of an article in their order; null where unknown. Other input columns are kept behind them.
ARTICLE_SCHEMA: dict[str, pl.DataType] = {
    "article_id": pl.String(),
    "source": pl.String(),
    "title": pl.String(),
    "body": pl.String(),
    "url": pl.String(),
    "canonical_url": pl.String(),
    "authors": pl.List(pl.String()),
    "published_at": pl.Datetime("us", "UTC"),
    "language": pl.String(),
    "duplicate_of": pl.String(),
    "origin": pl.String(),
}

#: Kept beside ``published_at``: the date as the record wrote it, so that one that could not be parsed is not lost.
PUBLISHED_RAW = "published_at_raw"

#: Names under which exports carry a field, best first; compared without case, spaces, ``-`` and ``_``.
#: Collected from WordPress, NewsAPI, schema.org's NewsArticle, trafilatura, newspaper, news-please, fundus,
#: MasakhaNEWS and Reuters-21578.
ALIASES: dict[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "_id", "doc_id", "document_id", "post_id", "newid", "guid", "uuid"),
    "source": ("source", "source_name", "outlet", "publisher", "publication", "site", "domain", "sitename", "hostname"),
    "title": ("title", "post_title", "headline", "head", "heading", "article_title"),
    "body": (
        "body", "content", "text", "article_body", "maintext", "main_text", "plain_text", "full_text", "article_text",
        "post_content", "content_text", "content_html", "body_text", "body_html", "story", "article",
    ),
    "url": ("url", "permalink", "link", "article_url", "web_url", "page_url", "source_url", "uri"),
    "canonical_url": ("canonical_url", "canonical", "canonical_link"),
    "authors": ("authors", "author", "byline", "creator", "writers"),
    "published_at": (
        "published_at", "date_published", "publish_date", "published_date", "publishing_date", "publication_date",
        "post_date", "pub_date", "published", "date_publish", "date", "created_at", "datetime", "timestamp",
    ),
    "language": ("language", "lang", "language_code"),
    "duplicate_of": ("duplicate_of",),
    "origin": ("origin",),
}  # fmt: skip


@lru_cache(maxsize=4_096)
def plain_name(name: str) -> str:
    """A column's name without case, spaces and separators: ``"Post Title"`` and ``post_title`` are one."""
    return "".join(c for c in name.casefold() if c not in " _-.")


_PLAIN_ALIASES = {field: tuple(map(plain_name, aliases)) for field, aliases in ALIASES.items()}


def choose_columns(columns: list[str], declared: dict[str, str] | None = None) -> dict[str, str]:
    """Which input column carries which field: ``{field: column}``.

    What is *declared* (``{field: column}``, from a corpus file) wins; then the first alias that is there.
    """
    chosen = dict(declared or {})
    by_plain: dict[str, str] = {}
    for column in columns:
        by_plain.setdefault(plain_name(column), column)
    for field, aliases in _PLAIN_ALIASES.items():
        if field in chosen:
            continue
        taken = set(chosen.values())
        for alias in aliases:
            column_found = by_plain.get(alias)
            if column_found is not None and column_found not in taken:
                chosen[field] = column_found
                break
    return chosen
