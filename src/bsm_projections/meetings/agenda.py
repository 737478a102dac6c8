"""Read model: the agenda of a meeting, as everybody sees it in numbered versions, and
as the secretariat's draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.sources import Source
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.agenda_facts import (
    AgendaReleased,
    SessionChanged,
    SessionDropped,
    SessionScheduled,
    SpeakersNamed,
)
from bsm_projections.engine.columns import Id, WallClock, column, computed
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.meetings.sources import stored_source


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSession:
    """A session of an agenda; its times are in the meeting's local time.

    `speakers` are one per line. `source` is where it was found.
    """

    id: Id = column("session_id")
    on: date = column("held_on")
    title: str
    kind: str
    audience: str
    starts_at: WallClock | None = None
    ends_at: WallClock | None = None
    room: str | None = None
    order: int | None = column("place_in_order", default=None)
    description: str | None = None
    speakers: str | None = computed()
    source: Source | None = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(MeetingSession):
    """`nth` counts the sessions of the meeting as they were added. `sealed_speakers`
    was recorded by the command `command_id`.
    """

    meeting_id: Id
    nth: int
    sealed_speakers: str | None = None
    command_id: str | None = None
    stored_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedSessionRow(SessionRow):
    """A session as it was in one version of the agenda."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSessionRow(SessionRow):
    """A session as the secretariat plans it. Once dropped, it stays, with the reason in
    `sealed_reason`, which the command `command_id` recorded.
    """

    dropped_at: datetime | None = None
    sealed_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaVersion:
    """A release of the agenda. `note` says what has changed."""

    meeting_id: Id
    number: int
    released_at: datetime
    note: str | None


SESSIONS = Table("sessions", ReleasedSessionRow, ("meeting_id", "number", "session_id"))
DRAFT_SESSIONS = Table("draft_sessions", DraftSessionRow, ("meeting_id", "session_id"))
AGENDA_VERSIONS = Table("agenda_versions", AgendaVersion, ("meeting_id", "number"))

# The number of the agenda that releases up to 0.6 recorded, which had no versions.
UNNUMBERED = 0


def fold_agenda(
    fact: DomainEvent, batch: RowBatch, meeting_id: str, session_ids: tuple[str, ...]
) -> tuple[str, ...]:
    """Brings the sessions of a meeting up to date; the IDs of all that were ever added,
    in their order.
    """
    match fact:
        case SessionScheduled(session=session):
            id = str(session.session_id)
            row = DraftSessionRow(
                meeting_id=meeting_id,
                nth=len(session_ids),
                stored_source=stored_source(fact),
                **_shown_fields(session),
            )
            batch.put(DRAFT_SESSIONS, row)
            if fact.released:
                batch.put(SESSIONS, _released(row, UNNUMBERED))
            return (*session_ids, id)
        case SessionChanged(session=session):
            row = batch.must_get(DRAFT_SESSIONS, meeting_id, str(session.session_id))
            shown = _shown_fields(session)
            source = stored_source(fact)
            batch.put(DRAFT_SESSIONS, replace(row, **shown, stored_source=source))
        case SpeakersNamed(session_id=id, speakers=speakers):
            row = batch.must_get(DRAFT_SESSIONS, meeting_id, str(id))
            batch.put(
                DRAFT_SESSIONS,
                replace(
                    row,
                    sealed_speakers=_stored_text(speakers),
                    command_id=str(fact.command_id),
                ),
            )
        case SessionDropped(session_id=id, reason=reason):
            row = batch.must_get(DRAFT_SESSIONS, meeting_id, str(id))
            batch.put(
                DRAFT_SESSIONS,
                replace(
                    row,
                    dropped_at=fact.occurred_at,
                    sealed_reason=_stored_text(reason),
                    sealed_speakers=None,
                    command_id=str(fact.command_id),
                ),
            )
        case AgendaReleased(number=number, note=note):
            version = AgendaVersion(
                meeting_id=meeting_id,
                number=number,
                released_at=fact.occurred_at,
                note=note,
            )
            batch.put(AGENDA_VERSIONS, version)
            for id in session_ids:
                row = batch.must_get(DRAFT_SESSIONS, meeting_id, id)
                if row.dropped_at is None:
                    batch.put(SESSIONS, _released(row, number))
    return session_ids


def name_agenda_source(
    fact: DomainEvent,
    batch: RowBatch,
    meeting_id: str,
    number: int,
    session_ids: tuple[str, ...],
) -> None:
    """Gives the sessions of the agenda of this number the source of the fact, and their
    drafts, which the next release copies.
    """
    for id in session_ids:
        released = batch.get(SESSIONS, meeting_id, number, id)
        if released is not None:
            source = stored_source(fact)
            batch.put(SESSIONS, replace(released, stored_source=source))
            row = batch.must_get(DRAFT_SESSIONS, meeting_id, id)
            batch.put(DRAFT_SESSIONS, replace(row, stored_source=source))


def move_draft(batch: RowBatch, session_ids: tuple[str, ...], days: int) -> None:
    """Moves the sessions of the draft by so many days."""
    shift = timedelta(days=days)
    for id in session_ids if days else ():
        row = batch.must_get(DRAFT_SESSIONS, batch.stream, id)
        if row.dropped_at is None:
            moved = replace(
                row,
                on=row.on + shift,
                starts_at=_shifted(row.starts_at, shift),
                ends_at=_shifted(row.ends_at, shift),
            )
            batch.put(DRAFT_SESSIONS, moved)


def _shifted(wall: str | None, shift: timedelta) -> str | None:
    return wall and _wall_clock(datetime.fromisoformat(wall) + shift)


def _wall_clock(wall: datetime | None) -> str | None:
    return None if wall is None else wall.isoformat(timespec="minutes")


def _stored_text(text: FreeText | None) -> str | None:
    return None if text is None else text.model_dump_json()


def _shown_fields(session: AgendaSession) -> dict[str, Any]:
    shown = dict(session)
    shown["id"] = str(shown.pop("session_id"))
    for name in ("starts_at", "ends_at"):
        shown[name] = _wall_clock(shown[name])
    return shown


def _released(row: DraftSessionRow, number: int) -> ReleasedSessionRow:
    values: Mapping[str, Any] = {
        field.name: getattr(row, field.name)
        for field in fields(SessionRow)
        if "computed" not in field.metadata
    }
    return ReleasedSessionRow(number=number, **values)
