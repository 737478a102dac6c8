"""A decision that everybody can see names nothing that is for focal points only."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import Decisions
from systems import (
    CHAIR,
    LEADERSHIP,
    StoryClock,
    announce_berlin,
    do,
    propose,
    set_objective,
)

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries
from bsm_projections.agreement.tables import Decision
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import ReleaseDecision
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
