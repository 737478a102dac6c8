import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from raw_database import plain, stored_rows
from systems import StoryClock, announce_berlin, at_once

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.application.system import System
from bsm_service.identity import SESSION_LIFETIME, TOKEN_LIFETIME, Identity
from bsm_service.identity.text_signing import read_or_create_key


def signed_in(identity: Identity) -> str:
    return identity.start_session(
        "visitor", Role.CHAIR, None, SignInMethod.DEMONSTRATION
    )


# Tokens


def test_a_token_names_its_holder(identity: Identity):
    token = identity.create_token("anna", Role.FOCAL_POINT, "AT")

    holder = identity.principal_from_token(token)

    assert holder is not None
    assert (holder.role, holder.delegation, holder.signed_in_by) == (
        Role.FOCAL_POINT,
        "AT",
        SignInMethod.TOKEN,
    )
    assert "anna" not in holder.account


def test_one_person_has_one_account_under_several_tokens(identity: Identity):
    tokens = [
        identity.create_token(name, role)
        for name, role in (
            ("anna", Role.SECRETARIAT),
            ("anna", Role.AUDITOR),
            ("bruno", Role.AUDITOR),
        )
    ]

    holders = [identity.principal_from_token(token) for token in tokens]

    accounts = [holder.account for holder in holders if holder]
    assert accounts[0] == accounts[1] != accounts[2]


def test_secrets_are_stored_hashed(identity: Identity, place: Place):
    token = identity.create_token("anna", Role.SECRETARIAT)
    session = signed_in(identity).rpartition(".")[0]
    assert identity.principal_from_token(token)
    stored = [
        str(row)
        for table in ("accounts", "tokens", "sessions")
        for row in stored_rows(place, f"SELECT * FROM {table}", "service")
    ]
    assert len(stored) == 4
    for secret in (token, token.removeprefix("bsm_"), session):
        assert not [row for row in stored if secret in row]
        for file in place.folder.iterdir():
            assert secret.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize("changed", ["", "bsm_", "bsm_forged", None])
def test_who_holds_a_forged_token_is_nobody(identity: Identity, changed: str | None):
    token = identity.create_token("anna", Role.SECRETARIAT)

    assert (
        identity.principal_from_token(token[:-1] if changed is None else changed)
        is None
    )


def test_a_token_ends_after_a_year(identity: Identity, clock: StoryClock):
    token = identity.create_token("anna", Role.SECRETARIAT)

    clock.pass_by(TOKEN_LIFETIME - timedelta(seconds=1))
    assert identity.principal_from_token(token)
    clock.pass_by(timedelta(seconds=1))
    assert identity.principal_from_token(token) is None


def test_a_revoked_token_is_nobodys(identity: Identity, place: Place):
    token = identity.create_token("anna", Role.SECRETARIAT)
    kept = identity.create_token("bruno", Role.SECRETARIAT)
    with plain(place, "service") as connection:
        connection.execute(
            "UPDATE tokens SET revoked_at = 1 WHERE account = "
            "(SELECT account FROM accounts WHERE name = 'anna')"
        )

    assert identity.principal_from_token(token) is None
    assert identity.principal_from_token(kept)


def test_a_token_made_by_another_process_is_good_at_once(
    identity: Identity, place: Place, clock: StoryClock
):
    another = open_identity(place, clock=clock)
    token = another.create_token("anna", Role.AUDITOR)
    another.close()

    assert identity.principal_from_token(token)


def test_a_focal_point_speaks_for_a_state(identity: Identity):
    with pytest.raises(InvalidValue, match="choose the delegation of the focal point"):
        identity.create_token("anna", Role.FOCAL_POINT)
    with pytest.raises(InvalidValue, match="“FRONTEX” is not the code"):
        identity.create_token("anna", Role.FOCAL_POINT, "FRONTEX")


def test_an_organisation_that_is_invited_has_a_contact(system: System):
    identity = system.identity
    announce_berlin(system)

    token = identity.create_token("anna", Role.FOCAL_POINT, "FRONTEX")

    assert identity.principal_from_token(token).delegation == "FRONTEX"
    for role, code, sentence in (
        (Role.FOCAL_POINT, "NATO", "nor of an organisation that is invited"),
        (Role.CHAIR, "FRONTEX", "FRONTEX is an organisation; its contact has the role"),
    ):
        with pytest.raises(InvalidValue, match=sentence):
            identity.create_token("otto", role, code)


def test_nobody_is_the_system(identity: Identity):
    with pytest.raises(InvalidValue, match="reserved for the product; choose another"):
        identity.create_token("anna", Role.SYSTEM)
    with pytest.raises(InvalidValue, match="reserved for the product"):
        identity.start_session("anna", Role.SYSTEM, None, SignInMethod.DEMONSTRATION)


# Sessions


def test_a_cookie_names_who_signed_in(identity: Identity):
    visitor = identity.principal_from_cookie(signed_in(identity))

    assert visitor is not None
    assert (visitor.role, visitor.signed_in_by) == (
        Role.CHAIR,
        SignInMethod.DEMONSTRATION,
    )


def test_a_session_ends_at_sign_out_and_others_go_on(identity: Identity):
    cookie, other = signed_in(identity), signed_in(identity)

    identity.sessions.end(cookie)

    assert identity.principal_from_cookie(cookie) is None
    assert identity.principal_from_cookie(other)
    identity.sessions.end("nobody's cookie")


def test_a_session_ends_by_itself(identity: Identity, clock: StoryClock):
    cookie = signed_in(identity)

    clock.pass_by(SESSION_LIFETIME)

    assert identity.principal_from_cookie(cookie) is None


def test_a_tampered_cookie_is_nobody(identity: Identity):
    cookie = signed_in(identity)
    session, _, signature = cookie.rpartition(".")
    forged = [
        "",
        session,
        f"{session}.",
        f"{session[:-1]}x.{signature}",
        f"{session}.{signature[::-1]}",
        f"é.{signature}",
    ]

    assert [identity.principal_from_cookie(cookie) for cookie in forged] == [
        None
    ] * len(forged)


def test_a_cookie_signed_elsewhere_is_nobody(
    identity: Identity,
    new_place: Callable[[Path], Place],
    tmp_path_factory: pytest.TempPathFactory,
):
    elsewhere = open_identity(new_place(tmp_path_factory.mktemp("elsewhere")))

    assert identity.principal_from_cookie(signed_in(elsewhere)) is None
    elsewhere.close()


def test_a_session_outlives_a_restart(
    identity: Identity, place: Place, clock: StoryClock
):
    cookie = signed_in(identity)
    restarted = open_identity(place, clock=clock)

    assert restarted.principal_from_cookie(cookie) == identity.principal_from_cookie(
        cookie
    )
    restarted.close()


def test_a_token_is_no_cookie_and_a_session_no_token(identity: Identity):
    token = identity.create_token("anna", Role.SECRETARIAT)
    cookie = signed_in(identity)

    assert identity.principal_from_cookie(token) is None
    assert identity.principal_from_token(cookie) is None
    assert identity.principal_from_token(cookie.rpartition(".")[0]) is None


def test_processes_that_start_at_once_sign_with_one_key(tmp_path: Path):
    path = tmp_path / "session.key"

    keys = at_once([lambda: read_or_create_key(path)] * 16)

    assert keys == [path.read_text()] * 16
    assert len(keys[0]) == 64
    assert list(tmp_path.iterdir()) == [path]


def test_its_files_are_for_the_owners_eyes_only(tmp_path: Path):
    """On PostgreSQL the server keeps its own files; the key's is made in one way."""
    identity = open_identity(Place(tmp_path))
    identity.create_token("anna", Role.SECRETARIAT)

    modes = {
        file.name: oct(stat.S_IMODE(file.stat().st_mode)) for file in tmp_path.iterdir()
    }

    assert {"service.db", "service.db-wal", "session.key"} <= set(modes)
    assert set(modes.values()) == {"0o600"}
    identity.close()
