"""The command line. Results on stdout, progress and complaints on stderr; exit codes as in the README."""

import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import click
import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from . import __version__
from .checks import all_checks, with_dateline_columns
from .corpus import Corpus, NewsgateError, UsageError, read_corpus
from .corpus.declared import did_you_mean
from .expectations import EXIT_OPEN, EXIT_UNREADABLE, Result, bundled_text, check, exported, load_suite, suite_schema
from .reports.check_page import check_page
from .reports.files import write_text
from .reports.html import check_report_folder, write_report
from .reports.safe_text import one_line
from .reports.sentences import verdict_of
from .reports.story import Story
from .reports.tables import check_table_path, write_table
from .reports.terminal import print_report
from .reports.verdict_json import verdict_json

_KINDS = ("text", "json")
#: So many different reasons are printed by `newsgate read`.
_GROUPS = 20


def _option(*names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option that is an environment variable too: ``--fail-on`` is ``NEWSGATE_FAIL_ON``."""
    long = next(name for name in names if name.startswith("--")).split("/")[0]
    variable = f"NEWSGATE_{long.removeprefix('--').replace('-', '_').upper()}"
    return click.option(*names, envvar=variable, show_envvar=False, **settings)


_data = click.argument("data", nargs=-1, metavar="DATA...")
_corpus_file = _option("--corpus", "corpus_file", metavar="FILE", help="YAML that maps columns, paths and sources.")
_color = _option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in the terminal."
)
_no_color = _option("--no-color", is_flag=True, help="The same as --color never.")
_quiet = _option("--quiet", "-q", is_flag=True, help="Print nothing but complaints.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsgate")
def app() -> None:
    """The release gate for news corpora.

    Exit codes: 0 the gate is open, 1 an expectation failed, 2 usage or configuration error, 3 data could not be
    read or a check broke. Every option is also an environment variable: --fail-on is NEWSGATE_FAIL_ON.
    """


@app.command("check")
@_data
@_option("--suite", default="news", show_default=True, metavar="NAME|FILE", help="The expectations.")
@_corpus_file
@_option("--engine", type=click.Choice(["pandera", "gx"]), default="pandera", show_default=True,
         help="Who runs the checks; gx is Great Expectations.")  # fmt: skip
@_option("--report", metavar="DIR", help="Write an HTML report: an index and a page per source.")
@_option("--findings", metavar="FILE", help="Write all findings (.parquet, .jsonl or .csv).")
@_option("--format", "kind", type=click.Choice(_KINDS), default="text", help="What is printed.")
@_option("--output", "outputs", multiple=True, metavar="FILE|KIND=FILE", help="Write it to a file; repeatable.")
@_option("--select", multiple=True, metavar="NAME", help="Only this expectation or check; repeatable.")
@_option("--exclude", multiple=True, metavar="NAME", help="All but this; repeatable.")
@_option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True,
         help="What closes the gate.")  # fmt: skip
@_option("--verbose", "-v", is_flag=True, help="Every source and expectation over a limit.")
@_quiet
@_color
@_no_color
def check_command(**given: Any) -> None:
    """Judge articles by a suite; print what is wrong, and open or close the gate."""
    suite = load_suite(given["suite"]).only(given["select"], given["exclude"])
    outputs = _outputs(given["outputs"], given["kind"])
    if given["findings"]:
        check_table_path(Path(given["findings"]))
    if given["report"]:
        check_report_folder(Path(given["report"]))
    with _Progress(given["quiet"]) as progress:
        corpus = read_corpus(
            *given["data"],
            corpus_file=given["corpus_file"],
            progress=lambda n, of: progress("reading files", n, of),
        )
        result = check(corpus, suite, engine=given["engine"], progress=progress)
        if given["report"]:
            progress("writing the report", 0, 1)
        report = write_report(result, Path(given["report"]), fail_on=given["fail_on"]) if given["report"] else None
    if given["findings"]:
        write_table(result.findings, Path(given["findings"]))
    for kind, path in outputs:
        write_text(path, _told(result, kind, given))
    if given["quiet"] and (code := result.exit_code(given["fail_on"])):
        click.echo(
            f"the gate is closed (exit code {code}): {verdict_of(Story(result, given['fail_on'])).headline.whole}",
            err=True,
        )
    to_file = any("=" not in output for output in given["outputs"])
    if not given["quiet"] and not to_file:
        _print(result, given, str(report) if report else None)
    sys.exit(result.exit_code(given["fail_on"]))


def _outputs(given: tuple[str, ...], default: str) -> list[tuple[str, Path]]:
    found = []
    for output in given:
        kind, equals, path = output.partition("=")
        if not equals:
            found.append((default, Path(output)))
        elif kind in _KINDS:
            found.append((kind, Path(path)))
        else:
            raise UsageError(
                f"there is no output {kind!r}", where=f"--output {output}", hint=f"kinds: {', '.join(_KINDS)}"
            )
    return found


def _told(result: Result, kind: str, given: dict[str, Any]) -> str:
    """The result as text of one kind."""
    if kind == "json":
        return verdict_json(result, given["fail_on"])
    console = Console(
        width=100, no_color=True, highlight=False, markup=False, emoji=False, record=True, file=io.StringIO()
    )
    print_report(result, console, verbose=given["verbose"], fail_on=given["fail_on"])
    return console.export_text()


def _print(result: Result, given: dict[str, Any], report: str | None) -> None:
    if given["kind"] == "json":
        click.echo(verdict_json(result, given["fail_on"]), nl=False)
        return
    console = _console(given)
    print_report(result, console, verbose=given["verbose"], fail_on=given["fail_on"], report=report)


def _console(given: dict[str, Any]) -> Console:
    """``--color``, then NO_COLOR and TERM=dumb; FORCE_COLOR and the kind of stdout are rich's business."""
    color = "never" if given["no_color"] else given["color"]
    if color == "auto" and (os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"):
        color = "never"
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 100
    return Console(
        force_terminal={"always": True, "never": False}.get(color),
        no_color=color == "never" or None,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
    )


@app.command("read")
@_data
@_corpus_file
@_option("--output", metavar="FILE", help="Write the articles (.parquet, .jsonl or .csv).")
@_option("--rejects", metavar="FILE", help="Write the rejects (.parquet, .jsonl or .csv).")
@_option(
    "--with",
    "extra",
    type=click.Choice(["dateline"]),
    multiple=True,
    help="Add what the text says as columns: dateline_*.",
)
@_quiet
def read_command(
    data: tuple[str, ...],
    corpus_file: str | None,
    output: str | None,
    rejects: str | None,
    extra: tuple[str, ...],
    quiet: bool,
) -> None:
    """Show what the reader makes of files, and what it could not read."""
    for path in (output, rejects):
        if path:
            check_table_path(Path(path))
    with _Progress(quiet) as progress:
        corpus = read_corpus(*data, corpus_file=corpus_file, progress=lambda n, of: progress("reading files", n, of))
    articles = with_dateline_columns(corpus.articles) if "dateline" in extra else corpus.articles
    if output:
        write_table(articles, Path(output))
    if rejects:
        write_table(corpus.rejects, Path(rejects))
    if not quiet:
        _print_reading(corpus)
        if "dateline" in extra:
            found = articles.height - articles["dateline_text"].null_count()
            click.echo(f"{found:,} of {articles.height:,} articles open with a dateline")
    sys.exit(EXIT_UNREADABLE if corpus.rejects.height or not corpus.articles.height else EXIT_OPEN)


def _print_reading(corpus: Corpus) -> None:
    by_format = corpus.files.group_by("format").agg(
        files=pl.len(), articles=pl.col("articles").sum(), rejects=pl.col("rejects").sum()
    )
    for name, files, articles, rejects in by_format.sort("format").iter_rows():
        click.echo(f"{name:14} {files:>7,} files {articles:>10,} articles {rejects:>7,} rejects")
    total = f"{corpus.records:,} records = {corpus.articles.height:,} articles + {corpus.rejects.height:,} rejects"
    click.echo(f"{total}, {corpus.articles['source'].n_unique():,} sources")
    rejects = corpus.rejects.select("origin", said=pl.format("{} ({})", "reason", "format"))
    _print_grouped("reject", rejects)
    _print_grouped("note", corpus.notes.select("origin", said="note"))
    for path in corpus.skipped:
        click.echo(one_line(f"not read as an article: {path}"))


def _print_grouped(kind: str, said: pl.DataFrame) -> None:
    """Each reason once, with how often and the first places; ``--rejects`` writes all of them."""
    groups = said.group_by("said", maintain_order=True).agg(n=pl.len(), places=pl.col("origin").head(3))
    for text, n, places in groups.head(_GROUPS).iter_rows():
        more = f" and {n - len(places):,} more" if n > len(places) else ""
        click.echo(one_line(f"{kind} {', '.join(places)}{more}: {text}"))
    if groups.height > _GROUPS:
        left = groups["n"].slice(_GROUPS).sum()
        click.echo(f"… and {left:,} more {kind}s" + ("; --rejects FILE writes all" if kind == "reject" else ""))


@app.command("checks")
@click.argument("name", required=False)
def checks_command(name: str | None) -> None:
    """List the checks, or explain one."""
    checks = all_checks()
    if name is None:
        for each in checks.values():
            click.echo(f"{each.name:26} {each.summary}")
        return
    ids = {e.id: e.check.name for e in load_suite("news").expectations}
    name = name if name in checks else ids.get(name, name)
    if name not in checks:
        raise UsageError(
            f"there is no check {name!r}", hint=did_you_mean(name, checks) or "`newsgate checks` lists them"
        )
    click.echo(check_page(checks[name]))


@app.group("suite")
def suite_group() -> None:
    """Verify, start or describe the YAML of expectations."""


@suite_group.command("lint")
@click.argument("file")
def lint_command(file: str) -> None:
    """Verify a suite file without reading any data."""
    suite = load_suite(file)
    click.echo(f"{file}: suite {suite.name!r} with {len(suite.expectations)} expectations is in order")


@suite_group.command("init")
@click.argument("file", default="newsgate.yaml")
def init_command(file: str) -> None:
    """Write the default suite to FILE, to be changed."""
    path = Path(file)
    if path.exists():
        raise UsageError("the file exists already", where=file, hint="name another one")
    write_text(path, bundled_text("news"))
    click.echo(f"wrote {file}; run it with: newsgate check DATA --suite {file}")


@suite_group.command("export")
@click.argument("suite", metavar="NAME|FILE")
@_option("--to", "kind", type=click.Choice(["pandera", "gx"]), required=True, help="pandera YAML or GX JSON.")
@_option("--output", metavar="FILE", help="Write it to a file; otherwise it is printed.")
def export_command(suite: str, kind: str, output: str | None) -> None:
    """Write a suite as a pandera schema (YAML) or a Great Expectations suite (JSON)."""
    text = exported(load_suite(suite), kind)
    if output:
        write_text(Path(output), text)
    else:
        click.echo(text, nl=False)


@suite_group.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of suite files, for editors."""
    click.echo(json.dumps(suite_schema(), indent=2, ensure_ascii=False))


class _Progress:
    """A bar on stderr, where stderr is a terminal; silent elsewhere."""

    def __init__(self, quiet: bool) -> None:
        console = Console(stderr=True)
        self._bar: AbstractContextManager[Any] = nullcontext()
        self._tasks: dict[str, Any] = {}
        if console.is_terminal and not quiet:
            columns = (
                TextColumn("{task.description:24}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=console, transient=True)

    def __enter__(self) -> "_Progress":
        self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of it is done."""
        if not isinstance(self._bar, Progress):
            return
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(what, total=total)
        self._bar.update(self._tasks[what], completed=done, total=total)


def _complain(error: NewsgateError) -> None:
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(Text.assemble(("error: ", "bold red"), one_line(error.what)))
    if error.where:
        console.print(Text.assemble(("  --> ", "blue"), one_line(error.where)))
    if error.hint:
        console.print(Text.assemble(("  help: ", "bold"), one_line(error.hint)))


def main() -> NoReturn:
    """Run the command; every way out has its exit code, and only a defect of newsgate itself shows a traceback."""
    try:
        app(standalone_mode=False)
    except NewsgateError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader is gone: say nothing more
        sys.exit(EXIT_UNREADABLE)
    except Exception:
        traceback.print_exc()
        click.echo("error: this is a defect of newsgate itself; the gate stays closed", err=True)
        sys.exit(EXIT_UNREADABLE)
    sys.exit(EXIT_OPEN)
