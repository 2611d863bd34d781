"""GitLab's code quality report: an issue per source and expectation, at its first example."""

from ..expectations import FailOn, Result
from .json_text import json_text
from .problems import Level, Place, Problem, problems, with_examples
from .safe_text import one_line, printable_name, visible
from .sarif import fingerprint
from .story import Story
from .words import count

#: So many issues at most, the worst: a merge request shows no more than a person reads.
MAX_ISSUES = 5_000
_SEVERITY: dict[Level, str] = {"error": "major", "warning": "minor", "note": "info"}


def gitlab(result: Result, fail_on: FailOn = "error") -> str:
    """The result as GitLab's code quality JSON, worst first."""
    story = Story(result, fail_on)
    found = problems(story)
    shown = with_examples(story, found[:MAX_ISSUES])
    issues = [_issue(problem) for problem in shown]
    if len(found) > len(shown):
        issues.append(_left_out(len(found) - len(shown), shown[-1].place))
    return json_text(issues)


def _left_out(number: int, place: Place) -> dict[str, object]:
    return {
        "description": f"{count(number, 'more problem')} not shown here",
        "check_name": "newsgate",
        "fingerprint": "newsgate-left-out",
        "severity": "info",
        "location": {"path": visible(place.file), "lines": {"begin": 1}},
    }


def _issue(problem: Problem) -> dict[str, object]:
    source = f" in {printable_name(problem.source)}" if problem.source is not None else ""
    because = one_line(problem.verdict.expectation.because).strip() if problem.verdict else ""
    severity = "blocker" if problem.word in ("broke", "unread") and problem.level == "error" else ""
    place = problem.place
    return {
        "description": f"{problem.heading}{source}: {problem.said}{f'. {because}' if because else ''}",
        "check_name": printable_name(problem.expectation),
        "fingerprint": fingerprint(problem),
        "severity": severity or _SEVERITY[problem.level],
        "location": {"path": visible(place.file), "lines": {"begin": place.line or 1}},
    }
