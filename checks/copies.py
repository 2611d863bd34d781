"""Who repeats whom: a fact of the whole corpus, computed once.

Candidates are articles that share a shingle (word 5-gram); *containment*, the share of the shorter text's shingles
that stand in the longer, decides. It is exact up to `SAMPLED_BYTES` of text and an estimate from a sample beyond.
Shingles that more than `MAX_BEARERS` distinct texts bear are boilerplate (a footer, an agency's sign-off) and count for
nothing.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from .shingles import Bytes, Hashes, Offsets, compiled, longest_passage, shingle_sets, text_bytes

#: Containment from which a pair is the same article (corrected, trimmed, wrapped), and from which it is a rewrite of
#: the same story. Of the five seeds, the re-publications share .80 to .99 and the rewrites .28 to .36.
NEAR, DERIVED = 0.5, 0.2
#: A pair shares at least so many shingles: below, a quotation or a stock phrase is enough.
MIN_SHARED = 12
MIN_SHARED_DERIVED = 40
MAX_BEARERS = 50
#: Up to so many bytes of text all shingles are looked at; beyond, one in 2, 4 or 8, and shares are estimates.
SAMPLED_BYTES = 64 << 20
MAX_SAMPLING = 8
#: An article names at most so many copies of itself.
MAX_COPIES = 20

COPY = pl.Struct(
    {
        "article_id": pl.String,
        "source": pl.String,
        "tier": pl.String,
        "containment": pl.Float64,
        "linked": pl.Boolean,
        "start": pl.UInt32,
        "end": pl.UInt32,
    }
)


class Pairs(NamedTuple):
    """Pairs of rows that tell one story, and how much of the shorter is in the longer."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    containment: npt.NDArray[np.float64]
    exact: npt.NDArray[np.bool_]


def copies(articles: pl.DataFrame) -> pl.Series:
    """For every article the others that tell its story: a List of `COPY`, unlinked ones first; null for none."""
    data, offsets = text_bytes(articles["body"])
    every = _sampling(len(data))
    sets, begins, digests = shingle_sets(data, offsets, every)
    pairs = _pairs(sets, begins, _representatives(articles, digests), every)
    rows = _both_ways(pairs, articles, data, offsets)
    copy = pl.struct(list(COPY.to_schema()))
    lists = rows.group_by("row", maintain_order=True).agg(copies=copy.head(MAX_COPIES))
    index = pl.DataFrame({"row": pl.int_range(articles.height, eager=True)})
    joined = index.join(lists, on="row", how="left", maintain_order="left")
    return joined["copies"].cast(pl.List(COPY)).alias("copies")


def _sampling(size: int) -> int:
    """One shingle in how many is looked at, for so many bytes of text: memory is about 25 times the sampled bytes."""
    every = 1
    while every < MAX_SAMPLING and size > every * SAMPLED_BYTES:
        every *= 2
    return every


def _pairs(sets: Hashes, begins: Offsets, representative: npt.NDArray[np.int64], every: int) -> Pairs:
    texts = len(begins) - 1
    owner = np.repeat(np.arange(texts, dtype=np.int64), np.diff(begins))
    kept = representative[owner] == owner
    order = np.argsort(sets[kept], kind="stable")
    left, right, shared = _co_occurrences(sets[kept][order], owner[kept][order], MAX_BEARERS)
    specific = _specific_sizes(sets, owner, kept)
    smaller = np.minimum(specific[left], specific[right])
    containment = shared / np.maximum(smaller, 1)
    near = (containment >= NEAR) & (shared * every >= MIN_SHARED)
    derived = (containment >= DERIVED) & (shared * every >= MIN_SHARED_DERIVED)
    told = near | derived
    left, right, containment = left[told], right[told], containment[told]
    return _with_identical(Pairs(left, right, containment, np.zeros(len(left), bool)), representative)


def _representatives(articles: pl.DataFrame, digests: Hashes) -> npt.NDArray[np.int64]:
    """For each text the first text of the same words (itself for most): identical copies are one text.

    First by its id, not by its row: the order of the articles decides nothing.
    """
    rows = np.arange(len(digests), dtype=np.int64)
    frame = articles.select("article_id", "source").with_columns(digest=pl.Series(digests), row=pl.Series(rows))
    by_id = frame.sort("article_id", "source", "row", nulls_last=True)
    first = frame.join(by_id.group_by("digest").agg(first=pl.col("row").first()), on="digest", maintain_order="left")
    return np.where(digests == 0, rows, first["first"].to_numpy())  # texts of under five words are nobody's copies


def _specific_sizes(sets: Hashes, owner: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """How many shingles of each text are not boilerplate."""
    frame = pl.DataFrame({"shingle": sets[kept], "row": owner[kept]})
    common_ones = frame.group_by("shingle").len().filter(pl.col("len") > MAX_BEARERS)
    rare = frame.join(common_ones, on="shingle", how="anti")
    sizes = np.zeros(int(owner.max(initial=-1)) + 1, dtype=np.int64)
    counted = rare.group_by("row").len()
    sizes[counted["row"].to_numpy()] = counted["len"].to_numpy()
    return sizes


def _with_identical(pairs: Pairs, representative: npt.NDArray[np.int64]) -> Pairs:
    """Every identical copy takes part in one exact pair, with the first of its kind."""
    rows = np.arange(len(representative))
    twins = representative != rows
    left, right = representative[twins], rows[twins]
    return Pairs(
        np.concatenate([pairs.left, left]),
        np.concatenate([pairs.right, right]),
        np.concatenate([pairs.containment, np.ones(len(left))]),
        np.concatenate([pairs.exact, np.ones(len(left), bool)]),
    )


def _both_ways(pairs: Pairs, articles: pl.DataFrame, data: Bytes, offsets: Offsets) -> pl.DataFrame:
    """Two rows a pair, one for each article, with the other and the longest passage they share.

    Unlinked copies first, the closest first: a bounded list must not lose what nobody has linked. Two records of one
    id cannot name each other; they are `ids_unique`'s business.
    """
    ids = articles["article_id"]
    apart = ids.gather(pairs.left).ne_missing(ids.gather(pairs.right)) | ids.gather(pairs.left).is_null()
    left, right, containment, exact = (values[apart.to_numpy()] for values in pairs)
    here, there = np.concatenate([left, right]), np.concatenate([right, left])
    containment = np.round(np.concatenate([containment, containment]), 4)
    exact = np.concatenate([exact, exact])
    tier = np.where(exact, "exact", np.where(containment >= NEAR, "near", "derived"))
    starts, ends = passages(data, offsets, here, there)
    frame = pl.DataFrame(
        {
            "row": here,
            "article_id": ids.gather(there),
            "source": articles["source"].gather(there),
            "tier": tier.astype(str),
            "containment": containment,
            "linked": _linked(articles, here, there),
            "start": starts,
            "end": ends,
        },
        schema={"row": pl.Int64, **COPY.to_schema()},
    )
    return frame.sort(
        "row", "linked", "containment", "article_id", "source", descending=[False, False, True, False, False]
    )


def _linked(articles: pl.DataFrame, here: Offsets, there: Offsets) -> pl.Series:
    """Whether one of a pair names the other in ``duplicate_of``, or both name the same; a blank names nobody."""
    named = pl.when(pl.col("duplicate_of").str.strip_chars() != "").then("duplicate_of")
    links = articles.select(id="article_id", names=named)
    sides = pl.concat([links[here], links[there].rename({"id": "other", "names": "other_names"})], how="horizontal")
    one_does = (pl.col("names") == pl.col("other")) | (pl.col("other_names") == pl.col("id"))
    linked = (one_does | (pl.col("names") == pl.col("other_names"))) & pl.col("id").ne_missing(pl.col("other"))
    return sides.select(linked=linked.fill_null(False))["linked"]


@compiled
def passages(data: Bytes, offsets: Offsets, here: Offsets, there: Offsets) -> tuple[Offsets, Offsets]:
    """First and last code point, in the text *here*, of the longest passage it shares with the text *there*."""
    starts = np.zeros(len(here), dtype=np.int64)
    ends = np.zeros(len(here), dtype=np.int64)
    for n in range(len(here)):
        row, other = here[n], there[n]
        shingles, _, _ = shingle_sets(data, offsets[other : other + 2], 1)
        first, last, _ = longest_passage(data, offsets[row], offsets[row + 1], shingles)
        starts[n] = _code_points(data, offsets[row], first)
        ends[n] = starts[n] + _code_points(data, first, last)
    return starts, ends


@compiled
def _code_points(data: Bytes, start: int, end: int) -> int:
    count = 0
    for i in range(start, end):
        if data[i] & 0xC0 != 0x80:
            count += 1
    return count


@compiled
def _count_pairs(shingles: Hashes, most: int) -> int:
    pairs = start = 0
    for i in range(1, len(shingles) + 1):
        if i == len(shingles) or shingles[i] != shingles[start]:
            size = i - start
            if 1 < size <= most:
                pairs += size * (size - 1) // 2
            start = i
    return pairs


@compiled
def _fill_pairs(shingles: Hashes, owner: Offsets, most: int, texts: int, keys: Offsets) -> None:
    at = start = 0
    for i in range(1, len(shingles) + 1):
        if i == len(shingles) or shingles[i] != shingles[start]:
            if 1 < i - start <= most:
                for a in range(start, i):
                    for b in range(a + 1, i):
                        low, high = min(owner[a], owner[b]), max(owner[a], owner[b])
                        keys[at] = low * texts + high
                        at += 1
            start = i


def _co_occurrences(
    shingles: Hashes, owner: Offsets, most: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All pairs of texts that share a shingle which at most *most* texts bear, and how many such they share."""
    texts = int(owner.max(initial=0)) + 1
    keys = np.empty(_count_pairs(shingles, most), dtype=np.int64)
    _fill_pairs(shingles, owner, most, texts, keys)
    unique, counts = np.unique(keys, return_counts=True)
    return unique // texts, unique % texts, counts
