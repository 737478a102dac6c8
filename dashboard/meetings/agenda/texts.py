"""Texts of the page Agenda."""

from collections.abc import Sequence
from datetime import datetime

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_date_range,
    format_number,
    join_names,
)
from bsm_projections.meetings.agenda import AgendaVersion, MeetingSession
from bsm_projections.meetings.agenda_queries import (
    Agenda,
    SessionOnRecord,
)
from bsm_projections.meetings.read_model import Meeting
from dashboard.meetings.agenda.selection import can_still_change
from dashboard.meetings.agenda.session_times import NowAndNext, ends, starts
from dashboard.meetings.change_texts import change_text, reason_text
from dashboard.meetings.texts import (
    agenda_finding,
    meeting_at_place,
    time_zone_name,
)

NOTHING_RELEASED = "Sessions appear here once the secretariat has released the agenda."
NO_AGENDA = "No agenda of this meeting is available."
FULL_AGENDA = "Full agenda"
NO_TIME = "time not set"
FOCAL_POINTS_ONLY = "focal points only"
NOW, NEXT = "now", "next"
ALL_SESSIONS = "Show the whole agenda"
CURRENT_VERSION = "Show the current version"
VERSIONS_MEASURE = "Versions of the agenda, latest first, with what changed"
VERSION_LABEL, COMPARE_LABEL = "Version", "Compare with"
NOT_COMPARED = "no other version"
EMPTY_VERSION = "This version has no sessions."
UNKNOWN_SESSION = "No released agenda has a session with this ID."
CHECK_LINK = "Check the link, or open the whole agenda."


def session_times(session: MeetingSession) -> str:
    """09:30 to 11:00, with a dash; an end on a later day is named."""
    start, end = starts(session), ends(session)
    if start is None or end is None:
        return NO_TIME
    text = f"{start:%H:%M}\u2013{end:%H:%M}"
    if end.date() != start.date():
        text += f" ({format_date(end.date(), 'd MMM')})"
    return text


def session_notes(session: MeetingSession) -> list[str]:
    """What kind it is, where, and for whom."""
    notes = [session.kind]
    if session.room:
        notes.append(session.room)
    if session.audience != "all" and session.kind != FOCAL_POINTS_ONLY:
        notes.append(FOCAL_POINTS_ONLY)
    return notes


def overlap_text(others: Sequence[MeetingSession]) -> str:
    """overlaps with “Opening” and “Study visit”"""
    if not others:
        return ""
    return f"overlaps with {join_names([f'“{other.title}”' for other in others])}"


def speakers_of(session: MeetingSession) -> list[str]:
    """They are recorded one per line."""
    return [name.strip() for name in (session.speakers or "").splitlines() if name]


def headline(
    meeting: Meeting, agenda: Agenda, *, is_released: bool, current: NowAndNext | None
) -> str:
    """The page's answer: on a day of the meeting, what is now and next."""
    if not is_released:
        return _nothing_released_text(meeting)
    if current is not None:
        return _now_and_next_text(current)
    days = format_date_range(meeting.starts_on, meeting.ends_on)
    sessions = format_count(len(agenda.sessions), "session")
    if meeting.status == "cancelled":
        return f"{_the_meeting(meeting)} was cancelled; its agenda had {sessions}."
    if meeting.status == "postponed":
        return (
            f"{_the_meeting(meeting)} is postponed until further notice; its agenda "
            f"has {sessions}."
        )
    return f"The agenda of {meeting_at_place(meeting)}, {days}, has {sessions}."


def _nothing_released_text(meeting: Meeting) -> str:
    if meeting.status == "cancelled":
        return f"{_the_meeting(meeting)} was cancelled before an agenda was released."
    if not can_still_change(meeting):
        return f"No agenda of {meeting_at_place(meeting)} was released."
    return f"No agenda of {meeting_at_place(meeting)} has been released yet."


def _the_meeting(meeting: Meeting) -> str:
    return formatting.capitalize(meeting_at_place(meeting))


def _now_and_next_text(current: NowAndNext) -> str:
    if not current.now and not current.next:
        return "The last session with a time has ended."
    parts = []
    if current.now:
        names = [_now_text(session) for session in current.now]
        parts.append(f"Now: {join_names(names)}")
    if current.next:
        parts.append(f"{'next' if parts else 'Next'}: {_next_text(current)}")
    return f"{'; '.join(parts)}."


def _now_text(session: MeetingSession) -> str:
    until = ends(session)
    text = f"“{session.title}”{_in_room(session)}"
    return text if until is None else f"{text} until {until:%H:%M}"


def _next_text(current: NowAndNext) -> str:
    first = starts(current.next[0])
    names = [f"“{session.title}”{_in_room(session)}" for session in current.next]
    assert first is not None  # what is next has a time
    text = f"{join_names(names)} at {first:%H:%M}"
    if first.date() == current.today:
        return text
    return f"{text} on {format_date(first.date())}"


def _in_room(session: MeetingSession) -> str:
    return f" in {session.room}" if session.room else ""


def clock_note(meeting: Meeting, now: datetime) -> str:
    """It is 10:15, Berlin time."""
    return f"It is {now:%H:%M}, {time_zone_name(meeting.time_zone)}."


def agenda_measure(meeting: Meeting, agenda: Agenda, latest: int) -> str:
    """Version 2, released on 3 Mar 2016, 10:00 Berlin; all times are Berlin time"""
    times = ""
    if any(session.starts_at for session in agenda.sessions):
        times = f"; all times are {time_zone_name(meeting.time_zone)}"
    if not agenda.number:
        return f"This agenda predates numbered versions{times}"
    assert agenda.released_at is not None  # it has a number
    released = formatting.format_datetime(agenda.released_at, meeting.time_zone)
    of_all = "" if agenda.number == latest else f" of {format_number(latest)}"
    name = version_name(agenda.number)
    return f"{name}{of_all}, released on {released}{times}"


def finding(meeting: Meeting, agenda: Agenda) -> str:
    return agenda_finding(agenda.sessions, is_final=not can_still_change(meeting))


def meeting_notices(meeting: Meeting, agenda: Agenda, *, is_present: bool) -> list[str]:
    """What has happened to the meeting since the agenda was released."""
    notices = []
    if not is_present:
        notices.append(
            "This is not the current version of the agenda, which is "
            f"{lower_version_name(meeting.agenda_number)}."
        )
    changed = change_text(meeting)
    if changed is not None:
        notices.append(f"The meeting was {changed}{reason_text(meeting)}.")
    elif meeting.moved and is_present:
        notices.append(
            "The meeting has been moved since this agenda was released. It is now "
            f"planned for {format_date_range(meeting.starts_on, meeting.ends_on)}; the "
            "days and times below have not been updated."
        )
    return notices


def version_name(number: int) -> str:
    return f"Version {format_number(number)}" if number else "Unnumbered version"


def lower_version_name(number: int) -> str:
    return f"version {format_number(number)}" if number else "the unnumbered version"


def version_option(number: int, version: AgendaVersion | None, zone: str) -> str:
    """Version 2, 3 Mar 2016, 10:00 Berlin"""
    name = version_name(number)
    if version is None:
        return name
    return f"{name}, {formatting.format_datetime(version.released_at, zone)}"


def versions_finding(number: int) -> str:
    return format_count(number, "version")


def version_note(version: AgendaVersion | None) -> str:
    """What changed with it."""
    return "" if version is None else version.note or ""


def unknown_version(text: str) -> str:
    return (
        f"There is no version “{text[:20]}” of this agenda; the current one is shown."
    )


def note_text(note: str | None) -> str:
    return f"What changed: {note}" if note else ""


def session_headline(on_record: SessionOnRecord) -> str:
    session = on_record.session
    day = format_date(session.on)
    if on_record.is_current:
        return f"“{session.title}” is on the agenda for {day}."
    return f"“{session.title}”, planned for {day}, is no longer on the agenda."


def session_measure(on_record: SessionOnRecord) -> str:
    name = lower_version_name(on_record.last_number)
    if on_record.is_current:
        return f"As in {name} of the agenda, the current one"
    return f"As in {name} of the agenda, the last to include it"


def dropped_text(
    on_record: SessionOnRecord, version: AgendaVersion | None, time_zone: str
) -> str:
    """When it was dropped from the released agenda, and why."""
    text = "The session was dropped"
    if version is not None:
        released = formatting.format_datetime(version.released_at, time_zone)
        text += f" in {lower_version_name(version.number)}, released on {released}"
    return f"{text}: {on_record.reason}" if on_record.reason else f"{text}."
