"""What is remembered of earlier imports, on the page Import: whose it is, and that it
can be forgotten.
"""

from functools import partial

import streamlit as st

from bsm_service.imports import RememberedMapping
from bsm_service.imports import texts as sentences
from dashboard.components import html as markup
from dashboard.data.page_context import Scene
from dashboard.forms import field_widgets as form_fields
from dashboard.imports import texts as import_wording
from dashboard.imports import uploads as importing
from dashboard.shell.access_checks import checked

_MOST_SHOWN = 50
_COMPLAINT = "import-forget-refused"


def remembered(scene: Scene) -> None:
    """Each with a button to forget it."""
    found = importing.mappings(scene.look)
    if not found:
        return
    with st.expander(
        import_wording.remembered(len(found)), type="compact", key="import-remembered"
    ):
        st.html(markup.paragraphs("measure", import_wording.REMEMBERED_MEASURE))
        if refusal := st.session_state.pop(_COMPLAINT, None):
            form_fields.complaint(refusal)
        for number, one in enumerate(found[:_MOST_SHOWN]):
            _mapping(scene, number, one)
        if len(found) > _MOST_SHOWN:
            shown = import_wording.first(
                _MOST_SHOWN, len(found), "; bsm import mappings lists all"
            )
            st.html(markup.paragraphs("measure", shown))


def _mapping(scene: Scene, number: int, one: RememberedMapping) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"import-mapping-{number}"
    ):
        st.html(markup.paragraphs("about", sentences.remembered(one)))
        st.button(
            import_wording.FORGET,
            key=f"import-forget-{one.what}-{one.said[:200]}",
            help=f"{import_wording.FORGET} “{one.said[:60]}”",
            on_click=checked(partial(_forget, scene, one)),
        )


def _forget(scene: Scene, one: RememberedMapping) -> None:
    refusal = importing.forget(scene.look, one)
    if refusal is not None:
        st.session_state[_COMPLAINT] = refusal
