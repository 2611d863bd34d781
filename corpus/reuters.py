"""Reuters-21578: Latin-1 SGML, a thousand stories a file.

SGML is the container, so its entities (``&lt;``, ``&#3;``) are decoded, once. The DATELINE element is the first
words of the running text (``LONDON, March 9 - ``) and stands in front of the body as it did on the wire; it is kept
as a column of its own too.
"""

import re
from collections.abc import Iterator

import polars as pl

from .files import InputFile
from .pages import Record, records_frame
from .pieces import WHERE, Piece, Reject

_STORY = re.compile(r"<REUTERS\b([^>]*)>(.*?)(</REUTERS>|(?=<REUTERS\b)|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ELEMENT = re.compile(r"<(DATE|TITLE|DATELINE|AUTHOR|BODY)>(.*?)</\1>", re.DOTALL)
_TOPIC = re.compile(r"<(TOPICS|PLACES|PEOPLE|ORGS|EXCHANGES|COMPANIES)>(.*?)</\1>", re.DOTALL)
_REFERENCE = re.compile(r"&(?:#(\d{1,3})|(lt|gt|amp));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&"}
_TEXT = re.compile(r"<TEXT\b[^>]*>(.*?)</TEXT>", re.DOTALL)


def read_reuters(file: InputFile, text: str) -> Iterator[Piece]:
    """All stories of one SGML file; a story that never closes is refused."""
    piece = Piece()
    records, places = [], []
    for number, (attributes, inner, end) in enumerate(_STORY.findall(text), 1):
        if end:
            records.append(_record(attributes, inner))
            places.append(f"#{number}")
        else:
            piece.rejects.append(Reject(f"{file.shown}#{number}", "reuters", "the story never ends: no </REUTERS>"))
    if records:
        piece.frame = records_frame(records).with_columns(pl.Series(WHERE, places, dtype=pl.String))
    yield piece


def _record(attributes: str, inner: str) -> Record:
    named = {name.lower(): value for name, value in _ATTRIBUTE.findall(attributes)}
    record: Record = {"article_id": named.pop("newid", None), **named}
    elements = {name: _decoded(value) for name, value in _ELEMENT.findall(inner)}
    for name, value in _TOPIC.findall(inner):
        record[name.lower()] = re.findall(r"<D>(.*?)</D>", value)
    dateline = elements.get("DATELINE")
    body = elements.get("BODY")
    if body is None and "TITLE" not in elements:  # TYPE="UNPROC": one block of text
        block = _TEXT.search(inner)
        body = _decoded(re.sub(r"</?(?:AUTHOR|DATELINE)>", "", block[1])) if block else None
    record["title"] = elements.get("TITLE")
    record["body"] = (dateline or "").lstrip() + body if body is not None else None
    record["dateline"] = dateline.strip() if dateline else None
    record["author"] = elements["AUTHOR"].strip() if "AUTHOR" in elements else None
    record["published_at"] = elements["DATE"].strip() if "DATE" in elements else None
    return record


def _decoded(text: str) -> str:
    """SGML's own references decoded; ``&#3;`` is the control character it says, not HTML's idea of it."""
    return _REFERENCE.sub(lambda m: chr(int(m[1])) if m[1] else _NAMED[m[2]], text)
