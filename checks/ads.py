"""Advertising that was never part of the story."""

import polars as pl

from .check import Regex, check
from .evidence import Evidence, ascii_words, find

_PLACEHOLDERS = (
    r"\[/?ad_?\d*\]",  # [ad_1]: what ad plug-ins of WordPress leave in exports
    r"\[/?(?:adsense|advert|advertisement|ad_slot|adrotate|dfp_ads?)\b[^\]\n]{0,80}\]",
    r"googletag\.\w+[^\n]{0,80}",
    r"\(adsbygoogle[^\n]{0,80}",
    r"adsbygoogle",
    r"div-gpt-ad-[\w-]+",
)
_PLACEHOLDER_STARTS = ("[", "(", "googletag", "adsbygoogle", "div-gpt-ad")
# One word for "advertisement" in each major news language, alone on its line.
_LABELS = (
    "advertisement", "advertisements", "advertising", "sponsored content", "sponsored", "paid content",
    "promoted content", "anzeige", "werbung", "publicité", "publicidad", "publicidade", "pubblicità", "advertentie",
    "annonse", "annonce", "reklama", "reklam", "hirdetés", "реклама", "広告", "广告", "廣告", "광고", "إعلان", "اعلان",
    "विज्ञापन", "iklan",
)  # fmt: skip
_CALLS = (
    r"story continues below(?: (?:this )?ad(?:vertisement)?)?",
    r"article continues (?:after|below)(?: (?:this )?ad(?:vertisement)?)?",
    r"advertisement\W{1,5}continue reading(?: below| the main story)?",
    r"continue reading the main story",
    r"scroll (?:down )?(?:for|to continue|to read)(?: more| reading)?(?: below)?",
    r"(?:skip|close) (?:this )?ad(?:vertisement)?",
)
_LABEL_LINE = rf"(?:{'|'.join((*_LABELS, *_CALLS))})[ \t]*[.:…*–—-]*[ \t]*$"


@check(
    columns=("body",),
    family="ads",
    explain=lambda evidence: "an ad placeholder" if evidence.startswith(_PLACEHOLDER_STARTS) else "an ad label",
    help="strip the placeholders and labels where the pages are parsed",
    bad=[
        {"body": "The vote passed. [ad_1] Ministers said so."},
        {"body": "The vote passed.\n\nAdvertisement\n\nMinisters said so."},
        {"body": "Die Abstimmung ist vorbei.\nANZEIGE\nDas Ministerium schweigt."},
        {"body": "The vote passed.\nADVERTISEMENT - CONTINUE READING BELOW\nMore."},
        {"body": "The vote passed.\nStory continues below advertisement\nMore."},
    ],
    good=[
        {"body": "The vote passed [sic]."},
        {"body": "The party ran an advertisement in the Gazette."},
        {"body": "Advertisement revenue fell by a tenth, the publisher said."},
        {"body": "He watched a bad ad. [Adam said so.]"},
    ],
)
def no_ad_markers(text: pl.Expr, *, also: list[Regex] | None = None) -> Evidence:
    """Ad placeholders and ad labels are gone from the text.

    Looks for placeholders (``[ad_1]``, Google's tags) anywhere, and for labels ("Advertisement", "Anzeige", "Реклама",
    "広告"…) and calls ("Story continues below") that have a line to themselves. *also*: patterns of your own.

    Spared: sentences about advertising. Missed: labels inside tags or glued to a sentence.
    """
    anywhere = find(text, "|".join((ascii_words("|".join(_PLACEHOLDERS)), *(f"(?:{own})" for own in also or ()))))
    labels = find(text, rf"(?i:{_LABEL_LINE})", before=r"^[ \t*–—-]*")
    return Evidence(
        first=pl.coalesce(anywhere.first, labels.first),
        marks=pl.concat_list(anywhere.marks, labels.marks).list.sort(),
    )
