"""A suite: named, ordered expectations, and what is asked of the corpus as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..corpus import UsageError
from ..corpus.declared import did_you_mean
from .expectation import Expectation

if TYPE_CHECKING:
    import great_expectations as gx
    import pandera.polars as pa

#: Sources with fewer articles are judged together (see ``min_articles`` in the docs): one failing article of ten is
#: ten percent, which says nothing about a limit of one.
MIN_ARTICLES = 20


@dataclass(frozen=True)
class Suite:
    """What a corpus must keep before it is released.

    *min_articles*: smaller sources are pooled. *max_rejects*: records that may be unreadable without closing the gate.
    """

    name: str
    expectations: tuple[Expectation, ...]
    min_articles: int = MIN_ARTICLES
    max_rejects: int = 0
    description: str = ""
    place: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of the whole corpus that its checks read."""
        return tuple(dict.fromkeys(fact for e in self.expectations for fact in e.check.facts))

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields its checks judge."""
        return tuple(dict.fromkeys(column for e in self.expectations for column in e.reads))

    def only(self, select: Iterable[str] = (), exclude: Iterable[str] = ()) -> "Suite":
        """The suite with some of its expectations, by id or by check. Raises `UsageError` for a name it has not."""
        select, exclude = list(select), list(exclude)
        names = [e.id for e in self.expectations] + [e.check.name for e in self.expectations]
        for name in (*select, *exclude):
            if name not in names:
                hint = did_you_mean(name, names) or f"it has {', '.join(e.id for e in self.expectations)}"
                raise UsageError(f"suite {self.name!r} has no expectation {name!r}", hint=hint)
        kept = [
            e
            for e in self.expectations
            if (not select or {e.id, e.check.name} & set(select)) and not {e.id, e.check.name} & set(exclude)
        ]
        return replace(self, expectations=tuple(kept))

    def to_pandera(self, *, batch: bool = False) -> "pa.DataFrameSchema":
        """The suite as a ``pandera.polars.DataFrameSchema`` over frames of articles, with a check an expectation.

        *batch*: for a part of a corpus that brings the facts of the whole as columns, as the gate validates it.
        """
        from .to_pandera import to_pandera  # noqa: PLC0415 (pandera is slow to import)

        return to_pandera(self, batch=batch)

    def to_gx(self) -> "gx.ExpectationSuite":
        """The suite as an ``ExpectationSuite`` of Great Expectations, for frames of articles on its Polars engine."""
        from .gx.suite import to_gx  # noqa: PLC0415 (Great Expectations is slow to import)

        return to_gx(self)
