"""The report for the person at the desk: the worst first, the offending text marked, the verdict last."""

from importlib.metadata import version

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..expectations import FailOn, Result
from ..expectations.compare import Comparison
from .cells import hanging
from .diagnostics import diagnostic
from .safe_text import one_line, printable_name
from .sentences import verdict_of
from .story import Story
from .terminal_changes import print_changes
from .terminal_tables import SOURCES, Told, articles_table, expectations_table, sources_table
from .words import count, listed

DIAGNOSTICS = 2
REJECTS = 5
#: Up to so many articles there is a table of them.
ARTICLES = 12
_NEXT = (
    ("newsgate check … --report report", "a page per source"),
    ("newsgate checks NAME", "what a check looks for"),
)


def print_report(
    result: Result,
    console: Console,
    *,
    verbose: bool = False,
    fail_on: FailOn = "error",
    report: str | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Tell the result. *report*: where the HTML report was written; *comparison*: with a baseline."""
    story = Story(result, fail_on)
    _head(story, console)
    if result.corpus.articles.height:
        _diagnostics(story, console, verbose)
        _table(expectations_table(story, console.width), console)
        _table(sources_table(story, console.width, len(story.ranked) if verbose else SOURCES), console)
    if result.corpus.articles.height <= ARTICLES and result.cells.height:
        _table(articles_table(story, console.width), console)
    _unread(result, console)
    _not_evaluated(result, console)
    if comparison:
        print_changes(comparison, console, verbose=verbose)
    _verdict(story, console, report)


def _head(story: Story, console: Console) -> None:
    result = story.result
    program, name = f"newsgate {version('newsgate')}  suite ", printable_name(result.suite.name)
    asked = f" ({count(len(result.suite.expectations), 'expectation')})"
    if cell_len(program + name + asked) <= console.width:
        console.print(Text.assemble(program, (name, "bold"), asked))
    else:
        _say(console, Text(program), name + asked, indent=5)
    articles, sources = count(result.corpus.articles.height, "article"), count(len(story.articles), "source")
    _say(console, Text(), f"{articles} of {sources}, {count(result.corpus.rejects.height, 'reject')}")
    console.print()


def _diagnostics(story: Story, console: Console, verbose: bool) -> None:
    breaches = story.breaches()
    told = breaches if verbose else breaches[:DIAGNOSTICS]
    examples = story.examples({breach.worst.source for breach in told})
    for breach in told:
        found = examples.get((breach.verdict.expectation.id, breach.worst.source))
        console.print(diagnostic(breach, found[0] if found else None, console.width))
    if len(breaches) > len(told):
        _say(console, Text(), f"{len(breaches) - len(told)} more like these: show them with -v.", style="dim")
        console.print()


def _table(told: Told | None, console: Console) -> None:
    if told is None:
        return
    console.print(told.table)
    for note in told.notes:
        _say(console, Text(" "), note, style="dim")
    console.print()


def _say(console: Console, lead: Text, said: str, *, style: str = "", indent: int | None = None) -> None:
    console.print(hanging(lead, said, console.width, style=style, indent=indent, after=" /"), end="")


def _unread(result: Result, console: Console) -> None:
    """What could not be read, and what was read with a reservation."""
    corpus = result.corpus
    for origin, _, reason in corpus.rejects.head(REJECTS).iter_rows():
        _say(console, Text("REJECT ", "bold red"), f"{printable_name(origin)}: {one_line(reason)}", indent=5)
    if corpus.rejects.height > REJECTS:
        more = count(corpus.rejects.height - REJECTS, "more reject")
        _say(console, Text("     "), f"and {more}: `newsgate read` lists them", style="dim")
    if corpus.notes.height:
        origin, note = corpus.notes.row(0)
        _say(console, Text("NOTE ", "yellow"), f"{printable_name(origin)}: {one_line(note)}")
        if corpus.notes.height > 1:
            more = count(corpus.notes.height - 1, "more note")
            _say(console, Text("     "), f"and {more}: `newsgate read` lists them", style="dim")
    for said in result.idle_rules:
        _say(console, Text("NOTE ", "yellow"), one_line(said), indent=5)
    if corpus.skipped:
        names = listed([printable_name(name) for name in corpus.skipped])
        _say(console, Text("Not read as articles: ", "dim"), names, style="dim", indent=5)
    if corpus.rejects.height or corpus.notes.height or corpus.skipped or result.idle_rules:
        console.print()


def _not_evaluated(result: Result, console: Console) -> None:
    """What broke, and what could not be evaluated, for want of what."""
    told = False
    for verdict in result.expectations:
        identifier = printable_name(verdict.expectation.id)
        blind = [printable_name(s.source) for s in verdict.sources if s.outcome == "not_evaluated"]
        if verdict.problem:
            _say(console, Text("BROKE ", "bold red"), f"{identifier}: {one_line(verdict.problem)}", indent=5)
        elif blind:
            fields = listed([printable_name(field) for field in verdict.expectation.reads])
            said = f"{identifier} in {listed(blind, 4)}: no article has {fields}"
            _say(console, Text("NOT EVALUATED ", "yellow"), said, indent=5)
        elif verdict.outcome == "not_evaluated" and result.corpus.articles.height:
            said = f"{identifier}: the suite asks it of no source here"
            _say(console, Text("NOT EVALUATED ", "yellow"), said, indent=5)
        told |= verdict.outcome == "not_evaluated" or bool(verdict.problem or blind)
    if told:
        console.print()


def _verdict(story: Story, console: Console, report: str | None) -> None:
    verdict = verdict_of(story)
    badge = Text(" SHIP ", "bold white on green") if verdict.opens else Text(" DO NOT SHIP ", "bold white on red")
    lead = Text.assemble(badge, "  ")
    _say(console, lead, verdict.headline.within(console.width - cell_len(lead.plain)), indent=10)
    for at, sentence in enumerate(verdict.others):
        _say(console, Text("          " if at else "  also    "), sentence.within(console.width - 10))
    if report:
        _say(console, Text("  report  "), one_line(report), style="cyan")
    elif not verdict.opens:
        for at, (command, what) in enumerate(_NEXT):
            lead = Text("          " if at else "  next    ")
            told = Text.assemble(lead, (command, "cyan"), " " * (34 - len(command)), what)
            if cell_len(told.plain) <= console.width:
                console.print(told)
            else:
                _say(console, lead, command, style="cyan")
