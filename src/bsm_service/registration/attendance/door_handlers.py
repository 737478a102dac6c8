"""Registers somebody at the door: nominated, confirmed and arrived in one step."""

from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, InvalidValue
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_domain.registration.registration_facts import RegistrationStatus
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.people.nominees import refuse_registration_of_duplicates
from bsm_service.registration.attendance.commands import RegisterAtDoor
from bsm_service.registration.lookups import (
    join_delegation,
    load_seats,
    must_be_covered,
    must_have_note,
    record_nomination,
)
from bsm_service.registration.nomination_handlers import nominee_of


@decide.register
def register_at_door(command: RegisterAtDoor, context: CommandContext) -> None:
    context.require_permission(delegation=command.delegation)
    meeting = context.load(Meeting, command.meeting_id)
    meeting.must_register_at_door(command.delegation, command.function)
    meeting.must_take_arrivals(context.metadata)
    must_have_note(context, meeting.id, command.delegation, command.note_id)
    nominee = nominee_of(
        context,
        command.delegation,
        participant_id=command.participant_id,
        person=command.person,
        is_new=command.person_is_new,
    )
    if nominee is None:
        raise InvalidValue(
            "say who is at the door: give a participant_id or a person",
            field="person",
        )
    participant, entries = nominee
    refuse_registration_of_duplicates(context, meeting.id, participant, entries)
    id = registration_id_of(meeting.id, participant)
    context.target_id = id
    existing = context.transaction.find(Registration, id)
    registration = _nominated(existing, id, participant, command, context)
    if existing is None or not existing.is_in_delegation:
        join_delegation(context, meeting, id, command.delegation, registration.function)
    must_be_covered(context, meeting, registration)
    confirmed = registration.confirm(context.metadata)
    ledger, limits = load_seats(context, meeting)
    taken = ledger.take(
        context.metadata,
        registration_id=id,
        delegation=command.delegation,
        limits=limits,
        reason=context.seal_optional(ledger.id, "reason", command.reason),
    )
    arrived = registration.evolve(confirmed).record_attendance(
        context.metadata, time_zone=meeting.details.time_zone
    )
    context.record(confirmed, taken, *arrived)


def _nominated(
    existing: Registration | None,
    id: UUID,
    participant: UUID,
    command: RegisterAtDoor,
    context: CommandContext,
) -> Registration:
    """The registration as it is once it is nominated, late unless it was before. Raises
    AlreadyExists where it holds a seat.
    """
    if existing is not None and existing.is_undecided:
        return existing
    reason = context.seal_optional(id, "reason", command.reason)
    if existing is None or existing.may_be_nominated_again:
        return record_nomination(
            context,
            id,
            existing,
            meeting_id=command.meeting_id,
            delegation=command.delegation,
            function=command.function,
            participant_id=participant,
            note_id=command.note_id,
            late=True,
            reason=reason,
        )
    if existing.status is RegistrationStatus.REQUESTED:
        endorsed = existing.endorse(
            context.metadata,
            function=command.function,
            note_id=command.note_id,
            late=True,
            reason=reason,
        )
        context.record(endorsed)
        return existing.evolve(endorsed)
    raise AlreadyExists(
        f"this person already holds a seat ({id}); record the arrival instead"
    )
