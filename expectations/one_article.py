"""One article examined: all findings of a suite in it, with what the whole corpus says of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from ..checks import with_facts
from ..corpus import Corpus, UsageError
from ..corpus.declared import did_you_mean
from .findings import FINDING_SCHEMA, findings_of
from .gate import as_checked
from .suite import Suite

#: Ids that are looked at for a likely one.
_LIKELY = 20_000


@dataclass(frozen=True)
class Examined:
    """Articles and what is wrong with them.

    *articles*: with a column ``row``. *findings*: `FINDING_SCHEMA` and ``row``, that of the article. *problems*: why an
    expectation could not run, by its id. *expectations*: how many were asked.
    """

    articles: pl.DataFrame
    findings: pl.DataFrame
    expectations: int
    problems: dict[str, str] = field(default_factory=dict)


def articles_called(article_id: str, corpus: Corpus) -> pl.Series:
    """Which articles bear an id, as a mask. Raises `UsageError` where none does."""
    ids = corpus.articles["article_id"]
    mask = (ids == article_id).fill_null(False)
    if not mask.any():
        raise UsageError(
            f"no article has the id {article_id!r}",
            hint=_likely(article_id, ids) or "`newsgate read DATA --output FILE` lists the articles",
        )
    return mask


def examined(
    mask: pl.Series, corpus: Corpus, suite: Suite, *, progress: Callable[[str], None] = lambda _: None
) -> Examined:
    """The findings in some articles, the same as those of a run over the whole corpus."""
    articles = with_facts(as_checked(corpus.articles), suite.facts, progress)
    chosen = articles.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row")).filter(mask)
    found, problems = [pl.DataFrame(schema={"row": pl.UInt32, **FINDING_SCHEMA})], {}
    for expectation in suite.expectations:
        skipped = [s for s in chosen["source"].unique().to_list() if expectation.limits_for(s) is None]
        try:
            findings = findings_of(expectation, chosen.filter(~pl.col("source").is_in(skipped)))
        except Exception as error:  # whatever a check's own code raises is a problem of that check
            problems[expectation.id] = (str(error).splitlines() or [type(error).__name__])[0]
        else:
            found.append(findings.select("row", *FINDING_SCHEMA))
    order = pl.Enum([e.id for e in suite.expectations])
    findings = pl.concat(found).sort("row", pl.col("expectation").cast(order), "field", "start", maintain_order=True)
    shown = corpus.articles.filter(mask).with_columns(chosen["row"])
    return Examined(shown, findings, len(suite.expectations), problems)


def _likely(article_id: str, ids: pl.Series) -> str | None:
    """The id that was meant, perhaps: one that holds the given text, or one that is written much like it."""
    unique = ids.drop_nulls().unique(maintain_order=True)
    holding = unique.filter(unique.str.contains(article_id, literal=True))
    if article_id and holding.len():
        return f"did you mean {holding[0]!r}?"
    alike = unique.filter((unique.str.len_chars().cast(pl.Int64) - len(article_id)).abs() <= 3).head(_LIKELY)
    return did_you_mean(article_id, alike.to_list())
