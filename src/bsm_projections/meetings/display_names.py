"""What a meeting is called where there is little room."""

from bsm_domain.foundation.formatting import format_ordinal
from bsm_projections.meetings.read_model import Meeting


def short_meeting_name(meeting: Meeting) -> str:
    """10th · Berlin 2016"""
    where = f"{meeting.city or meeting.mode} {meeting.starts_on.year}"
    return f"{format_ordinal(meeting.edition)} · {where}" if meeting.edition else where


def meeting_in_sentence(meeting: Meeting) -> str:
    """the 10th meeting"""
    if meeting.edition:
        return f"the {format_ordinal(meeting.edition)} meeting"
    return f"the meeting of {meeting.starts_on.year}"
