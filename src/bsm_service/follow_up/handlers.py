"""Handlers of commands about follow-up activities that need more than a decision."""

from datetime import timedelta

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import (
    ActivityTerms,
    StoredFile,
)
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    errors_within,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.follow_up.activity_sources import source_of
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
    source = source_of(command, context)
    meeting = source.meeting
    meeting.must_not_be_cancelled()
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
    following.must_not_be_cancelled()
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
