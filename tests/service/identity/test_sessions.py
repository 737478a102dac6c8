import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from raw_database import stored_rows
from systems import StoryClock

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Connection, Place
from bsm_service.application.open_databases import open_identity
from bsm_service.foundation.refusals import NotSignedIn, StoreUnavailable
from bsm_service.identity import (
    COMMAND_LINE,
    SESSION_IDLE_TIMEOUT,
    SESSION_LIFETIME,
    Account,
    Identity,
    Mandate,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def chair(identity: Identity, anna: Account) -> Mandate:
    return identity.mandates.give(anna.id, Role.CHAIR, given_by=COMMAND_LINE)


@pytest.fixture
def auditor(identity: Identity, anna: Account) -> Mandate:
    return identity.mandates.give(anna.id, Role.AUDITOR, given_by=COMMAND_LINE)


@pytest.fixture
def cookie(identity: Identity, anna: Account, chair: Mandate) -> str:
    return identity.sessions.start(
        anna.id, chair, SignInMethod.PASSKEY, user_agent="Firefox on Android"
    )


def test_a_session_is_known_without_its_secret(
    identity: Identity, anna: Account, chair: Mandate, cookie: str, clock: StoryClock
):
    [session] = identity.sessions.list_for(anna.id)

    assert identity.sessions.session_and_principal(cookie) == (
        session,
        identity.principal_from_cookie(cookie),
    )
    assert (session.account, session.mandate) == (anna.id, chair.id)
    assert session.signed_in_by is SignInMethod.PASSKEY
    assert session.user_agent == "Firefox on Android"
    assert session.created_at == session.proved_at == clock.time
    assert session.expires_at == clock.time + SESSION_LIFETIME
    assert not session.pending
    assert session.id not in cookie


def test_what_a_browser_calls_itself_is_kept_harmless(
    identity: Identity, anna: Account
):
    identity.sessions.start(
        anna.id, None, SignInMethod.PASSWORD, user_agent="a\x00\x1b[31mé\n" + "x" * 500
    )

    [session] = identity.sessions.list_for(anna.id)

    assert session.user_agent.startswith("a[31mxxx")
    assert len(session.user_agent) == 100


def test_a_session_that_is_not_used_ends(
    identity: Identity, cookie: str, clock: StoryClock
):
    clock.pass_by(SESSION_IDLE_TIMEOUT - timedelta(seconds=1))
    assert identity.principal_from_cookie(cookie)
    clock.pass_by(SESSION_IDLE_TIMEOUT - timedelta(seconds=1))
    assert identity.principal_from_cookie(cookie)
    clock.pass_by(SESSION_IDLE_TIMEOUT)
    assert identity.principal_from_cookie(cookie) is None


def test_a_session_that_is_used_ends_all_the_same(
    identity: Identity, anna: Account, cookie: str, clock: StoryClock
):
    began = clock.time
    while identity.principal_from_cookie(cookie):
        clock.pass_by(20 * MINUTE)

    assert clock.time == began + SESSION_LIFETIME
    assert identity.sessions.list_for(anna.id) == ()


def test_both_ends_are_as_whoever_reads_the_settings_says(
    identity: Identity, anna: Account, chair: Mandate, clock: StoryClock
):
    identity.sessions.idle_timeout, identity.sessions.lifetime = 5 * MINUTE, 8 * MINUTE
    first, second = (
        identity.sessions.start(anna.id, chair, SignInMethod.PASSKEY) for _ in "12"
    )

    clock.pass_by(4 * MINUTE)
    assert identity.principal_from_cookie(first)
    clock.pass_by(2 * MINUTE)
    assert identity.principal_from_cookie(second) is None
    assert identity.principal_from_cookie(first)
    clock.pass_by(2 * MINUTE)
    assert identity.principal_from_cookie(first) is None


def test_its_use_is_written_down_once_a_minute(
    identity: Identity, anna: Account, cookie: str, place: Place, clock: StoryClock
):
    began = clock.time

    def last_used() -> timedelta:
        identity.principal_from_cookie(cookie)
        [session] = identity.sessions.list_for(anna.id)
        return session.last_used_at - began

    clock.pass_by(MINUTE - timedelta(seconds=1))
    assert last_used() == timedelta()
    clock.pass_by(timedelta(seconds=1))
    assert last_used() == MINUTE
    clock.pass_by(timedelta(seconds=59))
    assert last_used() == MINUTE


def test_a_pending_session_is_nobody(identity: Identity, anna: Account, chair: Mandate):
    pending = identity.sessions.start(
        anna.id, chair, SignInMethod.PASSWORD, pending=True
    )

    assert identity.principal_from_cookie(pending) is None
    session_and_principal = identity.sessions.session_and_principal(pending)
    assert session_and_principal is not None
    assert session_and_principal[0].pending

    cookie = identity.sessions.renew(pending, method=SignInMethod.TOTP)

    assert identity.sessions.session_and_principal(pending) is None
    principal = identity.principal_from_cookie(cookie)
    assert principal is not None
    assert (principal.role, principal.signed_in_by) == (Role.CHAIR, SignInMethod.TOTP)


def test_whoever_has_chosen_no_mandate_is_nobody_yet(
    identity: Identity, anna: Account, auditor: Mandate
):
    cookie = identity.sessions.start(anna.id, None, SignInMethod.TOTP)
    assert identity.principal_from_cookie(cookie) is None

    cookie = identity.sessions.renew(cookie, auditor)

    principal = identity.principal_from_cookie(cookie)
    assert principal is not None
    assert principal.role is Role.AUDITOR


def test_acting_in_another_role_renews_the_session(
    identity: Identity,
    anna: Account,
    cookie: str,
    auditor: Mandate,
    clock: StoryClock,
):
    began = clock.time
    [before] = identity.sessions.list_for(anna.id)
    clock.pass_by(11 * MINUTE)

    renewed = identity.sessions.renew(cookie, auditor)

    assert renewed != cookie
    assert identity.principal_from_cookie(cookie) is None
    principal = identity.principal_from_cookie(renewed)
    assert principal is not None
    assert (principal.role, principal.signed_in_by) == (
        Role.AUDITOR,
        SignInMethod.PASSKEY,
    )
    [after] = identity.sessions.list_for(anna.id)
    assert (after.id, after.expires_at) == (before.id, before.expires_at)
    # To act in another role proves nothing.
    assert after.proved_at == began
    identity.sessions.renew(renewed, method=SignInMethod.PASSWORD)
    [proved] = identity.sessions.list_for(anna.id)
    assert proved.proved_at == clock.time
    assert proved.mandate == auditor.id


@pytest.mark.parametrize("old", ["", "forged", "forged.signature"])
def test_what_is_no_session_is_not_renewed(identity: Identity, old: str):
    with pytest.raises(NotSignedIn):
        identity.sessions.renew(old)


def test_a_session_that_ended_is_not_renewed(
    identity: Identity, cookie: str, clock: StoryClock
):
    clock.pass_by(SESSION_IDLE_TIMEOUT)

    with pytest.raises(NotSignedIn):
        identity.sessions.renew(cookie)


def test_a_mandate_of_somebody_else_makes_nobody(
    identity: Identity, bruno: Account, chair: Mandate
):
    cookie = identity.sessions.start(bruno.id, chair, SignInMethod.TOTP)

    assert identity.sessions.session_and_principal(cookie) is None


def test_sessions_are_ended_one_by_one_or_all_others(
    identity: Identity, anna: Account, bruno: Account, chair: Mandate, cookie: str
):
    others = [identity.sessions.start(anna.id, chair, SignInMethod.TOTP) for _ in "123"]
    session_and_principal = identity.sessions.session_and_principal(cookie)
    one = identity.sessions.session_and_principal(others[0])
    assert session_and_principal is not None
    assert one is not None

    identity.sessions.end_by_id(bruno.id, one[0].id)
    assert identity.principal_from_cookie(others[0]), "it is not Bruno's to end"
    identity.sessions.end_by_id(anna.id, one[0].id)
    assert identity.principal_from_cookie(others[0]) is None
    assert identity.principal_from_cookie(others[1])
    identity.sessions.end_all(anna.id, except_id=session_and_principal[0].id)
    assert identity.sessions.list_for(anna.id) == (session_and_principal[0],)
    assert identity.principal_from_cookie(cookie)
    identity.sessions.end_all(anna.id)
    assert identity.principal_from_cookie(cookie) is None


def test_a_session_ended_by_one_process_is_ended_for_all(
    identity: Identity, place: Place, cookie: str, clock: StoryClock
):
    another = open_identity(place, clock=clock)
    assert another.principal_from_cookie(cookie)

    identity.sessions.end(cookie)

    assert another.principal_from_cookie(cookie) is None
    another.close()


def test_sessions_that_are_over_are_not_kept(
    identity: Identity, anna: Account, cookie: str, place: Place, clock: StoryClock
):
    clock.pass_by(SESSION_IDLE_TIMEOUT)
    identity.sessions.start(anna.id, None, SignInMethod.PASSWORD)

    assert stored_rows(place, "SELECT count(*) FROM sessions", "service") == [(1,)]


def test_people_go_on_reading_where_nothing_can_be_written(
    identity: Identity, cookie: str, clock: StoryClock, monkeypatch: pytest.MonkeyPatch
):
    token = identity.create_token("anna", Role.CHAIR)
    clock.pass_by(2 * MINUTE)

    @contextmanager
    def full(**_: object) -> Iterator[Connection]:
        raise sqlite3.OperationalError("database or disk is full")
        yield

    monkeypatch.setattr(identity.database, "writing", full)

    assert identity.principal_from_cookie(cookie)
    assert identity.principal_from_token(token)
    with pytest.raises(StoreUnavailable):
        identity.sessions.end(cookie)
