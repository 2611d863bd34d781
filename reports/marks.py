"""Hostile text made safe to show: the only place of the HTML report that calls anything safe.

Every function escapes each piece of text first and wraps it then, so that no text can open or close a tag.
"""

import math
import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

from .safe_text import UNSEEN, name_of

_UNSEEN_IN_MARKS = re.compile(f"[\t\n]|{UNSEEN.pattern}")

BAR_WIDTH = 200
_BAR = Markup(
    '<svg class="rate" width="{width}" height="14" viewBox="0 0 {width} 14" aria-hidden="true" focusable="false">'
    '<rect class="rest" x="0" y="4" width="{width}" height="6" fill="#c3cad2"/>'
    '<rect class="{kind}" x="0" y="4" width="{share}" height="6" fill="#545e69"/>'
    '<rect class="limit" x="{limit}" y="0" width="2" height="14" fill="#14181d"/></svg>'
)


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


def rate_bar(share: float, limit: float, kind: str) -> Markup:
    """A failing share (0 to 1) against the share that may fail: a bar and a tick, on a square-root scale."""
    return _BAR.format(
        width=BAR_WIDTH,
        kind=kind,
        share=round(BAR_WIDTH * _root(share), 1),
        limit=round((BAR_WIDTH - 2) * _root(limit), 1),
    )


def _root(share: float) -> float:
    return math.sqrt(min(max(share, 0.0), 1.0))


def _flattened(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    flat: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if flat and start <= flat[-1][1]:
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
