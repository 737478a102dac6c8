"""Vectors and edge cases of silences (V1, E1 …), on both databases."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import (
    EXPIRY,
    SECOND,
    SETTLED,
    Decisions,
    adopted,
    in_writing,
    names,
    settle,
    state,
    take,
)
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    CHAIR,
    ITALY,
    SECRETARIAT,
    StoryClock,
    at_once,
    do,
    principal,
)

from bsm_domain.agreement.errors import NotPresent, SilenceExpired
from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.number_series import NumberGiven
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.history.queries import facts
from bsm_service.agreement.commands import (
    CommentOnDecision,
    EndProcedure,
    ExpireSilence,
    ExtendSilence,
    OpenProcedure,
)
from bsm_service.application.system import System
from bsm_service.foundation.identifiers import derived_id
from bsm_service.identity import SYSTEM
from bsm_service.meetings.commands import (
    ChangeDetails,
    CloseRegistration,
    ConcludeMeeting,
    OpenMeeting,
)

AGREE, OBJECT = Position.AGREE, Position.OBJECT
MICROSECOND = timedelta(microseconds=1)
COMMENT = {"comment_id": UUID(int=1), "version": 1, "text": "Which maps?"}


class Waiting:
    """The clock of a request that arrives, and whose turn comes later."""

    def __init__(self, arrives: datetime, decided: datetime) -> None:
        self._arrives: datetime | None = arrives
        self._decided = decided

    def __call__(self) -> datetime:
        now, self._arrives = self._arrives or self._decided, None
        return now


def test_v1_a_silence_is_adopted_once_with_its_number_in_one_transaction(
    system: System, clock: StoryClock, draft: UUID
):
    expire = ExpireSilence(decision_id=draft, round=1)
    id = derived_id(draft, "silence 1")
    clock.time = SETTLED - MICROSECOND
    with pytest.raises(InvalidTransition, match="runs until"):
        do(system, expire, SYSTEM, command_id=id)
    before = system.store.position()

    clock.time = SETTLED
    first = do(system, expire, SYSTEM, command_id=id)
    assert names(system, before) == ["NumberGiven", "DecisionAdopted"]
    assert [fact.stored_name for fact in first.facts] == [
        NumberGiven.TOPIC,
        DecisionAdopted.TOPIC,
    ]
    assert do(system, expire, SYSTEM, command_id=id) == first
    with pytest.raises(InvalidTransition, match="no silence of round 1"):
        do(system, expire, SYSTEM)
    [fact] = adopted(system)
    assert (fact.occurred_at, fact.number, fact.symbol) == (EXPIRY, 1, "NFP.DEC/1/16")


@pytest.mark.parametrize("late", [4 * SECOND, 9 * SECOND])
def test_e1_what_arrived_in_time_counts_whenever_its_turn_comes(
    system: System, draft: UUID, late: timedelta
):
    system.store.clock = Waiting(EXPIRY - MICROSECOND, EXPIRY + late)
    before = system.store.position()

    do(system, take(draft, "AT", OBJECT), AUSTRIA)

    assert names(system, before) == ["PositionTaken", "SilenceBroken"]
    said = system.store.page(before, 1)[0].fact
    assert (said.occurred_at, said.recorded_at) == (EXPIRY - MICROSECOND, EXPIRY + late)


def test_e2_at_the_expiry_it_is_late(system: System, draft: UUID):
    system.store.clock = Waiting(EXPIRY, EXPIRY)
    with pytest.raises(SilenceExpired, match=r"arrived on 2016-01-05T09:00:00\.000000"):
        do(system, take(draft, "AT", OBJECT), AUSTRIA)


def test_e3_what_arrived_in_time_and_came_after_the_step_is_for_the_chair(
    system: System, clock: StoryClock, draft: UUID
):
    clock.time = SETTLED
    assert settle(system) == 1
    arrived = EXPIRY - SECOND
    system.store.clock = Waiting(arrived, SETTLED + SECOND)
    with pytest.raises(InvalidTransition, match="ask the Chair to record it"):
        do(system, take(draft, "AT", OBJECT), AUSTRIA)

    system.store.clock = clock
    clock.time = SETTLED + timedelta(minutes=1)
    do(system, in_writing(draft, "AT", OBJECT, arrived), CHAIR)
    assert names(system)[-2:] == ["PositionTaken", "DecisionContested"]


def test_e4_a_letter_in_time_breaks_what_is_not_settled(
    system: System, clock: StoryClock, draft: UUID
):
    clock.time = EXPIRY + 5 * SECOND
    letter = in_writing(draft, "AT", OBJECT, EXPIRY - timedelta(minutes=10))
    do(system, letter, SECRETARIAT)

    assert names(system)[-2:] == ["PositionTaken", "SilenceBroken"]
    clock.time = SETTLED
    assert settle(system) == 0


def test_v31_e8_a_step_that_ends_before_its_commit_is_done_by_another_process(
    system: System, another: System, clock: StoryClock, draft: UUID
):
    class Killed(BaseException):
        pass

    def be_killed(*_: object) -> None:
        raise Killed

    clock.time = SETTLED
    before = system.store.position()
    with pytest.MonkeyPatch.context() as patch:
        transaction = "bsm_service.event_store.transaction.Transaction"
        patch.setattr(f"{transaction}.write", be_killed)
        with pytest.raises(Killed):
            do(system, ExpireSilence(decision_id=draft, round=1), SYSTEM)
    assert another.store.position() == before

    assert settle(another) == 1
    assert names(another, before) == ["NumberGiven", "DecisionAdopted"]
    assert settle(another) == 0


def test_a_repeated_position_is_answered_once_on_either_side_of_the_expiry(
    system: System, clock: StoryClock, draft: UUID
):
    agreed, id = take(draft, "AT", AGREE), uuid4()
    clock.time = EXPIRY - SECOND
    first = do(system, agreed, AUSTRIA, command_id=id)
    late, late_id = take(draft, "IT", OBJECT), uuid4()
    clock.time = EXPIRY
    for clock.time in (EXPIRY, SETTLED, SETTLED + SECOND):
        before = system.store.position()
        assert do(system, agreed, AUSTRIA, command_id=id) == first
        with pytest.raises((SilenceExpired, InvalidTransition)):
            do(system, late, ITALY, command_id=late_id)
        assert system.store.position() == before
        settle(system)
    assert len(adopted(system)) == 1


def test_e48_all_delegations_press_in_the_last_second(
    system: System, another: System, clock: StoryClock, decisions: Decisions
):
    """Through two processes: none is refused, and each is on record."""
    draft = decisions.table("Maps")
    decisions.silence(draft, EXPIRY)
    clock.time = EXPIRY - SECOND
    states = participating_states_on(EXPIRY.date())
    doors = (system, another)

    def press(number: int, code: str) -> Callable[[], object]:
        by = principal(Role.FOCAL_POINT, code)
        position = take(draft, code, AGREE, instead_of=0)
        return lambda: do(doors[number % 2], position, by)

    answers = at_once([press(number, code) for number, code in enumerate(states)])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    held = state(system, draft).held
    assert {code for code in states if held.standing(code, 1)} == set(states)


def test_e39_a_silence_outlives_its_meeting_and_the_room_does_not(
    system: System, clock: StoryClock, decisions: Decisions, draft: UUID
):
    meeting = {"meeting_id": decisions.meeting}
    other = decisions.table("Radio")
    details = BERLIN_DETAILS.model_copy(update={"starts_on": clock.time.date()})
    do(system, ChangeDetails(**meeting, details=details, reason="It begins earlier."))
    for command in (CloseRegistration, OpenMeeting, ConcludeMeeting):
        do(system, command(**meeting), CHAIR if command is OpenMeeting else SECRETARIAT)
    room = OpenProcedure(decision_id=other, procedure="in the room", of=1)
    with pytest.raises((InvalidTransition, NotPresent)):
        do(system, room, CHAIR)

    clock.time = SETTLED
    assert settle(system) == 1


def test_e14_a_clock_that_is_set_back_adopts_late_and_dates_rightly(
    system: System, clock: StoryClock, draft: UUID
):
    clock.time = EXPIRY + SECOND
    do(system, CommentOnDecision.model_validate(COMMENT | {"decision_id": draft}))
    clock.time = EXPIRY - timedelta(hours=1)
    assert settle(system) == 0
    # The log's clock does not run back: the silence has expired.
    end = EndProcedure(decision_id=draft, reason="Too late.")
    with pytest.raises(SilenceExpired):
        do(system, end, CHAIR)

    clock.time = SETTLED
    assert settle(system) == 1
    assert [fact.occurred_at for fact in adopted(system)] == [EXPIRY]


def test_the_history_tells_each_end_of_a_silence_on_its_own_clock(
    system: System, decisions: Decisions
):
    """The second round runs on another clock than the first."""
    id = decisions.table("Maps")
    for zone in ("Europe/London", "Europe/Berlin"):
        ends = EXPIRY.astimezone(time_zone_named(zone))
        decisions.silence(id, ends, zone)
        later = ends + timedelta(hours=1)
        extension = ExtendSilence(decision_id=id, expires_at=later, reason="Asked for")
        do(system, extension, CHAIR)
        do(system, EndProcedure(decision_id=id, reason="Too short"), CHAIR)

    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        history = facts(context, streams=(str(id),), limit=100).items
    told = {re.search(r" until (.*?)[;:] ", fact.sentence) for fact in history}

    assert {end[1] for end in told if end} == {
        "5 Jan 2016, 09:00 London",
        "5 Jan 2016, 10:00 London",
        "5 Jan 2016, 10:00 Berlin",
        "5 Jan 2016, 11:00 Berlin",
    }
