"""What can happen to a registration whose seat is passed on, or for which a change is
requested.
"""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration_facts import RegistrationStatus


class RequestedChange(StrEnum):
    FUNCTION = "function"
    SUBSTITUTION = "substitution"


class RegistrationSubstituted(DomainEvent):
    """Another registration took over the seat, the place in the queue, or the
    nomination.
    """

    TOPIC: ClassVar[str] = "bsm.registration.substituted.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.SUBSTITUTED
    by: UUID
    reason: FreeText | None = None


class ChangeRequested(DomainEvent):
    """The delegation asks for a change after the deadline; nothing changes yet.

    For a change of `function`, that is the new one. For a substitution, `substitute` is
    the participant who is to come, None if nobody is named yet; `function` is given if
    it is another, and `note_id` is the note that names the substitute.
    """

    TOPIC: ClassVar[str] = "bsm.registration.change_requested.v1"
    change: RequestedChange
    function: DelegateFunction | None = None
    substitute: UUID | None = None
    note_id: UUID | None = None
    reason: FreeText


class ChangeGranted(DomainEvent):
    """`request` is the version at which the change was requested."""

    TOPIC: ClassVar[str] = "bsm.registration.change_granted.v1"
    request: int


class ChangeRefused(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.change_refused.v1"
    request: int
    reason: FreeText


SubstitutionEvent = (
    RegistrationSubstituted | ChangeRequested | ChangeGranted | ChangeRefused
)
