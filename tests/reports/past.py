"""Earlier runs of the example corpus, made up, in the shape that reports ask of a comparison and a history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    before: float | None
    limit_before: float | None


@dataclass(frozen=True)
class Compared:
    name: str
    pairs: Mapping[tuple[str, str], Change]
    broken: Sequence[tuple[str, str]]
    repaired: Sequence[tuple[str, str]]
    arrived: Sequence[str]
    gone: Sequence[str]
    loosened: Sequence[str]


@dataclass(frozen=True)
class Past:
    runs: int

    def shares(self, expectation: str, source: str) -> Sequence[float | None]:
        return [None, 0.0, 0.01, 0.02, None, 0.04, 0.05, 0.09]

    def states(self, source: str) -> str:
        return ".ppp?wwf"


HARBOR, ORBIT = "harbor-ledger.example", "orbit-post.example"
COMPARISON = Compared(
    name="2026-02",
    pairs={
        ("no_markup", HARBOR): Change(0.0, 0.01), ("ids_unique", ORBIT): Change(0.09, 0.0),
        ("no_recurring_lines", HARBOR): Change(None, None),
    },
    broken=[("no_markup", HARBOR)],
    repaired=[("no_mojibake", "relay-archive")],
    arrived=["northwind-agency"],
    gone=["lake-<b>tribune</b>"],
    loosened=["captions_apart: limit 2% → 5%"],
)  # fmt: skip
HISTORY = Past(8)
