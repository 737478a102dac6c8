"""Default values of forms about a meeting, taken from an earlier meeting."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from bsm_domain.foundation.formatting import format_ordinal
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import local_day
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting

_USUAL_SEATS = 2
_USUAL_TIME_ZONE = "Europe/Vienna"  # of the OSCE's Secretariat


def today_at(meeting: Meeting, moment: Moment) -> date:
    """The day at the meeting's place."""
    return local_day(moment.at, meeting.time_zone)


def latest_meeting(
    meetings: Sequence[Meeting], *, before: Meeting | None = None
) -> Meeting | None:
    """The last of all, or the last of the same series before a meeting."""
    candidates = [
        meeting
        for meeting in meetings
        if before is None
        or (
            meeting.series == before.series
            and meeting.id != before.id
            and meeting.starts_on <= before.starts_on
        )
    ]
    return max(candidates, key=lambda meeting: meeting.starts_on, default=None)


def predecessor(
    meetings: Sequence[Meeting], meeting: Meeting, known_id: str | None
) -> Meeting | None:
    """The meeting from which this one was announced, where that is known; else the last
    of its series before it.
    """
    known = next((other for other in meetings if other.id == known_id), None)
    return known or latest_meeting(meetings, before=meeting)


def next_meeting_details(
    meetings: Sequence[Meeting], last: Meeting | None
) -> dict[str, Any]:
    """What the details of the next meeting have in common with the `last`, by the
    fields of MeetingDetails; its edition is the first that is free after all of its
    series.
    """
    if last is None:
        return {"time_zone": _USUAL_TIME_ZONE}
    edition = None
    if last.edition is not None:
        edition = 1 + max(
            meeting.edition or 0
            for meeting in meetings
            if meeting.series.casefold() == last.series.casefold()
        )
    return {
        "series": last.series,
        "title": _next_title(last, edition),
        "edition": edition,
        "organiser": last.organiser,
        "time_zone": last.time_zone,
        "mode": last.mode,
    }


def _next_title(last: Meeting, edition: int | None) -> str | None:
    """11th Annual Meeting after the 10th; None where the title has no number."""
    if (
        last.edition is None
        or edition is None
        or format_ordinal(last.edition) not in last.title
    ):
        return None
    return last.title.replace(format_ordinal(last.edition), format_ordinal(edition), 1)


def usual_seats(delegations: Sequence[MeetingDelegation]) -> int:
    """The number of seats that most delegations with any had at an earlier meeting."""
    quotas = Counter(delegation.quota for delegation in delegations if delegation.quota)
    return quotas.most_common(1)[0][0] if quotas else _USUAL_SEATS


def total_seats(delegations: Sequence[MeetingDelegation]) -> int:
    return sum(delegation.quota for delegation in delegations)


def next_objective_code(objectives: Sequence[Objective]) -> str:
    """O1, then O2: the first that is free after the highest."""
    numbers = [
        int(objective.code[1:])
        for objective in objectives
        if objective.code[0] == "O" and objective.code[1:].isdecimal()
    ]
    return f"O{max(numbers, default=0) + 1}"


def next_session_day(meeting: Meeting, sessions: Sequence[MeetingSession]) -> date:
    """The day of the last session on an agenda, or the first day."""
    return max((session.on for session in sessions), default=meeting.starts_on)
