"""Buttons that open the forms of commands in a dialog.

The dialog is drawn outside of what is redrawn when the record moves, so nothing that
somebody types is lost. `show_open_form` belongs into every run of the script; the
buttons may stand anywhere. A button draws nothing for whoever may submit nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from uuid import UUID

import streamlit as st

from bsm_service.access.permissions import Principal
from bsm_service.application.command import every_command
from dashboard.components import html
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.forms import drafts, erasure_receipts, opened_form, submit, texts
from dashboard.forms.command_form import CommandForm
from dashboard.forms.drafts import Draft
from dashboard.forms.opened_form import OpenForm
from dashboard.shell import callback_checks
from dashboard.shell.callback_checks import checked

RestoreForm = Callable[[PageContext, Draft], OpenForm | None]
_FORM_KEY, _PENDING_KEY, _RESULT_KEY = "form-open", "form-pending", "form-done"


def show_past_notice(page: PageContext) -> None:
    """On a frozen page: says to whom may act elsewhere why they cannot act here."""
    if page.is_frozen and may_submit_anything(page.viewer.principal):
        st.html(html.paragraphs("past", texts.PAST_IS_READ_ONLY))


def may_submit_anything(principal: Principal) -> bool:
    """Whether the viewer may submit any command at all."""
    return any(
        current_principal.has_permission(principal, command.NAME)
        for command in every_command()
    )


def show_open_form(page: PageContext, restore_form: RestoreForm) -> None:
    """Draws the dialog of an open form, or what came of the last one; `restore_form`
    makes the form into which something was typed and never sent.
    """
    st.session_state.pop(_PENDING_KEY, None)
    form: OpenForm | None = st.session_state.get(_FORM_KEY)
    if form is not None and (page.is_frozen or form.principal != page.viewer.principal):
        _close()
    elif form is not None:
        callback_checks.open_dialog(
            form.title, partial(_show_dialog, form), _close_unsent
        )
        return
    # Always there: what comes and goes before a page would make it jump.
    draft_container, result_container = (
        st.container(key="drafted"),
        st.container(key="answered"),
    )
    if not page.is_frozen and may_submit_anything(page.viewer.principal):
        with draft_container:
            _show_draft(page, restore_form)
    result: submit.FormResult | None = st.session_state.get(_RESULT_KEY)
    if result is not None:
        with (
            result_container,
            st.container(horizontal=True, vertical_alignment="center", key="answer"),
        ):
            st.html(
                html.result_message(result.sentence, result.position), width="stretch"
            )
            st.button(
                "Close",
                key="answer-close",
                on_click=checked(_clear_result),
                type="tertiary",
            )


def _show_draft(page: PageContext, restore_form: RestoreForm) -> None:
    """What was typed and never sent: to go on with, or to forget."""
    draft = drafts.find_draft(page.viewer.principal)
    if draft is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="draft"):
        text = texts.unsent_draft(draft.label, tuple(draft.texts.values()))
        st.html(html.paragraphs("draft", text), width="stretch")

        def resume_draft() -> None:
            form = restore_form(page, draft)
            if form is None:
                drafts.discard(draft.key)
            else:
                _open(lambda: replace(form, draft=draft))

        st.button(
            "Go on", key="draft-on", on_click=checked(resume_draft), type="primary"
        )
        st.button(
            "Forget it",
            key="draft-forgotten",
            on_click=checked(drafts.discard),
            args=(draft.key,),
            type="tertiary",
        )


def _show_dialog(form: OpenForm) -> None:
    if form.result is None:
        opened_form.show_form(form)
    if form.result is not None and form.draft_subject_id is not None:
        drafts.discard(f"{form.draft_subject_id}:{form.button_place}")
    if form.result is not None and form.result.receipt is not None:
        if erasure_receipts.show_receipt(
            form.result.sentence, form.result.receipt, form.widget_key("receipt")
        ):
            _close()
            st.rerun()
    elif form.result is not None:
        st.session_state[_RESULT_KEY] = form.result
        _close()
        st.rerun()


def form_button(
    page: PageContext,
    command_forms: tuple[CommandForm, ...],
    *,
    title: str,
    description: str,
    ids: Mapping[str, str] = MappingProxyType({}),
    version: int | None = None,
    new_id_field: str | None = None,
    button_place: str = "",
    label: str | None = None,
    draft_subject_id: str | None = None,
) -> None:
    """A button that opens a form. `ids` name what there is, its own id first;
    `new_id_field` is the field that gets a new one. Without a `label`, the button says
    the first of the forms. What is typed is stored as a draft where `draft_subject_id`
    names what it is about.
    """
    if st.session_state.get(_PENDING_KEY):
        st.rerun()  # the dialog is opened by a run of the whole page
    if page.is_frozen or not command_forms:
        return

    def make_form() -> OpenForm:
        return open_form(
            page,
            command_forms,
            title=title,
            description=description,
            ids=ids,
            version=version,
            new_id_field=new_id_field,
            button_place=button_place,
            draft_subject_id=draft_subject_id,
        )

    others = ", ".join(command_form.label.lower() for command_form in command_forms[1:])
    first = label or command_forms[0].label + ("\u2009…" if others else "")
    st.button(
        first,
        key="-".join(
            part for part in ("ask", button_place, new_id_field, *ids.values()) if part
        ),
        help=f"Also: {others}" if others and label is None else None,
        on_click=checked(_open),
        args=(make_form,),
    )


def open_form(
    page: PageContext,
    command_forms: tuple[CommandForm, ...],
    *,
    title: str,
    description: str,
    ids: Mapping[str, str],
    version: int | None,
    new_id_field: str | None = None,
    button_place: str = "",
    draft_subject_id: str | None = None,
) -> OpenForm:
    """A form as it is when it is opened; see `form_button`."""
    known_ids = {name: UUID(id) for name, id in ids.items()}
    return OpenForm(
        principal=page.viewer.principal,
        title=title,
        description=description,
        command_forms=command_forms,
        ids=known_ids
        if new_id_field is None
        else {**known_ids, new_id_field: submit.new_id()},
        time_zone=page.meeting.time_zone if page.meeting else "UTC",
        stream_id=None if version is None else next(iter(ids.values())),
        version=version,
        button_place=button_place,
        draft_subject_id=draft_subject_id,
    )


def _open(make: Callable[[], OpenForm]) -> None:
    st.session_state[_FORM_KEY] = make()
    st.session_state[_PENDING_KEY] = True
    _clear_result()


def _close() -> None:
    st.session_state.pop(_FORM_KEY, None)


def _close_unsent() -> None:
    """Closed without being sent: what was typed may be gone on with."""
    _close()
    drafts.search_again()


def show_result(result: submit.FormResult) -> None:
    """What came of something that was recorded without a dialog."""
    st.session_state[_RESULT_KEY] = result
    st.session_state[_PENDING_KEY] = True


def _clear_result() -> None:
    st.session_state.pop(_RESULT_KEY, None)


def delegation_options(page: PageContext) -> tuple[tuple[str, str], ...]:
    """Those invited, in protocol order; of every meeting where none is invited."""
    assert page.meeting is not None
    invited = page.viewer.delegations(page.meeting.id)
    if invited:
        return tuple((delegation.code, delegation.name) for delegation in invited)
    names = page.viewer.delegation_names()
    return tuple(sorted(names.items(), key=lambda name: name[1]))
