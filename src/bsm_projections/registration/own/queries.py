"""The registration of one person for a meeting, with their places, and the reasons that
were given for what was decided about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.registration.registration_facts import (
    FunctionChanged,
    RegistrationRefused,
    RegistrationWithdrawn,
    RequestDeclined,
)
from bsm_domain.registration.session_places.facts import PlaceGivenUp
from bsm_domain.registration.substitution.facts import RegistrationSubstituted
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.readable_texts import readable_words, reason_in
from bsm_projections.engine.sql_conditions import sql_in
from bsm_projections.registration.queries import registrations_of_participant
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.seats.queries import queue_place
from bsm_projections.registration.session_places.queries import places_of_registration
from bsm_projections.registration.session_places.read_model import SessionPlace

_ENDED = ("refused", "withdrawn", "substituted")
# Whose reason is for the person concerned. Requested changes, and why somebody goes
# ahead in the queue, are matters of the delegation and the secretariat.
_DECISIONS: Mapping[str, str] = {
    RegistrationRefused.TOPIC: "refused",
    RequestDeclined.TOPIC: "declined",
    RegistrationWithdrawn.TOPIC: "withdrawn",
    RegistrationSubstituted.TOPIC: "substituted",
    FunctionChanged.TOPIC: "function changed",
    PlaceGivenUp.TOPIC: "place given up",
}
_REASONS = f"""SELECT stored_name, occurred_at, words, stream_id, command_id
    FROM {{facts}} WHERE stream_id = :id AND {sql_in("stored_name", _DECISIONS)}
    ORDER BY position DESC"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonGiven:
    """Why something was decided about a registration."""

    decision: str = computed()
    occurred_at: datetime
    reason: str = computed()


@dataclass(slots=True, kw_only=True)
class OwnRegistration(Registration):
    """`queue_place` is that on the waiting list of the meeting, counted from 1;
    `places` are those that the person has or awaits in sessions. `reasons` are those
    that were given for what was decided, the latest first.
    """

    queue_place: int | None = computed()
    places: tuple[SessionPlace, ...] = computed()
    reasons: tuple[ReasonGiven, ...] = computed()


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
        reasons=_reasons(context, id),
    )


def _reasons(context: ReadContext, id: Id) -> tuple[ReasonGiven, ...]:
    rows = context.rows(_REASONS, id=id)
    given = zip(rows, map(reason_in, readable_words(context, rows)), strict=True)
    return tuple(
        context.item(
            ReasonGiven, row, decision=_DECISIONS[row["stored_name"]], reason=reason
        )
        for row, reason in given
        if reason is not None
    )
