"""What can be done about a decision: the buttons on its page, and their forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from bsm_domain.agreement.values import DecisionStatus, Position
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.agreement.tables import DelegationPosition
from bsm_service.agreement.commands import (
    CommentOnDecision,
    OpenProcedure,
    TableDecision,
    TableVersion,
)
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.reminders.preferences import PreferencesTable
from dashboard.agreement import decision_texts, selection
from dashboard.agreement.comparison import shown_comparison
from dashboard.agreement.forms import (
    drafting_forms,
    form_texts,
    outcome_forms,
    position_forms,
    procedure_forms,
)
from dashboard.agreement.selection import DecisionSelection
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.forms import form_dialog
from dashboard.forms.drafts import Draft
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.submit import FormRefusal, may_submit
from dashboard.shell.callback_checks import checked

OBJECT, MORE, PROCEDURE = "object", "more", "procedure"
POSITIONS, TEXT, TABLE = "positions", "text", "table"
# The buttons on the page, each with its label.
PLACES: Mapping[str, str] = {
    OBJECT: form_texts.OBJECT_BUTTON,
    MORE: form_texts.MORE_BUTTON,
    PROCEDURE: form_texts.PROCEDURE_BUTTON,
    POSITIONS: form_texts.POSITIONS_BUTTON,
    TEXT: form_texts.TEXT_BUTTON,
}
# What is no longer recorded of the texts of a meeting that was cancelled.
_ENDED_COMMANDS = {CommentOnDecision, OpenProcedure, TableVersion}
_REFUSED_KEY = "agree-refused"


def own_time_zone(page: PageContext) -> str | None:
    """The zone that the viewer has chosen under My account, if any."""
    register = running_system().system.identity.account_database
    chosen = PreferencesTable(register).chosen(page.viewer.principal.account)
    return None if chosen is None else chosen.zone


def show_buttons(selected: DecisionSelection) -> None:
    """What the viewer may do now. On a narrow screen they stand at the foot."""
    _show_buttons(selected, "decision-actions", "agree", tuple(PLACES))


def show_position_buttons(selected: DecisionSelection) -> None:
    """On a page of several decisions: what the viewer's delegation may say of one."""
    id = selected.decision.id
    _show_buttons(selected, f"position-actions-{id}", f"agree-{id}", (OBJECT, MORE))


def _show_buttons(
    selected: DecisionSelection, key: str, agree_key: str, places: Sequence[str]
) -> None:
    refused, refusal = st.session_state.get(_REFUSED_KEY, (None, None))
    if refused == selected.decision.id:
        del st.session_state[_REFUSED_KEY]
        st.html(html.paragraphs("complaint", refusal))
    page = selected.page
    if page.is_frozen:
        return
    with st.container(horizontal=True, key=key):
        _show_agree_button(selected, agree_key)
        for place in places:
            form_dialog.form_button(
                page,
                _subject(selected, place),
                forms_at(selected, place),
                PLACES[place],
                is_primary=place == PROCEDURE,
            )


def _show_agree_button(selected: DecisionSelection, key: str) -> None:
    """One tap: to agree needs no confirmation."""
    own = selected.own_position
    has_agreed = selected.has_current(own) and own and own.position == Position.AGREE
    if has_agreed or Position.AGREE not in _positions(selected):
        return
    st.button(
        form_texts.POSITION_LABELS[Position.AGREE],
        key=key,
        type="secondary" if selected.is_heard else "primary",
        on_click=checked(_agree),
        args=(selected,),
    )


def _agree(selected: DecisionSelection) -> None:
    result = position_forms.agree(selected)
    if isinstance(result, FormRefusal):
        st.session_state[_REFUSED_KEY] = selected.decision.id, result.sentence
    else:
        form_dialog.show_result(result)


def _positions(selected: DecisionSelection) -> tuple[Position, ...]:
    """What the viewer may say for their own delegation."""
    principal, own = selected.page.viewer.principal, selected.own_delegation
    if own is None or not may_submit(principal, TakePosition, own):
        return ()
    return position_forms.can_take(selected)


def forms_at(selected: DecisionSelection, place: str) -> tuple[Form, ...]:
    """The forms behind one button."""
    principal, decision = selected.page.viewer.principal, selected.decision
    own = selected.own_delegation
    forms = allowed_forms(principal, own, *_forms_at(selected, place))
    if selected.is_of_cancelled_meeting:
        forms = tuple(form for form in forms if form.command not in _ENDED_COMMANDS)
    is_own_draft = own is not None and decision.status == DecisionStatus.DRAFT
    is_ended_by_chair = selected.is_undecided and not selected.is_silence
    if (place == MORE and is_own_draft) or (
        place == TEXT and selected.acts_for_all and is_ended_by_chair
    ):
        withdrawal = outcome_forms.withdrawal_form()
        forms += allowed_forms(principal, decision.tabled_by, withdrawal)
    return forms


def _forms_at(selected: DecisionSelection, place: str) -> Iterator[Form]:
    if place == OBJECT and Position.OBJECT in _positions(selected):
        yield position_forms.own_position_form(selected, Position.OBJECT)
    elif place == MORE and selected.own_delegation is not None:
        yield from _own_forms(selected)
    elif place == PROCEDURE and selected.acts_for_all:
        yield from procedure_forms.procedure_forms(selected)
    elif place == POSITIONS and selected.acts_for_all:
        yield from position_forms.forms_on_behalf(selected)
        yield from _correction_forms(selected, selected.details.positions)
    elif place == TEXT and selected.acts_for_all:
        yield from _text_forms(selected)


def _own_forms(selected: DecisionSelection) -> Iterator[Form]:
    """All but an objection, which has a button of its own."""
    for position in _positions(selected):
        if position is not Position.OBJECT:
            yield position_forms.own_position_form(selected, position)
    own = selected.own_position
    if (withdrawal := position_forms.withdrawal_form(selected)) is not None:
        yield withdrawal
    if own is not None and own.position is not None:
        yield from _correction_forms(selected, (own,))
    yield from _comment_form(selected)


def _correction_forms(
    selected: DecisionSelection, said: Sequence[DelegationPosition]
) -> Iterator[Form]:
    if selected.is_open or selected.may_be_contested:
        form = position_forms.correction_form(selected, said)
        if form is not None:
            yield form


def _text_forms(selected: DecisionSelection) -> Iterator[Form]:
    if selected.is_open:
        yield drafting_forms.new_version_form(selected.page, selected)
    if selected.is_open or selected.may_be_contested:
        yield drafting_forms.translation_form(selected)
    yield from _comment_form(selected)


def _comment_form(selected: DecisionSelection) -> Iterator[Form]:
    if selected.is_undecided or selected.may_be_contested:
        yield drafting_forms.comment_form(selected)


def table_button(page: PageContext) -> None:
    """A button that opens the form for a new draft of the page's meeting, from an
    objective or from none.
    """
    subject_and_forms = _table_forms(page)
    if subject_and_forms is not None:
        form_dialog.form_button(page, *subject_and_forms, form_texts.TABLE_BUTTON)


def _table_forms(
    page: PageContext,
) -> tuple[FormSubject, tuple[Form, ...]] | None:
    meeting, principal = page.meeting, page.viewer.principal
    if meeting is None or meeting.status == MeetingStatus.CANCELLED:
        return None
    if principal.role is Role.FOCAL_POINT and principal.delegation not in STATES:
        return None
    if not may_submit(principal, TableDecision, principal.delegation):
        return None
    subject = FormSubject(
        form_texts.NEW_DRAFT,
        meeting.title,
        place=TABLE,
        draft_id=meeting.id,
    )
    return subject, (drafting_forms.table_form(page, meeting),)


def restore_form(
    page: PageContext, draft: Draft
) -> tuple[FormSubject, tuple[Form, ...]] | None:
    """The forms and the subject of a draft; None if they are no longer available."""
    place = draft.button_place
    if place == TABLE:
        if page.meeting is None or page.meeting.id != draft.subject_id:
            return None
        return _table_forms(page)
    selected = selection.of_decision(page, draft.subject_id)
    if selected is None:
        return None
    forms = forms_at(selected, place)
    if draft.label not in [form.label for form in forms]:
        return None
    return _subject(selected, place), forms


def _subject(selected: DecisionSelection, place: str) -> FormSubject:
    decision = selected.decision
    return FormSubject(
        form_texts.SUBJECT,
        form_texts.subject(decision.title, decision.text_version),
        {"decision_id": decision.id},
        # The Chair must have seen the newest; nobody else waits for other States.
        decision.version if place == PROCEDURE else None,
        place=place,
        draft_id=decision.id,
        seen=seen(selected),
    )


def seen(selected: DecisionSelection) -> str:
    """What a form about a decision depends on: its text, and the own position."""
    own = selected.own_position
    return f"{selected.decision.text_version} {own.entry if own else 0}"


def renew_open_form(selected: DecisionSelection) -> None:
    """Tells whoever has a form about this decision open what has changed since; what
    they typed is kept. Belongs into what live updates redraw.
    """
    opened = form_dialog.open_subject()
    if opened is None or selected.page.is_frozen or opened.seen == seen(selected):
        return
    subject = _subject(selected, opened.place)
    if opened.ids == subject.ids:
        note = what_changed(selected, int(opened.seen.partition(" ")[0]))
        forms = forms_at(selected, opened.place)
        form_dialog.renew_open_form(replace(subject, note=note), forms)


def what_changed(selected: DecisionSelection, version: int) -> Markup:
    """For the dialog of a form: what is new since that version of the text; if it is
    still on the table, what the own delegation says now.
    """
    details, number = selected.details, selected.decision.text_version
    before = details.version(version)
    if before is None or version == number:
        said = selected.own_position
        text = form_texts.own_position_changed(
            None if said is None else decision_texts.position_text(said)
        )
        return html.paragraphs("meanwhile", text)
    compared = shown_comparison(before.text, details.current.text)
    note = form_texts.version_tabled(number, compared.title)
    return html.paragraphs("meanwhile", note) + render(
        "agreement/decision.html", "compared", compared
    )
