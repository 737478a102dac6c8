"""Read model: what delegations answered, their notes, and who heads them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.delegation_facts import (
    AlternateLeft,
    AlternateNamed,
    HeadLeft,
    HeadNamed,
    InvitationAnswered,
    Note,
    NoteFileDestroyed,
    NoteReceived,
    NoteReplaced,
    OfDelegation,
)
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRecordRow:
    """`sealed_remark` was recorded by the command `command_id`."""

    meeting_id: str
    code: str
    stream_id: str
    answer: str | None = None
    expected: int | None = None
    answered_at: datetime | None = None
    sealed_remark: str | None = None
    command_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A registration that is on record with its delegation, as head or alternate."""

    registration_id: str
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationNote:
    """A note of a delegation to a meeting. It covers the registrations that name it or
    that it names, or all; one that was `replaced_by` another covers none. Without a
    `sha256` there is no file, or it was destroyed at `file_destroyed_at`.
    """

    id: Id = column("note_id")
    meeting_id: Id
    delegation: str
    delegation_name: str = computed()
    kind: str
    reference: str
    dated_on: date
    received_on: date
    recorded_at: datetime
    covers_all: bool
    covers: tuple[str, ...]
    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None
    file_destroyed_at: datetime | None = None
    replaced_by: Id | None = None


DELEGATION_RECORDS = Table(
    "delegation_records", DelegationRecordRow, ("meeting_id", "code")
)
NAMED_REGISTRATIONS = Table("named_registrations", NamedRow, ("registration_id",))
DELEGATION_NOTES = Table(
    "delegation_notes", DelegationNote, ("note_id",), (("meeting_id", "delegation"),)
)


class DelegationRecords:
    name = "delegation_records"
    version = 1
    tables = (DELEGATION_RECORDS, NAMED_REGISTRATIONS, DELEGATION_NOTES)
    stored_name_prefixes = ("bsm.delegation.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        assert isinstance(fact, OfDelegation)
        meeting, code = str(fact.meeting_id), fact.delegation
        match fact:
            case InvitationAnswered(remark=remark):
                row = DelegationRecordRow(
                    meeting_id=meeting,
                    code=code,
                    stream_id=batch.stream,
                    answer=fact.answer,
                    expected=fact.expected,
                    answered_at=fact.occurred_at,
                    sealed_remark=remark.model_dump_json() if remark else None,
                    command_id=str(fact.command_id),
                )
                batch.put(DELEGATION_RECORDS, row)
            case HeadNamed(registration_id=id) | AlternateNamed(registration_id=id):
                batch.put(NAMED_REGISTRATIONS, _named(id, is_named=True))
            case HeadLeft(registration_id=id) | AlternateLeft(registration_id=id):
                batch.put(NAMED_REGISTRATIONS, _named(id, is_named=False))
            case NoteReceived(note=note):
                row_of_note = _note_row(fact, note, fact.recorded_at)
                batch.put(DELEGATION_NOTES, row_of_note)
            case NoteReplaced(note_id=note_id, by=by):
                before_row = batch.must_get(DELEGATION_NOTES, str(note_id))
                batch.put(DELEGATION_NOTES, replace(before_row, replaced_by=str(by)))
            case NoteFileDestroyed(note_id=note_id):
                destroyed = replace(
                    batch.must_get(DELEGATION_NOTES, str(note_id)),
                    sha256=None,
                    size=None,
                    media_type=None,
                    file_destroyed_at=fact.occurred_at,
                )
                batch.put(DELEGATION_NOTES, destroyed)


def _note_row(fact: OfDelegation, note: Note, recorded_at: datetime) -> DelegationNote:
    file = note.file
    return DelegationNote(
        id=str(note.note_id),
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        kind=note.kind,
        reference=note.reference,
        dated_on=note.dated_on,
        received_on=note.received_on,
        recorded_at=recorded_at,
        covers_all=note.covers_all,
        covers=tuple(map(str, note.covers)),
        sha256=file.sha256 if file else None,
        size=file.size if file else None,
        media_type=file.media_type if file else None,
    )


def _named(id: UUID, *, is_named: bool) -> NamedRow:
    return NamedRow(registration_id=str(id), is_named=is_named)
