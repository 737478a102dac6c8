"""Handlers of nominating one delegate, and of requests to take part."""

from typing import Protocol
from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, InvalidValue, NotFound
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_context import CommandContext, decide
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
from bsm_service.registration.lookups import join_delegation, load_delegation
from bsm_service.vault.personal_details import PersonalDetails


@decide.register
def nominate_delegate(command: NominateDelegate, context: CommandContext) -> None:
    context.require_permission(delegation=command.delegation)
    meeting = context.load(Meeting, command.meeting_id)
    late = meeting.must_accept_nominations(
        context.metadata, is_explained=command.reason is not None
    )
    meeting.must_send(command.delegation, command.function)
    if command.note_id is not None:
        delegation = load_delegation(context, meeting.id, command.delegation)
        delegation.must_have_note(command.note_id)
    participant = find_or_enter(command, context)
    existing = None
    if participant is None:
        registration_id = command.registration_id
        registration_id = registration_id or derived_id(
            context.metadata.command_id, "registration_id"
        )
        id = context.begin_stream(Registration, registration_id)
    else:
        id = _registration_of(participant, command)
        # A participant who was just added cannot be registered yet.
        if not context.facts:
            existing = context.transaction.find(Registration, id)
        context.target_id = id
    reason = context.seal_optional(id, "reason", command.reason if late else None)
    if existing is not None:
        must_have_ended(existing)
        context.record(
            existing.nominate_again(
                context.metadata,
                function=command.function,
                note_id=command.note_id,
                late=late,
                reason=reason,
            )
        )
    else:
        context.record(
            Registration.nominate(
                id,
                context.metadata,
                meeting_id=command.meeting_id,
                delegation=command.delegation,
                function=command.function,
                participant_id=participant,
                note_id=command.note_id,
                late=late,
                reason=reason,
            )
        )
    join_delegation(context, meeting, id, command.delegation, command.function)


class NamesPerson(Protocol):
    """A request that names a person: one on record, their details, or nobody."""

    @property
    def meeting_id(self) -> UUID: ...
    @property
    def delegation(self) -> str: ...
    @property
    def participant_id(self) -> UUID | None: ...
    @property
    def person(self) -> PersonalDetails | None: ...
    @property
    def person_is_new(self) -> bool: ...


def find_or_enter(command: NamesPerson, context: CommandContext) -> UUID | None:
    """The person whom the request names, who is entered if they are new; None if it
    names nobody.
    """
    if command.participant_id is not None:
        if command.person is not None:
            raise InvalidValue(
                "give either a participant_id or a person, not both",
                field="participant_id",
            )
        person = participant_on_record(
            command.participant_id, command.delegation, context
        )
        refuse_registration_of_duplicates(
            context, command.meeting_id, person.id, person.entries
        )
        return person.id
    if command.person is None:
        return None
    match = known_nominee(
        context, command.delegation, command.person, is_new=command.person_is_new
    )
    if match is not None:
        refuse_registration_of_duplicates(
            context, command.meeting_id, match.id, match.entries
        )
        return match.id
    id = derived_id(context.metadata.command_id, "participant")
    return record_new_participant(id, command.delegation, command.person, context)


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


def must_have_ended(registration: Registration) -> None:
    """Raises AlreadyExists unless the person can be nominated again."""
    if not registration.may_be_nominated_again:
        raise AlreadyExists(
            f"this person is already registered for the meeting ({registration.id})"
        )


@decide.register
def request_registration(command: RequestRegistration, context: CommandContext) -> None:
    participant_id = command.participant_id or context.principal.participant
    if participant_id is None:
        raise InvalidValue(
            "say who asks to take part: a participant on record", field="participant_id"
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
    if command.note_id is not None:
        delegation = load_delegation(context, meeting.id, registration.delegation)
        delegation.must_have_note(command.note_id)
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
