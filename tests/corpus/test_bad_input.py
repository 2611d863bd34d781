"""Bad input: one clear message that names the place, no traceback, and no loss of the records around it."""

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import zstandard

from newsgate import Corpus, DataError, read_corpus

from .conftest import Read
from .test_formats import REUTERS, arrow, bodies, lines, parquet

GOOD = {"title": "Harbour reopens", "body": "The harbour of Velm reopened."}
OTHER = {"title": "Bridge closes", "body": "The bridge at Orrin closed."}


def refused(corpus: Corpus) -> list[tuple[str, str]]:
    """Where each reject stands, without the folder, and why."""
    return corpus.rejects.select(pl.col("origin").str.extract("([^/]*)$"), "reason").rows()


def one_refused(corpus: Corpus) -> tuple[str, str]:
    assert corpus.rejects.height == 1, corpus.rejects["reason"].to_list()
    return refused(corpus)[0]


def sentences(count: int) -> list[dict[str, str]]:
    """Records that do not compress well."""
    dice = random.Random(7)
    return [{"title": f"T{n}", "body": dice.randbytes(60).hex()} for n in range(count)]


# paths


def test_a_missing_path_is_named(wire: Path) -> None:
    (wire / "a.jsonl").write_text(lines(GOOD))
    with pytest.raises(DataError, match=r"/wire/nowhere: there is no such file or folder") as raised:
        read_corpus(wire, wire / "nowhere")
    assert raised.value.exit_code == 3


def test_an_empty_folder_is_named(wire: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"/wire: the folder holds no files"):
        read_corpus(wire)
    (wire / "nothing" / "here").mkdir(parents=True)
    (wire / ".hidden").write_text("x")
    with pytest.raises(DataError, match=r"/wire: the folder holds no files"):
        read_corpus(wire)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.jsonl").write_text(lines(GOOD))
    with pytest.raises(DataError, match=r"/wire: the folder holds no files"):
        read_corpus(tmp_path / "full", wire)


def test_a_cloud_address_is_no_missing_file() -> None:
    with pytest.raises(DataError, match="s3://bucket/x: cloud addresses are not read yet") as raised:
        read_corpus("s3://bucket/x")
    assert raised.value.hint == "copy the files to this machine"


def test_a_link_to_nowhere_is_a_reject(wire: Path) -> None:
    (wire / "a.jsonl").write_text(lines(GOOD))
    (wire / "b.jsonl").symlink_to(wire / "nowhere")
    corpus = read_corpus(wire)
    assert bodies(corpus) == [GOOD["body"]]
    assert one_refused(corpus) == ("b.jsonl", "not a regular file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_not_waited_for(wire: Path) -> None:
    os.mkfifo(wire / "pipe.jsonl")
    (wire / "a.jsonl").write_text(lines(GOOD))
    corpus = read_corpus(wire)
    assert bodies(corpus) == [GOOD["body"]]
    assert one_refused(corpus) == ("pipe.jsonl", "not a regular file")


def test_a_folder_named_like_a_file_is_a_folder(wire: Path) -> None:
    (wire / "x.jsonl").mkdir()
    (wire / "x.jsonl" / "a.txt").write_text("Harbour reopens\n\nIt did.\n")
    assert read_corpus(wire / "x.jsonl").articles["source"].to_list() == ["x.jsonl"]
    assert read_corpus(wire).articles.height == 1


@pytest.mark.parametrize("name", ["b.jsonl", "b.txt"])
def test_a_file_that_may_not_be_read_is_a_reject(name: str, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (wire / "a.jsonl").write_text(lines(GOOD))
    (wire / name).write_text(lines(OTHER))
    (wire / name).chmod(0)
    if os.geteuid() == 0:  # root may read all: let opening fail as it would for others
        real = Path.open

        def open_unless_forbidden(path: Path, *args: object, **more: object) -> object:
            if path.name == name:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *args, **more)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", open_unless_forbidden)
    corpus = read_corpus(wire)
    assert bodies(corpus) == [GOOD["body"]]
    assert one_refused(corpus) == (name, "cannot be read: Permission denied")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_listed_is_named(wire: Path) -> None:
    (wire / "locked").mkdir(mode=0)
    with pytest.raises(DataError, match=r"/wire/locked: the folder cannot be listed: Permission denied"):
        read_corpus(wire)


# files of another kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image, not a file of articles"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image, not a file of articles"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document, not a file of articles"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive (or an Office document), not a file of articles"),
        (b"SQLite format 3\x00", "an SQLite database, not a file of articles"),
        (b"ORC\n\x04\x00\x12", "an ORC file, not a file of articles"),
        (b"ID3\x04\x00\x00", "an MP3 file, not a file of articles"),
        (b"RIFF\x24\x80\x00\x00WAVE", "an audio, video or WebP file, not a file of articles"),
        (b"\x00\x01\x02\x03 text", "a binary file of an unknown kind, not a file of articles"),
        (b"text\x00text", "a binary file of an unknown kind, not a file of articles"),
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\xff\xfe", "the file is empty"),
        (b"<!DOCTYPE html>\n<title>x</title>", "a web page (HTML), not a parsed article: extract its text first"),
        (b"<!-- x -->\n<HTML lang=en>", "a web page (HTML), not a parsed article: extract its text first"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_a_file_of_another_kind_is_named_for_what_it_is(
    content: bytes, reason: str, pack: Callable[[bytes], bytes], wire: Path
) -> None:
    (wire / "a.jsonl").write_text(lines(GOOD, OTHER))
    (wire / "b.jsonl").write_bytes(pack(content))
    (wire / "c.txt").write_text("Harbour reopens\n\nIt did.\n")
    corpus = read_corpus(wire)
    assert bodies(corpus) == [GOOD["body"], OTHER["body"], "It did.\n"]
    assert one_refused(corpus) == ("b.jsonl", reason)
    assert corpus.files.rows()[1] == (f"{wire.as_posix()}/b.jsonl", "unknown", 0, 1)


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (b"[]", "json"),
        (b"[ ]\n", "json"),
        (b"title,body\n", "csv"),
        (b"title\tbody\r\n\r\n", "tsv"),
        (parquet(pl.DataFrame({"body": []}, schema={"body": pl.String})), "parquet"),
        (parquet(pl.DataFrame()), "parquet"),
        (arrow(pl.DataFrame({"body": []}, schema={"body": pl.String})), "arrow"),
        (arrow(pl.DataFrame({"body": []}, schema={"body": pl.String}), stream=True), "arrow"),
        (b"<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n", "reuters"),
    ],
)
def test_a_valid_file_of_no_records_is_a_reject(content: bytes, format_name: str, read: Read) -> None:
    corpus = read("x", content)
    assert corpus.articles.is_empty()
    assert corpus.rejects.select("format", "reason").rows() == [(format_name, "the file holds no records")]


@pytest.mark.parametrize("content", [b"{}", b"[{}]", b"{}\n{}\n", b"[[1], 2, null]", b'{"a": 1}', b"[[]]"])
def test_records_without_fields_or_body_are_refused(content: bytes, read: Read) -> None:
    corpus = read("x", content)
    assert corpus.articles.is_empty()
    assert corpus.rejects.height == {b"{}\n{}\n": 2, b"[[1], 2, null]": 3}.get(content, 1)
    assert corpus.rejects["reason"].str.contains("not an object with fields|no column holds the body").all()


# cut off and damaged

PACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "zstd": zstandard.compress}


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("share", [0.999, 0.9, 0.5])
def test_of_compressed_json_lines_that_are_cut_off_the_first_are_read(packing: str, share: float, read: Read) -> None:
    records = sentences(20_000)
    packed = PACK[packing](lines(*records).encode())
    corpus = read("x.gz", packed[: int(len(packed) * share)])
    kept = corpus.articles.height
    assert kept > 20_000 * (share - 0.15)
    assert corpus.articles.select("title", "body").rows() == [(r["title"], r["body"]) for r in records[:kept]]
    reasons = refused(corpus)
    assert reasons[-1] == ("x.gz", "the compressed file is cut off; whole records before the end were read")
    assert [place for place, _ in reasons[:-1]] in ([], [f"x.gz:{kept + 1}"])  # the line that was cut


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("cut", [1, 4, 8])
def test_a_cut_in_the_last_bytes_loses_nothing_and_is_told(packing: str, cut: int, read: Read) -> None:
    content = lines(*sentences(50)).rstrip("\n").encode()
    pack = zstandard.ZstdCompressor(write_checksum=True).compress if packing == "zstd" else gzip.compress
    corpus = read("x", pack(content)[:-cut])
    assert corpus.articles.height >= (49 if packing == "gzip" else 0)
    assert "the compressed file is cut off" in corpus.rejects["reason"][-1]


def test_gzip_that_lacks_its_checksum_has_all_its_records(read: Read) -> None:
    corpus = read("x", gzip.compress(lines(*sentences(50)).rstrip("\n").encode())[:-8])
    assert corpus.articles.height == 50
    assert one_refused(corpus)[1].startswith("the compressed file is cut off")


@pytest.mark.parametrize("packing", PACK)
def test_a_compressed_file_that_is_cut_in_its_head_is_a_reject(packing: str, read: Read) -> None:
    packed = PACK[packing](lines(*sentences(50)).encode())
    for length in (4, 6, 12):
        corpus = read("x", packed[:length])
        assert corpus.articles.is_empty()
        assert "the compressed file is cut off" in one_refused(corpus)[1]


@pytest.mark.parametrize("packing", PACK)
def test_garbage_inside_a_compressed_file_is_told_and_the_records_before_it_are_read(packing: str, read: Read) -> None:
    records = sentences(40_000)
    content = lines(*records).encode()
    with_checksum = zstandard.ZstdCompressor(write_checksum=True).compress
    packed = bytearray(gzip.compress(content) if packing == "gzip" else with_checksum(content))
    middle = len(packed) // 2
    packed[middle : middle + 4000] = b"\xff" * 4000
    corpus = read("x", bytes(packed))
    kept = corpus.articles.height
    assert kept > 15_000
    told = corpus.articles.select("title", "body").rows()[:15_000]
    assert told == [(r["title"], r["body"]) for r in records[:15_000]]
    assert corpus.rejects["reason"][-1].startswith("the compressed file is damaged: ")


@pytest.mark.parametrize("packing", PACK)
def test_bytes_behind_the_end_of_a_compressed_file_are_told(packing: str, read: Read) -> None:
    corpus = read("x", PACK[packing](lines(GOOD, OTHER).encode()) + b"and then this")
    assert bodies(corpus) == [GOOD["body"], OTHER["body"]]
    assert "the compressed file is damaged" in one_refused(corpus)[1]


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("kind", ["csv", "reuters"])
def test_of_other_compressed_collections_that_are_cut_off_the_first_records_are_read(
    kind: str, packing: str, read: Read
) -> None:
    records = sentences(20_000)
    if kind == "csv":
        content = "title,body\n" + "".join(f"{r['title']},{r['body']}\n" for r in records)
    else:
        content = "".join(
            f'<REUTERS NEWID="{n}"><TITLE>{r["title"]}</TITLE><BODY>{r["body"]}</BODY></REUTERS>\n'
            for n, r in enumerate(records, 1)
        )
    packed = PACK[packing](content.encode())
    corpus = read("x", packed[: len(packed) * 3 // 4])
    kept = corpus.articles.height
    assert kept > 10_000
    assert corpus.articles.select("title", "body").rows() == [(r["title"], r["body"]) for r in records[:kept]]
    assert corpus.rejects.height == (1 if kind == "csv" else 2)  # the story that was cut never ends
    assert corpus.rejects["reason"][-1].startswith("the compressed file is cut off")


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize(
    "content",
    [
        json.dumps(sentences(2000)),
        "Harbour reopens\n\n" + "".join(r["body"] + "\n" for r in sentences(2000)),
        "---\ntitle: T\n---\n" + "".join(r["body"] + "\n" for r in sentences(2000)),
        parquet(pl.DataFrame(sentences(2000))),
        arrow(pl.DataFrame(sentences(2000))),
    ],
    ids=["json", "text", "front-matter", "parquet", "arrow"],
)
def test_half_a_document_is_no_article(content: str | bytes, packing: str, read: Read) -> None:
    packed = PACK[packing](content.encode() if isinstance(content, str) else content)
    corpus = read("x", packed[: len(packed) * 3 // 4])
    assert corpus.articles.is_empty()
    assert "the compressed file is cut off" in one_refused(corpus)[1]


@pytest.mark.parametrize(("write", "name"), [(parquet, "Parquet"), (arrow, "Arrow IPC")])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_columnar_file_that_is_cut_off_is_a_reject(
    write: Callable[[pl.DataFrame], bytes], name: str, share: float, wire: Path
) -> None:
    content = write(pl.DataFrame(sentences(500)))
    (wire / "a.jsonl").write_text(lines(GOOD))
    (wire / "b").write_bytes(content[: int(len(content) * share)])
    corpus = read_corpus(wire)
    assert bodies(corpus) == [GOOD["body"]]
    place, reason = one_refused(corpus)
    assert place == "b"
    assert reason.startswith(f"a damaged {name} file: ")
    assert "\n" not in reason


def test_an_arrow_stream_that_is_cut_off_is_told(read: Read) -> None:
    content = arrow(pl.DataFrame(sentences(500)), stream=True)
    corpus = read("x", content[: len(content) // 2])
    assert corpus.articles.is_empty()
    assert one_refused(corpus)[1].startswith("a damaged Arrow IPC file: ")


# text encodings


@pytest.mark.parametrize(
    ("content", "place", "text"),
    [
        (b"Harbour reopens\n\nCaf\xe9 Velm.\n", "x", "Caf\ufffd Velm.\n"),
        (b"---\ntitle: T\n---\nCaf\xe9 Velm.\n", "x", "Caf\ufffd Velm.\n"),
        (b"title,body\nT,Caf\xe9 Velm.\n", "x", "Caf\ufffd Velm."),
        (b'[{"body": "Caf\xe9 Velm."}]', "x", "Caf\ufffd Velm."),
        (b'{"body": "One."}\n{"body": "Caf\xe9 Velm."}\n{"body": "Three."}\n', "x:2", "Caf\ufffd Velm."),
    ],
)
def test_broken_utf_8_is_read_with_marks_and_noted(content: bytes, place: str, text: str, read: Read) -> None:
    corpus = read("x", content)
    assert corpus.rejects.is_empty()
    assert text in bodies(corpus)
    assert corpus.notes.height == 1
    origin, note = corpus.notes.row(0)
    assert origin.rpartition("/")[2] == place
    assert "byte 0xe9" in note
    assert "is not utf-8; read with U+FFFD, or declare the encoding" in note


def test_utf_16_that_is_broken_or_has_no_mark_is_told(read: Read) -> None:
    broken = lines(GOOD, OTHER).encode("utf-16") + b"\x00\xd8\x41"
    corpus = read("x", broken)
    assert GOOD["body"] in bodies(corpus)
    assert "not utf-16" in corpus.notes["note"][0]
    without_mark = "Harbour reopens\n\nIt did.\n".encode("utf-16-be")
    corpus = read("x", without_mark, "encoding: utf-16")
    assert corpus.articles.height + corpus.rejects.height == 1


@pytest.mark.parametrize("line", ["", "\n" + lines(OTHER).rstrip()])
def test_a_declared_encoding_that_is_wrong_is_told(line: str, read: Read) -> None:
    corpus = read("x", (lines(GOOD).rstrip() + line).encode(), "{encoding: utf-16, format: jsonl}")
    assert corpus.articles.is_empty()
    assert not corpus.rejects.is_empty()


# JSON

LINE = [
    ("{broken", "not JSON: Expecting property name enclosed in double quotes, column 2"),
    ('{"title": "T", "body": "B"', "not JSON: Expecting ',' delimiter, column 27"),
    ('{"title": "T", "body": "B"}}', "not JSON: Extra data, column 28"),
    ('{"body": "A"} {"body": "B"}', "not JSON: Extra data, column 15"),
    ('{"body": "B", "n": NaN}', "not JSON: NaN is no value of JSON"),
    ('{"body": "B", "n": -Infinity}', "not JSON: -Infinity is no value of JSON"),
    ('{"body": "B", "n": ' + "9" * 60 + "}", "not JSON that can be read (a number of too many digits?)"),
    ('{"body": "B", "n": ' + "9" * 5000 + "}", "not JSON: Exceeds the limit (4300 digits)"),
    ('{"body": "a\tb"}', "not JSON: Invalid control character at, column 12"),
    ('{"body": "\x00"}', "not JSON: Invalid control character at, column 11"),
    ('{"body": "\\x41"}', "not JSON: Invalid \\escape, column 11"),
    ("{'body': 'B'}", "not JSON: Expecting property name enclosed in double quotes, column 2"),
    ('["a", "b"]', "a JSON list, not an object with fields"),
    ("[]", "a JSON list, not an object with fields"),
    ("null", "a JSON null, not an object with fields"),
    ("true", "a JSON true/false, not an object with fields"),
    ("12", "a JSON number, not an object with fields"),
    ("{}", "a JSON object, not an object with fields"),
    ("The harbour reopened.", "not JSON: Expecting value, column 1"),
    ('"The harbour reopened."', "not JSON: Expecting value, column 1"),
    ('"[1]"', "a JSON list, not an object with fields"),
    ('""', "not JSON: Expecting value, column 1"),
    ('"{\\"body\\": ', "not JSON: Unterminated string, column 1"),
    ('"{\\"body\\": \\"a\nb\\"}"'.replace("\n", "\\n"), "not JSON: Invalid control character at, column 12"),
    ('"{\\"body\\": \\"a\\u0001b\\"}"', "not JSON: Invalid control character at, column 12"),
    ("[" * 100_000, "not JSON: nested too deeply"),
    ('{"body": "B", "n": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested more than 64 levels deep"),
    ('{"body": "B", "n": ' + "[" * 70 + "]" * 70 + "}", "nested more than 64 levels deep"),
    ('{"a":' * 900 + "1" + "}" * 900, "nested more than 64 levels deep"),
    (json.dumps('{"a":' * 900 + "1" + "}" * 900), "nested more than 64 levels deep"),
]


@pytest.mark.parametrize(("line", "reason"), LINE, ids=range(len(LINE)))
def test_a_broken_line_in_the_middle_is_refused_and_its_neighbours_are_kept(line: str, reason: str, read: Read) -> None:
    before, after = [GOOD] * 7, [OTHER] * 5
    corpus = read("x", lines(*before) + line + "\n" + lines(*after))
    assert bodies(corpus) == [r["body"] for r in before + after]
    place, told = one_refused(corpus)
    assert place == "x:8"
    assert told.startswith(reason)
    assert len(told) < 200
    origins = [origin.rpartition(":")[2] for origin in corpus.articles["origin"]]
    assert origins == ["1", "2", "3", "4", "5", "6", "7", "9", "10", "11", "12", "13"]


@pytest.mark.parametrize(("line", "reason"), LINE[:12], ids=range(12))
def test_a_broken_first_line_does_not_change_the_format(line: str, reason: str, read: Read) -> None:
    corpus = read("x", line + "\n" + lines(GOOD, OTHER))
    assert corpus.files["format"].to_list() == ["jsonl"]
    assert bodies(corpus) == [GOOD["body"], OTHER["body"]]
    assert one_refused(corpus)[0] == "x:1"


def test_many_broken_lines_are_all_named(read: Read) -> None:
    content = "".join("{broken\n" if n % 3 == 0 else lines(GOOD) for n in range(300))
    corpus = read("x", lines(GOOD) + content)
    assert (corpus.articles.height, corpus.rejects.height) == (201, 100)
    assert [place for place, _ in refused(corpus)] == [f"x:{n + 2}" for n in range(0, 300, 3)]


def test_nesting_that_is_not_deep_is_read(read: Read) -> None:
    body = "[" * 300 + "{" * 300
    corpus = read("x", lines({"body": body}, {"body": "B", "n": [[[{"a": [1]}]]]}, {"body": 'a "{[" \\" ' + "[" * 80}))
    assert corpus.rejects.is_empty()
    assert bodies(corpus)[0] == body


@pytest.mark.parametrize(("record", "reason"), [
    ('{"body": "B", "n": NaN}', "not JSON: NaN is no value of JSON"),
    ('{"body": "B", "n": ' + "9" * 60 + "}", "not JSON that can be read"),
    ('{"body": "B", "n": ' + "9" * 5000 + "}", "not JSON"),
    ('{"a":' * 300 + "1" + "}" * 300, "nested more than 64 levels deep"),
    ("7", "not an object with fields"),
    ("{}", "not an object with fields"),
])  # fmt: skip
def test_a_broken_record_of_a_json_array_is_refused_and_its_neighbours_are_kept(
    record: str, reason: str, read: Read
) -> None:
    corpus = read("x", f"[{json.dumps(GOOD)}, {record}, {json.dumps(OTHER)}]")
    assert bodies(corpus) == [GOOD["body"], OTHER["body"]]
    place, told = one_refused(corpus)
    assert place == "x#2"
    assert told.startswith(reason)


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ('[{"body": "B"},\n {"body": }]', "x:2:11", "not JSON: Expecting value"),
        ('[{"body": "B"}', "x:1:15", "not JSON: Expecting ',' delimiter"),
        ('{\n "body": "B",\n}', "x:3:1", "not JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "x", "not JSON that can be read: nested too deeply"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "x", "not JSON that can be read: nested too deeply"),
        ('{"status": "error", "message": "no key"}', "x", "no column holds the body; columns are status, message"),
    ],
)
def test_a_json_document_that_is_broken_is_named_where_it_breaks(
    content: str, place: str, reason: str, read: Read
) -> None:
    corpus = read("x", content)
    assert corpus.articles.is_empty()
    told_place, told = one_refused(corpus)
    assert told_place == place
    assert told.startswith(reason)


@pytest.mark.parametrize(
    ("escape", "text"),
    [
        ("\\ud800", "\ufffd"),
        ("\\uDC00", "\ufffd"),
        ("\\ud83d x", "\ufffd x"),
        ("\\ud83d\\ud83d\\ude00", "\ufffd\U0001f600"),
        ("\\ude00\\ud83d", "\ufffd\ufffd"),
        ("\\\\\\ud800", "\\\ufffd"),
    ],
)
def test_half_characters_become_marks_and_are_noted(escape: str, text: str, read: Read) -> None:
    record = '{"title": "T\\ud83d\\ude00", "body": "%s"}' % escape  # noqa: UP031 (braces)
    corpus = read("x", lines(GOOD) + record + "\n" + lines(OTHER))
    assert bodies(corpus) == [GOOD["body"], text, OTHER["body"]]
    assert corpus.articles["title"][1] == "T\U0001f600"
    assert corpus.notes["origin"].str.ends_with("x:2").to_list() == [True]
    assert "half a character" in corpus.notes["note"][0]
    corpus = read("y", f"[{record}]")
    assert bodies(corpus) == [text]
    assert corpus.notes["origin"].str.ends_with("y#1").to_list() == [True]


def test_whole_and_quoted_surrogates_are_left_alone(read: Read) -> None:
    record = '{"title": "\\ud83d\\ude00", "body": "the text \\\\ud800 is six characters"}'
    corpus = read("x", record + "\n" + record)
    assert bodies(corpus) == ["the text \\ud800 is six characters"] * 2
    assert corpus.notes.is_empty()


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\u0085", "\u2028", "\ufeff", "\ufffe"])
def test_control_characters_in_texts_are_kept(character: str, read: Read) -> None:
    body = f"a{character}b"
    assert bodies(read("x", lines({"body": body}, GOOD)))[0] == body
    assert bodies(read("x", json.dumps([{"body": body}])))[0] == body
    assert bodies(read("x", f"title,body\nT,{body}\nT2,B2\n", "format: csv"))[0] == body
    assert bodies(read("x", f"Harbour reopens\n\n{body}", "format: text"))[0] == body


def test_duplicate_keys_keep_the_record(read: Read) -> None:
    corpus = read("x", '{"body": "one", "body": "two"}\n' + lines(GOOD))
    assert corpus.articles.height == 2
    assert bodies(corpus)[0] in {"one", "two"}


def test_duplicate_ids_keep_every_record(wire: Path) -> None:
    (wire / "a.jsonl").write_text(lines({"id": 7, **GOOD}, {"id": 7, **OTHER}, {"id": "7", **GOOD}))
    (wire / "b.json").write_text(json.dumps({"id": "7", **OTHER}))
    corpus = read_corpus(wire)
    assert corpus.articles["article_id"].to_list() == ["7"] * 4
    assert corpus.articles["origin"].n_unique() == 4  # that they clash is said by the check `ids_unique`
    assert bodies(corpus) == [GOOD["body"], OTHER["body"], GOOD["body"], OTHER["body"]]


# tables without a body


@pytest.mark.parametrize(
    "content",
    [
        parquet(pl.DataFrame({"headline": ["T1", "T2"], "n": [1, 2]})),
        arrow(pl.DataFrame({"headline": ["T1", "T2"], "n": [1, 2]})),
        b"headline,n\nT1,1\nT2,2\n",
        lines({"headline": "T1", "n": 1}, {"headline": "T2", "n": 2}).encode(),
        json.dumps([{"headline": "T1", "n": 1}, {"headline": "T2", "n": 2}]).encode(),
    ],
    ids=["parquet", "arrow", "csv", "jsonl", "json"],
)
def test_records_without_a_body_column_are_refused_with_advice(content: bytes, wire: Path) -> None:
    (wire / "a.jsonl").write_text(lines(GOOD))
    (wire / "b").write_bytes(content)
    corpus = read_corpus(wire)
    assert bodies(corpus) == [GOOD["body"]]
    assert corpus.rejects.height == 2
    advice = "no column holds the body; columns are headline, n; name it in a corpus file (columns: {body: …})"
    assert corpus.rejects["reason"].unique().to_list() == [advice]
    assert corpus.files["rejects"].to_list() == [0, 2]


def test_a_record_that_lacks_the_body_of_its_neighbours_is_an_article_without_one(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = lines(GOOD, {"title": "No body"}, OTHER)
    whole = read("x", content)
    assert bodies(whole) == [GOOD["body"], None, OTHER["body"]]
    monkeypatch.setattr("newsgate.corpus.json_lines.CHUNK_BYTES", 4)
    assert read("x", content).articles.equals(whole.articles)


# front matter


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("---\ntitle: a: b\n---\nB", "x:2:9", "not YAML: mapping values are not allowed in this context"),
        ("---\ntitle: T\nbad: [1, 2\n---\nB", "x:", "not YAML"),
        ("---\ntitle: T\n\tx: y\n---\nB", "x:3:1", "not YAML"),
        ("---\ntitle: *nobody\n---\nB", "x:2:8", "not YAML: found undefined alias"),
        ("---\ntitle: one\ntitle: two\n---\nB", "x:3:1", "'title' stands twice in the front matter"),
        ("---\ntitle: &x [*x]\n---\nB", "x:2:1", "expands to more than 100,000 values (a YAML bomb?)"),
        ("---\n'just': text\n- list\n---\nB", "x:3:1", "not YAML"),
        ("---\na: " + "[" * 100_000 + "\n---\nB", "x:2:103", "YAML nested more than 100 levels deep"),
        ("---\na: " + "[" * 90_000 + "]" * 90_000 + "\n---\nB", "x:2:103", "YAML nested more than 100 levels deep"),
        ("---\n---\nB", "x", "the YAML document is empty"),
        ("---\ntitle: \x07\n---\nB", "x", "not YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_where_it_breaks(
    content: str, place: str, reason: str, wire: Path
) -> None:
    (wire / "a.md").write_text("---\ntitle: T1\n---\nB1")
    (wire / "x").write_text(content)
    (wire / "z.md").write_text("---\ntitle: T3\n---\nB3")
    corpus = read_corpus(wire)
    assert bodies(corpus) == ["B1", "B3"]
    told_place, told = one_refused(corpus)
    assert told_place.startswith(place)
    assert told.startswith(f"the front matter cannot be read: {reason}")


def test_front_matter_that_never_ends_is_refused(read: Read) -> None:
    corpus = read("x.md", "---\ntitle: T\nbody below\n\nText, and no second rule.\n")
    assert one_refused(corpus) == ("x.md:1", "the front matter never ends: a second line of --- is missing")


def test_a_yaml_bomb_is_refused(read: Read) -> None:
    bomb = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    corpus = read("x.md", f"---\n{bomb}---\nB")
    assert one_refused(corpus)[1].endswith("expands to more than 100,000 values (a YAML bomb?)")


# size


@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_line_of_200_mb_is_refused_and_its_neighbours_are_kept(where: str, wire: Path) -> None:
    path = wire / "huge.jsonl"
    with path.open("wb") as out:
        if where != "first":
            out.write(lines(GOOD).encode())
        out.write(b'{"title": "T", "body": "')
        out.seek(200_000_000, os.SEEK_CUR)  # a hole: 200 MB of NUL that take no space
        out.write(b'"}\n')
        if where != "last":
            out.write(lines(OTHER).encode())
    corpus = read_corpus(path)
    number = 1 if where == "first" else 2
    expected = {"first": [OTHER], "middle": [GOOD, OTHER], "last": [GOOD]}[where]
    assert bodies(corpus) == [record["body"] for record in expected]
    place, reason = one_refused(corpus)
    assert place == f"huge.jsonl:{number}"
    assert reason == "the line is 200 MB long; at most 67 MB are read"


def test_long_lines_are_counted_whatever_the_chunks(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgate.corpus.json_lines.MAX_LINE_BYTES", 100)
    long = {"body": "x" * 200}
    records = [GOOD, long, OTHER, long, long, GOOD]
    for chunk in (1, 7, 64, 150, 1000, 1 << 20):
        monkeypatch.setattr("newsgate.corpus.json_lines.CHUNK_BYTES", chunk)
        corpus = read("x", lines(*records).rstrip("\n"))
        assert bodies(corpus) == [GOOD["body"], OTHER["body"], GOOD["body"]]
        assert [place for place, _ in refused(corpus)] == ["x:2", "x:4", "x:5"]
        assert [origin[-1] for origin in corpus.articles["origin"]] == ["1", "3", "6"]


def test_a_document_or_page_that_is_too_large_is_refused_with_advice(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgate.corpus.read.MAX_DOCUMENT_BYTES", 1 << 20)
    monkeypatch.setattr("newsgate.corpus.read.MAX_PAGE_BYTES", 1 << 20)
    for content in (json.dumps([{"body": "x" * (1 << 20)}]), "Harbour reopens\n\n" + "x" * (1 << 20)):
        for packed in (content.encode(), gzip.compress(content.encode())):
            assert one_refused(read("x", packed)) == (
                "x",
                "more than 1 MB in one piece; JSON Lines and Parquet are read in slices",
            )


def test_a_page_of_200_mb_of_nothing_is_refused(wire: Path) -> None:
    with (wire / "huge.txt").open("wb") as out:
        out.write(b"Harbour reopens\n\n" + b"x" * 5000)
        out.seek(200_000_000, os.SEEK_CUR)
        out.write(b"x")
    place, reason = one_refused(read_corpus(wire))
    assert place == "huge.txt"
    assert reason.startswith("more than 64 MB in one piece")


# together


def test_every_kind_of_bad_input_in_one_folder_leaves_the_good_ones_whole(wire: Path) -> None:
    bad: dict[str, bytes] = {
        "b.png": b"\x89PNG\r\n\x1a\n",
        "c.md": b"---\ntitle: a: b\n---\n",
        "d.json": b"[{",
        "e.parquet": parquet(pl.DataFrame(sentences(9)))[:99],
        "f": b"",
        "g.jsonl.gz": gzip.compress(lines(*sentences(500)).encode())[:10],
        "h.html": b"<html>",
        "i.csv": b"title,body\n",
    }
    for name, content in bad.items():
        (wire / name).write_bytes(content)
    (wire / "a.txt").write_text("Harbour reopens\n\nIt did.\n")
    (wire / "j.sgm").write_text(REUTERS)
    (wire / "z.jsonl").write_text(lines(GOOD) + "{broken\n" + lines(OTHER))
    corpus = read_corpus(wire)
    assert corpus.articles.height == 5
    assert {place.partition(":")[0] for place, _ in refused(corpus)} == {*bad, "z.jsonl"}
    assert corpus.rejects.height == len(bad) + 1
    assert corpus.records == 14


def test_reading_hostile_depth_does_not_take_the_process_down(wire: Path) -> None:
    """In a process of its own, since a stack that overflows in native code cannot be caught."""
    (wire / "a.jsonl").write_text(lines(GOOD) + '{"a":' * 950 + "1" + "}" * 950 + "\n")
    (wire / "b.json").write_text('[{"body": "B", "a":' + '{"a":' * 950 + "1" + "}" * 950 + "}]")
    (wire / "c.md").write_text("---\na: " + "[" * 200_000 + "\n---\n")
    code = "import sys, newsgate; c = newsgate.read_corpus(sys.argv[1]); print(c.articles.height, c.rejects.height)"
    done = subprocess.run([sys.executable, "-c", code, str(wire)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "3"]


def test_no_file_stays_open(read: Read) -> None:
    """Pytest turns the warning of a file that was never closed into an error; this reads every way there is."""
    packed = gzip.compress(lines(*sentences(5000)).encode())
    for content in (packed, packed[:-500], zstandard.compress(b"x" * 10)[:-2], b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"):
        assert read("x", content).records > 0
