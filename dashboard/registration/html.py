"""HTML for registrations: a tile for each delegation."""

from collections.abc import Sequence
from html import escape

from bsm_domain.foundation import formatting
from bsm_projections.meetings.queries import MeetingDelegation

MAX_SHADE = 4


def delegation_tiles(delegations: Sequence[MeetingDelegation]) -> str:
    """A square per delegation in protocol order, shaded by its participants.

    Those that did not come are outlined. Codes stand on the tiles; the full name of
    the viewed day is shown on pointing, and read by screen readers.
    """
    tiles = "".join(map(_delegation_tile, delegations))
    return f'<ol class="bsm-tiles" aria-label="Delegations">{tiles}</ol>'


def _delegation_tile(delegation: MeetingDelegation) -> str:
    people = f"{delegation.name} ({delegation.kind}): {_seats_text(delegation)}"
    kind = {"participating State": "state", "organisation": "organisation"}.get(
        delegation.kind, "partner"
    )
    shade = min(delegation.participants, MAX_SHADE)
    return (
        f'<li class="bsm-tile bsm-{kind} bsm-shade{shade}" '
        f'title="{escape(people)}">'
        f'<span aria-hidden="true">{escape(delegation.code)}</span>'
        f'<span class="bsm-hidden">{escape(people)}</span></li>'
    )


def _seats_text(delegation: MeetingDelegation) -> str:
    if not delegation.came:
        return "invited, nobody holds a seat"
    return formatting.format_count(delegation.participants, "participant")


def tile_legend() -> str:
    """What the shades and colours of the tile grid mean."""
    shades = "".join(
        f'<span><i class="bsm-tile bsm-state bsm-shade{shade}"></i>{label}</span>'
        for shade, label in (
            (0, "absent"),
            (1, "1"),
            (2, "2"),
            (3, "3"),
            (4, "4 or more"),
        )
    )
    kinds = (
        '<span><i class="bsm-tile bsm-partner bsm-shade3"></i>Partner</span>'
        '<span><i class="bsm-tile bsm-organisation bsm-shade3"></i>organisation</span>'
    )
    return f'<p class="bsm-key"><span>participants:</span>{shades}{kinds}</p>'
