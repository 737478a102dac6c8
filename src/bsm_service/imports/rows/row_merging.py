"""Merges several rows of a file about one activity."""

from datetime import date
from typing import Any

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.values import DuePrecision
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.report import ReportBuilder
from bsm_service.imports.rows.comments import MAX_COMMENTS
from bsm_service.imports.rows.row_identity import normalise_text

# What two rows about the same activity may not say differently.
_MUST_MATCH = (
    "owner",
    "agency",
    "promised_at",
    "due_on",
    "revised_due_on",
    "status",
    "percent",
    "closed_at",
    "reason",
)
COLUMN_NAMES = {"promised_at": "promised_on", "closed_at": "closed_on"}
_BEFORE_PROGRESS = frozenset({ActivityStatus.AGREED, ActivityStatus.ACCEPTED})


def merge_rows(
    report: ReportBuilder,
    first_row: int,
    activity: ImportedActivity,
    added_activity: ImportedActivity,
    row: int,
) -> ImportedActivity:
    """The activity of the first row, with what another row adds. Reports where they
    contradict each other.
    """
    if normalise_text(activity.title) != normalise_text(added_activity.title):
        report.add_error(row, *_duplicate_message(first_row, activity))
        return activity
    additions: dict[str, Any] = {}
    for name in _MUST_MATCH:
        previous, value = getattr(activity, name), getattr(added_activity, name)
        if name not in added_activity.model_fields_set or previous == value:
            continue
        if name not in activity.model_fields_set:
            additions[name] = value
            continue
        report.add_error(
            row,
            COLUMN_NAMES.get(name, name),
            f"row {first_row} about the same activity has “{_display(previous)}”, "
            f"this row has “{_display(value)}”; make them agree",
        )
    for due in {"due_on", "revised_due_on"} & additions.keys():
        precision = f"{due.removesuffix('_on')}_precision"
        additions[precision] = getattr(added_activity, precision)
    known_replies = set(activity.replies)
    new = tuple(reply for reply in added_activity.replies if reply not in known_replies)
    if len(activity.replies) + len(new) > MAX_COMMENTS:
        report.add_error(
            row,
            "replies",
            f"the rows of this activity have more than {MAX_COMMENTS} replies; remove "
            "some",
        )
    if row in report.refused:
        return activity
    report.add_merge(row, first_row, activity.title)
    partners = tuple(dict.fromkeys((*activity.partners, *added_activity.partners)))
    additions |= {"replies": (*activity.replies, *new), "partners": partners}
    return activity.model_copy(update=additions)


def with_implied_fields(activity: ImportedActivity) -> ImportedActivity:
    """With the status and precision that follow from other fields, where the row does
    not give them.
    """
    implied: dict[str, Any] = {}
    if "status" not in activity.model_fields_set:
        if activity.closed_at is not None:
            implied["status"] = ActivityStatus.CONFIRMED
        elif activity.percent == 100:
            implied["status"] = ActivityStatus.REPORTED_COMPLETE
    if (
        activity.status in _BEFORE_PROGRESS
        and not implied
        and 0 < (activity.percent or 0) < 100
    ):
        implied["status"] = ActivityStatus.IN_PROGRESS
    if activity.due_on is None:
        implied["due_precision"] = DuePrecision.NEXT_MEETING
    return activity.model_copy(update=implied) if implied else activity


def _display(value: object) -> str:
    return format_date(value) if isinstance(value, date) else str(value)


def _duplicate_message(first_row: int, activity: ImportedActivity) -> tuple[str, str]:
    """The field and the message for a row that has the number of another, or its id in
    an exported list.
    """
    if activity.reference is None:
        return "activity_id", (
            f"row {first_row}, “{activity.title}”, has the same ID; leave the ID "
            "empty in a new row"
        )
    return "reference", (
        f"row {first_row}, “{activity.title}”, has the same number "
        f"{activity.reference}; give each row its own number, or do not import this "
        "column if it numbers something else, such as sections"
    )
