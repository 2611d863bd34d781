"""What `newsgate link` found, told to a person."""

import polars as pl
from rich.console import Console
from rich.text import Text

from ..checks import Linked
from .cells import hanging
from .safe_text import one_line, printable_name
from .words import count

_TIERS = {"exact": "the same words", "near": "the same article", "derived": "rewritten"}


def print_links(linked: Linked, articles: int, output: str | None, console: Console) -> None:
    """Print how many copies were linked, what was left out and why, and the next command."""
    links = linked.links
    canonical = links["canonical_id"].n_unique()
    _say(console, "", f"{links.height:,} of {articles:,} articles are copies of {count(canonical, 'other')}")
    counts = dict(links.group_by("tier").len().iter_rows())
    for tier, meaning in _TIERS.items():
        _say(console, f"  {tier:8} {counts.get(tier, 0):>9,}  ", meaning)
    between = links.filter(pl.col("source") != pl.col("canonical_source")).height
    are = "link is" if between == 1 else "links are"
    _say(console, "", f"{between:,} {are} between two sources")
    if linked.no_id:
        _say(console, "left out: ", f"{count(linked.no_id, 'article')} without an id of their own")
    if linked.boilerplate_only:
        said = f"{count(linked.boilerplate_only, 'article')} with nothing but lines their source repeats"
        _say(console, "left out: ", said)
    for row in linked.alarms.iter_rows(named=True):
        name, source = printable_name(row["article_id"]), printable_name(row["source"] or "")
        _say(console, "ALARM ", f"{row['texts']:,} texts are versions of {name} ({source}): not linked")
        _say(console, "      ", f"more than one story has; look at {one_line(', '.join(row['examples']))}")
        _say(console, "      ", f"if they are one story: --max-cluster {row['texts']}")
    if output:
        _say(console, "", f"wrote {one_line(output)}; judge with it:")
        _say(console, "  ", f"newsgate check DATA --links {one_line(output)}")


def alarms_in_words(linked: Linked) -> str:
    """How many clusters are too large to be one story."""
    return f"{count(linked.alarms.height, 'cluster')} of more texts than one story has"


def _say(console: Console, lead: str, said: str) -> None:
    console.print(hanging(Text(lead), said, console.width, after=" /"), end="")
