"""Silences are settled once, in order, and dated to their expiry."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import CHAIR, START, StoryClock, announce_berlin, at_once, do, system_in

from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.number_series import NumberGiven
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_projections.databases import Place
from bsm_service.agreement.clock_guard import ClockGuard
from bsm_service.agreement.commands import ExpireSilence, OpenProcedure, TableDecision
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System

SETTLED = timedelta(seconds=10)
Opens = Callable[[], System]


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def opens(place: Place, clock: StoryClock) -> Iterator[Opens]:
    """Opens the same record, as another process would."""
    systems: list[System] = []

    def open_system() -> System:
        systems.append(system_in(place, clock=clock, established=not systems))
        return systems[-1]

    yield open_system
    for system in systems:
        system.close()


def silence(system: System, meeting: UUID, expires_at: datetime) -> UUID:
    decision = uuid4()
    body = TextBody(title="Maps", paragraphs=(Paragraph(id=uuid4(), text="Share."),))
    table = TableDecision(decision_id=decision, meeting_id=meeting, body=body)
    do(system, table, CHAIR)
    opening = OpenProcedure(
        decision_id=decision,
        procedure="silence",
        of=1,
        expires_at=expires_at,
        time_zone="UTC",
    )
    do(system, opening, CHAIR)
    return decision


def adoptions(system: System) -> list[DecisionAdopted]:
    facts = (entry.fact for entry in system.store.page(0, 10_000))
    return [fact for fact in facts if isinstance(fact, DecisionAdopted)]


def test_what_expired_while_nobody_ran_is_adopted_in_order(
    opens: Opens, clock: StoryClock
):
    system = opens()
    meeting = announce_berlin(system)
    noon = START + timedelta(days=1)
    decisions = [silence(system, meeting, noon) for _ in range(2)]
    earlier = silence(system, meeting, noon - timedelta(hours=1))
    clock.pass_by(timedelta(days=3))

    assert opens().part(SilenceSettlement).settle() == 3
    assert system.part(SilenceSettlement).settle() == 0

    adopted = adoptions(system)
    assert [fact.originator_id for fact in adopted] == [earlier, *sorted(decisions)]
    assert [fact.number for fact in adopted] == [1, 2, 3]
    assert [fact.occurred_at for fact in adopted] == [
        noon - timedelta(hours=1),
        noon,
        noon,
    ]
    assert {fact.recorded_at for fact in adopted} == {START + timedelta(days=3)}


def test_many_processes_adopt_once(opens: Opens, clock: StoryClock):
    systems = [opens() for _ in range(3)]
    meeting = announce_berlin(systems[0])
    expires_at = START + timedelta(hours=2)
    silence(systems[0], meeting, expires_at)
    clock.time = expires_at + SETTLED - timedelta(microseconds=1)
    assert systems[0].part(SilenceSettlement).settle() == 0

    clock.time = expires_at + SETTLED
    at_once([system.part(SilenceSettlement).settle for system in systems])

    [adopted] = adoptions(systems[0])
    assert adopted.symbol == "NFP.DEC/1/16"
    facts = [entry.fact for entry in systems[0].store.page(0, 10_000)]
    assert [type(fact) for fact in facts].count(NumberGiven) == 1


def test_nothing_is_settled_while_the_clock_is_not_trusted(
    opens: Opens, clock: StoryClock, monkeypatch: pytest.MonkeyPatch
):
    system = opens()
    expires_at = START + timedelta(hours=2)
    silence(system, announce_berlin(system), expires_at)
    clock.time = expires_at + SETTLED
    with monkeypatch.context() as distrusted:
        distrusted.setattr(ClockGuard, "look", lambda _: False)
        assert system.part(SilenceSettlement).settle() == 0
        assert adoptions(system) == []

    assert system.part(SilenceSettlement).settle() == 1


def test_a_silence_that_fails_holds_up_no_other(
    opens: Opens, clock: StoryClock, monkeypatch: pytest.MonkeyPatch
):
    system = opens()
    meeting = announce_berlin(system)
    noon = START + timedelta(days=1)
    first = silence(system, meeting, noon - timedelta(hours=1))
    second = silence(system, meeting, noon)
    clock.pass_by(timedelta(days=3))
    execute = system.service.execute

    def fails(command: Command, *asked: Any, **more: Any) -> CommandResult:
        if isinstance(command, ExpireSilence) and command.decision_id == first:
            raise LookupError("broken")
        return execute(command, *asked, **more)

    monkeypatch.setattr(system.service, "execute", fails)
    with pytest.raises(LookupError):
        system.part(SilenceSettlement).settle()

    assert [fact.originator_id for fact in adoptions(system)] == [second]
