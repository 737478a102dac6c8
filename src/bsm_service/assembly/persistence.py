"""The record for programs that use the library `eventsourcing`.

With PERSISTENCE_MODULE=bsm_service.assembly.persistence in its environment, such a
program opens the record that the product's settings name (BSM_DATA and so on). It needs
access to the data folder, as the command line does.
"""

from functools import cached_property
from typing import Any

from eventsourcing.persistence import (
    AggregateRecorder,
    InfrastructureFactory,
    InfrastructureFactoryError,
    Mapper,
    Transcoder,
)
from eventsourcing.popo import POPOAggregateRecorder
from eventsourcing.utils import resolve_topic

from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_store, watch_clock
from bsm_service.event_store.admission import admit_facts
from bsm_service.event_store.recorders import (
    AggregateLogRecorder,
    ApplicationLogRecorder,
    ProcessLogRecorder,
)
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.tracking import LogTrackingRecorder
from bsm_service.settings.loading import load_settings
from bsm_service.settings.settings import environment_name

_PLACE_SETTINGS = ("data", "database", "schema_prefix", "connections")


class RecordFactory(InfrastructureFactory[LogTrackingRecorder]):
    """Opens the record once, when first needed, for all its recorders."""

    admit = staticmethod(admit_facts)

    @cached_property
    def store(self) -> EventStore:
        """Raises StoreUnavailable, InvalidSetting."""
        place = self.place()
        store = open_store(place, server="library")
        watch_clock(store, place.folder)
        return store

    def place(self) -> Place:
        """The place of the record, from the library's environment or else the product's
        settings. Raises InvalidSetting.
        """
        options: dict[str, Any] = {
            name: self.env.get(environment_name(name)) or None
            for name in _PLACE_SETTINGS
        }
        return load_settings(**options).settings.database_place()

    def mapper(
        self,
        transcoder: Transcoder | None = None,
        mapper_class: type[Mapper[Any]] | None = None,
    ) -> Mapper[Any]:
        """The product's own. Facts are stored as JSON that can be audited without the
        product, so this raises InfrastructureFactoryError if the environment sets
        anything else.
        """
        for name in (
            self.CIPHER_TOPIC,
            "CIPHER_KEY",
            self.COMPRESSOR_TOPIC,
            self.MAPPER_TOPIC,
            self.TRANSCODER_TOPIC,
        ):
            if self.env.get(name):
                raise InfrastructureFactoryError(
                    f"{name} is set, but facts are stored as plain JSON, neither "
                    "encrypted nor compressed; remove it from the environment"
                )
        return self.store.mapper

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Snapshots are kept in memory: derived data are not written to the log."""
        if purpose != "events":
            return POPOAggregateRecorder()
        return AggregateLogRecorder(self.store, self.admit)

    def application_recorder(self) -> ApplicationLogRecorder:
        return ApplicationLogRecorder(self.store, self.admit)

    def tracking_recorder(
        self, tracking_recorder_class: type[LogTrackingRecorder] | None = None
    ) -> LogTrackingRecorder:
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        if tracking_recorder_class is None and topic:
            tracking_recorder_class = resolve_topic(topic)
        return (tracking_recorder_class or LogTrackingRecorder)(self.store)

    def process_recorder(self) -> ProcessLogRecorder:
        return ProcessLogRecorder(self.store, self.admit)

    def close(self) -> None:
        if "store" in vars(self):
            self.store.close()
