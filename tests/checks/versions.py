"""Invented stories and what becomes of them: the versions of which generated corpora consist."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st

from newsgate.corpus import ARTICLE_SCHEMA, Corpus

_SYLLABLES = ["ba", "de", "fo", "gi", "ku", "la", "me", "no", "pi", "ru", "sa", "te", "vi", "zo"]
DAY = datetime(2026, 3, 4, tzinfo=UTC)


def words(seed: object, count: int) -> str:
    """So many words that no other seed has, but for chance."""
    chance = random.Random(str(seed))
    return " ".join("".join(chance.choices(_SYLLABLES, k=4)) for _ in range(count))


def articles_of(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Articles as a corpus holds them. What a row leaves out is null; each has a source of its own.

    So nothing recurs in a source, and fewer than eight articles show nothing together either.
    """
    whole = [{"article_id": f"a{n}", "source": f"s{n}", **row} for n, row in enumerate(rows)]
    return Corpus.from_frame(pl.DataFrame(whole, schema=ARTICLE_SCHEMA)).articles


def _mutated(text: str, chance: random.Random) -> str:
    """The text as another outlet has it."""
    told = text.split()
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        at = chance.randrange(len(told) + 1)
        kind = chance.choice([0, 1, 2, 3, 4, 5, 6, 7, 7, 7])
        if kind == 0:  # trimmed
            told = told[: max(3, chance.randrange(len(told)) + len(told) // 3)]
        elif kind == 1:  # without its beginning
            told = told[chance.randrange(len(told) // 2 + 1) :]
        elif kind == 2:  # with paragraphs of its own
            told[at:at] = words(chance.random(), chance.randrange(1, 80)).split()
        elif kind == 3:  # words exchanged
            told = [words(chance.random(), 1) if chance.random() < 0.08 else word for word in told]
        elif kind == 4:  # other numbers
            told = [str(chance.randrange(999)) if word.isdigit() else word for word in told]
        elif kind == 5:  # a dateline
            told = ["OSTERBY,", "March", "4", "(Reuters)", "-", *told]
        elif kind == 6:  # its second half first
            told = told[at:] + told[:at]
        else:  # rewritten
            kept, told = told, []
            for n in range(0, len(kept), 60):
                told += [*kept[n : n + 25], *words(chance.random(), chance.randrange(30, 70)).split()]
    joints = {0: " ", 1: "</p>\n<p>", 2: "\n\n"}
    text = ""
    for n, word in enumerate(told):
        text += (joints[chance.randrange(3)] if n and n % 12 == 0 else " " if n else "") + word
    return text.upper() if chance.random() < 0.1 else text


def _story(chance: random.Random) -> str:
    share = chance.choice([0.0, 0.02, 0.08, 0.3])
    told = words(chance.random(), chance.choice([9, 14, 30, 60, 110, 200, 400])).split()
    return " ".join(str(chance.randrange(9_999)) if chance.random() < share else word for word in told)


@st.composite
def corpora(draw: st.DrawFn, most: int = 12) -> pl.DataFrame:
    """Articles of some stories: versions, versions of versions, mixtures, and what is nobody's; all ids differ."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    told = [_story(chance) for _ in range(draw(st.integers(1, 3)))]
    footer = words(chance.random(), 12)
    rows: list[dict[str, Any]] = []
    for n in range(draw(st.integers(1, most))):
        text = _mutated(chance.choice(told), chance)
        if chance.random() < 0.15:
            text = f"{text}\n\n{chance.choice(told)}"
        if chance.random() < 0.3:
            told.append(text)
        if chance.random() < 0.2:
            text = f"{text}\n\n{footer}"
        title = chance.choice([None, "", " ".join(text.split()[:5]), words(chance.random(), 4)])
        rows.append({
            "article_id": f"id-{chance.randrange(10**9)}-{n}", "source": chance.choice(["quay", "mill", None]),
            "title": title, "body": chance.choice([text] * 18 + [None, ""]),
            "published_at": chance.choice([None, DAY, DAY + timedelta(chance.randrange(12))]),
        })  # fmt: skip
    return articles_of(rows)
