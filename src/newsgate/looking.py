"""The commands that look at one thing: the checks, one check, one article."""

import shutil
from typing import Any

import click

from .checks import all_checks
from .corpus import UsageError, read_corpus
from .corpus.declared import did_you_mean
from .expectations import load_suite
from .expectations.one_article import articles_called, examined
from .machine import machine
from .options import color, corpus_file, data, no_color, option, print_with, quiet
from .progress import Progress
from .reports.article import print_articles
from .reports.explained import explained

_suite = option("--suite", default="news", show_default=True, metavar="NAME|FILE", help="The expectations.")


@click.command("checks")
@click.argument("name", required=False)
def checks_command(name: str | None) -> None:
    """List the checks, or explain one."""
    if name is not None:
        click.echo(_page(name, "news"), nl=False)
        return
    for each in all_checks().values():
        click.echo(f"{each.name:26} {each.summary}")


@click.command("explain")
@click.argument("check")
@_suite
def explain_command(check: str, suite: str) -> None:
    """Explain a check: what must hold, what is looked for, spared and missed, and what to do."""
    click.echo(_page(check, suite), nl=False)


def _page(name: str, suite: str) -> str:
    """The page of a check, by its name or by the id of an expectation, as wide as the terminal."""
    checks = all_checks()
    ids = {e.id: e.check.name for e in load_suite(suite).expectations}
    known = name if name in checks else ids.get(name, name)
    if known not in checks:
        hint = did_you_mean(name, [*checks, *ids]) or "`newsgate checks` lists them"
        raise UsageError(f"there is no check {name!r}", hint=hint)
    return explained(checks[known], shutil.get_terminal_size((80, 24)).columns)


@click.command("show")
@click.argument("article_id", metavar="ID")
@data
@_suite
@corpus_file
@option("--select", multiple=True, metavar="NAME", help="Only this expectation or check; repeatable.")
@option("--exclude", multiple=True, metavar="NAME", help="All but this; repeatable.")
@machine
@quiet
@color
@no_color
def show_command(**given: Any) -> None:
    """Print one article with all that is wrong with it, marked in its text.

    Every article that bears the ID is shown. What the whole corpus says of it is known: name the DATA that you check.
    """
    suite = load_suite(given["suite"]).only(given["select"], given["exclude"])
    with Progress(given["quiet"]) as progress:
        corpus = read_corpus(
            *given["data"], corpus_file=given["corpus_file"], memory=given["memory"],
            progress=lambda n, of: progress("reading files", n, of),
        )  # fmt: skip
        chosen = articles_called(given["article_id"], corpus)
        seen = examined(chosen, corpus, suite, progress=lambda what: progress(what, 0, 1))
    print_with(given, lambda console: print_articles(seen, console))
