"""What is being done, how much of it, how fast, and how long it will take: a bar on stderr."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

#: What is counted, by what is being done.
UNITS = {"reading files": "files", "checking": "articles"}


class RateColumn(ProgressColumn):
    """So many articles a second; nothing where nothing is counted, or nothing is known yet."""

    def render(self, task: Task) -> Text:
        """The rate of a task."""
        unit, speed = UNITS.get(task.description), task.finished_speed or task.speed
        if unit is None or not speed:
            return Text("")
        return Text(f"{speed:,.0f} {unit}/s" if speed >= 10 else f"{speed:.1f} {unit}/s", style="progress.data.speed")


class Progress:
    """A bar on stderr, where stderr is a terminal; silent elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self._bar: AbstractContextManager[Any] = nullcontext()
        self._tasks: dict[str, Any] = {}
        if sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown") and not quiet:
            columns = (
                TextColumn("{task.description:24}"),
                BarColumn(20),
                MofNCompleteColumn(),
                RateColumn(),
                TimeRemainingColumn(compact=True),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> "Progress":
        self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of it is done. What was done before is over when something else begins."""
        if not isinstance(self._bar, Bar):
            return
        if what not in self._tasks:
            for task in self._bar.tasks:
                self._bar.update(task.id, completed=task.total)
            self._tasks[what] = self._bar.add_task(what, total=total)
        self._bar.update(self._tasks[what], completed=done, total=total)
