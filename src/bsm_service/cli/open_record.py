"""The record that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from bsm_projections.databases import Place
from bsm_service.application.schema_upgrade import refuse_nothing
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system


@contextmanager
def opened(
    place: Place, *, must_exist: bool = True, catch_up: bool = True
) -> Iterator[System]:
    """The system at a place, closed at the end. Raises StoreUnavailable."""
    if must_exist:
        refuse_nothing(place)
    system = open_system(place, catch_up=catch_up)
    try:
        yield system
    finally:
        system.close()
