"""The tables of the terminal: the expectations; sources by expectations; and of a few articles, each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from ..expectations import ExpectationVerdict, Limits, SourceVerdict
from .cells import cut
from .diagnostics import STYLE
from .safe_text import printable_name
from .story import Story
from .words import allowed, count, limit, listed, outcome_word, percent, whole_percent, word

SOURCES = 20
#: Cells of the name of a source or an article.
_NAME = 24
_SIGNS = {"not evaluated": "?", "not owed": "–", "skipped": "–"}
_ARTICLE_SIGNS = {
    "fails": Text("✗", "bold red"), "ok": Text("·", "dim"), "missing": Text("?"), "not owed": Text("–", "dim"),
    "skipped": Text("–", "dim"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A table and what its signs mean."""

    table: Table
    notes: tuple[str, ...] = ()


def expectations_table(story: Story, width: int) -> Told:
    """Every expectation on the whole corpus, numbered as the suite has them."""
    rows = [_expectation_row(verdict) for verdict in story.result.expectations]
    heads = ("Outcome", "Fail", "Limit", "Failing / judged")
    others = [_Column(head, [row[at] for row in rows]) for at, head in enumerate(heads)]
    others[0] = replace(others[0], justify="left")
    numbers = _Column("#", [Text(str(number)) for number in range(1, len(rows) + 1)])
    while len(others) > 2 and _width([numbers, *others]) + 2 + _NAME > width:
        others.pop()
    room = max(_NAME // 2, width - _width([numbers, *others]) - 2)
    ids = [Text(cut(printable_name(v.expectation.id), room)) for v in story.result.expectations]
    table = _table([numbers, _Column("Expectation", ids, "left"), *others])
    has_two = len(others) > 2 and any(", " in limits.plain for limits in others[2].cells)
    return Told(table, ("limits hold per source; of two, the first warns and the second fails",) if has_two else ())


def _expectation_row(verdict: ExpectationVerdict) -> list[Text]:
    counts, limits, said = verdict.counts, verdict.expectation.limits, outcome_word(verdict)
    share = percent(counts.share, allowed(limits, verdict.outcome)) if counts.evaluated else "–"
    judged = "–" if verdict.problem else f"{counts.unexpected:,} / {counts.evaluated:,}"
    return [Text(said, STYLE[said]), Text(share, STYLE[said]), Text(_limits(limits)), Text(judged)]


def _limits(limits: Limits) -> str:
    """The share that may fail; where a warning comes before the error, both."""
    may_fail = [limit(1 - mostly) for mostly in (limits.warning, limits.error) if mostly is not None]
    return ", ".join(dict.fromkeys(may_fail))


def sources_table(story: Story, width: int, most: int) -> Told | None:
    """Sources, worst first, by the expectations that are over a limit somewhere: the percentage that fails.

    None where there is none. The expectations that are worst have a column if there is room for only some of them.
    """
    numbers = {v.expectation.id: number for number, v in enumerate(story.result.expectations, 1)}
    worst_first = dict.fromkeys(numbers[breach.verdict.expectation.id] for breach in story.breaches())
    if not worst_first:
        return None
    shown = story.ranked[:most]
    names, articles = list(map(printable_name, shown)), [f"{story.articles[source]:,}" for source in shown]
    if len(story.small) > 1:
        names.insert(0, f"{len(story.small):,} small together")
        articles.insert(0, f"{sum(story.articles.get(source, 0) for source in story.small):,}")
    columns: dict[int, list[Text]] = {}
    for number in worst_first:
        verdict = story.result.expectations[number - 1]
        found = [story.pairs[verdict.expectation.id].get(source) for source in shown]
        if len(story.small) > 1:
            found.insert(0, story.together(verdict))
        columns[number] = [_share(verdict, s) for s in found]
    name_column = _Column("Source", [Text(cut(name, _NAME)) for name in names], "left")
    article_column = _Column("Articles", [Text(number) for number in articles])
    table, left_out = _grid([name_column, article_column], columns, width)
    cells = {cell.plain for column in columns.values() for cell in column}
    signs = [
        "(5) is within the limit" if any(cell.startswith("(") for cell in cells) else "",
        "? not evaluated" if "?" in cells else "",
        "– not asked" if "–" in cells else "",
    ]
    more = count(len(story.articles) - most, "more source")
    left = [f"{more}: show them with -v" if len(story.articles) > most else "", left_out]
    said = "percent of articles that fail, by number of the expectation"
    return Told(table, (said, *(line for line in map(_joined, (signs, left)) if line)))


def _joined(parts: list[str]) -> str:
    return "; ".join(part for part in parts if part)


def _share(verdict: ExpectationVerdict, s: SourceVerdict | None) -> Text:
    said = word(verdict, s)
    if s is None or said in _SIGNS:
        return Text(_SIGNS.get(said, "–"), "dim")
    if not s.counts.unexpected:
        return Text("·", "dim")
    share = whole_percent(s.counts.share)
    return Text(f"({share})", "dim") if said == "holds" else Text(share, STYLE[said])


def articles_table(story: Story, width: int) -> Told:
    """How every article did under every expectation, while they are few."""
    ids = {number: v.expectation.id for number, v in enumerate(story.result.expectations, 1)}
    worst_first = dict.fromkeys(
        sorted(ids, key=lambda number: -story.result.expectations[number - 1].counts.unexpected)
    )
    names: list[Text] = []
    columns: dict[int, list[Text]] = {number: [] for number in worst_first}
    for rows in story.result.cells.partition_by("origin", maintain_order=True):
        states = dict(rows.select("expectation", "state").iter_rows())
        names.append(Text(cut(printable_name(rows["article_id"][0] or rows["origin"][0]), _NAME)))
        for number, column in columns.items():
            column.append(_ARTICLE_SIGNS.get(states.get(ids[number], ""), Text("!", "bold red")))
    table, left_out = _grid([_Column("Article", names, "left")], columns, width)
    signs = {cell.plain for column in columns.values() for cell in column}
    meanings = {"✗": "fails", "·": "ok", "?": "a field is missing", "–": "not asked", "!": "the check broke"}
    told = _joined([f"{sign} {meaning}" for sign, meaning in meanings.items() if sign in signs])
    return Told(table, (told, left_out) if left_out else (told,))


@dataclass(frozen=True)
class _Column:
    head: str
    cells: Sequence[Text]
    justify: Literal["left", "right"] = "right"

    @property
    def width(self) -> int:
        return max(cell_len(self.head), *(cell_len(cell.plain) for cell in self.cells), 1)


def _grid(fixed: list[_Column], numbered: dict[int, list[Text]], width: int) -> tuple[Table, str]:
    """A table of the columns that fit, which are given in order of importance, and the numbers of the others."""
    left = width - _width(fixed)
    chosen: list[int] = []
    for number, cells in numbered.items():
        needed = _Column(str(number), cells).width + 2
        if needed <= left:
            chosen.append(number)
            left -= needed
    table = _table([*fixed, *(_Column(str(number), numbered[number]) for number in sorted(chosen))])
    left_out = [str(number) for number in sorted(set(numbered) - set(chosen))]
    return table, f"no room for {listed(left_out, 10)}" if left_out else ""


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width for column in columns) + 2 * (len(columns) - 1)


def _table(columns: Sequence[_Column]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column.head, justify=column.justify, no_wrap=True)
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    return table
