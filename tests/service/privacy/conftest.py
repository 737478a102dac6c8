from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import drop_schemas

from bsm_projections.databases import Place


@pytest.fixture
def elsewhere(place: Place, tmp_path: Path) -> Iterator[Place]:
    """Another, empty place on the same database."""
    there = Place(tmp_path / "elsewhere", place.url, f"{place.schema}_2", 4)
    yield there
    if there.url is not None:
        drop_schemas(there.url, there.schema)
