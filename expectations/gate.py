"""The gate: a corpus and a suite in, verdicts and findings out. An engine runs the checks, batch by batch."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from ..checks import FACTS, ROW_FACTS, with_facts
from ..corpus import PUBLISHED_RAW, Corpus, DataError, UsageError, default_memory
from ..corpus.shelf import Gathered
from .batch import CELLS_UP_TO, EXAMPLES, Part, judged_batch
from .engines import EngineName, engine_of
from .findings import EXAMPLE_SCHEMA, FINDING_SCHEMA
from .load import load_suite
from .patterns import merged, without
from .profile import Profile
from .result import Result
from .stories import Stories, stories
from .suite import Suite
from .verdicts import COUNT_SCHEMA, judge

#: Articles of one batch: at most, and at least where there are more (each costs what compiling the patterns costs).
BATCH_ROWS, LEAST_ROWS = 50_000, 2_000
#: A batch may have this part of the memory of a run: what is made of its text takes some ten times its room.
_BATCH_SHARE = 1 / 24

Progress = Callable[[str, int, int], None]


def check(
    corpus: Corpus | pl.DataFrame,
    suite: Suite | str = "news",
    *,
    engine: EngineName = "pandera",
    progress: Progress = lambda *_: None,
    memory: int | None = None,
    profile: Profile | None = None,
) -> Result:
    """Judge a corpus by a suite.

    *corpus*: from `read_corpus`, or any Polars frame of articles. *engine*: who runs the checks, ``pandera`` or ``gx``
    (Great Expectations); the verdicts are the same. *progress* is told what is being done, and how
    much of it. *memory*: bytes that the run may take, where the corpus itself is on disk (`read_corpus`); batches are
    as large as it allows. *profile* is told where the time goes. Raises `DataError` where there are no articles or no
    fields to judge, `UsageError` for a suite without expectations; a check that breaks is an outcome of its own
    (``error``), not an exception.
    """
    if not isinstance(corpus, Corpus | pl.DataFrame):
        raise DataError(f"a {type(corpus).__name__} is no corpus", hint="pass a Polars DataFrame; collect a LazyFrame")
    whole = corpus if isinstance(corpus, Corpus) else Corpus.from_frame(corpus)
    asked = load_suite(suite) if isinstance(suite, str) else suite
    if not asked.expectations:
        raise UsageError(f"suite {asked.name!r} asks nothing: no expectation is left", where=asked.place or None)
    if not whole.articles.height and not whole.rejects.height:
        raise DataError("no articles: the input holds no record at all", hint="an empty corpus is never released")
    run = _Run(asked, engine, whole, profile or Profile())
    run.find_facts(progress)
    run.judge(memory or default_memory(), progress)
    return run.result()


def as_checked(articles: pl.DataFrame) -> pl.DataFrame:
    """The columns that checks may read: facts are never taken from the input, and the written date may be unknown."""
    kept = articles.drop(FACTS, strict=False)
    absent = [] if PUBLISHED_RAW in kept.columns else [pl.lit(None, pl.String).alias(PUBLISHED_RAW)]
    return kept.with_columns(absent)


class _Run:
    """What has been counted and found so far."""

    def __init__(self, suite: Suite, engine: EngineName, corpus: Corpus, profile: Profile) -> None:
        self.suite, self.corpus, self.profile = suite, corpus, profile
        self.engine = engine_of(engine, suite, profile)
        self.articles = as_checked(corpus.articles)
        self.text_bytes = int(self.articles["body"].str.len_bytes().cast(pl.Int64).sum() or 0)
        self.facts: list[pl.Series] = []
        self.parts: list[Part] = []
        self.findings = Gathered(corpus.shelf)

    def find_facts(self, progress: Progress) -> None:
        """What must be known of the whole corpus before any of its articles is judged."""
        articles = self.articles
        for fact in [name for name in FACTS if name in self.suite.facts and name not in ROW_FACTS]:
            progress(f"facts: {fact}", 0, 1)
            with self.profile.stage(f"facts: {fact}", self.text_bytes if fact != "twins" else 0):
                articles = with_facts(articles, [fact])
            self.facts.append(articles[fact])

    def judge(self, memory: int, progress: Progress) -> None:
        """Judge all articles, some batches at a time."""
        done = 0
        progress("checking", done, self.articles.height)
        threads = pl.thread_pool_size() if self.engine.side_by_side else 1
        batches = list(self._batches(memory, threads))
        pool = ThreadPoolExecutor(threads)
        # Polars keeps compiled patterns by thread: a new one would compile them all for a single batch
        side_by_side = pool.map if len(batches) > 1 else map
        with self.profile.stage("checking", self.text_bytes), self.engine.at_work():
            try:
                for (_, rows), part in zip(batches, side_by_side(self._judged, batches), strict=True):
                    self._keep(part)
                    done += rows
                    progress("checking", done, self.articles.height)
            finally:  # who stops the run does not wait for the batches that are under way
                pool.shutdown(wait=False, cancel_futures=True)

    def _batches(self, memory: int, threads: int) -> Iterator[tuple[int, int]]:
        """Where each batch begins, and how many articles it has."""
        height = self.articles.height
        size = self.text_bytes // max(1, height) + 1_000
        rows = int(memory * _BATCH_SHARE / threads / size)
        rows = max(1, min(BATCH_ROWS, max(LEAST_ROWS, min(rows, -(-height // threads)))))
        for start in range(0, height, rows):
            yield start, min(rows, height - start)

    def _judged(self, rows: tuple[int, int]) -> Part:
        start, length = rows
        batch = self.articles.slice(start, length).with_columns(
            pl.int_range(start, start + length, dtype=pl.UInt32).alias("row"),
            *(fact.slice(start, length) for fact in self.facts),
        )
        for fact in [name for name in ROW_FACTS if name in self.suite.facts]:
            with self.profile.beside(f"fact: {fact}"):
                batch = with_facts(batch, [fact])
        return judged_batch(batch, self.suite, self.engine.judge, self.profile)

    def _keep(self, part: Part) -> None:
        self.findings.add(part.findings)
        part.findings = part.findings.clear()
        self.parts.append(part)

    def result(self) -> Result:
        """Everything counted, judged."""
        problems: dict[str, str] = {}
        for part in self.parts:
            problems = part.problems | problems
        counts = pl.concat([pl.DataFrame(schema=COUNT_SCHEMA), *(part.counts for part in self.parts)])
        counts = counts.group_by("expectation", "source").agg(pl.exclude("expectation", "source").sum())
        examples = pl.concat([pl.DataFrame(schema=EXAMPLE_SCHEMA), *(part.examples for part in self.parts)])
        examples = examples.group_by("expectation", "source", maintain_order=True).head(EXAMPLES)
        findings = pl.concat([pl.DataFrame(schema={"row": pl.UInt32, **FINDING_SCHEMA}), *self.findings.frames])
        cells = [part.cells for part in self.parts if self.articles.height <= CELLS_UP_TO]
        broken = [place for place, e in enumerate(self.suite.expectations) if e.id in problems]
        if problems:
            findings, examples = (
                frame.filter(~pl.col("expectation").is_in(list(problems))) for frame in (findings, examples)
            )
        return Result(
            suite=self.suite,
            corpus=self.corpus,
            expectations=judge(self.suite, counts, problems),
            findings=findings.select(*FINDING_SCHEMA),
            examples=examples.select(*EXAMPLE_SCHEMA),
            cells=pl.concat([Part().cells, *cells]),
            patterns=without(merged([part.patterns for part in self.parts]), broken),
            stories=self._stories(findings),
        )

    def _stories(self, findings: pl.DataFrame) -> Stories:
        asked = [e.id for e in self.suite.expectations if "copies" in e.check.facts]
        if not asked:
            return Stories()
        articles = self.articles.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"), *self.facts)
        return stories(articles, findings.filter(pl.col("expectation").is_in(asked)))
