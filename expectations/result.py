"""What a run found out, and what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import ClassVar, Literal

import polars as pl

from ..corpus import Corpus
from .patterns import PATTERN_SCHEMA
from .stories import Stories
from .suite import Suite
from .verdicts import ExpectationVerdict, Outcome, worst

FailOn = Literal["error", "warning", "never"]
#: How each article did under each expectation; filled for small corpora only.
CELL_SCHEMA: dict[str, pl.DataType] = {
    "article_id": pl.String(), "origin": pl.String(), "expectation": pl.String(), "state": pl.String(),
}  # fmt: skip
EXIT_OPEN, EXIT_FAILED, EXIT_USAGE, EXIT_UNREADABLE = 0, 1, 2, 3


@dataclass(frozen=True)
class Result:
    """Verdicts and findings of one run.

    *findings*: one row a defect. *examples*: some of them with the text around. *cells*: see `CELL_SCHEMA`.
    *patterns*: what the failing articles break together, see `PATTERN_SCHEMA`. *stories*: clusters of copies to draw.
    """

    suite: Suite
    corpus: Corpus
    expectations: tuple[ExpectationVerdict, ...]
    findings: pl.DataFrame
    examples: pl.DataFrame
    cells: pl.DataFrame
    patterns: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PATTERN_SCHEMA))
    stories: Stories = field(default_factory=Stories)

    #: How a notebook shows it. The reports know, and this room does not know them: the front door introduces the two.
    to_html: ClassVar[Callable[["Result"], str] | None] = None

    def _repr_html_(self) -> str | None:
        """What a notebook shows; None, and so the plain text, where nobody said how."""
        show = type(self).to_html
        return show(self) if show else None

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return self.exit_code() == EXIT_OPEN

    def exit_code(self, fail_on: FailOn = "error") -> int:
        """0 open, 1 an expectation failed, 3 records could not be read or a check broke.

        What could not be read or run outweighs what failed: then the other verdicts are about a part. An expectation
        of severity error that could not be evaluated closes the gate too (3), unless another failed.
        """
        if not self.corpus.articles.height or self.too_many_rejects or self.outcomes("error"):
            return EXIT_UNREADABLE
        if fail_on == "never":
            return EXIT_OPEN
        warned = [v for v in self.outcomes("warn") if v.severity != "info"]
        if self.outcomes("fail") or (fail_on == "warning" and warned):
            return EXIT_FAILED
        blind = [v for v in self.expectations if self._is_blind(v, fail_on)]
        return EXIT_UNREADABLE if blind else EXIT_OPEN

    @staticmethod
    def _is_blind(verdict: ExpectationVerdict, fail_on: FailOn) -> bool:
        matters = verdict.severity == "error" or (fail_on == "warning" and verdict.severity == "warning")
        return (matters and any(s.outcome == "not_evaluated" for s in verdict.sources or ())) or (
            matters and verdict.outcome == "not_evaluated"
        )

    @property
    def idle_rules(self) -> list[str]:
        """Rules for sources that match none of this corpus: perhaps the source is gone, perhaps it is misspelt."""
        sources = self.corpus.articles["source"].unique().to_list()
        return [
            f"{e.id}: the rule for source {pattern!r} matches no source here"
            for e in self.suite.expectations
            for pattern, _ in e.sources
            if not any(source == pattern or fnmatchcase(source, pattern) for source in sources)
        ]

    @property
    def too_many_rejects(self) -> bool:
        """Whether more records could not be read than the suite allows."""
        return self.corpus.rejects.height > self.suite.max_rejects

    def outcomes(self, outcome: Outcome) -> list[ExpectationVerdict]:
        """The expectations with this outcome."""
        return [verdict for verdict in self.expectations if verdict.outcome == outcome]

    @property
    def verdicts(self) -> pl.DataFrame:
        """One row an expectation and source: counts, share (percent), limits and outcome."""
        rows = [
            {
                "expectation": v.expectation.id,
                "check": v.expectation.check.name,
                "severity": v.severity,
                "source": s.source,
                "outcome": s.outcome,
                "element_count": s.counts.element,
                "missing_count": s.counts.missing,
                "not_owed_count": s.counts.not_owed,
                "unexpected_count": s.counts.unexpected,
                "unexpected_percent": 100 * s.counts.share,
                "mostly_error": s.limits.error,
                "mostly_warning": s.limits.warning,
                "pooled": s.pooled,
            }
            for v in self.expectations
            for s in v.sources
        ]
        counts = dict.fromkeys(("element_count", "missing_count", "not_owed_count", "unexpected_count"), pl.Int64)
        shares = dict.fromkeys(("unexpected_percent", "mostly_error", "mostly_warning"), pl.Float64)
        names = dict.fromkeys(("expectation", "check", "severity", "source", "outcome"), pl.String)
        return pl.DataFrame(rows, schema={**names, **counts, **shares, "pooled": pl.Boolean})

    @property
    def by_source(self) -> pl.DataFrame:
        """One row a source, worst first: articles, worst outcome, failing articles per expectation."""
        outcome_of: dict[str, list[Outcome]] = {}
        for verdict in self.expectations:
            for s in verdict.sources:
                outcome_of.setdefault(s.source, []).append(s.outcome)
        articles = self.corpus.articles.group_by("source").agg(articles=pl.len().cast(pl.Int64))
        outcomes = pl.DataFrame(
            {"source": list(outcome_of), "outcome": [worst(o) for o in outcome_of.values()]},
            schema={"source": pl.String, "outcome": pl.String},
        )
        wide = self.verdicts.pivot("expectation", index="source", values="unexpected_count")
        failing = pl.sum_horizontal([pl.col(c).fill_null(0) for c in wide.columns if c != "source"] or [pl.lit(0)])
        order = pl.col("outcome").replace_strict(
            ["error", "fail", "warn", "not_evaluated", "pass"],
            [0, 1, 2, 3, 4],
            default=5,
            return_dtype=pl.Int8,
        )
        joined = articles.join(outcomes, on="source", how="left").join(wide, on="source", how="left")
        return joined.sort(order, failing, "source", descending=[False, True, False])
