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
from .looking_up import KEY, Lazily, findings_at, texts_of
from .views import Line
from .words import listed, percent

CHECK = "no_recurring_lines"
#: Lines that are shown of one source.
MOST = 8


def recurring_lines(
    result: Result, found: pl.DataFrame, articles: Mapping[str, int], evidence: Evidence
) -> Mapping[str, Sequence[Line]]:
    """The lines of each source that recur, those in most articles first. None where no text is to be shown.

    *found*: `numbered` findings. *articles*: how many each source has.
    """
    if evidence == "none" or not (lines := _grouped(result, found)).height:
        return {}
    caught = _caught(result, found, lines)
    bodies = texts_of(result, lines, ["body"])
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in lines.iter_rows(named=True):
        rows.setdefault(row["source"], []).append(row)

    def line(row: Mapping[str, Any]) -> Line:
        share = min(1.0, row["articles"] / max(1, articles[row["source"]]))
        body = bodies.get(tuple(row[name] for name in KEY), {}).get("body")
        whole_line = _is_whole_line(body, row["start"], row["end"])
        return Line(
            text=row["evidence"], articles=f"{row['articles']:,}", share=percent(share),
            chart=rate_bar(share, 0.0, "warn"), caught=listed(caught.get((row["source"], row["key"]), [])),
            rule=rule(row["evidence"], row["source"], whole_line=whole_line),
        )  # fmt: skip

    return Lazily(rows, lambda source: [line(row) for row in rows[source]])


def _grouped(result: Result, found: pl.DataFrame) -> pl.DataFrame:
    """One row a line and source, digits apart: in how many articles it stands, and where first."""
    told = findings_at(result, found["row"], "check", "evidence")
    rows = found.select("row", "source", "article", told["evidence"]).filter(told["check"] == CHECK)
    texts = rows.group_by("source", "evidence").agg(pl.col("row").min(), pl.col("article").unique())
    key = (
        pl.col("evidence")
        .str.to_lowercase()
        .str.replace_all(r"\d+", "0")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    lines = texts.group_by("source", key=key).agg(
        pl.col("row").min(), articles=pl.col("article").explode(empty_as_null=True).n_unique()
    )
    ranked = lines.sort("source", "articles", "key", descending=[False, True, False])
    shown = ranked.group_by("source", maintain_order=True).head(MOST)
    first = findings_at(result, shown["row"], "evidence", "start", "end", "origin", "article_id")
    return shown.with_columns(pl.col("source").cast(pl.String)).hstack(first)


def _caught(result: Result, found: pl.DataFrame, lines: pl.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Which other expectations find something where the line stands, in the first article that has it."""
    firsts = lines.select("row", "key", first="start", last="end").join(found.select("row", "article"), on="row")
    near = found.select("row", "article").join(firsts.select("article").unique(), on="article", how="semi")
    near = near.sort("row")
    others = findings_at(result, near["row"], "source", "expectation", "check", "field", "start", "end")
    others = others.with_columns(near["article"]).filter(
        (pl.col("check") != CHECK) & pl.col("start").is_not_null() & (pl.col("field") == "body")
    )
    both = others.join(firsts.drop("row"), on="article", how="inner", maintain_order="left")
    both = both.filter((pl.col("start") < pl.col("last")) & (pl.col("end") > pl.col("first")))
    caught: dict[tuple[str, str], list[str]] = {}
    for source, key, name in both.select("source", "key", "expectation").unique(maintain_order=True).iter_rows():
        caught.setdefault((source, key), []).append(name)
    return caught


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
