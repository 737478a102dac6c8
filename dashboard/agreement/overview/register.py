"""The register: the decisions that have a number, as a table and as files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from bsm_domain.foundation.formatting import format_number
from bsm_projections.agreement.tables import Decision
from bsm_projections.engine.columns import natural_sort_key
from bsm_service.documents.spreadsheets import CellValue
from dashboard.agreement.overview import register_texts
from dashboard.agreement.overview.selection import (
    SORT,
    AgreementSelection,
    decision_address,
    link_address,
)
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.follow_up import selection as follow_up_selection
from dashboard.shell import address
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_downloads

DECISIONS_PER_PAGE = 100
# The column that sorts by each order, and what is compared.
_ORDERS: Mapping[str, tuple[str, Callable[[Decision], Any]]] = {
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
        orders = {column: order for order, (column, _) in _ORDERS.items()}
        columns = [
            replace(
                column,
                address=link_address(**{SORT: _next_sort(selected, order)}),
                sorted=_sort_direction(selected, order),
            )
            if (order := orders.get(column.title))
            else column
            for column in html.columns_of(cells)
        ]
        st.html(
            html.sortable_table(
                "Register of decisions",
                columns,
                cells,
                [decision_address(row) for row in shown],
                "Title",
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
    _, key = _ORDERS[selected.sort]
    return sorted(selected.in_register, key=key, reverse=selected.descending)


def _next_sort(selected: AgreementSelection, order: str) -> str:
    return f"-{order}" if order == selected.sort and not selected.descending else order


def _sort_direction(selected: AgreementSelection, order: str) -> str | None:
    if order != selected.sort:
        return None
    return "descending" if selected.descending else "ascending"


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
