"""How much memory a run may take, as people write it and as the machine has it."""

import os
import re
from pathlib import Path

from .errors import UsageError

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "KI": 2**10, "MI": 2**20, "GI": 2**30, "TI": 2**40}
_WRITTEN = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]I?)?B?\s*", re.IGNORECASE)
#: Python, Polars and the other libraries take about as much before the first article is read.
LEAST = 500_000_000
#: More than this is no faster.
_ENOUGH = 4_000_000_000
_CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def bytes_of(text: str) -> int:
    """``2GB``, ``1.5 GiB`` or ``2000000000`` in bytes. Raises `UsageError` for what is no size, or too little."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise UsageError(f"{text!r} is no amount of memory", hint="write 2GB, 1500MB or 1.5GiB")
    size = int(float(written[1]) * _UNITS[(written[2] or "").upper()])
    if size < LEAST:
        raise UsageError(f"{text} is too little", hint=f"newsgate needs {LEAST // 10**6} MB before the first article")
    return size


def default_memory() -> int:
    """Half of what the machine, or the container, has; 4 GB at most."""
    return max(LEAST, min(_ENOUGH, _machine() // 2))


def _machine() -> int:
    sizes = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")] if hasattr(os, "sysconf") else [2 * _ENOUGH]
    for name in _CGROUPS:
        path = Path(name)
        if path.exists() and (limit := path.read_text(encoding="ascii").strip()).isdigit():
            sizes.append(int(limit))
    return min(sizes)
