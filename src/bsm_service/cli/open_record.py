"""The record that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from bsm_projections.databases import Place
from bsm_service.application.databases import require_record
from bsm_service.application.system import System


class Opener(Protocol):
    """Opens the system at a place."""

    def __call__(self, place: Place, *, catch_up: bool = True) -> System: ...


_opener: Opener | None = None


def open_records_with(open_texts: Opener) -> None:
    """Sets the function that opens systems. The assembly calls it: it alone knows all
    the parts.
    """
    global _opener
    _opener = open_texts


@contextmanager
def open_record(
    place: Place, *, must_exist: bool = True, catch_up: bool = True
) -> Iterator[System]:
    """The system at a place, closed at the end. Raises StoreUnavailable."""
    assert _opener is not None, "open_records_with has not been called"
    if must_exist:
        require_record(place)
    system = _opener(place, catch_up=catch_up)
    try:
        yield system
    finally:
        system.close()
