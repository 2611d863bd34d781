"""Words, what two texts share and what that makes of them, in plain and slow Python: what the loops must agree with."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from newsgate.checks import copies as rules

_SKIPPED = r"""<[/A-Za-z][^<>]{0,1997}>|&[0-9A-Za-z\#]{0,30};|\\u[0-9A-Fa-f]{4}|\\[nrt"/]"""
_CJK = "[\u3040-\u9fff]"
_LETTER = "[0-9A-Za-z]|[^\x00-\u00bf\u2000-\u2bff\u3000-\u9fff\ufec0-\uffff]"
_TOKEN = re.compile(rf"{_SKIPPED}|(?P<cjk>{_CJK})|(?P<run>(?:{_LETTER})+)|.", re.DOTALL)
#: Thai and Lao, Myanmar, Khmer: a run that begins with one of these has no spaces.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u10bf\u1780-\u17ff]")
#: À–Þ are folded as ASCII is; no other letters are.
_FOLD = {c: c + 32 for c in (*range(0x41, 0x5B), *range(0xC0, 0xDF))}


@dataclass(frozen=True)
class Word:
    """A word, folded, and where it stands in code points."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text. Where nothing parts them, each letter with the three behind it (marked by a NUL)."""
    found = []
    for token in _TOKEN.finditer(text):
        run, start = token["run"], token.start()
        if token["cjk"]:
            found.append(Word(token["cjk"], start, start + 1))
        elif run and not run[0].isascii() and (len(run.encode()) > 64 or _UNSPACED.match(run)):
            found += [
                Word(f"\0{run[i : i + 4]}", start + i, start + i + 1)
                for i, letter in enumerate(run)
                if not letter.isascii()
            ]
        elif run:
            found.append(Word(run.translate(_FOLD), start, token.end()))
    return found


def shingles(text: str) -> list[tuple[str, ...]]:
    """The 5-grams of a text's words, in order."""
    own = [word.text for word in words(text)]
    return [tuple(own[i : i + 5]) for i in range(len(own) - 4)]


def numbers(text: str) -> set[str]:
    """The words of a text that begin with a digit."""
    return {word.text for word in words(text) if word.text[0] in "0123456789"}


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


def bare(text: str, places: Sequence[tuple[int, int]]) -> str:
    """A text with spaces in some places, given in bytes."""
    data = bytearray(text.encode())
    for start, end in places:
        data[start:end] = b" " * (end - start)
    return data.decode()


@dataclass(frozen=True)
class Overlap:
    """What two texts share, as `newsgate.checks.containment.Overlap` has it."""

    shared: int
    left_size: int
    right_size: int
    covered: int
    right_words: int
    numbers: int
    same_numbers: int

    @property
    def containment(self) -> float:
        return self.shared / max(1, min(self.left_size, self.right_size))


def overlap(left: str, right: str) -> Overlap:
    """What two texts share."""
    one, other = set(shingles(left)), set(shingles(right))
    covered = {i + k for i, shingle in enumerate(shingles(right)) if shingle in one for k in range(5)}
    ours, theirs = numbers(left), numbers(right)
    return Overlap(
        shared=len(one & other),
        left_size=len(one),
        right_size=len(other),
        covered=len(covered),
        right_words=len(words(right)),
        numbers=min(len(ours), len(theirs)),
        same_numbers=len(ours & theirs),
    )


def tier(left: str, right: str, days: float = math.nan) -> str:
    """What a pair is: exact, near, derived, or nothing. *left*: the text of the earlier rank."""
    if len(words(left)) >= 5 and [word.text for word in words(left)] == [word.text for word in words(right)]:
        return "exact"
    found = overlap(left, right)
    coverage, density = (count / max(1, found.right_words) for count in (found.covered, found.numbers))
    when = 0 if days <= rules.TOGETHER else 2 if days > rules.APART else 1
    if density >= rules.DENSE:
        needed = 0.95
    else:
        factor = (0.75 if days <= rules.TOGETHER else 0.85) * (0.5 if density < rules.FEW else 1.0)
        needed = min(coverage * (factor + (0.1 if density >= rules.SPARSE else 0.0)), 0.9)
    if (found.same_numbers / found.numbers if found.numbers else 1.0) < needed:
        return ""
    least = rules.MIN_SHARED_DENSE if density >= rules.DENSE else rules.MIN_SHARED
    if found.containment >= rules.NEAR and coverage >= rules.COVERED[when] and found.shared >= least:
        return "near"
    is_rewrite = found.containment >= rules.DERIVED and coverage >= rules.COVERED_DERIVED[when]
    return "derived" if is_rewrite and found.shared >= rules.MIN_SHARED_DERIVED else ""


@dataclass(frozen=True)
class Copy:
    """One article that tells another's story."""

    other: str
    tier: str
    containment: float


def copies(bodies: dict[str, str]) -> dict[str, set[Copy]]:
    """For each article (by id) its copies. All pairs are compared; the longest text is first, then the smallest id."""
    told = {name: tuple(word.text for word in words(body)) for name, body in bodies.items()}
    by_rank = sorted((name for name, own in told.items() if len(own) >= 5), key=lambda name: (-len(told[name]), name))
    first_with: dict[tuple[str, ...], str] = {}
    found: dict[str, set[Copy]] = {name: set() for name in bodies}
    for name in by_rank:
        first = first_with.setdefault(told[name], name)
        if first != name:
            found[name].add(Copy(first, "exact", 1.0))
            found[first].add(Copy(name, "exact", 1.0))
    for one, other in combinations(first_with.values(), 2):
        if kind := tier(bodies[one], bodies[other]):
            share = round(overlap(bodies[one], bodies[other]).containment, 4)
            found[one].add(Copy(other, kind, share))
            found[other].add(Copy(one, kind, share))
    return found
