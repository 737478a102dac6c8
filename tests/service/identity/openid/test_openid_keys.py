"""Keys that cannot be used stop nobody, and a clock that differs is named."""

import json
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey
from service.identity.openid.openid_examples import (
    CURVE_KEY,
    KEY,
    OTHER_KEY,
    FakeProvider,
    signed_in_at,
)
from systems import StoryClock

from bsm_service.foundation.refusals import OpenIdTokenRefused

CASES = (
    Path(__file__).parents[3] / "cases" / "identity" / "jwks-with-unusable-keys.json"
)
GOOD = KEY.as_dict(private=False)
UNUSABLE: dict[str, Any] = {
    case["kid"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))
} | {
    "no kind": {"kid": "no kind"},
    "a kind that is no text": {"kty": ["RSA"], "kid": "list"},
    "no modulus": {"kty": "RSA", "e": "AQAB", "kid": "half"},
    "broken base64": GOOD | {"n": "%%%", "kid": "broken"},
    "a number for a text": GOOD | {"n": 7, "kid": "number"},
    "an even exponent": GOOD | {"e": "AA", "kid": "even"},
    "no point of its curve": CURVE_KEY.as_dict(private=False)
    | {"x": CURVE_KEY.as_dict(private=False)["y"], "kid": "off"},
    "private": OTHER_KEY.as_dict(private=True) | {"kid": "private"},
    "a shared secret": {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"},
    "for encryption": OTHER_KEY.as_dict(private=False) | {"use": "enc", "kid": "enc"},
    "to sign by": OTHER_KEY.as_dict(private=False) | {"key_ops": ["sign"], "kid": "op"},
    "the same name, no kind": {"kty": "AKP", "kid": KEY.kid},
    "the same name, broken": GOOD | {"n": "%%%"},
    "the same name, another key": OTHER_KEY.as_dict(private=False) | {"kid": KEY.kid},
    "the same name, another kind": CURVE_KEY.as_dict(private=False) | {"kid": KEY.kid},
    "a name that is none": GOOD | {"kid": {"a": 1}},
    "no object": "RSA",
    "nothing": None,
}


@pytest.fixture
def fake(clock: StoryClock) -> FakeProvider:
    return FakeProvider(clock)


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("name", UNUSABLE)
def test_the_good_key_works_beside_one_that_cannot_be_used(
    fake: FakeProvider, name: str, first: bool
):
    keys = [UNUSABLE[name], GOOD]
    fake.publishes = {"keys": keys if first else keys[::-1]}

    assert signed_in_at(fake, fake.provider()).subject == "subject-1"


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_key_that_cannot_be_used_proves_nothing(fake: FakeProvider, name: str):
    fake.publishes = {"keys": [UNUSABLE[name]]}

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())


def test_keys_that_cannot_be_used_are_logged_by_their_names(
    fake: FakeProvider, caplog: pytest.LogCaptureFixture
):
    long = {"kty": "AKP", "kid": "k" * 500}
    fake.publishes = {"keys": [*UNUSABLE.values(), GOOD, *[long] * 50]}

    signed_in_at(fake, fake.provider())

    [line] = [record for record in caplog.records if record.name == "bsm.openid"]
    fields = vars(line)["log_fields"]
    assert line.levelno == logging.WARNING
    assert fields["number"] > 50
    assert fields["keys"][:2] == [
        "bp (KeyError)",
        "x (KeyError)",
    ]
    assert len(str(fields)) < 1_000


@pytest.mark.parametrize("keys", ["RSA", {}, None, 7])
def test_a_set_without_a_list_proves_nothing(fake: FakeProvider, keys: Any):
    fake.publishes = {"keys": keys}

    with pytest.raises(OpenIdTokenRefused, match="unreadable"):
        signed_in_at(fake, fake.provider())


def test_of_keys_without_names_in_the_token_only_one_may_be_meant(fake: FakeProvider):
    fake.header = {"kid": None}
    fake.sign = lambda claims: jwt.encode({"alg": "RS256"}, claims, KEY)
    fake.publishes = {"keys": [GOOD, CURVE_KEY.as_dict(private=False)]}
    assert signed_in_at(fake, fake.provider()).subject == "subject-1"

    fake.publishes = {"keys": [GOOD, OTHER_KEY.as_dict(private=False)]}
    with pytest.raises(
        OpenIdTokenRefused, match="not signed with a key of the provider"
    ):
        signed_in_at(fake, fake.provider())


def test_a_key_for_another_algorithm_is_not_tried(fake: FakeProvider):
    edwards = OKPKey.generate_key("Ed25519", {"kid": KEY.kid})
    fake.publishes = {"keys": [GOOD | {"alg": "PS256"}, edwards.as_dict(private=False)]}

    with pytest.raises(
        OpenIdTokenRefused, match="not signed with a key of the provider"
    ):
        signed_in_at(fake, fake.provider())


# Clocks


@pytest.mark.parametrize(
    ("ahead", "message"),
    [
        (61, "61 seconds ahead of this server's"),
        (90, "90 seconds ahead of this server's"),
        (7_200, "7,200 seconds ahead of this server's"),
        (-3_600, "3,600 seconds behind this server's"),
        (-400, "at least 100 seconds behind this server's"),
    ],
)
def test_a_refusal_names_the_clock_that_differs(
    fake: FakeProvider,
    clock: StoryClock,
    caplog: pytest.LogCaptureFixture,
    ahead: int,
    message: str,
):
    then = int(clock().timestamp()) + ahead
    fake.claims = {"iat": then, "nbf": then, "exp": then + 300}

    with pytest.raises(OpenIdTokenRefused, match=f"clock is {message}"):
        signed_in_at(fake, fake.provider())

    assert "clocks of the provider and of this server differ" in caplog.text


@pytest.mark.parametrize("ahead", [-60, 0, 60])
def test_clocks_may_differ_by_a_minute(
    fake: FakeProvider, clock: StoryClock, ahead: int
):
    then = int((clock() + timedelta(seconds=ahead)).timestamp())
    fake.claims = {"iat": then, "nbf": then, "exp": then + 300}

    assert signed_in_at(fake, fake.provider()).subject == "subject-1"


@pytest.mark.parametrize("at", [10**400, 1e308, -(10**400), float("inf")])
def test_a_time_beyond_all_clocks_is_refused(fake: FakeProvider, at: float):
    fake.claims = {"iat": at}

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())
