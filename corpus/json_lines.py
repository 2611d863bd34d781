r"""JSON Lines: decoded by Polars a chunk at a time; a broken line is found by halving, and only it is refused.

Also lines that are JSON inside a JSON string. There the outer string is the container; what the inner record's
strings hold stays as it is written (``\u201c`` stays six characters), because nobody has decoded it yet and that is
the defect `escapes_resolved` exists to show.
"""

import codecs
import io
import json
import re
from collections.abc import Iterable, Iterator

import polars as pl

from .files import DAMAGE, InputFile
from .pieces import WHERE, Note, Piece, Reject

CHUNK_BYTES = 32 << 20
#: A longer line is refused and skipped: it would not fit the memory a reading may take.
MAX_LINE_BYTES = 64 << 20
#: A record nested deeper is refused: what Polars needs for one grows with the cube of its depth, and then it crashes.
MAX_DEPTH = 64

_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}\n"))
#: A line with more brackets than `MAX_DEPTH`, among brackets and line ends alone.
_MANY_BRACKETS = re.compile(rb"(?:[\[{][\]}]*){%d}" % (MAX_DEPTH + 1))
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_HALF_CHARACTER = re.compile(  # a pair is one character; any other escape is passed over
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)


def read_json_lines(file: InputFile, encoding: str) -> Iterator[Piece]:
    """The records of *file*, some megabytes at a time."""
    with file.open() as raw:
        stream: io.BufferedIOBase = raw
        if not _keeps_lines(encoding):
            stream, encoding = _Transcoded(raw, encoding), "utf-8"
        for first_line, chunk in _chunks(stream, file):
            if isinstance(chunk, Reject):
                yield Piece(rejects=[chunk])
                continue
            piece = Piece()
            text = _as_utf8(chunk, encoding, first_line, file, piece)
            frames = list(_decode(text, first_line, file, piece))
            piece.frame = frames[0] if len(frames) == 1 else None
            yield piece
            yield from (Piece(frame=frame) for frame in frames if len(frames) > 1)
        if isinstance(stream, _Transcoded) and stream.broken:
            yield Piece(notes=[Note(file.shown, f"{stream.broken}; read with U+FFFD")])


def _keeps_lines(encoding: str) -> bool:
    """Whether a line of the text ends where a byte 0x0A stands: not so in UTF-16."""
    return codecs.lookup(encoding).name == "utf-8-sig" or "a\n".encode(encoding) == b"a\n"


class _Transcoded(io.BufferedIOBase):
    """The bytes of a text, in UTF-8."""

    def __init__(self, stream: io.BufferedIOBase, encoding: str) -> None:
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.broken = ""

    def read(self, size: int | None = -1, /) -> bytes:
        """About *size* bytes."""
        while block := self.stream.read(size):
            if text := self._decoded(block, final=False):
                return text.encode("utf-8", "replace")
        return self._decoded(b"", final=True).encode("utf-8", "replace")

    def _decoded(self, block: bytes, *, final: bool) -> str:
        try:
            return self.decoder.decode(block, final)
        except UnicodeDecodeError as error:
            self.broken = self.broken or f"bytes that are not {error.encoding}"
            self.decoder.errors = "replace"
            return self.decoder.decode(block, final)


def _chunks(stream: io.BufferedIOBase, file: InputFile) -> Iterator[tuple[int, bytes | Reject]]:
    """Whole lines, about `CHUNK_BYTES` at a time, with the number of the first."""
    line, rest, skipping = 1, b"", 0
    damage: list[Exception] = []
    for block in _blocks(stream, damage):
        if skipping:
            newline = block.find(b"\n")
            if newline < 0:
                skipping += len(block)
                continue
            yield line, _too_long(file, line, skipping + newline)
            line, skipping = line + 1, 0
            rest = block[newline + 1 :]
        else:
            rest += block
        cut = rest.rfind(b"\n") + 1
        if cut:
            yield from _without_long_lines(rest[:cut], line, file)
            line += rest.count(b"\n", 0, cut)
            rest = rest[cut:]
        if len(rest) > MAX_LINE_BYTES:
            skipping, rest = len(rest), b""
    if skipping:
        yield line, _too_long(file, line, skipping)
    elif rest:
        yield from _without_long_lines(rest, line, file)
    if damage:
        raise damage[0]


def _blocks(stream: io.BufferedIOBase, damage: list[Exception]) -> Iterator[bytes]:
    try:
        while block := stream.read(CHUNK_BYTES):
            yield block
    except DAMAGE as error:
        damage.append(error)


def _without_long_lines(chunk: bytes, line: int, file: InputFile) -> Iterator[tuple[int, bytes | Reject]]:
    if len(chunk) <= MAX_LINE_BYTES:  # no line in it can be too long
        yield line, chunk
        return
    for part in chunk.removesuffix(b"\n").split(b"\n"):
        yield line, (_too_long(file, line, len(part)) if len(part) > MAX_LINE_BYTES else part)
        line += 1


def _too_long(file: InputFile, line: int, size: int) -> Reject:
    reason = f"the line is {size / 1e6:,.0f} MB long; at most {MAX_LINE_BYTES / 1e6:,.0f} MB are read"
    return Reject(f"{file.shown}:{line}", "jsonl", reason)


def _as_utf8(chunk: bytes, encoding: str, line: int, file: InputFile, piece: Piece) -> bytes:
    """The chunk as valid UTF-8; bytes that are not become U+FFFD, which a check reports, and the first is noted."""
    if encoding.startswith("utf-8"):
        chunk = chunk.removeprefix(b"\xef\xbb\xbf") if line == 1 else chunk
        encoding = "utf-8"
    try:
        text = chunk.decode(encoding)
    except UnicodeDecodeError as error:
        at = line + chunk.count(b"\n", 0, error.start)
        bad = chunk[error.start]
        piece.notes.append(
            Note(
                f"{file.shown}:{at}",
                f"byte 0x{bad:02x} is not {encoding}; read with U+FFFD, or declare the encoding",
            )
        )
        text = chunk.decode(encoding, "replace")
    else:
        if encoding == "utf-8":
            return chunk
    return text.encode("utf-8", "replace")


def _decode(chunk: bytes, line: int, file: InputFile, piece: Piece) -> Iterator[pl.DataFrame]:
    """Frames of all records in the chunk, with `WHERE`; broken lines go to ``piece.rejects``."""
    chunk = _whole_characters(chunk, line, file, piece)
    count = chunk.count(b"\n") + (not chunk.endswith(b"\n"))
    plain = chunk.lstrip()[:1] == b"{" and not chunk.startswith(b"{}") and b"\n{}" not in chunk
    if plain and not _MANY_BRACKETS.search(chunk.translate(None, _NOT_BRACKETS)):
        frame = _parse(chunk)
        if frame is not None and frame.height == count:
            yield frame.with_columns((pl.lit(":") + pl.int_range(line, line + count).cast(pl.String)).alias(WHERE))
            return
    texts = (text.strip(" \t\r\ufeff") for text in chunk.decode().split("\n"))
    yield from decode_lines(((f":{n}", text) for n, text in enumerate(texts, line) if text), file, "jsonl", piece)


def decode_lines(
    lines: Iterable[tuple[str, str]], file: InputFile, format_name: str, piece: Piece
) -> Iterator[pl.DataFrame]:
    """Frames of the records among *lines* (where each stands, and its text); the others go to ``piece.rejects``."""
    good: list[tuple[str, str, str]] = []
    refused: dict[str, str] = {}
    places = []
    for where, line in lines:
        places.append(where)
        record = _unwrapped(line) if line[0] == '"' else line
        if record is None or record[:1] != "{" or record == "{}":
            refused[where] = _reason(line)
        elif record.count("{") + record.count("[") > MAX_DEPTH and _depth(record) > MAX_DEPTH:
            refused[where] = f"nested more than {MAX_DEPTH} levels deep"
        else:
            good.append((where, line, record))
    for part in _halved(good):
        if isinstance(part, pl.DataFrame):
            yield part
        else:
            refused[part[0]] = _reason(part[1])
    piece.rejects += [Reject(file.shown + where, format_name, refused[where]) for where in places if where in refused]


def _halved(lines: list[tuple[str, str, str]]) -> Iterator[pl.DataFrame | tuple[str, str, str]]:
    """Frames of the lines that can be parsed, and each line that cannot."""
    if not lines:
        return
    frame = _parse("\n".join(record for _, _, record in lines).encode())
    if frame is not None and frame.height == len(lines):
        yield frame.with_columns(pl.Series(WHERE, [where for where, _, _ in lines], dtype=pl.String))
    elif len(lines) == 1:
        yield lines[0]
    else:
        middle = len(lines) // 2
        yield from _halved(lines[:middle])
        yield from _halved(lines[middle:])


def _parse(chunk: bytes) -> pl.DataFrame | None:
    try:
        return pl.read_ndjson(chunk, infer_schema_length=None)  # all of it, or rare keys would be dropped
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _depth(record: str) -> int:
    deepest = depth = 0
    for c in re.findall(r"[\[\]{}]", _STRING.sub("", record)):
        depth += 1 if c in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _whole_characters(chunk: bytes, line: int, file: InputFile, piece: Piece) -> bytes:
    r"""Escapes of half a character (``\ud83d`` alone) as U+FFFD, the first noted; Polars would make a NUL of them."""
    if b"\\ud" not in chunk and b"\\uD" not in chunk:
        return chunk
    halves = [found for found in _HALF_CHARACTER.finditer(chunk) if found[1]]
    if not halves:
        return chunk
    at = line + chunk.count(b"\n", 0, halves[0].start())
    note = f"{halves[0][1].decode()} is half a character; read as U+FFFD"
    piece.notes.append(Note(f"{file.shown}:{at}", note))
    return _HALF_CHARACTER.sub(lambda found: b"\\ufffd" if found[1] else found[0], chunk)


def _unwrapped(line: str) -> str | None:
    r"""The record inside a line that is a JSON string, its own escapes kept: ``\u201c`` becomes ``\\u201c``.

    Each ``\x`` of the inner text gets one more backslash (and ``\"`` and ``\\`` two more characters), so that decoding
    the record gives its strings as they are written. Control characters mark what is done: they cannot stand in JSON.
    """
    try:
        inner = json.loads(line)
        if "\n" in inner or "\r" in inner:  # between its values: one record is one line
            json.loads(inner)
            inner = inner.replace("\n", " ").replace("\r", " ")
    except (ValueError, RecursionError):
        return None
    if "\x01" in inner or "\x02" in inner:
        return None
    pairs = inner.strip().replace("\\\\", "\x01").replace('\\"', "\x02").replace("\\", "\\\\")
    return str(pairs.replace("\x01", "\\\\\\\\").replace("\x02", '\\\\\\"'))


def _reason(line: str) -> str:
    """Why a line is no record, in one sentence."""
    try:
        value = json.loads(line, parse_constant=_no_constant)
        if isinstance(value, str):
            value = json.loads(value, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg.removesuffix(' starting at')}, column {error.colno}"
    except ValueError as error:
        return f"not JSON: {error}"
    except RecursionError:
        return "not JSON: nested too deeply"
    if not isinstance(value, dict) or not value:
        return f"a JSON {_kind(value)}, not an object with fields"
    return "not JSON that can be read (a number of too many digits?)"


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no value of JSON")


def _kind(value: object) -> str:
    kinds = {list: "list", str: "string", int: "number", float: "number", bool: "true/false", dict: "object"}
    return kinds.get(type(value), "null")
