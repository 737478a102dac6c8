"""Forms about a meeting and its objectives, and the buttons that open them."""

from collections.abc import Mapping

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.meetings.objective_queries import Objective
from bsm_projections.meetings.queries import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    CloseRegistration,
    ConcludeMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    RecordDiscussion,
    ScheduleSession,
    SetObjective,
    StateAttendance,
)
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.generated_form import form_of, override

_ANNOUNCE = form_of(
    AnnounceMeeting,
    override("details.time_zone", value="Europe/Vienna"),
    override("details.themes", label="Themes", help="One a line"),
)
_RECORD_DISCUSSION = form_of(
    RecordDiscussion,
    override(
        "summary",
        label="What was said, in the Chair's summary",
        help="Part of the official record",
    ),
)
_PREPARATION = (InviteDelegations, ScheduleSession, SetObjective)
# What comes next for a meeting, the most likely first.
_NEXT_STEPS: Mapping[MeetingStatus, tuple[type[Command], ...]] = {
    MeetingStatus.ANNOUNCED: (*_PREPARATION, OpenRegistration),
    MeetingStatus.REGISTRATION_OPEN: (CloseRegistration, ChangeQuota, *_PREPARATION),
    MeetingStatus.REGISTRATION_CLOSED: (OpenMeeting, ChangeQuota, *_PREPARATION),
    MeetingStatus.IN_SESSION: (ConcludeMeeting, ScheduleSession, SetObjective),
    MeetingStatus.CONCLUDED: (StateAttendance,),
}


def announcement_button(page: PageContext) -> None:
    """A button that opens the form for another meeting."""
    description = "A meeting of the network, as its invitation says"
    form_dialog.form_button(
        page,
        FormSubject("New meeting", description, place="announce"),
        allowed_forms(page.viewer.principal, None, _ANNOUNCE),
    )


def meeting_button(page: PageContext) -> None:
    """A button that opens what the viewer may do next with the page's meeting."""
    meeting = page.meeting
    if meeting is None:
        return
    forms = [form_of(command) for command in _NEXT_STEPS[MeetingStatus(meeting.status)]]
    form_dialog.form_button(
        page,
        FormSubject(
            "Meeting",
            f"{meeting.title} ({meeting.status})",
            {"meeting_id": meeting.id},
            place="meeting",
        ),
        allowed_forms(page.viewer.principal, None, *forms),
    )


def discussion_button(page: PageContext, objective: Objective) -> None:
    """A button that opens what the viewer may record of an objective."""
    if page.meeting is None:
        return
    form_dialog.form_button(
        page,
        FormSubject(
            "Objective",
            f"{objective.code} · {objective.text}",
            {"objective_id": objective.id},
            objective.version,
        ),
        objective_forms(page.viewer.principal, objective, page.meeting),
    )


def objective_forms(
    principal: Principal, objective: Objective, meeting: Meeting
) -> tuple[Form, ...]:
    """The discussion of an objective, once the meeting has begun."""
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    if objective.status != ObjectiveStatus.SET or not has_begun:
        return ()
    return allowed_forms(principal, None, _RECORD_DISCUSSION)
