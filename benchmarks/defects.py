r"""What is wrong with the articles of `release.py`: a table of defects, each made by Polars expressions.

Each defect has a share of the sources that have it systematically, in 30 to 95 % of their articles (drawn for each),
and a share of the articles of all other sources. A source that has it systematically has it in one variant.

| defect | found by | sources | elsewhere | what is made |
|---|---|---|---|---|
| escapes | escapes_resolved | 4 % | 0.2 % | quotations in ``\u201c``, ``&quot;``, ``&#8220;`` …, and ``&amp;`` |
| ads | no_ad_markers | 4 % | 0.2 % | placeholders and labels, English, German, French, Spanish, Russian |
| no dateline | dateline_present | 15 % of wires | 0.3 % | wire copy with a sign-off alone |
| dateline disagrees | dateline_agrees | 10 % of wires | 0.2 % | a date 20 to 120 days before the record's |
| footer | no_footer_boilerplate | 3 % | 0.2 % | sharing, rights, sign-ups, comments, in six languages |
| promotion | no_inline_promos | 4 % | 0.2 % | "Read more: (another title)" and calls between paragraphs |
| own line | no_recurring_lines | 3 % | 0.1 % | a sentence of the house's own, in the text or behind it |
| unlinked copy | duplicates_linked | 12 % | 1 % | a copy of a story that does not name its canonical article |
| false link | links_sound | 1 % | 0.1 % | it names itself, nobody, or another story |
| no title | title_present | 2 % | 0.2 % | null or blank |
| no body | body_present | 2 % | 0.1 % | null, empty or blank |
| error page | article_present | 1.5 % | 0.1 % | a message of a server, a guard or a paywall in place of the text |
| cut | article_present | 2 % | 0.2 % | the first hundreds of characters, and a mark of the cut or half a sentence |
| title twice | title_apart | 4 % | 0.2 % | the title as the body's first line |
| site in title | title_apart | 2.5 % | 0.1 % | the source's name behind a bar or a dash |
| caption | captions_apart | 5 % | 0.3 % | credits of photos, at the head or between paragraphs |
| repeated id | ids_unique | 1.5 % | 0.1 % | two articles with one id |
| markup | no_markup | 3 % | 0.2 % | paragraphs in ``<p>``, ``<br>``, bold words, links |
| mojibake | no_mojibake | 2.5 % | 0.2 % | ``â€™s``, ``â€œ … â€``, ``Â£`` and ``Ã¼`` |
| scrambled | no_scrambled_text | 1.5 % | 0.1 % | all but the first paragraph under ROT13 or ROT47 |
| invisible | no_invisible_characters | 4 % | 0.3 % | no-break and zero-width spaces, soft hyphens, U+FFFD |
| glued | paragraphs_kept | 3 % | 0.2 % | no break between paragraphs |
| wrong date | published_at_plausible | 2 % | 0.1 % | 1970, 2087, or a year after the address |
| no date | (not judged) | 3 % | 0.2 % | null; the articles of `scale.py` lack one in 5 % |

Beside these, a sixth of the sources (but not the largest) print house lines around every article, as those of
`scale.py` do, which are footers and recurring lines; a third are wires, whose copy has a dateline and a sign-off.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl

BODY, TITLE = pl.col("body"), pl.col("title")
#: What the rows of a defect have beside an article's columns: the variant, two shares drawn at random, the title of
#: another article and its id, somebody's name, a line of the house's own and its name.
KIND, AT, SHARE = pl.col("kind"), pl.col("at"), pl.col("share")
OTHER, OTHER_ID, PERSON, OWN, HOUSE = map(pl.col, ("other", "other_id", "person", "own", "house"))
BREAK = "\n\n"

ADS = (
    "[ad_1]", "Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "Anzeige", "Publicité", "Publicidad",
    "Реклама", "Story continues below advertisement", "{{ad}}", "[adsense]",
)  # fmt: skip
FOOTERS = (
    "Share this:\nFacebook\nTwitter\nEmail\nPrint", "© 2026 {X}. All rights reserved.",
    "Sign up for our newsletter and get the day's news into your inbox", "Alle Rechte vorbehalten.",
    "Tous droits réservés.", "Todos los derechos reservados.", "Tutti i diritti riservati.",
    "Все права защищены.", "Leave a comment", "Follow us on Facebook and Twitter",
)  # fmt: skip
CALLS = ("Sign up for our daily newsletter", "Click here to subscribe")
LABELS = ("Read more: ", "RELATED STORY: ", "Lesen Sie auch: ", "Lire aussi : ", "Lea también: ", "Читайте также: ")
ERRORS = (
    "404 Not Found", "Please enable JavaScript to view this site.", "Access denied", "Subscribe to continue reading.",
    "Are you a robot?", "Failed to render /WEB-INF/views/story.jsp", "503 Service Unavailable",
    "We use cookies to improve your visit. Accept all cookies?",
)  # fmt: skip
#: Quotation marks as they are left unresolved.
ESCAPED = (
    (r"\u201c", r"\u201d"), ("&quot;", "&quot;"), ("&#8220;", "&#8221;"), ("&amp;ldquo;", "&amp;rdquo;"),
)  # fmt: skip
#: A few words at the beginning of a sentence, which are quoted.
OPENING = r"\. (\w+ \w+ \w+ \w+)\b"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PRINTABLE = "".join(map(chr, range(33, 127)))


def one_of(*variants: pl.Expr | str) -> pl.Expr:
    """The variant of each row."""
    kind, chain = KIND % len(variants), pl.lit(None, pl.String)
    for number, variant in enumerate(variants):
        text = pl.lit(variant) if isinstance(variant, str) else variant
        chain = pl.when(kind == number).then(text).otherwise(chain)
    return chain


def between(line: pl.Expr) -> pl.Expr:
    """The body with a paragraph more between two others."""
    paragraphs = BODY.str.split(BREAK)
    at = (AT * paragraphs.list.len()).cast(pl.Int64).clip(1, pl.max_horizontal(1, paragraphs.list.len() - 2))
    return pl.concat_list(paragraphs.list.head(at), line, paragraphs.list.slice(at)).list.join(BREAK)


def some(pattern: str, by: str, times: int) -> pl.Expr:
    """The body with the first so many places of a pattern replaced by what no longer matches it."""
    text = BODY
    for _ in range(times):
        text = text.str.replace(pattern, by)
    return text


def quoted(start: str, end: str) -> pl.Expr:
    """Some words of the body between marks."""
    return some(OPENING, f". {start}${{1}}{end}", 4)


def rotated(text: pl.Expr, plain: str, by: int) -> pl.Expr:
    """The text under a cipher that shifts characters."""
    return text.str.replace_many(list(plain), list(plain[by:] + plain[:by]))


def _scrambled() -> pl.Expr:
    first, rest = BODY.str.extract(r"(?s)\A(.*?)\n\n"), BODY.str.replace(r"(?s)\A.*?\n\n", "")
    by_letters = rotated(rotated(rest, LETTERS, 13), LETTERS.upper(), 13)
    by_prints = rotated(rest, PRINTABLE, 47)
    return pl.coalesce(first + BREAK, pl.lit("")) + one_of(by_letters, by_prints)


def _cut() -> pl.Expr:
    head = BODY.str.head(300 + (AT * 300).cast(pl.Int64))
    return head.str.replace(r"[\W_]*\w*\z", "") + one_of("… [+1234 chars]", "... Read more", " […]", " and the")


@dataclass(frozen=True)
class Defect:
    """*sources*: the share that has it systematically; *elsewhere*: the share of all other articles that have it.

    *wires*: it is one of wire copy, and the shares are of wires.
    """

    name: str
    sources: float
    elsewhere: float
    changes: dict[str, pl.Expr] = field(default_factory=dict)
    wires: bool = False


def _body(name: str, sources: float, elsewhere: float, body: pl.Expr) -> Defect:
    return Defect(name, sources, elsewhere, {"body": body})


#: Before the datelines are printed, and after that; then what links are wrong.
DATELINES = (
    Defect("no dateline", 0.15, 0.003, {"dateline": pl.lit(False)}, wires=True),
    Defect("dateline disagrees", 0.10, 0.002,
           {"reported": pl.col("published_at") - pl.duration(days=20 + (AT * 100).cast(pl.Int64))}, wires=True),
)  # fmt: skip
TEXTS = (
    _body("escapes", 0.04, 0.002,
          one_of(*(quoted(*marks) for marks in ESCAPED), some(r" and ", " &amp; ", 3))),
    _body("mojibake", 0.025, 0.002,
          one_of(some(r"(\w{4}) of ", "${1}â€™s ", 4), quoted("â€œ", "â€\x9d"),
                 some(r" (\d+)", " Â£${1}", 2).str.replace_all("au", "Ã¼", literal=True))),
    _body("invisible", 0.04, 0.003,
          one_of(some(r"(\w) of ", "${1}\u00a0of ", 6), some(r" in ", " \u200bin ", 4),
                 some(r"\b(\w{3})(\w{4})", "${1}\u00ad${2}", 8),
                 some(r"(\w)\. ", "${1}\ufffd. ", 3))),
    _body("caption", 0.05, 0.003,
          one_of("Photo: " + PERSON + "/Getty Images" + BREAK + BODY, between("Foto: " + PERSON + "/dpa"),
                 OTHER + ". REUTERS/" + PERSON + BREAK + BODY, between(OTHER + ". (AP Photo/" + PERSON + ")"))),
    _body("promotion", 0.04, 0.002, one_of(*(between(pl.lit(label) + OTHER) for label in LABELS),
                                           *(between(pl.lit(call)) for call in CALLS))),
    _body("ads", 0.04, 0.002, between(one_of(*ADS))),
    _body("own line", 0.03, 0.001, one_of(between(OWN), BODY + BREAK + OWN)),
    _body("footer", 0.03, 0.002,
          BODY + BREAK + one_of(*FOOTERS).str.replace("{X}", HOUSE, literal=True)),
    Defect("site in title", 0.025, 0.001,
           {"title": TITLE + one_of(" | ", " - ") + one_of(HOUSE + " Herald", HOUSE + " Tribune", HOUSE + " News")}),
    _body("title twice", 0.04, 0.002, one_of(TITLE + BREAK + BODY, TITLE.str.to_uppercase() + BREAK + BODY)),
    _body("glued", 0.03, 0.002, BODY.str.replace_all(BREAK, "", literal=True)),
    _body("markup", 0.03, 0.002,
          one_of("<p>" + BODY.str.replace_all(BREAK, "</p>\n\n<p>", literal=True) + "</p>",
                 BODY.str.replace_all(BREAK, "<br/><br/>", literal=True),
                 some(OPENING, ". <strong>${1}</strong>", 2),
                 some(OPENING, '. <a href="/topic/${1}">${1}</a>', 3))),
    _body("scrambled", 0.015, 0.001, _scrambled()),
    _body("cut", 0.02, 0.002, _cut()),
    _body("error page", 0.015, 0.001, one_of(*ERRORS)),
    _body("no body", 0.02, 0.001, one_of(pl.lit(None, pl.String), "", " \n")),
    Defect("no title", 0.02, 0.002, {"title": one_of(pl.lit(None, pl.String), "  ")}),
    Defect("wrong date", 0.02, 0.001, {"published_at": pl.when(KIND % 3 == 0)
           .then(pl.lit(datetime(1970, 1, 1, tzinfo=UTC))).when(KIND % 3 == 1)
           .then(pl.lit(datetime(2087, 1, 5, tzinfo=UTC))).otherwise(pl.col("published_at").dt.offset_by("-1y"))}),
    Defect("no date", 0.03, 0.002, {"published_at": pl.lit(None, pl.Datetime("us", "UTC"))}),
    # of each two rows one gets the other's id
    Defect("repeated id", 0.015, 0.001,
           {"article_id": pl.col("article_id").gather(pl.int_range(pl.len()) // 2 * 2)}),
)  # fmt: skip
LINKS = (
    Defect("unlinked copy", 0.12, 0.01, {"duplicate_of": pl.lit(None, pl.String)}),
    Defect("false link", 0.01, 0.001, {"duplicate_of": one_of(pl.col("article_id"), "a99999999", OTHER_ID)}),
)
