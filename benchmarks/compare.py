"""newsgate beside its peers: seven checks over one corpus, each source judged, failing rows and a report.

    python benchmarks/compare.py [--articles 200000] [--engine pandera]… [--repeats 2]

Every engine of `seven.py`, and `newsgate check` with the same seven expectations, runs as a command of its own and must
name the same rows and the same counts of each source (pointblank: those of the largest sources). newsgate runs without
its report too, since most of the others write none. CPU is given with and without what importing costs: the modules
that an engine loads for a few articles are imported alone and subtracted. Seconds and memory are the least of the
repeats. Exits with 1 where rows differ or a target is missed.
"""

import argparse
import json
import re
import sys
import tempfile
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl
from corpora import KEPT, SEED, corpus, size
from results import record
from rich.console import Console
from rich.table import Table
from seven import CHECKS, COUNTS, ENGINES, LARGEST, PATTERNS, REPORT, ROWS, SUITE, largest
from watching import Watched, least, on_cores, watched

HERE = Path(__file__).parent
NEWSGATE, BARE, PLAIN = "newsgate", "newsgate, no report", "plain Polars"
OTHERS = (NEWSGATE, BARE, *(name for name in ENGINES if name != PLAIN))
#: What must be installed for an engine, and is not newsgate's own dependency.
NEEDS = {"dataframely": "dataframely", "pointblank": "pointblank"}
PARTLY = ("pointblank",)
VERSIONED = ("pointblank", "dataframely", "pandas")
#: newsgate's targets: CPU beyond import in that of plain Polars, GB, bytes of the report.
RATIO, MEMORY, BYTES = 1.5, 0.4, 1_000_000
#: An engine that took longer is not run again.
SLOW = 30
FEW = 100
#: Rows that a reader of the file must hold at once; Polars would put all of a small corpus into one group.
GROUP = 20_000
IMPORTED = re.compile(r"^import time: +\d+ \| +\d+ \| +(\S+)$", re.MULTILINE)
IMPORT = """
import contextlib, importlib, sys
for name in sys.stdin.read().split():
    with contextlib.suppress(BaseException):
        importlib.import_module(name)
"""


@dataclass(frozen=True)
class Measured:
    """What an engine took, what of it is importing, and what it found."""

    engine: str
    took: Watched
    imports: float
    rows: pl.DataFrame
    counts: pl.DataFrame
    report: int | None

    @property
    def beyond(self) -> float:
        """CPU seconds without those of importing."""
        return max(self.took.cpu - self.imports, 1e-3)


def articles_of(asked: argparse.Namespace) -> Path:
    """The corpus as one file whose blank titles are null, since to most engines only null is missing."""
    folder = corpus(asked.articles, "parquet", asked.seed, asked.kept)
    path = folder.with_name(f"{folder.name}-seven.parquet")
    if not path.is_file():
        title = pl.when(pl.col("title").str.strip_chars() != "").then("title")
        unfinished = path.with_suffix(".unfinished")
        articles = pl.scan_parquet(folder / "*.parquet").with_columns(title=title)
        articles.sink_parquet(unfinished, compression="lz4", row_group_size=GROUP)
        unfinished.rename(path)
    return path


def command(engine: str, path: Path, folder: Path) -> list[str]:
    """What is run, without Python itself."""
    if engine not in (NEWSGATE, BARE):
        return [str(HERE / "seven.py"), engine, str(path), str(folder)]
    suite = folder / "seven.yaml"
    suite.write_text(SUITE, encoding="utf-8")
    outputs = ["--findings", str(folder / "findings.parquet"), "--output", f"json={folder / 'verdict.json'}"]
    report = ["--report", str(folder / REPORT)] if engine == NEWSGATE else []
    return ["-m", "newsgate", "check", str(path), "--suite", str(suite), "--quiet", *outputs, *report]


def importing(engine: str, path: Path) -> float:
    """CPU seconds of a process that imports what the engine loads for a few articles; the better of two."""
    with tempfile.TemporaryDirectory() as name:
        few = Path(name) / "few.parquet"
        pl.scan_parquet(path).head(FEW).collect().write_parquet(few)
        told = watched([sys.executable, "-X", "importtime", *command(engine, few, Path(name))]).said
    loaded = "\n".join(module for module in IMPORTED.findall(told) if module != "__main__")
    return min(watched([sys.executable, "-c", IMPORT], loaded).cpu for _ in range(2))


def measure(engine: str, path: Path) -> Measured:
    """One run of an engine."""
    imports = importing(engine, path)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        took = watched([sys.executable, *command(engine, path, folder)])
        if not (folder / ROWS).is_file() and not (folder / "verdict.json").is_file():
            raise RuntimeError(took.said.strip().rpartition("\n")[2] or f"exit code {took.code}")
        rows, counts = _told(folder) if (folder / ROWS).is_file() else _told_by_newsgate(folder)
        report = size(folder / REPORT) if (folder / REPORT).is_file() else None
    return Measured(engine, took, imports, _sorted(rows), _sorted(counts), report)


def measure_all(console: Console, names: list[str], path: Path, repeats: int) -> list[Measured]:
    """Every engine, in turns; where one is not measured, a line says why. newsgate must run."""
    runs: dict[str, list[Measured]] = {name: [] for name in names}
    for name in [name for name in runs if name in NEEDS and find_spec(NEEDS[name]) is None]:
        console.print(f"{name} is missing: it is not installed")
        del runs[name]
    for name in [*runs] * repeats:
        if name not in runs or any(one.took.wall > SLOW for one in runs[name]):
            continue
        try:
            runs[name].append(measure(name, path))
        except RuntimeError as error:
            if name in (PLAIN, NEWSGATE):
                raise
            console.print(f"{name} is not measured: {error}")
            del runs[name]
    return [_best(measured) for measured in runs.values() if measured]


def _best(runs: list[Measured]) -> Measured:
    return replace(runs[0], took=least([one.took for one in runs]), imports=min(one.imports for one in runs))


def _told(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    return pl.read_parquet(folder / ROWS), pl.read_parquet(folder / COUNTS)


def _told_by_newsgate(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows are those of the findings, counts those of the verdict."""
    rows = pl.read_parquet(folder / "findings.parquet").select("article_id", check="expectation")
    verdict = json.loads((folder / "verdict.json").read_text(encoding="utf-8"))
    counts = [
        {"source": source["source"], "check": one["expectation"], "failing": source["unexpected_count"]}
        for one in verdict["expectations"]
        for source in one["sources"]
        if source["unexpected_count"]
    ]
    return rows, pl.DataFrame(counts)


def _sorted(told: pl.DataFrame) -> pl.DataFrame:
    """In one order and of one type, each line once."""
    columns = sorted(told.columns)
    return told.select(pl.col(columns).cast(pl.String)).unique().sort(columns)


def same(one: Measured, plain: Measured, path: Path) -> bool:
    """Whether an engine found what plain Polars did, of the sources that it was given.

    Ids do not always tell whose article it is: where not all sources were given, the counts do.
    """
    if one.engine not in PARTLY:
        return one.rows.equals(plain.rows) and one.counts.equals(plain.counts)
    given = largest(pl.read_parquet(path, columns=["source"]))
    strange = one.rows.join(plain.rows, on=one.rows.columns, how="anti")
    return strange.is_empty() and one.counts.equals(plain.counts.filter(pl.col("source").is_in(given)))


def table(measured: list[Measured], path: Path, title: str) -> Table:
    """The engines side by side."""
    made, plain = Table("engine", title=title), measured[0]
    for name in ("CPU s", "of it imports", "beyond", "× plain Polars", "wall s", "peak GB", "report MB", "rows"):
        made.add_column(name, justify="right")
    for one in measured:
        report = "–" if one.report is None else f"{one.report / 1e6:.2f}"
        seconds = (one.took.cpu, one.imports, one.beyond, one.beyond / plain.beyond, one.took.wall, one.took.peak)
        rows = f"{one.rows.height:,} {'the same' if same(one, plain, path) else 'OTHERS'}"
        made.add_row(one.engine, *(f"{figure:.2f}" for figure in seconds), report, rows)
    return made


def targets(measured: list[Measured]) -> list[tuple[bool, str]]:
    """newsgate's."""
    ours = {one.engine: one for one in measured}.get(NEWSGATE)
    if ours is None:
        return []
    ratio, report = ours.beyond / measured[0].beyond, ours.report or 0
    return [
        (ratio <= RATIO, f"newsgate takes {ratio:.2f} times (<= {RATIO}) the CPU of plain Polars beyond import"),
        (ours.took.peak <= MEMORY, f"{ours.took.peak:.2f} GB (<= {MEMORY})"),
        (0 < report <= BYTES, f"a report of {report / 1e6:.2f} MB (<= {BYTES / 1e6:g})"),
    ]


def figures(measured: list[Measured], articles: int) -> dict[str, Any]:
    """What is recorded."""
    plain = measured[0]
    return {
        "articles": articles,
        "engines": {
            one.engine: {
                "ratio": one.beyond / plain.beyond, "cpu": one.took.cpu, "cpu_imports": one.imports,
                "wall": one.took.wall, "peak_gb": one.took.peak, "report_bytes": one.report,
            }
            for one in measured
        },
    }  # fmt: skip


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--engine", action="append", choices=OTHERS, help="beside plain Polars; all")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED, help="of the corpus")
    parser.add_argument("--kept", type=Path, default=KEPT, help="where corpora are kept from run to run")
    parser.add_argument("--cores", type=int, default=2)
    asked = parser.parse_args()
    on_cores(asked.cores)
    console = Console(highlight=False)
    console.width = max(console.width, 120)
    path = articles_of(asked)
    measured = measure_all(console, [PLAIN, *(asked.engine or OTHERS)], path, asked.repeats)
    title = f"{asked.articles:,} articles, {len(CHECKS)} checks ({len(PATTERNS)} of them patterns), per source"
    console.print(table(measured, path, title))
    console.print(f"pointblank judges the {LARGEST} largest sources, one step for each source and check")
    reached = [*targets(measured), *((same(one, measured[0], path), f"{one.engine} finds the same rows")
                                     for one in measured[1:])]  # fmt: skip
    for met, text in reached:
        console.print(f"{'met' if met else 'missed'}: {text}")
    record("compare", figures(measured, asked.articles), VERSIONED)
    sys.exit(0 if all(met for met, _ in reached) else 1)


if __name__ == "__main__":
    main()
