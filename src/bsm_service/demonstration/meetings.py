"""The network's other meetings, as described in `meeting-series.yaml`.

What the public pages do not say is left out: no registrations are invented here, only
the dates on which something was announced or recorded.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bsm_domain.foundation.sources import Source
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import MeetingDetails, MeetingMode, StatedTotal
from bsm_domain.meetings.source_facts import SourcedPart
from bsm_service.application.command import Command
from bsm_service.demonstration.seeding_steps import (
    SECRETARIAT,
    SeedingStep,
    at_minute,
    read_yaml,
    story_uuid,
    working_day,
)
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ConcludeMeeting,
    NameSource,
    OpenMeeting,
    StateAttendance,
)

BERLIN_STARTS_ON = date(2016, 4, 12)

_ZONES = {"Bratislava": "Europe/Bratislava"}
# The default place: the organiser is based in Vienna.
_ORGANISERS_ZONE = "Europe/Vienna"
_ANNOUNCED_BEFORE = timedelta(days=95)

# The news pages are named as sources on the day after the total was recorded.
_NAMED_AFTER = timedelta(days=1)
_FROM_PAGES = frozenset(SourcedPart) - {
    *(SourcedPart.AGENDA, SourcedPart.DELEGATIONS, SourcedPart.ATTENDANCE),
    *(SourcedPart.TIME_ZONE, SourcedPart.ORGANISER),
}

# A figure that, in the demonstration, was recorded only weeks after the meeting.
_STATED_AFTER = {date(2019, 4, 9): timedelta(days=19)}

_MORNING, _AFTERNOON, _EVENING = 8 * 60, 14 * 60, 15 * 60


def other_meetings(series: str) -> Iterator[SeedingStep]:
    """All meetings except Berlin: announced, held, and how many took part."""
    for source in read_yaml("meeting-series.yaml"):
        if source["starts_on"] != BERLIN_STARTS_ON:
            yield from _meeting(series, source)


def _meeting(series: str, source: dict[str, Any]) -> Iterator[SeedingStep]:
    details = _details(series, source)
    id = story_uuid("meeting", str(details.starts_on))
    announced_on = working_day(details.starts_on - _ANNOUNCED_BEFORE)

    def step(day: date, minutes: int, command: Command) -> SeedingStep:
        key = f"{command.NAME}/{details.starts_on}"
        return SeedingStep(at_minute(day, minutes), key, SECRETARIAT, command)

    yield step(
        announced_on,
        _MORNING,
        AnnounceMeeting(meeting_id=id, details=details),
    )
    if "study_visit" in source:
        yield step(
            announced_on + timedelta(days=28),
            _MORNING,
            ScheduleSession(
                meeting_id=id,
                session_id=story_uuid("session", f"{details.starts_on}/study visit"),
                on=details.ends_on,
                title=f"Study visit: {source['study_visit']}",
                kind=SessionKind.STUDY_VISIT,
            ),
        )
        yield step(
            announced_on + timedelta(days=28),
            _MORNING + 15,
            ReleaseAgenda(meeting_id=id),
        )
    yield step(details.starts_on, _MORNING, OpenMeeting(meeting_id=id))
    yield step(details.ends_on, _AFTERNOON, ConcludeMeeting(meeting_id=id))
    total = _total(details, source["participants"])
    late = _STATED_AFTER.get(details.starts_on)
    stated_on = details.ends_on + (late or timedelta())
    if total is not None:
        yield step(
            stated_on,
            _EVENING,
            StateAttendance(
                meeting_id=id,
                total=total,
                occurred_at=at_minute(details.ends_on, _AFTERNOON) if late else None,
            ),
        )
    seen_on = stated_on + _NAMED_AFTER
    yield step(
        seen_on,
        _MORNING,
        NameSource(
            meeting_id=id,
            parts=tuple(_parts(details, source)),
            source=Source(**source["page"], seen_on=seen_on),
        ),
    )


def _parts(details: MeetingDetails, source: dict[str, Any]) -> Iterator[SourcedPart]:
    """What the page says: the details that are known, and what was recorded of it."""
    for part in SourcedPart:
        if part in _FROM_PAGES and getattr(details, part):
            yield part
    if "study_visit" in source:
        yield SourcedPart.AGENDA
    if source["participants"] is not None:
        yield SourcedPart.ATTENDANCE


def _details(series: str, source: dict[str, Any]) -> MeetingDetails:
    edition, city = source["edition"], source["city"]
    numbered = f" ({edition}th)" if edition else ""
    return MeetingDetails(
        series=series,
        title=f"Annual meeting of the {series}{numbered}",
        edition=edition,
        city=city,
        host=source["host"],
        chair=source.get("chair"),
        starts_on=source["starts_on"],
        ends_on=source["ends_on"],
        time_zone=_ZONES.get(city, _ORGANISERS_ZONE),
        mode=MeetingMode(source.get("mode", MeetingMode.IN_PERSON)),
        themes=tuple(source.get("themes", ())),
    )


def _total(details: MeetingDetails, source: Any) -> StatedTotal | None:
    if source is None:
        return None
    at_least = isinstance(source, dict)
    return StatedTotal(
        participants=source["at_least"] if at_least else source,
        at_least=at_least,
        source=(
            "Public news page of the OSCE or of the PCC SEE secretariat on the "
            f"meeting of {details.starts_on} to {details.ends_on}"
        ),
    )
