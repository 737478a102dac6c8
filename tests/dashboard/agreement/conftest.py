"""A meeting that is served to real browsers, for all their tests about decisions."""

from collections.abc import Iterator

import pytest
from served_meeting import ServedMeeting, served_meeting


@pytest.fixture(scope="session")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedMeeting]:
    folder = tmp_path_factory.mktemp("data")
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with served_meeting(folder, output) as served:
        yield served
