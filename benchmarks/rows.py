"""How fast the row checks are: articles a second through all of them, and the slowest.

    python benchmarks/rows.py --articles 100000 --size 2000 [--data FOLDER]

Every check that needs no other article is judged over articles in memory: invented ones, of which every third is wire
copy and one in twenty has a defect, or those of a folder, repeated. Prints the rate of all checks together through
`newsgate.check` (the verdicts, the findings and the facts that are read from one article alone), and the seconds of
each check's verdict on its own. Timings are the best of the repeats: other work on the machine only ever adds.
"""

import argparse
import inspect
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
from engines import make_articles
from results import record
from rich.console import Console
from rich.table import Table

import newsgate as ng
from newsgate.checks import CHECKS, FACTS, Check
from newsgate.corpus import PUBLISHED_RAW
from newsgate.expectations import Expectation, Suite

#: Facts of one article alone; the others compare articles.
ROW_FACTS = {"datelines", "wire"}
TARGET = 20_000


def row_checks() -> list[Check]:
    """The checks that judge an article by itself, without those that need a parameter."""
    needy = {
        name
        for name, check in CHECKS.items()
        for p in check.parameters.values()
        if p.default is inspect.Parameter.empty
    }
    return [check for check in CHECKS.values() if set(check.facts) <= ROW_FACTS and check.name not in needy]


def invented(articles: int, size: int) -> pl.DataFrame:
    """The articles of the engines' benchmark, every third with a dateline and a sign-off."""
    frame = make_articles(articles, size).with_row_index("row")
    wire = pl.col("row") % 3 == 0
    body = pl.lit("OSLO, May 4 (Reuters) - ") + pl.col("body") + "\n\n(Reporting by Ann Poe; Editing by Lee Roe)"
    return frame.with_columns(body=pl.when(wire).then(body).otherwise("body")).drop("row")


def repeated(folder: Path, articles: int) -> pl.DataFrame:
    """The articles of a folder again and again, each time under other ids."""
    read = ng.read_corpus(str(folder)).articles
    times = -(-articles // read.height)
    parts = (read.with_columns(article_id=pl.col("article_id") + f"-{n}") for n in range(times))
    return pl.concat(parts).head(articles).rechunk()


def best(run: Callable[[], object], repeats: int) -> float:
    """Wall seconds of the fastest run."""
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return min(taken)


def _verdict(frame: pl.DataFrame, check: Check) -> Callable[[], object]:
    expectation = Expectation(id=check.name, check=check)
    return lambda: frame.select(expectation.masks().failing)


def main() -> None:
    """Measure and print; exits with 1 where all checks together miss the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=2_000, help="characters of an invented article")
    parser.add_argument("--data", type=Path, help="measure on the articles of this folder")
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    articles = repeated(asked.data, asked.articles) if asked.data else invented(asked.articles, asked.size)
    corpus, checks = ng.Corpus.from_frame(articles), row_checks()
    suite = Suite("rows", tuple(Expectation(id=check.name, check=check) for check in checks))
    taken = best(lambda: ng.check(corpus, suite), asked.repeats)
    rate, size = articles.height / taken, articles["body"].str.len_bytes().sum() / articles.height
    seconds: dict[str, float] = {}
    frame = corpus.articles.with_columns(pl.lit(None, pl.String).alias(PUBLISHED_RAW))
    for name in sorted(ROW_FACTS):
        seconds[f"(fact) {name}"] = best(partial(FACTS[name], frame), asked.repeats)
        frame = frame.with_columns(FACTS[name](frame))
    seconds |= {check.name: best(_verdict(frame, check), asked.repeats) for check in checks}
    table = Table("check", "seconds", "articles/s", title=f"{articles.height:,} articles of {size:,.0f} bytes")
    for name, spent in sorted(seconds.items(), key=lambda one: -one[1]):
        table.add_row(name, f"{spent:.2f}", f"{articles.height / spent:,.0f}")
    console = Console(highlight=False)
    console.print(table)
    kind = "met" if rate >= TARGET else "missed"
    console.print(
        f"all {len(checks)} row checks with findings: {taken:.1f} s, {rate:,.0f} articles/s (target {TARGET:,}: {kind})"
    )
    if not asked.data:
        relative = {name: spent / taken for name, spent in seconds.items()}
        record("rows", {"articles": articles.height, "rate": rate, "shares_of_all": relative})
    raise SystemExit(0 if rate >= TARGET else 1)


if __name__ == "__main__":
    main()
