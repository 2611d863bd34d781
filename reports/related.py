"""The same story elsewhere: the cluster of copies on the page of a source, who was first, and what they changed."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from ..expectations import Result
from .charts import MOST_NODES, Edge, Node, cluster
from .excerpts import LONGEST, Evidence
from .looking_up import KEY, Lazily, texts_of
from .marks import Safe, changed
from .views import Member, StoryBox
from .words import count, listed

#: Words of a text that are compared with the canonical one, words shown around a change, and texts that are compared.
_WORDS, _SHOWN_AROUND, _COMPARED = 300, 6, 4
#: Characters of the differences that are shown where whole texts are asked for.
_WHOLE = 2_000


def story_boxes(result: Result, sources: Sequence[str], evidence: Evidence) -> Mapping[str, StoryBox]:
    """The boxes of some sources. Texts are compared where they are at hand and may be shown."""
    kept = set(sources)
    members: dict[str, list[dict[str, Any]]] = {}
    for row in _with_texts(result, sources, evidence):
        members.setdefault(row["of"], []).append(row)
    edges: dict[str, list[dict[str, Any]]] = {}
    for row in result.stories.edges.iter_rows(named=True):
        if row["of"] in kept:
            edges.setdefault(row["of"], []).append(row)
    several = [of for of, rows in members.items() if len(rows) > 1]
    return Lazily(several, lambda of: _box(of, members[of], edges.get(of, []), evidence))


def _with_texts(result: Result, sources: Sequence[str], evidence: Evidence) -> Iterator[dict[str, Any]]:
    members = result.stories.members.filter(pl.col("of").is_in(sources))
    named = members.drop_nulls(KEY) if evidence != "none" else members.clear()
    bodies = texts_of(result, named, ["body"]) if named.height else {}
    for row in members.iter_rows(named=True):
        yield {**row, "body": bodies.get(tuple(row[name] for name in KEY), {}).get("body")}


def _box(of: str, rows: list[dict[str, Any]], edges: list[dict[str, Any]], evidence: Evidence) -> StoryBox:
    """The box of one story; its members in the order in which they were published."""
    ordered = sorted(rows, key=lambda row: (row["published_at"] is None, row["published_at"] or "", row["number"]))
    ordered = ordered[:MOST_NODES]
    at = {row["number"]: n for n, row in enumerate(ordered)}
    lines = [
        Edge(at[e["left"]], at[e["right"]], e["containment"], e["linked"], e["tier"] == "derived")
        for e in edges
        if e["left"] in at and e["right"] in at
    ]
    canonical = _canonical(ordered)
    dated = ordered[0]["published_at"] is not None
    nodes = [Node(_letter(n), row["source"] == of, dated and n == 0) for n, row in enumerate(ordered)]
    told = tuple(_member(n, row, canonical, of, ordered, evidence) for n, row in enumerate(ordered))
    return StoryBox(
        _lede(ordered, lines), cluster(nodes, lines, _graph_in_words(lines)), told, len(rows) - len(ordered)
    )


def _canonical(rows: Sequence[Mapping[str, Any]]) -> int:
    """The place of the article that most others name; of none, the first that was published."""
    named = [row["duplicate_of"] for row in rows if row["duplicate_of"]]
    by_name = [named.count(row["article_id"]) for row in rows]
    return by_name.index(max(by_name)) if any(by_name) else 0


def _lede(rows: Sequence[Mapping[str, Any]], edges: Sequence[Edge]) -> str:
    sources = list(dict.fromkeys(row["source"] for row in rows))
    unlinked = sum(not edge.linked for edge in edges)
    first = rows[0]
    said = f"{count(len(rows), 'article')} in {count(len(sources), 'source')} tell one story"
    said += f"; {unlinked} of {count(len(edges), 'pair')} that share their text are not linked."
    if first["published_at"]:
        said += f" {first['source']} published it first, as far as dates are known ({first['published_at'][:10]})."
    return said


def _graph_in_words(edges: Sequence[Edge]) -> str:
    pairs = [f"{_letter(e.left)} and {_letter(e.right)} share {e.share:.0%}" for e in edges]
    return f"Who shares text with whom: {listed(pairs, most=12)}"


def _letter(n: int) -> str:
    return chr(ord("A") + n)


def _member(
    n: int, row: Mapping[str, Any], canonical: int, of: str, rows: Sequence[Mapping[str, Any]], evidence: Evidence
) -> Member:
    base = rows[canonical]["body"]
    text, note = None, "text not at hand" if row["body"] is None and evidence != "none" else ""
    if evidence != "none" and base and row["body"]:
        most = _WHOLE if evidence == "full" else LONGEST
        if n == canonical:
            text, note = changed([("", _cut(base, most))]), "the text that the others are held against"
        elif row["body"] == base:
            note = f"word for word {_letter(canonical)}"
        elif n - (n > canonical) < _COMPARED:
            text, note = difference(base, row["body"], most), ""
        else:
            note = "not compared here"
    named = row["duplicate_of"]
    links = f"says it is a copy of {named}" if named else ""
    return Member(
        letter=_letter(n),
        source=row["source"] + (" (this source)" if row["source"] == of else ""),
        article_id=row["article_id"] or "(no id)",
        published=row["published_at"] or "no date",
        note="; ".join(part for part in (note, links) if part),
        text=text,
    )


def difference(base: str, text: str, most: int) -> Safe:
    """What a text takes out of another and puts in, by words: the first 300 of each, *most* characters of it shown."""
    old, new = (re.findall(r"\S+\s*", each[: 20 * _WORDS])[:_WORDS] for each in (base, text))
    matcher = difflib.SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    parts: list[tuple[str, str]] = []
    codes = matcher.get_opcodes()
    for n, (kind, i, i2, j, j2) in enumerate(codes):
        if kind == "equal":
            parts += _shortened(new[j:j2], first=n == 0, last=n == len(codes) - 1)
            continue
        parts += [(change, "".join(words)) for change, words in (("del", old[i:i2]), ("ins", new[j:j2])) if words]
    return changed(_within(parts, most))


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> list[tuple[str, str]]:
    """A stretch that is the same: its ends."""
    around = _SHOWN_AROUND
    head, tail = ([] if first else words[:around]), ([] if last else words[-around:])
    if len(words) <= 2 * around + 2 and not (first or last):
        return [("", "".join(words))]
    return [("", "".join(head)), ("gap", " … "), ("", "".join(tail))]


def _within(parts: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """Pieces until there are so many characters; a piece that is too long for its share is cut."""
    kept: list[tuple[str, str]] = []
    left = most - 2
    for kind, text in parts:
        if left <= 0:
            kept.append(("gap", " …"))
            break
        shown = _cut(re.sub(r"\s+", " ", text), min(left, max(60, most // 4)))
        kept.append((kind, shown))
        left -= len(shown)
    return [part for part in kept if part[1]]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
