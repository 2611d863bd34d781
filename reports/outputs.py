"""Every kind of output, by its name: one run, many outputs. A new kind is a line in `OUTPUTS`."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from ..corpus import UsageError
from ..corpus.declared import did_you_mean
from ..expectations import FailOn, Result
from ..expectations.compare import Comparison
from ..expectations.series import History
from .earlier import Baseline, PastRuns
from .excerpts import Evidence
from .files import write_text
from .github import github
from .gitlab import gitlab
from .html import check_report_path, layout_of, write_report
from .json_text import seen
from .junit import junit
from .markdown import markdown
from .pages import Layout, Settings
from .sarif import sarif
from .terminal import print_report
from .verdict_json import verdict_json

#: Columns of the text in a file.
TEXT_WIDTH = 100


@dataclass(frozen=True)
class Telling:
    """How a result is told. *fail_on*: what shuts the gate. *verbose*: all that is over a limit, in the text.

    *comparison* with a past run and *history* of past runs: None where nobody asked for it. *layout* and *evidence*:
    of the HTML report, by default a file where its path ends in ``.html``.
    """

    fail_on: FailOn = "error"
    verbose: bool = False
    comparison: Comparison | None = None
    history: History | None = None
    layout: Layout | None = None
    evidence: Evidence = "excerpt"

    def settings(self, path: Path) -> Settings:
        """How the HTML report at a path is made."""
        return Settings(
            layout=layout_of(path, self.layout),
            evidence=self.evidence,
            comparison=Baseline(self.comparison) if self.comparison else None,
            history=PastRuns(self.history) if self.history else None,
        )


@dataclass(frozen=True)
class Output:
    """One kind. *text*: the result as text, which can be printed; None for what is no single text.

    *write*: to a path, in place of the text. *check*: raises `UsageError` where that path will not do, before the run.
    """

    text: Callable[[Result, Telling], str] | None = None
    write: Callable[[Result, Path, Telling], Path] | None = None
    check: Callable[[Path, Layout | None], None] = lambda _, __: None

    def to_file(self, result: Result, path: Path, telling: Telling) -> Path:
        """Write the result; the file is whole or not there. Returns where to look."""
        if self.write:
            return self.write(result, path, telling)
        if self.text:
            write_text(path, self.text(result, telling))
        return path


@dataclass(frozen=True)
class Wanted:
    """An output that was asked for: ``KIND=PATH``."""

    kind: str
    path: Path

    def write(self, result: Result, telling: Telling) -> Path:
        """Write it; returns where to look."""
        return OUTPUTS[self.kind].to_file(result, self.path, telling)


def text(result: Result, telling: Telling) -> str:
    """The terminal's report without colour."""
    console = Console(
        width=TEXT_WIDTH, no_color=True, highlight=False, markup=False, emoji=False, file=io.StringIO(), _environ={},
    )  # fmt: skip
    with console.capture() as told:
        print_report(result, console, verbose=telling.verbose, fail_on=telling.fail_on, comparison=telling.comparison)
    return told.get()


def jsonl(result: Result, _: Telling) -> str:
    """The findings, one a line."""
    return seen(result.findings.write_ndjson())


def _html(result: Result, path: Path, telling: Telling) -> Path:
    return write_report(result, path, fail_on=telling.fail_on, settings=telling.settings(path))


OUTPUTS: dict[str, Output] = {
    "text": Output(text),
    "json": Output(lambda result, told: verdict_json(result, told.fail_on)),
    "jsonl": Output(jsonl),
    "junit": Output(lambda result, told: junit(result, told.fail_on)),
    "sarif": Output(lambda result, told: sarif(result, told.fail_on)),
    "github": Output(lambda result, told: github(result, told.fail_on)),
    "gitlab": Output(lambda result, told: gitlab(result, told.fail_on)),
    "markdown": Output(lambda result, told: markdown(result, told.fail_on)),
    "html": Output(write=_html, check=check_report_path),
}
#: The kinds that can be printed.
PRINTED = tuple(kind for kind, output in OUTPUTS.items() if output.text)


def wanted(given: Iterable[str], default: str, layout: Layout | None = None) -> list[Wanted]:
    """The outputs of ``--output``: ``KIND=PATH``, or a path for the kind that would be printed.

    *layout*: of the HTML report. Raises `UsageError` for a kind that is none, for a path that will not do, and where
    one is named twice.
    """
    found: dict[Path, Wanted] = {}
    for each in given:
        kind, equals, path = each.partition("=")
        one = Wanted(kind, Path(path)) if equals else Wanted(default, Path(each))
        if one.kind not in OUTPUTS:
            hint = did_you_mean(kind, OUTPUTS) or f"kinds: {', '.join(OUTPUTS)}"
            raise UsageError(f"there is no output {kind!r}", where=f"--output {each}", hint=hint)
        if equals and not path:
            raise UsageError("the output has no path", where=f"--output {each}", hint=f"write {kind}=FILE")
        if one.path in found:
            raise UsageError("two outputs have one path", where=str(one.path), hint="name another one")
        OUTPUTS[one.kind].check(one.path, layout)
        found[one.path] = one
    return list(found.values())
