"""Commands about the waiting list of a meeting."""

from uuid import UUID

from bsm_domain.foundation.free_text import ReasonText
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.registration_facts import PromotionCause
from bsm_service.access.scopes import SECRETARIAT, SYSTEM
from bsm_service.application.command import Command


class MoveInQueue(Command):
    """Move a registration on the waiting list: directly ahead of another one that
    waits, or to the end.
    """

    NAME = "registration.move-in-queue"
    TITLE = "Move on the waiting list"
    ALLOWED = SECRETARIAT
    PATH = "/registrations/{registration_id}/queue-place"
    DECIDED_IN_HANDLER = Registration.must_wait_for_seat
    registration_id: UUID
    ahead_of: UUID | None = None
    reason: ReasonText


class PromoteNext(Command):
    """Promote those on the waiting list who can take a free seat, if the terms say so.

    With a session, a place in it. At most 500 people.
    """

    NAME = "registration.promote-next"
    ALLOWED = SYSTEM
    DECIDED_IN_HANDLER = Meeting.must_assign_seats
    meeting_id: UUID
    session_id: UUID | None = None
    because: PromotionCause
