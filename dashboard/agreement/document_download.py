"""A decision or its draft as a PDF, made when it is asked for."""

import streamlit as st

from bsm_service.access.permissions import require_permission
from bsm_service.agreement.decision_document import decision_document, file_name
from bsm_service.agreement.lists import DECISION
from bsm_service.application.record_list import QueryRequest
from dashboard.agreement.selection import DecisionSelection
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system
from dashboard.shell import callback_checks

_LABEL = "Download as PDF"
_HELP = "The text with what is on record about it, and its position, time and root hash"


def show_document_button(selected: DecisionSelection) -> None:
    viewer, decision = selected.page.viewer, selected.decision
    st.download_button(
        _LABEL,
        callback_checks.checked_file(lambda: decision_pdf(viewer, decision.id)),
        file_name=file_name(decision, viewer.moment),
        mime="application/pdf",
        key="decision-document",
        on_click="ignore",
        help=_HELP,
    )


def decision_pdf(viewer: Viewer, decision_id: str) -> bytes:
    """Of the viewed moment. Raises NotPermitted, NotFound."""
    require_permission(viewer.principal, DECISION.action)
    system = running_system().system
    with system.read(system.with_time(viewer.moment), viewer.audience) as context:
        request = QueryRequest(
            system=system,
            principal=viewer.principal,
            context=context,
            place="page",
            purpose="document of a decision",
        )
        document = decision_document(request, DECISION.require(request, id=decision_id))
    return document.render()
