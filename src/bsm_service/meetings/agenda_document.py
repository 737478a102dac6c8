"""An agenda on paper: days and sessions, with the moment at which they were known."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from importlib.resources import files
from itertools import groupby
from typing import Any

from bsm_domain.foundation.formatting import (
    capitalize,
    format_date,
    format_date_range,
    format_datetime,
    format_number,
    time_zone_city,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.engine.audience import audience_notice
from bsm_projections.engine.moment import Moment
from bsm_projections.meetings.agenda import AgendaVersion, MeetingSession
from bsm_projections.meetings.agenda_queries import Agenda, agenda_versions
from bsm_projections.meetings.queries import meeting
from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.record_list import QueryRequest
from bsm_service.application.system import demonstration_notice
from bsm_service.documents.pdf import PdfDocument

FOCAL_POINTS_ONLY = "for focal points only"
NO_SESSIONS = "There are no sessions on this agenda."
NOTHING_RELEASED = "No agenda has been released yet."
NO_TIME = "Time not set"
NOT_PRINTED = "The description is too long to be printed here."
_TEMPLATE = (files(__package__) / "agenda.typ").read_bytes()
# Of all descriptions together, in characters: what is laid out in seconds.
_MAX_DESCRIBED = 300_000


def agenda_document(request: QueryRequest, agenda: Agenda) -> PdfDocument:
    """The document of a released version of an agenda, with what the viewer may see of
    it at the viewed moment. The same moment makes the same bytes.
    """
    context = request.context
    moment = context.moment
    of_meeting = meeting(context, agenda.meeting_id)
    assert of_meeting is not None
    network = request.system.network()
    root = request.system.store.root_at(moment.position).hex()[:16]
    is_empty = not agenda.sessions
    data = {
        "network": network.name if network else "",
        "kind": kind_of(agenda),
        "title": of_meeting.title,
        "marks": [
            *meeting_marks(of_meeting, agenda),
            *_later_version(agenda, agenda_versions(context, agenda.meeting_id)),
        ],
        "properties": _properties(of_meeting, agenda),
        "note": agenda.note or "",
        "days": list(_days(agenda.sessions)),
        "empty": (NO_SESSIONS if agenda.number else NOTHING_RELEASED)
        if is_empty
        else "",
        "foot": f"As known at fact {format_number(moment.position)}, "
        f"{format_datetime(moment.at)}; root hash {root}",
        "coverage": audience_notice(context.audience),
        "notice": demonstration_notice(request.system) or "",
    }
    name = file_name(of_meeting, agenda, moment)
    return PdfDocument(_TEMPLATE, data, moment.at, name)


def file_name(of_meeting: Meeting, agenda: Agenda, moment: Moment) -> str:
    """agenda-2016-04-12-version-2-1204.pdf, with the meeting's first day"""
    version = f"-version-{agenda.number}" if agenda.number else ""
    return f"agenda-{of_meeting.starts_on}{version}-{moment.position}.pdf"


def kind_of(agenda: Agenda) -> str:
    """Agenda, version 2; one that is older than versions has no number"""
    return f"Agenda, version {agenda.number}" if agenda.number else "Agenda"


def meeting_marks(of_meeting: Meeting, agenda: Agenda) -> Iterator[str]:
    """What became of the meeting, if that must not be overlooked."""
    days = format_date_range(of_meeting.starts_on, of_meeting.ends_on)
    because = f" Reason: {of_meeting.status_reason}" * bool(of_meeting.status_reason)
    match of_meeting.status:
        case MeetingStatus.CANCELLED:
            assert of_meeting.status_since is not None
            when = format_datetime(of_meeting.status_since, of_meeting.time_zone)
            yield f"The meeting was cancelled on {when}.{because}"
        case MeetingStatus.POSTPONED:
            yield (
                "The meeting has been postponed until further notice. It was to take "
                f"place on {days}.{because}"
            )
        case _ if of_meeting.moved and agenda.released_at is not None:
            yield (
                "The meeting has been moved since this version was released. It is now "
                f"planned for {days}."
            )


def _later_version(agenda: Agenda, versions: Sequence[AgendaVersion]) -> Iterator[str]:
    for latest in versions[:1]:
        if latest.number != agenda.number:
            yield f"This is not the latest version, which is version {latest.number}."


def _properties(of_meeting: Meeting, agenda: Agenda) -> list[tuple[str, str]]:
    zone = of_meeting.time_zone
    place = of_meeting.city or of_meeting.mode
    if of_meeting.city and of_meeting.mode != "in person":
        place += f" ({of_meeting.mode})"
    found = [
        ("Days", format_date_range(of_meeting.starts_on, of_meeting.ends_on)),
        ("Place", capitalize(place)),
        ("Times", f"{time_zone_city(zone)} time"),
    ]
    if agenda.released_at is not None:
        found.append(("Released", format_datetime(agenda.released_at, zone)))
    return found


def _days(sessions: Sequence[MeetingSession]) -> Iterator[dict[str, Any]]:
    described = 0
    for day, of_day in groupby(sessions, key=lambda session: session.on):
        rows = []
        for session in of_day:
            described += len(session.description or "")
            rows.append(_session(session, is_described=described <= _MAX_DESCRIBED))
        yield {"title": format_date(day, "EEEE, d MMMM y"), "sessions": rows}


def _session(session: MeetingSession, *, is_described: bool) -> dict[str, Any]:
    notes = [session.kind]
    if (
        session.audience == MatterAudience.FOCAL_POINTS
        and session.kind != FOCAL_POINTS_ONLY.removeprefix("for ")
    ):
        notes.append(FOCAL_POINTS_ONLY)
    description = session.description or ""
    return {
        "time": time_text(session),
        "title": session.title,
        "notes": "; ".join(filter(None, (capitalize(", ".join(notes)), session.room))),
        "speakers": (session.speakers or "").splitlines(),
        "description": description if is_described else NOT_PRINTED,
        "source": _source_text(session),
    }


def _source_text(session: MeetingSession) -> str:
    """The page from which it comes, when it was seen, and where it is."""
    source = session.source
    if source is None:
        return ""
    seen_on = format_date(source.seen_on)
    return f"Source: {source.title}, seen on {seen_on}, {source.address}"


def time_text(session: MeetingSession) -> str:
    """09:30 to 11:00; 22:00 to 02:00 (13 Apr), if it ends on another day"""
    if session.starts_at is None or session.ends_at is None:
        return NO_TIME
    starts_at = datetime.fromisoformat(session.starts_at)
    ends_at = datetime.fromisoformat(session.ends_at)
    return f"{starts_at:%H:%M} to {ends_at:%H:%M}{_other_day(session.on, ends_at)}"


def _other_day(on: date, ends_at: datetime) -> str:
    day = ends_at.date()
    return "" if day == on else f" ({format_date(day, 'd MMM')})"
