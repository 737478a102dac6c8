"""Lists of registrations for a meeting."""

from typing import Any

from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.roles import Role
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.meetings.delegation_cards import DelegationCard, delegation_cards
from bsm_projections.registration.delegation_records import DelegationNote
from bsm_projections.registration.note_queries import delegation_notes
from bsm_projections.registration.queries import registration, registrations
from bsm_service.access.permissions import PERMISSIONS
from bsm_service.access.scopes import (
    AUDITOR,
    OWNER_AND_CHAIR,
    READERS_OF_PEOPLE,
    Scope,
)
from bsm_service.application.record_list import (
    FilterTexts,
    QueryRequest,
    RecordItem,
    RecordList,
)

READERS_OF_NOTES = OWNER_AND_CHAIR | AUDITOR
_READERS_OF_CARDS = READERS_OF_NOTES | {Role.LEADERSHIP: Scope.ANY}

REGISTRATIONS = RecordList(
    name="registrations",
    action="read.registrations",
    allowed=READERS_OF_PEOPLE,
    path="/meetings/{meeting_id}/registrations",
    summary="Registrations of a meeting",
    description="A meeting's registrations, in the order of nomination.",
    query=registrations,
    filters=("meeting_id",),
)

REGISTRATION = RecordItem(
    name="registration",
    action="read.registrations",
    allowed=READERS_OF_PEOPLE,
    path="/registrations/{registration_id}",
    summary="One registration",
    help="A registration.",
    query=registration,
)


def own_only(request: QueryRequest, action: str, delegation: str | None) -> str | None:
    """The delegation whose rows are asked for: the own one, for those who see no other.
    Raises LookupError for those of others.
    """
    principal = request.principal
    if principal is None or PERMISSIONS[action][principal.role] is not Scope.OWN:
        return delegation
    if principal.delegation is None or delegation not in (None, principal.delegation):
        raise LookupError(delegation)
    return principal.delegation


def _delegation_cards(
    request: QueryRequest,
    meeting_id: Id,
    *,
    delegation: DelegationCode | None = None,
    unanswered: bool = False,
) -> tuple[DelegationCard, ...]:
    try:
        own = own_only(request, DELEGATION_CARDS.action, delegation)
    except LookupError:
        return ()
    return delegation_cards(
        request.context, meeting_id, delegation=own, unanswered=unanswered
    )


def _delegation_notes(
    request: QueryRequest,
    meeting_id: Id,
    *,
    delegation: DelegationCode | None = None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[DelegationNote]:
    try:
        own = own_only(request, DELEGATION_NOTES.action, delegation)
    except LookupError:
        return ResultPage((), None, 0)
    return delegation_notes(
        request.context, meeting_id, delegation=own, after=after, limit=limit
    )


DELEGATION_CARDS = RecordList(
    name="delegation-cards",
    action="read.delegation-cards",
    allowed=_READERS_OF_CARDS,
    path="/meetings/{meeting_id}/delegation-cards",
    summary="Delegations to a meeting",
    description="The delegations to a meeting that you may see: what they answered, "
    "their head and alternates, and their seats.",
    help="The delegations to a meeting: their answers, heads and seats.",
    query=_delegation_cards,
    texts={
        "unanswered": FilterTexts(
            flags="--unanswered",
            help="Only those that have not answered the invitation.",
            description="Only those that have not answered the invitation.",
        )
    },
    columns=("code", "name", "answer", "registrations", "seats", "is_incomplete"),
)

DELEGATION_NOTES = RecordList(
    name="delegation-notes",
    action="read.delegation-notes",
    allowed=READERS_OF_NOTES,
    path="/meetings/{meeting_id}/notes",
    summary="Notes of delegations",
    description="The notes of the delegations to a meeting that you may see, in the "
    "order in which they were recorded.",
    help="The notes of the delegations to a meeting.",
    query=_delegation_notes,
    columns=("id", "delegation", "kind", "reference", "dated_on"),
)
