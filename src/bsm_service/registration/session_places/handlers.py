"""Handlers of the commands about limited places at sessions."""

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CapacityFull,
    InvalidTransition,
    NotPermitted,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.seats.commands import PromoteNext
from bsm_service.registration.seats.promotion import promote_waiting
from bsm_service.registration.session_places.commands import (
    GiveUpPlace,
    SetSessionPlaces,
    TakePlace,
)
from bsm_service.registration.session_places.places_of_session import (
    PlacesOfSession,
    is_for,
)


@decide.register
def set_session_places(command: SetSessionPlaces, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    id = seat_ledger_id_of(command.session_id)
    ledger = context.transaction.find(SeatLedger, id)
    if ledger is not None and ledger.meeting_id != meeting.id:
        raise AlreadyExists(
            f"a session with the ID {command.session_id} of another meeting has places"
        )
    places_set = meeting.set_session_places(
        context.metadata,
        session_id=command.session_id,
        places=command.places,
        reason=context.seal_optional(meeting.id, "reason", command.reason),
        taken=ledger.taken if ledger else {},
    )
    context.record(places_set)
    if ledger is None:
        session = meeting.must_have_released_session(command.session_id)
        opened = SeatLedger.open_session(
            context.metadata, meeting.id, command.session_id, session.audience
        )
        context.record(opened)
    else:
        after = meeting.evolve(places_set)
        PlacesOfSession(context, after, command.session_id, {}).promote()


@decide.register
def take_place(command: TakePlace, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    meeting = context.load(Meeting, registration.meeting_id)
    session = meeting.released_session(
        command.session_id, sees_restricted=context.principal.sees_restricted
    )
    taken = registration.take_place(context.metadata, session_id=session.session_id)
    meeting.must_offer_places(context.metadata, session)
    if not is_for(registration, session, context):
        raise NotPermitted(
            f"“{session.title}” is for National Focal Points; ask the secretariat to "
            "give anybody else a place"
        )
    places = PlacesOfSession(context, meeting, session.session_id, {})
    ledger, limits = places.ledger, places.limits
    delegation = registration.delegation
    if not ledger.can_take_seat(registration.id, delegation, limits):
        if command.wait:
            _wait(registration, places, context)
            return
        if context.principal.role is not Role.SECRETARIAT:
            ledger.must_have_room(delegation, limits)
            raise CapacityFull(
                f"others have waited longer for the free places in “{session.title}”; "
                "join the waiting list instead"
            )
    seat = ledger.take(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
        reason=context.seal_optional(ledger.id, "reason", command.reason),
    )
    context.record(taken, seat)


def _wait(
    registration: Registration, places: PlacesOfSession, context: CommandContext
) -> None:
    awaited = registration.await_place(context.metadata, session_id=places.session_id)
    joined = places.ledger.wait(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=places.limits,
    )
    context.record(awaited, joined)


@decide.register
def give_up_place(command: GiveUpPlace, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    registration.must_be_at(
        command.session_id, is_hidden=_is_hidden(registration, command, context)
    )
    meeting = context.load(Meeting, registration.meeting_id)
    meeting.must_take_places_back()
    places = PlacesOfSession(context, meeting, command.session_id, {})
    places.give_up(registration, command.reason)


def _is_hidden(
    registration: Registration, command: GiveUpPlace, context: CommandContext
) -> bool:
    """Whether the registration is at a session that the sender does not see."""
    if command.session_id not in registration.places:
        return False
    ledger = context.load(SeatLedger, seat_ledger_id_of(command.session_id))
    return not context.sees(ledger.session_audience)


@decide.register
def promote_next(command: PromoteNext, context: CommandContext) -> None:
    """Those whom an earlier command left, or who could not be promoted then."""
    meeting = context.load_to_change(Meeting, command.meeting_id)
    meeting.must_assign_seats()
    if command.session_id is None:
        ledger = context.load(SeatLedger, seat_ledger_id_of(meeting.id))
        promote_waiting(context, meeting, ledger, because=command.because)
    elif command.session_id in meeting.session_places:
        PlacesOfSession(context, meeting, command.session_id, {}).promote()
    if not context.facts:
        raise InvalidTransition("nobody on the waiting list can be promoted now")
