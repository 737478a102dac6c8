"""Lists of meetings, their delegations and objectives."""

from functools import wraps

from bsm_domain.foundation.errors import NotFound
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.agenda_queries import (
    Agenda,
    SessionDifference,
    agenda,
    agenda_comparison,
    agenda_versions,
    draft_agenda,
    session,
)
from bsm_projections.meetings.objective_queries import (
    objective,
    objective_wordings,
    objectives,
)
from bsm_projections.meetings.queries import (
    delegations,
    meeting,
    meeting_delegations,
    meetings,
)
from bsm_projections.meetings.registration_terms import registration_terms
from bsm_projections.meetings.roll_calls import roll_calls
from bsm_service.access.scopes import AUDITOR, READERS, SECRETARIAT_AND_CHAIR
from bsm_service.application.record_list import FilterTexts, RecordItem, RecordList
from bsm_service.meetings.agenda_document import agenda_document

_DELEGATION_COLUMNS = ("code", "name", "kind", "open_activities")


@wraps(agenda)
def _agenda(
    context: ReadContext, meeting_id: Id, number: int | None = None
) -> Agenda | None:
    """Raises NotFound for a version that was not released."""
    found = agenda(context, meeting_id, number)
    if found is None and agenda(context, meeting_id) is not None:
        raise _not_released(number, "number")
    return found


@wraps(agenda_comparison)
def _agenda_comparison(
    context: ReadContext,
    meeting_id: Id,
    earlier: int | None = None,
    later: int | None = None,
) -> tuple[SessionDifference, ...]:
    """Raises NotFound for a version that was not released."""
    for name, number in (("from", earlier), ("to", later)):
        if number is not None and agenda(context, meeting_id, number) is None:
            raise _not_released(number, name)
    return agenda_comparison(context, meeting_id, earlier, later)


def _not_released(number: int | None, parameter: str) -> NotFound:
    return NotFound(
        f"there was no version {number} of this agenda at that time",
        field=f"query.{parameter}",
    )


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

AGENDA = RecordItem(
    name="agenda",
    action="read.meetings",
    allowed=READERS,
    path="/meetings/{meeting_id}/agenda",
    summary="The agenda of a meeting",
    description="The latest released version of the agenda of a meeting, or the one "
    "with the `number`. Times are in the meeting's local time.",
    help="The agenda of a meeting: the latest released version, or another one.",
    query=_agenda,
    texts={
        "number": FilterTexts(
            help="The number of the version. Default: the latest.",
            description="The number of the version. Default: the latest.",
        )
    },
    document=agenda_document,
)

AGENDA_VERSIONS = RecordList(
    name="agenda-versions",
    action="read.meetings",
    allowed=READERS,
    path="/meetings/{meeting_id}/agenda-versions",
    summary="Versions of the agenda of a meeting",
    description="The released versions of the agenda of a meeting, the latest first, "
    "with notes of what has changed.",
    help="The released versions of the agenda of a meeting.",
    query=agenda_versions,
    columns=("number", "released_at", "note"),
)

AGENDA_COMPARISON = RecordList(
    name="agenda-comparison",
    action="read.meetings",
    allowed=READERS,
    path="/meetings/{meeting_id}/agenda-comparison",
    summary="What differs between two versions of an agenda",
    description="The sessions that were added, dropped or changed between two released "
    "versions of the agenda of a meeting.",
    help="What differs between two versions of the agenda of a meeting.",
    query=_agenda_comparison,
    texts={
        "earlier": FilterTexts(name="from", help="The earlier version."),
        "later": FilterTexts(name="to", help="The later version."),
    },
    columns=("change", "session_id", "fields"),
)

DRAFT_AGENDA = RecordList(
    name="draft-agenda",
    action="read.draft-agenda",
    allowed=SECRETARIAT_AND_CHAIR | AUDITOR,
    path="/meetings/{meeting_id}/draft-agenda",
    summary="The draft of the agenda of a meeting",
    description="The sessions as the secretariat plans them, including those that were "
    "dropped.",
    help="The draft of the agenda of a meeting.",
    query=draft_agenda,
    columns=("id", "title", "starts_at", "ends_at", "room"),
)

SESSION = RecordItem(
    name="session",
    action="read.meetings",
    allowed=READERS,
    path="/sessions/{session_id}",
    summary="One session",
    description="A session of the released agenda; one that was dropped, as it was "
    "last released.",
    help="A session of the agenda of a meeting.",
    query=session,
)

MEETING_DELEGATIONS = RecordList(
    name="meeting-delegations",
    action="read.delegations",
    allowed=READERS,
    path="/meetings/{meeting_id}/delegations",
    summary="Delegations of a meeting",
    description="The delegations invited to a meeting, in protocol order, and those "
    "that are recorded from a list of it (`invited` is false).",
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

REGISTRATION_TERMS = RecordItem(
    name="registration-terms",
    action="read.meetings",
    allowed=READERS,
    path="/meetings/{meeting_id}/registration-terms",
    summary="The terms of registration for a meeting",
    description="Deadlines, limits and rules of registration. Those that were never "
    "set have their defaults.",
    help="The terms of registration for a meeting.",
    noun="meeting",
    query=registration_terms,
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

OBJECTIVE_WORDINGS = RecordList(
    name="objective-wordings",
    action="read.objectives",
    allowed=READERS,
    path="/objectives/{objective_id}/wordings",
    summary="Wordings of an objective",
    description="All wordings of an objective, the earliest first.",
    help="All wordings of an objective.",
    query=objective_wordings,
    columns=("number", "since", "text", "reason"),
)
