"""The Follow-up's panels: board, table, timeline, by delegation and by meeting, each
with the activities as files.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.engine.columns import natural_sort_key
from bsm_projections.follow_up.due_dates import DueDateHistory
from bsm_projections.follow_up.tables import Activity
from bsm_service.documents.spreadsheets import CellValue
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up import charts, due_date_texts, selection, texts
from dashboard.follow_up.activity_cards import MAX_CARDS, board_html, card_of
from dashboard.follow_up.selection import (
    ACTIVITY,
    FIRST,
    OWNER,
    STATUS,
    VIEW,
    ActivitySelection,
)
from dashboard.shell.sorting import Orders
from dashboard.widgets import pagination, sections
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_downloads

_ORDERS: Orders[Activity] = {
    "due": ("Due", lambda row: row.due_on),
    "late": ("Late", lambda row: row.days_late),
    "owner": ("Owner", lambda row: row.owner_name),
    "title": ("Activity", lambda row: natural_sort_key(row.title.casefold())),
    "status": ("Status", lambda row: STATUS_ORDER.index(row.status)),
    "done": ("Done", lambda row: row.percent),
    "moved": ("Postponed", lambda row: row.slips),
}
_NUMERIC_COLUMNS = ("Done", "Postponed", "Late")
ACTIVITIES_PER_PAGE = 100


def show_activities(selected: ActivitySelection, *, after_own_activities: bool) -> None:
    """The chosen view of the matching activities."""
    text = texts.activities_measure(
        selected.activities,
        selected.activities_in_scope,
        selected.active_filters,
        selected.view,
    )
    show_heading(
        texts.ALL_ACTIVITIES if after_own_activities else _heading(selected), text
    )
    if not selected.activities:
        show_empty_state(
            texts.NO_ACTIVITY_FITS
            if selected.active_filters
            else texts.NO_ACTIVITIES_YET
        )
        return
    _VIEWS[selected.view](selected)
    sections.show_sections(selected.page, selected, charts.CHARTS)


def _heading(selected: ActivitySelection) -> str:
    if selected.view == "timeline":
        return due_date_texts.postponed_finding(selected.activities)
    return texts.confirmed_finding(selected.activities)


def _show_board(selected: ActivitySelection) -> None:
    st.html(
        board_html(
            [card_of(selected, row) for row in selected.activities],
            lambda status: selection.link_address(**{VIEW: "table", STATUS: status}),
        )
    )
    show_exports(selected)


def _show_by_delegation(selected: ActivitySelection) -> None:
    names = selected.page.viewer.delegation_names()
    owners = {row.owner for row in selected.activities}
    codes = [code for code in names if code in owners]
    _show_groups(
        selected,
        [
            (
                names.get(code, code),
                {OWNER: code},
                [row for row in selected.activities if row.owner == code],
            )
            for code in [*codes, *sorted(owners - set(codes))]
        ],
    )


def _show_by_meeting(selected: ActivitySelection) -> None:
    ids = {row.first_meeting_id for row in selected.activities}
    _show_groups(
        selected,
        [
            (
                selected.meeting_name(id),
                {FIRST: id},
                [row for row in selected.activities if row.first_meeting_id == id],
            )
            for id in sorted(ids, key=selected.meeting_start, reverse=True)
        ],
    )


def _show_groups(
    selected: ActivitySelection,
    groups: Sequence[tuple[str, Mapping[str, str], Sequence[Activity]]],
) -> None:
    """A heading with figures for each group, and its cards."""
    shown_groups = []
    for name, filters, rows in groups:
        ordered = sorted(rows, key=lambda row: (not row.is_open, -row.days_late))
        shown_groups.append(
            (
                name,
                texts.group_summary(rows),
                [card_of(selected, row) for row in ordered[:MAX_CARDS]],
                len(rows),
                selection.link_address(**{VIEW: "table", **filters}),
            )
        )
    st.html(render("follow_up/cards.html", "card_groups", shown_groups))
    show_exports(selected)


def _show_table(selected: ActivitySelection) -> None:
    activities = sorted_activities(selected)
    with pagination.page_of(activities, ACTIVITIES_PER_PAGE, "promises") as rows:
        _show_rows(selected, rows)
    show_exports(selected)


def _show_rows(selected: ActivitySelection, rows: Sequence[Activity]) -> None:
    cells = [_row_cells(selected, row) for row in rows]
    columns = selected.sorting.sortable_columns(
        html.columns_of(cells, _NUMERIC_COLUMNS), _ORDERS, selection.link_address
    )
    st.html(
        html.sortable_table(
            "Follow-up activities",
            columns,
            cells,
            [selection.link_address(**{ACTIVITY: row.id}) for row in rows],
            "Activity",
            are_invented=selected.page.marks_invented,
        )
    )


def _row_cells(selected: ActivitySelection, row: Activity) -> dict[str, str]:
    history = selected.due_date_histories.get(row.id)
    late = days_late(selected, row)
    return {
        "Owner": row.owner_name,
        "Activity": row.title,
        "Partners": ", ".join(row.partners),
        "Status": "overdue, " + row.status if row.overdue else row.status,
        "Done": f"{row.percent}%",
        "Due": due_date_texts.due_date_text(row.due_on, row.due_precision),
        "Original due date": _first_due_date(row, history) if row.slips else "",
        "Postponed": formatting.format_number(row.slips) if row.slips else "",
        "Late": formatting.format_count(late, "day") if late else "",
    }


def _first_due_date(row: Activity, history: DueDateHistory | None) -> str:
    first = history.due_dates[0] if history else None
    precision = first.precision if first else "day"
    return due_date_texts.due_date_text(row.first_due_on, precision)


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
    return selected.sorting.sorted_rows(selected.activities, _ORDERS)


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


_VIEWS: Mapping[str, Callable[[ActivitySelection], None]] = {
    "board": _show_board,
    "table": _show_table,
    "timeline": lambda selected: sections.show_picture_and_table(
        selected.page, charts.timeline(selected)
    ),
    "delegations": _show_by_delegation,
    "meetings": _show_by_meeting,
}
