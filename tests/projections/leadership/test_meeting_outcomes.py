"""What came of a meeting: of each decision and objective, for who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from service.agreement.decision_examples import Decisions
from systems import (
    AUSTRIA,
    LEADERSHIP,
    StoryClock,
    agree_and_accept,
    announce_berlin,
    do,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.foundation.values import MatterAudience
from bsm_projections.leadership.activity_figures import activity_figures
from bsm_projections.leadership.meeting_outcomes import (
    MeetingOutcome,
    activity_origins,
    meeting_outcomes,
)
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import WithdrawDecision
from bsm_service.application.system import System, audience_of
from bsm_service.follow_up.commands import AcceptActivity, WithdrawActivity
from bsm_service.follow_up.lineage_commands import Continuation, SplitActivity

FOCAL_POINTS = MatterAudience.FOCAL_POINTS


@dataclass
class Here:
    """Three objectives, the last for focal points only, and what came of them. The
    moment `before` is that before the first adoption.
    """

    system: System
    meeting: UUID
    before: int

    def outcomes(
        self, by: Principal, as_of: int | None = None
    ) -> tuple[MeetingOutcome, ...]:
        moment = self.system.moment(None if as_of is None else str(as_of))
        with self.system.read(moment, audience_of(by)) as context:
            return meeting_outcomes(context, str(self.meeting))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    decisions = Decisions(system, announce_berlin(system))
    first, second = (set_objective(system, decisions.meeting) for _ in range(2))
    third = set_objective(system, decisions.meeting, audience=FOCAL_POINTS)
    patrols, maps, training = (propose(system, first) for _ in range(3))
    withdrawn = propose(system, second)
    released = propose(system, third)
    adopted = decisions.table("Patrols", objective=first, linked=[patrols, maps])
    clock.pass_by(timedelta(minutes=1))
    restricted = decisions.table(
        "Liaison",
        objective=third,
        linked=[released],
        follow_up_audience=MatterAudience.ALL,
    )
    clock.pass_by(timedelta(minutes=1))
    given_up = decisions.table("Training", objective=first, linked=[training])
    do(system, WithdrawDecision(decision_id=given_up, reason="no longer needed"))
    decisions.table("The next meeting")
    before = system.now().position
    decisions.adopt(adopted)
    decisions.adopt(restricted)
    do(system, AcceptActivity(activity_id=maps))
    parts = tuple(Continuation(title=title) for title in ("Draw", "Print", "Post"))
    do(system, SplitActivity(activity_id=maps, parts=parts, reason="too large"))
    agree_and_accept(system, withdrawn)
    do(system, WithdrawActivity(activity_id=withdrawn, reason="done elsewhere"))
    yield Here(system, decisions.meeting, before)
    system.close()


def told(outcomes: tuple[MeetingOutcome, ...]) -> list[tuple[object, ...]]:
    return [
        (
            row.objective_code,
            row.symbol or row.title,
            row.activities,
            row.open,
            row.withdrawn,
        )
        for row in outcomes
    ]


def test_each_activity_counts_once_for_what_it_arises_from(here: Here):
    """The parts of a split one for the decision; what a withdrawn draft linked, for the
    objective.
    """
    assert told(here.outcomes(AUSTRIA)) == [
        ("O1", "NFP.DEC/1/16", 4, 4, 0),
        ("O1", "Training", 0, 0, 0),
        ("O1", None, 1, 1, 0),
        ("O2", None, 1, 0, 1),
        ("O3", "NFP.FP.DEC/1/16", 1, 1, 0),
        (None, "The next meeting", 0, 0, 0),
    ]


def test_an_origin_for_focal_points_only_is_not_named_to_others(here: Here):
    assert told(here.outcomes(LEADERSHIP)) == [
        ("O1", "NFP.DEC/1/16", 4, 4, 0),
        ("O1", "Training", 0, 0, 0),
        ("O1", None, 1, 1, 0),
        ("O2", None, 1, 0, 1),
        (None, "The next meeting", 0, 0, 0),
        (None, None, 1, 1, 0),
    ]


def test_before_an_adoption_there_is_a_draft(here: Here):
    first, *_ = here.outcomes(AUSTRIA, here.before)

    assert (first.symbol, first.decision_status) == (None, "draft")
    assert (first.activities, first.open) == (2, 2)
    assert len(here.outcomes(LEADERSHIP, 0)) == 0


@pytest.mark.parametrize("by", [AUSTRIA, LEADERSHIP], ids=["delegation", "leadership"])
def test_the_sums_are_the_figures_of_the_meeting(here: Here, by: Principal):
    rows = here.outcomes(by)
    with here.system.read(here.system.now(), audience_of(by)) as context:
        figures = activity_figures(context, str(here.meeting))
        origins = activity_origins(context, str(here.meeting))

    assert sum(row.activities for row in rows) == figures.activities == len(origins)
    assert sum(row.open for row in rows) == figures.open
    assert sum(row.overdue for row in rows) == figures.overdue
    assert sum(row.confirmed for row in rows) == figures.confirmed
