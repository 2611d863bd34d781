"""Real articles beside the repository, where there are any: everything is read, by independent counts."""

import csv
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from newsgate import Corpus, read_corpus

SHARED = Path(__file__).parents[3] / "shared"
SEEDS, DATA = SHARED / "seeds", SHARED / "data"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not on this machine")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not on this machine")


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus(SEEDS)


@needs_seeds
def test_the_five_seeds_are_five_articles_of_three_formats(seeds: Corpus) -> None:
    assert (seeds.articles.height, seeds.rejects.height, seeds.notes.height) == (5, 0, 0)
    assert seeds.files["format"].to_list() == ["front-matter", "text", "text", "jsonl", "text"]
    assert seeds.articles["title"].null_count() == seeds.articles["body"].null_count() == 0
    assert seeds.articles["title"].str.contains("\n|^ | $").any() is False
    assert seeds.articles["body"].str.len_chars().min() > 1_000  # type: ignore[operator]


@needs_seeds
def test_dates_and_ids_of_the_seeds(seeds: Corpus) -> None:
    assert seeds.articles["published_at"].to_list() == [
        datetime(2016, 3, 27, 13, 50, 16, tzinfo=UTC), datetime(2016, 3, 27, tzinfo=UTC), None, None, None,
    ]  # fmt: skip
    ids = seeds.articles["article_id"].to_list()
    assert (ids[0], ids[3]) == ("2222", "166812")
    assert [name[:4] for name in (ids[1], ids[2], ids[4])] == ["001_", "002_", "004_"]
    assert seeds.articles["source_id"].to_list() == [None, None, None, 2, None]


@needs_seeds
def test_titles_of_the_seeds_are_their_first_lines(seeds: Corpus) -> None:
    """By plain reading: of a page its first line that is no date, of a record its ``title``."""
    paths = sorted(SEEDS.glob("*.txt"))
    pages = {n: [line for line in paths[n].read_text().splitlines() if line.strip()] for n in (1, 2, 4)}
    expected = {1: pages[1][1], 2: pages[2][0], 4: pages[4][0]}
    expected[0] = re.search(r"(?m)^post_title: *(.*?) *$", paths[0].read_text())[1].strip("'\"")  # type: ignore[index]
    expected[3] = json.loads(json.loads(paths[3].read_text()))["title"]
    assert seeds.articles["title"].to_list() == [expected[n].strip() for n in range(5)]


@needs_seeds
def test_the_escapes_of_the_fourth_seed_are_not_repaired(seeds: Corpus) -> None:
    body = seeds.articles["body"][3]
    assert "\\u201c" in body
    assert "\u201c" not in body
    raw = (SEEDS / "003_8f258d90936aba6f.txt").read_text()
    assert body.count("\\u201c") == raw.count("\\u201c")


@needs_seeds
def test_bodies_of_the_seeds_are_the_end_of_their_files_to_the_byte(seeds: Corpus) -> None:
    for number, path in enumerate(sorted(SEEDS.glob("*.txt"))):
        if number != 3:
            assert path.read_bytes().endswith(seeds.articles["body"][number].encode())


def json_records(folder: Path) -> int:
    """One for a file that is an article, or one for each of its articles."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir()]
    return sum(1 if isinstance(document, dict) and "body" in document else len(document) for document in documents)


def tsv_rows(folder: Path) -> int:
    count = 0
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as text:
            count += sum(1 for _ in csv.reader(text, delimiter="\t")) - 1
    return count


COUNTS: dict[str, Callable[[Path], int]] = {
    "frontmatter_md": lambda folder: sum(1 for path in folder.iterdir() if path.read_bytes().startswith(b"---")),
    "json_fundus": json_records,
    "jsonl": lambda folder: sum(path.read_bytes().count(b"\n") for path in folder.iterdir()),
    "parquet": lambda folder: sum(pl.read_parquet(path).height for path in folder.iterdir()),
    "sgml": lambda folder: sum(path.read_bytes().count(b"<REUTERS") for path in folder.iterdir()),
    "tsv_masakhanews": tsv_rows,
    "txt_horne2017": lambda folder: sum(1 for path in folder.glob("*.txt") if Path(f"{path}.title").exists()),
}  # fmt: skip


@needs_data
@pytest.mark.parametrize("folder", COUNTS)
def test_every_record_of_a_folder_is_an_article(folder: str) -> None:
    corpus = read_corpus(DATA / folder)
    assert corpus.articles.height == COUNTS[folder](DATA / folder)
    assert corpus.rejects.is_empty()
    assert corpus.articles["article_id"].null_count() == 0
    assert corpus.articles["origin"].n_unique() == corpus.articles.height


@needs_data
def test_all_folders_together_are_the_sum_of_each() -> None:
    corpus = read_corpus(DATA)
    assert corpus.articles.height == sum(count(DATA / folder) for folder, count in COUNTS.items())
    assert corpus.rejects.is_empty()
    assert sorted(Path(path).name for path in corpus.skipped) == ["README.md", "README_upstream.txt"]
    assert corpus.articles["origin"].n_unique() == corpus.articles.height


@needs_data
def test_titles_of_pages_come_from_their_companions() -> None:
    corpus = read_corpus(DATA / "txt_horne2017")
    for origin, title in corpus.articles.select("origin", "title").rows():
        raw = Path(origin + ".title").read_bytes()
        assert title == raw.decode("utf-8", "replace").strip().removeprefix("\ufeff")
    assert corpus.notes.height == sum(
        1 for origin in corpus.articles["origin"] if not is_utf_8(Path(origin).read_bytes())
    )


def is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


@needs_data
def test_stories_of_reuters_keep_dateline_and_control_characters() -> None:
    articles = read_corpus(DATA / "sgml").articles
    raw = "".join(path.read_text(encoding="latin-1") for path in sorted((DATA / "sgml").iterdir()))
    assert articles["article_id"].to_list() == re.findall(r'NEWID="(\d+)"', raw)
    assert articles["dateline"].count() == raw.count("<DATELINE>")
    with_dateline = articles.filter(pl.col("dateline").is_not_null() & pl.col("body").is_not_null())
    assert with_dateline.height > 2_000
    assert with_dateline.select(pl.col("body").str.starts_with(pl.col("dateline")).all()).item()
    assert articles["published_at"].null_count() == 0
