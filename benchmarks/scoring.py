"""How right links are: pairs of articles that were found, against those of one story."""

from dataclasses import dataclass

import polars as pl
from republish import MUTATIONS, STRENGTHS


@dataclass(frozen=True)
class Score:
    """Pairs found, right ones among them, and pairs that are there to be found."""

    found: int
    right: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.there if self.there else 1.0

    def cells(self) -> list[str]:
        """Pairs, precision, recall and F1 for a table."""
        both = self.precision + self.recall
        f1 = 2 * self.precision * self.recall / both if both else 0.0
        return [f"{self.found:,}", f"{self.precision:.4f}", f"{self.recall:.4f}", f"{f1:.4f}"]


def clusters(links: pl.DataFrame) -> pl.DataFrame:
    """Linked articles and their canonical ones, each with the canonical one as its cluster."""
    linked = links.select("article_id", cluster="canonical_id").drop_nulls()
    return pl.concat([linked, linked.select(article_id="cluster", cluster="cluster")]).unique()


def score(found: pl.DataFrame, truth: pl.DataFrame) -> Score:
    """Count pairs; those of clusters are counted without making them. The truth has *article_id* and *story*."""
    there = _within(truth, "story")
    if "cluster" in found.columns:
        right = _within(found.join(truth, on="article_id"), "cluster", "story")
        return Score(_within(found, "cluster"), right, there)
    pairs = told(found, truth)
    return Score(pairs.height, int(pairs["same"].sum()), there)


def _within(frame: pl.DataFrame, *keys: str) -> int:
    """How many pairs have the same keys."""
    size = pl.col("len").cast(pl.Int64)
    return int(frame.group_by(*keys).len().select((size * (size - 1) // 2).sum()).item())


def unordered(found: pl.DataFrame) -> pl.DataFrame:
    """Every pair once, from pairs or clusters."""
    if "cluster" in found.columns:
        found = found.join(found, on="cluster").select(left="article_id", right="article_id_right")
    found = found.select(left=pl.min_horizontal("left", "right"), right=pl.max_horizontal("left", "right"))
    return found.filter(pl.col("left") != pl.col("right")).unique()


def told(found: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Every pair once with the truth of both (``…_right``), and whether their story is the *same*."""
    joined = unordered(found).join(truth, left_on="left", right_on="article_id")
    joined = joined.join(truth, left_on="right", right_on="article_id")
    return joined.with_columns(same=pl.col("story") == pl.col("story_right"))


def recalls(found: pl.DataFrame, articles: pl.DataFrame) -> dict[str, list[float | None]]:
    """For every mutation and strength how many versions were linked with the first one of their story."""
    truth = articles.select("article_id", "story", "mutation", "strength")
    first = truth.filter(pl.col("mutation").is_null()).select("story", left="article_id")
    versions = truth.filter(pl.col("mutation").is_not_null()).join(first, on="story").rename({"article_id": "right"})
    pairs = unordered(versions.select("left", "right"))
    ordered = versions.select("mutation", "strength", left=pl.min_horizontal("left", "right"),
                              right=pl.max_horizontal("left", "right"))  # fmt: skip
    linked = unordered(found).join(pairs, on=["left", "right"], how="semi").with_columns(linked=1)
    cells = ordered.join(linked, on=["left", "right"], how="left").group_by("mutation", "strength")
    shares = {(m, s): share for m, s, share in cells.agg(pl.col("linked").fill_null(0).mean()).iter_rows()}
    return {mutation: [shares.get((mutation, strength)) for strength in STRENGTHS] for mutation in MUTATIONS}


#: What two different stories have in common, hardest first.
NEGATIVES = ("follow-up", "template", "quotation", "source", "nothing")


def negatives(found: pl.DataFrame, articles: pl.DataFrame) -> dict[str, int]:
    """How many pairs of different stories were found, by what these have in common."""
    pairs = told(found, articles.select("article_id", "story", "group", "source")).filter(~pl.col("same"))
    grouped = pl.when(pl.col("group") == pl.col("group_right")).then(pl.col("group").str.extract(r"^(\S+)"))
    house = pl.when(pl.col("source") == pl.col("source_right")).then(pl.lit("source")).otherwise(pl.lit("nothing"))
    counted = pairs.select(kind=pl.coalesce(grouped, house))["kind"].value_counts()
    return dict.fromkeys(NEGATIVES, 0) | {str(kind): int(count) for kind, count in counted.iter_rows()}


def possible(articles: pl.DataFrame) -> dict[str, int]:
    """How many pairs of different stories there are, by what these have in common."""
    kinds = articles.with_columns(kind=pl.col("group").str.extract(r"^(\S+)")).drop_nulls("kind")
    counts = {
        str(kind): _within(group, "group") - _within(group, "group", "story")
        for (kind,), group in kinds.group_by("kind")
    }
    source = _within(articles, "source") - _within(articles, "source", "story")
    source -= _within(kinds, "source", "group") - _within(kinds, "source", "group", "story")
    everything = articles.height * (articles.height - 1) // 2 - _within(articles, "story")
    return counts | {"source": source, "nothing": everything - source - sum(counts.values())}
