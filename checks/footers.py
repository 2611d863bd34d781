"""What stands behind the story and is not the story."""

import polars as pl

from .check import Regex, check
from .evidence import Evidence, ascii_words, find

#: Footers are looked for in the last so many characters: the longest of the seeds has 1,100.
_TAIL = 5_000
_NETWORKS = r"(?:facebook|twitter|linkedin|whatsapp|reddit|pinterest|telegram|e-?mail|google\+?|tumblr|vk)"
#: How a footer's first line begins, as its first words and what must follow; it reaches to the end of the text. The
#: first words alone tell at a tenth of the cost whether the whole pattern need run.
_STARTS = (
    (r"the post ", r"[^\n]{1,300} (?:appeared first on|was first published on|first appeared on) (?-i:[^a-z\s])"),
    (r"via ifttt", ""),
    (r"(?:post|leave|add|write) a (?:comment|reply)\b", ""),
    (r"no comments?", r"(?: yet)?:?[ \t]*$"),
    (r"(?:\d+ ?)?comments?", r"(?:[ \t]*$| (?:are closed|powered by))"),
    (r"(?:facebook comments|social streams?|tweet)", r"[ \t]*$"),
    (rf"{_NETWORKS}[ \t]*$", ""),
    (r"x[ \t]*$", ""),
    (r"share", r"[ \t]*:?[ \t]*$"),
    (r"share (?:this|on|via|it|with)\b", r"[^\n.]{0,60}$"),
    (r"share this (?:article|story|post)\b", ""),
    (r"(?:click to )?(?:e-?mail|print) this\b", ""),
    (r"(?:follow|like|find|join) us on\b", ""),
    (r"follow ", r"@?\w+ on (?:twitter|x|facebook|instagram)\b"),
    (r"(?:sign up|subscribe|register)\b", r"[^\n]{0,80}\b(?:newsletters?|inbox|e-?mails?|alerts|updates|channel)\b"),
    (r"get ", r"[^\n]{1,80}(?:to|in) your inbox"),
    (r"download (?:our|the) ", r"[^\n]{0,30}apps?\b"),
    (r"listen to our podcasts?", ""),
    (
        r"(?:related|more|recommended|popular|trending) ",
        r"(?:articles|stories|posts|news|content|coverage|topics)\b[^\n.]{0,40}$",
    ),
    (r"(?:you (?:may|might) also like|read next|up next|more from)\b", r"[^\n.]{0,80}$"),
    (r"(?:copyright|\(c\)|©)", r"\s?(?:(?:copyright|\(c\)|©)\s?)?(?:\d{4}|(?-i:\p{Lu}))"),
    (r"our standards: the thomson reuters trust principles", ""),
    (r"(?:filed under|tagged(?: with| as)?|tags|categories|topics)", r"[ \t]*:"),
)
#: Lines whose first words say nothing, with the words that tell where such a line may be.
_LINES = (
    (r"(?:from [^\n]{1,120} )?https?://ift\.tt/", "ift.tt/"),
    (r"[^\n]{0,120}\ball rights reserved\b", "all rights reserved"),
    (
        r"(?:<br ?/?>\s*)*<a\s[^>]{1,2000}>\s*(?:source|read more|continue reading|original article|view original)"
        r"[^<]{0,20}</a>",
        "</a>",
    ),
)
_BEFORE = r"^[ \t]*|<br ?/?>\s*"


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
def no_footer_boilerplate(text: pl.Expr, *, also: list[Regex] | None = None) -> Evidence:
    """The text ends where the story ends: no sharing widgets, comment boxes, feed tails, sign-ups or rights notices.

    Looks in the last 5,000 characters for a line that begins like a footer and behind which no line is longer than
    300 characters, so that prose ends the search; the evidence reaches to the end. *also*: patterns of your own for a
    footer's first line.

    Spared: the agency's sign-off ("(Reporting by …)"), which belongs to the story. Missed: author notes, contact
    lines, footers in other languages than English.
    """
    tail = text.str.strip_chars_end()
    own = [f"(?:{pattern})" for pattern in also or ()]
    lines = ascii_words("|".join([head + rest for head, rest in _STARTS] + [line for line, _ in _LINES]))
    starts = "|".join([lines, *own])
    heads = "|".join([ascii_words("|".join(head for head, _ in _STARTS)), *own])
    words = [word for _, word in _LINES]
    last = tail.str.tail(_TAIL)
    may_be = last.str.contains(rf"(?mR)(?:{_BEFORE})(?i:{heads})") | last.str.contains_any(
        words, ascii_case_insensitive=True
    )
    pattern = rf"(?i:{starts})[^\n]{{0,400}}(?:\n[^\n]{{0,300}})*\z"
    return find(tail, pattern, before=_BEFORE, when=may_be, tail=_TAIL)
