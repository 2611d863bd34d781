"""Running the command as its users do, and where things lie."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from newsgate.cli import main

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "corpus"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def newsgate(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ran:
    """Run the command line, 80 columns wide, without colour.

    It runs in this process, which saves the seconds of a start; `tests.test_cli` sees that it says the same in one of
    its own. What is read while modules are imported, as pandera's settings are, can only be told to that.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, _environment(environment), clear=True),
        mock.patch.object(sys, "argv", ["newsgate", *map(str, arguments)]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return Ran(int(ended.value.code or 0), *(stream.buffer.getvalue().decode() for stream in (out, err)))


def newsgate_process(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ran:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "newsgate", *map(str, arguments)],
        cwd=cwd,
        env=_environment(environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _environment(more: dict[str, str]) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSGATE_", "FORCE_COLOR", "NO_COLOR"))}
    return {**clean, "COLUMNS": "80", **more}
