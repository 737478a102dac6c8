"""Commands that pass a registration's seat on, and about requested changes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import ReasonText
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration import Registration
from bsm_service.access.scopes import OWNER, SECRETARIAT
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import PersonalDetails


class SubstituteDelegate(Command):
    """Name a substitute for a delegate, or the person where nobody was named yet.

    Give a `participant_id` on record, a `person` with their details, or `nobody_yet`.
    Seat, place on the waiting list and function are passed on, unless another
    `function` is given. A `person` is found on record as in a nomination.

    `reason` is needed after the deadline for changes, and while the meeting is in
    session. From then on, and once registration is closed, a delegation only requests a
    substitute for a confirmed registration; the secretariat grants or refuses it.
    """

    NAME = "registration.substitute"
    TITLE = "Name a substitute"
    ALLOWED = OWNER
    PATH = "/registrations/{registration_id}/substitution"
    DECIDED_IN_HANDLER = Registration.must_be_substitutable
    registration_id: UUID
    participant_id: UUID | None = None
    person: PersonalDetails | None = None
    person_is_new: Annotated[bool, Field(exclude_if=lambda is_new: not is_new)] = False
    nobody_yet: bool = False
    function: DelegateFunction | None = None
    note_id: UUID | None = None
    reason: ReasonText | None = None


class GrantChange(Command):
    """Grant the change that the delegation requested; all rules are checked again."""

    NAME = "registration.grant-change"
    TITLE = "Grant the requested change"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/change-grant"
    DECIDED_IN_HANDLER = Registration.grant_change
    registration_id: UUID


class RefuseChange(Command):
    """Refuse the change that the delegation requested; the registration stays as it
    is.
    """

    NAME = "registration.refuse-change"
    TITLE = "Refuse the requested change"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/change-refusal"
    DECISION = Registration.refuse_change
    registration_id: UUID
    reason: ReasonText
