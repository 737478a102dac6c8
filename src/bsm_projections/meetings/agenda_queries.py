"""Agendas: the released versions, what differs between two, and the draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.readable_texts import readable_column, readable_text
from bsm_projections.meetings.agenda import AgendaVersion, MeetingSession
from bsm_projections.meetings.sources import read_source

_ORDER = (
    "ORDER BY held_on, starts_at IS NULL, starts_at, place_in_order IS NULL, "
    "place_in_order, nth"
)
# What readers of an agenda see of a session, in the order in which it is shown.
COMPARED_FIELDS = (
    "title",
    "kind",
    "on",
    "starts_at",
    "ends_at",
    "room",
    "speakers",
    "description",
)


def released_sessions(
    context: ReadContext, meeting_id: Id, number: int
) -> tuple[MeetingSession, ...]:
    """The sessions of one version of an agenda that the viewer may see."""
    rows = context.rows(
        "SELECT * FROM {sessions} WHERE meeting_id = :id AND number = :number "
        f"{_ORDER}",
        id=meeting_id,
        number=number,
    )
    return tuple(_sessions(context, meeting_id, rows))


def _sessions(
    context: ReadContext, meeting_id: Id, rows: Sequence[Row]
) -> Iterator[MeetingSession]:
    computed_values = _computed(context, meeting_id, rows)
    for row, values in zip(rows, computed_values, strict=True):
        yield context.item(MeetingSession, row, **values)


def _computed(
    context: ReadContext, meeting_id: Id, rows: Sequence[Row]
) -> Iterator[dict[str, object]]:
    """What the rows of sessions do not hold in the form in which it is shown."""
    speakers = readable_column(
        context, meeting_id, rows, "sealed_speakers", of="speakers"
    )
    for row, text in zip(rows, speakers, strict=True):
        yield {"speakers": text, "source": read_source(row["stored_source"])}


def agenda_versions(context: ReadContext, meeting_id: Id) -> tuple[AgendaVersion, ...]:
    """The releases of a meeting's agenda, the latest first."""
    return context.items(
        AgendaVersion,
        "SELECT * FROM {agenda_versions} WHERE meeting_id = :id ORDER BY number DESC",
        id=meeting_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """One version of the agenda of a meeting. The number 0 is an agenda that was on
    record before there were versions; it has no `released_at`.
    """

    meeting_id: Id
    number: int
    released_at: datetime | None
    note: str | None
    sessions: tuple[MeetingSession, ...]


def agenda(
    context: ReadContext, meeting_id: Id, number: int | None = None
) -> Agenda | None:
    """The version of that number, or the latest; None if it is not on record."""
    meeting = context.row(
        "SELECT agenda_number FROM {meetings} WHERE meeting_id = :id", id=meeting_id
    )
    if meeting is None:
        return None
    if number is None:
        number = int(meeting["agenda_number"])
    elif not 0 <= number <= int(meeting["agenda_number"]):
        return None  # versions are numbered without gaps
    version = context.find(
        AgendaVersion,
        "SELECT * FROM {agenda_versions} WHERE meeting_id = :id AND number = :number",
        id=meeting_id,
        number=number,
    )
    return Agenda(
        meeting_id=meeting_id,
        number=number,
        released_at=None if version is None else version.released_at,
        note=None if version is None else version.note,
        sessions=released_sessions(context, meeting_id, number),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDifference:
    """How a session differs between two agendas: `change` is added, dropped or changed;
    `fields` are those that differ.
    """

    session_id: Id
    change: str
    before: MeetingSession | None
    after: MeetingSession | None
    fields: tuple[str, ...] = ()


def differences(
    before: Iterable[MeetingSession], after: Iterable[MeetingSession]
) -> tuple[SessionDifference, ...]:
    """What changed from one agenda to another: in the order of the later one, then what
    was dropped.
    """
    earlier = {session.id: session for session in before}
    later = {session.id: session for session in after}
    return tuple(
        difference
        for id in (*later, *(id for id in earlier if id not in later))
        if (difference := _difference(id, earlier.get(id), later.get(id))) is not None
    )


def _difference(
    id: str, before: MeetingSession | None, after: MeetingSession | None
) -> SessionDifference | None:
    if before is None or after is None:
        change = "added" if before is None else "dropped"
        return SessionDifference(
            session_id=id, change=change, before=before, after=after
        )
    differing = tuple(
        name
        for name in COMPARED_FIELDS
        if getattr(before, name) != getattr(after, name)
    )
    if not differing:
        return None
    return SessionDifference(
        session_id=id, change="changed", before=before, after=after, fields=differing
    )


def agenda_comparison(
    context: ReadContext,
    meeting_id: Id,
    earlier: int | None = None,
    later: int | None = None,
) -> tuple[SessionDifference, ...]:
    """What differs between two released versions of an agenda: where none is named, the
    latest and the one before it.
    """
    if later is None:
        later = context.count(
            "SELECT agenda_number FROM {meetings} WHERE meeting_id = :id",
            id=meeting_id,
        )
    earlier = max(later - 1, 0) if earlier is None else earlier
    return differences(
        released_sessions(context, meeting_id, earlier),
        released_sessions(context, meeting_id, later),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSession(MeetingSession):
    """A session as the secretariat plans it; `reason` is why it was dropped."""

    dropped_at: datetime | None = None
    reason: str | None = None


def draft_agenda(context: ReadContext, meeting_id: Id) -> tuple[DraftSession, ...]:
    """All sessions that were ever planned, those dropped with the reason."""
    rows = context.rows(
        f"SELECT * FROM {{draft_sessions}} WHERE meeting_id = :id {_ORDER}",
        id=meeting_id,
    )
    reasons = readable_column(context, meeting_id, rows, "sealed_reason", of="reason")
    computed_values = _computed(context, meeting_id, rows)
    return tuple(
        context.item(DraftSession, row, reason=reason, **values)
        for row, reason, values in zip(rows, reasons, computed_values, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOnRecord:
    """A session that is or was on a released agenda, as it was last there: in version
    `last_number`. `is_current` says that the present version has it.
    """

    meeting_id: Id
    last_number: int
    is_current: bool
    session: MeetingSession
    reason: str | None


def session(context: ReadContext, session_id: Id) -> SessionOnRecord | None:
    """A session by its ID, also once it was dropped."""
    row = context.row(
        "SELECT s.*, m.agenda_number FROM {sessions} s "
        "JOIN {meetings} m ON m.meeting_id = s.meeting_id "
        "WHERE s.session_id = :id ORDER BY s.number DESC LIMIT 1",
        id=session_id,
    )
    if row is None:
        return None
    is_current = row["number"] == row["agenda_number"]
    [shown] = _sessions(context, row["meeting_id"], [row])
    reason = None
    if not is_current:
        # It was released without the session: the reason is for everybody, too.
        dropped = context.row(
            "SELECT sealed_reason, command_id FROM {draft_sessions} "
            "WHERE meeting_id = :meeting_id AND session_id = :id "
            "AND dropped_at IS NOT NULL",
            meeting_id=row["meeting_id"],
            id=session_id,
        )
        if dropped is not None:
            reason = readable_text(
                context, row["meeting_id"], dropped, "sealed_reason", of="reason"
            )
    return SessionOnRecord(
        meeting_id=row["meeting_id"],
        last_number=row["number"],
        is_current=is_current,
        session=shown,
        reason=reason,
    )
