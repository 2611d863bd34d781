"""What an engine costs on top of the checks: eight row checks over articles in memory, once plain and once through it.

    python benchmarks/engines.py --articles 1000000 --size 2000

Every engine runs in a process of its own over the same seeded articles and must name the same failing ids. Wall, CPU
and memory are the best of the repeats: other work on the machine only ever adds. Exits with 1 when ids differ or a
target is missed.
"""

import argparse
import hashlib
import multiprocessing
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from newsgate.checks import CHECKS
from newsgate.expectations import Expectation, Suite

ROW_CHECKS = (
    "escapes_resolved", "no_ad_markers", "no_footer_boilerplate", "no_markup", "no_mojibake",
    "no_invisible_characters", "paragraphs_kept", "title_present",
)  # fmt: skip
SUITE = Suite("engines", tuple(Expectation(id=name, check=CHECKS[name]) for name in ROW_CHECKS))
DEFECTS = (
    " It rained.&nbsp;It poured.", "\n\n[ad_1]\n\nIt rained.", "\n\nShare this:\nFacebook", " <b>It rained.</b>",
    " The mayorâ€™s office is shut.", " The\u00a0mayor is out.", " It rained.It poured.",
)  # fmt: skip
WORDS = str.split(
    "the harbour council voted on Monday to close old fish market after ninety years citing cost of repairs iron roof "
    "traders who have rented forty stalls for generations said that they had learnt decision from radio and no other "
    "hall quay has cold rooms"
)
#: Distinct texts; an article is one of them, and one in twenty has a defect.
TEXTS, DEFECT_EVERY = 2_000, 20

Ids = dict[str, pl.Series]
Run = Callable[[], Ids]


def make_articles(articles: int, size: int, seed: int = 7) -> pl.DataFrame:
    """Invented articles of *size* characters with paragraphs, a title on most, and defects on some."""
    rng = random.Random(seed)
    texts = pl.Series([_text(rng, size) for _ in range(TEXTS)])
    row = pl.int_range(articles, dtype=pl.Int64)
    defects = pl.Series([*DEFECTS])
    return pl.select(row=row).select(
        article_id="a" + pl.col("row").cast(pl.String).str.zfill(8),
        source="source-" + (pl.col("row") % 50).cast(pl.String),
        title=pl.when(pl.col("row") % 97 != 0).then(pl.lit("Council votes on the old fish market")),
        body=pl.lit(texts).gather(pl.col("row") * 7919 % TEXTS)
        + pl.when(pl.col("row") % DEFECT_EVERY == 0)
        .then(pl.lit(defects).gather(pl.col("row") // DEFECT_EVERY % len(DEFECTS)))
        .otherwise(pl.lit("")),
    )


def _text(rng: random.Random, size: int) -> str:
    """Sentences in paragraphs, some of them quotations."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        sentences = []
        for _ in range(rng.randint(2, 5)):
            sentence = " ".join(rng.choices(WORDS, k=rng.randint(8, 20))).capitalize()
            sentences.append(f"“{sentence},” said Élodie Roe." if rng.random() < 0.2 else f"{sentence}.")
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)[: size - 1].rstrip().ljust(size - 1, "x") + "."


def plain_select(articles: pl.DataFrame) -> Run:
    """The same masks in one fused select: what the checks cost without any engine."""

    def run() -> Ids:
        masks = articles.select(**{e.id: e.masks().failing for e in SUITE.expectations})
        return {name: articles["article_id"].filter(masks[name]) for name in masks.columns}

    return run


def through_pandera(articles: pl.DataFrame) -> Run:
    """`schema.validate(frame, lazy=True)`, whose failure cases are the ids."""
    from pandera.errors import SchemaErrors  # noqa: PLC0415

    schema = SUITE.to_pandera()

    def run() -> Ids:
        try:
            schema.validate(articles, lazy=True)
        except SchemaErrors as errors:
            cases = errors.failure_cases
            return {name: cases.filter(check=name)["failure_case"] for name in ROW_CHECKS}
        return {}

    return run


@dataclass(frozen=True)
class Engine:
    """How an engine is prepared for some articles, and how much more than the select it may cost (None: no limit)."""

    prepare: Callable[[pl.DataFrame], Run]
    limit: float | None = None


#: The first is what the others are measured against.
ENGINES: dict[str, Engine] = {
    "plain select": Engine(plain_select),
    "pandera": Engine(through_pandera, limit=1.2),
}


@dataclass(frozen=True)
class Cost:
    """What a run took, and a digest of the ids it found."""

    wall: float
    cpu: float
    peak: float
    failing: int
    digest: str


def measure(name: str, articles: int, size: int) -> Cost:
    """One run of an engine in this process, which should be fresh."""
    frame = make_articles(articles, size)
    run = ENGINES[name].prepare(frame)
    _forget_peak()
    wall, cpu = time.perf_counter(), _cpu()
    found = run()
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    digest = hashlib.sha256()
    for check in ROW_CHECKS:
        digest.update("\n".join([check, *found[check]]).encode())
    return Cost(wall, cpu, _peak(), sum(map(len, found.values())), digest.hexdigest())


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _forget_peak() -> None:
    """Linux forgets the peak memory of this process, so that making the articles does not count."""
    if Path("/proc/self/clear_refs").exists():
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """The peak memory in GB, the articles included."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(found[1]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def best(costs: list[Cost]) -> Cost:
    """The least of each figure; all runs must have found the same."""
    (found,) = {(c.failing, c.digest) for c in costs}
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs), min(c.peak for c in costs), *found)


def measure_all(names: list[str], articles: int, size: int, repeats: int) -> dict[str, Cost]:
    """Every engine, in turns, each run in a new process."""
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    spawn = multiprocessing.get_context("spawn")
    for _ in range(repeats):
        for name in names:
            with ProcessPoolExecutor(1, mp_context=spawn) as pool:
                costs[name].append(pool.submit(measure, name, articles, size).result())
    return {name: best(runs) for name, runs in costs.items()}


def table(costs: dict[str, Cost]) -> tuple[str, bool]:
    """The figures side by side, and whether all is as it should be."""
    base = next(iter(costs.values()))
    lines = [f"{'engine':<16}{'wall s':>8}{'CPU s':>8}{'peak GB':>9}{'× wall':>8}{'× CPU':>8}  ids"]
    good = True
    for name, cost in costs.items():
        wall, cpu, limit = cost.wall / base.wall, cost.cpu / base.cpu, ENGINES[name].limit
        same = cost.digest == base.digest
        kept = limit is None or wall <= limit
        verdict = "" if limit is None else f"; limit {limit}: {'kept' if kept else 'MISSED'}"
        lines.append(
            f"{name:<16}{cost.wall:>8.2f}{cost.cpu:>8.2f}{cost.peak:>9.2f}{wall:>8.2f}{cpu:>8.2f}  "
            f"{'the same' if same else 'OTHERS'} ({cost.failing:,}){verdict}"
        )
        good = good and same and kept
    return "\n".join(lines), good


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--size", type=int, default=2_000, help="characters of an article")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--engine", action="append", choices=[*ENGINES][1:], help="beside the plain select; all")
    asked = parser.parse_args(arguments)
    names = [next(iter(ENGINES)), *(asked.engine or [*ENGINES][1:])]
    print(f"{asked.articles:,} articles of {asked.size:,} characters, {len(ROW_CHECKS)} row checks, "
          f"best of {asked.repeats}, polars {pl.__version__} on {pl.thread_pool_size()} threads")  # fmt: skip
    text, good = table(measure_all(names, asked.articles, asked.size, asked.repeats))
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
