"""What a page of the HTML report says, in plain values: the templates only lay it out."""

from dataclasses import dataclass


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
    cells: tuple[Cell, ...]
    href: str = ""
    small: bool = False


@dataclass(frozen=True)
class Over:
    """A source, or all small ones together, that breaks an expectation more often than it may."""

    name: str
    href: str
    expectation: str
    share: str
    limit: str
    failing: str
    judged: str
    bar: str
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
    failing: str
    judged: str
    missing: str
    not_owed: str
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
    ledger: tuple[Figure, ...]
    blocking: tuple[Over, ...]
    blocking_left_out: int
    warning: tuple[Over, ...]
    warning_left_out: int
    total: Row
    together: Row | None
    rows: tuple[Row, ...]
    rows_left_out: int
    min_articles: int
    expectations: tuple[ExpectationRow, ...]
    formats: Listing
    rejects: Listing
    notes: Listing
    skipped: Listing


@dataclass(frozen=True)
class Example:
    """One finding with the text around it."""

    article_id: str
    title: str
    origin: str
    place: str
    message: str
    excerpt: str
    marked: bool


@dataclass(frozen=True)
class Asked:
    """One expectation on one source, with examples of what breaks it."""

    anchor: str
    id: str
    summary: str
    because: str
    help: str
    outcome: str
    ink: str
    share: str
    bar: str
    failing: str
    judged: str
    missing: str
    not_owed: str
    limit: str
    note: str
    examples: tuple[Example, ...]
    shown: str


@dataclass(frozen=True)
class SourcePage:
    """All that the page of a source says."""

    suite: str
    name: str
    headline: str
    ink: str
    sentences: tuple[str, ...]
    asked: tuple[Asked, ...]
