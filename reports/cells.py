"""Text measured in the cells of a terminal: a CJK letter or an emoji fills two of them, a combining mark none."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text


def wrapped(text: str, cells: int, after: str = " ") -> list[str]:
    """The lines of a text, none wider than *cells*; they end after one of the characters in *after* where they can."""
    lines, filled = [""], 0
    for piece in re.split(f"(?<=[{re.escape(after)}])", text):
        for part in _parts(piece, cells) if cell_len(piece.rstrip()) > cells else (piece,):
            if lines[-1] and filled + cell_len(part.rstrip()) > cells:
                lines.append("")
                filled = 0
            lines[-1] += part
            filled += cell_len(part)
    return [line.rstrip() for line in lines]


def hanging(lead: Text, said: str, width: int, *, style: str = "", indent: int | None = None, after: str = " ") -> Text:
    """A text behind its lead, wrapped under its own beginning (or *indent*); a line end behind it."""
    said = said.strip()  # a line of blanks alone would end in them
    if not said:
        lead.rstrip()
        return Text.assemble(lead, "\n")
    at = cell_len(lead.plain)
    under = at if indent is None else indent
    room = max(10, width - max(at, under))
    return Text.assemble(lead, (f"\n{' ' * under}".join(wrapped(said, room, after)), style), "\n")


def cut(text: str, cells: int) -> str:
    """The beginning of a text in so many cells; … stands for the rest."""
    return text if cell_len(text) <= cells else f"{_first(text, max(1, cells - 1))}…"


def cut_left(text: str, cells: int) -> str:
    """The end of a text in so many cells; … stands for what is before it."""
    if cell_len(text) <= cells:
        return text
    kept: list[str] = []
    left = cells - 1
    for character in reversed(text):
        left -= cell_len(character)
        if left < 0:
            break
        kept.append(character)
    while kept and not cell_len(kept[-1]):  # a combining mark without its letter
        kept.pop()
    return f"…{''.join(reversed(kept))}"


def _first(text: str, cells: int) -> str:
    """As many characters as fit, and one at least."""
    return next(_parts(text, cells), "")


def _parts(text: str, cells: int) -> Iterator[str]:
    """A text in parts as long as fit, each of one character at least."""
    start, left = 0, cells
    for at, character in enumerate(text):
        left -= cell_len(character)
        if left < 0 and at > start:
            yield text[start:at]
            start, left = at, cells - cell_len(character)
    if text[start:]:
        yield text[start:]
