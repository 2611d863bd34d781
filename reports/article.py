"""Whole articles in the terminal, with carets under everything that is wrong in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..corpus import ARTICLE_SCHEMA
from ..expectations.one_article import Examined
from .cells import cut, hanging
from .diagnostics import MAX_MESSAGE
from .rows import Glyph, rows, under
from .safe_text import one_line, printable_name
from .words import count, listed

_STYLE = {"error": "bold red", "warning": "yellow", "info": ""}
#: Fields that are shown as blocks whether or not anything is wrong with them.
_BLOCKS = ("title", "body")
_BAR = "   | "
_Finding = Mapping[str, Any]


def print_articles(seen: Examined, console: Console) -> None:
    """Each of the articles, one below the other."""
    if seen.articles.height > 1:
        _say(console, Text(), f"{count(seen.articles.height, 'article')} have this id.")
        console.print()
    for article in seen.articles.iter_rows(named=True):
        findings = seen.findings.filter(pl.col("row") == article["row"]).to_dicts()
        for text in _article(article, findings, console.width):
            console.print(text, end="")
        for text in _summary(findings, seen, console.width):
            console.print(text, end="")
        console.print()


def _article(article: Mapping[str, Any], findings: Sequence[_Finding], width: int) -> Iterator[Text]:
    yield hanging(Text("article "), printable_name(article["article_id"]), width, style="bold", after=" /")
    yield hanging(Text("  --> ", "blue"), printable_name(article["origin"] or "(no place)"), width, after=" /")
    for name in ARTICLE_SCHEMA:
        if name not in (*_BLOCKS, "article_id", "origin") and article[name] not in (None, []):
            yield hanging(Text(f"      {name}: ", "dim"), _value(article[name]), width, indent=8)
    wrong = [str(finding["field"]) for finding in findings]
    for name in dict.fromkeys((*_BLOCKS[:1], *wrong, *_BLOCKS[1:])):
        yield Text("\n")
        yield Text.assemble((printable_name(name), "bold"), "\n")
        yield from _block(article.get(name), [f for f in findings if f["field"] == name], width)


def _value(value: object) -> str:
    return one_line(listed([str(each) for each in value], 20) if isinstance(value, list) else str(value)).strip()


def _block(value: object, findings: Sequence[_Finding], width: int) -> Iterator[Text]:
    """A field: its text in rows, under each row the carets of what is wrong in it; then what has no place in it."""
    placed = [f for f in findings if f["start"] is not None and isinstance(value, str)]
    if isinstance(value, str):
        groups: dict[str, list[_Finding]] = {}
        for finding in sorted(placed, key=lambda f: (f["start"], f["end"])):
            groups.setdefault(_said(finding), []).append(finding)
        for row in rows(value, max(20, width - len(_BAR)), [(f["start"], f["end"]) for f in placed]):
            yield _row(row)
            for group in groups.values():
                yield from _carets(row, group, width)
    else:
        yield Text("   (none)\n" if value is None else f"   | {_value(value)}\n", "dim")
    for finding in findings:
        if finding not in placed:
            evidence = one_line(finding["evidence"] or "").strip()
            yield _noted(f"{_said(finding)}: {evidence}" if evidence else _said(finding), finding, width)


def _row(row: Sequence[Glyph]) -> Text:
    line = Text.assemble((_BAR, "blue"), "".join(glyph.shown for glyph in row))
    line.rstrip()
    return Text.assemble(line, "\n")


def _carets(row: Sequence[Glyph], group: Sequence[_Finding], width: int) -> Iterator[Text]:
    """One line of carets for findings that say the same; what they say stands where one of them ends."""
    spans = [span for f in group if (span := under(row, f["start"], f["end"]))]
    if not spans:
        return
    cells = {at for lead, length, _ in spans for at in range(lead, lead + length)}
    carets = "".join("^" if at in cells else " " for at in range(max(cells) + 1))
    said = _said(group[0]) if any(is_last for *_, is_last in spans) else ""
    line = Text.assemble((_BAR, "blue"), (carets, _STYLE[group[0]["severity"]]))
    if said and len(_BAR) + len(carets) + 1 + cell_len(said) > width:
        yield Text.assemble(line, "\n", _noted(said, group[0], width))
    else:
        yield Text.assemble(line, (f" {said}".rstrip(), _STYLE[group[0]["severity"]]), "\n")


def _said(finding: _Finding) -> str:
    message = cut(one_line(finding["message"] or "").strip(), MAX_MESSAGE)
    return f"{printable_name(finding['expectation'])}: {message}"


def _noted(said: str, finding: _Finding, width: int) -> Text:
    return hanging(Text("   = ", "blue"), said, width, style=_STYLE[finding["severity"]])


def _summary(findings: Sequence[_Finding], seen: Examined, width: int) -> Iterator[Text]:
    yield Text("\n")
    for identifier, problem in seen.problems.items():
        yield hanging(Text("BROKE ", "bold red"), f"{printable_name(identifier)}: {one_line(problem)}", width, indent=5)
    broken = dict.fromkeys(printable_name(finding["expectation"]) for finding in findings)
    asked = count(seen.expectations, "expectation")
    if broken:
        said = f"{count(len(findings), 'finding')}: it breaks {listed([*broken], 30)} ({len(broken)} of {asked})"
    else:
        said = f"Nothing found by {asked}" if not seen.problems else "Nothing found by the expectations that ran"
    yield hanging(Text(" "), said, width)


def _say(console: Console, lead: Text, said: str) -> None:
    console.print(hanging(lead, said, console.width), end="")
