"""The as-of bar: any past day one slider away, for the whole page.

The moment stands in the address, and nowhere else: a day (its end, in UTC), a time
with its zone, or the position of a fact.
"""

from collections.abc import Sequence
from datetime import UTC, date

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.engine.moment import Moment
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data import record
from dashboard.shell import address, texts
from dashboard.shell.address import AS_OF
from dashboard.shell.callback_checks import checked


def read_moment() -> tuple[Moment, str | None]:
    """The moment that the address asks for, and what is wrong with it, if anything."""
    requested = address.parameter(AS_OF)
    if requested:
        return record.moment_as_of(requested)
    if misspelt := address.similar_parameter(AS_OF):
        return record.live_moment(), (
            f"The address contains “{misspelt}”, which is unknown; for a past moment, "
            f"use “{AS_OF}”"
        )
    return record.live_moment(), None


def moment_text(moment: Moment, zone: str) -> str:
    """The frozen moment, in the meeting's zone; a whole day is shown as a day."""
    requested = address.parameter(AS_OF) or ""
    try:
        day = date.fromisoformat(requested)
    except ValueError:
        return formatting.format_datetime(moment.at, zone)
    return f"the end of {formatting.format_date(day)} (UTC)"


def show_as_of_bar(moment: Moment, meetings: Sequence[Meeting]) -> None:
    """Slider, steps by change, the days of meetings, and the way back to live.

    `meetings` are all that are on record today: a reader who looks at the past can
    still reach later meetings.
    """
    frozen = not moment.live
    first, last = record.first_day(), record.today()
    with (
        st.container(key="frame-as-of"),
        st.expander(
            "View a past day",
            expanded=frozen,
            icon=":material/history:",
            type="compact",
            key=f"as-of-{'frozen' if frozen else 'live'}",
        ),
    ):
        if first < last:
            _show_slider(moment, first, last)
            _show_meeting_marks(meetings, first, last)
        _show_buttons(moment)


def _show_slider(moment: Moment, first: date, last: date) -> None:
    day = last if moment.live else moment.at.astimezone(UTC).date()
    st.slider(
        "The record as known at the end of this day (UTC)",
        first,
        last,
        format="D MMM YYYY",
        **address.bind_widget(
            AS_OF,
            min(max(day, first), last),
            lambda day: None if day >= last else day.isoformat(),
        ),
    )


def _show_meeting_marks(meetings: Sequence[Meeting], first: date, last: date) -> None:
    """Where the meetings lie along the slider; each leads to its last day's end."""
    days = (last - first).days
    marks = [
        (
            (meeting.ends_on - first).days / days,
            formatting.format_ordinal(meeting.edition)
            if meeting.edition
            else str(meeting.starts_on.year),
            f"{short_meeting_name(meeting)}: view "
            f"{formatting.format_date(meeting.ends_on)}",
            address.link("", **{AS_OF: meeting.ends_on.isoformat()}),
        )
        for meeting in meetings
        if first <= meeting.ends_on < last
    ]
    if marks:
        st.html(render("components/figures.html", "slider_marks", marks))


def _show_buttons(moment: Moment) -> None:
    before = record.adjacent_position(moment.position, forward=False)
    after = record.adjacent_position(moment.position, forward=True)
    with st.container(horizontal=True):
        st.button(
            "Previous change",
            icon=":material/chevron_left:",
            key="as-of-back",
            on_click=checked(address.set_parameter),
            args=(AS_OF, str(before)),
            disabled=before == moment.position,
        )
        st.button(
            "Next change",
            icon=":material/chevron_right:",
            key="as-of-on",
            on_click=checked(address.set_parameter),
            args=(AS_OF, str(after)),
            disabled=moment.live or after == moment.position,
        )
        if moment.live:
            st.button(
                "Permanent link",
                icon=":material/link:",
                key="as-of-keep",
                help="An address that will always show this page as it is now",
                on_click=checked(
                    lambda: address.set_parameter(AS_OF, record.current_time_as_text())
                ),
            )
        else:
            st.button(
                "Back to live",
                type="primary",
                key="as-of-live",
                on_click=checked(address.set_parameter),
                args=(AS_OF, None),
            )
    if not moment.live:
        st.html(html.paragraphs("measure", texts.PERMANENT_LINK))
        st.code(address.full_address(), language=None, wrap_lines=True)
