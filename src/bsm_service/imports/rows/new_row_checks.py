"""Checks rows that are not on record yet."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of, join_names, pluralize
from bsm_domain.foundation.free_text import plain_text
from bsm_projections.follow_up.activities_for_import import (
    activities_by_id,
    activity_titles,
)
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.queries import meetings
from bsm_service.imports.commands import COMPLETE, ImportedActivity
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.rows.activity_history import ActivityHistory
from bsm_service.imports.rows.row_identity import (
    activity_id,
    normalise_text,
    row_key_of,
)

_MAX_ROWS = 200
_MAX_NAMES = 5


def check_new_rows(
    context: ImportContext, rows: Mapping[int, ImportedActivity]
) -> None:
    """Reports rows that the rules refuse, and notes what is unusual."""
    possible = {
        row: activity
        for row, activity in rows.items()
        if _is_valid(context, row, activity)
    }
    _note_undated(context, possible.values())
    _note_similar_titles(context, possible)
    _note_other_meetings(context, possible)


def _is_valid(context: ImportContext, row: int, activity: ImportedActivity) -> bool:
    """Whether the rules would accept it, as far as can be known beforehand."""
    assert activity.activity_id is not None
    context.deadline.check()
    history = ActivityHistory(
        id=activity.activity_id,
        row=activity,
        meeting=context.meeting,
        metadata=context.metadata,
        seal=lambda _, text: plain_text(text),
    )
    try:
        history.build()
    except DomainError as refusal:
        context.report.refuse_row(row, history.current_field, refusal)
        return False
    return True


def _note_undated(context: ImportContext, rows: Iterable[ImportedActivity]) -> None:
    undated = sum(
        activity.closed_at is None and activity.status in COMPLETE for activity in rows
    )
    if undated:
        activities = count_of(
            undated, "completed activity has", "completed activities have"
        )
        context.report.notes.append(
            f"{activities} no completion date; the latest date in the row was used."
        )
    replies = sum(reply.at is None for activity in rows for reply in activity.replies)
    if replies:
        have = count_of(replies, "comment has", "comments have")
        context.report.notes.append(
            f"{have} no date in the file; the date of the activity or of the previous "
            "comment was used."
        )


def _note_similar_titles(
    context: ImportContext, rows: Mapping[int, ImportedActivity]
) -> None:
    """Notes new rows without a number whose title differs from another activity's in
    punctuation alone: perhaps somebody only corrected a comma. Rows with a number are
    noted where their owner and title are on record without it.
    """
    known_titles: dict[str, tuple[str, str]] = {
        fold_text(f"{activity.owner} {activity.title}"): (
            activity.title,
            "a recorded activity",
        )
        for activity in context.query(activity_titles, str(context.meeting.id))
    }
    renumbered = []
    for row, imported in rows.items():
        key = fold_text(f"{imported.owner} {imported.title}")
        if imported.reference is not None:
            title, _ = known_titles.get(key, ("", ""))
            if normalise_text(title) == normalise_text(imported.title):
                renumbered.append(row)
            continue
        similar = known_titles.setdefault(key, (imported.title, f"row {row}"))
        if similar[0] != imported.title:
            context.report.notes.append(
                f"Row {row}, “{imported.title}”, differs only in punctuation from "
                f"“{similar[0]}”, {similar[1]}; it is stored as a separate activity."
            )
    if renumbered:
        context.report.notes.append(
            f"{_rows(renumbered)} the owner and title of a recorded activity that has "
            "a different number or none; separate activities are stored."
        )


def _note_other_meetings(
    context: ImportContext, rows: Mapping[int, ImportedActivity]
) -> None:
    """Notes rows that are on record of another meeting: perhaps the wrong meeting is
    chosen. Only the first rows of a long list are looked up.
    """
    if not rows:
        return
    rows_to_check = dict(list(rows.items())[:_MAX_ROWS])
    for meeting in context.query(meetings).items:
        if meeting.id == str(context.meeting.id):
            continue
        context.deadline.check()
        ids = {
            str(activity_id(UUID(meeting.id), row_key_of(activity))): row
            for row, activity in rows_to_check.items()
        }
        on_record = context.query(activities_by_id, [*ids])
        matching_rows = [
            row
            for id, row in ids.items()
            if id in on_record
            and normalise_text(on_record[id].title)
            == normalise_text(rows_to_check[row].title)
        ]
        if matching_rows:
            context.report.notes.append(
                f"{_rows(matching_rows)} the number and title of an activity of "
                f"{short_meeting_name(meeting)}; check that you have chosen the right "
                "meeting."
            )


def _rows(rows: Sequence[int]) -> str:
    named = join_names(list(map(str, rows)), limit=_MAX_NAMES)
    return pluralize(len(rows), f"Row {named} has", f"Rows {named} have")
