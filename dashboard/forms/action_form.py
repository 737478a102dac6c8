"""What is done with accounts and mandates, as forms: not commands, and no facts.

As with `forms`, the dialog is drawn outside of what is redrawn when the record moves.
A secret that comes of it is shown in the dialog, once, and forgotten with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.errors import DomainError
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import ReauthenticationRequired
from dashboard.components import html
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.forms import erasure_receipts, field_widgets, submit, texts
from dashboard.forms.command_form import FormField
from dashboard.shell import address, callback_checks
from dashboard.shell.callback_checks import checked

_FORM_KEY, _PENDING_KEY, _RESULT_KEY = "duty-open", "duty-pending", "duty-done"


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What came of it; `secret` is to be handed to somebody, and never shown again;
    `receipt` is a text for the reader to keep.
    """

    sentence: str
    secret: str | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that may be done: `run` takes what was filled in, and may refuse.

    `fields` are read once somebody opens it: some open personal data.
    `confirmation_for`
    is the permission that needs a recent confirmation of who asks, if any does.
    """

    label: str
    submit_label: str
    run: Callable[[dict[str, Any]], ActionResult]
    fields: Callable[[], tuple[FormField, ...]] = tuple
    explanations: tuple[str, ...] = ()
    confirmation_for: str | None = None


@dataclass(slots=True)
class ActionForm:
    """A form that somebody has opened."""

    principal: Principal
    title: str
    description: str
    actions: tuple[Action, ...]
    id: UUID = field(default_factory=submit.new_id)
    refusal: str | None = None
    result: ActionResult | None = None
    needs_confirmation: bool = False

    def widget_key(self, name: str, action: Action | None = None) -> str:
        number = self.actions.index(action) if action else "form"
        return f"duty-{number}-{name}-{self.id}"


def action_button(
    page: PageContext,
    label: str,
    title: str,
    description: str,
    actions: tuple[Action, ...],
    key: str,
) -> None:
    """A button that opens a form; nothing where there is nothing to do."""
    if st.session_state.get(_PENDING_KEY):
        st.rerun()  # the dialog is opened by a run of the whole page
    if not actions:
        return

    def open_form() -> None:
        form = ActionForm(page.viewer.principal, title, description, actions)
        st.session_state[_FORM_KEY] = form
        st.session_state[_PENDING_KEY] = True
        _clear_result()

    st.button(label, key=f"duty-{key}", on_click=checked(open_form))


def show_open_form(page: PageContext) -> None:
    """Draws the dialog of an open form, or what came of the last one."""
    st.session_state.pop(_PENDING_KEY, None)
    form: ActionForm | None = st.session_state.get(_FORM_KEY)
    if form is not None and form.principal != page.viewer.principal:
        _close()
    elif form is not None:
        callback_checks.open_dialog(form.title, partial(_show_form, form), _close)
        return
    message: str | None = st.session_state.get(_RESULT_KEY)
    if message is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="answer"):
            st.html(html.result_message(message, None), width="stretch")
            st.button(
                "Close",
                key="answer-close",
                on_click=checked(_clear_result),
                type="tertiary",
            )


def _show_form(form: ActionForm) -> None:
    if form.result is not None:
        _show_result(form, form.result)
        return
    st.html(html.paragraphs("about", form.description))
    action = _choose_action(form)
    if (
        action.confirmation_for is not None
        and not current_principal.has_recent_confirmation(
            form.principal, action.confirmation_for
        )
    ):
        _show_confirmation_link()
        return
    if action.explanations:
        st.html(html.paragraphs("before", *action.explanations))
    with st.form(
        form.widget_key("fields", action), border=False, enter_to_submit=False
    ):
        fields = action.fields()
        for form_field in fields:
            field_widgets.show_field(
                form_field, form.widget_key(form_field.name, action)
            )
        if form.refusal is not None:
            field_widgets.show_error(form.refusal)
        if form.needs_confirmation:
            _show_confirmation_link()
        st.form_submit_button(
            action.submit_label,
            type="primary",
            width="stretch",
            key=form.widget_key("send", action),
            on_click=checked(_run),
            args=(form, action, fields),
        )


def _show_confirmation_link() -> None:
    """A link to confirm one's identity, and back to this page."""
    st.html(
        html.paragraphs("before", texts.CONFIRM_FIRST) + '<p class="bsm-more">'
        f'<a href="{address.confirmation_address()}" target="_self">'
        f"{texts.CONFIRM}</a></p>"
    )


def _choose_action(form: ActionForm) -> Action:
    labels = [action.label for action in form.actions]
    question = texts.CHOOSE_ACTION
    return form.actions[
        field_widgets.choose_form(question, labels, form.widget_key("what"), form)
    ]


def _run(form: ActionForm, action: Action, fields: tuple[FormField, ...]) -> None:
    def read_value(field: FormField) -> Any:
        return st.session_state.get(form.widget_key(field.name, action))

    if missing := field_widgets.missing_fields(fields, read_value):
        labels = [field.label for field in missing]
        form.refusal = texts.fill_in_fields(labels)
        return
    try:
        result = action.run(field_widgets.field_values(fields, read_value))
    except DomainError as refusal:
        form.needs_confirmation = isinstance(refusal, ReauthenticationRequired)
        form.refusal = texts.as_sentence(str(refusal))
        return
    form.refusal, form.result, form.needs_confirmation = None, result, False


def _show_result(form: ActionForm, result: ActionResult) -> None:
    if result.receipt is not None:
        if erasure_receipts.show_receipt(
            result.sentence, result.receipt, form.widget_key("paper")
        ):
            _close()
            st.rerun()
        return
    if result.secret is None:
        st.session_state[_RESULT_KEY] = result.sentence
        _close()
        st.rerun()
    st.html(html.paragraphs("about", result.sentence))
    st.code(result.secret, language=None, wrap_lines=True)
    st.html(html.paragraphs("before", texts.SHOWN_ONCE))
    if st.button("I have handed it on", key=form.widget_key("handed"), type="primary"):
        _close()
        st.rerun()


def _close() -> None:
    st.session_state.pop(_FORM_KEY, None)


def _clear_result() -> None:
    st.session_state.pop(_RESULT_KEY, None)
