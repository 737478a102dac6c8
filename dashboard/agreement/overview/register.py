"""The register: the decisions that have a number, as a table and as files."""

import streamlit as st
from markupsafe import Markup

from bsm_domain.foundation.formatting import format_number
from bsm_projections.agreement.tables import Decision
from bsm_projections.engine.columns import natural_sort_key
from bsm_service.documents.spreadsheets import CellValue
from dashboard.agreement.overview import register_texts
from dashboard.agreement.overview.selection import (
    AgreementSelection,
    decision_address,
    link_address,
)
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.follow_up import selection as follow_up_selection
from dashboard.shell import address
from dashboard.shell.sorting import Orders
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_downloads

DECISIONS_PER_PAGE = 100
_ORDERS: Orders[Decision] = {
    "number": ("Number", lambda row: (row.number, row.symbol)),
    "title": ("Title", lambda row: natural_sort_key(row.title.casefold())),
    "adopted": ("Adopted", lambda row: row.adopted_at),
    "how": ("How", register_texts.procedure_text),
}


def show_register(selected: AgreementSelection) -> None:
    show_heading(
        register_texts.register_finding(
            len(selected.in_register), len(selected.registered)
        ),
        register_texts.REGISTER_MEASURE,
    )
    rows = sorted_decisions(selected)
    if not rows:
        show_empty_state(
            register_texts.NOTHING_IN_REGISTER
            if selected.registered
            else register_texts.REGISTER_EMPTY
        )
        return
    with pagination.page_of(rows, DECISIONS_PER_PAGE, "register") as shown:
        cells = [_row_cells(selected, row) for row in shown]
        columns = selected.sorting.sortable_columns(
            html.columns_of(cells), _ORDERS, link_address
        )
        st.html(
            html.sortable_table(
                "Register of decisions",
                columns,
                cells,
                [decision_address(row) for row in shown],
                "Title",
                are_invented=selected.page.marks_invented,
            )
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        show_downloads(
            selected.page,
            "register",
            "Register of decisions",
            [export_row(selected, row) for row in rows],
        )


def sorted_decisions(selected: AgreementSelection) -> list[Decision]:
    """Those of the filters, in the order that was asked for."""
    return selected.sorting.sorted_rows(selected.in_register, _ORDERS)


def _row_cells(selected: AgreementSelection, row: Decision) -> dict[str, str | Markup]:
    return {
        "Number": format_number(row.number or 0),
        "Symbol": row.symbol or "",
        "Title": row.title,
        "Meeting": selected.meeting_name(row.meeting_id),
        "Adopted": register_texts.adoption_text(row, selected.time_zone_of(row)),
        "How": register_texts.procedure_text(row),
        "Follow-up": _follow_up_link(selected, row),
        "Status": register_texts.register_status(row),
    }


def _follow_up_link(selected: AgreementSelection, row: Decision) -> str | Markup:
    """How many of the activities that came of it were confirmed as done."""
    confirmed, total = selected.follow_up_of(row)
    if not total:
        return ""
    return render(
        "agreement/decisions.html",
        "cell_link",
        f"{format_number(confirmed)} of {format_number(total)} confirmed",
        address.link(
            follow_up_selection.PAGE_ADDRESS,
            **{
                follow_up_selection.VIEW: "table",
                follow_up_selection.SCOPE: "all",
                follow_up_selection.ORIGIN: row.id,
            },
        ),
    )


def export_row(selected: AgreementSelection, row: Decision) -> dict[str, CellValue]:
    """A row with typed cells: numbers and times."""
    confirmed, total = selected.follow_up_of(row)
    return {
        "Id": row.id,
        "Number": row.number,
        "Symbol": row.symbol,
        "Title": row.title,
        "Meeting": selected.meeting_name(row.meeting_id),
        "Adopted": row.adopted_at,
        "Recorded": row.recorded_at,
        "How": register_texts.procedure_text(row),
        "Status": row.status,
        "Contested": row.is_contested,
        "Activities": total,
        "Activities confirmed": confirmed,
    }
