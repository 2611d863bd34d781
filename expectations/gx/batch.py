"""A batch of data on the Polars engine: a lazy frame and its schema. Nothing is copied, nothing becomes pandas."""

from typing import Any, TypeGuard

import polars as pl

from ...corpus import UsageError
from .contract import BatchData, ExecutionEngine

#: The number of a row in its batch, before any row condition; there only where an aggregate reads it.
ROW = "__newsgate_row"


def is_polars(data: object) -> TypeGuard[pl.DataFrame | pl.LazyFrame]:
    """Whether this is a frame that the engine takes."""
    return isinstance(data, pl.DataFrame | pl.LazyFrame)


def not_polars(data: object) -> str:
    """The sentence for anything else."""
    kind = f"{type(data).__module__}.{type(data).__qualname__}"
    hint = " (pl.from_pandas makes one of it)" if type(data).__module__.startswith("pandas") else ""
    return f"the batch parameter 'dataframe' must be a Polars DataFrame or LazyFrame, not a {kind}{hint}"


class PolarsBatchData(BatchData):
    """The data of one batch, as the engine keeps it."""

    def __init__(self, execution_engine: ExecutionEngine[Any], data: object) -> None:
        if not is_polars(data):
            raise UsageError(not_polars(data))
        super().__init__(execution_engine=execution_engine)
        self.lazy = data.lazy()
        self.schema = data.collect_schema()
        #: The schema with what checks have added to `lazy`: only they see it, a column that is not there stays so.
        self.wide = self.schema
        #: Facts of the whole frame that have been computed, and stand in it as columns.
        self.facts: set[str] = set()
        #: A scan goes through the streaming engine, so that a file larger than memory can be judged.
        self.scans = isinstance(data, pl.LazyFrame)
