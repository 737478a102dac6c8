"""Commands about a delegation to a meeting: its answer to the invitation, its notes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import CommentText, DelegationCode, ReasonText
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.delegation_facts import InvitationAnswer, NoteDetails
from bsm_service.access.scopes import OWNER, SECRETARIAT, SYSTEM
from bsm_service.application.command import Command
from bsm_service.follow_up.milestone_and_evidence_commands import UploadedFile


class NoteWithFile(NoteDetails):
    """A note with its file, which was uploaded before: a PDF, JPEG or PNG."""

    file: UploadedFile | None = None


class NoteToRecord(NoteWithFile):
    """It covers the registrations that it names, or all of the delegation."""

    covers_all: bool = False
    covers: Annotated[tuple[UUID, ...], Field(max_length=500)] = ()


class AnswerInvitation(Command):
    """Answer the invitation to a meeting. A later answer replaces an earlier one."""

    NAME = "delegation.answer-invitation"
    TITLE = "Answer the invitation"
    ALLOWED = OWNER
    PATH = "/meetings/{meeting_id}/answers"
    DECIDED_IN_HANDLER = Meeting.must_take_answers
    meeting_id: UUID
    delegation: DelegationCode
    answer: InvitationAnswer
    expected: Annotated[int, Field(ge=0, le=1_000, strict=True)] | None = None
    remark: CommentText | None = None


class ReceiveNote(Command):
    """Record a note of a delegation, such as the note verbale that names it."""

    NAME = "delegation.receive-note"
    TITLE = "Record a note"
    ALLOWED = OWNER
    PATH = "/meetings/{meeting_id}/notes"
    NEW_ID_FIELD = "note_id"
    DECIDED_IN_HANDLER = Meeting.must_take_answers
    meeting_id: UUID
    note_id: UUID
    delegation: DelegationCode
    note: NoteToRecord


class ReplaceNote(Command):
    """Replace a note with a newer one, which covers only what it names itself."""

    NAME = "delegation.replace-note"
    TITLE = "Replace a note"
    ALLOWED = OWNER
    PATH = "/meetings/{meeting_id}/notes/{note_id}/replacement"
    NEW_ID_FIELD = "new_note_id"
    DECIDED_IN_HANDLER = Meeting.must_take_answers
    meeting_id: UUID
    note_id: UUID
    new_note_id: UUID
    delegation: DelegationCode
    note: NoteToRecord
    reason: ReasonText


class DestroyNoteFile(Command):
    """Destroy the file of a note permanently. Reference and dates stay on record."""

    NAME = "delegation.destroy-note-file"
    TITLE = "Destroy the file of a note"
    ALLOWED = SECRETARIAT | SYSTEM
    PATH = "/meetings/{meeting_id}/notes/{note_id}/erasure"
    ERASES = True
    meeting_id: UUID
    note_id: UUID
    delegation: DelegationCode
    reason: ReasonText


class AdoptDelegation(Command):
    """Record who are the head and the alternates of a delegation that were nominated
    before these were recorded.
    """

    NAME = "delegation.adopt"
    ALLOWED = SYSTEM
    meeting_id: UUID
    delegation: DelegationCode
    registration_ids: tuple[UUID, ...]
