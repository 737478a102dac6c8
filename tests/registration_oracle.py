"""What is known of registrations, seats and delegations, worked out without the
product's rules.

It reads facts as plain data: class names and fields. It knows nothing of aggregates,
read models or any function of the product.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

SENT = ("nominated", "waitlisted", "confirmed", "attended", "listed")
SEATED = ("confirmed", "attended")
# The statuses in which something can happen to a registration.
_POSSIBLE = {
    "RegistrationNominatedAgain": "refused withdrawn substituted",
    "RequestEndorsed": "requested",
    "RequestDeclined": "requested",
    "RegistrationConfirmed": "nominated waitlisted",
    "RegistrationPromoted": "waitlisted",
    "RegistrationWaitlisted": "nominated",
    "RegistrationRefused": "requested nominated waitlisted",
    "RegistrationWithdrawn": "requested nominated waitlisted confirmed",
    "RegistrationSubstituted": "nominated waitlisted confirmed attended",
    "FunctionChanged": "nominated waitlisted confirmed attended",
    "ChangeRequested": "confirmed",
    "ChangeGranted": "confirmed attended",
    "ChangeRefused": "confirmed attended",
    "AttendanceRecorded": "confirmed attended substituted",
    "DepartureRecorded": "attended substituted",
    "AttendanceStruck": "attended substituted",
    "PlaceTaken": "confirmed attended",
    "PlaceAwaited": "confirmed attended",
}


@dataclass
class Move:
    """An arrival or a departure, unless it was struck."""

    version: int
    is_arrival: bool
    at: datetime
    counts: bool = True


@dataclass
class Person:
    """A registration: `places` are those of sessions, taken or waiting; `version` is
    that of the last fact that is not about a session.
    """

    id: UUID
    meeting: UUID
    delegation: str
    function: str
    status: str
    seat: UUID
    participant: UUID | None = None
    late: bool = False
    note: UUID | None = None
    is_from_list: bool = False
    request: int | None = None
    version: int = 1
    moves: dict[Any, list[Move]] = field(default_factory=dict)
    places: dict[UUID, str] = field(default_factory=dict)

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def sits(self) -> bool:
        return self.status in SEATED and not self.is_from_list

    def line(self, scope: Any = None) -> list[Move]:
        """What counts of the meeting or a session, as it happened."""
        moves = [move for move in self.moves.get(scope, ()) if move.counts]
        return sorted(moves, key=lambda move: (move.at, move.version))

    def presence(self, scope: Any = None) -> tuple[Any, Any, bool]:
        """First arrival, last departure unless they are there, whether they are."""
        line = self.line(scope)
        if not line:
            return None, None, False
        came = min(move.at for move in line if move.is_arrival)
        if line[-1].is_arrival:
            return came, None, True
        after = max(n for n, move in enumerate(line) if move.is_arrival)
        return came, line[after + 1].at, False


@dataclass
class Wait:
    """A place in a queue; `joined` is when, counted in facts."""

    id: UUID
    delegation: str
    rank: int
    joined: int


@dataclass
class Ledger:
    """Who holds which delegation's seat of a meeting, or place of a session."""

    meeting: UUID
    session: UUID | None = None
    holders: dict[UUID, str] = field(default_factory=dict)
    queue: list[Wait] = field(default_factory=list)
    # The rank of each who took a seat out of the queue, or ahead of it, and when.
    taken: list[tuple[int, int]] = field(default_factory=list)

    def seats_of(self, code: str) -> int:
        return Counter(self.holders.values())[code]

    def wait_of(self, id: UUID) -> Wait | None:
        return next((wait for wait in self.queue if wait.id == id), None)


@dataclass
class Sent:
    """A delegation to a meeting."""

    heads: list[UUID] = field(default_factory=list)
    alternates: list[UUID] = field(default_factory=list)
    notes: dict[UUID, Any] = field(default_factory=dict)
    replaced: set[UUID] = field(default_factory=set)
    answer: str | None = None

    def covers(self, person: Person) -> bool:
        return any(
            id == person.note or note.covers_all or person.id in note.covers
            for id, note in self.notes.items()
            if id not in self.replaced
        )


@dataclass
class Held:
    """A meeting."""

    starts_on: Any
    time_zone: str
    status: str = "announced"
    capacity: int = 0
    quotas: dict[str, int] = field(default_factory=dict)
    terms: Any = None
    places: dict[UUID, Any] = field(default_factory=dict)
    days: dict[UUID, Any] = field(default_factory=dict)
    # Of the meeting (None) and its sessions, the last one each.
    rolls: dict[UUID | None, Any] = field(default_factory=dict)
    # The lists of participants, and how many facts each knows.
    editions: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_automatic(self) -> bool:
        named = self.terms is not None and self.terms.waiting_list == "automatic"
        return named and self.status in ("registration open", "registration closed")


class Known:
    """Everything as of the last of some facts."""

    def __init__(self, facts: Iterable[Any] = ()) -> None:
        self.meetings: dict[UUID, Held] = {}
        self.people: dict[UUID, Person] = {}
        self.ledgers: dict[UUID, Ledger] = {}
        self.sent: dict[tuple[UUID, str], Sent] = {}
        self.merged: dict[UUID, UUID] = {}
        self.withheld: dict[UUID, bool] = {}
        self.requests: dict[tuple[UUID, int], str] = {}
        # By seat: who handed it on to whom, in their order.
        self.handed: list[tuple[UUID, UUID, UUID]] = []
        self.number = 0
        for fact in facts:
            self.see(fact)

    def see(self, fact: Any) -> None:
        self.number += 1
        step = getattr(self, f"_{type(fact).__name__}", None)
        if step is not None:
            step(fact)
        person = self.people.get(fact.originator_id)
        if person is not None:
            if getattr(fact, "session_id", None) is None:
                person.version = fact.originator_version
            if not person.sits and person.request is not None:
                self.requests[person.id, person.request] = "lapsed"
                person.request = None

    def delegation(self, meeting: UUID, code: str) -> Sent:
        return self.sent.setdefault((meeting, code), Sent())

    def ledger_of(self, meeting: UUID, session: UUID | None = None) -> Ledger | None:
        for ledger in self.ledgers.values():
            if (ledger.meeting, ledger.session) == (meeting, session):
                return ledger
        return None

    def of(self, meeting: UUID) -> list[Person]:
        return [one for one in self.people.values() if one.meeting == meeting]

    def one_of(self, participant: UUID) -> UUID:
        """The entry that speaks for a participant."""
        return self.merged.get(participant, participant)

    # Meetings

    def _MeetingAnnounced(self, fact: Any) -> None:
        details = fact.details
        held = Held(details.starts_on, details.time_zone)
        self.meetings[fact.originator_id] = held

    def _DelegationsInvited(self, fact: Any) -> None:
        quotas = self.meetings[fact.originator_id].quotas
        quotas |= {one.code: one.quota for one in fact.delegations}

    def _QuotaChanged(self, fact: Any) -> None:
        self.meetings[fact.originator_id].quotas[fact.delegation] = fact.quota

    def _CapacityChanged(self, fact: Any) -> None:
        self.meetings[fact.originator_id].capacity = fact.capacity

    def _RegistrationOpened(self, fact: Any) -> None:
        meeting = self.meetings[fact.originator_id]
        meeting.status, meeting.capacity = "registration open", fact.capacity

    def _RegistrationReopened(self, fact: Any) -> None:
        self.meetings[fact.originator_id].status = "registration open"

    def _RegistrationClosed(self, fact: Any) -> None:
        self.meetings[fact.originator_id].status = "registration closed"

    def _MeetingOpened(self, fact: Any) -> None:
        self.meetings[fact.originator_id].status = "in session"

    def _MeetingConcluded(self, fact: Any) -> None:
        self.meetings[fact.originator_id].status = "concluded"

    def _RegistrationTermsSet(self, fact: Any) -> None:
        self.meetings[fact.originator_id].terms = fact.terms

    def _SessionScheduled(self, fact: Any) -> None:
        session = fact.session
        self.meetings[fact.originator_id].days[session.session_id] = session.on

    def _SessionPlacesSet(self, fact: Any) -> None:
        self.meetings[fact.originator_id].places[fact.session_id] = fact.places

    def _RollCalled(self, fact: Any) -> None:
        self.meetings[fact.originator_id].rolls[fact.session_id] = fact

    def _ListOfParticipantsIssued(self, fact: Any) -> None:
        edition = (fact.edition, fact.as_known_at)
        self.meetings[fact.originator_id].editions.append(edition)

    # Delegations

    def _InvitationAnswered(self, fact: Any) -> None:
        self.delegation(fact.meeting_id, fact.delegation).answer = fact.answer

    def _NoteReceived(self, fact: Any) -> None:
        notes = self.delegation(fact.meeting_id, fact.delegation).notes
        notes[fact.note.note_id] = fact.note

    def _NoteReplaced(self, fact: Any) -> None:
        self.delegation(fact.meeting_id, fact.delegation).replaced.add(fact.note_id)

    def _HeadNamed(self, fact: Any) -> None:
        self.delegation(fact.meeting_id, fact.delegation).heads.append(
            fact.registration_id
        )

    def _HeadLeft(self, fact: Any) -> None:
        self.delegation(fact.meeting_id, fact.delegation).heads.remove(
            fact.registration_id
        )

    def _AlternateNamed(self, fact: Any) -> None:
        self.delegation(fact.meeting_id, fact.delegation).alternates.append(
            fact.registration_id
        )

    def _AlternateLeft(self, fact: Any) -> None:
        self.delegation(fact.meeting_id, fact.delegation).alternates.remove(
            fact.registration_id
        )

    # People

    def _MergedInto(self, fact: Any) -> None:
        self.merged[fact.originator_id] = fact.into

    def _Separated(self, fact: Any) -> None:
        del self.merged[fact.originator_id]

    def _ListingWithheld(self, fact: Any) -> None:
        self.withheld[fact.originator_id] = fact.withheld

    # Registrations

    def _begins(self, fact: Any, status: str, **further: Any) -> None:
        id = fact.originator_id
        self.people[id] = Person(
            id,
            fact.meeting_id,
            fact.delegation,
            fact.function,
            status,
            getattr(fact, "seat", None) or id,
            fact.participant_id,
            **further,
        )

    def _RegistrationNominated(self, fact: Any) -> None:
        self._begins(fact, "nominated", late=fact.late, note=fact.note_id)

    def _RegistrationRequested(self, fact: Any) -> None:
        self._begins(fact, "requested")

    def _RegistrationRecorded(self, fact: Any) -> None:
        status = "attended" if fact.came else "listed"
        self._begins(fact, status, is_from_list=True)

    def _RegistrationNominatedAgain(self, fact: Any) -> None:
        person = self.people[fact.originator_id]
        person.status, person.late, person.note = "nominated", fact.late, fact.note_id
        person.function = fact.function or person.function
        person.seat = fact.seat or person.id

    def _RequestEndorsed(self, fact: Any) -> None:
        person = self.people[fact.originator_id]
        person.status, person.late, person.note = "nominated", fact.late, fact.note_id
        person.function = fact.function

    def _RequestDeclined(self, fact: Any) -> None:
        self.people[fact.originator_id].status = "refused"

    _RegistrationRefused = _RequestDeclined

    def _RegistrationWithdrawn(self, fact: Any) -> None:
        self.people[fact.originator_id].status = "withdrawn"

    def _RegistrationWaitlisted(self, fact: Any) -> None:
        self.people[fact.originator_id].status = "waitlisted"

    def _RegistrationConfirmed(self, fact: Any) -> None:
        person = self.people[fact.originator_id]
        person.status = "attended" if person.line() else "confirmed"

    _RegistrationPromoted = _RegistrationConfirmed

    def _RegistrationSubstituted(self, fact: Any) -> None:
        person = self.people[fact.originator_id]
        person.status = "substituted"
        self.handed.append((person.seat, person.id, fact.by))

    def _FunctionChanged(self, fact: Any) -> None:
        self.people[fact.originator_id].function = fact.function

    def _ChangeRequested(self, fact: Any) -> None:
        person = self.people[fact.originator_id]
        person.request = fact.originator_version
        self.requests[person.id, person.request] = "open"

    def _ChangeGranted(self, fact: Any) -> None:
        self.people[fact.originator_id].request = None
        self.requests[fact.originator_id, fact.request] = "granted"

    def _ChangeRefused(self, fact: Any) -> None:
        self.people[fact.originator_id].request = None
        self.requests[fact.originator_id, fact.request] = "refused"

    def _AttendanceRecorded(self, fact: Any) -> None:
        self._moves(fact, is_arrival=True)

    def _DepartureRecorded(self, fact: Any) -> None:
        self._moves(fact, is_arrival=False)

    def _moves(self, fact: Any, *, is_arrival: bool) -> None:
        person = self.people[fact.originator_id]
        move = Move(fact.originator_version, is_arrival, fact.occurred_at)
        person.moves.setdefault(fact.session_id, []).append(move)
        self._settle(person)

    def _AttendanceStruck(self, fact: Any) -> None:
        """With an arrival, also the departures that have none before them then."""
        person = self.people[fact.originator_id]
        line = person.line(fact.session_id)
        [at] = [n for n, move in enumerate(line) if move.version == fact.corrects]
        line[at].counts = False
        if line[at].is_arrival and not (at and line[at - 1].is_arrival):
            for move in line[at + 1 :]:
                if move.is_arrival:
                    break
                move.counts = False
        self._settle(person)

    def _settle(self, person: Person) -> None:
        if person.status in SEATED:
            person.status = "attended" if person.line() else "confirmed"

    def _PlaceTaken(self, fact: Any) -> None:
        self.people[fact.originator_id].places[fact.session_id] = "taken"

    def _PlaceAwaited(self, fact: Any) -> None:
        self.people[fact.originator_id].places[fact.session_id] = "waiting"

    def _PlaceGivenUp(self, fact: Any) -> None:
        del self.people[fact.originator_id].places[fact.session_id]

    # Seats

    def _LedgerOpened(self, fact: Any) -> None:
        self.ledgers[fact.originator_id] = Ledger(fact.meeting_id)

    def _SessionOpened(self, fact: Any) -> None:
        ledger = Ledger(fact.meeting_id, fact.session_id)
        self.ledgers[fact.originator_id] = ledger

    def _SeatTaken(self, fact: Any) -> None:
        ledger = self.ledgers[fact.originator_id]
        wait = ledger.wait_of(fact.registration_id)
        if wait is not None:
            ledger.queue.remove(wait)
            ledger.taken.append((wait.rank, self.number))
        elif fact.reason is not None:
            ledger.taken.append((fact.originator_version * 2**40, self.number))
        ledger.holders[fact.registration_id] = fact.delegation

    def _SeatsTaken(self, fact: Any) -> None:
        ledger, rank = self.ledgers[fact.originator_id], fact.originator_version * 2**40
        for seats in fact.seats:
            ledger.holders |= dict.fromkeys(seats.registrations, seats.delegation)
            if fact.reason is not None:
                ledger.taken += [(rank, self.number)] * len(seats.registrations)

    def _SeatAwaited(self, fact: Any) -> None:
        ledger, rank = self.ledgers[fact.originator_id], fact.originator_version * 2**40
        wait = Wait(fact.registration_id, fact.delegation, rank, self.number)
        ledger.queue.append(wait)

    def _MovedInQueue(self, fact: Any) -> None:
        ledger = self.ledgers[fact.originator_id]
        wait = ledger.wait_of(fact.registration_id)
        assert wait is not None
        wait.rank = fact.rank
        ledger.queue.sort(key=lambda wait: wait.rank)

    def _PassedOn(self, fact: Any) -> None:
        ledger = self.ledgers[fact.originator_id]
        wait = ledger.wait_of(fact.from_registration)
        if wait is not None:
            wait.id = fact.to_registration
        else:
            code = ledger.holders.pop(fact.from_registration)
            ledger.holders[fact.to_registration] = code

    def _SeatReleased(self, fact: Any) -> None:
        del self.ledgers[fact.originator_id].holders[fact.registration_id]

    def _PlaceInQueueGivenUp(self, fact: Any) -> None:
        ledger = self.ledgers[fact.originator_id]
        wait = ledger.wait_of(fact.registration_id)
        assert wait is not None
        ledger.queue.remove(wait)

    # What is asked of it

    def limits(self, ledger: Ledger) -> tuple[int, dict[str, int]]:
        """All seats, and those of each delegation; delegations not named have none."""
        meeting = self.meetings[ledger.meeting]
        if ledger.session is None:
            return meeting.capacity, meeting.quotas
        places = meeting.places[ledger.session]
        most = places.per_delegation or places.capacity
        return places.capacity, dict.fromkeys(meeting.quotas, most)

    def has_room(self, ledger: Ledger, code: str) -> bool:
        return ledger.seats_of(code) < self.limits(ledger)[1].get(code, 0)

    def is_covered(self, person: Person) -> bool:
        terms = self.meetings[person.meeting].terms
        if terms is None or terms.note == "not needed":
            return True
        return self.delegation(person.meeting, person.delegation).covers(person)

    def could_sit(self, ledger: Ledger) -> list[UUID]:
        """Who is promoted if a seat is free, in their order."""
        if len(ledger.holders) >= self.limits(ledger)[0]:
            return []
        return [
            wait.id
            for wait in ledger.queue
            if self.has_room(ledger, wait.delegation)
            and (
                ledger.session is not None
                or (
                    not self.people[wait.id].late
                    and self.is_covered(self.people[wait.id])
                )
            )
        ]

    def is_automatic(self, ledger: Ledger, fact: Any) -> bool:
        meeting = self.meetings[ledger.meeting]
        if ledger.session is None:
            return meeting.is_automatic
        places = meeting.places[ledger.session]
        if places.waiting_list != "automatic" or meeting.status == "concluded":
            return False
        ends = places.closes_at
        if ends is not None:
            return fact.recorded_at < ends
        here = fact.recorded_at.astimezone(ZoneInfo(meeting.time_zone))
        return here.date() < meeting.days[ledger.session]

    def passed_over(self, ledger: Ledger, wait: Wait) -> int:
        return sum(rank > wait.rank and at > wait.joined for rank, at in ledger.taken)

    def holders_of(self, seat: UUID) -> list[UUID]:
        """Who had a seat, one after the other."""
        line = [(one, after) for of, one, after in self.handed if of == seat]
        return [one for one, _ in line] + ([line[-1][1]] if line else [])

    def listed(self, meeting: UUID) -> set[tuple[UUID, UUID]]:
        """Who is on the list of participants: the registration, and the entry that
        speaks for the person.
        """
        return {
            (one.id, person)
            for one in self.of(meeting)
            if one.status in (*SEATED, "listed") and one.participant
            for person in [self.one_of(one.participant)]
            if not self.withheld.get(person)
        }

    def figures(self, meeting: UUID) -> dict[str, Any]:
        held, people = self.meetings[meeting], self.of(meeting)
        seated = [one for one in people if one.status in SEATED]
        named = [one for one in seated if one.participant]
        came = [
            one
            for one in people
            if one.line() or (one.is_from_list and one.status == "attended")
        ]
        earlier = {
            self.one_of(one.participant)
            for one in self.people.values()
            if one.status in ("attended", "listed")
            and one.participant
            and self.meetings[one.meeting].starts_on < held.starts_on
        }
        returning = sum(self.one_of(one.participant) in earlier for one in named)
        is_over = held.status == "concluded" and bool(came)
        absent = sum(one.status == "confirmed" for one in people)
        return {
            "registrations": len(people),
            "by_status": Counter(one.status for one in people),
            "seats_taken": sum(one.sits for one in people),
            "seated": len(seated),
            "not_named": len(seated) - len(named),
            "returning": returning,
            "first_time": len(named) - returning,
            "came": len(came),
            "present": sum(one.presence()[2] for one in people),
            "did_not_come": absent if is_over else None,
            "quota_sum": sum(held.quotas.values()),
            "delegations": len(held.quotas),
            "answered": sum(
                self.delegation(meeting, code).answer is not None
                for code in held.quotas
            ),
        }


def violations(facts: Sequence[Any]) -> Iterator[str]:
    """Everything in which the log is not what it must be, command by command."""
    known = Known()
    for _, of_command in groupby(facts, key=lambda fact: fact.command_id):
        recorded, freed = list(of_command), list[Ledger]()
        for before, fact in zip([None, *recorded], recorded, strict=False):
            name = type(fact).__name__
            for found in _wrong_fact(known, fact, before):
                yield f"{found} ({name})"
            freed += filter(None, [_freed_by(known, fact)])
            known.see(fact)
        for found in (*_wrong_state(known), *_left_waiting(known, freed, fact)):
            yield f"{found} after {[type(one).__name__ for one in recorded]}"


def _wrong_fact(known: Known, fact: Any, before: Any) -> Iterator[str]:
    """What is wrong with a fact, given all before it."""
    name, person = type(fact).__name__, known.people.get(fact.originator_id)
    possible = _POSSIBLE.get(name)
    if possible is not None:
        if person is None or person.status not in possible.split():
            yield f"of somebody {person and person.status}"
        elif person.is_from_list:
            yield "of somebody on the list of a past meeting"
    if name in ("ChangeGranted", "ChangeRefused") and (
        person is None or person.request != fact.request
    ):
        yield "no such change was requested"
    if name == "ChangeRequested" and person is not None and person.request is not None:
        yield "a change was requested already"
    if name in ("RegistrationNominated", "RegistrationNominatedAgain"):
        yield from _wrong_nomination(known, fact, person)
    if name in ("SeatTaken", "SeatsTaken", "SeatAwaited"):
        yield from _wrong_seat(known, fact, before)
    if name == "RollCalled":
        yield from _wrong_roll(known, fact)
    if name == "ListOfParticipantsIssued":
        earlier = {
            edition for edition, _ in known.meetings[fact.originator_id].editions
        }
        if ("final" in earlier) is not (fact.edition == "corrected"):
            yield f"{fact.edition} after {earlier}"
        if fact.as_known_at != known.number:
            yield f"as known at {fact.as_known_at}, issued after {known.number}"
    if name == "MovedInQueue":
        after = [
            (fact.rank if wait.id == fact.registration_id else wait.rank, wait.id)
            for wait in known.ledgers[fact.originator_id].queue
        ]
        ids = [id for _, id in sorted(after)]
        place = ids.index(fact.registration_id)
        if [fact.ahead_of] != (ids[place + 1 : place + 2] or [None]):
            yield "not moved to where it should be"


def _wrong_nomination(known: Known, fact: Any, person: Person | None) -> Iterator[str]:
    if fact.in_place_of is not None:
        outgoing = known.people[fact.in_place_of]
        if (fact.late, fact.seat) != (outgoing.late, outgoing.seat):
            yield "a substitute who is late, or sits, where the former one was not"
        return
    meeting = known.meetings[person.meeting if person else fact.meeting_id]
    deadline = meeting.terms and meeting.terms.nominations_until
    by_secretariat = fact.actor.role in ("secretariat", "system")
    moment = fact.occurred_at if by_secretariat else fact.recorded_at
    is_past = deadline is not None and moment >= deadline
    if fact.late is not (meeting.status != "registration open" or is_past):
        yield f"late is {fact.late}"
    if fact.late and not by_secretariat and meeting.status != "registration open":
        yield "nominated by a delegation once registration was closed"


def _wrong_roll(known: Known, fact: Any) -> Iterator[str]:
    """Every State is named once, and States alone make a quorum."""
    meeting = known.meetings[fact.originator_id]
    yield from _twice("delegation", (line.delegation for line in fact.lines))
    states = {code for code in meeting.quotas if len(code) == 2}
    of_states = [line for line in fact.lines if line.delegation in states]
    if len(of_states) != len(states) or len(states) != fact.quorum_states:
        yield f"{len(of_states)} of {len(states)} States are named"
    if sum(line.present for line in of_states) != fact.present:
        yield f"{fact.present} are present"
    terms = meeting.terms
    needed = terms and terms.quorum
    if terms and terms.quorum_is_majority:
        needed = (len(states) + 2) // 2
    if fact.needed != needed:
        yield f"{fact.needed} are needed, not {needed}"


def _wrong_seat(known: Known, fact: Any, before: Any) -> Iterator[str]:
    """Nobody goes ahead without a reason, waits beside a free seat, or is promoted out
    of turn.
    """
    ledger = known.ledgers[fact.originator_id]
    name = type(fact).__name__
    if name == "SeatsTaken":
        ids = [id for seats in fact.seats for id in seats.registrations]
    else:
        ids = [fact.registration_id]
    ahead = list(ledger.queue)
    for place, wait in enumerate(ledger.queue):
        if wait.id in ids:
            ahead = ledger.queue[:place]
    passed = [wait for wait in ahead if known.has_room(ledger, wait.delegation)]
    if name == "SeatAwaited":
        is_free = len(ledger.holders) < known.limits(ledger)[0]
        if is_free and known.has_room(ledger, fact.delegation) and not passed:
            yield "waits beside a free seat"
        return
    if ledger.session is None:
        for id in ids:
            if not known.is_covered(known.people[id]):
                yield "a seat without a note"
    if type(before).__name__ == "RegistrationPromoted" or (
        type(before).__name__ == "PlaceTaken" and before.promoted
    ):
        could = known.could_sit(ledger)
        if not known.is_automatic(ledger, fact):
            yield "promoted where nobody is by itself"
        if could[:1] != ids:
            yield "promoted out of turn"
    elif passed and fact.reason is None:
        yield "ahead of others without a reason"


def _wrong_state(known: Known) -> Iterator[str]:
    for id, meeting in known.meetings.items():
        people = known.of(id)
        ledger = known.ledger_of(id)
        if ledger is not None:
            yield from _over_limits(known, ledger)
            if set(ledger.holders) != {one.id for one in people if one.sits}:
                yield "seats are not held by those who are confirmed"
            waiting = {one.id for one in people if one.status == "waitlisted"}
            if {wait.id for wait in ledger.queue} != waiting:
                yield "others wait than those on the list"
        for session in meeting.places:
            of_session = known.ledger_of(id, session)
            assert of_session is not None
            yield from _over_limits(known, of_session)
            for state, there in (
                ("taken", set(of_session.holders)),
                ("waiting", {wait.id for wait in of_session.queue}),
            ):
                if there != {
                    one.id for one in people if one.places.get(session) == state
                }:
                    yield f"places are not {state} by those who are told so"
        yield from _wrong_delegations(known, id, people)
        if any(one.places and not one.sits for one in people):
            yield "a place of somebody without a seat"
        live = [one for one in people if one.is_sent and not one.is_from_list]
        yield from _twice("seat", (one.seat for one in live))
        entries = [
            known.one_of(one.participant)
            for one in people
            if one.participant and (one.is_sent or one.status == "requested")
        ]
        yield from _twice("person", entries)
    for person in known.people.values():
        scopes = [scope for scope in person.moves if person.line(scope)]
        if scopes and None not in scopes:
            yield "at a session, and never at the meeting"
        for scope in person.moves:
            line = person.line(scope)
            if line and not line[0].is_arrival:
                yield "left before anybody came"


def _twice(what: str, of: Iterable[Any]) -> Iterator[str]:
    if any(number > 1 for number in Counter(of).values()):
        yield f"a {what} is there twice"


def _over_limits(known: Known, ledger: Ledger) -> Iterator[str]:
    capacity, quotas = known.limits(ledger)
    if len(ledger.holders) > capacity:
        yield f"{len(ledger.holders)} of {capacity} seats are taken"
    for code, taken in Counter(ledger.holders.values()).items():
        if taken > quotas.get(code, 0):
            yield f"{code} holds {taken} of {quotas.get(code, 0)} seats"
    for holder, code in ledger.holders.items():
        if known.people[holder].delegation != code:
            yield "a seat of another delegation"


def _wrong_delegations(
    known: Known, meeting: UUID, people: Sequence[Person]
) -> Iterator[str]:
    for code in known.meetings[meeting].quotas:
        delegation = known.delegation(meeting, code)
        sent = [
            one
            for one in people
            if one.delegation == code and one.is_sent and not one.is_from_list
        ]
        if len(delegation.heads) > 1:
            yield f"{code} has {len(delegation.heads)} heads"
        for function, named in (
            ("head", delegation.heads),
            ("alternate", delegation.alternates),
        ):
            if sorted(named) != sorted(
                one.id for one in sent if one.function == function
            ):
                yield f"{code} names another {function} than it sends"


def _freed_by(known: Known, fact: Any) -> Ledger | None:
    """Where the fact leaves a seat, or a place of a session, to somebody who waits."""
    id = fact.originator_id
    match type(fact).__name__:
        case "SeatReleased":
            return known.ledgers[id]
        case "SessionPlacesSet":
            return known.ledger_of(id, fact.session_id)
        case "CapacityChanged" if fact.capacity > fact.before:
            return known.ledger_of(id)
        case "QuotaChanged":
            before = known.meetings[id].quotas[fact.delegation]
            return known.ledger_of(id) if fact.quota > before else None
    return None


def _left_waiting(known: Known, freed: Sequence[Ledger], last: Any) -> Iterator[str]:
    """Somebody who waits beside a seat that a command has just freed."""
    for ledger in freed:
        if known.is_automatic(ledger, last) and known.could_sit(ledger):
            yield "somebody waits beside a seat that was freed"
