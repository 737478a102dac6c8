"""Forms for the next step of a follow-up activity, and for a new one.

These are shown wherever the activity is; those about its progress
(`milestone_and_evidence_forms`), and those that change it (`amendment_forms`), where it
is open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up.tables import Activity
from bsm_projections.history.tables import Fact
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    DeclineActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    UnblockActivity,
    WithdrawActivity,
)
from dashboard.follow_up import form_texts
from dashboard.forms.form import Form, Options, allowed_forms
from dashboard.forms.generated_form import form_of, override


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What there is to choose from: other open activities, those of them that may be
    merged, later meetings, and the activity's facts.
    """

    others: Options = ()
    mergeable: Options = ()
    meetings: Options = ()
    facts: Sequence[Fact] = ()


IN_WORK_STATUSES = (ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS)
_AGREED = (ChangeDueDate, BlockActivity, WithdrawActivity)
# What may come next, the most likely first.
_NEXT_STEPS: Mapping[ActivityStatus, tuple[type[Command], ...]] = {
    ActivityStatus.PROPOSED: (AgreeActivity, ChangeDueDate, WithdrawActivity),
    ActivityStatus.AGREED: (AcceptActivity, DeclineActivity, *_AGREED),
    ActivityStatus.ACCEPTED: (ReportProgress, ReportComplete, *_AGREED),
    ActivityStatus.IN_PROGRESS: (ReportProgress, ReportComplete, *_AGREED),
    ActivityStatus.REPORTED_COMPLETE: (
        *(ConfirmActivity, ReturnActivity),
        *(ChangeDueDate, WithdrawActivity),
    ),
    ActivityStatus.BLOCKED: (UnblockActivity, ChangeDueDate, WithdrawActivity),
}


def lifecycle_forms(principal: Principal, activity: Activity) -> tuple[Form, ...]:
    """What may come next of it, the most likely first."""
    commands = _NEXT_STEPS.get(ActivityStatus(activity.status), (ReopenActivity,))
    forms = (_lifecycle_form(command, activity) for command in commands)
    return allowed_forms(principal, activity.owner, *forms)


def _lifecycle_form(command: type[Command], activity: Activity) -> Form:
    if command is ReportProgress:
        return form_of(
            ReportProgress,
            override("percent", label="Progress", value=activity.percent),
            override(
                "reason",
                label=f"Reason for less than {activity.percent} %",
                only_below=activity.percent,
                optional=False,
            ),
            first=("percent", "reason"),
        )
    if command is ChangeDueDate:
        return due_date_form(activity)
    if command is DeclineActivity:
        return form_of(DeclineActivity, explanations=(form_texts.DECLINE_NOTE,))
    return form_of(command)


def due_date_form(activity: Activity) -> Form:
    return form_of(
        ChangeDueDate,
        override("due_on", value=activity.due_on, optional=False),
        override("due_precision", value=activity.due_precision),
    )


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
