"""Which column carries which field, whose an article is, where it came from, and what a corpus file says of it."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgate import ARTICLE_SCHEMA, DataError, UsageError, read_corpus
from newsgate.corpus.article import ALIASES, choose_columns

from .conftest import Read
from .test_formats import lines, only

PAGE = "Harbour reopens\n\nThe harbour of Velm reopened.\n"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# names


def test_the_contract_comes_first_then_the_raw_date_then_the_rest_sorted(read: Read) -> None:
    corpus = read("x", lines({"zebra": 1, "body": "B", "apple": 2}))
    assert corpus.articles.columns == [*ARTICLE_SCHEMA, "published_at_raw", "apple", "zebra"]
    assert {name: corpus.articles.schema[name] for name in ARTICLE_SCHEMA} == ARTICLE_SCHEMA


@pytest.mark.parametrize(
    ("field", "alias"), [(f, a) for f, names in ALIASES.items() for a in names if f not in {"body", "published_at"}]
)
def test_every_alias_carries_its_field(field: str, alias: str, read: Read) -> None:
    record = {alias: "https://velm.example/a", "body": "B"} if alias != "body" else {alias: "B"}
    value = only(read("x.jsonl", lines(record)))[field]
    assert value in ("https://velm.example/a", ["https://velm.example/a"])


@pytest.mark.parametrize("alias", ALIASES["body"])
def test_every_alias_of_the_body_carries_it(alias: str, read: Read) -> None:
    assert only(read("x", lines({"title": "T", alias: "B"})))["body"] == "B"


@pytest.mark.parametrize("alias", ALIASES["published_at"])
def test_every_alias_of_the_date_carries_it(alias: str, read: Read) -> None:
    assert only(read("x", lines({"body": "B", alias: "2021-02-03"})))["published_at_raw"] == "2021-02-03"


@pytest.mark.parametrize("name", ["Post Title", "post_title", "POST-TITLE", "postTitle", "post.title"])
def test_case_and_separators_do_not_matter(name: str) -> None:
    assert choose_columns([name, "body"]) == {"title": name, "body": "body"}


def test_the_best_alias_wins_and_the_others_are_kept(read: Read) -> None:
    article = only(read("x", lines({"text": "teaser", "body": "B", "headline": "kicker", "title": "T"})))
    assert (article["title"], article["body"]) == ("T", "B")
    assert (article["headline"], article["text"]) == ("kicker", "teaser")


def test_which_column_is_the_title_is_decided_for_a_whole_file(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    content = lines({"headline": "H1", "body": "B"}, {"title": "T2", "headline": "H2", "body": "B"})
    whole = read("x", content).articles
    monkeypatch.setattr("newsgate.corpus.json_lines.CHUNK_BYTES", 8)
    assert read("x", content).articles.equals(whole)
    assert whole["headline"].to_list() == ["H1", "H2"]


def test_one_column_carries_one_field() -> None:
    assert choose_columns(["publication", "date"], {"title": "publication"}) == {
        "title": "publication",
        "published_at": "date",
    }


def test_a_column_whose_name_a_field_has_taken_is_kept(read: Read) -> None:
    record = {"kopf": "T", "title": "old", "title_in_input": "older", "body": "B"}
    article = only(read("x", lines(record), "columns: {title: kopf}"))
    assert article["title"] == "T"
    assert article["title_in_input"] == "older"
    assert article["title_in_input_in_input"] == "old"


def test_columns_named_like_the_readers_own_do_no_harm(read: Read) -> None:
    record = {"__where": "a", "__origin": "b", "__name": "c", "__place": "d", "body": "B"}
    for content in (lines(record), json.dumps([record]), "---\n__where: a\n__origin: b\n---\nB"):
        article = only(read("x", content))
        assert article["body"] == "B"
        assert "wire/x" in article["origin"]


# sources


def test_the_source_is_found_in_five_steps(wire: Path, tmp_path: Path) -> None:
    full = {"body": "B", "source": "Velm Daily", "url": "https://www.Velm.example:8080/a"}
    without_source = {**full, "source": None}
    with_canonical = {"body": "B", "canonical_url": "http://user@orrin.example/b"}
    bare = {"body": "B"}
    path = put(wire / "feed.2021.jsonl", lines(full, without_source, with_canonical, {**bare, "source": " "}))
    corpus_file = put(tmp_path / "corpus.yaml", "source: declared")
    assert read_corpus(path, corpus_file=corpus_file).articles["source"].to_list() == ["declared"] * 4
    found = ["Velm Daily", "velm.example", "orrin.example"]
    assert read_corpus(wire).articles["source"].to_list() == [*found, "wire"]
    assert read_corpus(path).articles["source"].to_list() == [*found, "feed"]


def test_a_page_that_is_named_itself_is_of_its_folder(wire: Path) -> None:
    assert only(read_corpus(put(wire / "page.txt", PAGE)))["source"] == "wire"
    assert only(read_corpus(put(wire / "one.json", json.dumps({"body": "B"}))))["source"] == "wire"


def test_the_folder_of_a_relative_path_has_a_name(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(wire / "page.txt", PAGE)
    monkeypatch.chdir(wire)
    for data in ("page.txt", ".", "*.txt", "./page.txt"):
        assert only(read_corpus(data))["source"] == "wire"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://velm.example/a", "velm.example"),
        ("https://WWW.Velm.example", "velm.example"),
        ("http://user:pw@velm.example:80/a?b@c", "velm.example"),
        ("ftp://velm.example#x", "velm.example"),
        ("velm.example/a", "wire"),
        ("/a/b", "wire"),
        ("https://", "wire"),
        ("", "wire"),
    ],
)
def test_the_host_of_an_address(url: str, host: str, read: Read) -> None:
    assert only(read("x.json", json.dumps({"body": "B", "url": url})))["source"] == host


def test_source_equals_path_names_the_source(wire: Path) -> None:
    put(wire / "page.txt", PAGE)
    put(wire / "feed.jsonl", lines({"body": "B", "source": "other"}))
    assert read_corpus(f"velm={wire}").articles["source"].to_list() == ["velm", "velm"]
    assert read_corpus(f"velm={wire}/*.txt").articles["source"].to_list() == ["velm"]


def test_a_folder_with_an_equals_sign_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "year=2021" / "page.txt", PAGE)
    assert only(read_corpus("year=2021"))["source"] == "year=2021"
    assert only(read_corpus("velm=year=2021"))["source"] == "velm"


# ids and origins


def test_ids_are_the_path_below_the_argument(wire: Path) -> None:
    put(wire / "a" / "page.txt", PAGE)
    put(wire / "b" / "page.txt", PAGE)
    put(wire / "b" / "feed.jsonl", lines({"body": "1"}, {"body": "2", "id": ""}, {"body": "3", "id": " 7 "}))
    ids = read_corpus(wire).articles["article_id"].to_list()
    assert ids == ["a/page.txt", "b/feed.jsonl:1", "b/feed.jsonl:2", " 7 ", "b/page.txt"]


def test_derived_ids_are_unique_however_the_files_are_named(tmp_path: Path) -> None:
    for folder in ("one/wire", "two/wire", "two/other"):
        put(tmp_path / folder / "page.txt", PAGE)
        put(tmp_path / folder / "feed.jsonl", lines({"body": "1"}, {"body": "2"}))
    one, two = tmp_path / "one", tmp_path / "two"
    for data, count in [
        ([one, two], 9),
        ([one / "wire", two / "wire"], 6),
        ([one / "wire" / "page.txt", two / "wire" / "page.txt"], 2),
        ([tmp_path / "*" / "wire" / "feed.jsonl"], 4),
        ([tmp_path / "**" / "page.txt"], 3),
        ([two / "wire", two / "other", one / "wire" / "page.txt"], 7),
        ([one, one, one / "wire", one / "wire" / "page.txt"], 3),
    ]:
        articles = read_corpus(*data).articles
        assert articles.height == count
        assert articles["article_id"].n_unique() == count
        assert articles["origin"].n_unique() == count


def test_the_order_of_the_arguments_does_not_matter(tmp_path: Path) -> None:
    for name in "abc":
        put(tmp_path / name / "feed.jsonl", lines({"body": name}))
    a, b, c = (tmp_path / name for name in "abc")
    assert read_corpus(a, b, c).articles.equals(read_corpus(c, a, b).articles)


def test_origins_name_file_and_record(wire: Path) -> None:
    put(wire / "a.jsonl", lines({"body": "1"}, {"body": "2"}))
    put(wire / "b.json", json.dumps([{"body": "3"}]))
    put(wire / "c.csv", "title,body\nT,B\n")
    put(wire / "d.txt", PAGE)
    origins = read_corpus(wire).articles["origin"].to_list()
    assert [Path(o).name for o in origins] == ["a.jsonl:1", "a.jsonl:2", "b.json#1", "c.csv#1", "d.txt"]
    assert all(origin.startswith(wire.as_posix()) for origin in origins)


# dates


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2021-02-03T04:05:06Z", datetime(2021, 2, 3, 4, 5, 6)),
        ("2021-02-03T04:05:06.789+02:00", datetime(2021, 2, 3, 2, 5, 6, 789000)),
        ("2021-02-03 04:05:06+0200", datetime(2021, 2, 3, 2, 5, 6)),
        ("2021-02-03 04:05:06 +0200", datetime(2021, 2, 3, 2, 5, 6)),
        ("2021-02-03 04:05:06 UTC", datetime(2021, 2, 3, 4, 5, 6)),
        ("2021-02-03T04:05-05:00", datetime(2021, 2, 3, 9, 5)),
        ("2021-02-03 04:05", datetime(2021, 2, 3, 4, 5)),
        ("2021-02-03", datetime(2021, 2, 3)),
        (" 2021-02-03\n", datetime(2021, 2, 3)),
        ("Wed, 03 Feb 2021 04:05:06 GMT", datetime(2021, 2, 3, 4, 5, 6)),
        ("Wed, 03 Feb 2021 04:05:06 -0500", datetime(2021, 2, 3, 9, 5, 6)),
        ("Wednesday, February 3, 2021", datetime(2021, 2, 3)),
        ("February 3, 2021", datetime(2021, 2, 3)),
        ("Feb 3, 2021", datetime(2021, 2, 3)),
        ("3 February 2021", datetime(2021, 2, 3)),
        ("February 3, 2021 4:05 PM", datetime(2021, 2, 3, 16, 5)),
        ("3-FEB-2021 04:05:06.78", datetime(2021, 2, 3, 4, 5, 6, 780000)),
        ("2021/02/03", datetime(2021, 2, 3)),
        ("20210203", datetime(2021, 2, 3)),
        ("20210203T040506Z", datetime(2021, 2, 3, 4, 5, 6)),
        ("03.02.2021", datetime(2021, 2, 3)),
        (20210203, datetime(2021, 2, 3)),
        ("1612325106", datetime(2021, 2, 3, 4, 5, 6)),
        (1612325106, datetime(2021, 2, 3, 4, 5, 6)),
        (1612325106.5, datetime(2021, 2, 3, 4, 5, 6)),
        (1612325106000, datetime(2021, 2, 3, 4, 5, 6)),
        (1612325106000000, datetime(2021, 2, 3, 4, 5, 6)),
        (1612325106000000000, datetime(2021, 2, 3, 4, 5, 6)),
        ("February 3", None),
        ("3 Feb", None),
        ("04:05", None),
        ("2021", None),
        (2021, None),
        (0, None),
        (-7, None),
        ("yesterday", None),
        ("2021-02-30", None),
        ("2021-02-03 and more", None),
        ("2021-13-01", None),
        ("", None),
        (True, None),
    ],
)
def test_dates_become_utc_or_stay_null_and_are_kept_as_written(
    raw: object, expected: datetime | None, read: Read
) -> None:
    article = only(read("x", lines({"body": "B", "date": raw})))
    assert article["published_at"] == (expected and expected.replace(tzinfo=UTC))
    kept = {True: "true"}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
    assert article["published_at_raw"] == kept


def test_formats_of_dates_may_mix_within_a_column(read: Read) -> None:
    raws = ["2021-02-03", "February 3, 2021", "1612310400", "February 3", None, "Wed, 03 Feb 2021 00:00:00 GMT"]
    corpus = read("x", lines(*({"body": "B", "date": raw} for raw in raws)))
    day = datetime(2021, 2, 3, tzinfo=UTC)
    assert corpus.articles["published_at"].to_list() == [day, day, day, None, None, day]
    assert corpus.articles["published_at_raw"].to_list() == raws


# the corpus file


def test_a_corpus_file_maps_columns_to_fields(read: Read) -> None:
    record = {"kopf": "T", "rumpf": "B", "nr": 7, "wann": "2021-02-03", "wer": "Ann Ost", "n": 1}
    declared = "columns:\n  title: kopf\n  body: rumpf\n  article_id: nr\n  published_at: wann\n  authors: wer\n"
    article = only(read("x", lines(record), declared))
    assert (article["title"], article["body"], article["article_id"]) == ("T", "B", "7")
    assert article["authors"] == ["Ann Ost"]
    assert article["published_at"] == datetime(2021, 2, 3, tzinfo=UTC)
    assert set(article) == {*ARTICLE_SCHEMA, "published_at_raw", "n"}


def test_a_declared_column_wins_over_an_alias(read: Read) -> None:
    article = only(read("x", "---\nbody_text: teaser\nheadline: H\nalt: A\n---\nB", "columns: {title: alt}"))
    assert (article["title"], article["headline"], article["body"]) == ("A", "H", "B")


def test_a_declared_column_that_is_missing_is_named_with_what_is_near(read: Read) -> None:
    for content in (lines({"heading": "T", "body": "B"}), "---\nheading: T\n---\nB", "heading,body\nT,B\n"):
        corpus = read("x", content, "columns: {title: headng}\n")
        assert corpus.articles.is_empty()
        assert corpus.rejects.height == 1
        assert corpus.rejects["reason"][0].startswith("no column 'headng' (declared in the corpus file)")
        assert "did you mean 'heading'?" in corpus.rejects["reason"][0]


def test_paths_have_their_own_settings_and_later_rules_win(wire: Path, tmp_path: Path) -> None:
    put(wire / "velm" / "a.txt", PAGE)
    put(wire / "velm" / "b.dat", "kopf;x\n")
    put(wire / "orrin" / "deep" / "c.jsonl", lines({"kopf": "T", "body": "B"}))
    (wire / "latin.txt").write_bytes("Caf\u00e9\n\nText.\n".encode("latin-1"))
    corpus_file = put(
        tmp_path / "corpus.yaml",
        """
source: everything
paths:
  velm/: {source: velm}
  velm/*.dat: {format: text, source: rest}
  orrin/**/*.jsonl: {columns: {title: kopf}}
  latin.txt: {encoding: latin-1}
""",
    )
    corpus = read_corpus(wire, corpus_file=corpus_file)
    found = {Path(a["origin"]).name: (a["source"], a["title"]) for a in corpus.articles.iter_rows(named=True)}
    assert found == {
        "a.txt": ("velm", "Harbour reopens"),
        "b.dat": ("rest", None),
        "c.jsonl": ("everything", "T"),
        "latin.txt": ("everything", "Caf\u00e9"),
    }


def test_an_argument_names_the_source_over_the_corpus_file(wire: Path, tmp_path: Path) -> None:
    put(wire / "page.txt", PAGE)
    corpus_file = put(tmp_path / "corpus.yaml", "source: declared")
    assert only(read_corpus(f"argument={wire}", corpus_file=corpus_file))["source"] == "argument"


def test_a_corpus_file_says_where_the_data_is(wire: Path, tmp_path: Path) -> None:
    put(wire / "page.txt", PAGE)
    corpus_file = put(tmp_path / "conf" / "corpus.yaml", "data: [../wire]")
    assert read_corpus(corpus_file=corpus_file).articles.height == 1
    other = put(tmp_path / "other.txt", "Only\n\nthis.\n")
    assert read_corpus(other, corpus_file=corpus_file).articles["title"].to_list() == ["Only"]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16-le", "utf-8"])
@pytest.mark.parametrize(
    "shape", ["Caf\u00e9\n\nB\n", "title,body\nCaf\u00e9,B\n", '{"title":"Caf\u00e9","body":"B"}\n']
)
def test_a_declared_encoding_is_used(shape: str, encoding: str, read: Read) -> None:
    corpus = read("x", shape.encode(encoding), f"encoding: {encoding}")
    assert only(corpus)["title"] == "Caf\u00e9"
    assert corpus.notes.is_empty()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("colums: {title: x}", "1:1", "a corpus file has no key 'colums': did you mean 'columns'?"),
        ("zzz: 1", "1:1", "a corpus file has no key 'zzz': known keys: data, source, format, encoding, columns, paths"),
        ("columns:\n  tite: x", "2:3", "an article has no field 'tite': fields: article_id, source, title"),
        ("columns: [title]", "1:10", "columns must be a mapping (key: value), not a list"),
        ("columns: {title: [x]}", "1:18", "the column of title must be text, not a list"),
        ("columns: {title: ~}", "1:18", "the column of title must be text, not empty"),
        ("columns: {title: a, title: b}", "1:21", "'title' stands twice in columns"),
        ("format: jsnl", "1:9", "format must be one of front-matter"),
        ("format: jsnl", "1:9", "did you mean 'jsonl'?"),
        ("encoding: latin-99", "1:11", "unknown encoding 'latin-99'"),
        ("encoding: undefined", "1:11", "unknown encoding 'undefined'"),
        ('encoding: "a\\0b"', "1:11", "unknown encoding"),
        ("encoding: base64", "1:11", "unknown encoding 'base64'"),
        ("source: {a: b}", "1:9", "source must be text, not a mapping"),
        ("source:", "1:8", "source must be text, not empty"),
        ("paths:\n  'a/*': {formt: csv}", "2:11", "paths: a/* has no key 'formt': did you mean 'format'?"),
        ("paths: [a]", "1:8", "paths must be a mapping (key: value), not a list"),
        ("paths: {a: csv}", "1:12", "paths: a must be a mapping (key: value), not 'csv'"),
        ("data: wire", "1:7", "data must be a list, not 'wire'"),
        ("data: [{}]", "1:8", "a data path must be text, not a mapping"),
        ("- a", "1:1", "a corpus file must be a mapping (key: value), not a list"),
        ("a: [", "2:1", "not YAML"),
        ("a: b: c", "1:5", "not YAML: mapping values are not allowed in this context"),
        ("", "", "the YAML document is empty"),
        ("# nothing\n", "", "the YAML document is empty"),
        ("a: 1\n---\nb: 2", "2:1", "not YAML: but found another document"),
    ],
)
def test_a_mistake_in_a_corpus_file_is_shown_where_it_stands(
    text: str, place: str, message: str, wire: Path, tmp_path: Path
) -> None:
    put(wire / "page.txt", PAGE)
    corpus_file = put(tmp_path / "corpus.yaml", text)
    with pytest.raises(UsageError) as raised:
        read_corpus(wire, corpus_file=corpus_file)
    error = raised.value
    assert error.where == (f"{corpus_file}:{place}" if place else str(corpus_file))
    assert message in f"{error.what}: {error.hint}"
    assert str(error) == f"{error.where}: {error.what}"
    assert error.exit_code == 2


def test_a_corpus_file_that_cannot_be_read(wire: Path, tmp_path: Path) -> None:
    put(wire / "page.txt", PAGE)
    with pytest.raises(UsageError, match=r"nowhere\.yaml: the corpus file cannot be read: No such file"):
        read_corpus(wire, corpus_file=tmp_path / "nowhere.yaml")
    with pytest.raises(UsageError, match="the corpus file cannot be read: Is a directory"):
        read_corpus(wire, corpus_file=tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"source: Caf\xe9")
    with pytest.raises(UsageError, match=r"latin\.yaml byte 11: the corpus file is not UTF-8"):
        read_corpus(wire, corpus_file=latin)


def test_without_data_there_is_nothing_to_read() -> None:
    with pytest.raises(UsageError, match="no DATA given"):
        read_corpus()


# files


def test_globs_find_files_and_folders(wire: Path) -> None:
    put(wire / "a.txt", PAGE)
    put(wire / "b.md", PAGE)
    put(wire / "sub" / "c.txt", PAGE)

    def names(pattern: str) -> list[str]:
        return [Path(file).name for file in read_corpus(f"{wire}/{pattern}").files["file"]]

    assert names("*.txt") == ["a.txt"]
    assert names("*") == ["a.txt", "b.md", "c.txt"]
    assert names("**/*.txt") == ["a.txt", "c.txt"]
    assert names("[ab].*") == ["a.txt", "b.md"]
    assert names("s?b") == ["c.txt"]
    with pytest.raises(DataError, match=r"\*\.csv: no file matches"):
        names("*.csv")


def test_a_file_whose_name_looks_like_a_glob_is_read(wire: Path) -> None:
    assert read_corpus(put(wire / "page[1]*.txt", PAGE)).articles.height == 1


def test_hidden_files_and_folders_are_left_out(wire: Path) -> None:
    put(wire / "page.txt", PAGE)
    put(wire / ".hidden.txt", PAGE)
    put(wire / ".git" / "page.txt", PAGE)
    assert read_corpus(wire).articles.height == 1
    assert read_corpus(wire / ".hidden.txt").articles.height == 1


def test_symlink_loops_end_and_each_folder_is_read_once(wire: Path) -> None:
    put(wire / "a" / "page.txt", PAGE)
    (wire / "a" / "up").symlink_to(wire, target_is_directory=True)
    (wire / "a" / "self").symlink_to(wire / "a", target_is_directory=True)
    (wire / "z").symlink_to(wire / "a", target_is_directory=True)
    assert read_corpus(wire).articles["article_id"].to_list() == ["a/page.txt"]


def test_links_to_files_and_folders_are_followed(wire: Path, tmp_path: Path) -> None:
    (wire / "linked").symlink_to(put(tmp_path / "else" / "page.txt", PAGE).parent, target_is_directory=True)
    (wire / "page.txt").symlink_to(tmp_path / "else" / "page.txt")
    assert read_corpus(wire).articles["article_id"].to_list() == ["linked/page.txt", "page.txt"]


def test_names_that_are_not_utf_8_are_read(wire: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(wire) + b"/caf\xe9.txt"))).write_text(PAGE)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert only(read_corpus(wire))["article_id"] == "caf\\xe9.txt"


def test_progress_counts_the_files(wire: Path) -> None:
    for name in "abc":
        put(wire / name, PAGE)
    seen: list[tuple[int, int]] = []
    read_corpus(wire, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_pages_beyond_one_batch_are_all_read(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgate.corpus.read.PAGES_AT_ONCE", 3)
    for number in range(8):
        put(wire / f"{number}.txt", PAGE)
    put(wire / "4a.jsonl", lines({"body": "B"}))
    corpus = read_corpus(wire)
    assert corpus.articles.height == corpus.files["articles"].sum() == 9
    assert corpus.articles["article_id"].n_unique() == 9
