"""From DATA arguments to the files to read: folders, globs, `source=path`, and what a corpus file says of them."""

import glob
import gzip
import io
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import zstandard

from .declared import Declared, parse_file
from .errors import DataError, UsageError

#: Formats by the name that a corpus file or ``--as`` gives them.
FORMATS = (
    "front-matter", "text", "jsonl", "json", "csv", "tsv", "parquet", "arrow", "reuters",
)  # fmt: skip
#: How a compressed file tells that it is cut off or damaged.
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
#: What lies in corpora and is no article; named in the reading's ledger, never read.
_NOT_ARTICLES = re.compile(r"(?i)^(?:readme|license|licence|copying|changelog|notice|_success|sha256sums)[\w.-]*$")
_SETTINGS = ("source", "format", "encoding", "columns")


@dataclass(frozen=True)
class Settings:
    """What a corpus file declares for the files of a path; None where it is left to newsgate."""

    source: str | None = None
    format: str | None = None
    encoding: str | None = None
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class InputFile:
    """One file to read.

    *shown*: its path as the user would type it; *name*: its path below the DATA argument, the stem of the
    article_ids of records that carry none; *folder*: the source of last resort.
    """

    path: Path
    shown: str
    name: str
    folder: str
    named_directly: bool = False
    settings: Settings = field(default_factory=Settings)

    def head(self, size: int) -> tuple[bytes, bool]:
        """Its first bytes, decompressed, and whether they are known to be all of it."""
        with self.path.open("rb") as raw:
            start = raw.read(min(size, os.fstat(raw.fileno()).st_size + 1))
        if start[:2] == _GZIP or start[:4] == _ZSTD:
            with self.open() as stream:
                return stream.read(size), False
        return start, len(start) < size

    def open(self) -> io.BufferedIOBase:
        """Its bytes, decompressed on the way."""
        raw = self.path.open("rb")
        magic = raw.read(4)
        raw.seek(0)
        if magic[:2] == _GZIP:
            return _Decompressed(raw, _gunzipped(raw))
        return _Decompressed(raw, _unzstd(raw)) if magic == _ZSTD else raw

    @property
    def is_compressed(self) -> bool:
        """Whether it is gzip or zstd."""
        with self.path.open("rb") as raw:
            magic = raw.read(4)
        return magic[:2] == _GZIP or magic == _ZSTD


class _Decompressed(io.BufferedIOBase):
    """Decompressed bytes. Damage is raised only when all that came before it has been handed out."""

    def __init__(self, packed: BinaryIO, blocks: Iterator[bytes]) -> None:
        self.packed, self.blocks, self.rest = packed, blocks, b""
        self.damage: Exception | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        """The next *size* bytes, or all that are left."""
        wanted = -1 if size is None else size
        parts, length = [self.rest], len(self.rest)
        try:
            while wanted < 0 or length < wanted:
                parts.append(next(self.blocks))
                length += len(parts[-1])
        except StopIteration:
            pass
        except DAMAGE as error:
            self.damage = error
        whole = b"".join(parts)
        if self.damage and not whole:
            raise self.damage
        end = wanted if wanted >= 0 else len(whole)
        self.rest = whole[end:]
        return whole[:end]

    def close(self) -> None:
        """Close the file behind it too."""
        self.packed.close()
        super().close()


def _gunzipped(raw: BinaryIO) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=raw) as stream:
        while block := stream.read1(1 << 16):
            yield block


def _unzstd(raw: BinaryIO) -> Iterator[bytes]:
    """By hand, since the library's own reader takes a file that is cut off for one that ends."""
    frame, rest = zstandard.ZstdDecompressor().decompressobj(), b""
    while block := rest or raw.read(1 << 12):  # little: one block may hold a thousand times its size
        if frame.eof:
            frame = zstandard.ZstdDecompressor().decompressobj()
        yield frame.decompress(block)
        rest = frame.unused_data if frame.eof else b""
    if not frame.eof:
        raise EOFError


@dataclass(frozen=True)
class CorpusFile:
    """A corpus file (``--corpus``): where the articles lie, and what their columns, formats and sources are."""

    paths: tuple[str, ...] = ()
    defaults: Settings = field(default_factory=Settings)
    by_path: tuple[tuple[str, Settings], ...] = ()

    def idle_rules(self, files: Iterable[InputFile]) -> list[str]:
        """The path rules that match none of the files: perhaps misspelt, so that a source or an encoding is lost."""
        names = [name for file in files for name in (file.shown, file.name)]
        return [pattern for pattern, _ in self.by_path if not any(_matches(pattern, name) for name in names)]

    def settings_for(self, shown: str, name: str) -> Settings:
        """The settings of a file: the defaults, and over them every path rule that matches, in their order."""
        settings = self.defaults
        for pattern, rule in self.by_path:
            if _matches(pattern, shown) or _matches(pattern, name):
                settings = Settings(
                    source=rule.source or settings.source,
                    format=rule.format or settings.format,
                    encoding=rule.encoding or settings.encoding,
                    columns={**settings.columns, **rule.columns},
                )
        return settings


def load_corpus_file(path: str | Path, fields: Iterable[str]) -> CorpusFile:
    """Read a corpus file; unknown keys, formats and fields are errors with line and column."""
    document = parse_file(Path(path), "the corpus file")
    keys = document.keys("a corpus file", ("data", *_SETTINGS, "paths"))
    base = Path(path).parent
    data = [base / item.text("a data path") for item in keys["data"].items("data")] if "data" in keys else []
    rules = []
    if "paths" in keys:
        for pattern, _, value in keys["paths"].pairs("paths"):
            rules.append((pattern, _settings(value.keys(f"paths: {pattern}", _SETTINGS), fields)))
    return CorpusFile(tuple(str(p) for p in data), _settings(keys, fields), tuple(rules))


def _settings(keys: dict[str, Declared], fields: Iterable[str]) -> Settings:
    columns: dict[str, str] = {}
    if "columns" in keys:
        for name, key, value in keys["columns"].pairs("columns"):
            if name not in fields:
                key.fail(f"an article has no field {name!r}", f"fields: {', '.join(fields)}")
            columns[name] = value.text(f"the column of {name}")
    encoding = keys["encoding"].text("encoding") if "encoding" in keys else None
    if encoding is not None:
        try:
            "".encode(encoding)
        except (LookupError, ValueError):
            keys["encoding"].fail(f"unknown encoding {encoding!r}")
    return Settings(
        source=keys["source"].text("source") if "source" in keys else None,
        format=keys["format"].one_of("format", FORMATS) if "format" in keys else None,
        encoding=encoding,
        columns=columns,
    )


def _matches(pattern: str, path: str) -> bool:
    """Shell-like: ``wire/*.txt``, ``**/x``; a folder's path matches all that lies in it."""
    rx = re.escape(pattern.rstrip("/")).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*")
    rx = rx.replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
    return re.fullmatch(rf"(?:.*/)?{rx}(?:/.*)?", path) is not None


def find_files(data: Iterable[str], corpus_file: CorpusFile | None = None) -> tuple[list[InputFile], list[str]]:
    """All files of the DATA arguments, in a stable order, and those that are no articles by their name.

    Raises `DataError` for a path that does not exist or a glob that matches nothing.
    """
    corpus_file = corpus_file or CorpusFile()
    arguments = list(data) or list(corpus_file.paths)
    if not arguments:
        raise UsageError("no DATA given", hint="name files, folders or globs, or `data:` in the corpus file")
    files: dict[str, InputFile] = {}
    skipped: list[str] = []
    roots = [_split_source(argument) for argument in arguments]
    several = len({path for _, path in roots}) > 1
    for source, argument in roots:
        found = _expand(argument, several)
        if not found:
            raise DataError("the folder holds no files", where=argument)
        for file in found:
            if _NOT_ARTICLES.match(file.path.name) and not file.named_directly:
                skipped.append(_text(file.shown))
                continue
            settings = corpus_file.settings_for(file.shown, file.name)
            if source:
                settings = replace(settings, source=source)
            shown, name, folder = _text(file.shown), _text(file.name), _text(file.folder)
            files.setdefault(shown, replace(file, shown=shown, name=name, folder=folder, settings=settings))
    names = Counter(file.name for file in files.values())
    unique = {  # two files of one name: their paths tell them apart
        shown: replace(file, name=shown) if names[file.name] > 1 else file for shown, file in files.items()
    }
    return [unique[key] for key in sorted(unique)], sorted(set(skipped))


def _text(name: str) -> str:
    r"""A name as text; bytes in it that are not UTF-8 as ``\xNN``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _split_source(argument: str) -> tuple[str | None, str]:
    """``reuters=wire/`` names a source, unless a file of that very name exists (``year=2024/``)."""
    if "=" in argument and not Path(argument).exists():
        source, _, path = argument.partition("=")
        if source and path and "/" not in source:
            return source, path
    return None, argument


def _expand(argument: str, several: bool) -> list[InputFile]:
    path = Path(argument)
    if path.is_dir():
        return _walk(path, several)
    if path.exists():
        folder = path.parent.name or path.absolute().parent.name
        return [InputFile(path, path.as_posix(), path.name, folder, named_directly=True)]
    if any(c in argument for c in "*?["):
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            raise DataError("no file matches", where=argument)
        present = set(matches)
        pages = [m for m in matches if not (m.endswith(".title") and m.removesuffix(".title") in present)]
        return [file for page in pages for file in _below(Path(page), several)]
    if "://" in argument:
        raise DataError("cloud addresses are not read yet", where=argument, hint="copy the files to this machine")
    raise DataError("there is no such file or folder", where=argument)


def _below(path: Path, several: bool) -> list[InputFile]:
    if path.is_dir():
        return _walk(path, several)
    return [InputFile(path, path.as_posix(), path.name, path.parent.name or path.absolute().parent.name)]


def _walk(root: Path, several: bool) -> list[InputFile]:
    """All files below a folder, links followed once, hidden ones and `*.title` companions left out."""
    found: list[InputFile] = []
    visited: set[tuple[int, int]] = set()
    prefix = f"{root.absolute().name}/" if several else ""
    for folder, folders, names in os.walk(root, followlinks=True, onerror=_cannot_list):
        stat = Path(folder).stat()
        if (stat.st_dev, stat.st_ino) in visited:  # a link that leads back up
            folders.clear()
            continue
        visited.add((stat.st_dev, stat.st_ino))
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        here = Path(folder)
        present = set(names)
        for name in sorted(names):
            if name.startswith(".") or (name.endswith(".title") and name.removesuffix(".title") in present):
                continue
            path = here / name
            found.append(
                InputFile(path, path.as_posix(), prefix + path.relative_to(root).as_posix(), here.absolute().name)
            )
    return found


def _cannot_list(error: OSError) -> None:
    raise DataError(f"the folder cannot be listed: {error.strerror}", where=str(error.filename))
