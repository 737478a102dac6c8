"""Texts of the chart of an agenda."""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count, pluralize
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.read_model import Meeting
from dashboard.meetings.agenda.session_times import overlapping
from dashboard.meetings.texts import time_zone_name


def finding(sessions: Sequence[MeetingSession]) -> str:
    """9 sessions, 2 of them overlapping, 1 without a time"""
    text = format_count(len(sessions), "session")
    overlapped = sum(bool(overlapping(each, sessions)) for each in sessions)
    untimed = sum(each.starts_at is None for each in sessions)
    if overlapped:
        text += f", {overlapped} of them overlapping"
    if untimed:
        text += f", {untimed} without a time"
    return text


def measure(meeting: Meeting, sessions: Sequence[MeetingSession]) -> str:
    text = (
        "Sessions by day and room, in the meeting's local time "
        f"({time_zone_name(meeting.time_zone)})"
    )
    if any(each.audience != "all" for each in sessions):
        text += "; hatched: for focal points only"
    return text


def untimed_note(untimed: int) -> str:
    """For sessions that the figure leaves out."""
    have = pluralize(untimed, "has", "have")
    return f"{format_count(untimed, 'session')} {have} no time yet; see the table."
