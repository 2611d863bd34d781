"""Where the time of a run goes: seconds and bytes by stage and by check."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

#: What is measured of each expectation.
VERDICT, FINDINGS = "verdict", "findings"


@dataclass
class Spent:
    """Seconds by the clock (of one thread) and of the processor (of all threads), and the bytes of text that passed."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    bytes: int = 0

    def add(self, seconds: float, cpu_seconds: float = 0.0, size: int = 0) -> None:
        """Spend more."""
        self.seconds += seconds
        self.cpu_seconds += cpu_seconds
        self.bytes += size


@dataclass
class Profile:
    """What a run has spent.

    *stages*: one after the other. *threads*: what else was done in the threads of a stage. *checks*: by expectation and
    what was done for it. Batches are judged side by side, so that the seconds of checks and threads add up to more than
    those of their stage.
    """

    stages: dict[str, Spent] = field(default_factory=dict)
    threads: dict[str, Spent] = field(default_factory=dict)
    checks: dict[tuple[str, str], Spent] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @contextmanager
    def stage(self, name: str, size: int = 0) -> Iterator[None]:
        """What is done inside is this stage. *size*: bytes of text that it reads."""
        clock, processor = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            spent = self.stages.setdefault(name, Spent())
            spent.add(time.perf_counter() - clock, time.process_time() - processor, size)

    @contextmanager
    def beside(self, name: str) -> Iterator[None]:
        """What is done inside is done in a thread of the stage that is going on."""
        clock = time.perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self.threads.setdefault(name, Spent()).add(time.perf_counter() - clock)

    def read(self, expectation: str, kind: str, size: int) -> None:
        """So many bytes of text were read for an expectation."""
        with self._lock:
            self.checks.setdefault((expectation, kind), Spent()).add(0.0, size=size)

    @contextmanager
    def check(self, expectation: str, kind: str, size: int = 0) -> Iterator[None]:
        """What is done inside is done for an expectation."""
        clock = time.perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self.checks.setdefault((expectation, kind), Spent()).add(time.perf_counter() - clock, size=size)

    @property
    def resident(self) -> int | None:
        """The most memory that the process has had, in bytes; None where the system does not tell."""
        status = Path("/proc/self/status")
        if not status.exists():
            return None
        lines = status.read_text(encoding="ascii").splitlines()
        peak = next((line.split()[1] for line in lines if line.startswith("VmHWM")), None)
        return int(peak) * 1024 if peak else None
