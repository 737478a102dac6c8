"""A decision that everybody can see names nothing that is for focal points only."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import Decisions
from systems import (
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    StoryClock,
    announce_berlin,
    do,
    propose,
    set_objective,
)

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import ReleaseDecision
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.application.system import audience_of
from bsm_service.assembly.bootstrap import open_system

FOCAL_POINTS = MatterAudience.FOCAL_POINTS


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    system = open_system(Place(tmp_path), clock=StoryClock())
    try:
        system.establish_network("Network")
        yield Decisions(system, announce_berlin(system))
    finally:
        system.close()


def shown(decisions: Decisions, id: UUID, to: Principal) -> Decision:
    system = decisions.system
    system.engine.catch_up()
    with system.read(system.now(), audience_of(to)) as context:
        found = queries.decision(context, str(id))
    assert found is not None
    return found


def test_a_text_for_everybody_links_no_activity_of_focal_points(decisions: Decisions):
    system = decisions.system
    objective = set_objective(system, decisions.meeting, audience=FOCAL_POINTS)
    activity = propose(system, objective)
    before = system.store.position()

    with pytest.raises(InvalidValue, match="leave the activity out") as refusal:
        decisions.table("For everybody", linked=[activity])
    assert refusal.value.field_errors[0].field == "body.activities.0"
    with pytest.raises(NotFound):
        decisions.table("Of nothing", linked=[uuid4()])

    assert system.store.position() == before


def test_what_was_released_names_nothing_that_was_not(decisions: Decisions):
    earlier = decisions.adopted("Earlier", audience=FOCAL_POINTS)
    later = decisions.adopted("Later", audience=FOCAL_POINTS, supersedes=(earlier,))
    do(decisions.system, ReleaseDecision(decision_id=later, reason="agreed"), CHAIR)

    assert shown(decisions, later, LEADERSHIP).supersedes == ()
    assert shown(decisions, later, CHAIR).supersedes == (str(earlier),)


def test_what_was_released_is_not_superseded_out_of_sight(decisions: Decisions):
    earlier = decisions.adopted("Earlier", audience=FOCAL_POINTS)
    draft = decisions.table("Later", audience=FOCAL_POINTS, supersedes=(earlier,))
    do(decisions.system, ReleaseDecision(decision_id=earlier, reason="agreed"), CHAIR)
    with pytest.raises(InvalidValue, match="for the same people"):
        decisions.table("Other", audience=FOCAL_POINTS, supersedes=(earlier,))

    decisions.adopt(draft)

    assert shown(decisions, earlier, LEADERSHIP).status == "adopted"


def says(decisions: Decisions, id: UUID, position: Position, by: Principal) -> None:
    assert by.delegation is not None
    taken = TakePosition(
        decision_id=id, delegation=by.delegation, version=1, position=position
    )
    do(decisions.system, taken, by)


def positions(
    decisions: Decisions, id: UUID, to: Principal
) -> dict[str, DelegationPosition]:
    system = decisions.system
    system.engine.catch_up()
    with system.read(system.now(), audience_of(to)) as context:
        return {said.delegation: said for said in queries.positions(context, str(id))}


def test_what_was_withdrawn_before_an_adoption_stays_among_delegations(
    decisions: Decisions,
):
    decision = decisions.table("For everybody")
    says(decisions, decision, Position.OBJECT, AUSTRIA)
    says(decisions, decision, Position.AGREE, ITALY)
    withdrawal = WithdrawPosition(decision_id=decision, delegation="AT", version=1)
    do(decisions.system, withdrawal, AUSTRIA)
    decisions.adopt(decision)

    assert set(positions(decisions, decision, LEADERSHIP)) == {"IT"}
    assert set(positions(decisions, decision, ITALY)) == {"AT", "IT"}


def test_what_the_chair_corrects_is_not_the_delegations_own_word(decisions: Decisions):
    decision = decisions.table("For everybody")
    says(decisions, decision, Position.OBJECT, AUSTRIA)
    assert positions(decisions, decision, ITALY)["AT"].is_own
    correction = CorrectPosition(
        decision_id=decision, corrects=2, position=Position.AGREE, reason="a slip"
    )
    do(decisions.system, correction, CHAIR)

    said = positions(decisions, decision, ITALY)["AT"]
    assert (said.position, said.is_own) == (Position.AGREE, False)


def test_a_released_decision_names_no_objective_of_focal_points(decisions: Decisions):
    objective = set_objective(
        decisions.system, decisions.meeting, audience=FOCAL_POINTS
    )
    decision = decisions.adopted("Released", objective=objective)
    do(decisions.system, ReleaseDecision(decision_id=decision, reason="agreed"), CHAIR)

    assert shown(decisions, decision, LEADERSHIP).objective_id is None
    assert shown(decisions, decision, ITALY).objective_id == str(objective)


def test_a_decision_is_superseded_by_another_once(decisions: Decisions):
    replaced = decisions.adopted("Before")
    with pytest.raises(InvalidValue, match="named twice") as refusal:
        decisions.table("After", supersedes=(replaced, replaced))
    assert refusal.value.field_errors[0].field == "supersedes.1"
