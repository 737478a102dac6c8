"""A form that somebody has opened: what it is about, its fields, what came of it.

It has one command id, and the version that its viewer saw: submitted twice, it is
recorded once, and what has happened meanwhile is shown. A refusal stands beside
the field that it is about, and what was filled in stays.
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_service.access.permissions import Principal
from dashboard.components import html
from dashboard.forms import drafts, field_widgets, submit, texts, uploaded_file_release
from dashboard.forms.command_form import CommandForm, FieldKind, FormField
from dashboard.forms.drafts import Draft
from dashboard.forms.submit import FormRefusal, FormResult
from dashboard.shell.callback_checks import checked

_OCCURRED_ON = FormField(
    "occurred_on",
    texts.OCCURRED_ON,
    FieldKind.DATE,
    optional=True,
    help=texts.OCCURRED_ON_HELP,
)


@dataclass(slots=True)
class OpenForm:
    """`ids` name what the command is about; `stream_id` is what it changes, if it is
    on record already, and `version` is what the viewer saw of it. `button_place` is
    where it was opened, and `draft_subject_id` what its draft is stored under, if one
    is; `draft` is what was typed into it before.
    """

    principal: Principal
    title: str
    description: str
    command_forms: tuple[CommandForm, ...]
    ids: dict[str, UUID]
    time_zone: str
    stream_id: str | None = None
    version: int | None = None
    button_place: str = ""
    draft_subject_id: str | None = None
    draft: Draft | None = None
    command_id: UUID = field(default_factory=submit.new_id)
    refusal: FormRefusal | None = None
    result: FormResult | None = None

    def widget_key(self, name: str, command_form: CommandForm | None = None) -> str:
        command_name = command_form.command.NAME if command_form else "form"
        return f"{command_name}-{name}-{self.command_id}"


def show_form(form: OpenForm) -> None:
    """The choice of what to record, where there is one, and its fields."""
    st.html(html.paragraphs("about", form.description))
    command_form = _with_draft(form, _choose_form(form))
    if command_form.prefill is not None:
        command_form = command_form.prefill(command_form)
    if command_form.explanations:
        st.html(html.paragraphs("before", *command_form.explanations))
    for form_field in command_form.fields:
        if form_field.kind is FieldKind.PERCENT:
            field_widgets.show_percent(
                form_field, form.widget_key(form_field.name, command_form)
            )
        elif form_field.has_dependents:
            field_widgets.show_field(
                form_field, form.widget_key(form_field.name, command_form)
            )
        else:
            continue
        _show_refusal(form, form_field.name)
    with st.form(
        form.widget_key("fields", command_form), border=False, enter_to_submit=False
    ):
        for form_field in _visible_fields(form, command_form):
            if (
                form_field.kind is not FieldKind.PERCENT
                and not form_field.has_dependents
            ):
                field_widgets.show_field(
                    form_field, form.widget_key(form_field.name, command_form)
                )
                _show_refusal(form, form_field.name)
        with st.expander(texts.OCCURRED_EARLIER, type="compact"):
            field_widgets.show_field(
                _OCCURRED_ON, form.widget_key(_OCCURRED_ON.name, command_form)
            )
        _show_refusal(form, _OCCURRED_ON.name)
        _show_refusal(form, None)
        st.form_submit_button(
            command_form.submit_label,
            type="primary",
            width="stretch",
            key=form.widget_key("send", command_form),
            on_click=checked(_submit),
            args=(form, command_form),
        )

    _save_draft(form, command_form)


def _choose_form(form: OpenForm) -> CommandForm:
    labels = [command_form.label for command_form in form.command_forms]
    question, key = texts.CHOOSE_FORM, form.widget_key("what")
    draft_label = form.draft.label if form.draft else None
    first = labels.index(draft_label) if draft_label in labels else 0
    return form.command_forms[
        field_widgets.choose_form(question, labels, key, form, first)
    ]


def _with_draft(form: OpenForm, command_form: CommandForm) -> CommandForm:
    """With what was typed before in place of what the fields begin with."""
    draft = form.draft
    if draft is None or draft.label != command_form.label:
        return command_form

    def with_draft_value(field: FormField) -> FormField:
        if field.kind is FieldKind.PERCENT and draft.percent is not None:
            return replace(field, value=draft.percent)
        if field.kind in (FieldKind.LINE, FieldKind.TEXT) and field.name in draft.texts:
            return replace(field, value=draft.texts[field.name][: field.max_length])
        return field

    return replace(
        command_form, fields=tuple(map(with_draft_value, command_form.fields))
    )


def _save_draft(form: OpenForm, command_form: CommandForm) -> None:
    """Stores what is typed, so that a lost connection does not lose it."""
    if form.draft_subject_id is None:
        return
    typed = [
        field
        for field in _visible_fields(form, command_form)
        if field.kind in (FieldKind.LINE, FieldKind.TEXT)
    ]
    percent = st.session_state.get(form.widget_key("percent", command_form))
    drafts.save_while_typing(
        form.principal,
        Draft(
            form.draft_subject_id, form.button_place, command_form.label, {}, percent
        ),
        [(field.name, form.widget_key(field.name, command_form)) for field in typed],
    )


def _visible_fields(form: OpenForm, command_form: CommandForm) -> tuple[FormField, ...]:
    """The fields that what was chosen so far calls for."""
    percent = st.session_state.get(form.widget_key("percent", command_form))
    return tuple(
        _with_options(form, command_form, field)
        for field in command_form.fields
        if field.only_below is None
        or (percent is not None and percent < field.only_below)
    )


def _with_options(
    form: OpenForm, command_form: CommandForm, field: FormField
) -> FormField:
    if field.options_for is None or field.depends_on is None:
        return field
    chosen = st.session_state.get(form.widget_key(field.depends_on, command_form))
    return replace(field, options=field.options_for(chosen) if chosen else ())


def _show_refusal(form: OpenForm, name: str | None) -> None:
    refused = form.refusal
    if refused is None or refused.field != name:
        return
    field_widgets.show_error(refused.sentence)
    if refused.newer_facts:
        st.html(
            html.paragraphs(
                "meanwhile", *(fact.sentence for fact in refused.newer_facts)
            )
        )


def _submit(form: OpenForm, command_form: CommandForm) -> None:
    if form.result is not None:
        return

    def read_value(field: FormField) -> Any:
        return st.session_state.get(form.widget_key(field.name, command_form))

    fields = _visible_fields(form, command_form)
    if missing := field_widgets.missing_fields(fields, read_value):
        first = missing[0]
        text = texts.FILL_IN
        if first.kind is FieldKind.FILE:
            text = texts.choose_file(submit.max_upload_bytes())
        form.refusal = FormRefusal(text, first.name)
        return
    values = {**form.ids, **field_widgets.field_values(fields, read_value)}
    if command_form.new_id_field is not None:
        values.setdefault(
            command_form.new_id_field,
            submit.derived_id(form.command_id, command_form.new_id_field),
        )
    if command_form.to_command is not None:
        values = command_form.to_command(values)
    result = submit.submit_command(
        form.principal,
        command_form.command,
        values,
        command_id=form.command_id,
        stream_id=form.stream_id,
        expected_version=form.version,
        occurred_on=read_value(_OCCURRED_ON),
        time_zone=form.time_zone,
    )
    if isinstance(result, FormResult):
        form.result = result
        for form_field in fields:
            if (
                form_field.kind is FieldKind.FILE
                and (file := read_value(form_field)) is not None
            ):
                uploaded_file_release.release_file(file.file_id)
        return
    if result.version is not None:
        form.version = result.version
    shown_names = {field.name for field in (*fields, _OCCURRED_ON)}
    refused_field = result.field if result.field in shown_names else None
    form.refusal = FormRefusal(result.sentence, refused_field, result.newer_facts)
