"""Many seats in one fact: for all that are named, or for none."""

from uuid import UUID

from examples import LEDGER, LEDGER_OPENED, METADATA, header, limits
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import CapacityFull, QuotaFull, ReasonRequired
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.registration.seat_ledger import SeatLedger
from bsm_domain.registration.seat_ledger_facts import (
    SeatAwaited,
    SeatReleased,
    SeatsOfDelegation,
    SeatsTaken,
    SeatTaken,
)
from bsm_domain.registration.seats.limits import SeatLimits
from bsm_domain.registration.seats.queue import QueueEntry, last_rank

R1, R2, R3, R4 = (UUID(int=number) for number in (1, 2, 3, 4))


def took(version: int, **registrations: tuple[UUID, ...]) -> SeatsTaken:
    return SeatsTaken(
        **header(version, LEDGER),
        seats=tuple(
            SeatsOfDelegation(delegation=code, registrations=ids)
            for code, ids in registrations.items()
        ),
    )


def ledger(*history: DomainEvent) -> Scenario[SeatLedger]:
    return Scenario(SeatLedger).given(LEDGER_OPENED, *history)


def take_seats(*rows: tuple[UUID, str], within: SeatLimits, reason: str | None = None):
    return lambda it: it.take_seats(METADATA, rows=rows, limits=within, reason=reason)


ONE_SITS = SeatTaken(**header(2, LEDGER), registration_id=R4, delegation="AT")
ONE_WAITS = SeatAwaited(**header(2, LEDGER), registration_id=R4, delegation="AT")


def test_all_of_a_list_sit_down_in_one_fact():
    (
        ledger(ONE_SITS)
        .when(take_seats((R1, "AT"), (R2, "IT"), (R3, "AT"), within=limits(AT=3, IT=1)))
        .then(took(3, AT=(R1, R3), IT=(R2,)), taken={"AT": 3, "IT": 1}, total_taken=4)
    )


def test_a_seat_taken_together_is_given_back_alone():
    (
        ledger(took(2, AT=(R1, R2)))
        .when(lambda it: it.release(METADATA, registration_id=R1, delegation="AT"))
        .then(
            SeatReleased(**header(3, LEDGER), registration_id=R1, delegation="AT"),
            taken={"AT": 1},
            total_taken=1,
        )
    )


def test_every_row_beyond_a_quota_is_named():
    (
        ledger(ONE_SITS)
        .when(take_seats((R1, "AT"), (R2, "IT"), (R3, "AT"), within=limits(AT=1, IT=1)))
        .then_refused(
            QuotaFull,
            r"^rows 1 and 3, delegation: the quota of AT \(1 seat\) would be exceeded; "
            "leave the row out, or change the quota$",
        )
    )


def test_the_rows_before_count_against_quota_and_capacity():
    rows = ((R1, "AT"), (R2, "AT"), (R3, "AT"))

    ledger().when(take_seats(*rows, within=limits(AT=2))).then_refused(
        QuotaFull, r"^row 3, delegation: the quota of AT \(2 seats\) would be exceeded"
    )
    ledger().when(take_seats(*rows, within=limits(2, AT=9))).then_refused(
        CapacityFull,
        "^row 3, delegation: all 2 seats of the meeting would already be taken",
    )


def test_the_first_twenty_errors_are_listed():
    rows = [(UUID(int=number), f"X{number}") for number in range(1, 24)]

    ledger().when(take_seats(*rows, within=limits())).then_refused(
        QuotaFull, r"(?s)^(row \d+, [^\n]*\n){20}and 3 more errors$"
    )


def test_a_list_that_passes_over_those_that_wait_needs_a_reason():
    seats = limits(AT=2, IT=2)
    seated = took(3, IT=(R1,)).model_copy(
        update={"reason": plain_text("they speak first")}
    )

    ledger(ONE_WAITS).when(take_seats((R1, "IT"), within=seats)).then_refused(
        ReasonRequired, r"1 registration that could take a seat has waited longer"
    )
    (
        ledger(ONE_WAITS)
        .when(
            take_seats((R1, "IT"), within=seats, reason=plain_text("they speak first"))
        )
        .then(seated, waiting=(QueueEntry(R4, "AT", last_rank(2)),))
    )


def test_a_reason_is_kept_only_where_somebody_is_passed_over():
    (
        ledger()
        .when(
            take_seats(
                (R1, "AT"), within=limits(AT=1), reason=plain_text("they speak first")
            )
        )
        .then(took(2, AT=(R1,)))
    )
