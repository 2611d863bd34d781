"""The second room: what must hold of an article, one function a check."""

from importlib.metadata import entry_points

from .ads import no_ad_markers
from .captions import captions_apart
from .characters import no_invisible_characters
from .check import Case, Check, Parameter, Regex, check
from .datelines import dateline_agrees, dateline_present
from .duplicates import duplicates_linked, links_sound
from .escapes import escapes_resolved
from .evidence import MARK, MAX_MARKS, MAX_SHOWN, Evidence, find
from .facts import FACTS, ROW_FACTS, with_dateline_columns, with_facts, with_needs
from .footers import no_footer_boilerplate
from .linked import MAX_CLUSTER, Linked
from .markup import no_markup, paragraphs_kept
from .mojibake import no_mojibake
from .presence import article_present
from .promos import no_inline_promos
from .records import body_present, ids_unique, no_pattern, published_at_plausible, title_present
from .recurring import no_recurring_lines
from .scrambled import no_scrambled_text
from .titles import title_apart

_OWN = (
    escapes_resolved,
    no_ad_markers,
    dateline_present,
    dateline_agrees,
    no_footer_boilerplate,
    no_inline_promos,
    no_recurring_lines,
    duplicates_linked,
    links_sound,
    title_present,
    body_present,
    article_present,
    title_apart,
    captions_apart,
    ids_unique,
    no_markup,
    no_mojibake,
    no_scrambled_text,
    no_invisible_characters,
    paragraphs_kept,
    published_at_plausible,
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
    "MAX_CLUSTER",
    "MAX_MARKS",
    "MAX_SHOWN",
    "ROW_FACTS",
    "Case",
    "Check",
    "Evidence",
    "Linked",
    "Parameter",
    "Regex",
    "all_checks",
    "check",
    "find",
    "with_dateline_columns",
    "with_facts",
    "with_needs",
]
