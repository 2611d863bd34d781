"""Which lines recur within a source: a fact of the whole corpus, computed once.

Lines (see `newsgate.checks.lines`) are known by a hash of their words and of their source. What recurs is counted in
*stories*: copies of a story repeat all of its lines, and are one story.
"""

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import polars as pl

from .evidence import TAGS
from .lines import ALONE, EDGE, FROM_END, FROM_START, LONG, NUMBER, SUFFIX, TOLD, Lines, read_lines
from .recurring import AT_LEAST, FLOATING, SHARE, outermost, recurs
from .shingles import Bytes, Hashes, Offsets, compiled, text_bytes

RECURRING = pl.Struct(
    {
        "start": pl.UInt32,
        "end": pl.UInt32,
        "stories": pl.UInt32,
        "of": pl.UInt32,
        "weight": pl.Float64,
        "pooled": pl.Boolean,
        "first_byte": pl.UInt32,
        "last_byte": pl.UInt32,
    }
)

_LINE = {name: pl.UInt32() for name in ("key", "row", "start", "end", "words", "flags")} | {"key": pl.UInt64()}
#: A line of the fact recurs in at least so many stories; a check may ask for more.
FLOOR = 3
#: Sources with fewer articles are looked at together as well (so does the gate judge them).
POOLED_BELOW = 20
#: A line has a fixed place where so large a share of its texts have it in the same.
_FIXED = 0.8
#: Articles whose lines are read at once: their text is in memory twice.
BATCH_ROWS = 8_000
#: Articles whose lines are compared at once, unless one source has more.
AT_ONCE = 100_000
#: So many batches are read side by side; the compiled loop lets other threads run.
THREADS = 2

#: Lines of a share or a number of a source's texts that no story reaches say nothing about which story a text tells.
_COMMON_SHARE, _COMMON = 0.05, 10

_AGENCY = (
    "reuters?|ap|(?:the )?associated press|afp|agence france presse|upi|bloomberg|xinhua|kyodo|yonhap|tass|interfax|dpa"
    "|efe|ansa|pti|ians|ani|aap|cp|the canadian press|anadolu|sid|apa|ats|ritzau|ntb|tt|belga|lusa|ctk|čtk|pap"
    "|共同|時事|新华社|연합뉴스|тасс|интерфакс|риа новости"
)
_MONTH = (
    "jan|january|feb|february|mar|march|apr|april|may|june?|july?|aug|august|sept?|september|oct|october|nov|november"
    "|dec|december|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet"
    "|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    "|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro"
    "|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus"
)
_SIGNED = (
    r"(?:reporting|writing|editing|compiled|edited|written|reported)(?: \w+){0,6}? by"
    r"|(?:bericht|berichtet|redigiert|rédigé|édité|traduit|reporte|reportaje|editado|traducido|reportagem|edição|scritto)"
    r"(?: \w+){0,6}? (?:von|par|de|por|da|di)"
)
#: Lines that recur and are part of the story, as `_plain` writes them.
_SPARED = (
    # sign-offs: (Reporting by Ann Poe; Editing by Lee Roe); The AP contributed to this report; mit Material der dpa
    rf"^(?:\w+ ){{0,2}}(?:{_SIGNED})\b",
    r"\bcontributed (?:to (?:this|the)|reporting)\b|^(?:with )?information from .* in this report$",
    rf"^(?:{_AGENCY})(?: (?:{_AGENCY}))*$",
    rf"^(?:source|quelle|fuente|fonte|mit|avec|with|con|com|from|via|by|par|por|von)(?: \w+){{0,3}}? (?:{_AGENCY})"
    rf"(?: (?:{_AGENCY}))*$",
    r"^(?:by|von|par|por|di|door|af|av|от|автор) (?:\w+ ){1,4}\w+$",  # bylines
    rf"^(?:\w+ ){{1,4}}(?:{_AGENCY})$",  # datelines and dates: LONDON (Reuters); NEW YORK, March 3
    rf"^(?:\w+ ){{0,5}}(?:{_MONTH}) 0(?: 0)?(?: (?:{_AGENCY}))?$",
    rf"^(?:\w+ ){{0,5}}0 (?:de )?(?:{_MONTH})(?: (?:{_AGENCY}|0|de 0))*$|^0(?: 0)? [ap] ?m\b",
    # stock sentences of reports, and the parts of interviews
    r"\bnot (?:immediately |be |been |independently ){0,2}(?:disclosed|reached|respond|reply|return|verif|clear)",
    r"\b(?:not immediately|not yet) available\b|\bavailable for comment\b",
    r"\b(?:declined|refused) to\b|\bcondition of anonymity\b",
    r"^(?:no|there were no) .*(?:details|injuries|injured|casualties|hurt|arrests)\b",
    r"^(?:ad 0|source|advertisements?|anzeige|werbung)$",  # which `no_ad_markers` and `no_footer_boilerplate` report
    r"^(?:q|a|yes|no|question|answer|thank you|thanks|right|okay|applause|laughter|crosstalk|inaudible)$",
)
#: What looks like these and is boilerplate nevertheless: By clicking Subscribe; Copyright 2016 AP; Photo: Reuters.
_NOT_SPARED = (
    r"^by (?:the|our|your|using|clicking|signing|sub\w+|submitting|continuing|entering|e ?mail|registering|joining)\b"
    r"|\b(?:copyright|rights|photos?|image|images|picture|foto|bild|file|credit|video|getty)\b"
    r"|\b(?:newsletters?|boletín|newslettern?|abonn\w*|sus?cr\w+|subscri\w+|cli(?:c|ck|cca|quez)\w*|kli[ck]\w*|cookies?"
    r"|favor|whatsapp|telegram|facebook|twitter|podcasts?|apps?|online)\b"
)


def recurring(articles: pl.DataFrame) -> pl.Series:
    """For every article its lines that recur in the source: a List of `RECURRING` in their order, null for none.

    ``start`` and ``end`` are code points of the body; ``first_byte`` and ``last_byte`` the same places in its UTF-8.
    """
    found = _recurring_lines(articles)
    found = _in_code_points(found, articles["body"])
    lists = found.group_by("row", maintain_order=True).agg(recurring=pl.struct(list(RECURRING.to_schema())))
    index = pl.DataFrame({"row": pl.int_range(articles.height, dtype=pl.UInt32, eager=True)})
    joined = index.join(lists, on="row", how="left", maintain_order="left")
    return joined["recurring"].cast(pl.List(RECURRING)).alias("recurring")


def boilerplate(lines: pl.Series, at_least: int = AT_LEAST, share: float = SHARE) -> pl.DataFrame:
    """Where boilerplate stands, by the fact ``recurring``: ``row``, ``start`` and ``end`` (bytes of the body)."""
    each = lines.to_frame().with_row_index("row").explode("recurring", empty_as_null=False).drop_nulls()
    places = each.unnest("recurring").drop("start", "end").rename({"first_byte": "start", "last_byte": "end"})
    return _outermost(places.filter(recurs(at_least, share)))


def boilerplate_of(articles: pl.DataFrame) -> pl.DataFrame:
    """The same, from the fact where the articles have it, and from their texts otherwise."""
    if "recurring" in articles.columns:
        return boilerplate(articles["recurring"])
    return _outermost(_recurring_lines(articles).filter(recurs(AT_LEAST, SHARE)))


def _outermost(places: pl.DataFrame) -> pl.DataFrame:
    return places.filter(outermost().over("row")).select("row", "start", "end")


def _recurring_lines(articles: pl.DataFrame) -> pl.DataFrame:
    """Every place of a line that recurs: ``row``, and the fields of `RECURRING`, with places in bytes.

    A source of few articles cannot show what it repeats: such sources are looked at together too, as *pooled*. So a
    place may be there twice.
    """
    source = articles["source"].fill_null("").rank("dense").cast(pl.UInt32).alias("source")
    rows = source.to_frame().with_row_index("row")
    small = rows.filter(pl.len().over("source") < POOLED_BELOW)
    parts = list(_by_sources(rows)) or [rows]
    found = [_repeated_in(articles["body"].gather(some["row"]), some) for some in parts]
    found = [pl.concat(found).with_columns(pooled=pl.lit(False))]
    if small["source"].n_unique() > 1:
        pooled = _repeated_in(articles["body"].gather(small["row"]), small.with_columns(source=pl.lit(0, pl.UInt32)))
        found.append(pooled.with_columns(pooled=pl.lit(True)))
    order = {"row": False, "start": False, "end": True, "pooled": False}
    return pl.concat(found).sort(*order, descending=list(order.values()))


def _by_sources(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows of some sources at a time: lines are compared within a source only, and take more room than texts."""
    sizes = rows.group_by("source").len().sort("source")
    begins = pl.col("len").cum_sum() - pl.col("len")
    parts = rows.join(sizes.with_columns(part=begins // AT_ONCE), on="source").sort("row")
    for _, part in sorted(parts.partition_by("part", as_dict=True).items()):
        yield part.select("row", "source")


def _repeated_in(bodies: pl.Series, rows: pl.DataFrame) -> pl.DataFrame:
    """What recurs in the sources that *rows* names for each body."""
    lines, sizes = _repeated(bodies, rows["source"])
    texts = rows.select("source", size=pl.Series(sizes)).with_row_index("row")
    borne = _borne(lines)
    counted = _spared(_counted(borne, _stories(texts, borne)), lines, bodies)
    places = lines.filter(pl.col("flags") & TOLD > 0).join(counted, on="key", how="inner")
    return places.select(rows["row"].gather(places["row"]), "start", "end", "stories", "of", "weight")


def _repeated(bodies: pl.Series, source: pl.Series) -> tuple[pl.DataFrame, npt.NDArray[np.uint32]]:
    """The lines that (but for a few collisions) occur more than once, and the words of every text.

    Lines that occur once are most of a corpus: they are told by a table of small counters before anything is grouped.
    """
    sizes = np.zeros(len(bodies), dtype=np.uint32)

    def read(at: int) -> Lines:
        data, offsets = text_bytes(bodies[at : at + BATCH_ROWS])
        seeds = source[at : at + BATCH_ROWS].to_numpy().astype(np.uint64)
        return read_lines(data, offsets, seeds, sizes[at : at + BATCH_ROWS], at)

    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(read, range(0, len(bodies), BATCH_ROWS)))
        total = sum(len(part.keys) for part in parts)
        counters = np.zeros(1 << max(10, math.ceil(math.log2(4 * total + 1))), dtype=np.uint8)
        for part in parts:
            _count(counters, part.keys)
        kept = list(pool.map(lambda part: _frame(part, _occur_twice(counters, part.keys)), parts))
    return pl.concat([pl.DataFrame(schema=_LINE), *kept]), sizes


def _frame(lines: Lines, kept: npt.NDArray[np.bool_]) -> pl.DataFrame:
    places = dict(zip(list(_LINE)[1:], lines.places[kept].T, strict=True))
    return pl.DataFrame({"key": lines.keys[kept], **places}, schema=_LINE)


def _borne(lines: pl.DataFrame) -> pl.DataFrame:
    """One row for a line and each of its bearers, of lines that have two at least."""
    borne = lines.group_by("key", "row").agg(
        pl.col("words").first(),
        (pl.col("flags") & (FROM_END - 1)).bitwise_or(),
        from_end=(pl.col("flags") // FROM_END & 255).min().cast(pl.Int16),
        from_start=(pl.col("flags") // FROM_START).min().cast(pl.Int16),
        repeats=pl.len().cast(pl.UInt32),
    )
    bearers = borne.group_by("key").agg(bearers=pl.len()).filter(pl.col("bearers") > 1)
    return borne.join(bearers, on="key", how="inner")


def _stories(texts: pl.DataFrame, borne: pl.DataFrame) -> pl.DataFrame:
    """For each text with words the story it tells: null for its own, else the line by which its copies are known.

    A text tells its own story where most of its words are in no other text, leaving out what is common in the source.
    Of the others, copies of one story agree in the line that most of them bear.
    """
    sizes = texts.filter(pl.col("size") > 0)
    of = sizes.group_by("source").agg(texts=pl.len())
    common = pl.col("bearers") >= (pl.col("texts") * _COMMON_SHARE).clip(lower_bound=_COMMON)
    whole = borne.filter(pl.col("flags") & SUFFIX == 0)
    lines = whole.join(sizes, on="row").join(of, on="source").with_columns(common=common)
    words_of = pl.col("words").cast(pl.Int64) * pl.col("repeats")
    shared = lines.group_by("row").agg(
        shared=words_of.sum(), common=words_of.filter("common").sum(), size=pl.col("size").first().cast(pl.Int64)
    )
    own = pl.col("size") - pl.col("shared")
    copies = shared.filter((own * 2 < pl.col("size") - pl.col("common")) | (own * 7 < pl.col("size"))).select("row")
    # of the long lines that are not common that of most bearers; without any, the rarest of the common ones
    bearers = pl.col("bearers").cast(pl.Int64)
    chosen = (
        lines.join(copies, on="row", how="semi")
        .with_columns(short=pl.col("words") < LONG, rank=pl.when("common").then(bearers).otherwise(-bearers))
        .sort("row", "common", "short", "rank", "words", "key", descending=[False, False, False, False, True, False])
        .group_by("row", maintain_order=True)
        .agg(story=pl.col("key").first())
    )
    return sizes.select("row", "source").join(chosen, on="row", how="left")


def _story_count() -> pl.Expr:
    return pl.col("story").is_null().sum() + pl.col("story").drop_nulls().n_unique()


def _counted(borne: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """In how many stories each line recurs, of how many of its source, and how its share is weighed."""
    of = told.group_by("source").agg(of=_story_count())
    flag = pl.col("flags")
    counted = (
        borne.filter((flag & TOLD > 0) & (pl.col("bearers") >= FLOOR))
        .join(told, on="row")
        .group_by("key")
        .agg(
            stories=_story_count(),
            source=pl.col("source").first(),
            words=pl.col("words").first(),
            alone=(flag & ALONE > 0).mean() >= 0.5,
            edge=(flag & EDGE > 0).mean() >= 0.5,
            number=(flag & NUMBER > 0).any(),
            suffix=(flag & SUFFIX > 0).mean() >= 0.5,
            fixed=_is_fixed("from_end") | _is_fixed("from_start"),
        )
        .filter(pl.col("stories") >= FLOOR)
        .join(of, on="source")
    )
    return counted.with_columns(weight=_weight().cast(pl.Float64)).filter(pl.col("weight").is_not_null())


def _is_fixed(distance: str) -> pl.Expr:
    """Whether a line stands in the same place in most of its texts: a footer does, a sentence of the story does not."""
    return (pl.col(distance) == pl.col(distance).median()).mean() >= _FIXED


def _weight() -> pl.Expr:
    """By how much more a line must recur than most, to be boilerplate; null where it never is."""
    count, alone = pl.col("words"), pl.col("alone")
    is_sentence = ~alone | (count >= LONG)
    return (
        pl.when(~alone & (count < 3)).then(None)  # "But Gen": what an abbreviation parted
        .when(is_sentence & ~(pl.col("fixed") & pl.col("edge"))).then(FLOATING)
        .when(count == 1).then(4)  # "Source" is as common in its source as headings are rare
        .when(pl.col("number") | pl.col("suffix")).then(4)
        .when(~alone & (count == 3)).then(3)
        .when(~pl.col("edge")).then(2)
        .otherwise(1)
    )  # fmt: skip


def _spared(counted: pl.DataFrame, lines: pl.DataFrame, bodies: pl.Series) -> pl.DataFrame:
    """The lines that are no sign-off, byline or dateline."""
    places = lines.join(counted, on="key", how="semi").unique("key", keep="any")
    written = [
        (bodies[row] or "").encode()[start:end].decode(errors="replace")
        for row, start, end in places.select("row", "start", "end").iter_rows()
    ]
    commented = [
        (bodies[row] or "").encode()[max(start - 12, 0) : start].rstrip().endswith(b"<!--")
        for row, start in places.select("row", "start").iter_rows()
    ]
    text = _plain(pl.col("text"))
    spared = text.str.contains("|".join(_SPARED)) & ~text.str.contains(_NOT_SPARED)
    told = places.select(
        "key", text=pl.Series(written, dtype=pl.String), commented=pl.Series(commented, dtype=pl.Boolean)
    )
    keys = told.filter(~spared & ~pl.col("commented"))
    return counted.join(keys, on="key", how="semi")


def _plain(text: pl.Expr) -> pl.Expr:
    """A line as it is compared, so that nothing depends on which of its places is looked at."""
    bare = text.str.replace_all(rf"{TAGS}|&#?\w{{1,30}};|\\u[0-9a-fA-F]{{4}}|\\[nrt]", " ").str.to_lowercase()
    return bare.str.replace_all(r"\d+", "0").str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars()


def _in_code_points(found: pl.DataFrame, bodies: pl.Series) -> pl.DataFrame:
    """The places, from bytes to code points."""
    parts = []
    for part in found.iter_slices(BATCH_ROWS):
        rows = part["row"].unique(maintain_order=True)
        data, offsets = text_bytes(bodies.gather(rows))
        text = part["row"].rank("dense").to_numpy().astype(np.int64) - 1
        start, end = part["start"].to_numpy().astype(np.int64), part["end"].to_numpy().astype(np.int64)
        _to_code_points(data, offsets[text], start, end)
        places = {"first_byte": part["start"], "last_byte": part["end"]}
        parts.append(part.with_columns(start=pl.Series(start), end=pl.Series(end), **places))
    return pl.concat(parts) if parts else found.with_columns(first_byte="start", last_byte="end")


@compiled
def _to_code_points(data: Bytes, begins: Offsets, start: Offsets, end: Offsets) -> None:
    at = seen = 0
    for n in range(len(start)):
        first, last = begins[n] + start[n], begins[n] + end[n]
        if n == 0 or begins[n] != begins[n - 1]:
            at, seen = begins[n], 0
        while at < first:
            seen += data[at] & 0xC0 != 0x80
            at += 1
        start[n] = seen
        end[n] = seen
        for i in range(first, last):
            end[n] += data[i] & 0xC0 != 0x80


@compiled
def _count(counters: Bytes, keys: Hashes) -> None:
    mask = np.uint64(len(counters) - 1)
    for key in keys:
        if counters[key & mask] < 2:
            counters[key & mask] += 1


@compiled
def _occur_twice(counters: Bytes, keys: Hashes) -> npt.NDArray[np.bool_]:
    mask = np.uint64(len(counters) - 1)
    twice = np.zeros(len(keys), dtype=np.bool_)
    for n in range(len(keys)):
        twice[n] = counters[keys[n] & mask] > 1
    return twice
