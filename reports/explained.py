"""A check's page for the terminal: the same as in docs/checks.md, with lines as wide as the terminal."""

import re

from ..checks import Check
from .cells import wrapped
from .check_page import check_page
from .safe_text import visible

#: The narrowest page.
_LEAST = 40


def explained(check: Check, width: int) -> str:
    """The page of one check, its lines no wider than *width*."""
    width = max(width, _LEAST)
    blocks = re.split(r"\n{2,}", visible(check_page(check)).strip())
    return "\n\n".join("\n".join(_block(block, width)) for block in blocks) + "\n"


def _block(block: str, width: int) -> list[str]:
    """A paragraph, or a list of which each item hangs behind its dash."""
    lines = []
    for item in re.split(r"\n(?=- )", block):
        indent = "  " if item.startswith("- ") else ""
        flowing = item if item.startswith("- `") else " ".join(item.split())
        lines += [f"{indent if at else ''}{line}" for at, line in enumerate(wrapped(flowing, width - len(indent)))]
    return lines
