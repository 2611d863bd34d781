"""What changed since the baseline, for the terminal: a short block, worst first."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from ..expectations import Limits, Outcome
from ..expectations.compare import Change, Comparison, LimitChange, Presence
from .cells import hanging
from .safe_text import printable_name
from .words import allowed, both_limits, count, limit, listed, percent

#: Lines of one kind.
LINES = 4
_LEAD = 12
_HERE: dict[Outcome, str] = {"warn": ", warns", "fail": ", fails", "not_evaluated": ", not evaluated"}
_GONE: dict[Outcome, str] = {**_HERE, "warn": ", warned", "fail": ", failed"}


def print_changes(comparison: Comparison, console: Console, *, verbose: bool = False) -> None:
    """Print what broke, what was repaired, who came and went, and whose limit was loosened; *verbose*: all of it."""
    console.print(hanging(Text(), _opening(comparison), console.width, style="bold"), end="")
    for label, style, told in _parts(comparison, verbose):
        lines = list(told)
        shown = lines if verbose else lines[:LINES]
        for at, said in enumerate(shown):
            _line(console, "" if at else label, said, style)
        if len(lines) > len(shown):
            _line(console, "", f"and {len(lines) - len(shown):,} more: show them with -v", "", "dim")
    console.print()


def _opening(comparison: Comparison) -> str:
    then, now = comparison.before.newsgate_version, comparison.now.newsgate_version
    of_other = f" (made by newsgate {printable_name(then)})" if then != now else ""
    return f"Since the baseline{of_other}{' nothing changed' if comparison.is_empty else ''}"


def _line(console: Console, label: str, said: str, style: str, text_style: str = "") -> None:
    lead = Text.assemble("  ", (f"{label:<{_LEAD - 2}}", style))
    console.print(hanging(lead, said, console.width, style=text_style, after=" /"), end="")


def _parts(comparison: Comparison, verbose: bool) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Label, style and lines of each kind of change."""
    broken = comparison.broken
    yield "fails now", "bold red", _grouped([c for c in broken if c.level == 2], _moved)
    yield "warns now", "yellow", _grouped([c for c in broken if c.level < 2], _moved)
    yield "broke", "bold red", _names(comparison.checks_broken, "judges nothing")
    yield "unjudged", "yellow", _grouped(comparison.unjudged, lambda _: "can be judged no longer")
    yield "repaired", "green", _grouped(comparison.repaired, _moved)
    yield "mended", "green", _names(comparison.checks_mended, "judges again")
    yield "judged", "", _grouped(comparison.judged, _seen)
    yield "arrived", "bold", (_presence(each, _HERE) for each in comparison.sources_arrived)
    yield "gone", "bold", (_presence(each, _GONE) for each in comparison.sources_gone)
    yield "added", "bold", _names(comparison.expectations_arrived, "asked only now")
    yield "dropped", "bold red", _names(comparison.expectations_gone, "no longer asked")
    yield "loosened", "bold red", limits_told(comparison.loosened)
    yield "tightened", "", limits_told(comparison.tightened)
    if verbose:
        yield "worse", "", _grouped(comparison.worse, _moved)
        yield "better", "", _grouped(comparison.better, _moved)
    elif rest := _rest(comparison):
        yield "also", "dim", [rest]


def _rest(comparison: Comparison) -> str:
    numbers = {"worse": len(comparison.worse), "better": len(comparison.better)}
    said = [f"{number:,} {what}" for what, number in numbers.items() if number]
    return f"{listed(said)} with the same outcome: show them with -v" if said else ""


def _grouped(changes: Sequence[Change], tell: Callable[[Change], str]) -> Iterator[str]:
    """A line each, but one for all small sources that were judged together under an expectation."""
    together: dict[tuple[str, str | Limits], list[Change]] = {}
    for change in changes:
        key = change.now.limits if change.now.pooled and change.before.pooled else change.source
        together.setdefault((change.expectation, key), []).append(change)
    for (expectation, _), members in together.items():
        is_many = len(members) > 1
        whom = f"{len(members):,} small sources together" if is_many else printable_name(members[0].source)
        yield f"{printable_name(expectation)} in {whom}: {tell(members[0])}"


def _moved(change: Change) -> str:
    """The shares then and now, and the limit."""
    ours = allowed(change.now.limits, change.now.outcome)
    theirs = allowed(change.before.limits, change.before.outcome)
    then, now = percent(change.decided_before.share, theirs), percent(change.decided.share, ours)
    by_limits = "; only the limit changed" if change.by_limits else ""
    return f"{then} → {now}, limit {limit(ours)}{by_limits}"


def _seen(change: Change) -> str:
    return f"could not be judged, and now {percent(change.decided.share)} fail"


def _presence(source: Presence, words: dict[Outcome, str]) -> str:
    about = f"{count(source.articles, 'article')}{words.get(source.outcome, '')}"
    failing = f" {listed([printable_name(name) for name in source.failing], 3)}" if source.failing else ""
    return f"{printable_name(source.source)} ({about}{failing})"


def _names(names: Sequence[str], what: str) -> Iterator[str]:
    for name in names:
        yield f"{printable_name(name)}: {what}"


def limits_told(changes: Sequence[LimitChange]) -> Iterator[str]:
    """What is asked otherwise: a line an expectation, and one for the sources that are alike in it."""
    alike: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        said = _asked(change)
        alike.setdefault((change.expectation, said), []).extend([] if change.source is None else [change.source])
    for (expectation, said), sources in alike.items():
        where = f" in {listed([printable_name(source) for source in sources], 3)}" if sources else ""
        yield f"{printable_name(expectation)}{where}: {said}"


def _asked(change: LimitChange) -> str:
    then, now = _share(change.before), _share(change.now)
    if change.what == "severity":
        is_moved = change.before and change.now and change.before.strictest == change.now.strictest
        limits = "" if is_moved else f", limit {then} → {now}"
        return f"severity {change.severity_before} → {change.severity}{limits}"
    return f"limit {then} → {now}" if change.what == "limit" else f"{then} → {now}"


def _share(limits: Limits | None) -> str:
    return "skipped" if limits is None else both_limits(limits)
