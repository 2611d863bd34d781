"""How right the text checks are: precision, recall and spans on articles that people labelled by reading.

    python benchmarks/accuracy.py [--data FOLDER] [--misses N]

Labels are pointers (tests/labels/*.jsonl: file, record, offsets), the articles stay where they are. A found span is
right where it overlaps a labelled one, and exact where both ends agree (white space apart). What labels mean and how
they were made is in tests/labels/README.md.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

import newsgate as ng
from newsgate.checks import CHECKS, with_facts
from newsgate.checks.dateline import datelines

LABELS = Path(__file__).parents[1] / "tests" / "labels"
SETS = ("development", "confirmation", "unseen")
SPAN_CHECKS = ("escapes_resolved", "no_ad_markers", "no_footer_boilerplate", "no_inline_promos", "captions_apart")

Span = tuple[str, int, int]


@dataclass
class Score:
    """Spans that were found, labelled and both, and what went wrong, to be read."""

    found: int = 0
    labelled: int = 0
    right: int = 0
    covered: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, where: str, texts: dict[str, str], found: list[Span], labelled: list[Span]) -> None:
        """Compare the spans of one article."""
        found, labelled = [_tight(s, texts) for s in found], [_tight(s, texts) for s in labelled]
        self.found, self.labelled = self.found + len(found), self.labelled + len(labelled)
        self.right += sum(any(_meet(f, one) for one in labelled) for f in found)
        for one in labelled:
            met = [f for f in found if _meet(f, one)]
            self.covered += bool(met)
            self.exact += one in met
            if one not in met:
                got = repr(texts[met[0][0]][met[0][1] : met[0][2]][:70]) if met else "nothing"
                kind = "not exact" if met else "missed"
                self.wrong.append(f"{kind}: {where} {_shown(one, texts)}; found {got}")
        for one in found:
            if not any(_meet(one, other) for other in labelled):
                self.wrong.append(f"false alarm: {where} {_shown(one, texts)}")

    def row(self) -> list[str]:
        """Figures for the table."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.covered / self.labelled if self.labelled else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        spans = self.exact / self.covered if self.covered else 1.0
        return [str(self.labelled), str(self.found), *(f"{x:.3f}" for x in (precision, recall, f1, spans))]


def _tight(span: Span, texts: dict[str, str]) -> Span:
    name, start, end = span
    text = texts[name][start:end]
    return name, start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _meet(a: Span, b: Span) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def _shown(span: Span, texts: dict[str, str]) -> str:
    return f"[{span[1]}:{span[2]}] {texts[span[0]][span[1] : span[2]][:90]!r}"


def labelled_articles(name: str, data: Path) -> pl.DataFrame:
    """The articles of one set with their labels; a pointer that leads nowhere, or to another text, is an error."""
    labels = [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text().splitlines()]
    below = pl.col("origin").str.replace(str(data).rstrip("/") + "/", "", literal=True)
    by_id = pl.format("frontmatter_md@{}", "article_id")  # the names of these files are headlines
    named = pl.when(below.str.starts_with("frontmatter_md/")).then(by_id).otherwise(below)
    articles = ng.read_corpus(str(data)).articles.with_columns(origin=named)
    wanted = pl.DataFrame(
        {
            "origin": [one["file"] + one["record"] for one in labels],
            "label": [json.dumps(one) for one in labels],
            "chars": pl.Series([one["chars"] for one in labels], dtype=pl.UInt32),
        }
    )
    joined = wanted.join(articles, on="origin", how="left", maintain_order="left")
    lost = joined.filter(pl.col("body").str.len_chars().ne_missing(pl.col("chars")))
    if lost.height:
        raise SystemExit(
            f"{lost.height} labels point to articles that are not there or differ: {lost['origin'][:3].to_list()}"
        )
    return joined


def _found(articles: pl.DataFrame, name: str) -> Iterator[list[Span]]:
    check = CHECKS[name]
    marks = {}
    for column in ("title", "body"):
        if column in check.columns:
            evidence = check.evidence(column, {})
            assert evidence.marks is not None
            marks[column] = pl.when(evidence.first.is_not_null()).then(evidence.marks)
    for row in articles.select(**marks).iter_rows(named=True):
        yield [(c, m["start"], m["end"]) for c, found in row.items() for m in found or () if m["start"] is not None]


def measure(name: str, data: Path) -> dict[str, Score]:
    """The scores of one set by check."""
    articles = with_facts(labelled_articles(name, data), ["datelines", "wire"])
    labels = [json.loads(label) for label in articles["label"]]
    texts = [{"title": r["title"] or "", "body": r["body"] or ""} for r in articles.iter_rows(named=True)]
    scores: dict[str, Score] = {}

    def add(check: str, key: str, found: Iterator[list[Span]] | list[list[Span]]) -> None:
        score = scores.setdefault(check, Score())
        for one, text, spans in zip(labels, texts, found, strict=True):
            score.add(one["file"] + one["record"], text, spans, [tuple(s) for s in one["labels"].get(key, ())])

    for check in SPAN_CHECKS:
        if check in CHECKS:
            add(check, check, _found(articles, check))
    read = articles["datelines"].to_list()
    add("dateline (its span)", "dateline", [[("body", d["start"], d["end"])] if d else [] for d in read])
    _add_absences(scores, articles, labels, texts)
    return scores


def _add_absences(
    scores: dict[str, Score], articles: pl.DataFrame, labels: list[dict[str, Any]], texts: list[dict[str, str]]
) -> None:
    """Wire copy without a dateline: an absence has no span, so the whole article stands for it."""
    failing = articles.select(CHECKS["dateline_present"].evidence("body", {}).first.is_not_null()).to_series()
    score = scores.setdefault("dateline_present (wire)", Score())
    for one, text, fails in zip(labels, texts, failing, strict=True):
        whole: list[Span] = [("body", 0, len(text["body"]))]
        missing = one["wire"] and "dateline" not in one["labels"]
        score.add(one["file"] + one["record"], text, whole if fails else [], whole if missing else [])


def reuters_datelines(data: Path) -> tuple[int, int, int, pl.DataFrame]:
    """Reuters-21578: stories, those whose DATELINE field is found exactly, false hits, and the fields that are not."""
    stories = ng.read_corpus(str(data / "sgml")).articles
    plain = pl.element().str.replace_all(r"\s+", " ").str.strip_chars(" *")
    said = stories.select(
        field=pl.concat_list("dateline").list.eval(plain).list.first(),
        found=pl.concat_list(datelines(stories["body"]).struct.field("text")).list.eval(plain).list.first(),
    )
    exact = said.filter(pl.col("field") == pl.col("found")).height
    false = said.filter(pl.col("field").is_null() & pl.col("found").is_not_null()).height
    missed = said.filter(pl.col("field").is_not_null() & pl.col("field").ne_missing(pl.col("found")))
    return stories.height, exact, false, missed["field"].value_counts(sort=True)


def main() -> None:
    """Print the table and, if asked, what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--check", action="append", help="only these checks' misses")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses of each check")
    asked = parser.parse_args()
    console = Console(width=140, highlight=False, markup=False)
    if not asked.data.exists():
        raise SystemExit(f"the labelled articles are not here: {asked.data} does not exist")
    for name in asked.set or SETS:
        table = Table("check", "labelled", "found", "precision", "recall", "F1", "spans exact", title=f"{name} set")
        scores = measure(name, asked.data)
        for check, score in scores.items():
            table.add_row(check, *score.row())
        console.print(table)
        for check, score in scores.items():
            if asked.check is None or check in asked.check:
                for line in score.wrong[: asked.misses]:
                    console.print(f"{check}: {line}", soft_wrap=True)
    stories, exact, false, missed = reuters_datelines(asked.data)
    fields = exact + missed["count"].sum()
    console.print(
        f"Reuters-21578: {fields:,} of {stories:,} stories have a DATELINE field; {exact:,} found exactly "
        f"({exact / fields:.1%}), {false} false hits where there is none"
    )
    fields = ", ".join(
        f"{field!r}" + (f" ({n})" if n > 1 else "")
        for field, n in missed.sort("count", "field", descending=[True, False]).iter_rows()
    )
    console.print(f"fields not found: {fields}", soft_wrap=True)


if __name__ == "__main__":
    main()
