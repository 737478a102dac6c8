"""Follow-up activities: their promise, their progress, their end."""

from uuid import UUID

from bsm_domain.follow_up_activity import FollowUpActivity, ObjectiveOrigin, Promise
from bsm_domain.meeting import Meeting
from bsm_domain.objective import Objective
from bsm_domain.values import DueDate, Owner
from bsm_service import commands as ask
from bsm_service.case import Case, decide


@decide.register
def _(command: ask.ProposeActivity, case: Case) -> None:
    case.permit(delegation=command.owner)
    objective = case.load(Objective, command.objective_id)
    meeting = case.load(Meeting, objective.meeting_id)
    id = case.begin(FollowUpActivity, command.activity_id)
    case.record(
        FollowUpActivity.propose(
            id,
            case.stamp,
            meeting_id=meeting.id,
            origin=ObjectiveOrigin(objective_id=objective.id),
            audience=objective.audience,
            promise=Promise(
                title=command.title,
                owner=Owner(delegation=command.owner, agency=command.agency),
                partners=command.partners,
                due=DueDate(
                    on=command.due_on,
                    precision=command.due_precision,
                    time_zone=meeting.details.time_zone,
                ),
            ),
        )
    )


def _activity(case: Case, id: UUID) -> FollowUpActivity:
    return case.change(
        FollowUpActivity, id, of=lambda found: found.promise.owner.delegation
    )


@decide.register
def _(command: ask.AgreeActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).agree(case.stamp))


@decide.register
def _(command: ask.AcceptActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).accept(case.stamp))


@decide.register
def _(command: ask.ReportProgress, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    case.record(
        activity.report_progress(
            case.stamp,
            percent=command.percent,
            note=case.sealed_if_said(activity.id, "note", command.note),
            reason=case.sealed_if_said(activity.id, "reason", command.reason),
        )
    )


@decide.register
def _(command: ask.ReportComplete, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    note = case.sealed_if_said(activity.id, "note", command.note)
    case.record(activity.report_complete(case.stamp, note=note))


@decide.register
def _(command: ask.ConfirmActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).confirm(case.stamp))


@decide.register
def _(command: ask.ReturnActivity, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.send_back(case.stamp, reason=reason))


@decide.register
def _(command: ask.ChangeDueDate, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    due = DueDate(
        on=command.due_on,
        precision=command.due_precision,
        time_zone=activity.promise.due.time_zone,
    )
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.change_due_date(case.stamp, due=due, reason=reason))


@decide.register
def _(command: ask.BlockActivity, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    blocked_by = case.sealed(activity.id, "blocked_by", command.blocked_by)
    case.record(activity.block(case.stamp, blocked_by=blocked_by))


@decide.register
def _(command: ask.UnblockActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).unblock(case.stamp))


@decide.register
def _(command: ask.WithdrawActivity, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.withdraw(case.stamp, reason=reason))
