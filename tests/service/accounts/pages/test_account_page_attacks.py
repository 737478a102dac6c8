"""What somebody might try at the pages of accounts, and what they are told."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from service.accounts.account_examples import (
    PASSWORD,
    Browser,
    Office,
    led_to,
    office,
    secret_on,
)
from service.http_api.http_examples import HERE, served
from service.http_api.routes import PUBLIC_ADDRESSES, every_address
from service.identity.authenticator import Authenticator

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role
from bsm_service.identity import RelyingParty
from bsm_service.settings.settings import SignInMode

ELEVEN_MINUTES = timedelta(minutes=11)
AWAY = "192.0.2.7"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


@pytest.fixture
def petra(here: Office) -> Browser:
    here.give("Petra", Role.FOCAL_POINT, "AT")
    browser = here.browser()
    browser.sign_in("Petra")
    return browser


def test_pages_are_asked_so_often_a_minute_from_elsewhere(tmp_path: Path):
    with office(tmp_path, requests_per_minute=3) as here:
        stranger, near = here.browser(AWAY), here.browser()
        responses = [stranger.see("/account/sign-in") for _ in range(4)]

        assert [response.status_code for response in responses] == [200, 200, 200, 429]
        assert 0 < int(responses[3].headers["Retry-After"]) <= 60
        assert responses[3].headers["content-type"].startswith("text/html")
        assert stranger.sign_in("Petra").status_code == 429
        # Nothing is looked up for these, and a page needs several.
        assert stranger.see("/account/static/account.css").status_code == 200
        assert here.browser("192.0.2.8").see("/account/sign-in").status_code == 200
        assert {near.see("/account/sign-in").status_code for _ in range(9)} == {200}


def test_whoever_is_signed_in_is_counted_by_account(tmp_path: Path):
    with office(tmp_path, requests_per_minute=3) as here:
        here.give("Petra", Role.FOCAL_POINT, "AT")
        browser = here.browser(AWAY)
        browser.sign_in("Petra")

        responses = [browser.see("/account").status_code for _ in range(4)]

        assert responses == [200, 200, 200, 429]
        assert here.browser(AWAY).see("/account/sign-in").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/account/nothing", 404),
        ("GET", "/account/", 404),
        ("GET", "/account/static/nothing", 404),
        ("POST", "/account/nothing", 404),
        ("GET", "/account/sign-out", 405),
    ],
)
def test_where_nothing_is_people_see_a_page_and_programs_a_problem(
    here: Office, petra: Browser, method: str, path: str, status: int
):
    page = here.client(Accept="text/html", Origin=HERE).request(method, path)
    program = here.client(Origin=HERE).request(method, path)

    assert (page.status_code, program.status_code) == (status, status)
    assert page.headers["content-type"].startswith("text/html")
    assert '<a class="button" href="/account">' in page.text
    assert program.headers["content-type"] == "application/problem+json"


def test_a_mistake_of_ours_is_a_page_without_its_trace(
    here: Office, monkeypatch: pytest.MonkeyPatch
):
    def fail() -> bool:
        raise RuntimeError("canary")

    monkeypatch.setattr(here.system.identity, "has_administrator", fail)

    response = here.browser().see("/account/sign-in")

    assert response.status_code == 500
    assert response.headers["content-type"].startswith("text/html")
    assert "An internal error occurred" in response.text
    assert "canary" not in response.text


def test_looking_again_shows_the_same_secret_until_the_next_proof(
    here: Office, petra: Browser
):
    first = secret_on(petra.see("/account/enrol"))
    here.clock.pass_by(timedelta(minutes=9))
    assert secret_on(petra.see("/account/enrol")) == first

    # Somebody else may have seen it by now.
    here.clock.pass_by(ELEVEN_MINUTES)
    petra.send("/account/again", password=PASSWORD)
    assert led_to(petra.send("/account/enrol", code="000000")) == "/account/enrol"
    assert secret_on(petra.see("/account/enrol")) != first


def test_what_strangers_try_elsewhere_makes_nobody_else_wait(here: Office):
    """By which nobody can be found by trying, but others could be kept out."""
    for number in range(30):
        stranger = here.browser(f"198.51.100.{number}")
        stranger.ask("/account/passkeys/sign-in", {"challenge": "", "credential": {}})
        stranger.send("/account/reset", secret="x", password=PASSWORD)
        stranger.send("/account/first-administrator", secret="x", name="E")

    for path in ("/account/reset", "/account/first-administrator"):
        response = here.browser(AWAY).send(
            path, secret="x", password=PASSWORD, name="A"
        )
        assert response.status_code == 422
    again = here.client(address=AWAY, Host="localhost:8501", Origin=NAMED)
    body = {"challenge": "", "credential": {}}
    tried = [
        again.post("/account/passkeys/sign-in", json=body).status_code for _ in range(4)
    ]
    assert tried == [401, 401, 401, 429]


NAMED = "http://localhost:8501"


def test_whoever_has_a_passkey_confirms_with_it(here: Office, petra: Browser):
    principal, key = petra.acts_as(), Authenticator()
    assert principal is not None
    party, passkeys = (
        RelyingParty("localhost", NAMED, "x"),
        here.system.identity.passkeys,
    )
    options, challenge = passkeys.registration_options(principal.account, party)
    credential = json.dumps(key.register(options, NAMED))
    passkeys.register(principal.account, party, challenge, credential, "a key")
    here.clock.pass_by(ELEVEN_MINUTES)

    assert petra.send("/account/again", password=PASSWORD).status_code == 401
    assert 'name="password"' not in petra.see("/account/again").text
    assert led_to(petra.send("/account/password")).startswith("/account/again")


def test_another_accounts_passkey_confirms_nothing(here: Office, petra: Browser):
    other, key = here.give("Eve", Role.FOCAL_POINT, "DE"), Authenticator()
    party, passkeys = (
        RelyingParty("localhost", NAMED, "x"),
        here.system.identity.passkeys,
    )
    options, challenge = passkeys.registration_options(other.id, party)
    passkeys.register(
        other.id, party, challenge, json.dumps(key.register(options, NAMED)), "a key"
    )
    browser = here.client(Host="localhost:8501", Origin=NAMED)
    browser.cookies.update(petra.cookies)
    ceremony = browser.post("/account/passkeys/again/options").json()
    body = {
        "challenge": ceremony["challenge"],
        "credential": key.sign_in(json.dumps(ceremony["options"]), NAMED),
    }

    assert browser.post("/account/passkeys/again", json=body).status_code == 403


def test_a_cookie_that_was_there_before_is_nobodys_afterwards(
    here: Office, petra: Browser
):
    """Whoever plants a session of their own in a browser does not share the next."""
    here.give("Eve", Role.FOCAL_POINT, "DE")
    planted = petra.cookies
    victim = here.client(Origin=HERE)
    victim.cookies.update(planted)

    victim.post(
        "/account/sign-in",
        data={"name": "Eve", "password": PASSWORD},
        follow_redirects=False,
    )

    assert petra.acts_as() is None
    assert petra.see("/api/v1/meetings").status_code == 401


def test_a_token_opens_no_page_of_the_account(here: Office, petra: Browser):
    principal = petra.acts_as()
    assert principal is not None
    form = {"mandate": principal.mandate, "token_name": "t", "scope": "all"}
    secret = secret_on(petra.send("/account/tokens", **form, days="30"))
    program = here.client(Authorization=f"Bearer {secret}", Origin=HERE)

    for address in every_address(here.routes):
        method, _, path = address.key.partition(" ")
        if path.startswith("/account") and address.key not in PUBLIC_ADDRESSES:
            response = program.request(method, path, follow_redirects=False)
            assert response.status_code in (303, 401, 403, 404, 422), address
            assert "set-cookie" not in response.headers
    account = principal.account
    assert here.system.identity.passwords.matches(account, PASSWORD)
    assert len(here.system.identity.tokens.list_for(account)) == 1


def test_nobody_resets_their_own_password_without_the_present_one(here: Office):
    ada = here.give("Ada", Role.ADMINISTRATOR)
    only = frozenset({"account.reset"})
    token = here.system.identity.create_token("Ada", Role.ADMINISTRATOR, scope=only)
    program = here.client(Authorization=f"Bearer {token}")

    response = program.post(f"/api/v1/accounts/{ada.id}/reset")

    assert (response.status_code, response.json()["code"]) == (
        409,
        "invalid_transition",
    )


def test_a_demonstration_leaves_no_way_in(tmp_path: Path):
    with served(tmp_path, SignInMode.DEMONSTRATION) as here:
        visitor = here.client(Origin=HERE)
        visitor.post("/account/act-as", data={"role": "administrator"})
        form = {"password": PASSWORD, "token_name": "t", "scope": "all", "days": "365"}
        for path in ("password", "tokens", "enrol", "passkeys", "reset", "mandate"):
            response = visitor.post(f"/account/{path}", data=form)
            assert response.status_code == 404, path
        identity = here.system.identity
        [account] = identity.accounts.all()
        assert not identity.passwords.has(account.id)
        assert identity.tokens.list_for(account.id) == ()


@pytest.mark.parametrize(
    "name",
    [
        "command line",
        "First Start",
        "demonstration",
        "erased-01234567",
        "\uff25rased-x",
        "Pet\u200bra",
        "Pe\u00adtra",
        "Petra\u202e",
        "a\u00a0b",
    ],
)
def test_no_name_passes_for_the_product_or_hides_something(here: Office, name: str):
    with pytest.raises(InvalidValue):
        here.system.identity.accounts.create(name)
