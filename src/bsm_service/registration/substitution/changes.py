"""What a change of a registration records: a substitute, another function, or the
request for either.
"""

from typing import NamedTuple
from uuid import UUID

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.delegation import IN_COMPOSITION
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_domain.registration.registration_facts import FunctionChanged
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_domain.registration.substitution.facts import RequestedChange
from bsm_service.application.command_context import CommandContext
from bsm_service.foundation.identifiers import derived_id
from bsm_service.registration.lookups import (
    composition_limits,
    load_delegation,
    must_be_covered,
    record_nomination,
)
from bsm_service.registration.nomination_handlers import (
    Nominee,
    ended_registration_of,
)
from bsm_service.registration.session_places.places_of_session import pass_places_on

_REQUESTED = (
    "the change was requested, not made: registration {id} stays as it is until the "
    "secretariat grants or refuses the change"
)


class Change(NamedTuple):
    """A substitute, or another function where there is no `substitution`. Without a
    `nominee`, nobody is named yet.
    """

    change: RequestedChange
    nominee: Nominee | None = None
    function: DelegateFunction | None = None
    note_id: UUID | None = None


def must_be_requested(
    context: CommandContext,
    meeting: Meeting,
    registration: Registration,
    change: RequestedChange,
    *,
    is_explained: bool,
) -> bool:
    """Whether the sender can only request the change. Raises as
    Meeting.must_allow_change.
    """
    return meeting.must_allow_change(
        context.metadata,
        holds_seat=registration.holds_seat,
        has_arrived=registration.has_arrived,
        substitutes=change is RequestedChange.SUBSTITUTION,
        is_explained=is_explained,
    )


def request_change(
    context: CommandContext,
    meeting: Meeting,
    registration: Registration,
    change: Change,
    reason: str,
) -> None:
    """Records the request. Refuses what could not be granted now, but for limits that
    can change until it is.
    """
    requested = registration.request_change(
        context.metadata,
        change=change.change,
        function=change.function,
        substitute=change.nominee.id if change.nominee else None,
        note_id=change.note_id,
        reason=context.seal(registration.id, "reason", reason),
    )
    if change.function is not None:
        meeting.must_send(registration.delegation, change.function)
    if change.nominee is not None:
        ended_registration_of(context, meeting.id, change.nominee)
    context.record(requested)
    context.notes.append(_REQUESTED.format(id=registration.id))


def record_change_of_function(
    context: CommandContext,
    meeting: Meeting,
    registration: Registration,
    changed: FunctionChanged,
) -> None:
    """Judged as if the delegate were added anew."""
    meeting.must_send(registration.delegation, changed.function)
    context.record(changed)
    _join_in_place(context, meeting, registration, registration.id, changed.function)


def substitute(
    context: CommandContext,
    meeting: Meeting,
    outgoing: Registration,
    change: Change,
    reason: str | None,
) -> None:
    """Passes everything on to the registration of the substitute."""
    metadata, function = context.metadata, change.function or outgoing.function
    id = _registration_of_substitute(context, meeting, change.nominee)
    why = context.seal_optional(outgoing.id, "reason", reason)
    substituted = outgoing.substitute(metadata, by=id, reason=why)
    context.record(substituted)
    if function is outgoing.function:
        meeting.quota_of(outgoing.delegation)
    else:
        meeting.must_send(outgoing.delegation, function)
    incoming = _nominate_substitute(context, outgoing, id, change, function)
    incoming = _pass_seat_on(context, meeting, outgoing, incoming)
    if function is not outgoing.function:
        _join_in_place(context, meeting, outgoing, id, function)
    elif function in IN_COMPOSITION:
        delegation = load_delegation(context, meeting.id, outgoing.delegation)
        context.record(
            *delegation.take_over(
                metadata, outgoing=outgoing.id, incoming=id, function=function
            )
        )
    pass_places_on(context, outgoing.evolve(substituted), incoming)


def _registration_of_substitute(
    context: CommandContext, meeting: Meeting, nominee: Nominee | None
) -> UUID:
    if nominee is None:
        return derived_id(context.metadata.command_id, "registration_id")
    return registration_id_of(meeting.id, nominee.id)


def _nominate_substitute(
    context: CommandContext,
    outgoing: Registration,
    id: UUID,
    change: Change,
    function: DelegateFunction,
) -> Registration:
    """Records the nomination; it is late if the outgoing one was. Raises AlreadyExists
    for a person with a registration.
    """
    nominee, meeting_id = change.nominee, outgoing.meeting_id
    existing = nominee and ended_registration_of(context, meeting_id, nominee)
    return record_nomination(
        context,
        id,
        existing,
        meeting_id=meeting_id,
        delegation=outgoing.delegation,
        function=function,
        participant_id=nominee.id if nominee else None,
        note_id=change.note_id,
        late=outgoing.late,
        in_place_of=outgoing.id,
        seat=outgoing.seat,
    )


def _pass_seat_on(
    context: CommandContext,
    meeting: Meeting,
    outgoing: Registration,
    incoming: Registration,
) -> Registration:
    """Passes on the seat or the place in the queue; the incoming registration as it is
    then. Raises NoteRequired.
    """
    taken_over = incoming.take_over(context.metadata, outgoing)
    if taken_over is None:
        return incoming
    if outgoing.holds_seat:
        must_be_covered(context, meeting, incoming)
    ledger = context.load(SeatLedger, seat_ledger_id_of(meeting.id))
    passed_on = ledger.pass_on(
        context.metadata,
        outgoing=outgoing.id,
        incoming=incoming.id,
        delegation=outgoing.delegation,
    )
    context.record(taken_over, passed_on)
    return incoming.evolve(taken_over)


def _join_in_place(
    context: CommandContext,
    meeting: Meeting,
    outgoing: Registration,
    incoming: UUID,
    function: DelegateFunction,
) -> None:
    """Records who leaves a function and who joins another one. Raises
    CompositionBroken.
    """
    delegation = load_delegation(context, meeting.id, outgoing.delegation)
    left = delegation.leave(context.metadata, registration_id=outgoing.id)
    if left is not None:
        context.record(left)
        delegation = delegation.evolve(left)
    joined = delegation.join(
        context.metadata,
        registration_id=incoming,
        function=function,
        limits=composition_limits(meeting),
    )
    if joined is not None:
        context.record(joined)
