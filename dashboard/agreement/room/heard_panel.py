"""What is heard in the room: tap delegations, then what they say."""

import streamlit as st

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.participating_states import is_participating_state
from dashboard.agreement.room import actions, forms, texts
from dashboard.agreement.room.chosen_codes import set_chosen
from dashboard.agreement.room.selection import RoomSelection
from dashboard.agreement.room.two_taps import is_armed, show_second_tap, tap_first
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state

# Said with one tap; what needs a text or a day has a form.
_AT_ONCE = (Position.AGREE, Position.OBJECT, Position.NONE)


def show_heard(room: RoomSelection) -> None:
    if room.decision is None or not room.is_open or not room.can_act:
        return
    title = st.empty()
    chosen = _show_choice(room) if room.present else ()
    named = texts.heard_title(chosen, room.names)
    title.html(render("agreement/room.html", "title", named))
    if not room.present:
        show_empty_state(texts.CALL_FIRST)
        return
    if not chosen:
        st.html(html.paragraphs("absent", texts.HEARD_MEASURE, texts.marks_legend()))
        return
    objection = f"object {room.decision.id} {room.decision.version} {chosen}"
    if is_armed(objection):
        sentence = texts.breaks_silence(chosen, room.names)
        show_second_tap(
            sentence, texts.RECORD_OBJECTION, _record, room, chosen, Position.OBJECT
        )
        return
    day = room.page.viewer.moment.at.date()
    count = all(is_participating_state(code, day) for code in chosen)
    with st.container(horizontal=True, gap="xsmall", key="room-said"):
        for position in _AT_ONCE if count else (Position.NONE,):
            is_breaking = position is Position.OBJECT and room.is_silence
            st.button(
                texts.POSITION_LABELS[position],
                key=f"room-said-{position}",
                on_click=checked(tap_first if is_breaking else _record),
                args=(objection,) if is_breaking else (room, chosen, position),
            )
        if count:
            forms.show_buttons(room, chosen)
        else:
            st.html(html.paragraphs("absent", texts.NOT_COUNTED), width="stretch")


def _show_choice(room: RoomSelection) -> tuple[str, ...]:
    """The delegations that are present, with a mark of what they said; returns those
    that are chosen.
    """
    said = {one.delegation: one for one in room.situation.heard}
    marks = {
        code: texts.POSITION_MARKS[Position(one.position or "")]
        for code, one in said.items()
    }
    codes = [one.code for one in room.delegations if one.code in room.present]
    assert room.decision is not None
    key = forms.choice_key(room.decision)
    stored = f"{key}-chosen"
    chosen = [code for code in st.session_state.get(stored, ()) if code in codes]
    set_chosen(key, chosen)

    def choose() -> None:
        st.session_state[stored] = tuple(st.session_state[key])

    st.pills(
        texts.HEARD_TITLE,
        codes,
        selection_mode="multi",
        format_func=lambda code: f"{code} {marks[code]}" if code in marks else code,
        label_visibility="collapsed",
        key=key,
        on_change=checked(choose),
    )
    return tuple(code for code in codes if code in chosen)


def _record(room: RoomSelection, chosen: tuple[str, ...], what: Position) -> None:
    if actions.record_heard(room, chosen, what):
        forms.clear_choice(room)
