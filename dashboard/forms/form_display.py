"""Draws an open form: its fields with refusals beside them, the preview, and the
buttons that send it.
"""

from dataclasses import replace

import streamlit as st

from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data import current_principal
from dashboard.forms import (
    drafts,
    field_widgets,
    open_form,
    texts,
)
from dashboard.forms.drafts import Draft
from dashboard.forms.form import FieldKind, Form, FormField, Preview
from dashboard.forms.open_form import OCCURRED_ON, OpenForm, visible_fields
from dashboard.forms.source_fields import (
    SOURCE_FIELDS,
    is_about_source,
    offered_source_fields,
)
from dashboard.forms.submit import FormResult
from dashboard.shell import address
from dashboard.shell.callback_checks import checked, checked_file

_LIST_HEIGHT = 240  # pixels
_TYPED = (FieldKind.LINE, FieldKind.TEXT, FieldKind.LINES, FieldKind.ROWS)


def show_form(opened: OpenForm) -> None:
    """Draws the choice of the form, if there are several, and the fields of the chosen
    form.
    """
    if opened.previous is not None:
        previous = opened.previous
        st.html(html.result_message(previous.sentence, previous.position))
    st.html(html.paragraphs("about", opened.subject.description))
    # Always there: a note that moved the fields down would take the cursor out of them.
    with st.container(key="form-note"):
        if opened.subject.note is not None:
            st.html(opened.subject.note)
    form = _choose_form(opened)
    if form.confirmation_for and not current_principal.has_recent_confirmation(
        opened.principal, form.confirmation_for
    ):
        _show_confirmation_link()
        return
    form = _with_draft(opened, form.complete(form) if form.complete else form)
    if form.explanations:
        st.html(html.paragraphs("before", *form.explanations))
    if form.definitions:
        with st.expander(texts.DEFINITIONS, type="compact"):
            st.html(html.definitions(form.definitions))
    leading = _leading_fields(form)
    for form_field in visible_fields(opened, form):
        if form_field.name in leading:
            _show_field(opened, form, form_field)
    fields = visible_fields(opened, form)  # after what was chosen above
    with st.form(
        opened.widget_key("fields", form), border=False, enter_to_submit=False
    ):
        for form_field in fields:
            if form_field.name not in leading:
                _show_field(opened, form, form_field)
        _show_source_fields(opened, form)
        if form.command is not None and form.takes_earlier_date:
            with st.expander(texts.OCCURRED_EARLIER, type="compact"):
                field_widgets.show_field(
                    OCCURRED_ON, opened.widget_key(OCCURRED_ON.name, form)
                )
            _show_field_refusals(opened, OCCURRED_ON.name)
        _show_refusals(opened, fields)
        st.form_submit_button(
            texts.CHECK if form.preview else form.submit_label,
            type="secondary" if opened.checked else "primary",
            width="stretch",
            key=opened.widget_key("send", form),
            on_click=checked(open_form.submit_form),
            args=(opened, form),
        )
    if opened.checked is not None:
        _show_preview(opened, form, fields, opened.checked.preview)
    _save_draft(opened, form, fields)


def _show_preview(
    opened: OpenForm, form: Form, fields: tuple[FormField, ...], preview: Preview
) -> None:
    """Draws the button above the list, which may be long."""
    st.html(html.paragraphs("about", preview.sentence))
    st.button(
        preview.submit_label,
        type="primary",
        width="stretch",
        key=opened.widget_key("send-checked", form),
        on_click=checked(open_form.send_checked),
        args=(opened, form, fields),
    )
    st.html(preview.html)


def show_unread_result(opened: OpenForm, result: FormResult) -> bool:
    """Shows a result that must be read in the dialog; returns whether it was read."""
    if result.receipt is not None:
        key = opened.widget_key("receipt")
        return _show_receipt(result.sentence, result.receipt, key)
    return result.secret is None or _show_secret(opened, result)


def _show_secret(opened: OpenForm, result: FormResult) -> bool:
    """Shows a secret; returns whether the reader has passed it on."""
    secret = result.secret or ""
    st.html(html.paragraphs("about", result.sentence))
    is_list = "\n" in secret
    st.code(
        secret,
        language=None,
        wrap_lines=True,
        height=_LIST_HEIGHT if is_list else "content",
    )
    st.html(html.paragraphs("before", texts.SHOWN_ONCE))
    with st.container(horizontal=True):
        if result.secret_file is not None:
            name, data = result.secret_file
            st.download_button(
                texts.DOWNLOAD,
                checked_file(lambda: data),
                file_name=name,
                key=opened.widget_key("secrets"),
                on_click="ignore",
            )
        return st.button(
            texts.HANDED_ON, key=opened.widget_key("handed"), type="primary"
        )


def _show_confirmation_link() -> None:
    """A link to confirm one's identity, which then leads back to this page."""
    st.html(
        html.paragraphs("before", texts.CONFIRM_FIRST)
        + render(
            "components/text.html",
            "link_line",
            texts.CONFIRM,
            address.confirmation_address(),
        )
    )


def _choose_form(opened: OpenForm) -> Form:
    """The choice among several forms; a new choice removes the last refusal."""
    labels = [form.label for form in opened.forms]
    if len(labels) == 1:
        return opened.forms[0]
    draft_label = opened.draft.label if opened.draft else None
    label = st.pills(
        opened.subject.question or texts.CHOOSE_FORM,
        labels,
        default=draft_label if draft_label in labels else labels[0],
        required=True,
        key=opened.widget_key("what"),
        on_change=checked(_forget_answer),
        args=(opened,),
    )
    return opened.forms[labels.index(label) if label in labels else 0]


def _forget_answer(opened: OpenForm) -> None:
    opened.refusals, opened.checked = (), None


def _leading_fields(form: Form) -> set[str]:
    """The names of fields that determine what else is shown, outside the Streamlit
    form.
    """
    leading = {
        field.name
        for field in form.fields
        if field.kind is FieldKind.PERCENT or field.check is not None
    }
    return leading | {field.depends_on for field in form.fields if field.depends_on}


def _show_field(opened: OpenForm, form: Form, form_field: FormField) -> None:
    key = opened.widget_key(form_field.name, form)
    field_widgets.show_field(form_field, key)
    if form_field.check is not None:
        with st.container(key=f"check-{form_field.name}"):
            st.html(form_field.check(st.session_state.get(key) or ""))
    _show_field_refusals(opened, form_field.name)


def _show_source_fields(opened: OpenForm, form: Form) -> None:
    """Folded, unless something is wrong with them."""
    offered = offered_source_fields(form)
    if not offered:
        return
    is_refused = any(is_about_source(refused.field) for refused in opened.refusals)
    with st.expander(texts.SOURCE, expanded=is_refused, type="compact"):
        for form_field in offered:
            _show_field(opened, form, form_field)


def _with_draft(opened: OpenForm, form: Form) -> Form:
    """The form with the entries of a draft as initial values."""
    draft = opened.draft
    if draft is None or draft.label != form.label:
        return form

    def with_draft_value(field: FormField) -> FormField:
        if field.kind is FieldKind.PERCENT and draft.percent is not None:
            return replace(field, value=draft.percent)
        if field.kind not in _TYPED or field.name not in draft.texts:
            return field
        text = draft.texts[field.name]
        is_lines = field.kind in (FieldKind.LINES, FieldKind.ROWS)
        return replace(field, value=text.splitlines() if is_lines else text)

    return replace(form, fields=tuple(map(with_draft_value, form.fields)))


def _save_draft(opened: OpenForm, form: Form, fields: tuple[FormField, ...]) -> None:
    """Stores entries as a draft, so that a lost connection does not lose them."""
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


def _show_field_refusals(opened: OpenForm, name: str) -> None:
    """What is wrong with a field, at the field."""
    for refused in opened.refusals:
        if refused.field == name:
            st.html(html.paragraphs("complaint", refused.sentence))


def _show_refusals(opened: OpenForm, fields: tuple[FormField, ...]) -> None:
    """The errors, beside the button with which the form was just sent."""
    if not opened.refusals:
        return
    labels = {
        field.name: field.label for field in (*fields, *SOURCE_FIELDS, OCCURRED_ON)
    }
    field_widgets.show_error(
        texts.refusal_summary(
            [
                (labels.get(refused.field or ""), refused.sentence)
                for refused in opened.refusals
            ]
        )
    )
    for refused in opened.refusals:
        if refused.newer_facts:
            sentences = (fact.sentence for fact in refused.newer_facts)
            st.html(html.paragraphs("meanwhile", *sentences))
        if refused.needs_confirmation:
            _show_confirmation_link()


def _show_receipt(sentence: str, receipt: str, key: str) -> bool:
    """Shows a receipt; whether the reader has closed it."""
    st.html(html.paragraphs("about", sentence))
    st.code(receipt, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        receipt_button(receipt, key)
        return st.button("Close", key=f"{key}-close")


def receipt_button(receipt: str, key: str) -> None:
    """A button for the receipt as a text file."""
    st.download_button(
        texts.RECEIPT_FILE,
        checked_file(receipt.encode),
        file_name="receipt.txt",
        mime="text/plain",
        key=f"{key}-file",
        on_click="ignore",
    )
