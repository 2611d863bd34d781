r"""What a check is: one function that says what must hold, and whose signature is its YAML schema.

```python
@check(bad=[{"body": "The vote passed. [ad_1] Ministers said so."}], good=[{"body": "The vote passed [sic]."}])
def no_ad_markers(text: pl.Expr) -> Evidence:
    '''Ad placeholders and ad labels are gone from the text. …'''
    return find(text, r"\[ad_\d+\]")
```
"""

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NewType

import polars as pl

from .evidence import MARK, Evidence

#: A parameter that is a regular expression (Rust's, no look-around); it is compiled when the suite is loaded.
Regex = NewType("Regex", str)

#: What a null field means: not judged and counted as missing, a failure, or that nothing is owed.
Nulls = Literal["missing", "fail", "owe nothing"]

Case = Mapping[str, Any]


@dataclass(frozen=True)
class Check:
    """A check, with all that its page, its YAML schema and its first tests are made of."""

    name: str
    function: Callable[..., Evidence | pl.Expr]
    columns: tuple[str, ...]
    family: str
    nulls: Nulls
    facts: tuple[str, ...]
    explain: Callable[[str], str] | str | None
    help: str
    bad: tuple[Case, ...]
    good: tuple[Case, ...]
    parameters: Mapping[str, "Parameter"] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """The first line of its docstring: what must hold."""
        return inspect.getdoc(self.function).splitlines()[0]  # type: ignore[union-attr]

    @property
    def page(self) -> str:
        """Its docstring behind the first line."""
        return "\n".join(inspect.getdoc(self.function).splitlines()[1:]).strip()  # type: ignore[union-attr]

    @property
    def reads_text(self) -> bool:
        """Whether it judges one text field at a time (its first parameter is ``text``)."""
        return next(iter(inspect.signature(self.function).parameters), None) == "text"

    def evidence(self, column: str, parameters: Mapping[str, object]) -> Evidence:
        """Its evidence in one column, ready for any frame of articles."""
        arguments = (pl.col(column),) if self.reads_text else ()
        found = self.function(*arguments, **parameters)
        if isinstance(found, pl.Expr):
            found = Evidence(found)
        if found.marks is None:
            found = replace(found, marks=_looked_up(found.first, pl.col(column)))
        return found


@dataclass(frozen=True)
class Parameter:
    """One parameter of a check: its name, Python type and default."""

    name: str
    annotation: Any
    default: Any


def check(
    *,
    bad: list[Case],
    good: list[Case],
    columns: tuple[str, ...] = ("title", "body"),
    family: str = "other",
    nulls: Nulls = "missing",
    facts: tuple[str, ...] = (),
    explain: Callable[[str], str] | str | None = None,
    help: str = "",
) -> Callable[[Callable[..., Evidence | pl.Expr]], Check]:
    """Make a function a check.

    *bad* and *good*: articles (field to value; ``with`` for parameters) it must flag and spare. *columns*: the fields
    it reads unless the suite says otherwise. *nulls*: what a null field means. *facts*: what must be known of the
    whole corpus first. *explain*: what is wrong, or a function that says it of an evidence
    text. *help*: what to do about it.
    """

    def make(function: Callable[..., Evidence | pl.Expr]) -> Check:
        if not inspect.getdoc(function):
            raise TypeError(f"check {function.__name__} has no docstring: it is its page")
        made = Check(function.__name__, function, columns, family, nulls, facts, explain, help, tuple(bad), tuple(good))
        hints = typing.get_type_hints(function)
        parameters = {
            name: Parameter(name, hints[name], p.default)
            for name, p in inspect.signature(function).parameters.items()
            if not (name == "text" and made.reads_text)
        }
        object.__setattr__(made, "parameters", parameters)
        return made

    return make


def _looked_up(first: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The place of the first text in its field, for checks that are a bare expression."""
    at = text.str.find(first, literal=True)
    before = text.cast(pl.Binary).bin.slice(0, at).cast(pl.String).str.len_chars()
    mark = pl.struct(start=before, end=before + first.str.len_chars(), text=first, message=pl.lit(None, pl.String))
    return pl.concat_list(mark).cast(pl.List(MARK))
