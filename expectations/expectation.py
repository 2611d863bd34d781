"""An expectation: a check, its parameters, and how much of it is asked of whom."""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from ..checks import Check, Evidence

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Limits:
    """The least shares of articles that must keep an expectation (0 to 1); None where there is no such limit.

    Below ``error`` it fails, below ``warning`` it warns.
    """

    error: float | None = None
    warning: float | None = None

    @property
    def strictest(self) -> float:
        """The higher of the two."""
        return max(share for share in (self.error, self.warning, 0.0) if share is not None)


@dataclass(frozen=True)
class Override:
    """What one source, or all that a glob matches, is asked instead; *skip*: nothing at all."""

    limits: Limits | None = None
    skip: bool = False


@dataclass(frozen=True)
class Expectation:
    """One declared expectation. *id* is unique in its suite; *place* is where the suite declares it."""

    id: str
    check: Check
    parameters: Mapping[str, object] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    limits: Limits = field(default_factory=lambda: Limits(error=1.0))
    severity: Severity = "error"
    because: str = ""
    sources: tuple[tuple[str, Override], ...] = ()
    place: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields it judges."""
        return self.columns or self.check.columns

    def limits_for(self, source: str) -> Limits | None:
        """What is asked of a source; None where it is skipped. The last rule that matches wins."""
        limits: Limits | None = self.limits
        for pattern, override in self.sources:
            if pattern == source or fnmatch.fnmatchcase(source, pattern):
                limits = None if override.skip else override.limits or self.limits
        return limits

    def evidence(self) -> dict[str, Evidence]:
        """Its evidence in each field that it judges."""
        return {column: self.check.evidence(column, self.parameters) for column in self.reads}

    def masks(self) -> "Masks":
        """What is asked of each article, as Boolean expressions over the frame of articles."""
        evidence = self.evidence().values()
        failing = pl.any_horizontal([found.first.is_not_null() for found in evidence])
        owed = [found.owed.fill_null(False) for found in evidence if found.owed is not None]
        null = pl.all_horizontal([pl.col(column).is_null() for column in self.reads])
        return Masks(
            failing=failing,
            null=null if self.check.nulls == "missing" else pl.lit(False),
            unowed=~pl.any_horizontal(owed) if owed else pl.lit(False),
        )


@dataclass(frozen=True)
class Masks:
    """Boolean expressions: the article breaks the expectation; a field is null; the article does not owe it."""

    failing: pl.Expr
    null: pl.Expr
    unowed: pl.Expr
