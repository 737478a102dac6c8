"""Trackers of other organisations: every row is accounted for."""

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from service.imports.other_trackers import KINDS, Tracker
from service.imports.trackers import store

from bsm_service.application.system import System


@pytest.mark.parametrize("make_tracker", KINDS, ids=lambda kind: kind.__name__)
def test_every_row_is_stored_or_refused_by_its_field(
    system: System, meeting: UUID, make_tracker: Callable[[int, Random], Tracker]
):
    tracker = make_tracker(60, Random(5))

    report = store(system, meeting, tracker.as_csv(), tracker.choices)
    again = store(system, meeting, tracker.as_csv(), tracker.choices)

    fields_by_row = {
        row: {
            complaint.field for complaint in report.complaints if complaint.row == row
        }
        for row in {complaint.row for complaint in report.complaints}
    }
    assert fields_by_row == tracker.refused
    assert report.unmatched == ()
    assert (report.read, report.refused) == (tracker.read, len(tracker.refused))
    assert report.stored == report.read - report.refused
    assert (again.stored, again.unchanged) == (0, report.stored)
    assert again.differences == ()
