"""Handlers of the commands about who somebody is: their delegation, and entries that
are one person; and of erasing, which is about all entries of a person.
"""

from collections.abc import Set
from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.people.commands import (
    ChangeDelegation,
    ErasePersonalData,
    MergeParticipants,
    SeparateParticipants,
)


@decide.register
def change_delegation(command: ChangeDelegation, context: CommandContext) -> None:
    person = context.load_to_change(Participant, command.participant_id)
    context.record(
        person.change_delegation(
            context.metadata, delegation=command.delegation, since=command.since
        )
    )
    context.index_person_anew(person.id, command.delegation, {}, ())


@decide.register
def merge_participants(command: MergeParticipants, context: CommandContext) -> None:
    person = context.load_to_change(Participant, command.participant_id)
    into = context.load(Participant, command.into)
    reason = context.seal(person.id, "reason", command.reason)
    facts = person.merge(context.metadata, into=into, reason=reason)
    _refuse_shared_meeting(person, into, context)
    context.record(*facts)


def _refuse_shared_meeting(
    person: Participant, into: Participant, context: CommandContext
) -> None:
    """Raises AlreadyExists where both are registered for a meeting: somebody must
    withdraw one first, so that no seat is counted twice or lost.
    """
    transaction = context.transaction
    meetings = transaction.compared_first_facts(Meeting)
    entries = {into.id, *into.duplicates}
    existing = transaction.taken_ids(
        [
            registration_id_of(meeting.originator_id, id)
            for meeting in meetings
            for id in (person.id, *entries)
        ]
    )
    for meeting in meetings:
        id = meeting.originator_id
        if _is_registered(id, {person.id}, existing, context) and _is_registered(
            id, entries, existing, context
        ):
            found = context.load(Meeting, id)
            if found.status is MeetingStatus.CANCELLED:
                continue
            raise AlreadyExists(
                f"both are registered for {found.details.title}; withdraw one of the "
                "registrations first",
                field="into",
            )


def _is_registered(
    meeting: UUID, entries: Set[UUID], existing: Set[UUID], context: CommandContext
) -> bool:
    """Whether one of the entries has a registration that has not ended."""
    ids = {registration_id_of(meeting, entry) for entry in entries} & existing
    registrations = (context.load(Registration, id) for id in ids)
    return any(not found.may_be_nominated_again for found in registrations)


@decide.register
def separate_participants(
    command: SeparateParticipants, context: CommandContext
) -> None:
    person = context.load_to_change(Participant, command.participant_id)
    other = (
        None
        if person.merged_into is None
        else context.load(Participant, person.merged_into)
    )
    reason = context.seal(person.id, "reason", command.reason)
    context.record(*person.separate(context.metadata, other=other, reason=reason))


@decide.register
def erase_personal_data(command: ErasePersonalData, context: CommandContext) -> None:
    """All entries of the person, whichever of them was named."""
    person = context.load_to_change(Participant, command.participant_id)
    first = (
        person
        if person.merged_into is None
        else context.load(Participant, person.merged_into)
    )
    entries = [first, *(context.load(Participant, id) for id in first.duplicates)]
    for entry in sorted(entries, key=lambda entry: (entry.id != person.id, entry.id)):
        if entry.id != person.id and entry.erased >= {*command.groups}:
            continue
        reason = context.seal(entry.id, "reason", command.reason)
        context.record(
            entry.erase(context.metadata, groups=command.groups, reason=reason)
        )
