"""How much of the machine a command may take: ``--jobs`` and ``--memory``."""

import os
import sys
from collections.abc import Callable
from typing import Any

import click
import polars as pl

from .corpus import bytes_of, default_memory
from .options import option

#: Polars makes its threads when it is imported, and as many as this says.
_THREADS = "POLARS_MAX_THREADS"


def _memory(_context: click.Context, _parameter: click.Parameter, text: str | None) -> int:
    return default_memory() if text is None else bytes_of(text)


def _jobs(_context: click.Context, _parameter: click.Parameter, jobs: int | None) -> int:
    """So many threads. Where there are others already, the command begins anew."""
    if jobs is None or jobs == pl.thread_pool_size() or os.environ.get(_THREADS) == str(jobs):
        return pl.thread_pool_size()
    os.environ[_THREADS] = str(jobs)
    sys.stdout.flush()
    return os.execv(sys.executable, [sys.executable, "-m", "newsgate", *sys.argv[1:]])


_memory_option = option(
    "--memory", metavar="SIZE", callback=_memory,
    help="About how much memory to take, as 2GB; more goes to disk. By default half of the machine's, 4GB at most.",
)  # fmt: skip
_jobs_option = option(
    "--jobs", "-j", type=click.IntRange(1), callback=_jobs, help="Threads; by default as many as there are cores."
)


def machine(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that reads a corpus."""
    return _memory_option(_jobs_option(command))
