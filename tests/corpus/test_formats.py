"""Every format is recognised by its content and read to the byte."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import zstandard

from newsgate import Corpus, read_corpus
from newsgate.corpus.detect import detect

from .conftest import Read

FIRST = {"id": "a1", "title": "Harbour reopens", "body": "The harbour of Velm reopened."}
SECOND = {"id": "a2", "title": "Bridge closes", "body": "The bridge at Orrin closed."}
RECORDS = [FIRST, SECOND]
BODIES = [FIRST["body"], SECOND["body"]]

FRONT_MATTER = "---\nid: m1\ntitle: Harbour reopens\n---\nThe harbour of Velm reopened.\n"
PAGE = "Harbour reopens\n\nThe harbour of Velm reopened.\n"
REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="11">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>tin</D><D>zinc</D></TOPICS>
<TEXT>&#2;
<TITLE>TIN &lt;VELM> RISES</TITLE>
<DATELINE>    VELM, Feb 26 - </DATELINE><BODY>Tin rose &amp; zinc fell.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="12">
<DATE>27-FEB-1987 09:00:00.00</DATE>
<TEXT TYPE="UNPROC">&#2;
Orrin bank raises prime rate
&#3;</TEXT>
</REUTERS>
"""


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def table(separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([FIRST.keys(), FIRST.values(), SECOND.values()])
    return out.getvalue()


def parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def arrow(frame: pl.DataFrame, *, stream: bool = False) -> bytes:
    out = io.BytesIO()
    _ = frame.write_ipc_stream(out) if stream else frame.write_ipc(out)
    return out.getvalue()


def bodies(corpus: Corpus) -> list[str | None]:
    return corpus.articles["body"].to_list()


def only(corpus: Corpus) -> dict[str, Any]:
    assert corpus.rejects.is_empty(), corpus.rejects["reason"].to_list()
    return corpus.articles.row(0, named=True) if corpus.articles.height == 1 else pytest.fail("one article expected")


FRAME = pl.DataFrame(RECORDS)
FORMATS: dict[str, tuple[str, bytes, list[str]]] = {
    "JSON Lines": ("jsonl", lines(*RECORDS).encode(), BODIES),
    "JSON inside a string": ("jsonl", lines(*(json.dumps(r) for r in RECORDS)).encode(), BODIES),
    "a JSON array": ("json", json.dumps(RECORDS).encode(), BODIES),
    "a pretty JSON array": ("json", json.dumps(RECORDS, indent=2).encode(), BODIES),
    "one JSON object": ("json", json.dumps(FIRST).encode(), BODIES[:1]),
    "one pretty JSON object": ("json", json.dumps(FIRST, indent=2).encode(), BODIES[:1]),
    "a wrapped list": ("json", json.dumps({"status": "ok", "total": 2, "articles": RECORDS}).encode(), BODIES),
    "records by key": ("json", json.dumps({"V1": FIRST, "V2": SECOND}).encode(), BODIES),
    "CSV": ("csv", table().encode(), BODIES),
    "TSV": ("tsv", table("\t").encode(), BODIES),
    "Parquet": ("parquet", parquet(FRAME), BODIES),
    "an Arrow file": ("arrow", arrow(FRAME), BODIES),
    "an Arrow stream": ("arrow", arrow(FRAME, stream=True), BODIES),
    "Reuters": ("reuters", REUTERS.encode("latin-1"),
                ["VELM, Feb 26 - Tin rose & zinc fell.\n Reuter\n\x03", "\x02\nOrrin bank raises prime rate\n\x03"]),
    "front matter": ("front-matter", FRONT_MATTER.encode(), ["The harbour of Velm reopened.\n"]),
    "a text page": ("text", PAGE.encode(), ["The harbour of Velm reopened.\n"]),
}  # fmt: skip
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "gzip in two members": lambda raw: gzip.compress(raw[:20]) + gzip.compress(raw[20:]),
    "zstd": zstandard.compress,
    "zstd in two frames": lambda raw: zstandard.compress(raw[:20]) + zstandard.compress(raw[20:]),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_is_told_by_content_whatever_the_name_and_packing(kind: str, packing: str, read: Read) -> None:
    expected_format, content, expected = FORMATS[kind]
    corpus = read("harbour.bin", PACKINGS[packing](content))
    assert corpus.files["format"].to_list() == [expected_format]
    assert bodies(corpus) == expected
    assert corpus.rejects.is_empty()
    assert corpus.notes.is_empty()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_misleading_name_changes_nothing(kind: str, read: Read) -> None:
    expected_format, content, expected = FORMATS[kind]
    for name in ("x.csv", "x.parquet", "x.json", "x.md.gz"):
        corpus = read(name, content)
        assert (corpus.files["format"].to_list(), bodies(corpus)) == ([expected_format], expected)


@pytest.mark.parametrize(
    "text",
    [
        "[ad_1]\n\nThe harbour of Velm reopened.",
        "[Update] Harbour reopens\n\nThe harbour of Velm reopened.",
        '"We reopened," the master said.\n\nHe did not smile.',
        '"quoted" harbours\n\nThe harbour of Velm reopened.',
        "{Velm} - The harbour reopened.\n\nIt was closed for a week.",
        "Velm, the capital, and Orrin, its port, agreed.\n\nThey did.",
        "Title, deeds and lawsuits\n\nThe court of Velm sat late.",
        "The body was found\tnear the river\n\nNobody saw it.",
        "---\n\nA rule above, and no front matter.\n\nMore.",
        "--- Velm reports ---\n\nThe harbour reopened.",
        "ORCHESTRA plays on\n\nThe strike of Velm is over.",
        "RIFF between partners\n\nThe bank of Velm denied it.",
        "ID3 is a car\n\nThe dealers of Velm sold ten.",
        "<p>The harbour of Velm reopened.</p>",
        "12\n\nThe harbour of Velm reopened.",
        "null",
    ],
)
def test_text_that_resembles_a_format_is_text(text: str, read: Read) -> None:
    article = only(read("page", text))
    whole = "\n\n".join(part for part in (article["title"], article["body"]) if part)
    assert whole == text
    assert detect(text.encode()).format == "text"


@pytest.mark.parametrize("header", ["title,body", "ID,Headline,Text", '"title","body"', "id, title, body", "Body,x"])
def test_a_first_line_that_names_fields_is_a_csv_header(header: str) -> None:
    assert detect(f"{header}\n1,2\n".encode()).format == "csv"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", ["JSON Lines", "a JSON array", "CSV", "TSV", "front matter", "a text page"])
def test_encodings_and_line_ends_are_containers(kind: str, newline: str, encoding: str, read: Read) -> None:
    expected_format, content, expected = FORMATS[kind]
    text = content.decode().replace("\r\n", "\n").replace("\n", newline)
    corpus = read("x", text.encode(encoding))
    assert corpus.files["format"].to_list() == [expected_format]
    assert [body.rstrip("\r\n") for body in bodies(corpus) if body] == [body.rstrip("\n") for body in expected]
    title = corpus.articles["title"][0]
    assert title == FIRST["title"]  # no BOM, no CR
    assert corpus.notes.is_empty()


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32", "cp037", "utf-8-sig"])
def test_json_lines_of_an_encoding_whose_newline_is_no_0a_byte_keep_their_lines(name: str, read: Read) -> None:
    # U+0A0A in UTF-16 is twice the byte of a newline; CP037 (EBCDIC) has neither it nor the letter
    letter = "è" if name == "cp037" else "ਊ"
    text = "".join(json.dumps({"title": f"{letter}{n}", "body": letter}, ensure_ascii=False) + "\n" for n in range(9))
    corpus = read("x", text.encode(name), f"encoding: {name}\nformat: jsonl")
    assert corpus.articles["title"].to_list() == [f"{letter}{n}" for n in range(9)]
    assert corpus.articles["origin"].str.extract(r":(\d+)$").to_list() == [str(n) for n in range(1, 10)]


def test_a_declared_utf_8_still_loses_its_byte_order_mark(read: Read) -> None:
    article = only(read("x.md", FRONT_MATTER.encode("utf-8-sig"), "encoding: utf-8"))
    assert article["title"] == "Harbour reopens"


def test_crlf_inside_a_body_is_kept(read: Read) -> None:
    assert only(read("x", "Harbour reopens\r\n\r\nOne.\r\nTwo.\r\n"))["body"] == "One.\r\nTwo.\r\n"
    assert only(read("y", "---\r\ntitle: T\r\n---\r\nOne.\r\nTwo.\r\n"))["body"] == "One.\r\nTwo.\r\n"


# JSON


def test_keys_that_appear_only_in_the_last_line_are_kept(read: Read) -> None:
    plain = [{"title": f"T{n}", "body": "B"} for n in range(300)]
    corpus = read("x", lines(*plain, {"title": "T", "body": "B", "headline_kicker": "late", "lang": "pt"}))
    assert corpus.articles["headline_kicker"].to_list() == [None] * 300 + ["late"]
    assert corpus.articles["language"][-1] == "pt"


def test_blank_lines_are_no_records_and_line_numbers_count_them(read: Read) -> None:
    corpus = read("x", "\n" + lines(FIRST) + "\n \n\r\n" + lines(SECOND) + "\n\n")
    assert [origin.rpartition(":")[2] for origin in corpus.articles["origin"]] == ["2", "6"]
    assert corpus.rejects.is_empty()


def test_the_last_line_needs_no_newline(read: Read) -> None:
    assert bodies(read("x", lines(*RECORDS).rstrip("\n"))) == BODIES


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        ([7, 8], ["7", "8"]),
        ([7, None], ["7", None]),
        (["007", 8], ["007", "8"]),
        ([9007199254740993, 1], ["9007199254740993", "1"]),
        ([{"$oid": "5f"}, {"$oid": "6a"}], ["5f", "6a"]),
    ],
)
def test_numeric_and_mixed_ids_become_text_as_written(values: list[object], ids: list[str | None], read: Read) -> None:
    corpus = read("x.jsonl", lines(*({"id": value, "body": "B"} for value in values)))
    expected = [name or f"x.jsonl:{n}" for n, name in enumerate(ids, 1)]
    assert corpus.articles["article_id"].to_list() == expected


def test_types_that_differ_between_lines_meet_as_text(read: Read) -> None:
    values: list[object] = [1, "two", None, [3, "four"], {"five": 5}, 6.5, True]
    corpus = read("x", lines(*({"body": "B", "extra": value} for value in values)))
    assert corpus.articles.height == len(values)
    texts = corpus.articles["extra"].to_list()
    assert texts[0] == "1"
    assert texts[1] == "two"
    assert texts[2] is None
    assert json.loads(texts[3]) == [3, "four"]
    assert json.loads(texts[4]) == {"five": 5}
    assert texts[5:] == ["6.5", "true"]


def test_types_that_differ_between_files_meet_as_text(wire: Path) -> None:
    values: list[object] = [1, "two", [3, 4], {"five": 5}, True, None]
    for number, value in enumerate(values):
        (wire / f"{number}.json").write_text(json.dumps({"body": "B", "extra": value}))
    texts = read_corpus(wire).articles["extra"].to_list()
    assert texts[:2] == ["1", "two"]
    assert [json.loads(text) for text in texts[2:5]] == values[2:5]
    assert texts[5] is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (["One.", "Two.", "Three."], "One.\n\nTwo.\n\nThree."),
        ([{"heading": "Part", "text": "One."}, {"heading": None, "text": "Two."}], "Part\n\nOne.\n\nTwo."),
        ({"lead": "One.", "sections": [{"paragraphs": ["Two.", "Three."]}]}, "One.\n\nTwo.\n\nThree."),
        ({"rendered": "<p>One.</p>", "protected": False, "version": 3}, "<p>One.</p>"),
        ([], None),
        ({}, None),
        ([None, "One.", None], "One."),
        (5, "5"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("name", ["body", "articleBody", "Body Text"])
def test_nested_bodies_become_their_texts_in_order(body: object, text: str | None, name: str, read: Read) -> None:
    assert only(read("x", json.dumps({"title": "T", name: body})))["body"] == text


def test_a_declared_body_column_may_be_a_list_of_paragraphs_too(read: Read) -> None:
    record = {"title": "T", "paras": ["One.", "Two."]}
    assert only(read("x", json.dumps(record), "columns: {body: paras}"))["body"] == "One.\n\nTwo."


def test_of_objects_a_field_takes_the_name(read: Read) -> None:
    record = {
        "source": {"id": "velm-daily", "name": "Velm Daily"},
        "author": {"@type": "Person", "name": "Ann Ost"},
        "title": {"rendered": "Harbour reopens"},
        "content": "B",
        "date": {"$date": "2021-02-03T04:05:06Z"},
    }
    article = only(read("x", json.dumps(record)))
    assert article["source"] == "Velm Daily"
    assert article["authors"] == ["Ann Ost"]
    assert article["title"] == "Harbour reopens"
    assert article["published_at"] == datetime(2021, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert article["published_at_raw"] == "2021-02-03T04:05:06Z"


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Ann Ost and Bo Lind", ["Ann Ost and Bo Lind"]),
        (["Ann Ost", "Bo Lind"], ["Ann Ost", "Bo Lind"]),
        ([{"@type": "Person", "name": "Ann Ost"}], ["Ann Ost"]),
        ([], []),
        ("", None),
        (" ", None),
        (None, None),
    ],
)
def test_authors_are_a_list(authors: object, expected: list[str] | None, read: Read) -> None:
    assert only(read("x", json.dumps({"author": authors, "body": "B"})))["authors"] == expected


def test_a_newsapi_answer_is_unwrapped(read: Read) -> None:
    record = {"source": {"id": None, "name": "Velm Daily"}, "title": "T", "content": "C", "publishedAt": "2021-02-03"}
    corpus = read("x", json.dumps({"status": "ok", "totalResults": 2, "articles": [record, record]}))
    assert corpus.articles["source"].to_list() == ["Velm Daily"] * 2
    assert corpus.articles["published_at"].to_list() == [datetime(2021, 2, 3, tzinfo=UTC)] * 2


def test_records_by_key_keep_their_keys_in_the_origin(read: Read) -> None:
    corpus = read("x.json", json.dumps({"V1": {"body": "One."}, "V2": {"body": "Two."}}))
    assert corpus.articles["article_id"].to_list() == ["x.json#V1", "x.json#V2"]


# JSON inside a JSON string: the outer string is the container, the inner strings stay as written

INNER = [
    ('{"title": "A \\"quoted\\" harbour", "body": "B"}', 'A \\"quoted\\" harbour'),
    ('{"title": "a back\\\\slash", "body": "B"}', "a back\\\\slash"),
    ('{"title": "\\\\", "body": "B"}', "\\\\"),
    ('{"title": "\\\\\\"", "body": "B"}', '\\\\\\"'),
    ('{"title": "\\u201cVelm\\u201d", "body": "B"}', "\\u201cVelm\\u201d"),
    ('{"title": "a\\nb\\tc\\/d", "body": "B"}', "a\\nb\\tc\\/d"),
    ('{"title": "\\\\n", "body": "B"}', "\\\\n"),
    ('{"title": "\\ud83d", "body": "B"}', "\\ud83d"),
    ('{"title": "a \u2014 b", "body": "B"}', "a \u2014 b"),
]


@pytest.mark.parametrize(("inner", "title"), INNER)
@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_escapes_of_the_inner_strings_stay_as_written(inner: str, title: str, ensure_ascii: bool, read: Read) -> None:
    wrapped = json.dumps(inner, ensure_ascii=ensure_ascii) + "\n" + json.dumps(json.dumps(SECOND)) + "\n"
    corpus = read("x", wrapped)
    assert corpus.articles["title"].to_list() == [title, SECOND["title"]]
    assert corpus.rejects.is_empty()
    assert only(read("y", wrapped.partition("\n")[0]))["title"] == title  # one line, without a newline


def test_pretty_inner_json_is_one_record(read: Read) -> None:
    assert bodies(read("x", lines(*(json.dumps(r, indent=2) for r in RECORDS)))) == BODIES


def test_wrapped_and_plain_lines_may_mix(read: Read) -> None:
    corpus = read("x", json.dumps(json.dumps(FIRST)) + "\n" + json.dumps(SECOND) + "\n")
    assert bodies(corpus) == BODIES


# tables


def test_csv_keeps_quoted_newlines_quotes_commas_and_zeros(read: Read) -> None:
    corpus = read("x", 'id,title,body\r\n007,"A, b","One ""two""\r\nthree\n"\r\n1,T,\u00fcber\r\n')
    assert corpus.articles["article_id"].to_list() == ["007", "1"]
    assert corpus.articles["title"].to_list() == ["A, b", "T"]
    assert bodies(corpus) == ['One "two"\r\nthree\n', "\u00fcber"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("short", "1 values for 2 columns"),
        ("T,B,more", "3 values for 2 columns"),
        ('T,"B"x', "not CSV near line 3"),
        ('T,"open', "a quote that nothing closes"),
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_a_broken_csv_row_is_refused_and_its_neighbours_are_kept(row: str, reason: str, last: bool, read: Read) -> None:
    corpus = read("x", "title,body\nT1,B1\n" + row + "\n" + ("" if last else "T3,B3\nT4,B4\n"))
    assert bodies(corpus) == (["B1"] if last else ["B1", "B3", "B4"])
    assert corpus.rejects["origin"].str.ends_with("x#2").to_list() == [True]
    assert reason in corpus.rejects["reason"][0]
    assert "line 3" in corpus.rejects["reason"][0]


def test_empty_csv_lines_are_no_records_and_empty_cells_are_null(read: Read) -> None:
    corpus = read("x", "title,body\nT1,\n\n,B2\n\n")
    assert corpus.articles["title"].to_list() == ["T1", None]
    assert bodies(corpus) == [None, "B2"]
    assert corpus.rejects.is_empty()


def test_csv_columns_of_one_name_are_both_kept(read: Read) -> None:
    for content in ("title,body,x,x\nT,B,1,2\n", "title,body,x,x\nT,B,1,2\nshort\n"):
        corpus = read("x", content, "format: csv")
        assert corpus.articles.select("x", "x_duplicated_0").row(0) == ("1", "2")


def test_parquet_keeps_its_types(read: Read) -> None:
    frame = pl.DataFrame(
        {
            "id": [1, 2],
            "body": ["One.", "Two."],
            "authors": [["Ann Ost", "Bo Lind"], None],
            "score": [0.5, 1.5],
            "section": pl.Series(["sea", "land"], dtype=pl.Categorical),
        }
    )
    corpus = read("x", parquet(frame))
    assert corpus.articles["article_id"].to_list() == ["1", "2"]
    assert corpus.articles["authors"].to_list() == [["Ann Ost", "Bo Lind"], None]
    assert corpus.articles["score"].to_list() == [0.5, 1.5]
    assert corpus.articles["section"].cast(pl.String).to_list() == ["sea", "land"]


NOON = datetime(2021, 2, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "expected", "raw"),
    [
        (pl.Series([date(2021, 2, 3)]), datetime(2021, 2, 3, tzinfo=UTC), None),
        (pl.Series([datetime(2021, 2, 3, 12)]), NOON, None),
        (pl.Series([datetime(2021, 2, 3, 12)], dtype=pl.Datetime("ns")), NOON, None),
        (pl.Series([NOON]).dt.convert_time_zone("Asia/Tokyo"), NOON, None),
        (pl.Series([1612353600]), NOON, "1612353600"),
        (pl.Series([1612353600000]), NOON, "1612353600000"),
        (pl.Series(["1612353600"]), NOON, "1612353600"),
        (pl.Series([1612353600.0]), NOON, "1612353600.0"),
        (pl.Series([None], dtype=pl.Date), None, None),
    ],
)
@pytest.mark.parametrize("write", [parquet, arrow])
def test_dates_of_columnar_files_are_utc(
    column: pl.Series, expected: datetime | None, raw: str | None, write: Callable[[pl.DataFrame], bytes], read: Read
) -> None:
    article = only(read("x", write(pl.DataFrame({"body": ["B"], "date": column}))))
    assert (article["published_at"], article["published_at_raw"]) == (expected, raw)


def test_slices_of_parquet_are_numbered_through(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgate.corpus.tables.SLICE_ROWS", 3)
    corpus = read("x", parquet(pl.DataFrame({"body": [str(n) for n in range(8)]})))
    assert bodies(corpus) == [str(n) for n in range(8)]
    assert [origin.rpartition("#")[2] for origin in corpus.articles["origin"]] == [str(n) for n in range(1, 9)]


# Reuters


def test_reuters_stories_have_their_elements(read: Read) -> None:
    corpus = read("x", REUTERS)
    first, second = corpus.articles.rows(named=True)
    assert first["article_id"] == "11"
    assert first["title"] == "TIN <VELM> RISES"
    assert first["dateline"] == "VELM, Feb 26 -"
    assert first["published_at"] == datetime(1987, 2, 26, 15, 1, 1, 790_000, tzinfo=UTC)
    assert first["topics"] == ["tin", "zinc"]
    assert (second["article_id"], second["title"], second["dateline"]) == ("12", None, None)


def test_a_reuters_story_that_never_ends_is_refused_where_it_stands(read: Read) -> None:
    def story(number: int) -> str:
        return f'<REUTERS NEWID="{number}"><TEXT><TITLE>T{number}</TITLE><BODY>B{number}</BODY></TEXT></REUTERS>\n'

    broken = story(2).replace("</REUTERS>", "")
    corpus = read("x", story(1) + broken + story(3))
    assert corpus.articles["article_id"].to_list() == ["1", "3"]
    assert bodies(corpus) == ["B1", "B3"]
    assert corpus.rejects.select(pl.col("origin").str.extract("([^/]*)$"), "reason").rows() == [
        ("x#2", "the story never ends: no </REUTERS>")
    ]


def test_sgml_references_are_decoded_once(read: Read) -> None:
    text = "<REUTERS NEWID='1'><TEXT><TITLE>T</TITLE><BODY>&amp;lt; &#38;gt; &lt;b> &#3; &copy;</BODY></TEXT></REUTERS>"
    assert only(read("x", text))["body"] == "&lt; &gt; <b> \x03 &copy;"


# pages


def test_a_date_line_above_the_title_is_the_date(read: Read) -> None:
    article = only(read("x", "Wednesday, February 3, 2021\n\nHarbour reopens\n\nBy Ann Ost and Bo Lind\n\nIt did.\n"))
    assert article["published_at"] == datetime(2021, 2, 3, tzinfo=UTC)
    assert article["title"] == "Harbour reopens"
    assert article["authors"] == ["Ann Ost", "Bo Lind"]
    assert article["body"] == "By Ann Ost and Bo Lind\n\nIt did.\n"


@pytest.mark.parametrize(
    "text",
    [
        "The harbour of Velm reopened.\n\nIt did.\n",
        "One line only",
        "A line\nand another without a gap\n",
        "x" * 201 + "\n\nB",
    ],
)
def test_a_page_without_a_title_is_all_body(text: str, read: Read) -> None:
    article = only(read("x", text))
    assert (article["title"], article["body"]) == (None, text)


def test_a_title_companion_gives_the_title_and_is_no_page(wire: Path) -> None:
    (wire / "a.txt").write_text("Not the title\n\nBody.\n")
    (wire / "a.txt.title").write_text("Harbour reopens\n")
    (wire / "b.title").write_text("A page of its own\n\nThough its name ends so.\n")
    for data in (wire, wire / "*", wire / "**" / "*"):
        corpus = read_corpus(data)
        assert corpus.articles["title"].to_list() == ["Harbour reopens", "A page of its own"]
        assert bodies(corpus)[0] == "Not the title\n\nBody.\n"


def test_front_matter_scalars_stay_as_written(read: Read) -> None:
    text = "---\nID: 007\ntitle: 'No: on'\nlang: no\nat: 12:30\ntags: [a, 010]\nmeta: {k: yes}\nempty:\n---\nB"
    article = only(read("x", text))
    assert article["article_id"] == "007"
    assert article["title"] == "No: on"
    assert (article["language"], article["at"], article["tags"]) == ("no", "12:30", ["a", "010"])
    assert (json.loads(article["meta"]), article["empty"]) == ({"k": "yes"}, None)


def test_the_fields_of_a_page_do_not_depend_on_its_neighbours(wire: Path) -> None:
    (wire / "a.md").write_text("---\ntitle: One\n---\nB1")
    (wire / "b.md").write_text("---\nheadline: Two\ndate: 2021-02-03\n---\nB2")
    (wire / "c.md").write_text("---\ntitle: Three\nheadline: kicker\npublished: 2021-02-04\n---\nB3")
    corpus = read_corpus(wire)
    assert corpus.articles["title"].to_list() == ["One", "Two", "Three"]
    assert corpus.articles["headline"].to_list() == [None, None, "kicker"]
    assert corpus.articles["published_at"].dt.day().to_list() == [None, 3, 4]


def test_a_body_key_of_the_front_matter_does_not_replace_the_text(read: Read) -> None:
    for key in ("body", "content"):
        assert only(read("x", f"---\ntitle: T\n{key}: teaser\n---\nThe text."))["body"] == "The text."


def test_front_matter_may_be_empty_and_its_text_may_hold_rules(read: Read) -> None:
    assert only(read("x", "---\ntitle: T\n---\nOne.\n---\nTwo.\n"))["body"] == "One.\n---\nTwo.\n"


# folders


def test_readme_and_licence_are_skipped_and_named(wire: Path) -> None:
    (wire / "page.txt").write_text(PAGE)
    for name in ("README.md", "LICENSE", "CHANGELOG.txt", "_SUCCESS", "readme_upstream.txt"):
        (wire / name).write_text("About this folder\n\nNot an article.\n")
    corpus = read_corpus(wire)
    assert corpus.articles.height == 1
    assert sorted(Path(path).name for path in corpus.skipped) == [
        "CHANGELOG.txt", "LICENSE", "README.md", "_SUCCESS", "readme_upstream.txt",
    ]  # fmt: skip
    assert read_corpus(wire / "README.md").articles.height == 1  # named directly, it is meant


def test_a_folder_of_all_formats_is_one_corpus(wire: Path) -> None:
    for number, (_, content, _) in enumerate(FORMATS.values()):
        (wire / f"{number:02}").write_bytes(content)
    corpus = read_corpus(wire)
    assert corpus.articles.height == sum(len(expected) for _, _, expected in FORMATS.values())
    assert corpus.rejects.is_empty()
    assert corpus.files.height == len(FORMATS)


@pytest.mark.parametrize("suffix", ["parquet", "jsonl", "arrow"])
def test_what_is_written_is_read_back(suffix: str, wire: Path, tmp_path: Path) -> None:
    (wire / "a.jsonl").write_text(
        lines(
            {
                **FIRST,
                "url": "https://velm.example/a",
                "author": ["Ann Ost"],
                "date": "2021-02-03",
                "lang": "en",
                "n": 1,
            },
            {"title": "No date", "body": None, "date": "last Tuesday", "n": 2},
        )
    )
    (wire / "b.md").write_text(FRONT_MATTER)
    corpus = read_corpus(wire)
    path = tmp_path / f"articles.{suffix}"
    if suffix == "parquet":
        corpus.articles.write_parquet(path)
    elif suffix == "arrow":
        corpus.articles.write_ipc(path)
    else:
        corpus.articles.write_ndjson(path)
    again = read_corpus(path)
    assert again.rejects.is_empty()
    assert again.articles.equals(corpus.articles)
    assert again.articles.schema == corpus.articles.schema


@pytest.mark.parametrize(
    ("name", "text", "format_name", "rejects"),
    [
        ("x.jsonl", "{broken\n{also broken\n", "jsonl", 2),
        ("x.ndjson.gz", "[broken\n{also broken\n", "jsonl", 2),
        ("x.json", "{broken\n{also broken\n", "json", 1),
        ("x.CSV", "kopf,rumpf\n1,2\n3,4\n", "csv", 2),
        ("x.tsv", "kopf\trumpf\n1\t2\n", "tsv", 1),
        ("x.txt", "{broken\n{also broken\n", "text", 0),
        ("x.csv", "Velm, the capital, agreed.\n\nOrrin did not.\n", "text", 0),
        ("x.jsonl", "Velm agreed\n\nOrrin did not.\n", "text", 0),
        ("x.txt", "{broken\n" + '{"body": "B"}\n', "jsonl", 1),
    ],
)
def test_what_could_be_broken_records_is_what_the_name_says(
    name: str, text: str, format_name: str, rejects: int, read: Read
) -> None:
    corpus = read(name, text)
    assert corpus.files["format"].to_list() == [format_name]
    assert corpus.rejects.height == rejects


# forced formats


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_can_be_forced(kind: str, read: Read) -> None:
    expected_format, content, expected = FORMATS[kind]
    corpus = read("x", content, f"format: {expected_format}")
    assert bodies(corpus) == expected


def test_forcing_text_keeps_json_as_the_body(read: Read) -> None:
    text = lines(*RECORDS)
    article = only(read("x", text, "format: text"))
    assert article["body"] == text
    assert article["title"] is None


def test_forcing_csv_reads_a_header_that_would_not_be_recognised(read: Read) -> None:
    article = only(read("x", "kopf,rumpf\nT,B\n", "format: csv\ncolumns: {title: kopf, body: rumpf}"))
    assert (article["title"], article["body"]) == ("T", "B")


@pytest.mark.parametrize("separator", [";", "|"])
def test_a_table_of_another_separator_is_a_table(tmp_path: Path, separator: str) -> None:
    rows = [["id", "title", "body"], ["1", "Ferry", "It sails, again."], ["2", "Mill", "For sale."]]
    path = tmp_path / "export.csv"
    path.write_text("".join(separator.join(row) + "\n" for row in rows), encoding="utf-8")
    corpus = read_corpus(path)
    assert corpus.articles["body"].to_list() == ["It sails, again.", "For sale."]
    assert corpus.files["format"].to_list() == ["csv"]
