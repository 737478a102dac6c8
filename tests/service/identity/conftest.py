"""Accounts of the tests, on one database and then on the other."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from postgres import drop_schemas
from systems import StoryClock

from bsm_projections.databases import Place
from bsm_service.identity import Account, Identity
from bsm_service.opening import open_identity


@pytest.fixture(scope="module")
def shared_place(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    place = new_place(tmp_path_factory.mktemp("shared"))
    yield place
    if place.url is not None:
        drop_schemas(place.url, place.schema)


@pytest.fixture
def place(shared_place: Place, tmp_path: Path) -> Iterator[Place]:
    """A folder for each test. On PostgreSQL the tables are made once and emptied, for
    making them takes longer than most of these tests.
    """
    if shared_place.url is None:
        yield Place(tmp_path)
        return
    place = Place(tmp_path, shared_place.url, shared_place.schema, connections=4)
    yield place
    schema = f"{place.schema}_service"
    with psycopg.connect(shared_place.url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s "
            "AND tablename NOT IN ('schema_steps', 'rights')",
            (schema,),
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"DELETE FROM {schema}.{table}")  # type: ignore[arg-type]
        # Its key lay in the folder of the test that made it.
        connection.execute(
            f"DROP SCHEMA IF EXISTS {place.schema}_vault CASCADE"  # type: ignore[arg-type]
        )


@pytest.fixture
def identity(place: Place, clock: StoryClock) -> Iterator[Identity]:
    identity = open_identity(place, clock=clock)
    yield identity
    identity.close()


@pytest.fixture
def anna(identity: Identity) -> Account:
    return identity.accounts.make("anna")


@pytest.fixture
def bruno(identity: Identity) -> Account:
    return identity.accounts.make("bruno")
