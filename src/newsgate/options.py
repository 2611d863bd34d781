"""Options that several commands have, and the console that they ask for."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click
from rich.console import Console

from .reports.github import fenced

#: Where nobody says how wide the output is.
WIDTH = 100


def option(*names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option that is an environment variable too: ``--fail-on`` is ``NEWSGATE_FAIL_ON``."""
    long = next(name for name in names if name.startswith("--")).split("/")[0]
    variable = f"NEWSGATE_{long.removeprefix('--').replace('-', '_').upper()}"
    return click.option(*names, envvar=variable, show_envvar=False, **settings)


data = click.argument("data", nargs=-1, metavar="DATA...")
corpus_file = option("--corpus", "corpus_file", metavar="FILE", help="YAML that maps columns, paths and sources.")
color = option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in the terminal."
)
no_color = option("--no-color", is_flag=True, help="The same as --color never.")
quiet = option("--quiet", "-q", is_flag=True, help="Print nothing but complaints.")


def is_coloured(asked: str, environment: Mapping[str, str], is_terminal: bool) -> bool:
    """Whether there is colour: ``--color``, then NO_COLOR, FORCE_COLOR and TERM=dumb, then what stdout is.

    The two variables count where they are not empty, whatever they say (no-color.org, force-color.org).
    """
    if asked != "auto":
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return is_terminal and environment.get("TERM") not in ("dumb", "unknown")


def console_for(given: Mapping[str, Any]) -> Console:
    """Stdout, as wide as it is, with the colour that is asked for."""
    asked = "never" if given.get("no_color") else given.get("color", "auto")
    coloured = is_coloured(asked, os.environ, sys.stdout.isatty())
    is_dumb = os.environ.get("TERM") in ("dumb", "unknown")
    wide = os.environ.get("COLUMNS", "")
    width = int(wide) if wide.isdecimal() and int(wide) else None if sys.stdout.isatty() else WIDTH
    return Console(
        force_terminal=coloured,
        color_system=("standard" if is_dumb else "auto") if coloured else None,
        no_color=not coloured,
        width=width,
        height=width and 25,  # rich takes neither from a dumb terminal unless it gets both
        highlight=False,
        markup=False,
        emoji=False,
    )


def print_with(given: Mapping[str, Any], tell: Callable[[Console], object]) -> None:
    """Tell something on the console. In a job of GitHub's, where lines can be commands, behind a fence."""
    console = console_for(given)
    if os.environ.get("GITHUB_ACTIONS") != "true":
        tell(console)
        return
    with console.capture() as told:
        tell(console)
    click.echo(fenced(told.get()), nl=False)
