"""What holds for every text, every broken line, every chunk size and every run of bytes."""

import csv
import gzip
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import polars as pl
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsgate import Corpus, DataError, NewsgateError, read_corpus
from newsgate.corpus.declared import parse
from newsgate.corpus.detect import detect
from newsgate.corpus.fields import to_articles
from newsgate.corpus.files import FORMATS, Settings

from ..drawing import examples

Record = dict[str, Any]

# All of Unicode but half characters, with what JSON, CSV and YAML are made of much more often than chance
TRICKY = list("\"'\\\n\r\t,;:{}[]#&*!|>%@`~-\0\x01\x02\x07\x1b\x7f\u0085\u2028\ufeff\ufffd\U0001f600 aZ0\u00e9")
TEXT = st.text(st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs"])), max_size=40)
RECORDS = st.lists(st.fixed_dictionaries({"title": TEXT, "body": TEXT}), min_size=1, max_size=8)
BYTES = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda start, rest: start + rest,
        st.sampled_from(
            [
                b"PAR1", b"ARROW1\0\0", b"\xff\xff\xff\xff", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd",
                b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"---\n", b"---\na: ", b"{", b'{"body": ', b"[",
                b'[{"body": ', b'"{\\"', b"title,body\n", b"title\tbody\n", b"<REUTERS", b'<REUTERS NEWID="1">',
                b"<html", b"[ad_1]", b'{"body": "x"}\n', b"\n", b"\0",
            ]
        ),
        st.one_of(st.binary(max_size=200), TEXT.map(str.encode)),
    ),
)  # fmt: skip
quickly = settings(deadline=None, max_examples=examples(50), suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def written(content: bytes, declared: str | None = None) -> Iterator[Corpus]:
    """The corpus that is read from a file of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "feed")
        path.write_bytes(content)
        corpus_file = None
        if declared is not None:
            corpus_file = Path(folder, "corpus.yaml")
            corpus_file.write_text(declared)
        yield read_corpus(path, corpus_file=corpus_file)


def texts(records: list[Record]) -> list[tuple[str, str]]:
    return [(record["title"], record["body"]) for record in records]


def as_json_lines(records: list[Record]) -> bytes:
    return "".join(json.dumps(r) + "\n" for r in records).encode()


def as_json_lines_without_escapes(records: list[Record]) -> bytes:
    return "\r\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode()


def as_json_array(records: list[Record]) -> bytes:
    return json.dumps(records, indent=1, ensure_ascii=False).encode()


def as_utf_16(records: list[Record]) -> bytes:
    return as_json_lines_without_escapes(records).decode().encode("utf-16")


def as_parquet(records: list[Record]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(records, schema={"title": pl.String, "body": pl.String}).write_parquet(out)
    return out.getvalue()


def as_arrow(records: list[Record]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(records, schema={"title": pl.String, "body": pl.String}).write_ipc_stream(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "write",
    [as_json_lines, as_json_lines_without_escapes, as_json_array, as_utf_16, as_parquet, as_arrow],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
@quickly
@given(records=RECORDS)
def test_every_text_is_read_back(
    write: Callable[[list[Record]], bytes], pack: Callable[[bytes], bytes], records: list[Record]
) -> None:
    with written(pack(write(records))) as corpus:
        assert corpus.articles.select("title", "body").rows() == texts(records)
        assert corpus.rejects.is_empty()
        assert corpus.notes.is_empty()


@quickly
@given(records=RECORDS)
def test_every_text_is_read_back_from_csv_where_the_empty_one_is_null(records: list[Record]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("title", "body"), *texts(records)])
    with written(out.getvalue().encode()) as corpus:
        found = corpus.articles.select("title", "body").fill_null("").rows()
        assert found == texts(records)
        assert corpus.rejects.is_empty()


@quickly
@given(records=RECORDS, indent=st.sampled_from([None, 1]), ensure_ascii=st.booleans())
def test_of_json_inside_a_string_the_literal_text_is_read(
    records: list[Record], indent: int | None, ensure_ascii: bool
) -> None:
    def literal(text: str) -> str:
        return json.dumps(text, ensure_ascii=ensure_ascii)[1:-1]

    lines = (json.dumps(json.dumps(r, indent=indent, ensure_ascii=ensure_ascii)) + "\n" for r in records)
    with written("".join(lines).encode()) as corpus:
        found = corpus.articles.select("title", "body").rows()
        assert found == [(literal(title), literal(body)) for title, body in texts(records)]
        assert corpus.rejects.is_empty()


BROKEN = st.one_of(
    st.sampled_from(
        ["{", "}", "{]", '{"body": }', '{"body": "x"', "[]", "null", "7", '"x"', '"{', "{} {}", '{"a":NaN}', "x"]
    ),
    TEXT.map(lambda text: "{" + text.replace("\n", " ").replace("\r", " ")),
)


@quickly
@given(
    pieces=st.lists(st.one_of(BROKEN, st.fixed_dictionaries({"title": TEXT, "body": TEXT})), min_size=1, max_size=12)
)
def test_whatever_lines_are_broken_nothing_is_lost(pieces: list[str | Record]) -> None:
    good = [(n, piece) for n, piece in enumerate(pieces, 1) if isinstance(piece, dict)]
    lines = [json.dumps(piece) if isinstance(piece, dict) else piece for piece in pieces]
    with written("\n".join(lines).encode(), "format: jsonl") as corpus:
        assert corpus.records == len(pieces)
        assert corpus.articles.select("title", "body").rows() == texts([record for _, record in good])
        assert [int(o.rpartition(":")[2]) for o in corpus.articles["origin"]] == [n for n, _ in good]
        refused = {int(o.rpartition(":")[2]) for o in corpus.rejects["origin"]}
        assert refused == set(range(1, len(pieces) + 1)) - {n for n, _ in good}


@quickly
@given(
    pieces=st.lists(
        st.one_of(
            BROKEN,
            st.just(""),
            st.fixed_dictionaries(
                {"title": TEXT, "body": TEXT},
                optional={"headline": TEXT, "date": st.sampled_from(["2021-02-03", "?"]), "id": st.integers(0, 9)},
            ),
            st.fixed_dictionaries({"headline": TEXT}),
        ),
        min_size=1,
        max_size=10,
    ),
    chunk=st.integers(1, 60),
    wrapped=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_the_size_of_the_chunks_changes_nothing(
    pieces: list[str | Record], chunk: int, wrapped: bool, newline: str
) -> None:
    def line(piece: str | Record) -> str:
        if isinstance(piece, str):
            return piece
        return json.dumps(json.dumps(piece)) if wrapped else json.dumps(piece)

    content = newline.join(line(piece) for piece in pieces).encode()
    with tempfile.TemporaryDirectory() as folder:
        path, corpus_file = Path(folder, "feed"), Path(folder, "corpus.yaml")
        path.write_bytes(content)
        corpus_file.write_text("format: jsonl")
        whole = read_corpus(path, corpus_file=corpus_file)
        with mock.patch("newsgate.corpus.json_lines.CHUNK_BYTES", chunk):
            again = read_corpus(path, corpus_file=corpus_file)
    assert again.articles.equals(whole.articles)
    assert again.articles.columns == whole.articles.columns
    assert again.rejects.equals(whole.rejects)


@settings(quickly, max_examples=examples(300))
@given(content=BYTES, name=st.sampled_from(["", "x.jsonl", "x.csv", "x.json.gz", "x.txt"]))
def test_a_format_is_found_or_refused_for_any_bytes(content: bytes, name: str) -> None:
    try:
        found = detect(content, name=name)
    except DataError:
        return
    assert found.format in FORMATS
    assert found.encoding in {"", "utf-8", "utf-8-sig", "utf-16", "latin-1"}


@settings(quickly, max_examples=examples(250))
@given(content=BYTES, pack=st.sampled_from([bytes, gzip.compress, zstandard.compress]))
def test_a_file_of_any_bytes_is_never_lost(content: bytes, pack: Callable[[bytes], bytes]) -> None:
    with written(pack(content)) as corpus:
        assert corpus.records >= 1
        assert corpus.files["articles"].sum() == corpus.articles.height
        assert corpus.files["rejects"].sum() == corpus.rejects.height
        assert corpus.rejects["reason"].str.len_chars().min() != 0
        assert not corpus.rejects["reason"].str.contains("\n").any()


@settings(quickly, max_examples=examples(150))
@given(
    content=BYTES, format_name=st.sampled_from(FORMATS), encoding=st.sampled_from([None, "utf-16", "cp1252", "utf-7"])
)
def test_a_file_of_any_bytes_is_never_lost_whatever_format_is_forced(
    content: bytes, format_name: str, encoding: str | None
) -> None:
    declared = f"format: {format_name}\n" + (f"encoding: {encoding}\n" if encoding else "")
    with written(content, declared) as corpus:
        assert corpus.records >= 1
        assert corpus.files["articles"].sum() == corpus.articles.height
        assert corpus.files["rejects"].sum() == corpus.rejects.height


@settings(quickly, max_examples=examples(150))
@given(
    content=st.sampled_from([as_json_lines, as_json_array, as_parquet, as_arrow]),
    pack=st.sampled_from([bytes, gzip.compress, zstandard.compress]),
    at=st.integers(0, 10_000),
    change=st.integers(0, 255),
)
def test_a_file_with_any_byte_changed_or_cut_is_never_lost(
    content: Callable[[list[Record]], bytes], pack: Callable[[bytes], bytes], at: int, change: int
) -> None:
    raw = bytearray(pack(content([{"title": "Harbour reopens", "body": "The harbour of Velm reopened."}] * 20)))
    at %= len(raw)
    columnar = content in (as_parquet, as_arrow)  # where one wrong length makes Polars 2.1 abort the process
    if change and not columnar:
        raw[at] ^= change
    else:
        del raw[at:]
    with written(bytes(raw)) as corpus:
        assert corpus.records >= 1


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["id", "title", "body", "content", "source", "url", "author", "date", "published_at_raw", "origin", "x"]
)


@settings(quickly, max_examples=examples(150))
@given(records=st.lists(st.dictionaries(NAMES, JSON, max_size=5), min_size=1, max_size=5), lines=st.booleans())
def test_values_of_any_type_in_any_field_lose_no_record(records: list[Record], lines: bool) -> None:
    content = as_json_lines(records) if lines else json.dumps(records).encode()
    with written(content, f"format: {'jsonl' if lines else 'json'}") as corpus:
        assert corpus.records == len(records)
        assert corpus.articles.schema["published_at"] == pl.Datetime("us", "UTC")
        assert corpus.articles["article_id"].null_count() == 0
        assert corpus.articles["source"].null_count() == 0
        assert corpus.articles["origin"].null_count() == 0
        corpus.articles.rows()  # every value can be made an object of Python: no date out of range


@quickly
@given(text=st.one_of(TEXT, st.text(st.sampled_from(list("ab: -[]{}&*!?|>'\"#\n,~")), max_size=40)))
def test_any_text_is_yaml_or_a_mistake_with_a_place(text: str) -> None:
    try:
        parse(text, "s.yaml").plain()
    except NewsgateError as error:
        place = error.where or ""
    else:
        return
    assert place.startswith("s.yaml")


@quickly
@given(values=st.lists(st.one_of(TEXT, st.integers(0, 10**19).map(str)), min_size=1, max_size=5))
def test_any_text_is_a_date_or_none(values: list[str]) -> None:
    frame = pl.DataFrame(
        {"body": values, "date": values, "__where": "", "__origin": "o", "__name": "n", "__place": "p"}
    )
    articles = to_articles(frame, Settings(), "jsonl").frame
    assert articles is not None
    assert articles["published_at_raw"].to_list() == values
    articles["published_at"].to_list()
