"""The secretariat's draft of the agenda, and its releases."""

from dataclasses import replace
from datetime import date, datetime
from typing import Self
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Declaration,
    FactMetadata,
    impossible_when,
)
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    ReasonRequired,
)
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import AgendaSession, SessionKind
from bsm_domain.meetings.agenda_facts import (
    AgendaEvent,
    AgendaReleased,
    SessionChanged,
    SessionDropped,
    SessionScheduled,
    SpeakersNamed,
)
from bsm_domain.meetings.meeting_facts import MeetingDetails, MeetingStatus
from bsm_domain.meetings.roll_calls import RollCallDecisions

# Ever added to one meeting: records keep them all, beside each fact that adds one.
MOST_SESSIONS = 500


def possible_until_it_is_over(action: str) -> Declaration:
    return impossible_when(
        f"{action} only before the meeting is {{status}}",
        MeetingStatus.CONCLUDED,
        MeetingStatus.CANCELLED,
    )


class AgendaDecisions(RollCallDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @possible_until_it_is_over("sessions can be added")
    def schedule(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID,
        title: str,
        kind: SessionKind,
        audience: MatterAudience = MatterAudience.ALL,
        on: date | None = None,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        room: str | None = None,
        order: int | None = None,
        description: str | None = None,
    ) -> SessionScheduled:
        session = AgendaSession(
            session_id=session_id,
            on=_day_of_session(on, starts_at),
            title=title,
            kind=kind,
            audience=audience,
            starts_at=starts_at,
            ends_at=ends_at,
            room=room,
            order=order,
            description=description,
        )
        if session_id in self.draft.sessions:
            raise InvalidValue(
                f"session {session_id} is already on the agenda; enter another ID",
                field="session_id",
            )
        # Whatever has its ID, such as its audience, must stay that of one session.
        if session_id in self.dropped:
            raise InvalidValue(
                f"session {session_id} was dropped; add the session under another ID",
                field="session_id",
            )
        if len(self.draft.sessions) + len(self.dropped) >= MOST_SESSIONS:
            raise InvalidTransition(
                f"a meeting has at most {count_of(MOST_SESSIONS, 'session')}, with "
                "those that were dropped; change one that is on the agenda instead"
            )
        self._must_fit(session)
        return SessionScheduled(**self.next_header(metadata), session=session)

    @possible_until_it_is_over("sessions can be changed")
    def change_session(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID,
        title: str,
        kind: SessionKind,
        on: date | None = None,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        room: str | None = None,
        order: int | None = None,
        description: str | None = None,
        reason: FreeText | None = None,
    ) -> SessionChanged:
        """Replaces all details of the session but its audience, which never changes."""
        before = self.must_have_session(session_id)
        session = AgendaSession(
            session_id=session_id,
            on=_day_of_session(on, starts_at),
            title=title,
            kind=kind,
            audience=before.audience,
            starts_at=starts_at,
            ends_at=ends_at,
            room=room,
            order=order,
            description=description,
        )
        changed = tuple(
            name
            for name in AgendaSession.model_fields
            if getattr(session, name) != getattr(before, name)
        )
        if not changed:
            raise InvalidValue(
                f"“{before.title}” already has these details; change at least one",
                field="title",
            )
        self._must_fit(session)
        self._must_explain("changed", before, reason)
        return SessionChanged(
            **self.next_header(metadata),
            session=session,
            changed=changed,
            reason=reason,
        )

    @possible_until_it_is_over("speakers can be named")
    def name_speakers(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID,
        speakers: FreeText | None = None,
    ) -> SpeakersNamed:
        session = self.must_have_session(session_id)
        if speakers is None and session_id not in self.draft.speakers:
            raise InvalidValue(
                f"“{session.title}” has no speakers; enter at least one",
                field="speakers",
            )
        return SpeakersNamed(
            **self.next_header(metadata), session_id=session_id, speakers=speakers
        )

    @possible_until_it_is_over("sessions can be dropped")
    def drop_session(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID,
        reason: FreeText | None = None,
    ) -> SessionDropped:
        session = self.must_have_session(session_id)
        self._must_explain("dropped", session, reason)
        return SessionDropped(
            **self.next_header(metadata), session_id=session_id, reason=reason
        )

    @possible_until_it_is_over("the agenda can be released")
    def release_agenda(
        self, metadata: FactMetadata, *, note: str | None = None
    ) -> AgendaReleased:
        if self.draft == self.released:
            raise InvalidTransition(
                f"the agenda has not changed since version {self.releases} was "
                "released; add or change a session first"
                if self.releases
                else "the agenda has no changes to release; add or change a session "
                "first"
            )
        is_first = not self.releases and not self.released.sessions
        if not is_first and note is None:
            raise InvalidValue("enter what has changed", field="note")
        return AgendaReleased(
            **self.next_header(metadata), number=self.releases + 1, note=note
        )

    def _must_fit(self, session: AgendaSession) -> None:
        """Raises InvalidValue or AlreadyExists."""
        details = self.details
        session.must_be_possible(details.starts_on, details.ends_on, details.time_zone)
        for id, other in self.draft.sessions.items():
            if id != session.session_id and session.takes_the_place_of(other):
                raise AlreadyExists(
                    f"“{session.title}” is already on the agenda at this time; enter "
                    "another title, kind or time",
                    field="title",
                )

    def _must_explain(
        self, what: str, session: AgendaSession, reason: FreeText | None
    ) -> None:
        if reason is None and session.session_id in self.released.sessions:
            raise ReasonRequired(
                f"“{session.title}” is on the agenda that everybody sees; enter why it "
                f"is {what}",
                field="reason",
            )

    def must_fit_into(self, details: MeetingDetails, days: int, *, field: str) -> None:
        """Raises InvalidValue where a session of the draft does not fit into these
        details, once it is so many days later.
        """
        if (days, details.starts_on, details.ends_on, details.time_zone) == (
            0,
            self.details.starts_on,
            self.details.ends_on,
            self.details.time_zone,
        ):
            return
        for session in self.draft.moved(days).sessions.values():
            try:
                session.must_be_possible(
                    details.starts_on, details.ends_on, details.time_zone
                )
            except InvalidValue as error:
                raise InvalidValue(
                    f"the session “{session.title}” does not fit: {error}; change it, "
                    "or drop it, first",
                    field=field,
                ) from None

    # Evolve: never refuses, because the fact has happened.

    def _evolve_agenda(self, event: AgendaEvent) -> Self:
        match event:
            case SessionScheduled(session=session, released=released):
                state = replace(self, draft=self.draft.with_session(session))
                if released:
                    shown = self.released.with_session(session)
                    state = replace(state, released=shown)
                return state
            case SessionChanged(session=session):
                return replace(self, draft=self.draft.with_session(session))
            case SpeakersNamed(session_id=id, speakers=speakers):
                version = None if speakers is None else event.originator_version
                return replace(self, draft=self.draft.with_speakers(id, version))
            case SessionDropped(session_id=id):
                dropped = self.dropped | {id}
                return replace(self, draft=self.draft.without(id), dropped=dropped)
            case AgendaReleased(number=number):
                return replace(self, released=self.draft, releases=number)


def _day_of_session(on: date | None, starts_at: datetime | None) -> date:
    """The day on which it begins; may be left out where it has a time."""
    if starts_at is None:
        if on is None:
            raise InvalidValue("enter the day of the session", field="on")
        return on
    if on not in (None, starts_at.date()):
        raise InvalidValue(
            "the session starts on another day; leave out the day, or enter the day on "
            "which it starts",
            field="on",
        )
    return starts_at.date()
