"""The charts of the HTML report, as SVG: each a function from numbers to a drawing.

Rates stand on a square-root scale, so that one percent can be told from none and from five. Colours are classes that
the style sheet inks; what is drawn can be read without it, and each chart says in words what it shows or stands beside
its numbers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .marks import Safe, element

BAR_WIDTH = 200
LINE_WIDTH = 92
#: The states of a history strip: their heights and words.
STATES = {"f": (16, "failed"), "w": (10, "warned"), "p": (4, "held"), "?": (7, "not evaluated")}
#: Nodes of a cluster that are drawn.
MOST_NODES = 12
_PLAIN = {"stop": "#b3131f", "warn": "#7d5500", "ok": "#17693a", "rest": "#e3e7eb", "rest-over": "#626b75"}
_INK, _QUIET, _RULE = "#14181d", "#545e69", "#c3cad2"


def root(share: float) -> float:
    """Where a share of 0 to 1 stands on the scale of all rates."""
    return math.sqrt(min(max(share, 0.0), 1.0))


def rate_bar(share: float, limit: float, kind: str) -> Safe:
    """A failing share against the share that may fail: a bar and a tick."""
    return _drawing(
        "rate", BAR_WIDTH, 14,
        _rect("rest", 0, 4, BAR_WIDTH, 6),
        _rect(kind, 0, 4, round(BAR_WIDTH * root(share), 1), 6),
        _rect("limit", round((BAR_WIDTH - 2) * root(limit), 1), 0, 2, 14),
    )  # fmt: skip


def dumbbell(before: float | None, now: float, limit: float, kind: str) -> Safe:
    """A failing share before and now: a ring, a line and a dot, with the limit as a tick. None: there was none."""
    at, then, tick = (6 + (BAR_WIDTH - 12) * root(share) for share in (now, before or 0.0, limit))
    parts = [_line("axis", 6, 8, BAR_WIDTH - 6, 8), _line("tick", tick, 2, tick, 14)]
    if before is not None:
        parts += [_line(kind, then, 8, at, 8), _circle("ring", then, 8, 3.5)]
    parts.append(_circle(kind, at, 8, 4.5))
    return _drawing("dumbbell", BAR_WIDTH, 16, *parts)


def sparkline(shares: Sequence[float | None], limit: float, kind: str) -> Safe:
    """Shares of past runs, the oldest first, with the limit as a dotted line; None leaves a gap."""
    step = (LINE_WIDTH - 8) / max(1, len(shares) - 1)
    places = [None if share is None else (4 + step * n, 19 - 16 * root(share)) for n, share in enumerate(shares)]
    drawn = [_line("dotted", 4, 19 - 16 * root(limit), LINE_WIDTH - 4, 19 - 16 * root(limit))]
    for run in _runs(places):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
        drawn.append(element("polyline", {"class": "curve", "points": points, "fill": "none", "stroke": _QUIET}))
    last = places[-1] if places else None
    if last is not None:
        drawn.append(_circle(kind or "rest-over", last[0], last[1], 3))
    return _drawing("spark", LINE_WIDTH, 22, *drawn)


def strip(states: str) -> Safe:
    """How a source did in past runs, the oldest first: a bar a run, a letter of `STATES` each; others leave a gap."""
    ink = {"f": "stop", "w": "warn", "p": "rest", "?": "rest-over"}
    bars = [_rect(ink[s], 8 * n, 16 - STATES[s][0], 6, STATES[s][0]) for n, s in enumerate(states) if s in STATES]
    words = ", ".join(STATES[s][1] if s in STATES else "not there" for s in states)
    return _drawing("strip", 8 * len(states), 16, *bars, label=f"past runs, oldest first: {words}")


@dataclass(frozen=True)
class Bar:
    """A family of checks, and its damage by errors and by warnings."""

    name: str
    errors: float
    warnings: float


def family_bars(bars: Sequence[Bar]) -> Safe:
    """Damage by family of checks, errors before warnings, on a linear scale."""
    most = max((bar.errors + bar.warnings for bar in bars), default=0.0) or 1.0
    drawn = []
    for n, bar in enumerate(bars):
        y, red, ochre = 26 * n, 190 * bar.errors / most, 190 * bar.warnings / most
        drawn += [
            _text(0, y + 14, bar.name, "name"), _rect("stop", 100, y + 5, red, 11),
            _rect("warn", 100 + red, y + 5, ochre, 11),
            _text(108 + red + ochre, y + 14, f"{bar.errors + bar.warnings:,.0f}"),
        ]  # fmt: skip
    said = "; ".join(f"{bar.name} {bar.errors + bar.warnings:,.0f}" for bar in bars)
    return _drawing("families", 360, max(1, 26 * len(bars)), *drawn, label=f"damage by family of checks: {said}")


def spread(shares: Sequence[float], limit: float, kind: str) -> Safe:
    """How many sources have which failing share: columns on the scale of rates, and the limit as a tick.

    One mass at the left is drift; a few columns at the right are parsers that broke.
    """
    width, columns = 160, 24
    counts = [0] * columns
    for share in shares:
        counts[min(columns - 1, int(columns * root(share)))] += 1
    most = max(counts, default=0) or 1
    over = int(columns * root(limit))
    drawn = [_line("axis", 0, 21, width, 21)]
    for n, number in enumerate(counts):
        if number:
            high = 3 + 17 * math.log1p(number) / math.log1p(most)
            drawn.append(
                _rect(kind if n > over else "rest-over", n * width / columns, 21 - high, width / columns - 1, high)
            )
    drawn.append(_rect("limit", (width - 2) * root(limit), 0, 2, 22))
    return _drawing("spread", width, 22, *drawn)


@dataclass(frozen=True)
class Node:
    """An article of a cluster: its letter, whether it is of the source whose page this is, and what to call it."""

    letter: str
    own: bool = False
    first: bool = False


@dataclass(frozen=True)
class Edge:
    """Two nodes, by their places in the list, and the share of text that both hold."""

    left: int
    right: int
    share: float
    linked: bool
    derived: bool = False


def cluster(nodes: Sequence[Node], edges: Sequence[Edge], said: str) -> Safe:
    """A cluster of copies: a ring of nodes, and lines where two tell one story; full where they are linked.

    Of more than `MOST_NODES` the first are drawn. Shares are written where there is room for them.
    """
    drawn, width, height = list(nodes[:MOST_NODES]), 300, 240
    places = [_on_ring(n, len(drawn), width, height) for n in range(len(drawn))]
    kept = [edge for edge in edges if max(edge.left, edge.right) < len(drawn)]
    strongest = _strongest(kept) if len(drawn) > 4 else kept
    parts = [_edge(edge, places) for edge in kept]
    parts += [_share(edge, places) for edge in strongest]
    for node, (x, y) in zip(drawn, places, strict=True):
        ring = [_circle("first", x, y, 18)] if node.first else []
        parts += [*ring, _circle("own" if node.own else "node", x, y, 14)]
        parts.append(_text(x, y + 4, node.letter, "own" if node.own else "letter", anchor="middle"))
    return _drawing("cluster", width, height, *parts, label=said)


def _on_ring(n: int, of: int, width: int, height: int) -> tuple[float, float]:
    if of == 1:
        return width / 2, height / 2
    angle = 2 * math.pi * n / of - math.pi / 2 - (math.pi / 4 if of == 4 else 0)
    return width / 2 + (width / 2 - 34) * math.cos(angle), height / 2 + (height / 2 - 30) * math.sin(angle)


def _strongest(edges: Sequence[Edge]) -> list[Edge]:
    """The closest neighbour of each node: what is worth a number where many lines cross."""
    best: dict[int, Edge] = {}
    for edge in edges:
        for end in (edge.left, edge.right):
            if end not in best or edge.share > best[end].share:
                best[end] = edge
    return list(dict.fromkeys(best.values()))


def _edge(edge: Edge, places: Sequence[tuple[float, float]]) -> Safe:
    (x, y), (x2, y2) = places[edge.left], places[edge.right]
    return _line("linked" if edge.linked else "derived" if edge.derived else "unlinked", x, y, x2, y2)


def _share(edge: Edge, places: Sequence[tuple[float, float]]) -> Safe:
    (x, y), (x2, y2) = places[edge.left], places[edge.right]
    at_x, at_y = x + (x2 - x) * 0.42, y + (y2 - y) * 0.42
    return element(
        "g",
        {},
        _rect("ground", at_x - 15, at_y - 8, 30, 16),
        _text(at_x, at_y + 4, f"{edge.share:.2f}", anchor="middle"),
    )


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches of places without a gap that have two or more."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]


def _drawing(kind: str, width: float, height: float, *parts: Safe, label: str = "") -> Safe:
    shown: Mapping[str, object] = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return element("svg", {"class": kind, **size, **shown, "focusable": "false"}, *parts)


def _rect(kind: str, x: float, y: float, width: float, height: float) -> Safe:
    place = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", {"class": kind, **place, "fill": _PLAIN.get(kind, "#fff" if kind == "ground" else _INK)})


def _line(kind: str, x: float, y: float, x2: float, y2: float) -> Safe:
    stroke = _PLAIN.get(kind, _RULE if kind == "axis" else _INK)
    return element("line", {"class": kind, "x1": x, "y1": y, "x2": x2, "y2": y2, "stroke": stroke})


def _circle(kind: str, x: float, y: float, radius: float) -> Safe:
    fill = {"ring": "#fff", "node": "#fff", "first": "none"}.get(kind, _PLAIN.get(kind, _INK))
    return element(
        "circle", {"class": kind, "cx": x, "cy": y, "r": radius, "fill": fill, "stroke": _PLAIN.get(kind, _QUIET)}
    )


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> Safe:
    fill = "#fff" if kind == "own" else _INK
    return element("text", {"class": kind, "x": x, "y": y, "text-anchor": anchor, "font-size": 12, "fill": fill}, said)
