"""What can happen to a registration once its meeting begins, and what lists of past
meetings say.
"""

from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
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
