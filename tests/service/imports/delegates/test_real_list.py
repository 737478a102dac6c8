"""The delegates of five sessions of 1991 and 1992, where the file is beside this
repository. Their names were replaced by hashes; no list of names is in it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import BERLIN_DETAILS, SECRETARIAT, do, system_in

from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.registration.queries import registrations
from bsm_service.application.system import System
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_import import (
    import_delegates,
    preview_delegates,
)
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.commands import AnnounceMeeting, OpenRegistration
from bsm_service.people.commands import ErasePersonalData

FILE = Path(__file__).parents[5] / "shared" / "data" / "unfccc-inc-1-5-delegates.csv"
ROWS = 3892
ROWS_OF_SESSION = {1: 623, 2: 617, 3: 485, 4: 587, 5: 1580}


@pytest.fixture
def file() -> ImportFile:
    if not FILE.exists():
        pytest.skip("the delegates of INC 1 to 5 are not beside this repository")
    return ImportFile(data=FILE.read_bytes(), extension="csv", name=FILE.name)


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    system = system_in(tmp_path)
    yield system
    system.close()


def open_session(system: System, number: int) -> UUID:
    meeting = uuid4()
    details = BERLIN_DETAILS.model_copy(
        update={"series": "INC", "edition": number, "title": f"INC {number}"}
    )
    do(system, AnnounceMeeting(meeting_id=meeting, details=details))
    do(system, OpenRegistration(meeting_id=meeting, capacity=2_000))
    return meeting


def choices_for(
    system: System, meeting: UUID, file: ImportFile, number: int
) -> dict[str, Any]:
    """What a secretariat chooses: the session, the titles as they are proposed, and all
    delegations as new ones.
    """
    chosen = {
        "only_meeting": f"INC {number}",
        "accept_functions": True,
        "invite": True,
        "only_valid": True,
    }
    report = preview_delegates(
        system, SECRETARIAT, meeting, file, DelegateChoices(**chosen)
    )
    new = {value.said: "" for value in report.delegations}
    return {**chosen, "delegations": new}


def store(
    system: System, meeting: UUID, file: ImportFile, chosen: dict[str, Any]
) -> DelegateReport:
    report = import_delegates(
        system,
        SECRETARIAT,
        meeting,
        file,
        DelegateChoices(**chosen),
        command_id=uuid4(),
    )
    outcomes = (report.stored, report.merged, report.unchanged, report.left_out)
    assert report.read == sum(outcomes) + report.refused + report.elsewhere == ROWS
    assert len({row.row for row in report.complaints}) == report.refused
    return report


def test_five_sessions_are_imported_as_five_meetings(system: System, file: ImportFile):
    reports: dict[int, DelegateReport] = {}
    for number in ROWS_OF_SESSION:
        meeting = open_session(system, number)
        chosen = choices_for(system, meeting, file, number)
        reports[number] = store(system, meeting, file, chosen)
        before = system.store.position()
        again = store(system, meeting, file, chosen)
        assert (again.stored, again.unchanged) == (0, reports[number].stored)
        assert system.store.position() == before

    assert {
        number: ROWS - report.elsewhere for number, report in reports.items()
    } == ROWS_OF_SESSION
    fields = {row.field for report in reports.values() for row in report.complaints}
    assert fields == {"delegation", "function"}
    refused = sum(report.refused for report in reports.values())
    merged = sum(report.merged for report in reports.values())
    stored = sum(report.stored for report in reports.values())
    assert stored + merged + refused == ROWS
    assert (merged > 380, refused < 60) == (True, True)

    # Somebody is erased; the same file does not bring them back.
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [one] = registrations(context, str(meeting), limit=1).items
    assert one.participant_id is not None
    person = UUID(one.participant_id)
    do(system, ErasePersonalData(participant_id=person, reason="asked for it"))
    before = system.store.position()
    again = store(system, meeting, file, chosen)
    assert (again.stored, again.left_out) == (0, 1)
    assert again.unchanged == reports[5].stored - 1
    assert system.store.position() == before
