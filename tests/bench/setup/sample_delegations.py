"""Meetings with every rule of registration on, whole delegations, and a list of
delegates as a file.
"""

import csv
import io
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from bench.setup.sample_record import CODES, SampleRecord, announce_meeting

from bsm_domain.foundation.participating_states import state_name
from bsm_domain.meetings.registration_terms import (
    NotesNeeded,
    RegistrationTerms,
    WaitingListRule,
)
from bsm_domain.registration.delegation_facts import NoteKind
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.registration.delegation_commands import NoteToRecord, ReceiveNote

# A meeting for each list: a delegation has one head.
_DAY = date(2027, 6, 1)
_HEADINGS = (
    *("Group_Type", "Delegation", "Honorific", "Person_Ref", "Job_Title"),
    *("Division", "Affiliation", "Year", "Meeting", "Location"),
)
_TITLES = ("NA", "Director", "First Secretary", "Counsellor", "Deputy Director")
_SESSIONS = 5
_KNOWN, _UNKNOWN = 46, 386  # delegations of the list


def all_rules() -> RegistrationTerms:
    """Deadlines, notes before seats, alternates within limits and with a head, and a
    waiting list from which people are promoted.
    """
    until = utc_now() + timedelta(days=90)
    return RegistrationTerms(
        nominations_until=until,
        changes_until=until,
        note=NotesNeeded.BEFORE_SEAT,
        alternates_at_most=2,
        alternates_need_head=True,
        waiting_list=WaitingListRule.AUTOMATIC,
    )


def announce_plain_meeting(record: SampleRecord, number: int) -> UUID:
    meeting_id = new_id(utc_now())
    announce_meeting(record, meeting_id, _DAY + timedelta(days=number))
    return meeting_id


def announce_meeting_with_rules(
    record: SampleRecord, number: int
) -> tuple[UUID, dict[str, UUID]]:
    """The meeting, and the note of each delegation, which covers all of its people."""
    meeting_id = announce_plain_meeting(record, number)
    record.execute(SetRegistrationTerms(meeting_id=meeting_id, terms=all_rules()))
    notes = {code: new_id(utc_now()) for code in CODES}
    for code, note_id in notes.items():
        note = NoteToRecord.model_validate(sample_note() | {"covers_all": True})
        record.execute(
            ReceiveNote(
                meeting_id=meeting_id, note_id=note_id, delegation=code, note=note
            )
        )
    return meeting_id, notes


def sample_note() -> dict[str, Any]:
    today = utc_now().date()
    return {
        "kind": NoteKind.NOTE_VERBALE,
        "reference": "Bench 1",
        "dated_on": today,
        "received_on": today,
    }


def list_rows(
    record: SampleRecord, delegates: int, *, composed: bool
) -> list[dict[str, Any]]:
    """Rows of a list, each State in its turn; if `composed`, each delegation has a head
    and two alternates.
    """
    functions = ("head", "alternate", "alternate") if composed else ()
    return [
        {
            "delegation": CODES[number % len(CODES)],
            "function": [*functions, "member"][
                min(number // len(CODES), len(functions))
            ],
            "person": person,
        }
        for number, person in enumerate(islice(record.people, delegates))
    ]


def delegates_file(rows: int) -> ImportFile:
    """A list of five sessions without names and addresses, as the published lists of
    the UNFCCC are: every tenth row repeats a person, and most delegations are not known
    by the name that they have in it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    known = [state_name(code, _DAY) for code in CODES[:_KNOWN]]
    names = [*known, *(f"Exampleland {number}" for number in range(_UNKNOWN))]
    for number in range(rows):
        session, of_session = number % _SESSIONS, number // _SESSIONS
        person = of_session - of_session % 10 if of_session % 10 == 9 else of_session
        # A third of the rows are of delegations that are known.
        choice = person % _KNOWN if person % 3 == 0 else _KNOWN + person % _UNKNOWN
        writer.writerow(
            (
                *("Parties", names[choice], "Mr", f"P{session}{person:011x}"),
                *(_TITLES[number % len(_TITLES)], "NA", "Ministry of the Interior"),
                *("1991", f"INC {session + 1}", "NA"),
            )
        )
    return ImportFile(data=text.getvalue().encode(), extension="csv", name="list.csv")
