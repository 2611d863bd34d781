"""Lines that a source repeats: how often, what else catches them, and a rule of a suite that would."""

import glob
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import yaml

from ..expectations import Result
from .charts import rate_bar
from .excerpts import Evidence
from .views import Line
from .words import listed, percent

CHECK = "no_recurring_lines"
#: Lines that are shown of one source.
MOST = 8
_KEY = ["source", "origin", "article_id"]


def recurring_lines(
    result: Result, sources: Sequence[str], articles: Mapping[str, int], evidence: Evidence
) -> dict[str, list[Line]]:
    """The lines of some sources that recur, those in most articles first. None where no text is to be shown."""
    found = result.findings.filter((pl.col("check") == CHECK) & pl.col("source").is_in(sources))
    if evidence == "none" or not found.height:
        return {}
    lines = _grouped(found)
    caught = _caught(result.findings, lines)
    bodies = _bodies(result, lines)
    told: dict[str, list[Line]] = {}
    for row in lines.iter_rows(named=True):
        share = min(1.0, row["articles"] / max(1, articles[row["source"]]))
        names = caught.get((row["source"], row["key"]), [])
        body = bodies.get((row["source"], row["key"]))
        told.setdefault(row["source"], []).append(
            Line(
                text=row["evidence"], articles=f"{row['articles']:,}", share=percent(share),
                chart=rate_bar(share, 0.0, "warn"), caught=listed(names),
                rule=rule(row["evidence"], row["source"], whole_line=_is_whole_line(body, row["start"], row["end"])),
            )
        )  # fmt: skip
    return told


def _grouped(found: pl.DataFrame) -> pl.DataFrame:
    """One row a line and source, digits apart: in how many articles it stands, and where first."""
    key = (
        pl.col("evidence")
        .str.to_lowercase()
        .str.replace_all(r"\d+", "0")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    grouped = found.with_columns(key=key).group_by("source", "key", maintain_order=True).agg(
        articles=pl.struct("origin", "article_id").n_unique(), evidence=pl.col("evidence").first(),
        start=pl.col("start").first(), end=pl.col("end").first(), origin=pl.col("origin").first(),
        article_id=pl.col("article_id").first(),
    )  # fmt: skip
    ranked = grouped.sort("source", "articles", "key", descending=[False, True, False])
    return ranked.group_by("source", maintain_order=True).head(MOST)


def _caught(findings: pl.DataFrame, lines: pl.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Which other expectations find something where the line stands, in the first article that has it."""
    others = findings.filter((pl.col("check") != CHECK) & pl.col("start").is_not_null() & (pl.col("field") == "body"))
    there = lines.select(*_KEY, "key", first="start", last="end")
    both = others.join(there, on=_KEY, how="inner", nulls_equal=True, maintain_order="left")
    both = both.filter((pl.col("start") < pl.col("last")) & (pl.col("end") > pl.col("first")))
    caught: dict[tuple[str, str], list[str]] = {}
    for source, key, name in both.select("source", "key", "expectation").unique(maintain_order=True).iter_rows():
        caught.setdefault((source, key), []).append(name)
    return caught


def _bodies(result: Result, lines: pl.DataFrame) -> dict[tuple[str, str], str]:
    known = result.corpus.articles.lazy().select(*_KEY, "body")
    joined = known.join(lines.lazy().select(*_KEY, "key"), on=_KEY, how="inner", nulls_equal=True).collect()
    return {(source, key): body for source, key, body in joined.select("source", "key", "body").iter_rows() if body}


def _is_whole_line(body: str | None, start: int | None, end: int | None) -> bool:
    """Whether nothing but blanks stands beside it on its line."""
    if body is None or start is None or end is None:
        return False
    before, behind = body[:start].rpartition("\n")[2], body[end:].partition("\n")[0]
    return not before.strip() and not behind.strip()


def rule(text: str, source: str, *, whole_line: bool) -> str:
    """An expectation that forbids a line in one source: YAML to be put under ``expectations:`` of a suite."""
    words = text.removesuffix("…").split()
    pattern = r"\s+".join(re.sub(r"\d+", r"\\d+", _literal(word)) for word in words)
    pattern = rf"^[ \t]*{pattern}" + ("" if text.endswith("…") else r"[ \t]*$") if whole_line else pattern
    plain = re.sub(r"[^a-z0-9]+", "_", " ".join(words).lower()).strip("_")[:40].strip("_")
    asked: dict[str, Any] = {
        "expect": "no_pattern",
        "id": f"no_line_{plain or 'of_its_own'}",
        "because": "This line recurs in the source and is no part of any story.",
        "with": {"pattern": pattern},
        "columns": ["body"],
        "sources": {"*": "skip", glob.escape(source): {"mostly": 1.0}},
    }
    return yaml.safe_dump([asked], sort_keys=False, allow_unicode=True, width=100_000)


def _literal(word: str) -> str:
    """A word as a regular expression of Rust's that matches it and nothing else."""
    return re.sub(r"([\\.+*?()|\[\]{}^$#&~-])", r"\\\1", word)
