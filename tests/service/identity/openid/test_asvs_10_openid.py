"""OAuth and OpenID Connect, as a client (OWASP ASVS 5.0, 10)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from service.http_api.http_examples import Served, served
from service.identity.openid.openid_examples import (
    STAY,
    FakeProvider,
    give_account,
    secrets_of_a_browser,
)
from starlette.testclient import TestClient
from systems import StoryClock

from bsm_service.identity import SESSION_COOKIE_NAME

CALLBACK = "/account/openid/callback"
FLOW = "bsm_openid"


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
        give_account(it)
        yield it


def begun(browser: TestClient) -> str:
    """Where the browser is sent to."""
    response = browser.get("/account/openid", **STAY)
    assert response.status_code == 303
    return str(response.headers["location"])


def came_back(browser: TestClient, back: dict[str, str]) -> httpx.Response:
    return browser.get(CALLBACK, params=back, **STAY)


def is_refused(response: httpx.Response) -> bool:
    assert SESSION_COOKIE_NAME not in response.cookies
    return (response.status_code, response.json()["code"]) == (
        403,
        "openid_flow_refused",
    )


def asked_for_a_token(fake: FakeProvider) -> bool:
    return any(request.url.path == "/token" for request in fake.asked)


# 10.1.2: what the provider answers (code, state, nonce) is taken only by the browser
# and in the flow that asked for it.


def test_10_1_2_the_browser_that_began_comes_in(here: Served, fake: FakeProvider):
    response = came_back(here.anybody, fake.sign_in(begun(here.anybody)))

    assert response.status_code == 303
    assert SESSION_COOKIE_NAME in response.cookies


def test_10_1_2_another_browser_does_not_take_the_answer(
    here: Served, fake: FakeProvider
):
    back = fake.sign_in(begun(here.anybody))
    stranger, other = here.client(), here.client()
    begun(other)

    assert is_refused(came_back(stranger, back))
    assert is_refused(came_back(other, back))
    assert not asked_for_a_token(fake)


def test_10_1_2_the_code_of_another_flow_is_worth_nothing(
    here: Served, fake: FakeProvider
):
    stolen = fake.sign_in(begun(here.client()))["code"]
    own = fake.sign_in(begun(here.anybody))

    response = came_back(here.anybody, own | {"code": stolen})

    assert (response.status_code, response.json()["code"]) == (403, "openid_refused")
    assert SESSION_COOKIE_NAME not in response.cookies


def test_10_1_2_the_token_of_another_flow_is_worth_nothing(
    here: Served, fake: FakeProvider
):
    nonce = secrets_of_a_browser(begun(here.client()))["nonce"]
    fake.claims = {"nonce": nonce}

    response = came_back(here.anybody, fake.sign_in(begun(here.anybody)))

    assert (response.status_code, response.json()["code"]) == (
        403,
        "openid_token_refused",
    )
    assert SESSION_COOKIE_NAME not in response.cookies


def test_10_1_2_an_answer_is_taken_once(here: Served, fake: FakeProvider):
    back = fake.sign_in(begun(here.anybody))
    cookie = here.anybody.cookies[FLOW]
    assert came_back(here.anybody, back).status_code == 303
    fake.codes[back["code"]] = {"nonce": "a provider that takes codes twice"}
    again = here.client()
    again.cookies.set(FLOW, cookie)

    assert FLOW not in here.anybody.cookies
    assert is_refused(came_back(again, back))


def test_10_1_2_an_answer_is_taken_within_ten_minutes(
    here: Served, fake: FakeProvider, clock: StoryClock
):
    back = fake.sign_in(begun(here.anybody))
    clock.pass_by(timedelta(minutes=10))

    assert is_refused(came_back(here.anybody, back))
    assert not asked_for_a_token(fake)


def test_10_1_2_each_flow_has_secrets_of_its_own(here: Served, fake: FakeProvider):
    flows = [secrets_of_a_browser(begun(here.client())) for _ in range(3)]

    for name in ("state", "nonce", "code_challenge"):
        assert len({flow[name] for flow in flows}) == 3


# 10.2.1: the code flow is protected from forged requests, by PKCE or by the state.


@pytest.mark.parametrize("state", [None, "", "of another flow", "\N{SNOWMAN}"])
def test_10_2_1_a_callback_without_the_state_is_refused(
    here: Served, fake: FakeProvider, state: str | None
):
    back = fake.sign_in(begun(here.anybody))
    forged = {name: it for name, it in back.items() if name != "state"}
    if state is not None:
        forged["state"] = state

    assert is_refused(came_back(here.anybody, forged))
    assert not asked_for_a_token(fake)


@pytest.mark.parametrize(
    "cookie", ["", "forged", "e30=.forged", "a.b.c", '{"secret": "mine"}']
)
def test_10_2_1_a_forged_cookie_is_refused(
    here: Served, fake: FakeProvider, cookie: str
):
    back = fake.sign_in(begun(here.anybody))
    victim = here.client()
    victim.cookies.set(FLOW, cookie)

    assert is_refused(came_back(victim, back))
    assert not asked_for_a_token(fake)


def test_10_2_1_a_session_is_no_flow(here: Served, fake: FakeProvider):
    came_back(here.anybody, fake.sign_in(begun(here.anybody)))
    session = here.anybody.cookies[SESSION_COOKIE_NAME]
    victim = here.client()
    back = fake.sign_in(begun(victim))
    victim.cookies.clear()
    victim.cookies.set(FLOW, session)

    assert is_refused(came_back(victim, back))


def test_10_2_1_a_code_is_redeemed_only_with_our_proof(
    here: Served, fake: FakeProvider
):
    back = fake.sign_in(begun(here.anybody))
    fake.codes[back["code"]] |= {"code_challenge": "of another verifier"}

    response = came_back(here.anybody, back)

    assert (response.status_code, response.json()["code"]) == (403, "openid_refused")
    assert SESSION_COOKIE_NAME not in response.cookies


def test_10_2_1_an_answer_of_another_provider_is_refused(
    here: Served, fake: FakeProvider
):
    back = fake.sign_in(begun(here.anybody))

    assert is_refused(came_back(here.anybody, back | {"iss": "https://evil.example"}))
    assert not asked_for_a_token(fake)


def test_10_2_1_an_answer_must_say_whose_it_is_where_the_provider_does(
    here: Served, fake: FakeProvider
):
    back = fake.sign_in(begun(here.anybody))
    del back["iss"]

    assert is_refused(came_back(here.anybody, back))
    assert not asked_for_a_token(fake)
