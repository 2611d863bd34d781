"""Invented news of which is known who tells whose story: what links are measured on.

    python benchmarks/stories.py --stories 200 [--seed N] [--output stories.parquet]

Of the stories, two thirds stand alone, some of them with follow-ups that repeat their background paragraphs, some are
reports of one form with other facts, and some share a long quotation: hard negatives, since they are different stories.
Half are published again, by the same source or another, changed by one of `republish.MUTATIONS`. Every source prints
its own lines around every article. Articles of one *story* are versions of each other and nothing else is; *group*
names what different stories share.
"""

import argparse
import random
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
from republish import MUTATIONS, STRENGTHS, Story, mutate
from writing import WORDS, Source, Writer, sources

#: Shares of the stories; the rest stands alone.
FOLLOW_UPS, REPORTS, QUOTING = 0.16, 0.14, 0.08
REPUBLISHED, REPORT_REPUBLISHED = 0.5, 0.1
WITHOUT_DATE = 0.05
#: A word that is no slot.
INVENTED = re.compile(r"(?<!\{)\b[a-z]{4,}\b")
START = datetime(2026, 1, 1, tzinfo=UTC)
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "article_id": pl.String,
    "source": pl.String,
    "title": pl.String,
    "body": pl.String,
    "published_at": pl.Datetime("us", "UTC"),
    "story": pl.Int64,
    "group": pl.String,
    "mutation": pl.String,
    "strength": pl.Int8,
}


@dataclass(frozen=True)
class Published:
    """A story as a source prints it; *mutation* is None for the first time."""

    story: Story
    source: Source
    when: datetime
    mutation: str | None = None
    strength: int | None = None

    def row(self, dated: bool) -> tuple[object, ...]:
        """The values of all columns but the first."""
        story = self.story
        paragraphs = [" ".join(sentences) for sentences in story.paragraphs]
        if paragraphs:
            paragraphs[0] = story.dateline + paragraphs[0]
        parts = [*self.source.header, *paragraphs, story.signoff, "\n".join(self.source.footer)]
        body = "\n\n".join(part for part in parts if part)
        when = self.when if dated else None
        truth = (story.number, story.group, self.mutation, self.strength)
        return (self.source.name, story.title, body, when, *truth)


def invent(stories: int, seed: int, publishers: int = 40) -> pl.DataFrame:
    """About 1.7 times as many articles, in no order, with the truth in the last four columns."""
    rng = random.Random(seed)
    writer = Writer(rng)
    houses = sources(writer, publishers)
    printed = [*_first_printed(writer, houses, _all_stories(writer, stories))]
    printed += [again for first in printed for again in _republished(writer, houses, first)]
    rng.shuffle(printed)
    rows = [(f"a{n:07d}", *one.row(rng.random() >= WITHOUT_DATE)) for n, one in enumerate(printed)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _all_stories(writer: Writer, count: int) -> list[Story]:
    follow_ups, reports, quoting = (round(count * share) for share in (FOLLOW_UPS, REPORTS, QUOTING))
    alone = [_story(writer, n) for n in range(count - follow_ups - reports - quoting)]
    followed, after = _follow_ups(writer, alone, follow_ups)
    forms = _reports(writer, len(alone) + len(after), reports)
    told = [*followed, *after, *forms]
    return [*told, *_quoting(writer, len(told), quoting)]


def _story(writer: Writer, number: int, shortest: int = 150) -> Story:
    """A new story, every third with a dateline and a sign-off of an agency."""
    cast = writer.cast()
    story = Story(number, cast, writer.headline(cast), writer.paragraphs(cast, writer.rng.randint(shortest, 600)))
    return _by_agency(writer, story) if writer.rng.random() < 1 / 3 else story


def _by_agency(writer: Writer, story: Story) -> Story:
    agency = writer.bodies.words[writer.rng.randrange(3)].capitalize()
    dateline = f"{writer.place().upper()}, {writer.date()} ({agency}) - "
    signoff = f"(Reporting by {writer.person()} in {writer.place()}; Editing by {writer.person()})"
    return replace(story, dateline=dateline, signoff=signoff)


def _follow_ups(writer: Writer, alone: list[Story], count: int) -> tuple[list[Story], list[Story]]:
    """The old stories, those that are followed with their group, and what follows them."""
    old, new = [*alone], []
    for n in range(count):
        followed = writer.rng.randrange(len(old))
        old[followed] = replace(old[followed], group=f"follow-up {followed}")
        new.append(_follow_up(writer, old[followed], len(alone) + n))
    return old, new


def _follow_up(writer: Writer, old: Story, number: int) -> Story:
    """News of the same people under a new lead; a tenth to a quarter is one to three paragraphs of the old story."""
    rng, words = writer.rng, 0
    background: list[list[str]] = []
    for paragraph in rng.sample(old.paragraphs, len(old.paragraphs)):
        size = sum(len(sentence.split()) for sentence in paragraph)
        if words + size <= min(0.3 * old.words(), 140) and len(background) < 3:
            background.append(paragraph)
            words += size
    share = max(rng.uniform(0.1, 0.25), words / 600)
    fresh = writer.paragraphs(old.cast, max(100, round(words / share - words)))
    half = max(1, len(fresh) // 2)
    paragraphs = [*fresh[:half], *background, *fresh[half:]]
    return replace(old, number=number, title=writer.headline(old.cast), paragraphs=paragraphs, dateline="", signoff="")


def _reports(writer: Writer, number: int, count: int) -> list[Story]:
    """Reports by forms that are used 5 to 20 times each, with other figures and names every time."""
    made: list[Story] = []
    while len(made) < count:
        group, form = f"template {number + len(made)}", _form(writer)
        title = writer.headline(writer.cast())
        for _ in range(min(count - len(made), writer.rng.randint(5, 20))):
            facts = writer.cast()
            paragraphs = [[writer.sentence(facts, frame) for frame in paragraph] for paragraph in form]
            made.append(Story(number + len(made), facts, f"{title}, {writer.date()}", paragraphs, group=group))
    return made


def _form(writer: Writer) -> list[list[str]]:
    """Sentences with slots for the facts: those of the frames, and up to one other word in five."""
    cast, words, rate = writer.cast(), writer.rng.randint(150, 350), writer.rng.uniform(0, 0.2)
    frames: list[str] = []
    while sum(len(frame.split()) for frame in frames) < words:
        form = writer.fill(writer.frame(), cast, WORDS)
        frames.append(INVENTED.sub(lambda word: "{n}" if writer.rng.random() < rate else word[0], form))
    return writer.grouped(frames)


def _quoting(writer: Writer, number: int, count: int) -> list[Story]:
    """Two to four stories each that print the same words of somebody."""
    made: list[Story] = []
    while len(made) < count:
        speaker, name = writer.cast(), f"quotation {number + len(made)}"
        words = " ".join(writer.sentences(speaker, writer.rng.randint(40, 70))).replace("“", "").replace("”", "")
        quotation = [f"“{words}” {speaker.people[0][1]} said."]
        for _ in range(min(count - len(made), writer.rng.randint(2, 4))):
            story = _story(writer, number + len(made), shortest=350)
            at = writer.rng.randint(1, len(story.paragraphs))
            made.append(
                replace(story, paragraphs=[*story.paragraphs[:at], quotation, *story.paragraphs[at:]], group=name)
            )
    return made


def _first_printed(writer: Writer, houses: list[Source], stories: list[Story]) -> Iterator[Published]:
    """Every story by one source; sources are unequal, and one source prints all reports of a form."""
    of_form: dict[str, Source] = {}
    for story in stories:
        house = _house(writer, houses)
        if _is_report(story):
            house = of_form.setdefault(str(story.group), house)
        yield Published(story, house, START + timedelta(minutes=writer.rng.randrange(365 * 24 * 60)))


def _republished(writer: Writer, houses: list[Source], first: Published) -> Iterator[Published]:
    """One to four later versions of some stories; reports only get another head and footer."""
    rng, report = writer.rng, _is_report(first.story)
    if rng.random() >= (REPORT_REPUBLISHED if report else REPUBLISHED):
        return
    for _ in range(rng.choices((1, 2, 3, 4), (50, 28, 14, 8))[0]):
        mutation = "new head and footer" if report else rng.choice([*MUTATIONS])
        strength = rng.choice(STRENGTHS)
        changed = mutate(writer, first.story, mutation, strength)
        house = first.source if rng.random() < 0.25 else _house(writer, houses)
        later = first.when + timedelta(minutes=rng.randrange(1, 3 * 24 * 60))
        yield Published(changed, house, later, mutation, strength)


def _house(writer: Writer, houses: list[Source]) -> Source:
    """One of the sources, the first most often."""
    return writer.rng.choices(houses, [1 / (rank + 2) for rank in range(len(houses))])[0]


def _is_report(story: Story) -> bool:
    return (story.group or "").startswith("template")


def main() -> None:
    """Write some, to be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--output", type=Path, default=Path("stories.parquet"))
    asked = parser.parse_args()
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    articles = invent(asked.stories, seed)
    articles.write_parquet(asked.output)
    print(f"{articles.height:,} articles of {asked.stories:,} stories, seed {seed}: {asked.output}")


if __name__ == "__main__":
    main()
