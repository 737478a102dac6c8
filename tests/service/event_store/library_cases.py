"""How the library's own test cases are run, on one database and then on the other."""

from collections.abc import Iterable
from typing import Any
from unittest import TestCase, defaultTestLoader

import pytest

from bsm_projections.databases import Place


class LibraryCase(TestCase):
    """A case of the library's that is given a place for a log."""

    __test__ = False  # by pytest itself, which would have no place for it
    place: Place

    @classmethod
    def run_at(cls, name: str, place: Place) -> None:
        """Runs one of its tests. Raises what that raises."""
        cls.place = place
        cls(name).debug()


def each_test_of(cases: Iterable[type[LibraryCase]]) -> Any:
    """Parametrises a test by `case` and `name`."""
    return pytest.mark.parametrize(
        ("case", "name"),
        [
            pytest.param(case, name, id=f"{case.__name__}.{name}")
            for case in cases
            for name in defaultTestLoader.getTestCaseNames(case)
        ],
    )
