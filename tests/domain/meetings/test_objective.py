import pytest
from examples import MEETING, METADATA, OBJECTIVE, OBJECTIVE_SET, header
from scenario import Scenario

from bsm_domain.foundation.errors import AlreadyExists, InvalidTransition
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.objective import (
    Objective,
    ObjectiveDiscussed,
    ObjectiveSet,
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


def set_with_code(code: str, codes_in_use: set[str]) -> ObjectiveSet:
    return Objective.set(
        OBJECTIVE,
        METADATA,
        meeting_id=MEETING,
        code=code,
        text="Share what works at joint border posts.",
        audience=MatterAudience.ALL,
        outcome_kind=OutcomeKind.SHARED_PRACTICE,
        codes_in_use=codes_in_use,
    )


@pytest.mark.parametrize(
    ("code", "codes_in_use", "next_code"),
    [("O1", {"O1"}, "O2"), ("O9", {"O9", "O10", "EX12"}, "O11")],
)
def test_a_code_is_given_to_one_objective_of_a_meeting(
    code: str, codes_in_use: set[str], next_code: str
):
    with pytest.raises(AlreadyExists) as refused:
        set_with_code(code, codes_in_use)

    assert str(refused.value) == (
        f"this meeting already has an objective {code}; enter {next_code} instead"
    )
    assert refused.value.field_errors[0].field == "code"
    assert set_with_code(next_code, codes_in_use).code == next_code


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
