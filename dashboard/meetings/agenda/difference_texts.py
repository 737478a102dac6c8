"""Texts about the differences between two agendas, one of which may be the draft."""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count, format_date, format_number
from bsm_domain.meetings.agenda import format_wall_time
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.agenda_queries import SessionDifference
from dashboard.meetings.agenda.session_times import ends, starts
from dashboard.meetings.agenda.texts import lower_version_name, speakers_of
from dashboard.meetings.texts import agenda_finding

EMPTY_DRAFT = "The draft has no sessions. The secretariat adds them."
NOTHING_LEFT = "The draft has no sessions."
FIELD_NAMES = {
    "title": "title",
    "kind": "kind",
    "on": "day",
    "starts_at": "start",
    "ends_at": "end",
    "room": "room",
    "speakers": "speakers",
    "description": "description",
}


def comparison_finding(differences: Sequence[SessionDifference]) -> str:
    """1 session added, 2 changed, 1 dropped"""
    if not differences:
        return "Both have the same sessions"
    counts = [
        (change, sum(each.change == change for each in differences))
        for change in ("added", "changed", "dropped")
    ]
    parts = [
        f"{format_count(count, 'session')} {change}"
        if number == 0
        else f"{format_number(count)} {change}"
        for number, (change, count) in enumerate(
            (change, count) for change, count in counts if count
        )
    ]
    return ", ".join(parts)


def comparison_measure(earlier: int, later: int) -> str:
    return (
        f"From {lower_version_name(earlier)} to {lower_version_name(later)} of the "
        "agenda"
    )


def change_text(difference: SessionDifference) -> str:
    """added; dropped; changed: start, room"""
    if difference.change != "changed":
        return difference.change
    return f"changed: {', '.join(FIELD_NAMES[name] for name in difference.fields)}"


def field_value(session: MeetingSession, field: str) -> str:
    """The value of a field as people read it."""
    if field == "on":
        return format_date(session.on)
    if field in ("starts_at", "ends_at"):
        wall = starts(session) if field == "starts_at" else ends(session)
        return "not set" if wall is None else format_wall_time(wall)
    if field == "speakers":
        return ", ".join(speakers_of(session)) or "nobody named"
    return getattr(session, field) or "not stated"


def changed_values(difference: SessionDifference) -> list[tuple[str, str, str]]:
    """The fields that differ: name, value before, value now."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return []
    return [
        (FIELD_NAMES[name], field_value(before, name), field_value(after, name))
        for name in difference.fields
    ]


def draft_measure(*, is_final: bool) -> str:
    """`is_final`: the draft can no longer be released."""
    readers = "Only the secretariat, the Chair and auditors can see the draft"
    if is_final:
        return f"{readers}; it can no longer be released"
    return f"{readers}; everybody will see it after the next release"


def dropped_title(*, is_final: bool) -> str:
    return "Dropped from the draft" if is_final else "Dropped with the next release"


def draft_finding(
    sessions: Sequence[MeetingSession],
    differences: Sequence[SessionDifference],
    *,
    differs: bool,
) -> str:
    """Draft: 1 session added, 2 changed"""
    if differences:
        return f"Draft: {comparison_finding(differences)}"
    if differs:
        return "Draft: sessions in a different order"
    if not sessions:
        return "The draft is empty"
    return f"Draft: {agenda_finding(sessions)}, nothing to release"


def dropped_from_draft(difference: SessionDifference, reason: str | None) -> str:
    title = "" if difference.before is None else difference.before.title
    return f"“{title}”: {reason}" if reason else f"“{title}”"
