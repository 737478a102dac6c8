"""The table beside every figure: readable on a phone, exported with its notice."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, datetime
from functools import partial

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.engine.audience import audience_file_suffix
from bsm_service.documents.spreadsheets import (
    MEDIA_TYPES,
    CellValue,
    SpreadsheetFormat,
    csv_file,
    plain_csv_file,
    provenance,
    xlsx_file,
)
from dashboard.components import html
from dashboard.components.chart import Chart
from dashboard.components.html import Column, Rows
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.shell import address, callback_checks

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(_DAY.pattern + r"T[\d:.]+[+-]\d\d:\d\d")

HISTORY = "app_pages/history.py"

# A function where many rows are only for the file.
FileRows = Rows | Callable[[], Rows]


def show_table_and_facts(page: PageContext, chart: Chart) -> None:
    """The data of a chart, collapsed, with its exports and its facts."""
    caption = chart.caption
    # A closed table is not sent: with every new fact, it would be, to every viewer.
    folded = st.expander(
        f"Table and facts: {caption[:1].lower()}{caption[1:]}",
        expanded=address.parameter(address.TABLE) == chart.name,
        type="compact",
        key=f"table-{chart.name}",
        on_change="rerun",
    )
    if not folded.open:
        return
    with folded:
        st.html(html.table(caption, chart.rows, chart.numeric))
        with st.container(horizontal=True, vertical_alignment="center"):
            show_downloads(page, chart.name, caption, chart.rows, chart.numeric)
            st.page_link(
                HISTORY,
                label="Underlying facts",
                query_params=address.with_shared_parameters(
                    {
                        address.MEETING: page.meeting.id if page.meeting else None,
                        **chart.facts,
                    }
                ),
            )


def show_downloads(
    page: PageContext,
    name: str,
    caption: str,
    rows: FileRows,
    numeric: Collection[str] = (),
    *,
    label: str = "Download",
) -> None:
    """The table as files for spreadsheets, each made when it is asked for; so are
    `rows` that are a function.
    """
    for form in SpreadsheetFormat:
        st.download_button(
            f"{label} as {form.upper()}",
            callback_checks.checked_file(
                partial(export_file, page, form, rows, numeric)
            ),
            file_name=f"{name}-{page.viewer.moment.position}.{form}",
            mime=MEDIA_TYPES[form],
            key=f"export-{name}-{form}",
            on_click="ignore",
            help=f"{caption}, for spreadsheets",
        )
    st.download_button(
        f"{label} as plain CSV",
        callback_checks.checked_file(partial(plain_csv_export, rows, numeric)),
        file_name=plain_csv_name(page, name),
        mime=MEDIA_TYPES[SpreadsheetFormat.CSV],
        key=f"export-{name}-plain",
        on_click="ignore",
        help=f"{caption}, for programs; the first line names the columns",
    )


def export_file(
    page: PageContext,
    file_format: SpreadsheetFormat,
    rows: FileRows,
    numeric: Collection[str] = (),
) -> bytes:
    """A file whose first line says of which moment it is, what is left out, and what
    is invented.
    """
    viewer = page.viewer
    preamble = provenance(
        record.record_title(),
        record.exact_moment(viewer.moment),
        viewer.audience,
        record.record_notice(),
    )
    fields, cells = _headings_and_cells(rows, numeric)
    if file_format is SpreadsheetFormat.XLSX:
        return xlsx_file(preamble, fields, cells, len(cells))
    return b"".join(csv_file(preamble, fields, cells))


def plain_csv_name(page: PageContext, name: str) -> str:
    """A plain file has no line about the record, so its name says what is missing."""
    viewer = page.viewer
    return (
        f"{name}-{viewer.moment.position}-plain-"
        f"{audience_file_suffix(viewer.audience)}.csv"
    )


def plain_csv_export(rows: FileRows, numeric: Collection[str] = ()) -> bytes:
    """A CSV file for programs, without the line about the record."""
    return b"".join(plain_csv_file(*_headings_and_cells(rows, numeric)))


def _headings_and_cells(
    rows: FileRows, numeric: Collection[str]
) -> tuple[list[str], list[list[CellValue]]]:
    rows = rows() if callable(rows) else rows
    columns = html.columns_of(rows, numeric)
    cells = [list(map(_typed_cell, columns, row.values())) for row in rows]
    return [column.title for column in columns], cells


def _typed_cell(column: Column, value: CellValue) -> CellValue:
    """A cell's text as a number, a day or a time, if it is one."""
    if not isinstance(value, str):
        return value
    text = value.replace(formatting.THIN_SPACE, "")
    if column.numeric and text.isascii() and text.isdigit():
        return int(text)
    with suppress(ValueError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text)
    return text
