"""As many invented articles as asked for, written to Parquet by numpy in bounded memory.

    python benchmarks/scale.py --articles 1000000 --output FOLDER [--size 2000] [--seed N]

Words are drawn at random by Zipf's law (function words, invented words, figures, stock phrases), so that two stories
share practically no five words in a row but stock phrases. One article in five is a copy of a story of its own part or
an earlier one, changed as in `republish`. 200 sources of unequal size print their own lines around every article. The
column *story* is the same for all versions of a story and for nothing else.
"""

import argparse
import random
import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from republish import DELETED, KEPT, REWRITTEN, SUBSTITUTED
from writing import Lexicon, Writer, sources

Ints = npt.NDArray[Any]
PART, REMEMBERED = 10_000, 500
COPIED, MUTATIONS = 0.2, 5
PUBLISHERS = 200
LONGEST = 20
FUNCTION = str.split(
    "the of to and a in for on that is was with as it by at from he had were be an has not are his have this which "
    "will but they their who would been said its she or more after her when than one about over up out into we also "
    "two if all there could last new no other some before year can first where against what so under most may"
)
STOCK = 150
#: Shares of the words drawn: function words, figures, stock phrases; the rest is invented.
SHARES = (0.42, 0.02, 0.004)
#: A word as it stands in a text: plain, at the beginning, at the end of a sentence and of a paragraph.
PLAIN, FIRST, LAST, PARAGRAPH = range(4)
TABLE = 1 << 20


class Vocabulary:
    """The words as tokens (each in four forms, then the empty one), and a table that draws them by frequency."""

    def __init__(self, rng: random.Random) -> None:
        taken = set(FUNCTION)
        content = Lexicon(rng, 6000, taken).words
        figures = [f"{int(10 ** rng.uniform(0.5, 6)):,}" for _ in range(1000)]
        stock = [" ".join(rng.choices(FUNCTION, k=2) + rng.sample(content, 4)) for _ in range(STOCK)]
        words = [*FUNCTION, *figures, *stock, *content]
        self.size = len(words)
        capitals = [word[0].upper() + word[1:] for word in words]
        ended = [*(f"{word}. " for word in words), *(f"{word}.\n\n" for word in words)]
        self.tokens = pl.Series([*(f"{word} " for word in words), *(f"{word} " for word in capitals), *ended, ""])
        shares = (*SHARES, 1 - sum(SHARES))
        parts = zip(shares, map(len, (FUNCTION, figures, stock, content)), (2, 1e6, 1e6, 8), strict=True)
        weights = np.concatenate([share * _zipf(count, flat) for share, count, flat in parts])
        drawn = np.searchsorted(np.cumsum(weights), (np.arange(TABLE) + 0.5) / TABLE)
        self.table = np.minimum(drawn, self.size - 1).astype(np.uint16)
        self.bytes = float(np.dot(weights, [len(word) + 1 for word in words]))

    def draw(self, rng: np.random.Generator, shape: tuple[int, ...]) -> Ints:
        """Words by their frequency."""
        return self.table[rng.integers(0, TABLE, shape, dtype=np.uint32)]


def _zipf(count: int, flat: float) -> npt.NDArray[np.float64]:
    weights: npt.NDArray[np.float64] = 1 / (np.arange(count) + flat)
    weights /= weights.sum()
    return weights


@dataclass
class Texts:
    """Articles as words: one row an article, of sentences, of words.

    *lengths*: words of each sentence, 0 where there is none. *ends*: whether a sentence closes its paragraph.
    """

    words: Ints
    lengths: Ints
    ends: npt.NDArray[np.bool_]
    story: Ints

    def take(self, rows: Ints) -> "Texts":
        """Copies of some rows."""
        return Texts(self.words[rows], self.lengths[rows], self.ends[rows], self.story[rows])

    def and_also(self, other: "Texts") -> "Texts":
        """These and the others."""
        pairs = ((self.words, other.words), (self.lengths, other.lengths), (self.ends, other.ends))
        words, lengths, ends = map(np.concatenate, pairs)
        return Texts(words, lengths, ends, np.concatenate([self.story, other.story]))

    def bodies(self, vocabulary: Vocabulary) -> pl.Series:
        """The texts."""
        rows, sentences, longest = self.words.shape
        at = np.arange(longest)
        forms = np.where(at == 0, FIRST, PLAIN)
        closing = np.where(self.ends, PARAGRAPH, LAST)[..., None]
        forms = np.where(at == self.lengths[..., None] - 1, closing, forms)
        empty = len(vocabulary.tokens) - 1
        tokens = np.where(at < self.lengths[..., None], forms * vocabulary.size + self.words, empty)
        drawn = vocabulary.tokens.gather(tokens.astype(np.uint32).ravel())
        return drawn.reshape((rows, sentences * longest)).arr.join("").str.strip_chars_end()


def original(rng: np.random.Generator, vocabulary: Vocabulary, rows: int, sentences: int, story: int) -> Texts:
    """New stories of about so many sentences, numbered from *story*."""
    most = round(sentences * 1.3)
    lengths = rng.integers(8, LONGEST + 1, (rows, most), dtype=np.uint8)
    lengths[np.arange(most) >= rng.integers(round(sentences * 0.7), most + 1, (rows, 1))] = 0
    words = vocabulary.draw(rng, (rows, most, LONGEST))
    return Texts(words, lengths, rng.random((rows, most)) < 0.35, np.arange(story, story + rows))


def republished(rng: np.random.Generator, vocabulary: Vocabulary, texts: Texts) -> Texts:
    """The same stories, each changed by one mutation in one strength."""
    rows, most, _ = texts.words.shape
    kind, level = rng.integers(0, MUTATIONS, rows), rng.integers(0, 5, rows)

    def rate(mutation: int, rates: tuple[float, ...], otherwise: float = 0.0) -> npt.NDArray[np.float64]:
        return np.where(kind == mutation, np.array(rates)[level], otherwise)[:, None]

    substituted = rng.random(texts.words.shape, np.float32) < rate(0, SUBSTITUTED)[..., None]
    rewritten = rng.random((rows, most)) < rate(1, REWRITTEN)
    rewritten[:, 0] |= kind == 4  # another lead
    others = substituted | rewritten[..., None]
    texts.words[others] = vocabulary.draw(rng, (int(others.sum()),))
    texts.lengths[(rng.random((rows, most)) < rate(2, DELETED)) & (np.arange(most) > 0)] = 0
    left = np.ceil(rate(3, KEPT, otherwise=2.0) * (texts.lengths > 0).sum(axis=1, keepdims=True))
    texts.lengths[np.arange(most) >= np.maximum(left, most * (kind != 3)[:, None])] = 0
    return texts


def parts(
    articles: int, seed: int, size_bytes: int, printing: Container[int] = range(PUBLISHERS)
) -> Iterator[pl.DataFrame]:
    """The articles, some thousands at a time. *printing*: the sources, by number, that print lines around theirs."""
    rng, writer = np.random.default_rng(seed), Writer(random.Random(seed))
    vocabulary, houses = Vocabulary(writer.rng), sources(writer, PUBLISHERS)
    prints = [number in printing for number in range(PUBLISHERS)]
    around = pl.DataFrame(
        {
            "source": [house.name for house in houses],
            "header": ["\n\n".join([*house.header, ""]) for house in houses],
            "footer": ["\n\n" + "\n".join(house.footer) for house in houses],
        }
    ).with_columns(pl.when(pl.Series(prints)).then(pl.col("header", "footer")).otherwise(pl.lit("")))
    boilerplate = np.dot(_zipf(PUBLISHERS, 3), (around["header"] + around["footer"]).str.len_bytes())
    sentences = max(6, round((size_bytes - boilerplate) / (14 * vocabulary.bytes)))
    remembered: Texts | None = None
    story = 0
    for start in range(0, articles, PART):
        count = min(PART, articles - start)
        copies = round(count * COPIED)
        new = original(rng, vocabulary, count - copies, sentences, story)
        story += count - copies
        old = new if remembered is None else remembered
        here = new.take(rng.integers(0, count - copies, copies - copies // 2))
        copied = here.and_also(old.take(rng.integers(0, len(old.story), copies // 2)))
        kept = new.take(np.arange(min(REMEMBERED, count - copies)))
        remembered = kept if remembered is None else remembered.and_also(kept)
        texts = new.and_also(republished(rng, vocabulary, copied))
        yield _printed(rng, texts.take(rng.permutation(count)), vocabulary, around, start)


def _printed(
    rng: np.random.Generator, texts: Texts, vocabulary: Vocabulary, around: pl.DataFrame, start: int
) -> pl.DataFrame:
    """The texts as their sources print them."""
    count = len(texts.story)
    house = around[rng.choice(PUBLISHERS, count, p=_zipf(PUBLISHERS, 3))]
    titles = Texts(
        vocabulary.draw(rng, (count, 1, 9)), np.full((count, 1), 9, np.uint8), np.ones((count, 1), bool), texts.story
    )
    # what is published again appears within two days
    minutes = pl.lit(pl.Series(texts.story * 7919 % (365 * 24 * 60) + rng.integers(0, 2 * 24 * 60, count)))
    dated = pl.Series(rng.random(count) >= 0.05)
    return pl.select(
        article_id=pl.format("a{}", pl.int_range(start, start + count).cast(pl.String).str.zfill(8)),
        source=house["source"],
        title=titles.bodies(vocabulary).str.strip_chars_end("."),
        body=house["header"] + texts.bodies(vocabulary) + house["footer"],
        published_at=pl.when(dated).then(pl.lit(datetime(2026, 1, 1, tzinfo=UTC)) + pl.duration(minutes=minutes)),
        story=pl.Series(texts.story, dtype=pl.Int64),
    )


def scale_corpus(articles: int, folder: Path, seed: int, size_bytes: int = 2000) -> None:
    """Write the articles as Parquet files into the folder, of about *size_bytes* characters each."""
    for number, part in enumerate(parts(articles, seed, size_bytes)):
        part.write_parquet(folder / f"part-{number:05d}.parquet", compression="lz4")


def main() -> None:
    """Write some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=2_000, help="bytes of an article")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--output", type=Path, required=True, help="a folder")
    asked = parser.parse_args()
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    asked.output.mkdir(parents=True, exist_ok=True)
    scale_corpus(asked.articles, asked.output, seed, asked.size)
    print(f"{asked.articles:,} articles, seed {seed}: {asked.output}")


if __name__ == "__main__":
    main()
