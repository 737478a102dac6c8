"""Lives of a meeting: whoever works on it asks whatever, through two processes."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from systems import (
    AUSTRIA,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    invited,
    system_in,
)

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.values import DelegateFunction, MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingDetails, StatedTotal
from bsm_domain.meetings.objective import OutcomeKind
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.meetings import agenda_queries, objective_queries, queries
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.application.command import Command
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.commands import (
    CancelMeeting,
    ChangeCapacity,
    ChangeDetails,
    ChangeQuota,
    CloseRegistration,
    ConcludeMeeting,
    CorrectAttendance,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    PostponeMeeting,
    ReopenRegistration,
    StateAttendance,
    WithdrawInvitation,
)
from bsm_service.meetings.objective_commands import (
    MoveObjective,
    RewordObjective,
    SetObjective,
    WithdrawObjective,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from meeting_oracle import Known, Session, violations

CODES = ("AT", "IT", "FR")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Beirut")
# The last of March and of October, when clocks change, and a quiet day.
FIRST_DAYS = (date(2016, 3, 26), date(2016, 10, 29), date(2016, 4, 12))
# Those about the agenda are asked most; a meeting is seldom cancelled.
_AGENDA = "schedule schedule schedule change change change speakers drop release"
_DETAILS = "release release title move longer shorter zone postpone delay"
_MATTER = "objective objective reword retire place place table silence speak"
_PEOPLE = "nominate nominate confirm confirm wait resign refuse"
_SEATS = "register close reopen seats quota invite uninvite"
_ENDS = "open conclude state correct cancel onwards onwards onwards"
ACTIONS = (*f"{_AGENDA} {_DETAILS} {_MATTER} {_PEOPLE} {_SEATS} {_ENDS}".split(),)
# What may be done next, by the status: most that is asked by chance alone is refused.
_NEXT = {
    "announced": "register",
    "registration open": "nominate confirm close",
    "registration closed": "open reopen confirm",
    "postponed": "delay",
    "in session": "state conclude",
    "concluded": "state correct",
    "cancelled": "resign",
}
# Minutes; an hour, mostly.
_LENGTHS = (60, 90, 60, 60, 24 * 60, 60, 25 * 60, 60, 0, 60, 30, 23 * 60)


class Life:
    def __init__(self, place: Place) -> None:
        self.clock = StoryClock()
        self.doors = [system_in(place, clock=self.clock)]
        self.doors.append(system_in(place, clock=self.clock, established=False))
        self.meeting = announce_berlin(
            self.doors[0], quotas=dict.fromkeys(CODES, 2), open_registration=False
        )
        self.texts: dict[UUID, dict[str, str]] = {}
        self.sessions: list[UUID] = []
        self.objectives: list[UUID] = []
        self.registrations: list[UUID] = []
        self.decisions: list[UUID] = []

    def close(self) -> None:
        for door in self.doors:
            door.close()

    def facts(self) -> list[Any]:
        return [entry.fact for entry in self.doors[0].store.page(0, 100_000)]

    def ask(self, action: str, number: int, other: int, *, explained: bool) -> None:
        """`number` and `other` say which, where, or how much."""
        reason = {"reason": f"{action} {number}"}
        why = reason if explained else {}
        of = {"meeting_id": self.meeting}
        on = self._details()
        if action == "onwards":
            steps = _NEXT[self._state().status].split()
            action = steps[number % len(steps)]
        match action:
            case "schedule":
                id = uuid4() if number else _one_of(self.sessions, other)
                audience = list(MatterAudience)[number % 2]
                asked = {"session_id": id, "audience": audience}
                asked |= self._session(number, other)
                if self._do(ScheduleSession(**of, **asked)):
                    self.sessions.append(id)
            case "change":
                asked = {"session_id": _one_of(self.sessions, number), **why}
                asked |= self._session(other, number)
                self._do(ChangeSession(**of, **asked))
            case "speakers":
                named = {"speakers": f"Speaker {other}"} if other % 4 else {}
                asked = {"session_id": _one_of(self.sessions, number)}
                self._do(NameSpeakers(**of, **asked, **named))
            case "drop":
                asked = {"session_id": _one_of(self.sessions, number)}
                self._do(DropSession(**of, **asked, **why))
            case "release":
                note = f"Note {number}" if explained else None
                self._do(ReleaseAgenda(**of, note=note))
            case "title":
                self._change({"title": f"Meeting {number % 3}"})
            case "move":
                first = FIRST_DAYS[number % 3] + timedelta(days=other % 3)
                length = on.ends_on - on.starts_on
                self._change({"starts_on": first, "ends_on": first + length})
            case "longer":
                self._change({"ends_on": on.ends_on + timedelta(days=1)})
            case "shorter":
                later = on.starts_on + timedelta(days=1)
                self._change({"starts_on": min(later, on.ends_on)})
            case "zone":
                self._change({"time_zone": ZONES[number % 3]})
            case "postpone":
                self._do(PostponeMeeting(**of, **reason))
            case "delay":
                first = on.starts_on + timedelta(days=number - 2)
                days = {"starts_on": first, "ends_on": first + timedelta(days=other)}
                self._do(PostponeMeeting(**of, **days, **reason))
            case "cancel" if number == 0:
                self._do(CancelMeeting(**of, **reason))
            case "objective":
                id, code = uuid4(), f"O{number}"
                asked = {"code": code, "text": "Maps", "objective_id": id}
                asked |= {"outcome_kind": OutcomeKind.AGREEMENT}
                if self._do(SetObjective(**of, **asked)):
                    self.objectives.append(id)
            case "reword":
                id = _one_of(self.objectives, number)
                text = f"Maps {other % 3}"
                self._do(RewordObjective(objective_id=id, text=text, **reason))
            case "retire":
                id = _one_of(self.objectives, number)
                self._do(WithdrawObjective(objective_id=id, **reason))
            case "place":
                asked = {"objective_id": _one_of(self.objectives, number)}
                session = _one_of(self.sessions, other) if other else None
                self._do(MoveObjective(**asked, session_id=session))
            case "table":
                id = uuid4()
                text = Paragraph(id=UUID(int=1), text="Share maps.")
                body = TextBody(title="Maps", paragraphs=(text,))
                asked = {"decision_id": id, "body": body}
                if number % 2 and self.objectives:
                    asked["objective_id"] = _one_of(self.objectives, other)
                if self._do(TableDecision(**of, **asked)):
                    self.decisions.append(id)
            case "silence":
                asked = {"decision_id": _one_of(self.decisions, number), "of": 1}
                if other % 2:
                    asked |= {"procedure": "consensus"}
                else:
                    expires_at = self.clock() + timedelta(days=89)
                    asked |= {"procedure": "silence", "expires_at": expires_at}
                    asked |= {"time_zone": "UTC"}
                self._do(OpenProcedure(**asked))
            case "speak":
                asked = {"decision_id": _one_of(self.decisions, number)}
                asked |= {"delegation": "AT", "version": 1}
                self._do(TakePosition(**asked, position=Position.AGREE), AUSTRIA)
            case "nominate":
                id, code = uuid4(), CODES[number % 3]
                asked = {"registration_id": id, "delegation": code}
                asked |= {"function": DelegateFunction.MEMBER}
                if self._do(NominateDelegate(**of, **asked)):
                    self.registrations.append(id)
            case "confirm" | "wait" | "resign" | "refuse":
                id = _one_of(self.registrations, number)
                self._do(_of_registration(action, id, reason))
            case "register":
                self._do(OpenRegistration(**of, capacity=1 + number % 4))
            case "close":
                self._do(CloseRegistration(**of))
            case "reopen":
                self._do(ReopenRegistration(**of, **reason))
            case "seats":
                self._do(ChangeCapacity(**of, capacity=number % 5, **reason))
            case "quota":
                asked = {"delegation": CODES[other % 3], "quota": number % 3}
                self._do(ChangeQuota(**of, **asked, **reason))
            case "invite":
                code = CODES[number % 3]
                self._do(InviteDelegations(**of, delegations=(invited(code),)))
            case "uninvite":
                asked = {"delegation": CODES[number % 3]}
                self._do(WithdrawInvitation(**of, **asked, **reason))
            case "open":
                noon = datetime.combine(on.starts_on, time(12), self.clock().tzinfo)
                if number % 3:
                    self.clock.time = max(self.clock(), noon)
                self._do(OpenMeeting(**of))
            case "conclude":
                self._do(ConcludeMeeting(**of))
            case "state":
                self._do(StateAttendance(**of, total=_total(number)))
            case "correct":
                self._do(CorrectAttendance(**of, total=_total(number), **reason))

    def _session(self, number: int, other: int) -> dict[str, Any]:
        """Mostly on a day of the meeting, with or without times."""
        on = self._details()
        length = (on.ends_on - on.starts_on).days + 1
        day = on.starts_on + timedelta(days=other % (length + (number == 11)))
        asked: dict[str, Any] = {
            "title": f"Session {number % 5}",
            "kind": list(SessionKind)[other % 2],
            "on": day,
            "room": f"Room {other}" if other % 2 else None,
            "order": 1 + number if number % 3 == 0 else None,
        }
        if number % 3:
            # Leaning towards the hour that clocks skip, or that comes twice.
            starts_at = datetime.combine(day, time((0, 1, 2, 9)[number % 4], 30))
            ends_at = starts_at + timedelta(minutes=_LENGTHS[other])
            asked |= {"starts_at": starts_at, "ends_at": ends_at}
        return asked

    def _state(self) -> Meeting:
        meeting = self.doors[0].store.load(Meeting, self.meeting)
        assert meeting is not None
        return meeting

    def _details(self) -> MeetingDetails:
        return self._state().details

    def _change(self, changes: dict[str, Any]) -> None:
        details = self._details().model_copy(update=changes)
        asked = {"meeting_id": self.meeting, "details": details}
        self._do(ChangeDetails(**asked, reason=f"changes {sorted(changes)}"))

    def _do(self, command: Command, by: Principal = SECRETARIAT) -> bool:
        """Recorded, or refused, which changes nothing."""
        door, id = self.doors[len(self.texts) % 2], uuid4()
        before = door.store.position()
        typed = {
            name: value
            for name in ("reason", "speakers")
            if (value := getattr(command, name, None)) is not None
        }
        self.texts[id] = typed
        try:
            do(door, command, by, command_id=id)
        except DomainError:
            assert door.store.position() == before
            return False
        assert door.store.position() > before
        return True

    # What must be so

    def violations(self) -> list[str]:
        return list(violations(self.facts(), self.texts))

    def must_be_known_at_every_position(self) -> None:
        self.doors[0].engine.catch_up()
        facts = self.facts()
        for position in range(1, len(facts) + 1):
            known = Known(facts[:position], self.texts)
            if known.status:
                self._must_be_shown(position, known)

    def _must_be_shown(self, position: int, known: Known) -> None:
        system, id = self.doors[0], str(self.meeting)
        moment = system.moment(str(position))
        for audience in (UNRESTRICTED_AUDIENCE, Audience(focal_points_matter=False)):
            sees_all = audience.focal_points_matter

            def visible(
                sessions: Sequence[Session], sees_all: bool = sees_all
            ) -> list[Session]:
                return [
                    _plain(session)
                    for session in sessions
                    if sees_all or session["audience"] == "all"
                ]

            with system.read(moment, audience) as context:
                meeting = queries.meeting(context, id)
                assert meeting is not None
                shown = [
                    agenda_queries.agenda(context, id, number)
                    for number in (
                        None,
                        *known.versions,
                        max(known.versions, default=0) + 1,
                    )
                ]
                draft = agenda_queries.draft_agenda(context, id)
                objectives = objective_queries.objectives(context, id).items
                on_record = {
                    one: agenda_queries.session(context, str(one))
                    for one in self.sessions
                }
            current = known.versions.get(known.number, [])
            assert meeting.status == known.status
            assert meeting.status_reason == known.reason
            details = known.details
            assert (meeting.title, meeting.starts_on, meeting.ends_on) == (
                details.title,
                details.starts_on,
                details.ends_on,
            )
            assert meeting.time_zone == details.time_zone
            assert meeting.capacity == known.capacity
            assert (meeting.agenda_number, meeting.moved) == (
                known.number,
                known.moved,
            )
            stated = meeting.stated and meeting.stated.participants
            assert stated == known.participants
            assert _as_shown(meeting.agenda) == visible(current)
            latest, *each, beyond = shown
            assert latest is not None
            assert (latest.number, _as_shown(latest.sessions)) == (
                known.number,
                visible(current),
            )
            assert beyond is None
            for number, agenda in zip(known.versions, each, strict=True):
                assert agenda is not None
                assert agenda.note == known.notes[number]
                assert _as_shown(agenda.sessions) == visible(known.versions[number])
            planned = [
                session | {"reason": session.get("reason")}
                for session in visible(known.planned())
            ]
            assert [
                _values(session) | {"reason": session.reason} for session in draft
            ] == planned
            assert {
                UUID(one.id): {
                    "code": one.code,
                    "text": one.text,
                    "status": one.status,
                    "session_id": one.session_id and UUID(one.session_id),
                    "wordings": one.wordings,
                }
                for one in objectives
            } == known.objectives_shown(with_draft=audience.drafts)
            for one, found in on_record.items():
                expected = known.last_shown(one)
                if expected is None or not visible([expected[2]]):
                    assert found is None
                    continue
                assert found is not None
                number, is_current, session = expected
                assert (found.last_number, found.is_current) == (number, is_current)
                assert _values(found.session) == _plain(session)
                dropped = known.dropped.get(one)
                why = dropped and not is_current and dropped["reason"]
                assert found.reason == (why or None)

    def states_must_be_equal(self) -> None:
        """Of the aggregate, and of the facts."""
        known = Known(self.facts(), self.texts)
        meeting = self.doors[1].store.load(Meeting, self.meeting)
        assert meeting is not None
        assert (meeting.status, meeting.details) == (known.status, known.details)
        assert (meeting.capacity or None, meeting.quotas) == (
            known.capacity,
            known.quotas,
        )
        assert meeting.releases == known.number
        current = known.versions.get(known.number, [])
        for agenda, sessions in (
            (meeting.draft, [*known.draft.values()]),
            (meeting.released, current),
        ):
            assert {
                id: (one.title, one.on, one.starts_at)
                for id, one in agenda.sessions.items()
            } == {
                one["id"]: (one["title"], one["on"], one["starts_at"])
                for one in sessions
            }
            assert set(agenda.speakers) == {
                one["id"] for one in sessions if one["speakers"]
            }
        assert meeting.dropped == set(known.dropped)


def _one_of(ids: Sequence[UUID], number: int) -> UUID:
    """One that is on record, or none that is."""
    return ids[number % len(ids)] if ids else UUID(int=number)


def _total(number: int) -> StatedTotal:
    return StatedTotal(participants=number, source="a page")


def _of_registration(action: str, id: UUID, reason: dict[str, str]) -> Command:
    of = {"registration_id": id}
    match action:
        case "confirm":
            return ConfirmRegistration(**of)
        case "wait":
            return WaitlistRegistration(**of)
        case "refuse":
            return RefuseRegistration(**of, **reason)
    return WithdrawRegistration(**of)


_NAMES = ("title", "kind", "audience", "on", "room", "order", "description", "speakers")


def _plain(session: Session) -> Session:
    """As readers are shown it."""
    shown = {name: session[name] for name in _NAMES} | {"id": str(session["id"])}
    for name in ("starts_at", "ends_at"):
        wall = session[name]
        shown[name] = wall and wall.strftime("%Y-%m-%dT%H:%M")
    if "reason" in session:
        shown["reason"] = session["reason"]
    return shown


def _values(session: Any) -> Session:
    shown = asdict(session)
    return {name: shown[name] for name in (*_NAMES, "id", "starts_at", "ends_at")}


def _as_shown(sessions: Sequence[Any]) -> list[Session]:
    return [_values(session) for session in sessions]
