"""Commands about registrations for a meeting, in the order in which a page offers
them.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import DelegationCode, OneLineText, ReasonText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import DelegateFunction, Registration
from bsm_service.access.scopes import OWNER, OWNER_AND_SELF, SECRETARIAT
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import PersonalDetails


def _is_none(value: object) -> bool:
    """Left out of a command's digest, as before there was such a field."""
    return value is None


class DelegateRow(FrozenModel):
    """One row of a list of delegates. `id` is that of the registration; if it is left
    out, it is derived from the person or from the command. A `person` with the same
    e-mail address as a participant of the delegation is that participant, and so is one
    with the same name, unless both have an e-mail address. The answer says who was
    found by name. `reference` is what the list calls the person.
    """

    id: UUID | None = None
    delegation: DelegationCode
    function: DelegateFunction
    person: PersonalDetails | None = None
    reference: OneLineText | None = Field(default=None, exclude_if=_is_none)


class RegisterDelegates(Command):
    """Register many delegates at once: at most 10,000 rows, all of them or none.

    `confirmed` also confirms their seats, which needs the permission to confirm;
    `reason` then explains why they go ahead of others on the waiting list. A refusal
    names the rows, counted from 1. `references_of` is the source whose references the
    rows have: a person is found again by one of the same source.
    """

    NAME = "registration.register-delegates"
    ALLOWED = OWNER
    PATH = "/meetings/{meeting_id}/registrations/bulk"
    DECIDED_IN_HANDLER = Meeting.must_accept_nominations
    meeting_id: UUID
    delegates: Annotated[
        tuple[DelegateRow, ...], Field(min_length=1, max_length=10_000)
    ]
    confirmed: bool = False
    reason: ReasonText | None = None
    references_of: OneLineText | None = Field(default=None, exclude_if=_is_none)


class NominateDelegate(Command):
    """Nominate a delegate: a `participant_id` on record, a `person` with their details,
    or nobody yet. A person has one registration for a meeting, whose id is derived from
    both. A `person` with the same e-mail address as a participant of the delegation is
    that participant; one with only the same name may be, and is refused with the
    candidates' IDs unless `person_is_new`.
    """

    NAME = "registration.nominate"
    TITLE = "Nominate a delegate"
    ALLOWED = OWNER
    PATH = "/meetings/{meeting_id}/registrations"
    CREATES = True
    DECIDED_IN_HANDLER = Meeting.must_accept_nominations
    meeting_id: UUID
    registration_id: UUID | None = None
    delegation: DelegationCode
    function: DelegateFunction
    participant_id: UUID | None = None
    person: PersonalDetails | None = None
    person_is_new: Annotated[bool, Field(exclude_if=lambda is_new: not is_new)] = False


class ConfirmRegistration(Command):
    """Confirm a registration and assign it a seat. `reason` explains why it goes ahead
    of others on the waiting list.
    """

    NAME = "registration.confirm"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/confirmation"
    DECIDED_IN_HANDLER = Registration.confirm
    registration_id: UUID
    reason: ReasonText | None = None


class WaitlistRegistration(Command):
    """Put a registration on the waiting list."""

    NAME = "registration.waitlist"
    TITLE = "Put on the waiting list"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/waitlisting"
    DECIDED_IN_HANDLER = Registration.waitlist
    registration_id: UUID


class RefuseRegistration(Command):
    """Refuse a registration."""

    NAME = "registration.refuse"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/refusal"
    DECIDED_IN_HANDLER = Registration.refuse
    registration_id: UUID
    reason: ReasonText


class RecordAttendance(Command):
    """Record that the delegate attended."""

    NAME = "registration.record-attendance"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/attendance"
    DECIDED_IN_HANDLER = Registration.record_attendance
    registration_id: UUID


class WithdrawRegistration(Command):
    """Withdraw a registration and free its seat."""

    NAME = "registration.withdraw"
    ALLOWED = OWNER_AND_SELF
    PATH = "/registrations/{registration_id}/withdrawal"
    DECIDED_IN_HANDLER = Registration.withdraw
    registration_id: UUID
