"""Work on follow-up activities: steps, what they wait for, words and evidence."""

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
from bsm_service.follow_up.work_commands import (
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
def _(command: SetMilestone, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    milestone = Milestone(
        id=command.milestone_id, title=command.title, due_on=command.due_on
    )
    case.record(activity.set_milestone(case.stamp, milestone=milestone))


@decide.register
def _(command: ReachMilestone, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    id = command.milestone_id
    case.record(activity.reach_milestone(case.stamp, milestone_id=id))


@decide.register
def _(command: DropMilestone, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    case.record(
        activity.drop_milestone(
            case.stamp,
            milestone_id=command.milestone_id,
            reason=case.sealed(activity.id, "reason", command.reason),
        )
    )


@decide.register
def _(command: AddDependency, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    case.load(FollowUpActivity, command.on)

    def find(id: UUID) -> FollowUpActivity | None:
        return case.turn.find(FollowUpActivity, id)

    path_back = titles_along(dependency_path(command.on, (activity.id,), find), find)
    case.record(activity.add_dependency(case.stamp, on=command.on, path_back=path_back))


@decide.register
def _(command: RemoveDependency, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    case.record(activity.remove_dependency(case.stamp, on=command.on))


@decide.register
def _(command: CommentOnActivity, case: CommandContext) -> None:
    activity = case.change(FollowUpActivity, command.activity_id)
    case.record(
        activity.comment(
            case.stamp,
            comment_id=command.comment_id,
            text=case.sealed(activity.id, "text", command.text),
            mentions=tuple(dict.fromkeys(command.mentions)),
        )
    )


@decide.register
def _(command: AttachEvidence, case: CommandContext) -> None:
    activity = case.load(FollowUpActivity, command.activity_id)
    if command.evidence_id in activity.evidence:
        activity = evidence_to_change(case, activity.id, command.evidence_id)
    else:
        activity = activity_to_contribute_to(case, activity.id)
    if (command.file is None) == (command.url is None):
        raise InvalidValue("evidence is either a file or a link", field="url")
    file = name = None
    if command.file is not None:
        content = case.content(command.file.sha256)
        file = StoredFile(
            sha256=content.sha256, size=content.size, media_type=content.media_type
        )
        name = case.sealed(activity.id, "name", command.file.name)
    case.record(
        activity.attach_evidence(
            case.stamp,
            evidence_id=command.evidence_id,
            file=file,
            name=name,
            url=case.sealed_if_said(activity.id, "url", command.url),
            note=case.sealed_if_said(activity.id, "note", command.note),
            expires_on=command.expires_on,
        )
    )


@decide.register
def _(command: WithdrawEvidence, case: CommandContext) -> None:
    id = command.evidence_id
    activity = evidence_to_change(case, command.activity_id, id)
    case.record(
        activity.withdraw_evidence(
            case.stamp,
            evidence_id=id,
            reason=case.sealed(activity.id, "reason", command.reason),
        )
    )


@decide.register
def _(command: EraseEvidence, case: CommandContext) -> None:
    activity = case.change(FollowUpActivity, command.activity_id)
    case.record(
        activity.erase_evidence(
            case.stamp,
            evidence_id=command.evidence_id,
            revision=command.revision,
            reason=case.sealed(activity.id, "reason", command.reason),
        )
    )
