"""Invented runs in numbers."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from newsgate.expectations import Counts, Limits, SourceVerdict, worst
from newsgate.expectations.snapshot import Judged, Snapshot

LIMITS = Limits(error=0.9)
#: Names that a source can have and no program should trip over.
HOSTILE = [
    "",
    " ",
    "a\x1b[31mb",
    "\u202egnp",
    "東京新聞",
    "[/bold]",
    "=1+1",
    "a" * 300,
    "{'x': 1}",
    "a/../b",
    "a\nb",
    "null",
]


def s(source: str, failing: int, of: int = 100, limits: Limits = LIMITS, **more: Any) -> SourceVerdict:
    """One source, of which so many articles fail."""
    counts = Counts(of, unexpected=failing, **{k: more.pop(k) for k in ("missing", "not_owed") if k in more})
    return SourceVerdict(source, counts, more.pop("outcome", counts.outcome(limits)), limits, **more)


def asked(*sources: SourceVerdict, id: str = "whole", limits: Limits = LIMITS, **more: Any) -> Judged:
    """One expectation."""
    counts = sum((one.counts for one in sources), Counts())
    given = {"check": "no_pattern", "severity": "error", "outcome": worst([one.outcome for one in sources])}
    return Judged(id=id, limits=limits, counts=counts, sources=sources, **{**given, **more})


def run(*expectations: Judged, articles: Mapping[str, int] | None = None, **more: Any) -> Snapshot:
    """A run; its sources are those of its expectations, if nothing else is said."""
    found: dict[str, int] = {}
    for judged in expectations:
        for one in judged.sources:
            found[one.source] = max(found.get(one.source, 0), one.counts.element)
    failed = any(judged.outcome == "fail" for judged in expectations)
    given = {
        "suite": "mine", "newsgate_version": "0.1.0", "passed": not failed, "exit_code": int(failed), "rejected": 0,
    }  # fmt: skip
    shown = tuple(sorted((found if articles is None else dict(articles)).items()))
    return Snapshot(articles=shown, expectations=expectations, **{**given, **more})


_shares = st.sampled_from([0.0, 0.5, 0.9, 0.99, 1.0])
_limits = st.one_of(
    st.builds(Limits, error=_shares), st.builds(Limits, warning=_shares),
    st.tuples(_shares, _shares).map(lambda two: Limits(min(two), max(two))),
)  # fmt: skip


@st.composite
def judgements(draw: st.DrawFn, id: str, names: list[str]) -> Judged:
    """What an expectation said of some sources."""
    if draw(st.integers(0, 9)) == 0:
        return asked(id=id, outcome="error", problem="it broke")
    base = draw(_limits)
    sources = []
    for name in names:
        if draw(st.integers(0, 4)) == 0:
            continue  # skipped
        of = draw(st.sampled_from([1, 3, 100]))
        missing = draw(st.sampled_from([0, 0, of]))
        limits = draw(st.one_of(st.just(base), _limits))
        failing = draw(st.integers(0, of - missing))
        sources.append(s(name, failing, of, limits, missing=missing, pooled=draw(st.booleans())))
    return asked(*sources, id=id, limits=base, severity=draw(st.sampled_from(["error", "warning", "info"])))


@st.composite
def runs(draw: st.DrawFn) -> Snapshot:
    """Any run of the suite ``mine``."""
    names = draw(st.lists(st.sampled_from(["a", "b", "c", *HOSTILE]), min_size=1, max_size=5, unique=True))
    ids = draw(st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, unique=True))
    found = [draw(judgements(each, names)) for each in ids]
    return run(*found, articles=dict.fromkeys(names, 100), rejected=draw(st.integers(0, 2)))
