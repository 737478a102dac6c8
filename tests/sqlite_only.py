"""For what does not depend on the database: such tests run on one of them.

from sqlite_only import new_place as new_place
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from bsm_projections.databases import Place


@pytest.fixture(scope="session")
def new_place() -> Callable[[Path], Place]:
    """Makes places for records in files, in place of the fixture of both databases."""
    return Place
