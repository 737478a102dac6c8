"""What the terms of registration allow once somebody is registered: withdrawals, other
functions and substitutes.
"""

from datetime import datetime

from bsm_domain.foundation.aggregate import (
    FactMetadata,
    impossible_when,
    possible_when,
)
from bsm_domain.foundation.errors import InvalidTransition, ReasonRequired
from bsm_domain.foundation.formatting import format_deadline
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.agenda_decisions import AgendaDecisions
from bsm_domain.meetings.meeting_facts import MeetingStatus

# Who can do what delegations can no longer do.
_SECRETARIAT = (Role.SECRETARIAT, Role.SYSTEM)
ASK_THE_SECRETARIAT = "ask the secretariat"


def acts_for_secretariat(metadata: FactMetadata) -> bool:
    return metadata.actor.role in _SECRETARIAT


class RegistrationChanges(AgendaDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @impossible_when(
        "registrations can be withdrawn only before the meeting is {status}",
        MeetingStatus.CONCLUDED,
    )
    def must_allow_withdrawal(
        self, metadata: FactMetadata, *, is_explained: bool = False
    ) -> None:
        """Refuses a withdrawal after the deadline for changes without a reason."""
        if is_explained:
            return
        if self.status is MeetingStatus.IN_SESSION:
            raise ReasonRequired(
                "the meeting is in session; give a reason for the withdrawal"
            )
        deadline = self.terms.changes_until
        if deadline is not None and self._is_past(deadline, metadata):
            raise ReasonRequired(
                f"the deadline for changes was {self._at(deadline)}; give a reason "
                "for the withdrawal"
            )

    @possible_when(
        "registrations can be changed",
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
        MeetingStatus.IN_SESSION,
    )
    def must_allow_change(
        self,
        metadata: FactMetadata,
        *,
        holds_seat: bool,
        has_arrived: bool = False,
        substitutes: bool = False,
        is_explained: bool = False,
    ) -> bool:
        """Whether a change of function, or a substitution, needs the secretariat: a
        delegation only requests a change of who holds a seat, from the deadline for
        changes on and once registration is closed. Raises InvalidTransition,
        ReasonRequired.
        """
        is_in_session = self.status is MeetingStatus.IN_SESSION
        is_open = self.status is MeetingStatus.REGISTRATION_OPEN
        if acts_for_secretariat(metadata):
            if is_in_session and not is_explained:
                raise ReasonRequired(
                    "the meeting is in session; give a reason for the change"
                )
            return False
        if substitutes and is_in_session:
            raise InvalidTransition(
                f"the meeting is in session; {ASK_THE_SECRETARIAT} to record the "
                "substitute"
            )
        if has_arrived:
            raise InvalidTransition(
                f"the delegate has arrived; {ASK_THE_SECRETARIAT} to record the change"
            )
        deadline = self.terms.changes_until
        is_late = deadline is not None and self._is_past(deadline, metadata)
        is_requested = holds_seat and (is_late or not is_open)
        if (is_late or is_requested or is_in_session) and not is_explained:
            if is_late and deadline is not None:
                when = f"the deadline for changes was {self._at(deadline)}"
            elif is_in_session:
                when = "the meeting is in session"
            else:
                when = "registration is closed"
            raise ReasonRequired(f"{when}; give a reason for the change")
        return is_requested

    def _is_past(self, deadline: datetime, metadata: FactMetadata) -> bool:
        """By the server's clock; for the secretariat by when it happened, because a
        note that came in time may be entered late.
        """
        by_secretariat = acts_for_secretariat(metadata)
        moment = metadata.occurred_at if by_secretariat else metadata.recorded_at
        return moment >= deadline

    def _at(self, moment: datetime) -> str:
        return format_deadline(moment, self.details.time_zone)
