"""What can be done about a decision: the buttons on its page, and their forms."""

from collections.abc import Iterator

import streamlit as st

from bsm_domain.agreement.values import Position
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.reminders.preferences import PreferencesTable
from dashboard.agreement import form_texts, position_forms
from dashboard.agreement.selection import DecisionSelection
from dashboard.components import html
from dashboard.data.system import running_system
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.submit import FormRefusal, may_submit
from dashboard.shell.callback_checks import checked

OBJECT, MORE, POSITIONS = "object", "more", "positions"
_REFUSED_KEY = "agree-refused"


def own_time_zone(selected: DecisionSelection) -> str | None:
    """The zone that the viewer has chosen under My account, if any."""
    register = running_system().system.identity.account_database
    chosen = PreferencesTable(register).chosen(selected.page.viewer.principal.account)
    return None if chosen is None else chosen.zone


def show_buttons(selected: DecisionSelection) -> None:
    """What the viewer may do now. On a narrow screen they stand at the foot."""
    if refusal := st.session_state.pop(_REFUSED_KEY, None):
        st.html(html.paragraphs("complaint", refusal))
    page = selected.page
    if page.is_frozen:
        return
    with st.container(horizontal=True, key="decision-actions"):
        _show_agree_button(selected)
        for place, label in (
            (OBJECT, form_texts.OBJECT_BUTTON),
            (MORE, form_texts.MORE_BUTTON),
            (POSITIONS, form_texts.POSITIONS_BUTTON),
        ):
            forms = forms_at(selected, place)
            form_dialog.form_button(page, _subject(selected, place), forms, label)


def _show_agree_button(selected: DecisionSelection) -> None:
    """One tap: to agree needs no confirmation."""
    own = selected.own_position
    has_agreed = selected.has_current(own) and own and own.position == Position.AGREE
    if has_agreed or Position.AGREE not in _positions(selected):
        return
    st.button(
        form_texts.POSITION_LABELS[Position.AGREE],
        key="agree",
        type="secondary" if selected.is_heard else "primary",
        on_click=checked(_agree),
        args=(selected,),
    )


def _agree(selected: DecisionSelection) -> None:
    result = position_forms.agree(selected)
    if isinstance(result, FormRefusal):
        st.session_state[_REFUSED_KEY] = result.sentence
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
    principal = selected.page.viewer.principal
    forms = tuple(_forms_at(selected, place))
    return allowed_forms(principal, selected.own_delegation, *forms)


def _forms_at(selected: DecisionSelection, place: str) -> Iterator[Form]:
    match place:
        case "object":
            if Position.OBJECT in _positions(selected):
                yield position_forms.own_position_form(selected, Position.OBJECT)
        case "more":
            yield from _own_forms(selected)
        case "positions":
            if selected.own_delegation is None:
                yield from position_forms.forms_on_behalf(selected)


def _own_forms(selected: DecisionSelection) -> Iterator[Form]:
    for position in _positions(selected):
        if position is not Position.OBJECT:
            yield position_forms.own_position_form(selected, position)
    if (withdrawal := position_forms.withdrawal_form(selected)) is not None:
        yield withdrawal


def _subject(selected: DecisionSelection, place: str) -> FormSubject:
    decision = selected.decision
    return FormSubject(
        form_texts.SUBJECT,
        form_texts.subject(decision.title, decision.text_version),
        {"decision_id": decision.id},
        place=place,
        draft_id=decision.id,
    )
