"""Literal words: whether a text holds one of many."""

import re
from collections.abc import Iterable

import polars as pl


def holds_any(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    """Whether a text holds one of some literal words, upper and lower case being different; null for a null.

    One regular expression of the words: of many words its automaton is three times faster than that of `contains_any`,
    of a few dozen it is a vectorised search, and faster by ten. (Splitting many words into dozens gains nothing.)
    """
    return text.str.contains("|".join(map(re.escape, sorted(set(words)))))
