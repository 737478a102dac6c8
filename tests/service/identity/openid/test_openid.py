"""OpenID Connect: what a provider is asked, and what is believed of its answers."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from service.http_api.http_examples import served
from service.identity.openid.openid_examples import (
    BACK_TO,
    CLIENT,
    CURVE_KEY,
    ISSUER,
    KEY,
    PUBLIC_CLIENT,
    SECRET,
    STAY,
    FakeProvider,
    give_account,
    real_provider,
    secrets_of_a_browser,
    sign_in_at,
    signed_in_at,
    why_no_real_provider,
)
from systems import StoryClock

from bsm_domain.foundation.roles import Role
from bsm_service.foundation.refusals import (
    OpenIdRefused,
    OpenIdTokenRefused,
    OpenIdUnavailable,
)
from bsm_service.identity import SESSION_COOKIE_NAME
from bsm_service.identity.openid.flow import Flow
from bsm_service.identity.openid.provider import ClientRegistration, Provider


@pytest.fixture
def fake(clock: StoryClock) -> FakeProvider:
    return FakeProvider(clock)


@pytest.fixture(scope="session")
def real() -> Iterator[str]:
    """The issuer of a provider that others have written, and certified."""
    if why := why_no_real_provider():
        pytest.skip(why)
    with real_provider(BACK_TO) as issuer:
        yield issuer


# Against a real provider


@pytest.mark.parametrize(
    "registration", [(CLIENT, SECRET), (PUBLIC_CLIENT, None)], ids=["secret", "public"]
)
def test_a_real_provider_tells_who_somebody_is(
    real: str, registration: tuple[str, str | None]
):
    provider = Provider(ClientRegistration(real, *registration))
    flow = Flow.begin(provider.clock())

    back = sign_in_at(provider.authorization_address(flow, BACK_TO), BACK_TO, "erika")
    proved = provider.identity_from_callback(flow, secrets_of_a_browser(back), BACK_TO)

    assert (proved.issuer, proved.subject) == (real, "erika")
    assert not proved.second_factor


def test_a_real_provider_refuses_a_code_without_our_proof(real: str):
    provider = Provider(ClientRegistration(real, CLIENT, SECRET))
    flow = Flow.begin(provider.clock())
    back = sign_in_at(provider.authorization_address(flow, BACK_TO), BACK_TO)
    another = Flow.begin(provider.clock())
    stolen = secrets_of_a_browser(back) | {"state": another.state}

    with pytest.raises(OpenIdRefused, match="invalid_grant"):
        provider.identity_from_callback(another, stolen, BACK_TO)


def test_a_real_provider_does_not_know_a_wrong_secret(real: str):
    provider = Provider(ClientRegistration(real, CLIENT, "another secret"))
    flow = Flow.begin(provider.clock())
    back = sign_in_at(provider.authorization_address(flow, BACK_TO), BACK_TO)

    with pytest.raises(OpenIdUnavailable, match="openid_secret"):
        provider.identity_from_callback(flow, secrets_of_a_browser(back), BACK_TO)


def test_somebody_comes_in_by_a_real_provider(real: str, tmp_path: Path):
    settings = {"openid_client": CLIENT, "openid_secret": SECRET}
    with served(tmp_path, openid_issuer=real, **settings) as here:
        give_account(here, issuer=real, subject="erika")
        begun = here.anybody.get("/account/openid?next=/follow-up", **STAY)
        back = sign_in_at(begun.headers["location"], BACK_TO, "erika")
        response = here.anybody.get(back, **STAY)

        assert response.headers["location"] == "/follow-up"
        principal = here.system.identity.principal_from_cookie(
            response.cookies[SESSION_COOKIE_NAME]
        )
    assert principal is not None
    assert (principal.role, principal.delegation) == (Role.FOCAL_POINT, "AT")


# What the provider is asked, and what it answers


def test_nothing_but_who_somebody_is_is_asked_for(fake: FakeProvider):
    flow = Flow.begin(fake.clock())
    address = fake.provider().authorization_address(flow, BACK_TO)

    assert address.startswith(f"{ISSUER}/authorize?")
    asked = secrets_of_a_browser(address)
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK_TO,
        "scope": "openid",
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": asked["code_challenge"],
        "code_challenge_method": "S256",
    }
    assert len({flow.state, flow.nonce, flow.verifier, asked["code_challenge"]}) == 4


@pytest.mark.parametrize("secret", [SECRET, None])
def test_the_secret_goes_to_the_token_endpoint_only(
    fake: FakeProvider, secret: str | None
):
    signed_in_at(fake, fake.provider(secret))

    with_secret = [
        request.url.path for request in fake.asked if "authorization" in request.headers
    ]
    assert with_secret == (["/token"] if secret else [])
    assert all("secret" not in str(request.url) for request in fake.asked)


def test_the_secret_goes_into_the_form_where_the_provider_wants_it(fake: FakeProvider):
    fake.description["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    signed_in_at(fake, fake.provider("a-secret"))

    token_request = next(
        request for request in fake.asked if request.url.path == "/token"
    )
    assert b"client_secret=a-secret" in token_request.content
    assert "authorization" not in token_request.headers


def test_a_provider_may_change_its_keys_at_any_moment(fake: FakeProvider):
    provider = fake.provider()
    signed_in_at(fake, provider)
    fake.key, fake.published = CURVE_KEY, [KEY, CURVE_KEY]

    assert signed_in_at(fake, provider).subject == "subject-1"


def test_a_description_is_asked_for_again_after_a_while(
    fake: FakeProvider, clock: StoryClock
):
    provider = fake.provider()
    for _ in range(2):
        provider.authorization_address(Flow.begin(clock()), BACK_TO)
    assert len(fake.asked) == 1

    clock.pass_by(timedelta(minutes=11))
    provider.authorization_address(Flow.begin(clock()), BACK_TO)
    assert len(fake.asked) == 2


@pytest.mark.parametrize(
    ("claims", "two"),
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp", "mfa"]}, True),
        ({"acr": "phr"}, True),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({"acr": "0", "amr": "mfa"}, None),
        ({"acr": ["mfa"], "amr": [["mfa"], 1]}, False),
    ],
)
def test_a_provider_may_say_that_it_asked_for_two_factors(
    fake: FakeProvider, claims: dict[str, object], two: bool | None
):
    fake.claims = claims
    if two is None:
        with pytest.raises(OpenIdTokenRefused):
            signed_in_at(fake, fake.provider())
    else:
        assert signed_in_at(fake, fake.provider()).second_factor is two


def _times_out() -> httpx.Response:
    raise httpx.ReadTimeout("no answer")


def _is_away() -> httpx.Response:
    raise httpx.ConnectError("away")


DESCRIBED = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("path", "answer", "message"),
    [
        (DESCRIBED, _times_out, "did not respond in time"),
        (DESCRIBED, _is_away, "cannot be reached"),
        (DESCRIBED, lambda: httpx.Response(500), r"an error \(500\)"),
        (DESCRIBED, lambda: httpx.Response(302), r"an error \(302\)"),
        (DESCRIBED, lambda: httpx.Response(200, text="<html>"), "openid_issuer"),
        (DESCRIBED, lambda: httpx.Response(200, json=[]), "openid_issuer"),
        (DESCRIBED, lambda: httpx.Response(200, json={}), "issuer differs"),
        ("/token", _times_out, "did not respond in time"),
        ("/token", lambda: httpx.Response(503), r"an error \(503\)"),
        ("/token", lambda: httpx.Response(200, text="what?"), "openid_issuer"),
        (
            "/token",
            lambda: httpx.Response(401, json={"error": "invalid_client"}),
            "openid_client",
        ),
        ("/keys", _is_away, "cannot be reached"),
    ],
)
def test_a_provider_that_fails_is_told_in_a_sentence(
    fake: FakeProvider, path: str, answer, message: str
):
    fake.answers[path] = answer

    with pytest.raises(OpenIdUnavailable, match=message):
        signed_in_at(fake, fake.provider())


@pytest.mark.parametrize(
    "name", ["authorization_endpoint", "token_endpoint", "jwks_uri"]
)
@pytest.mark.parametrize(
    "address", [None, 7, "http://identities.example/x", "https://"]
)
def test_secrets_are_sent_by_tls_only(fake: FakeProvider, name: str, address):
    fake.description[name] = address

    with pytest.raises(OpenIdUnavailable, match=name):
        signed_in_at(fake, fake.provider())


@pytest.mark.parametrize("error", ["access_denied", "server_error", "<b>", ""])
def test_a_provider_may_say_no(fake: FakeProvider, error: str):
    flow, provider = Flow.begin(fake.clock()), fake.provider()

    with pytest.raises(OpenIdRefused) as refused:
        provider.identity_from_callback(
            flow, {"state": flow.state, "error": error}, BACK_TO
        )

    assert "<" not in str(refused.value)
    assert fake.asked == []
