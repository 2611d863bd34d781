"""What a report needs beside counts and findings, as part of the verdict's JSON: so it can be made again from files."""

import os
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ..expectations import ExpectationVerdict, Result

#: Notes that are kept.
_NOTES = 50


def details(result: Result) -> dict[str, object]:
    """What the suite asks, how many articles each source has, what they break together, and who repeats whom."""
    suite, corpus = result.suite, result.corpus
    by_format = corpus.files.group_by("format").agg(
        files=pl.len(), articles=pl.col("articles").sum(), rejects=pl.col("rejects").sum()
    )
    return {
        "asked": {
            "description": suite.description, "min_articles": suite.min_articles, "max_rejects": suite.max_rejects,
            "expectations": {v.expectation.id: _asked(v) for v in result.expectations},
        },
        "folder": common_folder([*corpus.files["file"].to_list(), *corpus.skipped]),
        "files": by_format.sort("format").to_dicts(),
        "notes": corpus.notes.head(_NOTES).to_dicts(),
        "notes_left_out": max(0, corpus.notes.height - _NOTES),
        "patterns": _patterns(result.patterns),
        "stories": {"members": result.stories.members.to_dicts(), "edges": result.stories.edges.to_dicts()},
    }  # fmt: skip


def _asked(v: ExpectationVerdict) -> dict[str, object]:
    """Why it is asked, of which fields, and of which sources otherwise than of most."""
    expectation = v.expectation
    others = {
        s.source: {
            name: share
            for name, share in (("error", s.limits.error), ("warning", s.limits.warning))
            if share is not None
        }
        for s in (v.sources if expectation.sources else ())
        if s.limits != expectation.limits
    }
    return {"because": expectation.because, "columns": list(expectation.reads), "mostly_of": others}


def _patterns(patterns: pl.DataFrame) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for source, pattern, articles in patterns.iter_rows():
        found.setdefault(source, {})[pattern] = articles
    return found


def common_folder(places: Sequence[str]) -> str:
    """The folder that all absolute places are in, with the slash at its end; nothing where they are relative."""
    folders = {str(Path(place).parent) for place in places if Path(place).is_absolute()}
    if not folders:
        return ""
    try:
        return os.path.commonpath(sorted(folders)).rstrip(os.sep) + os.sep
    except ValueError:  # two drives of Windows
        return ""
