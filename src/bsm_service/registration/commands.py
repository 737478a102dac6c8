"""Commands about registrations for a meeting, in the order in which a page offers
them.
"""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import (
    CommentText,
    DelegationCode,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_service.access.scopes import OWNER, OWNER_AND_SELF, SECRETARIAT, Scope
from bsm_service.application.command import Command
from bsm_service.registration.delegation_commands import NoteWithFile
from bsm_service.vault.personal_details import PersonalDetails


def _given_or_left_out() -> Any:
    """A field that was added later: left out of the digest where there is none."""
    return Field(default=None, exclude_if=lambda value: value is None)


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
    reference: OneLineText | None = _given_or_left_out()


class RegisterDelegates(Command):
    """Register many delegates at once: at most 10,000 rows, all of them or none.

    `confirmed` also confirms their seats, which needs the permission to confirm;
    `reason` then explains why they go ahead of others on the waiting list;
    `late_reason` why they are nominated after the deadline. A refusal names the rows,
    counted from 1. `references_of` is the source whose references the rows have: a
    person is found again by one of the same source.
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
    note_id: UUID | None = _given_or_left_out()
    late_reason: ReasonText | None = _given_or_left_out()
    references_of: OneLineText | None = _given_or_left_out()


class NominatedPerson(FrozenModel):
    """One row of a delegation's own list: a `participant_id` on record, a `person` with
    their details, or nobody yet. A `person` is found on record as in a list of
    delegates.
    """

    function: DelegateFunction
    participant_id: UUID | None = None
    person: PersonalDetails | None = None


class NominateDelegation(Command):
    """Nominate a whole delegation in its own order, at most 200 people, all or none.

    Give a new `note` or the `note_id` of one on record. Of the registrations that the
    list `replaces`, those in it stay, those that are nominated or on the waiting list
    and are not in it are withdrawn, and those that hold a seat are left as they are.
    `reason` is needed after a deadline.
    """

    NAME = "registration.nominate-delegation"
    TITLE = "Nominate a delegation"
    ALLOWED = OWNER
    PATH = "/meetings/{meeting_id}/nominations"
    CREATES = True
    DECIDED_IN_HANDLER = Meeting.must_accept_nominations
    meeting_id: UUID
    delegation: DelegationCode
    delegates: Annotated[
        tuple[NominatedPerson, ...], Field(min_length=1, max_length=200)
    ]
    note: NoteWithFile | None = None
    note_id: UUID | None = None
    replaces: Annotated[tuple[UUID, ...], Field(max_length=500)] = ()
    reason: ReasonText | None = None


class NominateDelegate(Command):
    """Nominate a delegate: a `participant_id` on record, a `person` with their details,
    or nobody yet. A person has one registration for a meeting, whose id is derived from
    both. A `person` with the same e-mail address as a participant of the delegation is
    that participant; one with only the same name may be, and is refused with the
    candidates' IDs unless `person_is_new`. `reason` is needed after the deadline.
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
    note_id: UUID | None = _given_or_left_out()
    reason: ReasonText | None = _given_or_left_out()


class RequestRegistration(Command):
    """Ask to take part, where the meeting allows it.

    The delegation then endorses or declines the request. Without a `participant_id`,
    you ask for yourself.
    """

    NAME = "registration.request"
    TITLE = "Ask to take part"
    ALLOWED = SECRETARIAT | {Role.PARTICIPANT: Scope.SELF}
    PATH = "/meetings/{meeting_id}/requests"
    CREATES = True
    DECIDED_IN_HANDLER = Meeting.must_accept_requests
    meeting_id: UUID
    function: DelegateFunction
    participant_id: UUID | None = None
    remark: CommentText | None = None


class ConfirmRegistrations(Command):
    """Confirm up to 500 registrations of a meeting, all or none. `reason` explains why
    they go ahead of others on the waiting list.
    """

    NAME = "registration.confirm-many"
    TITLE = "Confirm registrations"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/confirmations"
    DECIDED_IN_HANDLER = Meeting.must_assign_seats
    meeting_id: UUID
    registration_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=500)]
    reason: ReasonText | None = None


class EndorseRequest(Command):
    """Endorse a request to take part, which nominates the person.

    Another `function` can be given. `reason` is needed after the deadline.
    """

    NAME = "registration.endorse"
    TITLE = "Endorse the request"
    ALLOWED = OWNER
    PATH = "/registrations/{registration_id}/endorsement"
    DECIDED_IN_HANDLER = Registration.endorse
    registration_id: UUID
    function: DelegateFunction | None = None
    note_id: UUID | None = None
    reason: ReasonText | None = None


class DeclineRequest(Command):
    """Decline a request to take part."""

    NAME = "registration.decline-request"
    TITLE = "Decline the request"
    ALLOWED = OWNER
    PATH = "/registrations/{registration_id}/request-decline"
    DECIDED_IN_HANDLER = Registration.decline
    registration_id: UUID
    reason: ReasonText


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
    """Record that the delegate arrived at the meeting, or at a session of it. Whoever
    arrives at a session has also arrived at the meeting.
    """

    NAME = "registration.record-attendance"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/attendance"
    DECIDED_IN_HANDLER = Registration.record_attendance
    registration_id: UUID
    session_id: UUID | None = _given_or_left_out()


class ChangeFunction(Command):
    """Change the function of a delegate, such as member to alternate.

    `reason` is needed after the deadline for changes, and while the meeting is in
    session. From then on, and once registration is closed, a delegation only requests
    the change of a confirmed registration; the secretariat grants or refuses it.
    """

    NAME = "registration.change-function"
    TITLE = "Change the function"
    ALLOWED = OWNER
    PATH = "/registrations/{registration_id}/function"
    DECIDED_IN_HANDLER = Registration.change_function
    registration_id: UUID
    function: DelegateFunction
    reason: ReasonText | None = None


class WithdrawRegistration(Command):
    """Withdraw a registration and free its seat. `reason` is needed after the deadline
    for changes, and while the meeting is in session.
    """

    NAME = "registration.withdraw"
    ALLOWED = OWNER_AND_SELF
    PATH = "/registrations/{registration_id}/withdrawal"
    DECIDED_IN_HANDLER = Registration.withdraw
    registration_id: UUID
    reason: ReasonText | None = _given_or_left_out()
