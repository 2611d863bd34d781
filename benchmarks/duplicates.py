"""How right links between articles of one story are, and how fast they are found, beside other ways to find them.

    python benchmarks/duplicates.py [--stories 4000] [--scale 100000 --scale 1000000] [--seed N] [--skip-peers]

Accuracy is that of pairs of articles: those of one story of `stories.py` are right. Every engine runs in a process of
its own over the same articles; time and memory are from the Parquet to the links, with compiled loops warm. Scale is
the same over the articles of `scale.py`; an engine that would take long gets the first of them only, and the table says
of how many its figures are. Seeds are new every time, so that nothing is fitted to them. Exits with 1 where a target is
missed. `--stories 0` or `--scale 0` leaves that half out.
"""

import argparse
import multiprocessing
import secrets
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import polars as pl
from peers import ENGINES, NEWSGATE, Run, run
from republish import MUTATIONS, STRENGTHS
from results import record
from rich.console import Console
from rich.table import Table
from scale import scale_corpus
from scoring import NEGATIVES, Score, clusters, negatives, possible, recalls, score
from stories import invent

PRECISION, RECALL = 0.991, 0.944
SCALES = (100_000, 1_000_000)
RATE, SECONDS, MEMORY, RATIO = 20_000, 180, 4.0, 1.3
NEAR, ALL = f"{NEWSGATE}, exact and near", f"{NEWSGATE}, all tiers"
#: Whose versions are recorded beside newsgate's own.
PEERS = ("datasketch", "rensa", "datatrove")
#: Columns that a table of engines needs, where the output is no terminal.
WIDTH = 140
FIGURES = ("pairs", "precision", "recall", "F1", "articles/s", "seconds", "CPU s", "GB")

#: What was reached, and whether it was enough.
Targets = list[tuple[bool, str]]


def views(ran: Run) -> dict[str, pl.DataFrame]:
    """What an engine found, by its name in the tables; newsgate's links are read with and without the last tier."""
    found = pl.read_parquet(ran.found)
    if ran.engine != NEWSGATE:
        return {ran.engine: found}
    return {NEAR: clusters(found.filter(pl.col("tier").is_in(["exact", "near"]))), ALL: clusters(found)}


def attempts(console: Console, names: list[str], parquet: str, folder: Path) -> Iterator[Run]:
    """The runs of all engines, one after the other; where there is none, a line says why. newsgate must run."""
    for number, name in enumerate(names):
        try:
            yield run(name, parquet, folder / f"found-{number}.parquet")
        except Exception as error:
            if name == NEWSGATE:
                raise
            console.print(f"{name} is not measured: {type(error).__name__}: {error}")


def accuracy(console: Console, stories: int, seed: int, names: list[str]) -> Targets:
    """Every engine over new stories, and newsgate's links in detail."""
    with tempfile.TemporaryDirectory() as name:
        folder, articles = Path(name), invent(stories, seed)
        parquet = folder / "articles.parquet"
        articles.write_parquet(parquet)
        title = f"{articles.height:,} articles of {stories:,} stories, seed {seed}"
        table = _table(title, "engine", "articles", *FIGURES)
        ours: dict[str, pl.DataFrame] = {}
        for ran in attempts(console, names, str(parquet), folder):
            truth = articles.select("article_id", "story").head(ran.articles)
            for label, found in views(ran).items():
                table.add_row(label, f"{ran.articles:,}", *score(found, truth).cells(), *_cost(ran))
                ours |= {label: found} if ran.engine == NEWSGATE else {}
        console.print(table)
    console.print(_recalls(ours, articles), _negatives(ours, articles))
    return [_accurate({label: score(found, articles) for label, found in ours.items()})]


def _accurate(scores: dict[str, Score]) -> tuple[bool, str]:
    """Whether precision and recall are reached at once, by the links of the tiers that come closer."""
    label, best = max(scores.items(), key=lambda one: min(one[1].precision - PRECISION, one[1].recall - RECALL))
    met = best.precision > PRECISION and best.recall > RECALL
    figures = f"precision {best.precision:.4f} (> {PRECISION}) and recall {best.recall:.4f} (> {RECALL}) at once"
    return met, f"{figures}, {label}"


def _recalls(ours: dict[str, pl.DataFrame], articles: pl.DataFrame) -> Table:
    """Versions linked with the first one, by mutation and strength."""
    table = _table("recall of versions with the first: exact and near / all tiers", "mutation", *map(str, STRENGTHS))
    found = [recalls(pairs, articles) for pairs in ours.values()]
    for mutation in MUTATIONS:
        strengths = zip(*(by_mutation[mutation] for by_mutation in found), strict=True)
        table.add_row(mutation, *(" / ".join("–" if x is None else f"{x:.3f}" for x in cell) for cell in strengths))
    return table


def _negatives(ours: dict[str, pl.DataFrame], articles: pl.DataFrame) -> Table:
    """Pairs of different stories that were linked, by what the stories have in common."""
    tiers = ("exact and near", "all tiers")
    columns = ("pairs", *(f"linked, {x}" for x in tiers), *(f"precision against these, {x}" for x in tiers))
    table = _table("pairs of different stories, by what they share", "share", *columns)
    wrong = [negatives(found, articles) for found in ours.values()]
    right = [score(found, articles).right for found in ours.values()]
    all_pairs = possible(articles)
    for kind in NEGATIVES:
        counts = [by_kind[kind] for by_kind in wrong]
        against = (r / (r + n) if r + n else 1.0 for r, n in zip(right, counts, strict=True))
        table.add_row(kind, f"{all_pairs.get(kind, 0):,}", *(f"{n:,}" for n in counts), *(f"{p:.4f}" for p in against))
    return table


def at_scale(console: Console, scales: list[int], seed: int, size: int, names: list[str], repeats: int) -> Targets:
    """newsgate over every scale, its peers over the smallest."""
    table, taken = _table(f"invented articles of about {size:,} bytes, seed {seed}", "engine", "articles", *FIGURES), {}
    for scale in scales:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                pool.submit(scale_corpus, scale, folder, seed, size).result()
            parquet, truth = str(folder / "part-*.parquet"), _truth(folder)
            asked = [NEWSGATE] * repeats + (names[1:] if scale == min(scales) else [])
            (folder / "found").mkdir()
            ours: list[Run] = []
            for ran in attempts(console, asked, parquet, folder / "found"):
                ours += [ran] if ran.engine == NEWSGATE else []
                _add_scored(table, ran, truth)
            taken[scale] = min(ours, key=lambda ran: ran.seconds)
    console.print(table)
    return _scaled(taken)


def _truth(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "part-*.parquet", columns=["article_id", "story"])


def _add_scored(table: Table, ran: Run, truth: pl.DataFrame) -> None:
    for label, found in views(ran).items():
        table.add_row(label, f"{ran.articles:,}", *score(found, truth.head(ran.articles)).cells(), *_cost(ran))


def _scaled(taken: dict[int, Run]) -> Targets:
    """The targets of the scales that were measured."""
    small, large = (taken.get(scale) for scale in SCALES)
    targets: Targets = []
    if small:
        targets.append((small.rate >= RATE, f"{small.rate:,.0f} articles/s (>= {RATE:,}) at {small.articles:,}"))
    if large:
        targets.append((large.seconds <= SECONDS, f"{large.seconds:.0f} s (<= {SECONDS}) for {large.articles:,}"))
        targets.append((large.peak <= MEMORY, f"{large.peak:.2f} GB (<= {MEMORY}) for {large.articles:,}"))
    if len(taken) > 1:
        least, most = taken[min(taken)], taken[max(taken)]
        ratio = least.rate / most.rate
        targets.append((ratio <= RATIO, f"an article costs {ratio:.2f} times (<= {RATIO}) at {most.articles:,} "
                                        f"what it costs at {least.articles:,}"))  # fmt: skip
    return targets


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(first, title=title)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _cost(ran: Run) -> list[str]:
    return [f"{ran.rate:,.0f}", f"{ran.seconds:.2f}", f"{ran.cpu:.2f}", f"{ran.peak:.2f}"]


def main() -> None:
    """Measure and print; exits with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=4_000, help="how many stories accuracy is measured on")
    parser.add_argument("--scale", type=int, action="append", help=f"so many articles; may be repeated; {SCALES}")
    parser.add_argument("--size", type=int, default=2_000, help="bytes of an article at scale")
    parser.add_argument("--seed", type=int, help="a new one every time unless given")
    parser.add_argument("--repeats", type=int, default=1, help="runs of newsgate at every scale; the best counts")
    parser.add_argument("--skip-peers", action="store_true", help="measure newsgate only")
    asked = parser.parse_args()
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    names = [NEWSGATE] if asked.skip_peers else [*ENGINES]
    scales = sorted({scale for scale in asked.scale or SCALES if scale})
    console, targets = Console(highlight=False), Targets()
    console.width = max(console.width, WIDTH)
    console.print(f"seed {seed}, polars {pl.__version__} on {pl.thread_pool_size()} threads")
    if asked.stories:
        targets += accuracy(console, asked.stories, seed, names)
    if scales:
        targets += at_scale(console, scales, seed, asked.size, names, asked.repeats)
    for met, text in targets:
        console.print(f"{'met' if met else 'missed'}: {text}")
    said = [{"met": met, "said": text} for met, text in targets]
    record("duplicates", {"stories": asked.stories, "scales": scales, "size": asked.size, "targets": said}, PEERS)
    sys.exit(0 if all(met for met, _ in targets) else 1)


if __name__ == "__main__":
    main()
