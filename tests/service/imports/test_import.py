"""Trackers as they are come on record: all of it adds up, and nothing twice."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from service.imports.dirty_tracker import COLUMNS, dirty_tracker
from service.imports.trackers import CHOICES, activities, csv, store
from systems import SECRETARIAT, at_once

from bsm_service.application.system import System
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.stored_mappings import STATUS, StoredMappings


def test_hundreds_of_dirty_rows_add_up(system: System, meeting: UUID):
    tracker = dirty_tracker(500)

    report = store(system, meeting, tracker.as_csv("utf-16"))

    assert report.read == tracker.read == 500
    assert report.read == report.stored + report.merged + report.refused
    assert report.changed == report.unchanged == 0
    fields_by_row = {
        row: {
            complaint.field for complaint in report.complaints if complaint.row == row
        }
        for row in {complaint.row for complaint in report.complaints}
    }
    assert fields_by_row == tracker.refused
    assert report.refused == len(tracker.refused)
    assert {merged.row for merged in report.merges} == tracker.merged
    assert len(activities(system)) == report.stored
    assert report.unmatched == ("Internal code",)

    # The same file again adds nothing, and says so; nor does it under other letters.
    size = system.store.position()
    once_more = store(system, meeting, tracker.as_xlsx())
    assert (once_more.stored, system.store.position()) == (0, size)
    assert once_more.read == 500
    assert once_more.unchanged == report.stored
    assert (once_more.merged, once_more.refused) == (report.merged, report.refused)
    assert once_more.differences == ()


def test_a_preview_says_what_would_be_and_stores_nothing(system: System, meeting: UUID):
    tracker, size = dirty_tracker(60, seed=3), system.store.position()
    file = ImportFile(data=tracker.as_xlsx(), extension="xlsx")

    unsaid = preview_import(
        system,
        SECRETARIAT,
        meeting,
        file,
        ImportChoices(columns=COLUMNS),
    )
    preview = preview_import(system, SECRETARIAT, meeting, file, CHOICES)

    assert system.store.position() == size
    assert unsaid.is_preview
    assert {value.said for value in unsaid.statuses} >= {"almost there", "GREEN"}
    assert "Vienna" in {value.said for value in unsaid.delegations}
    assert preview.refused == len(tracker.refused) < unsaid.refused
    stored = import_file(
        system, SECRETARIAT, meeting, file, CHOICES, command_id=uuid4()
    )
    same = {"is_preview", "position"}
    assert stored.model_dump(exclude=same) == preview.model_dump(exclude=same)


def test_what_was_said_once_is_remembered(system: System, meeting: UUID):
    choices = CHOICES.model_copy(update={"only_valid": False})
    head = "Zuständig;Maßnahme;Frist;Stand"
    known = {"columns": {"Zuständig": "owner", "Maßnahme": "title"}}
    first = store(
        system,
        meeting,
        csv(head, "Vienna;Maps;30.09.2019;almost there"),
        choices.model_copy(update=known),
    )
    second = store(
        system,
        meeting,
        csv(head, "VIENNA;More maps;30.09.2019;Almost There"),
        ImportChoices(),
    )

    assert (first.stored, second.stored) == (1, 1)
    assert activities(system)["More maps"].status == "in progress"


def test_what_several_say_at_once_is_remembered_once(system: System):
    remembered = StoredMappings(system.identity)
    statuses = {"almost there": "in progress", "stuck": "blocked"}
    keep = partial(remembered.add, STATUS, statuses, "the tests")

    assert at_once([keep] * 6) == [None] * 6

    assert remembered.meanings(STATUS) == statuses


def test_all_or_nothing_where_nobody_says_otherwise(system: System, meeting: UUID):
    size = system.store.position()
    file = csv("Activity,Owner,Due", "Maps,AT,30.09.2019", ",AT,", "Roads,XX,soon")

    with pytest.raises(RowsRefused) as refused:
        store(system, meeting, file, ImportChoices())

    assert system.store.position() == size
    assert str(refused.value).splitlines() == [
        "row 3, title: the row has no title",
        "row 4, owner: “XX” is not a known delegation; choose what it means",
        "row 4, due_on: “soon” is not a date; write it as 12.04.2016, 2016-04-12 or "
        "12 April 2016",
    ]


def test_a_repeated_request_is_answered_as_the_first_time(
    system: System, meeting: UUID
):
    id, file = uuid4(), ImportFile(data=dirty_tracker(60).as_csv(), extension="csv")
    arguments = (system, SECRETARIAT, meeting, file, CHOICES)

    first = import_file(*arguments, command_id=id)

    assert first.stored > 0
    assert import_file(*arguments, command_id=id) == first
