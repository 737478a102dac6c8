"""Meetings for tests about decisions: in the room, and served to browsers."""

from collections.abc import Iterator

import pytest
from dashboard_examples import Story
from negotiation_examples import Agreed, negotiate
from room_examples import Room, convene
from served_meeting import ServedMeeting, served_meeting


@pytest.fixture(scope="session")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedMeeting]:
    folder = tmp_path_factory.mktemp("data")
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with served_meeting(folder, output) as served:
        yield served


@pytest.fixture
def agreed(busy_network: Story) -> Agreed:
    return negotiate(busy_network)


@pytest.fixture
def room(empty_network: Story) -> Room:
    return convene(empty_network.system)
