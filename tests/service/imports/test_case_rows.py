"""Rows of files that were imported wrongly once: titles, owners and days."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from service.imports.trackers import activities, store
from systems import BERLIN_DETAILS, do

from bsm_service import commands as ask
from bsm_service.bootstrap import System
from bsm_service.imports import Choices

CASES = Path(__file__).parent / "cases"
ALL = Choices()


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


def test_titles_that_differ_in_a_sign_are_stored_beside_each_other(
    system: System, meeting: UUID
):
    store(system, meeting, case("b05-titles-1.csv"), ALL)

    second = store(system, meeting, case("b05-titles-2.csv"), ALL)

    assert (second.stored, second.merged) == (2, 0)
    assert {*activities(system)} == {"Phase +1", "Phase -1", "Course C++", "Course C#"}


def test_what_was_promised_after_the_next_meeting_is_due_before_the_one_after(
    system: System, meeting: UUID
):
    """No day is named that the file does not have, nor one before the promise."""
    found = store(system, meeting, case("b15-promised-late-no-due.csv"), ALL)

    assert (found.stored, found.refused) == (1, 0)
    for edition, due in ((11, "2018-04-11"), (12, "2018-04-09")):
        starts = BERLIN_DETAILS.starts_on + timedelta(days=364 * (edition - 10))
        details = {"edition": edition, "starts_on": starts, "ends_on": starts}
        told = BERLIN_DETAILS.model_copy(update=details)
        do(system, ask.AnnounceMeeting(meeting_id=uuid4(), details=told))
        system.engine.catch_up()
        system.due_dates.settle()

        maps = activities(system)["Maps"]
        assert (str(maps.due_on), maps.due_precision) == (due, "next meeting")
