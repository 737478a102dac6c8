"""A record in 2019, and the meeting of 2016 that trackers are of."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from systems import StoryClock, announce_berlin, do, invited, system_in

from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.meetings.commands import InviteDelegations


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    clock = StoryClock()
    system = system_in(place, clock=clock)
    yield system
    system.close()


@pytest.fixture
def meeting(system: System) -> UUID:
    id = announce_berlin(system, open_registration=False)
    do(
        system,
        InviteDelegations(meeting_id=id, delegations=(invited("EUROPOL"),)),
    )
    assert isinstance(system.store.clock, StoryClock)
    system.store.clock.time = system.store.clock.time.replace(year=2019)
    return id
