import json
import logging
from uuid import uuid4

import pytest
from raw_database import stored_rows
from systems import StoryClock, at_once

from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, NotFound
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.foundation.logs import JsonLines
from bsm_service.foundation.refusals import NameTaken
from bsm_service.identity import (
    COMMAND_LINE,
    Account,
    Identity,
    MandateKind,
    SecretPurpose,
)
from bsm_service.identity.identity import FIRST_ADMINISTRATOR_SECRET_LIFETIME

TABLES = (
    "accounts",
    "mandates",
    "tokens",
    "sessions",
    "passwords",
    "totp_factors",
    "recovery_codes",
    "passkeys",
    "openid_identities",
    "one_time_secrets",
    "delays",
    "account_events",
)
GOOD = "correct horse battery staple"


def test_a_name_is_one_accounts_only_in_capitals_or_not(identity: Identity):
    anna = identity.accounts.create("Anna")

    for name in ("Anna", "anna", " ANNA "):
        with pytest.raises(NameTaken):
            identity.accounts.create(name)
        assert identity.accounts.find(name) == anna
    assert identity.accounts.all() == (anna,)
    for name in ("Zoran", "łukasz", "bruno"):
        identity.accounts.create(name)
    names = [account.name for account in identity.accounts.all()]
    assert names == ["Anna", "bruno", "łukasz", "Zoran"]


def test_what_is_no_name_is_refused_and_found_nowhere(identity: Identity):
    for name in ("", "  ", "a\x00b", "a\nb", "x" * 301, "\u202eanna"):
        with pytest.raises(
            InvalidValue, match=r"not a valid user name|reserved by the product"
        ):
            identity.accounts.create(name)
        assert identity.accounts.find(name) is None


def test_what_is_no_account_is_not_found(identity: Identity):
    for id in ("", "none", "\x00", "x" * 5_000, "' OR 1=1 --"):
        with pytest.raises(NotFound):
            identity.accounts.get(id)
        with pytest.raises(NotFound):
            identity.accounts.close(id)
        with pytest.raises(NotFound):
            identity.mandates.give(id, Role.CHAIR, given_by=COMMAND_LINE)
        assert identity.mandates.all_of(id) == ()
        assert identity.sessions.list_for(id) == ()
        assert not identity.passwords.matches(id, GOOD)


def test_an_account_that_many_want_at_once_is_made_once(identity: Identity):
    made = at_once([lambda: identity.accounts.ensure("anna").id] * 8)

    assert len(set(made)) == 1
    assert len(identity.accounts.all()) == 1


def test_an_account_belongs_to_a_person_on_record(identity: Identity, anna: Account):
    participant = uuid4()
    token = identity.create_token("anna", Role.PARTICIPANT)

    identity.accounts.link_participant(anna.id, participant)

    assert identity.accounts.get(anna.id).participant == participant
    holder = identity.principal_from_token(token)
    assert holder is not None
    assert holder.participant == participant


def test_a_closed_account_is_nobodys_at_once(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    token = identity.create_token("anna", Role.FOCAL_POINT, "AT")
    cookie = identity.start_session("anna", Role.AUDITOR, None, SignInMethod.PASSWORD)
    identity.passwords.set(anna.id, GOOD, short_allowed=False)
    secret = identity.one_time_secrets.create(
        SecretPurpose.RESET, anna.id, FIRST_ADMINISTRATOR_SECRET_LIFETIME
    )
    deputy = identity.mandates.give(
        bruno.id,
        Role.FOCAL_POINT,
        "AT",
        kind=MandateKind.STAND_IN,
        stands_in_for=anna.id,
        until=clock.time + FIRST_ADMINISTRATOR_SECRET_LIFETIME,
        given_by=anna.id,
    )

    identity.accounts.close(anna.id, actor=bruno.id, reason="has left")

    assert identity.principal_from_token(token) is None
    assert identity.principal_from_cookie(cookie) is None
    assert not identity.passwords.matches(anna.id, GOOD)
    assert identity.mandates.current_of(anna.id) == ()
    assert identity.mandates.current_of(bruno.id) == ()
    with pytest.raises(InvalidValue):
        identity.one_time_secrets.check(SecretPurpose.RESET, secret)
    ended = identity.mandates.get(deputy.id)
    assert (ended.ended_at, ended.end_reason) == (clock.time, "has left")
    with pytest.raises(InvalidTransition):
        identity.accounts.close(anna.id)
    with pytest.raises(InvalidTransition, match="reopen it first"):
        identity.create_token("anna", Role.AUDITOR)


def test_a_reopened_account_begins_anew(identity: Identity, anna: Account):
    token = identity.create_token("anna", Role.AUDITOR)
    identity.accounts.close(anna.id)

    identity.accounts.reopen(anna.id)

    assert identity.principal_from_token(token) is None
    assert identity.mandates.current_of(anna.id) == ()
    assert identity.principal_from_token(identity.create_token("anna", Role.AUDITOR))
    with pytest.raises(InvalidTransition):
        identity.accounts.reopen(anna.id)


def test_whose_a_forgotten_account_was_is_stored_nowhere(
    identity: Identity, place: Place
):
    account = identity.accounts.create("Canary Person", uuid4())
    identity.passwords.set(account.id, GOOD, short_allowed=False)
    identity.second_factors.begin_totp(account.id, "the canary's phone")
    identity.linked_identities.link(account.id, "https://issuer.example", "canary-7")
    mandate = identity.mandates.give(
        account.id, Role.AUDITOR, given_by=COMMAND_LINE, reason="canary is new"
    )
    identity.tokens.create(account.id, mandate.id, "canary's laptop")
    identity.sessions.start(
        account.id, mandate, SignInMethod.PASSWORD, user_agent="canary's browser"
    )

    identity.accounts.anonymise(account.id)

    stored = [
        str(row)
        for table in TABLES
        for row in stored_rows(place, f"SELECT * FROM {table}", "service")
    ]
    assert not [row for row in stored if "canary" in row.lower()]
    forgotten = identity.accounts.get(account.id)
    assert forgotten.name == f"erased-{account.id[:8]}"
    assert forgotten.participant is None
    assert forgotten.closed_at is not None
    # What the account could do, and when, is history.
    assert [mandate.role for mandate in identity.mandates.all_of(account.id)] == [
        Role.AUDITOR
    ]
    assert identity.accounts.find("Canary Person") is None
    with pytest.raises(InvalidTransition, match="data was erased"):
        identity.accounts.reopen(account.id)


def test_what_happens_is_on_record_and_is_one_line_without_names(
    identity: Identity, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, "bsm_service.identity")
    anna = identity.accounts.create("Anna Canary")
    mandate = identity.mandates.give(
        anna.id, Role.CHAIR, given_by=COMMAND_LINE, reason="canary says so"
    )
    identity.passwords.set(anna.id, GOOD, short_allowed=False)
    identity.mandates.end(mandate.id, actor=COMMAND_LINE, reason="canary says so again")

    events = identity.account_database.events_of(anna.id)

    assert {(event.what, event.by) for event in events} == {
        ("account-made", COMMAND_LINE),
        ("mandate-given", COMMAND_LINE),
        ("password-set", anna.id),
        ("mandate-ended", COMMAND_LINE),
    }
    assert {event.reason for event in events if event.mandate} == {
        "canary says so",
        "canary says so again",
    }
    lines = [JsonLines().format(record) for record in caplog.records]
    assert [json.loads(line)["account"] for line in lines] == [anna.id] * len(events)
    assert not [line for line in lines if "canary" in line.lower() or GOOD in line]


def test_a_change_that_was_undone_is_no_event(
    identity: Identity, anna: Account, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, "bsm_service.identity")
    with pytest.raises(InvalidValue):
        identity.create_token("somebody", Role.FOCAL_POINT)

    assert identity.accounts.all() == (anna,)
    assert caplog.records == []
