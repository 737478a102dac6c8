"""Who waits is promoted, where the terms of the meeting say so, in the command that
frees a seat: nobody can come in between.
"""

from itertools import islice
from uuid import UUID

from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.registration_terms import NotesNeeded
from bsm_domain.people.participant import Participant
from bsm_domain.registration.delegation import Delegation
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.registration_facts import (
    PromotionCause,
    RegistrationStatus,
)
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_domain.registration.seats.queue import QueueEntry
from bsm_service.application.command_context import CommandContext
from bsm_service.registration.lookups import limits_of, load_delegation

# In one command; those that are left are promoted by further ones.
MOST_PROMOTIONS = 500


def release_seat(context: CommandContext, registration: Registration) -> None:
    """Records that its seat or place in the queue is free again, if it has one, and who
    is promoted to the seat.
    """
    if not registration.holds_seat_or_place:
        return
    ledger = context.load(SeatLedger, seat_ledger_id_of(registration.meeting_id))
    released = ledger.release(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
    )
    context.record(released)
    if registration.status is RegistrationStatus.CONFIRMED:
        promote_waiting(
            context,
            context.load(Meeting, registration.meeting_id),
            ledger.evolve(released),
            because=PromotionCause.SEAT_FREED,
            freed_by=registration.id,
        )


def promote_waiting(
    context: CommandContext,
    meeting: Meeting,
    ledger: SeatLedger,
    *,
    because: PromotionCause,
    freed_by: UUID | None = None,
) -> None:
    """Records who is promoted: whoever is first and can take a seat, as long as there
    are seats. `meeting` and `ledger` are as the facts recorded so far left them.
    `freed_by` gave up one seat; any other was free before.
    """
    if not (ledger.waiting and meeting.promotes_automatically):
        return
    entitlement = _Entitlement(context, meeting)
    first = ledger.to_promote(limits_of(meeting), entitlement.has)
    for entry in islice(first, MOST_PROMOTIONS):
        promoted = entitlement.registration(entry).promote(
            context.metadata, because=because, freed_by=freed_by
        )
        taken = ledger.promote(context.metadata, entry)
        context.record(promoted, taken)
        ledger = ledger.evolve(taken)
        if freed_by is not None:
            because, freed_by = PromotionCause.SEAT_FREE, None


def is_erased(context: CommandContext, registration: Registration) -> bool:
    """Whether nobody could take the seat, because the person's data was erased."""
    id = registration.participant_id
    return id is not None and context.load(Participant, id).is_erased


class _Entitlement:
    """Loads no more registrations than are promoted, but for those of people who were
    erased and those that only a note of their own could cover.
    """

    def __init__(self, context: CommandContext, meeting: Meeting) -> None:
        self._context = context
        self._meeting = meeting
        self._are_needed = meeting.terms.note is NotesNeeded.BEFORE_SEAT
        self._delegations: dict[str, Delegation] = {}
        self._loaded: dict[UUID, Registration] = {}

    def registration(self, entry: QueueEntry) -> Registration:
        id = entry.registration_id
        if id not in self._loaded:
            self._loaded[id] = self._context.load(Registration, id)
        return self._loaded[id]

    def has(self, entry: QueueEntry) -> bool:
        """Whether the person is on record, and, where a note is needed before a seat,
        one covers the registration.
        """
        return self._is_covered(entry) and not is_erased(
            self._context, self.registration(entry)
        )

    def _is_covered(self, entry: QueueEntry) -> bool:
        if not self._are_needed:
            return True
        delegation = self._delegation(entry.delegation)
        if delegation.covers(entry.registration_id, None):
            return True
        return delegation.has_notes and delegation.covers(
            entry.registration_id, self.registration(entry).note_id
        )

    def _delegation(self, code: str) -> Delegation:
        if code not in self._delegations:
            self._delegations[code] = load_delegation(
                self._context, self._meeting.id, code
            )
        return self._delegations[code]
