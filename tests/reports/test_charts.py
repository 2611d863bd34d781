"""The charts: right places, nothing outside, hostile names escaped, words for those who do not see them."""

import re
from html.parser import HTMLParser

import pytest

from newsgate.reports.charts import (
    MOST_NODES,
    Bar,
    Edge,
    Node,
    cluster,
    dumbbell,
    family_bars,
    rate_bar,
    sparkline,
    spread,
    strip,
)  # fmt: skip

HOSTILE = "\"><script>alert('x')</script>"


class Drawn(HTMLParser):
    """The elements of a drawing with their attributes."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(svg)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str, kind: str = "") -> list[dict[str, str]]:
        return [a for t, a in self.found if t == tag and (not kind or a.get("class") == kind)]


@pytest.mark.parametrize(("share", "width"), [(-1.0, "0"), (0.0, "0"), (0.25, "100"), (1.0, "200"), (7.0, "200")])
def test_a_bar_grows_with_the_square_root_and_stays_in_its_box(share: float, width: str) -> None:
    (bar,) = Drawn(rate_bar(share, 0.1, "stop")).of("rect", "stop")
    assert bar["width"] == width


def test_a_bar_escapes_its_class() -> None:
    assert "<script" not in rate_bar(0.5, 0.1, HOSTILE)


def test_a_dumbbell_goes_from_before_to_now() -> None:
    drawn = Drawn(dumbbell(0.0, 0.25, 0.04, "stop"))
    (line,), (ring,), (dot,) = drawn.of("line", "stop"), drawn.of("circle", "ring"), drawn.of("circle", "stop")
    assert (line["x1"], line["x2"], ring["cx"], dot["cx"]) == ("6", "100", "6", "100")
    (tick,) = drawn.of("line", "tick")
    assert tick["x1"] == "43.6"


def test_a_dumbbell_without_a_past_is_a_dot() -> None:
    drawn = Drawn(dumbbell(None, 0.25, 0.04, "warn"))
    assert not drawn.of("circle", "ring")
    assert len(drawn.of("circle", "warn")) == 1


def test_a_sparkline_has_a_gap_where_nothing_was_judged() -> None:
    drawn = Drawn(sparkline([0.1, 0.2, None, 0.3, 0.4, 0.5], 0.01, "stop"))
    assert [len(curve["points"].split()) for curve in drawn.of("polyline", "curve")] == [2, 3]
    assert len(drawn.of("line", "dotted")) == 1
    assert len(drawn.of("circle", "stop")) == 1


@pytest.mark.parametrize("shares", [[], [None], [0.5], [None, 0.2], [0.2, None]])
def test_a_sparkline_of_little_is_drawn(shares: list[float | None]) -> None:
    drawn = Drawn(sparkline(shares, 0.01, ""))
    assert len(drawn.of("circle")) == int(bool(shares) and shares[-1] is not None)


def test_a_strip_says_what_it_shows() -> None:
    drawn = Drawn(strip("fwp?."))
    (svg,) = drawn.of("svg")
    assert svg["aria-label"] == "past runs, oldest first: failed, warned, held, not evaluated, not there"
    assert [(bar["x"], bar["height"]) for bar in drawn.of("rect")] == [
        ("0", "16"),
        ("8", "10"),
        ("16", "4"),
        ("24", "7"),
    ]


def test_families_are_bars_of_errors_then_warnings() -> None:
    drawn = Drawn(family_bars([Bar("encoding", 30.0, 10.0), Bar(HOSTILE, 0.0, 20.0)]))
    assert [(r["x"], r["width"]) for r in drawn.of("rect")][:2] == [("100", "142.5"), ("242.5", "47.5")]
    assert "<script" not in family_bars([Bar(HOSTILE, 1.0, 0.0)])
    assert "encoding 40" in drawn.of("svg")[0]["aria-label"]


def test_no_families_are_no_error() -> None:
    assert "<svg" in family_bars([])


def test_a_spread_puts_every_source_into_a_column() -> None:
    drawn = Drawn(spread([0.0] * 90 + [0.001] * 5 + [1.0] * 2, 0.01, "stop"))
    assert [bar["x"] for bar in drawn.of("rect", "rest-over")] == ["0"]
    (broken,) = drawn.of("rect", "stop")
    assert float(broken["x"]) + float(broken["width"]) <= 160


@pytest.mark.parametrize("number", [1, 2, 3, 4, 7, 12, 30])
def test_a_cluster_stays_in_its_box_and_draws_twelve_at_most(number: int) -> None:
    nodes = [Node(chr(65 + n), own=n == 0, first=n == 1) for n in range(number)]
    edges = [Edge(a, b, 0.5, linked=a == 0, derived=b == 2) for a in range(number) for b in range(a + 1, number)]
    drawn = Drawn(cluster(nodes, edges, "said"))
    shown = min(number, MOST_NODES)
    assert len(drawn.of("circle", "own") + drawn.of("circle", "node")) == shown
    assert len(drawn.of("line")) == shown * (shown - 1) // 2
    for circle in drawn.of("circle"):
        assert 14 <= float(circle["cx"]) <= 286
        assert 14 <= float(circle["cy"]) <= 226
    assert drawn.of("svg")[0]["aria-label"] == "said"


def test_a_cluster_tells_links_apart() -> None:
    nodes = [Node("A"), Node("B"), Node("C")]
    drawn = Drawn(
        cluster(nodes, [Edge(0, 1, 0.9, True), Edge(0, 2, 0.3, False, True), Edge(1, 2, 0.6, False)], HOSTILE)
    )
    assert [line["class"] for line in drawn.of("line")] == ["linked", "derived", "unlinked"]
    assert "<script" not in cluster(nodes, [], HOSTILE)


def test_charts_are_the_same_every_time_and_have_no_style_of_their_own() -> None:
    drawn = [cluster([Node("A"), Node("B")], [Edge(0, 1, 1 / 3, False)], "x"), spread([0.1, 0.7], 0.2, "warn")]
    for svg in drawn:
        assert "style=" not in svg
        assert not re.search(r"\d\.\d{2,}[^<]*=\"", svg)
