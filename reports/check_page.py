"""A check's page: what it says of itself, for the terminal and for docs/checks.md."""

import inspect
import json
import typing
from collections.abc import Mapping
from typing import Any

from ..checks import Case, Check


def check_page(check: Check) -> str:
    """The page of one check, in Markdown."""
    parts = [f"## {check.name}", check.summary, check.page]
    facts = f"; facts of the whole corpus: {', '.join(check.facts)}" if check.facts else ""
    null = "is missing, and not judged" if check.nulls == "missing" else "fails"
    judges = f"Judges: {', '.join(check.columns)}. Where all of these are null, the article {null}{facts}."
    parts.append(f"Family: {check.family}. {judges}")
    if check.parameters:
        parts.append(
            "Parameters:\n\n"
            + "\n".join(_parameter(p.name, p.annotation, p.default) for p in check.parameters.values())
        )
    if check.help:
        parts.append(f"What to do: {check.help}.")
    parts.append(_cases("Fails", check.bad))
    parts.append(_cases("Passes", check.good))
    return "\n\n".join(part for part in parts if part) + "\n"


def checks_page(checks: Mapping[str, Check]) -> str:
    """The page of all checks: docs/checks.md."""
    head = (
        "# The checks\n\nMade from the checks themselves by `python -m newsgate.reports.check_page`; "
        "`newsgate checks NAME` prints the same.\n"
    )
    contents = "\n".join(f"- [{c.name}](#{c.name}): {c.summary}" for c in checks.values())
    return "\n".join([head, contents, "", *(check_page(c) for c in checks.values())])


def _parameter(name: str, annotation: Any, default: Any) -> str:
    needed = "needed" if default is inspect.Parameter.empty else f"default `{json.dumps(default)}`"
    return f"- `{name}` ({_kind(annotation)}), {needed}"


def _kind(annotation: Any) -> str:
    choices = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Literal:
        return " or ".join(f"`{c}`" for c in choices)
    if typing.get_origin(annotation) is list:
        return f"list of {_kind(choices[0])}"
    if choices:
        return _kind(choices[0])
    names = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    return names.get(annotation, "regular expression")


def _cases(title: str, cases: tuple[Case, ...]) -> str:
    shown = "\n".join(f"- `{json.dumps(dict(case), ensure_ascii=True, default=str)}`" for case in cases)
    return f"{title}:\n\n{shown}"


if __name__ == "__main__":
    from ..checks import CHECKS

    print(checks_page(CHECKS), end="")  # noqa: T201 (it is what this command is for)
