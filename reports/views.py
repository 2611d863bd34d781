"""What a page of the HTML report says, in plain values: the templates only lay it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .excerpts import Piece
from .marks import Safe


class Change(Protocol):
    """An expectation on a source, in an earlier run: the failing share (None where it was not judged) and its limit."""

    @property
    def before(self) -> float | None:
        """The failing share then, 0 to 1."""

    @property
    def limit_before(self) -> float | None:
        """The share that might fail then."""


class Comparison(Protocol):
    """An earlier run to compare with. Pairs are of an expectation's id and a source."""

    @property
    def name(self) -> str:
        """What to call the earlier run."""

    @property
    def pairs(self) -> Mapping[tuple[str, str], Change]:
        """What both runs judged."""

    @property
    def broken(self) -> Sequence[tuple[str, str]]:
        """What fails now and did not."""

    @property
    def repaired(self) -> Sequence[tuple[str, str]]:
        """What failed then and does not now."""

    @property
    def arrived(self) -> Sequence[str]:
        """Sources that were not there."""

    @property
    def gone(self) -> Sequence[str]:
        """Sources that are there no more."""

    @property
    def loosened(self) -> Sequence[str]:
        """Limits that let more fail than they did, in words."""


class History(Protocol):
    """Past runs, the oldest first."""

    @property
    def runs(self) -> int:
        """How many there are."""

    def shares(self, expectation: str, source: str) -> Sequence[float | None]:
        """The failing share in each, 0 to 1; None where it was not judged."""

    def states(self, source: str) -> str:
        """How the source did in each: ``f`` failed, ``w`` warned, ``p`` held, ``?`` not evaluated, ``.`` not there."""


@dataclass(frozen=True)
class Figure:
    """A number of the ledger."""

    number: str
    label: str
    ink: str = ""


@dataclass(frozen=True)
class Cell:
    """One expectation on one source in the heatmap: what is shown, the word for it, and what it means."""

    text: str
    word: str = ""
    title: str = ""
    css: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the heatmap."""

    name: str
    articles: str
    damage: str
    cells: tuple[Cell, ...]
    href: str = ""
    small: bool = False
    history: Safe | None = None


@dataclass(frozen=True)
class Column:
    """A column of the heatmap; *first* of its family. *at*: the number of its expectation."""

    id: str
    anchor: str
    title: str
    first: bool
    at: int


@dataclass(frozen=True)
class Family:
    """Checks of one kind, and how many columns they have."""

    name: str
    columns: int


@dataclass(frozen=True)
class Over:
    """A source, or all small ones together, that breaks an expectation more often than it may."""

    name: str
    href: str
    expectation: str
    more: str
    share: str
    limit: str
    failing: str
    judged: str
    chart: Safe
    ink: str
    before: str = ""
    new: bool = False


@dataclass(frozen=True)
class Way:
    """A way to ship: what to drop, what is kept, and names to copy."""

    what: str
    kept: str
    works: bool
    names: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Changed:
    """A line of what else changed: how many, what, and whom."""

    number: str
    what: str
    ink: str


@dataclass(frozen=True)
class ExpectationRow:
    """An expectation on the whole corpus."""

    anchor: str
    id: str
    check: str
    summary: str
    severity: str
    limit: str
    outcome: str
    ink: str
    share: str
    failing: str
    judged: str
    unjudged: tuple[str, ...]
    over: str
    spread: Safe | None
    worst: str
    worst_href: str
    worst_share: str
    because: str
    problem: str


@dataclass(frozen=True)
class Listing:
    """The first rows of a table, and how many were left out."""

    rows: tuple[tuple[str, ...], ...]
    total: int

    @property
    def left_out(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class IndexPage:
    """All that the index says."""

    suite: str
    description: str
    opens: bool
    headline: str
    sentences: tuple[str, ...]
    ways: tuple[Way, ...]
    ledger: tuple[Figure, ...]
    baseline: str
    blocking: tuple[Over, ...]
    blocking_left_out: int
    warning: tuple[Over, ...]
    warning_left_out: int
    families: Safe | None
    changes: tuple[Changed, ...]
    columns: tuple[Column, ...]
    column_families: tuple[Family, ...]
    total: Row
    together: Row | None
    rows: tuple[Row, ...]
    sources: int
    page_note: str
    runs: int
    min_articles: int
    expectations: tuple[ExpectationRow, ...]
    formats: Listing
    rejects: Listing
    notes: Listing
    skipped: Listing
    data: Safe


@dataclass(frozen=True)
class Found:
    """A finding of an article in a table."""

    expectation: str
    field: str
    place: str
    message: str
    ink: str


@dataclass(frozen=True)
class Article:
    """An article with its findings. *pieces*: of its text, none where no text is shown. *cut*: what is not listed."""

    anchor: str
    article_id: str
    title: str
    origin: str
    said: str
    pieces: tuple[Piece, ...]
    whole: tuple[Piece, ...]
    findings: tuple[Found, ...]
    cut: str


@dataclass(frozen=True)
class Asked:
    """One expectation that a source breaks or that says nothing of it."""

    id: str
    anchor: str
    summary: str
    because: str
    help: str
    outcome: str
    ink: str
    share: str
    chart: Safe | None
    spark: Safe | None
    before: str
    failing: str
    judged: str
    missing: str
    limit: str
    note: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """A line that recurs in a source. *caught*: by which other expectations; *rule*: YAML that would catch it."""

    text: str
    articles: str
    share: str
    chart: Safe
    caught: str
    rule: str


@dataclass(frozen=True)
class Member:
    """An article of a cluster; *text*: against the canonical one."""

    letter: str
    source: str
    article_id: str
    published: str
    note: str
    text: Safe | None


@dataclass(frozen=True)
class StoryBox:
    """The same story elsewhere."""

    lede: str
    graph: Safe
    members: tuple[Member, ...]
    left_out: int


@dataclass(frozen=True)
class SourcePage:
    """All that the page of a source says."""

    suite: str
    anchor: str
    name: str
    headline: str
    ink: str
    sentences: tuple[str, ...]
    baseline: str
    runs: int
    asked: tuple[Asked, ...]
    others: tuple[str, ...]
    articles: tuple[Article, ...]
    articles_said: str
    ids: tuple[str, ...]
    ids_left_out: int
    lines: tuple[Line, ...]
    story: StoryBox | None
    index: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
