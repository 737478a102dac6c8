"""What an objective keeps once it is withdrawn, and what keeps it: O1, O2 and O4."""

from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import Decisions
from systems import CHAIR, announce_berlin, do, set_objective

from bsm_domain.foundation.errors import AlreadyExists, InvalidTransition
from bsm_service.agreement.commands import WithdrawDecision
from bsm_service.application.system import System
from bsm_service.meetings.commands import CancelMeeting
from bsm_service.meetings.objective_commands import (
    MoveObjective,
    RewordObjective,
    WithdrawObjective,
)


def withdraw(system: System, objective: UUID) -> None:
    do(system, WithdrawObjective(objective_id=objective, reason="Done already."), CHAIR)


def test_a_code_stays_with_its_objective(system: System):
    meeting = announce_berlin(system)
    withdraw(system, set_objective(system, meeting, code="O1"))

    with pytest.raises(AlreadyExists, match="already has an objective O1; enter O2"):
        set_objective(system, meeting, code="O1")


def test_an_objective_stays_while_a_decision_comes_from_it(system: System):
    meeting = announce_berlin(system)
    objective = set_objective(system, meeting)
    decisions = Decisions(system, meeting)
    first, second = (
        decisions.table(title, objective=objective) for title in ("Maps", "Lists")
    )
    decisions.table("Rosters", objective=set_objective(system, meeting))

    with pytest.raises(InvalidTransition, match="2 decisions come from this objective"):
        withdraw(system, objective)
    do(system, WithdrawDecision(decision_id=first, reason="Not now."), CHAIR)
    with pytest.raises(InvalidTransition, match="1 decision comes from this objective"):
        withdraw(system, objective)
    do(system, WithdrawDecision(decision_id=second, reason="Not now."), CHAIR)
    withdraw(system, objective)


def test_no_decision_comes_from_an_objective_that_was_withdrawn(system: System):
    meeting = announce_berlin(system)
    objective = set_objective(system, meeting)
    withdraw(system, objective)
    before = system.store.position()

    with pytest.raises(InvalidTransition, match="this objective was withdrawn"):
        Decisions(system, meeting).table("Maps", objective=objective)
    assert system.store.position() == before


def test_objectives_of_a_cancelled_meeting_stay_as_they_are(system: System):
    meeting = announce_berlin(system)
    objective = set_objective(system, meeting)
    do(system, CancelMeeting(meeting_id=meeting, reason="The venue is flooded."))
    of = {"objective_id": objective}

    for command in (
        RewordObjective(**of, text="Another", reason="Shorter."),
        WithdrawObjective(**of, reason="Over."),
        MoveObjective(**of, session_id=uuid4()),
    ):
        with pytest.raises(InvalidTransition, match="the meeting was cancelled"):
            do(system, command)
