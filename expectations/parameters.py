"""Typing what YAML says of a check's parameters by the annotations of the check's own signature."""

import inspect
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

import polars as pl

from ..checks import Check, Parameter, Regex
from ..corpus.declared import Declared, did_you_mean


def typed_parameters(check: Check, declared: Declared | None) -> dict[str, object]:
    """The parameters of one expectation; unknown, missing and ill-typed ones are errors with their place."""
    values: dict[str, object] = {}
    if declared is not None and not declared.is_null:
        for name, key, value in declared.pairs(f"with of {check.name}"):
            parameter = check.parameters.get(name)
            if parameter is None:
                known = ", ".join(check.parameters) or "none"
                hint = did_you_mean(name, check.parameters) or f"its parameters: {known}"
                key.fail(f"check {check.name} has no parameter {name!r}", hint)
            values[name] = _typed(f"{check.name}: {name}", parameter.annotation, value)
    for parameter in check.parameters.values():
        if parameter.default is inspect.Parameter.empty and parameter.name not in values:
            raise_missing(check, parameter, declared)
    return values


def raise_missing(check: Check, parameter: Parameter, declared: Declared | None) -> None:
    """A parameter without default must be given."""
    what = f"check {check.name} needs the parameter {parameter.name!r}"
    if declared is not None:
        declared.fail(what, f"with: {{{parameter.name}: …}}")
    raise ValueError(what)


def _typed(what: str, annotation: Any, value: Declared) -> object:  # noqa: PLR0911 (one return a type)
    origin = get_origin(annotation)
    if origin in {typing.Union, types.UnionType}:
        if value.is_null:
            return None
        inner = next(a for a in get_args(annotation) if a is not type(None))
        return _typed(what, inner, value)
    if origin is Literal:
        return value.one_of(what, get_args(annotation))
    if origin is list:
        (inner,) = get_args(annotation)
        return [_typed(what, inner, item) for item in value.items(what)]
    if annotation is Regex:
        return _regex(what, value)
    if annotation is bool:
        return value.boolean(what)
    if annotation is int:
        return value.integer(what)
    if annotation is float:
        return value.number(what)
    return value.text(what)


def _regex(what: str, value: Declared) -> str:
    """A pattern that can run."""
    pattern = value.text(what)
    if problem := regex_problem(pattern):
        value.fail(f"{what} is not a regular expression that can run: {problem}", REGEX_HINT)
    return pattern


REGEX_HINT = "Rust syntax, without look-around and back-references"


def regex_problem(pattern: str) -> str | None:
    """Why a pattern cannot run, told by the engine that would run it: Rust's refuses look-around, Python's takes it."""
    try:
        pl.select(pl.lit("").str.contains(f"(?:{pattern})"))
    except pl.exceptions.ComputeError as error:
        lines = str(error).splitlines()
        reasons = [line.removeprefix("error:").strip() for line in lines if line.startswith("error:")]
        return (reasons or lines)[0]
    return None


def regexes_in(check: Check, parameters: Mapping[str, object]) -> list[str]:
    """The values of a check's parameters that are patterns."""
    found: list[str] = []
    for name, value in parameters.items():
        if "Regex" not in str(check.parameters[name].annotation) or value is None:
            continue
        found += [str(item) for item in value] if isinstance(value, list) else [str(value)]
    return found


def json_schema_of(annotation: Any) -> dict[str, object]:
    """The JSON Schema of a parameter."""
    origin = get_origin(annotation)
    if origin in {typing.Union, types.UnionType}:
        return json_schema_of(next(a for a in get_args(annotation) if a is not type(None)))
    if origin is Literal:
        return {"enum": list(get_args(annotation))}
    if origin is list:
        return {"type": "array", "items": json_schema_of(get_args(annotation)[0])}
    if annotation is Regex:
        return {"type": "string", "format": "regex"}
    return {"type": {bool: "boolean", int: "integer", float: "number"}.get(annotation, "string")}
