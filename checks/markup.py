"""Markup and lost structure."""
# ruff: noqa: E501 (tables of patterns)

import re
from typing import Literal

import polars as pl

from .check import check
from .evidence import ADDRESSES, Evidence, ascii_words, find, matches, where
from .literals import holds_any

#: HTML's elements; a word between angle brackets that is none of them is text (<XYZ>, a ticker).
_ELEMENTS = (
    "address|abbr|article|aside|audio|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption"
    "|figure|font|footer|form|h[1-6]|head|header|hr|html|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object"
    "|ol|option|param|picture|pre|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody"
    "|td|textarea|tfoot|th|thead|time|title|tr|tt|ul|video"
)
#: Elements that are tags only where they close or have attributes: names of other vocabularies, and words of prose.
_RARE = (
    "(?:amp|fb|wp|bsp|gu)-[a-z-]{2,20}|[a-z]{1,8}:[a-z]{1,16}|use|path|g|circle|rect|defs|symbol|polygon|area|map|col|colgroup"
    "|caption|dfn|kbd|mark|nobr|track|wbr|bdi|bdo|summary|details"
)
_ATTRIBUTES = r"\s[^<>]{0,100}=[^<>]{0,2000}"
#: A bare name in capitals is a tag only where it is no ticker: <P>, <DD> and <NAV> stand in financial news.
_TAG = (
    rf"(?i:</(?:{_ELEMENTS}|{_RARE})\s*>|<(?:{_ELEMENTS}|{_RARE})(?:{_ATTRIBUTES}/?|\s*/)>)|<(?:{_ELEMENTS})>"
    r"|<(?:BR|HR|DIV|SPAN|TABLE|TR|TD|FONT|STRONG|HTML|BODY|SCRIPT)>"
    rf"|</?[abipqsu]\s*/?>|</[ABIPQSU]>|<[abipqsuABIPQSU]{_ATTRIBUTES}>|<!--"
    # of other vocabularies: <o:p>, <fb:like/>, <amp-img src=…>, <g fill=…>; attributes without a value
    r"|<(?:wbr|nobr)>|<[a-z]{1,8}:[a-z]{1,16}>"
    r"|<(?:script|iframe|video|audio|input|button|option|link)\s[a-z]{4,12}(?:\s[a-z]{4,12})?>"
    r"|<!(?i:doctype)[^<>]{0,200}>|<!\[CDATA\[|<\?(?:xml|php)\b|\]\]>"
    # cut before its end
    r"|</(?:span|p|div|a|em|strong|b|i|li|ul|ol|h[1-6]|td|tr|table|figure|blockquote)[ \t]*$"
)
#: The same without its bounds, which cost twenty times the search; both read the same where no tag is as long as that.
_UNBOUNDED_TAG = re.sub(r"\{0,\d{3,4}\}", "*", _TAG)
_LONG_TAG = r"<[^<>=]{100}|<![^<>]{200}|<[^<>]{2000}"
#: A tag of any length: without a bound the engine builds it in no time, and it is asked of few texts.
_ANY_TAG = r"<[^<>]*>"
_SELECTOR = (
    r"(?:[.#][A-Za-z]|\b(?:body|html|div|span|table|figure|img|iframe|ul|ol|li|h[1-6]|td|tr|p|a)\b)[0-9A-Za-z_.#:-]*"
)
#: Code and other markup, written so that prose never matches.
_CODE = (
    r"!?\[[^\[\]\n]+\]\((?:https?://|mailto:|/|#)[^()\s]*\)",  # [text](https://…)
    r"\[\[(?:[^\[\]\n|]+\|)?[^\[\]\n]+\]\]|\{\{[^{}\n]+\}\}",  # [[link|text]], {{template}}
    r"\[/(?:b|i|u|s|img|url|quote|size|color|center|list|code|youtube|video|caption|embed|gallery|audio|playlist|vc_[0-9A-Za-z_]+|et_pb_[0-9A-Za-z_]+|su_[0-9A-Za-z_]+|fusion_[0-9A-Za-z_]+)\]",
    r"\[(?:url|img|size|color|font|quote)=[^\[\]\n]+\]|\[(?:img|url|embed|gallery|caption|vc_[0-9A-Za-z_]+|et_pb_[0-9A-Za-z_]+|fusion_[0-9A-Za-z_]+)\]",
    # WordPress' short codes: [caption id="…"]
    r"\[[b-z][0-9A-Za-z_-]{2,30}(?: [0-9A-Za-z_-]{1,30}=(?:&quot;|[\"”“″'’]?)[^\[\]\n]*)\]",
    r"\{\s*\"@(?:context|type|graph|id)\"\s*:[^\n]*",  # JSON-LD
    r"\bfunction ?[0-9A-Za-z_]{0,40}\([0-9A-Za-z_, ]*\) ?\{|\b(?:var|const) [0-9A-Za-z_$]{1,40} ?= ?[^\n;]+;",
    r"\bdocument\.(?:write|getElementById|createElement|querySelector|addEventListener|cookie)\b|\bwindow\.[0-9A-Za-z_.]{2,40} ?=|\(window,|\bjQuery\(|\$\(document\)",
    rf"{_SELECTOR}(?:[ ,>]+{_SELECTOR})* ?\{{ ?(?:[a-z-]+ ?: ?[^{{}};\n]+;? ?)+\}}",
    r"@media [^{}\n]+\{|@import url\(",
)
_CODE_LINES = r"#{2,6} \p{L}[^\n]{0,150}|={2,5} ?[^=\n]{1,100}?={2,5}[ \t]*$"
_BOLD = r"\*\*\p{L}[^*\n]*[^*\s]\*\*"  # **bold**, at the head of a word
_CODE_SIGNS = (
    "](", "**", "[[", "{{", "[/", "[url", "[img", "[embed", "[gallery", "[caption", "[video ", "[audio ", "[youtube", "[vimeo", "[tweet", "[twitter",
    "[instagram", "[facebook", "[contact-form", "[soundcloud", "[dailymotion", "[iframe", "[table ", "[playlist", "[button", "[pullquote", "[related",
    "[widget", "[newsletter", "[poll ", "[one_", "[dropcap", "[vc_", "[et_pb", "[su_", "[wp_", "[fusion", "[size", "[color", "[font", "[quote", "[list",
    '{"@', '{ "@', '{\n', "){", ") {", "var ", "const ", "document.", "window.", "(window", "jQuery(", "$(document", ";}", "; }", "@media", "@import",
    "## ", "==",
)  # fmt: skip

#: Words that end in a point without ending a sentence, and points of dates and domains.
_ABBREVIATIONS = (
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Ste|Lt|Gen|Col|Sgt|Capt|Cpl|Maj|Sen|Rep|Gov|Prof|Rev|Hon|Jr|Sr|No|Nos|Mt|Ft|vs|Inc|Ltd|Corp|Co|Bros"
    r"|Ave|Blvd|Rd|Feb|Jan|Aug|Sept|Oct|Nov|Dec|Apr|Fr|Hr|Nr|Str|Abs|Art|Bd|bzw|usw|ca|vgl|evtl|inkl|Mio|Mrd|Tel|Dipl|Ing|Hl|geb|Univ"
    r"|Mme|Mlle|MM|Sra|Dra|Av|Ud|Sig|Dott|Avv|ul|ks|nr|пр|ул|им|гг|тыс|млн|млрд|руб|стр))\."
)
_DATES = (
    r"(\d)\.(Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Jan|Feb|Mär|Apr|Jun"
    r"|Jul|Aug|Sep|Okt|Nov|Dez|Spieltag|Minute|Platz|Runde|Etage|Auflage|Liga|Klasse|Bezirk|Mal|Geburtstag|Jahrestag|SSW)"
)
_DOMAINS = r"\.(Com|Org|Edu|Gov|Io|Js|Tv|Exe|Pdf)\b"
#: Words that a sentence begins with, and that no camel-case name ends in ("LinkedIn", "PredictIt" are left alone).
_OPENERS = (
    r"The|This|That|These|Those|They|There|Then|But|However|When|While|After|Although|According|He|She|His|Her|Their|Last|Meanwhile"
    r"|Die|Das|Wir|Nach|Les|Dans|Selon|Nous|Ils|Elle|Cette|Los|Las|Pero|Según|Para|Também|Segundo|Gli|Nella|Secondo|Но|Это|Как|Он|Она|После"
)
#: A heading, byline or quotation that runs into the sentence behind it: "DEFEATThe", "gamesBy Ann", "late”The".
_JOINED = (
    rf"(?:\p{{L}}\p{{Ll}}+|\p{{Lu}}{{3,}})[”»]?(?:{_OPENERS})\b|\p{{Ll}}{{3,}}By \p{{Lu}}\p{{Ll}}+ \p{{Lu}}\p{{Ll}}+"
)
#: Tags, addresses and hashtags run words together rightly.
_NO_PROSE = rf"{_ANY_TAG}|{ADDRESSES}|#\w+"
#: A quick look each, before the careful one.
_MAY_BE_GLUED = r"[.!?][”’\"')»]?[“‘\"'(«„¿¡]?\p{Lu}\p{Ll}"
_MAY_BE_JOINED = rf"[\p{{Ll}}\p{{Lu}}”»](?:{_OPENERS}|By)[ ,\n]"
_GLUED = r"(?:\p{L}\p{Ll}+|\d{2,}%?)[.!?][”’\"')»]?[“‘\"'(«„¿¡]?\p{Lu}\p{Ll}+"


@check(
    family="markup",
    explain=lambda evidence: (
        "an HTML tag left in the text" if evidence.startswith("<") else "markup or code left in the text"
    ),
    help="take the text of the parsed page (its paragraphs, an empty line between), not its HTML",
    bad=[
        {"body": "<p>The vote passed.</p>"},
        {"body": "The vote passed.<br/>Ministers said so."},
        {"title": "A <em>close</em> vote"},
        {"body": '<span class="lead">OSLO</span> The vote passed.'},
        {"body": "The vote passed, [she said](https://example.org/1)."},
        {"body": 'The vote passed. [caption id="attachment_1"]The house[/caption]'},
        {"body": "The vote passed. .lead { color: red; }"},
    ],
    good=[
        {"body": "I <3 this town, and 2 < 3 > 1."},
        {"body": "Shares of Acme <ACM> rose."},
        {"body": "if a<b and c>d then stop"},
        {"body": "[I]t passed [sic], she wrote to <ann@example.org>. **"},
    ],
)
def no_markup(text: pl.Expr, *, kinds: Literal["html", "all"] = "all") -> Evidence:
    """No markup and no code are left in title and body.

    Looks for HTML's own elements, opened or closed, with or without attributes, those of other vocabularies (``<o:p>``,
    ``<amp-img …>``), comments and declarations; with *kinds* ``all``, the default, also for links and bold type of
    Markdown, wiki links and headings, templates, forum codes, short codes of WordPress, style sheets, scripts and
    JSON-LD. Spared: ``<3``, comparisons, tickers and addresses between angle brackets, "[sic]", "[I]t". Missed:
    emphasis by one asterisk or underscore, forum codes of one letter that nothing closes.
    """
    tags = Evidence(find(text, _TAG, when=text.str.contains("<", literal=True)).first, _tags(text))
    if kinds == "html":
        return tags
    likely = where(holds_any(text, _CODE_SIGNS), text)
    code = find(likely, ascii_words("|".join(_CODE)), spare=_ANY_TAG)
    lines = find(likely, _CODE_LINES, before=r"^[ \t]*")
    bold = find(likely, _BOLD, before=r"(?:^|[\s(“\"])")
    return _together(tags, code, lines, bold)


def _tags(text: pl.Expr) -> pl.Expr:
    """The marks of tags, of which a page has hundreds."""
    long = text.str.contains(_LONG_TAG)
    return pl.when(long).then(matches(where(long, text), _TAG)).otherwise(matches(where(~long, text), _UNBOUNDED_TAG))


@check(
    columns=("body",),
    family="structure",
    explain="two sentences glued together: a paragraph break was lost here",
    help="join paragraphs with an empty line between them, not with nothing",
    bad=[
        {"body": "The bridge opened in 2014.The army closed it."},
        {"body": "It was late.“We go,” she said."},
        {"body": "The vote passed.Ministers said so."},
        {"body": "SECOND DEFEATThe director resigned."},
    ],
    good=[
        {"body": "The U.S.Army and Yahoo.com agreed on 1.5 points."},
        {"body": "Dr.Poe met St.Louis officials. No.They did not agree?"},
        {"body": "Node.js and example.com. The end."},
        {"body": "LinkedIn, PredictIt and PlayStation met on 12.Januar."},
    ],
)
def paragraphs_kept(text: pl.Expr) -> Evidence:
    """Paragraphs are apart: no sentence runs into the next without a space ("2014.The army").

    Looks for a word or number, the end of a sentence and a capitalised word with nothing between them, and for words
    that begin sentences glued to a heading, a byline or a quotation ("DEFEATThe director", "gamesBy Ann Poe"). Spared:
    abbreviations, initials, domain names, decimals, dates of German, names in camel case, tags, addresses. Missed:
    headings glued to a word that is no such opener.
    """
    likely = where(text.str.contains(_MAY_BE_GLUED), text)
    # the point of an abbreviation becomes a comma, which ends no sentence; lengths stay
    without_points = (
        likely.str.replace_all(ascii_words(rf"({_ABBREVIATIONS[:-2]})\."), "${1},")
        .str.replace_all(ascii_words(_DOMAINS), ",${1}")
        .str.replace_all(_DATES, "${1},${2}")
    )
    glued = find(without_points, _GLUED, spare=_NO_PROSE)
    camel = where(text.str.contains(_MAY_BE_JOINED), text)
    return _together(glued, find(camel, ascii_words(_JOINED), spare=_NO_PROSE))


def _together(*evidence: Evidence) -> Evidence:
    """What several looks have found, in the order of the text."""
    marks = [one.marks.fill_null([]) for one in evidence if one.marks is not None]
    return Evidence(pl.coalesce(one.first for one in evidence), pl.concat_list(marks).list.sort())
