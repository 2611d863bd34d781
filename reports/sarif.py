"""SARIF 2.1.0, for code scanning: a result per source and expectation, with up to three places."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from ..expectations import ExpectationVerdict, FailOn, Result
from .json_text import json_text
from .problems import Level, Place, Problem, example_line, place_of, problems, with_examples
from .safe_text import one_line, printable_name, visible
from .sentences import verdict_of
from .story import Story
from .words import count

#: GitHub's code scanning shows so many results of a run.
MAX_RESULTS = 5_000
MAX_PLACES = 3
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SEVERITY: dict[str, Level] = {"error": "error", "warning": "warning", "info": "note"}
_Json = dict[str, Any]


def sarif(result: Result, fail_on: FailOn = "error") -> str:
    """The result as SARIF, worst first; what is left out is counted in a notification."""
    story = Story(result, fail_on)
    found = problems(story)
    shown = with_examples(story, found[:MAX_RESULTS])
    rules = {verdict.expectation.id: at for at, verdict in enumerate(result.expectations)}
    run = {
        "tool": {"driver": _driver(result)},
        "automationDetails": {"id": f"newsgate/{printable_name(result.suite.name)}/"},
        "invocations": [_invocation(story, len(found) - len(shown))],
        "results": [_result(problem, rules) for problem in shown],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def fingerprint(problem: Problem) -> str:
    """What stays the same from run to run: the source and the expectation."""
    named = "\0".join(json.dumps(part) for part in problem.key)
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _driver(result: Result) -> _Json:
    rules = [_rule(verdict) for verdict in result.expectations]
    return {"name": "newsgate", "version": version("newsgate"), "rules": [*rules, _UNREAD_RULE]}


_UNREAD_RULE: _Json = {
    "id": "newsgate/records_read",
    "name": "records_read",
    "shortDescription": {"text": "Every record of the input is read."},
    "defaultConfiguration": {"level": "error"},
}


def _rule(verdict: ExpectationVerdict) -> _Json:
    expectation = verdict.expectation
    check, because = expectation.check, one_line(expectation.because).strip()
    advice = one_line(check.help).strip()
    page = f"`newsgate explain {check.name}` tells what it looks for."
    return {
        "id": visible(expectation.id),
        "name": check.name,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": f"{check.summary} {because}".strip()},
        "help": {"text": f"What to do: {advice}. {page}" if advice else page},
        "defaultConfiguration": {"level": _SEVERITY[expectation.severity]},
        "properties": {"tags": [check.family]},
    }


def _invocation(story: Story, left_out: int) -> _Json:
    """Whether all of it was judged, and the verdict in words."""
    code, verdict = story.result.exit_code(story.fail_on), verdict_of(story)
    notes = [_note("none" if verdict.opens else "error", verdict.headline.whole)]
    notes += [_note("note", sentence.whole) for sentence in verdict.others]
    if left_out:
        notes.append(
            _note(
                "warning",
                f"{count(left_out, 'more result')} left out: code scanning shows no more than {MAX_RESULTS:,}",
            )
        )
    return {"executionSuccessful": code != 3, "exitCode": code, "toolExecutionNotifications": notes}


def _note(level: str, text: str) -> _Json:
    return {"level": level, "message": {"text": one_line(text)}}


def _result(problem: Problem, rules: Mapping[str, int]) -> _Json:
    source = f"{printable_name(problem.source)}: " if problem.source is not None else ""
    return {
        "ruleId": visible(problem.expectation) if problem.verdict else _UNREAD_RULE["id"],
        "ruleIndex": rules[problem.expectation] if problem.verdict else len(rules),
        "level": problem.level,
        "message": {"text": f"{source}{problem.sentence}"},
        "locations": _locations(problem),
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint(problem)}:1"},
    }


def _locations(problem: Problem) -> Sequence[_Json]:
    """Where some of the findings are. Code scanning refuses a result without any place."""
    places = [_location(example) for example in problem.examples[:MAX_PLACES]]
    return places or [{"physicalLocation": _physical(problem.place)}]


def _location(example: Mapping[str, Any]) -> _Json:
    field, identifier = printable_name(example["field"]), printable_name(example["article_id"] or "(no id)")
    return {
        "physicalLocation": _physical(place_of(example["origin"] or "(no place)")),
        "logicalLocations": [{"name": field, "fullyQualifiedName": f"{identifier}/{field}"}],
        "message": {"text": example_line(example)},
    }


def _physical(place: Place) -> _Json:
    """A place in a file. Code scanning wants a line: the first where none is known."""
    return {"artifactLocation": {"uri": uri(place.file)}, "region": {"startLine": place.line or 1}}


def uri(file: str) -> str:
    """A path or an address as a URI reference."""
    raw = file.encode("utf-8", "surrogateescape")
    if re.match(r"[a-z][a-z0-9+.-]*://", file):
        return quote(raw, safe="/:")
    return f"file://{quote(raw)}" if file.startswith("/") else quote(raw)
