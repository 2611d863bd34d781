"""Where a story was written, as its first words say."""

from typing import Literal

import polars as pl

from .check import check
from .evidence import MARK, Evidence, ascii_words

#: A dateline stands in the opening: behind a caption and a byline at most. The longest such preamble of the seeds
#: has 420 characters.
_OPENING = 1_500
_AGENCIES = (
    "Reuters|REUTERS|AP|Associated Press|AFP|Agence France-Presse|UPI|Bloomberg|Xinhua|Kyodo|Yonhap|TASS|Tass|Interfax"
    "|dpa|DPA|EFE|ANSA|PTI|IANS|ANI|AAP|CP|Canadian Press|Anadolu|AA"
)
#: An agency named in a text, a byline or a credit: such an article is wire copy, and owes a dateline.
_WIRE = (
    r"\b(?:Reuters|REUTERS?|AFP|Agence France-Presse|Associated Press|UPI|Xinhua|Kyodo News|Yonhap|TASS|Interfax|EFE|"
    r"ANSA|PTI|IANS|Anadolu Agency|Canadian Press)\b|\((?:AP|AAP|CP|dpa|DPA|ANI)\)|\bSource: (?:AAP|AP|dpa|ANI)\b"
)
_MONTH = (
    r"(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September"
    r"|October|November|December)\.?"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CAPITALS = r"\p{Lu}[\p{Lu}.'’-]+(?:[ /-]\p{Lu}[\p{Lu}.'’-]*){0,4}"
_NAME = r"\p{Lu}[\p{L}.'’-]+(?: \p{Lu}?[\p{L}.'’-]+){0,3}"
_REGION = rf"(?:, ?{_NAME})?"
_SEPARATOR = r"[ \t\u00a0]*(?:--?|–|—|―|:)[ \t\r\n\u00a0]"
_TAGS = r"(?:<[^<>]{1,300}>[ \t\n]*)*"
_FORMS = (
    rf"{_CAPITALS}{_REGION}(?:,? {_DATE})?,?(?: ?\((?:{_AGENCIES})\))?{_SEPARATOR}",  # BEIRUT, March 27 (Reuters) -
    rf"{_NAME}{_REGION}(?:,? {_DATE})? ?\((?:{_AGENCIES})\)",  # Paris (AFP) -
    rf"{_NAME}{_REGION}, {_DATE}{_SEPARATOR}",  # Beirut, March 27 –
    rf"\((?:{_AGENCIES})\)[ \t]*(?:--?|–|—)?[ \t]*{_CAPITALS}{_REGION}(?:,? {_DATE})?{_SEPARATOR}",  # (AP) - OSLO -
)
_DATELINE = rf"(?m)^[ \t]*{_TAGS}(?:{'|'.join(_FORMS)})|<span class=\"articleLocation\">\s*[^<\s]"


@check(
    columns=("body",),
    family="structure",
    help="keep the place in front of the first sentence when the page is parsed; it often has a tag of its own",
    bad=[
        {"body": "Rain fell on the capital for a third day, officials told Reuters."},
        {"body": "Rain fell on the capital for a third day.\n\nSource: AAP"},
    ],
    good=[
        {"body": "OSLO, May 4 (Reuters) - Rain fell on the capital for a third day."},
        {"body": "A street under water. REUTERS/Ann Poe\n\nBy Ann Poe\n\nOSLO, May 4 – Rain fell on the capital."},
        {"body": "Oslo (AFP) - Rain fell on the capital for a third day."},
        {"body": '<p><span class="articleLocation">OSLO</span> Rain fell, officials told Reuters.</p>'},
        {"body": "Rain fell on the garden of our reader, and nobody wired it."},
    ],
)
def dateline_present(*, articles: Literal["wire", "all"] = "wire") -> Evidence:
    """The story opens with its dateline: the place, often the date and the agency.

    Looks for it at the start of a line in the first 1,500 characters, so behind a caption and a byline: a place in
    capitals and a dash or colon (``BEIRUT, March 27 –``), a place with an agency in brackets (``Paris (AFP) -``), a
    place with a date, the agency first, or the markup that Reuters' pages give it. *articles*: which articles owe one:
    ``wire``, those whose text names a news agency (the default), or ``all``.

    Missed: a place in capitals without any separator, places in scripts without capitals.
    """
    body = pl.col("body")
    present = body.str.head(_OPENING).str.contains(_DATELINE)
    owed = body.str.contains(ascii_words(_WIRE)) if articles == "wire" else pl.lit(True)
    opening = body.str.strip_chars().str.head(80).str.replace_all(r"\s+", " ")
    mark = pl.struct(
        start=pl.lit(None, pl.UInt32),
        end=pl.lit(None, pl.UInt32),
        text=opening,
        message=pl.lit("no dateline in front of the first sentence; the text opens so"),
    )
    return Evidence(
        first=pl.when(owed).then(pl.when(~present).then(opening)),
        marks=pl.concat_list(mark).cast(pl.List(MARK)),
        owed=owed,
    )
