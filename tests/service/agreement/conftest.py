"""Decisions of a meeting, and a draft of it, on either database."""

from uuid import UUID

import pytest
from service.agreement.decision_examples import EXPIRY, Decisions
from systems import announce_berlin

from bsm_service.application.system import System


@pytest.fixture
def decisions(system: System) -> Decisions:
    return Decisions(system, announce_berlin(system))


@pytest.fixture
def draft(decisions: Decisions) -> UUID:
    """In silence until noon of the next day."""
    id = decisions.table("Maps")
    decisions.silence(id, EXPIRY)
    return id
