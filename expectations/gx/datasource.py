"""``context.data_sources.add_polars``: a source whose assets are Polars frames, given when a batch is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Literal

from .batch import is_polars, not_polars
from .contract import (
    DATA_CONNECTOR_NAME,
    AbstractDataContext,
    Batch,
    BatchDefinition,
    BatchRequest,
    BuildBatchRequestError,
    DataAsset,
    DataContextRequiredError,
    Datasource,
    IDDict,
    LegacyBatchDefinition,
    RuntimeDataBatchSpec,
    gx,
    make_batch_identifier,
    project_manager,
    pydantic,
)
from .engine import PolarsExecutionEngine

# pydantic reads the annotations of these classes: they are written out, not postponed. And the field ``type`` hides
# the builtin in their bodies.
_AssetTypes = list[type[DataAsset[Any, Any]]]
_EngineType = type[PolarsExecutionEngine]


class PolarsFrameAsset(DataAsset[Any, Any]):
    """An asset that is a Polars frame. It is stored without data; each batch request brings its own frame."""

    type: Literal["dataframe"] = "dataframe"

    class Config:
        """As the assets of GX: a misspelt key in a stored context is an error."""

        extra = pydantic.Extra.forbid

    def test_connection(self) -> None:
        """A frame in memory needs no connection."""

    def get_batch_parameters_keys(self, partitioner: Any = None) -> tuple[str, ...]:
        """What a batch request must name."""
        return ("dataframe",)

    def get_batch_identifiers_list(self, batch_request: BatchRequest[Any]) -> list[dict[str, Any]]:
        """One batch: the frame itself."""
        return [IDDict(batch_request.options)]

    def build_batch_request(
        self, options: dict[str, Any] | None = None, batch_slice: Any = None, partitioner: Any = None
    ) -> BatchRequest[Any]:
        """A request for the batch that is *options*' ``dataframe``."""
        if batch_slice is not None or partitioner is not None:
            raise BuildBatchRequestError("a Polars frame is one batch: it takes neither batch_slice nor partitioner")
        _check(options)
        return BatchRequest(datasource_name=self.datasource.name, data_asset_name=self.name, options=options or {})

    def _validate_batch_request(self, batch_request: BatchRequest[Any]) -> None:
        _check(batch_request.options)
        asked = (batch_request.datasource_name, batch_request.data_asset_name)
        if asked != (self.datasource.name, self.name):
            raise BuildBatchRequestError(f"the request is for {asked}, not for {(self.datasource.name, self.name)}")

    def get_batch(self, batch_request: BatchRequest[Any]) -> Batch:
        """The batch that a request describes."""
        self._validate_batch_request(batch_request)
        batch_spec = RuntimeDataBatchSpec(batch_data=batch_request.options["dataframe"])
        data, markers = self.datasource.get_execution_engine().get_batch_data_and_markers(batch_spec=batch_spec)
        return Batch(
            datasource=self.datasource,
            data_asset=self,
            batch_request=batch_request,
            data=data,
            metadata=self._get_batch_metadata_from_batch_request(batch_request, ignore_options=("dataframe",)),
            batch_markers=markers,
            batch_spec=batch_spec,
            batch_definition=LegacyBatchDefinition(
                datasource_name=self.datasource.name,
                data_connector_name=DATA_CONNECTOR_NAME,
                data_asset_name=self.name,
                batch_identifiers=make_batch_identifier(batch_request.options),
                batch_spec_passthrough=None,
            ),
        )

    def add_batch_definition_whole_dataframe(self, name: str) -> BatchDefinition[Any]:
        """A batch definition that stands for the whole frame."""
        return self.add_batch_definition(name=name, partitioner=None)


def _check(options: dict[str, Any] | None) -> None:
    if options is None or set(options) != {"dataframe"}:
        given = ", ".join(map(repr, options or ())) or "nothing"
        raise BuildBatchRequestError(
            f"pass the Polars frame as the batch parameter 'dataframe', and nothing else (given: {given})"
        )
    if not is_polars(options["dataframe"]):
        raise BuildBatchRequestError(not_polars(options["dataframe"]))


class PolarsDatasource(Datasource[PolarsFrameAsset, PolarsExecutionEngine]):
    """A source of Polars frames for Great Expectations."""

    asset_types: ClassVar[_AssetTypes] = [PolarsFrameAsset]

    type: Literal["polars"] = "polars"
    assets: list[PolarsFrameAsset] = []  # noqa: RUF012 - pydantic copies it for each source

    @property
    def execution_engine_type(self) -> _EngineType:
        """The engine of its batches."""
        return PolarsExecutionEngine

    def test_connection(self, test_assets: bool = True) -> None:
        """Frames in memory need no connection."""

    def add_dataframe_asset(self, name: str, batch_metadata: dict[str, Any] | None = None) -> PolarsFrameAsset:
        """An asset to which each batch request brings a Polars frame."""
        return self._add_asset(PolarsFrameAsset(name=name, batch_metadata=batch_metadata or {}))


def quiet_context(**options: Any) -> AbstractDataContext:
    """A Great Expectations context (``gx.get_context``) that draws no progress bars."""
    context: AbstractDataContext = gx.get_context(**options)
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment] # GX writes it to YAML, as a mapping
    return context


@contextmanager
def project_kept(context: AbstractDataContext | None = None) -> Iterator[None]:
    """Inside, *context* is the current one of GX; outside, the one of whoever called is again.

    GX has one current context a process, the one made last, and up to 1.23 it validates with no other.
    """
    try:
        before = project_manager._project
    except DataContextRequiredError:
        before = None
    if context is not None:
        project_manager.set_project(context)
    try:
        yield
    finally:
        project_manager.set_project(before)
