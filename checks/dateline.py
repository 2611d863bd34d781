"""What the dateline of a story says: its place, region, date and agency, and where it stands."""

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
    MONTHS,
    NAME,
    NAMED,
    OUTLET,
    REGION,
    REGION_KNOWN,
)
from .evidence import TAGS
from .places import is_city, is_doubtful, is_place

#: A dateline as it was read: *text* from the place to the separator, its parts as written, the day and month that the
#: date names (and the year, where it does), and offsets in code points of the body as it was read.
DATELINE = pl.Struct(
    {
        "text": pl.String, "place": pl.String, "region": pl.String, "date": pl.String, "agency": pl.String,
        "day": pl.UInt8, "month": pl.UInt8, "year": pl.UInt16, "start": pl.UInt32, "end": pl.UInt32,
    }
)  # fmt: skip
#: A dateline stands in the opening: behind a caption and a byline at most. The longest such preamble of the seeds
#: has 420 characters.
_OPENING = 1_500
#: Of pages, so much is read: a page can open with kilobytes of tags.
_PAGE = 20_000
#: Lines that are looked at, and so many characters of each.
_LINES, _LINE = 14, 260
#: Behind this much text, or so many lines, only a form that leaves no doubt counts.
_NEAR, _NEAR_LINES = 700, 5

_BLOCKS = r"</?(?:p|br|div|li|ul|ol|h[1-6]|td|tr|table|figure|figcaption|blockquote|section|article|header|aside|time)\b[^<>]*>"
_NAMED_TAG = r"<[^<>]*(?:[dD]ateline|articleLocation)[^<>]*>"
_TABLE = r"^(?:[-–—\d\s.,/]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? ?\d)+$|^\d+[ .,/]|^(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?i:[a-z]*)\.? \d"
_SENTENCE = r"^[“‘\"'«„¿¡$€£(\[]*(?:[\p{Lu}\p{Lo}\d]|[a-z][A-Z])"
#: What follows a city in the name of something else: New York Times, Manchester United.
_NAMES_ON = (
    r"^(?:United|City|Times|Post|TODAY|Today|Bridge|University|College|Airport|Saint-Germain|FC|Police|County|Council|Stock|Herald|Tribune|Sun"
    r"|Daily|Symphony|Zoo|Hospital|International|Museum|School|Street|River|Marathon|Fashion|Film|Township|Park|Knicks|Yankees|\p{Lu}{2,}s?\b [a-z])"
)
_KICKERS = (
    r"(?i)^(?:breaking|developing|just in|alert|urgent|flash|sponsored|advert\w*|promoted|file|image|picture|caption|related|read|more|must|memo|report|press|media|statement|disclaimer|warning|spoiler\w*|fact|facts|data|map|chart|graphic|gallery|podcast|listen|audio|newsletter|special|feature\w*|focus|insight|preview|recap|highlights?|lineups?|stats|quotes?|quick|key|why|how|what|who|when|where|also|tip|tips|recipe|guide|step|part|chapter|episode|season|day|week|game|match|men|women|boys|girls|round|week|no|yes|ps|fyi|aka|tl|exclusive|analysis|opinion|watch|video|update\w*|correct\w*|live|photos?|review|interview|profile|factbox|timeline"
    r"|explainer|poll|column|editorial|commentary|letter|question|answer|note|editor|background|summary|results?|final|score|top|the|this|it|q|a"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b"
)


def datelines(bodies: pl.Series) -> pl.Series:
    """The dateline of every body (`DATELINE`), null where it has none."""
    frame = pl.DataFrame({"body": bodies}).with_row_index("row")
    found = _accepted(_lines(frame.filter(pl.col("body").is_not_null())))
    placed = frame.join(found, on="row", how="inner", maintain_order="left").with_columns(_spans())
    parsed = placed.select("row", pl.struct(**{name: pl.col(name) for name in _columns()}).cast(DATELINE).alias("found"))
    whole = pl.DataFrame({"row": pl.int_range(bodies.len(), dtype=pl.UInt32, eager=True)})
    return whole.join(parsed, on="row", how="left", maintain_order="left")["found"].alias(bodies.name)


def _columns() -> list[str]:
    return [field.name for field in DATELINE.fields]


def _lines(frame: pl.DataFrame) -> pl.DataFrame:
    """The first lines of every body: row, line number, their text, and the offset of each in the text without tags."""
    tagged = pl.col("body").str.contains("<", literal=True)
    read = pl.when(tagged).then(pl.col("body").str.head(_PAGE)).otherwise(pl.col("body").str.head(_OPENING))
    opening = _marked(read).str.head(_OPENING * 2)
    pieces = opening.str.extract_all(rf"[^\n\r{BLOCK}]*[\n\r{BLOCK}]?")
    long = (
        frame.select("row", line=pieces)
        .explode("line")
        .with_columns(length=pl.col("line").str.len_chars().cast(pl.Int64))
    )
    long = long.with_columns(at=pl.col("length").cum_sum().over("row") - pl.col("length"))
    return (
        long.filter(pl.col("at") <= _OPENING)
        .filter(pl.col("line").str.contains(r"[\p{L}\d]"))
        .with_columns(number=pl.int_range(pl.len()).over("row"))
        .filter(pl.col("number") < _LINES)
        .with_columns(line=pl.col("line").str.head(_LINE))
        .filter(pl.any_horizontal(pl.col("line").str.contains(candidate) for candidate in _CANDIDATES))
    )


def _marked(page: pl.Expr) -> pl.Expr:
    """The text with one character for every tag, which says what kind it is."""
    marked = page.str.replace_all(_NAMED_TAG, NAMED).str.replace_all(rf"(?i){_BLOCKS}", BLOCK)
    return marked.str.replace_all(TAGS, INLINE)


def _accepted(lines: pl.DataFrame) -> pl.DataFrame:
    """Of every row the first line that has a dateline, with its parts."""
    loud = _capitals(lines)
    done = loud.filter(pl.col("number") == 0)
    open_lines = lines.join(done, on="row", how="anti", maintain_order="left")
    forms = [loud, *(form(open_lines) for form in (_names, _agency_first, _date_first, _asian, _by_markup))]
    every = pl.concat([form for form in forms if form.height] or [_parts(lines.head(0), DATE_FIRST)], how="diagonal_relaxed")
    first = every.sort("row", "number", maintain_order=True).unique("row", keep="first", maintain_order=True)
    return first.select("row", "at", "line", "dateline", "place", "region", "date", "agency")


_PARTS = ("dateline", "place", "region", "date", "agency", "separator", "rest")
#: Groups that hold a part where it is written another way.
_VARIANTS = ("slashed", "signed", "state", "bracket", "round")


def _either(lines: pl.DataFrame, patterns: tuple[str, ...]) -> pl.DataFrame:
    """The parts that the first pattern reads, and of the other lines those that the next reads."""
    read = []
    for pattern in patterns:
        read.append(_parts(lines, pattern))
        lines = lines.join(read[-1], on=["row", "number"], how="anti", maintain_order="left")
    return pl.concat(read)


def _parts(lines: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """What *pattern* reads in every line: the parts of a dateline as columns, null where it has none."""
    groups = pl.col("line").str.extract_groups(pattern)
    part = groups.struct.field
    names = {name for name in (*_PARTS, *_VARIANTS) if f"?P<{name}>" in pattern}
    columns = {name: part(name) if name in names else pl.lit(None, pl.String) for name in (*_PARTS, *_VARIANTS)}
    read = lines.with_columns(**columns).filter(pl.col("dateline").is_not_null())
    mistaken = pl.col("region").str.contains(_AGENT).fill_null(False)  # CANBERRA, AAP -
    return read.with_columns(
        agency=pl.coalesce("agency", "slashed", "signed", pl.when(mistaken).then("region")),
        region=pl.coalesce(pl.when(~mistaken).then("region"), "bracket", "round", "state"),
        rest=pl.col("rest").fill_null("").str.strip_chars(f" \t\r\n\u00a0{INLINE}{NAMED}"),
    ).drop(_VARIANTS)


def _plain(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(f"[{INLINE}{NAMED}]", "").str.strip_chars()


_LOUD = r"^[\P{L}]{0,12}\p{Lu}[\p{Lu}.'’-]|^[^\p{L}]{0,12}(?:Mc|A |al-|[LD]['’])\p{Lu}"
#: What every form of `NAME` has; it costs a fiftieth of the whole pattern.
_MAY_BE_NAME = (
    r"^[^\p{L}]{0,12}(?:[\p{Lu}\p{Lo}’'‘]|al-)[^\n]{1,80}?(?:[(\[/]| [-–—―−|]|[—–\ufffd]|--|\d -)"
    r"|^[^\p{L}]{0,12}[\p{Lu}\p{Lo}][\p{L}\p{M}'-]+(?:,? [\p{L}\p{M}\d'-]+){0,4} ?[.:](?:\s|$)"
)
#: A bracket or mark behind the first word or two, as behind an agency in front.
_MAY_BE_AGENCY = r"^[^\p{L}]{0,8}[\p{L}\d.]{2,20}(?: [\p{L}.]{2,12}){0,2} ?[)\]|:,/-]"
_EASTERN = r"[\p{Han}\p{Katakana}\p{Hangul}]"
#: One after the other: as one pattern they are twenty times slower.
_CANDIDATES = (_LOUD, _MAY_BE_NAME, _MAY_BE_AGENCY, _EASTERN, NAMED)
_AGENT = rf"^(?:{AGENCY}|{OUTLET})(?:[ /,].*)?$"
_DASHED = rf"[-–—―−‒‐‑\ufffd|=]"


def _weighed(read: pl.DataFrame) -> pl.DataFrame:
    """What was read, with what speaks for and against a dateline: each a Boolean column."""
    return read.with_columns(known=is_place(_plain("place")).fill_null(False)).with_columns(**_signs())


def _signs() -> dict[str, pl.Expr]:
    region = _plain("region")
    return {
        "dated": pl.col("date").is_not_null(),
        "signed": pl.col("agency").str.strip_chars().str.contains(_AGENT).fill_null(False),
        "bracketed": pl.col("agency").str.contains(r"^[A-Z][A-Z0-9-]{1,9}$|^\p{Lu}[\w'.&-]*\p{Ll}[\w'.& -]*$").fill_null(False),
        "dashed": pl.col("separator").str.contains(_DASHED).fill_null(False)
        & (pl.col("separator").str.contains(r"[^-‐]|--").fill_null(False) | pl.col("line").str.contains(r"^[^-]*-(?:\s|$)") | pl.col("date").is_not_null()),
        "regional": (region.str.contains(REGION_KNOWN) | is_place(region)).fill_null(False),
        "doubtful": is_doubtful(_plain("place")).fill_null(False),
        "kicker": _plain("place").str.contains(_KICKERS).fill_null(False) & ~(pl.col("known") & ~is_doubtful(_plain("place"))),
        "near": (pl.col("at") <= _NEAR) & (pl.col("number") < _NEAR_LINES),
        "table": pl.col("rest").str.contains(_TABLE),
        "sentence": pl.col("rest").str.contains(_SENTENCE),
        "prose": (pl.col("line").str.len_chars() >= 45) | pl.col("line").str.contains(r"[\p{Han}\p{Hangul}\p{Katakana}\p{Hiragana}]{6}"),
    }


def _capitals(lines: pl.DataFrame) -> pl.DataFrame:
    loud_lines = lines.filter(pl.col("line").str.contains(_LOUD))
    read = _either(loud_lines, CAPITALS)
    read = _weighed(read)
    is_ = pl.col
    loud = is_("place").str.contains(r"\p{Lu}.*\p{Lu}") & ~is_("kicker")
    agreed = (
        (is_("dated") & (is_("dashed") | is_("signed") | is_("bracketed") | (is_("known") & is_("separator").str.contains(":").fill_null(False))))
        | is_("signed")
        | (is_("bracketed") & is_("dashed") & (is_("known") | is_("regional") | is_("agency").str.contains(r"^[KW][A-Z]{2,3}\b").fill_null(False)))
    )  # fmt: skip
    # a town that GeoNames leaves out: PAHRUMP — The council
    unknown = (
        is_("separator").str.contains(r"^[\s\u00a0]*(?:—|–|--| -|\u00a0-)").fill_null(False) & is_("sentence") & is_("prose")
        & (is_("rest").str.count_matches(r"\b\p{Ll}{2,}") >= 3) & (is_("number") < 3) & (is_("place").str.count_matches(r"\S+") <= 3) & (is_("place").str.count_matches(r"\p{L}") >= 4)
    )  # fmt: skip
    placed = (
        is_("agency").is_null() & is_("dashed") & ~is_("table")
        & (is_("regional") | is_("known") | (is_("region").is_not_null() & is_("sentence")) | unknown)
        & (is_("sentence") | (is_("rest") == "") )
    )  # fmt: skip
    coloned = is_("separator").str.contains(":").fill_null(False) & is_("known") & ~is_("doubtful") & is_("sentence") & is_("prose") & is_("near")
    sure = read.filter(loud & (agreed | placed | coloned))
    rest = loud_lines.join(sure, on=["row", "number"], how="anti", maintain_order="left")
    silent = _silent(rest.filter((is_("at") <= _NEAR) & (is_("number") < _NEAR_LINES) & (is_("line").str.len_chars() >= 60)))
    return pl.concat([sure, silent], how="diagonal_relaxed")


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
    read = _either(lines.filter(pl.col("line").str.contains(_MAY_BE_NAME)), NAME)
    if not read.height:
        return read
    read = _weighed(read).filter(~pl.col("kicker"))
    is_ = pl.col
    short = is_("place").str.count_matches(r"\S+") <= 4
    spaced = is_("separator").str.contains(rf"^[^.]*(?:[ \u00a0]{_DASHED}|—|–|--)").fill_null(False)
    apart = is_("agency").is_null() & is_("near") & is_("sentence") & is_("prose")
    stopped = is_("separator").is_in([".", ":", " :"])
    accepted = (
        (is_("signed") & short)
        | (is_("dated") & is_("dashed") & (is_("known") | is_("regional") | short))
        | (is_("dated") & is_("known") & is_("separator").str.contains(":").fill_null(False))
        | (is_("dated") & is_("signed"))
        | (is_("bracketed") & is_("known") & is_("dashed"))
        | (apart & spaced & is_("dashed") & (is_("known") | is_("regional")) & ~is_("doubtful"))
        | (apart & stopped & is_("known") & (~is_("doubtful") | is_("place").is_in(["Essen", "Halle"])) & (is_("number") < 2))
    )
    alone = is_("known") & is_("dashed") & (is_("rest") == "") & (is_("at") == 0) & is_("place").str.contains(r"^\p{Lu}")
    return read.filter((accepted & ~(is_("table") & is_("date").is_null())) | alone)


def _agency_first(lines: pl.DataFrame) -> pl.DataFrame:
    read = _parts(lines.filter((pl.col("number") < _NEAR_LINES) & pl.col("line").str.contains(_MAY_BE_AGENCY)), AGENCY_FIRST)
    if not read.height:
        return read
    read = _weighed(read)
    return read.filter((pl.col("known") | pl.col("regional") | pl.col("dated")) & ~pl.col("kicker"))


def _date_first(lines: pl.DataFrame) -> pl.DataFrame:
    read = _parts(lines.filter(pl.col("at") == 0), DATE_FIRST)
    return read.filter(~pl.col("place").str.contains(_KICKERS).fill_null(False))


def _asian(lines: pl.DataFrame) -> pl.DataFrame:
    wide = lines.filter((pl.col("number") < _NEAR_LINES) & pl.col("line").str.contains(_EASTERN))
    if not wide.height:
        return wide
    chinese, korean = _parts(wide, CHINESE), _parts(wide, KOREAN)
    chinese = chinese.filter(pl.col("agency").is_not_null() | is_place(pl.col("place")).fill_null(False))
    japanese = _parts(wide, JAPANESE)
    japanese = japanese.filter(is_place(pl.col("place")) | pl.col("date").is_not_null() | pl.col("agency").str.contains("共同|時事|ロイター"))
    return pl.concat([chinese, japanese, korean], how="diagonal_relaxed")


def _by_markup(lines: pl.DataFrame) -> pl.DataFrame:
    """What a page's own tag calls a dateline."""
    pattern = rf"{NAMED}\s*(?P<dateline>(?P<place>[^\n{INLINE}{NAMED}{BLOCK}]{{2,80}}?))\s*[{INLINE}{BLOCK}]"
    named = lines.filter(pl.col("line").str.contains(NAMED, literal=True))
    return _parts(named, pattern).filter(pl.col("place").str.contains(r"\p{L}{2}"))


def _spans() -> list[pl.Expr]:
    """Offsets in the body, tags included, and the date as numbers."""
    inner = pl.col("dateline").str.strip_chars(f" \t\u00a0\u3000{INLINE}{NAMED}")
    before = pl.col("at") + _chars_before(pl.col("line"), inner)
    page = pl.when(pl.col("body").str.contains("<", literal=True)).then(pl.col("body").str.head(_PAGE)).otherwise(pl.lit(""))
    tags = page.str.extract_all(TAGS).list.eval(pl.element().str.len_chars())
    opening = _marked(page)
    marks = f"[{INLINE}{BLOCK}{NAMED}]"
    head = opening.str.head(before).str.count_matches(marks)
    inside = inner.str.count_matches(marks)
    start = before + tags.list.head(head).list.sum() - head
    end = start + inner.str.len_chars() + tags.list.slice(head, inside).list.sum() - inside
    tidy = {name: _plain(name) for name in ("place", "region", "date", "agency")}
    tidy["place"] = tidy["place"].str.replace(r"(\p{L}{4})\.$", "${1}")  # MOSCOW. March 5
    month, day, year = _numbers(tidy["date"])
    text = pl.col("body").str.slice(start, end - start)
    return [
        *(part.alias(name) for name, part in tidy.items()),
        start.alias("start"), end.alias("end"), text.alias("text"),
        month.alias("month"), day.alias("day"), year.alias("year"),
    ]  # fmt: skip


def _chars_before(text: pl.Expr, part: pl.Expr) -> pl.Expr:
    at = text.str.find(part, literal=True)
    return text.cast(pl.Binary).bin.slice(0, at).cast(pl.String).str.len_chars()


def _numbers(date: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Month, day and year that a date in words names; null where it has none. Dates in digits alone are ambiguous."""
    numbers = {name: number for number, names in MONTHS.items() for name in names.split("|")}
    lower = date.str.to_lowercase()
    words = lower.str.extract_all(r"[\p{L}\p{M}]{3,}")
    found = words.list.eval(pl.element().replace_strict(numbers, default=None, return_dtype=pl.UInt8)).list.drop_nulls()
    month = pl.coalesce(found.list.first(), lower.str.extract(r"(\d{1,2})月", 1).cast(pl.UInt8, strict=False))
    year = lower.str.extract(r"\b((?:19|20)\d\d)\b", 1).cast(pl.UInt16, strict=False)
    day = pl.coalesce(lower.str.extract(r"(\d{1,2})日", 1), lower.str.extract(r"(?:^|\D)(\d{1,2})(?:\D|$)", 1)).cast(pl.UInt8, strict=False)
    return month, pl.when(day.is_between(1, 31)).then(day), year
