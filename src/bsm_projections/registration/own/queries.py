"""The registration of one person for a meeting, with their places."""

from dataclasses import dataclass

from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.registration.queries import registrations_of_participant
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.seats.queries import queue_place
from bsm_projections.registration.session_places.queries import places_of_registration
from bsm_projections.registration.session_places.read_model import SessionPlace

_ENDED = ("refused", "withdrawn", "substituted")


@dataclass(slots=True, kw_only=True)
class OwnRegistration(Registration):
    """`queue_place` is that on the waiting list of the meeting, counted from 1;
    `places` are those that the person has or awaits in sessions.
    """

    queue_place: int | None = computed()
    places: tuple[SessionPlace, ...] = computed()


def own_registration(
    context: ReadContext, meeting_id: Id, *, participant_id: str
) -> OwnRegistration | None:
    """The registration of a person for a meeting, under any of their entries: one that
    has not ended, otherwise the last.
    """
    found = [
        each
        for each in registrations_of_participant(context, participant_id)
        if each.meeting_id == meeting_id
    ]
    if not found:
        return None
    id = max(found, key=lambda each: (each.status not in _ENDED, each.nominated_at)).id
    row = context.row(
        "SELECT * FROM {registrations} WHERE registration_id = :id", id=id
    )
    assert row is not None
    waiting = queue_place(context, id)
    return context.item(
        OwnRegistration,
        row,
        queue_place=waiting.place if waiting else None,
        places=places_of_registration(context, id),
    )
