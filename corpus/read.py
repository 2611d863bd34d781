"""Reading: files in, one corpus out; nothing that is read or refused gets lost on the way."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import polars as pl

from .article import ARTICLE_SCHEMA, PUBLISHED_RAW
from .corpus import FILE_SCHEMA, NOTE_SCHEMA, REJECT_SCHEMA, Corpus
from .detect import HEAD_BYTES, Detected, detect, separator_of
from .errors import DataError
from .fields import to_articles
from .files import DAMAGE, InputFile, find_files, load_corpus_file
from .json_documents import MAX_DOCUMENT_BYTES, read_json_document
from .json_lines import read_json_lines
from .pages import Record, read_front_matter, read_text_page, records_frame
from .pieces import NAME, ORIGIN, PLACE, WHERE, Note, Piece, Reject, stack
from .records import mapped
from .reuters import read_reuters
from .shelf import Gathered, Shelf
from .tables import read_arrow, read_csv, read_parquet

#: A larger file that is one article is none.
MAX_PAGE_BYTES = 64 << 20
#: Pages mapped as one frame: mapping costs the same for one as for a thousand.
PAGES_AT_ONCE = 1_000
_PAGES: dict[str, Callable[[InputFile, str], Record]] = {
    "text": read_text_page,
    "front-matter": read_front_matter,
}
_DAMAGED = (*DAMAGE, OSError)


def read_corpus(
    *data: str | Path,
    corpus_file: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    memory: int | None = None,
) -> Corpus:
    """All articles of files, folders and globs in one frame, with what could not be read.

    *corpus_file*: YAML that maps columns to fields and paths to formats and sources. *progress* is called with the
    number of files read and to read. *memory*: bytes that may be taken; where an eighth of it does not hold the
    articles, they are put on disk and read as they are needed (`newsgate.corpus.shelf`); the frame looks the same.
    Raises `DataError` where a path does not exist, `UsageError` for a wrong corpus file; what is wrong with single
    files and records is in ``rejects``.
    """
    declared = load_corpus_file(corpus_file, ARTICLE_SCHEMA) if corpus_file else None
    files, skipped = find_files((str(d) for d in data), declared)
    shelf = Shelf(memory // 8) if memory else None
    reading = _Reading(Gathered(shelf, memory // 8 if memory else 0))
    for pattern in declared.idle_rules(files) if declared else ():
        reading.notes.append(Note(str(corpus_file), f"paths: {pattern!r} matches no file"))
    tell = progress or (lambda *_: None)
    tell(0, len(files))
    for number, file in enumerate(files, 1):
        reading.read(file)
        tell(number, len(files))
    return reading.corpus(tuple(skipped))


class _Reading:
    """What has been read so far. Pages wait until some hundred can be mapped as one frame."""

    def __init__(self, room: Gathered) -> None:
        self.frames = room
        self.rejects: list[Reject] = []
        self.notes: list[Note] = []
        self.ledger: list[tuple[str, str, int, int]] = []
        self.pages: list[tuple[InputFile, str, Record]] = []
        self.unmapped: list[Reject] = []  # pages, found out when their own turn is over

    def read(self, file: InputFile) -> None:
        """Everything of one file; what is wrong with it becomes a reject, behind what was read before."""
        before = len(self.rejects)
        format_name, articles = "unknown", 0
        try:
            head, is_all = _head(file)
            format_name, encoding = _detected(file, head)
            if format_name in _PAGES:
                articles = self._read_page(file, format_name, encoding, head if is_all else None)
            else:
                self._map_pages()
                articles = self._read_records(file, format_name, encoding)
                if not articles and len(self.rejects) == before:
                    raise DataError("the file holds no records")
        except DataError as error:
            self._refuse(file, format_name, error)
        except (*_DAMAGED, UnicodeError) as error:
            self._refuse(file, format_name, DataError(_damage(error)))
        self.ledger.append((file.shown, format_name, articles, len(self.rejects) - before))

    def _read_page(self, file: InputFile, format_name: str, encoding: str, whole: bytes | None) -> int:
        if self.pages and (self.pages[0][0].settings, self.pages[0][1]) != (file.settings, format_name):
            self._map_pages()
        text, notes, damage = _text(file, encoding, MAX_PAGE_BYTES, whole)
        if damage:
            raise damage
        self.pages.append((file, format_name, _PAGES[format_name](file, text)))
        self.notes += notes
        if len(self.pages) >= PAGES_AT_ONCE:
            self._map_pages()
        return 1

    def _map_pages(self) -> None:
        if not self.pages:
            return
        files = [file for file, _, _ in self.pages]
        records = records_frame([record for _, _, record in self.pages]).with_columns(
            pl.Series(ORIGIN, [f.shown for f in files]),
            pl.Series(NAME, [f.name for f in files]),
            pl.Series(PLACE, [f.folder for f in files]),
        )
        _, format_name, _ = self.pages[0]
        piece = to_articles(records, files[0].settings, format_name)
        self.pages.clear()
        self.unmapped += piece.rejects
        if piece.frame is not None:
            self.frames.add(piece.frame)

    def _read_records(self, file: InputFile, format_name: str, encoding: str) -> int:
        """All records of a file, mapped as one frame would be."""

        def as_articles(frame: pl.DataFrame) -> Piece:
            where = pl.col(WHERE)
            is_collection = file.named_directly and bool((frame[WHERE] != "").any())
            records = frame.with_columns(
                (pl.lit(file.shown) + where).alias(ORIGIN),
                (pl.lit(file.name) + where).alias(NAME),
                # a file of records that was named itself is a source; any other file is in one
                pl.lit(file.path.name.split(".")[0] if is_collection else file.folder).alias(PLACE),
            )
            return to_articles(records, file.settings, format_name)

        pieces = partial(_records, file, format_name, encoding)
        read = mapped(pieces, as_articles, file.settings.columns, self.frames)
        self.rejects += read.rejects
        self.notes += read.notes
        self.frames.take(read.articles)
        if isinstance(read.error, DataError):
            self._refuse(file, format_name, read.error)
        elif isinstance(read.error, (*_DAMAGED, UnicodeError)):
            self._refuse(file, format_name, DataError(_damage(read.error)))
        elif read.error is not None:
            raise read.error
        self.rejects += read.unmapped
        return read.count

    def _refuse(self, file: InputFile, format_name: str, error: DataError) -> None:
        reason = f"{error.what}; {error.hint}" if error.hint else error.what
        self.rejects.append(Reject(error.where or file.shown, format_name, reason))

    def corpus(self, skipped: tuple[str, ...]) -> Corpus:
        """All of it."""
        self._map_pages()
        unmapped = {reject.origin for reject in self.unmapped}
        ledger = [(file, kind, 0, 1) if file in unmapped else (file, kind, *n) for file, kind, *n in self.ledger]
        return Corpus(
            articles=_one_frame(self.frames.frames),
            rejects=pl.DataFrame(self.rejects + self.unmapped, schema=REJECT_SCHEMA, orient="row"),
            files=pl.DataFrame(ledger, schema=FILE_SCHEMA, orient="row"),
            notes=pl.DataFrame(self.notes, schema=NOTE_SCHEMA, orient="row"),
            skipped=skipped,
            shelf=self.frames.shelf,
        )


def _one_frame(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """All articles, their fields first, in the order in which they were read."""
    if not frames:
        return pl.DataFrame(schema={**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()})
    whole = stack(frames)
    first = [*ARTICLE_SCHEMA, PUBLISHED_RAW]
    return whole.select(*first, *sorted(set(whole.columns) - set(first)))


def _head(file: InputFile) -> tuple[bytes, bool]:
    """The first bytes of a file, and whether they are all of it: a page need not be opened twice."""
    if not file.path.is_file():
        raise DataError("not a regular file")
    return file.head(HEAD_BYTES)


def _detected(file: InputFile, head: bytes) -> Detected:
    """Format and encoding, as declared or as the first bytes tell."""
    declared = file.settings
    if declared.format in {"parquet", "arrow"}:
        return Detected(declared.format, "")
    if declared.format:
        default = "latin-1" if declared.format == "reuters" else "utf-8-sig"
        return Detected(declared.format, declared.encoding or default)
    return detect(head, declared.encoding, file.path.name)


def _records(file: InputFile, format_name: str, encoding: str) -> Iterator[Piece]:
    """The records of a file of many."""
    if format_name == "jsonl":
        yield from read_json_lines(file, encoding)
    elif format_name == "parquet":
        yield from read_parquet(file)
    elif format_name == "arrow":
        yield from read_arrow(file)
    else:
        text, notes, damage = _text(file, encoding, MAX_DOCUMENT_BYTES)
        yield Piece(notes=notes)
        if damage and format_name == "json":  # half a document is none
            raise damage
        if format_name == "reuters":
            yield from read_reuters(file, text)
        elif format_name == "json":
            yield from read_json_document(file, text)
        else:  # of a table that is cut off, the last line may be half a row
            whole = text[: text.rfind("\n") + 1] if damage else text
            yield from read_csv(file, whole, separator_of(whole, format_name))
        if damage:
            raise damage


def _text(
    file: InputFile, encoding: str, limit: int, whole: bytes | None = None
) -> tuple[str, list[Note], DataError | None]:
    """The text of a file, what to know of it, and the damage behind it. *whole*: its bytes, where they were read."""
    raw, damage = (whole, None) if whole is not None else _bytes(file, limit)
    if len(raw) > limit:
        raise DataError(f"more than {limit >> 20} MB in one piece", hint="JSON Lines and Parquet are read in slices")
    notes = []
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig")
        what = f"byte 0x{raw[error.start]:02x} at {error.start} is not {name}"
        notes.append(Note(file.shown, f"{what}; read with U+FFFD, or declare the encoding"))
        text = raw.decode(encoding, "replace")
    return text.removeprefix("\ufeff"), notes, damage


def _bytes(file: InputFile, limit: int) -> tuple[bytes, DataError | None]:
    """The bytes of a file, one more than the limit at most, and the damage behind them."""
    raw = b""
    try:
        with file.open() as stream:
            while len(raw) <= limit and (block := stream.read(limit + 1 - len(raw))):
                raw += block
    except DAMAGE as error:
        return raw, DataError(_damage(error))
    return raw, None


def _damage(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "the compressed file is cut off; whole records before the end were read"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, UnicodeError):
        return f"the text cannot be decoded: {error}"
    return f"the compressed file is damaged: {error}; whole records before the damage were read"
