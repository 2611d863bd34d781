"""Lines that a source repeats from story to story."""

from collections.abc import Callable

import polars as pl

from .check import check
from .evidence import MARK, Evidence

#: What is boilerplate unless the suite says otherwise: what stands in so many stories, and this share of the source's.
AT_LEAST, SHARE = 4, 0.004
#: The weight of sentences that have no fixed place: a paper repeats some in each report of one affair. They must stand
#: in twice as many stories, and so must what recurs in small sources together only.
FLOATING = 6

_STORIES = (
    "The tram depot of Pellmark burnt for the second time in a year.",
    "Ferries wait in the harbour of Osterby until the ice has gone.",
    "Nobody rents the forty stalls of the old fish market.",
    "Snow fell on the hills of Varnholm in the first week of June.",
)
_CALL = "Get the Courier's morning briefing"


def recurs(at_least: int, share: float, field: Callable[[str], pl.Expr] = pl.col) -> pl.Expr:
    """Whether a line of the fact ``recurring`` is boilerplate: it stands in so many stories, and so large a share.

    *field*: where the line's fields are, columns or those of a list's elements.
    """
    stories, weight = field("stories"), field("weight")
    least = pl.when((weight >= FLOATING) | field("pooled")).then(2 * at_least).otherwise(at_least)
    return (stories >= least) & (stories.cast(pl.Float64) >= field("of").cast(pl.Float64) * weight * share)


def outermost(field: Callable[[str], pl.Expr] = pl.col) -> pl.Expr:
    """Of the sorted places of one article those that are not within an earlier one: of two suffixes the longer."""
    return field("start") >= field("end").cum_max().shift(1, fill_value=0)


@check(
    columns=("body",),
    family="boilerplate",
    facts=("recurring",),
    help="cut these lines for this source when its pages are parsed",
    bad=[
        {"body": f"{_STORIES[0]}\n{_CALL}", "among": [{"body": f"{story}\n{_CALL}"} for story in _STORIES[1:]]},
        {"body": f"{_STORIES[0]} {_CALL}.", "among": [{"body": f"{story}\n{_CALL}"} for story in _STORIES[1:]]},
        {
            "body": f"<p>{_STORIES[0]}</p><p>12 comments</p>",
            "among": [{"body": f"<p>{story}</p><p>{n} comments</p>"} for n, story in enumerate(_STORIES[1:])],
        },
    ],
    good=[
        {"body": f"{_STORIES[0]}\n{_CALL}", "among": [{"body": f"{_STORIES[0]}\n{_CALL}"}] * 4},
        {"body": f"{_STORIES[0]}\n{_CALL}", "among": [{"body": story} for story in _STORIES[1:]]},
        {
            "body": f"{_STORIES[0]}\nBy Ann Poe",
            "among": [{"body": f"{story}\nBy Ann Poe"} for story in _STORIES[1:]],
        },
    ],
)
def no_recurring_lines(*, at_least: int = AT_LEAST, share: float = SHARE) -> Evidence:
    """No line recurs from story to story of a source: such lines are boilerplate for which nobody wrote a rule.

    Counts in how many stories of its source a line stands, wherever in the text: a line, a block of HTML, a sentence
    that is glued to others, or the last words of a text. Case, punctuation, inline tags and the digits of numbers do
    not count ("12 comments" is "3 comments"). Copies of a story are one story; what many sources took from a wire does
    not recur in any of them.

    *at_least*: in so many stories (3 or more), and *share*: in this share of the stories of the source. Some must
    recur more: single words, lines with a number and the last words of a line in four
    times the share, three words that are part of a line in three times, short lines in the middle of the text in twice;
    sentences that do not stand in the same place in the opening or at the end of each text in twice as many stories and
    six times the share, for a paper says some in every report of an affair.

    Articles without a source are one source. A source with fewer than *at_least* stories shows nothing by itself, so
    sources with fewer than 20 articles are looked at together too; there a line must stand in twice as many stories.

    Spared: bylines, datelines, agencies and their sign-offs ("(Reporting by …)"), stock sentences of reports ("Terms
    were not disclosed"), "Q." and "A.", the rows of tables and their heads. Credits of pictures ("Photo: Reuters") are
    reported: the picture is gone. Missed: boilerplate that is rarer, that differs in a word each time, or whose first
    words are glued to what follows; in scripts other than Latin, a line whose capitals differ. Headings that a source
    uses in many stories ("What we know"), and places alone on a line, are reported.
    """
    each = pl.element().struct.field
    boilerplate = pl.col("recurring").list.eval(pl.element().filter(recurs(at_least, share, each)))
    marks = boilerplate.list.eval(
        pl.struct(
            start=each("start"),
            end=each("end"),
            text=pl.lit(None, pl.String),
            message=pl.when(each("pooled"))
            .then(pl.format("in {} of the {} stories of all small sources", each("stories"), each("of")))
            .otherwise(pl.format("in {} of this source's {} stories", each("stories"), each("of"))),
        ).filter(outermost(each))
    )
    first = marks.list.first().struct.field
    text = pl.col("body").str.slice(first("start"), first("end") - first("start"))
    return Evidence(first=pl.when(marks.list.len() > 0).then(text), marks=marks.cast(pl.List(MARK)))
