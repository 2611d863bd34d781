"""A result read back from its files, findings and the verdict's JSON, so that its report can be made again.

Article text is not in them but for the evidence of each finding; a report shows the text around where it is given the
articles as well.
"""

import glob
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..checks import all_checks
from ..corpus import Corpus, DataError, UsageError
from ..corpus.corpus import FILE_SCHEMA, NOTE_SCHEMA, REJECT_SCHEMA
from ..expectations import (
    EXAMPLE_SCHEMA,
    FINDING_SCHEMA,
    Counts,
    Expectation,
    ExpectationVerdict,
    Limits,
    Override,
    Result,
    SourceVerdict,
    Suite,
)
from ..expectations.patterns import PATTERN_SCHEMA
from ..expectations.result import CELL_SCHEMA
from ..expectations.stories import EDGE_SCHEMA, MEMBER_SCHEMA, Stories
from .verdict_json import SCHEMA_VERSION

_READERS: dict[str, Callable[[Path], pl.DataFrame]] = {".parquet": pl.read_parquet, ".jsonl": pl.read_ndjson}


def read_result(findings: Path, verdict: Path, articles: pl.DataFrame | None = None) -> Result:
    """The result of a run. *articles*: the corpus that it judged, for the text around the findings.

    Raises `UsageError` where the files are not those of one run of `newsgate check`, `DataError` where they cannot be
    read.
    """
    told, found = _verdict(verdict), _findings(findings)
    if found.height != told["findings"]:
        said = f"{found.height:,} findings, and the verdict counts {told['findings']:,}"
        raise UsageError(f"the files are not of one run: {said}", where=str(findings))
    if articles is not None and articles.height != told["corpus"]["articles"]:
        said = f"{articles.height:,}, and the verdict counts {told['corpus']['articles']:,}"
        raise UsageError(f"these are not the articles that were judged: {said}", where=str(verdict))
    reading = _Reading(told)
    return Result(
        suite=reading.suite(),
        corpus=reading.corpus(articles),
        expectations=reading.verdicts(),
        findings=found,
        examples=pl.DataFrame(schema=EXAMPLE_SCHEMA),
        cells=pl.DataFrame(schema=CELL_SCHEMA),
        patterns=reading.patterns(),
        stories=Stories(
            pl.DataFrame(told["stories"]["members"], schema=MEMBER_SCHEMA),
            pl.DataFrame(told["stories"]["edges"], schema=EDGE_SCHEMA),
        ),
    )


def _verdict(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"the verdict cannot be read: {error}", where=str(path)) from error
    if not isinstance(told, dict) or told.get("schema_version") != SCHEMA_VERSION:
        raise UsageError(f"this is no verdict of format version {SCHEMA_VERSION}", where=str(path))
    if "asked" not in told:
        raise UsageError(
            "the verdict does not say what a report needs: an earlier newsgate wrote it",
            where=str(path),
            hint="newsgate check DATA --output json=verdict.json --findings findings.parquet",
        )
    return told


def _findings(path: Path) -> pl.DataFrame:
    if path.suffix not in _READERS:
        raise UsageError(f"findings are {' or '.join(_READERS)} here", where=str(path))
    try:
        found = _READERS[path.suffix](path)
        return found.select(pl.col(name).cast(dtype) for name, dtype in FINDING_SCHEMA.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(f"the findings cannot be read: {str(error).splitlines()[0]}", where=str(path)) from error


@dataclass(frozen=True)
class _Reading:
    """The verdict's JSON as what it was made of."""

    told: Mapping[str, Any]

    def suite(self) -> Suite:
        asked = self.told["asked"]
        return Suite(
            name=self.told["suite"],
            expectations=tuple(self._expectation(one) for one in self.told["expectations"]),
            min_articles=asked["min_articles"],
            max_rejects=asked["max_rejects"],
            description=asked["description"],
        )

    def _expectation(self, one: Mapping[str, Any]) -> Expectation:
        asked, checks = self.told["asked"]["expectations"][one["expectation"]], all_checks()
        if one["expect"] not in checks:
            raise UsageError(f"there is no check {one['expect']!r} here", hint="install the package that offers it")
        others = {source: Override(Limits(**mostly)) for source, mostly in asked["mostly_of"].items()}
        return Expectation(
            id=one["expectation"],
            check=checks[one["expect"]],
            columns=tuple(asked["columns"]),
            limits=Limits(**one["mostly"]),
            severity=one["severity"],
            because=asked["because"],
            sources=tuple((glob.escape(source), override) for source, override in others.items()),
        )

    def verdicts(self) -> tuple[ExpectationVerdict, ...]:
        return tuple(self._verdict(one) for one in self.told["expectations"])

    def _verdict(self, one: Mapping[str, Any]) -> ExpectationVerdict:
        expectation = self._expectation(one)
        others = self.told["asked"]["expectations"][one["expectation"]]["mostly_of"]
        sources = tuple(
            SourceVerdict(
                source=s["source"], counts=_counts(s), outcome=s["outcome"], pooled=s["pooled"],
                limits=Limits(**others[s["source"]]) if s["source"] in others else expectation.limits,
            )
            for s in one["sources"]
        )  # fmt: skip
        return ExpectationVerdict(expectation, _counts(one), one["outcome"], sources, one.get("problem", ""))

    def corpus(self, articles: pl.DataFrame | None) -> Corpus:
        """The corpus as it was counted: its articles, or as many rows that say nothing but their source."""
        told = self.told
        if articles is None:
            sizes_of = told["corpus"]["articles_by_source"]
            sizes = pl.DataFrame({"source": list(sizes_of), "size": list(sizes_of.values())},
                                 schema={"source": pl.String, "size": pl.UInt32})  # fmt: skip
            rows = sizes.filter(pl.col("size") > 0).select(pl.col("source").repeat_by("size").explode())
            nothing = [pl.lit(None, pl.String).alias(name) for name in ("article_id", "body", "origin")]
            articles = Corpus.from_frame(rows.with_columns(nothing)).articles
        unlisted = {"format": "", "reason": "the verdict does not list it", "note": "the verdict does not list it"}
        kept = {}
        for kind, schema in (("rejects", REJECT_SCHEMA), ("notes", NOTE_SCHEMA)):
            more = [{"origin": "(not listed)", **{name: unlisted[name] for name in schema if name != "origin"}}]
            kept[kind] = pl.DataFrame([*told[kind], *more * told[f"{kind}_left_out"]], schema=schema)
        return Corpus(
            articles=articles,
            rejects=kept["rejects"],
            files=self._files(),
            notes=kept["notes"],
            skipped=tuple(told["corpus"]["skipped_files"]),
        )

    def _files(self) -> pl.DataFrame:
        """As many files of each format as there were, named only by their folder."""
        rows = [
            {
                "file": f"{self.told['folder']}{n}",
                "format": one["format"],
                "articles": one["articles"] * (n == 0),
                "rejects": one["rejects"] * (n == 0),
            }
            for one in self.told["files"]
            for n in range(one["files"])
        ]
        return pl.DataFrame(rows, schema=FILE_SCHEMA)

    def patterns(self) -> pl.DataFrame:
        rows = [(s, pattern, n) for s, found in self.told["patterns"].items() for pattern, n in found.items()]
        return pl.DataFrame(rows, schema=PATTERN_SCHEMA, orient="row")


def _counts(one: Mapping[str, Any]) -> Counts:
    return Counts(one["element_count"], one["missing_count"], one["not_owed_count"], one["unexpected_count"])
