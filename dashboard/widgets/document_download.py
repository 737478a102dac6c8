"""A single thing of the record as a PDF, made when it is asked for."""

import streamlit as st

from bsm_service.access.permissions import require_permission
from bsm_service.application.record_list import QueryRequest, RecordItem
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system
from dashboard.shell import callback_checks

_LABEL = "Download as PDF"
_HELP = "What is on record about it, with its position, time and root hash"


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


def document_pdf(viewer: Viewer, thing: RecordItem, id: str, **rest: object) -> bytes:
    """Of the viewed moment. Raises NotPermitted, NotFound."""
    assert thing.document is not None
    require_permission(viewer.principal, thing.action)
    system = running_system().system
    with system.read(system.with_time(viewer.moment), viewer.audience) as context:
        request = QueryRequest(
            system=system,
            principal=viewer.principal,
            context=context,
            place="page",
            purpose=f"document: {thing.name}",
        )
        found = thing.require(request, **{thing.key.parameter: id}, **rest)
        document = thing.document(request, found)
    return document.render()
