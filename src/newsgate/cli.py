"""The command line. Results on stdout, progress and complaints on stderr; exit codes as in the README."""

import errno
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.text import Text

from . import __version__
from .checks import MAX_CLUSTER, with_dateline_columns
from .corpus import DataError, NewsgateError, UsageError, read_corpus, with_links
from .expectations import (
    EXIT_FAILED,
    EXIT_OPEN,
    EXIT_UNREADABLE,
    EXIT_USAGE,
    Profile,
    Result,
    bundled_text,
    check,
    exported,
    load_suite,
    suite_schema,
)
from .looking import checks_command, explain_command, show_command
from .machine import machine
from .options import color, corpus_file, data, no_color, option, print_with, quiet
from .past import Past
from .progress import Progress
from .reports.excerpts import EVIDENCE
from .reports.files import check_writable, write_text
from .reports.html import check_report_path, write_report
from .reports.links import alarms_in_words, print_links
from .reports.outputs import OUTPUTS, PRINTED, Telling, Wanted, wanted
from .reports.pages import LAYOUTS
from .reports.profiled import print_profile
from .reports.reading import print_datelines, print_reading
from .reports.safe_text import one_line
from .reports.sentences import verdict_of
from .reports.story import Story
from .reports.tables import check_table_path, write_table
from .reports.terminal import print_report
from .reports.verdict_file import read_result

#: What a shell says of a command that Ctrl-C ended.
EXIT_STOPPED = 130

_layout = option(
    "--layout", type=click.Choice(LAYOUTS), help="Of the report; by default a file where it ends in .html."
)
_evidence = option("--evidence", type=click.Choice(EVIDENCE), default="excerpt", show_default=True,
                   help="How much article text the report shows.")  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsgate")
def app() -> None:
    """The release gate for news corpora.

    Exit codes: 0 the gate is open, 1 an expectation failed, 2 usage or configuration error, 3 data could not be
    read or a check broke. Every option is also an environment variable: --fail-on is NEWSGATE_FAIL_ON.
    """


@app.command("check")
@data
@option("--suite", default="news", show_default=True, metavar="NAME|FILE", help="The expectations.")
@corpus_file
@option("--engine", type=click.Choice(["pandera", "gx"]), default="pandera", show_default=True,
         help="Who runs the checks; gx is Great Expectations.")  # fmt: skip
@option("--report", metavar="DIR|FILE.html", help="Write an HTML report: a folder with a page per source, or one file.")
@_layout
@_evidence
@option("--findings", metavar="FILE", help="Write all findings (.parquet, .jsonl or .csv).")
@option("--format", "kind", type=click.Choice(PRINTED), default="text", help="What is printed.")
@option("--output", "outputs", multiple=True, metavar="FILE|KIND=FILE",
        help=f"Write it to a file; repeatable. Kinds: {', '.join(OUTPUTS)}.")  # fmt: skip
@option("--links", metavar="FILE", help="Links of `newsgate link`, in place of what duplicate_of says.")
@option("--baseline", metavar="FILE", help="Tell what changed since a past run (its --output json=FILE).")
@option("--history", metavar="DIR", help="Keep the verdicts of past runs there, and add this one.")
@option("--run-name", metavar="NAME", help="What to call this run in the history; a date, say.")
@option("--select", multiple=True, metavar="NAME", help="Only this expectation or check; repeatable.")
@option("--exclude", multiple=True, metavar="NAME", help="All but this; repeatable.")
@option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True,
         help="What closes the gate.")  # fmt: skip
@option("--verbose", "-v", is_flag=True, help="Every source and expectation over a limit.")
@option("--profile", is_flag=True, help="Say where the time goes: seconds and bytes by stage and check.")
@machine
@quiet
@color
@no_color
def check_command(**given: Any) -> None:
    """Judge articles by a suite; print what is wrong, and open or close the gate."""
    suite = load_suite(given["suite"]).only(given["select"], given["exclude"])
    outputs = wanted(given["outputs"], given["kind"], given["layout"])
    if given["report"]:
        outputs = [*wanted([f"html={given['report']}"], "html", given["layout"]), *outputs]
    if given["findings"]:
        check_table_path(Path(given["findings"]))
        check_writable(Path(given["findings"]))
    for output in outputs:
        check_writable(output.path)
    past = Past(given["baseline"], given["history"], given["run_name"], suite.name)
    profile = Profile()
    with Progress(given["quiet"]) as progress:
        with profile.stage("reading"):
            corpus = read_corpus(
                *given["data"],
                corpus_file=given["corpus_file"],
                progress=lambda n, of: progress("reading files", n, of),
                memory=given["memory"],
            )
            if given["links"]:
                corpus = with_links(corpus, Path(given["links"]))
        result = check(
            corpus, suite, engine=given["engine"], progress=progress, memory=given["memory"], profile=profile
        )
        comparison, history = past.beside(result, given["fail_on"])
        telling = Telling(given["fail_on"], given["verbose"], comparison, history, given["layout"], given["evidence"])
        if given["findings"]:
            progress("writing", 0, len(outputs) + 1)
            with profile.stage("writing: findings"):
                write_table(result.findings, Path(given["findings"]))
        written = _written(result, outputs, telling, progress, profile)
    if given["profile"]:
        print_profile(profile, corpus.articles.height, Console(stderr=True, highlight=False))
    code = result.exit_code(given["fail_on"])
    if given["quiet"] and code:
        said = verdict_of(Story(result, given["fail_on"])).headline.whole
        click.echo(one_line(f"the gate is closed (exit code {code}): {said}"), err=True)
    to_file = any("=" not in output for output in given["outputs"])
    if not given["quiet"] and not to_file:
        _print(result, given, telling, written.get("html"))
    sys.exit(code)


def _written(
    result: Result, outputs: list[Wanted], telling: Telling, progress: Progress, profile: Profile
) -> dict[str, Path]:
    """Write the outputs; of each kind, where to look."""
    written: dict[str, Path] = {}
    for done, output in enumerate(outputs):
        progress("writing", done, len(outputs))
        with profile.stage(f"writing: {output.kind}"):
            written.setdefault(output.kind, output.write(result, telling))
    return written


def _print(result: Result, given: dict[str, Any], telling: Telling, report: Path | None) -> None:
    text = OUTPUTS[given["kind"]].text
    if text and given["kind"] != "text":
        click.echo(text(result, telling), nl=False)
        return
    shown = str(report) if report else None
    print_with(
        given,
        lambda console: print_report(
            result,
            console,
            verbose=telling.verbose,
            fail_on=telling.fail_on,
            report=shown,
            comparison=telling.comparison,
        ),
    )


@app.command("report")
@click.argument("findings", metavar="FINDINGS.parquet")
@click.argument("verdict", metavar="VERDICT.json")
@click.argument("data", nargs=-1, metavar="[DATA...]")
@option("--output", "-o", required=True, metavar="DIR|FILE.html", help="Where the report goes.")
@_layout
@_evidence
@corpus_file
@option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True,
        help="What closes the gate.")  # fmt: skip
def report_command(**given: Any) -> None:
    """Write the HTML report of an earlier run again, without running the checks.

    From what `newsgate check DATA --findings FINDINGS.parquet --output json=VERDICT.json` wrote. With DATA, the same
    articles, the text around the findings is shown too.
    """
    path = Path(given["output"])
    check_report_path(path, given["layout"])
    articles = read_corpus(*given["data"], corpus_file=given["corpus_file"]).articles if given["data"] else None
    result = read_result(Path(given["findings"]), Path(given["verdict"]), articles)
    telling = Telling(fail_on=given["fail_on"], layout=given["layout"], evidence=given["evidence"])
    written = write_report(result, path, fail_on=telling.fail_on, settings=telling.settings(path))
    click.echo(one_line(f"wrote {written}"))


@app.command("read")
@data
@corpus_file
@option("--output", metavar="FILE", help="Write the articles (.parquet, .jsonl or .csv).")
@option("--rejects", metavar="FILE", help="Write the rejects (.parquet, .jsonl or .csv).")
@option(
    "--with",
    "extra",
    type=click.Choice(["dateline"]),
    multiple=True,
    help="Add what the text says as columns: dateline_*.",
)
@machine
@quiet
def read_command(
    data: tuple[str, ...],
    corpus_file: str | None,
    output: str | None,
    rejects: str | None,
    extra: tuple[str, ...],
    memory: int,
    jobs: int,  # noqa: ARG001 (the threads are made by now)
    quiet: bool,
) -> None:
    """Show what the reader makes of files, and what it could not read."""
    for path in (output, rejects):
        if path:
            check_table_path(Path(path))
    with Progress(quiet) as progress:
        corpus = read_corpus(
            *data, corpus_file=corpus_file, progress=lambda n, of: progress("reading files", n, of), memory=memory
        )
    articles = with_dateline_columns(corpus.articles) if "dateline" in extra else corpus.articles
    if output:
        write_table(articles, Path(output))
    if rejects:
        write_table(corpus.rejects, Path(rejects))
    if not quiet:
        print_with({}, lambda console: print_reading(corpus, console))
        if "dateline" in extra:
            print_with({}, lambda console: print_datelines(articles, console))
    sys.exit(EXIT_UNREADABLE if corpus.rejects.height or not corpus.articles.height else EXIT_OPEN)


@app.command("link")
@data
@corpus_file
@option("--output", metavar="FILE", help="Write the links (.parquet, .jsonl or .csv).")
@option("--max-cluster", type=click.IntRange(2), default=MAX_CLUSTER, show_default=True,
         help="Distinct texts of one story at most; larger clusters are told, not linked.")  # fmt: skip
@machine
@quiet
def link_command(**given: Any) -> None:
    """Find the copies among articles and link each to one canonical article.

    The links are a table: article_id, canonical_id, tier (exact, near, derived), containment and the longest passage
    the two share. `newsgate check DATA --links FILE` judges the corpus with them. The exit code is 1 where a cluster is
    too large to be one story: its articles are not linked.
    """
    from .checks.links import link  # noqa: PLC0415 (numba is slow to import, and most commands do without)

    output = given["output"]
    if output:
        check_table_path(Path(output))
    with Progress(given["quiet"]) as progress:
        corpus = read_corpus(
            *given["data"], corpus_file=given["corpus_file"], memory=given["memory"],
            progress=lambda n, of: progress("reading files", n, of),
        )  # fmt: skip
        if not corpus.articles.height:
            raise DataError("no articles: there is nothing to link", hint="`newsgate read` shows what was made of it")
        progress("linking copies", 0, 1)
        linked = link(corpus.articles, max_cluster=given["max_cluster"])
    if output:
        write_table(linked.links, Path(output))
    if not given["quiet"]:
        print_with({}, lambda console: print_links(linked, corpus.articles.height, output, console))
    elif linked.alarms.height:
        click.echo(f"not linked: {alarms_in_words(linked)}; see without --quiet", err=True)
    sys.exit(EXIT_UNREADABLE if corpus.rejects.height else EXIT_FAILED if linked.alarms.height else EXIT_OPEN)


app.add_command(checks_command)
app.add_command(explain_command)
app.add_command(show_command)


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
@option("--to", "kind", type=click.Choice(["pandera", "gx"]), required=True, help="pandera YAML or GX JSON.")
@option("--output", metavar="FILE", help="Write it to a file; otherwise it is printed.")
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


def _complain(error: NewsgateError) -> None:
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(Text.assemble(("error: ", "bold red"), one_line(error.what)))
    if error.where:
        console.print(Text.assemble(("  --> ", "blue"), one_line(error.where)))
    if error.hint:
        console.print(Text.assemble(("  help: ", "bold"), one_line(error.hint)))


def run() -> NoReturn:
    """Run the command as a process of its own: who stops it does not wait for threads that are still at work."""
    try:
        main()
    except SystemExit as ended:
        if ended.code == EXIT_STOPPED:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(EXIT_STOPPED)
        raise


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
        sys.exit(EXIT_STOPPED)
    except BrokenPipeError:
        _say_nothing_more()  # the reader is gone
        sys.exit(EXIT_UNREADABLE)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            _tell_defect()
        _say_nothing_more()
        click.echo("error: what is told cannot be written: no space left on device", err=True)
        sys.exit(EXIT_USAGE)
    except Exception:
        _tell_defect()
    sys.exit(EXIT_OPEN)


def _say_nothing_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_defect() -> NoReturn:
    traceback.print_exc()
    click.echo("error: this is a defect of newsgate itself; the gate stays closed", err=True)
    sys.exit(EXIT_UNREADABLE)
