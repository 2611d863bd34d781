"""Hostile text made safe to show, and the elements of SVG: the only place of the report that calls anything safe.

Every function escapes each piece of text first and wraps it then, so that no text can open or close a tag.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from .safe_text import UNSEEN, name_of

_UNSEEN_IN_MARKS = re.compile(f"[\t\n]|{UNSEEN.pattern}")

#: Text that may stand in a page as it is. Only functions of this module make it.
Safe = Markup


def visible(text: str) -> Markup:
    """A text for the body of a page: escaped, and what nobody would see shown by its code point."""
    return _told(text, UNSEEN)


def named(value: object) -> object:
    """The same for attributes and titles, where no tag may stand: plain text, which the template then escapes.

    It is the templates' ``finalize``: whatever they print and nobody made visible goes through it.
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return UNSEEN.sub(lambda found: f"[{name_of(found.group())}]", value)
    return value


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """A text with its spans in ``<mark>``; offsets are code points, and spans that overlap become one.

    A mark of nothing but blanks shows its tabs and line ends too: they are the defect.
    """
    parts: list[Markup] = []
    at = 0
    for start, end in _flattened(spans, len(text)):
        parts.append(visible(text[at:start]))
        parts.append(
            Markup("<mark>{}</mark>").format(
                _told(text[start:end], UNSEEN if text[start:end].strip() else _UNSEEN_IN_MARKS)
            )
        )
        at = end
    parts.append(visible(text[at:]))
    return Markup().join(parts)


@dataclass(frozen=True)
class Span:
    """A place in a text, in code points, and what is said of it. *soft*: it only warns."""

    start: int
    end: int
    label: str = ""
    soft: bool = False


def annotated(text: str, spans: Sequence[Span]) -> Safe:
    """A text with its spans in ``<mark>``, and behind each its labels; spans that overlap become one.

    The same labels twice in a row are written once.
    """
    parts: list[Markup] = []
    at, said = 0, ""
    for start, end in _flattened(((s.start, s.end) for s in spans), len(text), touching=False):
        inside = [s for s in spans if s.start < end and s.end > start]
        labels = " ".join(dict.fromkeys(s.label for s in inside if s.label))
        kind = Markup(' class="soft"') if all(s.soft for s in inside) else ""
        unseen = UNSEEN if text[start:end].strip() else _UNSEEN_IN_MARKS
        parts.append(visible(text[at:start]))
        parts.append(Markup("<mark{}>{}</mark>").format(kind, _told(text[start:end], unseen)))
        if labels and labels != said:
            parts.append(Markup('<span class="label">{}</span>').format(visible(labels)))
        at, said = end, labels
    parts.append(visible(text[at:]))
    return Markup().join(parts)


def labelled(text: str, label: str) -> Safe:
    """A text that shows a defect as a whole, where no place could be marked, and its label."""
    return Markup('{}<span class="label">{}</span>').format(visible(text), visible(label))


def changed(parts: Iterable[tuple[str, str]]) -> Safe:
    """A text against another: what stays (empty), taken out (``del``), put in (``ins``), passed over (``gap``)."""
    told = {
        "": Markup("{}"),
        "del": Markup("<del>{}</del>"),
        "ins": Markup("<ins>{}</ins>"),
        "gap": Markup('<span class="quiet">{}</span>'),
    }
    return Markup().join(told[kind].format(visible(text)) for kind, text in parts)


def element(name: str, attributes: Mapping[str, object], *children: object) -> Safe:
    """An element of SVG; what its attributes and children say is escaped unless it is safe already.

    *name* and the keys of *attributes* are ours.
    """
    inner = "".join(child if isinstance(child, Markup) else visible(str(child)) for child in children)
    written = "".join(f' {key}="{escape(named(_short(value)))}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{inner}</{name}>")


def data(value: object) -> Safe:
    """Plain values as JSON for a script: ASCII only, and nothing in it that could end the element or open another."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _short(value: object) -> str:
    """A number as SVG needs it: one digit behind the point at most."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def _flattened(spans: Iterable[tuple[int, int]], length: int, *, touching: bool = True) -> list[tuple[int, int]]:
    """Spans that overlap as one, and those that only touch if *touching*."""
    flat: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if flat and start < flat[-1][1] + touching:
            flat[-1] = (flat[-1][0], max(flat[-1][1], end))
        else:
            flat.append((start, end))
    return flat


def _told(text: str, unseen: re.Pattern[str]) -> Markup:
    parts: list[Markup] = []
    at = 0
    for found in unseen.finditer(text):
        parts.append(escape(text[at : found.start()]))
        parts.append(_shown(found.group()))
        at = found.end()
    parts.append(escape(text[at:]))
    return Markup().join(parts)


def _shown(character: str) -> Markup:
    shown = Markup('<span class="ctl" title="{}">{}</span>').format(
        unicodedata.name(character, "control character").lower(), name_of(character)
    )
    return shown + character if character in "\t\n" else shown
