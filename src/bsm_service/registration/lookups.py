"""What the handlers of commands about registrations look up and record together."""

from typing import Any
from uuid import UUID

from bsm_domain.foundation.errors import InvalidValue, errors_within
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.registration_terms import NotesNeeded
from bsm_domain.registration.delegation import (
    IN_COMPOSITION,
    CompositionLimits,
    Delegation,
)
from bsm_domain.registration.delegation_facts import Note, NoteFile
from bsm_domain.registration.delegation_notes import delegation_id_of
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_domain.registration.seats.limits import SeatLimits
from bsm_service.application.command_context import CommandContext
from bsm_service.documents.media_types import FILE_TYPES, JPEG, PDF, PNG
from bsm_service.foundation.refusals import FileRefused
from bsm_service.registration.delegation_commands import NoteToRecord, NoteWithFile

_NOTE_TYPES = (PDF, JPEG, PNG)


def load_delegation(context: CommandContext, meeting_id: UUID, code: str) -> Delegation:
    """The delegation to the meeting, even if nothing is on record of it yet."""
    known = context.transaction.find(Delegation, delegation_id_of(meeting_id, code))
    return known or Delegation.nothing_yet(meeting_id, code)


def load_seats(
    context: CommandContext, meeting: Meeting
) -> tuple[SeatLedger, SeatLimits]:
    """The meeting's seat ledger and limits. Raises if no seats are assigned now."""
    meeting.must_assign_seats()
    ledger = context.load(SeatLedger, seat_ledger_id_of(meeting.id))
    return ledger, limits_of(meeting)


def limits_of(meeting: Meeting) -> SeatLimits:
    return SeatLimits(capacity=meeting.capacity, quotas=meeting.quotas)


def composition_limits(meeting: Meeting) -> CompositionLimits:
    terms = meeting.terms
    return CompositionLimits(
        alternates_at_most=terms.alternates_at_most,
        alternates_need_head=terms.alternates_need_head,
    )


def must_have_note(
    context: CommandContext, meeting_id: UUID, code: str, note_id: UUID | None
) -> None:
    """Raises NotFound for a note that the delegation does not have on record."""
    if note_id is not None:
        load_delegation(context, meeting_id, code).must_have_note(note_id)


def record_nomination(
    context: CommandContext,
    id: UUID,
    existing: Registration | None,
    *,
    meeting_id: UUID,
    delegation: str,
    function: DelegateFunction,
    participant_id: UUID | None,
    note_id: UUID | None,
    late: bool,
    place: int | None = None,
    in_place_of: UUID | None = None,
    seat: UUID | None = None,
    reason: FreeText | None = None,
) -> Registration:
    """Records a nomination, once more where the person's registration has ended. The
    registration as it is then.
    """
    if existing is not None:
        again = existing.nominate_again(
            context.metadata,
            function=function,
            note_id=note_id,
            place=place,
            late=late,
            in_place_of=in_place_of,
            seat=seat,
            reason=reason,
        )
        context.record(again)
        return existing.evolve(again)
    nominated = Registration.nominate(
        id,
        context.metadata,
        meeting_id=meeting_id,
        delegation=delegation,
        function=function,
        participant_id=participant_id,
        note_id=note_id,
        place=place,
        late=late,
        in_place_of=in_place_of,
        seat=seat,
        reason=reason,
    )
    context.record(nominated)
    return Registration.begin(nominated)


def join_delegation(
    context: CommandContext,
    meeting: Meeting,
    registration_id: UUID,
    delegation: str,
    function: DelegateFunction,
) -> None:
    """Records a new head or alternate. Raises CompositionBroken."""
    if function not in IN_COMPOSITION:
        return
    fact = load_delegation(context, meeting.id, delegation).join(
        context.metadata,
        registration_id=registration_id,
        function=function,
        limits=composition_limits(meeting),
    )
    if fact is not None:
        context.record(fact)


def leave_delegation(context: CommandContext, registration: Registration) -> None:
    """Records that a head or an alternate is one no more."""
    if registration.function not in IN_COMPOSITION:
        return
    delegation = load_delegation(
        context, registration.meeting_id, registration.delegation
    )
    fact = delegation.leave(context.metadata, registration_id=registration.id)
    if fact is not None:
        context.record(fact)


def must_be_covered(
    context: CommandContext, meeting: Meeting, registration: Registration
) -> None:
    """Raises NoteRequired where the meeting assigns no seat without a note."""
    if meeting.terms.note is NotesNeeded.BEFORE_SEAT:
        delegation = load_delegation(context, meeting.id, registration.delegation)
        delegation.must_cover(registration.id, registration.note_id)


def note_to_record(
    context: CommandContext, note: NoteWithFile, *, id: UUID, meeting: UUID, code: str
) -> Note:
    """The note with its file. Raises NotFound, FileRefused; InvalidValue where it
    covers a registration of another delegation or meeting.
    """
    file = None
    if note.file is not None:
        stored = context.uploaded_file(note.file.sha256)
        if stored.media_type not in _NOTE_TYPES:
            raise FileRefused(
                "the file of a note is a PDF document, a JPEG or a PNG image; this one "
                f"is {FILE_TYPES[stored.media_type].description}",
                field="note.file",
            )
        file = NoteFile(
            sha256=stored.sha256, size=stored.size, media_type=stored.media_type
        )
    covers = note.covers if isinstance(note, NoteToRecord) else ()
    for number, covered in enumerate(covers):
        registration = context.transaction.find(Registration, covered)
        if registration is None or not registration.is_of(meeting, code):
            raise InvalidValue(
                f"{code} has no registration {covered} for this meeting; a note covers "
                "registrations of its own delegation",
                field=f"note.covers.{number}",
            )
    given: dict[str, Any] = {
        name: getattr(note, name) for name in type(note).model_fields if name != "file"
    }
    return Note(note_id=id, file=file, **given)


def record_note(
    context: CommandContext,
    meeting: Meeting,
    delegation: Delegation,
    note: NoteWithFile,
    id: UUID,
) -> Delegation:
    """Records a note, and returns the delegation with it."""
    recorded = note_to_record(
        context, note, id=id, meeting=meeting.id, code=delegation.code
    )
    with errors_within("note"):
        fact = delegation.receive_note(
            context.metadata,
            note=recorded,
            today=meeting.day_of(context.metadata.recorded_at),
        )
    context.record(fact)
    return delegation.evolve(fact)
