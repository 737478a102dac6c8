"""Commands about registrations for a meeting, in the order in which a page offers
them.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.free_text import DelegationCode, ReasonText
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import DelegateFunction, Registration
from bsm_service.access.scopes import OWNER, OWNER_AND_SELF, SECRETARIAT
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import PersonalDetails


class DelegateRow(FrozenModel):
    """One row of a list of delegates. `id` is the registration's; where none is given,
    it follows from the person, or from the command. A `person` with the e-mail address
    of somebody whom the delegation has on record is that somebody.
    """

    id: UUID | None = None
    delegation: DelegationCode
    function: DelegateFunction
    person: PersonalDetails | None = None


class RegisterDelegates(Command):
    """Register many delegates at once, 10,000 rows at most: all of them, or none.

    `confirmed` gives each its seat at once, which only who may confirm can ask;
    `reason` then explains why they go ahead of others that wait. A refusal names the
    rows, counted from 1.
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


class NominateDelegate(Command):
    """Nominate a delegate: a `participant_id` on record, or a `person` in full; or
    nobody yet. Whoever is named has one registration for a meeting, whose id follows
    from both. A `person` with the e-mail address of somebody whom the delegation has on
    record is that somebody.
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


class ConfirmRegistration(Command):
    """Confirm it: it holds a seat. `reason` explains why this one goes ahead of others
    that wait.
    """

    NAME = "registration.confirm"
    TITLE = "Confirm"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/confirmation"
    DECIDED_IN_HANDLER = Registration.confirm
    registration_id: UUID
    reason: ReasonText | None = None


class WaitlistRegistration(Command):
    """Put it on the waiting list."""

    NAME = "registration.waitlist"
    TITLE = "Waitlist"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/waitlisting"
    DECIDED_IN_HANDLER = Registration.waitlist
    registration_id: UUID


class RefuseRegistration(Command):
    """Refuse it."""

    NAME = "registration.refuse"
    TITLE = "Refuse"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/refusal"
    DECIDED_IN_HANDLER = Registration.refuse
    registration_id: UUID
    reason: ReasonText


class RecordAttendance(Command):
    """Record that the delegate came."""

    NAME = "registration.record-attendance"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/attendance"
    DECIDED_IN_HANDLER = Registration.record_attendance
    registration_id: UUID


class WithdrawRegistration(Command):
    """Withdraw it; its seat is free again."""

    NAME = "registration.withdraw"
    TITLE = "Withdraw"
    ALLOWED = OWNER_AND_SELF
    PATH = "/registrations/{registration_id}/withdrawal"
    DECIDED_IN_HANDLER = Registration.withdraw
    registration_id: UUID
