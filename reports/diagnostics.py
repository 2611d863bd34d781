"""One diagnostic of the terminal: what breaks an expectation, where it stands, the text with carets, why, help.

Article text only ever goes through rich's `Text`: its markup would swallow ``[ad_1]`` and choke on ``[/ad_1]``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from .cells import cut, cut_left, hanging
from .safe_text import one_line, printable_name
from .story import AROUND, Breach
from .words import limit, listed, percent

#: How the words of `words.word` look.
STYLE = {
    "fails": "bold red", "broke": "bold red", "warns": "yellow", "not evaluated": "yellow", "noted": "", "holds": "dim",
}  # fmt: skip
_LABEL = {"fails": "FAIL", "warns": "WARN", "noted": "NOTE"}
#: How far the lines of a diagnostic are indented.
_INDENT = 5
MAX_MEMBERS = 4
#: Cells of a message: it may quote the article.
MAX_MESSAGE = 300


def diagnostic(breach: Breach, example: Mapping[str, Any] | None, width: int) -> Text:
    """A breach told, with an example from the worst of its sources."""
    expectation, counts, style = breach.verdict.expectation, breach.counts, STYLE[breach.word]
    text = _heading(breach, width)
    share = Text.assemble(" " * _INDENT, (percent(counts.share, breach.allowed), style), " ")
    judged = f"({counts.unexpected:,} of {counts.evaluated:,}), limit {limit(breach.allowed)}"
    text.append_text(hanging(share, f"of articles fail {judged}", width, indent=_INDENT))
    if example is not None:
        for line in _excerpt(example, width, style):
            text.append_text(line)
    if len(breach.members) > 1:
        text.append_text(_noted("from: ", _members(breach), width))
    for label, said in (("why:  ", expectation.because), ("help: ", expectation.check.help)):
        if said.strip():
            text.append_text(_noted(label, one_line(said).strip(), width))
    return text


def _heading(breach: Breach, width: int) -> Text:
    label = f"{_LABEL[breach.word]} "
    name = printable_name(breach.name if len(breach.members) > 1 else breach.worst.source)
    identifier = printable_name(breach.verdict.expectation.id)
    lead = Text.assemble((label, STYLE[breach.word]))
    if cell_len(f"{label}{identifier}  {name}") <= width:
        return Text.assemble(lead, (identifier, "bold"), "  ", (name, "bold"), "\n")
    return Text.assemble(
        hanging(lead, identifier, width, style="bold", after=" _"),
        hanging(Text(" " * _INDENT), name, width, style="bold"),
    )


def _members(breach: Breach) -> str:
    """The small sources in which articles fail."""
    failing = [s for s in breach.members if s.counts.unexpected]
    told = [f"{printable_name(s.source)} ({s.counts.unexpected:,} of {s.counts.evaluated:,})" for s in failing]
    return listed(told, MAX_MEMBERS)


def _noted(label: str, said: str, width: int, style: str = "") -> Text:
    """A line behind the excerpt."""
    return hanging(Text.assemble(("   = ", "blue"), (label, "bold")), said, width, style=style)


def _excerpt(example: Mapping[str, Any], width: int, style: str) -> Iterator[Text]:
    """Where it stands, the line, and carets under the evidence, counted in terminal cells."""
    yield from _place(example, width)
    evidence, message = one_line(example["evidence"] or ""), cut(one_line(example["message"] or ""), MAX_MESSAGE)
    has_place = example["start"] is not None
    if not has_place and not evidence.strip():
        yield _noted("", message, width, style)
        return
    room = max(20, width - 6)
    shown = cut(evidence, room * 2 // 3)
    lead = cut_left(_before(example), (room - cell_len(shown)) // 2)
    tail = cut(_after(example), room - cell_len(lead + shown)) if shown == evidence else ""
    line = Text.assemble(("   | ", "blue"), (lead, "dim"), (shown, "bold"), (tail, "dim"))
    line.rstrip()
    yield Text.assemble(("   |\n", "blue"), line, "\n")
    if not has_place:
        yield _noted("", message, width, style)
        return
    carets = "^" * max(1, cell_len(shown))
    under = Text.assemble(("   | ", "blue"), " " * cell_len(lead), (carets, style))
    if cell_len(f"{lead}{carets} {message}") <= room:
        yield Text.assemble(under, (f" {message}".rstrip(), style), "\n")
    else:
        yield Text.assemble(under, "\n", _noted("", message, width, style))


def _place(example: Mapping[str, Any], width: int) -> Iterator[Text]:
    origin, identifier = (printable_name(example[name] or "(no id)") for name in ("origin", "article_id"))
    arrow, field = Text("  --> ", "blue"), printable_name(example["field"])
    record = field if origin.endswith(identifier) else f"{field}, article {identifier}"
    if cell_len(f"{arrow.plain}{origin}  {record}") <= width:
        yield Text.assemble(arrow, origin, "  ", (record, "dim"), "\n")
    else:
        yield hanging(arrow, origin, width, after=" /")
        yield hanging(Text("      "), record, width, style="dim", after=" /")


def _before(example: Mapping[str, Any]) -> str:
    """The text before the evidence; … stands for what is before that."""
    before = example["before"] or ""
    is_cut = example["start"] is not None and example["start"] > len(before)
    return f"…{one_line(before)}" if is_cut else one_line(before).lstrip()


def _after(example: Mapping[str, Any]) -> str:
    """The text behind the evidence; … stands for what is behind that."""
    after = example["after"] or ""
    return one_line(after) + ("…" if len(after) == AROUND else "")
