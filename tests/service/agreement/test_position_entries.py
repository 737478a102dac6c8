"""A delegation's row of positions, by entries recorded and corrected in any order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from service.agreement.decision_examples import Decisions, body
from systems import CHAIR, StoryClock, announce_berlin, do, shown_rows, system_in

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.facts import DecisionEvent, DecisionTabled
from bsm_domain.agreement.positions_held import HeldPosition
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.errors import DomainError
from bsm_projections.agreement import queries
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_service.agreement.commands import TableVersion
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.application.command import Command

SAID = (Position.AGREE, Position.OBJECT, Position.NONE)


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    system = system_in(tmp_path, clock=StoryClock())
    try:
        yield Decisions(system, announce_berlin(system))
    finally:
        system.close()


def asked(random: Random, id: object, version: int, when: datetime) -> Command:
    heard = {"decision_id": id, "version": version, "delegation": "AT"}
    heard |= {"how": How.ROOM, "occurred_at": when}
    match random.randrange(4):
        case 0:
            return WithdrawPosition(**heard)
        case 1:
            return CorrectPosition(
                decision_id=id,
                corrects=random.randrange(2, 40),
                position=random.choice((None, *SAID)),
                reason="it was misheard",
                occurred_at=random.choice((None, when)),
            )
    return TakePosition(position=random.choice(SAID), **heard)


def standing(decisions: Decisions) -> HeldPosition | None:
    """On the latest version on which there is a position, by the aggregate."""
    decision = None
    for entry in decisions.system.store.page(0, 1_000):
        if isinstance(entry.fact, DecisionTabled):
            decision = Decision.begin(entry.fact)
        elif isinstance(entry.fact, DecisionEvent):
            assert decision is not None
            decision = decision.evolve(entry.fact)
    assert decision is not None
    return decision.held.standing("AT", 2) or decision.held.standing("AT", 1)


@pytest.mark.parametrize("seed", range(6))
def test_the_row_is_what_stands_by_the_order_of_happening(
    decisions: Decisions, seed: int
):
    random = Random(seed)
    system, clock = decisions.system, decisions.system.store.clock
    assert isinstance(clock, StoryClock)
    id = decisions.table("Contact points")
    tabled = {1: clock()}
    for step in range(60):
        clock.pass_by(timedelta(minutes=1))
        if step == 30:
            do(system, TableVersion(decision_id=id, of=1, body=body("New.", title="t")))
            tabled[2] = clock()
        version = random.choice(list(tabled))
        when = tabled[version] + timedelta(seconds=random.randrange(60))
        try:
            do(system, asked(random, id, version, when), CHAIR)
        except DomainError:
            continue
        system.engine.catch_up()
        with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
            rows = queries.positions(context, str(id))
        held, row = standing(decisions), rows[0] if rows else None
        if held is None:
            assert row is None or row.position is None
        else:
            assert row is not None
            assert (row.entry, row.position) == (held.fact, held.position)
            assert (row.version, row.happened_at) == (held.version, held.happened_at)


def test_what_is_stored_of_a_position_does_not_grow_with_those_before(
    decisions: Decisions,
):
    clock = decisions.system.store.clock
    assert isinstance(clock, StoryClock)
    id = decisions.table("Contact points")
    sizes = []
    for number in range(20):
        clock.pass_by(timedelta(minutes=1))
        decisions.says(id, "AT", SAID[number % 2])
        decisions.system.engine.catch_up()
        rows = shown_rows(decisions.system.engine)
        stored = [*rows["positions"], *rows["position_entries"]]
        sizes.append(sum(len(repr(row)) for row in stored))
    first, last = sizes[1] - sizes[0], sizes[-1] - sizes[-2]
    assert last < first + 20
