"""Handlers of the commands about a delegation to a meeting: its answer, its notes."""

from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, errors_within
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.delegation import Delegation
from bsm_domain.registration.registration import Registration
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.delegation_commands import (
    AdoptDelegation,
    AnswerInvitation,
    DestroyNoteFile,
    ReceiveNote,
    ReplaceNote,
)
from bsm_service.registration.lookups import (
    load_delegation,
    note_to_record,
    record_note,
)


def _delegation_to_change(
    context: CommandContext, meeting_id: UUID, code: str
) -> tuple[Meeting, Delegation]:
    """With permission. Raises NotInvited."""
    context.require_permission(delegation=code)
    meeting = context.load(Meeting, meeting_id)
    meeting.must_take_answers(code)
    delegation = load_delegation(context, meeting_id, code)
    context.set_target(delegation)
    return meeting, delegation


@decide.register
def answer_invitation(command: AnswerInvitation, context: CommandContext) -> None:
    _, delegation = _delegation_to_change(
        context, command.meeting_id, command.delegation
    )
    context.record(
        delegation.answer_invitation(
            context.metadata,
            answer=command.answer,
            expected=command.expected,
            remark=context.seal_optional(delegation.id, "remark", command.remark),
        )
    )


@decide.register
def receive_note(command: ReceiveNote, context: CommandContext) -> None:
    meeting, delegation = _delegation_to_change(
        context, command.meeting_id, command.delegation
    )
    record_note(context, meeting, delegation, command.note, command.note_id)


@decide.register
def replace_note(command: ReplaceNote, context: CommandContext) -> None:
    meeting, delegation = _delegation_to_change(
        context, command.meeting_id, command.delegation
    )
    note = note_to_record(
        context,
        command.note,
        id=command.new_note_id,
        meeting=meeting.id,
        code=delegation.code,
    )
    with errors_within("note"):
        facts = delegation.replace_note(
            context.metadata,
            note_id=command.note_id,
            note=note,
            today=meeting.day_of(context.metadata.recorded_at),
            reason=context.seal(delegation.id, "reason", command.reason),
        )
    context.record(*facts)


@decide.register
def destroy_note_file(command: DestroyNoteFile, context: CommandContext) -> None:
    context.require_permission(delegation=command.delegation)
    delegation = load_delegation(context, command.meeting_id, command.delegation)
    context.set_target(delegation)
    context.record(
        delegation.destroy_note_file(
            context.metadata,
            note_id=command.note_id,
            reason=context.seal(delegation.id, "reason", command.reason),
        )
    )


@decide.register
def adopt_delegation(command: AdoptDelegation, context: CommandContext) -> None:
    context.require_permission()
    context.load(Meeting, command.meeting_id).must_not_be_cancelled()
    delegation = load_delegation(context, command.meeting_id, command.delegation)
    context.set_target(delegation)
    for id in command.registration_ids:
        registration = context.load(Registration, id)
        if registration.is_from_list or not registration.is_in_delegation:
            continue
        fact = delegation.adopt(
            context.metadata, registration_id=id, function=registration.function
        )
        if fact is not None:
            context.record(fact)
            delegation = delegation.evolve(fact)
    if not context.facts:
        raise AlreadyExists(
            f"the heads and alternates of {command.delegation} are already on record"
        )
