"""The library's own test cases for what opens our log by its environment, and for
applications and projections on it.

Those for the factory run with the product's own mapper and admission. Four of them ask
for encryption or compression, which ours refuses by design. The cases' applications and
projections record facts that are not ours, so they run with a lenient factory.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from eventsourcing.persistence import InfrastructureFactoryError, Tracking
from eventsourcing.utils import Environment, get_topic
from postgres import drop_schemas
from raw_database import audit_log
from service.event_store.lenient_recorders import (
    LenientFactory,
    LenientMapper,
    environment_of,
    lenient_store,
)
from service.event_store.library_cases import LibraryCase, each_test_of

from bsm_projections.databases import Place
from bsm_service.assembly import persistence
from bsm_service.assembly.persistence import RecordFactory
from bsm_service.event_store.recorders import (
    AggregateLogRecorder,
    ApplicationLogRecorder,
    ProcessLogRecorder,
)
from bsm_service.event_store.tracking import LogTrackingRecorder

# As modules: pytest would collect the abstract cases. They need what is not installed
# with the product.
persistence_cases = pytest.importorskip("eventsourcing.tests.persistence")
application_cases = pytest.importorskip("eventsourcing.tests.application")
projection_cases = pytest.importorskip("eventsourcing.tests.projection")


class View(LogTrackingRecorder):
    """A tracking recorder of somebody's own."""


class FactoryCase(LibraryCase, persistence_cases.InfrastructureFactoryTestCase):
    def setUp(self) -> None:
        self.env = Environment(env=environment_of(self.place, persistence.__name__))
        super().setUp()

    def expected_factory_class(self) -> type[RecordFactory]:
        return RecordFactory

    def expected_aggregate_recorder_class(self) -> type[AggregateLogRecorder]:
        return AggregateLogRecorder

    def expected_application_recorder_class(self) -> type[ApplicationLogRecorder]:
        return ApplicationLogRecorder

    def expected_tracking_recorder_class(self) -> type[LogTrackingRecorder]:
        return LogTrackingRecorder

    def tracking_recorder_subclass(self) -> type[LogTrackingRecorder]:
        return View

    def expected_process_recorder_class(self) -> type[ProcessLogRecorder]:
        return ProcessLogRecorder

    # The four that cannot hold: what is stored must be readable without the product.

    def assert_refused(self, **environment: str) -> None:
        self.env.update(environment)
        with pytest.raises(InfrastructureFactoryError, match="neither encrypted"):
            self.factory.mapper(transcoder=self.transcoder)

    def test_mapper_with_compressor(self) -> None:
        self.assert_refused(COMPRESSOR_TOPIC="zlib")

    def test_mapper_with_cipher(self) -> None:
        self.assert_refused(CIPHER_TOPIC="eventsourcing.cipher:AESCipher")

    def test_mapper_with_cipher_and_compressor(self) -> None:
        self.assert_refused(COMPRESSOR_TOPIC="zlib", CIPHER_KEY="a key")

    def test_mapper_with_wrong_cipher_key(self) -> None:
        self.env.name = "App1"
        self.assert_refused(APP1_CIPHER_KEY="a key")


@each_test_of([FactoryCase])
def test_the_librarys_cases_for_a_factory_hold(
    case: type[LibraryCase], name: str, place: Place
):
    case.run_at(name, place)


LENIENT = get_topic(LenientFactory)


class LenientCase(LibraryCase):
    """A program of the library's whose environment names our place."""

    expected_factory_topic = LENIENT

    def setUp(self) -> None:
        lenient_store(self.place).close()  # a log that can be looked at afterwards
        environment = environment_of(self.place, LENIENT)
        self.enterContext(patch.dict(os.environ, environment))
        self.addCleanup(close_stores)


def close_stores() -> None:
    while LenientFactory.opened:
        LenientFactory.opened.pop().close()


class CountersView(LogTrackingRecorder, projection_cases.EventCountersView):
    """Counts in memory, once for each position."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.created = self.subsequent = 0

    def get_created_event_counter(self) -> int:
        return self.created

    def get_subsequent_event_counter(self) -> int:
        return self.subsequent

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        self.insert_tracking(tracking)
        self.created += 1

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        self.insert_tracking(tracking)
        self.subsequent += 1


class ExampleApplicationCase(LenientCase, application_cases.ExampleApplicationTestCase):
    pass


class ApplicationCase(LenientCase, application_cases.ApplicationTestCase):
    pass


class CountersViewCase(LenientCase, projection_cases.EventCountersViewTestCase):
    def construct_event_counters_view(self) -> CountersView:
        factory = LenientFactory(environment_of(self.place, LENIENT))
        return factory.tracking_recorder(CountersView)


class ProjectionCase(
    LenientCase, projection_cases.AggregateEventCountersProjectionTestCase
):
    view_class = CountersView


class EventSourcedProjectionCase(
    LenientCase, projection_cases.EventSourcedProjectionTestCase
):
    """The projection records what it counts in a log of its own."""

    place_of_projection: Place

    def setUp(self) -> None:
        super().setUp()
        environment = environment_of(self.place_of_projection, LENIENT)
        self.env = {f"COUNTERS_{name}": value for name, value in environment.items()}


CASES = (
    ExampleApplicationCase,
    ApplicationCase,
    CountersViewCase,
    ProjectionCase,
    EventSourcedProjectionCase,
)


@pytest.fixture
def another_place(place: Place, tmp_path: Path) -> Iterator[Place]:
    if place.url is None:
        yield Place(tmp_path / "another")
        return
    another = Place(tmp_path, place.url, f"{place.schema}_2", connections=4)
    yield another
    drop_schemas(place.url, another.schema)


# One of the library's cases counts the warnings that it is shown.
@pytest.mark.filterwarnings("default::DeprecationWarning")
@each_test_of(CASES)
def test_the_librarys_cases_for_applications_and_projections_hold(
    case: type[LibraryCase], name: str, place: Place, another_place: Place
):
    EventSourcedProjectionCase.place_of_projection = another_place

    case.run_at(name, place)

    audit_log(place, LenientMapper())
