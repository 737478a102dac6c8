"""Vectors and edge cases of adoptions (V5, E5 …), on both databases: numbers that are
given in their transaction, contests, and linked activities.
"""

from datetime import timedelta
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
    CHAIR,
    SECRETARIAT,
    START,
    StoryClock,
    do,
    propose,
    set_objective,
)

from bsm_domain.agreement.errors import ObjectionStands
from bsm_domain.agreement.values import DecisionStatus, Position
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.values import MatterAudience
from bsm_service.agreement.commands import AdoptDecision, AnnulDecision, OpenProcedure
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ChangeDueDate, WithdrawActivity

OBJECT, NONE = Position.OBJECT, Position.NONE


@pytest.mark.parametrize(
    ("after", "is_late"), [(timedelta(minutes=30), False), (timedelta(days=2), True)]
)
def test_v5_e5_e6_a_letter_found_later_contests_and_annulment_leaves_no_gap(
    system: System,
    clock: StoryClock,
    decisions: Decisions,
    draft: UUID,
    after: timedelta,
    is_late: bool,
):
    clock.time = SETTLED
    settle(system)
    clock.time = EXPIRY + after
    letter = in_writing(draft, "AT", OBJECT, EXPIRY - timedelta(minutes=10))
    do(system, letter, SECRETARIAT)
    said = system.store.page(system.store.position() - 2, 1)[0].fact
    assert said.entered_late is is_late
    contested = state(system, draft)
    assert contested.status is DecisionStatus.ADOPTED
    assert contested.contested_by == {said.originator_version}

    do(system, AnnulDecision(decision_id=draft, reason="It was in time."), CHAIR)
    assert state(system, draft).status is DecisionStatus.ANNULLED
    following = decisions.adopted("Radio")  # E29
    numbers = [(fact.originator_id, fact.number) for fact in adopted(system)]
    assert numbers == [(draft, 1), (following, 2)]


def test_v25_e28_annulment_restores_what_was_superseded(
    system: System, clock: StoryClock, decisions: Decisions
):
    earlier = decisions.adopted("Maps")
    later = decisions.table("Better maps", supersedes=(earlier,))
    decisions.silence(later, clock() + timedelta(hours=2))
    clock.pass_by(timedelta(hours=2) + 10 * SECOND)
    assert settle(system) == 1
    assert state(system, earlier).status is DecisionStatus.SUPERSEDED

    letter = in_writing(later, "AT", OBJECT, START + timedelta(hours=1))
    do(system, letter, SECRETARIAT)
    do(system, AnnulDecision(decision_id=later, reason="It was in time."), CHAIR)

    assert state(system, earlier).status is DecisionStatus.ADOPTED
    assert state(system, later).status is DecisionStatus.ANNULLED
    assert [fact.number for fact in adopted(system)] == [1, 2]
    assert names(system)[-2:] == ["DecisionAnnulled", "DecisionRestored"]


def test_v26_each_audience_has_its_own_numbers(decisions: Decisions):
    for number, audience in enumerate((MatterAudience.ALL, "focal points") * 2):
        decisions.adopted(f"Matter {number}", audience=MatterAudience(audience))

    assert [fact.symbol for fact in adopted(decisions.system)] == [
        "NFP.DEC/1/16",
        "NFP.FP.DEC/1/16",
        "NFP.DEC/2/16",
        "NFP.FP.DEC/2/16",
    ]


def test_refused_gavels_use_no_number(system: System, decisions: Decisions):
    """V14: nor does a refusal that is due to the store."""
    opposed = decisions.table("Maps")
    opening = OpenProcedure(decision_id=opposed, procedure="consensus", of=1)
    do(system, opening, CHAIR)
    do(system, take(opposed, "AT", OBJECT), AUSTRIA)
    before = system.store.position()
    gavel = AdoptDecision(decision_id=opposed, of=1)
    with pytest.raises(ObjectionStands):
        do(system, gavel, CHAIR)
    assert system.store.position() == before

    decisions.adopted("Radio")
    do(system, take(opposed, "AT", NONE), AUSTRIA)
    do(system, gavel, CHAIR)
    assert [fact.number for fact in adopted(system)] == [1, 2]


def test_e37_a_repeated_gavel_is_answered_once(system: System, decisions: Decisions):
    decision = decisions.table("Maps")
    opening = OpenProcedure(decision_id=decision, procedure="consensus", of=1)
    do(system, opening, CHAIR)
    gavel, id = AdoptDecision(decision_id=decision, of=1), uuid4()
    first = do(system, gavel, CHAIR, command_id=id)
    assert do(system, gavel, CHAIR, command_id=id) == first
    with pytest.raises(InvalidTransition):
        do(system, gavel, CHAIR)
    assert len(adopted(system)) == 1


@pytest.mark.parametrize("change", ["due date", "withdrawn"])
def test_e20_e21_activities_that_changed_are_not_agreed_and_stop_nothing(
    system: System, clock: StoryClock, decisions: Decisions, change: str
):
    objective = set_objective(system, decisions.meeting)
    changed, kept = propose(system, objective), propose(system, objective)
    draft = decisions.table("Maps", objective=objective, linked=(changed, kept))
    decisions.silence(draft, EXPIRY)
    due = {"due_on": "2016-12-31", "reason": "More time."}
    command = (
        ChangeDueDate.model_validate({"activity_id": changed, **due})
        if change == "due date"
        else WithdrawActivity(activity_id=changed, reason="No longer needed.")
    )
    do(system, command)
    clock.time = SETTLED
    assert settle(system) == 1

    [fact] = adopted(system)
    assert (fact.agreed, fact.not_agreed) == ((kept,), (changed,))
