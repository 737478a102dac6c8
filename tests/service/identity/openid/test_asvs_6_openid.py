"""Authentication with an identity provider (OWASP ASVS 5.0, 6.8)."""

import hmac
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from service.http_api.http_examples import Served, served
from service.identity.openid.openid_examples import (
    CURVE_KEY,
    ISSUER,
    KEY,
    OTHER_KEY,
    SECRET,
    FakeProvider,
    come_back,
    give_account,
    signed_in_at,
    token_of,
)
from systems import StoryClock

from bsm_service.foundation.refusals import OpenIdTokenRefused
from bsm_service.identity import SESSION_COOKIE_NAME


@pytest.fixture
def fake(clock: StoryClock, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    fake = FakeProvider(clock)
    monkeypatch.setattr(
        "bsm_service.accounts.pages.sign_in.openid.provider_of",
        lambda _: fake.provider(),
    )
    return fake


@pytest.fixture
def here(fake: FakeProvider, clock: StoryClock, tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, clock=clock) as it:
        yield it


# 6.8.1: with several identity providers, nobody's identity can be spoofed by way of
# another provider, for instance by the same user identifier.


def test_6_8_1_the_same_subject_of_another_issuer_is_somebody_else(
    here: Served, fake: FakeProvider
):
    give_account(here, issuer="https://elsewhere.example", subject=fake.subject)

    response = come_back(here.anybody, fake, "/account/openid")

    assert response.status_code == 403
    assert SESSION_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize(
    "issuer", [f"{ISSUER}/", ISSUER.upper(), f"{ISSUER}:443", "identities.example"]
)
def test_6_8_1_an_issuer_is_compared_to_the_letter(
    here: Served, fake: FakeProvider, issuer: str
):
    give_account(here, issuer=issuer, subject=fake.subject)

    assert come_back(here.anybody, fake, "/account/openid").status_code == 403


@pytest.mark.parametrize(
    "subject", ["SUBJECT-1", "subject-1 ", " subject-1", "subject"]
)
def test_6_8_1_a_subject_is_compared_to_the_letter(
    here: Served, fake: FakeProvider, subject: str
):
    give_account(here, subject="subject-1")
    fake.subject = subject

    assert come_back(here.anybody, fake, "/account/openid").status_code == 403


def test_6_8_1_an_e_mail_address_or_a_name_makes_nobody_somebody(
    here: Served, fake: FakeProvider
):
    give_account(here, subject="another", name="erika@example.org")
    fake.claims = {
        "email": "erika@example.org",
        "email_verified": True,
        "preferred_username": "erika@example.org",
        "name": "erika@example.org",
    }

    assert come_back(here.anybody, fake, "/account/openid").status_code == 403


def test_6_8_1_a_token_of_another_issuer_is_refused(fake: FakeProvider):
    fake.claims = {"iss": "https://elsewhere.example"}

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())


# 6.8.2: assertions of identity must be signed, and the signature must hold.

Claims = dict[str, Any]


def _unsigned(algorithm: str, proof: bytes = b"") -> Callable[[Claims], str]:
    return lambda claims: token_of({"alg": algorithm, "kid": KEY.kid}, claims, proof)


def _by_shared_secret(secret: bytes) -> Callable[[Claims], str]:
    header = {"alg": "HS256", "kid": KEY.kid}

    def token(claims: Claims) -> str:
        signed = token_of(header, claims, b"").removesuffix(".")
        return token_of(header, claims, hmac.digest(secret, signed.encode(), "sha256"))

    return token


def _tampered(claims: Claims) -> str:
    head, _, proof = jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, KEY).split(
        "."
    )
    _, body, _ = token_of({}, claims | {"sub": "somebody-else"}, b"").split(".")
    return f"{head}.{body}.{proof}"


def _with_its_own_key(claims: Claims) -> str:
    own = OTHER_KEY.as_dict(private=False)
    return jwt.encode({"alg": "RS256", "kid": KEY.kid, "jwk": own}, claims, OTHER_KEY)


PUBLIC = KEY.as_pem(private=False)

LIES: dict[str, Callable[[Claims], str]] = {
    "none": _unsigned("none"),
    "none, with a signature": _unsigned("none", b"signature"),
    "None": _unsigned("None"),
    "no algorithm": _unsigned(""),
    "an empty signature": _unsigned("RS256"),
    "any signature": _unsigned("RS256", b"x" * 256),
    "the public key as a shared secret": _by_shared_secret(PUBLIC),
    "our secret as a shared secret": _by_shared_secret(SECRET.encode()),
    "another claim under the old signature": _tampered,
    "signed by a key of its own": _with_its_own_key,
    "signed by another key of that name": lambda claims: jwt.encode(
        {"alg": "RS256", "kid": KEY.kid}, claims, OTHER_KEY
    ),
    "signed by a key that nobody knows": lambda claims: jwt.encode(
        {"alg": "RS256", "kid": OTHER_KEY.kid}, claims, OTHER_KEY
    ),
    "an algorithm that is not for its key": lambda claims: jwt.encode(
        {"alg": "ES256", "kid": KEY.kid}, claims, CURVE_KEY
    ),
    "an algorithm that we do not take": lambda claims: jwt.encode(
        {"alg": "RS512", "kid": KEY.kid}, claims, KEY, algorithms=["RS512"]
    ),
    "of another type": lambda claims: jwt.encode(
        {"alg": "RS256", "kid": KEY.kid, "typ": "logout+jwt"}, claims, KEY
    ),
    "no claims": lambda _: jwt.encode({"alg": "RS256", "kid": KEY.kid}, {}, KEY),
    "no token": lambda _: "no token",
    "nothing": lambda _: "",
    "no JSON": lambda _: "e.e.e",
}


@pytest.mark.parametrize("lie", LIES)
def test_6_8_2_what_is_not_signed_by_the_provider_is_refused(
    fake: FakeProvider, lie: str
):
    fake.sign = LIES[lie]

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())


def test_6_8_2_a_withdrawn_key_proves_nothing_any_more(fake: FakeProvider):
    provider = fake.provider()
    signed_in_at(fake, provider)
    fake.published = [OTHER_KEY]

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, provider)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [OctKey.import_key("a shared secret", {"kid": KEY.kid}).as_dict()],
        [KEY.as_dict(private=False) | {"use": "enc"}],
        [{"kty": "of tomorrow", "kid": KEY.kid}],
        [7],
        None,
    ],
)
def test_6_8_2_only_keys_that_may_sign_prove_anything(
    fake: FakeProvider, keys: list[Any] | None
):
    fake.publishes = {} if keys is None else {"keys": keys}

    with pytest.raises(OpenIdTokenRefused):
        signed_in_at(fake, fake.provider())


def test_6_8_2_who_is_refused_gets_no_session(here: Served, fake: FakeProvider):
    give_account(here)
    fake.sign = LIES["none"]

    response = come_back(here.anybody, fake, "/account/openid")

    assert (response.status_code, response.json()["code"]) == (
        403,
        "openid_token_refused",
    )
    assert SESSION_COOKIE_NAME not in response.cookies


def test_6_8_2_the_same_token_rightly_signed_is_taken(fake: FakeProvider):
    fake.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, KEY)

    assert signed_in_at(fake, fake.provider()).subject == "subject-1"
