"""Accounts of the tests, on one database and then on the other."""

from collections.abc import Iterator

import pytest
from sqlite_template import copy_tables
from systems import StoryClock

from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.identity import Account, Identity


@pytest.fixture
def identity(place: Place, clock: StoryClock) -> Iterator[Identity]:
    copy_tables(place)
    identity = open_identity(place, clock=clock)
    yield identity
    identity.close()


@pytest.fixture
def anna(identity: Identity) -> Account:
    return identity.accounts.create("anna")


@pytest.fixture
def bruno(identity: Identity) -> Account:
    return identity.accounts.create("bruno")
