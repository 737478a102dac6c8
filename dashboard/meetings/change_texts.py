"""Texts about a meeting that was postponed or cancelled, and of the forms that change
it.
"""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation.formatting import (
    count_of,
    format_date,
    format_date_range,
    format_number,
    pluralize,
)
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.source_facts import SourcedPart
from bsm_projections.engine.read_context import local_day
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting
from dashboard.meetings.texts import meeting_at_place

FROM_STATES = "Number of participating States"
REMARK_HELP = "What else the source says about who took part"
DAYS_MOVE_SESSIONS = (
    "If the first and the last day move by the same number of days, the sessions of "
    "the draft agenda move with them and keep their times. If the meeting only becomes "
    "longer or shorter, they stay on their days. The released agenda stays as it is, "
    "with a notice, until you release it again."
)
DAYS_ARE_SET_APART = (
    "The meeting is postponed until further notice. To set its new days, use the step "
    "“Set the new days”, which notifies everybody."
)
SET_NEW_DAYS = "Set the new days"
WITHOUT_DAYS = (
    "If you enter no days, the meeting is postponed until further notice. Until its "
    "days are known, nobody can be nominated and no seat can be assigned."
)
POSTPONEMENT_KEEPS = (
    "Registrations, seats and the waiting list stay as they are. If you enter new "
    "days, the sessions of the draft agenda move with the meeting, and so do the due "
    "dates of activities that are due before it. The released agenda stays as it is, "
    "with a notice, until you release it again."
)
WHO_IS_NOTIFIED = (
    "Everybody with a registration that was not withdrawn or refused is notified, and "
    "so are the focal points of the invited delegations."
)
CANCELLATION_EFFECT = (
    "Cancellation is final. Nobody can register any more, and nothing more can be "
    "recorded about the meeting. Procedures on its texts end; decisions that were "
    "adopted stay in force. Nothing is deleted. The same edition can be announced "
    "again."
)
CONFIRM_CANCELLATION = "to cancel the meeting, confirm it here"
INVITATION_WITHDRAWAL_EFFECT = (
    "Nobody from the delegation can be nominated any more. An invitation can be "
    "withdrawn only while nobody from the delegation holds a seat or is waiting for "
    "one."
)
REOPENING_EFFECT = (
    "Focal points can nominate delegates again. The number of seats stays as it is."
)
REWORDING_EFFECT = (
    "Earlier wordings stay on record and are shown with the day and the reason."
)
NO_SESSION = "Leave empty for no session"
OBJECTIVE_WITHDRAWAL_EFFECT = (
    "The objective stays on the page, marked as withdrawn, and keeps its code. Nothing "
    "more can be recorded about it."
)
NO_DAYS_YET = "not known yet"
ORGANISATIONS = "The name of an invited organisation"
ORGANISATION_NAME_EFFECT = (
    "From that day on, every page uses this name. Earlier days keep the earlier one."
)

ON_THE_PAGE = "What the page says"
SOURCE_EFFECT = (
    "Names the page where something that is already on record was found. Enter the "
    "page under “Where it comes from”; it is then shown beside what you choose here."
)
SOURCED_PARTS = {
    SourcedPart.STARTS_ON: "First day",
    SourcedPart.ENDS_ON: "Last day",
    SourcedPart.TIME_ZONE: "Time zone",
    SourcedPart.MODE: "Format",
    SourcedPart.AGENDA: "The released agenda",
    SourcedPart.DELEGATIONS: "The delegations invited",
    SourcedPart.ATTENDANCE: "The attendance total",
}


def days_explanation(*, is_postponed: bool) -> str:
    return DAYS_ARE_SET_APART if is_postponed else DAYS_MOVE_SESSIONS


def since_day(meeting: Meeting) -> date | None:
    """The day, at its place, on which it was postponed or cancelled."""
    if meeting.status_since is None:
        return None
    return local_day(meeting.status_since, meeting.time_zone)


def was_to_take_place(meeting: Meeting) -> str:
    dates = format_date_range(meeting.starts_on, meeting.ends_on)
    return f"was to take place {_on(dates)}"


def _on(dates: str) -> str:
    return f"from {dates}" if " to " in dates else f"on {dates}"


def change_text(meeting: Meeting) -> str | None:
    """cancelled on 3 Mar 2016; None unless it is postponed or cancelled."""
    day = since_day(meeting)
    on = "" if day is None else f" on {format_date(day)}"
    if meeting.status == MeetingStatus.CANCELLED:
        return f"cancelled{on}"
    if meeting.status == MeetingStatus.POSTPONED:
        return f"postponed until further notice{on}"
    return None


def status_text(meeting: Meeting) -> str | None:
    """Cancelled on 3 Mar 2016: no host; was to take place on 12 and 13 Apr 2016"""
    text = change_text(meeting)
    if text is None:
        return None
    why = reason_text(meeting)
    return f"{text[:1].upper()}{text[1:]}{why}; {was_to_take_place(meeting)}"


def reason_text(meeting: Meeting) -> str:
    """: no host. Empty if no reason can be read."""
    reason = (meeting.status_reason or "").removesuffix(".")
    return f": {reason}" if reason else ""


def headline(meeting: Meeting) -> str | None:
    """The meeting in Berlin was cancelled on 3 Mar 2016. None of any other meeting."""
    sentence = change_sentence(meeting)
    return sentence and f"{sentence}; it {was_to_take_place(meeting)}."


def change_sentence(meeting: Meeting, delegations: int = 0) -> str | None:
    """The meeting in Berlin was cancelled on 3 Mar 2016; 2 delegations had seats. None
    unless it is postponed or cancelled.
    """
    text = change_text(meeting)
    if text is None:
        return None
    place = meeting_at_place(meeting)
    verb = "was" if meeting.status_since is not None else "is"
    sentence = f"{place[:1].upper()}{place[1:]} {verb} {text}"
    if not delegations:
        return sentence
    have_seats = "had seats"
    if meeting.status == MeetingStatus.POSTPONED:
        have_seats = pluralize(delegations, "has seats", "have seats")
    return f"{sentence}; {count_of(delegations, 'delegation')} {have_seats}"


def cancellation_confirmation(meeting: Meeting) -> str:
    return f"Cancel {meeting_at_place(meeting)} now"


def delegation_with_seats(delegation: MeetingDelegation) -> str:
    if not delegation.registrations:
        return delegation.name
    registered = count_of(delegation.registrations, "registration")
    return f"{delegation.name} ({registered})"


def seats_taken(delegations: Sequence[MeetingDelegation], capacity: int | None) -> str:
    taken = sum(delegation.participants for delegation in delegations)
    verb = pluralize(taken, "is", "are")
    return (
        f"{format_number(taken)} of {count_of(capacity or 0, 'seat')} {verb} taken. "
        "The number of seats cannot be lower than that."
    )
