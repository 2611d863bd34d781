"""Colour, progress, and the commands that are printed as help."""

import ast
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from rich.console import Console
from rich.progress import Progress as Bar

from newsgate import progress
from newsgate.cli import app
from newsgate.options import is_coloured
from newsgate.progress import RateColumn

from .running import EXAMPLE, ROOT, newsgate

pty = pytest.importorskip("pty")

# Colour.


@pytest.mark.parametrize(
    ("asked", "environment", "is_terminal", "coloured"),
    [
        ("auto", {}, True, True), ("auto", {}, False, False), ("auto", {"TERM": "xterm"}, True, True),
        ("auto", {"NO_COLOR": "1"}, True, False), ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "0"}, True, False), ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": ""}, False, False), ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": "unknown"}, True, False), ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True), ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)  # fmt: skip
def test_who_decides_about_colour(asked: str, environment: dict[str, str], is_terminal: bool, coloured: bool) -> None:
    assert is_coloured(asked, environment, is_terminal) == coloured


SUITE = "suite: s\nexpectations:\n- {expect: no_ad_markers}\n"
RED = "\x1b[1;31m"


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    (tmp_path / "s.yaml").write_text(SUITE, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "1", "title": "T", "body": "A [ad_1] b."}\n', encoding="utf-8")
    return ["check", str(tmp_path / "a.jsonl"), "--suite", str(tmp_path / "s.yaml")]


def on_terminal(arguments: list[str], stream: str = "stdout", **environment: str) -> tuple[str, str]:
    """Run the command with stdout or stderr on a terminal: what that shows, and what the other got."""
    ours, theirs = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "COLORTERM")}
    other = "stderr" if stream == "stdout" else "stdout"
    with subprocess.Popen(
        [sys.executable, "-m", "newsgate", *arguments], cwd=ROOT, env={**kept, "TERM": "xterm", **environment},
        stdin=subprocess.DEVNULL, **{stream: theirs, other: subprocess.PIPE},
    ) as running:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # on Linux, the end of a terminal
                break
            if not part:
                break
            shown += part
        pipe = running.stderr if stream == "stdout" else running.stdout
        assert pipe
        rest = pipe.read()
    os.close(ours)
    return shown.decode(), rest.decode()


@pytest.mark.parametrize(
    ("more", "environment", "coloured"),
    [
        ([], {}, True), ([], {"NO_COLOR": "1"}, False), ([], {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        (["--color", "always"], {"TERM": "dumb", "NO_COLOR": "1"}, True), ([], {"NEWSGATE_COLOR": "never"}, False),
    ],
)  # fmt: skip
def test_colour_on_a_terminal(asked: list[str], more: list[str], environment: dict[str, str], coloured: bool) -> None:
    shown, complaints = on_terminal([*asked, *more], COLUMNS="60", **environment)
    assert (RED in shown) == coloured
    assert complaints == ""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 60


def test_colour_in_a_pipe(asked: list[str]) -> None:
    assert RED in newsgate(*asked, FORCE_COLOR="1", TERM="dumb").out
    assert RED not in newsgate(*asked, "--no-color", FORCE_COLOR="1").out


# Progress.


def test_progress_is_shown_on_a_terminal_only(asked: list[str]) -> None:
    shown, results = on_terminal(asked, "stderr")
    assert "checking" in shown
    assert "reading files" in shown
    assert "\x1b" not in results
    assert newsgate(*asked, FORCE_COLOR="1").err == ""
    assert "checking" not in on_terminal(asked, "stderr", TERM="dumb")[0]


class Clock:
    """A clock that is told what time it is."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("what", "counts", "rate"),
    [
        ("checking", [0, 50_000, 100_000], "50,000 articles/s"), ("reading files", [0, 3, 6], "3.0 files/s"),
        ("checking", [0], ""), ("facts: copies", [0, 1], ""), ("checking", [0, 9, 18], "9.0 articles/s"),
    ],
)  # fmt: skip
def test_the_rate_says_what_is_counted(what: str, counts: list[int], rate: str) -> None:
    clock = Clock()
    bar = Bar(RateColumn(), console=Console(file=io.StringIO()), get_time=clock, auto_refresh=False)
    task = bar.add_task(what, total=1_000_000)
    for count in counts:
        bar.update(task, completed=count)
        clock.now += 1
    assert RateColumn().render(bar.tasks[0]).plain == rate


def test_what_is_over_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown = progress.Progress(quiet=False)
    shown("facts: copies", 0, 1)
    shown("facts: wire", 0, 1)
    shown("checking", 0, 9)
    assert isinstance(shown._bar, Bar)
    assert [task.finished for task in shown._bar.tasks] == [True, True, False]


# Commands that are printed.


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(app))
ROOMS = ("corpus", "checks", "expectations", "reports", "src/newsgate")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).glob("**/*.py"))]
#: ``newsgate`` with a command: in backquotes, or behind a colon or a quote, or at the beginning of a text.
PROSE = ("that", "is", "supports", "needs")
HINT = re.compile(r"(?:^|[`:(,;] ?)newsgate ((?:[a-z]+)(?: [^`\n;)]*)?)")


def texts(path: Path) -> Iterator[str]:
    """All texts in a module; what is put into them is ``X``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.value


def hints() -> list[tuple[str, str]]:
    found = [(path.name, hint) for path in SOURCES for text in texts(path) for hint in HINT.findall(text)]
    templates = sorted((ROOT / "reports" / "templates").glob("*"))
    found += [(path.name, hint) for path in templates for hint in HINT.findall(path.read_text(encoding="utf-8"))]
    return [(name, hint) for name, hint in found if hint.split()[0] not in PROSE]


def test_hints_are_found() -> None:
    told = {hint for _, hint in hints()}
    assert {"checks NAME", "check … --report report", "read", "link DATA", "check DATA --links X"} <= told


@pytest.mark.parametrize(("name", "hint"), sorted(set(hints())))
def test_only_commands_that_exist_are_printed(name: str, hint: str) -> None:
    words = hint.replace("=", " ").split()
    path = tuple(words[:2]) if tuple(words[:2]) in COMMANDS else tuple(words[:1])
    assert path in COMMANDS, f"{name}: newsgate {hint}"
    known = {option for parameter in COMMANDS[path].params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known, f"{name}: newsgate {hint}"


@pytest.mark.parametrize("command", [*COMMANDS.values()], ids=[" ".join(path) for path in COMMANDS])
def test_the_help_of_every_command_names_only_commands_that_exist(command: click.Command) -> None:
    with click.Context(command, info_name="newsgate") as context:
        told = command.get_help(context)
    for hint in re.findall(r"`newsgate ([a-z ]+)", told):
        words = hint.split()
        assert tuple(words[:2]) in COMMANDS or tuple(words[:1]) in COMMANDS, hint


def test_what_is_printed_names_only_commands_that_exist() -> None:
    printed = newsgate("check", EXAMPLE).out + newsgate("check", ROOT / "README.md").err + newsgate("checks", "x").err
    found = re.findall(r"newsgate ([a-z]+)", printed)
    assert found
    assert set(found) <= {path[0] for path in COMMANDS}
