"""How a file differs from what is on record, and which differences are taken over."""

from functools import partial

import streamlit as st

from bsm_service.imports import texts as imports_texts
from bsm_service.imports.report import ImportReport, RowDifference
from dashboard.components import html
from dashboard.components.html import Column
from dashboard.data.page_context import Scene
from dashboard.imports import texts as dashboard_texts
from dashboard.imports.uploads import Upload
from dashboard.shell.access_checks import checked
from dashboard.widgets import tables
from dashboard.widgets.headings import heading

_MOST_SHOWN = 20
_MOST_CHOSEN = 500
_COLUMNS = (
    Column("Row", numeric=True),
    Column("Activity"),
    Column("Difference"),
    Column("Taken over"),
)


def differences(scene: Scene, upload: Upload, found: ImportReport) -> None:
    """Every difference, and the choice of those to take over while it is a preview."""
    if not found.differences:
        return
    heading(
        dashboard_texts.DIFFERENCES, " ".join(imports_texts.difference_summary(found))
    )
    if found.is_preview:
        _choice(upload, found)
    rows = [
        [
            str(one.row),
            one.title,
            imports_texts.difference_text(one),
            dashboard_texts.taken_over(one),
        ]
        for one in found.differences
    ]
    caption = "Differences from the record"
    st.html(html.table(caption, _COLUMNS, rows[:_MOST_SHOWN]))
    if len(rows) > _MOST_SHOWN:
        shown = dashboard_texts.first(
            _MOST_SHOWN, len(rows), "differences; download the list to see all"
        )
        st.html(html.paragraphs("measure", shown))
    with st.container(horizontal=True):
        tables.download(scene, "import-differences", caption, _COLUMNS, rows)


def _choice(upload: Upload, found: ImportReport) -> None:
    possible = [one for one in found.differences if one.refusal is None]
    if not possible:
        return
    key = f"import-take-over-{upload.round}"
    st.radio(
        dashboard_texts.TAKE_OVER,
        list(dashboard_texts.TAKEN),
        format_func=dashboard_texts.TAKEN.__getitem__,
        index=list(dashboard_texts.TAKEN).index(upload.taking),
        horizontal=True,
        key=key,
        on_change=checked(partial(_take, upload, possible, key)),
    )
    if upload.taking == "chosen":
        _chosen(upload, possible[:_MOST_CHOSEN])


def _chosen(upload: Upload, possible: list[RowDifference]) -> None:
    key = f"import-taken-{upload.round}"
    by_label = {dashboard_texts.difference(one): one for one in possible}
    st.multiselect(
        dashboard_texts.CHOSEN,
        list(by_label),
        default=[label for label, one in by_label.items() if upload.takes(one)],
        placeholder=dashboard_texts.CHOOSE,
        key=key,
        on_change=checked(
            lambda: upload.take(
                "chosen", [by_label[label] for label in st.session_state[key]]
            )
        ),
    )


def _take(upload: Upload, possible: list[RowDifference], key: str) -> None:
    """Of all, those that were changed on record since are left to be chosen one by one:
    nothing is overwritten by the way.
    """
    taking = st.session_state[key]
    everything = [one for one in possible if not one.moved_on]
    upload.take(taking, everything if taking == "all" else [])
