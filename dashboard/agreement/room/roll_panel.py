"""The roll, in protocol order: a tap marks who is present, calling it records that."""

from collections.abc import Iterable

import streamlit as st

from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.delegations import MeetingDelegation
from dashboard.agreement.room import actions, roll_texts, texts
from dashboard.agreement.room.chosen_codes import set_chosen
from dashboard.agreement.room.selection import RoomSelection
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state


def show_roll(room: RoomSelection) -> None:
    if room.roll is not None:
        called = roll_texts.roll_called(room.roll, room.meeting.time_zone)
        st.html(html.paragraphs("absent", called))
    acting = _acting_heads(room)
    if acting:
        st.html(html.paragraphs("absent", acting))
    if not room.delegations:
        show_empty_state(texts.NOBODY_INVITED)
    elif not room.can_act:
        st.html(render("agreement/room.html", "roll", _tiles(room)))
        if not room.is_in_session and room.meeting.status != MeetingStatus.CANCELLED:
            st.html(html.paragraphs("absent", texts.NOT_IN_SESSION))
    else:
        _show_marks(room)


def _acting_heads(room: RoomSelection) -> str:
    """As the roll was called; before that, by the arrivals."""
    if room.roll is not None:
        return roll_texts.acting_heads(room.roll.acting_heads, room.names)
    if not room.can_act:
        return ""
    arrived = room.arrived.values()
    acting = [one.code for one in arrived if one.acting_head is not None]
    return roll_texts.acting_heads(acting, room.names)


def has_uncalled_marks(room: RoomSelection) -> bool:
    """Whether the marks here differ from the last roll-call."""
    return room.can_act and _marked(room) != room.present


def _tiles(room: RoomSelection) -> list[tuple[str, str, bool]]:
    """Each delegation with its name, and whether it was present."""
    present = room.present
    return [(one.code, one.name, one.code in present) for one in room.delegations]


def _show_marks(room: RoomSelection) -> None:
    marked = _marked(room)
    for group, delegations in _groups(room.delegations).items():
        codes = [one.code for one in delegations]
        key = f"{_key(room)}-{group}"
        set_chosen(key, [code for code in codes if code in marked])
        st.pills(
            group,
            codes,
            selection_mode="multi",
            label_visibility="collapsed",
            key=key,
            on_change=checked(_mark),
            args=(room, key, frozenset(codes)),
        )
    changes = roll_texts.roll_changes(marked, room.roll, room.names)
    with st.container(
        horizontal=True, gap="xsmall", vertical_alignment="center", key="room-call"
    ):
        st.button(
            texts.CALL_ROLL,
            key="room-call-roll",
            type="primary" if changes else "secondary",
            on_click=checked(_call),
            args=(room, marked),
        )
        everybody = frozenset(one.code for one in room.delegations)
        others = frozenset() if marked == everybody else everybody
        st.button(
            texts.ALL_PRESENT if others else texts.ALL_ABSENT,
            key="room-all",
            type="tertiary",
            on_click=checked(_set_marked),
            args=(room, others),
        )
        st.html(html.paragraphs("absent", changes or _measure(room)), width="stretch")


def _measure(room: RoomSelection) -> str:
    is_proposed = room.roll is None and room.arrived
    return texts.FROM_ARRIVALS if is_proposed else texts.ROLL_MEASURE


def _groups(
    delegations: Iterable[MeetingDelegation],
) -> dict[str, list[MeetingDelegation]]:
    """Participating States, and whoever else is invited."""
    groups: dict[str, list[MeetingDelegation]] = {}
    for one in delegations:
        is_state = one.kind == DelegationKind.PARTICIPATING_STATE
        group = texts.STATES if is_state else texts.OTHERS
        groups.setdefault(group, []).append(one)
    return groups


def _key(room: RoomSelection) -> str:
    return f"room-roll-{room.meeting.id}-{room.session_id}"


def _marked(room: RoomSelection) -> frozenset[str]:
    """As it was marked here and not called yet; else as it was called."""
    marked: frozenset[str] = st.session_state.get(_key(room), room.proposed)
    return marked


def _set_marked(room: RoomSelection, marked: frozenset[str]) -> None:
    st.session_state[_key(room)] = marked


def _mark(room: RoomSelection, key: str, group: frozenset[str]) -> None:
    present = frozenset(st.session_state[key])
    _set_marked(room, (_marked(room) - group) | present)


def _call(room: RoomSelection, marked: frozenset[str]) -> None:
    if actions.call_roll(room, marked):
        st.session_state.pop(_key(room), None)
