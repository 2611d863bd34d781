"""The contract of an article frame as a pandera model, for annotations and for models of your own."""

from typing import Annotated, Any

import pandera.polars as pa
import polars as pl

from .to_pandera import ArticleSchema


class ArticleModel(pa.DataFrameModel):
    """A frame of articles: ``article_id`` is unique and never null, ``body`` is there, the rest may be null or absent.

    Columns that the contract does not name are kept. A model of your own adds columns, and checks on ``article_id``
    (``pa.Field(unique=True, newsgate_no_ad_markers={})``).
    """

    article_id: str = pa.Field(unique=True)
    source: str | None = pa.Field(nullable=True)
    title: str | None = pa.Field(nullable=True)
    body: str = pa.Field(nullable=True)
    url: str | None = pa.Field(nullable=True)
    canonical_url: str | None = pa.Field(nullable=True)
    authors: Annotated[pl.List, pl.String()] | None = pa.Field(nullable=True)
    published_at: Annotated[pl.Datetime, "us", "UTC"] | None = pa.Field(nullable=True)
    language: str | None = pa.Field(nullable=True)
    duplicate_of: str | None = pa.Field(nullable=True)
    origin: str | None = pa.Field(nullable=True)

    class Config:
        """How pandera calls it."""

        name = "articles"

    @classmethod
    def build_schema_(cls, **options: Any) -> ArticleSchema:
        """The schema that validates, which refuses a LazyFrame (pandera would look at no article)."""
        return ArticleSchema.of(super().build_schema_(**options))
