"""Whoever comes without a seat is registered at the door, within quota and capacity."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from service.registration.registration_requests import nominated_as, set_terms
from systems import (
    AUSTRIA,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    open_meeting,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CapacityFull,
    CompositionBroken,
    DomainError,
    InvalidTransition,
    InvalidValue,
    NoteRequired,
    NotPermitted,
    PersonMayBeKnown,
    QuotaFull,
    ReasonRequired,
)
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.registration.attendance.commands import RegisterAtDoor
from bsm_service.registration.commands import (
    WaitlistRegistration,
    WithdrawRegistration,
)

LEO = {"name": "Leo Late"}


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def opened(system: System, meeting: UUID) -> UUID:
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)
    return meeting


def door(meeting: UUID, **fields: Any) -> RegisterAtDoor:
    given = {"delegation": "AT", "function": "member", "person": LEO}
    if "participant_id" in fields:
        del given["person"]
    return RegisterAtDoor.model_validate({"meeting_id": meeting, **given, **fields})


def refused(system: System, command: RegisterAtDoor, error: type[DomainError]) -> str:
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


def test_r4_one_command_nominates_confirms_and_records_the_arrival(system: System):
    meeting = opened(system, announce_berlin(system))

    result = do(system, door(meeting, reason="came instead of a colleague"))

    assert [fact.stored_name for fact in result.facts] == [
        "bsm.participant.entered.v1",
        "bsm.registration.nominated.v2",
        "bsm.registration.confirmed.v1",
        "bsm.seat_ledger.seat_taken.v1",
        "bsm.registration.attendance_recorded.v2",
    ]
    found = system.store.load(Registration, result.id)
    assert found is not None
    assert (found.status, found.version) == ("attended", 3)
    ledger = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert ledger is not None
    assert ledger.taken == {"AT": 1}


def test_v16_the_door_overrides_neither_capacity_nor_quota(system: System):
    meeting = announce_berlin(system, capacity=2, quotas={"AT": 2, "IT": 1})
    for delegation in ("AT", "IT"):
        confirm(system, nominate(system, meeting, delegation))
    opened(system, meeting)

    refused(system, door(meeting), CapacityFull)
    refused(system, door(meeting, delegation="IT"), QuotaFull)


def withdrawn(system: System, meeting: UUID) -> UUID:
    id = nominated_as(system, meeting, "member", "IT", participant_id=person(system))
    do(system, WithdrawRegistration(registration_id=id))
    return id


def nominated(system: System, meeting: UUID) -> UUID:
    return nominated_as(system, meeting, "member", "IT", participant_id=person(system))


def person(system: System) -> UUID:
    return enter(system, UUID(int=5), "IT")


@pytest.mark.parametrize(("before", "version"), [(nominated, 3), (withdrawn, 5)])
def test_who_has_a_registration_without_a_seat_gets_one(
    system: System, before: Callable[[System, UUID], UUID], version: int
):
    meeting = announce_berlin(system)
    id = before(system, meeting)
    opened(system, meeting)

    command = door(meeting, delegation="IT", participant_id=UUID(int=5))
    result = do(system, command)

    assert (result.id, result.version) == (id, version)
    held = refused(system, command, AlreadyExists)
    assert "record the arrival instead" in held


@pytest.mark.parametrize(
    ("terms", "fields", "error"),
    [
        ({}, {"person": None}, InvalidValue),
        ({"note": "before a seat"}, {}, NoteRequired),
        ({"alternates_need_head": True}, {"function": "alternate"}, CompositionBroken),
        ({}, {"person": {"name": "Eva Beispiel"}}, PersonMayBeKnown),
    ],
)
def test_the_rules_of_nominations_hold_at_the_door(
    system: System,
    terms: dict[str, Any],
    fields: dict[str, Any],
    error: type[DomainError],
):
    meeting = announce_berlin(system)
    enter(system)
    if terms:
        set_terms(system, meeting, **terms)
    opened(system, meeting)

    refused(system, door(meeting, **fields), error)


def test_whoever_goes_ahead_of_the_waiting_list_needs_a_reason(system: System):
    meeting = announce_berlin(system, capacity=3, quotas={"AT": 3, "IT": 3})
    for _ in range(3):
        confirm(system, last := nominate(system, meeting, "IT"))
    do(system, WaitlistRegistration(registration_id=nominate(system, meeting)))
    do(system, WithdrawRegistration(registration_id=last))
    opened(system, meeting)

    refused(system, door(meeting), ReasonRequired)
    do(system, door(meeting, reason="speaks next"))


def test_only_while_the_meeting_is_in_session_and_by_the_secretariat(system: System):
    meeting = announce_berlin(system)
    refused(system, door(meeting), InvalidTransition)
    with pytest.raises(NotPermitted):
        do(system, door(meeting), AUSTRIA)
