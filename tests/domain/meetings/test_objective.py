import pytest
from examples import (
    MEETING,
    METADATA,
    OBJECTIVE,
    OBJECTIVE_SET,
    SESSION,
    header,
    session,
)
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.objective import (
    AimListed,
    Objective,
    ObjectiveDiscussed,
    ObjectiveMoved,
    ObjectiveReworded,
    ObjectiveSet,
    ObjectiveStatus,
    ObjectiveWithdrawn,
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


# Rules O1 to O4 of record 0056

REASON = plain_text("another is enough")
WITHDRAWN = ObjectiveWithdrawn(**header(2, OBJECTIVE), reason=REASON)
RESTRICTED = OBJECTIVE_SET.model_copy(update={"audience": MatterAudience.FOCAL_POINTS})


def objective(*history: DomainEvent) -> Scenario[Objective]:
    return Scenario(Objective).given(*history)


def a_session(audience: MatterAudience) -> AgendaSession:
    return session().model_copy(update={"audience": audience})


def test_an_objective_is_reworded_for_a_reason():
    text = "Share what works at joint posts."
    (
        objective(OBJECTIVE_SET)
        .when(lambda it: it.reword(METADATA, text=text, reason=REASON))
        .then(
            ObjectiveReworded(**header(2, OBJECTIVE), text=text, reason=REASON),
            text=text,
            status=ObjectiveStatus.SET,
        )
    )


def test_another_wording_differs():
    (
        objective(OBJECTIVE_SET)
        .when(lambda it: it.reword(METADATA, text=OBJECTIVE_SET.text, reason=REASON))
        .then_refused(InvalidValue, "already has this wording")
    )


@pytest.mark.parametrize("history", [(OBJECTIVE_SET,), (OBJECTIVE_SET, DISCUSSED)])
def test_an_objective_is_withdrawn_for_a_reason(history: tuple[DomainEvent, ...]):
    (
        objective(*history)
        .when(lambda it: it.withdraw(METADATA, reason=REASON))
        .then(
            ObjectiveWithdrawn(**header(len(history) + 1, OBJECTIVE), reason=REASON),
            status=ObjectiveStatus.WITHDRAWN,
        )
    )


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [(1, "1 decision comes from this"), (2, "2 decisions come from this")],
)
def test_an_objective_with_decisions_stays(decisions: int, sentence: str):
    """O2"""
    (
        objective(OBJECTIVE_SET)
        .when(lambda it: it.withdraw(METADATA, reason=REASON, decisions=decisions))
        .then_refused(InvalidTransition, sentence)
    )


@pytest.mark.parametrize("audience", MatterAudience)
@pytest.mark.parametrize("where", MatterAudience)
def test_an_objective_for_everybody_is_in_no_session_for_focal_points_only(
    audience: MatterAudience, where: MatterAudience
):
    """O3"""
    asked = objective(OBJECTIVE_SET.model_copy(update={"audience": audience})).when(
        lambda it: it.move(METADATA, session=a_session(where))
    )
    if (audience, where) == (MatterAudience.ALL, MatterAudience.FOCAL_POINTS):
        asked.then_refused(InvalidValue, "this session is for focal points only")
    else:
        moved = ObjectiveMoved(**header(2, OBJECTIVE), session_id=SESSION)
        asked.then(moved, session_id=SESSION)


def test_an_objective_is_moved_to_where_it_is_not():
    moved = ObjectiveMoved(**header(2, OBJECTIVE), session_id=SESSION)
    (
        objective(OBJECTIVE_SET, moved)
        .when(lambda it: it.move(METADATA, session=a_session(MatterAudience.ALL)))
        .then_refused(InvalidValue, "already in this session")
    )
    (
        objective(OBJECTIVE_SET)
        .when(lambda it: it.move(METADATA, session=None))
        .then_refused(InvalidValue, "already in no session")
    )
    (
        objective(OBJECTIVE_SET, moved)
        .when(lambda it: it.move(METADATA, session=None))
        .then(ObjectiveMoved(**header(3, OBJECTIVE)), session_id=None)
    )


@pytest.mark.parametrize(
    "decide",
    [
        lambda it: it.record_discussion(METADATA, summary="Four spoke."),
        lambda it: it.list_aim(METADATA),
        lambda it: it.reword(METADATA, text="Another", reason=REASON),
        lambda it: it.withdraw(METADATA, reason=REASON),
        lambda it: it.move(METADATA, session=a_session(MatterAudience.ALL)),
        lambda it: it.must_be_pursued(),
    ],
)
@pytest.mark.parametrize("first", [OBJECTIVE_SET, RESTRICTED])
def test_a_withdrawn_objective_takes_nothing_more(first: ObjectiveSet, decide):
    """O4"""
    (
        objective(first, WITHDRAWN)
        .when(decide)
        .then_refused(InvalidTransition, "this objective was withdrawn")
    )


def test_an_aim_is_listed_once_and_only_where_not_everybody_sees_it():
    listed = AimListed(**header(2, OBJECTIVE))
    (
        objective(RESTRICTED)
        .when(lambda it: it.list_aim(METADATA))
        .then(listed, aim_for_all=True)
    )
    for history in ((OBJECTIVE_SET,), (RESTRICTED, listed)):
        objective(*history).when(lambda it: it.list_aim(METADATA)).then_refused(
            InvalidTransition, "everybody can already see this objective"
        )
