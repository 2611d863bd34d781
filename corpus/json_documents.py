"""JSON documents: an array of records, one record, records by key, or a wrapper around such a list."""

import json
import re
from collections.abc import Iterator

from .article import choose_columns
from .errors import DataError
from .files import InputFile
from .json_lines import decode_lines
from .pieces import Note, Piece, Reject

#: Larger documents are refused with advice: JSON Lines and Parquet are read in pieces, a document cannot be.
MAX_DOCUMENT_BYTES = 512 << 20
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def read_json_document(file: InputFile, text: str) -> Iterator[Piece]:
    """All records of one JSON document. Raises `DataError` where it is not JSON or holds no records."""
    piece = Piece()
    try:
        document = json.loads(text, parse_int=_integer)
        lines = list(_lines(document, file, piece))
    except json.JSONDecodeError as error:
        raise DataError(f"not JSON: {error.msg}", where=f"{file.shown}:{error.lineno}:{error.colno}") from None
    except RecursionError:
        raise DataError("not JSON that can be read: nested too deeply") from None
    yield from (Piece(frame) for frame in decode_lines(lines, file, "json", piece))
    yield piece


def _lines(document: object, file: InputFile, piece: Piece) -> Iterator[tuple[str, str]]:
    """Where each record stands, and the record in one line."""
    for place, record in _records(document):
        if not isinstance(record, dict) or not record:
            piece.rejects.append(Reject(file.shown + place, "json", "not an object with fields"))
            continue
        line = json.dumps(record, ensure_ascii=False)
        whole = _HALF_CHARACTER.sub("\ufffd", line)
        if whole != line:
            piece.notes.append(Note(file.shown + place, "escapes of half a character; read as U+FFFD"))
        yield place, whole


def _integer(digits: str) -> int | float:
    """A number; one of more digits than Python reads is left to be refused with its record."""
    return int(digits) if len(digits) < 4_000 else float(digits)


def _records(document: object) -> Iterator[tuple[str, object]]:
    """``(where, record)`` of every record."""
    if isinstance(document, list):
        yield from ((f"#{i}", record) for i, record in enumerate(document, 1))
        return
    if not isinstance(document, dict):
        raise DataError("a JSON value that is neither an object nor a list")
    if "body" in choose_columns(list(document)) or not document:
        yield "", document
        return
    lists = [v for v in document.values() if isinstance(v, list) and v and all(isinstance(r, dict) for r in v)]
    if len(lists) == 1:  # {"status": "ok", "articles": […]}
        yield from _records(lists[0])
    elif all(isinstance(record, dict) for record in document.values()):  # {"V1": {…}, "V2": {…}}
        yield from ((_HALF_CHARACTER.sub("\ufffd", f"#{key}"), record) for key, record in document.items())
    else:
        yield "", document
