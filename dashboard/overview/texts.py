"""Texts of the Overview: its headline, attendance, and changes between two moments."""

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
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.meeting_figures import MeetingFigures
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from dashboard.meetings.change_texts import change_sentence
from dashboard.meetings.texts import is_off, meeting_at_place
from dashboard.registration.texts import attendance_finding

NO_CHANGES = (
    "Nothing about this meeting has been recorded since. Choose an earlier day."
)
DELEGATIONS_DEFINITION = (
    "Delegations with at least one seat: a confirmed registration or recorded "
    "attendance. States are participating States; Partners are Partners for "
    "Co-operation."
)
PARTICIPANTS_DEFINITION = (
    "Confirmed registrations and recorded attendances. A total stated by a source is "
    "shown separately and compared with the latest earlier edition for which a total "
    "is stated."
)
OBJECTIVES_DEFINITION = (
    "Objectives of this meeting whose discussion is on record, out of all that were "
    "set."
)
OPEN_DEFINITION = (
    "Follow-up activities that are neither confirmed as done nor withdrawn."
)
OVERDUE_DEFINITION = (
    "Open activities whose due date has passed in the meeting's time zone and which "
    "have not been reported complete."
)
CONFIRMED_DEFINITION = (
    "Activities that somebody other than their owner has confirmed as done."
)


# In the order of importance: activities first, then attendance.
_COMPARED_FIGURES = (
    ("activities_overdue", "overdue"),
    ("activities_confirmed", "confirmed as done"),
    ("activities_open", "activities open"),
    ("activities", "activities in total"),
    ("objectives_discussed", "objectives discussed"),
    ("delegations", "delegations with seats"),
    ("participants", "seats taken"),
    ("registrations", "registrations"),
)


def headline(
    meeting: Meeting, figures: MeetingFigures, overdue: Sequence[Activity]
) -> str:
    """The page's answer in one sentence, made from the data."""
    attendance = change_sentence(meeting, figures.delegations)
    attendance = attendance or _attendance(meeting, figures)
    return f"{attendance}{_activities(meeting, figures, overdue)}."


def _is_held(meeting: Meeting) -> bool:
    return meeting.status in ("in session", "concluded")


def _attendance(meeting: Meeting, figures: MeetingFigures) -> str:
    place = meeting_at_place(meeting)
    if figures.delegations:
        delegations = format_count(figures.delegations, "delegation")
        verb = pluralize(figures.delegations, "has", "have")
        if meeting.status == "concluded":
            if figures.delegations_present == figures.delegations:
                return f"{delegations} attended {place}"
            verb = "had"
        return f"{delegations} {verb} seats at {place}{_present(figures)}"
    if figures.invited:
        return (
            f"{format_count(figures.invited, 'delegation was', 'delegations were')} "
            f"invited to {place}; none has a confirmed seat"
        )
    if _is_held(meeting):
        return f"No delegation is on record for {place}"
    return f"No delegation has been invited to {place} yet"


def _present(figures: MeetingFigures) -> str:
    """Attendance is recorded of some only, or not yet."""
    present = format_number(figures.delegations_present)
    return f" ({present} recorded as present)" if figures.delegations_present else ""


def delegations_finding(rows: Sequence[MeetingDelegation]) -> str:
    """How many of the invited delegations have seats, and who has none."""
    finding = attendance_finding(rows, noun="invited delegation")
    absent = [row.name for row in rows if row.invited and not row.came]
    is_partial = 0 < len(absent) < len(rows)
    if not is_partial or not all(row.invited for row in rows):
        return finding
    names = join_names([name_in_sentence(name) for name in absent])
    return f"{finding}; {names} {pluralize(len(absent), 'has', 'have')} none"


def _activities(
    meeting: Meeting, figures: MeetingFigures, overdue: Sequence[Activity]
) -> str:
    if not figures.activities:
        yet = "; no follow-up activity is on record yet"
        return "" if meeting.status == "cancelled" else yet
    produced = _produced(meeting, figures)
    if not figures.activities_open:
        return f"{produced}, none still open"
    activities = f"{produced}: {format_number(figures.activities_open)} open"
    if not overdue:
        return f"{activities}, none of them overdue"
    owners = dict.fromkeys(
        name_in_sentence(activity.owner_name) for activity in overdue
    )
    return (
        f"{activities}, {format_number(len(overdue))} of them overdue "
        f"({join_names(list(owners))})"
    )


def _produced(meeting: Meeting, figures: MeetingFigures) -> str:
    """What arose from the meeting, apart from what it follows of earlier ones."""
    words = "follow-up activity", "follow-up activities"
    carried_over = format_count(figures.activities_carried_over, *words)
    arising = figures.activities - figures.activities_carried_over
    if not arising:
        return f"; it follows {carried_over} from earlier meetings"
    produced = ", which produced" if _is_held(meeting) else "; it has produced"
    text = f"{produced} {format_count(arising, *words)}"
    if number := figures.activities_carried_over:
        text += f" and follows {format_number(number)} from earlier meetings"
    return text


def delegations_note(figures: MeetingFigures) -> str:
    """What kinds of delegations have seats; without any registration, how many are
    invited.
    """
    if figures.registrations:
        return (
            f"{format_count(figures.states, 'State')} · "
            f"{format_count(figures.partners, 'Partner')} · "
            f"{format_count(figures.organisations, 'organisation')}"
        )
    if not figures.invited:
        return "none invited yet"
    return f"{format_number(figures.invited)} invited, no registration on record"


def stated_attendance(meeting: Meeting) -> str:
    """The attendance that a source states, apart from what is counted here."""
    if meeting.stated is None:
        held = "no source states a total" if _is_held(meeting) else "not held yet"
        return meeting.status if is_off(meeting) else held
    more = "more than " if meeting.stated.at_least else ""
    return f"{more}{format_number(meeting.stated.participants)} according to a source"


def previous_stated_attendance(meeting: Meeting, editions: Sequence[Meeting]) -> str:
    """The latest earlier total that a source states, and the change since.

    The last edition is named if it was held and no total is on record of it; a
    difference is given only between exact totals.
    """
    earlier = sorted(
        (
            edition
            for edition in editions
            if edition.series == meeting.series
            and edition.starts_on < meeting.starts_on
            and not is_off(edition)
        ),
        key=lambda meeting: meeting.starts_on,
    )
    latest_stated = next(
        (edition for edition in reversed(earlier) if edition.stated), None
    )
    last = earlier[-1] if earlier else None
    texts = []
    if last is not None and _is_held(last) and not last.stated:
        texts.append(f"no total stated for {_edition_name(last)}")
    if latest_stated is not None and latest_stated.stated is not None:
        total = latest_stated.stated
        at_least = "> " if total.at_least else ""
        stated = f"{at_least}{format_number(total.participants)}"
        name = _edition_name(latest_stated)
        texts.append(f"{name}: {stated}{_difference(meeting, total)}")
    return "".join(f"; {text}" for text in texts)


def objectives_note(figures: MeetingFigures) -> str:
    intended = figures.objectives_for_agreement
    note = f"{format_number(intended) if intended else 'none'} intended for agreement"
    if listed := figures.objectives_for_focal_points:
        note += f"; {format_number(listed)} for focal points only"
    return note


def _edition_name(meeting: Meeting) -> str:
    if meeting.edition:
        return f"the {format_ordinal(meeting.edition)} meeting"
    return str(meeting.starts_on.year)


def _difference(meeting: Meeting, before: StatedAttendance) -> str:
    now = meeting.stated
    if now is None or now.at_least or before.at_least:
        return ""
    return f" ({now.participants - before.participants:+d})"


def figure_differences(
    before: MeetingFigures, after: MeetingFigures
) -> list[tuple[str, str, str]]:
    """Each figure that has changed: its label, its old and its new value."""
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
    """The label of the link to all of them."""
    return f"Show {'all ' if facts > 1 else ''}{format_count(facts, 'fact')}"


def changes_finding(
    facts: int, since: str, before: MeetingFigures, after: MeetingFigures
) -> str:
    """The panel's finding: the most important differences."""
    if not facts:
        return f"Nothing has changed since {since}"
    done = after.activities_confirmed - before.activities_confirmed
    overdue = after.activities_overdue - before.activities_overdue
    changes = []
    if overdue > 0:
        changes.append(f"{format_number(overdue)} more overdue")
    elif overdue < 0:
        changes.append(f"{format_number(-overdue)} fewer overdue")
    if done > 0:
        changes.append(f"{format_number(done)} more confirmed as done")
    changes = changes or [format_count(facts, "new fact")]
    return f"Since {since}: {join_names(changes)}"


def postponed_note(figures: MeetingFigures) -> str:
    moved = figures.activities_slipped_twice
    if not figures.activities_open:
        return "no activity is open"
    if not moved:
        return "no open activity has been postponed twice"
    activities = format_count(moved, "open activity has", "open activities have")
    return f"{activities} been postponed at least twice"


def share_note(figures: MeetingFigures) -> str:
    if not figures.activities:
        return "none on record yet"
    total = format_number(figures.activities)
    carried_over = figures.activities_carried_over
    if not carried_over:
        return f"of {total} arising from this meeting"
    arising = format_number(figures.activities - carried_over)
    return (
        f"of {total}: {arising} arising from this meeting, "
        f"{format_number(carried_over)} carried over"
    )


def no_overdue_text(rows: Sequence[Activity]) -> str:
    if not any(row.is_open for row in rows):
        return "No activity is open."
    return "Every open activity is within its due date or reported complete."


def changes_measure(meeting: Meeting, day: date) -> str:
    return (
        f"Changes recorded for {meeting_at_place(meeting)} after the end of "
        f"{format_date(day)} (UTC)"
    )
