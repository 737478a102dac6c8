"""Commands about limited places at sessions."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import ReasonText
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_domain.registration.registration import Registration
from bsm_service.access.scopes import OWNER_AND_SELF, SECRETARIAT
from bsm_service.application.command import Command


class SetSessionPlaces(Command):
    """Set how many places a session has, such as a study visit.

    `reason` is needed to change places that were set before.
    """

    NAME = "meeting.set-session-places"
    TITLE = "Set the places"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/sessions/{session_id}/places"
    DECIDED_IN_HANDLER = Meeting.set_session_places
    meeting_id: UUID
    session_id: UUID
    places: SessionPlaces
    reason: ReasonText | None = None


class TakePlace(Command):
    """Take a place in a session with limited places.

    With `wait`, the registration joins the waiting list if no place is free. The
    secretariat gives a `reason` where others have waited longer.
    """

    NAME = "registration.take-place"
    TITLE = "Take a place in a session"
    ALLOWED = OWNER_AND_SELF
    PATH = "/registrations/{registration_id}/places/{session_id}"
    DECIDED_IN_HANDLER = Registration.take_place
    registration_id: UUID
    session_id: UUID
    wait: Annotated[bool, Field(exclude_if=lambda waits: not waits)] = False
    reason: ReasonText | None = None


class GiveUpPlace(Command):
    """Give up a place in a session, or on its waiting list."""

    NAME = "registration.give-up-place"
    TITLE = "Give up a place in a session"
    ALLOWED = OWNER_AND_SELF
    PATH = "/registrations/{registration_id}/places/{session_id}/withdrawal"
    DECIDED_IN_HANDLER = Registration.must_be_at
    registration_id: UUID
    session_id: UUID
    reason: ReasonText | None = None
