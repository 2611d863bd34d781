"""Writing so that a file is either whole or not there."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from .errors import UsageError


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let *write* make a file beside *path*, then put it in its place. Raises `UsageError` where that is refused."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(handle)
        beside = Path(name)
        try:
            write(beside)
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(path)) from None
