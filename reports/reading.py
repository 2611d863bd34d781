"""What `newsgate read` made of the input, told to a person."""

import polars as pl
from rich.console import Console
from rich.text import Text

from ..corpus import Corpus
from .cells import hanging
from .safe_text import one_line
from .words import count

#: So many different reasons are printed.
_GROUPS = 20


def print_reading(corpus: Corpus, console: Console) -> None:
    """Print what was read of which format, and what could not be read."""
    by_format = corpus.files.group_by("format").agg(
        files=pl.len(), articles=pl.col("articles").sum(), rejects=pl.col("rejects").sum()
    )
    for name, files, articles, rejects in by_format.sort("format").iter_rows():
        _say(console, "", f"{name:14} {files:>7,} files {articles:>10,} articles {rejects:>7,} rejects")
    total = f"{corpus.records:,} records = {corpus.articles.height:,} articles + {corpus.rejects.height:,} rejects"
    _say(console, "", f"{total}, {count(corpus.articles['source'].n_unique(), 'source')}")
    rejects = corpus.rejects.select("origin", said=pl.format("{} ({})", "reason", "format"))
    _print_grouped("reject", rejects, console)
    _print_grouped("note", corpus.notes.select("origin", said="note"), console)
    for path in corpus.skipped:
        _say(console, "not read as an article: ", one_line(path))


def print_datelines(articles: pl.DataFrame, console: Console) -> None:
    """Print how many articles open with a dateline."""
    found = articles.height - articles["dateline_text"].null_count()
    _say(console, "", f"{found:,} of {articles.height:,} articles open with a dateline")


def _print_grouped(kind: str, said: pl.DataFrame, console: Console) -> None:
    """Each reason once, with how often and the first places; ``--rejects`` writes all of them."""
    groups = said.group_by("said", maintain_order=True).agg(n=pl.len(), places=pl.col("origin").head(3))
    for text, n, places in groups.head(_GROUPS).iter_rows():
        more = f" and {n - len(places):,} more" if n > len(places) else ""
        _say(console, f"{kind} ", one_line(f"{', '.join(places)}{more}: {text}"))
    if groups.height > _GROUPS:
        left = groups["n"].slice(_GROUPS).sum()
        help_ = "; --rejects FILE writes all" if kind == "reject" else ""
        _say(console, "… ", f"and {left:,} more {kind}s{help_}")


def _say(console: Console, lead: str, said: str) -> None:
    console.print(hanging(Text(lead), said, console.width, indent=5 if lead else 0, after=" /"), end="")
