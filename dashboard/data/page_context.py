"""What a page shows: for which viewer, at which moment, of which meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import filterfalse

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from dashboard.components.theme import Theme
from dashboard.data import current_principal, record
from dashboard.data.personal_data import own_registrations
from dashboard.data.queries import Viewer

_RUNNING = (MeetingStatus.REGISTRATION_OPEN, MeetingStatus.IN_SESSION)


@dataclass(frozen=True, slots=True)
class PageContext:
    """`meeting` is None where none was on record at that moment, or not the one that
    was requested by its ID.
    """

    viewer: Viewer
    meeting: Meeting | None
    theme: Theme
    requested_meeting: str | None = None

    @property
    def is_frozen(self) -> bool:
        return not self.viewer.moment.live

    @property
    def marks_invented(self) -> bool:
        """Whether what has no source is marked as invented: in a demonstration, where
        no source can be named later, as it can after a moment in the past.
        """
        return record.is_demonstration() and not self.is_frozen

    @property
    def shown_meeting(self) -> Meeting:
        """The meeting, for parts of a page that are shown only if there is one."""
        assert self.meeting is not None
        return self.meeting

    def refreshed(self) -> "PageContext":
        """The same context at the latest position."""
        viewer = self.viewer.at_moment(record.live_moment())
        if not current_principal.has_permission(viewer.principal, "read.meetings"):
            return replace(self, viewer=viewer, meeting=None)
        meeting_id = self.meeting.id if self.meeting else self.requested_meeting
        return replace(self, viewer=viewer, meeting=choose_meeting(viewer, meeting_id))


@dataclass(frozen=True)
class PageSelection:
    """What a page was asked to show, of one meeting or of several."""

    page: PageContext

    @cached_property
    def meetings_by_id(self) -> Mapping[str, Meeting]:
        return {meeting.id: meeting for meeting in self.page.viewer.meetings()}

    def meeting_name(self, id: str) -> str:
        meeting = self.meetings_by_id.get(id)
        return short_meeting_name(meeting) if meeting else "a meeting"


def choose_meeting(viewer: Viewer, meeting_id: str | None) -> Meeting | None:
    """The requested meeting, if it was on record at that moment.

    Without a request, it is none that was cancelled, as long as there is another. It is
    the one whose registration is open or that is in session;
    else the next whose registration was open; else the latest with registrations, or
    the next or latest there is. A meeting that was merely announced is still empty.
    Whoever sees no overview gets the latest for which they are registered themselves.
    """
    meetings = viewer.meetings()
    if meeting_id is not None:
        return next((meeting for meeting in meetings if meeting.id == meeting_id), None)
    today = viewer.moment.at.date()
    meetings = tuple(filterfalse(_is_cancelled, meetings)) or meetings
    for statuses in (_RUNNING, (MeetingStatus.REGISTRATION_CLOSED,)):
        current = [meeting for meeting in meetings if meeting.status in statuses]
        if current:
            return _nearest(current, today)
    if not current_principal.has_permission(viewer.principal, "page.overview"):
        own = own_registrations(viewer)
        return own[0][0] if own else _nearest(meetings, today)
    with_registrations = [
        meeting
        for meeting in meetings
        if viewer.overview_figures(meeting.id).registrations
    ]
    return with_registrations[-1] if with_registrations else _nearest(meetings, today)


def _is_cancelled(meeting: Meeting) -> bool:
    return meeting.status == MeetingStatus.CANCELLED


def _nearest(meetings: Sequence[Meeting], today: date) -> Meeting | None:
    """The first that has not ended yet; else the last."""
    coming = [
        meeting
        for meeting in meetings
        if meeting.ends_on >= today or meeting.status == MeetingStatus.POSTPONED
    ]
    nearest = min(coming, key=lambda meeting: meeting.starts_on, default=None)
    return nearest or (meetings[-1] if meetings else None)
