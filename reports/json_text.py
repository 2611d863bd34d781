"""JSON as text that is safe to print: what nobody would see in it is escaped."""

import json

from .safe_text import UNSEEN


def json_text(value: object, *, indent: int | None = 2) -> str:
    """A value as JSON, with a line end behind it. The same value gives the same bytes."""
    return seen(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"


def seen(text: str) -> str:
    r"""JSON text with its unseen characters as ``\uXXXX``: outside ASCII they can only stand in strings."""
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
