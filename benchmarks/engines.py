"""What an engine costs on top of the checks: eight row checks over articles in memory, once plain and once through it.

    python benchmarks/engines.py --articles 1000000 --size 2000

Every engine runs in a process of its own over the same seeded articles and must name the same failing ids. Wall, CPU
and memory are the best of the repeats: other work on the machine only ever adds. Exits with 1 when ids differ or a
target is missed. Great Expectations on pandas runs once, with eight expressions of Python that find the same.
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
from typing import Any

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


def through_gx(articles: pl.DataFrame) -> Run:
    """The suite's own expectation types on the Polars engine; the result names the failing ids."""
    from newsgate.expectations.gx import quiet_context  # noqa: PLC0415

    suite = SUITE.to_gx()
    whole = _polars_source(quiet_context(mode="ephemeral"))

    def run() -> Ids:
        batch = whole.get_batch(batch_parameters={"dataframe": articles})
        results = batch.validate(suite, result_format="COMPLETE").results
        named = {r.expectation_config.meta["newsgate"]["id"]: r.result["unexpected_list"] for r in results}
        return {name: pl.Series(named[name], dtype=pl.String) for name in ROW_CHECKS}

    return run


def over_verdicts(articles: pl.DataFrame) -> Run:
    """Stock expectations on the Polars engine over verdicts that are columns already: what a table of them costs."""
    import great_expectations as gx  # noqa: PLC0415

    from newsgate.expectations.gx import quiet_context  # noqa: PLC0415

    verdicts = articles.select("article_id", **{e.id: e.masks().failing for e in SUITE.expectations})
    asked = [gx.expectations.ExpectColumnValuesToBeInSet(column=name, value_set=[False]) for name in ROW_CHECKS]
    suite = gx.ExpectationSuite(name="verdicts", expectations=asked)
    whole = _polars_source(quiet_context(mode="ephemeral"))
    shape = {"result_format": "COMPLETE", "unexpected_index_column_names": ["article_id"]}

    def run() -> Ids:
        batch = whole.get_batch(batch_parameters={"dataframe": verdicts})
        found = {}
        for result in batch.validate(suite, result_format=shape).results:
            places = result.result["unexpected_index_list"]
            found[result.expectation_config.kwargs["column"]] = pl.Series(
                [place["article_id"] for place in places], dtype=pl.String
            )
        return found

    return run


#: The eight checks as one expression of Python each, which find the same defects in these articles.
STOCK: dict[str, tuple[str, str]] = {
    "escapes_resolved": ("body", r"&[a-z]+;"),
    "no_ad_markers": ("body", r"\[ad_\d\]"),
    "no_footer_boilerplate": ("body", r"\nShare this:\n"),
    "no_markup": ("body", r"</?b>"),
    "no_mojibake": ("body", "â€™"),
    "no_invisible_characters": ("body", "\u00a0"),
    "paragraphs_kept": ("body", r"[a-z]\.[A-Z]"),
}


def through_stock_gx(articles: pl.DataFrame) -> Run:
    """Great Expectations as it comes, on a pandas copy, which is made inside: it is part of the price."""
    import great_expectations as gx  # noqa: PLC0415

    from newsgate.expectations.gx import quiet_context  # noqa: PLC0415

    source = quiet_context(mode="ephemeral").data_sources.add_pandas("stock")
    whole = source.add_dataframe_asset("articles").add_batch_definition_whole_dataframe("whole")
    asked = [
        gx.expectations.ExpectColumnValuesToNotMatchRegex(column=field, regex=pattern, meta={"id": name})
        for name, (field, pattern) in STOCK.items()
    ]
    present = gx.expectations.ExpectColumnValuesToNotBeNull(column="title", meta={"id": "title_present"})
    suite = gx.ExpectationSuite(name="stock", expectations=[*asked, present])
    shape = {"result_format": "COMPLETE", "unexpected_index_column_names": ["article_id"]}

    def run() -> Ids:
        batch = whole.get_batch(batch_parameters={"dataframe": articles.to_pandas()})
        found = {}
        for result in batch.validate(suite, result_format=shape).results:
            places = result.result["unexpected_index_list"] or []
            found[result.expectation_config.meta["id"]] = pl.Series(
                [place["article_id"] for place in places], dtype=pl.String
            )
        return found

    return run


def _polars_source(context: Any) -> Any:
    asset = context.data_sources.add_polars("articles").add_dataframe_asset("articles")
    return asset.add_batch_definition_whole_dataframe("whole")


@dataclass(frozen=True)
class Engine:
    """How an engine is prepared for some articles, and how much more than the select it may cost (None: no limit).

    *seconds*: a limit of its own in seconds of wall time. *once*: it is too slow to be repeated.
    """

    prepare: Callable[[pl.DataFrame], Run]
    limit: float | None = None
    seconds: float | None = None
    once: bool = False


#: The first is what the others are measured against.
ENGINES: dict[str, Engine] = {
    "plain select": Engine(plain_select),
    "pandera": Engine(through_pandera, limit=1.2),
    "GX on Polars": Engine(through_gx, limit=2.0),
    "GX over verdicts": Engine(over_verdicts, seconds=0.5),
    "GX on pandas": Engine(through_stock_gx, once=True),
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
    for turn in range(repeats):
        for name in names:
            if turn and ENGINES[name].once:
                continue
            with ProcessPoolExecutor(1, mp_context=spawn) as pool:
                costs[name].append(pool.submit(measure, name, articles, size).result())
    return {name: best(runs) for name, runs in costs.items()}


def table(costs: dict[str, Cost]) -> tuple[str, bool]:
    """The figures side by side, and whether all is as it should be."""
    base = next(iter(costs.values()))
    lines = [f"{'engine':<18}{'wall s':>8}{'CPU s':>8}{'peak GB':>9}{'× wall':>8}{'× CPU':>8}  ids"]
    good = True
    for name, cost in costs.items():
        wall, cpu = cost.wall / base.wall, cost.cpu / base.cpu
        same = cost.digest == base.digest
        verdict, kept = _against_limit(ENGINES[name], wall, cost.wall)
        lines.append(
            f"{name:<18}{cost.wall:>8.2f}{cost.cpu:>8.2f}{cost.peak:>9.2f}{wall:>8.2f}{cpu:>8.2f}  "
            f"{'the same' if same else 'OTHERS'} ({cost.failing:,}){verdict}"
        )
        good = good and same and kept
    return "\n".join(lines), good


def _against_limit(engine: Engine, ratio: float, seconds: float) -> tuple[str, bool]:
    for limit, figure, unit in ((engine.limit, ratio, " × the select"), (engine.seconds, seconds, " s")):
        if limit is not None:
            return f"; at most {limit:g}{unit}: {'kept' if figure <= limit else 'MISSED'}", figure <= limit
    return "", True


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
    costs = measure_all(names, asked.articles, asked.size, asked.repeats)
    text, good = table(costs)
    print(text)
    from results import record  # noqa: PLC0415 (a test loads this file alone)

    base = costs[names[0]]
    ratios = {name: {"wall": cost.wall / base.wall, "cpu": cost.cpu / base.cpu} for name, cost in costs.items()}
    record("engines", {"articles": asked.articles, "size": asked.size, "plain_wall": base.wall, "ratios": ratios})
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
