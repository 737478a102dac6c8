"""Automatic promotion from the waiting list: rule R32 of record 0057, and edge cases 5
to 11 of its specification.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from service.registration.registration_requests import (
    nominated_as,
    receive,
    set_terms,
)
from systems import (
    StoryClock,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    open_meeting,
    system_in,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidValue, ReasonRequired
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.registration_facts import RegistrationPromoted
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.meetings.commands import (
    ChangeCapacity,
    ChangeQuota,
    CloseRegistration,
)
from bsm_service.people.commands import ErasePersonalData
from bsm_service.registration.commands import (
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.seats import promotion

QUOTAS = {"AT": 1, "IT": 3, "DE": 1, "MK": 2}


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(place: Place, clock: StoryClock) -> Iterator[System]:
    system = system_in(place, clock=clock)
    yield system
    system.close()


def full_meeting(system: System, *seated: str) -> tuple[UUID, list[UUID]]:
    """A meeting whose seats are taken by these delegations, and who has them."""
    meeting = announce_berlin(system, quotas=QUOTAS, capacity=len(seated))
    ids = [nominate(system, meeting, code) for code in seated]
    for id in ids:
        confirm(system, id)
    return meeting, ids


def waiting(system: System, meeting: UUID, of: str) -> UUID:
    id = nominate(system, meeting, of)
    do(system, WaitlistRegistration(registration_id=id))
    return id


def automatic(system: System, meeting: UUID, **terms: object) -> None:
    set_terms(system, meeting, waiting_list="automatic", **terms)


def withdraw(system: System, id: UUID, **fields: str) -> CommandResult:
    return do(system, WithdrawRegistration(registration_id=id, **fields))


def names(result: CommandResult) -> list[str]:
    return [fact.stored_name.removeprefix("bsm.") for fact in result.facts]


def facts_of(system: System, id: UUID) -> list[DomainEvent]:
    return [
        entry.fact
        for entry in system.store.page(after=0, limit=1000)
        if isinstance(entry.fact, DomainEvent) and entry.fact.originator_id == id
    ]


def promotion_of(system: System, id: UUID) -> tuple[str, UUID | None]:
    [fact] = [
        each for each in facts_of(system, id) if isinstance(each, RegistrationPromoted)
    ]
    return fact.because, fact.freed_by


def status(system: System, *ids: UUID) -> list[str]:
    return [system.store.load(Registration, id).status for id in ids]


def ledger(system: System, meeting: UUID) -> SeatLedger:
    found = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert found is not None
    return found


PROMOTES = [
    "registration.withdrawn.v2",
    "seat_ledger.seat_released.v1",
    "registration.promoted.v1",
    "seat_ledger.seat_taken.v1",
]


@pytest.mark.parametrize(
    ("order", "promoted", "stays"),
    [
        (("DE", "AT"), 0, 1),  # V3
        (("AT", "DE"), 1, 0),  # V4, case 7: the quota of the first is full
    ],
)
def test_v3_v4_who_is_first_and_can_sit_is_promoted(
    system: System, order: tuple[str, str], promoted: int, stays: int
):
    meeting, [_, of_italy] = full_meeting(system, "AT", "IT")
    automatic(system, meeting)
    ids = [waiting(system, meeting, code) for code in order]

    result = withdraw(system, of_italy)

    assert names(result) == PROMOTES
    assert promotion_of(system, ids[promoted]) == ("seat freed", of_italy)
    assert status(system, ids[promoted], ids[stays]) == ["confirmed", "waitlisted"]
    after = ledger(system, meeting)
    assert [entry.registration_id for entry in after.waiting] == [ids[stays]]
    assert after.taken == {"AT": 1, "IT": 0, "DE": 1}


def test_who_was_erased_keeps_the_place_and_is_passed(system: System):
    """A seat that nobody could take would be lost to whoever waits behind."""
    meeting, [first, second] = full_meeting(system, "IT", "IT")
    automatic(system, meeting)
    people = [enter(system, delegation="MK") for _ in range(2)]
    ids = [
        nominated_as(system, meeting, "member", "MK", participant_id=person)
        for person in people
    ]
    for id in ids:
        do(system, WaitlistRegistration(registration_id=id))
    do(system, ErasePersonalData(participant_id=people[0], reason="asked for"))

    withdraw(system, first)
    withdraw(system, second)

    assert status(system, *ids) == ["waitlisted", "confirmed"]


def test_case_5_no_quota_or_capacity_below_what_is_taken(system: System):
    meeting, _ = full_meeting(system, "IT", "IT", "IT")
    for change, message in (
        (
            ChangeQuota(meeting_id=meeting, delegation="IT", quota=2, reason="less"),
            "IT already holds 3 seats; its quota cannot be 2",
        ),
        (
            ChangeCapacity(meeting_id=meeting, capacity=2, reason="smaller room"),
            "3 seats are taken, so the capacity cannot be 2",
        ),
    ):
        with pytest.raises(InvalidValue, match=message):
            do(system, change)


def test_case_6_the_number_of_seats_taken_stays(system: System):
    meeting, seated = full_meeting(system, "AT", "IT", "IT", "IT", "DE")
    automatic(system, meeting)
    first, second = (waiting(system, meeting, "MK") for _ in range(2))

    assert names(withdraw(system, seated[1])) == PROMOTES
    assert status(system, first, second) == ["confirmed", "waitlisted"]
    assert ledger(system, meeting).total_taken == 5


def test_case_8_by_hand_nobody_moves(system: System):
    meeting, seated = full_meeting(system, "AT", "IT")
    first, second = (waiting(system, meeting, "MK") for _ in range(2))

    assert names(withdraw(system, seated[1])) == PROMOTES[:2]
    with pytest.raises(ReasonRequired):
        confirm(system, second)
    assert status(system, first, second) == ["waitlisted", "waitlisted"]


def test_case_9_a_late_one_is_passed_over(system: System):
    meeting, seated = full_meeting(system, "AT", "IT")
    automatic(system, meeting)
    deadline = system.now().at
    automatic(system, meeting, nominations_until=deadline)
    late = nominated_as(system, meeting, "member", "MK", reason="ill")
    do(system, WaitlistRegistration(registration_id=late))
    automatic(system, meeting)
    in_time = waiting(system, meeting, "MK")

    withdraw(system, seated[1])
    assert status(system, late, in_time) == ["waitlisted", "confirmed"]


@pytest.mark.parametrize("covered_by", ["its own note", "a note that names it"])
def test_case_10_who_lacks_a_note_is_passed_over_until_it_comes(
    system: System, covered_by: str
):
    meeting, seated = full_meeting(system, "AT", "IT", "IT")
    automatic(system, meeting, note="before a seat")
    without = waiting(system, meeting, "DE")
    other = receive(system, meeting, "MK", covers=())
    own_note = {"note_id": other} if covered_by == "its own note" else {}
    covered = nominated_as(system, meeting, "member", "MK", **own_note)
    do(system, WaitlistRegistration(registration_id=covered))
    if not own_note:
        receive(system, meeting, "MK", covers=(covered,), reference="4/16")

    withdraw(system, seated[1])
    assert status(system, without, covered) == ["waitlisted", "confirmed"]
    withdraw(system, seated[2])
    assert status(system, without) == ["waitlisted"]

    receive(system, meeting, "DE", covers_all=True)
    assert status(system, without) == ["confirmed"]
    assert promotion_of(system, without) == ("seat free", None)


def test_case_11_more_seats_promote_as_many(system: System):
    meeting, _ = full_meeting(system, "AT", "IT", "IT", "DE")
    automatic(system, meeting)
    ids = [waiting(system, meeting, "MK") for _ in range(2)]

    change = ChangeCapacity(meeting_id=meeting, capacity=8, reason="larger room")
    do(system, change)

    assert status(system, *ids) == ["confirmed", "confirmed"]
    assert promotion_of(system, ids[0]) == ("capacity raised", None)


def test_a_larger_quota_promotes(system: System):
    meeting = announce_berlin(system, quotas=QUOTAS, capacity=9)
    confirm(system, nominate(system, meeting))
    automatic(system, meeting)
    ids = [waiting(system, meeting, "AT") for _ in range(3)]

    do(system, ChangeQuota(meeting_id=meeting, delegation="AT", quota=3, reason="host"))

    assert status(system, *ids) == ["confirmed", "confirmed", "waitlisted"]
    assert promotion_of(system, ids[0]) == ("quota raised", None)


def test_a_refusal_frees_no_seat_but_leaves_the_queue(system: System):
    meeting, seated = full_meeting(system, "AT", "IT")
    automatic(system, meeting)
    first, second = (waiting(system, meeting, "MK") for _ in range(2))

    do(system, RefuseRegistration(registration_id=first, reason="no"))
    withdraw(system, seated[1])
    assert status(system, first, second) == ["refused", "confirmed"]


def test_what_one_command_leaves_is_promoted_by_others(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(promotion, "MOST_PROMOTIONS", 2)
    meeting = announce_berlin(system, quotas={"AT": 9, "IT": 9}, capacity=1)
    confirm(system, nominate(system, meeting))
    automatic(system, meeting)
    ids = [waiting(system, meeting, code) for code in ("AT", "IT") * 3]

    change = ChangeCapacity(meeting_id=meeting, capacity=6, reason="larger room")
    result = do(system, change)

    assert names(result).count("registration.promoted.v1") == 2
    assert status(system, *ids) == ["confirmed"] * 5 + ["waitlisted"]
    assert promotion_of(system, ids[4]) == ("capacity raised", None)


def test_terms_that_become_automatic_fill_free_seats(system: System):
    meeting, seated = full_meeting(system, "AT", "IT")
    first = waiting(system, meeting, "MK")
    withdraw(system, seated[1])

    automatic(system, meeting)

    assert status(system, first) == ["confirmed"]
    assert promotion_of(system, first) == ("seat free", None)


def test_nobody_is_promoted_once_the_meeting_is_open(system: System, clock: StoryClock):
    meeting, seated = full_meeting(system, "AT", "IT", "IT")
    automatic(system, meeting)
    first, second = (waiting(system, meeting, "MK") for _ in range(2))
    do(system, CloseRegistration(meeting_id=meeting))
    withdraw(system, seated[1])
    clock.pass_by(timedelta(days=1))
    open_meeting(system, meeting)
    withdraw(system, seated[2], reason="ill")

    assert status(system, first, second) == ["confirmed", "waitlisted"]
