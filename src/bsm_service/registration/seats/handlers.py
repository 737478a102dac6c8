"""Handlers of the commands about the waiting list of a meeting."""

from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.lookups import load_seats
from bsm_service.registration.seats.commands import MoveInQueue


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
