"""What ``newsgate check`` knows of past runs: ``--baseline`` and ``--history``."""

from pathlib import Path

from .corpus import UsageError
from .expectations import FailOn, Result
from .expectations.baseline import read_verdict
from .expectations.compare import Comparison, compare
from .expectations.history import check_run_name, read_history, record
from .expectations.series import History
from .expectations.snapshot import snapshot


class Past:
    """The baseline and the history that were asked for, verified before any article is read."""

    def __init__(self, baseline: str | None, history: str | None, run_name: str | None, suite: str) -> None:
        if run_name is not None and history is None:
            raise UsageError("a run has a name in a history only", where=f"--run-name {run_name}", hint="--history DIR")
        check_run_name(run_name)
        self._before = read_verdict(Path(baseline), suite) if baseline else None
        self._history = Path(history) if history else None
        self._run_name = run_name
        if self._history:
            read_history(self._history, suite)

    def beside(self, result: Result, fail_on: FailOn) -> tuple[Comparison | None, History | None]:
        """A result compared with the baseline, and the history with this run in it; None for what was not asked."""
        if not self._before and not self._history:
            return None, None
        now = snapshot(result, fail_on)
        comparison = compare(self._before, now) if self._before else None
        return comparison, record(self._history, now, self._run_name) if self._history else None
