"""Everything that can happen to a delegation to a meeting, and what its notes say."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText, OneLineText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import Sha256


class InvitationAnswer(StrEnum):
    TAKES_PART = "takes part"
    DOES_NOT_TAKE_PART = "does not take part"
    NOT_KNOWN_YET = "not known yet"


class NoteKind(StrEnum):
    NOTE_VERBALE = "note verbale"
    LETTER_OF_NOMINATION = "letter of nomination"
    LETTER_OF_CREDENTIALS = "letter of credentials"
    OTHER = "other"


class NoteFile(FrozenModel):
    sha256: Sha256
    size: int
    media_type: str


class NoteDetails(FrozenModel):
    """What a note says: reference and dates are the official record."""

    kind: NoteKind
    reference: OneLineText
    dated_on: date
    received_on: date


class Note(NoteDetails):
    """It covers the registrations that name it or that it names, or all of the
    delegation.
    """

    note_id: UUID
    covers_all: bool = False
    covers: tuple[UUID, ...] = ()
    file: NoteFile | None = None


class OfDelegation(FrozenModel):
    """Every fact names the delegation, because any of them can be the first."""

    meeting_id: UUID
    delegation: str


class InvitationAnswered(DomainEvent, OfDelegation):
    """`expected` is how many people the delegation expects to send."""

    TOPIC: ClassVar[str] = "bsm.delegation.invitation_answered.v1"
    answer: InvitationAnswer
    expected: int | None = None
    remark: FreeText | None = None


class NoteReceived(DomainEvent, OfDelegation):
    TOPIC: ClassVar[str] = "bsm.delegation.note_received.v1"
    note: Note


class NoteReplaced(DomainEvent, OfDelegation):
    """The note no longer covers anybody; `by` is the one that replaces it."""

    TOPIC: ClassVar[str] = "bsm.delegation.note_replaced.v1"
    note_id: UUID
    by: UUID
    reason: FreeText


class NoteFileDestroyed(DomainEvent, OfDelegation):
    TOPIC: ClassVar[str] = "bsm.delegation.note_file_destroyed.v1"
    note_id: UUID
    sha256: str
    reason: FreeText


class HeadNamed(DomainEvent, OfDelegation):
    """`before` is whom the head replaces."""

    TOPIC: ClassVar[str] = "bsm.delegation.head_named.v1"
    registration_id: UUID
    before: UUID | None = None


class HeadLeft(DomainEvent, OfDelegation):
    TOPIC: ClassVar[str] = "bsm.delegation.head_left.v1"
    registration_id: UUID


class AlternateNamed(DomainEvent, OfDelegation):
    TOPIC: ClassVar[str] = "bsm.delegation.alternate_named.v1"
    registration_id: UUID


class AlternateLeft(DomainEvent, OfDelegation):
    TOPIC: ClassVar[str] = "bsm.delegation.alternate_left.v1"
    registration_id: UUID


DelegationEvent = (
    InvitationAnswered
    | NoteReceived
    | NoteReplaced
    | NoteFileDestroyed
    | HeadNamed
    | HeadLeft
    | AlternateNamed
    | AlternateLeft
)
