"""Lists of registrations for a meeting."""

from bsm_projections.registration.queries import registration, registrations
from bsm_service.access.scopes import READERS_OF_PEOPLE
from bsm_service.application.record_list import RecordItem, RecordList

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
