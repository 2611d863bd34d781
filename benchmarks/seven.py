"""Seven checks that every validator can do, once by each: what it takes, and whether all find the same rows.

    python benchmarks/seven.py ENGINE ARTICLES.parquet FOLDER

runs one engine and writes into the folder which articles fail what (`rows.parquet`: check, article_id), how many of
each source (`counts.parquet`: source, check, failing; no line where none fails), and the engine's own HTML report where
it has one (`report.html`). `compare.py` runs them all and compares.

Each engine is used as its documentation shows: on a frame in memory, but for plain Polars, which scans the file.
newsgate is not here, since it is a command itself; `SUITE` is what it gets.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

#: In the dialect that Python's and Rust's regular expressions share.
PATTERNS = {
    "escapes": r"&(?:[a-z]{2,8}|#[0-9]{2,5});|\\u[0-9a-f]{4}",
    "ads": r"\[ad_[0-9]\]|\[adsense\]|\{\{ad\}\}|ADVERTISEMENT|Story continues below",
    "footer": r"[Aa]ll rights reserved|Alle Rechte vorbehalten|Tous droits|Share this:|Follow us on|Sign up for our",
    "markup": r"</?(?:p|br|a|b|em|strong)(?: [^<>]*)?/?>",
}
SHORTEST = 200
CHECKS = (*PATTERNS, "title", "body", "id")
COLUMNS = ("article_id", "source", "title", "body")
#: pointblank makes a step, with a table of its own, for each source and check: it gets the largest sources only.
LARGEST = 20
ROWS, COUNTS, REPORT = "rows.parquet", "counts.parquet", "report.html"

SUITE = "\n".join(
    [
        "suite: seven",
        "min_articles: 1",
        "expectations:",
        *(f"  - {{expect: no_pattern, id: {name}, columns: [body], mostly: 0.99, with: {{pattern: '{pattern}'}}}}"
          for name, pattern in PATTERNS.items()),
        "  - {expect: title_present, id: title, mostly: 0.99}",
        f"  - {{expect: body_present, id: body, mostly: 0.99, with: {{at_least: {SHORTEST}}}}}",
        "  - {expect: ids_unique, id: id}",
        "",
    ]
)  # fmt: skip


class Found(NamedTuple):
    """*rows*: check and article_id of each failing row; *counts*: source, check, failing; *html*: the report."""

    rows: pl.DataFrame
    counts: pl.DataFrame
    html: str | None = None


def _found(failing: pl.DataFrame, html: str | None = None) -> Found:
    """What an engine found, of which it tells check, article_id and source of each failing row."""
    counts = failing.group_by("source", "check").agg(failing=pl.len())
    return Found(failing.select("check", "article_id"), counts, html)


def _wrong() -> dict[str, pl.Expr]:
    """What fails, by the name of the check."""
    body, title = pl.col("body"), pl.col("title")
    return {
        **{name: body.str.contains(pattern).fill_null(False) for name, pattern in PATTERNS.items()},
        "title": title.is_null(),
        "body": body.is_null() | (body.str.len_chars() < SHORTEST),
    }


def by_polars(path: Path) -> Found:
    """One fused select over a scan, by the streaming engine; ids are compared on what is left."""
    masks = pl.scan_parquet(path).select("article_id", "source", **_wrong()).collect(engine="streaming")
    judged = masks.with_columns(id=pl.col("article_id").is_duplicated())
    counts = judged.group_by("source").agg(pl.col(CHECKS).sum()).unpivot(index="source", variable_name="check")
    rows = pl.concat(judged.filter(name).select("article_id", check=pl.lit(name)) for name in CHECKS)
    return Found(rows, counts.filter(pl.col("value") > 0).rename({"value": "failing"}))


def by_pandera(path: Path) -> Found:
    """A schema written by hand; its failure cases name rows, whose ids and sources are looked up."""
    import pandera.polars as pa  # noqa: PLC0415
    from pandera.errors import SchemaErrors  # noqa: PLC0415

    def lacks(pattern: str) -> Callable[[Any], pl.LazyFrame]:
        return lambda data: data.lazyframe.select(~pl.col(data.key).str.contains(pattern))

    checks = [pa.Check(lacks(pattern), name=name, error=name) for name, pattern in PATTERNS.items()]
    long_enough = pa.Check.str_length(min_value=SHORTEST, error="body")
    schema = pa.DataFrameSchema(
        {
            "article_id": pa.Column(str, unique=True),
            "source": pa.Column(str),
            "title": pa.Column(str, nullable=False),
            "body": pa.Column(str, [*checks, long_enough], nullable=False),
        }
    )
    articles = pl.read_parquet(path, columns=[*COLUMNS])
    try:
        schema.validate(articles, lazy=True)
    except SchemaErrors as errors:
        cases: pl.DataFrame = errors.failure_cases
    else:
        return _found(pl.DataFrame(schema={"check": str, "article_id": str, "source": str}))
    of_column = pl.col("column").replace({"article_id": "id"})
    named = pl.when(pl.col("check").is_in(CHECKS)).then("check").otherwise(of_column)
    failing = cases.select(check=named, row=pl.col("index"))
    known = articles.select("article_id", "source").with_row_index("row").cast({"row": pl.Int32})
    return _found(failing.join(known, on="row"))


def by_dataframely(path: Path) -> Found:
    """A schema with a rule for each check; the failure says which row breaks which."""
    dy: Any = import_module("dataframely")
    right = {f"{name}_right": ~wrong for name, wrong in _wrong().items() if name != "title"}
    right["id_right"] = pl.col("article_id").is_unique()
    columns = {name: dy.String(nullable=name != "title") for name in COLUMNS}
    members = {**columns, **{name: _ruled(dy, rule) for name, rule in right.items()}}
    schema: Any = type("Articles", (dy.Schema,), members)
    _, failure = schema.filter(pl.read_parquet(path, columns=[*COLUMNS]))
    rules = {name: "title|nullability" if name == "title" else f"{name}_right" for name in CHECKS}
    told = failure.details()
    return _found(
        pl.concat(
            told.filter(pl.col(rule) == "invalid").select("article_id", "source", check=pl.lit(name))
            for name, rule in rules.items()
            if rule in told.columns
        )
    )


def _ruled(dy: Any, right: pl.Expr) -> Any:
    def rule(cls: Any) -> pl.Expr:  # noqa: ARG001
        return right

    return dy.rule()(rule)


def by_pointblank(path: Path) -> Found:
    """Steps by source, of the largest sources; an id may be shared by two sources, and is looked for in all at once."""
    pb: Any = import_module("pointblank")
    articles = pl.read_parquet(path, columns=[*COLUMNS])
    sources = largest(articles)
    segments = ("source", sources)
    plan = pb.Validate(data=articles)
    for pattern in PATTERNS.values():
        plan = plan.col_vals_regex("body", pattern, inverse=True, na_pass=True, segments=segments)
    plan = plan.col_vals_not_null("title", segments=segments)
    plan = plan.col_vals_expr(~_wrong()["body"], segments=segments)
    plan = plan.rows_distinct("article_id").interrogate(extract_limit=articles.height)
    extracts, steps = plan.get_data_extracts(), [name for name in CHECKS if name != "id" for _ in sources]
    told = [extracts[at].select("article_id", "source", check=pl.lit(name)) for at, name in enumerate(steps, start=1)]
    shared = articles[(extracts[len(steps) + 1]["_row_num_"] - 1).to_list()].filter(pl.col("source").is_in(sources))
    failing = pl.concat([*told, shared.select("article_id", "source", check=pl.lit("id"))])
    return _found(failing, plan.get_tabular_report().as_raw_html())


def largest(articles: pl.DataFrame) -> list[str]:
    """The sources with the most articles."""
    return articles["source"].value_counts().sort("count", "source", descending=True)["source"].head(LARGEST).to_list()


def by_gx(path: Path) -> Found:
    """Great Expectations on pandas, each place with its id and source, and the page of its Data Docs."""
    gx: Any = import_module("great_expectations")
    pd: Any = import_module("pandas")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("articles").add_dataframe_asset("articles")
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch(
        batch_parameters={"dataframe": pd.read_parquet(path, columns=[*COLUMNS])}
    )
    shape = {"result_format": "COMPLETE", "unexpected_index_column_names": ["article_id", "source"]}
    result = batch.validate(gx.ExpectationSuite(name="seven", expectations=_expectations(gx)), result_format=shape)
    failing = [
        {"check": one.expectation_config.meta["check"], "article_id": row["article_id"], "source": row["source"]}
        for one in result.results
        for row in one.result["unexpected_index_list"] or []
    ]
    return _found(pl.DataFrame(failing), _data_docs(result))


def _expectations(gx: Any) -> Sequence[Any]:
    kinds = gx.expectations
    return [
        *(kinds.ExpectColumnValuesToNotMatchRegex(column="body", regex=pattern, meta={"check": name})
          for name, pattern in PATTERNS.items()),
        kinds.ExpectColumnValuesToNotBeNull(column="title", meta={"check": "title"}),
        kinds.ExpectColumnValuesToNotBeNull(column="body", meta={"check": "body"}),
        kinds.ExpectColumnValueLengthsToBeBetween(column="body", min_value=SHORTEST, meta={"check": "body"}),
        kinds.ExpectColumnValuesToBeUnique(column="article_id", meta={"check": "id"}),
    ]  # fmt: skip


def _data_docs(result: Any) -> str:
    renderer: Any = import_module("great_expectations.render.renderer").ValidationResultsPageRenderer()
    view: Any = import_module("great_expectations.render.view").DefaultJinjaPageView()
    return str(view.render(renderer.render(result)))


ENGINES: dict[str, Callable[[Path], Found]] = {
    "plain Polars": by_polars,
    "pandera": by_pandera,
    "dataframely": by_dataframely,
    "pointblank": by_pointblank,
    "Great Expectations": by_gx,
}


def main() -> None:
    """Run one engine and write what it found."""
    engine, path, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    found = ENGINES[engine](path)
    found.rows.write_parquet(folder / ROWS)
    found.counts.write_parquet(folder / COUNTS)
    if found.html is not None:
        (folder / REPORT).write_text(found.html, encoding="utf-8")


if __name__ == "__main__":
    main()
