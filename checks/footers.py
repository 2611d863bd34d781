"""What stands behind the story and is not the story."""

import polars as pl

from .check import Regex, check
from .evidence import MARK, Evidence
from .tails import footer_start


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
    ],
    good=[
        {"body": "The vote passed.\n\n(Reporting by Ann Poe; Editing by Lee Roe)"},
        {"body": "Share prices fell.\n\nThe index closed at 4,012 points."},
        {"body": "Sign up for the army, the poster said. It hung there for years.\n\nNobody came."},
        {"body": "The post office appeared first on the list of closures."},
    ],
)
def no_footer_boilerplate(text: pl.Expr, *, bios: bool = True, also: list[Regex] | None = None) -> Evidence:
    """The text ends where the story ends: no sharing widgets, comment boxes, feed tails, sign-ups or rights notices.

    *bios* *also*
    """
    start = footer_start(text, also, bios=bios)
    footer = text.str.slice(start).str.strip_chars_end()
    mark = pl.struct(start=start, end=start + footer.str.len_chars(), text=footer, message=pl.lit(None, pl.String))
    return Evidence(first=footer, marks=pl.concat_list(mark).cast(pl.List(MARK)))
