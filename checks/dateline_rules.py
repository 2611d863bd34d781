"""Which lines that are formed like a dateline are one."""

from functools import cache

import polars as pl

from .dateline_forms import (
    AGENCY,
    AGENCY_FIRST,
    BLOCK,
    CAPITALS,
    CHINESE,
    DATE_FIRST,
    INLINE,
    JAPANESE,
    KOREAN,
    NAME,
    NAMED,
    OUTLET,
    REGION,
    REGION_KNOWN,
)
from .places import is_city, is_doubtful, is_place

#: Behind this much text, or so many lines, only a form that leaves no doubt counts.
_NEAR, _NEAR_LINES = 700, 5
#: What follows the separator of a table's head: numbers, or a date and a number.
_TABLE = (
    r"^(?:[-–—\d\s.,/]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? ?\d)+$|^\d+[ .,/]|^(?i:jan|feb|mar"
    r"|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?i:[a-z]*)\.? \d"
)
#: How a sentence begins.
_SENTENCE = r"^[“‘\"'«„¿¡$€£(\[]*(?:[\p{Lu}\p{Lo}\d]|[a-z][A-Z])"
#: What follows a city in the name of something else: New York Times, Manchester United.
_NAMES_ON = (
    r"^(?:United|City|Times|Post|TODAY|Today|Bridge|University|College|Airport|Saint-Germain|FC|Police|County"
    r"|Council|Stock|Herald|Tribune|Sun"
    r"|Daily|Symphony|Zoo|Hospital|International|Museum|School|Street|River|Marathon|Fashion|Film|Township|Park"
    r"|Knicks|Yankees|\p{Lu}{2,}s?\b [a-z])"
)
#: Words in front of a dash or colon that say what kind of text follows.
_KICKERS = (
    r"(?i)^(?:breaking|developing|just in|alert|urgent|flash|sponsored|advert\w*|promoted|file|image|picture|caption"
    r"|related|read|more|must|memo|report|press|media|statement|disclaimer|warning|spoiler\w*|fact|facts|data|map"
    r"|chart|graphic|gallery|podcast|listen|audio|newsletter|special|feature\w*|focus|insight|preview|recap"
    r"|highlights?|lineups?|stats|quotes?|quick|key|why|how|what|who|when|where|also|tip|tips|recipe|guide|step|part"
    r"|chapter|episode|season|day|week|game|match|men|women|boys|girls|round|week|no|yes|ps|fyi|aka|tl|exclusive"
    r"|analysis|opinion|watch|video|update\w*|correct\w*|live|photos?|review|interview|profile|factbox|timeline"
    r"|explainer|poll|column|editorial|commentary|letter|question|answer|note|editor|background|summary|results?"
    r"|final|score|top|the|this|it|q|a"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b"
)
#: The groups of the forms, which become columns.
_PARTS = ("dateline", "place", "region", "date", "agency", "separator", "rest")
#: Groups that hold a part where it is written another way.
_VARIANTS = ("slashed", "signed", "state", "bracket", "round")
#: Letters in capitals at the head of a line, behind marks at most.
_LOUD = r"^[\P{L}]{0,12}\p{Lu}[\p{Lu}.'’-]|^[^\p{L}]{0,12}(?:Mc|A |al-|[LD]['’])\p{Lu}"
#: What every form of `NAME` has; it costs a fiftieth of the whole pattern.
_MAY_BE_NAME = (
    r"^[^\p{L}]{0,12}(?:[\p{Lu}\p{Lo}’'‘]|al-)[^\n]{1,80}?(?:[(\[/]| [-–—―−|]|[—–\ufffd|]|--|\d -)"
    r"|^[^\p{L}]{0,12}[\p{Lu}\p{Lo}][\p{L}\p{M}'-]+(?:,? [\p{L}\p{M}\d'-]+){0,4} ?[.:](?:\s|$)"
)
#: A bracket or mark behind the first word or two, as behind an agency in front.
_MAY_BE_AGENCY = r"^[^\p{L}]{0,8}[\p{L}\d.]{2,20}(?: [\p{L}.]{2,12}){0,2} ?[)\]|:,/-]"
#: An agency in brackets or between slashes, wherever.
_MAY_BE_BRACKETED = r"[(\[][^()\[\]\n]{2,}[)\]]|/[^/\n]{2,30}/"
_EASTERN = r"[\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7af}]"
#: One after the other: as one pattern they are twenty times slower.
_CANDIDATES = (_LOUD, _MAY_BE_NAME, _MAY_BE_AGENCY, _EASTERN, NAMED)
_AGENT = rf"^(?:{AGENCY}|{OUTLET})(?:[ /,].*)?$"
_DASHED = r"[-–—―−‒‐‑\ufffd|=]"


def candidates() -> pl.Expr:
    """Whether a ``line`` may hold any form; all else need not be looked at."""
    return pl.any_horizontal(pl.col("line").str.contains(candidate) for candidate in _CANDIDATES)


def first_datelines(lines: pl.DataFrame) -> pl.DataFrame:
    """Of every row the first line that has a dateline, with its parts as it writes them.

    *lines*: ``row``, ``number`` and ``at`` (how many lines and characters stand in front), ``line``.
    """
    loud = _capitals(lines)
    done = loud.filter(pl.col("number") == 0)
    others = lines.join(done, on="row", how="anti", maintain_order="left")
    forms = [loud, *(form(others) for form in (_names, _agency_first, _date_first, _eastern, _by_markup))]
    found = [form for form in forms if form.height] or [_parts(lines.head(0), DATE_FIRST)]
    every = pl.concat(found, how="diagonal_relaxed").sort("row", "number", maintain_order=True)
    return every.unique("row", keep="first", maintain_order=True)


def _either(lines: pl.DataFrame, patterns: tuple[str, str]) -> pl.DataFrame:
    """The parts that the form with an agency in brackets reads, and of all other lines those that the next reads."""
    bracketed, separated = patterns
    read = _parts(lines.filter(pl.col("line").str.contains(_MAY_BE_BRACKETED)), bracketed)
    others = lines.join(read, on=["row", "number"], how="anti", maintain_order="left")
    return pl.concat([read, _parts(others, separated)])


def _parts(lines: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """What *pattern* reads in every line: the parts of a dateline as columns, null where it has none."""
    part = _groups(pattern).struct.field
    names = {name for name in (*_PARTS, *_VARIANTS) if f"?P<{name}>" in pattern}
    columns = {name: part(name) if name in names else pl.lit(None, pl.String) for name in (*_PARTS, *_VARIANTS)}
    read = lines.with_columns(**columns).filter(pl.col("dateline").is_not_null())
    mistaken = pl.col("region").str.contains(_AGENT).fill_null(False)  # CANBERRA, AAP -
    return read.with_columns(
        agency=pl.coalesce("agency", "slashed", "signed", pl.when(mistaken).then("region")),
        region=pl.coalesce(pl.when(~mistaken).then("region"), "bracket", "round", "state"),
        rest=pl.col("rest").fill_null("").str.strip_chars(f" \t\r\n\u00a0{INLINE}{NAMED}"),
    ).drop(_VARIANTS)


@cache
def _groups(pattern: str) -> pl.Expr:
    """The groups of a line: Polars compiles the pattern where the expression is made, which costs as much as a run."""
    return pl.col("line").str.extract_groups(pattern)


def plain(name: str) -> pl.Expr:
    """A part without the marks of tags."""
    return pl.col(name).str.replace_all(f"[{INLINE}{NAMED}]", "").str.strip_chars()


def _weighed(read: pl.DataFrame) -> pl.DataFrame:
    """What was read, with what speaks for and against a dateline: each a Boolean column."""
    known = read.with_columns(known=is_place(plain("place")), doubtful=is_doubtful(plain("place")))
    return known.with_columns(**_signs()).with_columns(pl.col(pl.Boolean).fill_null(False))


def _signs() -> dict[str, pl.Expr]:
    place, separator, agency, rest = plain("place"), pl.col("separator"), pl.col("agency"), pl.col("rest")
    dash = separator.str.contains(_DASHED)
    hyphen_alone = separator.str.contains(r"^[-‐]$") & ~pl.col("line").str.contains(r"^[^-]*-(?:\s|$)")
    return {
        "dated": pl.col("date").is_not_null(),
        "signed": agency.str.strip_chars().str.contains(_AGENT),
        "bracketed": agency.str.contains(r"^[A-Z][A-Z0-9-]{1,9}$|^[a-z]{2,5}$|^\p{Lu}[\w'.&-]*\p{Ll}[\w'.& -]*$"),
        "station": agency.str.contains(r"^[KW][A-Z]{2,3}\b"),
        "unsigned": agency.is_null(),
        "dashed": dash & (~hyphen_alone | pl.col("date").is_not_null()),
        "spaced": separator.str.contains(rf"^[^.]*(?:[ \u00a0]{_DASHED}|—|–|--|\|)"),
        "coloned": separator.str.contains(":", literal=True),
        "stopped": separator.is_in([".", ":", " :"]),
        "regional": plain("region").str.contains(REGION_KNOWN) | is_place(plain("region")).fill_null(False),
        "kicker": place.str.contains(_KICKERS) & ~(pl.col("known") & ~pl.col("doubtful")),
        "short": place.str.count_matches(r"\S+") <= 3,
        "near": (pl.col("at") <= _NEAR) & (pl.col("number") < _NEAR_LINES),
        "table": rest.str.contains(_TABLE),
        "sentence": rest.str.contains(_SENTENCE),
        "worded": rest.str.count_matches(r"\b\p{Ll}{2,}") >= 3,
        "prose": (pl.col("line").str.len_chars() >= 45) | pl.col("line").str.contains(rf"{_EASTERN}{{6}}"),
        "ended": rest == "",
    }


def _capitals(lines: pl.DataFrame) -> pl.DataFrame:
    """``OSLO, May 4 (Reuters) -``, ``PAHRUMP —``, ``BEIRUT Syrian forces``."""
    loud = lines.filter(pl.col("line").str.contains(_LOUD))
    has = pl.col
    small_town = (  # that GeoNames leaves out
        has("spaced") & has("prose") & has("worded") & has("short")
        & (has("number") < 3) & (has("place").str.count_matches(r"\p{L}") >= 4)
    )  # fmt: skip
    agreed = (
        (has("dated") & (has("dashed") | has("signed") | has("bracketed") | (has("known") & has("coloned"))))
        | has("signed")
        | (has("bracketed") & has("dashed") & (has("known") | has("regional") | has("station") | small_town))
    )
    somewhere = has("regional") | has("known") | (has("region").is_not_null() & has("sentence")) | small_town
    placed = (
        has("unsigned") & has("dashed") & ~has("table") & somewhere & (has("sentence") | (has("ended") & ~small_town))
    )
    coloned = has("coloned") & has("known") & ~has("doubtful") & has("sentence") & has("prose") & has("near")
    in_capitals = has("place").str.contains(r"\p{Lu}.*\p{Lu}") & ~has("kicker")
    sure = _weighed(_either(loud, CAPITALS)).filter(in_capitals & (agreed | placed | coloned))
    rest = loud.join(sure, on=["row", "number"], how="anti", maintain_order="left")
    near = (has("at") <= _NEAR) & (has("number") < _NEAR_LINES) & (has("line").str.len_chars() >= 60)
    return pl.concat([sure, _silent(rest.filter(near))], how="diagonal_relaxed")


#: How a sentence begins behind a place without a separator.
_OPENS = r"^[“‘\"'«]?(?:\p{Lu}[\p{Ll}’'.]|A |\p{Lu}{2,5} |\p{Lu}\.|\d|[$€£])"


def _silent(read: pl.DataFrame) -> pl.DataFrame:
    """Places in capitals without a separator (``BEIRUT Syrian forces``): the longest run of words that is a place."""
    if not read.height:
        return read
    first = rf"^[\s{INLINE}{NAMED}]*(?P<dateline>(?P<place>"
    gap, rest = rf"[ \u00a0{INLINE}{NAMED}]+", r"(?P<rest>[^\n]{1,60})"
    word = r"[\p{Lu}\p{M}.'’-]+"
    regional = _weighed(_parts(read, rf"{first}{word}(?: {word}){{0,3}}), (?P<region>{REGION})){gap}{rest}"))
    choices = [regional.filter("regional")]
    for words in (3, 2, 1, 0):
        read_so = _parts(read, rf"{first}(?:{word}[ /]){{{words}}}[\p{{Lu}}\p{{M}}.'’-]{{4,}})){gap}{rest}")
        choices.append(read_so.filter(is_city(pl.col("place")) & ~is_doubtful(pl.col("place"))))
    opens = pl.col("rest").str.contains(_OPENS) & ~pl.col("rest").str.contains(_NAMES_ON)
    prose = pl.col("rest").str.count_matches(r"\b\p{Ll}{2,}") >= 3
    every = pl.concat(choices, how="diagonal_relaxed").filter(opens & prose)
    return every.unique(["row", "number"], keep="first", maintain_order=True)


def _names(lines: pl.DataFrame) -> pl.DataFrame:
    """``Paris (AFP) -``, ``Srinagar, March 5:``, ``Berlin.``: what has no capitals needs more to speak for it."""
    has = pl.col
    apart = has("unsigned") & has("near") & has("sentence") & has("prose")
    sure_name = ~has("doubtful") | has("place").is_in(["Essen", "Halle"])
    accepted = (
        (has("signed") & (has("dated") | (has("place").str.count_matches(r"\S+") <= 4)))
        | (has("dated") & has("dashed") & (has("known") | has("regional") | has("short")))
        | (has("dated") & has("known") & has("coloned"))
        | (has("bracketed") & has("known") & has("dashed"))
        | (apart & has("spaced") & has("dashed") & (has("known") | has("regional")) & ~has("doubtful"))
        | (apart & has("stopped") & has("known") & sure_name & (has("number") < 2))
    )
    in_line = accepted & ~(has("table") & ~has("dated"))
    alone = has("known") & has("dashed") & has("ended") & (has("at") == 0) & has("place").str.contains(r"^\p{Lu}")
    read = _weighed(_either(lines.filter(has("line").str.contains(_MAY_BE_NAME)), NAME))
    return read.filter(~has("kicker") & (in_line | alone))


def _agency_first(lines: pl.DataFrame) -> pl.DataFrame:
    read = _parts(
        lines.filter((pl.col("number") < _NEAR_LINES) & pl.col("line").str.contains(_MAY_BE_AGENCY)), AGENCY_FIRST
    )
    if not read.height:
        return read
    read = _weighed(read)
    return read.filter((pl.col("known") | pl.col("regional") | pl.col("dated")) & ~pl.col("kicker"))


def _date_first(lines: pl.DataFrame) -> pl.DataFrame:
    read = _parts(lines.filter(pl.col("at") == 0), DATE_FIRST)
    return read.filter(~pl.col("place").str.contains(_KICKERS).fill_null(False))


def _eastern(lines: pl.DataFrame) -> pl.DataFrame:
    wide = lines.filter((pl.col("number") < _NEAR_LINES) & pl.col("line").str.contains(_EASTERN))
    if not wide.height:
        return wide
    chinese, korean = _parts(wide, CHINESE), _parts(wide, KOREAN)
    chinese = chinese.filter(pl.col("agency").is_not_null() | is_place(pl.col("place")).fill_null(False))
    japanese = _parts(wide, JAPANESE)
    japanese = japanese.filter(
        is_place(pl.col("place")) | pl.col("date").is_not_null() | pl.col("agency").str.contains("共同|時事|ロイター")
    )
    return pl.concat([chinese, japanese, korean], how="diagonal_relaxed")


def _by_markup(lines: pl.DataFrame) -> pl.DataFrame:
    """What a page's own tag calls a dateline."""
    pattern = rf"{NAMED}\s*(?P<dateline>(?P<place>[^\n{INLINE}{NAMED}{BLOCK}]{{2,80}}?))\s*[{INLINE}{BLOCK}]"
    named = lines.filter(pl.col("line").str.contains(NAMED, literal=True))
    return _parts(named, pattern).filter(pl.col("place").str.contains(r"\p{L}{2}"))
