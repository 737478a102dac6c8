"""The fact that a list of participants was issued."""

from enum import StrEnum
from typing import ClassVar

from bsm_domain.foundation.aggregate import DomainEvent


class ListEdition(StrEnum):
    PROVISIONAL = "provisional"
    FINAL = "final"
    CORRECTED = "corrected"


class ListOfParticipantsIssued(DomainEvent):
    """The list names who is on record at the position `as_known_at`; who that is
    follows from the record.
    """

    TOPIC: ClassVar[str] = "bsm.meeting.list_of_participants_issued.v1"
    edition: ListEdition
    as_known_at: int
