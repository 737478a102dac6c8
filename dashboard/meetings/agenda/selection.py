"""Which version of an agenda a page shows, and with which it is compared. All of it is
in the address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import streamlit as st

from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.meetings import agenda_queries
from bsm_projections.meetings.agenda import (
    UNNUMBERED,
    AgendaVersion,
    MeetingSession,
)
from bsm_projections.meetings.agenda_queries import (
    Agenda,
    DraftSession,
    SessionDifference,
    SessionOnRecord,
)
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting
from bsm_service.meetings.agenda_commands import ReleaseAgenda
from dashboard.data import current_principal, record
from dashboard.data.page_context import PageContext
from dashboard.shell import address

SESSION, VERSION, COMPARE = "session", "version", "compare"
AGENDA_ADDRESS = "/agenda"


@dataclass(frozen=True)
class AgendaSelection:
    """An agenda as its page shows it. `unknown_version` is what the address names and
    the record does not have.
    """

    page: PageContext
    agenda: Agenda
    compared: Agenda | None = None
    unknown_version: str | None = None

    @property
    def meeting(self) -> Meeting:
        return self.page.shown_meeting

    @property
    def is_present(self) -> bool:
        """Whether it is the latest version."""
        return self.agenda.number == self.meeting.agenda_number

    @property
    def is_released(self) -> bool:
        """Whether there is an agenda at all; once released, it may be empty."""
        return bool(self.agenda.number or self.agenda.sessions)

    @cached_property
    def versions(self) -> tuple[AgendaVersion, ...]:
        """The latest first."""
        return self.page.viewer.fetch(
            "read.meetings", agenda_queries.agenda_versions, self.meeting.id
        )

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all versions, the latest first; 0 is one without a number."""
        numbers = tuple(version.number for version in self.versions)
        before = released_agenda(self.page, UNNUMBERED)
        if before is not None and before.sessions:
            return (*numbers, UNNUMBERED)
        return numbers

    @cached_property
    def now(self) -> datetime:
        """The viewed moment in the meeting's local time; live to the second."""
        return wall_time(self.page)

    @cached_property
    def objectives(self) -> Mapping[str, Sequence[Objective]]:
        """Those that are discussed in a session, by its ID."""
        return objectives_by_session(self.page)


def read_selection(page: PageContext) -> AgendaSelection:
    """The version that the address names, or else the latest."""
    requested = address.parameter(VERSION)
    number = _number(requested)
    agenda = None if number is None else released_agenda(page, number)
    if agenda is not None and not (agenda.number or agenda.sessions):
        agenda = None
    unknown = requested if agenda is None else None
    if agenda is None:
        agenda = released_agenda(page, None)
    assert agenda is not None  # the meeting is on record
    other = _number(address.parameter(COMPARE))
    compared = None if other is None else released_agenda(page, other)
    if compared is not None and compared.number == agenda.number:
        compared = None
    return AgendaSelection(page, agenda, compared, unknown)


def released_agenda(page: PageContext, number: int | None) -> Agenda | None:
    return page.viewer.fetch(
        "read.meetings", agenda_queries.agenda, page.shown_meeting.id, number=number
    )


def _number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdecimal() and len(text) < 7):
        return None
    return int(text)


def wall_time(page: PageContext) -> datetime:
    """The viewed moment in the meeting's local time; live to the second."""
    moment = page.viewer.moment
    now = record.current_time() if moment.live else moment.at
    zone = time_zone_named(page.shown_meeting.time_zone)
    return now.astimezone(zone).replace(tzinfo=None)


def draft_sessions(page: PageContext) -> tuple[DraftSession, ...] | None:
    """The sessions of the draft that were not dropped; None for who may not read it."""
    planned = _all_planned(page)
    if planned is None:
        return None
    return tuple(session for session in planned if session.dropped_at is None)


def _all_planned(page: PageContext) -> tuple[DraftSession, ...] | None:
    viewer = page.viewer
    if not current_principal.has_permission(viewer.principal, "read.draft-agenda"):
        return None
    return viewer.fetch(
        "read.draft-agenda", agenda_queries.draft_agenda, page.shown_meeting.id
    )


def shows_draft(page: PageContext) -> bool:
    """Whether the viewer may see a draft, and it still leads somewhere: at a meeting
    that is over, only one that says something else than the agenda is shown.
    """
    if draft_sessions(page) is None:
        return False
    return can_still_change(page.shown_meeting) or draft_differs(page)


def can_still_change(meeting: Meeting) -> bool:
    """Whether another version of the agenda can be released."""
    return ReleaseAgenda.is_possible(meeting.status)


def removal_reasons(page: PageContext) -> Mapping[str, str | None]:
    """Why sessions were dropped from the draft, by their IDs."""
    planned = _all_planned(page) or ()
    return {each.id: each.reason for each in planned if each.dropped_at is not None}


def draft_changes(page: PageContext) -> tuple[SessionDifference, ...]:
    """What a release of the draft would change for readers of the agenda."""
    released = page.shown_meeting.agenda
    return agenda_queries.differences(released, draft_sessions(page) or ())


def draft_differs(page: PageContext) -> bool:
    """Whether there is something to release; the order of sessions counts, too."""

    def order(sessions: Sequence[MeetingSession]) -> list[tuple[str, int | None]]:
        return [(session.id, session.order) for session in sessions]

    draft = draft_sessions(page)
    if draft is None:
        return False
    return bool(draft_changes(page)) or order(draft) != order(page.shown_meeting.agenda)


def objectives_by_session(page: PageContext) -> Mapping[str, Sequence[Objective]]:
    by_session: dict[str, list[Objective]] = {}
    for objective in page.viewer.objectives(page.shown_meeting.id):
        if objective.session_id is not None and objective.status != "withdrawn":
            by_session.setdefault(objective.session_id, []).append(objective)
    return by_session


def session_on_record(page: PageContext, id: str) -> SessionOnRecord | None:
    """None where no released agenda that the viewer may see has it."""
    return page.viewer.fetch("read.meetings", agenda_queries.session, id)


def link_address(**values: str | None) -> str:
    """An address of the page."""
    return address.link(AGENDA_ADDRESS, **values)


def show_meeting_of_session(page: PageContext) -> None:
    """Chooses the meeting of the session that the address names, if the page is of
    another one. Belongs before anything of the page is drawn.
    """
    id = address.parameter(SESSION)
    on_record = None if id is None else session_on_record(page, id)
    if on_record is None:
        return
    shown = page.meeting.id if page.meeting else None
    if on_record.meeting_id not in (shown, address.parameter(address.MEETING)):
        address.set_parameter(address.MEETING, on_record.meeting_id)
        st.rerun()
