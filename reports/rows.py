"""A text in the rows of a terminal, of which each character knows its place in the text and its cells."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from .safe_text import visible


class Glyph(NamedTuple):
    """A character of a text as it is shown: by its name where nobody would see it. *at*: its offset in code points."""

    at: int
    shown: str
    cells: int


def rows(text: str, width: int, spans: Sequence[tuple[int, int]] = ()) -> Iterator[list[Glyph]]:
    """The rows of a text, none wider than *width* (in cells, 20 at least), broken behind blanks where there are some.

    Line ends are not shown, except those in spans of nothing but blanks: there they are the defect.
    """
    blank = [(start, end) for start, end in spans if not text[start:end].strip()]
    line: list[Glyph] = []
    for at, character in enumerate(text):
        is_end = character == "\n"
        marked = any(start <= at < end for start, end in blank)
        shown = _shown(character, text[at + 1 : at + 2], marked)
        line.append(Glyph(at, shown, cell_len(shown)))
        if is_end:
            yield from _broken(line, width)
            line = []
    if line or not text or any(start >= len(text) for start, _ in spans):
        line.append(Glyph(len(text), "", 0))  # a finding may stand behind the last character
        yield from _broken(line, width)


def under(row: Sequence[Glyph], start: int, end: int) -> tuple[int, int, bool] | None:
    """Where carets stand under the part of a span in this row: cells before them, how many, and whether it ends here.

    None where no part of the span is in the row, or none that shows; a span that ends here has one caret at least.
    """
    first, last = row[0].at, row[-1].at
    end = max(end, start + 1)
    is_last = first < end <= last + 1
    if start > last or end <= first:
        return None
    lead = sum(glyph.cells for glyph in row if glyph.at < start)
    length = sum(glyph.cells for glyph in row if start <= glyph.at < end)
    return (lead, max(1, length), is_last) if length or is_last else None


def _shown(character: str, following: str, marked: bool) -> str:
    if character == "\n":
        return "⏎" if marked else ""
    if character == "\r" and following == "\n" and not marked:
        return ""
    if character == "\t":
        return "⇥" if marked else " "
    return visible(character)


def _broken(line: list[Glyph], width: int) -> Iterator[list[Glyph]]:
    """A line in rows; one that is full breaks behind its last blank, if that is in its second half."""
    row: list[Glyph] = []
    filled, blank_at = 0, 0
    for glyph in line:
        if filled + glyph.cells > width and row:
            at = blank_at if blank_at > len(row) // 2 else len(row)
            yield row[:at]
            row = row[at:]
            filled, blank_at = sum(kept.cells for kept in row), 0
        row.append(glyph)
        filled += glyph.cells
        if glyph.shown == " ":
            blank_at = len(row)
    if row:
        yield row
