"""Forms about follow-up activities: what may come next wherever one is shown, all the
others where it is open, and a new activity.
"""

from collections.abc import Sequence
from functools import partial

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation import quarters
from bsm_projections.agreement import queries as agreement_queries
from bsm_projections.follow_up.activity_details import ActivityDetails, activity_details
from bsm_projections.follow_up.tables import Activity
from bsm_projections.history import queries
from bsm_projections.history.tables import Fact
from bsm_projections.meetings.display_names import distinct_meeting_names
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.follow_up.commands import (
    ChangeDueDate,
    DeclineActivity,
    ProposeActivity,
    ReportProgress,
)
from bsm_service.follow_up.lineage_commands import MergeActivities
from dashboard.data.page_context import PageContext
from dashboard.follow_up import (
    amendment_forms,
    form_texts,
    milestone_and_evidence_forms,
)
from dashboard.follow_up.amendment_forms import FormOptions
from dashboard.forms import delegation_options, form_dialog, submit
from dashboard.forms.drafts import Draft
from dashboard.forms.form import Form, FormSubject, Options, allowed_forms
from dashboard.forms.generated_form import form_of, override, possible_forms

# As many as a list to choose from can usefully have.
_MAX_DECISIONS = 200

PROPOSE, REPLY = "propose", "answer"
# Where the activity is open as a whole, and what the buttons there are called.
_BUTTON_LABELS = {
    "opened": None,
    "work": "Comment, evidence, steps\u2009…",
    "promise": "Date, owner, meeting\u2009…",
}


def lifecycle_button(page: PageContext, activity: Activity, place: str = "") -> None:
    """A button that opens what may come next. `place` tells several buttons of one
    activity on a page apart.
    """
    forms = lifecycle_forms(page.viewer.principal, activity)
    form_dialog.form_button(page, _subject(activity, place), forms)


def reply_button(page: PageContext, activity: Activity) -> None:
    """A button for a delegation that a comment mentions."""
    forms = milestone_and_evidence_forms.comment_forms(page.viewer.principal, activity)
    form_dialog.form_button(page, _subject(activity, REPLY), forms)


def show_all_buttons(
    page: PageContext, details: ActivityDetails, facts: Sequence[Fact]
) -> None:
    """Buttons for all forms about the open activity."""
    if page.is_frozen or not form_dialog.may_submit_anything(page.viewer.principal):
        return
    options = form_options(page, details.activity, facts)
    for place, label in _BUTTON_LABELS.items():
        forms = forms_at(page, details, options, place)
        form_dialog.form_button(
            page,
            _subject(details.activity, place),
            forms,
            None if len(forms) == 1 else label,
        )


def forms_at(
    page: PageContext, details: ActivityDetails, options: FormOptions, place: str
) -> tuple[Form, ...]:
    """The forms at a place: where the activity is open, or on a card."""
    principal, activity = page.viewer.principal, details.activity
    match place:
        case "work":
            return milestone_and_evidence_forms.evidence_and_milestone_forms(
                principal, details, options
            )
        case "answer":
            return milestone_and_evidence_forms.comment_forms(principal, activity)
        case "promise":
            return amendment_forms.amendment_forms(page.viewer, activity, options)
        case _:
            return lifecycle_forms(principal, activity)


def restore_form(
    page: PageContext, draft: Draft
) -> tuple[FormSubject, tuple[Form, ...]] | None:
    """The forms and the subject of a draft; None if they are no longer available."""
    if draft.button_place == PROPOSE:
        meeting = page.meeting
        if meeting is None or meeting.id != draft.subject_id:
            return None
        return _proposal_subject(meeting), _proposal_forms(page, meeting)
    details = page.viewer.fetch("read.activities", activity_details, draft.subject_id)
    if details is None:
        return None
    facts = page.viewer.fetch(
        "read.facts",
        queries.facts,
        stream_id=draft.subject_id,
        newest_first=True,
        limit=400,
    ).items
    options = form_options(page, details.activity, facts)
    forms = forms_at(page, details, options, draft.button_place)
    if draft.label not in [form.label for form in forms]:
        return None
    return _subject(details.activity, draft.button_place), forms


def _subject(activity: Activity, place: str) -> FormSubject:
    return FormSubject(
        "Follow-up activity",
        f"{activity.title} ({activity.owner_name}, {activity.status})",
        {"activity_id": activity.id},
        activity.version,
        place,
        draft_id=activity.id,
    )


def form_options(
    page: PageContext, activity: Activity, facts: Sequence[Fact]
) -> FormOptions:
    """The options of the forms."""
    viewer = page.viewer
    meetings = {meeting.id: meeting for meeting in viewer.meetings()}
    current_meeting = meetings.get(activity.meeting_id)
    others = [
        other
        for other in viewer.activities(None)
        if other.is_open and other.id != activity.id
    ]
    names = distinct_meeting_names(meetings.values())
    return FormOptions(
        others=tuple((other.id, f"{other.owner} · {other.title}") for other in others),
        mergeable=tuple(
            (other.id, f"{other.owner} · {other.title}")
            for other in others
            if MergeActivities.is_possible(other.status)
        ),
        meetings=tuple(
            (meeting.id, names[meeting.id])
            for meeting in meetings.values()
            if current_meeting is not None
            and meeting.starts_on > current_meeting.starts_on
            and meeting.status != "cancelled"
        ),
        facts=[fact for fact in facts if fact.stream_id == activity.id],
    )


def proposal_button(page: PageContext) -> None:
    """A button that opens the form for a new activity of the page's meeting."""
    meeting = page.meeting
    if meeting is None or meeting.status == "cancelled":
        return
    if not delegation_options.submittable_delegations(page, ProposeActivity):
        return
    form_dialog.form_button(
        page,
        _proposal_subject(meeting),
        _proposal_forms(page, meeting),
        "Propose an activity",
    )


def _proposal_subject(meeting: Meeting) -> FormSubject:
    return FormSubject(
        "New activity",
        meeting.title,
        place=PROPOSE,
        draft_id=meeting.id,
        question=form_texts.PROPOSAL_QUESTION,
    )


def lifecycle_forms(principal: Principal, activity: Activity) -> tuple[Form, ...]:
    """What may come next of it, the most likely first."""
    forms = possible_forms(
        "activity_id",
        activity.status,
        partial(_lifecycle_form, activity),
        without=amendment_forms.COMMANDS | milestone_and_evidence_forms.COMMANDS,
    )
    return allowed_forms(principal, activity.owner, *forms)


def _lifecycle_form(activity: Activity, command: type[Command]) -> Form:
    if command is ReportProgress:
        return form_of(
            ReportProgress,
            override("percent", label="Progress", value=activity.percent),
            override(
                "reason",
                label=f"Reason for less than {activity.percent}%",
                only_below=activity.percent,
                optional=False,
            ),
            first=("percent", "reason"),
        )
    if command is ChangeDueDate:
        return amendment_forms.due_date_form(activity)
    if command is DeclineActivity:
        return form_of(DeclineActivity, explanations=(form_texts.DECLINE_NOTE,))
    return form_of(command)


def _decisions_in_force(page: PageContext, meeting: Meeting) -> Options:
    if page.viewer.principal.is_contact:
        return ()
    adopted = page.viewer.fetch(
        "read.decisions",
        agreement_queries.decisions,
        meeting_id=meeting.id,
        status=DecisionStatus.ADOPTED,
        limit=_MAX_DECISIONS,
    )
    return tuple(
        (decision.id, f"{decision.symbol} · {decision.title}")
        for decision in adopted.items
    )


def _proposal_forms(page: PageContext, meeting: Meeting) -> tuple[Form, ...]:
    """A new activity of a meeting: from an objective, a session, or a decision."""
    objectives = tuple(
        (objective.id, f"{objective.code} · {objective.text}")
        for objective in page.viewer.objectives(meeting.id)
        if objective.status is not None  # else no more is known than the aim
    )
    sessions = tuple((session.id, session.title) for session in meeting.agenda)
    due_on = quarters.quarter_end_next_year(submit.today_in(meeting.time_zone))
    origins: tuple[tuple[str, Options | None], ...] = (
        ("objective_id", objectives),
        ("decision_id", _decisions_in_force(page, meeting)),
        ("session_id", sessions),
        ("decision", None),
    )
    return tuple(
        form_of(
            ProposeActivity,
            override("due_on", value=due_on, optional=False),
            override(origin, optional=False)
            if options is None
            else override(origin, options=options, optional=False),
            label=form_texts.PROPOSAL_ORIGINS[origin],
            submit_label=ProposeActivity.TITLE,
            first=("title", origin),
            without=tuple(name for name, _ in origins if name != origin),
            given={"meeting_id": meeting.id},
        )
        for origin, options in origins
        if options is None or options
    )
