"""A verdict file of a past run, read strictly: what cannot be relied on is never compared with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from ..corpus import DataError, UsageError
from .expectation import SEVERITIES, Limits
from .result import EXIT_UNREADABLE
from .snapshot import Judged, Snapshot
from .verdicts import OUTCOMES, Counts, SourceVerdict

#: The version of `reports/verdict.schema.json` that is read.
SCHEMA_VERSION = 1
_Word = TypeVar("_Word", bound=str)
_AGAIN = "write it anew: newsgate check DATA --output json=FILE"


def read_verdict(path: Path, suite: str | None = None) -> Snapshot:
    """The run that a verdict file tells of (``newsgate check --output json=FILE``).

    *suite*: the name that its suite must have. Raises `UsageError` where the file cannot be opened or is of another
    suite, `DataError` (with the place) where it is broken or of another version.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"the verdict cannot be read: {error.strerror}", where=str(path), hint=_AGAIN) from None
    read = _snapshot(_At(_parsed(raw, path), str(path)))
    if suite is not None and read.suite != suite:
        what = f"the verdict is of suite {read.suite!r}, and this run is of {suite!r}"
        raise UsageError(what, where=str(path), hint="compare with a run of the same suite")
    return read


def _parsed(raw: bytes, path: Path) -> object:
    try:
        return json.loads(raw, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}:{error.colno}"
        raise DataError(f"the verdict is no JSON: {error.msg}", where=where, hint=_AGAIN) from None
    except (ValueError, RecursionError) as error:  # not UTF-8, a key twice, NaN, a number of 5,000 digits, too deep
        said = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DataError(f"the verdict is no JSON: {said}", where=str(path), hint=_AGAIN) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


@dataclass(frozen=True)
class _At:
    """A value of the file and where it stands; the accessors type it or say what is wrong with it."""

    value: object
    file: str
    path: str = ""

    def fail(self, what: str, hint: str = _AGAIN) -> NoReturn:
        raise DataError(what, where=f"{self.file}: {self.path}" if self.path else self.file, hint=hint)

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def key(self, name: str) -> "_At":
        if not isinstance(self.value, dict):
            self.fail("this is no object")
        if name not in self.value:
            self.fail(f"the verdict has no {name!r} here")
        return _At(self.value[name], self.file, f"{self.path}.{name}".lstrip("."))

    def pairs(self) -> Iterator[tuple[str, "_At"]]:
        if not isinstance(self.value, dict):
            self.fail("this is no object")
        for name, value in self.value.items():
            yield name, _At(value, self.file, f"{self.path}[{name!r}]")

    def items(self) -> Iterator["_At"]:
        if not isinstance(self.value, list):
            self.fail("this is no list")
        for number, value in enumerate(self.value):
            yield _At(value, self.file, f"{self.path}[{number}]")

    def text(self) -> str:
        return self.value if isinstance(self.value, str) else self.fail(f"{_shown(self.value)} is no text")

    def boolean(self) -> bool:
        return self.value if isinstance(self.value, bool) else self.fail(f"{_shown(self.value)} is not true or false")

    def count(self) -> int:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
            self.fail(f"{_shown(value)} is no count")
        return value

    def share(self) -> float:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fail(f"{_shown(value)} is no share from 0 to 1")
        return float(value)

    def one_of(self, words: tuple[_Word, ...]) -> _Word:
        if self.value not in words:
            self.fail(f"{_shown(self.value)} is none of {', '.join(words)}")
        return next(word for word in words if word == self.value)


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _snapshot(at: _At) -> Snapshot:
    version = at.key("schema_version").value
    if version is True or version != SCHEMA_VERSION:
        what = f"the verdict is of schema version {_shown(version)}, and this newsgate reads {SCHEMA_VERSION}"
        at.fail(what, hint="write it with this version of newsgate, or compare with that one")
    corpus = at.key("corpus")
    articles = tuple(sorted((name, each.count()) for name, each in corpus.key("articles_by_source").pairs()))
    code = at.key("exit_code").count()
    if code > EXIT_UNREADABLE:
        at.key("exit_code").fail(f"{code} is no exit code of newsgate")
    return Snapshot(
        suite=at.key("suite").text(),
        newsgate_version=at.key("newsgate_version").text(),
        passed=at.key("passed").boolean(),
        exit_code=code,
        rejected=corpus.key("rejected").count(),
        articles=articles,
        expectations=_expectations(at.key("expectations"), dict(articles)),
    )


def _expectations(at: _At, articles: dict[str, int]) -> tuple[Judged, ...]:
    found: dict[str, Judged] = {}
    for each in at.items():
        judged = _judged(each, articles)
        if judged.id in found:
            each.fail(f"the expectation {judged.id!r} stands twice")
        found[judged.id] = judged
    return tuple(found.values())


def _judged(at: _At, articles: dict[str, int]) -> Judged:
    sources: dict[str, SourceVerdict] = {}
    for each in at.key("sources").items():
        s = _source(each)
        if s.source in sources:
            each.fail(f"the source {s.source!r} stands twice")
        if s.counts.element > articles.get(s.source, 0):
            each.fail(f"more articles of {s.source!r} are judged than the corpus has")
        sources[s.source] = s
    return Judged(
        id=at.key("expectation").text(),
        check=at.key("expect").text(),
        severity=at.key("severity").one_of(SEVERITIES),
        limits=_limits(at.key("mostly")),
        outcome=at.key("outcome").one_of(OUTCOMES),
        counts=_counts(at),
        sources=tuple(sources.values()),
        problem=at.key("problem").text() if at.has("problem") else "",
    )


def _source(at: _At) -> SourceVerdict:
    return SourceVerdict(
        source=at.key("source").text(),
        counts=_counts(at),
        outcome=at.key("outcome").one_of(OUTCOMES),
        limits=_limits(at.key("mostly")),
        pooled=at.key("pooled").boolean(),
    )


def _counts(at: _At) -> Counts:
    names = ("element_count", "missing_count", "not_owed_count", "unexpected_count")
    counts = Counts(*(at.key(name).count() for name in names))
    if not 0 <= counts.unexpected <= counts.evaluated:
        at.fail(f"the counts do not add up: {counts.unexpected:,} of {counts.evaluated:,} judged articles fail")
    return counts


def _limits(at: _At) -> Limits:
    error, warning = (at.key(name).share() if at.has(name) else None for name in ("error", "warning"))
    if not isinstance(at.value, dict):
        at.fail("this is no object")
    return Limits(error, warning)
