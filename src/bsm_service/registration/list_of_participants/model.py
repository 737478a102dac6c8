"""An issued list of participants as it is read: its edition, and the people on it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.issued_list_facts import ListEdition


class ListedPerson(BaseModel):
    """Somebody on the list. `name` is printed: in Latin letters where these are known,
    with the family name in capitals; `original_name` is the name as its owner writes
    it, where that is another. Names are "[erased]" or "[unavailable]" where they cannot
    be read, and None for whom they are not for.
    """

    registration_id: UUID
    delegation: str
    delegation_name: str
    function: DelegateFunction
    honorific: str | None
    name: str | None
    original_name: str | None


class ListOfParticipants(BaseModel):
    """An edition of the list: the `number`th that the meeting issued. It names who was
    on record at the position `as_known_at`, in protocol order.
    """

    meeting_id: UUID
    number: int
    edition: ListEdition
    issued_at: datetime
    as_known_at: int
    persons: int
    people: tuple[ListedPerson, ...]
