"""The Follow-up's activities as a file for spreadsheets: days are days there, and
numbers are numbers.
"""

from bsm_projections.engine.columns import natural_sort_key
from bsm_projections.follow_up.tables import Activity
from bsm_service.documents.spreadsheets import CellValue
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import ActivitySelection
from dashboard.widgets.tables import show_downloads


def show_exports(selected: ActivitySelection) -> None:
    """Buttons that download the selected activities."""
    rows = sorted_activities(selected)
    show_downloads(
        selected.page,
        "follow-up",
        "Follow-up activities",
        [
            export_row(
                row, selected.meeting_name(row.meeting_id), days_late(selected, row)
            )
            for row in rows
        ],
    )


def sorted_activities(selected: ActivitySelection) -> list[Activity]:
    """The rows in the order that was asked for; equals stay by due date."""
    keys = {
        "due": lambda row: row.due_on,
        "late": lambda row: row.days_late,
        "owner": lambda row: row.owner_name,
        "title": lambda row: natural_sort_key(row.title.casefold()),
        "status": lambda row: STATUS_ORDER.index(row.status),
        "done": lambda row: row.percent,
        "moved": lambda row: row.slips,
    }
    return sorted(
        selected.activities, key=keys[selected.sort], reverse=selected.descending
    )


def export_row(
    row: Activity, meeting_name: str, days_late: int
) -> dict[str, CellValue]:
    """A row with typed cells (days, numbers). An import recognises the list by the
    headings, and the rows by their IDs.
    """
    return {
        "Id": row.id,
        "Version": row.version,
        "Owner code": row.owner,
        "Owner": row.owner_name,
        "Activity": row.title,
        "Meeting": meeting_name,
        "Partners": ", ".join(row.partners),
        "Status": row.status,
        "Overdue": row.overdue,
        "Percent done": row.percent,
        "Due": row.due_on,
        "Due precision": row.due_precision,
        "First due": row.first_due_on,
        "Times postponed": row.slips,
        "Days late": days_late,
    }


def days_late(selected: ActivitySelection, row: Activity) -> int:
    """Past its due date now, or when it was reported complete."""
    history = selected.due_date_histories.get(row.id)
    return row.days_late or (history.completed_late if history else 0)
