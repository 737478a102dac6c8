"""The order of the waiting list: rules R30 and R31 of record 0057."""

from uuid import UUID

import pytest
from examples import LEDGER, LEDGER_OPENED, METADATA, header, limits
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    DomainError,
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.registration.seat_ledger import SeatLedger
from bsm_domain.registration.seat_ledger_facts import (
    MovedInQueue,
    PassedOn,
    SeatAwaited,
    SeatTaken,
)
from bsm_domain.registration.seats.limits import PlaceLimits
from bsm_domain.registration.seats.queue import last_rank

R1, R2, R3, R4 = (UUID(int=number) for number in (1, 2, 3, 4))
WHY = plain_text("speaks first")


def waits(version: int, id: UUID, of: str = "AT", *, late: bool = False) -> SeatAwaited:
    return SeatAwaited(
        **header(version, LEDGER), registration_id=id, delegation=of, late=late
    )


def ledger(*history: DomainEvent) -> Scenario[SeatLedger]:
    return Scenario(SeatLedger).given(LEDGER_OPENED, *history)


THREE_WAIT = (waits(2, R1), waits(3, R2), waits(4, R3))


def move(id: UUID, ahead_of: UUID | None):
    return lambda it: it.move(
        METADATA, registration_id=id, delegation="AT", ahead_of=ahead_of, reason=WHY
    )


def order(state: SeatLedger) -> list[UUID]:
    return [entry.registration_id for entry in state.waiting]


@pytest.mark.parametrize(
    ("moved", "ahead_of", "rank", "expected"),
    [
        (R3, R1, last_rank(2) // 2, [R3, R1, R2]),
        (R3, R2, (last_rank(2) + last_rank(3)) // 2, [R1, R3, R2]),
        (R1, R3, (last_rank(3) + last_rank(4)) // 2, [R2, R1, R3]),
        (R1, None, last_rank(5), [R2, R3, R1]),
    ],
)
def test_one_that_is_moved_gets_the_rank_in_the_middle(
    moved: UUID, ahead_of: UUID | None, rank: int, expected: list[UUID]
):
    fact = MovedInQueue(
        **header(5, LEDGER),
        registration_id=moved,
        delegation="AT",
        ahead_of=ahead_of,
        rank=rank,
        reason=WHY,
    )
    ledger(*THREE_WAIT).when(move(moved, ahead_of)).then(fact)
    state = SeatLedger.replay(None, [LEDGER_OPENED, *THREE_WAIT, fact])
    assert state is not None
    assert order(state) == expected


@pytest.mark.parametrize(
    ("moved", "ahead_of", "error", "message"),
    [
        (R1, R1, InvalidValue, "cannot be moved ahead of itself"),
        (R1, R4, InvalidValue, "is not on the waiting list; choose one that is"),
        (R4, R1, InvalidTransition, "only those that wait can be moved"),
        (R1, R2, InvalidValue, "already there"),
        (R3, None, InvalidValue, "already there"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    moved: UUID, ahead_of: UUID | None, error: type[DomainError], message: str
):
    ledger(*THREE_WAIT).when(move(moved, ahead_of)).then_refused(error, message)


def test_forty_can_be_moved_into_the_same_gap():
    newcomers = [UUID(int=number) for number in range(10, 51)]
    history = [waits(2, R1), waits(3, R2)]
    history += [waits(number, id) for number, id in enumerate(newcomers, start=4)]
    state = SeatLedger.replay(None, [LEDGER_OPENED, *history])
    assert state is not None
    for id in newcomers[:40]:
        state = state.evolve(move(id, R2)(state))
    assert order(state) == [R1, *newcomers[:40], R2, newcomers[40]]

    with pytest.raises(InvalidTransition, match="move it one place further"):
        move(newcomers[40], R2)(state)


def test_who_takes_over_a_place_has_its_rank():
    passed = PassedOn(
        **header(5, LEDGER), from_registration=R2, to_registration=R4, delegation="AT"
    )
    ledger(*THREE_WAIT).when(
        lambda it: it.pass_on(METADATA, outgoing=R2, incoming=R4, delegation="AT")
    ).then(passed)
    state = SeatLedger.replay(None, [LEDGER_OPENED, *THREE_WAIT, passed])
    assert state is not None
    assert order(state) == [R1, R4, R3]
    assert state.waiting[1].rank == last_rank(3)


def test_a_seat_that_is_passed_on_stays_taken():
    taken = SeatTaken(**header(2, LEDGER), registration_id=R1, delegation="AT")
    passed = PassedOn(
        **header(3, LEDGER), from_registration=R1, to_registration=R2, delegation="AT"
    )
    ledger(taken).when(
        lambda it: it.pass_on(METADATA, outgoing=R1, incoming=R2, delegation="AT")
    ).then(passed, taken={"AT": 1}, total_taken=1, waiting=())


def taken(*of: str) -> list[SeatTaken]:
    return [
        SeatTaken(
            **header(number, LEDGER),
            registration_id=UUID(int=100 + number),
            delegation=code,
        )
        for number, code in enumerate(of, start=2)
    ]


@pytest.mark.parametrize(
    ("waiting", "seats", "without_note", "expected"),
    [
        # V3, V4: who is first of those whose quota allows it.
        ([(R1, "DE", False), (R2, "AT", False)], limits(2, DE=1, AT=1), (), [R1]),
        ([(R1, "AT", False), (R2, "DE", False)], limits(2, DE=1, AT=1), (), [R2]),
        # A late one is passed over, and one without a note.
        ([(R1, "DE", True), (R2, "DE", False)], limits(2, DE=2, AT=1), (), [R2]),
        ([(R1, "DE", False), (R2, "DE", False)], limits(2, DE=2), {R1}, [R2]),
        # As many as there are seats, in their order.
        (
            [(R1, "DE", False), (R2, "IT", False), (R3, "DE", False)],
            limits(4, DE=1, IT=2),
            (),
            [R1, R2],
        ),
        ([(R1, "DE", False)], limits(1, DE=2), (), []),
        # Of a session: as many of each delegation.
        (
            [(R1, "AT", False), (R2, "DE", False), (R3, "DE", False)],
            PlaceLimits.of("Bus", 9, 1),
            (),
            [R2],
        ),
        (
            [(R1, "AT", False), (R2, "DE", False)],
            PlaceLimits.of("Bus", 3, None),
            (),
            [R1, R2],
        ),
    ],
)
def test_who_can_sit_is_promoted_in_the_order_of_the_queue(
    waiting: list[tuple[UUID, str, bool]],
    seats: object,
    without_note: set[UUID],
    expected: list[UUID],
):
    history = taken("AT")
    history += [
        waits(number, id, of, late=late)
        for number, (id, of, late) in enumerate(waiting, start=3)
    ]
    state = SeatLedger.replay(None, [LEDGER_OPENED, *history])
    assert state is not None
    found = state.to_promote(
        seats, lambda entry: entry.registration_id not in without_note
    )
    assert [entry.registration_id for entry in found] == expected
