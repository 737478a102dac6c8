"""Sessions as the page lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType

from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.agenda_queries import SessionDifference
from bsm_projections.meetings.objectives import Objective
from dashboard.meetings.agenda import difference_texts, selection, texts
from dashboard.meetings.agenda.session_times import NowAndNext, overlapping

_NO_DIFFERENCES: Mapping[str, SessionDifference] = MappingProxyType({})
_NO_PLACES: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, what stands beside it, and where it leads; `mark` is now, next, or
    how it differs from another agenda; `changes` are fields with their values before
    and now; `places` are lines about limited places and transport.
    """

    session: MeetingSession
    times: str
    notes: Sequence[str]
    speakers: Sequence[str]
    objectives: Sequence[tuple[str, str]]
    overlap: str
    mark: str = ""
    address: str | None = None
    changes: Sequence[tuple[str, str, str]] = ()
    places: Sequence[str] = ()


def session_row(
    session: MeetingSession,
    sessions: Sequence[MeetingSession],
    objectives: Sequence[Objective] = (),
    *,
    mark: str = "",
    address: str | None = None,
    difference: SessionDifference | None = None,
    places: Sequence[str] = (),
) -> SessionRow:
    """A row of an agenda that has these `sessions`."""
    return SessionRow(
        session,
        texts.session_times(session),
        texts.session_notes(session),
        texts.speakers_of(session),
        [(each.code, each.text) for each in objectives],
        texts.overlap_text(overlapping(session, sessions)),
        mark,
        address,
        difference_texts.changed_values(difference) if difference else (),
        places,
    )


def session_rows(
    sessions: Sequence[MeetingSession],
    objectives: Mapping[str, Sequence[Objective]],
    marks: Mapping[str, str],
    *,
    differences: Mapping[str, SessionDifference] = _NO_DIFFERENCES,
    among: Sequence[MeetingSession] | None = None,
    with_links: bool = True,
    places: Mapping[str, Sequence[str]] = _NO_PLACES,
) -> list[SessionRow]:
    """Rows of all sessions of an agenda, or of some `among` all; `marks`,
    `differences` and `places` are by the IDs of sessions.
    """
    return [
        session_row(
            session,
            sessions if among is None else among,
            objectives.get(session.id, ()),
            mark=marks.get(session.id, ""),
            address=selection.link_address(session=session.id, version=None)
            if with_links
            else None,
            difference=differences.get(session.id),
            places=places.get(session.id, ()),
        )
        for session in sessions
    ]


def marks_of(current: NowAndNext | None) -> dict[str, str]:
    """What is now and next, by the IDs of sessions."""
    if current is None:
        return {}
    return {session.id: texts.NEXT for session in current.next} | {
        session.id: texts.NOW for session in current.now
    }


def by_day(rows: Sequence[SessionRow]) -> list[tuple[date, list[SessionRow]]]:
    """The rows by their days; they are in this order."""
    return [
        (day, list(of_day))
        for day, of_day in groupby(rows, key=lambda row: row.session.on)
    ]
