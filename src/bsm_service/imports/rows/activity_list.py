"""Rows of a tracker, or of a list of the product itself, as follow-up activities."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.plurals import count_of
from bsm_projections.follow_up.activities_by_id import (
    Tracked,
    comment_texts,
    followed,
    titles,
    tracked,
)
from bsm_service.application.command_service import Answer
from bsm_service.imports.columns import exported_lists
from bsm_service.imports.columns.activity_columns import ACTIVITY_FIELDS
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.list_kind import (
    ImportContext,
    ImportOutcome,
    KnownRows,
    ListKind,
)
from bsm_service.imports.rows.activity_rows import ActivityRowReader
from bsm_service.imports.rows.changes import ChangeDetection
from bsm_service.imports.rows.differences import ActivityRow
from bsm_service.imports.rows.new_activities import check_new_rows
from bsm_service.imports.rows.record_matching import is_same_activity, match_rows

Rows = Mapping[int, ActivityRow]
_COMPLETE = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})


class ActivityList(ListKind[ActivityRow]):
    """A tracker of follow-up activities."""

    name = "activities"
    action = ImportActivities.NAME
    fields = ACTIVITY_FIELDS
    own_fields = exported_lists.EXPORTED_FIELDS
    max_rows = 5_000
    statuses = tuple(one for one in ActivityStatus if one != ActivityStatus.SUPERSEDED)

    def exported_list_fields(self, headings: Iterable[str]) -> Mapping[str, str]:
        return exported_lists.exported_fields_of(headings)

    def rows(
        self,
        context: ImportContext,
        lines: Sequence[FileRow],
        told: Callable[[int], None],
    ) -> dict[int, ActivityRow]:
        reader = ActivityRowReader(context)
        rows = {
            row: ActivityRow(
                one,
                reader.said[row],
                is_own_list=row in reader.exported.ids,
                version=reader.exported.versions.get(row),
                is_precise=row in reader.exported.precise,
            )
            for row, one in reader.activities(lines, told).items()
        }
        return match_rows(context, rows)

    def match_record(self, context: ImportContext, rows: Rows) -> KnownRows:
        """Compares rows with the record, and complains of what cannot be stored."""
        ids = [str(one.activity.activity_id) for one in rows.values()]
        found = context.query(tracked, ids)
        _refuse_other_ids(context, rows)
        new, known = dict[int, ImportedActivity](), dict[int, Tracked]()
        for row, one in rows.items():
            held = found.get(str(one.activity.activity_id))
            if row in context.report.refused:
                continue
            if held is None:
                new[row] = one.activity
            elif one.is_own_list or is_same_activity(context, row, one.activity, held):
                known[row] = held
        check_new_rows(context, new)
        changes = _compared(context, rows, known)
        _must_be_known(context, known)
        _note_missing(context, rows, known)
        _note_contradictions(context, rows)
        return KnownRows(known.keys(), changes.wanted)

    def command(
        self, context: ImportContext, rows: Rows, on_record: KnownRows
    ) -> ImportActivities | None:
        """Of all rows: what is on record stays as it is but for the changes, and the
        same file is the same command.
        """
        if not rows:
            return None
        return ImportActivities(
            meeting_id=context.meeting.id,
            audience=context.audience,
            activities=tuple(one.activity for one in rows.values()),
            changes=tuple(on_record.changes.values()),
        )

    def outcome(
        self, rows: Rows, on_record: KnownRows, answer: Answer
    ) -> ImportOutcome:
        recorded = {fact.stream_id for fact in answer.facts}
        stored = {
            row for row, one in rows.items() if one.activity.activity_id in recorded
        }
        changed = stored & on_record.changes.keys()
        return ImportOutcome(stored - changed, changed)


def _refuse_other_ids(context: ImportContext, rows: Rows) -> None:
    """Refuses ids of other meetings or records, in the same words: nobody learns from
    them what is on record elsewhere.
    """
    own = {
        row: str(one.activity.activity_id)
        for row, one in rows.items()
        if one.is_own_list
    }
    meeting = str(context.meeting.id)
    seen = context.query(followed, [*own.values()], meeting)
    for row, id in own.items():
        if id not in seen:
            context.report.refuse_row(
                row,
                "activity_id",
                f"no activity of this meeting has the id {id}; choose the meeting that "
                "the list is of, or leave the id empty to store a new activity",
            )


def _compared(
    context: ImportContext, rows: Rows, known: Mapping[int, Tracked]
) -> ChangeDetection:
    """How known rows differ from what is on record, and what is to be changed."""
    ids = [
        str(rows[row].activity.activity_id)
        for row, held in known.items()
        if held.comments and rows[row].activity.replies
    ]
    comments = context.query(comment_texts, ids)
    changes = ChangeDetection(context, comments)
    for row, held in known.items():
        context.deadline.check()
        changes.compare(row, rows[row], held)
    if changes.awaiting:
        context.report.notes.append(
            "Activities that the file calls confirmed and another person has to "
            "confirm, since nobody confirms what they have reported complete: "
            f"{changes.awaiting:,}."
        )
    return changes


def _must_be_known(context: ImportContext, known: Mapping[int, Tracked]) -> None:
    """Raises InvalidValue where a change is asked for of a row not on record."""
    if isinstance(context.wanted_changes, str):
        return
    rows = {None, *known, *context.report.refused}
    for one in context.wanted_changes:
        if one.row not in rows:
            raise InvalidValue(
                f"row {one.row} is not a row of an activity on record, so there is "
                "nothing to take over from it; look at the file again"
            )


def _note_missing(
    context: ImportContext, rows: Rows, known: Mapping[int, Tracked]
) -> None:
    """Says which activities of the meeting a newer tracker leaves out, where it has
    most of them.
    """
    if context.columns.is_own_list or not known:
        return
    listed = {str(rows[row].activity.activity_id) for row in known}
    on_record = context.query(titles, str(context.meeting.id))
    missing = [one for one in on_record if one.id not in listed]
    if missing and len(missing) < len(listed):
        named = ", ".join(f"“{it.title[:60]}” of {it.owner}" for it in missing[:5])
        more = f" and {len(missing) - 5:,} more" if len(missing) > 5 else ""
        are = "is" if len(missing) == 1 else "are"
        stay = "it stays as it is" if len(missing) == 1 else "they stay as they are"
        context.report.notes.append(
            f"{count_of(len(missing), 'activity', 'activities')} of this meeting on "
            f"record {are} not in the file ({named}{more}); {stay}."
        )


def _note_contradictions(context: ImportContext, rows: Rows) -> None:
    """Says which rows are complete and say a percentage below 100."""
    odd = [
        row
        for row, one in rows.items()
        if one.activity.status in _COMPLETE
        and one.activity.percent is not None
        and one.activity.percent < 100
    ]
    if odd:
        named = ", ".join(map(str, odd[:5])) + (", …" if len(odd) > 5 else "")
        rows_are = count_of(len(odd), "row is", "rows are")
        context.report.notes.append(
            f"{rows_are} completed by status, but below 100 % ({named}); the status "
            "counts."
        )


ACTIVITY_LIST = ActivityList()
