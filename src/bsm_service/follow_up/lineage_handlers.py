"""Handlers of the commands that carry over, replace, split and merge activities."""

from uuid import UUID

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.lineage import Successor, propose_successor
from bsm_domain.follow_up.milestones_and_evidence import refuse_cycle
from bsm_domain.follow_up.values import ActivityTerms, LineageKind
from bsm_domain.foundation.errors import AlreadyExists, InvalidValue, errors_within
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.values import Owner
from bsm_domain.meetings.meeting import Meeting
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    Continuation,
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)
from bsm_service.follow_up.lookups import (
    due_date,
    meetings_of_activity,
    require_known_delegations,
    resolve_owner,
    titles_on_path,
)
from bsm_service.foundation.identifiers import derived_id


@decide.register
def carry_over(command: CarryOver, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    meeting = context.load(Meeting, command.meeting_id)
    meeting.must_not_be_cancelled()
    present = context.load(Meeting, activity.meeting_id)
    if meeting.details.starts_on <= present.details.starts_on and meeting != present:
        raise InvalidValue(
            "choose a meeting after the current one of "
            f"{format_date(present.details.starts_on)} (you chose the one of "
            f"{format_date(meeting.details.starts_on)})",
            field="meeting_id",
        )
    due = None
    if command.due_on is not None or command.due_precision is not None:
        precision = command.due_precision or activity.terms.due.precision
        due = due_date(
            command.due_on, precision, meeting, proposed_at=context.metadata.occurred_at
        )
    reason = context.seal_optional(activity.id, "reason", command.reason)
    context.record(
        activity.carry_over(
            context.metadata, meeting_id=meeting.id, due=due, reason=reason
        )
    )


@decide.register
def supersede_activity(command: SupersedeActivity, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    successor = context.load(FollowUpActivity, command.by)
    if successor.id != activity.id:
        refuse_cycle(titles_on_path(context, successor.id, (activity.id,)))
    reason = context.seal(activity.id, "reason", command.reason)
    context.record(activity.supersede(context.metadata, by=successor, reason=reason))


@decide.register
def split_activity(command: SplitActivity, context: CommandContext) -> None:
    activity = context.load_to_change(FollowUpActivity, command.activity_id)
    reason = context.seal(activity.id, "reason", command.reason)
    parts = []
    for number, part in enumerate(command.parts, start=1):
        with errors_within(f"parts.{number - 1}"):
            parts.append(
                _continuation(
                    part, activity, activity.meeting_id, context, f"part {number}"
                )
            )
    if len({part.id for part in parts}) < len(parts):
        raise InvalidValue(
            "two parts have the same ID; give each its own", field="parts"
        )
    for fact in activity.split(context.metadata, into=parts, reason=reason):
        context.record(fact)


@decide.register
def merge_activities(command: MergeActivities, context: CommandContext) -> None:
    context.require_permission()
    ids = tuple(dict.fromkeys(command.activities))
    if len(ids) < len(command.activities):
        raise InvalidValue(
            "an activity is listed twice; list each activity once", field="activities"
        )
    parents = [context.load(FollowUpActivity, id) for id in ids]
    by_meeting = sorted(parents, key=lambda activity: _start_date(context, activity))
    with errors_within("into"):
        into = _continuation(
            command.into, parents[0], by_meeting[-1].meeting_id, context, "merged"
        )
    context.begin_stream(FollowUpActivity, into.id)
    context.record(
        *propose_successor(context.metadata, into, LineageKind.MERGE, by_meeting)
    )
    for parent in parents:
        context.require_permission(delegation=parent.terms.owner.delegation)
        # A dependency of one of them must not depend on another of them.
        for awaited in parent.depends_on.difference(ids):
            refuse_cycle(titles_on_path(context, awaited, ids))
        reason = context.seal(parent.id, "reason", command.reason)
        context.record(parent.merge_into(context.metadata, into=into.id, reason=reason))


def _start_date(context: CommandContext, activity: FollowUpActivity) -> str:
    meeting = context.load(Meeting, activity.meeting_id)
    return meeting.details.starts_on.isoformat()


def _continuation(
    changes: Continuation,
    predecessor: FollowUpActivity,
    meeting_id: UUID,
    context: CommandContext,
    name: str,
) -> Successor:
    """The activity that continues another at that meeting; fields left out are kept."""
    id = changes.activity_id or derived_id(context.metadata.command_id, name)
    if context.transaction.is_taken(id):
        raise AlreadyExists(
            f"the ID {id} is already in use; choose another ID for the new activity"
        )
    meeting = context.load(Meeting, meeting_id)
    owner = _owner_of(changes, predecessor, context)
    partners = (
        predecessor.terms.partners if changes.partners is None else changes.partners
    )
    if changes.partners is None:
        partners = tuple(partner for partner in partners if partner != owner.delegation)
    else:
        added = {*changes.partners}.difference(predecessor.terms.partners)
        with errors_within("partners"):
            require_known_delegations(
                sorted(added), *meetings_of_activity(context, predecessor), meeting
            )
    due = predecessor.due_date_at_meeting(meeting.id)
    if changes.due_on is not None:
        due = due_date(
            changes.due_on,
            changes.due_precision,
            meeting,
            proposed_at=context.metadata.occurred_at,
        )
    terms = ActivityTerms(title=changes.title, owner=owner, partners=partners, due=due)
    return Successor(id, terms)


def _owner_of(
    changes: Continuation, predecessor: FollowUpActivity, context: CommandContext
) -> Owner:
    if (changes.owner, changes.agency, changes.person) == (None, None, None):
        return predecessor.terms.owner
    delegation = changes.owner or predecessor.terms.owner.delegation
    meetings = meetings_of_activity(context, predecessor)
    return resolve_owner(delegation, changes.agency, changes.person, context, *meetings)
