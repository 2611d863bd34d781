"""Whether the row checks cost what their patterns cost: a ratio of CPU seconds in one process, cheap enough for CI.

    python benchmarks/guard.py [--articles 8000] [--record]

The same articles, with the facts of one article alone as columns, are judged twice: by all row checks of the default
suite as one fused Polars select, and by the gate's engine, which asks pandera check by check. Both run in turns, and
the least of each counts: other work on the machine only ever adds. Exits with 1 where the engine costs more than 1.3
times the select. The same select against reading the articles from JSON Lines is printed too, and kept with *--record*
(see `results`): by that figure the patterns themselves are compared from one version to the next.
"""

import argparse
import io
import time
from collections.abc import Callable

import polars as pl
from release import release
from results import record

import newsgate as ng
from newsgate.checks import ROW_FACTS, with_facts
from newsgate.expectations.engines import engine_of
from newsgate.expectations.gate import as_checked

LIMIT, SEED = 1.3, 2026
#: So many times the turns are taken before a ratio over the limit counts: a busy machine is no slowdown.
MOST = 4


def least(runs: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """CPU seconds of each, the least of some turns; what is done once (imports, compiled loops) is done before."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(MOST * repeats + 1):
        for name, run in runs.items():
            started = time.process_time()
            run()
            taken[name].append(time.process_time() - started)
        best = {name: min(seconds[1:] or seconds) for name, seconds in taken.items()}
        if turn >= repeats and best["engine"] <= LIMIT * best["select"]:
            break
    return best


def row_suite() -> ng.Suite:
    """The expectations of the default suite that judge an article by itself."""
    news = ng.load_suite("news")
    return news.only([e.id for e in news.expectations if set(e.check.facts) <= set(ROW_FACTS)])


def main() -> None:
    """Measure, print, and say by the exit code whether the limit is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=8_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--record", action="store_true", help="append the ratios to benchmarks/results/guard.jsonl")
    asked = parser.parse_args()
    written = pl.concat(release(asked.articles, SEED))
    lines = io.BytesIO()
    written.write_ndjson(lines)
    suite = row_suite()
    articles = with_facts(as_checked(ng.Corpus.from_frame(written).articles), ROW_FACTS)
    articles = articles.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"))
    masks = {e.id: e.masks().failing for e in suite.expectations}
    judge = engine_of("pandera", suite).judge
    seconds = least(
        {
            "scan": lambda: pl.read_ndjson(lines.getvalue()),
            "select": lambda: articles.select(**masks),
            "engine": lambda: judge(articles),
        },
        asked.repeats,
    )
    ratios = {
        "engine to select": seconds["engine"] / seconds["select"],
        "select to scan": seconds["select"] / seconds["scan"],
    }
    size = written["body"].str.len_bytes().sum() / asked.articles
    print(
        f"{asked.articles:,} articles of {size:,.0f} bytes, {len(masks)} row checks; CPU seconds, the least of turns:"
    )
    print(", ".join(f"{name} {spent:.2f}" for name, spent in seconds.items()))
    print(", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()), f"(limit of the first: {LIMIT})")
    if asked.record:
        record("guard", {"articles": asked.articles, **ratios})
    raise SystemExit(0 if ratios["engine to select"] <= LIMIT else 1)


if __name__ == "__main__":
    main()
