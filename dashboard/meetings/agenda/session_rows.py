"""Sessions as the page lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.objectives import Objective
from dashboard.meetings.agenda import selection, texts
from dashboard.meetings.agenda.selection import NowAndNext


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, what stands beside it, and where it leads; `mark` is now, next, or
    how it differs from another agenda.
    """

    session: MeetingSession
    times: str
    notes: Sequence[str]
    speakers: Sequence[str]
    objectives: Sequence[tuple[str, str]]
    overlap: str
    mark: str = ""
    address: str | None = None


def session_row(
    session: MeetingSession,
    sessions: Sequence[MeetingSession],
    objectives: Sequence[Objective] = (),
    *,
    mark: str = "",
    address: str | None = None,
) -> SessionRow:
    """A row of an agenda that has these `sessions`."""
    return SessionRow(
        session,
        texts.session_times(session),
        texts.session_notes(session),
        texts.speakers_of(session),
        [(each.code, each.text) for each in objectives],
        texts.overlap_text(selection.overlapping(session, sessions)),
        mark,
        address,
    )


def session_rows(
    sessions: Sequence[MeetingSession],
    objectives: Mapping[str, Sequence[Objective]],
    marks: Mapping[str, str],
    *,
    with_links: bool = True,
) -> list[SessionRow]:
    """All rows of an agenda; `marks` are by the IDs of sessions."""
    return [
        session_row(
            session,
            sessions,
            objectives.get(session.id, ()),
            mark=marks.get(session.id, ""),
            address=selection.link_address(session=session.id, version=None)
            if with_links
            else None,
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
