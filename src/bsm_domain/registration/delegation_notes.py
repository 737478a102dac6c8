"""What is known of a delegation to a meeting, and its notes: received, replaced, their
files destroyed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Self, get_args
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    FactHeader,
    FactMetadata,
)
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    NoteRequired,
    NotFound,
)
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.name_based_ids import name_based_id
from bsm_domain.registration.delegation_facts import (
    DelegationEvent,
    InvitationAnswer,
    Note,
    NoteFileDestroyed,
    NoteReceived,
    NoteReplaced,
)


def delegation_id_of(meeting_id: UUID, code: str) -> UUID:
    """One for each meeting and delegation, so its identity follows from theirs."""
    return name_based_id(meeting_id, f"delegation {code}")


class DelegationHeader(FactHeader):
    meeting_id: UUID
    delegation: str


@dataclass(frozen=True, slots=True)
class DelegationNotes(Aggregate):
    """`heads` are several only where they were nominated before this was recorded."""

    KIND: ClassVar[str] = "delegation"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = get_args(DelegationEvent)

    meeting_id: UUID
    code: str
    answer: tuple[InvitationAnswer, int | None] | None = None
    notes: Mapping[UUID, Note] = field(default_factory=dict)
    replaced: frozenset[UUID] = frozenset()
    heads: tuple[UUID, ...] = ()
    alternates: tuple[UUID, ...] = ()

    @classmethod
    def nothing_yet(cls, meeting_id: UUID, code: str) -> Self:
        """The state before the first fact."""
        return cls(delegation_id_of(meeting_id, code), 0, meeting_id, code)

    @property
    def owning_delegation(self) -> str:
        return self.code

    @property
    def has_notes(self) -> bool:
        """Whether it has a note that was not replaced."""
        return not self.notes.keys() <= self.replaced

    def covers(self, registration_id: UUID, note_id: UUID | None) -> bool:
        """Whether a note covers a registration; `note_id` is its own note. A note that
        was replaced covers nothing.
        """
        return any(
            id == note_id or note.covers_all or registration_id in note.covers
            for id, note in self.notes.items()
            if id not in self.replaced
        )

    def must_cover(self, registration_id: UUID, note_id: UUID | None) -> None:
        """Raises NoteRequired for a registration that no note covers."""
        if not self.covers(registration_id, note_id):
            raise NoteRequired(
                f"no note of {self.code} covers this registration, and the meeting "
                "assigns seats only with one; record the note first"
            )

    def must_have_note(self, note_id: UUID) -> Note:
        """The note, which was not replaced. Raises InvalidValue."""
        note = self.notes.get(note_id)
        if note is None:
            raise InvalidValue(
                f"{self.code} has no note {note_id} for this meeting on record",
                field="note_id",
            )
        if note_id in self.replaced:
            raise InvalidValue(
                f"the note {note.reference} was replaced; name the newer one",
                field="note_id",
            )
        return note

    # Decide: can refuse, changes nothing.

    def receive_note(
        self, metadata: FactMetadata, *, note: Note, today: date
    ) -> NoteReceived:
        """`today` is the date at the meeting's place."""
        if note.note_id in self.notes:
            raise AlreadyExists(f"the note {note.note_id} is already on record")
        for name, day in (
            ("dated_on", note.dated_on),
            ("received_on", note.received_on),
        ):
            if day > today:
                raise InvalidValue(
                    f"{format_date(day)} is in the future (today is "
                    f"{format_date(today)}); enter the date on the note",
                    field=name,
                )
        if note.received_on < note.dated_on:
            raise InvalidValue(
                f"a note of {format_date(note.dated_on)} cannot have been received on "
                f"{format_date(note.received_on)}; check both dates",
                field="received_on",
            )
        return NoteReceived(**self.own_header(metadata), note=note)

    def replace_note(
        self,
        metadata: FactMetadata,
        *,
        note_id: UUID,
        note: Note,
        today: date,
        reason: FreeText,
    ) -> tuple[NoteReceived, NoteReplaced]:
        """The newer note covers what it names itself."""
        self._must_be_on_record(note_id)
        if note_id in self.replaced:
            raise InvalidTransition("this note has already been replaced")
        received = self.receive_note(metadata, note=note, today=today)
        after = self.evolve(received)
        return received, NoteReplaced(
            **after.own_header(metadata),
            note_id=note_id,
            by=note.note_id,
            reason=reason,
        )

    def destroy_note_file(
        self, metadata: FactMetadata, *, note_id: UUID, reason: FreeText
    ) -> NoteFileDestroyed:
        file = self._must_be_on_record(note_id).file
        if file is None:
            raise NotFound(f"the note {note_id} has no file, or it was destroyed")
        return NoteFileDestroyed(
            **self.own_header(metadata),
            note_id=note_id,
            sha256=file.sha256,
            reason=reason,
        )

    def _must_be_on_record(self, note_id: UUID) -> Note:
        try:
            return self.notes[note_id]
        except KeyError:
            raise NotFound(
                f"{self.code} has no note {note_id} for this meeting on record"
            ) from None

    def own_header(self, metadata: FactMetadata) -> DelegationHeader:
        return DelegationHeader(
            **self.next_header(metadata),
            meeting_id=self.meeting_id,
            delegation=self.code,
        )
