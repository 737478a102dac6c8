"""For the secretariat: import a tracker or a list of delegates kept elsewhere."""

import streamlit as st

from dashboard.data.page_context import PageContext
from dashboard.imports import panels
from dashboard.imports.delegates import panels as delegates_panels
from dashboard.imports.delegates import texts
from dashboard.meetings import step_panels
from dashboard.shell import layout


def show_import(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_headline(page, page.meeting)


layout.show_page(show_import, "page.import")
if layout.is_page_allowed("page.import"):
    kind = st.segmented_control(
        texts.KIND_LABEL,
        [texts.ACTIVITIES, texts.DELEGATES],
        default=texts.ACTIVITIES,
        required=True,
        key="import-kind",
    )
    if kind == texts.DELEGATES:
        delegates_panels.show_steps(layout.page_context())
    else:
        panels.show_steps(layout.page_context())
