"""What is remembered of earlier imports, on the page Import: whose it is, and that it
can be forgotten.
"""

from functools import partial

import streamlit as st

from bsm_service.imports import texts as imports_texts
from bsm_service.imports.report import RememberedMapping
from dashboard.components import html
from dashboard.data.page_context import Scene
from dashboard.forms import field_widgets
from dashboard.imports import texts as dashboard_texts
from dashboard.imports import uploads
from dashboard.shell.access_checks import checked

_MOST_SHOWN = 50
_COMPLAINT = "import-forget-refused"


def remembered(scene: Scene) -> None:
    """Each with a button to forget it."""
    found = uploads.mappings(scene.look)
    if not found:
        return
    with st.expander(
        dashboard_texts.remembered(len(found)), type="compact", key="import-remembered"
    ):
        st.html(html.paragraphs("measure", dashboard_texts.REMEMBERED_MEASURE))
        if refusal := st.session_state.pop(_COMPLAINT, None):
            field_widgets.complaint(refusal)
        for number, one in enumerate(found[:_MOST_SHOWN]):
            _mapping(scene, number, one)
        if len(found) > _MOST_SHOWN:
            shown = dashboard_texts.first(
                _MOST_SHOWN, len(found), "; bsm import mappings lists all"
            )
            st.html(html.paragraphs("measure", shown))


def _mapping(scene: Scene, number: int, one: RememberedMapping) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"import-mapping-{number}"
    ):
        st.html(html.paragraphs("about", imports_texts.mapping_text(one)))
        st.button(
            dashboard_texts.FORGET,
            key=f"import-forget-{one.what}-{one.said[:200]}",
            help=f"{dashboard_texts.FORGET} “{one.said[:60]}”",
            on_click=checked(partial(_forget, scene, one)),
        )


def _forget(scene: Scene, one: RememberedMapping) -> None:
    refusal = uploads.forget(scene.look, one)
    if refusal is not None:
        st.session_state[_COMPLAINT] = refusal
