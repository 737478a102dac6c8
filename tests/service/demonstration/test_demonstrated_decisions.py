"""The demonstration shows every way that a decision can go."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_only import new_place as new_place
from stored_demonstration import copy_demonstration
from systems import StoryClock

from bsm_domain.agreement import facts
from bsm_projections.agreement import queries as agreement_queries
from bsm_projections.agreement.tables import Decision
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.leadership import meeting_figures
from bsm_projections.leadership.burn_up import burn_up
from bsm_projections.meetings import objective_queries
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import BERLIN
from bsm_service.proof.verification import verify

PRESENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
LEADERSHIP = Audience(focal_points_matter=False)
AUDIENCES = pytest.mark.parametrize("audience", [LEADERSHIP, UNRESTRICTED_AUDIENCE])


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock(PRESENT)


@pytest.fixture
def demonstration(
    new_place: Callable[[Path], Place], tmp_path: Path, clock: StoryClock
) -> Iterator[System]:
    place = new_place(tmp_path / "data")
    copy_demonstration(place.folder, PRESENT)
    system = open_system(place, clock=clock)
    yield system
    system.close()


def decisions(system: System, audience: Audience) -> tuple[Decision, ...]:
    system.engine.catch_up()
    with system.read(system.now(), audience) as context:
        return agreement_queries.decisions(context).items


def test_decisions_went_every_way(demonstration: System):
    shown = {
        decision.symbol or decision.title: (decision.status, decision.procedure)
        for decision in decisions(demonstration, UNRESTRICTED_AUDIENCE)
    }
    assert shown == {
        "NFP.DEC/1/16": ("adopted", "in the room"),
        "NFP.DEC/2/16": ("superseded", "in the room"),
        "NFP.FP.DEC/1/16": ("adopted", "in the room"),
        "NFP.DEC/3/16": ("adopted", "silence"),
        "NFP.DEC/4/16": ("adopted", "silence"),
        "NFP.DEC/1/18": ("adopted", "silence"),
        "NFP.DEC/1/19": ("adopted", "consensus"),
        "Two meetings of the network each year": ("not agreed", "consensus"),
        "A meeting of training planners": ("in procedure", "silence"),
    }
    recorded = Counter(
        type(entry.fact) for entry in demonstration.store.page(0, 10_000)
    )
    assert recorded.keys() > {
        facts.SilenceBroken,
        facts.SilenceExtended,
        facts.TranslationPlaced,
        facts.PositionCorrected,
        facts.DecisionCommented,
        facts.DecisionContested,
        facts.DecisionUpheld,
    }
    assert verify(demonstration.place).ok


def test_the_broken_silence_led_to_version_3_in_round_2(demonstration: System):
    [exercise] = [
        decision
        for decision in decisions(demonstration, UNRESTRICTED_AUDIENCE)
        if decision.symbol == "NFP.DEC/4/16"
    ]
    assert (exercise.adopted_version, exercise.round, exercise.stale) == (3, 2, 1)


def test_the_last_silence_expires_three_days_after_the_first_start(
    demonstration: System, clock: StoryClock
):
    clock.pass_by(timedelta(days=3))
    assert demonstration.part(SilenceSettlement).settle() == 0
    clock.pass_by(timedelta(seconds=10))
    assert demonstration.part(SilenceSettlement).settle() == 1

    last = decisions(demonstration, LEADERSHIP)[-1]
    assert (last.symbol, last.adopted_at) == (
        "NFP.DEC/5/16",
        PRESENT + timedelta(days=3),
    )
    with demonstration.read(demonstration.now(), LEADERSHIP) as context:
        activity = follow_up_queries.activity(context, last.activities[0])
    assert activity is not None
    assert activity.status == "agreed"


@AUDIENCES
def test_every_role_sees_six_objectives_and_all_of_the_follow_up(
    demonstration: System, audience: Audience
):
    with demonstration.read(demonstration.now(), audience) as context:
        figures = meeting_figures.meeting_figures(context, str(BERLIN))
        objectives = objective_queries.objectives(context, str(BERLIN)).items
    assert (figures.objectives, figures.activities) == (6, 24)
    assert [objective.code for objective in objectives][-1] == "O6"
    assert objectives[-1].audience == "focal points"


def test_figures_differ_by_role_only_in_what_was_discussed(demonstration: System):
    figures, days = [], []
    for audience in (LEADERSHIP, UNRESTRICTED_AUDIENCE):
        with demonstration.read(demonstration.now(), audience) as context:
            figures.append(
                asdict(meeting_figures.meeting_figures(context, str(BERLIN)))
            )
            days.append(burn_up(context, str(BERLIN), "Europe/Berlin"))
    shown, complete = figures
    assert {name for name in shown if shown[name] != complete[name]} == {
        "objectives_discussed",
        "objectives_for_focal_points",
    }
    assert days[0] == days[1]


def test_leadership_learns_nothing_of_the_decision_of_focal_points(
    demonstration: System,
):
    shown = decisions(demonstration, LEADERSHIP)
    assert len(shown) == 8
    assert "NFP.FP.DEC/1/16" not in {decision.symbol for decision in shown}
    with demonstration.read(demonstration.now(), LEADERSHIP) as context:
        activities = follow_up_queries.activities(context).items
        objectives = objective_queries.objectives(context, str(BERLIN)).items
    from_decisions = [one for one in activities if one.origin_kind == "decision"]
    assert len(from_decisions) == 6
    assert {one.origin for one in from_decisions} == {None}
    [aim] = [one for one in objectives if one.code == "O6"]
    assert (aim.status, aim.discussed_at, aim.summary) == (None, None, None)
    assert aim.id not in {one.objective_id for one in activities}
