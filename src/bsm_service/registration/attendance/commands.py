"""Commands about who came to a meeting, beside that of one arrival."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import DelegationCode, OneLineText, ReasonText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_service.access.scopes import SECRETARIAT
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import PersonalDetails


class RecordDeparture(Command):
    """Record that the delegate left the meeting, or a session of it."""

    NAME = "registration.record-departure"
    TITLE = "Record a departure"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/departure"
    DECIDED_IN_HANDLER = Registration.record_departure
    registration_id: UUID
    session_id: UUID | None = None


class StrikeAttendance(Command):
    """Delete an arrival or departure that was recorded by mistake: it counts as never
    recorded. `corrects` is the version of the registration that recorded it. The
    departure that follows an arrival is deleted with it.
    """

    NAME = "registration.strike-attendance"
    TITLE = "Delete an arrival or departure"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/attendance-correction"
    DECIDED_IN_HANDLER = Registration.strike_attendance
    registration_id: UUID
    corrects: Annotated[int, Field(ge=1, strict=True)]
    reason: ReasonText


class RecordAttendances(Command):
    """Record that up to 1,000 delegates arrived at a meeting, or at a session of it,
    all or none. A refusal names the rows, counted from 1.
    """

    NAME = "registration.record-attendances"
    TITLE = "Record arrivals"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/attendances"
    DECIDED_IN_HANDLER = Meeting.must_take_arrivals
    meeting_id: UUID
    registration_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=1_000)]
    session_id: UUID | None = None


class RegisterAtDoor(Command):
    """Register somebody who came without a seat, while the meeting is in session.

    They are nominated, confirmed and recorded as arrived in one step, within the quota
    of the delegation and the capacity of the meeting. Give a `participant_id` on record
    or a `person` with their details, as in a nomination. Whoever is nominated already,
    or on the waiting list, is confirmed. `reason` is needed if others have waited
    longer for a seat.
    """

    NAME = "registration.register-at-door"
    TITLE = "Register at the door"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/door"
    CREATES = True
    DECIDED_IN_HANDLER = Meeting.must_register_at_door
    meeting_id: UUID
    delegation: DelegationCode
    function: DelegateFunction
    participant_id: UUID | None = None
    person: PersonalDetails | None = None
    person_is_new: bool = False
    note_id: UUID | None = None
    reason: ReasonText | None = None


class PastRow(FrozenModel):
    """One row of the list of a past meeting: a person, in which function, the `place`
    within the delegation, and whether they `came`, if the list says so. `reference` is
    what the list calls the person.
    """

    delegation: DelegationCode
    function: DelegateFunction
    person: PersonalDetails
    reference: OneLineText | None = None
    place: Annotated[int, Field(ge=1, le=10_000, strict=True)] | None = None
    came: bool | None = None


class PastOrganisation(FrozenModel):
    """An organisation that the list of a past meeting names: its code and name."""

    code: DelegationCode
    name: OneLineText


class RecordPast(Command):
    """Record the list of participants of a past meeting: at most 10,000 rows, all of
    them or none.

    The meeting is concluded, or took place without registration. Nobody is nominated
    and no seat is assigned: those who came are recorded as attended on the last day of
    the meeting, the others as listed. Nobody is invited either: the list can name any
    State, and organisations whose names are on record or in `organisations`; a name on
    record stays. People are found on record as in a list of delegates. `list_name` is
    what the list is called; `references_of` the source whose references the rows have.
    A refusal names the rows, counted from 1.
    """

    NAME = "registration.record-past"
    TITLE = "Record the list of a past meeting"
    OPERATION_ID = "record_past_registrations"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/past-registrations/bulk"
    DECIDED_IN_HANDLER = Meeting.must_take_past_list
    meeting_id: UUID
    list_name: OneLineText
    rows: Annotated[tuple[PastRow, ...], Field(min_length=1, max_length=10_000)]
    organisations: Annotated[tuple[PastOrganisation, ...], Field(max_length=1_000)] = ()
    references_of: OneLineText | None = None
