"""One batch of articles judged: counts by source, findings, examples, and what the articles break together."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from .engines import Judged
from .expectation import Expectation
from .findings import EXAMPLE_SCHEMA, FINDING_SCHEMA, findings_of
from .patterns import PATTERN_SCHEMA, counted, letter
from .profile import FINDINGS, VERDICT, Profile
from .result import CELL_SCHEMA
from .suite import Suite
from .verdicts import COUNT_SCHEMA

#: Examples with the text around them that reports show, per expectation and source.
EXAMPLES = 3
#: Up to so many articles, the result says of each article how it did (a person is looking at single files).
CELLS_UP_TO = 40


@dataclass
class Part:
    """What was counted and found in a batch. *findings*: `FINDING_SCHEMA` and the ``row`` of their article, sorted."""

    counts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COUNT_SCHEMA))
    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"row": pl.UInt32, **FINDING_SCHEMA}))
    examples: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EXAMPLE_SCHEMA))
    cells: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CELL_SCHEMA))
    patterns: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PATTERN_SCHEMA))
    problems: dict[str, str] = field(default_factory=dict)


def judged_batch(batch: pl.DataFrame, suite: Suite, judge: Callable[[pl.DataFrame], Judged], profile: Profile) -> Part:
    """Judge a batch: articles with their facts and ``row``. What breaks a check is a problem of that check alone."""
    sizes = {column: _text_bytes(batch, column) for column in suite.columns}
    for expectation in suite.expectations:
        profile.read(expectation.id, VERDICT, sum(sizes[column] for column in expectation.reads))
    said = judge(batch)
    part = Part(problems=dict(said.problems))
    _find(batch, suite, said, part, profile)
    with profile.beside("counts"):
        states = _states(batch, suite, said, part)
        skipped = {e.id: _skipped(e, states["source"]) for e in suite.expectations}
        asked = [e for e in suite.expectations if e.id not in part.problems]
        part.counts = _counts(states, asked, skipped)
        part.patterns = _patterns(states, suite, part, skipped)
        if batch.height <= CELLS_UP_TO:
            told = batch.select("article_id", "origin").hstack(states)
            part.cells = pl.concat([part.cells, *(_cells(e, told, skipped[e.id]) for e in asked)])
    return part


def _text_bytes(batch: pl.DataFrame, column: str) -> int:
    is_text = batch.schema.get(column) == pl.String
    return int(batch[column].str.len_bytes().cast(pl.Int64).sum() or 0) if is_text else 0


def problem_of(error: Exception) -> str:
    """What an exception of a check's own code says, in one line."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def _find(batch: pl.DataFrame, suite: Suite, said: Judged, part: Part, profile: Profile) -> None:
    """The findings in articles that fail, and some of them with the text around."""
    found, examples = [part.findings], [part.examples]
    for expectation in suite.expectations:
        kept = said.kept.get(expectation.id)
        if kept is None or expectation.id in part.problems:
            continue
        failing = batch.filter(~kept)
        marks = {
            c: said.marks[expectation.id, c].filter(~kept)
            for c in expectation.reads
            if (expectation.id, c) in said.marks
        }
        try:
            with profile.check(expectation.id, FINDINGS, sum(_text_bytes(failing, c) for c in expectation.reads)):
                every = findings_of(expectation, failing, marks)
        except Exception as error:  # a check whose verdict runs but whose evidence or explanation does not
            part.problems[expectation.id] = problem_of(error)
            continue
        found.append(every.select("row", *FINDING_SCHEMA))
        one_each = every.sort("row", maintain_order=True).unique("row", keep="first", maintain_order=True)
        examples.append(one_each.group_by("source", maintain_order=True).head(EXAMPLES).select(*EXAMPLE_SCHEMA))
    order = pl.Enum([e.id for e in suite.expectations])
    part.findings = pl.concat(found).sort(
        "row", pl.col("expectation").cast(order), "field", "start", maintain_order=True
    )
    part.examples = pl.concat(examples)


def _names(expectation: Expectation) -> tuple[str, str, str]:
    """Of one expectation in `_states`: whether an article fails, has a null, does not owe it."""
    return f"fails {expectation.id}", f"misses {expectation.id}", f"not owed {expectation.id}"


def _states(batch: pl.DataFrame, suite: Suite, said: Judged, part: Part) -> pl.DataFrame:
    """``source``, and for each expectation what became of each article (`_names`): at most one of the three."""
    columns = [batch["source"]]
    for expectation in suite.expectations:
        if expectation.id in part.problems:
            continue
        masks, kept = expectation.masks(), said.kept.get(expectation.id)
        failing = ~kept if kept is not None else pl.Series([False]).new_from_index(0, batch.height)
        try:
            owed = batch.select(null=masks.null, unowed=masks.unowed, failing=failing)
        except Exception as error:  # a check whose verdict runs but which cannot say who owes it
            part.problems[expectation.id] = problem_of(error)
            continue
        fails, misses, not_owed = _names(expectation)
        state = owed.select(
            pl.col("failing").alias(fails),
            (pl.col("null") & ~pl.col("failing")).alias(misses),
            (pl.col("unowed") & ~pl.col("null") & ~pl.col("failing")).alias(not_owed),
        )
        columns += state.get_columns()
    return pl.DataFrame(columns)


def _skipped(expectation: Expectation, sources: pl.Series) -> list[str]:
    if not expectation.sources:
        return []
    return [source for source in sources.unique().to_list() if expectation.limits_for(source) is None]


def _counts(states: pl.DataFrame, asked: list[Expectation], skipped: dict[str, list[str]]) -> pl.DataFrame:
    """How many articles of each source did what under each expectation: `COUNT_SCHEMA`."""
    flags = [pl.col(name).sum().cast(pl.Int64) for e in asked for name in _names(e)]
    by_source = states.group_by("source").agg(pl.len().cast(pl.Int64).alias("element_count"), *flags)
    parts = [pl.DataFrame(schema=COUNT_SCHEMA)]
    for expectation in asked:
        fails, misses, not_owed = _names(expectation)
        counts = by_source.select(
            pl.lit(expectation.id).alias("expectation"), "source", "element_count",
            pl.col(misses).alias("missing_count"), pl.col(not_owed).alias("not_owed_count"),
            pl.col(fails).alias("unexpected_count"),
        )  # fmt: skip
        if skipped[expectation.id]:
            counts = counts.filter(~pl.col("source").is_in(skipped[expectation.id]))
        parts.append(counts)
    return pl.concat(parts)


def _patterns(states: pl.DataFrame, suite: Suite, part: Part, skipped: dict[str, list[str]]) -> pl.DataFrame:
    """What the articles that fail break together."""
    judged = [None if e.id in part.problems else _names(e) for e in suite.expectations]
    failing = states.filter(pl.any_horizontal([pl.lit(False), *(names[0] for names in judged if names)]))
    letters = [
        letter(*names, skipped[e.id]) if names else None for e, names in zip(suite.expectations, judged, strict=True)
    ]
    return counted(failing, letters)


def _cells(expectation: Expectation, told: pl.DataFrame, skipped: list[str]) -> pl.DataFrame:
    fails, misses, not_owed = _names(expectation)
    kind = (
        pl.when(pl.col("source").is_in(skipped)).then(pl.lit("skipped"))
        .when(fails).then(pl.lit("fails"))
        .when(misses).then(pl.lit("missing"))
        .when(not_owed).then(pl.lit("not owed"))
        .otherwise(pl.lit("ok"))
    )  # fmt: skip
    return told.select("article_id", "origin", expectation=pl.lit(expectation.id), state=kind)
