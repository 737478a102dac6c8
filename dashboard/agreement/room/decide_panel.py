"""The draft on the table: who holds it up, what must be read out, and what the Chair
can do: open, end, and let the gavel fall.
"""

from collections.abc import Sequence

import streamlit as st

from bsm_domain.agreement.values import DecisionStatus, Position, Procedure
from bsm_projections.agreement.tables import Decision, DelegationPosition
from dashboard.agreement import countdown, selection
from dashboard.agreement.room import actions, forms, texts
from dashboard.agreement.room.roll_panel import has_uncalled_marks
from dashboard.agreement.room.selection import RoomSelection
from dashboard.agreement.room.two_taps import is_armed, show_second_tap, tap_first
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.forms import field_widgets
from dashboard.forms.submit import FormRefusal
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import line_with_buttons, show_empty_state


def show_decide(room: RoomSelection) -> None:
    decision = room.decision
    if decision is None:
        show_empty_state(texts.NO_DRAFT)
        return
    if decision.symbol is not None:
        _show_adopted(room, decision)
    else:
        _show_state(room, decision)
    if not room.page.is_frozen:
        if room.is_open:
            _show_gavel(room, decision)
            _show_procedures(room, decision)
        show_last_result()
    address = selection.link_address(decision.id)
    st.html(render("components/text.html", "link_line", texts.OPEN_DECISION, address))


def show_last_result() -> None:
    """What came of the last tap."""
    result = actions.last_result()
    if isinstance(result, FormRefusal):
        field_widgets.show_error(result.sentence)
    elif result is not None:
        st.html(html.result_message(result.sentence, result.position))


def _show_adopted(room: RoomSelection, decision: Decision) -> None:
    how = texts.adopted(decision, room.meeting.time_zone)
    st.html(
        render("agreement/room.html", "symbol", decision.symbol, decision.title, how)
    )


def _show_state(room: RoomSelection, decision: Decision) -> None:
    situation = room.situation
    st.html(html.paragraphs("about", texts.procedure_state(decision, situation)))
    if room.is_silence and decision.expires_at is not None:
        countdown.show_countdown(room.page, decision.id, decision.expires_at)
    if not room.is_open:
        return
    for said in situation.blocking:
        _show_blocking(room, said)
    notes = [texts.outside(said) for said in situation.outside]
    if not situation.blocking:
        notes.insert(0, texts.NOBODY_BLOCKS)
    notes.append(texts.not_heard(situation, room.names, is_called=room.knows_present))
    st.html(html.paragraphs("absent", *notes))
    if situation.unheard:
        read_out = [texts.read_out(said) for said in situation.unheard]
        st.html(render("agreement/room.html", "read_out", texts.READ_OUT, read_out))


def _show_blocking(room: RoomSelection, said: DelegationPosition) -> None:
    """Who blocks, and how it ends in the room."""
    code = said.delegation
    line = render("agreement/room.html", "blocking", texts.blocking(said))
    with line_with_buttons(line, f"room-blocking-{code}"):
        if not room.can_act:
            return
        st.button(
            texts.WITHDRAWN,
            key=f"room-withdrawn-{code}",
            on_click=checked(actions.record_withdrawn),
            args=(room, code),
        )
        st.button(
            texts.AGREES,
            key=f"room-agrees-{code}",
            on_click=checked(actions.record_heard),
            args=(room, (code,), Position.AGREE),
        )


def _show_gavel(room: RoomSelection, decision: Decision) -> None:
    obstacle = texts.gavel_obstacle(room.situation)
    adoption = f"adopt {decision.id} {decision.version}"
    if decision.procedure == Procedure.ROOM and has_uncalled_marks(room):
        st.html(html.paragraphs("absent", texts.UNCALLED_MARKS))
    if obstacle is None and is_armed(adoption):
        sentence = texts.will_be_recorded(decision, room.situation)
        show_second_tap(sentence, texts.RECORD_ADOPTION, actions.adopt, room)
        return
    st.button(
        texts.GAVEL,
        key="room-gavel",
        type="primary",
        width="stretch",
        disabled=obstacle is not None,
        on_click=checked(tap_first),
        args=(adoption,),
    )
    if obstacle is not None:
        st.html(html.paragraphs("measure", obstacle))


def _show_procedures(room: RoomSelection, decision: Decision) -> None:
    with st.container(horizontal=True, gap="xsmall", key="room-procedures"):
        if decision.status == DecisionStatus.DRAFT:
            for procedure, label in _procedures(room):
                st.button(
                    label,
                    key=f"room-open-{procedure}",
                    on_click=checked(actions.open_procedure),
                    args=(room, procedure),
                )
        forms.show_procedure_buttons(room)


def _procedures(room: RoomSelection) -> Sequence[tuple[Procedure, str]]:
    """Those that open with one tap."""
    consensus = (Procedure.CONSENSUS, texts.OPEN_CONSENSUS)
    if room.is_in_session and room.roll is not None:
        return (Procedure.ROOM, texts.OPEN_IN_ROOM), consensus
    return (consensus,)
