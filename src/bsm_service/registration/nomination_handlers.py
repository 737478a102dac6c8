"""Handlers of nominating one delegate, and of requests to take part."""

from typing import NamedTuple
from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, InvalidValue, NotFound
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.application.people_lookup import PersonSought
from bsm_service.foundation.identifiers import derived_id
from bsm_service.people.handlers import record_new_participant
from bsm_service.people.nominees import (
    known_nominee,
    refuse_registration_of_duplicates,
)
from bsm_service.registration.commands import (
    DeclineRequest,
    EndorseRequest,
    NominateDelegate,
    RequestRegistration,
)
from bsm_service.registration.lookups import (
    join_delegation,
    must_have_note,
    record_nomination,
)
from bsm_service.vault.personal_details import PersonalDetails


@decide.register
def nominate_delegate(command: NominateDelegate, context: CommandContext) -> None:
    context.require_permission(delegation=command.delegation)
    meeting = context.load(Meeting, command.meeting_id)
    late = meeting.must_accept_nominations(
        context.metadata, is_explained=command.reason is not None
    )
    meeting.must_send(command.delegation, command.function)
    must_have_note(context, meeting.id, command.delegation, command.note_id)
    nominee = nominee_of(
        context,
        command.delegation,
        participant_id=command.participant_id,
        person=command.person,
        is_new=command.person_is_new,
    )
    existing, participant = None, None
    if nominee is None:
        registration_id = command.registration_id
        registration_id = registration_id or derived_id(
            context.metadata.command_id, "registration_id"
        )
        id = context.begin_stream(Registration, registration_id)
    else:
        participant = nominee.id
        id = _registration_of(participant, command)
        existing = ended_registration_of(context, meeting.id, nominee)
        context.target_id = id
    reason = context.seal_optional(id, "reason", command.reason if late else None)
    record_nomination(
        context,
        id,
        existing,
        meeting_id=command.meeting_id,
        delegation=command.delegation,
        function=command.function,
        participant_id=participant,
        note_id=command.note_id,
        late=late,
        reason=reason,
    )
    join_delegation(context, meeting, id, command.delegation, command.function)


class Nominee(NamedTuple):
    """Who is nominated, with all entries of theirs; none for somebody new."""

    id: UUID
    entries: frozenset[UUID]


def nominee_of(
    context: CommandContext,
    delegation: str,
    *,
    participant_id: UUID | None,
    person: PersonalDetails | None,
    is_new: bool,
) -> Nominee | None:
    """The person on record who is meant, or somebody new, who is recorded; None for
    nobody yet. Raises InvalidValue, InvalidTransition, NotFound, PersonMayBeKnown.
    """
    if participant_id is not None:
        if person is not None:
            raise InvalidValue(
                "give either a participant_id or a person, not both",
                field="participant_id",
            )
        known = participant_on_record(participant_id, delegation, context)
        return Nominee(known.id, known.entries)
    if person is None:
        return None
    sought = PersonSought.of(delegation, person)
    match = known_nominee(context, sought, is_new=is_new)
    if match is not None:
        return Nominee(match.id, match.entries)
    id = derived_id(context.metadata.command_id, "participant")
    record_new_participant(id, delegation, person, context, sought)
    return Nominee(id, frozenset())


def ended_registration_of(
    context: CommandContext, meeting_id: UUID, nominee: Nominee
) -> Registration | None:
    """The registration of the person that has ended, if there is one. Raises
    AlreadyExists for one that has not, under any of their entries.
    """
    if not nominee.entries:
        # A participant who was just added cannot be registered yet.
        return None
    refuse_registration_of_duplicates(context, meeting_id, nominee.id, nominee.entries)
    id = registration_id_of(meeting_id, nominee.id)
    existing = context.transaction.find(Registration, id)
    if existing is not None and not existing.may_be_nominated_again:
        raise AlreadyExists(
            f"this person is already registered for the meeting ({existing.id})"
        )
    return existing


def participant_on_record(
    id: UUID, delegation: str, context: CommandContext
) -> Participant:
    """Raises NotFound for a participant of another delegation, InvalidTransition for
    one who was erased.
    """
    person = context.load(Participant, id)
    if person.delegation != delegation:
        raise NotFound(f"{delegation} has no participant {id} on record")
    person.must_be_known()
    return person


def _registration_of(participant: UUID, command: NominateDelegate) -> UUID:
    id = registration_id_of(command.meeting_id, participant)
    if command.registration_id not in (None, id):
        raise InvalidValue(
            "the ID of a person's registration is derived from the meeting and the "
            "person; leave out registration_id",
            field="registration_id",
        )
    return id


@decide.register
def request_registration(command: RequestRegistration, context: CommandContext) -> None:
    participant_id = command.participant_id or context.principal.participant
    if participant_id is None:
        raise InvalidValue(
            "say who asks to take part: give a participant_id", field="participant_id"
        )
    context.require_permission(participant=participant_id)
    person = context.load(Participant, participant_id)
    if command.participant_id is None:
        # The account may belong to an entry that was merged into another.
        person = context.load(Participant, person.person_id)
    person.must_be_known()
    meeting = context.load(Meeting, command.meeting_id)
    meeting.must_accept_requests(person.delegation, command.function)
    id = registration_id_of(meeting.id, person.id)
    refuse_registration_of_duplicates(context, meeting.id, person.id, person.entries)
    existing = context.transaction.find(Registration, id)
    if existing is not None:
        raise AlreadyExists(
            f"this person already has a registration for the meeting ({id}), which is "
            f"{existing.status}; the delegation can nominate them"
        )
    context.target_id = id
    context.record(
        Registration.request(
            id,
            context.metadata,
            meeting_id=meeting.id,
            delegation=person.delegation,
            function=command.function,
            participant_id=person.id,
            remark=context.seal_optional(id, "remark", command.remark),
        )
    )


@decide.register
def endorse_request(command: EndorseRequest, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    meeting = context.load(Meeting, registration.meeting_id)
    late = meeting.must_accept_nominations(
        context.metadata, is_explained=command.reason is not None
    )
    function = command.function or registration.function
    meeting.must_send(registration.delegation, function)
    must_have_note(context, meeting.id, registration.delegation, command.note_id)
    context.record(
        registration.endorse(
            context.metadata,
            function=function,
            note_id=command.note_id,
            late=late,
            reason=context.seal_optional(
                registration.id, "reason", command.reason if late else None
            ),
        )
    )
    join_delegation(
        context, meeting, registration.id, registration.delegation, function
    )


@decide.register
def decline_request(command: DeclineRequest, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.load(Meeting, registration.meeting_id).must_decide_on_registrations()
    reason = context.seal(registration.id, "reason", command.reason)
    context.record(registration.decline(context.metadata, reason=reason))
