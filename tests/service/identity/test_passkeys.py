import json
from datetime import timedelta
from typing import Any

import pytest
from service.identity.authenticator import Authenticator
from systems import StoryClock, at_once

from bsm_domain.foundation.errors import NotFound
from bsm_service.foundation.refusals import SecondFactorRefused
from bsm_service.identity import Account, Identity, RelyingParty

RP = RelyingParty("record.example", "https://record.example", "The record")
OTHER = RelyingParty("other.example", "https://other.example", "Another")


def register(
    identity: Identity, account: Account, key: Authenticator, name: str = "key"
) -> None:
    options, challenge = identity.passkeys.registration_options(account.id, RP)
    credential = json.dumps(key.register(options, RP.origin))
    identity.passkeys.register(account.id, RP, challenge, credential, name)


def sign_in(
    identity: Identity, key: Authenticator, rp: RelyingParty = RP, **changes: Any
) -> str | None:
    options, challenge = identity.passkeys.sign_in_options(rp)
    credential = {**key.sign_in(options, rp.origin), **changes}
    return identity.passkeys.sign_in(RP, challenge, json.dumps(credential))


def test_a_passkey_lets_its_owner_in(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    hers, his = Authenticator(), Authenticator(counts=False)
    register(identity, anna, hers, "my phone")
    register(identity, bruno, his)

    assert [sign_in(identity, key) for key in (hers, his, hers, his)] == [
        anna.id,
        bruno.id,
    ] * 2
    [factor] = identity.second_factors.list_for(anna.id)
    assert (factor.kind, factor.name, factor.used_at) == (
        "passkey",
        "my phone",
        clock.time,
    )
    assert identity.second_factors.has(anna.id)


def test_the_browser_is_asked_for_a_passkey_that_verifies_its_user(
    identity: Identity, anna: Account
):
    register(identity, anna, key := Authenticator())
    request = json.loads(identity.passkeys.registration_options(anna.id, RP)[0])

    assert request["authenticatorSelection"]["userVerification"] == "required"
    assert request["authenticatorSelection"]["residentKey"] == "required"
    assert request["rp"] == {"id": RP.id, "name": RP.name}
    assert len(request["excludeCredentials"]) == 1
    again = json.loads(identity.passkeys.sign_in_options(RP)[0])
    assert again["userVerification"] == "required"
    # Whose passkeys there are is told to nobody.
    assert again["allowCredentials"] == []
    assert key.handle == request["user"]["id"]


def test_without_verification_of_its_user_a_passkey_is_not_taken(
    identity: Identity, anna: Account
):
    with pytest.raises(SecondFactorRefused):
        register(identity, anna, Authenticator(verifies=False))
    key = Authenticator()
    register(identity, anna, key)
    key._flags = 1
    assert sign_in(identity, key) is None


def test_an_answer_is_taken_once(identity: Identity, anna: Account):
    key = Authenticator(counts=False)
    register(identity, anna, key)
    options, challenge = identity.passkeys.sign_in_options(RP)
    credential = json.dumps(key.sign_in(options, RP.origin))

    results = at_once(
        [lambda: identity.passkeys.sign_in(RP, challenge, credential)] * 4
    )

    assert sorted(results, key=str) == [anna.id, None, None, None] or sorted(
        results, key=str
    ) == [None, None, None, anna.id]
    # Many texts stand for one challenge.
    for same in (challenge + "=", challenge[:5] + "\n" + challenge[5:]):
        assert identity.passkeys.sign_in(RP, same, credential) is None


def test_a_challenge_is_ours_and_for_ten_minutes(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    key = Authenticator()
    register(identity, anna, key)
    options, challenge = identity.passkeys.sign_in_options(RP)
    request = json.loads(options)
    other, _ = identity.passkeys.registration_options(anna.id, RP)
    forged = json.loads(other)["challenge"]
    foreign = {**request, "challenge": forged}
    answer = key.sign_in(json.dumps(foreign), RP.origin)
    assert identity.passkeys.sign_in(RP, forged, json.dumps(answer)) is None
    assert identity.passkeys.sign_in(RP, "", json.dumps(answer)) is None
    assert identity.passkeys.sign_in(RP, "é", json.dumps(answer)) is None

    answer = key.sign_in(options, RP.origin)
    clock.pass_by(timedelta(minutes=10))

    assert identity.passkeys.sign_in(RP, challenge, json.dumps(answer)) is None
    options, challenge = identity.passkeys.registration_options(anna.id, RP)
    credential = json.dumps(Authenticator().register(options, RP.origin))
    with pytest.raises(SecondFactorRefused):
        identity.passkeys.register(bruno.id, RP, challenge, credential, "key")


def test_another_sites_answer_is_nobodys(identity: Identity, anna: Account):
    key = Authenticator()
    register(identity, anna, key)

    assert sign_in(identity, key, OTHER) is None
    options, challenge = identity.passkeys.sign_in_options(RP)
    phished = json.dumps(key.sign_in(options, OTHER.origin))
    assert identity.passkeys.sign_in(RP, challenge, phished) is None
    options, challenge = identity.passkeys.registration_options(anna.id, RP)
    credential = json.dumps(Authenticator().register(options, OTHER.origin))
    with pytest.raises(SecondFactorRefused):
        identity.passkeys.register(anna.id, RP, challenge, credential, "key")


def test_a_copy_of_a_passkey_is_found_out(identity: Identity, anna: Account):
    key = Authenticator()
    register(identity, anna, key)
    assert sign_in(identity, key) == anna.id

    key.count -= 1

    assert sign_in(identity, key) is None


def test_another_key_under_the_same_id_is_nobodys(
    identity: Identity, anna: Account, bruno: Account
):
    key, forged = Authenticator(), Authenticator()
    register(identity, anna, key)
    forged.id, forged.handle = key.id, key.handle
    assert sign_in(identity, forged) is None
    with pytest.raises(SecondFactorRefused, match="already registered"):
        register(identity, bruno, forged)

    key.handle = "c29tZWJvZHk"
    assert sign_in(identity, key) is None


BROKEN: list[dict[str, Any]] = [
    {"id": None},
    {"id": "\x00"},
    {"id": "x" * 5_000},
    {"response": None},
    {"response": []},
    {"response": {"userHandle": 7}},
    {"type": "password"},
    {"rawId": "****"},
]


def test_what_is_no_answer_is_nobodys(identity: Identity, anna: Account):
    key = Authenticator()
    register(identity, anna, key)

    for changes in BROKEN:
        assert sign_in(identity, key, **changes) is None
        options, challenge = identity.passkeys.registration_options(anna.id, RP)
        made = {**Authenticator().register(options, RP.origin), **changes}
        with pytest.raises(SecondFactorRefused):
            identity.passkeys.register(anna.id, RP, challenge, json.dumps(made), "key")


def test_what_is_no_json_is_nobodys(identity: Identity, anna: Account):
    for response in ("", "[]", "null", "{", "[" * 99_999, '"' * 200_000):
        _, challenge = identity.passkeys.sign_in_options(RP)
        assert identity.passkeys.sign_in(RP, challenge, response) is None
        _, challenge = identity.passkeys.registration_options(anna.id, RP)
        with pytest.raises(SecondFactorRefused):
            identity.passkeys.register(anna.id, RP, challenge, response, "key")


def test_a_passkey_that_was_removed_lets_nobody_in(identity: Identity, anna: Account):
    key = Authenticator()
    register(identity, anna, key)
    [factor] = identity.second_factors.list_for(anna.id)

    identity.second_factors.remove(anna.id, factor.id)

    assert sign_in(identity, key) is None
    with pytest.raises(NotFound):
        identity.passkeys.registration_options("nobody", RP)


def test_a_passkey_of_a_closed_account_lets_nobody_in(
    identity: Identity, anna: Account
):
    key = Authenticator()
    register(identity, anna, key)

    identity.accounts.close(anna.id)

    assert sign_in(identity, key) is None
