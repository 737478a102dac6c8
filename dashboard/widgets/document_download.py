"""Things of the record as files, made when they are asked for: one as a PDF, a list as
CSV and XLSX.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from bsm_service.access.permissions import require_permission
from bsm_service.application.list_rows import ListRows
from bsm_service.application.record_list import (
    QueryRequest,
    RecordItem,
    RecordList,
    RecordQuery,
)
from bsm_service.documents.spreadsheets import MEDIA_TYPES, SpreadsheetFormat
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system
from dashboard.shell import callback_checks

_LABEL = "Download as PDF"
_HELP = "What is on record about it, with its position, time and root hash"
_LIST_HELP = "The whole list, for spreadsheets"


def show_document_button(
    viewer: Viewer, thing: RecordItem, id: str, file_name: str, **rest: object
) -> None:
    """`rest` is what its query takes beside the ID, such as the number of a version."""
    st.download_button(
        _LABEL,
        callback_checks.checked_file(lambda: document_pdf(viewer, thing, id, **rest)),
        file_name=file_name,
        mime="application/pdf",
        key=f"{thing.name}-document",
        on_click="ignore",
        help=_HELP,
    )


def show_list_buttons(
    viewer: Viewer, record_list: RecordList, file_stem: str, **values: object
) -> None:
    """The whole list as files for spreadsheets, with the fields that the API gives.
    `values` are what its query takes.
    """
    for file_format in SpreadsheetFormat:
        st.download_button(
            f"Download as {file_format.upper()}",
            callback_checks.checked_file(
                partial(list_file, viewer, record_list, file_format, **values)
            ),
            file_name=f"{file_stem}.{file_format}",
            mime=MEDIA_TYPES[file_format],
            key=f"{record_list.name}-{file_format}",
            on_click="ignore",
            help=_LIST_HELP,
        )


def document_pdf(viewer: Viewer, thing: RecordItem, id: str, **rest: object) -> bytes:
    """Of the viewed moment. Raises NotPermitted, NotFound."""
    assert thing.document is not None
    with _request(viewer, thing, "document") as request:
        found = thing.require(request, **{thing.key.parameter: id}, **rest)
        document = thing.document(request, found)
    return document.render()


def list_file(
    viewer: Viewer,
    record_list: RecordList,
    file_format: SpreadsheetFormat,
    **values: object,
) -> bytes:
    """Of the viewed moment. Raises NotPermitted."""
    with _request(viewer, record_list, "file") as request:
        rows = ListRows(record_list, request, values)
        return b"".join(rows.file(file_format, is_plain=False))


@contextmanager
def _request(viewer: Viewer, query: RecordQuery, kind: str) -> Iterator[QueryRequest]:
    """Raises NotPermitted."""
    require_permission(viewer.principal, query.action)
    system = running_system().system
    with system.read(system.with_time(viewer.moment), viewer.audience) as context:
        yield QueryRequest(
            system=system,
            principal=viewer.principal,
            context=context,
            place="page",
            purpose=f"{kind}: {query.name}",
        )
