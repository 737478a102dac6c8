"""The registration of whoever asks."""

from bsm_projections.engine.columns import Id
from bsm_projections.registration.own.queries import OwnRegistration, own_registration
from bsm_service.access.scopes import SELF_ONLY
from bsm_service.application.record_list import QueryRequest, RecordItem


def _own_registration(request: QueryRequest, meeting_id: Id) -> OwnRegistration | None:
    principal = request.principal
    if principal is None or principal.participant is None:
        return None
    return own_registration(
        request.context, meeting_id, participant_id=str(principal.participant)
    )


OWN_REGISTRATION = RecordItem(
    name="own-registration",
    action="read.own-registration",
    allowed=SELF_ONLY,
    path="/meetings/{meeting_id}/own-registration",
    summary="Your registration for a meeting",
    description="Your own registration for a meeting: its status, your place on the "
    "waiting list, and your places in sessions.",
    help="Your own registration for a meeting.",
    noun="registration of yours for the meeting",
    query=_own_registration,
)
