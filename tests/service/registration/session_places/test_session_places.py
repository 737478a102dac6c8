"""Limited places at sessions: rules R60 to R63 and R51 of record 0057, and edge cases
37 to 39 of its specification.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from service.registration.registration_requests import listed, nominated_as
from systems import (
    AUSTRIA,
    ITALY,
    LEADERSHIP,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    confirm,
    do,
    enter,
    invited,
    nominate,
    principal,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CapacityFull,
    DeadlinePassed,
    DomainError,
    InvalidTransition,
    InvalidValue,
    NotFound,
    NotPermitted,
    QuotaFull,
    ReasonRequired,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.session_places import SessionPlaces, Transport
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.refusals import StaleVersion
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.commands import InviteDelegations
from bsm_service.people.commands import DesignateFocalPoint, ErasePersonalData
from bsm_service.registration.commands import (
    ChangeFunction,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.lists import REGISTRATIONS
from bsm_service.registration.seats import promotion
from bsm_service.registration.seats.lists import QUEUE
from bsm_service.registration.session_places import places_of_session
from bsm_service.registration.session_places.commands import (
    GiveUpPlace,
    SetSessionPlaces,
    TakePlace,
)
from bsm_service.registration.session_places.lists import PLACES, SESSION_PLACES
from bsm_service.registration.substitution.commands import SubstituteDelegate

SECOND_DAY = date(2016, 4, 13)


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(place: Place, clock: StoryClock) -> Iterator[System]:
    system = system_in(place, clock=clock)
    yield system
    system.close()


def bus(
    system: System,
    *,
    audience: MatterAudience = MatterAudience.ALL,
    released: bool = True,
    **places: Any,
) -> tuple[UUID, UUID]:
    """A meeting with a study visit on its second day, for which there is a bus."""
    meeting = announce_berlin(system, quotas=dict.fromkeys(["AT", "IT", "DE"], 8))
    session = scheduled(system, meeting, audience=audience)
    if released:
        do(system, ReleaseAgenda(meeting_id=meeting))
        set_places(system, meeting, session, **places)
    return meeting, session


def scheduled(system: System, meeting: UUID, **fields: Any) -> UUID:
    session = uuid4()
    visit = {"title": "Visit to Świecko", "kind": SessionKind.STUDY_VISIT}
    do(
        system,
        ScheduleSession(
            meeting_id=meeting,
            session_id=session,
            on=SECOND_DAY,
            **{**visit, **fields},
        ),
    )
    return session


def set_places(
    system: System, meeting: UUID, session: UUID, *, reason: str | None = None, **places
) -> CommandResult:
    places = {"capacity": 2, **places}
    return do(
        system,
        SetSessionPlaces(
            meeting_id=meeting,
            session_id=session,
            places=SessionPlaces(**places),
            reason=reason,
        ),
    )


def seated(system: System, meeting: UUID, of: str = "AT") -> UUID:
    id = nominate(system, meeting, of)
    confirm(system, id)
    return id


def take(
    system: System, id: UUID, session: UUID, by: Principal = SECRETARIAT, **fields
) -> CommandResult:
    return do(system, TakePlace(registration_id=id, session_id=session, **fields), by)


def give_up(system: System, id: UUID, session: UUID, by: Principal = SECRETARIAT):
    return do(system, GiveUpPlace(registration_id=id, session_id=session), by)


def refused(
    system: System, command: Command, error: type[DomainError], by=SECRETARIAT
) -> str:
    """The sentence of a refusal, which stores nothing."""
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command, by)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


def names(result: CommandResult) -> list[str]:
    return [fact.stored_name.removeprefix("bsm.") for fact in result.facts]


def has_place(system: System, session: UUID, *ids: UUID) -> list[bool | None]:
    return [system.store.load(Registration, id).places.get(session, None) for id in ids]


def ledger(system: System, session: UUID) -> SeatLedger:
    found = system.store.load(SeatLedger, seat_ledger_id_of(session))
    assert found is not None
    return found


def test_v15_case_37_a_delegation_s_limit_comes_before_the_session_s(system: System):
    meeting, session = bus(system, per_delegation=1)
    first, second = seated(system, meeting), seated(system, meeting)
    take(system, first, session)

    command = TakePlace(registration_id=second, session_id=session)
    assert "AT has all the places in “Visit to Świecko”" in (
        refused(system, command, QuotaFull)
    )
    result = take(system, second, session, wait=True)
    assert names(result) == [
        "registration.place_awaited.v1",
        "seat_ledger.seat_awaited.v2",
    ]
    take(system, seated(system, meeting, "IT"), session)
    command = TakePlace(
        registration_id=seated(system, meeting, "DE"), session_id=session
    )
    assert "all 2 places are taken" in refused(system, command, CapacityFull)


def test_case_38_a_withdrawal_gives_the_place_to_the_next(system: System):
    meeting, session = bus(system, capacity=1, waiting_list="automatic")
    first, second, third = (seated(system, meeting) for _ in range(3))
    take(system, first, session)
    for id in (second, third):
        take(system, id, session, wait=True)

    result = do(system, WithdrawRegistration(registration_id=first))

    assert names(result) == [
        "registration.withdrawn.v2",
        "seat_ledger.seat_released.v1",
        "registration.place_given_up.v1",
        "seat_ledger.seat_released.v1",
        "registration.place_taken.v1",
        "seat_ledger.seat_taken.v1",
    ]
    assert has_place(system, session, first, second, third) == [None, True, False]
    assert ledger(system, session).total_taken == 1


def test_the_place_goes_past_who_was_erased(system: System):
    meeting, session = bus(system, capacity=1, waiting_list="automatic")
    person = enter(system)
    erased = nominated_as(system, meeting, "member", participant_id=person)
    confirm(system, erased)
    first, third = (seated(system, meeting) for _ in range(2))
    take(system, first, session)
    for id in (erased, third):
        take(system, id, session, wait=True)
    do(system, ErasePersonalData(participant_id=person, reason="asked for"))

    give_up(system, first, session)

    assert has_place(system, session, first, erased, third) == [None, False, True]


def test_case_39_only_who_has_a_seat_takes_a_place(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1})
    session = scheduled(system, meeting)
    do(system, ReleaseAgenda(meeting_id=meeting))
    set_places(system, meeting, session)
    seated(system, meeting)
    waiting = nominate(system, meeting)
    do(system, WaitlistRegistration(registration_id=waiting))

    command = TakePlace(registration_id=waiting, session_id=session)
    refused(system, command, InvalidTransition)


def test_places_of_two_sessions_go_to_one_person_at_once(system: System):
    meeting, session = bus(system, capacity=1, waiting_list="automatic")
    dinner = scheduled(system, meeting, title="Dinner", kind=SessionKind.SIDE_EVENT)
    do(system, ReleaseAgenda(meeting_id=meeting, note="Dinner"))
    set_places(system, meeting, dinner, capacity=1, waiting_list="automatic")
    first, second = seated(system, meeting), seated(system, meeting, "IT")
    for each in (session, dinner):
        take(system, first, each)
        take(system, second, each, wait=True)

    do(system, WithdrawRegistration(registration_id=first))

    state = system.store.load(Registration, second)
    assert state is not None
    assert state.places == {session: True, dinner: True}


def test_r61_r62_who_may_take_a_place_and_until_when(system: System, clock: StoryClock):
    closes_at = datetime(2016, 4, 1, tzinfo=UTC)
    meeting, session = bus(system, closes_at=closes_at)
    ours, theirs = seated(system, meeting), seated(system, meeting, "IT")
    take(system, ours, session, AUSTRIA)
    again = TakePlace(registration_id=ours, session_id=session)
    refused(system, again, AlreadyExists)
    refused(
        system,
        TakePlace(registration_id=theirs, session_id=session),
        NotPermitted,
        AUSTRIA,
    )
    clock.time = closes_at
    late = TakePlace(registration_id=theirs, session_id=session)
    assert "closed on 1 Apr 2016" in (refused(system, late, DeadlinePassed, ITALY))
    take(system, theirs, session)
    give_up(system, theirs, session, ITALY)
    assert has_place(system, session, ours, theirs) == [True, None]


def test_nobody_goes_ahead_of_others_but_by_the_secretariat_s_reason(system: System):
    meeting, session = bus(system, capacity=1)
    first, second, third = (seated(system, meeting) for _ in range(3))
    take(system, first, session)
    take(system, second, session, wait=True)
    give_up(system, first, session)

    ahead = TakePlace(registration_id=third, session_id=session)
    assert "others have waited longer" in refused(system, ahead, CapacityFull, AUSTRIA)
    refused(system, ahead, ReasonRequired)
    take(system, third, session, reason="speaks there")
    waits = TakePlace(registration_id=second, session_id=session)
    refused(system, waits, CapacityFull, AUSTRIA)
    give_up(system, third, session)
    take(system, second, session, AUSTRIA)
    assert ledger(system, session).waiting == ()


@pytest.mark.parametrize(
    ("places", "reason", "error", "message"),
    [
        ({"capacity": 1}, "smaller", InvalidValue, "2 places are taken, so there"),
        (
            {"capacity": 3, "per_delegation": 1},
            "fair",
            InvalidValue,
            "AT holds 2 places, so the number for each delegation cannot be 1",
        ),
        ({"capacity": 3}, None, ReasonRequired, "are already set"),
        ({}, "again", InvalidValue, "already has these places"),
        (
            {
                "transport": Transport(
                    departs_at="2016-04-13T09:00",
                    returns_at="2016-04-13T08:00",
                    from_place="Hotel",
                )
            },
            "by bus",
            InvalidValue,
            "the return (08:00 on 13 Apr 2016) must be after",
        ),
    ],
)
def test_r34_places_that_cannot_be(
    system: System,
    places: dict[str, Any],
    reason: str | None,
    error: type[DomainError],
    message: str,
):
    meeting, session = bus(system)
    for _ in range(2):
        take(system, seated(system, meeting), session)

    command = SetSessionPlaces(
        meeting_id=meeting,
        session_id=session,
        places=SessionPlaces(**{"capacity": 2, **places}),
        reason=reason,
    )
    assert message in refused(system, command, error)


def test_more_places_promote_as_many_even_beyond_one_command(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    for module in (promotion, places_of_session):
        monkeypatch.setattr(module, "MOST_PROMOTIONS", 2)
    meeting, session = bus(system, capacity=1, waiting_list="automatic")
    take(system, seated(system, meeting), session)
    ids = [seated(system, meeting, code) for code in ("AT", "IT", "AT", "IT")]
    for id in ids:
        take(system, id, session, wait=True)

    result = set_places(
        system, meeting, session, reason="bus", capacity=4, waiting_list="automatic"
    )

    assert names(result).count("registration.place_taken.v1") == 2
    assert has_place(system, session, *ids) == [True, True, True, False]


@pytest.mark.parametrize(
    ("at", "promoted"),
    [(datetime(2016, 4, 12, 12, tzinfo=UTC), True), (SECOND_DAY, False)],
)
def test_without_a_deadline_promotion_ends_on_the_day_of_the_session(
    system: System, clock: StoryClock, at: date, promoted: bool
):
    meeting, session = bus(system, capacity=1, waiting_list="automatic")
    first, second = seated(system, meeting), seated(system, meeting)
    take(system, first, session)
    take(system, second, session, wait=True)
    clock.time = (
        at
        if isinstance(at, datetime)
        else datetime(2016, 4, 12, 22, tzinfo=UTC)  # midnight in Berlin
    )
    give_up(system, first, session)
    assert has_place(system, session, second) == [promoted]


def test_a_session_that_is_only_in_the_draft_has_no_places(system: System):
    meeting, session = bus(system, released=False)
    command = SetSessionPlaces(
        meeting_id=meeting, session_id=session, places=SessionPlaces(capacity=2)
    )
    assert "only in the draft" in refused(system, command, InvalidTransition)
    id = seated(system, meeting)
    take_it = TakePlace(registration_id=id, session_id=session)
    nowhere = TakePlace(registration_id=id, session_id=uuid4())
    told = {
        refused(system, command, NotFound).replace(str(command.session_id), "…")
        for command in (take_it, nowhere)
    }
    assert len(told) == 1


def test_a_session_without_limited_places_is_open_to_everybody(system: System):
    meeting, session = bus(system, released=False)
    do(system, ReleaseAgenda(meeting_id=meeting))
    command = TakePlace(registration_id=seated(system, meeting), session_id=session)
    assert "everybody can take part" in refused(system, command, InvalidTransition)


def shown(system: System, meeting: UUID, by: Principal = SECRETARIAT) -> list[tuple]:
    return [
        (each.title, each.taken, each.waiting)
        for each in listed(system, SESSION_PLACES, by, meeting_id=str(meeting))
    ]


def test_a_session_that_is_moved_or_dropped_is_so_once_it_is_released(system: System):
    meeting, session = bus(system)
    id, other = seated(system, meeting), seated(system, meeting)
    take(system, id, session)
    do(
        system,
        ChangeSession(
            meeting_id=meeting,
            session_id=session,
            on=date(2016, 4, 12),
            title="Visit to Frankfurt",
            kind=SessionKind.STUDY_VISIT,
            reason="closed",
        ),
    )
    assert shown(system, meeting) == [("Visit to Świecko", 1, 0)]
    do(system, ReleaseAgenda(meeting_id=meeting, note="Moved"))
    assert shown(system, meeting) == [("Visit to Frankfurt", 1, 0)]

    drop = DropSession(meeting_id=meeting, session_id=session, reason="closed")
    do(system, drop)
    take(system, other, session)
    assert shown(system, meeting) == [("Visit to Frankfurt", 2, 0)]
    do(system, ReleaseAgenda(meeting_id=meeting, note="Dropped"))
    assert shown(system, meeting) == []
    late = TakePlace(registration_id=seated(system, meeting), session_id=session)
    refused(system, late, NotFound)
    give_up(system, other, session)


def test_the_lists_say_who_has_a_place_and_who_waits(system: System):
    meeting, session = bus(system, per_delegation=1)
    ours, more = seated(system, meeting), seated(system, meeting)
    theirs = seated(system, meeting, "IT")
    for id in (ours, theirs):
        take(system, id, session)
    take(system, more, session, wait=True)
    at = {"session_id": str(session)}

    def places(by: Principal = SECRETARIAT, **asked: Any) -> set[UUID]:
        rows = listed(system, PLACES, by, **at, **asked)
        return {UUID(each.registration_id) for each in rows}

    assert places() == {ours, theirs}
    assert places(waiting=True) == {more}
    assert places(AUSTRIA) == {ours}
    assert places(ITALY, delegation="AT") == set()
    [entry] = listed(system, QUEUE, SECRETARIAT, meeting_id=str(meeting), **at)
    assert (entry.place, entry.obstacle) == (1, "quota full")
    assert listed(system, QUEUE, SECRETARIAT, meeting_id=str(meeting)) == []
    give_up(system, more, session)
    assert listed(system, QUEUE, SECRETARIAT, meeting_id=str(meeting), **at) == []


def test_r63_a_session_for_focal_points_takes_them_and_whom_the_secretariat_names(
    system: System,
):
    meeting, session = bus(system, audience=MatterAudience.FOCAL_POINTS)
    person = enter(system)
    do(
        system,
        DesignateFocalPoint(
            participant_id=person, since=date(2016, 1, 1), until=SECOND_DAY
        ),
    )
    focal_point = nominated_as(system, meeting, "head", "AT", participant_id=person)
    confirm(system, focal_point)
    member = seated(system, meeting)
    oneself = Principal(
        "eva",
        Role.PARTICIPANT,
        None,
        AUSTRIA.signed_in_by,
        participant=person,
    )
    hidden = TakePlace(registration_id=focal_point, session_id=session)
    unknown = TakePlace(registration_id=focal_point, session_id=uuid4())
    told = {
        refused(system, command, NotFound, oneself).replace(str(command.session_id), "")
        for command in (hidden, unknown)
    }
    assert len(told) == 1

    take(system, focal_point, session, AUSTRIA)
    other = TakePlace(registration_id=member, session_id=session)
    assert "is for National Focal Points" in (
        refused(system, other, NotPermitted, AUSTRIA)
    )
    take(system, member, session)

    assert shown(system, meeting) == [("Visit to Świecko", 2, 0)]
    contact = principal(Role.FOCAL_POINT, "FRONTEX")
    for by in (LEADERSHIP, contact):
        assert shown(system, meeting, by) == []
    asked = {"session_id": str(session)}
    assert listed(system, PLACES, contact, **asked) == []
    give_up(system, member, session)


def substitute(system: System, id: UUID, person: UUID, by=SECRETARIAT) -> UUID:
    command = SubstituteDelegate(registration_id=id, participant_id=person)
    do(system, command, by)
    meeting = system.store.load(Registration, id).meeting_id
    return registration_id_of(meeting, person)


def test_v5_places_pass_on_to_a_substitute(system: System):
    meeting, session = bus(system, capacity=1, waiting_list="automatic")
    dinner = scheduled(system, meeting, title="Dinner", kind=SessionKind.SIDE_EVENT)
    do(system, ReleaseAgenda(meeting_id=meeting, note="Dinner"))
    set_places(system, meeting, dinner, capacity=1)
    first, second = seated(system, meeting), seated(system, meeting)
    third = seated(system, meeting)
    take(system, first, session)
    take(system, second, dinner)
    for id in (first, third):
        take(system, id, dinner, wait=True)

    incoming = substitute(system, first, enter(system))

    state = system.store.load(Registration, incoming)
    assert state is not None
    assert state.places == {session: True, dinner: False}
    assert has_place(system, session, first) == [None]
    assert ledger(system, session).total_taken == 1
    at = {"meeting_id": str(meeting), "session_id": str(dinner)}
    assert [
        UUID(each.registration_id) for each in listed(system, QUEUE, SECRETARIAT, **at)
    ] == [entry.registration_id for entry in ledger(system, dinner).waiting]
    assert ledger(system, dinner).waiting[0].registration_id == incoming


def test_a_substitute_who_is_no_focal_point_gives_up_their_session(system: System):
    meeting, session = bus(
        system,
        audience=MatterAudience.FOCAL_POINTS,
        capacity=1,
        waiting_list="automatic",
    )
    named, waiting = seated(system, meeting), seated(system, meeting)
    take(system, named, session)
    take(system, waiting, session, wait=True)

    incoming = substitute(system, named, enter(system), AUSTRIA)

    assert has_place(system, session, named, incoming, waiting) == [None, None, True]


def test_whoever_saw_the_registration_before_a_place_was_taken_can_change_it(
    system: System,
):
    """Not everybody may know of the place; what else happened, they must have seen."""
    meeting, session = bus(system, audience=MatterAudience.FOCAL_POINTS)
    id = seated(system, meeting)
    by = {"meeting_id": str(meeting)}
    [seen] = listed(system, REGISTRATIONS, SECRETARIAT, **by)
    taken = take(system, id, session)

    [shown_now] = listed(system, REGISTRATIONS, SECRETARIAT, **by)
    change = ChangeFunction(registration_id=id, function="adviser")
    assert (seen.version, shown_now.version, taken.version) == (2, 2, 3)
    do(system, change, expected_version=seen.version)
    again = ChangeFunction(registration_id=id, function="member")
    with pytest.raises(StaleVersion, match=r"now at version 4, not 3;"):
        do(system, again, expected_version=taken.version)


def test_what_a_session_for_focal_points_holds_is_told_to_nobody_else(system: System):
    """By the answers to those who may change the registration, but not see it."""
    meeting, session = bus(system, audience=MatterAudience.FOCAL_POINTS)
    contact = principal(Role.FOCAL_POINT, "FRONTEX")
    invite = InviteDelegations(meeting_id=meeting, delegations=(invited("FRONTEX"),))
    do(system, invite)
    id = seated(system, meeting, "FRONTEX")
    take(system, id, session)
    told = {
        refused(system, command, InvalidTransition, contact)
        for command in (
            GiveUpPlace(registration_id=id, session_id=session),
            GiveUpPlace(registration_id=id, session_id=uuid4()),
        )
    }
    assert len(told) == 1
    same = ChangeFunction(registration_id=id, function="member")
    for version in (2, 3, 4, 99):
        with pytest.raises(InvalidValue, match="already registered as member"):
            do(system, same, contact, expected_version=version)

    withdrawn = do(system, WithdrawRegistration(registration_id=id), contact)

    assert names(withdrawn) == [
        "registration.withdrawn.v2",
        "seat_ledger.seat_released.v1",
    ]
    assert withdrawn.version == 4
    assert has_place(system, session, id) == [None]
    assert ledger(system, session).total_taken == 0
    # Whoever sees the session is told.
    member = seated(system, meeting)
    take(system, member, session)
    withdrawn = do(system, WithdrawRegistration(registration_id=member), AUSTRIA)
    assert "registration.place_given_up.v1" in names(withdrawn)
