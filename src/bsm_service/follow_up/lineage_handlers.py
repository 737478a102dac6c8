"""Follow-up activities across meetings: carried over, superseded, split, merged."""

from collections.abc import Sequence
from uuid import UUID

from bsm_domain.follow_up import (
    ActivityTerms,
    FollowUpActivity,
    LineageKind,
    Successor,
    dependency_path,
    propose_successor,
    refuse_cycle,
    titles_along,
)
from bsm_domain.foundation.errors import AlreadyExists, InvalidValue, errors_within
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
    activity_to_change,
    due_date,
    meetings_of_activity,
    require_known_delegations,
    resolve_owner,
)
from bsm_service.foundation.identifiers import derived_id


@decide.register
def _(command: CarryOver, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    meeting = case.load(Meeting, command.meeting_id)
    present = case.load(Meeting, activity.meeting_id)
    if meeting.details.starts_on <= present.details.starts_on and meeting != present:
        raise InvalidValue(
            "an activity is carried over to a later meeting than the one of "
            f"{present.details.starts_on}, not to that of {meeting.details.starts_on}",
            field="meeting_id",
        )
    due = None
    if command.due_on is not None or command.due_precision is not None:
        precision = command.due_precision or activity.promise.due.precision
        due = due_date(
            command.due_on, precision, meeting, proposed_at=case.stamp.occurred_at
        )
    reason = case.sealed_if_said(activity.id, "reason", command.reason)
    case.record(
        activity.carry_over(case.stamp, meeting_id=meeting.id, due=due, reason=reason)
    )


@decide.register
def _(command: SupersedeActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    by = case.load(FollowUpActivity, command.by)
    if by.id != activity.id:
        _refuse_circle(case, by.id, (activity.id,))
    reason = case.sealed(activity.id, "reason", command.reason)
    case.record(activity.supersede(case.stamp, by=by, reason=reason))


@decide.register
def _(command: SplitActivity, case: CommandContext) -> None:
    activity = activity_to_change(case, command.activity_id)
    reason = case.sealed(activity.id, "reason", command.reason)
    parts = []
    for number, part in enumerate(command.parts, start=1):
        with errors_within(f"parts.{number - 1}"):
            parts.append(
                _moved(part, activity, activity.meeting_id, case, f"part {number}")
            )
    if len({part.id for part in parts}) < len(parts):
        raise InvalidValue(
            "two parts have the same id; give each one of its own", field="parts"
        )
    for fact in activity.split(case.stamp, into=parts, reason=reason):
        case.record(fact)


@decide.register
def _(command: MergeActivities, case: CommandContext) -> None:
    case.permit()
    ids = tuple(dict.fromkeys(command.activities))
    if len(ids) < len(command.activities):
        raise InvalidValue(
            "an activity is named twice among those to be merged", field="activities"
        )
    parents = [case.load(FollowUpActivity, id) for id in ids]
    by_meeting = sorted(parents, key=lambda it: _starts(case, it))
    with errors_within("into"):
        into = _moved(
            command.into, parents[0], by_meeting[-1].meeting_id, case, "merged"
        )
    case.begin(FollowUpActivity, into.id)
    case.record(propose_successor(case.stamp, into, LineageKind.MERGE, by_meeting))
    for parent in parents:
        case.permit(delegation=parent.promise.owner.delegation)
        # What one of them waits for must not wait for another of them.
        for awaited in parent.depends_on.difference(ids):
            _refuse_circle(case, awaited, ids)
        reason = case.sealed(parent.id, "reason", command.reason)
        case.record(parent.merge_into(case.stamp, into=into.id, reason=reason))


def _starts(case: CommandContext, activity: FollowUpActivity) -> str:
    meeting = case.load(Meeting, activity.meeting_id)
    return meeting.details.starts_on.isoformat()


def _moved(
    told: Continuation,
    before: FollowUpActivity,
    meeting_id: UUID,
    case: CommandContext,
    which: str,
) -> Successor:
    """What continues an activity at that meeting; what is not told stays as it was."""
    id = told.activity_id or derived_id(case.stamp.command_id, which)
    if case.turn.is_taken(id):
        raise AlreadyExists(
            f"{id} is on record already; give the new activity an id of its own"
        )
    meeting = case.load(Meeting, meeting_id)
    owner = _owner(told, before, case)
    partners = before.promise.partners if told.partners is None else told.partners
    if told.partners is None:
        partners = tuple(one for one in partners if one != owner.delegation)
    else:
        added = {*told.partners}.difference(before.promise.partners)
        with errors_within("partners"):
            require_known_delegations(
                sorted(added), *meetings_of_activity(case, before), meeting
            )
    due = before.due_date_at_meeting(meeting.id)
    if told.due_on is not None:
        due = due_date(
            told.due_on,
            told.due_precision,
            meeting,
            proposed_at=case.stamp.occurred_at,
        )
    promise = ActivityTerms(title=told.title, owner=owner, partners=partners, due=due)
    return Successor(id, promise)


def _owner(told: Continuation, before: FollowUpActivity, case: CommandContext) -> Owner:
    if (told.owner, told.agency, told.person) == (None, None, None):
        return before.promise.owner
    delegation = told.owner or before.promise.owner.delegation
    meetings = meetings_of_activity(case, before)
    return resolve_owner(delegation, told.agency, told.person, case, *meetings)


def _refuse_circle(case: CommandContext, start: UUID, ends: Sequence[UUID]) -> None:
    def find(id: UUID) -> FollowUpActivity | None:
        return case.turn.find(FollowUpActivity, id)

    refuse_cycle(titles_along(dependency_path(start, ends, find), find))
