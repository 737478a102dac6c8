"""Lists of limited places at sessions."""

from typing import Any

from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.registration.session_places.places_of_sessions import (
    session_places,
)
from bsm_projections.registration.session_places.queries import places
from bsm_projections.registration.session_places.read_model import SessionPlace
from bsm_service.access.scopes import AUDITOR, OWNER_AND_CHAIR, READERS
from bsm_service.application.record_list import (
    FilterTexts,
    QueryRequest,
    RecordList,
)
from bsm_service.registration.lists import own_only

SESSION_PLACES = RecordList(
    name="session-places",
    action="read.session-places",
    allowed=READERS,
    path="/meetings/{meeting_id}/session-places",
    summary="Limited places at sessions",
    description="The sessions on the agenda of a meeting that have limited places, "
    "with their transport, and how many places are taken. Times of the transport are "
    "in the meeting's local time.",
    help="The sessions of a meeting that have limited places.",
    query=session_places,
    columns=("session_id", "title", "capacity", "taken", "waiting"),
)


def _places(
    request: QueryRequest,
    session_id: Id,
    *,
    delegation: DelegationCode | None = None,
    waiting: bool = False,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[SessionPlace]:
    try:
        own = own_only(request, PLACES.action, delegation)
    except LookupError:
        return ResultPage((), None, 0)
    return places(
        request.context,
        session_id,
        delegation=own,
        waiting=waiting,
        after=after,
        limit=limit,
    )


PLACES = RecordList(
    name="places",
    action="read.places",
    allowed=OWNER_AND_CHAIR | AUDITOR,
    path="/sessions/{session_id}/places",
    summary="Who has a place in a session",
    description="The registrations that have a place in a session with limited places, "
    "or wait for one, and that you may see, the earliest first.",
    help="The registrations that have a place in a session, or wait for one.",
    query=_places,
    texts={
        "waiting": FilterTexts(
            flags="--waiting",
            help="Those that wait for a place.",
            description="Those that wait for a place.",
        )
    },
    columns=("registration_id", "delegation", "state", "since", "promoted"),
)
