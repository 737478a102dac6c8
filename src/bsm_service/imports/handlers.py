"""Imports a list of activities: all of its rows, or none."""

from functools import partial
from uuid import UUID

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.errors import AlreadyExists, DomainError, RowErrors
from bsm_domain.meetings.meeting import Meeting
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.follow_up.lookups import meetings_of_activity
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import StaleVersion
from bsm_service.imports.commands import ActivityChange, ImportActivities
from bsm_service.imports.rows.activity_history import ActivityHistory
from bsm_service.imports.rows.activity_updates import ActivityUpdate


@decide.register
def import_activities(command: ImportActivities, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    if command.activities:  # those on record already can still be changed
        meeting.must_not_be_cancelled()
    complaints = RowErrors("activities")
    _propose(command, context, meeting, complaints)
    _change(command, context, complaints)
    complaints.raise_if_any()
    if not context.facts:
        raise AlreadyExists("all of these activities have already been imported")


def _propose(
    command: ImportActivities,
    context: CommandContext,
    meeting: Meeting,
    errors: RowErrors,
) -> None:
    ids = [
        activity.activity_id
        or derived_id(context.metadata.command_id, f"activity {number}")
        for number, activity in enumerate(command.activities, start=1)
    ]
    known_ids = context.transaction.taken_ids(ids)
    first_rows = dict[UUID, int]()
    for row, (id, activity) in enumerate(
        zip(ids, command.activities, strict=True), start=1
    ):
        if first_rows.setdefault(id, row) != row:
            duplicate = AlreadyExists(
                f"row {first_rows[id]} already has this ID; give each row its own ID"
            )
            errors.add(row, "activity_id", duplicate)
        elif id not in known_ids:
            seal = partial(context.seal, id)
            history = ActivityHistory(
                id=id,
                row=activity,
                meeting=meeting,
                metadata=context.metadata,
                seal=seal,
                audience=command.audience,
            )
            try:
                for fact in history.build():
                    context.record(fact)
            except DomainError as refusal:
                errors.add(row, history.current_field, refusal)


def _change(
    command: ImportActivities, context: CommandContext, errors: RowErrors
) -> None:
    first_rows = dict[UUID, int]()
    for number, change in enumerate(command.changes, start=1):
        id, row = change.activity_id, change.row or number
        place = f"changes.{number - 1}"
        if first_rows.setdefault(id, row) != row:
            duplicate = AlreadyExists(
                f"row {first_rows[id]} already changes this activity; combine the two "
                "rows"
            )
            errors.add(row, "activity_id", duplicate, place=place)
            continue
        field = "activity_id"
        try:
            activity = context.load(FollowUpActivity, id)
            field = "version"
            _require_version(activity, change)
            field, meetings = "row", meetings_of_activity(context, activity)
            seal = partial(context.seal, id)
            update = ActivityUpdate(
                activity=activity,
                change=change,
                meetings=meetings,
                metadata=context.metadata,
                seal=seal,
            )
            try:
                for fact in update.build():
                    context.record(fact)
            finally:
                field = update.current_field
        except DomainError as refusal:
            errors.add(row, field, refusal, place=place)


def _require_version(activity: FollowUpActivity, change: ActivityChange) -> None:
    """Raises StaleVersion where the activity has changed since the preview."""
    if activity.version != change.version:
        raise StaleVersion(
            f"“{activity.terms.title}” has changed since you opened it (it was "
            f"version {change.version} and is now {activity.version}); preview the "
            "file again before importing it"
        )
