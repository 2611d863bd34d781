"""What a release takes from end to end: `newsgate check` with the default suite, findings, verdict and report.

    python benchmarks/end_to_end.py --articles 100000 --articles 1000000 [--format jsonl] [--no-duplicates]

The corpus is that of `release.py`, made where it is not there yet. The command runs as it would anywhere, on two cores;
its memory is watched from outside. Of several sizes, the cost of an article at the largest is held against that at the
smallest. Exits with 1 where a target is missed.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora import KEPT, SEED, corpus, size
from release import FORMATS
from results import record
from rich.console import Console
from rich.table import Table
from watching import Watched, on_cores, watched

MILLION, MILLIONS = 1_000_000, 6_000_000
#: Seconds and GB that a million articles may take, with the search for copies and without it.
SECONDS = {True: 300, False: 120}
MEMORY = 4.0
#: How much more memory six millions may take than one, and how much more an article may cost in the larger corpus.
MORE_MEMORY, MORE_COST = 1.25, 1.3
#: What looks for copies of stories.
DUPLICATES = ("duplicates_linked", "links_sound")
OUTPUTS = ("findings.parquet", "report.html", "verdict.json")

Targets = list[tuple[bool, str]]


@dataclass(frozen=True)
class Release:
    """What a corpus took to be judged."""

    articles: int
    kind: str
    duplicates: bool
    bytes: int
    took: Watched
    sizes: dict[str, int]
    findings: int

    @property
    def cost(self) -> float:
        """Microseconds of CPU that an article took."""
        return self.took.cpu / self.articles * 1e6

    def figures(self) -> dict[str, Any]:
        """What is recorded."""
        return {
            "articles": self.articles, "format": self.kind, "duplicates": self.duplicates, "wall": self.took.wall,
            "cpu": self.took.cpu, "peak_gb": self.took.peak, "anonymous_gb": self.took.anonymous,
            "articles_per_second": self.articles / self.took.wall, "cpu_us_per_article": self.cost,
            "findings": self.findings, "bytes": {"corpus": self.bytes, **self.sizes},
        }  # fmt: skip


def judge(folder: Path, articles: int, kind: str, duplicates: bool) -> Release:
    """One run of the command over a corpus, all articles of which must have been judged."""
    with tempfile.TemporaryDirectory() as name:
        findings, report, verdict = outputs = [Path(name) / output for output in OUTPUTS]
        command = [sys.executable, "-m", "newsgate", "check", str(folder), "--quiet", "--findings", str(findings),
                   "--report", str(report), "--output", f"json={verdict}"]  # fmt: skip
        without = [] if duplicates else [part for name in DUPLICATES for part in ("--exclude", name)]
        took = watched([*command, *without])
        if not verdict.is_file():
            raise SystemExit(f"newsgate broke, exit code {took.code}:\n{took.said}")
        told = json.loads(verdict.read_text(encoding="utf-8"))
        if told["corpus"]["articles"] != articles:
            raise SystemExit(f"{told['corpus']['articles']:,} articles were judged, not {articles:,}")
        sizes = {output.name: size(output) for output in outputs}
        return Release(articles, kind, duplicates, size(folder), took, sizes, told["findings"])


def table(releases: list[Release]) -> Table:
    """The runs side by side."""
    made = Table(title="newsgate check, default suite, with findings, verdict and report")
    names = ("articles", "input", "GB", "wall s", "CPU s", "articles/s", "CPU µs/article", "peak GB", "anonymous GB",
             "findings", "findings MB", "report MB", "verdict MB")  # fmt: skip
    for name in names:
        made.add_column(name, justify="right")
    for one in releases:
        took, kind = one.took, one.kind + ("" if one.duplicates else ", no duplicates")
        seconds = (f"{took.wall:.1f}", f"{took.cpu:.1f}", f"{one.articles / took.wall:,.0f}", f"{one.cost:.0f}")
        memory = (f"{took.peak:.2f}", f"{took.anonymous:.2f}", f"{one.findings:,}")
        written = (f"{one.sizes[output] / 1e6:.1f}" for output in OUTPUTS)
        made.add_row(f"{one.articles:,}", kind, f"{one.bytes / 1e9:.2f}", *seconds, *memory, *written)
    return made


def targets(releases: list[Release]) -> Targets:
    """Those of the sizes that were measured."""
    taken = {one.articles: one for one in releases}
    reached: Targets = []
    if one := taken.get(MILLION):
        most = SECONDS[one.duplicates]
        reached.append((one.took.wall <= most, f"{one.took.wall:.0f} s (<= {most}) for {MILLION:,}"))
        reached.append((one.took.peak <= MEMORY, f"{one.took.peak:.2f} GB (<= {MEMORY}) for {MILLION:,}"))
    if MILLION in taken and MILLIONS in taken:
        ratio = taken[MILLIONS].took.peak / taken[MILLION].took.peak
        reached.append((ratio <= MORE_MEMORY, f"{MILLIONS:,} take {ratio:.2f} times (<= {MORE_MEMORY}) the memory"))
    if len(taken) > 1:
        least, most = min(taken), max(taken)
        ratio = taken[most].cost / taken[least].cost
        reached.append((ratio <= MORE_COST, f"an article costs {ratio:.2f} times (<= {MORE_COST}) at {most:,} what it "
                                            f"costs at {least:,}, in CPU"))  # fmt: skip
    return reached


def main() -> None:
    """Measure, print and record; exits with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, action="append", help=f"may be repeated; {MILLION:,}")
    parser.add_argument("--format", choices=FORMATS, default="parquet")
    parser.add_argument("--no-duplicates", action="store_true", help="without the search for copies")
    parser.add_argument("--seed", type=int, default=SEED, help="of the corpus")
    parser.add_argument("--kept", type=Path, default=KEPT, help="where corpora are kept from run to run")
    parser.add_argument("--cores", type=int, default=2)
    asked = parser.parse_args()
    on_cores(asked.cores)
    releases = []
    for articles in sorted(set(asked.articles or [MILLION])):
        folder = corpus(articles, asked.format, asked.seed, asked.kept)
        releases.append(judge(folder, articles, asked.format, not asked.no_duplicates))
        record("end_to_end", releases[-1].figures())
    console = Console(highlight=False)
    console.width = max(console.width, 160)
    console.print(table(releases))
    reached = targets(releases)
    for met, text in reached:
        console.print(f"{'met' if met else 'missed'}: {text}")
    sys.exit(0 if all(met for met, _ in reached) else 1)


if __name__ == "__main__":
    main()
