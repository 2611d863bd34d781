"""Writes news in words that mean nothing: an invented language for every seed, with English function words.

Words are drawn by Zipf's law. A sentence is one of a few dozen frames filled with words, so two stories share hardly
five words in a row but for the stock phrases, which occur in many.
"""

import itertools
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

ONSETS = str.split("b bl br d dr f fl g gr h j k kl kr l m n p pl pr r s sk sl st str t tr v w z")
VOWELS = str.split("a e i o u a e i o ai au ea ie oo")
CODAS = ["", "", "", *str.split("n r l s m t k x nd st")]
WEEKDAYS = str.split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = str.split("January February March April May June July August September October November December")

#: What is in braces is filled: noun, plural, verb (past, infinitive), adjective, adverb, person, surname, place,
#: organisation, number, weekday, date.
CLAUSES = (
    "the {a} {n} of {c} {v} its {n}",
    "{o} {v} {#} {N} in {c} on {w}",
    "{p}, the {n} of {o}, {v} the {a} {N}",
    "{s} {d} {v} that the {n} would {i} {#} {N}",
    "{#} {N} were {v} near the {n} of {c}",
    "a {n} for {o} {v} any {n} between the {n} and {c}",
    "the {N} had {v} {a} {N} since {t}",
    "{a} {N} from {c} {v} {d} to the {n}",
    "the {n}, which {v} {#} {N} a year, is {a} and {a}",
    "{o} plans to {i} the {n} by {t}",
    "{p} and {p} {v} the {n} in a {a} {n}",
    "no {n} has {v} the {n} of {o} so {d}",
    "it was the {a} {n} that {v} {c} most",
    "two {N} of the {n} {v} {s} and his {N}",
    "{N}, {N} and {N} {v} in {c}",
    "her {n} was {d} {v} by {N} from {o}",
    "the {n} fell to {#} {N} on {w}",
    "{o} expects {#} {a} {N} this {n}",
    "{c} will {i} a {a} {n} with {o}",
    "the {a} {n} cost {o} {#} {N}",
    "some {N} {v} {d}, others {v} the {n}",
    "{s} has never {v} the {a} {n} of the {n}",
    "only {#} of the {N} could {i} a {n}",
    "{N} who {v} the {n} must {i} {o} before {t}",
)
JOINTS = (", while ", ", after ", ", although ", " because ", ", and ", " before ", "; ", ", but ", " since ")
STOCK = (
    "said in a statement on {w}",
    "told reporters on the sidelines of the meeting in {c}",
    "had not answered by the time the paper went to press",
    "declined to comment on the matter",
    "asked to be left unnamed since the house had let nobody speak of it",
    "said at a news conference on {w}",
    "according to people familiar with the matter",
    "could not be independently verified",
    "is expected to be announced later this week",
    "in the first quarter of the year",
    "compared with the same period a year earlier",
    "one of the largest of its kind in the country",
    "the first time in more than a decade",
    "as the end of the year draws near",
    "in one of the worst incidents of its kind in recent years",
    "a copy of which was seen by reporters",
    "the latest in a series of setbacks for {o}",
    "despite repeated calls for an independent inquiry",
    "as part of a wider plan to cut costs",
    "in a move that took many by surprise",
    "at the end of a three-day visit to {c}",
    "which is due to come into force next year",
    "after months of talks behind closed doors",
    "the highest level since records began",
)
HEADLINES = ("{o} {i}s {a} {n}", "{c} {N} {v} after {n}", "{s} {i}s {N} in {c}", "{#} {N} {v} as {n} {i}s {o}")
SLOT, FIRST = re.compile(r"\{(.)\}"), re.compile(r"\w")
#: Slots that hold facts, which differ from one report of a form to the next; the words of the others are the form.
FACTS, WORDS = "pscow#t", "nNviad"


class Lexicon:
    """Invented words, of which the first are drawn most often."""

    def __init__(self, rng: random.Random, size: int, taken: set[str], ending: str = "") -> None:
        self.words: list[str] = []
        while len(self.words) < size:
            word = "".join(
                rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((1, 2, 2)))
            )
            if word not in taken:
                taken.add(word)
                self.words.append(word + ending)
        self.weights = [*itertools.accumulate(1 / (rank + 3) for rank in range(size))]

    def draw(self, rng: random.Random) -> str:
        """One word, by Zipf's law."""
        return rng.choices(self.words, cum_weights=self.weights)[0]


@dataclass(frozen=True)
class Cast:
    """Who and what a story is about; every second noun and most names are of its cast."""

    nouns: list[str]
    people: list[tuple[str, str]]
    places: list[str]
    organisations: list[str]


class Writer:
    """An invented language, and the hand that writes it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        taken: set[str] = set()
        self.nouns, self.verbs = Lexicon(rng, 2500, taken), Lexicon(rng, 800, taken)
        self.adjectives, self.adverbs = Lexicon(rng, 900, taken), Lexicon(rng, 200, taken, "ly")
        self.names, self.given = Lexicon(rng, 900, taken), Lexicon(rng, 250, taken)
        self.places, self.bodies = Lexicon(rng, 400, taken), Lexicon(rng, 300, taken)
        self._slots: dict[str, Callable[[Cast], str]] = {
            "n": lambda cast: rng.choice(cast.nouns) if rng.random() < 0.5 else self.nouns.draw(rng),
            "N": lambda cast: self._slots["n"](cast) + "s",
            "v": lambda _: self.verbs.draw(rng) + "ed",
            "i": lambda _: self.verbs.draw(rng),
            "a": lambda _: self.adjectives.draw(rng),
            "d": lambda _: self.adverbs.draw(rng),
            "p": lambda cast: " ".join(rng.choice(cast.people)),
            "s": lambda cast: rng.choice(cast.people)[1],
            "c": lambda cast: rng.choice(cast.places),
            "o": lambda cast: rng.choice(cast.organisations),
            "#": lambda _: self.number(),
            "w": lambda _: rng.choice(WEEKDAYS),
            "t": lambda _: self.date(),
        }

    def cast(self) -> Cast:
        """A new one."""
        return Cast(
            [self.nouns.draw(self.rng) for _ in range(12)],
            [(self._name(self.given), self._name(self.names)) for _ in range(4)],
            [self._name(self.places) for _ in range(3)],
            [f"{self._name(self.bodies)} {self._name(self.nouns)}" for _ in range(3)],
        )

    def person(self) -> str:
        """The full name of somebody."""
        return f"{self._name(self.given)} {self._name(self.names)}"

    def place(self) -> str:
        """The name of a town."""
        return self._name(self.places)

    def _name(self, lexicon: Lexicon) -> str:
        return self.rng.choice(lexicon.words).capitalize()

    def number(self) -> str:
        """A count, a share or a sum."""
        kind = self.rng.random()
        if kind < 0.5:
            return f"{int(10 ** self.rng.uniform(0.3, 5)):,}"
        if kind < 0.75:
            return f"{self.rng.uniform(0, 100):.1f} percent"
        return f"${self.rng.uniform(1, 900):.1f} million"

    def date(self) -> str:
        """A month and a day."""
        return f"{self.rng.choice(MONTHS)} {self.rng.randint(1, 28)}"

    def fill(self, frame: str, cast: Cast, slots: str = "") -> str:
        """The frame with words in its slots, or in those of these kinds."""
        return SLOT.sub(lambda slot: self._slots[slot[1]](cast) if not slots or slot[1] in slots else slot[0], frame)

    def frame(self) -> str:
        """A sentence to be filled: one or two clauses; one in seven is a quotation, one in ten has a stock phrase."""
        text, kind = self.rng.choice(CLAUSES), self.rng.random()
        if self.rng.random() < 0.6:
            text += self.rng.choice(JOINTS) + self.rng.choice(CLAUSES)
        if kind < 0.14:
            return f"“{text},” {self.rng.choice(('{s} said', 'said {p}', '{p} told {o}'))}."
        if kind < 0.24:
            return f"{text}, {self.rng.choice(STOCK)}."
        return f"{text}."

    def sentence(self, cast: Cast, frame: str = "") -> str:
        """A frame that is filled and begins with a capital."""
        return FIRST.sub(lambda letter: letter[0].upper(), self.fill(frame or self.frame(), cast), count=1)

    def sentences(self, cast: Cast, words: int) -> list[str]:
        """Sentences of so many words together, or a few more."""
        written: list[str] = []
        while words > 0:
            written.append(self.sentence(cast))
            words -= len(written[-1].split())
        return written

    def paragraphs(self, cast: Cast, words: int) -> list[list[str]]:
        """Paragraphs of one to four sentences, of so many words together, or a few more."""
        return self.grouped(self.sentences(cast, words))

    def grouped(self, sentences: list[str]) -> list[list[str]]:
        """The sentences in paragraphs of one to four."""
        made = []
        while sentences:
            size = self.rng.randint(1, 4)
            made.append(sentences[:size])
            sentences = sentences[size:]
        return made

    def headline(self, cast: Cast) -> str:
        """A title."""
        return self.fill(self.rng.choice(HEADLINES), cast)


@dataclass(frozen=True)
class Source:
    """A publisher and what it prints around every article."""

    name: str
    header: list[str]
    footer: list[str]


FOOTERS = (
    "© 2026 {X}. All rights reserved.",
    "Subscribe to the {X} newsletter and get the {a} {n} into your inbox every {w}.",
    "Follow {X} on {o} and {o} for more {N}.",
    "Read more {N} from {c} on our {n} page",
    "Download the {X} app for {a} {N} and {N}",
    "Have a {n} to share? Write to the {X} {n} desk",
    "Terms of use | Privacy | About {X} | Contact",
    "Support {a} journalism: become a member of {X} today",
    "This article is for the use of readers of {X} only and may not be copied.",
    "Topics: {N}, {N}, {c}",
)


def sources(writer: Writer, count: int) -> list[Source]:
    """Publishers, each with three to eight lines around its articles; every fifth has up to 150 words more."""
    return [_source(writer, n) for n in range(count)]


def _source(writer: Writer, number: int) -> Source:
    rng, cast = writer.rng, writer.cast()
    name = rng.choice(writer.bodies.words) + str(number)
    lines = [
        writer.fill(frame.replace("{X}", name.capitalize()), cast) for frame in rng.sample(FOOTERS, rng.randint(3, 8))
    ]
    if number % 5 == 0:
        lines.append(" ".join(writer.sentences(cast, rng.randint(60, 130))))
    heads = rng.randint(0, 2)
    return Source(f"{name}.example", lines[:heads], lines[heads:])
