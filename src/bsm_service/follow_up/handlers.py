"""Handlers of commands about follow-up activities that need more than a decision."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from bsm_domain.agreement.decision import Decision
from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import (
    ActivityTerms,
    DecisionOrigin,
    ObjectiveOrigin,
    Origin,
    SessionOrigin,
    StoredFile,
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
from bsm_service.agreement.participation import require_part_in_agreement
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.follow_up.commands import (
    ChangeDueDate,
    ChangePartners,
    CorrectReport,
    HandOverActivity,
    ProposeActivity,
    SettleDueDate,
)
from bsm_service.follow_up.lookups import (
    activity_to_contribute_to,
    due_date,
    evidence_to_change,
    meetings_of_activity,
    require_known_delegations,
    resolve_owner,
    titles_on_path,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    WithdrawEvidence,
)


@decide.register
def propose_activity(command: ProposeActivity, context: CommandContext) -> None:
    context.require_permission(delegation=command.owner)
    source = _source_of(command, context)
    meeting = source.meeting
    id = context.begin_stream(FollowUpActivity, command.activity_id)
    with errors_within("partners"):
        require_known_delegations(command.partners, meeting)
    owner = resolve_owner(
        command.owner, command.agency, command.person, context, meeting
    )
    proposed = FollowUpActivity.propose(
        id,
        context.metadata,
        meeting_id=meeting.id,
        origin=source.origin,
        audience=source.audience,
        terms=ActivityTerms(
            title=command.title,
            owner=owner,
            partners=command.partners,
            due=due_date(
                command.due_on,
                command.due_precision,
                meeting,
                proposed_at=context.metadata.occurred_at,
            ),
        ),
    )
    context.record(proposed)
    if source.is_released:
        released = FollowUpActivity.begin(proposed).release(context.metadata)
        assert released is not None
        context.record(released)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where an activity comes from. What is for focal points only may have follow-up
    for everybody: that `is_released` once it is proposed, so that its first fact, which
    says where it comes from, is for focal points only as well.
    """

    origin: Origin
    meeting: Meeting
    audience: MatterAudience
    is_released: bool = False


def _source_of(command: ProposeActivity, context: CommandContext) -> _Source:
    origins = (
        *(command.objective_id, command.decision_id),
        *(command.session_id, command.decision),
    )
    if sum(origin is not None for origin in origins) != 1:
        raise InvalidValue(
            "an activity arises from one objective, session or decision; give only one",
            field="objective_id",
        )
    if command.objective_id is not None:
        objective = context.load(Objective, command.objective_id)
        if command.meeting_id not in (None, objective.meeting_id):
            raise InvalidValue(
                "the objective belongs to another meeting; choose that meeting",
                field="meeting_id",
            )
        return _Source(
            ObjectiveOrigin(objective_id=objective.id),
            context.load(Meeting, objective.meeting_id),
            objective.audience,
        )
    if command.decision_id is not None:
        return _decision_source(command.decision_id, command.meeting_id, context)
    if command.meeting_id is None:
        raise InvalidValue(
            "choose the meeting of the session or decision", field="meeting_id"
        )
    meeting = context.load(Meeting, command.meeting_id)
    if command.decision is not None:
        origin = DecisionOrigin(symbol=command.decision)
        return _Source(origin, meeting, MatterAudience.ALL)
    assert command.session_id is not None
    audience = meeting.sessions.get(command.session_id)
    if audience is None:
        raise NotFound(f"the meeting has no session “{command.session_id}”")
    return _Source(SessionOrigin(session_id=command.session_id), meeting, audience)


def _decision_source(
    id: UUID, meeting_id: UUID | None, context: CommandContext
) -> _Source:
    require_part_in_agreement(context.principal)
    decision = context.load(Decision, id)
    if meeting_id not in (None, decision.meeting_id):
        raise InvalidValue(
            "the decision belongs to another meeting; choose that meeting",
            field="meeting_id",
        )
    if not decision.is_in_force or decision.adoption is None:
        raise InvalidTransition(
            "an activity can come from a decision once it is adopted (now: "
            f"{decision.status})"
        )
    is_restricted = decision.audience is MatterAudience.FOCAL_POINTS
    return _Source(
        DecisionOrigin(symbol=decision.adoption.symbol, decision_id=decision.id),
        context.load(Meeting, decision.meeting_id),
        decision.audience,
        is_released=is_restricted and decision.follow_up_audience is MatterAudience.ALL,
    )


@decide.register
def hand_over_activity(command: HandOverActivity, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    context.require_permission(delegation=command.owner)
    meetings = meetings_of_activity(context, activity)
    owner = resolve_owner(
        command.owner, command.agency, command.person, context, *meetings
    )
    reason = context.seal(activity.id, "reason", command.reason)
    context.record(activity.hand_over(context.metadata, owner=owner, reason=reason))


@decide.register
def change_partners(command: ChangePartners, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    added = {*command.partners}.difference(activity.terms.partners)
    with errors_within("partners"):
        require_known_delegations(
            sorted(added), *meetings_of_activity(context, activity)
        )
    context.record(
        activity.change_partners(context.metadata, partners=command.partners)
    )


@decide.register
def correct_report(command: CorrectReport, context: CommandContext) -> None:
    def delegation_of(activity: FollowUpActivity) -> str | None:
        report = activity.reports.get(command.corrects)
        if report is not None and report.is_confirmation:
            # The party that confirmed corrects it; the aggregate refuses the owner.
            return report.by.delegation
        return activity.owning_delegation

    activity = context.load_to_change(
        FollowUpActivity, command.activity_id, delegation_of=delegation_of
    )
    context.record(
        activity.correct_report(
            context.metadata,
            corrects=command.corrects,
            percent=command.percent,
            happened_at=context.metadata.occurred_at if command.occurred_at else None,
            reason=context.seal(activity.id, "reason", command.reason),
        )
    )


@decide.register
def change_due_date(command: ChangeDueDate, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    meeting = context.load(Meeting, activity.meeting_id)
    due = due_date(
        command.due_on,
        command.due_precision,
        meeting,
        proposed_at=context.metadata.occurred_at,
    )
    reason = context.seal(activity.id, "reason", command.reason)
    context.record(activity.change_due_date(context.metadata, due=due, reason=reason))


@decide.register
def settle_due_date(command: SettleDueDate, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    following = context.load(Meeting, command.meeting_id)
    own = context.load(Meeting, activity.meeting_id)
    if following.details.starts_on <= own.details.ends_on:
        raise InvalidTransition(
            "this meeting is not later than the one that follows up the activity"
        )
    day = following.details.starts_on - timedelta(days=1)
    context.record(
        activity.settle_due_date(context.metadata, on=day, meeting_id=following.id)
    )


@decide.register
def add_dependency(command: AddDependency, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    context.load(FollowUpActivity, command.on)
    path_back = titles_on_path(context, command.on, (activity.id,))
    context.record(
        activity.add_dependency(context.metadata, on=command.on, path_back=path_back)
    )


@decide.register
def attach_evidence(command: AttachEvidence, context: CommandContext) -> None:
    activity = context.load(FollowUpActivity, command.activity_id)
    if command.evidence_id in activity.evidence:
        activity = evidence_to_change(context, activity.id, command.evidence_id)
    else:
        activity = activity_to_contribute_to(context, activity.id)
    if (command.file is None) == (command.url is None):
        raise InvalidValue("give either a file or a link, not both", field="url")
    file = name = None
    if command.file is not None:
        content = context.uploaded_file(command.file.sha256)
        file = StoredFile(
            sha256=content.sha256, size=content.size, media_type=content.media_type
        )
        name = context.seal(activity.id, "name", command.file.name)
    context.record(
        activity.attach_evidence(
            context.metadata,
            evidence_id=command.evidence_id,
            file=file,
            name=name,
            url=context.seal_optional(activity.id, "url", command.url),
            note=context.seal_optional(activity.id, "note", command.note),
            expires_on=command.expires_on,
        )
    )


@decide.register
def withdraw_evidence(command: WithdrawEvidence, context: CommandContext) -> None:
    id = command.evidence_id
    activity = evidence_to_change(context, command.activity_id, id)
    context.record(
        activity.withdraw_evidence(
            context.metadata,
            evidence_id=id,
            reason=context.seal(activity.id, "reason", command.reason),
        )
    )
