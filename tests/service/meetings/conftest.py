"""A server with meetings in every state."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from service.http_api.http_examples import served
from service.meetings.refusals import Here
from systems import StoryClock


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """For tests that leave its meetings as they are."""
    clock = StoryClock(datetime(2016, 4, 1, 12, tzinfo=UTC))
    with served(tmp_path_factory.mktemp("data"), clock=clock) as it:
        yield Here(it, clock)
