"""How right the tiers of copies are, on pairs of real articles that people read and named.

    python benchmarks/pairs.py [--data ../shared/data] [--misses]

All articles are looked at together, as the gate does; then each labelled pair is looked up. ``near`` should hold the
same article and its updates, and nothing else. Pairs that the reader was not sure of are counted in one column and
left out of the other.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

import newsgate as ng
from newsgate.checks.copies import TIERS, Found, find_copies

LABELS = Path(__file__).parent.parent / "tests" / "labels" / "pairs.jsonl"
SETS = ("development", "unseen")
RELATIONS = ("same", "update", "rewrite", "followup", "event", "template", "different")
NEAR = {"same", "update"}


def labelled(data: Path) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """The articles, and the labels with the rows of both; a pointer that leads nowhere is an error."""
    articles = ng.read_corpus(str(data)).articles
    below = articles["origin"].str.replace(str(data).rstrip("/") + "/", "", literal=True)
    by_id = articles.select(pl.format("frontmatter_md@{}", "article_id")).to_series()
    names = [one if name.startswith("frontmatter_md/") else name for name, one in zip(below, by_id, strict=True)]
    rows = {name: row for row, name in enumerate(names)}
    chars = articles["body"].str.len_chars()
    pairs = [json.loads(line) for line in LABELS.read_text().splitlines()]
    for pair in pairs:
        for side in ("one", "other"):
            name, size = pair[side]
            if name not in rows or chars[rows[name]] != size:
                raise SystemExit(f"a label points to {name}, which is not there or another text")
            pair[side] = rows[name]
    return articles, pairs


def found_tiers(found: Found, pairs: list[dict[str, Any]]) -> list[str]:
    """What the duplicate stage says of each pair."""
    known = {(min(a, b), max(a, b)): tier for a, b, tier in found.pairs.select("left", "right", "tier").iter_rows()}
    told = []
    for pair in pairs:
        one, other = (int(found.first[pair[side]]) for side in ("one", "other"))
        told.append(TIERS[3 if one == other else known.get((min(one, other), max(one, other)), 0)])
    return told


def figures(pairs: list[dict[str, Any]], tiers: list[str]) -> list[str]:
    """Pairs, precision and recall of ``near``."""
    near = np.array([tier in ("near", "exact") for tier in tiers], dtype=bool)
    right = np.array([pair["relation"] in NEAR for pair in pairs], dtype=bool)
    both = int((near & right).sum())
    return [str(len(pairs)), f"{both / max(1, near.sum()):.3f}", f"{both / max(1, right.sum()):.3f}"]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--misses", action="store_true", help="name the pairs of the development set that are wrong")
    asked = parser.parse_args()
    if not asked.data.exists():
        raise SystemExit(f"the labelled articles are not here: {asked.data} does not exist")
    articles, pairs = labelled(asked.data)
    tiers = found_tiers(find_copies(articles), pairs)
    console = Console(width=100, highlight=False, markup=False)
    table = Table("set", "pairs", "precision", "recall", "sure pairs", "precision", "recall", title="near")
    counts = Table("relation", *(tier or "none" for tier in TIERS), title="unseen set: what was found, by relation")
    for name in SETS:
        chosen = [n for n, pair in enumerate(pairs) if pair["set"] == name]
        sure = [n for n in chosen if pairs[n]["sure"]]
        columns = [figures([pairs[n] for n in some], [tiers[n] for n in some]) for some in (chosen, sure)]
        table.add_row(name, *columns[0], *columns[1])
    console.print(table)
    unseen = [(pair["relation"], tier) for pair, tier in zip(pairs, tiers, strict=True) if pair["set"] == "unseen"]
    for relation in RELATIONS:
        counts.add_row(relation, *(str(unseen.count((relation, tier))) for tier in TIERS))
    console.print(counts)
    for pair, tier in zip(pairs, tiers, strict=True):
        wrong = (tier in ("near", "exact")) != (pair["relation"] in NEAR)
        if asked.misses and wrong and pair["set"] == "development":
            places = articles["origin"][pair["one"]], articles["origin"][pair["other"]]
            console.print(f"{pair['relation']} found as {tier or 'nothing'}: {' and '.join(places)}", soft_wrap=True)


if __name__ == "__main__":
    main()
