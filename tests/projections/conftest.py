from collections.abc import Iterator

import pytest

from bsm_projections.databases import Database, Place, open_database


@pytest.fixture
def store(bare_place: Place) -> Iterator[Database]:
    """An empty database of read models."""
    store = open_database(bare_place, "read", rebuildable=True)
    yield store
    store.close()
