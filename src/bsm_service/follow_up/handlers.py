"""Follow-up activities: their promise, their progress, their end."""

from datetime import timedelta

from bsm_domain.follow_up import (
    ActivityTerms,
    DecisionOrigin,
    FollowUpActivity,
    ObjectiveOrigin,
    Origin,
    SessionOrigin,
)
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotFound,
    errors_within,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.objective import Objective
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ChangePartners,
    ConfirmActivity,
    CorrectReport,
    DeclineActivity,
    HandOverActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    SettleDueDate,
    UnblockActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lookups import (
    activity_to_change,
    due_date,
    meetings_of_activity,
    require_known_delegations,
    resolve_owner,
)


@decide.register
def _(command: ProposeActivity, case: CommandContext) -> None:
    case.permit(delegation=command.owner)
    origin, meeting, audience = _origin(command, case)
    id = case.begin(FollowUpActivity, command.activity_id)
    with errors_within("partners"):
        require_known_delegations(command.partners, meeting)
    owner = resolve_owner(command.owner, command.agency, command.person, case, meeting)
    case.record(
        FollowUpActivity.propose(
            id,
            case.stamp,
            meeting_id=meeting.id,
            origin=origin,
            audience=audience,
            promise=ActivityTerms(
                title=command.title,
                owner=owner,
                partners=command.partners,
                due=due_date(
                    command.due_on,
                    command.due_precision,
                    meeting,
                    proposed_at=case.stamp.occurred_at,
                ),
            ),
        )
    )


def _origin(
    command: ProposeActivity, case: CommandContext
) -> tuple[Origin, Meeting, MatterAudience]:
    """Where it comes from, the meeting that promised it, and for whom it is."""
    told = (command.objective_id, command.session_id, command.decision)
    if sum(one is not None for one in told) != 1:
        raise InvalidValue(
            "an activity is proposed from one thing: an objective, a session or a "
            "decision",
            field="objective_id",
        )
    if command.objective_id is not None:
        objective = case.load(Objective, command.objective_id)
        if command.meeting_id not in (None, objective.meeting_id):
            raise InvalidValue(
                "the objective is of another meeting", field="meeting_id"
            )
        origin = ObjectiveOrigin(objective_id=objective.id)
        return origin, case.load(Meeting, objective.meeting_id), objective.audience
    if command.meeting_id is None:
        raise InvalidValue(
            "say of which meeting the session or decision is", field="meeting_id"
        )
    meeting = case.load(Meeting, command.meeting_id)
    if command.decision is not None:
        return DecisionOrigin(symbol=command.decision), meeting, MatterAudience.ALL
    assert command.session_id is not None
    audience = meeting.sessions.get(command.session_id)
    if audience is None:
        raise NotFound(f"the meeting has no session {command.session_id}")
    return SessionOrigin(session_id=command.session_id), meeting, audience


@decide.register
def _(command: AgreeActivity, case: CommandContext) -> None:
    case.record(activity_to_change(case, command.activity_id).agree(case.stamp))


@decide.register
def _(command: AcceptActivity, case: CommandContext) -> None:
    case.record(activity_to_change(case, command.activity_id).accept(case.stamp))


@decide.register
def _(command: ReportProgress, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    case.record(
        activity.report_progress(
            case.stamp,
            percent=command.percent,
            note=case.sealed_if_said(activity.id, "note", command.note),
            reason=case.sealed_if_said(activity.id, "reason", command.reason),
        )
    )


@decide.register
def _(command: ReportComplete, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    note = case.sealed_if_said(activity.id, "note", command.note)
    case.record(activity.report_complete(case.stamp, note=note))


@decide.register
def _(command: ConfirmActivity, case: CommandContext) -> None:
    case.record(activity_to_change(case, command.activity_id).confirm(case.stamp))


@decide.register
def _(command: ReturnActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.return_to_owner(case.stamp, reason=reason))


@decide.register
def _(command: DeclineActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.decline(case.stamp, reason=reason))


@decide.register
def _(command: HandOverActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    case.permit(delegation=command.owner)
    meetings = meetings_of_activity(case, activity)
    owner = resolve_owner(
        command.owner, command.agency, command.person, case, *meetings
    )
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.hand_over(case.stamp, owner=owner, reason=reason))


@decide.register
def _(command: ChangePartners, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    added = {*command.partners}.difference(activity.promise.partners)
    with errors_within("partners"):
        require_known_delegations(sorted(added), *meetings_of_activity(case, activity))
    case.record(activity.change_partners(case.stamp, partners=command.partners))


@decide.register
def _(command: CorrectReport, case: CommandContext) -> None:
    activity = case.load(FollowUpActivity, command.activity_id)
    report = activity.reports.get(command.corrects)
    if report is not None and report.is_confirmation:
        # A confirmation is theirs who confirmed; the aggregate refuses the owner.
        by = report.by.delegation
        activity = case.change(FollowUpActivity, activity.id, of=lambda _: by)
    else:
        activity = activity_to_change(case, command.activity_id)
    case.record(
        activity.correct_report(
            case.stamp,
            corrects=command.corrects,
            percent=command.percent,
            happened_at=case.stamp.occurred_at if command.occurred_at else None,
            reason=case.sealed(activity.id, "reason", command.reason),
        )
    )


@decide.register
def _(command: ChangeDueDate, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    meeting = case.load(Meeting, activity.meeting_id)
    due = due_date(
        command.due_on,
        command.due_precision,
        meeting,
        proposed_at=case.stamp.occurred_at,
    )
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.change_due_date(case.stamp, due=due, reason=reason))


@decide.register
def _(command: SettleDueDate, case: CommandContext) -> None:
    activity = case.change(FollowUpActivity, command.activity_id)
    following = case.load(Meeting, command.meeting_id)
    own = case.load(Meeting, activity.meeting_id)
    if following.details.starts_on <= own.details.ends_on:
        raise InvalidTransition("this is no meeting after the one that follows it")
    on = following.details.starts_on - timedelta(days=1)
    case.record(activity.settle_due_date(case.stamp, on=on, meeting_id=following.id))


@decide.register
def _(command: BlockActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    blocked_by = case.sealed(activity.id, "blocked_by", command.blocked_by)
    case.record(activity.block(case.stamp, blocked_by=blocked_by))


@decide.register
def _(command: UnblockActivity, case: CommandContext) -> None:
    case.record(activity_to_change(case, command.activity_id).unblock(case.stamp))


@decide.register
def _(command: WithdrawActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.withdraw(case.stamp, reason=reason))


@decide.register
def _(command: ReopenActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.reopen(case.stamp, reason=reason))
