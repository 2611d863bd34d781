"""One canonical article for each story, and the links of its copies to it.

A cluster is a star: every copy is linked to the canonical article only where the texts of these two share what the
link says. Nothing is linked because of a third. The text with the most copies gathers them (`_cover`); then the best of
them is canonical, if all links hold with it as well (`_choose_canonical`).
"""

import heapq

import numpy as np
import numpy.typing as npt
import polars as pl

from ..corpus import Corpus
from .copies import TIERS, Counts, Found, find_copies, near_shares, with_passages
from .evidence import MAX_SHOWN
from .facts import FACTS, opening_datelines
from .linked import ALARM_SCHEMA, LINK_SCHEMA, MAX_CLUSTER, Linked
from .shingles import WIDTH, Offsets, compiled

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: A dateline that makes an article canonical stands in so many characters, tags included where there are any.
_OPENING, _OPENING_PAGE = 700, 6_000
#: And it ends in a dash, of whichever kind: few texts need a closer look.
_DASH = r" - |[—–―−]|--"


def links(articles: Corpus | pl.DataFrame) -> pl.DataFrame:
    """The links of all copies among articles, by `LINK_SCHEMA`. What ``duplicate_of`` says is neither asked nor
    kept.
    """
    return link(articles).links


def link(corpus: Corpus | pl.DataFrame, *, max_cluster: int = MAX_CLUSTER, seed: int = 0) -> Linked:
    """Find the copies among articles and link each to one canonical article.

    *corpus*: from `read_corpus`, or any Polars frame of articles. *max_cluster*: of how many distinct texts a cluster
    may be. *seed*: of the sketches that propose pairs.
    """
    articles = corpus.articles if isinstance(corpus, Corpus) else Corpus.from_frame(corpus).articles
    articles = articles.drop(FACTS, strict=False)  # facts are never taken from the input
    has_id = articles["article_id"].is_unique() & articles["article_id"].is_not_null()
    linkable = articles.with_columns(duplicate_of=pl.lit(None, pl.String))
    found = find_copies(linkable, seed, takes_part=has_id.to_numpy())
    parent, share, tier = _linked(found, linkable)
    alarms = _too_large(found, parent, tier, linkable, max_cluster)
    told = _told(found, parent, share, tier, linkable)
    only = int((found.sketches.words[found.texts.bare] < WIDTH).sum() + found.notices.sum())
    return Linked(told, alarms, articles.height - int(has_id.sum()), only)


def _linked(found: Found, articles: pl.DataFrame) -> tuple[Counts, Floats, Counts]:
    """For each row its canonical (-1 for none), the containment and the tier; twins are linked as the first of them."""
    parent = np.full(len(found.rank), -1, dtype=np.int64)
    share = np.zeros(len(parent), dtype=np.float64)
    near, derived = (found.pairs.filter(pl.col("tier") == kind) for kind in (2, 1))
    _gather_stars(near, np.zeros(len(parent), dtype=bool), found.rank, parent, share)
    _choose_canonical(found, articles, near, parent, share)
    tier = np.where(parent >= 0, 2, 0)
    heads = np.zeros(len(parent), dtype=bool)
    heads[parent[parent >= 0]] = True  # which cannot stand aside for another
    free = pl.Series((parent[derived["left"].to_numpy()] < 0) & (parent[derived["right"].to_numpy()] < 0))
    _gather_stars(derived.filter(free), heads, found.rank, parent, share)
    tier[(parent >= 0) & (tier == 0)] = 1
    return parent, share, tier


def _gather_stars(
    pairs: pl.DataFrame, heads: npt.NDArray[np.bool_], rank: Counts, parent: Counts, share: Floats
) -> None:
    """Link what *pairs* allow: into *parent* the article that each stands aside for, into *share* what the two share.

    *heads* stand for others already. Of two articles of a pair one stands aside in the end, for whomever.
    """
    turned = pairs.select(left="right", right="left", containment="containment")
    both = pl.concat([pairs.select("left", "right", "containment"), turned])
    both = both.sort("left", pl.Series(rank[both["right"].to_numpy()]))
    nodes, begins = np.unique(both["left"].to_numpy(), return_index=True)
    others = np.searchsorted(nodes, both["right"].to_numpy())
    begins = np.append(begins, both.height).astype(np.int64)
    own, best = np.full(len(nodes), -1, dtype=np.int64), np.zeros(len(nodes), dtype=np.float64)
    shares = both["containment"].to_numpy()
    if len(nodes):
        _cover(begins, others, shares, heads[nodes], np.argsort(np.argsort(rank[nodes])), own, best)
    linked = own >= 0
    parent[nodes[linked]], share[nodes[linked]] = nodes[own[linked]], best[linked]


@compiled
def _cover(
    begins: Offsets, others: Offsets, shares: Floats, heads: Flags, rank: Offsets, parent: Offsets, share: Floats
) -> None:
    """The text with the most copies gathers them, again and again; then each goes to the hub it shares most with."""
    hubs = heads.copy()
    queue = [(-(begins[n + 1] - begins[n] + heads[n] * len(others)), rank[n], n) for n in range(len(heads))]
    heapq.heapify(queue)
    while queue:
        most, place, node = heapq.heappop(queue)
        if parent[node] >= 0:
            continue
        left = heads[node] * len(others)
        for n in range(begins[node], begins[node + 1]):
            left += parent[others[n]] < 0 and not hubs[others[n]]
        if left == 0:
            continue
        if left < -most:
            heapq.heappush(queue, (-left, place, node))
            continue
        hubs[node] = True
        for n in range(begins[node], begins[node + 1]):
            if not hubs[others[n]] and parent[others[n]] < 0:
                parent[others[n]] = node
        if heads[node]:
            heads[node] = False
    for node in range(len(heads)):
        if parent[node] < 0:
            continue
        for n in range(begins[node], begins[node + 1]):
            if hubs[others[n]] and (share[node] < shares[n]):
                parent[node], share[node] = others[n], shares[n]


def _choose_canonical(found: Found, articles: pl.DataFrame, near: pl.DataFrame, parent: Counts, share: Floats) -> None:
    """In each cluster let the best article be the canonical one: with a dateline, the longest, the first by rank.

    It must have half of the longest one's words, and each article of the cluster must be a copy of it, and it of no
    article elsewhere. Where that does not hold, the article that gathered the others stays.
    """
    members = np.flatnonzero(parent >= 0)
    head = np.where(parent >= 0, parent, np.arange(len(parent)))
    involved = np.unique(np.concatenate([members, parent[members]]))
    left, right = near["left"].to_numpy(), near["right"].to_numpy()
    elsewhere = head[left] != head[right]
    bound = np.isin(involved, np.concatenate([left[elsewhere], right[elsewhere]]))
    able = (
        pl.DataFrame({
            "row": involved, "head": head[involved], "words": found.sketches.words[involved], "bound": bound,
            "rank": found.rank[involved],
        })
        .filter((2 * pl.col("words") >= pl.col("words").max().over("head")) & ~pl.col("bound"))
        .sort("rank")
    )  # fmt: skip
    best = _first_dated(able, articles["body"]).filter(pl.col("row") != pl.col("head"))
    new = np.full(len(parent), -1, dtype=np.int64)
    new[best["head"].to_numpy()] = best["row"].to_numpy()
    rest = involved[(new[head[involved]] >= 0) & (new[head[involved]] != involved)]
    rest = rest[np.argsort(new[head[rest]], kind="stable")]
    wanted = new[head[rest]]
    shares, holds = near_shares(found, articles, wanted, rest)
    whole = ~np.isin(wanted, wanted[~holds])
    parent[wanted[whole]], share[wanted[whole]] = -1, 0.0
    parent[rest[whole]], share[rest[whole]] = wanted[whole], shares[whole]


def _first_dated(able: pl.DataFrame, bodies: pl.Series) -> pl.DataFrame:
    """Of the articles of each cluster (``head``) the first with a dateline, or else the first."""

    def dated(rows: pl.DataFrame) -> pl.DataFrame:
        body = pl.col("body")
        head = (
            pl.when(body.str.contains("<", literal=True))
            .then(body.str.head(_OPENING_PAGE))
            .otherwise(body.str.head(_OPENING))
        )
        openings = bodies.gather(rows["row"]).alias("body").to_frame().select(body=head)
        may_be = openings["body"].str.contains(_DASH)
        rows, openings = rows.filter(may_be), openings.filter(may_be)
        return rows.filter(opening_datelines(openings).is_not_null())

    first = able.unique("head", keep="first", maintain_order=True)
    settled = dated(first)
    rest = able.join(settled, on="head", how="anti").join(first, on="row", how="anti")
    later = dated(rest).unique("head", keep="first", maintain_order=True)
    return pl.concat([later, first.join(later, on="head", how="anti")])


def _too_large(found: Found, parent: Counts, tier: Counts, articles: pl.DataFrame, most: int) -> pl.DataFrame:
    """Clusters of more texts than one story has, by their canonical article; they are linked no more."""
    members = pl.DataFrame({"row": np.flatnonzero(parent >= 0), "head": parent[parent >= 0]})
    members = members.sort(pl.Series(found.rank[members["row"].to_numpy()]))
    large = members.group_by("head", maintain_order=True).agg(
        texts=pl.len().cast(pl.UInt32) + 1, examples=pl.col("row").head(3)
    )
    large = large.filter(pl.col("texts") > most).sort("texts", descending=True, maintain_order=True)
    freed = members.filter(pl.col("head").is_in(large["head"].implode()))["row"].to_numpy()
    parent[freed], tier[freed] = -1, 0
    ids = articles["article_id"]
    told = large.with_columns(
        article_id=ids.gather(large["head"]), source=articles["source"].gather(large["head"]),
        examples=pl.Series([ids.gather(rows).to_list() for rows in large["examples"]], dtype=pl.List(pl.String)),
    )  # fmt: skip
    return told.select(pl.col(name).cast(dtype) for name, dtype in ALARM_SCHEMA.items())


def _told(found: Found, parent: Counts, share: Floats, tier: Counts, articles: pl.DataFrame) -> pl.DataFrame:
    """The links as `LINK_SCHEMA`; twins of an article are linked to its canonical one, or to itself."""
    rows = np.arange(len(parent))
    first = found.first
    is_twin = (first != rows) & (parent[first] < 0)
    target = np.where(is_twin, first, parent[first])
    linked = rows[target >= 0]
    frame = pl.DataFrame({
        "row": linked, "other": target[linked],
        "tier": np.where(is_twin, 3, tier[first])[linked],
        "containment": np.where(is_twin, 1.0, share[first])[linked],
    })  # fmt: skip
    frame = with_passages(frame, found.texts)
    ids, sources = articles["article_id"], articles["source"]
    here, there = frame["row"], frame["other"]
    texts = pl.DataFrame({"body": articles["body"].gather(here), "start": frame["start"], "end": frame["end"]})
    length = (pl.col("end") - pl.col("start")).clip(upper_bound=MAX_SHOWN)
    told = frame.with_columns(
        article_id=ids.gather(here), canonical_id=ids.gather(there), source=sources.gather(here),
        canonical_source=sources.gather(there), containment=pl.col("containment").round(4),
        tier=pl.col("tier").replace_strict(dict(enumerate(TIERS)), return_dtype=pl.String),
        matched_text=texts.select(pl.col("body").str.slice("start", length)).to_series(),
    )  # fmt: skip
    return told.select(pl.col(name).cast(dtype) for name, dtype in LINK_SCHEMA.items()).sort("article_id")
