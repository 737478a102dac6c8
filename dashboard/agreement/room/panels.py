"""The cockpit as a page: three parts beside each other, or one at a time on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.agreement.room import (
    decide_panel,
    forms,
    heard_panel,
    roll_panel,
    text_panel,
    texts,
)
from dashboard.agreement.room.selection import (
    DRAFT,
    PART,
    SESSION,
    WHOLE_MEETING,
    RoomSelection,
    read_selection,
)
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.meetings import step_panels
from dashboard.shell import address, filters

# Of the roll, the text and the decision.
_WIDTHS = (6, 4, 4)


def show_room(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
        return
    room = read_selection(page)
    with st.container(key="room"):
        _show_table(room)


def _show_table(room: RoomSelection) -> None:
    forms.renew_open_form(room)
    _show_head(room)
    requested = address.parameter(DRAFT)
    if requested and (room.decision is None or room.decision.id != requested):
        st.warning(texts.NO_SUCH_DRAFT, icon=":material/info:")
    form_dialog.show_past_notice(room.page)
    part = _chosen_part()
    with st.container(key="room-choice-of-parts"):
        filters.choose_segment(
            PART, texts.PARTS_LABEL, texts.PARTS, part, label_visibility="collapsed"
        )
    roll, text, decide = st.columns(_WIDTHS, gap="medium")
    with roll:
        with _part("roll", part == "roll"):
            roll_panel.show_roll(room)
        with _part("heard", part == "decide"):
            heard_panel.show_heard(room)
    with text, _part("text", part == "text"):
        text_panel.show_text(room)
    with decide, _part("decide", part == "decide"):
        decide_panel.show_decide(room)


def _show_head(room: RoomSelection) -> None:
    """Who is there, at which session, and which draft is on the table."""
    sessions = {one.id: texts.session_label(one) for one in room.meeting.agenda}
    if room.session is None:
        sessions[WHOLE_MEETING] = texts.WHOLE_MEETING
    sentence, session, draft = st.columns(
        _WIDTHS, gap="medium", vertical_alignment="center"
    )
    sentence.html(html.headline(texts.headline(room.meeting, room.roll)))
    with session:
        filters.choose_one(
            SESSION,
            texts.SESSION_LABEL,
            sessions,
            room.session_id or WHOLE_MEETING,
            label_visibility="collapsed",
        )
    shown = [*room.drafts]
    if room.decision is not None and room.decision not in shown:
        shown.append(room.decision)
    with draft:
        filters.choose_one(
            DRAFT,
            texts.DRAFT_LABEL,
            {one.id: texts.draft_label(one) for one in shown},
            room.decision.id if room.decision else None,
            placeholder=texts.NO_DRAFT,
            label_visibility="collapsed",
        )


def _chosen_part() -> str:
    part = address.parameter(PART)
    return part if part in texts.PARTS else next(iter(texts.PARTS))


@contextmanager
def _part(name: str, is_chosen: bool) -> Iterator[None]:
    """A part of the page; a phone shows only those that are chosen."""
    with st.container(key=f"room-{'shown' if is_chosen else 'aside'}-{name}"):
        yield
