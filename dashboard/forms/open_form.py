"""An open form: its subject, and how it is sent.

The form of a command has one command ID and the version that its viewer saw. Submitted
twice, the command is recorded once; changes made by others meanwhile are shown. A
refusal is shown beside its field, and the entries are kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.access.permissions import Principal
from dashboard.forms import field_values, submit, texts
from dashboard.forms.drafts import Draft
from dashboard.forms.field_values import ReadValue, RowRefused
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Options,
    Preview,
    Values,
)
from dashboard.forms.source_fields import SOURCE_FIELDS, filled_source_fields
from dashboard.forms.submit import FormRefusal, FormResult

OCCURRED_ON = FormField(
    "occurred_on",
    texts.OCCURRED_ON,
    FieldKind.DATE,
    optional=True,
    help=texts.OCCURRED_ON_HELP,
)


@dataclass(frozen=True, slots=True)
class CheckedValues:
    """The values that a person has checked and can now send."""

    values: Values
    occurred_on: date | None
    preview: Preview


@dataclass(slots=True)
class OpenForm:
    """`forms` are the available actions, one at a time. `delegations` are the options.
    `draft` has earlier unsent entries, `version` is the version that the viewer saw
    last. `place` is the page on which it was opened, with the ID of what was open
    there; `meeting_id` is the meeting that the page showed, for a form of the record.
    `attempts` counts how often it was sent or checked. `previous` is the result of the
    last form in this dialog, and `follow` is called when it is closed.
    """

    principal: Principal
    subject: FormSubject
    forms: tuple[Form, ...]
    time_zone: str
    delegations: Options = ()
    draft: Draft | None = None
    version: int | None = None
    place: tuple[str, str | None] = "", None
    meeting_id: str | None = None
    command_id: UUID = field(default_factory=submit.new_id)
    refusals: tuple[FormRefusal, ...] = ()
    attempts: int = 0
    result: FormResult | None = None
    checked: CheckedValues | None = None
    is_read: bool = False
    previous: FormResult | None = None
    follow: Callable[[], None] | None = None

    @property
    def is_unread(self) -> bool:
        """Whether the result is to be read, and taken away, before it is gone."""
        result = self.result
        if result is None or self.is_read:
            return False
        return result.receipt is not None or result.secret is not None

    def widget_key(self, name: str, form: Form | None = None) -> str:
        return f"{form.name if form else 'form'}-{name}-{self.command_id}"


def visible_fields(opened: OpenForm, form: Form) -> tuple[FormField, ...]:
    """The fields that apply to the present choices, with their options."""
    percent = st.session_state.get(opened.widget_key("percent", form))
    return tuple(
        _with_options(opened, form, form_field)
        for form_field in form.fields
        if form_field.name not in opened.subject.ids
        and (
            form_field.only_below is None
            or (percent is not None and percent < form_field.only_below)
        )
        and (not form_field.only_if_refused or _is_asked(opened, form, form_field))
    )


def _is_asked(opened: OpenForm, form: Form, form_field: FormField) -> bool:
    """Whether a refusal was about the field; it stays until the form is sent."""
    is_refused = any(refused.field == form_field.name for refused in opened.refusals)
    return is_refused or opened.widget_key(form_field.name, form) in st.session_state


def _with_options(opened: OpenForm, form: Form, form_field: FormField) -> FormField:
    if form_field.of_delegations:
        options = opened.delegations
        if form_field.kind is FieldKind.CHOICE and form.command is not None:
            options = submit.submittable(opened.principal, form.command, options)
        return replace(form_field, options=options)
    if form_field.options_for is None or form_field.depends_on is None:
        return form_field
    chosen = st.session_state.get(opened.widget_key(form_field.depends_on, form))
    return replace(form_field, options=form_field.options_for(chosen) if chosen else ())


def submit_form(opened: OpenForm, form: Form) -> None:
    """Sends the entries, or first shows the preview."""
    if opened.result is not None:
        return
    opened.attempts += 1

    def read_value(field: FormField) -> Any:
        return st.session_state.get(opened.widget_key(field.name, form))

    fields = visible_fields(opened, form)
    source_fields = filled_source_fields(form, read_value)
    if refusals := _field_refusals((*fields, *source_fields), read_value):
        opened.refusals = refusals
        return
    zone = time_zone_named(opened.time_zone)
    try:
        filled = field_values.field_values(fields, read_value, zone)
        source = field_values.field_values(source_fields, read_value, zone)
    except RowRefused as refusal:
        opened.refusals = (FormRefusal(str(refusal), refusal.field),)
        return
    values = {**opened.subject.ids, **form.given, **filled}
    if form.command is not None and (new_id := form.command.NEW_ID_FIELD):
        values.setdefault(new_id, submit.derived_id(opened.command_id, new_id))
    opened.refusals, opened.checked = (), None
    occurred_on = read_value(OCCURRED_ON)
    try:
        if form.adjust is not None:
            values = form.adjust(values)
        values |= source
        if form.preview is not None:
            preview = form.preview(values)
            opened.checked = CheckedValues(values, occurred_on, preview)
            return
    except DomainError as refusal:
        opened.refusals = (_beside_field(submit.form_refusal(refusal), form.fields),)
        return
    _send(opened, form, values, occurred_on, fields)


def _field_refusals(
    fields: tuple[FormField, ...], read_value: ReadValue
) -> tuple[FormRefusal, ...]:
    """What is wrong with each field as it is: all at once, in their order."""
    missing = field_values.missing_fields(fields, read_value)
    refusals = []
    for form_field in fields:
        if form_field in missing:
            text = texts.FILL_IN
            if form_field.kind is FieldKind.FILE:
                text = texts.choose_file(submit.max_upload_bytes())
            refusals.append(FormRefusal(text, form_field.name))
        elif excess := field_values.excess_length(form_field, read_value):
            refusals.append(FormRefusal(texts.too_long(*excess), form_field.name))
    return tuple(refusals)


def send_checked(opened: OpenForm, form: Form, fields: tuple[FormField, ...]) -> None:
    """Sends the values that a person has checked."""
    if opened.checked is not None and opened.result is None:
        opened.attempts += 1
        sent, opened.checked = opened.checked, None
        _send(opened, form, sent.values, sent.occurred_on, fields)
        if opened.result is not None and sent.preview.result is not None:
            opened.result = replace(opened.result, sentence=sent.preview.result)


def _send(
    opened: OpenForm,
    form: Form,
    values: Values,
    occurred_on: date | None,
    fields: tuple[FormField, ...],
) -> None:
    result = _result_of(opened, form, values, occurred_on)
    if isinstance(result, FormRefusal):
        if result.version is not None:
            opened.version = result.version
        if form.explain is not None:
            result = replace(result, sentence=form.explain(result.sentence))
        opened.refusals = (
            _beside_field(result, (*fields, *SOURCE_FIELDS, OCCURRED_ON)),
        )
        return
    _release_files(opened, form, fields)
    following = form.again() if form.again is not None else None
    if following is None:
        opened.result = result
        opened.follow = partial(form.follow, values) if form.follow else None
        return
    opened.forms, opened.previous = (following,), result
    opened.command_id, opened.draft = submit.new_id(), None


def _result_of(
    opened: OpenForm, form: Form, values: Values, occurred_on: date | None
) -> FormResult | FormRefusal:
    if form.request is not None and form.run is not None:
        return submit.run_service(form.request, form.run, values)
    assert form.command is not None
    return submit.submit_command(
        opened.principal,
        form.command,
        values,
        command_id=opened.command_id,
        stream_id=opened.subject.stream_id,
        expected_version=opened.version if form.checks_version else None,
        occurred_on=occurred_on,
        time_zone=opened.time_zone,
    )


def _beside_field(refusal: FormRefusal, fields: tuple[FormField, ...]) -> FormRefusal:
    """The refusal for the field that is shown; the refusal of a row names the row."""
    shown = {field.name for field in fields}
    inside: list[str] = []
    name = refusal.field or ""
    while name and name not in shown:
        name, _, part = name.rpartition(".")
        inside.insert(0, part)
    sentence = refusal.sentence
    names_rows = sentence.startswith(("Row ", "Rows "))
    if name and inside and inside[0].isdecimal() and not names_rows:
        column = texts.field_label(inside[-1]) if len(inside) > 1 else ""
        sentence = texts.row_error(int(inside[0]) + 1, column, sentence)
    return replace(refusal, sentence=sentence, field=name or None)


def _release_files(opened: OpenForm, form: Form, fields: tuple[FormField, ...]) -> None:
    for form_field in fields:
        key = opened.widget_key(form_field.name, form)
        if form_field.kind is FieldKind.FILE and (file := st.session_state.get(key)):
            release_file(file.file_id)


def release_file(file_id: str) -> None:
    """Frees the memory of a file that was uploaded on the page that is drawn, or whose
    callback is running. Streamlit keeps it as long as the page is open.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    manager = context.uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, file_id)
