"""Writing so that a file is either whole or not there."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from .errors import UsageError


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let *write* make a file beside *path*, then put it in its place. Raises `UsageError` where that is refused.

    A link stays one: what it leads to is replaced. What is no file (a device, a pipe) is written to as it is.
    """
    try:
        place = path.resolve()
        if place.exists() and not place.is_file() and not place.is_dir():
            _written_through(place, write)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=path.suffix)
        os.close(handle)
        beside = Path(name)
        try:
            write(beside)
            beside.chmod(0o644)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(path)) from None


def check_writable(path: Path) -> None:
    """Raise `UsageError` where a file could not be made, before hours have been spent on what should stand in it."""
    place = path.resolve()
    if place.exists() and not place.is_file() and not place.is_dir():
        return
    folder = next(parent for parent in place.parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"cannot be written: {folder} is no folder that may be written to", where=str(path))


def _written_through(place: Path, write: Callable[[Path], object]) -> None:
    """For a device or a pipe: whole in a file first, so that writers which seek can."""
    with tempfile.TemporaryDirectory(prefix="newsgate-") as folder:
        whole = Path(folder) / f"whole{place.suffix}"
        write(whole)
        with place.open("wb") as device:
            device.write(whole.read_bytes())
