"""Handlers of substitution, change of function, and the changes that are granted."""

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.substitution.facts import (
    ChangeRequested,
    RequestedChange,
)
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.commands import ChangeFunction
from bsm_service.registration.lookups import must_have_note
from bsm_service.registration.nomination_handlers import (
    Nominee,
    nominee_of,
    participant_on_record,
)
from bsm_service.registration.substitution.changes import (
    Change,
    must_be_requested,
    record_change_of_function,
    request_change,
    substitute,
)
from bsm_service.registration.substitution.commands import (
    GrantChange,
    SubstituteDelegate,
)


@decide.register
def substitute_delegate(command: SubstituteDelegate, context: CommandContext) -> None:
    outgoing = context.load_to_change(Registration, command.registration_id)
    outgoing.must_be_substitutable()
    meeting = context.load(Meeting, outgoing.meeting_id)
    kind = RequestedChange.SUBSTITUTION
    is_requested = must_be_requested(
        context, meeting, outgoing, kind, is_explained=command.reason is not None
    )
    must_have_note(context, meeting.id, outgoing.delegation, command.note_id)
    nominee = _substitute_in(command, context, outgoing)
    change = Change(kind, nominee, command.function, command.note_id)
    if is_requested and command.reason is not None:
        request_change(context, meeting, outgoing, change, command.reason)
    else:
        substitute(context, meeting, outgoing, change, command.reason)


def _substitute_in(
    command: SubstituteDelegate, context: CommandContext, outgoing: Registration
) -> Nominee | None:
    """Who comes instead; None for nobody yet. Raises InvalidValue."""
    is_named = command.participant_id is not None or command.person is not None
    if is_named and command.nobody_yet:
        raise InvalidValue(
            "give either who comes or nobody_yet, not both", field="nobody_yet"
        )
    if not is_named and not command.nobody_yet:
        raise InvalidValue(
            "say who comes instead: a participant_id, a person, or nobody_yet",
            field="participant_id",
        )
    nominee = nominee_of(
        context,
        outgoing.delegation,
        participant_id=command.participant_id,
        person=command.person,
        is_new=command.person_is_new,
    )
    outgoing.must_be_somebody_else({nominee.id, *nominee.entries} if nominee else ())
    return nominee


@decide.register
def change_function_of_delegate(
    command: ChangeFunction, context: CommandContext
) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    meeting = context.load(Meeting, registration.meeting_id)
    kind, reason = RequestedChange.FUNCTION, command.reason
    is_requested = must_be_requested(
        context, meeting, registration, kind, is_explained=reason is not None
    )
    if is_requested and reason is not None:
        change = Change(kind, function=command.function)
        request_change(context, meeting, registration, change, reason)
    else:
        why = context.seal_optional(registration.id, "reason", reason)
        changed = registration.change_function(
            context.metadata, function=command.function, reason=why
        )
        record_change_of_function(context, meeting, registration, changed)


@decide.register
def grant_change(command: GrantChange, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    granted, request = registration.grant_change(context.metadata)
    context.record(granted)
    registration = registration.evolve(granted)
    meeting = context.load(Meeting, registration.meeting_id)
    must_be_requested(context, meeting, registration, request.change, is_explained=True)
    if request.change is RequestedChange.SUBSTITUTION:
        change = _granted_substitute(request, context, registration)
        substitute(context, meeting, registration, change, None)
    else:
        function = request.function or registration.function
        changed = registration.change_function(context.metadata, function=function)
        record_change_of_function(context, meeting, registration, changed)


def _granted_substitute(
    request: ChangeRequested, context: CommandContext, registration: Registration
) -> Change:
    """Judged as of now, and under the entry that speaks for the person."""
    nominee = None
    if request.substitute is not None:
        id = context.load(Participant, request.substitute).person_id
        person = participant_on_record(id, registration.delegation, context)
        nominee = Nominee(person.id, person.entries)
    must_have_note(
        context, registration.meeting_id, registration.delegation, request.note_id
    )
    registration.must_be_somebody_else({*nominee.entries} if nominee else ())
    return Change(request.change, nominee, request.function, request.note_id)
