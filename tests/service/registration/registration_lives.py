"""Lives of registrations: delegations, people and the secretariat ask whatever, through
two processes.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

from service.registration.registration_requests import note, uploaded
from systems import (
    BERLIN_DETAILS,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    enter,
    invited,
    principal,
    system_in,
)

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction, MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import RollLine
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_domain.registration.delegation import Delegation
from bsm_domain.registration.delegation_notes import delegation_id_of
from bsm_domain.registration.movements import presence_of
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.leadership.registration_figures import registration_figures
from bsm_projections.meetings.issued_lists import issued_lists
from bsm_projections.meetings.roll_calls import roll_calls
from bsm_projections.registration.attendance.queries import attendances
from bsm_projections.registration.queries import registrations
from bsm_projections.registration.seats.queries import queue
from bsm_projections.registration.session_places.queries import places
from bsm_projections.registration.substitution.queries import (
    change_requests,
    seat_history,
)
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.identity import SYSTEM
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CallRoll,
    ChangeCapacity,
    ChangeQuota,
    CloseRegistration,
    ConcludeMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    ReopenRegistration,
    SetRegistrationTerms,
)
from bsm_service.people.commands import (
    ChangeDelegation,
    MergeParticipants,
    SeparateParticipants,
    WithholdListing,
)
from bsm_service.registration.attendance.commands import (
    PastRow,
    RecordAttendances,
    RecordDeparture,
    RecordPast,
    RegisterAtDoor,
    StrikeAttendance,
)
from bsm_service.registration.commands import (
    ChangeFunction,
    ConfirmRegistration,
    ConfirmRegistrations,
    DeclineRequest,
    DelegateRow,
    EndorseRequest,
    NominateDelegate,
    NominateDelegation,
    NominatedPerson,
    RecordAttendance,
    RefuseRegistration,
    RegisterDelegates,
    RequestRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.delegation_commands import (
    AdoptDelegation,
    AnswerInvitation,
    DestroyNoteFile,
    NoteWithFile,
    ReceiveNote,
    ReplaceNote,
)
from bsm_service.registration.list_of_participants.commands import IssueList
from bsm_service.registration.list_of_participants.listed_delegates import (
    listed_delegates,
)
from bsm_service.registration.seats.commands import MoveInQueue, PromoteNext
from bsm_service.registration.session_places.commands import (
    GiveUpPlace,
    SetSessionPlaces,
    TakePlace,
)
from bsm_service.registration.substitution.commands import (
    GrantChange,
    RefuseChange,
    SubstituteDelegate,
)
from bsm_service.vault.personal_details import PersonalDetails
from registration_oracle import Known, Ledger, Person, violations

CODES = ("AT", "IT", "FRONTEX")
PEOPLE = ("AT", "AT", "AT", "IT", "IT", "IT", "FRONTEX", "FRONTEX")
_FIRST_DAY = datetime(2016, 4, 12, 7, tzinfo=UTC)
_FUNCTIONS = [*DelegateFunction]
# What is asked for most is what fills the seats and the waiting list.
_NOMINATING = "nominate nominate nominate whole whole list request request request"
_ONWARDS = "crowd crowd crowd crowd crowd crowd onwards onwards onwards onwards onwards"
_ASKING = "endorse endorse decline decline"
_SEATS = "confirm confirm confirm several waitlist waitlist waitlist waitlist refuse"
_QUEUE = "move move move promote promote"
_LEAVING = "withdraw withdraw substitute substitute substitute function function"
_CHANGES = "late late grant turn_down"
_LIMITS = "capacity quota terms terms terms"
_PAPERS = "answer receive receive renew shred"
_PLACES = "places ride ride ride ride ride ride stay stay"
_THERE = "arrive arrive arrive arrive_all depart depart strike door door roll issue"
_PEOPLE = "merge separate withhold moves_away past adopt"
_TIME = "pass pass close close reopen"
ACTIONS = tuple(
    f"{_ONWARDS} {_NOMINATING} {_ASKING} {_SEATS} {_QUEUE} {_LEAVING} {_CHANGES} "
    f"{_LIMITS} {_PAPERS} {_PLACES} {_THERE} {_PEOPLE} {_TIME}".split()
)


class Life:
    """`asked` and `done` count commands by name."""

    def __init__(self, place: Place) -> None:
        self.clock = StoryClock()
        self.doors = [system_in(place, clock=self.clock)]
        self.doors.append(system_in(place, clock=self.clock, established=False))
        self.known = Known()
        self.facts: list[Any] = []
        self.asked, self.done = Counter[str](), Counter[str]()
        door = self.doors[0]
        self.earlier = uuid4()
        spring = BERLIN_DETAILS.model_copy(
            update={
                "edition": 9,
                "starts_on": date(2015, 4, 14),
                "ends_on": date(2015, 4, 15),
            }
        )
        do(door, AnnounceMeeting(meeting_id=self.earlier, details=spring))
        delegations = tuple(invited(code, 2) for code in CODES)
        do(door, InviteDelegations(meeting_id=self.earlier, delegations=delegations))
        self.meeting = announce_berlin(
            door, quotas=dict(zip(CODES, (3, 2, 2), strict=True)), capacity=3
        )
        self.people = [
            enter(door, delegation=code, name=f"Person {number}")
            for number, code in enumerate(PEOPLE)
        ]
        self.sessions = [uuid4(), uuid4()]
        for number, session in enumerate(self.sessions):
            schedule = ScheduleSession(
                meeting_id=self.meeting,
                session_id=session,
                title=f"Session {number}",
                kind=SessionKind.STUDY_VISIT,
                audience=[*MatterAudience][number],
                on=date(2016, 4, 12 + number),
            )
            do(door, schedule)
        do(door, ReleaseAgenda(meeting_id=self.meeting))
        self.usual = True
        self._read()

    def close(self) -> None:
        for door in self.doors:
            door.close()

    def ask(self, action: str, number: int, other: int, *, usual: bool) -> None:
        """`number` and `other` say who, which or how much; what is not `usual` is asked
        by somebody else, of anybody, or without a reason.
        """
        self.usual = usual
        step: Callable[[int, int], None] = getattr(self, f"_{action}")
        step(number, other)

    # What is asked

    def _crowd(self, number: int, other: int) -> None:
        """Somebody more, or nobody yet, who is confirmed or waits."""
        who = self._somebody(number)
        asked: dict[str, Any] = {"delegation": PEOPLE[who], "meeting_id": self.meeting}
        if other % 2:
            asked["participant_id"] = self.people[who]
        before = set(self.known.people)
        function = DelegateFunction.MEMBER if other % 4 else DelegateFunction.ALTERNATE
        self._do(NominateDelegate(**asked, function=function, **self._why()))
        new = [*self.known.people.keys() - before] or [
            self._pick(number, "nominated").id
        ]
        if not self._do(ConfirmRegistration(registration_id=new[0])):
            self._do(WaitlistRegistration(registration_id=new[0]))

    def _onwards(self, number: int, other: int) -> None:
        """What is possible only now and then."""
        mine = self._mine()
        by_status = Counter(one.status for one in mine)
        steps = []
        if any(one.request is not None for one in mine):
            steps += [self._grant, self._turn_down, self._grant]
        if by_status["requested"]:
            steps += [self._endorse, self._decline]
        if by_status["waitlisted"] > 1:
            steps += [self._move, self._several, self._substitute, self._promote]
        if by_status["waitlisted"]:
            steps += [self._withdraw, self._capacity, self._quota]
        if by_status["confirmed"]:
            steps += [self._substitute, self._function]
        if steps:
            steps[number % len(steps)](number // 2 + other, other)

    def _nominate(self, number: int, other: int) -> None:
        who = self._somebody(number)
        code = PEOPLE[who]
        given = {"participant_id": self.people[who]} if number < 10 else {}
        self._do(
            NominateDelegate(
                meeting_id=self._at(other),
                delegation=code,
                function=_function(other),
                note_id=self._note(code, other),
                occurred_at=self._earlier(other),
                **given,
                **self._why(),
            ),
            self._of(code, other),
        )

    def _whole(self, number: int, other: int) -> None:
        code = CODES[number % 3]
        own = [n for n, of in enumerate(PEOPLE) if of == code]
        rows = [
            NominatedPerson(
                function=_function(other + n), participant_id=self.people[who]
            )
            for n, who in enumerate(own[: 1 + other % 3])
        ]
        if number > 8:
            rows.append(NominatedPerson(function=DelegateFunction.MEMBER))
        replaced = [one.id for one in self._mine() if one.delegation == code]
        new = NoteWithFile(**note().model_dump(exclude={"covers", "covers_all"}))
        self._do(
            NominateDelegation(
                meeting_id=self.meeting,
                delegation=code,
                delegates=tuple(rows),
                note=new if other % 4 == 0 else None,
                replaces=tuple(replaced) if other % 2 else (),
                **self._why(),
            ),
            self._of(code, other),
        )

    def _list(self, number: int, other: int) -> None:
        rows = []
        for n in range(1 + number % 2):
            who = self._somebody(number + n)
            person = PersonalDetails(name=f"Person {who}")
            code = PEOPLE[who]
            function = _function(other + n)
            rows.append(DelegateRow(delegation=code, function=function, person=person))
        why = self._why()
        self._do(
            RegisterDelegates(
                meeting_id=self.meeting,
                delegates=tuple(rows),
                confirmed=other % 2 == 0,
                late_reason=why.get("reason"),
                **why,
            )
        )

    def _request(self, number: int, other: int) -> None:
        who = self.people[self._somebody(number)]
        asked = {"meeting_id": self.meeting, "function": _function(other)}
        if other % 2:
            self._do(RequestRegistration(**asked, participant_id=who))
        else:
            self._do(RequestRegistration(**asked, remark="please"), _self(who))

    def _endorse(self, number: int, other: int) -> None:
        one = self._pick(number, "requested")
        function = _function(other) if other % 2 else None
        asked = {"registration_id": one.id, "function": function}
        asked["note_id"] = self._note(one.delegation, other)
        by = self._of(one.delegation, other)
        self._do(EndorseRequest(**asked, **self._why()), by)

    def _decline(self, number: int, other: int) -> None:
        one = self._pick(number, "requested")
        by = self._of(one.delegation, other)
        self._do(DeclineRequest(registration_id=one.id, reason="not now"), by)

    def _confirm(self, number: int, _: int) -> None:
        one = self._pick(number, "nominated", "waitlisted")
        self._do(ConfirmRegistration(registration_id=one.id, **self._why()))

    def _several(self, number: int, other: int) -> None:
        ids = [self._pick(n, "nominated", "waitlisted").id for n in (number, other)]
        asked = tuple(dict.fromkeys(ids)) if self.usual else tuple(ids)
        self._do(
            ConfirmRegistrations(
                meeting_id=self.meeting, registration_ids=asked, **self._why()
            )
        )

    def _waitlist(self, number: int, _: int) -> None:
        one = self._pick(number, "nominated")
        self._do(WaitlistRegistration(registration_id=one.id))

    def _refuse(self, number: int, _: int) -> None:
        one = self._pick(number, "requested", "nominated", "waitlisted")
        self._do(RefuseRegistration(registration_id=one.id, reason="too many"))

    def _move(self, number: int, other: int) -> None:
        one = self._pick(number, "waitlisted")
        before = self._pick(number + other, "waitlisted").id if other % 3 else None
        asked = {"registration_id": one.id, "ahead_of": before}
        self._do(MoveInQueue(**asked, reason="as agreed"))

    def _withdraw(self, number: int, other: int) -> None:
        one = self._pick(number, "requested", "nominated", "waitlisted", "confirmed")
        by = self._of(one.delegation, other)
        if other == 7 and one.participant is not None:
            by = _self(one.participant)
        self._do(WithdrawRegistration(registration_id=one.id, **self._why()), by)

    def _substitute(self, number: int, other: int) -> None:
        one = self._pick(number, "nominated", "waitlisted", "confirmed", "attended")
        own = [n for n, of in enumerate(PEOPLE) if of == one.delegation]
        asked: dict[str, Any] = {"participant_id": self.people[own[other % len(own)]]}
        if other == 8:
            asked = {"nobody_yet": True}
        if other == 9:
            new = PersonalDetails(name=f"Newcomer {self.clock()}")
            asked = {"person": new, "person_is_new": True}
        if other % 4 == 0:
            asked["function"] = _function(number)
        asked["note_id"] = self._note(one.delegation, other)
        by = self._of(one.delegation, number)
        substitute = SubstituteDelegate(registration_id=one.id, **asked, **self._why())
        self._do(substitute, by)

    def _function(self, number: int, other: int) -> None:
        one = self._pick(number, "nominated", "waitlisted", "confirmed", "attended")
        asked = {"registration_id": one.id, "function": _function(other)}
        by = self._of(one.delegation, number)
        self._do(ChangeFunction(**asked, **self._why()), by)

    def _late(self, number: int, other: int) -> None:
        """A change that a delegation can only request, and what becomes of it."""
        one = self._pick(number, "confirmed")
        of = {"meeting_id": self.meeting, "reason": "as agreed"}
        terms = RegistrationTerms(changes_until=self.clock(), people_may_ask=True)
        self._do(SetRegistrationTerms(**of, terms=terms))
        function = DelegateFunction.ADVISER if other % 2 else DelegateFunction.MEMBER
        asked = {"registration_id": one.id, "function": function, "reason": "ill"}
        self._do(ChangeFunction(**asked), self._of(one.delegation, 1))
        (self._grant, self._turn_down)[other % 2](number, other)

    def _grant(self, number: int, _: int) -> None:
        self._do(GrantChange(registration_id=self._asking(number)))

    def _turn_down(self, number: int, _: int) -> None:
        self._do(RefuseChange(registration_id=self._asking(number), reason="too late"))

    def _capacity(self, number: int, _: int) -> None:
        of = {"meeting_id": self.meeting, "reason": "another room"}
        self._do(ChangeCapacity(**of, capacity=2 + number % 5))

    def _quota(self, number: int, other: int) -> None:
        of = {"meeting_id": self.meeting, "reason": "as agreed"}
        code = CODES[number % 3]
        self._do(ChangeQuota(**of, delegation=code, quota=1 + other % 3))

    def _terms(self, number: int, other: int) -> None:
        first = self.clock() + timedelta(days=(None, 0, 1, 30)[other % 4] or 0)
        terms = RegistrationTerms(
            nominations_until=first if other % 4 else None,
            changes_until=first if number % 3 else None,
            late_nominations="refused" if number == 5 else "with a reason",
            note="before a seat" if other % 5 == 0 else "not needed",
            alternates_need_head=number % 4 == 0,
            alternates_at_most=1 if other % 6 == 0 else None,
            organisations_send=("member", "observer") if number == 7 else (),
            waiting_list="automatic" if number % 4 else "by hand",
            people_may_ask=other < 9,
            quorum=2 if other % 3 == 0 else None,
            quorum_is_majority=other % 3 == 1,
        )
        self._do(
            SetRegistrationTerms(
                meeting_id=self.meeting, terms=terms, reason="as agreed"
            )
        )

    def _promote(self, number: int, _: int) -> None:
        """Of those who were left beside a free seat while that was done by hand, before
        the product does so by itself.
        """
        waits = any(one.status == "waitlisted" and not one.late for one in self._mine())
        causes = ("seat free", "quota raised", "capacity raised")
        promote = PromoteNext(meeting_id=self.meeting, because=causes[number % 3])
        if not waits:
            self._do(promote, SYSTEM)
            return
        held = self.known.meetings[self.meeting]
        of = {"meeting_id": self.meeting, "reason": "as agreed"}
        terms = RegistrationTerms(people_may_ask=True)
        self._do(SetRegistrationTerms(**of, terms=terms))
        self._do(ChangeCapacity(**of, capacity=held.capacity + 2))
        for code, quota in held.quotas.items():
            self._do(ChangeQuota(**of, delegation=code, quota=quota + 1))
        automatic = RegistrationTerms(people_may_ask=True, waiting_list="automatic")
        with ExitStack() as stack:
            for door in self.doors:
                stack.enter_context(door.background_tasks.batch())
            self._do(SetRegistrationTerms(**of, terms=automatic))
            self._do(promote, SYSTEM)
        self._read()

    def _answer(self, number: int, other: int) -> None:
        code = CODES[number % 3]
        answers = ("takes part", "does not take part", "not known yet")
        asked = {"answer": answers[other % 3], "delegation": code}
        if other % 2:
            asked["expected"] = other
        self._do(AnswerInvitation(meeting_id=self.meeting, **asked), self._of(code, 1))

    def _receive(self, number: int, other: int) -> None:
        code = CODES[number % 3]
        asked = {"meeting_id": self.meeting, "note_id": uuid4(), "delegation": code}
        covers = [one.id for one in self._mine() if one.delegation == code]
        given = {"covers": covers} if other % 2 else {"covers_all": other % 4 == 0}
        content = b"%PDF-1.7 " + asked["note_id"].bytes
        file = uploaded(self.doors[0], content) if number % 2 else None
        self._do(ReceiveNote(**asked, note=note(file, **given)), self._of(code, other))

    def _shred(self, number: int, other: int) -> None:
        code = CODES[number % 3]
        delegation = self.known.delegation(self.meeting, code)
        ids = [id for id, note in delegation.notes.items() if note.file] or [uuid4()]
        asked = {"meeting_id": self.meeting, "delegation": code, "reason": "of one"}
        self._do(DestroyNoteFile(**asked, note_id=ids[other % len(ids)]))

    def _renew(self, number: int, other: int) -> None:
        code = CODES[number % 3]
        old = self._note(code, 0)
        asked = {"meeting_id": self.meeting, "delegation": code, "reason": "corrected"}
        asked |= {"note_id": old or uuid4(), "new_note_id": uuid4()}
        self._do(ReplaceNote(**asked, note=note(covers_all=other % 2 == 0)))

    def _arrive(self, number: int, other: int) -> None:
        self._go_there()
        one = self._pick(number, "confirmed", "attended", "substituted")
        session = self._session(other)
        at = {"occurred_at": self.clock() - timedelta(minutes=17 * other)}
        asked = {"registration_id": one.id, "session_id": session}
        self._do(RecordAttendance(**asked, **at))

    def _arrive_all(self, number: int, other: int) -> None:
        self._go_there()
        ids = tuple(
            dict.fromkeys(self._pick(n, "confirmed").id for n in (number, other))
        )
        asked = {"meeting_id": self.meeting, "registration_ids": ids}
        self._do(RecordAttendances(**asked, session_id=self._session(other)))

    def _depart(self, number: int, other: int) -> None:
        one = self._pick(number, "attended", "substituted")
        at = {"occurred_at": self.clock() - timedelta(minutes=13 * other)}
        scopes = [scope for scope in one.moves if one.line(scope)]
        scope = scopes[other % len(scopes)] if scopes else None
        self._do(RecordDeparture(registration_id=one.id, session_id=scope, **at))

    def _strike(self, number: int, other: int) -> None:
        one = self._pick(number, "attended", "substituted")
        versions = [move.version for scope in one.moves for move in one.line(scope)]
        wrong = versions[other % len(versions)] if versions else 1
        asked = {"registration_id": one.id, "corrects": wrong}
        self._do(StrikeAttendance(**asked, reason="misread"))

    def _door(self, number: int, other: int) -> None:
        """Whoever comes where the meeting may have to begin."""
        if not self._is_in_session(begin=number == 6):
            return
        who = self._somebody(number)
        asked: dict[str, Any] = {"participant_id": self.people[who]}
        if other == 9:
            new = PersonalDetails(name=f"Guest {self.clock()}")
            asked = {"person": new, "person_is_new": True}
        self._do(
            RegisterAtDoor(
                meeting_id=self.meeting,
                delegation=PEOPLE[who],
                function=_function(other),
                note_id=self._note(PEOPLE[who], other),
                **asked,
                **self._why(),
            )
        )

    def _roll(self, number: int, other: int) -> None:
        """Of the States, and at times of the organisation; what is not usual leaves one
        out, or names one twice.
        """
        self._is_in_session(begin=number in (5, 6))
        named = [*CODES[: 2 + number % 2]]
        if not self.usual:
            named = named[1:] if other % 2 else [*named, "AT"]
        lines = tuple(
            RollLine(delegation=code, present=(number + place) % 3 > 0)
            for place, code in enumerate(named)
        )
        asked = {"meeting_id": self.meeting, "session_id": self._session(other)}
        self._do(CallRoll(**asked, lines=lines))

    def _issue(self, number: int, other: int) -> None:
        """Of either meeting; the final one seldom."""
        edition = (*["provisional"] * 5, *["corrected"] * 4, "final")[number % 10]
        meeting = self.meeting if other % 4 else self.earlier
        self._do(IssueList(meeting_id=meeting, edition=edition))

    def _merge(self, number: int, other: int) -> None:
        if number % 2:
            return
        one, into = self.people[number % 8], self.people[other % 8]
        asked = {"participant_id": one, "into": into, "reason": "the same"}
        self._do(MergeParticipants(**asked))

    def _separate(self, number: int, _: int) -> None:
        merged = sorted(self.known.merged) or self.people
        one = merged[number % len(merged)]
        self._do(SeparateParticipants(participant_id=one, reason="two after all"))

    def _withhold(self, number: int, other: int) -> None:
        who = self.people[number % 8]
        asked = {"participant_id": who, "withheld": other % 2 == 0}
        self._do(WithholdListing(**asked), _self(who) if other % 3 else SECRETARIAT)

    def _moves_away(self, number: int, other: int) -> None:
        if number == 0:
            asked = {"participant_id": self.people[other % 8], "delegation": "IT"}
            self._do(ChangeDelegation(**asked, since=date(2016, 1, 1)))

    def _past(self, number: int, other: int) -> None:
        """Of the earlier meeting, or of this one once it is over."""
        meeting = self.earlier
        if self.known.meetings[self.meeting].status == "concluded" and number % 2:
            meeting = self.meeting
        rows = tuple(
            PastRow(
                delegation=PEOPLE[who % 8],
                function=_function(other),
                person=PersonalDetails(name=f"Person {who % 8}"),
                came=(True, False, None)[(other + who) % 3],
            )
            for who in dict.fromkeys((number, other))
        )
        self._do(RecordPast(meeting_id=meeting, list_name="list.csv", rows=rows))

    def _adopt(self, number: int, _: int) -> None:
        """There is nothing to adopt where everything was recorded as it happened."""
        code = CODES[number % 3]
        ids = tuple(
            one.id
            for one in self._mine()
            if one.delegation == code and not one.is_from_list
        )
        asked = {"meeting_id": self.meeting, "delegation": code}
        if ids:
            adopt = AdoptDelegation(**asked, registration_ids=ids)
            assert not self._do(adopt, SYSTEM)

    def _pass(self, number: int, other: int) -> None:
        self.clock.pass_by(timedelta(hours=number * other))

    def _close(self, number: int, _: int) -> None:
        """Registration, and much later the meeting."""
        if number % 3 == 0:
            self._do(CloseRegistration(meeting_id=self.meeting))
        status = self.known.meetings[self.meeting].status
        if number % 3 == 1 and status == "in session":
            self._do(ConcludeMeeting(meeting_id=self.meeting))

    def _reopen(self, number: int, _: int) -> None:
        if number == 11:
            self._do(OpenRegistration(meeting_id=self.earlier, capacity=3))
        else:
            self._do(ReopenRegistration(meeting_id=self.meeting, reason="more came"))

    def _places(self, number: int, other: int) -> None:
        """Few, so that people wait for them."""
        session = self.sessions[number % 2]
        closes_at = self.clock() + timedelta(days=number)
        places = SessionPlaces(
            capacity=1 + other % 3,
            per_delegation=1 + number % 2 if other % 2 else None,
            closes_at=closes_at if number % 3 == 0 else None,
            waiting_list="automatic" if number % 4 else "by hand",
        )
        asked = {"meeting_id": self.meeting, "session_id": session}
        self._do(SetSessionPlaces(**asked, places=places, **self._why()))

    def _ride(self, number: int, other: int) -> None:
        """A place, or one on the waiting list."""
        session = self.sessions[other % 2]
        if session not in self.known.meetings[self.meeting].places:
            self._places(other % 2, other)
        one = self._pick(number, "confirmed", "attended")
        asked = {"registration_id": one.id, "session_id": session}
        by = self._of(one.delegation, number)
        if not self._do(TakePlace(**asked), by):
            self._do(TakePlace(**asked, wait=True))

    def _stay(self, number: int, other: int) -> None:
        riding = [one for one in self._mine() if one.places]
        one = riding[number % len(riding)] if riding else self._pick(number)
        sessions = [*one.places] or self.sessions
        session = sessions[other % len(sessions)]
        by = self._of(one.delegation, number)
        give_up = GiveUpPlace(registration_id=one.id, session_id=session, **self._why())
        self._do(give_up, by)

    # Of whom, by whom

    def _why(self) -> dict[str, str]:
        return {"reason": "as agreed"} if self.usual else {}

    def _at(self, other: int) -> UUID:
        return self.earlier if other == 11 and not self.usual else self.meeting

    def _earlier(self, other: int) -> datetime | None:
        """When it happened, if the secretariat enters it late."""
        return self.clock() - timedelta(days=1) if other % 5 == 4 else None

    def _of(self, code: str, other: int) -> Principal:
        """The delegation's contact, the secretariat, or rarely another delegation's."""
        if not self.usual and other % 4 == 0:
            return principal(Role.FOCAL_POINT, CODES[other % 3])
        return principal(Role.FOCAL_POINT, code) if other % 2 else SECRETARIAT

    def _mine(self) -> list[Person]:
        return self.known.of(self.meeting)

    def _pick(self, number: int, *statuses: str) -> Person:
        """A registration, usually one with which it is possible."""
        of_meeting = [*self.known.people.values()]
        if self.usual:
            of_meeting = [
                one
                for one in self._mine()
                if one.status in statuses and not one.is_from_list
            ] or of_meeting
        if not of_meeting:
            return Person(UUID(int=number), self.meeting, "AT", "member", "", uuid4())
        return of_meeting[number % len(of_meeting)]

    def _asking(self, number: int) -> UUID:
        asking = [one.id for one in self._mine() if one.request is not None]
        if asking:
            return asking[number % len(asking)]
        return self._pick(number, "confirmed", "attended").id

    def _somebody(self, number: int) -> int:
        """Somebody who is not sent, usually."""
        sent = {one.participant for one in self._mine() if one.is_sent}
        free = [n for n in range(8) if self.people[n] not in sent]
        if not self.usual or not free:
            return number % 8
        return free[number % len(free)]

    def _note(self, code: str, other: int) -> UUID | None:
        delegation = self.known.delegation(self.meeting, code)
        ids = [id for id in delegation.notes if id not in delegation.replaced]
        return ids[-1] if ids and other % 3 == 0 else None

    def _session(self, other: int) -> UUID | None:
        return (None, None, *self.sessions)[other % 4]

    def _go_there(self) -> None:
        """Nobody arrives before the day before the meeting."""
        if self.usual and any(one.sits for one in self._mine()):
            self.clock.time = max(self.clock(), _FIRST_DAY - timedelta(hours=20))

    def _is_in_session(self, *, begin: bool) -> bool:
        """`begin` opens the meeting, if that is possible."""
        held = self.known.meetings[self.meeting]
        if begin and held.status != "in session":
            if held.status == "registration open":
                self._do(CloseRegistration(meeting_id=self.meeting))
            self.clock.time = max(self.clock(), _FIRST_DAY)
            self._do(OpenMeeting(meeting_id=self.meeting))
        return begin or held.status == "in session"

    def _do(self, command: Command, by: Principal = SECRETARIAT) -> bool:
        """Recorded, or refused, which changes nothing."""
        door = self.doors[sum(self.asked.values()) % 2]
        before = door.store.position()
        self.asked[command.NAME] += 1
        try:
            do(door, command, by)
        except DomainError:
            assert door.store.position() == before
            return False
        self.done[command.NAME] += 1
        self._read()
        assert len(self.facts) == door.store.position() > before
        return True

    def _read(self) -> None:
        for entry in self.doors[0].store.page(len(self.facts), 100_000):
            self.facts.append(entry.fact)
            self.known.see(entry.fact)

    # What must be so

    def violations(self) -> list[str]:
        return list(violations(self.facts))

    def states_must_be_equal(self) -> None:
        """Of the aggregates, and of the facts."""
        store, known = self.doors[1].store, self.known
        for person in known.people.values():
            found = store.load(Registration, person.id)
            assert found is not None
            assert (found.status, found.function) == (person.status, person.function)
            assert (found.seat, found.late) == (person.seat, person.late)
            assert found.places == {
                session: state == "taken" for session, state in person.places.items()
            }
            request = found.change_request
            assert (request and request.originator_version) == person.request
            for scope in {*person.moves, *found.movements}:
                presence = tuple(presence_of(found.movements.get(scope, ())))
                assert presence == person.presence(scope)
        for id, ledger in known.ledgers.items():
            seats = store.load(SeatLedger, id)
            assert seats is not None
            assert seats.total_taken == len(ledger.holders)
            counts = Counter(ledger.holders.values())
            assert {code: taken for code, taken in seats.taken.items() if taken} == (
                counts
            )
            assert [(one.registration_id, one.rank) for one in seats.waiting] == [
                (wait.id, wait.rank) for wait in ledger.queue
            ]
        for (meeting, code), sent in known.sent.items():
            delegation = store.load(Delegation, delegation_id_of(meeting, code))
            if delegation is not None:
                named = (delegation.heads, delegation.alternates)
                assert named == (tuple(sent.heads), tuple(sent.alternates))

    def must_be_known_after(self, numbers: Sequence[int]) -> None:
        """What is shown after some commands, and the last, is the fold of the facts."""
        system = self.doors[0]
        system.engine.catch_up()
        ends = [
            position
            for position, (fact, after) in enumerate(pairwise(self.facts), start=1)
            if fact.command_id != after.command_id
        ]
        for position in (
            *(ends[number % len(ends)] for number in numbers),
            len(self.facts),
        ):
            known = Known(self.facts[:position])
            moment = system.moment(str(position))
            for meeting in (self.meeting, self.earlier):
                if meeting in known.meetings:
                    with system.read(moment, UNRESTRICTED_AUDIENCE) as context:
                        _must_be_shown(context, known, meeting)


def _must_be_shown(context: ReadContext, known: Known, meeting: UUID) -> None:
    id, people = str(meeting), known.of(meeting)
    rows = registrations(context, id).items
    assert {
        one.id: (one.status, one.function, one.seat, one.late, one.version)
        for one in rows
    } == {
        str(one.id): (one.status, one.function, str(one.seat), one.late, one.version)
        for one in people
    }
    assert {one.id: (one.came_at, one.left_at, one.present) for one in rows} == {
        str(one.id): one.presence() for one in people
    }
    assert {one.id: one.change_request for one in rows} == {
        str(one.id): one.request for one in people
    }
    for scope in {scope for one in people for scope in one.moves}:
        shown = attendances(context, id, session_id=scope and str(scope)).items
        assert {one.registration_id: (one.came_at, one.present) for one in shown} == {
            str(one.id): (one.presence(scope)[0], one.presence(scope)[2])
            for one in people
            if one.line(scope)
        }
    ledger = known.ledger_of(meeting)
    if ledger is not None:
        shown_queue = queue(context, id).items
        assert [
            (one.registration_id, one.place, one.passed_over) for one in shown_queue
        ] == _queue_of(known, ledger)
    for session in known.meetings[meeting].places:
        of_session = known.ledger_of(meeting, session)
        assert of_session is not None
        for waiting in (False, True):
            shown_places = places(context, str(session), waiting=waiting).items
            assert {one.registration_id for one in shown_places} == {
                str(one.id)
                for one in people
                if one.places.get(session) == ("waiting" if waiting else "taken")
            }
        waiting_there = queue(context, id, session_id=str(session)).items
        assert [
            (one.registration_id, one.place, one.passed_over) for one in waiting_there
        ] == _queue_of(known, of_session)
    figures = registration_figures(context, id)
    assert figures is not None
    for name, value in known.figures(meeting).items():
        shown_value = getattr(figures, name)
        if name == "by_status":
            shown_value = {one.status: one.registrations for one in shown_value}
        assert shown_value == value, name
    _papers_must_be_shown(context, known, meeting)
    of_meeting = {one.id for one in people}
    for decided in (False, True):
        asked = change_requests(context, id, decided=decided).items
        assert {
            (UUID(one.registration_id), one.version): one.status for one in asked
        } == {
            key: status
            for key, status in known.requests.items()
            if key[0] in of_meeting and (status != "open") is decided
        }
    for one in people:
        held = [UUID(h.registration_id) for h in seat_history(context, str(one.id))]
        assert held[:-1] == [
            before for seat, before, _ in known.handed if seat == one.seat
        ]
        now = [each.id for each in people if each.is_sent and each.seat == one.seat]
        assert now in ([], held[-1:])


def _papers_must_be_shown(context: ReadContext, known: Known, meeting: UUID) -> None:
    """Roll-calls, and lists of participants."""
    id, held = str(meeting), known.meetings[meeting]
    assert {
        one.session_id: (one.states_present, one.quorum_states, one.needed)
        for one in roll_calls(context, id)
    } == {
        session and str(session): (roll.present, roll.quorum_states, roll.needed)
        for session, roll in held.rolls.items()
    }
    assert [
        (one.edition, one.as_known_at) for one in issued_lists(context, id)
    ] == held.editions[::-1]
    assert {
        (one.registration_id, one.person.id) for one in listed_delegates(context, id)
    } == {(str(id), str(person)) for id, person in known.listed(meeting)}


def _queue_of(known: Known, ledger: Ledger) -> list[tuple[str, int, int]]:
    return [
        (str(wait.id), place, known.passed_over(ledger, wait))
        for place, wait in enumerate(ledger.queue, start=1)
    ]


def _function(number: int) -> DelegateFunction:
    """Mostly heads, alternates and members."""
    return _FUNCTIONS[number % 5 if number % 2 else number % 3]


def _self(participant: UUID) -> Principal:
    return replace(principal(Role.PARTICIPANT), participant=participant)
