"""The stock expectations that judge every row, as Polars expressions."""

import polars as pl

from ...corpus import UsageError
from .derived import Domain, Values
from .register import COLUMNS_DOMAIN, PAIR_DOMAIN, register_map_metric
from .values import bounded, column_of, fitting, is_held, text_of


def _column(schema: pl.Schema, domain: Domain) -> tuple[pl.Expr, pl.DataType, str]:
    name = str(domain["column"])
    return pl.col(name), column_of(schema, name), name


def _null(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _column(schema, domain)[0].is_null()


def _not_null(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _column(schema, domain)[0].is_not_null()


def _repeated(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _column(schema, domain)[0].is_duplicated()


def _out_of_set(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    column, dtype, name = _column(schema, domain)
    if values.get("value_set") is None:
        return pl.lit(False)
    return ~is_held(column, dtype, fitting(values["value_set"], dtype, name).values())


def _in_set(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    column, dtype, name = _column(schema, domain)
    return is_held(column, dtype, fitting(values.get("value_set"), dtype, name).values())


def _out_of_bounds(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return ~bounded(*_column(schema, domain), values)


def _length_out_of_bounds(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    length = text_of(schema, str(domain["column"]), "the length of values").str.len_chars()
    return ~bounded(length, pl.UInt32(), "the length", values)


def _length_differs(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    length = text_of(schema, str(domain["column"]), "the length of values").str.len_chars()
    return length.ne(values["value"])


def pattern(regex: object) -> str:
    """A regular expression that Rust's engine takes; a sentence for one that it does not."""
    if not isinstance(regex, str):
        raise UsageError(f"a regular expression is text, not {regex!r}")
    try:
        pl.Series([""]).str.contains(regex, strict=True)
    except pl.exceptions.PolarsError as error:
        lines = [line.strip() for line in str(error).splitlines()]
        reason = next((line.removeprefix("error: ") for line in lines if line.startswith("error: ")), lines[0])
        raise UsageError(
            f"the pattern {regex!r} is none that Polars takes ({reason}): its regular expressions are Rust's, without "
            "look-around and back references"
        ) from error
    return regex


def _matches(schema: pl.Schema, domain: Domain, regex: object) -> pl.Expr:
    return text_of(schema, str(domain["column"]), "a regular expression").str.contains(pattern(regex))


def _no_match(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return ~_matches(schema, domain, values["regex"])


def _match(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _matches(schema, domain, values["regex"])


def _patterns(values: Values, key: str) -> list[object]:
    found = list(values.get(key) or ())
    if not found:
        raise UsageError(f"{key} holds no pattern")
    return found


def _combined(matched: list[pl.Expr], match_on: str | None) -> pl.Expr:
    if match_on not in (None, "any", "all"):
        raise UsageError(f"match_on must be 'any' or 'all', not {match_on!r}")
    return pl.all_horizontal(matched) if match_on == "all" else pl.any_horizontal(matched)


def _no_match_of_list(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    matched = [_matches(schema, domain, one) for one in _patterns(values, "regex_list")]
    return ~_combined(matched, values.get("match_on"))


def _match_of_list(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _combined([_matches(schema, domain, one) for one in _patterns(values, "regex_list")], "any")


def like(text: object, escape: str | None = None) -> str:
    """SQL's LIKE as a regular expression: ``%`` is any text, ``_`` a character; behind *escape* they are themselves."""
    if not isinstance(text, str):
        raise UsageError(f"a LIKE pattern is text, not {text!r}")
    made, rest = [], iter(text)
    for character in rest:
        if escape and character == escape:
            made.append(_escaped(next(rest, escape)))
        else:
            made.append({"%": ".*", "_": "."}.get(character) or _escaped(character))
    return rf"(?s)\A{''.join(made)}\z"


def _escaped(character: str) -> str:
    # Rust refuses a backslash before characters that have no meaning of their own
    return "\\" + character if character in r".^$*+?()[]{}|\#&-~" else character


def _like(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _matches(schema, domain, like(values["like_pattern"], values.get("escape")))


def _unlike(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return ~_like(schema, domain, values)


def _likes(schema: pl.Schema, domain: Domain, values: Values) -> list[pl.Expr]:
    wanted = _patterns(values, "like_pattern_list")
    return [_matches(schema, domain, like(one, values.get("escape"))) for one in wanted]


def _like_none(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return ~_combined(_likes(schema, domain, values), values.get("match_on"))


def _like_any(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return _combined(_likes(schema, domain, values), "any")


def _no_nan(schema: pl.Schema, names: list[str]) -> pl.Expr:
    """NaN equals nothing and is greater than nothing, whatever Polars says of it."""
    return pl.all_horizontal(pl.lit(True), *[pl.col(n).is_not_nan() for n in names if column_of(schema, n).is_float()])


def _pair_differs(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    first, second = domain["column_A"], domain["column_B"]
    return ~((pl.col(first) == pl.col(second)) & _no_nan(schema, [first, second]))


def _pair_not_greater(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    first, second = domain["column_A"], domain["column_B"]
    a, b = pl.col(first), pl.col(second)
    return ~((a >= b if values.get("or_equal") else a > b) & _no_nan(schema, [first, second]))


def _compound_repeated(schema: pl.Schema, domain: Domain, values: Values) -> pl.Expr:
    return pl.struct(list(domain["column_list"])).is_duplicated()


def register() -> None:
    """Register all of them."""
    bounds = ("min_value", "max_value", "strict_min", "strict_max")
    register_map_metric("column_values.nonnull", _null, judges_nulls=True)
    register_map_metric("column_values.null", _not_null, judges_nulls=True)
    register_map_metric("column_values.unique", _repeated)
    register_map_metric("column_values.in_set", _out_of_set, value_keys=("value_set",))
    register_map_metric("column_values.not_in_set", _in_set, value_keys=("value_set",))
    register_map_metric("column_values.between", _out_of_bounds, value_keys=bounds)
    register_map_metric("column_values.value_length.between", _length_out_of_bounds, value_keys=bounds)
    register_map_metric("column_values.value_length.equals", _length_differs, value_keys=("value",))
    register_map_metric("column_values.match_regex", _no_match, value_keys=("regex",))
    register_map_metric("column_values.not_match_regex", _match, value_keys=("regex",))
    register_map_metric("column_values.match_regex_list", _no_match_of_list, value_keys=("regex_list", "match_on"))
    register_map_metric("column_values.not_match_regex_list", _match_of_list, value_keys=("regex_list",))
    register_map_metric("column_values.match_like_pattern", _unlike, value_keys=("like_pattern", "escape"))
    register_map_metric("column_values.not_match_like_pattern", _like, value_keys=("like_pattern", "escape"))
    register_map_metric(
        "column_values.match_like_pattern_list", _like_none, value_keys=("like_pattern_list", "match_on", "escape")
    )
    register_map_metric(
        "column_values.not_match_like_pattern_list", _like_any, value_keys=("like_pattern_list", "escape")
    )
    register_map_metric("column_pair_values.equal", _pair_differs, PAIR_DOMAIN)
    register_map_metric("column_pair_values.a_greater_than_b", _pair_not_greater, PAIR_DOMAIN, ("or_equal",))
    register_map_metric("compound_columns.unique", _compound_repeated, COLUMNS_DOMAIN)
