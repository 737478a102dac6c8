"""Trackers of other organisations: every row is accounted for."""

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from service.imports.other_trackers import KINDS, Tracker
from service.imports.trackers import store

from bsm_service.application.system import System


@pytest.mark.parametrize("made", KINDS, ids=lambda one: one.__name__)
def test_every_row_is_stored_or_refused_by_its_field(
    system: System, meeting: UUID, made: Callable[[int, Random], Tracker]
):
    tracker = made(60, Random(5))

    found = store(system, meeting, tracker.as_csv(), tracker.choices)
    again = store(system, meeting, tracker.as_csv(), tracker.choices)

    told = {
        row: {complaint.field for complaint in found.complaints if complaint.row == row}
        for row in {complaint.row for complaint in found.complaints}
    }
    assert told == tracker.refused
    assert found.unmatched == ()
    assert (found.read, found.refused) == (tracker.read, len(tracker.refused))
    assert found.stored == found.read - found.refused
    assert (again.stored, again.unchanged) == (0, found.stored)
    assert again.differences == ()
