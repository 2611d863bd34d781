"""A corpus before its release: as many invented articles as asked for, with all that can be wrong with them.

    python benchmarks/release.py --articles 1000000 --output FOLDER [--format jsonl] [--files 4] [--seed N]

The articles are those of `scale.py` (one in five is a copy of a story, 200 sources of unequal size); `defects.py` says
what is wrong with how many of them. Most copies name their canonical article in *duplicate_of*. Everything is made in
parts of some thousands, so that memory does not grow with the corpus. One seed makes the same articles each time.
"""

import argparse
import gzip
import random
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import zstandard
from defects import BREAK, DATELINES, LINKS, TEXTS, Defect
from scale import PART, PUBLISHERS, parts
from writing import Writer

SIZE = 2_300
#: Every third source is a wire; of the others, every sixth but for the largest prints lines around its articles.
WIRES = [number % 3 == 1 for number in range(PUBLISHERS)]
PRINTING = range(11, PUBLISHERS, 6)
#: The share of a wire's articles that are wire copy.
WIRED = 0.85
#: How many of its articles have what a source has systematically.
OFTEN = (0.3, 0.95)
AGENCIES = ("Reuters", "AFP", "AP", "Xinhua", "UPI")
PLACES = str.split(
    "OSLO LAGOS LIMA TOKYO PARIS BERLIN ATHENS CAIRO DHAKA HANOI QUITO MANILA NAIROBI OTTAWA PRAGUE SEOUL SYDNEY "
    "TEHRAN VIENNA WARSAW ZAGREB BOGOTA DAKAR HAVANA JAKARTA KABUL LISBON MADRID MOSCOW ROME"
)
PERSONS = 400
FORMATS = ("parquet", "jsonl", "jsonl.gz", "jsonl.zst")
#: Columns of an article, in order; the others are the maker's own.
COLUMNS = (
    "article_id", "source", "title", "body", "url", "authors", "published_at", "language", "duplicate_of",
)  # fmt: skip

Ints = npt.NDArray[np.int64]


class Houses:
    """The sources: which have which defect, in how many articles and in what variant; whom and what they print."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng([seed, 1])
        writer = Writer(random.Random(seed + 1))
        self.persons = pl.Series([writer.person() for _ in range(PERSONS)])
        self.own = pl.Series([writer.sentence(writer.cast()) for _ in range(PUBLISHERS)])
        self.agencies = pl.Series([AGENCIES[number // 3 % len(AGENCIES)] for number in range(PUBLISHERS)])
        self.often = {d.name: self._often(d) for d in (*DATELINES, *TEXTS, *LINKS)}
        self.kinds = {name: self.rng.integers(0, 1 << 20, PUBLISHERS) for name in self.often}

    def _often(self, defect: Defect) -> npt.NDArray[np.float64]:
        """The share of each source's articles that has the defect; 0 where it is not systematic.

        Sources of all sizes have it: one of each stretch of the list, which is in the order of size.
        """
        able = np.flatnonzero(WIRES) if defect.wires else np.arange(PUBLISHERS)
        stretches = np.array_split(able, max(1, round(defect.sources * len(able))))
        shares = np.zeros(PUBLISHERS)
        shares[[self.rng.choice(one) for one in stretches]] = self.rng.uniform(*OFTEN, len(stretches))
        return shares

    def with_defects(self, articles: pl.DataFrame, defects: tuple[Defect, ...]) -> pl.DataFrame:
        """The articles of a part, some of which get the defects, one after the other."""
        houses = articles["number"].to_numpy()
        for defect in defects:
            often = self.often[defect.name][houses]
            chance = np.where(often > 0, often, defect.elsewhere)
            if defect.wires:
                chance = chance * articles["wired"].to_numpy()
            rows = np.flatnonzero(self.rng.random(articles.height) < chance)
            if len(rows):
                kinds = self.rng.integers(0, 1 << 20, len(rows))
                kinds = np.where(often[rows] > 0, self.kinds[defect.name][houses[rows]], kinds)
                changed = self._dressed(articles, rows, kinds).with_columns(**defect.changes)
                articles = _changed(articles, rows, changed.select(*defect.changes))
        return articles

    def _dressed(self, articles: pl.DataFrame, rows: Ints, kinds: Ints) -> pl.DataFrame:
        """These rows, with what defects are made of."""
        others, count = self.rng.integers(0, articles.height, len(rows)), len(rows)
        these = articles[rows]
        return these.with_columns(
            kind=pl.Series(kinds),
            at=pl.Series(self.rng.random(count)),
            other=articles["heading"].gather(others),
            other_id=articles["article_id"].gather(others),
            person=self.persons.gather(self.rng.integers(0, PERSONS, count)),
            own=self.own.gather(these["number"]),
            house=pl.col("source").str.extract(r"^([a-z]+)").str.to_titlecase(),
        )

    def recorded(self, articles: pl.DataFrame) -> pl.DataFrame:
        """The articles of `scale.py`, of a year that is past, with the rest of a record."""
        count = articles.height
        dressed = articles.with_columns(pl.col("published_at").dt.offset_by("-3y")).with_columns(
            number=pl.col("source").str.extract(r"(\d+)\.example$").cast(pl.Int64),
            authors=self.persons.gather(self.rng.integers(0, PERSONS, count)).reshape((count, 1)).arr.to_list(),
            language=pl.lit("en"),
            heading=pl.col("title"),
            reported=pl.col("published_at"),
            url=pl.format("https://{}/{}{}", "source", pl.col("published_at").dt.strftime("%Y/%m/%d/").fill_null(""),
                          "article_id"),
        )  # fmt: skip
        wired = np.array(WIRES)[dressed["number"].to_numpy()] & (self.rng.random(count) < WIRED)
        return dressed.with_columns(wired=pl.Series(wired), dateline=pl.Series(wired))

    def as_wire_copy(self, articles: pl.DataFrame) -> pl.DataFrame:
        """The articles with the datelines and sign-offs that wire copy has."""
        rows = np.flatnonzero(articles["wired"].to_numpy())
        copy = articles[rows].with_columns(
            place=pl.Series(PLACES).gather(self.rng.integers(0, len(PLACES), len(rows))),
            agency=self.agencies.gather(articles["number"].gather(rows)),
            writer=self.persons.gather(self.rng.integers(0, PERSONS, len(rows))),
            editor=self.persons.gather(self.rng.integers(0, PERSONS, len(rows))),
        )
        date = pl.col("reported").dt.strftime(", %B %-d").fill_null("")
        dateline = pl.col("place") + date + " (" + pl.col("agency") + ") - "
        signed = pl.format("{}(Reporting by {}; Editing by {})", pl.lit(BREAK), "writer", "editor")
        body = pl.when("dateline").then(dateline).otherwise(pl.lit("")) + pl.col("body") + signed
        return _changed(articles, rows, copy.select(body=body))


def _changed(articles: pl.DataFrame, rows: Ints, changes: pl.DataFrame) -> pl.DataFrame:
    """The articles with other values in some rows and columns."""
    at = np.arange(articles.height)
    at[rows] = articles.height + np.arange(len(rows))
    place = pl.Series(at)
    return articles.with_columns(pl.concat([articles[c.name], c.cast(articles[c.name].dtype)]).gather(place)
                                 for c in changes)  # fmt: skip


class Canon:
    """The first article of each story, whom its copies name."""

    def __init__(self, articles: int) -> None:
        self.first = np.full(articles, -1)

    def linked(self, articles: pl.DataFrame) -> pl.DataFrame:
        """The next articles, of which all copies are linked."""
        stories, ids = articles["story"].to_numpy(), articles["article_id"].str.slice(1).cast(pl.Int64).to_numpy()
        told, rows = np.unique(stories, return_index=True)
        new = rows[self.first[told] < 0]
        self.first[stories[new]] = ids[new]
        copy = np.ones(articles.height, bool)
        copy[new] = False
        named = pl.format("a{}", pl.Series(self.first[stories]).cast(pl.String).str.zfill(8))
        return articles.with_columns(duplicate_of=pl.when(pl.Series(copy)).then(named))


def release(articles: int, seed: int, size_bytes: int = SIZE) -> Iterator[pl.DataFrame]:
    """The articles, some thousands at a time, with their *story* as another column."""
    houses, canon = Houses(seed), Canon(articles)
    for part in parts(articles, seed, size_bytes, PRINTING):
        made = houses.with_defects(houses.recorded(part), DATELINES)
        made = houses.with_defects(houses.as_wire_copy(made), TEXTS)
        yield houses.with_defects(canon.linked(made), LINKS).select(*COLUMNS, "story")


def _opened(path: Path) -> Any:
    """A file to write bytes into, packed as its name says."""
    if path.suffix == ".gz":
        return gzip.open(path, "wb", compresslevel=1)
    return zstandard.open(path, "wb") if path.suffix == ".zst" else path.open("wb")


def write_release(articles: int, folder: Path, seed: int, kind: str = "parquet", files: int = 1) -> int:
    """Write the articles into the folder: a Parquet file for each part, or so many files of lines; returns characters.

    The columns are those of an article; stories are not told.
    """
    count = -(-articles // PART)
    opened: Any = None
    name, characters = "", 0
    for number, part in enumerate(release(articles, seed)):
        made = part.drop("story")
        characters += int(made["body"].str.len_bytes().sum())
        if kind == "parquet":
            made.write_parquet(folder / f"part-{number:05d}.parquet", compression="lz4")
            continue
        if name != (name := f"part-{number * min(files, count) // count:05d}.{kind}"):
            if opened:
                opened.close()
            opened = _opened(folder / name)
        made.with_columns(pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ")).write_ndjson(opened)
    if opened:
        opened.close()
    return characters


def main() -> None:
    """Write some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--format", choices=FORMATS, default="parquet")
    parser.add_argument("--files", type=int, default=1, help="of lines; of Parquet there is one for each part")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--output", type=Path, required=True, help="a folder")
    asked = parser.parse_args()
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    asked.output.mkdir(parents=True, exist_ok=True)
    size = write_release(asked.articles, asked.output, seed, asked.format, asked.files)
    print(f"{asked.articles:,} articles, {size / 1e9:.2f} GB of text, seed {seed}: {asked.output}")


if __name__ == "__main__":
    main()
