"""Articles that are a file each: text pages, and Markdown with YAML front matter.

A text page is title, then text; a line above the title that is nothing but a date is the date. The body is
everything behind the title, to the byte: captions, bylines, footers and all, since judging them is the checks' work.
"""

import json
import re
from pathlib import Path

import polars as pl

from .article import choose_columns
from .dates import DATE_LINE
from .declared import parse
from .errors import DataError, UsageError
from .files import InputFile
from .pieces import INTERNAL

#: Longer first paragraphs are text, not titles: of 823 exported titles the longest has 146 characters.
MAX_TITLE = 200
_BYLINE = re.compile(
    r"By ((?:[A-Z][\w.'’-]*|and|de|van|von|der|al|bin)(?:,? +(?:[A-Z][\w.'’-]*|and|de|van|von|der|al|bin)){1,7})"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)

Record = dict[str, str | list[str] | None]


def read_text_page(file: InputFile, text: str) -> Record:
    """One text page as a record: ``title``, ``body``, ``published_at``, ``authors``.

    A companion file ``NAME.title`` gives the title, and then all of the page is body.
    """
    companion = file.path.with_name(file.path.name + ".title")
    if companion.is_file():
        return {"title": _companion(companion, file.settings.encoding), "body": text, "authors": _byline(text)}
    rest = text.lstrip("\r\n \t")
    first, behind = _first_line(rest)
    date = None
    if DATE_LINE.fullmatch(first.strip()):
        date, rest = first.strip(), behind.lstrip("\r\n \t")
        first, behind = _first_line(rest)
    if not _is_title(first, behind):
        return {"title": None, "body": rest, "published_at": date, "authors": _byline(rest)}
    body = behind.lstrip("\r\n")
    return {"title": first.strip(), "body": body, "published_at": date, "authors": _byline(body)}


def read_front_matter(file: InputFile, text: str) -> Record:
    """One Markdown page as a record: the keys of its front matter as written, and ``body``."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        raise DataError("the front matter never ends: a second line of --- is missing", where=f"{file.shown}:1")
    try:
        values = parse(found[1], file.shown)
        if not values.is_mapping:
            raise UsageError(f"a mapping is expected, not {values.kind}", where=values.where)
        keys = {name: value.plain() for name, _, value in values.pairs("the front matter")}
    except UsageError as error:
        where = _one_line_down(error.where or file.shown, file.shown)
        raise DataError(f"the front matter cannot be read: {error.what}", where=where) from None
    record: Record = {name: _cell(value) for name, value in keys.items() if name not in INTERNAL}
    record["body"] = text[found.end() :]
    declared = file.settings.columns  # the fields of a page must not depend on the pages it is mapped with
    names = {column: name for name, column in choose_columns(list(record), declared).items() if name not in declared}
    return {name if names.get(name, name) in record else names[name]: value for name, value in record.items()}


def records_frame(records: list[Record]) -> pl.DataFrame:
    """Records of many pages as one frame; a key that is a list anywhere is a list everywhere."""
    names = list(dict.fromkeys(name for record in records for name in record))
    columns = []
    for name in names:
        values = [record.get(name) for record in records]
        if any(isinstance(value, list) for value in values):
            lists = [value if value is None or isinstance(value, list) else [value] for value in values]
            columns.append(pl.Series(name, lists, dtype=pl.List(pl.String)))
        else:
            columns.append(pl.Series(name, values, dtype=pl.String))
    return pl.DataFrame(columns)


def _first_line(text: str) -> tuple[str, str]:
    line, _, behind = text.partition("\n")
    return line.rstrip("\r"), behind


def _is_title(line: str, behind: str) -> bool:
    """A short line of its own that is no sentence: an empty line follows it, and text."""
    line = line.strip()
    alone = re.match(r"[ \t]*\r?\n", behind) is not None or not behind.strip()
    return 0 < len(line) <= MAX_TITLE and alone and bool(behind.strip()) and not line.endswith((".", ",", ";", ":"))


def _byline(body: str) -> list[str] | None:
    """The names of a byline among the first lines, as ``By Name and Name``."""
    for line in body[:3000].splitlines()[:12]:
        found = _BYLINE.fullmatch(line.strip())
        if found:
            return [name.strip() for name in re.split(r",? and |, ", found[1]) if name.strip()]
    return None


def _companion(path: Path, encoding: str | None) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode(encoding or "utf-8-sig").strip()
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace").strip()


def _cell(value: object) -> str | list[str] | None:
    if value is None or isinstance(value, str):
        return value.strip() if isinstance(value, str) else None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value]
    return json.dumps(value, ensure_ascii=False)


def _one_line_down(where: str, shown: str) -> str:
    """Line numbers of the front matter are lines of the file, which has one line of ``---`` above it."""
    found = re.fullmatch(r"(.*?):(\d+)(:\d+)?", where.removeprefix(shown))
    return f"{shown}:{int(found[2]) + 1}{found[3] or ''}" if found else where
