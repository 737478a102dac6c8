"""What is remembered of earlier imports, on the page Import: whose it is, and that it
can be forgotten.
"""

from functools import partial

import streamlit as st

from bsm_service.imports.report import RememberedMapping
from bsm_service.imports.texts import mapping_text
from dashboard.components import html
from dashboard.data.page_context import Scene
from dashboard.forms import field_widgets
from dashboard.imports import texts, uploads
from dashboard.shell.access_checks import checked

_MAX_MAPPINGS = 50
_REFUSAL_KEY = "import-forget-refused"


def show_saved_mappings(scene: Scene) -> None:
    """Each with a button to forget it."""
    mappings = uploads.list_saved_mappings(scene.look)
    if not mappings:
        return
    with st.expander(
        texts.saved_mappings_label(len(mappings)),
        type="compact",
        key="import-remembered",
    ):
        st.html(html.paragraphs("measure", texts.SAVED_MAPPINGS_MEASURE))
        if refusal := st.session_state.pop(_REFUSAL_KEY, None):
            field_widgets.complaint(refusal)
        for index, mapping in enumerate(mappings[:_MAX_MAPPINGS]):
            _show_mapping(scene, index, mapping)
        if len(mappings) > _MAX_MAPPINGS:
            shown_text = texts.shown_of_total(
                _MAX_MAPPINGS, len(mappings), "; bsm import mappings lists all"
            )
            st.html(html.paragraphs("measure", shown_text))


def _show_mapping(scene: Scene, index: int, mapping: RememberedMapping) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"import-mapping-{index}"
    ):
        st.html(html.paragraphs("about", mapping_text(mapping)))
        st.button(
            texts.FORGET,
            key=f"import-forget-{mapping.what}-{mapping.said[:200]}",
            help=f"{texts.FORGET} “{mapping.said[:60]}”",
            on_click=checked(partial(_delete, scene, mapping)),
        )


def _delete(scene: Scene, mapping: RememberedMapping) -> None:
    refusal = uploads.delete_mapping(scene.look, mapping)
    if refusal is not None:
        st.session_state[_REFUSAL_KEY] = refusal
