"""The stored mappings of earlier imports on the page Import, with who made them."""

from functools import partial

import streamlit as st

from bsm_domain.foundation.errors import DomainError
from bsm_service.imports import stored_mappings
from bsm_service.imports.report import RememberedMapping
from bsm_service.imports.stored_mappings import ListKind
from bsm_service.imports.texts import mapping_text
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.forms import field_widgets
from dashboard.forms.texts import as_sentence
from dashboard.imports import texts
from dashboard.shell.callback_checks import checked

_MAX_MAPPINGS = 50
_REFUSAL_KEY = "import-forget-refused"


def show_saved_mappings(page: PageContext, kind: ListKind) -> None:
    """Each with a button that deletes it."""
    system, principal = running_system().system, page.viewer.principal
    mappings = stored_mappings.list_mappings(system, principal, kind)
    if not mappings:
        return
    with st.expander(
        texts.saved_mappings_label(len(mappings)),
        type="compact",
        key="import-remembered",
    ):
        st.html(html.paragraphs("measure", texts.SAVED_MAPPINGS_MEASURE))
        if refusal := st.session_state.pop(_REFUSAL_KEY, None):
            field_widgets.show_error(refusal)
        for index, mapping in enumerate(mappings[:_MAX_MAPPINGS]):
            _show_mapping(page, kind, index, mapping)
        if len(mappings) > _MAX_MAPPINGS:
            shown_text = texts.shown_of_total(
                _MAX_MAPPINGS,
                len(mappings),
                f"saved meanings; run 'bsm import mappings --of {kind}' to list all",
            )
            st.html(html.paragraphs("measure", shown_text))


def _show_mapping(
    page: PageContext, kind: ListKind, index: int, mapping: RememberedMapping
) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"import-mapping-{index}"
    ):
        st.html(html.paragraphs("about", mapping_text(mapping)))
        st.button(
            texts.FORGET,
            key=f"import-forget-{mapping.what}-{mapping.said[:200]}",
            help=f"{texts.FORGET} “{mapping.said[:60]}”",
            on_click=checked(partial(_delete, page, kind, mapping)),
        )


def _delete(page: PageContext, kind: ListKind, mapping: RememberedMapping) -> None:
    try:
        stored_mappings.forget_mapping(
            running_system().system,
            page.viewer.principal,
            mapping.what,
            mapping.said,
            kind,
        )
    except DomainError as refusal:
        st.session_state[_REFUSAL_KEY] = as_sentence(str(refusal))
