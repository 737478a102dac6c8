"""Forms for the next step of a follow-up activity, and for a new one.

These are shown wherever the activity is; those about its progress
(`milestone_and_evidence_forms`), and those that change it (`amendment_forms`), where it
is open.
"""

from datetime import date
from functools import partial

from bsm_projections.follow_up.tables import Activity
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.follow_up.commands import (
    ChangeDueDate,
    DeclineActivity,
    ProposeActivity,
    ReportProgress,
)
from dashboard.follow_up import (
    amendment_forms,
    form_texts,
    milestone_and_evidence_forms,
)
from dashboard.forms.form import Form, Options, allowed_forms
from dashboard.forms.generated_form import form_of, override, possible_forms


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


def proposal_forms(
    meeting_id: str, objectives: Options, sessions: Options, due_on: date
) -> tuple[Form, ...]:
    """A new activity of a meeting: from an objective, a session, or a decision."""
    origins: tuple[tuple[str, Options | None], ...] = (
        ("objective_id", objectives),
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
            given={"meeting_id": meeting_id},
        )
        for origin, options in origins
        if options is None or options
    )
