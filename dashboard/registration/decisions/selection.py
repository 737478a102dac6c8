"""What the page Queue shows: which of the lists, of which delegation, which page."""

from dataclasses import astuple, dataclass

import streamlit as st

from bsm_projections.engine.read_context import ResultPage
from bsm_projections.meetings.delegation_cards import DelegationCard, delegation_cards
from bsm_projections.registration.decisions.queries import OpenDecision, open_decisions
from bsm_projections.registration.seats.queries import queue
from bsm_projections.registration.seats.read_model import QueuePlace
from bsm_projections.registration.substitution.queries import change_requests
from bsm_projections.registration.substitution.read_model import ChangeRequest
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer
from dashboard.registration.decisions import texts
from dashboard.shell import address, filters

SHOW, OF, LATE, WITHOUT_NOTE, AFTER = "show", "of", "late", "note", "after"
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait for what."""

    decisions: int
    waiting: int
    changes: int
    silent: int


def count_decisions(viewer: Viewer, meeting_id: str) -> int:
    counts = viewer.registration_counts(meeting_id) or ()
    return sum(row.registrations for row in counts if row.status == "nominated")


def count_for_menu(viewer: Viewer) -> int:
    """How many registrations for the meeting in the address wait for a decision."""
    meeting = choose_meeting(viewer, address.parameter(address.MEETING))
    return count_decisions(viewer, meeting.id) if meeting else 0


def counts(page: PageContext) -> Counts:
    meeting = page.shown_meeting
    rows = page.viewer.registration_counts(meeting.id) or ()
    waiting = sum(row.registrations for row in rows if row.status == "waitlisted")
    return Counts(
        count_decisions(page.viewer, meeting.id),
        waiting,
        read_changes(page, limit=1).total,
        len(silent_delegations(page)),
    )


def silent_delegations(page: PageContext) -> tuple[DelegationCard, ...]:
    return page.viewer.fetch(
        "read.delegation-cards",
        delegation_cards,
        page.shown_meeting.id,
        unanswered=True,
    )


def shown(page: PageContext) -> str:
    return address.chosen_parameter(SHOW, texts.TABS, texts.DECISIONS)


def delegation(page: PageContext) -> str | None:
    """The one in the address, if it is invited."""
    requested = address.parameter(OF)
    names = {each.code for each in page.viewer.delegations(page.shown_meeting.id)}
    return requested if requested in names else None


def read_decisions(
    page: PageContext, *, limit: int | None = None
) -> ResultPage[OpenDecision]:
    """The page in the address, or the first `limit`."""
    return page.viewer.fetch(
        "read.open-decisions",
        open_decisions,
        page.shown_meeting.id,
        delegation=delegation(page),
        late=address.parameter(LATE) is not None,
        without_note=address.parameter(WITHOUT_NOTE) is not None,
        after=_parse_after(int, int, int, str) if limit is None else None,
        limit=limit or PER_PAGE,
    )


def read_waiting(
    page: PageContext, *, limit: int | None = None
) -> ResultPage[QueuePlace]:
    """Likewise."""
    return page.viewer.fetch(
        "read.queue",
        queue,
        page.shown_meeting.id,
        delegation=delegation(page),
        after=_parse_after(int) if limit is None else None,
        limit=limit or PER_PAGE,
    )


def read_changes(
    page: PageContext, *, limit: int | None = None
) -> ResultPage[ChangeRequest]:
    """Likewise."""
    return page.viewer.fetch(
        "read.change-requests",
        change_requests,
        page.shown_meeting.id,
        delegation=delegation(page) if shown(page) == texts.CHANGES else None,
        after=_parse_after(int, str, int) if limit is None else None,
        limit=limit or PER_PAGE,
    )


def _parse_after(*kinds: type[int] | type[str]) -> tuple[int | str, ...] | None:
    """Where the page begins, in parts of these kinds; values that make no sense are
    ignored.
    """
    values = (address.parameter(AFTER) or "").split(".")
    if len(values) != len(kinds):
        return None
    numbers = [value for value, kind in zip(values, kinds, strict=True) if kind is int]
    if not all(map(_is_number, numbers)):
        return None
    return tuple(kind(value) for value, kind in zip(values, kinds, strict=True))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def show_controls(page: PageContext) -> None:
    """The filters, outside of the part that is redrawn."""
    if page.meeting is None:
        return
    names = {each.code: each.name for each in page.viewer.delegations(page.meeting.id)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        found = counts(page)
        filters.choose_segment(
            SHOW,
            "Show",
            texts.tabs(*astuple(found)),
            shown(page),
            AFTER,
            default=texts.DECISIONS,
            label_visibility="collapsed",
        )
        if shown(page) == texts.SILENT:
            return
        filters.choose_delegation(
            OF, names, delegation(page), AFTER, placeholder="All delegations", width=280
        )
        if shown(page) == texts.DECISIONS:
            for name, label in ((LATE, "Late"), (WITHOUT_NOTE, "Without a note")):
                is_on = address.parameter(name) is not None
                filters.choose_whether(name, label, is_on, AFTER)
