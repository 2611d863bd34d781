"""How a story changes when it is published again: six mutations in five strengths, from light to heavy."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from writing import Cast, Writer

STRENGTHS = (1, 2, 3, 4, 5)
#: What each strength does: the share of words that are others, of sentences that are gone, of the text that is kept
#: from its beginning, of sentences that are written anew, and the number of sentences of the new lead paragraph.
SUBSTITUTED = (0.01, 0.03, 0.05, 0.08, 0.12)
DELETED = (0.05, 0.15, 0.25, 0.35, 0.5)
KEPT = (0.9, 0.8, 0.65, 0.5, 0.4)
REWRITTEN = (0.1, 0.2, 0.35, 0.45, 0.6)
LEAD = (1, 1, 2, 3, 4)

LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Story:
    """A story as it is told once; *number* is the same for all its versions.

    *group*: stories that share text without being the same: follow-ups with what they follow, reports of one template,
    stories with one quotation.
    """

    number: int
    cast: Cast
    title: str
    paragraphs: list[list[str]]
    dateline: str = ""
    signoff: str = ""
    group: str | None = None

    def words(self) -> int:
        """How long it is."""
        return sum(len(sentence.split()) for paragraph in self.paragraphs for sentence in paragraph)


def mutate(writer: Writer, story: Story, mutation: str, strength: int) -> Story:
    """The story as another desk prints it."""
    return MUTATIONS[mutation](writer, story, strength - 1)


def substitute(writer: Writer, story: Story, level: int) -> Story:
    """Words here and there are others."""
    rng, rate = writer.rng, SUBSTITUTED[level]

    def other(word: re.Match[str]) -> str:
        return writer.nouns.draw(rng) if rng.random() < rate else word[0]

    return replace(story, paragraphs=[[LETTERS.sub(other, s) for s in p] for p in story.paragraphs])


def delete(writer: Writer, story: Story, level: int) -> Story:
    """Some sentences are gone."""
    gone = _some(writer, story, DELETED[level])
    return _per_sentence(story, lambda at, sentence: "" if at in gone else sentence)


def truncate(_: Writer, story: Story, level: int) -> Story:
    """Only the beginning is left."""
    keep = max(1, round(KEPT[level] * _sentences(story)))
    return _per_sentence(story, lambda at, sentence: sentence if at < keep else "")


def rewrite(writer: Writer, story: Story, level: int) -> Story:
    """Some sentences are replaced by new ones about the same people and things."""
    new = _some(writer, story, REWRITTEN[level])
    return _per_sentence(story, lambda at, sentence: writer.sentence(story.cast) if at in new else sentence)


def reframe(writer: Writer, story: Story, level: int) -> Story:
    """Another title, another lead paragraph, another sign-off."""
    lead = [writer.sentence(story.cast) for _ in range(LEAD[level])]
    signoff = f"({writer.person()} contributed to this report from {writer.place()})"
    return replace(
        story, title=writer.headline(story.cast), paragraphs=[lead, *story.paragraphs[1:]], dateline="", signoff=signoff
    )


def mix(writer: Writer, story: Story, level: int) -> Story:
    """Two of the others, each one strength lighter, under another title and lead."""
    for mutation in writer.rng.sample((substitute, delete, truncate, rewrite), 2):
        story = mutation(writer, story, max(0, level - 1))
    return reframe(writer, story, 0)


MUTATIONS: dict[str, Callable[[Writer, Story, int], Story]] = {
    "word substitution": substitute,
    "sentence deletion": delete,
    "truncation": truncate,
    "rewriting": rewrite,
    "new head and footer": reframe,
    "mix": mix,
}


def _sentences(story: Story) -> int:
    return sum(map(len, story.paragraphs))


def _some(writer: Writer, story: Story, share: float) -> set[int]:
    """The places of a share of the sentences, one at least."""
    count = _sentences(story)
    return set(writer.rng.sample(range(count), min(count - 1, max(1, round(share * count)))))


def _per_sentence(story: Story, change: Callable[[int, str], str]) -> Story:
    """The story with every sentence changed; empty ones are left out."""
    at, paragraphs = 0, []
    for paragraph in story.paragraphs:
        changed = [change(at + n, sentence) for n, sentence in enumerate(paragraph)]
        at += len(paragraph)
        if kept := [sentence for sentence in changed if sentence]:
            paragraphs.append(kept)
    return replace(story, paragraphs=paragraphs)
