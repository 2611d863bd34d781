"""The gate: a corpus and a suite in, verdicts and findings out. An engine runs the checks, batch by batch."""

from collections.abc import Callable

import polars as pl

from ..checks import FACTS, with_facts
from ..corpus import PUBLISHED_RAW, Corpus, DataError, UsageError
from .engines import EngineName, engine_of
from .expectation import Expectation
from .findings import EXAMPLE_SCHEMA, FINDING_SCHEMA, findings_of
from .load import load_suite
from .patterns import counted, letter, merged
from .result import CELL_SCHEMA, Result
from .stories import Stories, stories
from .suite import Suite
from .verdicts import COUNT_SCHEMA, judge

#: Articles of one batch: at 5 kB an article some 250 MB.
BATCH_ROWS = 50_000
#: Examples with the text around them that reports show, per expectation and source.
EXAMPLES = 3
#: Up to so many articles, the result says of each article how it did (a person is looking at single files).
CELLS_UP_TO = 40

Progress = Callable[[str, int, int], None]


def check(
    corpus: Corpus | pl.DataFrame,
    suite: Suite | str = "news",
    *,
    engine: EngineName = "pandera",
    progress: Progress = lambda *_: None,
) -> Result:
    """Judge a corpus by a suite.

    *corpus*: from `read_corpus`, or any Polars frame of articles. *engine*: who runs the checks, ``pandera`` or ``gx``
    (Great Expectations); the verdicts are the same. *progress* is told what is being done, and how
    much of it. Raises `DataError` where there are no articles or no fields to judge, `UsageError` for a suite
    without expectations; a check that breaks is an outcome of its own (``error``), not an exception.
    """
    if not isinstance(corpus, Corpus | pl.DataFrame):
        raise DataError(f"a {type(corpus).__name__} is no corpus", hint="pass a Polars DataFrame; collect a LazyFrame")
    whole = corpus if isinstance(corpus, Corpus) else Corpus.from_frame(corpus)
    asked = load_suite(suite) if isinstance(suite, str) else suite
    if not asked.expectations:
        raise UsageError(f"suite {asked.name!r} asks nothing: no expectation is left", where=asked.place or None)
    if not whole.articles.height and not whole.rejects.height:
        raise DataError("no articles: the input holds no record at all", hint="an empty corpus is never released")
    run = _Run(asked, engine)
    articles = with_facts(as_checked(whole.articles), asked.facts, lambda fact: progress(f"facts: {fact}", 0, 1))
    articles = articles.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"))
    done = 0
    progress("checking", done, articles.height)
    for batch in articles.iter_slices(BATCH_ROWS):
        run.batch(batch)
        done += batch.height
        progress("checking", done, articles.height)
    return run.result(whole, articles)


def as_checked(articles: pl.DataFrame) -> pl.DataFrame:
    """The columns that checks may read: facts are never taken from the input, and the written date may be unknown."""
    kept = articles.drop(FACTS, strict=False)
    absent = [] if PUBLISHED_RAW in kept.columns else [pl.lit(None, pl.String).alias(PUBLISHED_RAW)]
    return kept.with_columns(absent)


class _Run:
    """What has been counted and found so far."""

    def __init__(self, suite: Suite, engine: EngineName) -> None:
        self.suite = suite
        self.engine = engine_of(engine, suite)
        self.counts: list[pl.DataFrame] = []
        self.findings: list[pl.DataFrame] = []
        self.examples: list[pl.DataFrame] = []
        self.cells: list[pl.DataFrame] = []
        self.patterns: list[pl.DataFrame] = []
        self.problems: dict[str, str] = {}

    def batch(self, batch: pl.DataFrame) -> None:
        """Judge some articles."""
        judged = self.engine(batch)
        self.problems |= judged.problems
        letters: list[pl.Series | None] = []
        for expectation in self.suite.expectations:
            letters.append(None)
            if expectation.id in self.problems:
                continue
            kept = judged.kept.get(expectation.id)
            try:
                letters[-1] = self._count(expectation, batch, kept)
            except Exception as error:  # a check whose verdict runs but whose evidence or explanation does not
                self.problems[expectation.id] = (str(error).splitlines() or [type(error).__name__])[0]
        self.patterns.append(counted(batch["source"], letters))

    def _count(self, expectation: Expectation, batch: pl.DataFrame, kept: pl.Series | None) -> pl.Series:
        """Count what the articles of a batch did under one expectation; returns the letter of each (see `patterns`)."""
        masks = expectation.masks()
        failing = ~kept if kept is not None else pl.lit(False)
        state = batch.select("source", "article_id", "origin", failing=failing, null=masks.null, unowed=masks.unowed)
        skipped = [s for s in state["source"].unique().to_list() if expectation.limits_for(s) is None]
        state = state.with_columns(
            missing=pl.col("null") & ~pl.col("failing"),
            not_owed=pl.col("unowed") & ~pl.col("null") & ~pl.col("failing"),
        )
        counted = state.filter(~pl.col("source").is_in(skipped)).group_by("source").agg(
            element_count=pl.len().cast(pl.Int64),
            missing_count=pl.col("missing").sum().cast(pl.Int64),
            not_owed_count=pl.col("not_owed").sum().cast(pl.Int64),
            unexpected_count=pl.col("failing").sum().cast(pl.Int64),
        )  # fmt: skip
        self.counts.append(counted.select(pl.lit(expectation.id).alias("expectation"), pl.all()))
        if kept is not None:
            self._find(expectation, batch.filter(~kept))
        if batch.height <= CELLS_UP_TO:
            self.cells.append(_cells(expectation, state, skipped))
        return state.select(letter(skipped)).to_series()

    def _find(self, expectation: Expectation, failing: pl.DataFrame) -> None:
        found = findings_of(expectation, failing)
        self.findings.append(found.select("row", *FINDING_SCHEMA))
        one_each = found.sort("row", maintain_order=True).unique("row", keep="first", maintain_order=True)
        self.examples.append(one_each.group_by("source", maintain_order=True).head(EXAMPLES).select(*EXAMPLE_SCHEMA))

    def result(self, corpus: Corpus, articles: pl.DataFrame) -> Result:
        """Everything counted, judged. *articles*: with their facts."""
        counts = pl.concat([pl.DataFrame(schema=COUNT_SCHEMA), *self.counts])
        counts = counts.group_by("expectation", "source").agg(pl.exclude("expectation", "source").sum())
        order = pl.Enum([e.id for e in self.suite.expectations])
        findings = pl.concat([pl.DataFrame(schema={"row": pl.UInt32, **FINDING_SCHEMA}), *self.findings])
        findings = findings.sort("row", pl.col("expectation").cast(order), "field", "start", maintain_order=True)
        examples = pl.concat([pl.DataFrame(schema=EXAMPLE_SCHEMA), *self.examples])
        examples = examples.group_by("expectation", "source", maintain_order=True).head(EXAMPLES)
        cells = [] if corpus.articles.height > CELLS_UP_TO else self.cells
        return Result(
            suite=self.suite,
            corpus=corpus,
            expectations=judge(self.suite, counts, self.problems),
            findings=findings.select(*FINDING_SCHEMA),
            examples=examples.select(*EXAMPLE_SCHEMA),
            cells=pl.concat([pl.DataFrame(schema=CELL_SCHEMA), *cells]),
            patterns=merged(self.patterns),
            stories=self._stories(articles, findings),
        )

    def _stories(self, articles: pl.DataFrame, findings: pl.DataFrame) -> Stories:
        asked = [e.id for e in self.suite.expectations if "copies" in e.check.facts]
        return stories(articles, findings.filter(pl.col("expectation").is_in(asked)))


def _cells(expectation: Expectation, state: pl.DataFrame, skipped: list[str]) -> pl.DataFrame:
    kind = (
        pl.when(pl.col("source").is_in(skipped)).then(pl.lit("skipped"))
        .when("failing").then(pl.lit("fails"))
        .when("missing").then(pl.lit("missing"))
        .when("not_owed").then(pl.lit("not owed"))
        .otherwise(pl.lit("ok"))
    )  # fmt: skip
    return state.select("article_id", "origin", expectation=pl.lit(expectation.id), state=kind)
