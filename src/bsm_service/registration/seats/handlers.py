"""Handlers of the commands about the seats of a meeting and its waiting list."""

from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.registration_facts import PromotionCause
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.meetings.commands import ChangeCapacity, ChangeQuota
from bsm_service.registration.lookups import load_seats
from bsm_service.registration.seats.commands import MoveInQueue
from bsm_service.registration.seats.promotion import promote_waiting


@decide.register
def move_in_queue(command: MoveInQueue, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    registration.must_wait_for_seat()
    ledger, _ = load_seats(context, context.load(Meeting, registration.meeting_id))
    context.record(
        ledger.move(
            context.metadata,
            registration_id=registration.id,
            delegation=registration.delegation,
            ahead_of=command.ahead_of,
            reason=context.seal(ledger.id, "reason", command.reason),
        )
    )


@decide.register
def change_capacity(command: ChangeCapacity, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    ledger = context.transaction.find(SeatLedger, seat_ledger_id_of(meeting.id))
    changed = meeting.change_capacity(
        context.metadata,
        capacity=command.capacity,
        reason=context.seal(meeting.id, "reason", command.reason),
        taken=ledger.total_taken if ledger else 0,
    )
    context.record(changed)
    if ledger is not None and changed.capacity > changed.before:
        promote_waiting(
            context,
            meeting.evolve(changed),
            ledger,
            because=PromotionCause.CAPACITY_RAISED,
        )


@decide.register
def change_quota(command: ChangeQuota, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    ledger = context.transaction.find(SeatLedger, seat_ledger_id_of(meeting.id))
    changed = meeting.change_quota(
        context.metadata,
        delegation=command.delegation,
        quota=command.quota,
        reason=context.seal(meeting.id, "reason", command.reason),
        taken=ledger.taken.get(command.delegation, 0) if ledger else 0,
    )
    context.record(changed)
    if ledger is not None and command.quota > meeting.quota_of(command.delegation):
        promote_waiting(
            context,
            meeting.evolve(changed),
            ledger,
            because=PromotionCause.QUOTA_RAISED,
        )
