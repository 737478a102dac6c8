"""How a file differs from the record, and which differences are applied."""

from functools import partial

import streamlit as st

from bsm_service.imports.report import ImportReport, RowDifference
from bsm_service.imports.texts import difference_summary, difference_text
from dashboard.components import html
from dashboard.components.html import Rows
from dashboard.data.page_context import PageContext
from dashboard.imports import texts
from dashboard.imports.import_session import Upload
from dashboard.shell.callback_checks import checked
from dashboard.widgets import tables
from dashboard.widgets.headings import show_heading

_MAX_ROWS = 20
_MAX_OPTIONS = 500


def show_differences(page: PageContext, upload: Upload, report: ImportReport) -> None:
    """Every difference; in a preview, with the choice of those to apply."""
    if not report.differences:
        return
    show_heading(texts.DIFFERENCES, " ".join(difference_summary(report)))
    if report.is_preview:
        _show_choice(upload, report)
    rows = [
        {
            "Row": str(difference.row),
            "Activity": difference.title,
            "Difference": difference_text(difference),
            "Applied": texts.adoption_text(difference),
        }
        for difference in report.differences
    ]
    caption = "Differences from the record"
    show_table(page, "import-differences", caption, rows, "differences")


def show_table(
    page: PageContext, name: str, caption: str, rows: Rows, noun: str = "rows"
) -> None:
    """The first rows of a table; all of them can be downloaded."""
    st.html(html.table(caption, rows[:_MAX_ROWS], ["Row"]))
    if len(rows) > _MAX_ROWS:
        shown_text = texts.shown_of_total(
            _MAX_ROWS, len(rows), f"{noun}; download the list to see all"
        )
        st.html(html.paragraphs("measure", shown_text))
    with st.container(horizontal=True):
        tables.show_downloads(page, name, caption, rows, ["Row"])


def _show_choice(upload: Upload, report: ImportReport) -> None:
    adoptable = [
        difference for difference in report.differences if difference.refusal is None
    ]
    if not adoptable:
        return
    key = f"import-take-over-{upload.widget_round}"
    st.radio(
        texts.ADOPT_LABEL,
        list(texts.ADOPT_OPTIONS),
        format_func=texts.ADOPT_OPTIONS.__getitem__,
        index=list(texts.ADOPT_OPTIONS).index(upload.adoption),
        horizontal=True,
        key=key,
        on_change=checked(partial(_adopt, upload, adoptable, key)),
    )
    if upload.adoption == "chosen":
        _show_selection(upload, adoptable[:_MAX_OPTIONS])


def _show_selection(upload: Upload, adoptable: list[RowDifference]) -> None:
    key = f"import-taken-{upload.widget_round}"
    by_label = {
        texts.difference_label(difference): difference for difference in adoptable
    }
    st.multiselect(
        texts.ADOPTED_LABEL,
        list(by_label),
        default=[
            label
            for label, difference in by_label.items()
            if upload.is_adopted(difference)
        ],
        placeholder=texts.ADOPTED_PLACEHOLDER,
        key=key,
        on_change=checked(
            lambda: upload.adopt(
                "chosen", [by_label[label] for label in st.session_state[key]]
            )
        ),
    )


def _adopt(upload: Upload, adoptable: list[RowDifference], key: str) -> None:
    """ "All" leaves out those that were changed on record since: they are chosen one by
    one, so that nothing is overwritten unnoticed.
    """
    adoption = st.session_state[key]
    unchanged_on_record = [
        difference for difference in adoptable if not difference.moved_on
    ]
    upload.adopt(adoption, unchanged_on_record if adoption == "all" else [])
