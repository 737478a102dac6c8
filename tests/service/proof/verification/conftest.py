"""One record is made for each database; each way to change it is tried on a copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from service.proof.verification.records import (
    Record,
    copy_of,
    create_record,
    database_of_its_own,
)
from systems import (
    system_in,
)

from bsm_projections.databases import Place


@pytest.fixture(scope="module")
def record(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    place = new_place(tmp_path_factory.mktemp("record") / "data")
    with database_of_its_own(place) as place:
        system = system_in(place)
        created = create_record(system)
        system.close()
        yield created


@pytest.fixture
def copied(record: Record, tmp_path: Path) -> Iterator[Record]:
    """The same record, to be changed."""
    with copy_of(record.place, tmp_path / "copy") as place:
        yield record._replace(place=place)
