"""The report for the person at the desk: the worst first, the offending text marked, the verdict last.

Article text only ever goes through rich's `Text`: its markup would swallow ``[ad_1]`` and choke on ``[/ad_1]``.
"""

import textwrap
from collections.abc import Iterator
from importlib.metadata import version

import polars as pl
from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..expectations import ExpectationVerdict, FailOn, Limits, Result
from .ranking import Pair, limit_of, over_a_limit, percent
from .safe_text import one_line, printable_name

DIAGNOSTICS = 2
SOURCES = 20
REJECTS = 5
#: Up to so many articles there is a table of them.
ARTICLES = 12
_STYLE = {"fail": "bold red", "error": "bold red", "warn": "yellow", "not_evaluated": "yellow", "pass": "dim"}
_WORD = {"fail": "fail", "error": "broke", "warn": "warn", "not_evaluated": "not judged", "pass": "pass"}


def print_report(
    result: Result,
    console: Console,
    *,
    verbose: bool = False,
    fail_on: FailOn = "error",
    report: str | None = None,
) -> None:
    """Tell the result. *report*: where the HTML report was written, for the last lines."""
    pairs = over_a_limit(result)
    _head(result, console)
    _diagnostics(result, pairs, console, len(pairs) if verbose else DIAGNOSTICS)
    console.print(_expectations_table(result))
    console.print()
    numbers = {v.expectation.id: i for i, v in enumerate(result.expectations, 1)}
    told = [v for v in result.expectations if v.outcome in {"fail", "warn"}]
    if told:
        _sources_table(result, told, numbers, console, 10_000 if verbose else SOURCES)
    if result.corpus.articles.height <= ARTICLES and result.cells.height:
        console.print(_articles_table(result, numbers))
        console.print(Text(" ✗ fails   · ok   ? a field is missing   – not owed\n", style="dim"))
    _unread(result, console)
    _blind(result, console)
    _verdict(result, console, fail_on, report)


def _head(result: Result, console: Console) -> None:
    corpus = result.corpus
    console.print(
        Text.assemble(
            f"newsgate {version('newsgate')}  suite ", (result.suite.name, "bold"),
            f" ({len(result.suite.expectations)} expectations)",
        )
    )  # fmt: skip
    sources = corpus.articles["source"].n_unique()
    console.print(Text(f"{_n(corpus.articles.height, 'article')} of {_n(sources, 'source')}, "
                       f"{_n(corpus.rejects.height, 'reject')}\n"))  # fmt: skip


def _diagnostics(result: Result, pairs: list[Pair], console: Console, most: int) -> None:
    examples = result.examples.partition_by("expectation", "source", as_dict=True)
    for pair in pairs[:most]:
        rows = examples.get((pair.verdict.expectation.id, pair.source.source))
        console.print(_diagnostic(pair, rows, console.width))
    if len(pairs) > most:
        console.print(Text(f"{len(pairs) - most} more of these: show them with -v.\n", style="dim"))


def _diagnostic(pair: Pair, rows: pl.DataFrame | None, width: int) -> Text:
    """One expectation on one source: the place, the text with carets, why, help."""
    expectation, source = pair.verdict.expectation, pair.source
    style = _STYLE[source.outcome]
    text = Text.assemble(
        (f"{_WORD[source.outcome].upper()} ", style), (expectation.id, "bold"), "  ",
        (printable_name(source.source), "bold"), "\n     ", (percent(source.counts.share), style),
        f" of articles fail ({source.counts.unexpected:,} of {source.counts.evaluated:,}), limit {_limit(pair)}\n",
    )  # fmt: skip
    if rows is not None:
        for line in _excerpt(rows.row(0, named=True), width, style):
            text.append_text(line)
    if expectation.because:
        text.append_text(_said("why:  ", one_line(expectation.because), width))
    if expectation.check.help:
        text.append_text(_said("help: ", expectation.check.help, width))
    return text


def _limit(pair: Pair) -> str:
    together = " for the small sources together" if pair.source.pooled else ""
    return percent(limit_of(pair.source)) + together


def _said(label: str, said: str, width: int, style: str = "") -> Text:
    """A line behind the excerpt, wrapped under its own beginning."""
    indent = " " * (5 + len(label))
    lines = textwrap.wrap(said, max(20, width - len(indent)), break_on_hyphens=False) or [""]
    return Text.assemble(("   = ", "blue"), (label, "bold"), (f"\n{indent}".join(lines), style), "\n")


def _excerpt(example: dict[str, object], width: int, style: str) -> Iterator[Text]:
    """Where it stands, the line, and carets under the evidence, counted in terminal cells."""
    origin, identifier = printable_name(str(example["origin"])), printable_name(str(example["article_id"]))
    record = f"{example['field']} of {identifier}"
    fits = 8 + cell_len(origin) + cell_len(record) <= width
    yield Text.assemble(("  --> ", "blue"), origin, "  " if fits else "\n      ", (f"{record}\n", "dim"))
    evidence, message = one_line(str(example["evidence"] or "")), one_line(str(example["message"] or ""))
    if not evidence.strip():
        yield _said("", message, width, style)
        return
    room = max(20, width - 6)
    shown = _cut(evidence, room * 2 // 3)
    lead = _cut_left(one_line(str(example["before"])).lstrip(), (room - cell_len(shown)) // 2)
    rest = "" if shown.endswith("…") else one_line(str(example["after"]))
    tail = _cut(rest, room - cell_len(lead) - cell_len(shown))
    yield Text("   |\n", "blue")
    yield Text.assemble(("   | ", "blue"), (lead, "dim"), (shown, "bold"), (tail, "dim"), "\n")
    if example["start"] is None:
        yield _said("", message, width, style)
        return
    carets = "^" * max(1, cell_len(shown))
    yield Text.assemble(("   | ", "blue"), " " * cell_len(lead), (carets, style))
    if cell_len(lead) + len(carets) + 1 + cell_len(message) <= room:
        yield Text(f" {message}\n", style)
    else:
        yield Text("\n")
        yield _said("", message, width, style)


def _cut(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else set_cell_size(text, max(0, cells - 1)) + "…"


def _cut_left(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) > cells - 1:
        text = text[1:]
    return "…" + text


def _expectations_table(result: Result) -> Table:
    table = _table()
    for name, justify in (("#", "right"), ("Expectation", "left"), ("Outcome", "left"), ("Fail", "right"),
                          ("Limit", "right"), ("Failing / judged", "right")):  # fmt: skip
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for number, verdict in enumerate(result.expectations, 1):
        counts, limits = verdict.counts, verdict.expectation.limits
        judged = f"{counts.unexpected:,} / {counts.evaluated:,}" if not verdict.problem else "–"
        table.add_row(
            str(number),
            verdict.expectation.id,
            Text(_WORD[verdict.outcome], _STYLE[verdict.outcome]),
            Text(percent(counts.share) if counts.evaluated else "–", _STYLE[verdict.outcome]),
            _limits(limits),
            judged,
        )
    return table


def _limits(limits: Limits) -> str:
    """The share that may fail; where a warning comes before the error, both."""
    shares = dict.fromkeys(percent(1 - share) for share in (limits.warning, limits.error) if share is not None)
    return ", ".join(shares)


def _sources_table(
    result: Result, told: list[ExpectationVerdict], numbers: dict[str, int], console: Console, most: int
) -> None:
    """Sources × expectations that fail or warn somewhere: the percentage of articles that fail."""
    shown = told[: max(1, (console.width - 32) // 4)]
    cells = {(v.expectation.id, s.source): s for v in shown for s in v.sources}
    table = _table()
    table.add_column("Source", no_wrap=True, max_width=22, overflow="ellipsis")
    table.add_column("Articles", justify="right", no_wrap=True)
    for verdict in shown:
        table.add_column(str(numbers[verdict.expectation.id]), justify="right", no_wrap=True)
    ranked = result.by_source
    for source, articles in ranked.select("source", "articles").head(most).iter_rows():
        row = []
        for verdict in shown:
            s = cells.get((verdict.expectation.id, source))
            if s is None or not s.counts.evaluated:
                row.append(Text("–", "dim"))
            else:
                row.append(Text(_short(s.counts.share), _STYLE[s.outcome] if s.counts.unexpected else "dim"))
        table.add_row(printable_name(source), f"{articles:,}", *row)
    console.print(table)
    notes = ["percent of articles that fail, by number of the expectation"]
    if ranked.height > most:
        notes.append(f"{ranked.height - most} more sources: show them with -v")
    if len(told) > len(shown):
        notes.append(f"{len(told) - len(shown)} expectations do not fit this width")
    console.print(Text(f" {'; '.join(notes)}\n", style="dim"))


def _short(share: float) -> str:
    if share == 0:
        return "·"
    return "<1" if share < 0.01 else f"{100 * share:.0f}"


def _articles_table(result: Result, numbers: dict[str, int]) -> Table:
    sign = {
        "fails": Text("✗", "bold red"),
        "ok": Text("·", "dim"),
        "missing": Text("?"),
        "not owed": Text("–", "dim"),
    }
    table = _table()
    table.add_column("Article", no_wrap=True, max_width=24, overflow="ellipsis")
    for number in numbers.values():
        table.add_column(str(number), justify="right", no_wrap=True)
    for rows in result.cells.partition_by("origin", maintain_order=True):
        state = dict(rows.select("expectation", "state").iter_rows())
        cells = [sign.get(state.get(name, ""), Text(" ")) for name in numbers]
        table.add_row(printable_name(rows["article_id"][0] or rows["origin"][0]), *cells)
    return table


def _unread(result: Result, console: Console) -> None:
    """What could not be read, and what was read with a reservation."""
    corpus = result.corpus
    for origin, _, reason in corpus.rejects.head(REJECTS).iter_rows():
        console.print(Text.assemble(("REJECT ", "bold red"), f"{printable_name(origin)}: {one_line(reason)}"))
    if corpus.rejects.height > REJECTS:
        console.print(Text(f"… and {corpus.rejects.height - REJECTS:,} more rejects (newsgate read lists them)"))
    if corpus.notes.height:
        origin, note = corpus.notes.row(0)
        console.print(Text.assemble(("NOTE ", "yellow"), f"{printable_name(origin)}: {one_line(note)}"))
        if corpus.notes.height > 1:
            console.print(Text(f"… and {corpus.notes.height - 1:,} more such notes"))
    if corpus.skipped:
        console.print(Text(f"Not read as articles: {', '.join(printable_name(s) for s in corpus.skipped[:5])}", "dim"))
    if corpus.rejects.height or corpus.notes.height or corpus.skipped:
        console.print()


def _blind(result: Result, console: Console) -> None:
    """What could not be judged."""
    for verdict in result.expectations:
        if verdict.problem:
            console.print(
                Text.assemble(("BROKE ", "bold red"), f"{verdict.expectation.id}: {one_line(verdict.problem)}")
            )
        blind = [s.source for s in verdict.sources if s.outcome == "not_evaluated"]
        if blind:
            fields = ", ".join(verdict.expectation.reads)
            names = ", ".join(printable_name(s) for s in blind[:4]) + (
                f" and {len(blind) - 4} more" if len(blind) > 4 else ""
            )
            console.print(
                Text.assemble(
                    ("NOT JUDGED ", "yellow"), f"{verdict.expectation.id} on {names}: no article has {fields}"
                )
            )
    if any(v.problem or any(s.outcome == "not_evaluated" for s in v.sources) for v in result.expectations):
        console.print()


def _verdict(result: Result, console: Console, fail_on: FailOn, report: str | None) -> None:
    code = result.exit_code(fail_on)
    badge = (" SHIP ", "bold white on green") if code == 0 else (" DO NOT SHIP ", "bold white on red")
    console.print(Text.assemble(badge, f"  {'; '.join(reasons(result, fail_on))}"))
    if report:
        console.print(Text.assemble("  report  ", (report, "cyan")))
    elif code:
        console.print(Text.assemble("  next    ", ("newsgate check … --report report", "cyan"), "  a page per source"))
        console.print(
            Text.assemble("          ", ("newsgate checks NAME", "cyan"), "              what a check looks for")
        )


def reasons(result: Result, fail_on: FailOn = "error") -> list[str]:
    """Why the gate is open or closed, in short clauses."""
    found = []
    if not result.corpus.articles.height:
        found.append("no article could be read")
    if result.too_many_rejects:
        found.append(f"{_n(result.corpus.rejects.height, 'record')} could not be read")
    if broke := result.outcomes("error"):
        found.append(f"{_n(len(broke), 'check')} broke")
    failing = {s.source for v in result.expectations for s in v.sources if s.outcome == "fail"}
    sources = result.corpus.articles["source"].n_unique()
    if failed := result.outcomes("fail"):
        found.append(f"{_n(len(failed), 'expectation')} failed, on {len(failing):,} of {_n(sources, 'source')}")
    warned = [v for v in result.outcomes("warn") if v.severity != "info"]
    if warned:
        found.append(f"{_n(len(warned), 'expectation')} warned")
    if not found and result.exit_code(fail_on):
        found.append("an expectation could not be judged")
    return found or [f"all {_n(len(result.expectations), 'expectation')} kept by {_n(sources, 'source')}"]


def _n(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold", pad_edge=True)
