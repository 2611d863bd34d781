"""Great Expectations on Polars: a real execution engine, and ``context.data_sources.add_polars``.

```python
import great_expectations as gx
import newsgate.expectations.gx   # registers the engine, the data source and the metrics

context = gx.get_context()
asset = context.data_sources.add_polars("corpus").add_dataframe_asset("articles")
whole = asset.add_batch_definition_whole_dataframe("whole")
batch = whole.get_batch(batch_parameters={"dataframe": frame})
batch.validate(gx.expectations.ExpectColumnValuesToNotBeNull(column="title"))
```

It must be imported before a stored context is loaded. ``import newsgate`` does not import it: Great Expectations takes
seconds to load.
"""

from typing import Any

from . import articles, contract, stock_columns, stock_rows, types
from .articles import ArticleExpectation, article_expectations
from .batch import PolarsBatchData
from .datasource import PolarsDatasource, PolarsFrameAsset, project_kept, quiet_context
from .engine import Aggregate, Mask, PolarsExecutionEngine
from .register import (
    COLUMN_DOMAIN,
    COLUMNS_DOMAIN,
    PAIR_DOMAIN,
    TABLE_DOMAIN,
    refuse_the_rest,
    register_aggregate,
    register_map_metric,
    register_value,
)
from .supported import SUPPORTED

__all__ = [
    "COLUMNS_DOMAIN", "COLUMN_DOMAIN", "PAIR_DOMAIN", "SUPPORTED", "TABLE_DOMAIN", "Aggregate", "ArticleExpectation",
    "Mask", "PolarsBatchData", "PolarsDatasource", "PolarsExecutionEngine", "PolarsFrameAsset",
    "article_expectations", "contract", "project_kept", "quiet_context", "register_aggregate", "register_map_metric",
    "register_value", "types",
]  # fmt: skip

stock_rows.register()
stock_columns.register()
articles.register()
refuse_the_rest()


def __getattr__(name: str) -> Any:
    """The expectation types of the checks: ``from newsgate.expectations.gx import ExpectNoAdMarkers``."""
    for made in article_expectations().values():
        if made.__name__ == name:
            return made
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
