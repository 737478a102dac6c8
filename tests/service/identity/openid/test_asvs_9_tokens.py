"""Self-contained tokens (OWASP ASVS 5.0, 9)."""

from collections.abc import Callable
from typing import Any

import pytest
from service.identity.openid.openid_examples import FakeProvider, signed_in_at
from systems import StoryClock

from bsm_service.foundation.refusals import OpenIdTokenRefused


@pytest.fixture
def fake(clock: StoryClock) -> FakeProvider:
    return FakeProvider(clock)


# 9.2.1: where a token says from when and until when it is valid, it is taken within
# that time only. Clocks may differ by a minute.


@pytest.mark.parametrize(
    "times",
    [
        lambda now: {"exp": now - 60},
        lambda now: {"exp": now - 3_600},
        lambda now: {"exp": None},
        lambda now: {"exp": str(now + 300)},
        lambda now: {"exp": float("nan")},
        lambda now: {"exp": True},
        lambda now: {"nbf": now + 61},
        lambda now: {"nbf": "yesterday"},
        lambda now: {"iat": now + 61},
        lambda now: {"iat": None},
        lambda now: {"iat": "now"},
        lambda now: {"iat": now - 700},  # before the sign-in that it answers
    ],
)
def test_9_2_1_a_token_out_of_its_time_is_refused(
    fake: FakeProvider, clock: StoryClock, times: Callable[[int], dict[str, Any]]
):
    fake.claims = times(int(clock().timestamp()))

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())


@pytest.mark.parametrize(
    "times",
    [
        lambda now: {},
        lambda now: {"exp": now + 1},
        lambda now: {"exp": now - 59},
        lambda now: {"nbf": now, "iat": now},
        lambda now: {"nbf": now + 59, "iat": now + 59},
    ],
)
def test_9_2_1_a_token_within_its_time_is_taken(
    fake: FakeProvider, clock: StoryClock, times: Callable[[int], dict[str, Any]]
):
    fake.claims = times(int(clock().timestamp()))

    assert signed_in_at(fake, fake.provider()).subject == "subject-1"


# What else a token must say to be for us, and about this sign-in.


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": []},
        {"aud": None},
        {"aud": ["bsm", "another"]},
        {"aud": ["bsm", "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": None},
        {"nonce": ""},
        {"nonce": "of another sign-in"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"sub": "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"},
    ],
)
def test_a_token_for_another_purpose_is_refused(
    fake: FakeProvider, claims: dict[str, Any]
):
    fake.claims = claims

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())
