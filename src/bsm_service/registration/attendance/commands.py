"""Commands about who came to a meeting."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import DelegationCode, OneLineText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_service.access.scopes import SECRETARIAT
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import PersonalDetails


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


class RecordPast(Command):
    """Record the list of participants of a past meeting: at most 10,000 rows, all of
    them or none.

    The meeting is concluded, or took place without registration. Nobody is nominated
    and no seat is assigned: those who came are recorded as attended on the last day of
    the meeting, the others as listed. People are found on record as in a list of
    delegates. `list_name` is what the list is called; `references_of` the source whose
    references the rows have. A refusal names the rows, counted from 1.
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
    references_of: OneLineText | None = None
