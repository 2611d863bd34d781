"""Numbers and words: how every report writes a share, a limit, a count and an outcome."""

import math
import re
from collections.abc import Sequence

from ..expectations import Counts, ExpectationVerdict, Limits, Outcome, SourceVerdict

_WORDS: dict[Outcome, str] = {
    "pass": "holds", "warn": "warns", "fail": "fails", "error": "broke", "not_evaluated": "not evaluated",
}  # fmt: skip
#: The words for how a source or an expectation did, worst first.
ORDER: tuple[str, ...] = ("fails", "broke", "warns", "not evaluated", "noted", "holds", "not owed", "skipped")


def percent(share: float, allowed: float | None = None) -> str:
    """A share as a percentage, never rounded to none, to all, or to the limit that it breaks."""
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    breaks = allowed is not None and not math.isclose(share, allowed)  # 1 - 0.99 is not quite 0.01
    spared = {"0", "100"} | ({f"{100 * allowed:.6g}"} if allowed is not None and breaks else set())
    for digits in range(0 if share >= 0.1 else 1, 4):
        text = f"{100 * share:.{digits}f}"
        if f"{float(text):.6g}" not in spared:
            return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
    return "<0.001%" if share < 0.00001 else f"{100 * share:.6g}%"


def whole_percent(share: float) -> str:
    """The same without a fraction or a sign, for a table that has no room."""
    if share in (0.0, 1.0):
        return f"{100 * share:.0f}"
    return "<1" if share < 0.01 else ">99" if share > 0.99 else f"{100 * share:.0f}"


def allowed(limits: Limits, outcome: Outcome) -> float:
    """The share that may fail, by the limit that was broken or would be first."""
    is_error = limits.error is not None and (outcome == "fail" or limits.warning is None)
    mostly = limits.error if is_error else limits.warning
    return 1 - (mostly or 0.0)


def limit(share: float) -> str:
    """A share that may fail, as the suite has it: exact but for what computers do to fractions."""
    return f"{100 * share:.6g}%"


def both_limits(limits: Limits) -> str:
    """The share over which it fails, and that over which it warns."""
    error, warning = (None if mostly is None else limit(1 - mostly) for mostly in (limits.error, limits.warning))
    if error and warning:
        return f"{error} (warns over {warning})"
    return error or f"{warning} (warning)"


def excess(counts: Counts, limits: Limits, outcome: Outcome) -> float:
    """How many articles fail beyond those that may."""
    return counts.unexpected - allowed(limits, outcome) * counts.evaluated


def count(number: int, one: str, many: str = "") -> str:
    """So many of something: ``1 source``, ``2 sources``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in a sentence, and how many more there are."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def plain(docstring: str) -> str:
    """A line of a docstring without its markup: backquotes, and the stars around the name of a parameter."""
    return re.sub(r"(?<!\w)\*(\w+)\*(?!\w)", r"\1", docstring.replace("`", ""))


def word(verdict: ExpectationVerdict, s: SourceVerdict | None) -> str:
    """How a source did, in one or two words."""
    if verdict.outcome == "error":
        return "broke"
    if s is None:
        return "skipped"
    if s.outcome == "pass" and not s.counts.evaluated:
        return "not owed"
    return "noted" if s.outcome == "warn" and verdict.severity == "info" else _WORDS[s.outcome]


def outcome_word(verdict: ExpectationVerdict) -> str:
    """How an expectation did on the whole corpus."""
    is_note = verdict.outcome == "warn" and verdict.severity == "info"
    return "noted" if is_note else _WORDS[verdict.outcome]
