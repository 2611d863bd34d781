"""How large the HTML report in one file is, and how long it takes to make: it grows with sources, not with articles.

    python benchmarks/report.py

The results are invented (`large` of the report's tests): every expectation fails somewhere in each source.
"""

import sys
import time
from pathlib import Path

from results import record
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.reports.test_report_again import large

from newsgate.reports.html import one_file

#: Sources, expectations, articles of each source, examples of each pair; and the most seconds it may take.
SHAPES = ((5_000, 18, 200, 2, 2.0), (100, 20, 10_000, 200, None), (10_000, 18, 20, 1, None))


def main() -> None:
    """Measure and print; exits with 1 where a report is too large or took too long."""
    table = Table("sources", "expectations", "articles", "bytes", "seconds")
    missed, shapes = False, []
    for sources, expectations, each, examples, most in SHAPES:
        result = large(sources, expectations, each, examples=examples)
        seconds, size = [], 0
        for _ in range(3):
            started = time.perf_counter()
            size = len(one_file(result).encode())
            seconds.append(time.perf_counter() - started)
        missed |= size > 1_000_000 or (most is not None and min(seconds) > most)
        shape = (sources, expectations, sources * each, size)
        shapes.append({"sources": sources, "expectations": expectations, "articles": sources * each, "bytes": size,
                       "seconds": min(seconds)})  # fmt: skip
        table.add_row(*(f"{number:,}" for number in shape), f"{min(seconds):.2f}")
    Console(highlight=False).print(table)
    record("report", {"shapes": shapes})
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
