"""An office with one focal point, of Austria."""

from collections.abc import Iterator

import pytest
from service.reminders.recipients import LetterBox, Office, office

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place


@pytest.fixture
def box() -> LetterBox:
    return LetterBox()


@pytest.fixture
def it(place: Place, box: LetterBox) -> Iterator[Office]:
    created = office(place, box)
    created.person("Anna", Role.FOCAL_POINT, "AT")
    yield created
    created.system.close()
