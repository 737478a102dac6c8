"""Seats that are passed on: rules R40 to R42, R44 to R46 of record 0057."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from service.registration.registration_requests import (
    delegation_on_record,
    names,
    nominated_as,
    nomination,
    receive,
    refused,
    set_terms,
)
from service.registration.substitution_requests import (
    history_of,
    ledger_of,
    person,
    registration_of,
    substitute,
    substitution,
)
from systems import (
    AUSTRIA,
    ITALY,
    StoryClock,
    announce_berlin,
    at_once,
    confirm,
    do,
    enter,
    go_to_first_day,
    open_meeting,
    principal,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CompositionBroken,
    DomainError,
    InvalidTransition,
    InvalidValue,
    NoteRequired,
    NotFound,
    NotPermitted,
    PersonMayBeKnown,
    ReasonRequired,
)
from bsm_domain.foundation.participating_states import state_name
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration import registration_id_of
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.leadership.registration_figures import registration_figures
from bsm_projections.registration.queries import registrations
from bsm_projections.registration.substitution.queries import (
    change_requests,
    seat_history,
)
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.people.commands import ErasePersonalData, MergeParticipants
from bsm_service.registration.attendance.commands import RecordDeparture
from bsm_service.registration.commands import (
    RecordAttendance,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.substitution.commands import GrantChange
from bsm_service.vault.personal_details import PersonalDetails

PASSED_ON = [
    "bsm.registration.substituted.v1",
    "bsm.registration.nominated.v2",
    "bsm.registration.confirmed.v1",
    "bsm.seat_ledger.passed_on.v1",
]
HEAD_CHANGED = ["bsm.delegation.head_left.v1", "bsm.delegation.head_named.v1"]


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def seated_head(system: System) -> tuple[UUID, UUID, UUID]:
    """The meeting, a participant, and their registration as confirmed head of AT."""
    meeting = announce_berlin(system)
    participant, id = person(system, meeting, "Anna Muster")
    nominated_as(system, meeting, "head", participant_id=participant)
    confirm(system, id)
    return meeting, participant, id


def statuses(system: System, *ids: UUID) -> list[str]:
    return [registration_of(system, id).status for id in ids]


def test_v5_a_seat_and_its_function_are_passed_on(system: System):
    meeting, _, r1 = seated_head(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    before = ledger_of(system, meeting)

    result = substitute(system, r1, AUSTRIA, participant_id=p2)

    assert names(result) == [*PASSED_ON, *HEAD_CHANGED]
    facts = [stored.fact for stored in system.store.page(result.position - 6, 6)]
    assert facts[0].by == r2
    assert (facts[1].in_place_of, facts[1].seat) == (r1, r1)
    assert facts[1].function is DelegateFunction.HEAD
    assert (facts[3].from_registration, facts[3].to_registration) == (r1, r2)
    assert (facts[5].registration_id, facts[5].before) == (r2, r1)
    assert statuses(system, r1, r2) == ["substituted", "confirmed"]
    ledger = ledger_of(system, meeting)
    assert (ledger.taken, ledger.total_taken) == (before.taken, before.total_taken)
    assert delegation_on_record(system, meeting).heads == (r2,)


def test_v6_who_was_substituted_comes_back(system: System):
    meeting, p1, r1 = seated_head(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    substitute(system, r1, participant_id=p2)

    result = substitute(system, r2, participant_id=p1)

    assert names(result) == [
        PASSED_ON[0],
        "bsm.registration.nominated_again.v2",
        *PASSED_ON[2:],
        *HEAD_CHANGED,
    ]
    again = system.store.fact(r1, 4)
    assert (again.in_place_of, again.seat) == (r2, r1)
    assert statuses(system, r1, r2) == ["confirmed", "substituted"]
    history = history_of(system, r2)
    assert [UUID(one.registration_id) for one in history] == [r1, r2, r1]
    assert history == history_of(system, r1)
    assert [one.status for one in history] == [
        "substituted",
        "substituted",
        "confirmed",
    ]
    assert [one.until for one in history[:2]] == [one.since for one in history[1:]]
    assert history[2].until is None


def test_r46_by_a_nomination_of_its_own_it_has_another_seat(system: System):
    meeting, p1, r1 = seated_head(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    substitute(system, r1, participant_id=p2)

    do(system, nomination(meeting, "member", participant_id=p1), AUSTRIA)

    own, taken_over = registration_of(system, r1), registration_of(system, r2)
    assert taken_over.seat == r1
    assert own.seat not in (r1, r2)
    assert [one.registration_id for one in history_of(system, r1)] == [str(r1)]
    assert len(history_of(system, r2)) == 2
    # Whoever left a seat otherwise stands in its history until then.
    do(system, WithdrawRegistration(registration_id=r2))
    do(system, nomination(meeting, "member", participant_id=p2), AUSTRIA)
    confirm(system, r1)
    third, r3 = person(system, meeting, "Carla Muster")
    substitute(system, r1, participant_id=third)
    assert [one.registration_id for one in history_of(system, r3)] == [str(r1), str(r3)]
    assert [one.status for one in history_of(system, r2)] == ["nominated"]


def test_a_seat_that_ended_keeps_its_history(system: System):
    meeting, _, r1 = seated_head(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    substitute(system, r1, participant_id=p2)

    do(system, WithdrawRegistration(registration_id=r2))

    history = history_of(system, r1)
    assert [one.status for one in history] == ["substituted", "withdrawn"]
    assert history[1].until is not None
    do(system, nomination(meeting, "member", participant_id=p2), AUSTRIA)
    assert history_of(system, r1) == history


def test_case_19_who_waits_passes_the_place_in_the_queue_on(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1})
    confirm(system, nominated_as(system, meeting, "head"))
    first, second = (nominated_as(system, meeting, "member") for _ in range(2))
    for id in (first, second):
        do(system, WaitlistRegistration(registration_id=id))
    p2, r2 = person(system, meeting, "Bruno Muster")

    result = substitute(system, first, AUSTRIA, participant_id=p2)

    assert names(result)[2:] == [
        "bsm.registration.waitlisted.v1",
        "bsm.seat_ledger.passed_on.v1",
    ]
    waiting = ledger_of(system, meeting).waiting
    assert [entry.registration_id for entry in waiting] == [r2, second]
    assert statuses(system, first, r2) == ["substituted", "waitlisted"]


def test_a_nomination_is_passed_on_without_a_seat(system: System):
    meeting = announce_berlin(system)
    first = nominated_as(system, meeting, "member")
    p2, r2 = person(system, meeting, "Bruno Muster")

    result = substitute(system, first, AUSTRIA, participant_id=p2)

    assert names(result) == PASSED_ON[:2]
    assert statuses(system, first, r2) == ["substituted", "nominated"]


def test_naming_somebody_or_nobody_is_a_substitution(system: System):
    meeting = announce_berlin(system)
    unnamed = nominated_as(system, meeting, "member")
    confirm(system, unnamed)

    same = refused(system, substitution(unnamed), InvalidValue, AUSTRIA)
    assert "nobody is named for this registration yet" in same
    named = substitute(
        system, unnamed, AUSTRIA, person=PersonalDetails(name="Dora Muster")
    )
    assert names(named)[0] == "bsm.participant.entered.v1"
    r2 = registration_of(system, unnamed)
    assert r2.status == "substituted"
    holder = history_of(system, unnamed)[-1]
    withdrawn = substitute(system, UUID(holder.registration_id), AUSTRIA)

    assert names(withdrawn) == PASSED_ON
    last = history_of(system, unnamed)[-1]
    assert (last.status, last.participant_id) == ("confirmed", None)
    assert ledger_of(system, meeting).taken == {"AT": 1}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"nobody_yet": False}, "say who comes instead"),
        ({"nobody_yet": True, "person": {"name": "X"}}, "not both"),
        ({"participant_id": True, "person": {"name": "X"}}, "not both"),
        ({"participant_id": True}, "this person already holds"),
    ],
)
def test_r40_one_person_comes_instead(
    system: System, fields: dict[str, Any], message: str
):
    _, p1, r1 = seated_head(system)
    if "participant_id" in fields:
        fields = fields | {"participant_id": p1}
    command = substitution(r1).model_copy(update={"nobody_yet": False})
    command = type(command).model_validate(command.model_dump() | fields)

    assert message in refused(system, command, InvalidValue, AUSTRIA)


def test_r40_whom_nobody_can_be_substituted_by(system: System):
    meeting, p1, r1 = seated_head(system)
    registered, r2 = person(system, meeting, "Bruno Muster")
    nominated_as(system, meeting, "member", participant_id=registered)
    erased = enter(system, name="Carla Muster")
    italian = enter(system, delegation="IT", name="Dino Esempio")
    double = enter(system, name="Anna B. Muster")
    merge = MergeParticipants(participant_id=double, into=p1, reason="the same")
    do(system, merge)
    do(system, ErasePersonalData(participant_id=erased, reason="asked for"))

    cases: list[tuple[UUID, type[DomainError], str]] = [
        (registered, AlreadyExists, f"already registered for the meeting ({r2})"),
        (erased, InvalidTransition, "was erased"),
        (italian, NotFound, f"AT has no participant {italian}"),
        (double, InvalidTransition, f"merged into {p1}"),
    ]
    for participant, error, message in cases:
        command = substitution(r1, participant_id=participant)
        assert message in refused(system, command, error, AUSTRIA)
    namesake = substitution(r1, person=PersonalDetails(name="Bruno MUSTER"))
    refused(system, namesake, PersonMayBeKnown, AUSTRIA)
    by_address = substitution(
        r1, person=PersonalDetails(name="Bruno Muster"), person_is_new=True
    )
    do(system, by_address, AUSTRIA)


def test_case_29_a_delegation_substitutes_only_its_own(system: System):
    _, _, r1 = seated_head(system)

    refused(system, substitution(r1), NotPermitted, ITALY)


def test_r42_another_function_is_judged(system: System):
    meeting, _, head = seated_head(system)
    set_terms(system, meeting, alternates_need_head=True)
    member = nominated_as(system, meeting, "member")
    p2, r2 = person(system, meeting, "Bruno Muster")
    as_head = substitution(member, participant_id=p2, function=DelegateFunction.HEAD)

    refused(system, as_head, CompositionBroken, AUSTRIA)
    # The head would leave, and then there is none.
    as_alternate = substitution(
        head, participant_id=p2, function=DelegateFunction.ALTERNATE
    )
    refused(system, as_alternate, CompositionBroken, AUSTRIA)
    result = substitute(
        system, member, participant_id=p2, function=DelegateFunction.ALTERNATE
    )
    assert names(result)[-1] == "bsm.delegation.alternate_named.v1"
    assert delegation_on_record(system, meeting).alternates == (r2,)
    # In the same function there is one alternate as before, whatever the terms are.
    do(system, WithdrawRegistration(registration_id=head))
    set_terms(system, meeting, alternates_need_head=True, alternates_at_most=0)
    substitute(system, r2, person=PersonalDetails(name="Carla Muster"))
    assert len(delegation_on_record(system, meeting).alternates) == 1


def test_r14_a_substitute_needs_a_note_for_the_seat(system: System):
    meeting = announce_berlin(system)
    first_note = receive(system, meeting)
    set_terms(system, meeting, note="before a seat")
    r1 = nominated_as(system, meeting, "member", note_id=first_note)
    confirm(system, r1)
    p2, _ = person(system, meeting, "Bruno Muster")

    refused(system, substitution(r1, participant_id=p2), NoteRequired, AUSTRIA)
    unknown = substitution(r1, participant_id=p2, note_id=uuid4())
    refused(system, unknown, InvalidValue, AUSTRIA)
    second_note = receive(system, meeting, reference="5/16")
    substitute(system, r1, AUSTRIA, participant_id=p2, note_id=second_note)


def test_a_substitute_is_as_late_as_who_left(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, nominations_until=datetime(2015, 12, 1, tzinfo=UTC))
    r1 = nominated_as(system, meeting, "member", reason="the note came late")
    p2, r2 = person(system, meeting, "Bruno Muster")

    substitute(system, r1, participant_id=p2)

    assert registration_of(system, r2).late


def test_cases_17_and_18_after_arrival(system: System):
    meeting, _, r1 = seated_head(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    do(system, CloseRegistration(meeting_id=meeting))
    go_to_first_day(system)
    open_meeting(system, meeting)
    do(system, RecordAttendance(registration_id=r1))
    asked = substitution(r1, participant_id=p2, reason="fell ill")

    said = refused(system, asked, InvalidTransition, AUSTRIA)
    assert said.startswith("the meeting is in session; ask the secretariat")
    unexplained = asked.model_copy(update={"reason": None})
    refused(system, unexplained, ReasonRequired)
    result = do(system, asked)

    assert names(result) == [*PASSED_ON, *HEAD_CHANGED]
    assert statuses(system, r1, r2) == ["substituted", "confirmed"]
    assert ledger_of(system, meeting).taken == {"AT": 1}
    do(system, RecordAttendance(registration_id=r2))
    system.engine.catch_up()
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        figures = registration_figures(context, str(meeting))
    assert (figures.came, figures.seats_taken) == (2, 1)
    do(system, RecordDeparture(registration_id=r1))


def test_who_came_and_comes_back_has_attended(system: System):
    meeting, p1, r1 = seated_head(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    do(system, CloseRegistration(meeting_id=meeting))
    go_to_first_day(system)
    open_meeting(system, meeting)
    do(system, RecordAttendance(registration_id=r1))
    substitute(system, r1, participant_id=p2, reason="fell ill")

    substitute(system, r2, participant_id=p1, reason="is well again")

    assert statuses(system, r1, r2) == ["attended", "substituted"]
    assert history_of(system, r1)[-1].status == "attended"
    do(system, RecordDeparture(registration_id=r1))
    withdrawal = WithdrawRegistration(registration_id=r1, reason="left")
    said = refused(system, withdrawal, InvalidTransition)
    assert said == "this delegate attended; record that they left instead"


def test_r78_who_was_substituted_may_have_arrived_before(system: System):
    meeting, _, r1 = seated_head(system)
    do(system, CloseRegistration(meeting_id=meeting))
    go_to_first_day(system)
    open_meeting(system, meeting)
    before = system.store.clock()
    substitute(system, r1, reason="fell ill")

    now = RecordAttendance(registration_id=r1)
    said = refused(system, now, InvalidTransition)
    assert "was substituted on" in said
    earlier = before - timedelta(minutes=1)
    do(system, now.model_copy(update={"occurred_at": earlier}))
    assert statuses(system, r1) == ["substituted"]


@pytest.mark.parametrize("ended", ["withdrawn", "substituted"])
def test_who_has_ended_is_not_substituted(system: System, ended: str):
    _, _, r1 = seated_head(system)
    if ended == "withdrawn":
        do(system, WithdrawRegistration(registration_id=r1))
    else:
        substitute(system, r1)

    said = refused(system, substitution(r1), InvalidTransition, AUSTRIA)
    assert f"(now: {ended})" in said


@pytest.mark.parametrize("names_somebody", [False, True])
def test_of_thirty_two_who_substitute_at_once_one_succeeds(
    system: System, place: Place, names_somebody: bool
):
    another = system_in(place, established=False)
    meeting, _, r1 = seated_head(system)
    people = [enter(system, name=f"Person {n}") for n in range(32)]

    def substituted(number: int, each: System) -> CommandResult:
        who = {"participant_id": people[number]} if names_somebody else {}
        return do(each, substitution(r1, **who), AUSTRIA)

    answers = at_once(
        [
            lambda n=n, each=each: substituted(n, each)
            for n, each in enumerate([system, another] * 16)
        ]
    )

    outcomes = Counter(
        "accepted" if isinstance(one, CommandResult) else getattr(one, "code", one)
        for one in answers
    )
    assert outcomes == {"accepted": 1, "invalid_transition": 31}
    history = history_of(system, r1)
    assert [one.status for one in history] == ["substituted", "confirmed"]
    if names_somebody:
        live = [registration_id_of(meeting, one) for one in people]
        assert UUID(history[1].registration_id) in live
    assert ledger_of(system, meeting).taken == {"AT": 1}
    assert delegation_on_record(system, meeting).heads == (
        UUID(history[1].registration_id),
    )
    another.close()


def test_case_45_every_list_shows_the_person_and_the_name_of_that_day(place: Place):
    clock = StoryClock()
    system = system_in(place, clock=clock)
    meeting = announce_berlin(system)
    people = [
        enter(system, delegation="MK", name=name) for name in ("Ana Primer", "Boris P")
    ]
    r1 = registration_id_of(meeting, people[0])
    nominated_as(system, meeting, "head", "MK", participant_id=people[0])
    confirm(system, r1)
    before = system.store.position()
    clock.time = datetime(2020, 1, 6, 9, tzinfo=UTC)
    set_terms(system, meeting, changes_until=datetime(2015, 12, 1, tzinfo=UTC))
    asked = substitution(r1, participant_id=people[1], reason="fell ill")
    do(system, asked, principal(Role.FOCAL_POINT, "MK"))
    do(system, GrantChange(registration_id=r1))
    system.engine.catch_up()

    def shown(position: int) -> list[tuple[str, str, str | None]]:
        """Names, statuses and participants in all lists as of then."""
        moment = system.moment(str(position))
        with system.read(moment, UNRESTRICTED_AUDIENCE) as context:
            listed = registrations(context, str(meeting)).items
            history = seat_history(context, str(r1))
            requests = change_requests(context, str(meeting), decided=True).items
        return [
            (row.delegation_name, row.status, row.participant_id)
            for row in (*listed, *history, *requests)
        ]

    old = state_name("MK", datetime(2016, 1, 4, tzinfo=UTC).date())
    new = state_name("MK", clock.time.date())
    first, second = map(str, people)
    assert old != new
    assert shown(before) == [(old, "confirmed", first)] * 2
    assert shown(system.store.position()) == [
        *[(new, "substituted", first), (new, "confirmed", second)] * 2,
        (new, "granted", first),
    ]
    system.close()
