"""Running the command as its users do, and where things lie."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "corpus"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def newsgate(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ran:
    """Run the command line in a process of its own, 80 columns wide, without colour."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSGATE_", "FORCE_COLOR", "NO_COLOR"))}
    done = subprocess.run(
        [sys.executable, "-m", "newsgate", *map(str, arguments)],
        cwd=cwd,
        env={**clean, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
