"""Promotes those whom one command left, and those who can be promoted only since the
terms of the meeting changed or a note was received.

Decisions never look at read models, so this is triggered by facts, and at the start. It
is safe to repeat, and to do in two processes at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import count
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_domain.meetings.meeting_facts import CapacityChanged, QuotaChanged
from bsm_domain.meetings.registration_terms import RegistrationTermsSet
from bsm_domain.meetings.session_places import SessionPlacesSet
from bsm_domain.registration.delegation_facts import NoteReceived
from bsm_domain.registration.registration_facts import PromotionCause
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.registration.seats.queries import waiting_lists
from bsm_service.application.background_work import BackgroundTask, BackgroundTasks
from bsm_service.application.command_service import CommandService
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import ClockJumped, StoreBusy, StoreUnavailable
from bsm_service.identity import SYSTEM
from bsm_service.registration.seats.commands import PromoteNext

_CAUSES: Mapping[type[DomainEvent], PromotionCause] = {
    CapacityChanged: PromotionCause.CAPACITY_RAISED,
    QuotaChanged: PromotionCause.QUOTA_RAISED,
    RegistrationTermsSet: PromotionCause.SEAT_FREE,
    NoteReceived: PromotionCause.SEAT_FREE,
    SessionPlacesSet: PromotionCause.CAPACITY_RAISED,
}
# A meeting, or one of its sessions.
_WaitingList = tuple[UUID, UUID | None]


class PromotionUpkeep:
    """`read` opens the read models as of the latest fact."""

    def __init__(
        self,
        service: CommandService,
        background: BackgroundTasks,
        read: Callable[[], AbstractContextManager[ReadContext]],
    ) -> None:
        self._service = service
        self._read = read
        background.add(
            BackgroundTask(
                "promoting from waiting lists", _CAUSES, self._on_facts, self.promote
            )
        )

    def _on_facts(self, facts: Sequence[LoggedFact]) -> None:
        causes = dict(_list_and_cause(recorded) for recorded in facts)
        self._promote(facts[-1].position, causes, causes)

    def promote(self, position: int) -> None:
        """From every waiting list. Raises StoreBusy if the read models have not reached
        the position, StoreUnavailable, ClockJumped.
        """
        self._promote(position, {}, None)

    def _promote(
        self,
        position: int,
        causes: Mapping[_WaitingList, PromotionCause],
        concerned: Iterable[_WaitingList] | None,
    ) -> None:
        with self._read() as context:
            at = context.moment.position
            if at < position:
                raise StoreBusy(
                    f"the read models are at position {at}, not yet at {position}"
                )
            waiting = {
                (UUID(meeting), None if session is None else UUID(session))
                for meeting, session in waiting_lists(context)
            }
        for each in waiting if concerned is None else waiting.intersection(concerned):
            because = causes.get(each, PromotionCause.SEAT_FREE)
            for number in count():
                id = derived_id(
                    each[1] or each[0], f"promoted after {position}: {number}"
                )
                if not self._promote_some(each, because, id):
                    break

    def _promote_some(
        self, waiting_list: _WaitingList, because: PromotionCause, id: UUID
    ) -> bool:
        """Whether somebody was promoted, here or by another process."""
        meeting, session = waiting_list
        command = PromoteNext(meeting_id=meeting, session_id=session, because=because)
        try:
            self._service.execute(command, SYSTEM, command_id=id)
        except (StoreBusy, StoreUnavailable, ClockJumped):
            raise
        except DomainError:  # nobody is left who could be
            return False
        return True


def _list_and_cause(recorded: LoggedFact) -> tuple[_WaitingList, PromotionCause]:
    fact = recorded.fact
    assert isinstance(fact, DomainEvent)
    meeting = fact.meeting_id if isinstance(fact, NoteReceived) else fact.originator_id
    session = fact.session_id if isinstance(fact, SessionPlacesSet) else None
    return (meeting, session), _CAUSES[type(fact)]
