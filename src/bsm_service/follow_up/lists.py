"""Lists of follow-up activities."""

from bsm_projections.follow_up.activity_details import activity_details
from bsm_projections.follow_up.queries import (
    activities,
    activity,
    open_from_earlier_meetings,
)
from bsm_service.access.scopes import READERS_OF_PEOPLE
from bsm_service.application.record_list import FilterTexts, RecordItem, RecordList

_COLUMNS = ("id", "title", "owner", "due_on", "status", "percent")

ACTIVITIES = RecordList(
    name="activities",
    action="read.activities",
    allowed=READERS_OF_PEOPLE,
    path="/activities",
    summary="Follow-up activities",
    description="""
    Follow-up activities that the viewer may see, the earliest due first; of a
    meeting, all that it follows up or once did. Those `concerning` a delegation
    are its own and those in which it is a partner; those of a decision are linked to
    its text, or came from it afterwards.
    """,
    help="Follow-up activities, the earliest due first.",
    query=activities,
    texts={
        "owner": FilterTexts(help=""),
        "concerning": FilterTexts(help="With this delegation as owner or partner."),
        "is_open": FilterTexts(flags="--open/--closed"),
    },
    columns=_COLUMNS,
)

ACTIVITY = RecordItem(
    name="activity",
    action="read.activities",
    allowed=READERS_OF_PEOPLE,
    path="/activities/{activity_id}",
    summary="One follow-up activity",
    query=activity,
    has_verb=False,  # the command line has `bsm show activity`
)

ACTIVITY_DETAILS = RecordItem(
    name="activity",
    operation_id="get_activity_details",
    action="read.activities",
    allowed=READERS_OF_PEOPLE,
    path="/activities/{activity_id}/details",
    summary="Everything about an activity",
    description="""
    Its milestones, comments, evidence and dependencies, and the activities that it
    continues or that continue it.
    """,
    help="""
    An activity with its milestones, comments, evidence and dependencies, and the
    activities that it continues or that continue it. Times ending in _at are when
    something happened, _recorded_at when it was recorded.
    """,
    query=activity_details,
)

PREPARATION = RecordList(
    name="preparation",
    operation_id="list_meeting_preparation",
    action="read.activities",
    allowed=READERS_OF_PEOPLE,
    path="/meetings/{meeting_id}/preparation",
    summary="Open activities before a meeting",
    description="""
    Open activities of earlier meetings that this one does not follow up yet, the
    earliest agreed first.
    """,
    help="Open activities of earlier meetings that a meeting does not follow up yet.",
    query=open_from_earlier_meetings,
    columns=_COLUMNS,
)
