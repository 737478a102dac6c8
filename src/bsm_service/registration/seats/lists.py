"""The waiting list of a meeting, as a list."""

from typing import Any

from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.registration.seats.queries import queue
from bsm_projections.registration.seats.read_model import QueuePlace
from bsm_service.access.scopes import AUDITOR, OWNER_AND_CHAIR
from bsm_service.application.record_list import FilterTexts, QueryRequest, RecordList
from bsm_service.registration.lists import own_only


def _queue(
    request: QueryRequest,
    meeting_id: Id,
    *,
    session_id: Id | None = None,
    delegation: DelegationCode | None = None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[QueuePlace]:
    try:
        own = own_only(request, QUEUE.action, delegation)
    except LookupError:
        return ResultPage((), None, 0)
    return queue(
        request.context,
        meeting_id,
        session_id=session_id,
        delegation=own,
        after=after,
        limit=limit,
    )


QUEUE = RecordList(
    name="queue",
    action="read.queue",
    allowed=OWNER_AND_CHAIR | AUDITOR,
    path="/meetings/{meeting_id}/queue",
    summary="Waiting list of a meeting",
    description="The registrations that wait for a seat of a meeting and that you may "
    "see, in the order of the waiting list.",
    help="The waiting list of a meeting, in its order.",
    query=_queue,
    texts={
        "session_id": FilterTexts(
            help="Of a session with limited places, instead of the meeting.",
            description="Of a session with limited places, instead of the meeting.",
        )
    },
    columns=("place", "registration_id", "delegation", "since", "obstacle"),
)
