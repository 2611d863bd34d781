"""What is shown of an article: the text around its findings, in pieces of 240 characters at most, all marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from .marks import Safe, Span, annotated, labelled
from .words import count

#: How much of the articles a report shows: nothing of their text, excerpts, or the whole text of its examples.
Evidence = Literal["none", "excerpt", "full"]
EVIDENCE: tuple[Evidence, ...] = ("none", "excerpt", "full")
#: Characters of an excerpt, what is shown of them before and behind a mark, and excerpts of one field.
LONGEST, AROUND, MOST = 240, 60, 4
#: Characters within which a blank is looked for, where an excerpt would cut a word.
_WORD = 20
#: Characters of a whole text; longer ones are cut, which is said.
WHOLE = 20_000


@dataclass(frozen=True)
class Piece:
    """A piece of an article: where it stands, its text with the marks, and what is left out behind it."""

    place: str
    text: Safe
    left_out: str = ""


def pieces(text: str, spans: Sequence[Span], field: str) -> list[Piece]:
    """Excerpts of a text that show its spans, in their order, line by line; the last says what is left out."""
    found: list[Piece] = []
    waiting = sorted((s for s in spans if s.start < s.end), key=lambda s: (s.start, s.end))
    at = shown = 0
    while waiting and shown < MOST:
        begin = _from(text, max(at, waiting[0].start - AROUND), waiting[0].start)
        most = min(len(text), begin + LONGEST - 2)
        inside = _fitting(waiting, most)
        waiting, shown = waiting[len(inside) :], shown + 1
        last = max(s.end for s in inside)
        at = _to(text, last, min(most, max(last, waiting[0].start)) if waiting else most)
        found += _excerpt(text, begin, at, inside, field)
    if waiting:
        found[-1] = replace(found[-1], left_out=f"{count(len(waiting), 'more place')} in this field")
    return found


def whole(text: str, spans: Sequence[Span], field: str) -> list[Piece]:
    """A whole text, line by line, with its spans."""
    shown = text[:WHOLE]
    cut = f"{len(text) - WHOLE:,} more characters" if len(text) > WHOLE else ""
    lines = list(_lines(shown))
    return [
        Piece(
            _place(field, number, len(lines)),
            annotated(line, [_moved(s, -at) for s in spans if _meets(s, at, line)]),
            cut if number == len(lines) else "",
        )
        for number, (at, line) in enumerate(lines, 1)
        if line.strip() or any(_meets(s, at, line) for s in spans)
    ]


def alone(row: Mapping[str, Any]) -> Piece:
    """A finding without the text it stands in: what was found, marked if it has a place."""
    evidence = (row["evidence"] or "")[:LONGEST]
    if not evidence.strip():
        return Piece(row["field"], labelled("(empty)", row["expectation"]))
    if row["start"] is None:
        return Piece(row["field"], labelled(evidence, row["expectation"]))
    return Piece(f"{row['field']} {row['start'] + 1:,}", annotated(evidence, [span(row, 0, len(evidence))]))


def span(row: Mapping[str, Any], start: int, end: int) -> Span:
    """A place with what a finding says of it."""
    return Span(start, end, row["expectation"], row["severity"] != "error")


def _fitting(spans: Sequence[Span], most: int) -> list[Span]:
    """The spans that an excerpt shows: the first, those that end before *most*, and those that begin within them."""
    fitting = list(spans[:1])
    for s in spans[1:]:
        if s.end > most and s.start >= max(one.end for one in fitting):
            break
        fitting.append(s)
    return fitting


def _from(text: str, begin: int, start: int) -> int:
    """Where an excerpt begins: with the line of the mark, or behind a blank, where there is one before the mark."""
    line = text.rfind("\n", begin, start) + 1
    if line or begin == 0 or text[begin - 1].isspace():
        return max(line, begin)
    blank = next((n for n in range(begin, min(start, begin + _WORD)) if text[n].isspace()), None)
    return begin if blank is None else blank + 1


def _to(text: str, end: int, most: int) -> int:
    """Where it ends: with the line of the last mark, or before a blank, where there is one behind the mark."""
    if end >= most:
        return most
    last = min(most, end + AROUND)
    line = text.find("\n", end, last)
    if line >= 0 or last == len(text):
        return line if line >= 0 else last
    blank = next((n for n in range(last, max(end, last - _WORD), -1) if text[n].isspace()), None)
    return last if blank is None else blank


def _excerpt(text: str, begin: int, end: int, spans: Sequence[Span], field: str) -> list[Piece]:
    """A part of a text, a piece a line; those of nothing but blanks are left out, unless the blanks are the defect."""
    cut_before = "…" if begin and text[begin - 1] != "\n" else ""
    cut_behind = "…" if end < len(text) and text[end] != "\n" else ""
    shown, moved = f"{cut_before}{text[begin:end]}{cut_behind}", len(cut_before) - begin
    inside = [Span(s.start + moved, min(s.end, end) + moved, s.label, s.soft) for s in spans]
    first, lines = text.count("\n", 0, begin) + 1, text.count("\n") + 1
    if any(not shown[s.start : s.end].strip() for s in inside):
        found = [Piece(_place(field, first, lines), annotated(shown, inside))]
    else:
        found = [
            Piece(
                _place(field, first + n, lines),
                annotated(line, [_moved(s, -at) for s in inside if _meets(s, at, line)]),
            )
            for n, (at, line) in enumerate(_lines(shown))
            if line.strip()
        ]
    longer = max((s.end - end for s in spans), default=0)
    if longer > 0:
        found[-1] = replace(found[-1], left_out=f"the mark goes on for {count(longer, 'more character')}")
    return found


def _moved(s: Span, by: int) -> Span:
    return Span(s.start + by, s.end + by, s.label, s.soft)


def _meets(s: Span, at: int, line: str) -> bool:
    return s.start < at + len(line) and s.end > at


def _place(field: str, number: int, lines: int) -> str:
    return field if field != "body" else f"{number:,}" if lines > 1 else field


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
