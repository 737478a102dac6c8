"""Which kind of list a file is, the options of a list of delegates, and which of its
meetings is imported.
"""

from collections.abc import Mapping

import streamlit as st

from bsm_domain.foundation.formatting import count_of
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.importable_lists import IMPORTABLE_LISTS, ImportableList
from bsm_service.imports.stored_mappings import ListKind
from dashboard.imports import texts
from dashboard.imports.import_session import Upload
from dashboard.imports.options import select
from dashboard.shell.callback_checks import checked


def choose_kind() -> ImportableList:
    by_kind = {str(listed.kind): listed for listed in IMPORTABLE_LISTS}
    kind = st.segmented_control(
        texts.KIND_LABEL,
        [*by_kind],
        default=next(iter(by_kind)),
        format_func=lambda kind: texts.KINDS[ListKind(kind)],
        required=True,
        key="import-kind",
    )
    return by_kind[kind]


def show_options(upload: Upload, report: DelegateReport) -> None:
    """What can be chosen for a meeting of the future, or of the past."""
    boxes, typed = texts.BOX_LABELS, texts.TEXT_LABELS
    if report.is_of_past_meeting:
        boxes, typed = texts.PAST_BOX_LABELS, texts.PAST_TEXT_LABELS
    with st.container(key="import-boxes"):
        for name, label in boxes.items():
            _show_box(upload, name, label)
    with (
        st.expander(texts.FURTHER_OPTIONS, type="compact", key="import-further"),
        st.container(horizontal=True),
    ):
        for name, label in typed.items():
            _show_typed(upload, name, label)


def _show_box(upload: Upload, name: str, label: str) -> None:
    key = f"import-option-{name}"
    st.session_state[key] = getattr(upload.choices, name)
    st.checkbox(
        label,
        key=key,
        help=upload.listed.help_of(name),
        on_change=checked(
            lambda: upload.set_options(**{name: bool(st.session_state[key])})
        ),
    )


def _show_typed(upload: Upload, name: str, label: str) -> None:
    key = f"import-option-{name}"
    st.session_state[key] = getattr(upload.choices, name) or ""
    st.text_input(
        label,
        key=key,
        help=upload.listed.help_of(name),
        width=320,
        on_change=checked(lambda: upload.set_text(name, str(st.session_state[key]))),
    )


def show_meetings(upload: Upload, meetings: Mapping[str, int]) -> None:
    """Of a file about several meetings: which of them this is."""
    select(
        texts.ONLY_MEETING,
        [*meetings],
        upload.choices.only_meeting,
        lambda name: f"{name} ({count_of(meetings[name], 'row')})",
        lambda name: upload.set_options(only_meeting=name),
        "import-only-meeting",
    )
