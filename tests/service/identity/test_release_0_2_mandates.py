"""What release 0.2.0 knew of accounts and tokens becomes mandates."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from postgres import drop_schemas
from systems import StoryClock

from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Database, Place, open_database
from bsm_service.application.open_databases import open_identity
from bsm_service.identity import SCHEMA, Identity
from bsm_service.identity.account_database import hash_secret

MADE = datetime(2015, 6, 1, tzinfo=UTC)
YEAR, DAY = timedelta(days=365), timedelta(days=1)
# Secret, account, role, delegation, made, revoked.
TOKENS = [
    ("a1", "anna", "focal-point", "AT", MADE, None),
    ("a2", "anna", "focal-point", "AT", MADE + DAY, None),
    ("a3", "anna", "focal-point", "AT", MADE, MADE + DAY),
    ("a4", "anna", "auditor", None, MADE, None),
    ("a5", "anna", "auditor", None, MADE + DAY, None),
    ("b1", "bruno", "secretariat", None, MADE, MADE + 9 * DAY),
    ("c1", "carla", "chair", None, MADE - YEAR, None),
]


def fill(database: Database) -> None:
    """The tables as 0.2.0 made them."""
    database.create()
    with database.writing(exclusive=True) as connection:
        SCHEMA.apply_within(connection, database, "0.2.0", to=2)
        for name in ("anna", "bruno", "carla", "Anna"):
            connection.execute(
                "INSERT INTO accounts VALUES (:account, :name)",
                {"account": f"id of {name}".replace(" ", "-"), "name": name},
            )
        for secret, name, role, delegation, made, revoked in TOKENS:
            connection.execute(
                "INSERT INTO tokens VALUES (:hash, :account, :role, :delegation, "
                ":made, :expires, :revoked)",
                {
                    "hash": hash_secret(secret),
                    "account": f"id-of-{name}",
                    "role": role,
                    "delegation": delegation,
                    "made": to_micros(made),
                    "expires": to_micros(made + YEAR),
                    "revoked": None if revoked is None else to_micros(revoked),
                },
            )


@pytest.fixture
def upgraded(
    new_place: Callable[[Path], Place], tmp_path: Path, clock: StoryClock
) -> Iterator[Identity]:
    """Not the place that other tests share: its tables are those of this version."""
    place = new_place(tmp_path)
    database = open_database(place, "service")
    fill(database)
    SCHEMA.apply(database, "this")
    database.close()
    identity = open_identity(place, clock=clock)
    yield identity
    identity.close()
    if place.url is not None:
        drop_schemas(place.url, place.schema)


def test_tokens_are_good_as_long_as_they_were(upgraded: Identity, clock: StoryClock):
    holders = {secret: upgraded.principal_from_token(secret) for secret, *_ in TOKENS}

    good = {secret for secret, holder in holders.items() if holder is not None}
    assert good == {"a1", "a2", "a4", "a5"}
    first = holders["a1"]
    assert first is not None
    assert (first.role, first.delegation) == (Role.FOCAL_POINT, "AT")
    assert first.account == "id-of-anna"
    clock.time = MADE + YEAR
    assert upgraded.principal_from_token("a1") is None
    assert upgraded.principal_from_token("a2")
    clock.pass_by(DAY)
    assert upgraded.principal_from_token("a2") is None


def test_each_role_is_one_mandate_until_the_last_token_ends(upgraded: Identity):
    periods = {
        (mandate.account, mandate.role, mandate.delegation): (
            mandate.since,
            mandate.until,
        )
        for mandate in upgraded.mandates.all()
    }

    assert len(periods) == len(upgraded.mandates.all())
    assert periods == {
        ("id-of-anna", Role.FOCAL_POINT, "AT"): (MADE, MADE + DAY + YEAR),
        ("id-of-anna", Role.AUDITOR, None): (MADE, MADE + DAY + YEAR),
        ("id-of-bruno", Role.SECRETARIAT, None): (MADE, MADE + 9 * DAY),
        ("id-of-carla", Role.CHAIR, None): (MADE - YEAR, MADE),
    }
    assert {mandate.given_by for mandate in upgraded.mandates.all()} == {"command line"}


def test_accounts_are_the_same_and_go_on(upgraded: Identity):
    anna = upgraded.accounts.get("id-of-anna")
    assert (anna.name, anna.created_at) == ("anna", MADE)
    # Two names that differ in capitals stay two.
    other = upgraded.accounts.find("Anna")
    assert other is not None
    assert other.id == "id-of-Anna"

    token = upgraded.create_token("anna", Role.AUDITOR)

    holder = upgraded.principal_from_token(token)
    assert holder is not None
    assert holder.account == "id-of-anna"
    assert upgraded.mandates.get(holder.mandate).until is None
    tokens = upgraded.tokens.list_for("id-of-bruno")
    assert [token.revoked_at for token in tokens] == [MADE + 9 * DAY]


def seals_of(identity: Identity) -> list[str | None]:
    rows = identity.account_database.rows("SELECT seal FROM mandates ORDER BY mandate")
    return [row["seal"] for row in rows]


def test_mandates_of_tokens_are_sealed_once(upgraded: Identity):
    assert {*seals_of(upgraded)} == {None}

    upgraded.seal_earlier_mandates()

    sealed = seals_of(upgraded)
    assert None not in sealed
    upgraded.account_database.try_update("UPDATE mandates SET seal = NULL", ())
    upgraded.seal_earlier_mandates()
    assert {*seals_of(upgraded)} == {None}, "what somebody strips of its seal stays so"


def test_the_first_mandate_that_is_given_has_the_earlier_ones_sealed(
    upgraded: Identity,
):
    upgraded.mandates.give("id-of-bruno", Role.AUDITOR, given_by="the office")

    assert None not in seals_of(upgraded)
