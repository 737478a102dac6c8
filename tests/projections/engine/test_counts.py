"""Rows counted by the values of one column."""

from collections.abc import Iterator
from datetime import date

import pytest
from systems import announce_berlin, nominate, propose, set_objective, system_in

from bsm_domain.foundation.values import MatterAudience
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.engine.counts import count_by
from bsm_projections.follow_up.tables import ACTIVITIES
from bsm_projections.meetings.read_model import OBJECTIVES
from bsm_projections.registration.read_model import REGISTRATIONS
from bsm_service.application.system import System

EVERYBODY = Audience(focal_points_matter=False)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def test_rows_are_counted_by_value_where_other_fields_are_equal(system: System):
    meeting = announce_berlin(system)
    for delegation in ("IT", "AT", "IT"):
        nominate(system, meeting, delegation)
    system.engine.catch_up()

    with system.read(system.now(), EVERYBODY) as context:
        by_delegation = count_by(
            context, REGISTRATIONS, "delegation", meeting_id=str(meeting)
        )
        confirmed = count_by(context, REGISTRATIONS, "delegation", status="confirmed")
        by_person = count_by(context, REGISTRATIONS, "participant_id")

    assert by_delegation == (("AT", 1), ("IT", 2))
    assert confirmed == ()
    assert by_person == (), "nobody is named"


def test_values_are_those_of_the_field(system: System):
    objective = set_objective(system, announce_berlin(system))
    propose(system, objective, owner="AT")
    system.engine.catch_up()

    with system.read(system.now(), EVERYBODY) as context:
        [(due_on, _)] = count_by(context, ACTIVITIES, "due_on")
        of_this_day = count_by(context, ACTIVITIES, "due_on", due_on=due_on)
        by_openness = count_by(context, ACTIVITIES, "is_open")

    assert isinstance(due_on, date)
    assert of_this_day == ((due_on, 1),)
    assert by_openness == ((True, 1),)


def test_only_what_the_viewer_may_see_is_counted(system: System):
    meeting = announce_berlin(system)
    set_objective(system, meeting)
    set_objective(system, meeting, code="O2", audience=MatterAudience.FOCAL_POINTS)
    system.engine.catch_up()

    counts = []
    for audience in (EVERYBODY, UNRESTRICTED_AUDIENCE):
        with system.read(system.now(), audience) as context:
            counts.append(count_by(context, OBJECTIVES, "status"))

    assert counts == [(("set", 1),), (("set", 2),)]


def test_a_field_that_is_not_stored_is_refused(system: System):
    with (
        system.read(system.now(), EVERYBODY) as context,
        pytest.raises(KeyError, match="delegation_name"),
    ):
        count_by(context, REGISTRATIONS, "delegation_name")
