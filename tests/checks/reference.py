"""Who repeats whom, in plain and slow Python: what the compiled loops must agree with."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from newsgate.checks.copies import DERIVED, MAX_BEARERS, MIN_SHARED, MIN_SHARED_DERIVED, NEAR

_SKIPPED = r"""<[/A-Za-z][^<>]*>|&[0-9A-Za-z\#]{0,30};|\\u[0-9A-Fa-f]{4}|\\[nrt"/]"""
_CJK = "[\u3040-\u9fff]"
_LETTER = "[0-9A-Za-z]|[^\x00-\u00bf\u2000-\u2bff\u3000-\u9fff\ufec0-\uffff]"
_TOKEN = re.compile(rf"{_SKIPPED}|(?P<word>{_CJK}|(?:{_LETTER})+)|.", re.DOTALL)
#: À–Þ are folded as ASCII is; no other letters are.
_FOLD = {c: c + 32 for c in (*range(0x41, 0x5B), *range(0xC0, 0xDF))}


@dataclass(frozen=True)
class Word:
    """A word, folded, and where it stands in code points."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text."""
    return [
        Word(token["word"].translate(_FOLD), token.start(), token.end())
        for token in _TOKEN.finditer(text)
        if token["word"]
    ]


def shingles(text: str) -> list[tuple[str, ...]]:
    """The 5-grams of a text's words, in order."""
    own = [word.text for word in words(text)]
    return [tuple(own[i : i + 5]) for i in range(len(own) - 4)]


def passage(text: str, other: str) -> tuple[int, int]:
    """The first of the longest runs of words in *text* that shingles of *other* cover."""
    theirs, own = set(shingles(other)), words(text)
    best = run = first = 0
    for i, shingle in enumerate(shingles(text)):
        run = run + 1 if shingle in theirs else 0
        if run > best:
            best, first = run, i - run + 1
    if not best:
        return 0, 0
    return own[first].start, own[first + best + 3].end


@dataclass(frozen=True)
class Copy:
    """One article that tells another's story."""

    other: str
    tier: str
    containment: float


def copies(bodies: dict[str, str]) -> dict[str, set[Copy]]:
    """For each article (by id) its copies."""
    told = {name: tuple(word.text for word in words(body)) for name, body in bodies.items()}
    long_enough = sorted(name for name, own in told.items() if len(own) >= 5)
    first_with: dict[tuple[str, ...], str] = {}
    for name in long_enough:
        first_with.setdefault(told[name], name)
    sets = {name: set(shingles(bodies[name])) for name in first_with.values()}
    bearers = Counter(shingle for own in sets.values() for shingle in own)
    rare = {name: {s for s in own if bearers[s] <= MAX_BEARERS} for name, own in sets.items()}
    found: dict[str, set[Copy]] = {name: set() for name in bodies}
    for name in long_enough:
        first = first_with[told[name]]
        if first != name:
            found[name].add(Copy(first, "exact", 1.0))
            found[first].add(Copy(name, "exact", 1.0))
    for one, other in combinations(rare, 2):
        shared = len(rare[one] & rare[other])
        containment = shared / max(1, min(len(rare[one]), len(rare[other])))
        near = containment >= NEAR and shared >= MIN_SHARED
        if near or (containment >= DERIVED and shared >= MIN_SHARED_DERIVED):
            tier = "near" if containment >= NEAR else "derived"
            found[one].add(Copy(other, tier, round(containment, 4)))
            found[other].add(Copy(one, tier, round(containment, 4)))
    return found
