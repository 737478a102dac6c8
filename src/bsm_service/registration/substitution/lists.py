"""Lists of who held a seat, and of requested changes."""

from typing import Any

from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.registration.substitution.queries import (
    change_requests,
    seat_history,
)
from bsm_projections.registration.substitution.read_model import ChangeRequest
from bsm_service.access.scopes import AUDITOR, OWNER_AND_CHAIR, READERS_OF_PEOPLE
from bsm_service.application.record_list import (
    FilterTexts,
    QueryRequest,
    RecordList,
)
from bsm_service.registration.lists import own_only

SEAT_HISTORY = RecordList(
    name="seat-history",
    action="read.registrations",
    allowed=READERS_OF_PEOPLE,
    path="/registrations/{registration_id}/seat-history",
    summary="Who held a seat",
    description="The registrations that held the seat of a registration, one after "
    "another, the first one first. One that came back stands in it again.",
    help="Who held the seat of a registration, one after another.",
    query=seat_history,
    columns=("registration_id", "function", "status", "since", "until"),
)


def _change_requests(
    request: QueryRequest,
    meeting_id: Id,
    *,
    delegation: DelegationCode | None = None,
    decided: bool = False,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[ChangeRequest]:
    try:
        own = own_only(request, CHANGE_REQUESTS.action, delegation)
    except LookupError:
        return ResultPage((), None, 0)
    return change_requests(
        request.context,
        meeting_id,
        delegation=own,
        decided=decided,
        after=after,
        limit=limit,
    )


CHANGE_REQUESTS = RecordList(
    name="change-requests",
    action="read.change-requests",
    allowed=OWNER_AND_CHAIR | AUDITOR,
    path="/meetings/{meeting_id}/change-requests",
    summary="Requested changes of registrations",
    description="The changes that delegations requested after the deadline and that "
    "you may see, in the order in which they were requested: those that wait for the "
    "secretariat, or those that were decided.",
    help="The changes that delegations requested after the deadline.",
    query=_change_requests,
    texts={
        "decided": FilterTexts(
            flags="--decided",
            help="Those that were granted or refused, or that lapsed.",
            description="Those that were granted or refused, or that lapsed, instead "
            "of those that wait for the secretariat.",
        )
    },
    columns=("registration_id", "delegation", "change", "new_function", "status"),
)
