"""Handlers of the commands about registrations, saved together with the seat ledger."""

from collections.abc import Iterator
from uuid import UUID

from bsm_domain.foundation.errors import (
    AlreadyExists,
    DomainError,
    NotFound,
    RowErrors,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.commands import (
    ConfirmRegistration,
    ConfirmRegistrations,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.lookups import (
    leave_delegation,
    load_seats,
    must_be_covered,
)
from bsm_service.registration.seats.promotion import release_seat
from bsm_service.registration.session_places.places_of_session import give_up_places


@decide.register
def confirm_registration(command: ConfirmRegistration, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    confirmed = registration.confirm(context.metadata)
    meeting = context.load(Meeting, registration.meeting_id)
    ledger, limits = load_seats(context, meeting)
    must_be_covered(context, meeting, registration)
    seat_fact = ledger.take(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
        reason=context.seal_optional(ledger.id, "reason", command.reason),
    )
    context.record(confirmed)
    context.record(seat_fact)


@decide.register
def confirm_registrations(
    command: ConfirmRegistrations, context: CommandContext
) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    meeting.must_assign_seats()
    ledger, limits = load_seats(context, meeting)
    reason = context.seal_optional(ledger.id, "reason", command.reason)
    errors = RowErrors("registration_ids")
    for number, id in _in_order_of_waiting(command.registration_ids, ledger):
        try:
            if command.registration_ids.index(id) != number - 1:
                raise AlreadyExists("this registration is named twice")
            registration = context.load(Registration, id)
            if registration.meeting_id != meeting.id:
                raise NotFound(f"this meeting has no registration {id}")
            confirmed = registration.confirm(context.metadata)
            must_be_covered(context, meeting, registration)
            taken = ledger.take(
                context.metadata,
                registration_id=id,
                delegation=registration.delegation,
                limits=limits,
                reason=reason,
            )
        except DomainError as refusal:
            errors.add(number, "id", refusal)
            continue
        context.record(confirmed, taken)
        ledger = ledger.evolve(taken)
    errors.raise_if_any()


def _in_order_of_waiting(
    ids: tuple[UUID, ...], ledger: SeatLedger
) -> Iterator[tuple[int, UUID]]:
    """With their numbers, counted from 1: who waits comes first, in the order of the
    queue, so that nobody of the list goes ahead of another.
    """
    places = {entry.registration_id: n for n, entry in enumerate(ledger.waiting)}
    numbered = enumerate(ids, start=1)
    yield from sorted(numbered, key=lambda row: places.get(row[1], len(places)))


@decide.register
def waitlist_registration(
    command: WaitlistRegistration, context: CommandContext
) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    waitlisted = registration.waitlist(context.metadata)
    ledger, limits = load_seats(context, context.load(Meeting, registration.meeting_id))
    awaited = ledger.wait(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
        late=registration.late,
    )
    context.record(waitlisted)
    context.record(awaited)


@decide.register
def refuse_registration(command: RefuseRegistration, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.load(Meeting, registration.meeting_id).must_decide_on_registrations()
    reason = context.seal(registration.id, "reason", command.reason)
    context.record(registration.refuse(context.metadata, reason=reason))
    release_seat(context, registration)
    leave_delegation(context, registration)


@decide.register
def withdraw_registration(
    command: WithdrawRegistration, context: CommandContext
) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.load(Meeting, registration.meeting_id).must_allow_withdrawal(
        context.metadata, is_explained=command.reason is not None
    )
    reason = context.seal_optional(registration.id, "reason", command.reason)
    withdrawn = registration.withdraw(context.metadata, reason=reason)
    context.record(withdrawn)
    release_seat(context, registration)
    give_up_places(context, registration.evolve(withdrawn))
    leave_delegation(context, registration)
