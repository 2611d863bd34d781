"""Links read from a file into ``duplicate_of``: what `newsgate link` writes, what others write, and what is none."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgate.checks.linked import LINK_SCHEMA
from newsgate.corpus import Corpus, DataError, UsageError, with_links
from newsgate.reports.tables import write_table

from ..drawing import examples

SUFFIXES = [".parquet", ".jsonl", ".csv"]
each_kind = pytest.mark.parametrize("suffix", SUFFIXES)


def _corpus(*ids: str | None, **more: Any) -> Corpus:
    bodies = [f"It passed in {n} rounds." for n in range(len(ids))]
    return Corpus.from_frame(pl.DataFrame({"article_id": list(ids), "body": bodies, **more}))


def _write(path: Path, **named: str | None) -> Path:
    """Links as the command writes them; the names are copies, the values canonical articles."""
    rows = [
        {**dict.fromkeys(LINK_SCHEMA), "article_id": name, "canonical_id": of, "tier": "near", "containment": 1.0}
        for name, of in named.items()
    ]
    write_table(pl.DataFrame(rows, schema=LINK_SCHEMA), path)
    return path


def _named(corpus: Corpus) -> dict[str | None, str | None]:
    return dict(corpus.articles.select("article_id", "duplicate_of").iter_rows())


@each_kind
def test_links_are_put_into_the_corpus(tmp_path: Path, suffix: str) -> None:
    corpus = _corpus("a", "b", "c", None)
    linked = with_links(corpus, _write(tmp_path / f"links{suffix}", b="a", c="a"))
    assert _named(linked) == {"a": None, "b": "a", "c": "a", None: None}
    assert linked.articles.drop("duplicate_of").equals(corpus.articles.drop("duplicate_of"))
    assert linked.articles.schema == corpus.articles.schema


@each_kind
def test_what_stood_there_is_replaced(tmp_path: Path, suffix: str) -> None:
    corpus = _corpus("a", "b", "c", duplicate_of=["c", "c", "wire-1"], section=["x", "y", "z"])
    linked = with_links(corpus, _write(tmp_path / f"links{suffix}", a="b"))
    assert _named(linked) == {"a": "b", "b": None, "c": None}
    assert linked.articles["section"].to_list() == ["x", "y", "z"]


@each_kind
def test_articles_that_are_not_in_the_corpus_are_passed_over(tmp_path: Path, suffix: str) -> None:
    linked = with_links(_corpus("a", "b"), _write(tmp_path / f"links{suffix}", b="a", x="a", y="z"))
    assert _named(linked) == {"a": None, "b": "a"}


@each_kind
def test_each_record_of_an_id_is_linked(tmp_path: Path, suffix: str) -> None:
    linked = with_links(_corpus("a", "b", "b"), _write(tmp_path / f"links{suffix}", b="a"))
    assert linked.articles["duplicate_of"].to_list() == [None, "a", "a"]


@each_kind
def test_no_links_are_links_too(tmp_path: Path, suffix: str) -> None:
    corpus = _corpus("a", "b", duplicate_of=["b", None])
    assert _named(with_links(corpus, _write(tmp_path / f"links{suffix}"))) == {"a": None, "b": None}


@pytest.mark.parametrize(
    "name", ["=1+1", "@a", "+a", "-7", "\ta", "'a", "", '"a"', "a,b", "a\nb", "電車 🚋", "null", "007"]
)
@each_kind
def test_ids_come_back_as_they_were(tmp_path: Path, suffix: str, name: str) -> None:
    corpus = _corpus("other", name)
    assert _named(with_links(corpus, _write(tmp_path / f"links{suffix}", **{name: "other"})))[name] == "other"
    assert _named(with_links(corpus, _write(tmp_path / f"links{suffix}", other=name)))["other"] == name


def test_an_id_that_looks_guarded_comes_back_from_csv(tmp_path: Path) -> None:
    assert _named(with_links(_corpus("a", "'=b"), _write(tmp_path / "links.csv", **{"'=b": "a"})))["'=b"] == "a"


@settings(max_examples=examples(60), deadline=None)
@given(st.dictionaries(st.text(max_size=6), st.none() | st.text(max_size=6), min_size=1, max_size=5))
def test_any_ids_come_back_from_columns(tmp_path_factory: pytest.TempPathFactory, named: dict[str, str | None]) -> None:
    path = _write(tmp_path_factory.mktemp("links") / "links.parquet", **named)
    assert _named(with_links(_corpus(*named), path)) == named


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("l.jsonl", '{"article_id": "b", "canonical": "a"}\n', "no column 'canonical_id'"),
        ("l.csv", "article_id\nb\n", "no column 'canonical_id'"),
        ("l.csv", "id,canonical_id\nb,a\n", "no column 'article_id'"),
        ("l.csv", "article_id,canonical_id\nb,a\nb,c\n", "article 'b' is linked twice"),
        ("l.jsonl", '{"article_id": "b", "canonical_id": "a"}\n' * 2, "article 'b' is linked twice"),
        ("l.csv", "article_id,canonical_id\nx,a\ny,b\n", "none of its articles is in the corpus"),
        ("l.csv", "", "the links cannot be read"),
        ("l.csv", b"\xff\xfe\x00\n\"", "the links cannot be read"),
        ("l.jsonl", "{broken\n", "the links cannot be read"),
        ("l.jsonl", b"\xff\xfe{{{", "the links cannot be read"),
        ("l.parquet", "", "the links cannot be read"),
        ("l.parquet", "article_id,canonical_id\nb,a\n", "the links cannot be read"),
    ],
)  # fmt: skip
def test_what_are_no_links_is_told(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError) as told:
        with_links(_corpus("a", "b"), path)
    assert said in told.value.what
    assert told.value.where == str(path)
    assert told.value.exit_code == 3
    assert "\n" not in told.value.what


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_not_there_is_told(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(DataError, match="the links cannot be read"):
        with_links(_corpus("a"), tmp_path / f"none{suffix}")
    (tmp_path / f"folder{suffix}").mkdir()
    with pytest.raises(DataError, match="the links cannot be read"):
        with_links(_corpus("a"), tmp_path / f"folder{suffix}")


@pytest.mark.parametrize("name", ["links", "links.json", "links.xlsx", "links.CSV", "links.parquet.gz"])
def test_another_kind_of_file_is_no_use(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("article_id,canonical_id\nb,a\n")
    with pytest.raises(UsageError, match=r"links are \.parquet, \.jsonl, \.csv") as told:
        with_links(_corpus("a", "b"), tmp_path / name)
    assert told.value.exit_code == 2


def test_numbers_are_ids_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text(json.dumps({"article_id": 2, "canonical_id": 1}) + "\n")
    assert _named(with_links(_corpus("1", "2"), path)) == {"1": None, "2": "1"}


def test_lists_are_no_ids(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text(json.dumps({"article_id": ["b"], "canonical_id": {"id": "a"}}) + "\n")
    with pytest.raises(DataError):
        with_links(_corpus("a", "b"), path)


def test_the_rest_of_the_corpus_stays(tmp_path: Path) -> None:
    plain = _corpus("a", "b")
    rejects = pl.DataFrame({"origin": ["x:1"], "format": ["jsonl"], "reason": ["no JSON"]})
    corpus = Corpus(plain.articles, rejects=rejects, skipped=("README.md",))
    linked = with_links(corpus, _write(tmp_path / "links.csv", b="a"))
    assert linked.rejects.equals(rejects)
    assert linked.skipped == ("README.md",)
    assert corpus.articles["duplicate_of"].null_count() == 2
