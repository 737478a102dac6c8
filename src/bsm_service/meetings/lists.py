"""Lists of meetings, their delegations and objectives."""

from bsm_projections.meetings.objective_queries import objective, objectives
from bsm_projections.meetings.queries import (
    delegations,
    meeting,
    meeting_delegations,
    meetings,
)
from bsm_projections.meetings.roll_calls import roll_calls
from bsm_service.access.scopes import READERS
from bsm_service.application.record_list import RecordItem, RecordList

_DELEGATION_COLUMNS = ("code", "name", "kind", "open_activities")

MEETINGS = RecordList(
    name="meetings",
    action="read.meetings",
    allowed=READERS,
    path="/meetings",
    summary="Meetings",
    description="The network's meetings, the earliest first.",
    query=meetings,
    columns=("id", "title", "edition", "starts_on", "status"),
)

MEETING = RecordItem(
    name="meeting",
    action="read.meetings",
    allowed=READERS,
    path="/meetings/{meeting_id}",
    summary="One meeting",
    description="One meeting with its agenda. The ETag is its version, for `If-Match`.",
    help="A meeting with its agenda.",
    query=meeting,
)

MEETING_DELEGATIONS = RecordList(
    name="meeting-delegations",
    action="read.delegations",
    allowed=READERS,
    path="/meetings/{meeting_id}/delegations",
    summary="Delegations of a meeting",
    description="The delegations invited to a meeting, in protocol order.",
    query=meeting_delegations,
    columns=_DELEGATION_COLUMNS,
    has_verb=False,  # the command line has `bsm list delegations --meeting`
)

ROLL_CALLS = RecordList(
    name="roll-calls",
    action="read.delegations",
    allowed=READERS,
    path="/meetings/{meeting_id}/roll-calls",
    summary="Roll-calls of a meeting",
    description="The last roll-call of each session of a meeting, the latest first.",
    help="Who was present when the roll of each session was last called.",
    query=roll_calls,
    columns=("called_at", "session_id", "states_present", "quorum_states"),
)

DELEGATIONS = RecordList(
    name="delegations",
    action="read.delegations",
    allowed=READERS,
    path="/delegations",
    summary="Known delegations",
    description="All delegations of the network, in protocol order.",
    help="The delegations of the network, or with --meeting those invited to it; in "
    "protocol order.",
    query=delegations,
    columns=_DELEGATION_COLUMNS,
    narrower=MEETING_DELEGATIONS,
)

OBJECTIVES = RecordList(
    name="objectives",
    action="read.objectives",
    allowed=READERS,
    path="/meetings/{meeting_id}/objectives",
    summary="Objectives of a meeting",
    description="The objectives of a meeting that the viewer may see.",
    help="The objectives of a meeting.",
    query=objectives,
    columns=("id", "text", "code", "outcome_kind", "status"),
)

OBJECTIVE = RecordItem(
    name="objective",
    action="read.objectives",
    allowed=READERS,
    path="/objectives/{objective_id}",
    summary="One objective",
    help="An objective.",
    query=objective,
)
