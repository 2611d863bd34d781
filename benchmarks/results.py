"""What benchmarks measured, kept in `benchmarks/results/`: a JSON line a run, so that a slowdown shows in the diff.

A line says when, what was measured (newsgate's version and commit), with which versions of what, on how many cores,
and the figures. Ratios last longer than seconds: they hardly depend on the machine.
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"
#: Packages whose versions matter to every benchmark.
PACKAGES = ("newsgate", "polars", "pandera", "great-expectations", "numba", "numpy")


def record(benchmark: str, figures: Mapping[str, Any], also: tuple[str, ...] = ()) -> Path:
    """Append a line to the benchmark's file. *also*: packages whose versions matter to this one."""
    line = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "versions": versions(*PACKAGES, *also),
        "machine": machine(),
        **{name: _rounded(figure) for name, figure in figures.items()},
    }
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{benchmark}.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def versions(*packages: str) -> dict[str, str]:
    """Of Python and of the packages that are installed."""
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """What is checked out, with a plus where files differ from it; None outside of git."""
    told = _git("rev-parse", "--short", "HEAD")
    return f"{told}+" if told and _git("status", "--porcelain", "--untracked-files=no", "--", ":!benchmarks") else told


def _git(*arguments: str) -> str | None:
    try:
        ran = subprocess.run(["git", *arguments], cwd=FOLDER.parent.parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return ran.stdout.strip()


def machine() -> dict[str, Any]:
    """How many cores and how much memory there are, and of which kind; not whose machine it is."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"cores": usable, "memory_gb": round(size / 1e9), "kind": platform.machine()}


def _rounded(figure: Any) -> Any:
    """Four digits are enough, also inside of tables."""
    if isinstance(figure, float):
        return float(f"{figure:.4g}")
    if isinstance(figure, Mapping):
        return {str(name): _rounded(one) for name, one in figure.items()}
    return [_rounded(one) for one in figure] if isinstance(figure, list | tuple) else figure
