"""What finds articles that tell one story: newsgate's links, other libraries, and plain reference methods.

An engine takes articles and returns pairs (`left`, `right`: ids) or clusters (`article_id`, `cluster`). The libraries
get what they are documented for, the words of the raw text in 5-grams, and their pairs are what their index returns
(datatrove's are its clusters). Every run has a process of its own, which has found the links of a few articles before,
so that imports and compiled loops do not count.
"""

import multiprocessing
import os
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

COLUMNS = ("article_id", "source", "title", "body", "published_at")
#: datatrove's and FineWeb's choice: 14 bands of 8 rows find most pairs from a similarity of .72.
BANDS, ROWS = 14, 8
#: A reference method looks at no shingle or sentence that more texts than these bear.
BEARERS = 50
WARM = 100
WORD = re.compile(r"\w+")


def by_newsgate(articles: pl.DataFrame) -> pl.DataFrame:
    """`links`: a row for each article that has a canonical one."""
    from newsgate.checks.links import links  # noqa: PLC0415

    return links(articles)


def by_datasketch(articles: pl.DataFrame) -> pl.DataFrame:
    """Candidates of MinHashLSH, which nothing verifies."""
    return _pairs(articles, _datasketch(_shingles(articles), BANDS, ROWS))


def by_datasketch_verified(articles: pl.DataFrame) -> pl.DataFrame:
    """64 bands of 2 rows, and of their candidates those of which .3 of the shorter's shingles are in the longer."""
    sets = [set(shingles) for shingles in _shingles(articles)]
    candidates = _datasketch(map(list, sets), 64, 2)
    return _pairs(articles, (pair for pair in candidates if _containment(*(sets[at] for at in pair)) >= 0.3))


def _datasketch(shingles: Iterable[list[bytes]], bands: int, rows: int) -> Iterator[tuple[int, int]]:
    sketch: Any = import_module("datasketch")
    index = sketch.MinHashLSH(num_perm=bands * rows, params=(bands, rows))
    for row, signature in enumerate(sketch.MinHash.generator(shingles, num_perm=bands * rows)):
        yield from ((other, row) for other in index.query(signature))
        index.insert(row, signature)


def _containment(one: set[bytes], other: set[bytes]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def by_rensa(articles: pl.DataFrame) -> pl.DataFrame:
    """Candidates of RMinHashLSH, which nothing verifies."""
    rensa: Any = import_module("rensa")
    index = rensa.RMinHashLSH(threshold=0.7, num_perm=BANDS * ROWS, num_bands=BANDS)
    signatures = rensa.RMinHash.from_token_sets(_shingles(articles), num_perm=BANDS * ROWS, seed=42)
    index.insert_many(signatures)
    found = enumerate(index.query_all(signatures))
    return _pairs(articles, ((row, other) for row, others in found for other in others if row < other))


def by_datatrove(articles: pl.DataFrame) -> pl.DataFrame:
    """The three steps of its pipeline, in this process; words are parted at spaces, which is faster than its spaCy."""
    os.environ["TQDM_DISABLE"] = "1"
    dedup: Any = import_module("datatrove.pipeline.dedup.minhash")
    document: Any = import_module("datatrove.data").Document
    import_module("loguru").logger.remove()
    config = dedup.MinhashConfig(n_grams=5, num_buckets=BANDS, hashes_per_bucket=ROWS)
    with tempfile.TemporaryDirectory() as name:
        signatures, buckets, clusters = (str(Path(name) / step) for step in ("signatures", "buckets", "clusters"))
        texts = (document(text=body, id=key) for key, body in articles.select("article_id", "body").iter_rows())
        dedup.MinhashDedupSignature(signatures, config=config, language=_spaces()).run(texts, 0, 1)
        for bucket in range(BANDS):
            dedup.MinhashDedupBuckets(signatures, buckets, config=config).run(None, bucket, BANDS)
        dedup.MinhashDedupCluster(buckets, clusters, config=config, save_cluster_id=True).run(None, 0, 1)
        rows = [np.fromfile(file, "<u4") for file in Path(clusters).glob("*.clusters")]
    at, cluster = np.concatenate([np.zeros(0, "<u4"), *rows]).astype(np.int64).reshape(-1, 2).T
    return pl.DataFrame({"article_id": articles["article_id"].gather(at), "cluster": cluster})


def _spaces() -> Any:
    """A tokenizer as datatrove takes them."""
    tokenizers: Any = import_module("datatrove.utils.word_tokenizers")
    methods = dict.fromkeys(("sent_tokenize", "span_tokenize"), lambda _, text: [text])
    return type("Spaces", (tokenizers.WordTokenizer,), {"word_tokenize": lambda _, text: text.split(), **methods})()


def _shingles(articles: pl.DataFrame) -> Iterator[list[bytes]]:
    """The word 5-grams of every text."""
    for body in articles["body"]:
        words = WORD.findall(body.lower())
        yield [" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)]


def _pairs(articles: pl.DataFrame, rows: Iterable[tuple[int, int]]) -> pl.DataFrame:
    flat = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)
    ids = articles["article_id"]
    return pl.DataFrame({"left": ids.gather(flat[:, 0]), "right": ids.gather(flat[:, 1])})


def by_fraction(articles: pl.DataFrame) -> pl.DataFrame:
    """One shingle in eight by its hash, the same in every text; a fifth of the shorter's is in the longer."""
    words = _exploded(articles, pl.col("body").str.to_lowercase().str.extract_all(r"\w+"))
    shingles = _hashed_shingles(words["hash"].to_numpy())
    inside = (words["row"] == words["row"].shift(-4)).fill_null(False).to_numpy()[: len(shingles)]
    kept = inside & (shingles % 8 == 0)
    rows = words["row"].head(len(shingles)).filter(pl.Series(kept))
    shared, sizes = _shared(pl.DataFrame({"row": rows, "hash": shingles[kept]}), articles.height)
    smaller = pl.min_horizontal(sizes.gather(shared["left"]), sizes.gather(shared["right"]))
    return _named(articles, shared.filter((shared["shared"] / smaller >= 0.2) & (shared["shared"] >= 2)))


def _hashed_shingles(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    shingles = np.zeros(max(0, len(words) - 4), np.uint64)
    for at in range(5):
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + words[at : at + len(shingles)]
    return (shingles ^ (shingles >> np.uint64(29))) * np.uint64(0xC4CEB9FE1A85EC53) >> np.uint64(7)


def by_sentences(articles: pl.DataFrame) -> pl.DataFrame:
    """Three sentences of five words or more are the same but for case and punctuation."""
    parts = pl.col("body").str.to_lowercase().str.extract_all(r"[^.!?\n]+").list.eval(
        pl.element().str.replace_all(r"\W+", " ").str.strip_chars().filter(pl.element().str.count_matches(r"\w+") >= 5)
    )  # fmt: skip
    shared, _ = _shared(_exploded(articles, parts), articles.height)
    return _named(articles, shared.filter(pl.col("shared") >= 3))


def _exploded(articles: pl.DataFrame, parts: pl.Expr) -> pl.DataFrame:
    """A row for every part of a text: the row of the text and the hash of the part."""
    lists = articles.select(row=pl.int_range(pl.len(), dtype=pl.UInt32), part=parts)
    exploded = lists.filter(pl.col("part").list.len() > 0).explode("part")
    return exploded.select("row", hash=pl.col("part").hash())


def _shared(parts: pl.DataFrame, texts: int) -> tuple[pl.DataFrame, pl.Series]:
    """How many parts two texts share, and how many each row has; parts of more texts than `BEARERS` do not count."""
    rare = parts.unique().filter(pl.len().over("hash") <= BEARERS)
    counted = rare.group_by("row").len()
    sizes = np.zeros(texts, np.int64)
    sizes[counted["row"].to_numpy()] = counted["len"].to_numpy()
    twice = rare.filter(pl.len().over("hash") > 1)
    pairs = twice.join(twice, on="hash").filter(pl.col("row") < pl.col("row_right"))
    return pairs.group_by(left="row", right="row_right").agg(shared=pl.len()), pl.Series(sizes)


def _named(articles: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    ids = articles["article_id"]
    return pl.DataFrame({"left": ids.gather(pairs["left"]), "right": ids.gather(pairs["right"])})


@dataclass(frozen=True)
class Engine:
    """*most*: it is given no more articles than these, since it would take long."""

    find: Callable[[pl.DataFrame], pl.DataFrame]
    most: int | None = None


NEWSGATE = "newsgate"
ENGINES: dict[str, Engine] = {
    NEWSGATE: Engine(by_newsgate),
    "datasketch 14×8": Engine(by_datasketch, 20_000),
    "datasketch 64×2, ≥ .3 shared": Engine(by_datasketch_verified, 5_000),
    "rensa 14×8": Engine(by_rensa, 100_000),
    "datatrove 14×8": Engine(by_datatrove, 20_000),
    "1/8 of shingles, ≥ .2 shared": Engine(by_fraction, 100_000),
    "3 sentences shared": Engine(by_sentences, 100_000),
}


@dataclass(frozen=True)
class Run:
    """What finding the links of so many articles took, from the Parquet to the frame, and where the frame is."""

    engine: str
    articles: int
    seconds: float
    cpu: float
    peak: float
    found: Path

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


def run(name: str, parquet: str, found: Path) -> Run:
    """One run of an engine in a new process; raises what it raises."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_run, name, parquet, found).result()


def _run(name: str, parquet: str, found: Path) -> Run:
    engine, read = ENGINES[name], pl.scan_parquet(parquet).select(COLUMNS)
    engine.find(read.head(WARM).collect())
    _forget_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    articles = (read if engine.most is None else read.head(engine.most)).collect()
    links = engine.find(articles)
    wall, cpu, peak = time.perf_counter() - wall, time.process_time() - cpu, _peak()
    links.write_parquet(found)
    return Run(name, articles.height, wall, cpu, peak, found)


def _forget_peak() -> None:
    """Linux forgets the peak memory of this process, so that the first articles do not count."""
    if (refs := Path("/proc/self/clear_refs")).exists():
        refs.write_text("5", encoding="ascii")


def _peak() -> float:
    """The peak memory of this process in GB; `ru_maxrss` would begin with that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists() and (peak := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(peak[1]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
