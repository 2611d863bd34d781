"""JUnit XML: a suite per source, a case per expectation. What was not evaluated is an error, never a success."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from ..expectations import ExpectationVerdict, FailOn, Result
from .problems import Problem, example_line, problems, with_examples
from .safe_text import one_line, printable_name
from .sentences import verdict_of
from .story import Story

#: What XML 1.0 cannot hold, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = "the whole corpus"
_Cases = list[ET.Element]
_Found = dict[tuple[str | None, str], Problem]


def junit(result: Result, fail_on: FailOn = "error") -> str:
    """The result as JUnit XML."""
    story = Story(result, fail_on)
    found = {problem.key: problem for problem in with_examples(story, problems(story))}
    cases = [_suite(_WHOLE, _whole(story, found))]
    cases += [_suite(printable_name(source), _cases(story, source, found)) for source in story.ranked]
    root = _element("testsuites", name=f"newsgate {printable_name(result.suite.name)}", **_total(cases))
    root.extend(cases)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _whole(story: Story, found: _Found) -> _Cases:
    """The cases that are about no source: whether all was read, the verdict, and what was asked of nobody."""
    opens, said = story.result.exit_code(story.fail_on) == 0, one_line(verdict_of(story).headline.whole)
    gate = _case(_WHOLE, "gate_open")
    gate.append(_element("system-out", said) if opens else _element("failure", message=said, type="shut"))
    unread = found.get((None, ""))
    cases = [gate, _told(_case(_WHOLE, "records_read"), unread)]
    for verdict in story.result.expectations:
        if not verdict.sources:
            name = printable_name(verdict.expectation.id)
            cases.append(_told(_case(_WHOLE, name), found.get((None, verdict.expectation.id)), "asked of no source"))
    return cases


def _cases(story: Story, source: str, found: _Found) -> _Cases:
    """A case for each expectation that judged, or was to judge, a source."""
    cases = []
    for verdict in story.result.expectations:
        identifier = verdict.expectation.id
        case = _case(printable_name(source), printable_name(identifier))
        problem = found.get((source, identifier)) or (found.get((None, identifier)) if verdict.problem else None)
        cases.append(_told(case, problem, "" if problem else _not_judged(story, verdict, source)))
    return cases


def _not_judged(story: Story, verdict: ExpectationVerdict, source: str) -> str:
    """Why a case without a problem is no success either; empty where it is one."""
    s = story.pairs[verdict.expectation.id].get(source)
    if s is None:
        return "skipped: the suite does not ask it of this source"
    return "" if s.counts.evaluated else "not owed: no article of this source has to keep it"


def _told(case: ET.Element, problem: Problem | None, skipped: str = "") -> ET.Element:
    """A case with how it ended."""
    if problem is None:
        if skipped:
            case.append(_element("skipped", message=skipped))
        return case
    tag = {"broke": "error", "not evaluated": "error", "unread": "error" if problem.level == "error" else "system-out"}
    kind = tag.get(problem.word, "failure" if problem.level == "error" else "system-out")
    details = "\n".join(_details(problem))
    if kind == "system-out":
        case.append(_element(kind, f"{problem.word}: {problem.said}\n{details}".strip()))
    else:
        case.append(_element(kind, details, message=problem.sentence, type=problem.word))
    return case


def _details(problem: Problem) -> Sequence[str]:
    lines = []
    for example in problem.examples:
        lines.append(f"--> {printable_name(example['origin'] or '(no place)')}")
        lines.append(f"  - {example_line(example)}")
    for label, said in _advice(problem.verdict):
        lines.append(f"{label}: {one_line(said).strip()}")
    return lines


def _advice(verdict: ExpectationVerdict | None) -> list[tuple[str, str]]:
    if verdict is None:
        return []
    told = (("why", verdict.expectation.because), ("help", verdict.expectation.check.help))
    return [(label, said) for label, said in told if said.strip()]


def _suite(name: str, cases: _Cases) -> ET.Element:
    suite = _element("testsuite", name=name, **_total(cases))
    suite.extend(cases)
    return suite


def _total(cases: Sequence[ET.Element]) -> dict[str, str]:
    """How many tests there are in suites, or in a suite, and how they ended."""
    tests = [case for element in cases for case in element.iter("testcase")]
    counts = {"tests": len(tests)}
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counts[name] = sum(case.find(tag) is not None for case in tests)
    return {name: str(number) for name, number in counts.items()}


def _case(source: str, name: str) -> ET.Element:
    return _element("testcase", classname=source, name=name)


def _element(tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.Element(tag, {name: _ILLEGAL.sub("", value) for name, value in attributes.items()})
    element.text = _ILLEGAL.sub("", text) or None
    return element
