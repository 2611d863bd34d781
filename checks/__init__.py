"""The second room: what must hold of an article, one function a check."""

from importlib.metadata import entry_points

from .ads import no_ad_markers
from .characters import no_invisible_characters, no_mojibake
from .check import Case, Check, Parameter, Regex, check
from .datelines import dateline_present
from .duplicates import duplicates_linked
from .escapes import escapes_resolved
from .evidence import MARK, MAX_MARKS, Evidence, find
from .facts import FACTS, with_facts
from .footers import no_footer_boilerplate
from .markup import no_markup, paragraphs_kept
from .promos import no_inline_promos
from .records import body_present, ids_unique, no_pattern, published_at_plausible, title_present

_OWN = (
    escapes_resolved,
    no_ad_markers,
    dateline_present,
    no_footer_boilerplate,
    duplicates_linked,
    title_present,
    body_present,
    ids_unique,
    no_markup,
    no_mojibake,
    no_invisible_characters,
    paragraphs_kept,
    published_at_plausible,
    no_inline_promos,
    no_pattern,
)

#: The checks of this package, by name; other people's come by entry point (`all_checks`).
CHECKS: dict[str, Check] = {c.name: c for c in _OWN}


def all_checks() -> dict[str, Check]:
    """All checks by name: ours, and those that installed packages offer (entry points ``newsgate.checks``)."""
    found = dict(CHECKS)
    for point in entry_points(group="newsgate.checks"):
        loaded = point.load()
        if not isinstance(loaded, Check):
            raise TypeError(f"entry point {point.name} ({point.value}) is no newsgate check")
        if loaded.name in CHECKS:
            raise TypeError(f"entry point {point.name} ({point.value}) has the name of newsgate's own {loaded.name}")
        found[loaded.name] = loaded
    return found


__all__ = [
    "CHECKS",
    "FACTS",
    "MARK",
    "MAX_MARKS",
    "Case",
    "Check",
    "Evidence",
    "Parameter",
    "Regex",
    "all_checks",
    "check",
    "find",
    "with_facts",
]
