"""Who was present when the roll was last called, at any moment and for any viewer."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from systems import (
    BERLIN_STARTS,
    announce_berlin,
    do,
    open_meeting,
    system_in,
)

from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import RollLine
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.meetings.roll_calls import RollCall, roll_calls
from bsm_service.application.system import System
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import CallRoll, CloseRegistration

EVERYBODY = Audience(focal_points_matter=False)
INVITED = ("AT", "IT", "MK", "DZ", "FRONTEX")


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def opened(system: System) -> UUID:
    meeting = announce_berlin(system)
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)
    return meeting


def scheduled(system: System, meeting: UUID, audience: MatterAudience) -> UUID:
    session = uuid4()
    schedule = ScheduleSession(
        meeting_id=meeting,
        session_id=session,
        on=BERLIN_STARTS,
        title=f"Plenary for {audience}",
        kind="plenary",
        audience=audience,
    )
    do(system, schedule)
    return session


def call(system: System, meeting: UUID, session: UUID | None, *present: str) -> None:
    lines = tuple(
        RollLine(delegation=code, present=code in present) for code in INVITED
    )
    do(system, CallRoll(meeting_id=meeting, session_id=session, lines=lines))


def rolls(
    system: System,
    meeting: UUID,
    audience: Audience = UNRESTRICTED_AUDIENCE,
    as_of: int | None = None,
) -> tuple[RollCall, ...]:
    moment = system.now() if as_of is None else system.moment(str(as_of))
    with system.read(moment, audience) as context:
        return roll_calls(context, str(meeting))


def test_a_later_roll_call_takes_the_place_of_an_earlier_one_from_then_on(
    system: System,
):
    meeting = opened(system)
    call(system, meeting, None, "AT", "DZ")
    then = system.store.position()
    call(system, meeting, None, "AT", "IT")

    [roll] = rolls(system, meeting)
    assert roll.present == ("AT", "IT")
    assert (roll.states_present, roll.quorum_states) == (2, 3)
    [earlier] = rolls(system, meeting, as_of=then)
    assert earlier.present == ("AT", "DZ")
    assert earlier.states_present == 1


def test_each_session_has_its_own_roll_and_its_audience(system: System):
    meeting = opened(system)
    plenary = scheduled(system, meeting, MatterAudience.ALL)
    closed = scheduled(system, meeting, MatterAudience.FOCAL_POINTS)
    do(system, ReleaseAgenda(meeting_id=meeting))
    call(system, meeting, plenary, "AT")
    call(system, meeting, closed, "IT")

    assert {roll.session_id for roll in rolls(system, meeting)} == {
        str(plenary),
        str(closed),
    }
    assert [roll.session_id for roll in rolls(system, meeting, EVERYBODY)] == [
        str(plenary)
    ]
