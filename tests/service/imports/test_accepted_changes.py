"""What newer lists change comes on record once, and only where nobody was faster."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from service.imports.trackers import FIRST, HEAD, activities, csv, preview, store
from systems import AUSTRIA, SECRETARIAT, do

from bsm_domain.foundation.errors import DomainError
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ReportProgress
from bsm_service.foundation.refusals import CommandIdReused
from bsm_service.imports.choices import ChangeableField, ImportChoices, WantedChange
from bsm_service.imports.commands import (
    ActivityChange,
    ImportActivities,
    ImportedActivity,
)
from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile

ALL = ImportChoices(changes="all")


def test_what_somebody_changed_since_the_preview_is_not_overwritten(
    system: System, meeting: UUID
):
    store(system, meeting, FIRST, ImportChoices())
    newer = csv(HEAD, "1,Maps,AT,1.8.2019,30,,", "2,Roads,DE,1.8.2019,,,")
    previewed = preview(system, meeting, newer)
    changes = tuple(
        WantedChange(
            row=difference.row,
            fields=(ChangeableField(difference.field),),
            version=difference.version,
        )
        for difference in previewed.differences
    )
    maps = UUID(activities(system)["Maps"].id)
    do(system, ReportProgress(activity_id=maps, percent=90), AUSTRIA)

    report = store(
        system, meeting, newer, ImportChoices(changes=changes, only_valid=True)
    )

    assert (report.changed, report.refused) == (1, 1)
    assert {(complaint.row, complaint.field) for complaint in report.complaints} == {
        (2, "version")
    }
    assert activities(system)["Maps"].percent == 90
    # Nor where it changes between looking and storing.
    change = ActivityChange(
        activity_id=maps,
        version=previewed.differences[0].version,
        reason="x",
        percent=30,
    )
    with pytest.raises(DomainError, match="row 1, version: “Maps” has changed since"):
        do(system, ImportActivities(meeting_id=meeting, changes=(change,)))


def test_the_same_request_is_answered_as_the_first_time(system: System, meeting: UUID):
    store(system, meeting, FIRST, ImportChoices())
    newer = csv(HEAD, "1,Maps,AT,1.8.2019,30,,", "2,Roads,DE,,,,", "4,New,AT,,,,")
    id, file = uuid4(), ImportFile(data=newer, extension="csv", name="newer.csv")
    arguments = (system, SECRETARIAT, meeting, file)

    first = import_file(*arguments, ALL, command_id=id)
    size = system.store.position()
    maps = UUID(activities(system)["Maps"].id)
    do(system, ReportProgress(activity_id=maps, percent=90), AUSTRIA)

    assert (first.stored, first.changed, first.unchanged) == (1, 1, 1)
    assert import_file(*arguments, ALL, command_id=id) == first
    with pytest.raises(CommandIdReused):
        import_file(*arguments, ImportChoices(), command_id=id)
    assert system.store.position() == size + 1


def test_a_request_that_an_earlier_version_answered_is_still_the_same():
    """What tells a repeated command from another is its JSON: this is that of 0.4."""
    meeting = uuid4()
    row = ImportedActivity(title="Maps", owner="AT", due_on=date(2016, 9, 30))
    command = ImportActivities(meeting_id=meeting, activities=(row,))

    assert command.model_dump_json() == (
        f'{{"occurred_at":null,"meeting_id":"{meeting}","audience":"all","activities":'
        '[{"activity_id":null,"reference":null,"title":"Maps","owner":"AT",'
        '"agency":null,"partners":[],"promised_at":null,"due_on":"2016-09-30",'
        '"due_precision":"day","status":"agreed","percent":null,"replies":[],'
        '"closed_at":null,"reason":null}]}'
    )
