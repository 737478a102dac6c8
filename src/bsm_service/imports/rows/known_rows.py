"""Which rows are on record, and what is to be changed of their activities."""

from collections.abc import Mapping

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import count_of, pluralize
from bsm_projections.follow_up.activities_for_import import (
    RecordedActivity,
    activities_by_id,
    activity_titles,
    ids_followed_by_meeting,
    readable_comments,
)
from bsm_service.imports.commands import COMPLETE, ActivityChange, ImportedActivity
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.rows.activity_rows import ActivityRow
from bsm_service.imports.rows.new_row_checks import check_new_rows
from bsm_service.imports.rows.record_comparison import ChangeDetection
from bsm_service.imports.rows.record_matching import is_same_activity

Rows = Mapping[int, ActivityRow]


def compare_with_record(
    context: ImportContext, rows: Rows
) -> tuple[set[int], Mapping[int, ActivityChange]]:
    """The rows that are on record, and the changes to be made to them, by row. Reports
    what cannot be stored of any row.
    """
    ids = [str(imported.activity.activity_id) for imported in rows.values()]
    on_record = context.query(activities_by_id, ids)
    _refuse_foreign_ids(context, rows)
    new_activities, tracked_by_row = (
        dict[int, ImportedActivity](),
        dict[int, RecordedActivity](),
    )
    for row, imported in rows.items():
        tracked_activity = on_record.get(str(imported.activity.activity_id))
        if row in context.report.refused:
            continue
        if tracked_activity is None:
            new_activities[row] = imported.activity
        elif imported.is_own_list or is_same_activity(
            context, row, imported.activity, tracked_activity
        ):
            tracked_by_row[row] = tracked_activity
    check_new_rows(context, new_activities)
    changes = _compare_rows(context, rows, tracked_by_row)
    _require_known_rows(context, tracked_by_row)
    _note_missing(context, rows, tracked_by_row)
    _note_contradictions(context, rows)
    return {*tracked_by_row}, changes


def _refuse_foreign_ids(context: ImportContext, rows: Rows) -> None:
    """Refuses ids of other meetings, and unknown ids, with the same message: it does
    not tell what is on record elsewhere.
    """
    own = {
        row: str(imported.activity.activity_id)
        for row, imported in rows.items()
        if imported.is_own_list
    }
    meeting = str(context.meeting.id)
    known_ids = context.query(ids_followed_by_meeting, [*own.values()], meeting)
    for row, id in own.items():
        if id not in known_ids:
            context.report.refuse_row(
                row,
                "activity_id",
                f"no activity of this meeting has the ID {id}; choose the meeting "
                "that the list belongs to, or leave the ID empty to store a new "
                "activity",
            )


def _compare_rows(
    context: ImportContext, rows: Rows, tracked_by_row: Mapping[int, RecordedActivity]
) -> Mapping[int, ActivityChange]:
    """Detects how known rows differ from the record, and what is to be changed."""
    ids = [
        str(rows[row].activity.activity_id)
        for row, activity in tracked_by_row.items()
        if activity.comments and rows[row].activity.replies
    ]
    comments = context.query(readable_comments, ids)
    changes = ChangeDetection(context, comments)
    for row, activity in tracked_by_row.items():
        context.deadline.check()
        changes.compare_row(row, rows[row], activity)
    if changes.awaiting_confirmation:
        context.report.notes.append(
            "Activities that the file marks as confirmed but that another person "
            "must confirm, because nobody can confirm what they have reported "
            f"complete themselves: {changes.awaiting_confirmation:,}."
        )
    return changes.changes_by_row


def _require_known_rows(
    context: ImportContext, tracked_by_row: Mapping[int, RecordedActivity]
) -> None:
    """Raises InvalidValue where a change is wanted of a row not on record."""
    if isinstance(context.choices.changes, str):
        return
    rows = {None, *tracked_by_row, *context.report.refused}
    for change in context.choices.changes:
        if change.row not in rows:
            raise InvalidValue(
                f"row {change.row} does not match a recorded activity, so it has no "
                "differences to apply; preview the file again"
            )


def _note_missing(
    context: ImportContext, rows: Rows, tracked_by_row: Mapping[int, RecordedActivity]
) -> None:
    """Notes activities of the meeting that a newer tracker leaves out, where it has
    most of them.
    """
    if context.columns.is_own_list or not tracked_by_row:
        return
    listed_ids = {str(rows[row].activity.activity_id) for row in tracked_by_row}
    on_record = context.query(activity_titles, str(context.meeting.id))
    missing = [recorded for recorded in on_record if recorded.id not in listed_ids]
    if missing and len(missing) < len(listed_ids):
        named = ", ".join(
            f"“{activity.title[:60]}” of {activity.owner}" for activity in missing[:5]
        )
        remaining = f" and {len(missing) - 5:,} more" if len(missing) > 5 else ""
        are = pluralize(len(missing), "is", "are")
        stay = pluralize(len(missing), "stays", "stay")
        context.report.notes.append(
            f"{count_of(len(missing), 'recorded activity', 'recorded activities')} of "
            f"this meeting {are} not in the file ({named}{remaining}) and {stay} "
            "unchanged."
        )


def _note_contradictions(context: ImportContext, rows: Rows) -> None:
    """Notes rows that are complete with a percentage below 100."""
    contradictory = [
        row
        for row, imported in rows.items()
        if imported.activity.status in COMPLETE
        and imported.activity.percent is not None
        and imported.activity.percent < 100
    ]
    if contradictory:
        named = ", ".join(map(str, contradictory[:5])) + (
            ", …" if len(contradictory) > 5 else ""
        )
        rows_are = count_of(len(contradictory), "row is", "rows are")
        context.report.notes.append(
            f"{rows_are} completed by status but below 100% ({named}); the status "
            "was used."
        )
