from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from projections.leadership.overview_oracle import figures_at
from stored_demonstration import copy_demonstration

from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.leadership.meeting_figures import meeting_figures
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.queries import meeting_delegations
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import BERLIN, seed
from bsm_service.demonstration.seeding_steps import read_yaml

PRESENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
AUDIENCES = (True, False)


@dataclass(frozen=True)
class Demonstration:
    system: System
    facts: tuple[LoggedFact, ...]

    def shown(self, as_of: str | None, for_focal_points: bool) -> dict[str, Any]:
        moment = self.system.moment(as_of)
        with self.system.read(moment, Audience(for_focal_points)) as context:
            return asdict(meeting_figures(context, str(BERLIN)))

    def delegations(self, as_of: str | None) -> tuple[MeetingDelegation, ...]:
        moment = self.system.moment(as_of)
        with self.system.read(moment, Audience(True)) as context:
            return meeting_delegations(context, str(BERLIN))


@pytest.fixture(scope="module")
def demonstration(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    place = new_place(tmp_path_factory.mktemp("data"))
    if place.url is None:
        copy_demonstration(place.folder, PRESENT)
    system = open_system(place, clock=lambda: PRESENT)
    seed(system, present=PRESENT)  # unless it is there
    yield Demonstration(system, tuple(system.store.page(0, 10_000)))
    system.close()


def test_figures_of_past_positions_equal_a_plain_fold(demonstration: Demonstration):
    facts, chance = demonstration.facts, Random(2016)
    for position in [0, *(chance.randint(1, len(facts)) for _ in range(60))]:
        known = facts[:position]
        at = known[-1].fact.recorded_at if known else PRESENT
        for for_focal_points in AUDIENCES:
            expected = figures_at(known, BERLIN, at, for_focal_points=for_focal_points)
            assert demonstration.shown(str(position), for_focal_points) == expected, (
                position
            )


def test_figures_of_past_times_equal_a_plain_fold(demonstration: Demonstration):
    facts, chance = demonstration.facts, Random(47)
    first = facts[0].fact.recorded_at
    seconds = int((PRESENT - first).total_seconds())
    for _ in range(40):
        at = first + timedelta(seconds=chance.randint(-86_400, seconds))
        known = tuple(entry for entry in facts if entry.fact.recorded_at <= at)
        for for_focal_points in AUDIENCES:
            expected = figures_at(known, BERLIN, at, for_focal_points=for_focal_points)
            assert demonstration.shown(at.isoformat(), for_focal_points) == expected, at


@pytest.mark.parametrize("for_focal_points", AUDIENCES)
def test_figures_of_the_live_moment_equal_a_plain_fold(
    demonstration: Demonstration, for_focal_points: bool
):
    expected = figures_at(
        demonstration.facts, BERLIN, PRESENT, for_focal_points=for_focal_points
    )
    assert demonstration.shown(None, for_focal_points) == expected
    assert expected["participants"] == 102


def test_every_figure_of_a_meeting_not_yet_known_is_zero(demonstration: Demonstration):
    figures = demonstration.shown("2012-01-01", True)
    assert figures.pop("activities_by_status") == ()
    assert set(figures.values()) == {0}


def test_some_past_moments_tell_every_figure_apart(demonstration: Demonstration):
    """A comparison of figures that never move would prove nothing."""
    days = ("2015-11-20", "2016-04-12", "2016-07-01", "2021-03-31", "2026-11-23")
    shown = [
        demonstration.shown(day, audience) for day in days for audience in AUDIENCES
    ]
    assert {
        name for name in shown[0] if len({str(figures[name]) for figures in shown}) == 1
    } == {"activities_carried_over"}


def test_delegations_stand_in_the_order_of_the_public_page(
    demonstration: Demonstration,
):
    listed = read_yaml("berlin-tenth-meeting.yaml")["delegations"]
    in_2016 = [
        delegation.code for delegation in demonstration.delegations("2016-04-12")
    ]
    states = listed["participating_states"]
    assert in_2016[:36] == [*states, *listed["partners_for_co_operation"]]
    assert in_2016[-2:] == ["FBI", "NCTC"]
    assert set(in_2016[36:]) == {
        organisation["code"] for organisation in listed["organisations"]
    }


@pytest.mark.parametrize(
    ("as_of", "name"),
    [
        ("2016-04-12", "the former Yugoslav Republic of Macedonia"),
        (None, "North Macedonia"),
    ],
)
def test_a_state_bears_the_name_of_the_viewed_day(
    demonstration: Demonstration, as_of: str | None, name: str
):
    names = {
        delegation.code: delegation.name
        for delegation in demonstration.delegations(as_of)
    }
    assert names["MK"] == name
