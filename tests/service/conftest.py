"""A record of the tests, opened by one process and by another."""

from collections.abc import Iterator

import pytest
from systems import StoryClock, system_in

from bsm_projections.databases import Place
from bsm_service.application.system import System


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(place: Place, clock: StoryClock) -> Iterator[System]:
    system = system_in(place, clock=clock)
    yield system
    system.close()


@pytest.fixture
def another(place: Place, system: System, clock: StoryClock) -> Iterator[System]:
    """The same record, as another process would open it."""
    another = system_in(place, clock=clock)
    yield another
    another.close()
