"""What can happen to a registration once its meeting begins, and what lists of past
meetings say.
"""

from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DelegateFunction


class RegistrationRecorded(DomainEvent):
    """A list of a past meeting names the person. `came` is None if the list does not
    say whether they did.
    """

    TOPIC: ClassVar[str] = "bsm.registration.recorded.v1"
    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    participant_id: UUID
    place: int | None = None
    came: bool | None = None
    list_name: str


class AttendanceRecorded(DomainEvent):
    """The person arrived at the meeting, or at one of its sessions."""

    TOPIC: ClassVar[str] = "bsm.registration.attendance_recorded.v2"
    session_id: UUID | None = None


class DepartureRecorded(DomainEvent):
    """The person left the meeting, or one of its sessions."""

    TOPIC: ClassVar[str] = "bsm.registration.departure_recorded.v1"
    session_id: UUID | None = None


class AttendanceStruck(DomainEvent):
    """An arrival or departure is as if it had not been recorded: that of the version
    `corrects`, at the meeting or at the session.
    """

    TOPIC: ClassVar[str] = "bsm.registration.attendance_struck.v1"
    session_id: UUID | None = None
    corrects: int
    reason: FreeText
