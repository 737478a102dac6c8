"""What a meeting is called where there is little room."""

from collections import Counter
from collections.abc import Iterable

from bsm_domain.foundation.formatting import format_date, format_ordinal
from bsm_domain.meetings.meeting_facts import MeetingMode, MeetingStatus
from bsm_projections.meetings.read_model import Meeting


def short_meeting_name(meeting: Meeting) -> str:
    """10th · Berlin 2016; without a place 10th · 2016, or 10th · online 2020. One that
    does not take place is marked as cancelled.
    """
    is_without_place = meeting.mode == MeetingMode.IN_PERSON
    place = meeting.city or ("" if is_without_place else meeting.mode)
    where = f"{place} {meeting.starts_on.year}".strip()
    if meeting.status == MeetingStatus.CANCELLED:
        where += " (cancelled)"
    return f"{format_ordinal(meeting.edition)} · {where}" if meeting.edition else where


def distinct_meeting_names(meetings: Iterable[Meeting]) -> dict[str, str]:
    """The short names by id, to choose from: meetings with the same name are told apart
    by their first day, and those of the same day by a number.
    """
    names: dict[str, str] = {}
    meetings = tuple(meetings)
    same_name = Counter(map(short_meeting_name, meetings))
    used: Counter[str] = Counter()
    for meeting in meetings:
        name = short_meeting_name(meeting)
        if same_name[name] > 1:
            name = f"{name} · {format_date(meeting.starts_on)}"
        used[name] += 1
        names[meeting.id] = f"{name} ({used[name]})" if used[name] > 1 else name
    return names


def meeting_in_sentence(meeting: Meeting) -> str:
    """the 10th meeting"""
    if meeting.edition:
        return f"the {format_ordinal(meeting.edition)} meeting"
    return f"the meeting of {meeting.starts_on.year}"
