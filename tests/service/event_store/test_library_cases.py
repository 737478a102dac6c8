"""The library's own test cases, unchanged, for our recorders, on both databases.

They run with a mapper and an admission that take everything: what they store is no fact
of ours. What ours refuse is in test_admission.py.
"""

from unittest import TestCase, defaultTestLoader

import pytest
from raw_database import audit_log
from service.event_store.lenient_recorders import (
    LenientMapper,
    admit_anything,
    lenient_store,
)

from bsm_projections.databases import Place
from bsm_service.event_store.recorders import (
    AggregateLogRecorder,
    ApplicationLogRecorder,
)

# As a module: pytest would collect the abstract cases. They need what is not installed
# with the product.
cases = pytest.importorskip("eventsourcing.tests.persistence")


class LibraryCase(TestCase):
    """What each of the library's cases is given: a log of its own."""

    __test__ = False  # run below, on each database
    place: Place
    recorder_class: type[AggregateLogRecorder] = ApplicationLogRecorder

    def setUp(self) -> None:
        self.store = lenient_store(self.place)
        self.addCleanup(self.store.close)

    def create_recorder(self) -> AggregateLogRecorder:
        return self.recorder_class(self.store, admit_anything)


class AggregateRecorderCase(LibraryCase, cases.AggregateRecorderTestCase):
    recorder_class = AggregateLogRecorder


class ApplicationRecorderCase(LibraryCase, cases.ApplicationRecorderTestCase):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class NonInterleavingCase(LibraryCase, cases.NonInterleavingNotificationIDsBaseCase):
    pass


CASES = (AggregateRecorderCase, ApplicationRecorderCase, NonInterleavingCase)


@pytest.mark.parametrize(
    ("case", "name"),
    [
        pytest.param(case, name, id=f"{case.__name__}.{name}")
        for case in CASES
        for name in defaultTestLoader.getTestCaseNames(case)
    ],
)
def test_the_librarys_cases_hold_and_leave_the_log_whole(
    case: type[LibraryCase], name: str, place: Place
):
    case.place = place

    case(name).debug()

    assert audit_log(place, LenientMapper()) > 0
