"""Lists of whom a delegation sends to a meeting."""

from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.columns import Id
from bsm_projections.registration.my_delegation.queries import (
    DelegationMember,
    delegation_members,
)
from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.registration.lists import READERS_OF_NOTES, own_only


def _delegation_members(
    request: QueryRequest,
    meeting_id: Id,
    *,
    delegation: DelegationCode | None = None,
) -> tuple[DelegationMember, ...]:
    try:
        own = own_only(request, DELEGATION_MEMBERS.action, delegation)
    except LookupError:
        return ()
    return delegation_members(request.context, meeting_id, delegation=own)


DELEGATION_MEMBERS = RecordList(
    name="delegation-members",
    action="read.delegation-members",
    allowed=READERS_OF_NOTES,
    path="/meetings/{meeting_id}/delegation-members",
    summary="Members of delegations to a meeting",
    description="The registrations of the delegations to a meeting that you may see, "
    "in the order of functions: whether a note covers each, and its place on the "
    "waiting list.",
    help="The members of the delegations to a meeting.",
    query=_delegation_members,
    columns=("id", "delegation", "function", "status", "is_covered", "queue_place"),
)
