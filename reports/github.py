"""GitHub Actions: the verdict as annotations, and text of which no line can be taken for a workflow command."""

import hashlib

from ..expectations import FailOn, Result
from .cells import cut
from .problems import Level, Problem, problems, suite_place
from .safe_text import one_line, printable_name, visible
from .sentences import verdict_of
from .story import Story
from .words import count

#: GitHub shows so many annotations of a step; the first of ours is the verdict.
MAX_ANNOTATIONS = 10
#: Cells of a message.
MAX_MESSAGE = 1_000
MAX_TITLE = 200
_COMMAND: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def github(result: Result, fail_on: FailOn = "error") -> str:
    """The result as workflow commands: the verdict, and an annotation per expectation, worst first."""
    story = Story(result, fail_on)
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems(story):
        groups.setdefault((problem.expectation, problem.word), []).append(problem)
    shown = list(groups.values())[: MAX_ANNOTATIONS - 1]
    verdict = verdict_of(story)
    said = [sentence.whole for sentence in (verdict.headline, *verdict.others)]
    if len(groups) > len(shown):
        said.append(f"{len(groups) - len(shown)} more are not shown here")
    badge = "SHIP" if verdict.opens else "DO NOT SHIP"
    first = _command("notice" if verdict.opens else "error", f"newsgate: {badge}", f"{'. '.join(said)}.")
    return "".join([first, *map(_annotation, shown)])


def fenced(text: str) -> str:
    """Text for the log of a job, in which no line is a command.

    The word that ends the fence is made from the text: no article can hold it.
    """
    token = f"newsgate-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return f"::stop-commands::{token}\n{text if text.endswith(chr(10)) else f'{text}{chr(10)}'}::{token}::\n"


def _annotation(group: list[Problem]) -> str:
    """One expectation: the worst source, how many others there are, and why it matters."""
    worst = group[0]
    source = f"{printable_name(worst.source)}: " if worst.source is not None else ""
    said = f"{source}{worst.said}"
    if len(group) > 1:
        said += f"; and {count(len(group) - 1, 'more source')}"
    if worst.verdict and worst.verdict.expectation.because.strip():
        said += f". Why: {one_line(worst.verdict.expectation.because).strip()}"
    at = suite_place(worst.verdict) if worst.verdict else None
    place = {"file": at.file, **({"line": str(at.line)} if at.line else {})} if at else {}
    return _command(_COMMAND[worst.level], cut(f"newsgate: {worst.heading}", MAX_TITLE), said, **place)


def _command(name: str, title: str, message: str, **properties: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in {**properties, "title": title}.items())
    return f"::{name} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    """The message of a command. Unseen characters are named, and `%` and line ends escaped as the runner reads them."""
    return _escaped(cut(one_line(text), MAX_MESSAGE))


def _property(text: str) -> str:
    """The same for a property, which a colon or a comma would end."""
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
