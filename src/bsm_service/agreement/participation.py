"""Whose positions and comments a decision can have."""

from bsm_domain.foundation.participating_states import STATES
from bsm_domain.meetings.meeting import Meeting


def require_known_delegation(delegation: str | None, meeting: Meeting) -> None:
    """A State of the network, or whoever is invited to the meeting; None is the Chair.
    Raises NotInvited.
    """
    if delegation is not None and delegation not in STATES:
        meeting.quota_of(delegation)
