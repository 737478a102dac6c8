"""Handlers of the commands about milestones, dependencies, comments and evidence."""

from uuid import UUID

from bsm_domain.follow_up import (
    FollowUpActivity,
    Milestone,
    StoredFile,
    dependency_path,
    titles_along,
)
from bsm_domain.foundation.errors import InvalidValue
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.follow_up.lookups import (
    activity_to_change,
    activity_to_contribute_to,
    evidence_to_change,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    DropMilestone,
    EraseEvidence,
    ReachMilestone,
    RemoveDependency,
    SetMilestone,
    WithdrawEvidence,
)


@decide.register
def set_milestone(command: SetMilestone, context: CommandContext) -> None:
    activity = activity_to_change(context, command.activity_id)
    milestone = Milestone(
        id=command.milestone_id, title=command.title, due_on=command.due_on
    )
    context.record(activity.set_milestone(context.metadata, milestone=milestone))


@decide.register
def reach_milestone(command: ReachMilestone, context: CommandContext) -> None:
    activity = activity_to_change(context, command.activity_id)
    id = command.milestone_id
    context.record(activity.reach_milestone(context.metadata, milestone_id=id))


@decide.register
def drop_milestone(command: DropMilestone, context: CommandContext) -> None:
    activity = activity_to_change(context, command.activity_id)
    context.record(
        activity.drop_milestone(
            context.metadata,
            milestone_id=command.milestone_id,
            reason=context.seal(activity.id, "reason", command.reason),
        )
    )


@decide.register
def add_dependency(command: AddDependency, context: CommandContext) -> None:
    activity = activity_to_change(context, command.activity_id)
    context.load(FollowUpActivity, command.on)

    def find(id: UUID) -> FollowUpActivity | None:
        return context.transaction.find(FollowUpActivity, id)

    path_back = titles_along(dependency_path(command.on, (activity.id,), find), find)
    context.record(
        activity.add_dependency(context.metadata, on=command.on, path_back=path_back)
    )


@decide.register
def remove_dependency(command: RemoveDependency, context: CommandContext) -> None:
    activity = activity_to_change(context, command.activity_id)
    context.record(activity.remove_dependency(context.metadata, on=command.on))


@decide.register
def comment_on_activity(command: CommentOnActivity, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    context.record(
        activity.comment(
            context.metadata,
            comment_id=command.comment_id,
            text=context.seal(activity.id, "text", command.text),
            mentions=tuple(dict.fromkeys(command.mentions)),
        )
    )


@decide.register
def attach_evidence(command: AttachEvidence, context: CommandContext) -> None:
    activity = context.load(FollowUpActivity, command.activity_id)
    if command.evidence_id in activity.evidence:
        activity = evidence_to_change(context, activity.id, command.evidence_id)
    else:
        activity = activity_to_contribute_to(context, activity.id)
    if (command.file is None) == (command.url is None):
        raise InvalidValue("evidence is either a file or a link", field="url")
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


@decide.register
def erase_evidence(command: EraseEvidence, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    context.record(
        activity.erase_evidence(
            context.metadata,
            evidence_id=command.evidence_id,
            revision=command.revision,
            reason=context.seal(activity.id, "reason", command.reason),
        )
    )
