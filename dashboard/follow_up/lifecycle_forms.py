"""Forms for the next step of a follow-up activity, and for a new one.

Hints, as in `command_form`: the command service and the aggregate decide. These are
shown wherever the activity is; those about its progress (`evidence_forms`), and those
that change it (`amendment_forms`), where it is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up.queries import Activity
from bsm_projections.history.queries import Fact
from bsm_projections.meetings.objective_queries import Objective
from bsm_service.access.permissions import Principal
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
from dashboard.forms.command_form import (
    CommandForm,
    FieldKind,
    FormField,
    allowed_forms,
    reason_field,
)
from dashboard.forms.submit import may_submit

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What there is to choose from: other open activities, those of them that may be
    merged, delegations (code, then name), later meetings, and the activity's facts.
    """

    others: Options = ()
    mergeable: Options = ()
    delegations: Options = ()
    meetings: Options = ()
    facts: Sequence[Fact] = ()


NOTE_FIELD = FormField("note", "Note", optional=True, max_length=5_000)
QUARTER_FIELD = FormField(
    "due_precision", "Until the end of that quarter", FieldKind.QUARTER
)

_AGREE = CommandForm(AgreeActivity, "Agree", "Record that it is agreed")
_ACCEPT = CommandForm(AcceptActivity, "Accept", "Accept the activity")
_DECLINE = CommandForm(
    DeclineActivity,
    "Decline",
    "Decline the activity",
    (reason_field("Why it is not taken on"),),
    explanations=(form_texts.DECLINE_NOTE,),
)
_COMPLETE = CommandForm(
    ReportComplete, "Report complete", "Report it complete", (NOTE_FIELD,)
)
_CONFIRM = CommandForm(ConfirmActivity, "Confirm as done", "Confirm that it is done")
_RETURN = CommandForm(
    ReturnActivity,
    "Return",
    "Return it to its owner",
    (reason_field("What is missing"),),
)
_BLOCK = CommandForm(
    BlockActivity,
    "Block",
    "Record that it is blocked",
    (FormField("blocked_by", "What blocks it", max_length=2_000),),
)
_UNBLOCK = CommandForm(UnblockActivity, "Unblock", "Record that the way is free")
_REOPEN = CommandForm(
    ReopenActivity, "Reopen", "Reopen the activity", (reason_field(),)
)
_WITHDRAW = CommandForm(
    WithdrawActivity, "Withdraw", "Withdraw the activity", (reason_field(),)
)

IN_WORK_STATUSES = (ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS)
# What may be split or merged.
_BLOCKABLE_STATUSES = (ActivityStatus.AGREED, *IN_WORK_STATUSES)


def lifecycle_forms(
    principal: Principal, activity: Activity
) -> tuple[CommandForm, ...]:
    """What may come next of it, the most likely first."""
    status = ActivityStatus(activity.status)
    command_forms: list[CommandForm] = []
    if status is ActivityStatus.PROPOSED:
        command_forms.append(_AGREE)
    if status is ActivityStatus.AGREED:
        command_forms += [_ACCEPT, _DECLINE]
    if status in IN_WORK_STATUSES:
        command_forms += [_progress_form(activity), _COMPLETE]
    if status is ActivityStatus.REPORTED_COMPLETE:
        command_forms += [_CONFIRM, _RETURN]
    if status is ActivityStatus.BLOCKED:
        command_forms.append(_UNBLOCK)
    if activity.is_open:
        command_forms.append(due_date_form(activity))
    if status in _BLOCKABLE_STATUSES:
        command_forms.append(_BLOCK)
    if activity.is_open:
        command_forms.append(_WITHDRAW)
    else:
        command_forms.append(_REOPEN)
    return allowed_forms(principal, activity.owner, command_forms)


def _progress_form(activity: Activity) -> CommandForm:
    return CommandForm(
        ReportProgress,
        "Report progress",
        "Report",
        (
            FormField(
                "percent", "How much is done", FieldKind.PERCENT, value=activity.percent
            ),
            replace(
                reason_field(f"Why less than {activity.percent} %"),
                only_below=activity.percent,
            ),
            NOTE_FIELD,
        ),
    )


def due_date_form(activity: Activity) -> CommandForm:
    by_quarter = activity.due_precision == "quarter"
    return CommandForm(
        ChangeDueDate,
        "Change due date",
        "Change the due date",
        (
            FormField("due_on", "New last day", FieldKind.DATE, value=activity.due_on),
            replace(QUARTER_FIELD, value=by_quarter),
            reason_field(),
        ),
    )


def proposal_forms(
    principal: Principal,
    meeting_id: str,
    objectives: Sequence[Objective],
    sessions: Options,
    delegations: Sequence[tuple[str, str]],
    due_on: date,
) -> tuple[CommandForm, ...]:
    """A new activity of a meeting; a focal point proposes for its own delegation.

    `delegations` are codes with names, in the order in which they are listed;
    `sessions` ids with titles.
    """
    owners = tuple(
        delegation
        for delegation in delegations
        if may_submit(principal, ProposeActivity, delegation[0])
    )
    if not owners:
        return ()
    activity_fields = (
        FormField("title", "What is to be done", FieldKind.LINE, max_length=300),
        FormField("owner", "Who does it", FieldKind.CHOICE, owners),
        FormField(
            "agency", "Its agency", FieldKind.LINE, optional=True, max_length=300
        ),
        FormField("partners", "With whom", FieldKind.CHOICES, tuple(delegations), True),
        FormField("due_on", "Until when", FieldKind.DATE, value=due_on),
        QUARTER_FIELD,
        FormField("until_next", form_texts.UNTIL_NEXT_MEETING, FieldKind.CHECKBOX),
    )
    objective_options = tuple(
        (objective.id, f"{objective.code} · {objective.text}")
        for objective in objectives
    )

    def to_command(values: dict[str, object]) -> dict[str, object]:
        return due_at_next_meeting(values | {"meeting_id": meeting_id})

    origins = (
        (
            "objective",
            "objective_id",
            "Which objective it follows from",
            objective_options,
        ),
        ("session", "session_id", "In which session it was taken on", sessions),
        ("decision", "decision", "Symbol of the decision it carries out", None),
    )
    return tuple(
        CommandForm(
            ProposeActivity,
            form_texts.PROPOSAL_ORIGINS[kind],
            "Propose",
            (
                activity_fields[0],
                FormField(name, label, FieldKind.LINE, max_length=300)
                if options is None
                else FormField(name, label, FieldKind.CHOICE, options),
                *activity_fields[1:],
            ),
            to_command=to_command,
        )
        for kind, name, label, options in origins
        if options is None or options
    )


def due_at_next_meeting(values: dict[str, object]) -> dict[str, object]:
    """Before the next meeting, whose day nobody need know."""
    if values.pop("until_next", None):
        values.pop("due_on", None)
        values["due_precision"] = "next meeting"
    return values
