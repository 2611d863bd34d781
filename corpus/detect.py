"""Which format a file has, told by its first bytes, never by its name."""

import codecs
import csv
import io
import json
import re
from pathlib import PurePath
from typing import NamedTuple

from .article import choose_columns
from .errors import DataError

#: How much of a file is looked at.
HEAD_BYTES = 1 << 20

_BINARY = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a ZIP archive (or an Office document)"),
    (b"BZh", "bzip2 data"), (b"\xfd7zXZ\x00", "xz data"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "an SQLite database"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"OggS", "an Ogg file"), (b"ID3", "an MP3 file"),
    (b"Obj\x01", "an Avro file"), (b"ORC", "an ORC file"), (b"\x93NUMPY", "a NumPy array"),
    (b"\x80\x04\x95", "a Python pickle"),
)  # fmt: skip
_TEXT_NAMES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv"}
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[ \t#].*\r?\n|\r?\n)*(?:[\w\"'-][^\n]*:|---)")
_HTML = re.compile(r"(?i)\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html[\s>])", re.DOTALL)
_REUTERS = re.compile(r"\s*(?:<!DOCTYPE lewis\b|<REUTERS\b)")


class Detected(NamedTuple):
    """The format, and the text encoding (empty for binary formats)."""

    format: str
    encoding: str


def detect(head: bytes, encoding: str | None = None, name: str = "") -> Detected:
    """The format of a file that starts with *head* (decompressed). Raises `DataError` for a format that is not ours.

    Content decides. Only what could be text as well is asked for its *name*: broken records called ``.jsonl`` are
    broken records, and not one article.
    """
    if head[:4] == b"PAR1":
        return Detected("parquet", "")
    if head[:6] == b"ARROW1" or head[:4] == b"\xff\xff\xff\xff":
        return Detected("arrow", "")
    for magic, kind in _BINARY:
        if not head.startswith(magic):
            continue
        worded = magic.isalnum() and head[:256].isascii() and min(head[:256]) >= 9  # "ORCHESTRA plays on"
        if not worded:
            raise DataError(f"{kind}, not a file of articles")
    if _REUTERS.match(head[:4096].decode("latin-1")):
        return Detected("reuters", encoding or "latin-1")
    encoding = encoding or _encoding(head)
    try:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(head).removeprefix("\ufeff")
    except UnicodeError as error:
        raise DataError(f"not {encoding}: {error}") from None
    found = _text_format(text, whole=len(head) < HEAD_BYTES)
    if found == "text" and "\x00" in text[:4096]:
        raise DataError("a binary file of an unknown kind, not a file of articles")
    return Detected(_claimed(text.lstrip(), name) if found == "text" else found, encoding)


def _claimed(text: str, name: str) -> str:
    """What text that could be broken JSON or a table of unknown columns is, if its name says so too."""
    claimed = _TEXT_NAMES.get(PurePath(re.sub(r"(?i)\.(?:gz|zst|zstd)$", "", name)).suffix.lower(), "text")
    if claimed in {"csv", "tsv"}:
        header, row = [*text.splitlines()[:2], "", ""][:2]
        alike = any(one in header and header.count(one) == row.count(one) for one in _SEPARATORS)
        return claimed if alike else "text"
    return claimed if text[0] in '{["' else "text"


def _encoding(head: bytes) -> str:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    return "utf-8-sig" if head[:3] == codecs.BOM_UTF8 else "utf-8"


def _text_format(text: str, whole: bool) -> str:
    if not text.strip():
        raise DataError("the file is empty")
    if _HTML.match(text[:4096]):
        raise DataError("a web page (HTML), not a parsed article: extract its text first")
    if _FRONT_MATTER.match(text):
        return "front-matter"
    start = text.lstrip()
    first, _, rest = start.partition("\n")
    if start[0] in "{[" or start.startswith('"{'):
        return _json_format(start, first, rest, whole) or _table_format(text) or "text"
    return _table_format(text) or "text"


def _json_format(start: str, first: str, rest: str, whole: bool) -> str | None:
    """``jsonl`` where every line is a record, ``json`` for one document, None for text such as ``[ad_1]``."""
    if _is_json(first) and not start.startswith("["):
        return "jsonl" if rest.strip() or start[0] == '"' else "json"
    if start[0] == "[":
        return "json" if re.match(r"\[\s*(?:[\[{\"\]]|$)", start) else None
    if re.match(r'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}|$)', start):
        second = rest.lstrip()[:1]
        first_is_broken = second == "{" and "\n{" in "\n" + rest and not first.rstrip().endswith(("{", "[", ","))
        return "jsonl" if first_is_broken or (not rest and not whole) else "json"
    behind = [line for line in rest.split("\n")[:10] if line.startswith('{"')]  # a broken line, and records
    return "jsonl" if start.startswith('"{\\"') or any(_is_json(line) for line in behind) else None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _table_format(text: str) -> str | None:
    """``csv`` or ``tsv`` where the first line is a header that names a field of an article."""
    separator = _separator(text.partition("\n")[0].rstrip("\r"))
    return None if separator is None else "tsv" if separator == "\t" else "csv"


def separator_of(text: str, format_name: str) -> str:
    """What parts the columns of a table: told by its header, else the usual one of its format."""
    header = text.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")
    counted = max(_SEPARATORS, key=header.count)
    return _separator(header) or (counted if format_name == "csv" and counted in header else _USUAL[format_name])


_SEPARATORS = ("\t", ",", ";", "|")
_USUAL = {"tsv": "\t", "csv": ","}


def _separator(header: str) -> str | None:
    for separator in _SEPARATORS:
        if separator not in header or len(header) > 10_000:
            continue
        try:
            columns = next(csv.reader(io.StringIO(header, newline=""), delimiter=separator), [])
        except csv.Error:
            continue
        short = all(0 < len(c.strip()) <= 64 for c in columns)
        known = choose_columns(columns).keys()
        worded = len(known) == 1 and any(c[:1].isspace() for c in columns)  # "Title, deeds and lawsuits"
        if short and {"body", "title"} & known and not worded and len(set(columns)) == len(columns):
            return separator
    return None
