"""Numbers, days and findings as text. They stand here to be translated."""

from collections.abc import Sequence
from datetime import date

from bsm_projections.engine.formatting import MONTH_NAMES, format_date
from bsm_projections.engine.formatting import THIN_SPACE as THIN_SPACE
from bsm_projections.engine.formatting import format_count as format_count
from bsm_projections.engine.formatting import format_datetime as format_datetime
from bsm_projections.engine.formatting import format_days as format_days
from bsm_projections.engine.formatting import format_number as format_number
from bsm_projections.engine.formatting import format_ordinal as format_ordinal
from bsm_projections.engine.formatting import join_names as join_names
from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership.meeting_figures import MeetingFigures
from bsm_projections.meetings.names import short_meeting_name as short_meeting_name
from bsm_projections.meetings.queries import (
    Meeting,
    MeetingDelegation,
    StatedAttendance,
)


def field_label(name: str) -> str:
    """A field of a fact as a label: "blocked by" is "Blocked by"."""
    return name.replace("_", " ").capitalize()


def day(value: date) -> str:
    return format_date(value)


def month(value: date) -> str:
    return f"{MONTH_NAMES[value.month - 1]} {value.year}"


def days_late(days: int) -> str:
    """How late, in words: "18 days late", "2 years late"."""
    return f"{format_days(days)} late"


def meeting_place(meeting: Meeting) -> str:
    return meeting.city or f"the meeting of {meeting.starts_on.year}"


def headline(
    meeting: Meeting, figures: MeetingFigures, overdue: Sequence[Activity]
) -> str:
    """The page's answer in one sentence, made from the data."""
    return f"{_attendance(meeting, figures)}; {_activities(figures, overdue)}"


def _attendance(meeting: Meeting, figures: MeetingFigures) -> str:
    place = meeting_place(meeting)
    if figures.delegations:
        delegations = format_count(figures.delegations, "delegation")
        if meeting.status in ("in session", "concluded"):
            return f"{delegations} came to {place}"
        verb = "holds" if figures.delegations == 1 else "hold"
        return f"{delegations} {verb} seats for {place}"
    if figures.invited:
        return (
            f"{format_count(figures.invited, 'delegation was', 'delegations were')} "
            "invited "
            f"to {place}, "
            "and none has a confirmed seat"
        )
    return f"No delegations are on record for {place}"


def attendance_finding(rows: Sequence[MeetingDelegation]) -> str:
    """Who of the invited is there, and who is missing."""
    absent = [row.name for row in rows if not row.came]
    if not rows:
        return "Nobody is invited yet"
    if not absent:
        return all_invited(rows, "has participants", "have participants")
    if len(absent) == len(rows):
        return f"{none_invited(rows)} has a seat yet"
    present = len(rows) - len(absent)
    verb = "has" if present == 1 else "have"
    return (
        f"{format_number(present)} of {format_count(len(rows), 'invited delegation')} "
        f"{verb} "
        f"participants, not {join_names(absent)}"
    )


def all_invited(
    invited: Sequence[MeetingDelegation], singular_verb: str, plural_verb: str
) -> str:
    """ "All 3 invited delegations hold seats", with the verb for one and for many."""
    if len(invited) == 1:
        return f"The only invited delegation {singular_verb}"
    return f"All {format_count(len(invited), 'invited delegation')} {plural_verb}"


def none_invited(invited: Sequence[MeetingDelegation]) -> str:
    if len(invited) == 1:
        return "Not even the only invited delegation"
    return f"None of the {format_count(len(invited), 'invited delegation')}"


def _activities(figures: MeetingFigures, overdue: Sequence[Activity]) -> str:
    if not figures.activities:
        return "no activity is on record yet."
    activities = (
        f"{format_count(figures.activities, 'activity', 'activities')} came of it, "
        f"{format_number(figures.activities_open)} still open"
    )
    if not overdue:
        return f"{activities}, none of them overdue."
    owners = list(dict.fromkeys(activity.owner_name for activity in overdue))
    return (
        f"{activities}, {format_number(len(overdue))} of them overdue: "
        f"{join_names(owners)}."
    )


def stated_attendance(meeting: Meeting) -> str:
    """What a source says of the attendance, apart from what is counted here."""
    if meeting.stated is None:
        return "the sources state no total"
    more = "more than " if meeting.stated.at_least else ""
    return f"the source states {more}{format_number(meeting.stated.participants)}"


def previous_stated_attendance(meeting: Meeting, editions: Sequence[Meeting]) -> str:
    """The change since the last edition before that states a total.

    A source that states nothing is named, and a difference is given only between exact
    totals.
    """
    earlier = sorted(
        (
            edition
            for edition in editions
            if edition.series == meeting.series
            and edition.starts_on < meeting.starts_on
        ),
        key=lambda meeting: meeting.starts_on,
    )
    latest_stated = next(
        (edition for edition in reversed(earlier) if edition.stated), None
    )
    last = earlier[-1] if earlier else None
    texts = []
    if meeting.edition and meeting.edition > 1:
        if last is None or last.edition != meeting.edition - 1 or not last.stated:
            texts.append(f"{format_ordinal(meeting.edition - 1)}: not stated")
    elif last is not None and not last.stated:
        texts.append(f"{last.starts_on.year}: not stated")
    if latest_stated is not None and latest_stated.stated is not None:
        name = (
            format_ordinal(latest_stated.edition)
            if latest_stated.edition
            else str(latest_stated.starts_on.year)
        )
        total = latest_stated.stated
        at_least = "\u2265 " if total.at_least else ""
        stated = f"{at_least}{format_number(total.participants)}"
        texts.append(f"{name}: {stated}{_difference(meeting, total)}")
    return "".join(f"; {text}" for text in texts)


def _difference(meeting: Meeting, before: StatedAttendance) -> str:
    now = meeting.stated
    if now is None or now.at_least or before.at_least:
        return ""
    return f" ({now.participants - before.participants:+d})"


def unreadable_facts(positions: Sequence[int]) -> str:
    """Says which facts are missing from the figures."""
    distinct = sorted(set(positions))
    positions_text = join_names(
        [f"position {format_number(position)}" for position in distinct], limit=5
    )
    verb = "is" if len(distinct) == 1 else "are"
    return (
        f"{format_count(len(distinct), 'fact')} could not be understood and {verb} "
        "missing "
        f"from the figures: {positions_text}. Whoever runs the server sees why with "
        "'bsm status'."
    )


def facts_not_shown_yet(facts: int) -> str:
    verb = "is" if facts == 1 else "are"
    return (
        f"{format_count(facts, 'newer fact')} {verb} on record and not yet shown here."
    )


def session_ended(*, session: bool, refused: bool) -> str:
    """That the viewer's session has ended, or only some of their rights; `refused` is
    whether they did something that was not carried out.
    """
    text = "Your session has ended" if session else "Your rights have changed"
    return (
        f"{text}, so your last action was not carried out." if refused else f"{text}."
    )
