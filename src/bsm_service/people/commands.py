"""Commands about registrations and participants."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bsm_domain.foundation.aggregate import Immutable
from bsm_domain.foundation.free_text import DelegationCode, Reason
from bsm_domain.people.participant import PersonalGroup
from bsm_domain.registration.registration import DelegateFunction
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import ChangedDetails, PersonalDetails


class Delegate(Immutable):
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
    SEALS = True
    meeting_id: UUID
    delegates: Annotated[tuple[Delegate, ...], Field(min_length=1, max_length=10_000)]
    confirmed: bool = False
    reason: Reason | None = None


class NominateDelegate(Command):
    """Nominate a delegate: a `participant_id` on record, or a `person` in full; or
    nobody yet. Whoever is named has one registration for a meeting, whose id follows
    from both. A `person` with the e-mail address of somebody whom the delegation has on
    record is that somebody.
    """

    NAME = "registration.nominate"
    SEALS = True
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
    SEALS = True
    registration_id: UUID
    reason: Reason | None = None


class WaitlistRegistration(Command):
    """Put it on the waiting list."""

    NAME = "registration.waitlist"
    registration_id: UUID


class RefuseRegistration(Command):
    """Refuse it."""

    NAME = "registration.refuse"
    SEALS = True
    registration_id: UUID
    reason: Reason


class WithdrawRegistration(Command):
    """Withdraw it; its seat is free again."""

    NAME = "registration.withdraw"
    registration_id: UUID


class RecordAttendance(Command):
    """Record that the delegate came."""

    NAME = "registration.record-attendance"
    registration_id: UUID


class EnterParticipant(Command):
    """Enter a person, whose details are sealed."""

    NAME = "participant.enter"
    NEW = "participant_id"
    SEALS = True
    participant_id: UUID
    delegation: DelegationCode
    person: PersonalDetails


class ChangeDetails(Command):
    """Change details. Each group of details that is told replaces that group: name;
    e-mail and phone; function, agency and language; needs. `withdrawn` are groups told
    no more.
    """

    NAME = "participant.change-details"
    SEALS = True
    participant_id: UUID
    details: ChangedDetails
    withdrawn: Annotated[tuple[PersonalGroup, ...], Field(max_length=4)] = ()


class DesignateFocalPoint(Command):
    """The State names its focal point, to a last day or until further notice."""

    NAME = "participant.designate"
    participant_id: UUID
    since: date
    until: date | None = None


class EndDesignation(Command):
    """End a designation. `on` is the last day."""

    NAME = "participant.end-designation"
    participant_id: UUID
    on: date


class ErasePersonalData(Command):
    """Erase what is personal for ever, at every past moment. Without `groups`,
    everything about the person.
    """

    NAME = "participant.erase"
    SEALS = True
    participant_id: UUID
    groups: Annotated[tuple[PersonalGroup, ...], Field(min_length=1, max_length=4)] = (
        tuple(PersonalGroup)
    )
    reason: Reason


class RedactText(Command):
    """Redact a text, for ever: it is `field` of a version of a stream."""

    NAME = "text.redact"
    SEALS = True
    stream_id: UUID
    version: Annotated[int, Field(ge=1)]
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$", strict=True)]
    reason: Reason
