"""A suite as a pandera schema, whose checks are registered: they survive ``to_yaml`` and ``from_yaml``.

The checks hang on the column ``article_id``: they run as fast as a plain select there, and their failure cases are
ids. Hung on the frame, each failure case would be the whole row as JSON.

Importing this module registers every check of the table (and those that packages offer) as
``pa.Check.newsgate_<check>``. Of what it does to pandera's silent greens, see docs/pandera.md.
"""

import re
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandera.polars as pa
import polars as pl
import yaml
from pandera.config import get_config_context, get_config_global
from pandera.errors import SchemaError, SchemaErrors

from ..checks import FACTS, all_checks, with_facts, with_needs
from ..corpus import ARTICLE_SCHEMA, PUBLISHED_RAW, DataError, UsageError
from .expectation import Expectation
from .load import parse_suite
from .suite import Suite

#: The check ``no_markup`` is ``pa.Check.newsgate_no_markup``: pandera has one namespace for everybody's checks.
PREFIX = "newsgate_"
#: What of pandera's own a check may be given; not ``groupby``, which pandera's Polars backend ignores.
OPTIONS = ("error", "title", "description", "ignore_na", "raise_warning", "n_failure_cases")
#: Where an article's source is null, readers say so, and so do the rules for sources.
_NO_SOURCE = "(unknown)"
_ID = "article_id"
#: What stands in front of it in an error is a message; behind it may stand an article.
_FIRST_QUOTE = re.compile(r"[\[\"'\n]")


class ArticleSchema(pa.DataFrameSchema):
    """A ``DataFrameSchema`` that validates articles or says that it did not.

    pandera validates a ``LazyFrame`` by its columns only, and returns it as if all were well; it ignores ``groupby``.
    Here both are a `UsageError`. Set pandera's ``validation_depth`` to validate a LazyFrame after all.
    """

    @classmethod
    def of(cls, schema: pa.DataFrameSchema) -> "ArticleSchema":
        """A schema that was just made, as one of these."""
        schema.__class__ = cls
        assert isinstance(schema, cls)
        return schema

    @classmethod
    def from_yaml(cls, yaml_schema: Any) -> "ArticleSchema":
        """Load a schema that ``to_yaml`` wrote."""
        with _pandas_for_loading():
            return cls.of(pa.DataFrameSchema.from_yaml(yaml_schema))

    @classmethod
    def from_json(cls, source: Any) -> "ArticleSchema":
        """Load a schema that ``to_json`` wrote."""
        with _pandas_for_loading():
            return cls.of(pa.DataFrameSchema.from_json(source))

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Pandera's own backend (it looks backends up by class)."""
        return pa.DataFrameSchema.get_backend(check_obj, check_type)

    def validate(self, check_obj: Any, *args: Any, **options: Any) -> Any:
        """Validate a frame of articles. Raises pandera's errors, and `UsageError` for what pandera would ignore."""
        if isinstance(check_obj, pl.LazyFrame) and not _depth_is_set():
            raise UsageError(
                "a LazyFrame was not validated: pandera would look at its columns and at no article. Collect it first, "
                "schema.validate(frame.collect(), lazy=True), or set pandera's validation_depth"
            )
        for check in self.columns[_ID].checks if _ID in self.columns else ():
            if check.groupby:
                raise UsageError(f"pandera ignores groupby, here of {check.error or check.name}: name its sources")
        try:
            return super().validate(check_obj, *args, **options)
        except (SchemaError, SchemaErrors) as error:
            _say_what_to_do(error)
            raise


@contextmanager
def _pandas_for_loading() -> Iterator[None]:
    """Pandera's reader of Polars schemas imports pandas, which ``pandera[polars]`` does not bring."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise UsageError("pandera needs pandas to load a schema: python -m pip install pandas") from error


def _depth_is_set() -> bool:
    contexts = (get_config_context(validation_depth_default=None), get_config_global())
    return any(context.validation_depth is not None for context in contexts)


def _say_what_to_do(error: SchemaError | SchemaErrors) -> None:
    """A note under the traceback for columns that are not there."""
    errors = error.schema_errors if isinstance(error, SchemaErrors) else [error]
    absent = [str(e.failure_cases) for e in errors if e.reason_code.name == "COLUMN_NOT_IN_DATAFRAME"]
    if absent:
        error.add_note(
            f"newsgate: the schema needs {', '.join(absent)}: rename the columns that hold these. article_id and body "
            "must be there; newsgate.Corpus.from_frame(frame).articles adds the others as nulls"
        )


@dataclass
class Beside:
    """What the gate learns beside the verdicts, while pandera validates a batch of articles with their facts.

    *watch*: is entered while an expectation, named by its id, is looked at. *marks*: of those whose verdict is made of
    the marks (`Evidence.marked_by_verdict`), by id and column: who looks for findings need not make them again.
    """

    watch: Callable[[str], AbstractContextManager[None]] = lambda _: nullcontext()
    marks: dict[tuple[str, str], pl.Series] = field(default_factory=dict)


def to_pandera(suite: Suite, *, batch: bool = False, beside: Beside | None = None) -> ArticleSchema:
    """The suite as a ``DataFrameSchema`` over frames of articles: columns, types, and a check an expectation.

    ``article_id`` must be there, and the fields that an expectation judges, but for those where null owes nothing. Ids
    must be unique and not null: where the suite asks for it (``ids_unique``) its check says so, otherwise the column
    does. Tolerance (``mostly``) and severity are the gate's: here every article counts.

    Facts of the whole corpus (duplicates, shared ids) are taken from the frame that is validated, so validate it whole.
    *batch*: the frame is a part of a corpus and has its facts as columns, as the gate gives them; nothing is asked of
    it but the expectations. *beside*: takes what is made on the way to their verdicts.
    """
    judged = {column: e.check.reads_text for e in suite.expectations for column in e.reads}
    needed = {column for e in suite.expectations for column in e.reads if not _is_optional(e, column)}
    columns = {
        name: pa.Column(dtype, nullable=True, required=name in needed)
        for name, dtype in ARTICLE_SCHEMA.items()
        if name != _ID
    }
    if not batch:
        own = [name for name in judged if name not in ARTICLE_SCHEMA]
        columns |= {name: pa.Column(pl.String if judged[name] else None, nullable=True) for name in own}
    checks = [
        _listed(),
        *(_check(expectation, (beside or Beside()) if batch else None) for expectation in suite.expectations),
    ]
    free = batch or any(e.check.name == "ids_unique" for e in suite.expectations)
    id_column = pa.Column(pl.String, checks=checks, nullable=free, unique=not free)
    return ArticleSchema({_ID: id_column, **columns}, name=suite.name, description=suite.description or None)


def _is_optional(expectation: Expectation, column: str) -> bool:
    """Whether a frame may lack a field that is judged: nobody owes anything where it is null (``duplicate_of``)."""
    return expectation.check.nulls == "owe nothing" and column in ARTICLE_SCHEMA


def _check(expectation: Expectation, beside: Beside | None = None, **options: Any) -> pa.Check:
    """The check of an expectation, under its registered name. Its statistics are what YAML keeps."""

    def kept(data: pa.PolarsData) -> pl.LazyFrame:
        if data.key != _ID:
            raise UsageError(
                f"{expectation.id} hangs on {data.key!r}, whose values would be its failure cases: hang it on the "
                f"column {_ID!r}, and name the text to judge in its columns=[…]"
            )
        try:
            if beside is None:
                return _kept(data.lazyframe, expectation).lazy()
            with beside.watch(expectation.id):
                return _kept_in_batch(data.lazyframe, expectation, beside).lazy()
        except (UsageError, DataError):
            raise
        except Exception as error:  # a check's own code; pandera would tell what Polars says, which quotes the values
            told = _FIRST_QUOTE.split(str(error), maxsplit=1)[0].strip(" :`") or "no reason was given"
            raise DataError(f"{expectation.id} broke on the data: {type(error).__name__}: {told}") from None

    _register(expectation.check.name)
    told = {"error": expectation.id, "description": expectation.check.summary, "ignore_na": False}
    name, statistics = PREFIX + expectation.check.name, _statistics(expectation)
    return pa.Check(kept, name=name, statistics=statistics, **{**told, **options})


def _statistics(expectation: Expectation) -> dict[str, Any]:
    """An expectation in plain values, without what pandera has no word for: shares and severity."""
    rules = {pattern: "skip" if override.skip else "judge" for pattern, override in expectation.sources}
    return {
        "id": expectation.id,
        "parameters": {name: _plain(value) for name, value in expectation.parameters.items()},
        "columns": [] if expectation.columns == expectation.check.columns else list(expectation.columns),
        "sources": rules if "skip" in rules.values() else {},
    }


def _plain(value: object) -> object:
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _register(name: str) -> None:
    """Make a check known as ``pa.Check.newsgate_<name>``, which is where ``from_yaml`` and ``pa.Field`` look it up.

    The registry is filled as pandera's ``register_check_method`` fills it. That function itself imports pandas, which
    a user of Polars need not have, and pyspark and hypothesis wherever they are installed.
    """
    pa.Check.REGISTERED_CUSTOM_CHECKS.setdefault(PREFIX + name, partial(_declared, name))


def _declared(
    name: str,
    /,
    *,
    id: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    columns: list[str] | None = None,
    sources: Mapping[str, str] | None = None,
    **options: Any,
) -> pa.Check:
    """A check that YAML or a user's own schema names, held to the same rules as an expectation of a suite.

    *parameters*: the check's own. *columns*: the text fields it judges. *sources*: ``skip`` or ``judge`` by name or
    glob, the last that matches wins. *options*: pandera's.
    """
    if unknown := set(options) - set(OPTIONS):
        known = ("id", "parameters", "columns", "sources", *OPTIONS)
        raise UsageError(f"{PREFIX}{name} takes {', '.join(known)}; not {', '.join(sorted(unknown))}")
    rules = {pattern: {"mostly": 1} if rule == "judge" else rule for pattern, rule in (sources or {}).items()}
    declared = {"expect": name, "id": id, "with": parameters, "columns": columns, "sources": rules}
    given = {key: value for key, value in declared.items() if value}
    text = yaml.safe_dump({"suite": "pandera", "expectations": [given]}, sort_keys=False)
    try:
        (expectation,) = parse_suite(text).expectations
    except UsageError as error:  # its place is one in a text that nobody has seen
        raise UsageError(": ".join(part for part in (error.what, error.hint) if part)) from None
    return _check(expectation, **options)


def _listed() -> pa.Check:
    """A check that every frame keeps; it is there for the YAML.

    A check without statistics makes pandera write a column's checks as a list, where one that is not registered is an
    error when it is loaded. In pandera's short form (``newsgate_no_markup: {…}``) it would be dropped without a word.
    """
    return pa.Check(lambda _: True, name=f"{PREFIX}checks")


def _kept(frame: pl.LazyFrame, expectation: Expectation) -> pl.DataFrame:
    """Whether each article of a user's frame keeps the expectation."""
    complete = _completed(frame, expectation)
    if expectation.check.facts:
        complete = complete.with_columns(_facts(frame, complete, expectation.check.facts))
    return _asked(complete, expectation, expectation.masks().failing)


def _kept_in_batch(frame: pl.LazyFrame, expectation: Expectation, beside: Beside) -> pl.DataFrame:
    """The same of a batch, which has the facts of its corpus as columns; the marks that this takes are kept."""
    complete = _completed(frame, expectation)
    evidence = expectation.evidence()
    if not all(found.marked_by_verdict for found in evidence.values()):
        return _asked(complete, expectation, expectation.masks().failing)
    marks = complete.select(found.marks.alias(column) for column, found in evidence.items() if found.marks is not None)
    made = marks.collect()
    beside.marks |= {(expectation.id, column): made[column] for column in evidence}
    firsts = made.select(found.first_beside(pl.col(column)).alias(column) for column, found in evidence.items())
    failing = firsts.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return _asked(complete, expectation, pl.lit(failing))


def _asked(complete: pl.LazyFrame, expectation: Expectation, failing: pl.Expr) -> pl.DataFrame:
    if any(override.skip for _, override in expectation.sources):
        failing = failing & _judged(complete, expectation)
    return complete.select(~failing).collect()


def _completed(frame: pl.LazyFrame, expectation: Expectation) -> pl.LazyFrame:
    """The frame with what a check may look at and a plain frame of articles may lack."""
    present = frame.collect_schema().names()
    for column in expectation.reads:
        if column not in present and not _is_optional(expectation, column):
            raise UsageError(
                f"there is no column {column!r}, which {expectation.id} judges: rename the column that holds it; there "
                f"are {', '.join(name for name in present if name not in FACTS and name != 'row')}"
            )
    optional = {**ARTICLE_SCHEMA, PUBLISHED_RAW: pl.String()}
    absent = {name: dtype for name, dtype in optional.items() if name not in present}
    return frame.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in absent.items())


def _judged(frame: pl.LazyFrame, expectation: Expectation) -> pl.Expr:
    """Whether the source of an article is asked at all."""
    source = pl.col("source").fill_null(_NO_SOURCE)
    sources = frame.select(source.unique()).collect().to_series().to_list()
    return ~source.is_in([name for name in sources if expectation.limits_for(name) is None])


#: The facts of the frames that are being validated; several checks read the same.
_FACTS_OF: dict[int, dict[str, pl.Series]] = {}


def _facts(frame: pl.LazyFrame, complete: pl.LazyFrame, names: Iterable[str]) -> list[pl.Series]:
    """Facts of a frame, computed once while pandera runs its checks; columns of that name are never taken for them."""
    if id(frame) not in _FACTS_OF:
        weakref.finalize(frame, _FACTS_OF.pop, id(frame), None)
    known = _FACTS_OF.setdefault(id(frame), {})
    unknown = [name for name in with_needs(names) if name not in known]
    if unknown:
        found = with_facts(complete.drop(FACTS, strict=False).collect().with_columns(known.values()), unknown)
        known |= {name: found[name] for name in unknown}
    return [known[name] for name in names]


pa.Check.REGISTERED_CUSTOM_CHECKS[f"{PREFIX}checks"] = _listed
for _name in all_checks():
    _register(_name)
