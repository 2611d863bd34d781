"""From YAML to a suite, strictly: what is not understood is an error with its place, never ignored."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from ..checks import Check, all_checks
from ..corpus import ARTICLE_SCHEMA, UsageError
from ..corpus.declared import Declared, did_you_mean, parse, parse_file
from .expectation import SEVERITIES, Expectation, Limits, Override, Severity
from .parameters import typed_parameters
from .suite import MIN_ARTICLES, Suite

SUITE_KEYS = ("suite", "description", "min_articles", "max_rejects", "expectations")
EXPECTATION_KEYS = ("expect", "id", "with", "because", "columns", "mostly", "severity", "sources")
OVERRIDE_KEYS = ("mostly",)
BUNDLED = ("news",)


def load_suite(name_or_path: str | Path) -> Suite:
    """A bundled suite by name (``"news"``) or a suite file by path.

    Raises `UsageError` with file, line and column for anything that is not as it should be.
    """
    name = str(name_or_path)
    if name in BUNDLED:
        return _suite(parse(bundled_text(name), f"<{name}>"))
    path = Path(name)
    if not path.exists():
        hint = did_you_mean(name, BUNDLED) or f"bundled suites: {', '.join(BUNDLED)}; or name a YAML file"
        raise UsageError("there is no such suite", where=name, hint=hint)
    return _suite(parse_file(path, "the suite"))


def parse_suite(text: str, file: str = "<suite>") -> Suite:
    """A suite from YAML text."""
    return _suite(parse(text, file))


def bundled_text(name: str) -> str:
    """The YAML of a bundled suite."""
    return files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def _suite(document: Declared) -> Suite:
    keys = document.keys("a suite", SUITE_KEYS, required=("suite", "expectations"))
    checks = all_checks()
    items = keys["expectations"].items("expectations")
    if not items:
        keys["expectations"].fail("a suite without expectations would open every gate")
    expectations: dict[str, Expectation] = {}
    for item in items:
        expectation = _expectation(item, checks)
        if expectation.id in expectations:
            item.fail(
                f"two expectations are called {expectation.id!r} (the other: {expectations[expectation.id].place})",
                "give one of them an id of its own",
            )
        expectations[expectation.id] = expectation
    return Suite(
        name=keys["suite"].text("suite"),
        expectations=tuple(expectations.values()),
        min_articles=_count(keys, "min_articles", MIN_ARTICLES),
        max_rejects=_count(keys, "max_rejects", 0),
        description=keys["description"].text("description") if "description" in keys else "",
        place=document.file,
    )


def _count(keys: Mapping[str, Declared], name: str, default: int) -> int:
    if name not in keys:
        return default
    number = keys[name].integer(name)
    if number < 0:
        keys[name].fail(f"{name} cannot be negative")
    return number


def _expectation(item: Declared, checks: Mapping[str, Check]) -> Expectation:
    keys = item.keys("an expectation", EXPECTATION_KEYS, required=("expect",))
    name = keys["expect"].text("expect")
    check = checks.get(name)
    if check is None:
        keys["expect"].fail(f"there is no check {name!r}", did_you_mean(name, checks) or "`newsgate checks` lists them")
    severity = _severity(keys)
    try:
        parameters = typed_parameters(check, keys.get("with"))
    except ValueError as error:
        item.fail(str(error))
    expectation = Expectation(
        id=_identifier(keys, name),
        check=check,
        parameters=parameters,
        columns=_columns(check, keys.get("columns")),
        limits=_limits(keys.get("mostly"), severity),
        severity=severity,
        because=keys["because"].text("because") if "because" in keys else "",
        sources=_sources(keys.get("sources"), severity),
        place=item.where,
    )
    _tried(expectation, keys.get("with") or item)
    return expectation


def _identifier(keys: Mapping[str, Declared], name: str) -> str:
    if "id" not in keys:
        return name
    identifier = keys["id"].text("id")
    if not identifier.strip():
        keys["id"].fail("an id cannot be blank")
    return identifier


def _tried(expectation: Expectation, at: Declared) -> None:
    """The check is built once, so that a parameter it cannot take is told now and not while a corpus is read."""
    try:
        expectation.evidence()
    except UsageError:
        raise
    except Exception as error:  # whatever a check's own code raises is about its parameters
        at.fail(f"check {expectation.check.name} cannot take these parameters: {error}")


def _severity(keys: Mapping[str, Declared]) -> Severity:
    if "severity" not in keys:
        return "error"
    word = keys["severity"].one_of("severity", SEVERITIES)
    return next(s for s in SEVERITIES if s == word)


def _columns(check: Check, declared: Declared | None) -> tuple[str, ...]:
    if declared is None:
        return check.columns
    if not check.reads_text:
        declared.fail(f"check {check.name} judges {', '.join(check.columns)} and takes no other columns")
    texts = [name for name, dtype in ARTICLE_SCHEMA.items() if str(dtype) == "String"]
    chosen = []
    for item in declared.items("columns"):
        column = item.text("a column")
        if column in ARTICLE_SCHEMA and column not in texts:
            item.fail(f"column {column} holds no text", f"text columns: {', '.join(texts)}")
        if column not in ARTICLE_SCHEMA and (near := did_you_mean(column, texts)):
            item.fail(f"an article has no field {column!r}", near)
        chosen.append(column)
    if not chosen:
        declared.fail("no column is left to judge")
    return tuple(dict.fromkeys(chosen))


def _limits(declared: Declared | None, severity: Severity) -> Limits:
    """``mostly``: one share for the severity that the expectation has, or one each for warning and error."""
    if declared is None:
        return Limits(error=1.0) if severity == "error" else Limits(warning=1.0)
    if declared.is_mapping:
        keys = declared.keys("mostly", ("warning", "error"))
        if severity != "error" and "error" in keys:
            declared.fail(f"severity is {severity}, so there is no share below which it is an error")
        limits = Limits(**{name: _share(value) for name, value in keys.items()})
        if limits.error is not None and limits.warning is not None and limits.error > limits.warning:
            declared.fail("the warning must come before the error: mostly.warning is below mostly.error")
        if limits == Limits():
            declared.fail("mostly names no share")
        return limits
    share = _share(declared)
    return Limits(error=share) if severity == "error" else Limits(warning=share)


def _share(declared: Declared) -> float:
    share = declared.number("mostly")
    if not 0 <= share <= 1:
        declared.fail(f"mostly is a share from 0 to 1, not {declared.kind}", "write 0.99 for 99 percent")
    return share


def _sources(declared: Declared | None, severity: Severity) -> tuple[tuple[str, Override], ...]:
    if declared is None:
        return ()
    rules = []
    for pattern, _, value in declared.pairs("sources"):
        if value.is_mapping:
            keys = value.keys(f"sources: {pattern}", OVERRIDE_KEYS, required=("mostly",))
            rules.append((pattern, Override(limits=_limits(keys["mostly"], severity))))
        else:
            value.one_of(f"sources: {pattern}", ("skip",))
            rules.append((pattern, Override(skip=True)))
    return tuple(rules)
