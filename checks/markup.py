"""Markup and lost structure."""

import polars as pl

from .check import check
from .evidence import ADDRESSES, TAGS, Evidence, ascii_words, find

#: HTML's elements; a word between angle brackets that is none of them is text (<XYZ>, a ticker).
_ELEMENTS = (
    "address|abbr|article|aside|audio|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption"
    "|figure|font|footer|form|h[1-6]|head|header|hr|html|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object"
    "|ol|option|param|picture|pre|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody"
    "|td|textarea|tfoot|th|thead|time|title|tr|tt|ul|video"
)
_ATTRIBUTES = r"\s[^<>]{0,100}=[^<>]{0,2000}"
#: A bare name in capitals is a tag only where it is no ticker: <P>, <DD> and <NAV> stand in financial news.
_TAG = (
    rf"(?i:</(?:{_ELEMENTS})\s*>|<(?:{_ELEMENTS})(?:{_ATTRIBUTES}/?|\s*/)>)|<(?:{_ELEMENTS})>"
    r"|<(?:BR|HR|DIV|SPAN|TABLE|TR|TD|FONT|STRONG|HTML|BODY|SCRIPT)>"
    rf"|</?[abipqsu]\s*/?>|</[ABIPQSU]>|<[abipqsuABIPQSU]{_ATTRIBUTES}>|<!--"
)

#: Words that end in a point without ending a sentence.
_ABBREVIATIONS = (
    r"\b(?:Mr|Mrs|Ms|Dr|St|Ste|Lt|Gen|Col|Sgt|Capt|Sen|Rep|Gov|Prof|Rev|Hon|Jr|Sr|No|Nos|Mt|Ft|vs|Inc|Ltd|Corp|Co)\."
)
_GLUED = r"(?:\p{L}\p{Ll}+|\d{2,})[.!?][”’\"')]?[“‘\"'(]?\p{Lu}\p{Ll}+"


@check(
    family="markup",
    explain="an HTML tag left in the text",
    help="take the text of the parsed page (its paragraphs, an empty line between), not its HTML",
    bad=[
        {"body": "<p>The vote passed.</p>"},
        {"body": "The vote passed.<br/>Ministers said so."},
        {"title": "A <em>close</em> vote"},
        {"body": '<span class="lead">OSLO</span> The vote passed.'},
    ],
    good=[
        {"body": "I <3 this town, and 2 < 3 > 1."},
        {"body": "Shares of Acme <ACM> rose."},
        {"body": "if a<b and c>d then stop"},
    ],
)
def no_markup(text: pl.Expr) -> Evidence:
    """No HTML tags or comments are left in title and body.

    Looks for HTML's own elements, opened or closed, with or without attributes. Spared: ``<3``, comparisons, tickers
    between angle brackets. Missed: Markdown and wiki markup.
    """
    return find(text, _TAG, when=text.str.contains("<", literal=True))


@check(
    columns=("body",),
    family="structure",
    explain="two sentences glued together: a paragraph break was lost here",
    help="join paragraphs with an empty line between them, not with nothing",
    bad=[
        {"body": "The bridge opened in 2014.The army closed it."},
        {"body": "It was late.“We go,” she said."},
        {"body": "The vote passed.Ministers said so."},
    ],
    good=[
        {"body": "The U.S.Army and Yahoo.com agreed on 1.5 points."},
        {"body": "Dr.Poe met St.Louis officials. No.They did not agree?"},
        {"body": "Node.js and example.com. The end."},
    ],
)
def paragraphs_kept(text: pl.Expr) -> Evidence:
    """Paragraphs are apart: no sentence runs into the next without a space ("2014.The army").

    Looks for a word or number, the end of a sentence and a capitalised word with nothing between them. Spared:
    abbreviations, initials, domain names, decimals, tags, addresses. Missed: headings glued to a sentence ("DEFEATThe
    director").
    """
    has_abbreviation = text.str.contains(ascii_words(_ABBREVIATIONS))
    # the point of an abbreviation becomes a comma, which ends no sentence; lengths stay
    spared = (
        pl.when(has_abbreviation)
        .then(text.str.replace_all(ascii_words(rf"({_ABBREVIATIONS[:-2]})\."), "${1},"))
        .otherwise(text)
    )
    return find(spared, _GLUED, spare=f"{TAGS}|{ADDRESSES}")
