"""The library's own test cases, unchanged, for our recorders, on both databases.

They run with a mapper and an admission that take everything: what they store is no fact
of ours. What ours refuse is in test_admission.py.
"""

import pytest
from raw_database import audit_log
from service.event_store.lenient_recorders import (
    LenientMapper,
    admit_anything,
    lenient_store,
)
from service.event_store.library_cases import LibraryCase, each_test_of

from bsm_projections.databases import Place
from bsm_service.event_store.recorders import (
    AggregateLogRecorder,
    ApplicationLogRecorder,
    ProcessLogRecorder,
)
from bsm_service.event_store.tracking import LogTrackingRecorder

# As a module: pytest would collect the abstract cases. They need what is not installed
# with the product.
cases = pytest.importorskip("eventsourcing.tests.persistence")


class RecorderCase(LibraryCase):
    """What each of the library's cases is given: a log of its own."""

    recorder_class: type[AggregateLogRecorder] = ApplicationLogRecorder

    def setUp(self) -> None:
        self.store = lenient_store(self.place)
        self.addCleanup(self.store.close)

    def create_recorder(self) -> AggregateLogRecorder:
        return self.recorder_class(self.store, admit_anything)


class AggregateRecorderCase(RecorderCase, cases.AggregateRecorderTestCase):
    recorder_class = AggregateLogRecorder


class ApplicationRecorderCase(RecorderCase, cases.ApplicationRecorderTestCase):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class NonInterleavingCase(RecorderCase, cases.NonInterleavingNotificationIDsBaseCase):
    pass


class TrackingRecorderCase(RecorderCase, cases.TrackingRecorderTestCase):
    def create_recorder(self) -> LogTrackingRecorder:
        return LogTrackingRecorder(self.store)


class ProcessRecorderCase(RecorderCase, cases.ProcessRecorderTestCase):
    recorder_class = ProcessLogRecorder


CASES = (
    AggregateRecorderCase,
    ApplicationRecorderCase,
    NonInterleavingCase,
    TrackingRecorderCase,
    ProcessRecorderCase,
)


@each_test_of(CASES)
def test_the_librarys_cases_hold_and_leave_the_log_whole(
    case: type[LibraryCase], name: str, place: Place
):
    case.run_at(name, place)

    audit_log(place, LenientMapper())
