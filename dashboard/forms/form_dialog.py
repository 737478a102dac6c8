"""Buttons that open forms in a dialog.

The dialog is outside the parts of the page that are redrawn when the record changes, so
no entries are lost. Every run of the script must call `show_open_form`; the buttons can
be anywhere. No button is drawn for people who can submit none of its forms.
"""

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from bsm_service.access.permissions import Principal
from bsm_service.application.command import every_command
from dashboard.components import html
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.forms import dialog_script, drafts, form_display, submit, texts
from dashboard.forms.delegation_options import delegation_options, state_options
from dashboard.forms.drafts import Draft
from dashboard.forms.form import Form, FormSubject
from dashboard.forms.open_form import OpenForm
from dashboard.shell import address, callback_checks
from dashboard.shell.callback_checks import checked

RestoreForm = Callable[
    [PageContext, Draft], tuple[FormSubject, tuple[Form, ...]] | None
]
_FORM_KEY, _PENDING_KEY, _RESULT_KEY = "form-open", "form-pending", "form-done"
_FOLLOWED_KEY = "form-followed"  # the form that led to this page
# The place of this run, and the page on which the result arose.
_PLACE_KEY, _RESULT_PAGE_KEY = "form-page", "form-done-on"


def show_past_notice(page: PageContext) -> None:
    """Tells people who can act why they cannot do so on a frozen page."""
    if page.is_frozen and may_submit_anything(page.viewer.principal):
        st.html(html.paragraphs("past", texts.PAST_IS_READ_ONLY))


def may_submit_anything(principal: Principal) -> bool:
    """Whether the viewer may submit any command at all."""
    return any(
        current_principal.has_permission(principal, command.NAME)
        for command in every_command()
    )


def close_sent_form(page: str, shown: str | None) -> None:
    """Closes a form that was sent, and one that was opened on another page or while
    that page had another thing open: `shown` is its ID. Belongs at the start of a run
    of `page`, before anything is read from the address, because the form may lead to
    another one. A result is shown only on the page where it arose.
    """
    st.session_state[_PLACE_KEY] = page, shown
    if st.session_state.get(_RESULT_PAGE_KEY) != page:
        _clear_result()
    opened: OpenForm | None = st.session_state.get(_FORM_KEY)
    if opened is None or opened.is_unread:
        return
    if opened.result is None:
        if opened.place != (page, shown):
            _close_unsent(opened)
        return
    _close(opened)
    if opened.subject.draft_id is not None:
        drafts.discard(f"{opened.subject.draft_id}:{opened.subject.place}")
    if opened.result.receipt is None and opened.result.secret is None:
        _store_result(opened.result)
    if opened.follow is not None:
        opened.follow()
        st.session_state[_FOLLOWED_KEY] = str(opened.command_id)


def show_open_form(page: PageContext, restore_form: Iterable[RestoreForm]) -> None:
    """Draws the dialog of an open form, or the result of the last one. The first of
    `restore_form` that knows the subject of a draft finds its forms.
    """
    st.session_state.pop(_PENDING_KEY, None)
    # These containers always exist: inserting one later would make the page jump, and
    # Streamlit identifies fragments by their position, so that a click would be lost.
    draft_container, result_container = (
        st.container(key="drafted"),
        st.container(key="answered"),
    )
    opened: OpenForm | None = st.session_state.get(_FORM_KEY)
    if opened is not None and not _may_stay_open(page, opened):
        _close_unsent(opened)
    elif opened is not None:
        callback_checks.open_dialog(opened.subject.title, partial(_show_dialog, opened))
        return
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
            if form_id := st.session_state.get(_FOLLOWED_KEY):
                dialog_script.scroll_to_top(form_id)


def _may_stay_open(page: PageContext, opened: OpenForm) -> bool:
    """Not beside another meeting, to which nothing would be sent."""
    if opened.principal != page.viewer.principal:
        return False
    if opened.is_unread:
        return True
    shown = page.meeting.id if page.meeting else None
    return opened.meeting_id in (None, shown) and bool(
        _available_forms(page, opened.forms)
    )


def _show_draft(page: PageContext, restore_form: Iterable[RestoreForm]) -> None:
    """Offers to continue with a draft or to discard it. One about another meeting leads
    there first.
    """
    draft = drafts.find_draft(page.viewer.principal)
    if draft is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="draft"):
        text = texts.unsent_draft(draft.label, tuple(draft.texts.values()))
        st.html(html.paragraphs("draft", text), width="stretch")

        def resume_draft() -> None:
            found = (restore(page, draft) for restore in restore_form)
            restored = next(filter(None, found), None)
            others = {meeting.id for meeting in page.viewer.meetings()}
            if restored is not None:
                _open(page, *restored, draft)
            elif draft.subject_id in others - {page.meeting and page.meeting.id}:
                address.set_parameter(address.MEETING, draft.subject_id)
            else:
                drafts.discard(draft.key)

        st.button(
            "Continue", key="draft-on", on_click=checked(resume_draft), type="primary"
        )
        st.button(
            "Discard",
            key="draft-forgotten",
            on_click=checked(drafts.discard),
            args=(draft.key,),
            type="tertiary",
        )


def _show_dialog(opened: OpenForm) -> None:
    """Shows the form, or a result that must be read in the dialog. A run of the whole
    page closes the dialog and shows other results (`close_sent_form`).
    """
    if st.session_state.get(_FORM_KEY) is not opened:
        st.rerun()
    if opened.result is not None:
        opened.is_read = form_display.show_unread_result(opened, opened.result)
        if opened.is_read:
            st.rerun()
        return
    with st.container(key=dialog_script.CLOSE_BUTTON):
        st.button(
            texts.CLOSE,
            key="close-form",
            on_click=checked(_close_unsent),
            args=(opened,),
            type="tertiary",
        )
    form_display.show_form(opened)
    if opened.previous is not None:
        st.button(
            texts.NO_MORE,
            key="no-more-forms",
            on_click=checked(_close),
            args=(opened,),
            width="stretch",
        )
    dialog_script.run_dialog_script(opened)


def form_button(
    page: PageContext,
    subject: FormSubject,
    forms: tuple[Form, ...],
    label: str | None = None,
    *,
    is_primary: bool = False,
) -> None:
    """A button that opens the forms about a subject, if there are any. By default it
    has the label of the first form.
    """
    if st.session_state.get(_PENDING_KEY):
        st.rerun()  # the dialog is opened by a run of the whole page
    forms = _available_forms(page, forms)
    if not forms:
        return
    others = ", ".join(form.label.lower() for form in forms[1:])
    st.button(
        label or forms[0].label + ("\u2009…" if others else ""),
        key="-".join(filter(None, ("ask", subject.place, *subject.ids.values()))),
        help=f"Also: {others}" if others and label is None else None,
        type="primary" if is_primary else "secondary",
        on_click=checked(_open),
        args=(page, subject, forms),
    )


def _available_forms(page: PageContext, forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Forms about accounts are available on frozen pages too: accounts are always shown
    as they are now.
    """
    return tuple(form for form in forms if form.command is None or not page.is_frozen)


def _open(
    page: PageContext,
    subject: FormSubject,
    forms: tuple[Form, ...],
    draft: Draft | None = None,
) -> None:
    is_of_record = any(form.command for form in forms)
    st.session_state[_FORM_KEY] = OpenForm(
        page.viewer.principal,
        subject,
        forms,
        page.meeting.time_zone if page.meeting else "UTC",
        delegation_options(page) if is_of_record else state_options(),
        draft,
        subject.version,
        place=st.session_state[_PLACE_KEY],
        meeting_id=page.meeting.id if is_of_record and page.meeting else None,
    )
    st.session_state[_PENDING_KEY] = True
    _clear_result()


def open_subject() -> FormSubject | None:
    """What the open form is about, if one is open and not sent."""
    opened: OpenForm | None = st.session_state.get(_FORM_KEY)
    return None if opened is None or opened.result is not None else opened.subject


def is_among_open(form: Form) -> bool:
    """Whether the open dialog offers this form."""
    opened: OpenForm = st.session_state[_FORM_KEY]
    return form.label in [each.label for each in opened.forms]


def renew_open_form(subject: FormSubject, forms: tuple[Form, ...]) -> None:
    """Continues the open form with its entries, but about its subject as it is now:
    the `note` of the subject says what changed. Without `forms`, only the note is new.
    The dialog redraws itself when the page has the subject's `seen` in an attribute
    `data-form-seen`.
    """
    opened: OpenForm = st.session_state[_FORM_KEY]
    opened.subject, opened.forms = subject, forms or opened.forms
    opened.checked = None


def _close(opened: OpenForm) -> None:
    """Closes this form, unless another one has been opened."""
    if st.session_state.get(_FORM_KEY) is opened:
        st.session_state.pop(_FORM_KEY)


def _close_unsent(opened: OpenForm) -> None:
    """Closes a form that was not sent; its draft can be continued."""
    _close(opened)
    drafts.search_again()


def show_result(result: submit.FormResult) -> None:
    """What came of something that was recorded without a dialog."""
    _store_result(result)
    st.session_state[_PENDING_KEY] = True


def _store_result(result: submit.FormResult) -> None:
    st.session_state[_RESULT_KEY] = result
    st.session_state[_RESULT_PAGE_KEY], _ = st.session_state[_PLACE_KEY]


def _clear_result() -> None:
    st.session_state.pop(_RESULT_KEY, None)
