"""From records as exported to articles as the contract has them. Text is mapped, never changed."""

import polars as pl

from .article import ARTICLE_SCHEMA, PUBLISHED_RAW, choose_columns
from .dates import published_at
from .declared import did_you_mean
from .files import Settings
from .pieces import INTERNAL, NAME, ORIGIN, PLACE, Piece, Reject, text_column

#: Host of an address, without user, port and a leading ``www.``.
_HOST = r"(?i)^[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?:www\.)?([^/:?#\s]+)"


def to_articles(records: pl.DataFrame, settings: Settings, format_name: str) -> Piece:
    """Records as articles: `ARTICLE_SCHEMA`, then `PUBLISHED_RAW`, then all other columns.

    Records without any column for the body are refused, each with its origin: there is nothing to judge.
    """
    declared = settings.columns
    missing = [column for column in declared.values() if column not in records.columns]
    chosen = choose_columns(_own(records), declared)
    if missing or "body" not in chosen:
        reason = _no_column(missing[0], records) if missing else _no_body(records)
        return Piece(rejects=[Reject(origin, format_name, reason) for origin in records[ORIGIN].to_list()])
    return Piece(records.select(_contract(records, chosen, settings.source) + _others(records, chosen)))


def _own(records: pl.DataFrame) -> list[str]:
    return [column for column in records.columns if column not in INTERNAL]


def _no_column(column: str, records: pl.DataFrame) -> str:
    names = _own(records)
    return f"no column {column!r} (declared in the corpus file); {did_you_mean(column, names) or _listed(names)}"


def _no_body(records: pl.DataFrame) -> str:
    names = _own(records)
    return f"no column holds the body; {_listed(names)}; name it in a corpus file (columns: {{body: …}})"


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:12])
    return f"columns are {shown}{' and more' if len(names) > 12 else ''}"


def _contract(records: pl.DataFrame, chosen: dict[str, str], declared_source: str | None) -> list[pl.Expr]:
    """One expression per field of the contract, and `PUBLISHED_RAW`."""

    def text(field: str) -> pl.Expr:
        if field not in chosen:
            return pl.lit(None, pl.String)
        return _body(records, chosen[field]) if field == "body" else _one(records, chosen[field])

    url, canonical_url = text("url"), text("canonical_url")
    host = pl.coalesce(url.str.extract(_HOST), canonical_url.str.extract(_HOST)).str.to_lowercase()
    source = [pl.lit(declared_source)] if declared_source else []
    fields = {
        "article_id": pl.coalesce(_filled(text("article_id")), pl.col(NAME)),
        "source": pl.coalesce(*source, _filled(text("source")), _filled(host), pl.col(PLACE)),
        "title": text("title"),
        "body": text("body"),
        "url": url,
        "canonical_url": canonical_url,
        "authors": _authors(records, chosen.get("authors")),
        "published_at": pl.lit(None, ARTICLE_SCHEMA["published_at"]),
        "language": text("language"),
        "duplicate_of": _filled(text("duplicate_of")),
        "origin": pl.coalesce(_filled(text("origin")), pl.col(ORIGIN)),
        PUBLISHED_RAW: _published_raw(records, chosen.get("published_at")),
    }
    if "published_at" in chosen:
        column = chosen["published_at"]
        dtype = records.schema[column]
        nested = isinstance(dtype, pl.List | pl.Struct)
        fields["published_at"] = published_at(
            _one(records, column) if nested else pl.col(column), pl.String() if nested else dtype
        )
    return [expression.alias(name) for name, expression in fields.items()]


def _filled(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.strip_chars() != "").then(text)


def _body(records: pl.DataFrame, column: str) -> pl.Expr:
    """A body as text. Lists of paragraphs and nested bodies become their texts in order, an empty line between."""
    dtype = records.schema[column]
    nested = isinstance(dtype, pl.List | pl.Struct)
    return _texts_within(pl.col(column), dtype) if nested else text_column(records, column)


def _one(records: pl.DataFrame, column: str) -> pl.Expr:
    """A field that has one value as text: of a list its first item, of an object its name."""
    dtype = records.schema[column]
    nested = isinstance(dtype, pl.List | pl.Struct)
    return _name(pl.col(column), dtype) if nested else text_column(records, column)


def _texts_within(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """All texts of a nested value, joined by an empty line; null where there is none."""
    if isinstance(dtype, pl.List):
        texts = value.list.eval(_texts_within(pl.element(), _inner(dtype))).list.drop_nulls()
        return pl.when(texts.list.len() > 0).then(texts.list.join("\n\n"))
    if isinstance(dtype, pl.Struct) and dtype.fields:
        parts = [_texts_within(value.struct.field(f.name), _dtype(f)) for f in dtype.fields]
        texts = pl.concat_list(parts).list.drop_nulls()
        return pl.when(texts.list.len() > 0).then(texts.list.join("\n\n"))
    return value if dtype == pl.String else pl.lit(None, pl.String)


def _name(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """What a value is called: the ``name`` of a person or publisher, else its first text that is no ``@type``."""
    if isinstance(dtype, pl.List):
        return value.list.eval(_name(pl.element(), _inner(dtype))).list.drop_nulls().list.first()
    if not isinstance(dtype, pl.Struct):
        return value.cast(pl.String)
    fields = sorted((f for f in dtype.fields if f.name != "@type"), key=lambda f: f.name.casefold() != "name")
    return pl.coalesce(*(_name(value.struct.field(f.name), _dtype(f)) for f in fields), pl.lit(None, pl.String))


def _inner(dtype: pl.List) -> pl.DataType:
    return dtype.inner  # type: ignore[return-value]


def _dtype(field: pl.Field) -> pl.DataType:
    return field.dtype  # type: ignore[return-value]


def _authors(records: pl.DataFrame, column: str | None) -> pl.Expr:
    """Names as a list; one string is one entry, since commas and "and" stand in names as well."""
    if column is None:
        return pl.lit(None, ARTICLE_SCHEMA["authors"])
    dtype = records.schema[column]
    if isinstance(dtype, pl.List):
        return pl.col(column).list.eval(_name(pl.element(), _inner(dtype))).cast(pl.List(pl.String))
    text = _filled(_one(records, column))
    return pl.when(text.is_not_null()).then(pl.concat_list(text)).cast(pl.List(pl.String))


def _published_raw(records: pl.DataFrame, column: str | None) -> pl.Expr:
    if column is None or PUBLISHED_RAW in records.columns:
        return text_column(records, PUBLISHED_RAW) if PUBLISHED_RAW in records.columns else pl.lit(None, pl.String)
    dtype = records.schema[column]
    if dtype.is_temporal():
        return pl.lit(None, pl.String)
    return _one(records, column)


def _others(records: pl.DataFrame, chosen: dict[str, str]) -> list[pl.Expr]:
    """All columns that carry no field, as they are; one whose name a field has taken is kept as ``NAME_in_input``."""
    used = {*chosen.values(), *INTERNAL, PUBLISHED_RAW}
    reserved = {*ARTICLE_SCHEMA, PUBLISHED_RAW}
    others = [name for name in records.columns if name not in used]
    taken = reserved | {name for name in others if name not in reserved}
    expressions = []
    for name in others:
        kept_as = name
        while name in reserved and kept_as in taken:
            kept_as += "_in_input"
        taken.add(kept_as)
        expressions.append(pl.col(name).alias(kept_as))
    return expressions
