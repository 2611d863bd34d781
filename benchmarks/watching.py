"""Runs a command and watches what it takes: wall and CPU seconds and memory, of its children too."""

import contextlib
import os
import re
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

#: Seconds between two looks at the memory. A look at `status` takes microseconds; `smaps_rollup` walks all pages of the
#: process while it waits, and is looked at seldom.
OFTEN, SELDOM = 0.05, 2.0
FIELD = re.compile(r"(\w+):\s+(\d+) kB")


@dataclass(frozen=True)
class Watched:
    """What a command took. Memory in GB: *peak* is of all pages, *anonymous* without those of files."""

    code: int
    wall: float
    cpu: float
    peak: float
    anonymous: float
    said: str


def watched(command: list[str], told: str = "") -> Watched:
    """Run the command to its end; *told* is its input."""
    before, started = _cpu(), time.perf_counter()
    pipe = subprocess.PIPE
    ran = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True)
    memory, over = Memory(ran.pid), threading.Event()
    watcher = threading.Thread(target=memory.watch, args=(over,), daemon=True)
    watcher.start()
    said, _ = ran.communicate(told)
    wall = time.perf_counter() - started
    over.set()
    watcher.join()
    return Watched(ran.returncode, wall, _cpu() - before, memory.peak / 1e6, memory.anonymous / 1e6, said)


def least(runs: list[Watched]) -> Watched:
    """The least of each figure: other work on the machine only ever adds."""
    return replace(
        runs[0],
        wall=min(ran.wall for ran in runs),
        cpu=min(ran.cpu for ran in runs),
        peak=min(ran.peak for ran in runs),
        anonymous=min(ran.anonymous for ran in runs),
    )


def on_cores(cores: int) -> None:
    """Have all commands run on so many cores from now on, where the system can be asked to."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def _cpu() -> float:
    """Of all processes that this one has started and that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Memory:
    """The most memory, in kB, that a process and its children had at once."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.anonymous = pid, 0, 0

    def watch(self, over: threading.Event) -> None:
        """Look until it is over."""
        looked = 0.0
        while not over.wait(OFTEN):
            family = [_fields(pid, "status") for pid in _family(self.pid)]
            self.peak = max(self.peak, sum(one.get("VmRSS", 0) for one in family))
            self.anonymous = max(self.anonymous, sum(one.get("RssAnon", 0) for one in family))
            if family:  # the peak between two looks is known of the process itself
                self.peak = max(self.peak, family[0].get("VmHWM", 0))
            if time.monotonic() - looked > SELDOM:
                looked = time.monotonic()
                rolled = sum(_fields(pid, "smaps_rollup").get("Anonymous", 0) for pid in _family(self.pid))
                self.anonymous = max(self.anonymous, rolled)


def _family(pid: int) -> Iterator[int]:
    """The process and its children, and theirs."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _fields(pid: int, file: str) -> dict[str, int]:
    """The sizes in a file of /proc, none where the process has ended."""
    try:
        return {name: int(size) for name, size in FIELD.findall(Path(f"/proc/{pid}/{file}").read_text("ascii"))}
    except OSError:
        return {}
