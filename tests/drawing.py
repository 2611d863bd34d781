"""How many examples a property is tried with, and examples that are worth their time."""

from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

T = TypeVar("T")


def examples(usually: int) -> int:
    """So many examples, in proportion to those of the profile that was asked for (100 if none was)."""
    return max(3, usually * settings().max_examples // 100)


def gathered(one: st.SearchStrategy[T], lists: int = 8, each: int = 6) -> st.SearchStrategy[list[T]]:
    """Some dozen articles at a time, where a run costs the same for one as for many: it compiles hundreds of patterns.

    They are drawn as several short lists, which shrink to none and to one article as a single list would.
    """
    parts = st.lists(st.lists(one, max_size=each), min_size=lists, max_size=lists)
    return parts.map(lambda drawn: [item for part in drawn for item in part])
