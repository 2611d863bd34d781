"""Who repeats whom: a fact of the whole corpus, computed once.

`newsgate.checks.sketches` and `newsgate.checks.candidates` propose pairs; what the two texts share decides (`tiers`).
The lines that a source repeats from story to story are left out of all texts before.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from .candidates import candidates
from .containment import Overlap, overlaps, passages
from .evidence import TAGS
from .recurrences import boilerplate_of
from .sketches import Sketches, sketches
from .texts import Texts

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Containment from which a pair is a rewrite of the same story, and from which it may be the same article (corrected,
#: trimmed, wrapped).
DERIVED, NEAR = 0.2, 0.28
#: It is the same article where this share of the shorter text's words also stands in passages that the longer has too:
#: published together, neither, and apart. Of the labelled pairs, versions of an article share .53 and more, follow-ups
#: .40 at most. A rewrite appears within days; what is shared later is background.
COVERED, COVERED_DERIVED = (0.5, 0.5, 0.75), (0.25, 0.33, 0.5)
#: Days between two articles from which they are apart, and up to which they are together.
APART, TOGETHER = 7, 3
#: A pair shares at least so many 5-grams: below, a quotation or a stock phrase is enough. Less where many numbers
#: agree.
MIN_SHARED, MIN_SHARED_DENSE, MIN_SHARED_DERIVED = 12, 8, 40
#: Distinct numbers to words: below the first a text has too few numbers to tell much, below the second it is prose,
#: from the third a table or a list of figures. Of the labelled pairs, news stories have .01 to .05, market reports .12
#: to .35.
FEW, SPARSE, DENSE = 0.02, 0.06, 0.12
#: An article names at most so many copies of itself.
MAX_COPIES = 20
#: What a pair is, by number: nothing, a rewrite, the same article, the same words.
TIERS = ("", "derived", "near", "exact")

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


class Found(NamedTuple):
    """Who repeats whom among articles.

    *pairs*: rows ``left`` (Int64, of the earlier rank) and ``right``, of texts that differ, with their ``containment``
    (Float64) and ``tier`` (Int8, 1 derived or 2 near). *first*: for each row the first by rank that has the same words,
    which stands for it in the pairs. *rank*: of each row; the longest text is first. *days*: when each was published,
    NaN where unknown. *notices*: texts that several articles have and that are about the headline of none.
    """

    texts: Texts
    sketches: Sketches
    pairs: pl.DataFrame
    first: Counts
    rank: Counts
    days: Floats
    notices: Flags


def find_copies(articles: pl.DataFrame, seed: int = 0, takes_part: Flags | None = None) -> Found:
    """Find all pairs of articles that tell one story.

    *seed*: of the sketches; chance is all that it changes. *takes_part*: which rows do; all, where it is not given.
    """
    texts = Texts(articles["body"], boilerplate_of(articles))
    read = sketches(texts, seed)
    order = _ranked(articles, read.words)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    digests = read.digests if takes_part is None else np.where(takes_part, read.digests, np.uint64(0))
    notices = _notices(articles, digests, read.words)
    digests = np.where(notices, np.uint64(0), digests)
    first = _firsts(digests, order)
    met = candidates(read.kept, read.begins, order[(first[order] == order) & (digests[order] != 0)])
    left, right = _with_claimed(met.left, met.right, articles, first, rank)
    published = articles["published_at"].dt.epoch("s").cast(pl.Float64).to_numpy()
    days = published / 86_400
    return Found(texts, read, _judged(articles, texts, read, days, left, right), first, rank, days, notices)


def _ranked(articles: pl.DataFrame, words: Counts) -> Counts:
    """The rows by rank: the longest text, the earliest, the smallest id, so that their order decides nothing."""
    frame = articles.select("published_at", "article_id", "source", words=pl.Series(words)).with_row_index("row")
    by = ["words", "published_at", "article_id", "source", "row"]
    order = frame.sort(by, descending=[True, False, False, False, False], nulls_last=True)
    return order["row"].to_numpy().astype(np.int64)


def _firsts(digests: npt.NDArray[np.uint64], order: Counts) -> Counts:
    """For each row the first by rank that has the same words; itself where there are too few to tell."""
    frame = pl.DataFrame({"digest": digests[order], "row": order})
    first = frame.select("row", first=pl.col("row").first().over("digest")).sort("row")["first"].to_numpy()
    return np.where(digests == 0, np.arange(len(digests)), first)


def _with_claimed(
    left: Counts, right: Counts, articles: pl.DataFrame, first: Counts, rank: Counts
) -> tuple[Counts, Counts]:
    """The pairs and those that ``duplicate_of`` names, each once; the pairs of one left text are neighbours."""
    target = claimed_rows(articles)
    rows = np.flatnonzero(target >= 0)
    one, other = first[rows], first[target[rows]]
    swap = rank[one] > rank[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    apart = one != other
    keys = np.unique(np.concatenate([rank[left] * len(rank) + right, rank[one[apart]] * len(rank) + other[apart]]))
    by_rank = np.argsort(rank)
    return by_rank[keys // max(1, len(rank))], keys % max(1, len(rank))


def claimed_rows(articles: pl.DataFrame) -> Counts:
    """For each article the row that ``duplicate_of`` names; -1 for none, for itself, and for an id of several
    records.
    """
    ids = articles.select(id="article_id").with_row_index("target").drop_nulls("id").unique("id", keep="none")
    claims = articles.select(id="duplicate_of").with_row_index("row").join(ids, on="id", how="left").sort("row")
    target = claims["target"].cast(pl.Int64).fill_null(-1).to_numpy()
    return np.where(target == np.arange(len(target)), -1, target)


def _judged(
    articles: pl.DataFrame, texts: Texts, read: Sketches, days: Floats, left: Counts, right: Counts
) -> pl.DataFrame:
    overlap = overlaps(texts, left, right)
    tier = tiers(overlap, np.abs(days[left] - days[right]))
    tier[_are_boilerplate(articles, read, left, right, tier)] = 0
    pairs = pl.DataFrame(
        {"left": left, "right": right, "containment": overlap.containment, "tier": tier.astype(np.int8)},
        schema={"left": pl.Int64, "right": pl.Int64, "containment": pl.Float64, "tier": pl.Int8},
    )
    return pairs.filter(pl.col("tier") > 0)


def tiers(overlap: Overlap, days: Floats) -> Counts:
    """What each pair is (`TIERS`), by what its texts share and how many *days* (NaN where unknown) are between them."""
    share, shared, covered = overlap.containment, overlap.shared, overlap.coverage
    agree = _numbers_agree(overlap, days)
    enough = np.where(agree & (overlap.density >= DENSE), MIN_SHARED_DENSE, MIN_SHARED)
    when = np.where(days <= TOGETHER, 0, np.where(days > APART, 2, 1))
    near = (share >= NEAR) & (covered >= np.array(COVERED)[when]) & (shared >= enough) & agree
    derived = (covered >= np.array(COVERED_DERIVED)[when]) & (shared >= MIN_SHARED_DERIVED) & agree
    derived &= share >= DERIVED
    return np.where(near, 2, np.where(derived, 1, 0))


def _numbers_agree(overlap: Overlap, days: Floats) -> Flags:
    """Whether two texts tell the same numbers: a form that is filled twice agrees in words and not in numbers.

    In prose numbers agree about as far as words do, since what was written anew has other numbers; they may agree less
    where the two were published together, and must agree more where numbers are many. In tables nearly all must.
    """
    factor = np.where(days <= TOGETHER, 0.75, 0.85) * np.where(overlap.density < FEW, 0.5, 1.0)
    factor = factor + np.where(overlap.density >= SPARSE, 0.1, 0.0)
    needed = np.where(overlap.density >= DENSE, 0.95, np.minimum(overlap.coverage * factor, 0.9))
    return overlap.same_number_share >= needed


def near_shares(found: Found, articles: pl.DataFrame, left: Counts, right: Counts) -> tuple[Floats, Flags]:
    """The containment of pairs of rows, and whether they are one article. Pairs of one left row are neighbours."""
    swap = found.rank[left] > found.rank[right]
    left, right = np.where(swap, right, left), np.where(swap, left, right)
    overlap = overlaps(found.texts, left, right)
    tier = tiers(overlap, np.abs(found.days[left] - found.days[right]))
    tier[_are_boilerplate(articles, found.sketches, left, right, tier)] = 0
    return overlap.containment, tier == 2


#: A text of fewer words that has less than this share of its headline's words is no story but a notice or a blurb; the
#: headline must have so many words of four letters and more to tell. Real short stories have most of them.
_SHORT, _LEAST_TOLD, _TELLING = 120, 0.25, 3


def _are_boilerplate(articles: pl.DataFrame, read: Sketches, left: Counts, right: Counts, tier: Counts) -> Flags:
    """Whether a pair shares no story, since the shorter text is short and has nothing to do with its headline."""
    shorter = np.where(read.words[left] < read.words[right], left, right)
    asked = np.unique(shorter[(tier > 0) & (read.words[shorter] < _SHORT)])
    return np.isin(shorter, asked[_are_apart_from_headline(articles.select("title", "body")[asked])])


def _notices(articles: pl.DataFrame, digests: npt.NDArray[np.uint64], words: Counts) -> Flags:
    """Which articles have nothing but a short text that others have too and that is not about their headline."""
    shared = pl.Series(digests).is_duplicated().to_numpy() & (digests != 0) & (words < _SHORT)
    asked = np.flatnonzero(shared)
    return np.isin(np.arange(len(words)), asked[_are_apart_from_headline(articles.select("title", "body")[asked])])


def _are_apart_from_headline(articles: pl.DataFrame) -> Flags:
    words = pl.col("title").str.to_lowercase().str.extract_all(r"\p{L}{4,}").list.unique()
    body = pl.col("body").str.replace_all(TAGS, " ").str.to_lowercase()
    asked = articles.select(word=words, body=body).with_row_index("row").filter(pl.col("word").list.len() >= _TELLING)
    told = pl.col("body").str.contains(pl.col("word"), literal=True)
    shares = asked.explode("word").group_by("row").agg(told=told.mean())
    return np.isin(np.arange(articles.height), shares.filter(pl.col("told") < _LEAST_TOLD)["row"].to_numpy())


def copies(articles: pl.DataFrame) -> pl.Series:
    """For every article the others that tell its story: a List of `COPY`, unlinked ones first; null for none."""
    found = find_copies(articles)
    rows = with_passages(_listed(found, articles), found.texts)
    lists = rows.group_by("row", maintain_order=True).agg(copies=pl.struct(list(COPY.to_schema())))
    index = pl.DataFrame({"row": pl.int_range(articles.height, eager=True)})
    joined = index.join(lists, on="row", how="left", maintain_order="left")
    return joined["copies"].cast(pl.List(COPY)).alias("copies")


def both_ways(found: Found) -> pl.DataFrame:
    """Every pair twice, as ``row`` and ``other``, and each article beside the first that has its words."""
    turned = found.pairs.select(left="right", right="left", containment="containment", tier="tier")
    rows = np.arange(len(found.first))
    twins = rows[found.first != rows]
    same = pl.DataFrame({"left": found.first[twins], "right": twins}).with_columns(
        containment=1.0, tier=pl.lit(3, pl.Int8)
    )
    back = same.select(left="right", right="left", containment="containment", tier="tier")
    return pl.concat([found.pairs, turned, same, back]).rename({"left": "row", "right": "other"})


def _listed(found: Found, articles: pl.DataFrame) -> pl.DataFrame:
    """For each article the others that tell its story, `MAX_COPIES` at most.

    Unlinked copies first, the closest first: a bounded list must not lose what nobody has linked. Two records of one
    id cannot name each other; they are `ids_unique`'s business.
    """
    states = _states(articles, found)
    here = states.select("row", "id", "names", "sound", "heads")
    there = states.rename({"row": "other", "id": "article_id", "names": "other_names", "sound": "other_sound"})
    there = there.rename({"heads": "other_heads"})
    pairs = both_ways(found).join(here, on="row").join(there, on="other")
    pairs = pairs.filter(pl.col("id").ne_missing(pl.col("article_id")) | pl.col("id").is_null())
    by = ["row", "linked", "containment", "article_id", "source", "other"]
    return (
        pairs.with_columns(linked=_is_settled(), containment=pl.col("containment").round(4))
        .sort(by, descending=[False, False, True, False, False, False])
        .group_by("row", maintain_order=True)
        .head(MAX_COPIES)
        .with_columns(tier=pl.col("tier").replace_strict(dict(enumerate(TIERS)), return_dtype=pl.String))
    )


def _is_settled() -> pl.Expr:
    """Whether a pair is linked: of its two articles one stands aside for a copy of itself, or both name the same.

    Rewrites are also where each of the two stands for others: an article cannot stand for some and aside for another.
    """
    named = (pl.col("names") == pl.col("article_id")) | (pl.col("other_names") == pl.col("id"))
    same = pl.col("names") == pl.col("other_names")
    settled = pl.col("sound") | pl.col("other_sound") | named.fill_null(False) | same.fill_null(False)
    return settled | ((pl.col("tier") == 1) & pl.col("heads") & pl.col("other_heads"))


def _states(articles: pl.DataFrame, found: Found) -> pl.DataFrame:
    """Of every article its ``id``, whom it ``names``, whether that one is a copy of it (``sound``), and whether others
    name it rightly (``heads``).
    """
    target = claimed_rows(articles)
    rows = np.flatnonzero(target >= 0)
    one, other = found.first[rows], found.first[target[rows]]
    claims = pl.DataFrame({"row": rows, "left": np.minimum(one, other), "right": np.maximum(one, other)})
    known = found.pairs.select(left=pl.min_horizontal("left", "right"), right=pl.max_horizontal("left", "right"))
    sound = pl.concat([
        claims.filter(pl.col("left") == pl.col("right")).select("row"),
        claims.join(known, on=["left", "right"], how="semi").select("row"),
    ])["row"].to_numpy()  # fmt: skip
    flags = np.zeros((2, len(target)), dtype=bool)
    flags[0, sound] = True
    flags[1, target[sound]] = True
    return articles.select(
        id="article_id", source="source",
        names=pl.when(pl.col("duplicate_of").str.strip_chars() != "").then("duplicate_of"),
        sound=pl.Series(flags[0]), heads=pl.Series(flags[1]),
    ).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))  # fmt: skip


def with_passages(pairs: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """Where the longest passage that a pair shares stands in its first article, as ``start`` and ``end``."""
    starts, ends = passages(texts, pairs["row"].to_numpy(), pairs["other"].to_numpy())
    return pairs.with_columns(start=pl.Series(starts), end=pl.Series(ends))
