import pytest
from examples import MEETING, METADATA, OBJECTIVE, OBJECTIVE_SET, header
from scenario import Scenario

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.objective import (
    Objective,
    ObjectiveDiscussed,
    ObjectiveStatus,
    OutcomeKind,
)

DISCUSSED = ObjectiveDiscussed(**header(2, OBJECTIVE), summary="Four spoke.")


def test_a_meeting_sets_an_objective_for_an_audience():
    fact = Objective.set(
        OBJECTIVE,
        METADATA,
        meeting_id=MEETING,
        code="O1",
        text="Share what works at joint border posts.",
        audience=MatterAudience.ALL,
        outcome_kind=OutcomeKind.SHARED_PRACTICE,
    )

    assert fact == OBJECTIVE_SET


def test_the_discussion_of_an_objective_is_recorded():
    (
        Scenario(Objective)
        .given(OBJECTIVE_SET)
        .when(lambda it: it.record_discussion(METADATA, summary="Four spoke."))
        .then(DISCUSSED, status=ObjectiveStatus.DISCUSSED)
    )


def test_the_discussion_of_an_objective_is_recorded_once():
    (
        Scenario(Objective)
        .given(OBJECTIVE_SET, DISCUSSED)
        .when(lambda it: it.record_discussion(METADATA, summary="Five spoke."))
        .then_refused(InvalidTransition, "is already on record")
    )


@pytest.mark.parametrize("audience", MatterAudience)
def test_an_objective_keeps_its_audience(audience: MatterAudience):
    fact = OBJECTIVE_SET.model_copy(update={"audience": audience})

    objective = Objective.replay(None, [fact, DISCUSSED])

    assert objective is not None
    assert objective.audience is audience
