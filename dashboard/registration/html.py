"""HTML for registrations: a tile for each delegation."""

from collections.abc import Sequence

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_projections.meetings.read_model import MeetingDelegation
from dashboard.components.templates import render

MAX_SHADE = 4
_CLASSES = {"participating State": "state", "organisation": "organisation"}


def delegation_tiles(delegations: Sequence[MeetingDelegation]) -> Markup:
    """A tile per delegation in protocol order, shaded by its seats, and what
    shades and colours mean.
    """
    return render(
        "registration/delegations.html",
        "delegation_tiles",
        delegations,
        _CLASSES,
        MAX_SHADE,
        _delegation_text,
    )


def _delegation_text(delegation: MeetingDelegation) -> str:
    return f"{delegation.name} ({delegation.kind}): {_seats_text(delegation)}"


def _seats_text(delegation: MeetingDelegation) -> str:
    if not delegation.came:
        return "invited, no seat yet"
    return formatting.format_count(delegation.participants, "seat")
