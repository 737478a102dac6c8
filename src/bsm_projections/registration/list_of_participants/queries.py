"""Who is on the list of participants: everybody with a seat, and everybody whom the
list of a past meeting names.
"""

from dataclasses import dataclass

from bsm_projections.engine.columns import Id, column
from bsm_projections.engine.read_context import ReadContext


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRegistration:
    """A registration that is on the list. `place` is that in the delegation's own
    list.
    """

    id: Id = column("registration_id")
    delegation: str
    function: str
    place: int | None
    participant_id: Id


def listed_registrations(
    context: ReadContext, meeting_id: Id
) -> tuple[ListedRegistration, ...]:
    return context.items(
        ListedRegistration,
        "SELECT registration_id, delegation, function, place, participant_id "
        "FROM {registrations} WHERE meeting_id = :id "
        "AND status IN ('confirmed', 'attended', 'listed') "
        "AND participant_id IS NOT NULL ORDER BY registration_id",
        id=meeting_id,
    )
