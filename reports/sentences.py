"""The verdict in sentences: may it ship, and why, or why not."""

from dataclasses import dataclass

from ..expectations import Outcome, Result
from .story import Story
from .words import count, listed


@dataclass(frozen=True)
class Sentence:
    """Something to know about the release. *shorter*: the same for narrow lines. *names*: whom it is about."""

    what: str
    shorter: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """What, and whom it is about."""
        return f"{self.what}: {listed(self.names)}" if self.names else self.what

    def within(self, characters: int) -> str:
        """The longest way to say it in so many characters, else the shortest."""
        ways = (self.what, *self.shorter)
        return next((way for way in ways if len(way) <= characters), ways[-1])


@dataclass(frozen=True)
class Verdict:
    """Whether the gate is open, the headline, and what else there is to say."""

    opens: bool
    headline: Sentence
    others: tuple[Sentence, ...]


def verdict_of(story: Story) -> Verdict:
    """The verdict. What blocks comes first."""
    opens = story.result.exit_code(story.fail_on) == 0
    said = _sentences(story)
    if opens:
        return Verdict(opens, Sentence(_held(story)), tuple(said))
    first, *others = said or [Sentence("The gate is shut")]
    return Verdict(opens, first, tuple(others))


def _held(story: Story) -> str:
    if any(v.outcome != "pass" for v in story.result.expectations):
        return "No failure was asked to shut the gate" if story.fail_on == "never" else "No blocking expectation fails"
    asked = count(len(story.result.expectations), "expectation")
    return f"All {asked} hold in {count(len(story.articles), 'source')}"


def _sentences(story: Story) -> list[Sentence]:
    """Why the gate is shut, or what else should be known."""
    result = story.result
    warned = _broken(story, "warn", "warns", "warn")
    shuts = result.too_many_rejects or not result.corpus.articles.height
    said = [
        _unread(result) if shuts else None,
        _broke(result),
        _broken(story, "fail", "fails", "fail"),
        warned if story.fail_on == "warning" else None,
        _blind(result),
        warned if story.fail_on != "warning" else None,
        None if shuts else _unread(result),
    ]
    return [sentence for sentence in said if sentence]


def _unread(result: Result) -> Sentence | None:
    rejects = result.corpus.rejects.height
    if not result.corpus.articles.height:
        rejected = count(rejects, "record was", "records were")
        return Sentence(f"No article could be read; {rejected} rejected", ("No article could be read",))
    if not rejects:
        return None
    said = f"{count(rejects, 'record')} could not be read"
    return Sentence(f"{said}; the suite allows {result.suite.max_rejects:,}", (said,))


def _broke(result: Result) -> Sentence | None:
    broken = tuple(v.expectation.id for v in result.outcomes("error"))
    said = f"{count(len(broken), 'check')} broke"
    return Sentence(f"{said} and judged nothing", (said,), broken) if broken else None


def _broken(story: Story, outcome: Outcome, one: str, many: str) -> Sentence | None:
    """Which expectations fail (or warn), and in how many sources."""
    verdicts = [v for v in story.result.expectations if v.severity != "info" or outcome == "fail"]
    hit = {v.expectation.id: [s for s in v.sources if s.outcome == outcome] for v in verdicts}
    names = tuple(name for name, sources in hit.items() if sources)
    if not names:
        return None
    alone = {s.source for sources in hit.values() for s in sources if not s.pooled}
    small = {s.source for sources in hit.values() for s in sources if s.pooled}
    said = f"{count(len(names), 'expectation')} {one if len(names) == 1 else many}"
    within = f"{len(alone):,} of {count(len(story.articles), 'source')}"
    together = count(len(small), "small source")
    if not small:
        return Sentence(f"{said} in {within}", (said,), names)
    if not alone:
        return Sentence(f"{said} in {together} judged together", (said,), names)
    return Sentence(
        f"{said} in {within} and in {together} judged together",
        (f"{said} in {within} and {len(small):,} small ones", said),
        names,
    )


def _blind(result: Result) -> Sentence | None:
    blind = {
        v.expectation.id: [s for s in v.sources if s.outcome == "not_evaluated"]
        for v in result.expectations
        if v.outcome != "error"
    }
    unseen = {v.expectation.id for v in result.outcomes("not_evaluated")}
    names = tuple(name for name, sources in blind.items() if sources or name in unseen)
    sources = {s.source for found in blind.values() for s in found}
    said = f"{count(len(names), 'expectation')} could not be evaluated"
    where = f" in {count(len(sources), 'source')}" if sources else ""
    return Sentence(said + where, (said,), names) if names else None
