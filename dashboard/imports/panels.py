"""The page Import: a file, how it is understood, a preview of its rows, and storing.

None of it is redrawn when the record changes, and what was chosen is stored in the
session.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.formatting import count_of
from bsm_projections.meetings.read_model import Meeting
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.delegates.texts import not_invited
from bsm_service.imports.importable_lists import ImportableList
from bsm_service.imports.report import ImportReport
from bsm_service.imports.stored_mappings import ListKind
from bsm_service.imports.texts import format_sentences
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import field_widgets, submit
from dashboard.forms.open_form import release_file
from dashboard.imports import (
    differences,
    further_options,
    import_session,
    options,
    saved_mappings,
    texts,
)
from dashboard.imports.import_session import Upload
from dashboard.shell import address, layout
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state, show_heading

# Where what was stored is seen: the page, and the kind of facts in the History.
_SHOWN_ON = {
    ListKind.ACTIVITIES: ((layout.FOLLOW_UP_PAGE, "Show in Follow-up"), "activity"),
    ListKind.DELEGATES: ((layout.MEETING_PAGE, "Show the meeting"), "registration"),
}
_EXTENSIONS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xltx", "xltm"]


def show_headline(page: PageContext, meeting: Meeting) -> None:
    number_of_activities = import_session.count_activities(page.viewer, meeting.id)
    st.html(html.headline(texts.headline(meeting, number_of_activities)))
    if page.is_frozen:
        st.html(html.paragraphs("past", texts.PAST_IS_READ_ONLY))


def show_steps(page: PageContext, listed: ImportableList) -> None:
    """The steps of an import of a kind of list, up to the current one."""
    if page.meeting is None or page.is_frozen:
        return
    upload, meeting = _choose_file(page, listed), UUID(page.meeting.id)
    if upload is None:
        show_empty_state(texts.NO_FILE_YET)
        saved_mappings.show_saved_mappings(page, listed.kind)
        return
    if upload.store_requested and upload.result is None:
        with _progress_bar() as report_progress:
            import_session.store_rows(upload, meeting, report_progress)
        if upload.result is not None:
            _release(upload)
    if upload.result is not None:
        _show_result(page, upload, upload.result)
        return
    import_session.match_columns(upload)
    options.show_sheet(upload)
    meetings = getattr(upload.headings, "meetings", {})
    is_readable = upload.headings is not None and not upload.headings.missing
    if len(meetings) > 1:
        further_options.show_meetings(upload, meetings)
        is_readable = is_readable and upload.choices.only_meeting is not None
    if is_readable and not upload.has_preview_for(meeting):
        with _progress_bar() as report_progress:
            import_session.preview_rows(upload, meeting, report_progress)
    preview = upload.preview if upload.has_preview_for(meeting) else None
    options.show_file_format(upload, preview.format.day_order if preview else {})
    if upload.headings is not None:
        options.show_columns(page, upload, upload.headings)
        if is_readable:
            _show_preview(page, upload)
    if upload.refusal is not None:
        field_widgets.show_error(upload.refusal)


def _key(listed: ImportableList, what: str = "") -> str:
    """Each kind of list has a file of its own."""
    kind = "" if listed.kind is ListKind.ACTIVITIES else f"-{listed.kind}"
    return f"import{kind}{what}"


def _choose_file(page: PageContext, listed: ImportableList) -> Upload | None:
    """The file that is chosen now, or was chosen before."""
    upload_key, taken_key = _key(listed), _key(listed, "-taken")
    round_number = st.session_state.get(_key(listed, "-round"), 0)
    never_listed = [texts.NEVER_LISTED] if listed.kind is ListKind.DELEGATES else []
    with st.container(key="import-file-of"):
        uploaded_file = st.file_uploader(
            texts.UPLOADS[listed.kind],
            type=_EXTENSIONS,
            max_upload_size=max(1, submit.max_upload_bytes() // 1_000_000),
            key=_key(listed, f"-file-{round_number}"),
        )
        st.html(
            html.paragraphs(
                "measure",
                texts.upload_limits(submit.max_upload_bytes(), listed.max_rows),
                *never_listed,
            )
        )
    upload: Upload | None = st.session_state.get(upload_key)
    taken = st.session_state.get(taken_key)
    if uploaded_file is not None and uploaded_file.file_id != taken:
        if upload is not None:
            _release(upload)
        upload = Upload(
            listed,
            page.viewer.principal,
            uploaded_file.file_id,
            uploaded_file.name,
            uploaded_file.getvalue(),
        )
        st.session_state[upload_key] = upload
        st.session_state[taken_key] = uploaded_file.file_id
    if upload is None or upload.principal != page.viewer.principal:
        return None
    # Chosen before the viewer went to another page.
    if uploaded_file is None and upload.result is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(html.paragraphs("about", texts.chosen_before(upload.name)))
            st.button(
                texts.IMPORT_ANOTHER,
                key="import-again",
                on_click=checked(partial(_start_over, listed)),
            )
    return upload


def _release(upload: Upload) -> None:
    """Frees the memory of the file: from now on, its report is shown."""
    release_file(upload.file_id)
    upload.data = b""


def _start_over(listed: ImportableList) -> None:
    upload: Upload | None = st.session_state.pop(_key(listed), None)
    if upload is not None:
        _release(upload)
    round_key = _key(listed, "-round")
    st.session_state[round_key] = st.session_state.get(round_key, 0) + 1


def _show_preview(page: PageContext, upload: Upload) -> None:
    report = upload.preview
    if report is None:
        return
    options.show_unknown_values(page, upload, report)
    is_tracker = isinstance(report, ImportReport)
    if is_tracker:
        options.show_retitled(upload, report)
    else:
        further_options.show_options(upload, report)
    show_heading(texts.PREVIEW_HEADING, texts.preview_measure(upload.name))
    if is_tracker:
        options.show_audience(upload)
    _show_summary(upload, report)
    if is_tracker:
        differences.show_differences(page, upload, report)
    _show_store_buttons(upload, report)
    _show_rejected_rows(page, report)


def _show_summary(upload: Upload, report: ImportReport | DelegateReport) -> None:
    """The numbers of rows, and notes about the file."""
    st.html(html.paragraphs("about", upload.listed.summary(report)))
    notes = [*upload.listed.notes(report)]
    if not report.is_preview:
        notes.insert(0, format_sentences(report.format))
    elif isinstance(report, DelegateReport) and not upload.choices.invite:
        notes += filter(None, [not_invited(report)])
    if notes:
        st.html(html.paragraphs("measure", *notes))


def _show_rejected_rows(
    page: PageContext, report: ImportReport | DelegateReport
) -> None:
    """Refused rows, or merged into others."""
    if report.complaints:
        differences.show_table(
            page,
            "refused-rows",
            "Refused rows",
            [
                {
                    "Row": str(rejected.row),
                    "Field": texts.field_name(rejected.field),
                    "Why": rejected.says,
                }
                for rejected in report.complaints
            ],
        )
    if report.merges:
        with st.expander(
            f"{count_of(report.merged, 'row')} merged into others",
            type="compact",
            key="import-merges",
        ):
            differences.show_table(
                page,
                "merged-rows",
                "Merged rows",
                [
                    {"Row": str(merged.row), "Merged into": merged.into}
                    for merged in report.merges
                ],
            )


def _show_store_buttons(upload: Upload, report: ImportReport | DelegateReport) -> None:
    changed = report.changed if isinstance(report, ImportReport) else 0
    number_of_changes = report.stored + changed
    is_complete = number_of_changes > 0 and not report.refused
    with st.container(horizontal=True):
        st.button(
            texts.store_label(report),
            key="import-all",
            type="primary" if is_complete else "secondary",
            disabled=not is_complete,
            on_click=checked(_request_store),
            args=(upload, False),
        )
        if report.refused and number_of_changes:
            rows = count_of(number_of_changes + report.merged, "valid row")
            st.button(
                f"Store the {rows}",
                key="import-valid",
                type="primary",
                on_click=checked(_request_store),
                args=(upload, True),
            )
    if not is_complete:
        st.html(html.paragraphs("measure", texts.nothing_to_store(report)))


def _request_store(upload: Upload, only_valid: bool) -> None:
    if upload.choices.only_valid != only_valid:
        upload.choices = upload.choices.model_copy(update={"only_valid": only_valid})
    upload.refusal, upload.store_requested = None, True


def _show_result(
    page: PageContext, upload: Upload, report: ImportReport | DelegateReport
) -> None:
    show_heading(texts.RESULT_HEADING, upload.name)
    _show_summary(upload, report)
    shown_on, fact_kind = _SHOWN_ON[upload.listed.kind]
    with st.container(horizontal=True, vertical_alignment="center"):
        for page_file, label in (shown_on, (layout.HISTORY_PAGE, "Show in History")):
            query = {"kind": fact_kind} if page_file == layout.HISTORY_PAGE else {}
            st.page_link(
                page_file,
                label=label,
                query_params=address.with_shared_parameters(query),
            )
        st.button(
            texts.IMPORT_ANOTHER,
            key="import-next",
            on_click=checked(partial(_start_over, upload.listed)),
        )
    if isinstance(report, ImportReport):
        differences.show_differences(page, upload, report)
    _show_rejected_rows(page, report)


@contextmanager
def _progress_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress bar while rows are checked and stored."""
    placeholder = st.empty()
    last: tuple[str, int] | None = None

    def report_progress(step: str, done: int, total: int | None) -> None:
        nonlocal last
        percent = 100 if not total else done * 100 // total
        if (step, percent) != last:
            last = step, percent
            progress_text = f" {done:,} of {total:,}" if total else ""
            placeholder.progress(percent, f"{step.capitalize()}{progress_text} …")

    try:
        yield report_progress
    finally:
        placeholder.empty()
