"""A form that somebody has opened: what it is about, its fields, what came of it.

A command's has one command id, and the version that its viewer saw: submitted twice, it
is recorded once, and what has happened meanwhile is shown. A refusal stands beside
the field that it is about, and what was filled in stays.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.access.permissions import Principal
from dashboard.components import html
from dashboard.data import current_principal
from dashboard.forms import (
    drafts,
    field_values,
    field_widgets,
    submit,
    texts,
    uploaded_file_release,
)
from dashboard.forms.drafts import Draft
from dashboard.forms.field_values import RowRefused
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Options,
    Values,
)
from dashboard.forms.submit import FormRefusal, FormResult
from dashboard.shell import address
from dashboard.shell.callback_checks import checked

_OCCURRED_ON = FormField(
    "occurred_on",
    texts.OCCURRED_ON,
    FieldKind.DATE,
    optional=True,
    help=texts.OCCURRED_ON_HELP,
)
_TYPED = (FieldKind.LINE, FieldKind.TEXT, FieldKind.LINES, FieldKind.ROWS)


@dataclass(slots=True)
class OpenForm:
    """`forms` are what may be done here, one at a time. `delegations` are those to
    choose from. `draft` is what was typed into it before, `version` what its viewer saw
    last.
    """

    principal: Principal
    subject: FormSubject
    forms: tuple[Form, ...]
    time_zone: str
    delegations: Options = ()
    draft: Draft | None = None
    version: int | None = None
    command_id: UUID = field(default_factory=submit.new_id)
    refusal: FormRefusal | None = None
    result: FormResult | None = None

    def widget_key(self, name: str, form: Form | None = None) -> str:
        return f"{form.name if form else 'form'}-{name}-{self.command_id}"


def show_form(opened: OpenForm) -> None:
    """The choice of what to do, where there is one, and its fields."""
    st.html(html.paragraphs("about", opened.subject.description))
    form = _choose_form(opened)
    if form.confirmation_for and not current_principal.has_recent_confirmation(
        opened.principal, form.confirmation_for
    ):
        _show_confirmation_link()
        return
    form = _with_draft(opened, form.complete(form) if form.complete else form)
    if form.explanations:
        st.html(html.paragraphs("before", *form.explanations))
    leading = _leading_fields(form)
    for form_field in _visible_fields(opened, form):
        if form_field.name in leading:
            _show_field(opened, form, form_field)
    fields = _visible_fields(opened, form)  # after what was chosen above
    with st.form(
        opened.widget_key("fields", form), border=False, enter_to_submit=False
    ):
        for form_field in fields:
            if form_field.name not in leading:
                _show_field(opened, form, form_field)
        if form.command is not None:
            with st.expander(texts.OCCURRED_EARLIER, type="compact"):
                field_widgets.show_field(
                    _OCCURRED_ON, opened.widget_key(_OCCURRED_ON.name, form)
                )
            _show_refusal(opened, _OCCURRED_ON.name)
        _show_refusal(opened, None)
        st.form_submit_button(
            form.submit_label,
            type="primary",
            width="stretch",
            key=opened.widget_key("send", form),
            on_click=checked(_submit),
            args=(opened, form),
        )
    _save_draft(opened, form, fields)


def _show_confirmation_link() -> None:
    """A link to confirm one's identity, and back to this page."""
    st.html(
        html.paragraphs("before", texts.CONFIRM_FIRST) + '<p class="bsm-more">'
        f'<a href="{address.confirmation_address()}" target="_self">'
        f"{texts.CONFIRM}</a></p>"
    )


def _choose_form(opened: OpenForm) -> Form:
    labels = [form.label for form in opened.forms]
    draft_label = opened.draft.label if opened.draft else None
    first = labels.index(draft_label) if draft_label in labels else 0
    key = opened.widget_key("what")
    return opened.forms[
        field_widgets.choose_form(texts.CHOOSE_FORM, labels, key, opened, first)
    ]


def _leading_fields(form: Form) -> set[str]:
    """Names of those that decide about others: they stand outside of what is sent."""
    percents = {field.name for field in form.fields if field.kind is FieldKind.PERCENT}
    return percents | {field.depends_on for field in form.fields if field.depends_on}


def _show_field(opened: OpenForm, form: Form, form_field: FormField) -> None:
    field_widgets.show_field(form_field, opened.widget_key(form_field.name, form))
    _show_refusal(opened, form_field.name)


def _with_draft(opened: OpenForm, form: Form) -> Form:
    """With what was typed before in place of what the fields begin with."""
    draft = opened.draft
    if draft is None or draft.label != form.label:
        return form

    def with_draft_value(field: FormField) -> FormField:
        if field.kind is FieldKind.PERCENT and draft.percent is not None:
            return replace(field, value=draft.percent)
        if field.kind not in _TYPED or field.name not in draft.texts:
            return field
        text = draft.texts[field.name][: field.max_length]
        is_lines = field.kind in (FieldKind.LINES, FieldKind.ROWS)
        return replace(field, value=text.splitlines() if is_lines else text)

    return replace(form, fields=tuple(map(with_draft_value, form.fields)))


def _save_draft(opened: OpenForm, form: Form, fields: tuple[FormField, ...]) -> None:
    """Stores what is typed, so that a lost connection does not lose it."""
    if opened.subject.draft_id is None:
        return
    percent = st.session_state.get(opened.widget_key("percent", form))
    drafts.save_while_typing(
        opened.principal,
        Draft(opened.subject.draft_id, opened.subject.place, form.label, {}, percent),
        [
            (form_field.name, opened.widget_key(form_field.name, form))
            for form_field in fields
            if form_field.kind in _TYPED
        ],
    )


def _visible_fields(opened: OpenForm, form: Form) -> tuple[FormField, ...]:
    """The fields that what was chosen so far calls for, with their options."""
    percent = st.session_state.get(opened.widget_key("percent", form))
    return tuple(
        _with_options(opened, form, form_field)
        for form_field in form.fields
        if form_field.name not in opened.subject.ids
        and (
            form_field.only_below is None
            or (percent is not None and percent < form_field.only_below)
        )
    )


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


def _show_refusal(opened: OpenForm, name: str | None) -> None:
    refused = opened.refusal
    if refused is None or refused.field != name:
        return
    field_widgets.show_error(refused.sentence)
    if refused.newer_facts:
        sentences = (fact.sentence for fact in refused.newer_facts)
        st.html(html.paragraphs("meanwhile", *sentences))
    if refused.needs_confirmation:
        _show_confirmation_link()


def _submit(opened: OpenForm, form: Form) -> None:
    if opened.result is not None:
        return

    def read_value(field: FormField) -> Any:
        return st.session_state.get(opened.widget_key(field.name, form))

    fields = _visible_fields(opened, form)
    if missing := field_values.missing_fields(fields, read_value):
        first = missing[0]
        text = texts.FILL_IN
        if first.kind is FieldKind.FILE:
            text = texts.choose_file(submit.max_upload_bytes())
        opened.refusal = FormRefusal(text, first.name)
        return
    try:
        filled = field_values.field_values(
            fields, read_value, time_zone_named(opened.time_zone)
        )
    except RowRefused as refusal:
        opened.refusal = FormRefusal(str(refusal), refusal.field)
        return
    values = {**opened.subject.ids, **form.given, **filled}
    if form.command is not None and (new_id := form.command.NEW_ID_FIELD):
        values.setdefault(new_id, submit.derived_id(opened.command_id, new_id))
    if form.adjust is not None:
        values = form.adjust(values)
    result = _send(opened, form, values, read_value(_OCCURRED_ON))
    if isinstance(result, FormResult):
        opened.result = result
        _release_files(fields, read_value)
        return
    if result.version is not None:
        opened.version = result.version
    opened.refusal = _beside_field(result, (*fields, _OCCURRED_ON))


def _send(
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
        expected_version=opened.version,
        occurred_on=occurred_on,
        time_zone=opened.time_zone,
    )


def _beside_field(refusal: FormRefusal, fields: tuple[FormField, ...]) -> FormRefusal:
    """The refusal, beside the field that is shown; one of a row names it."""
    shown = {field.name for field in fields}
    inside: list[str] = []
    name = refusal.field or ""
    while name and name not in shown:
        name, _, part = name.rpartition(".")
        inside.insert(0, part)
    sentence = refusal.sentence
    if name and inside and inside[0].isdecimal():
        column = texts.field_label(inside[-1]) if len(inside) > 1 else ""
        sentence = texts.row_error(int(inside[0]) + 1, column, sentence)
    return replace(refusal, sentence=sentence, field=name or None)


def _release_files(
    fields: tuple[FormField, ...], read_value: field_values.ReadValue
) -> None:
    for form_field in fields:
        if form_field.kind is FieldKind.FILE and (file := read_value(form_field)):
            uploaded_file_release.release_file(file.file_id)
