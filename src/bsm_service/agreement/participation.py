"""Who may ask something of a decision at all, whatever it is about."""

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.meetings.meeting import Meeting
from bsm_service.access.permissions import Principal, is_contact_of_organisation


def takes_part_in_agreement(principal: Principal) -> bool:
    """False for contacts of organisations."""
    return not is_contact_of_organisation(principal)


def require_part_in_agreement(principal: Principal) -> None:
    """Contacts of organisations ask nothing of decisions; what they say is recorded by
    others. Asked before anything is looked up, so that the answer tells nothing.
    """
    if not takes_part_in_agreement(principal):
        raise NotPermitted(
            "contacts of organisations take no part in decisions; ask the Chair or the "
            "secretariat to record what your organisation says"
        )


def require_known_delegation(delegation: str | None, meeting: Meeting) -> None:
    """A State of the network, or whoever is invited to the meeting; None is the Chair.
    Raises NotInvited.
    """
    if delegation is not None and delegation not in STATES:
        meeting.quota_of(delegation)
