"""Texts of the Overview: its answer, who came, and what differs between two moments."""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_number,
    format_ordinal,
    join_names,
    pluralize,
)
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.meeting_figures import MeetingFigures
from bsm_projections.meetings.read_model import (
    Meeting,
    MeetingDelegation,
    StatedAttendance,
)
from dashboard.meetings.texts import attendance_finding, meeting_place

NO_CHANGES = "Nothing of this meeting was recorded since. Choose an earlier day."
DELEGATIONS_DEFINITION = (
    "Delegations of which at least one person holds a seat: their registration is "
    "confirmed, or they attended. States are participating States; Partners are "
    "Partners for Co-operation."
)
PARTICIPANTS_DEFINITION = (
    "Registrations that are confirmed or attended, counted one by one. The total that "
    "a source reports stands apart from it; it is compared with the last edition "
    "before of which a source states a total."
)
OBJECTIVES_DEFINITION = (
    "Objectives of this meeting whose discussion is on record, out of those that were "
    "set."
)
OPEN_DEFINITION = (
    "Follow-up activities that are neither confirmed as done nor withdrawn."
)
OVERDUE_DEFINITION = (
    "Open activities whose last day has passed in the meeting's time zone, and which "
    "nobody has reported complete."
)
CONFIRMED_DEFINITION = (
    "Activities that another party than their owner has confirmed as done."
)


# In the order of importance: what is overdue and done, then who came.
_COMPARED_FIGURES = (
    ("activities_overdue", "overdue"),
    ("activities_confirmed", "confirmed as done"),
    ("activities_open", "activities open"),
    ("activities", "activities in all"),
    ("objectives_discussed", "objectives discussed"),
    ("delegations", "delegations"),
    ("participants", "participants"),
    ("registrations", "registrations"),
)


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
        verb = pluralize(figures.delegations, "holds", "hold")
        return f"{delegations} {verb} seats for {place}"
    if figures.invited:
        return (
            f"{format_count(figures.invited, 'delegation was', 'delegations were')} "
            "invited "
            f"to {place}, "
            "and none has a confirmed seat"
        )
    return f"No delegations are on record for {place}"


def delegations_finding(rows: Sequence[MeetingDelegation]) -> str:
    """Who of the invited is there, and who is missing."""
    finding = attendance_finding(
        rows, "has", "have", "participants", "invited delegation"
    )
    absent = [row.name for row in rows if not row.came]
    is_partial = 0 < len(absent) < len(rows)
    return f"{finding}, not {join_names(absent)}" if is_partial else finding


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


def figure_differences(
    before: MeetingFigures, after: MeetingFigures
) -> list[tuple[str, str, str]]:
    """Each figure that is another now: what it counts, what it was, what it is."""
    return [
        (
            label,
            format_number(getattr(before, name)),
            format_number(getattr(after, name)),
        )
        for name, label in _COMPARED_FIGURES
        if getattr(before, name) != getattr(after, name)
    ]


def show_all_label(facts: int) -> str:
    """The way to all of them."""
    return f"Show {'all ' if facts > 1 else ''}{format_count(facts, 'fact')}"


def changes_finding(
    facts: int, since: str, before: MeetingFigures, after: MeetingFigures
) -> str:
    """The panel's finding: what matters most of what is different."""
    if not facts:
        return f"Nothing changed since {since}"
    done = after.activities_confirmed - before.activities_confirmed
    overdue = after.activities_overdue - before.activities_overdue
    changes = []
    if overdue > 0:
        changes.append(f"{format_number(overdue)} more overdue")
    elif overdue < 0:
        changes.append(f"{format_number(-overdue)} fewer overdue")
    if done > 0:
        changes.append(f"{format_number(done)} more done")
    changes = changes or [format_count(facts, "new fact")]
    return f"Since {since}: {join_names(changes)}"


def postponed_note(figures: MeetingFigures) -> str:
    moved = figures.activities_slipped_twice
    if not moved:
        return "no open activity was moved twice"
    activities = format_count(moved, "open activity", "open activities")
    return f"{activities} moved twice or more"


def share_note(figures: MeetingFigures) -> str:
    if not figures.activities:
        return "none is on record yet"
    return f"of {format_number(figures.activities)} that came of this meeting"


def changes_measure(meeting: Meeting, day: date) -> str:
    return (
        f"What was recorded of {meeting_place(meeting)} after the end of "
        f"{format_date(day)} (UTC)"
    )
