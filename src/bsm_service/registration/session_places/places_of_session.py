"""Places that become free go to those who wait, in the same command."""

from itertools import islice
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_domain.registration.seats.limits import PlaceLimits
from bsm_domain.registration.seats.queue import QueueEntry
from bsm_service.application.command_context import CommandContext
from bsm_service.registration.seats.promotion import MOST_PROMOTIONS, is_erased


class PlacesOfSession:
    """The places of one session, as the facts of the command left them so far.

    `registrations` are those that the command has changed, of all sessions: somebody
    can be promoted in two.
    """

    def __init__(
        self,
        context: CommandContext,
        meeting: Meeting,
        session_id: UUID,
        registrations: dict[UUID, Registration],
    ) -> None:
        self._context = context
        self._meeting = meeting
        self.session_id = session_id
        self._registrations = registrations
        self.ledger = context.load(SeatLedger, seat_ledger_id_of(session_id))
        places = meeting.session_places[session_id]
        session = meeting.released.sessions.get(session_id)
        title = meeting.details.title if session is None else session.title
        self.limits = PlaceLimits.of(title, places.capacity, places.per_delegation)

    def give_up(self, registration: Registration, reason: str | None = None) -> None:
        """Gives up a place, or one on the waiting list, and promotes who is first."""
        context = self._context
        given_up = registration.give_up_place(
            context.metadata,
            session_id=self.session_id,
            reason=context.seal_optional(registration.id, "reason", reason),
        )
        released = self.ledger.release(
            context.metadata,
            registration_id=registration.id,
            delegation=registration.delegation,
        )
        self._record(given_up, released)
        self.ledger = self.ledger.evolve(released)
        self._registrations[registration.id] = registration.evolve(given_up)
        if registration.has_place(self.session_id):
            self.promote()

    def pass_on(self, outgoing: UUID, incoming: UUID) -> None:
        """Passes on a place, or one on the waiting list; gives it up if the substitute
        cannot have it.
        """
        before, after = self._registrations[outgoing], self._registrations[incoming]
        session = self._meeting.released.sessions.get(self.session_id)
        if session is not None and not is_for(after, session, self._context):
            self.give_up(before)
            return
        metadata, id = self._context.metadata, self.session_id
        given_up = before.give_up_place(metadata, session_id=id, reason=None)
        received = (
            after.take_place(metadata, session_id=id)
            if before.has_place(id)
            else after.await_place(metadata, session_id=id)
        )
        passed = self.ledger.pass_on(
            metadata,
            outgoing=outgoing,
            incoming=incoming,
            delegation=before.delegation,
        )
        self._record(given_up, received, passed)
        self._registrations[outgoing] = before.evolve(given_up)
        self._registrations[incoming] = after.evolve(received)

    def _record(self, *facts: DomainEvent) -> None:
        self._context.record(*facts, of=self.ledger.session_audience)

    def promote(self) -> None:
        """Records who gets a place: whoever is first, as long as there are any."""
        now = self._context.metadata.recorded_at
        if not (
            self.ledger.waiting and self._meeting.promotes_in(self.session_id, now)
        ):
            return
        first = self.ledger.to_promote(self.limits, self._is_on_record)
        for entry in islice(first, MOST_PROMOTIONS):
            registration = self._registration(entry)
            taken = registration.take_place(
                self._context.metadata, session_id=self.session_id, promoted=True
            )
            seat = self.ledger.promote(self._context.metadata, entry)
            self._record(taken, seat)
            self.ledger = self.ledger.evolve(seat)
            self._registrations[registration.id] = registration.evolve(taken)

    def _is_on_record(self, entry: QueueEntry) -> bool:
        return not is_erased(self._context, self._registration(entry))

    def _registration(self, entry: QueueEntry) -> Registration:
        id = entry.registration_id
        return self._registrations.get(id) or self._context.load(Registration, id)


def give_up_places(context: CommandContext, registration: Registration) -> None:
    """Gives up all places in sessions, and on their waiting lists, of a registration
    that has ended. It is as the facts recorded so far left it.
    """
    if not registration.places:
        return
    meeting = context.load(Meeting, registration.meeting_id)
    registrations = {registration.id: registration}
    for session_id in sorted(registration.places):
        places = PlacesOfSession(context, meeting, session_id, registrations)
        places.give_up(registrations[registration.id])


def pass_places_on(
    context: CommandContext, outgoing: Registration, incoming: Registration
) -> None:
    """Passes all places in sessions, and on their waiting lists, to a substitute; gives
    up those that the substitute cannot have. Both registrations are as the facts
    recorded so far left them.
    """
    if not outgoing.places:
        return
    meeting = context.load(Meeting, outgoing.meeting_id)
    registrations = {outgoing.id: outgoing, incoming.id: incoming}
    for session_id in sorted(outgoing.places):
        places = PlacesOfSession(context, meeting, session_id, registrations)
        places.pass_on(outgoing.id, incoming.id)


def is_for(
    registration: Registration, session: AgendaSession, context: CommandContext
) -> bool:
    """Whether somebody can have a place in a session: in one for focal points only, who
    is a focal point on its day, and whom the secretariat names.
    """
    if session.audience is MatterAudience.ALL:
        return True
    if context.principal.role is Role.SECRETARIAT:
        return True
    if registration.participant_id is None:
        return False
    person = context.load(Participant, registration.participant_id)
    return person.designation is not None and person.designation.holds_on(session.on)
