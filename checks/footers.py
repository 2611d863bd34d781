"""What stands behind the story and is not the story."""

import polars as pl

from .check import Regex, check
from .evidence import MARK, Evidence
from .tails import footer_starts


@check(
    columns=("body",),
    family="boilerplate",
    explain="a footer begins here and reaches to the end of the text",
    help="cut the text where the footer begins; a line that recurs in a source is best cut for that source",
    bad=[
        {"body": "The vote passed.\n\nThe post Vote passes appeared first on Lake Tribune."},
        {"body": "The vote passed.\n\nShare this:\nFacebook\nTwitter"},
        {"body": "The vote passed.\n\nPost a comment"},
        {"body": "The vote passed.\n\nSign up for our daily newsletter."},
        {"body": 'The vote passed.<br>\n<a href="http://example.org/1">Source </a>'},
        {"body": "The vote passed.\n\n© 2026 Lake Tribune. All rights reserved."},
        {"body": "The vote passed.\n\nAnn Poe is a senior reporter at the Lake Tribune."},
        {"body": "Die Abstimmung ist vorbei.\n\nMehr zum Thema\nWer nun regiert"},
    ],
    good=[
        {"body": "The vote passed.\n\n(Reporting by Ann Poe; Editing by Lee Roe)"},
        {"body": "Share prices fell.\n\nThe index closed at 4,012 points."},
        {"body": "Sign up for the army, the poster said. It hung there for years.\n\nNobody came."},
        {"body": "The vote passed.\n\nAnn Poe covers votes for the Tribune.", "with": {"bios": False}},
        {"body": "The post office appeared first on the list of closures."},
    ],
)
def no_footer_boilerplate(text: pl.Expr, *, bios: bool = True, also: list[Regex] | None = None) -> Evidence:
    """The text ends where the story ends: no sharing widgets, comment boxes, feed tails, sign-ups or rights notices.

    The last 5,000 characters are cut into lines (also at ``<br>`` and the tags of blocks, and before phrases that are
    unmistakable even behind the last sentence: "… he said. Copyright 2026 …"). The footer begins at the earliest line
    that is known as a footer's and behind which nothing reads like a sentence of the story; titles of other stories
    may stand between, and lines that begin with links right before it belong to it. In HTML it begins with the tag
    that opens its first element. The evidence reaches to the end.

    Known are: sharing and comments, feed tails and links to the source, newsletters, apps, paywalls and calls for
    money, copyright and disclaimers, other stories, tags, and the author's note, in some twenty languages. The phrases
    are in ``checks/footer_phrases.py``. *bios*: whether notes on the author and how to reach them ("Ann Poe covers
    votes for the Tribune", "Follow her on Twitter @poe") are a footer: they are, since they tell nothing of the story
    and recur with each of the author's; false for corpora that keep them. *also*: patterns of your own for the
    beginning of a footer's line.

    Spared: the agency's sign-off ("(Reporting by …)"), contributors, translators and corrections, which belong to the
    story; a footer behind them begins behind them. Missed: headlines without a heading over them, slogans, and most
    phrases where they are glued to the last sentence.
    """
    own = [str(pattern) for pattern in also or ()]

    def marks(texts: pl.Series) -> pl.Series:
        return _footers(texts, own, bios).to_frame("mark").select(pl.concat_list("mark")).to_series()

    return Evidence.of_marks(text.map_batches(marks, return_dtype=pl.List(MARK), is_elementwise=True))


def _footers(texts: pl.Series, own: list[str], bios: bool) -> pl.Series:
    """The mark of each footer: where it begins is asked once, since an expression would ask whenever it is read."""
    start, footer = pl.col("start"), pl.col("footer")
    frame = pl.DataFrame({"text": texts, "start": footer_starts(texts, own, bios=bios)})
    frame = frame.with_columns(footer=pl.col("text").str.slice(start).str.strip_chars_end())
    mark = pl.struct(start=start, end=start + footer.str.len_chars(), text=footer, message=pl.lit(None, pl.String))
    return frame.select(mark.cast(MARK)).to_series()
