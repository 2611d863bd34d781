"""The stock expectations on the type of a column.

They ask which engine they run on, and know three. So these are subclasses of the same name, which GX's registry of
expectations then holds instead: on a Polars frame they read Polars' type names, on every other engine they are the
stock ones.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl

from ...corpus import UsageError
from .contract import Expectation, gxe, registry
from .engine import PolarsExecutionEngine
from .values import column_of

#: The types of Polars by their names, in small letters.
_TYPES: dict[str, type[pl.DataType]] = {
    name.lower(): kind
    for name, kind in vars(pl).items()
    if isinstance(kind, type) and issubclass(kind, pl.DataType) and kind is not pl.DataType
}
_INTEGERS = [kind for name, kind in _TYPES.items() if name.startswith(("int", "uint"))]
#: Names of Python and numpy for types that Polars calls otherwise, or has several of.
_FAMILIES: dict[str, list[type[pl.DataType]]] = {
    "int": _INTEGERS,
    "integer": _INTEGERS,
    "float": [kind for name, kind in _TYPES.items() if name.startswith("float")],
    "str": [pl.String],
    "bool": [pl.Boolean],
    "timedelta": [pl.Duration],
    "bytes": [pl.Binary],
}


def is_type(dtype: pl.DataType, name: object) -> bool:
    """Whether a column's type goes by this name.

    ``Int64``, ``String``, ``Datetime`` (of any unit and zone), ``List(String)`` or ``Datetime(time_unit='us',
    time_zone='UTC')`` as Polars writes them; ``int``, ``float``, ``str`` and ``bool``. Capitals are as good as small
    letters.
    """
    asked = str(name).replace(" ", "").lower()
    if asked in (str(dtype).replace(" ", "").lower(), repr(dtype).replace(" ", "").lower()):
        return True
    kinds = _FAMILIES.get(asked) or ([_TYPES[asked]] if asked in _TYPES else None)
    if kinds is not None:
        return type(dtype) in kinds
    if asked.partition("(")[0] in _TYPES:
        return False
    raise UsageError(
        f"{name!r} is no type of Polars; columns are one of {', '.join(kind.__name__ for kind in _TYPES.values())} "
        f"(or {', '.join(_FAMILIES)})"
    )


@contextmanager
def _unannounced() -> Iterator[None]:
    """GX logs a warning for each name that is registered anew; here that is the point."""
    logger = logging.getLogger(registry.__name__)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _judged(expectation: Expectation, metrics: dict[str, Any], names: Iterable[object] | None) -> dict[str, Any]:
    schema = pl.Schema({one["name"]: one["type"] for one in metrics["table.column_types"]})
    dtype = column_of(schema, expectation._get_success_kwarg("column"))
    fits = None if names is None else [is_type(dtype, name) for name in names]  # an unknown name is told in any case
    success = fits is None or any(fits)
    return {"success": success, "result": {"observed_value": str(dtype)}}


with _unannounced():

    class ExpectColumnValuesToBeOfType(gxe.ExpectColumnValuesToBeOfType):
        """The stock expectation, which also knows the types of Polars."""

        @classmethod
        def _register_renderer_functions(cls) -> None:
            """The stock renderers stay the registered ones."""

        def _validate(
            self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
        ) -> Any:
            if not isinstance(execution_engine, PolarsExecutionEngine):
                return super()._validate(metrics, runtime_configuration, execution_engine)
            name = self._get_success_kwarg("type_")
            return _judged(self, metrics, None if name is None else [name])

    class ExpectColumnValuesToBeInTypeList(gxe.ExpectColumnValuesToBeInTypeList):
        """The stock expectation, which also knows the types of Polars."""

        @classmethod
        def _register_renderer_functions(cls) -> None:
            """The stock renderers stay the registered ones."""

        def _validate(
            self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
        ) -> Any:
            if not isinstance(execution_engine, PolarsExecutionEngine):
                return super()._validate(metrics, runtime_configuration, execution_engine)
            return _judged(self, metrics, self._get_success_kwarg("type_list"))

    if hasattr(gxe, "ExpectColumnTypeToBe"):  # since Great Expectations 1.24

        class ExpectColumnTypeToBe(gxe.ExpectColumnTypeToBe):
            """The stock expectation, which also knows the types of Polars."""

            @classmethod
            def _register_renderer_functions(cls) -> None:
                """The stock renderers stay the registered ones."""

            def _validate(
                self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
            ) -> Any:
                if not isinstance(execution_engine, PolarsExecutionEngine):
                    return super()._validate(metrics, runtime_configuration, execution_engine)
                return _judged(self, metrics, [self._get_success_kwarg("type_")])
