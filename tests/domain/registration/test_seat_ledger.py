import copy
from uuid import UUID

import pytest
from examples import LEDGER, LEDGER_OPENED, MEETING, METADATA, header, limits
from fuzzing import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    CapacityFull,
    DomainError,
    InvalidTransition,
    InvalidValue,
    QuotaFull,
    ReasonRequired,
)
from bsm_domain.foundation.free_text import PlainText, plain_text
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_domain.registration.seat_ledger_facts import (
    MovedInQueue,
    PlaceInQueueGivenUp,
    SeatAwaited,
    SeatReleased,
    SeatsTaken,
    SeatTaken,
)
from bsm_domain.registration.seats.limits import SeatLimits
from bsm_domain.registration.seats.queue import QueueEntry, last_rank

R1, R2, R3 = (UUID(int=number) for number in (1, 2, 3))


def took(version: int, id: UUID, delegation: str = "AT") -> SeatTaken:
    return SeatTaken(
        **header(version, LEDGER), registration_id=id, delegation=delegation
    )


def waits(version: int, id: UUID, delegation: str = "AT") -> SeatAwaited:
    return SeatAwaited(
        **header(version, LEDGER), registration_id=id, delegation=delegation
    )


def ledger(*history: DomainEvent) -> Scenario[SeatLedger]:
    return Scenario(SeatLedger).given(LEDGER_OPENED, *history)


def take(id: UUID, seats: SeatLimits, reason: PlainText | None = None, of: str = "AT"):
    return lambda it: it.take(
        METADATA, registration_id=id, delegation=of, limits=seats, reason=reason
    )


def wait(id: UUID, seats: SeatLimits, of: str = "AT"):
    return lambda it: it.wait(METADATA, registration_id=id, delegation=of, limits=seats)


def test_a_meeting_has_one_ledger():
    opened = SeatLedger.open(METADATA, MEETING)

    assert opened == LEDGER_OPENED
    assert opened.originator_id == seat_ledger_id_of(MEETING)


def test_a_free_seat_is_taken():
    (
        ledger()
        .when(take(R1, limits(AT=1)))
        .then(took(2, R1), taken={"AT": 1}, total_taken=1)
    )


def test_the_quota_holds():
    (
        ledger(took(2, R1))
        .when(take(R2, limits(AT=1)))
        .then_refused(QuotaFull, r"the quota of AT \(1 seat\) is used up; put the")
    )


def test_the_capacity_holds():
    (
        ledger(took(2, R1))
        .when(take(R2, limits(1, AT=9, IT=9), of="IT"))
        .then_refused(CapacityFull, "the only seat of the meeting is taken")
    )


def test_a_delegation_without_a_quota_has_no_seat():
    ledger().when(take(R1, limits())).then_refused(
        QuotaFull,
        r"AT \(0 seats\) is "
        r"used up",
    )


def test_who_finds_no_seat_waits():
    (
        ledger(took(2, R1))
        .when(wait(R2, limits(AT=1)))
        .then(waits(3, R2), waiting=(QueueEntry(R2, "AT", last_rank(3)),))
    )


def test_nobody_waits_beside_a_free_seat():
    (
        ledger()
        .when(wait(R1, limits(AT=1)))
        .then_refused(InvalidTransition, "confirm the registration instead")
    )


def test_who_comes_later_may_queue_behind_those_that_wait():
    (
        ledger(waits(2, R1))
        .when(wait(R2, limits(AT=1)))
        .then(
            waits(3, R2),
            waiting=(
                QueueEntry(R1, "AT", last_rank(2)),
                QueueEntry(R2, "AT", last_rank(3)),
            ),
        )
    )


def test_the_first_in_the_queue_sits_down_without_a_reason():
    (
        ledger(waits(2, R1), waits(3, R2))
        .when(take(R1, limits(AT=2)))
        .then(
            took(4, R1),
            waiting=(QueueEntry(R2, "AT", last_rank(3)),),
            taken={"AT": 1},
        )
    )


def test_jumping_the_queue_needs_a_reason():
    (
        ledger(waits(2, R1))
        .when(take(R2, limits(AT=2)))
        .then_refused(
            ReasonRequired, r"1 registration that could take a seat has waited longer"
        )
    )
    (
        ledger(waits(2, R1))
        .when(take(R2, limits(AT=2), plain_text("speaks first")))
        .then(
            SeatTaken(
                **header(3, LEDGER),
                registration_id=R2,
                delegation="AT",
                reason=plain_text("speaks first"),
            )
        )
    )


def test_who_could_not_sit_down_anyway_is_not_passed_over():
    (
        ledger(took(2, R1), waits(3, R2))
        .when(take(R3, limits(AT=1, IT=1), of="IT"))
        .then(took(4, R3, "IT"))
    )


def test_a_seat_that_is_given_back_is_free():
    (
        ledger(took(2, R1))
        .when(lambda it: it.release(METADATA, registration_id=R1, delegation="AT"))
        .then(
            SeatReleased(**header(3, LEDGER), registration_id=R1, delegation="AT"),
            taken={"AT": 0},
            total_taken=0,
        )
    )


def test_who_leaves_the_queue_gives_back_a_place_not_a_seat():
    (
        ledger(took(2, R1), waits(3, R2))
        .when(lambda it: it.release(METADATA, registration_id=R2, delegation="AT"))
        .then(
            PlaceInQueueGivenUp(
                **header(4, LEDGER), registration_id=R2, delegation="AT"
            ),
            taken={"AT": 1},
            waiting=(),
        )
    )


CODES = st.sampled_from(["AT", "IT", "FR"])


class Seats(RuleBasedStateMachine):
    """Whatever is asked in whatever order, against a plain list of who sits where."""

    @initialize(capacity=st.integers(0, 6), quota=st.integers(0, 3))
    def opened(self, capacity: int, quota: int) -> None:
        self.quotas = {"AT": quota, "IT": 2, "FR": 1}
        self.capacity = capacity
        self.sitting: dict[UUID, str] = {}
        self.queue: list[tuple[UUID, str]] = []
        self.nominated = 0
        self.history: list[DomainEvent] = [LEDGER_OPENED]
        self.state = self.replayed()

    @property
    def limits(self) -> SeatLimits:
        return SeatLimits(capacity=self.capacity, quotas=dict(self.quotas))

    def replayed(self) -> SeatLedger:
        state = SeatLedger.replay(None, self.history)
        assert state is not None
        return state

    def decided(self, decide) -> DomainEvent | DomainError:
        before = copy.deepcopy(self.state)
        try:
            fact = decide(self.state)
        except DomainError as refusal:
            return refusal
        finally:
            assert self.state == before
        self.state = self.state.evolve(fact)
        self.history.append(fact)
        return fact

    def newcomer(self) -> UUID:
        self.nominated += 1
        return UUID(int=self.nominated)

    def has_room(self, of: str) -> bool:
        seats = list(self.sitting.values()).count(of)
        return seats < self.quotas[of] and len(self.sitting) < self.capacity

    def passed_over(self, id: UUID) -> bool:
        waiting = [waiter for waiter, _ in self.queue]
        ahead = self.queue[: waiting.index(id)] if id in waiting else self.queue
        return any(self.has_room(of) for _, of in ahead)

    def try_to_sit(self, id: UUID, of: str, reason: PlainText | None) -> None:
        room, unfair = self.has_room(of), self.passed_over(id)
        answer = self.decided(take(id, self.limits, reason, of))
        if not room:
            assert isinstance(answer, QuotaFull | CapacityFull)
        elif unfair and reason is None:
            assert isinstance(answer, ReasonRequired)
        else:
            assert isinstance(answer, SeatTaken)
            assert (answer.reason is not None) == unfair
            self.sitting[id] = of
            self.queue = [entry for entry in self.queue if entry[0] != id]

    @rule(of=CODES, reason=st.none() | st.just(plain_text("speaks first")))
    def a_newcomer_takes(self, of: str, reason: PlainText | None) -> None:
        self.try_to_sit(self.newcomer(), of, reason)

    @rule(
        of=st.lists(CODES, min_size=1),
        reason=st.none() | st.just(plain_text("speak first")),
    )
    def newcomers_take_together(self, of: list[str], reason: PlainText | None) -> None:
        rows = [(self.newcomer(), each) for each in of]
        room = len(self.sitting) + len(of) <= self.capacity and all(
            [*self.sitting.values(), *of].count(each) <= self.quotas[each]
            for each in of
        )
        unfair = self.passed_over(rows[0][0])
        answer = self.decided(
            lambda it: it.take_seats(
                METADATA, rows=rows, limits=self.limits, reason=reason
            )
        )
        if not room:
            assert isinstance(answer, QuotaFull | CapacityFull)
        elif unfair and reason is None:
            assert isinstance(answer, ReasonRequired)
        else:
            assert isinstance(answer, SeatsTaken)
            assert (answer.reason is not None) == unfair
            self.sitting.update(rows)

    @precondition(lambda self: self.queue)
    @rule(data=st.data(), reason=st.none() | st.just(plain_text("speaks first")))
    def one_that_waits_takes(
        self, data: st.DataObject, reason: PlainText | None
    ) -> None:
        self.try_to_sit(*data.draw(st.sampled_from(self.queue)), reason)

    @rule(of=CODES)
    def a_newcomer_waits(self, of: str) -> None:
        id = self.newcomer()
        could_sit = self.has_room(of) and not self.passed_over(id)
        answer = self.decided(wait(id, self.limits, of))
        if could_sit:
            assert isinstance(answer, InvalidTransition)
        else:
            assert isinstance(answer, SeatAwaited)
            self.queue.append((id, of))

    @precondition(lambda self: self.queue or self.sitting)
    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        everybody = [*self.queue, *self.sitting.items()]
        id, of = data.draw(st.sampled_from(everybody))
        answer = self.decided(
            lambda it: it.release(METADATA, registration_id=id, delegation=of)
        )
        assert type(answer) is (SeatReleased if id in self.sitting else _GIVEN_UP)
        self.sitting.pop(id, None)
        self.queue = [entry for entry in self.queue if entry[0] != id]

    @precondition(lambda self: self.queue)
    @rule(data=st.data())
    def somebody_is_moved(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.queue))
        target = data.draw(st.none() | st.sampled_from(self.queue))
        answer = self.decided(
            lambda it: it.move(
                METADATA,
                registration_id=entry[0],
                delegation=entry[1],
                ahead_of=None if target is None else target[0],
                reason=plain_text("as agreed"),
            )
        )
        others = [one for one in self.queue if one != entry]
        if target == entry:
            assert isinstance(answer, InvalidValue)
            return
        at = len(others) if target is None else others.index(target)
        if at == self.queue.index(entry):
            assert isinstance(answer, InvalidValue)
        else:
            assert isinstance(answer, MovedInQueue)
            self.queue = [*others[:at], entry, *others[at:]]

    @rule(data=st.data())
    def those_who_can_sit_are_promoted(self, data: st.DataObject) -> None:
        """All that the ledger names can sit, and nobody ahead of them can."""
        without_note = set(
            data.draw(st.lists(st.sampled_from(self.queue))) if self.queue else ()
        )

        def is_entitled(entry: QueueEntry) -> bool:
            return entry[:2] not in without_note

        promoted = list(self.state.to_promote(self.limits, is_entitled))
        for id, of in list(self.queue):
            if (id, of) in without_note or not self.has_room(of):
                assert id not in {entry.registration_id for entry in promoted}
                continue
            entry = promoted.pop(0)
            assert entry[:2] == (id, of)
            self.decided(lambda it, entry=entry: it.promote(METADATA, entry))
            self.sitting[id] = of
            self.queue.remove((id, of))
        assert promoted == []

    @rule(of=CODES)
    def a_quota_grows(self, of: str) -> None:
        self.quotas[of] += 1

    @invariant()
    def the_ledger_knows_who_sits_and_who_waits(self) -> None:
        seated = list(self.sitting.values())
        state = self.replayed()
        assert state == self.state
        assert state.total_taken == len(seated) <= self.capacity
        for code, quota in self.quotas.items():
            assert state.taken.get(code, 0) == seated.count(code) <= quota
        queue = [entry[:2] for entry in state.waiting]
        assert queue == self.queue


_GIVEN_UP = PlaceInQueueGivenUp
TestSeats = Seats.TestCase
TestSeats.settings = settings(max_examples=examples(25), stateful_step_count=30)


@pytest.mark.parametrize("capacity", [0, 1])
def test_a_full_meeting_lets_people_wait_but_not_sit(capacity: int):
    seats = limits(capacity, AT=5)
    full = [took(2, R1)] if capacity else []

    ledger(*full).when(take(R2, seats)).then_refused(CapacityFull, "seats? of the")
    ledger(*full).when(wait(R2, seats)).then(waits(len(full) + 2, R2))
