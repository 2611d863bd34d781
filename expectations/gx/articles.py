"""Every check as an expectation type of Great Expectations: ``no_ad_markers`` is ``ExpectNoAdMarkers``.

Results carry ids and counts, never article text, and ids are escaped: Data Docs print what they are given as HTML.
``mostly`` is judged per source, as the gate does it, with small sources together.
"""

import html
import inspect
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, ClassVar

import polars as pl

from ...checks import FACTS, Check, all_checks, with_facts, with_needs
from ...corpus import ARTICLE_SCHEMA, PUBLISHED_RAW, UsageError
from ..expectation import Expectation, Limits, Override, Severity
from ..parameters import REGEX_HINT, regex_problem, regexes_in
from ..suite import MIN_ARTICLES
from ..verdicts import Counts, ExpectationVerdict, judge_one
from .batch import ROW, PolarsBatchData
from .contract import (
    AndCondition,
    BatchExpectation,
    ComparisonCondition,
    FailureSeverity,
    LegacyRendererType,
    MetricConfiguration,
    MetricDomainTypes,
    NullityCondition,
    OrCondition,
    PassThroughCondition,
    parse_result_format,
    pydantic,
    renderer,
)
from .engine import Aggregate, Mask, PolarsExecutionEngine
from .register import TABLE_DOMAIN, register_partial

COUNTS, FAILING = "newsgate.articles.counts", "newsgate.articles.failing"
_VALUES = ("check", "columns", "parameters", "limit")
_SEVERITY: dict[FailureSeverity, Severity] = {
    FailureSeverity.CRITICAL: "error",
    FailureSeverity.WARNING: "warning",
    FailureSeverity.INFO: "info",
}
#: Sources that a result lists: all that fail up to so many, unless it is asked for completely.
MAX_SOURCES = 20
#: As the stock expectations have it: a stored condition is made again by its ``type``.
RowCondition = str | ComparisonCondition | NullityCondition | AndCondition | OrCondition | PassThroughCondition | None


class ArticleExpectation(BatchExpectation):
    """What the expectations on articles have in common.

    *columns*: text fields to judge, None for the check's own. *mostly*: the share of each source's judged articles
    that must keep it. *mostly_warning*: a share below which it is ``warn`` in the details, without failing.
    *sources*: overrides by name or glob, ``{"blog-*": {"mostly": 0.9}, "photo-wire": "skip"}``; the last that fits
    wins, so they are kept as a list: ``[{"source": "blog-*", "mostly": 0.9}, {"source": "photo-wire", "skip": True}]``.
    *min_articles*: smaller sources are judged together.
    """

    check: ClassVar[Check]
    domain_type: ClassVar[MetricDomainTypes] = MetricDomainTypes.TABLE
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id", "row_condition", "condition_parser")
    success_keys: ClassVar[tuple[str, ...]] = ()

    columns: list[str] | None = None
    mostly: float = pydantic.Field(default=1.0, ge=0, le=1)
    mostly_warning: float | None = pydantic.Field(default=None, ge=0, le=1)
    sources: list[dict[str, Any]] | None = None
    min_articles: int = pydantic.Field(default=MIN_ARTICLES, ge=0)
    row_condition: RowCondition = None
    condition_parser: str | None = None

    @pydantic.validator("sources", pre=True)
    def _in_order(cls, given: Any) -> Any:  # noqa: N805 (pydantic's form)
        """A mapping becomes a list: Great Expectations sorts the keys of what it stores, and the order decides."""
        return [_named(pattern, rule) for pattern, rule in given.items()] if isinstance(given, Mapping) else given

    @pydantic.root_validator(skip_on_failure=True)
    def _can_be_built(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 (pydantic's form)
        """What the check or the gate cannot take is told where it is written, not while a corpus is read."""
        try:
            asked = _expectation(cls.check, values)
            for pattern in regexes_in(asked.check, asked.parameters):
                if problem := regex_problem(pattern):
                    raise UsageError(
                        f"{pattern!r} is not a regular expression that can run: {problem}", hint=REGEX_HINT
                    )
            asked.evidence()
        except (UsageError, pl.exceptions.PolarsError, TypeError, ValueError) as error:
            raise ValueError(f"{cls.__name__}: {str(error).splitlines()[0]}") from None  # type: ignore[attr-defined]
        return values

    def expectation(self) -> Expectation:
        """The same in newsgate's own words."""
        return _expectation(self.check, self.__dict__)

    def get_validation_dependencies(self, execution_engine: Any = None, runtime_configuration: Any = None) -> Any:
        """How many articles break it per source, and, unless only the verdict is asked for, which."""
        dependencies = super().get_validation_dependencies(execution_engine, runtime_configuration)
        if not isinstance(execution_engine, PolarsExecutionEngine):
            return dependencies  # `_validate` says so: an error here would end the whole validation
        asked = self.expectation()
        shape = dependencies.result_format
        limit = None if shape["result_format"] == "COMPLETE" else shape["partial_unexpected_count"]
        value = {
            "check": asked.check.name,
            "columns": list(asked.reads),
            "parameters": dict(asked.parameters),
            "limit": limit,
        }
        names = [COUNTS] if shape["result_format"] == "BOOLEAN_ONLY" else [COUNTS, FAILING]
        for name in names:
            metric = MetricConfiguration(name, self._get_domain_kwargs(), value)
            dependencies.set_metric_configuration(name, metric)
        return dependencies

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        if not isinstance(execution_engine, PolarsExecutionEngine):
            raise UsageError(
                f"{type(self).__name__} judges Polars frames: add the data with context.data_sources.add_polars(…)"
            )
        asked = self.expectation()
        verdict = judge_one(asked, metrics[COUNTS], self.min_articles)
        success = verdict.outcome == "pass" or (verdict.outcome == "warn" and asked.limits.error is not None)
        shape = parse_result_format(self._get_result_format(runtime_configuration))
        told = _result(verdict, complete=shape["result_format"] == "COMPLETE")
        if FAILING in metrics:
            told |= _failing(asked, metrics[FAILING], shape)
        return {"success": success, "result": told}

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    def _prescriptive_renderer(cls, *given: Any, **named: Any) -> Any:
        """Great Expectations' own words, with what is asked escaped: Data Docs print it as HTML."""
        told = super()._prescriptive_renderer(*given, **named)
        for one in told:
            params = one.string_template["params"]
            params["kwargs"] = _escaped(params["kwargs"])
        return told


def _expectation(check: Check, values: Mapping[str, Any]) -> Expectation:
    severity = _SEVERITY[FailureSeverity(values["severity"])]
    mostly, warning = values["mostly"], values["mostly_warning"]
    parameters = {name: values[name] for name in check.parameters if values.get(name) is not None}
    return Expectation(
        id=check.name,
        check=check,
        parameters=parameters,
        columns=_columns(check, values["columns"]),
        limits=_limits(mostly, warning, severity),
        severity=severity,
        sources=tuple(_override(rule, severity) for rule in values["sources"] or ()),
    )


def _columns(check: Check, columns: list[str] | None) -> tuple[str, ...]:
    if columns is None:
        return check.columns
    if not columns:
        raise UsageError("columns is empty: no column is left to judge")
    if not check.reads_text and tuple(columns) != check.columns:
        raise UsageError(f"it judges {', '.join(check.columns)} and takes no other columns")
    return tuple(dict.fromkeys(columns))


def _limits(mostly: float, warning: float | None, severity: Severity) -> Limits:
    for share in (mostly, 0.0 if warning is None else warning):
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise UsageError(f"mostly is a share from 0 to 1, not {share!r}")
    if severity != "error":
        if warning is not None:
            raise UsageError(f"mostly_warning goes with severity critical; with {severity}, mostly is that share")
        return Limits(warning=mostly)
    if warning is not None and warning < mostly:
        raise UsageError("the warning must come before the failure: mostly_warning is below mostly")
    return Limits(error=mostly, warning=warning)


def _named(pattern: object, rule: object) -> dict[str, Any]:
    if rule == "skip":
        return {"source": pattern, "skip": True}
    if not isinstance(rule, Mapping):
        raise ValueError(f"a source's rule is 'skip' or {{'mostly': share}}, not {rule!r}")
    return {"source": pattern, **rule}


def _override(rule: Mapping[str, Any], severity: Severity) -> tuple[str, Override]:
    pattern, keys = rule.get("source"), set(rule) - {"source"}
    if isinstance(pattern, str) and keys == {"skip"} and rule["skip"] is True:
        return pattern, Override(skip=True)
    if isinstance(pattern, str) and {"mostly"} <= keys <= {"mostly", "mostly_warning"}:
        return pattern, Override(limits=_limits(rule["mostly"], rule.get("mostly_warning"), severity))
    raise UsageError(f"a source's rule is 'skip' or {{'mostly': share}}, not {dict(rule)!r}")


# -- results


def _result(verdict: ExpectationVerdict, *, complete: bool) -> dict[str, Any]:
    """Counts in GX's words; articles that do not owe the expectation are missing, for GX knows no third kind."""
    counts = verdict.counts
    told = [s for s in verdict.sources if complete or s.outcome != "pass"]
    listed = told if complete else told[:MAX_SOURCES]
    sources = [
        {"source": html.escape(s.source), "outcome": s.outcome, "pooled": s.pooled, **_counts(s.counts)} for s in listed
    ]
    return {
        **_counts(counts),
        "missing_percent": 100 * (counts.missing + counts.not_owed) / counts.element if counts.element else None,
        "details": {"outcome": verdict.outcome, "sources": sources, "sources_left_out": len(told) - len(listed)},
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "element_count": counts.element,
        "unexpected_count": counts.unexpected,
        "unexpected_percent": 100 * counts.share if counts.evaluated else None,
        "missing_count": counts.missing + counts.not_owed,
        "not_owed_count": counts.not_owed,
    }


def _failing(asked: Expectation, rows: list[dict[str, Any]], shape: Mapping[str, Any]) -> dict[str, Any]:
    """The ids of articles that fail, without those of sources that are skipped; and their rows where asked for."""
    kept = [row for row in rows if asked.limits_for(row["source"]) is not None]
    ids = [None if row["article_id"] is None else html.escape(row["article_id"]) for row in kept]
    places = [{"article_id": name, "row": row["row"]} for name, row in zip(ids, kept, strict=True)]
    most = shape["partial_unexpected_count"]
    told: dict[str, Any] = {"partial_unexpected_list": ids[:most], "partial_unexpected_index_list": places[:most]}
    if shape["result_format"] == "COMPLETE":
        told |= {"unexpected_list": ids, "unexpected_index_list": places}
    return told


def _escaped(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_escaped(key): _escaped(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_escaped(one) for one in value]
    return html.escape(value) if isinstance(value, str) else value


# -- metrics


def _masks(values: Mapping[str, Any]) -> tuple[Mask, Mask, Mask]:
    """Failing, null, unowed: the very same for all metrics of an expectation, so that a select computes them once."""
    return _masks_of(values["check"], tuple(values["columns"]), json.dumps(values["parameters"], sort_keys=True))


@lru_cache(maxsize=1_000)
def _masks_of(name: str, columns: tuple[str, ...], parameters: str) -> tuple[Mask, Mask, Mask]:
    asked = Expectation(id=name, check=all_checks()[name], parameters=json.loads(parameters), columns=columns)
    masks = asked.masks()
    return Mask(masks.failing), Mask(masks.null), Mask(masks.unowed)


def _source() -> pl.Expr:
    return pl.col("source").cast(pl.String).fill_null("(unknown)")


def _counting(values: Mapping[str, Any]) -> Aggregate:
    """For each source how many articles break it, lack a field or do not owe it, as one list."""
    failing, null, unowed = masks = _masks(values)
    missing = null.column & ~failing.column
    not_owed = unowed.column & ~null.column & ~failing.column
    state = pl.struct(source=_source(), failing=failing.column, missing=missing, not_owed=not_owed)
    return Aggregate(state.value_counts(name="n").implode(), masks, _summed)


def _summed(states: list[dict[str, Any]] | None) -> dict[str, Counts]:
    by_source: dict[str, Counts] = {}
    for row in states or ():
        n, state = row["n"], next(value for key, value in row.items() if key != "n")
        counts = Counts(n, n * state["missing"], n * state["not_owed"], n * state["failing"])
        by_source[state["source"]] = by_source.get(state["source"], Counts()) + counts
    return dict(sorted(by_source.items()))


def _listing(values: Mapping[str, Any]) -> Aggregate:
    """The articles that fail: id, source and row; the first ones where a limit is set."""
    failing, _, _ = _masks(values)
    place = pl.struct(article_id="article_id", source=_source(), row=pl.col(ROW).cast(pl.Int64)).filter(failing.column)
    limited = place if values["limit"] is None else place.head(values["limit"])
    return Aggregate(limited.implode(), (failing,), lambda rows: rows or [])


def _provider(make: Any) -> Any:
    def provider(
        cls: type,
        execution_engine: PolarsExecutionEngine,
        metric_domain_kwargs: Any,
        metric_value_kwargs: Any,
        **_: Any,
    ) -> tuple[Aggregate, dict[str, Any], dict[str, Any]]:
        check = all_checks()[metric_value_kwargs["check"]]
        _complete(execution_engine.batch(metric_domain_kwargs), check, metric_value_kwargs["columns"])
        made = make(metric_value_kwargs)
        execution_engine.probe(metric_domain_kwargs, made, check.name)
        return made, execution_engine.row_domain(metric_domain_kwargs), {}

    return provider


def _complete(data: PolarsBatchData, check: Check, columns: list[str]) -> None:
    """Give a batch what a check may look at and a plain frame lacks: optional fields, and facts of the whole frame."""
    names = data.schema.names()
    if _FACTS_GIVEN.get():
        data.facts |= set(names)
    optional = {**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()}
    for column in ("article_id", *columns):
        if column not in names and not (check.nulls == "owe nothing" and column in optional):
            raise UsageError(
                f"there is no column {column!r}, which {check.name} needs: rename the column that holds it; there are "
                f"{', '.join(names)}"
            )
    for column in ("article_id", "source", "duplicate_of"):
        dtype = data.schema.get(column, pl.String())
        if not isinstance(dtype, pl.String | pl.Categorical | pl.Enum | pl.Null):
            raise UsageError(
                f"the column {column!r} is {dtype}, and newsgate reads names there: put "
                f"pl.col({column!r}).cast(pl.String) into the frame"
            )
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in optional.items() if name not in data.wide]
    if absent:
        data.lazy = data.lazy.with_columns(absent)
    missing = [fact for fact in check.facts if fact not in data.facts]
    if missing:
        names_as_text = pl.col("article_id", "source", "duplicate_of", "title").cast(pl.String, strict=False)
        schema = data.lazy.collect_schema()
        is_date = isinstance(schema["published_at"], pl.Date | pl.Datetime)
        when = pl.col("published_at") if is_date else pl.lit(None, pl.Datetime("us", "UTC")).alias("published_at")
        origin = pl.col("origin").cast(pl.String).fill_null("")
        many = ARTICLE_SCHEMA["authors"]
        authors = pl.col("authors") if schema["authors"] == many else pl.lit(None, many).alias("authors")
        known = [fact for fact in FACTS if fact in data.facts]
        found = [fact for fact in with_needs(missing) if fact not in known]
        facts = with_facts(data.lazy.select(names_as_text, "body", authors, when, origin, *known).collect(), found)
        data.lazy = data.lazy.with_columns(facts[fact] for fact in found)
        data.facts |= set(found)
    if absent or missing:
        data.wide = data.lazy.collect_schema()


_FACTS_GIVEN: ContextVar[bool] = ContextVar("facts_given", default=False)


@contextmanager
def facts_given() -> Iterator[None]:
    """Inside, frames are parts of a corpus and bring its facts as columns, which are otherwise never believed."""
    token = _FACTS_GIVEN.set(True)
    try:
        yield
    finally:
        _FACTS_GIVEN.reset(token)


# -- types


def type_name(check: str) -> str:
    """``no_ad_markers`` is ``ExpectNoAdMarkers``."""
    return "Expect" + "".join(word.capitalize() for word in check.split("_"))


@lru_cache(maxsize=1)
def article_expectations() -> dict[str, type[ArticleExpectation]]:
    """The expectation type of every check, by the check's name; made, and so registered with GX, once."""
    return {name: _made(check) for name, check in all_checks().items()}


def _made(check: Check) -> type[ArticleExpectation]:
    annotations: dict[str, Any] = {"check": ClassVar[Check]}
    namespace: dict[str, Any] = {"__module__": __name__, "__doc__": check.summary, "check": check}
    for parameter in check.parameters.values():
        annotations[parameter.name] = parameter.annotation
        namespace[parameter.name] = _default(parameter.default)
    keys = (*check.parameters, "columns", "mostly", "mostly_warning", "sources", "min_articles")
    annotations["success_keys"] = ClassVar[tuple[str, ...]]
    made = type(type_name(check.name), (ArticleExpectation,), {
        **namespace, "__annotations__": annotations, "success_keys": keys,
    })  # fmt: skip
    globals()[made.__name__] = made
    return made


def _default(default: Any) -> Any:
    return ... if default is inspect.Parameter.empty else default


def register() -> None:
    """Make the metrics and the types known to Great Expectations."""
    for name, make in ((COUNTS, _counting), (FAILING, _listing)):
        register_partial(name, TABLE_DOMAIN, _VALUES, _provider(make))
    article_expectations()
