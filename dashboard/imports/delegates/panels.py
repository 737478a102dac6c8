"""The import of delegates: a file, its preview, and storing. What is chosen stands in
widgets; a preview belongs to the choices that it was made with.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.imports.delegates import texts as delegates_texts
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.fields import DELEGATE_FIELDS
from bsm_service.imports.delegates.file_check import MAX_ROWS
from bsm_service.imports.delegates.file_import import (
    DelegateHeadings,
    import_delegates,
    preview_delegates,
    read_delegate_headings,
)
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.list_reading import ImportFile
from dashboard.components import html
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.forms import field_widgets, submit
from dashboard.forms.texts import as_sentence
from dashboard.imports import differences, import_session
from dashboard.imports import texts as imports_texts
from dashboard.imports.delegates import texts
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state, show_heading

_KEY = "delegates"
_MAX_UNKNOWN = 20


@dataclass(slots=True)
class DelegateUpload:
    """An uploaded list, with the choices that its widgets do not keep."""

    file_id: str
    file: ImportFile
    chosen: dict[str, Any] = field(default_factory=dict)
    store_requested: bool | None = None  # only the valid rows?
    result: DelegateReport | None = None
    command_ids: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def command_id(self, meeting: UUID, choices: DelegateChoices) -> UUID:
        """The same for a repeated press of the button."""
        key = meeting, choices.model_dump_json()
        return self.command_ids.setdefault(key, submit.new_id())

    def choose(self, name: str, value: object, text: str | None = None) -> None:
        """`text` is what is given a meaning."""
        if text is not None:
            value = {**self.chosen.get(name, {}), text: value}
        self.chosen[name] = value
        self.result = None


def show_steps(page: PageContext) -> None:
    if page.meeting is None or page.is_frozen:
        return
    upload = _uploaded()
    if upload is None:
        show_empty_state(texts.NOTHING_YET)
        return
    try:
        _show_import(page, upload, UUID(page.meeting.id))
    except DomainError as refusal:
        field_widgets.show_error(as_sentence(str(refusal)))


def _uploaded() -> DelegateUpload | None:
    uploaded = st.file_uploader(
        texts.UPLOAD,
        type=["csv", "tsv", "txt", "xlsx", "xlsm"],
        max_upload_size=max(1, submit.max_upload_bytes() // 1_000_000),
        key="import-delegates-file",
    )
    limits = imports_texts.upload_limits(submit.max_upload_bytes(), MAX_ROWS)
    st.html(html.paragraphs("measure", limits, texts.NEVER_LISTED))
    if uploaded is None:
        st.session_state.pop(_KEY, None)
        return None
    upload: DelegateUpload | None = st.session_state.get(_KEY)
    if upload is None or upload.file_id != uploaded.file_id:
        extension = uploaded.name.rpartition(".")[2]
        file = ImportFile(
            data=uploaded.getvalue(), extension=extension, name=uploaded.name
        )
        upload = st.session_state[_KEY] = DelegateUpload(uploaded.file_id, file)
    return upload


def _show_import(page: PageContext, upload: DelegateUpload, meeting: UUID) -> None:
    system, principal = running_system().system, page.viewer.principal
    choices = DelegateChoices(**upload.chosen)
    headings = read_delegate_headings(system, principal, upload.file, choices)
    _show_columns(upload, headings)
    if len(headings.meetings) > 1:
        _show_select(upload, "only_meeting", texts.ONLY_MEETING, [*headings.meetings])
        if choices.only_meeting is None:
            return
    if headings.missing:
        field_widgets.show_error(imports_texts.missing_columns([*headings.missing]))
        return
    _show_options(upload)
    report = upload.result
    if upload.store_requested is not None and report is None:
        choices = choices.model_copy(update={"only_valid": upload.store_requested})
        upload.store_requested = None
        report = upload.result = import_delegates(
            system,
            principal,
            meeting,
            upload.file,
            choices,
            command_id=upload.command_id(meeting, choices),
        )
        record.live_moment()
    if report is None:
        report = preview_delegates(system, principal, meeting, upload.file, choices)
        _show_unknown(page, upload, report)
    show_heading(delegates_texts.report_summary(report), upload.file.name)
    notes = (*delegates_texts.sentences(report), delegates_texts.not_invited(report))
    st.html(html.paragraphs("measure", *filter(None, notes)))
    if report.is_preview:
        _show_store_buttons(upload, report)
    if report.complaints:
        rows = [
            {"Row": str(each.row), "Field": each.field, "Why": each.says}
            for each in report.complaints
        ]
        differences.show_table(page, "refused-rows", "Refused rows", rows)


def _show_columns(upload: DelegateUpload, headings: DelegateHeadings) -> None:
    fields = ["", *(each.name for each in DELEGATE_FIELDS)]
    with (
        st.expander(texts.COLUMNS, expanded=bool(headings.missing), type="compact"),
        st.container(horizontal=True),
    ):
        for heading, name in headings.fields.items():
            if heading not in headings.never_imported:
                _show_select(upload, "columns", heading, fields, name, heading)


def _show_options(upload: DelegateUpload) -> None:
    for name, label in (
        ("accept_functions", texts.ACCEPT_FUNCTIONS),
        ("invite", texts.INVITE),
        ("confirmed", texts.CONFIRMED),
    ):
        key = f"import-delegates-{name}"
        st.checkbox(
            label,
            key=key,
            on_change=checked(
                lambda name=name, key=key: upload.choose(name, st.session_state[key])
            ),
        )
    reason = "import-delegates-late"
    st.text_input(
        texts.LATE_REASON,
        key=reason,
        on_change=checked(
            lambda: upload.choose("late_reason", st.session_state[reason] or None)
        ),
    )


def _show_unknown(
    page: PageContext, upload: DelegateUpload, report: DelegateReport
) -> None:
    """Texts whose meaning is to be chosen."""
    names = {"": texts.NEW_DELEGATION, **import_session.delegation_names(page.viewer)}
    if proposed := texts.proposals(report):
        st.html(html.paragraphs("about", proposed))
    with st.container(horizontal=True):
        for value in report.delegations[:_MAX_UNKNOWN]:
            codes = [*value.proposals, *(c for c in names if c not in value.proposals)]
            _show_select(
                upload, "delegations", value.said, codes, None, value.said, names
            )
        for value in report.functions[:_MAX_UNKNOWN]:
            functions = [*DelegateFunction]
            _show_select(upload, "functions", value.said, functions, None, value.said)


def _show_select(
    upload: DelegateUpload,
    name: str,
    label: str,
    options: list[Any],
    value: str | None = None,
    text: str | None = None,
    labels: dict[str, str] | None = None,
) -> None:
    key = f"import-delegates-{name}-{label[:200]}"
    if value is None and text is None:
        value = upload.chosen.get(name)
    st.selectbox(
        imports_texts.escape_markdown(label[:60]),
        options,
        index=options.index(value) if value in options else None,
        format_func=lambda option: (
            (labels or {}).get(option, option) or imports_texts.field_name("")
        ),
        placeholder="choose",
        key=key,
        width=240,
        on_change=checked(lambda: upload.choose(name, st.session_state[key], text)),
    )


def _show_store_buttons(upload: DelegateUpload, report: DelegateReport) -> None:
    with st.container(horizontal=True):
        st.button(
            texts.store_label(report),
            key="import-delegates-store",
            type="primary",
            disabled=not report.stored,
            on_click=checked(_request_store),
            args=(upload, bool(report.refused)),
        )


def _request_store(upload: DelegateUpload, only_valid: bool) -> None:
    upload.store_requested, upload.result = only_valid, None
