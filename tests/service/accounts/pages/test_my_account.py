"""My account: sessions, tokens, factors, password, stand-ins; each asked afresh."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from service.accounts.account_examples import (
    PASSWORD,
    PRESENT,
    Browser,
    Office,
    led_to,
    office,
    secret_on,
    value_on,
)
from systems import enter

from bsm_domain.foundation.roles import Role

NEW = "eight small boats at dusk"
ELEVEN_MINUTES = timedelta(minutes=11)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


@pytest.fixture
def petra(here: Office) -> Browser:
    """Signed in as focal point of Austria."""
    here.give("Petra", Role.FOCAL_POINT, "AT")
    browser = here.browser()
    assert led_to(browser.sign_in("Petra")) == "/"
    return browser


def mandate_of(browser: Browser) -> str:
    principal = browser.acts_as()
    assert principal is not None
    return principal.mandate


def test_the_page_tells_who_one_is_and_as_what(petra: Browser):
    page = petra.see("/account").text

    assert "<strong>Petra</strong>, acting as Focal point, Austria." in page
    assert "Since 23 Nov 2026" in page
    assert "Firefox on Android" in page
    assert "This session." in page
    assert "Set on 23 Nov 2026, 12:00 UTC." in page


def test_whom_the_record_knows_finds_what_is_held_about_them(
    here: Office, petra: Browser
):
    before = petra.see("/account").text
    here.system.establish_network()
    account = here.system.identity.accounts.find("Petra")
    assert account is not None
    here.system.identity.accounts.link_participant(
        account.id, enter(here.system, name="Petra P.")
    )

    page = petra.see("/account").text
    response = petra.see("/api/v1/me/data")

    assert "/api/v1/me/data" not in before
    assert 'href="/api/v1/me/data.pdf"' in page
    assert "Petra P." in response.text


def test_nobody_sees_an_account_without_signing_in(here: Office):
    response = here.browser().see("/account")

    assert led_to(response) == "/account/sign-in?next=/account"


CHANGES = [
    ("/account/password", {"present": PASSWORD, "password": NEW}),
    ("/account/factors/remove", {"id": "x"}),
    ("/account/sessions/end", {"id": "x"}),
    ("/account/sessions/end-others", {}),
    ("/account/tokens", {"token_name": "t", "scope": "read", "days": "30"}),
    ("/account/tokens/revoke", {"id": "x"}),
    ("/account/stand-ins", {"stand_in": "Paul", "since": "", "until": ""}),
    ("/account/stand-ins/end", {"id": "x"}),
    ("/account/enrol", {"code": "000000"}),
]


@pytest.mark.parametrize(("path", "form"), CHANGES, ids=[path for path, _ in CHANGES])
def test_an_old_proof_is_not_enough_for_a_change(
    here: Office, petra: Browser, path: str, form: dict[str, str]
):
    here.clock.pass_by(ELEVEN_MINUTES)

    response = petra.send(path, **form)

    assert led_to(response).startswith("/account/again?next=/account")
    assert "confirm your identity" in petra.see("/account").text
    assert "Change the password" not in petra.see("/account").text


def test_a_fresh_proof_opens_the_page_again(here: Office, petra: Browser):
    here.clock.pass_by(ELEVEN_MINUTES)
    before = petra.cookies

    wrong = petra.send("/account/again", password="wrong, and long enough")
    right = petra.send("/account/again", password=PASSWORD, next="/account")

    assert wrong.status_code == 401
    assert 'id="password-error"' in wrong.text
    assert led_to(right) == "/account"
    assert petra.cookies != before
    assert "Change the password" in petra.see("/account").text


def test_whoever_has_a_code_confirms_with_it(here: Office, petra: Browser):
    app, _ = petra.enrol()
    here.clock.pass_by(ELEVEN_MINUTES)

    by_password = petra.send("/account/again", password=PASSWORD)
    by_code = petra.send("/account/again", code=app.at(here.clock.time))

    assert by_password.status_code == 401
    assert led_to(by_code) == "/"


def test_the_password_is_changed_with_the_present_one(here: Office, petra: Browser):
    other = here.browser()
    other.sign_in("Petra")
    send = petra.send

    wrong = send("/account/password", present="not that one at all", password=NEW)
    weak = send("/account/password", present=PASSWORD, password="short")
    response = send("/account/password", present=PASSWORD, password=NEW)

    assert (wrong.status_code, weak.status_code) == (422, 422)
    assert 'id="present-error"' in wrong.text
    assert 'id="password-error"' in weak.text
    assert led_to(response) == "/account?done=password"
    assert "Your password has been changed." in petra.see("/account?done=password").text
    assert petra.acts_as() is not None
    assert other.acts_as() is None
    assert here.browser().sign_in("Petra").status_code == 401
    assert led_to(here.browser().sign_in("Petra", NEW)) == "/"


def test_eight_characters_are_enough_beside_a_second_factor(petra: Browser):
    form = {"present": PASSWORD, "password": "xk4-ÖÄr9"}
    assert petra.send("/account/password", **form).status_code == 422
    petra.enrol()

    assert petra.send("/account/password", **form).status_code == 303


def test_sessions_are_ended_one_by_one_and_all_others(here: Office, petra: Browser):
    browsers = [here.browser() for _ in range(3)]
    for browser in browsers:
        browser.sign_in("Petra")
    page = petra.see("/account")
    assert page.text.count("End the session") == 3

    ended = petra.send("/account/sessions/end", id=value_on(page, "sessions"))
    assert led_to(ended) == "/account?done=session"
    assert sum(client.acts_as() is None for client in browsers) == 1
    petra.send("/account/sessions/end-others")
    assert all(client.acts_as() is None for client in browsers)
    assert petra.acts_as() is not None


def test_nobody_ends_a_session_of_somebody_else(here: Office, petra: Browser):
    here.give("Paul", Role.FOCAL_POINT, "DE")
    paul = here.browser()
    paul.sign_in("Paul")
    account = here.system.identity.accounts.find("Paul")
    assert account is not None
    (session,) = here.system.identity.sessions.list_for(account.id)

    petra.send("/account/sessions/end", id=session.id)

    assert paul.acts_as() is not None


def test_a_token_is_shown_once_and_does_what_it_was_made_for(
    here: Office, petra: Browser
):
    form = {"token_name": "Our mirror", "mandate": mandate_of(petra), "days": "30"}
    shown_page = petra.send("/account/tokens", **form, scope="read")
    secret = secret_on(shown_page)
    page = petra.see("/account")

    client = here.client(Authorization=f"Bearer {secret}")
    assert client.get("/api/v1/meetings").status_code == 200
    body = {"objective_id": "0" * 32, "title": "t", "owner": "AT", "due_on": "2999-1-1"}
    assert client.post("/api/v1/activities", json=body).status_code in (403, 422)
    assert secret not in page.text
    assert "Our mirror" in page.text
    assert "read only; valid until 23 Dec 2026" in page.text
    revoked = petra.send("/account/tokens/revoke", id=value_on(page, 'id="tokens"'))
    assert led_to(revoked) == "/account?done=token"
    assert client.get("/api/v1/meetings").status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"mandate": "x"}, {"days": "366"}, {"scope": "more"}], ids=str
)
def test_a_token_for_more_is_refused(petra: Browser, wrong: dict[str, str]):
    form = {"token_name": "t", "mandate": mandate_of(petra), "days": "30"}

    response = petra.send("/account/tokens", **{**form, "scope": "all", **wrong})

    assert response.status_code == 422
    assert "choose one of your roles" in response.text.lower()


def test_a_token_without_a_name_is_complained_of_at_its_field(petra: Browser):
    form = {"token_name": " ", "mandate": mandate_of(petra), "days": "30"}

    response = petra.send("/account/tokens", **form, scope="all")

    assert response.status_code == 422
    assert 'id="token_name-error"' in response.text


def test_a_factor_is_removed_but_for_the_last_that_the_role_needs(
    here: Office, petra: Browser
):
    petra.enrol()
    page = petra.see("/account")
    assert "Authenticator app" in page.text
    factor = value_on(page, 'id="factors"')
    assert led_to(petra.send("/account/factors/remove", id=factor)) == (
        "/account?done=factor"
    )
    assert petra.send("/account/factors/remove", id=factor).status_code == 404

    here.give("Ada", Role.ADMINISTRATOR)
    ada = here.browser()
    ada.sign_in("Ada")
    ada.enrol()
    account = here.system.identity.accounts.find("Ada")
    assert account is not None
    (last,) = here.system.identity.second_factors.list_for(account.id)
    assert "Your role requires at least one" in ada.see("/account").text
    refused = ada.send("/account/factors/remove", id=last.id)
    assert refused.status_code == 422
    assert "requires a second factor" in refused.text


def test_a_stand_in_acts_from_day_to_day_until_ended(here: Office, petra: Browser):
    here.system.identity.accounts.create("Paul")
    account = here.system.identity.accounts.find("Paul")
    assert account is not None
    here.system.identity.passwords.set(account.id, PASSWORD, short_allowed=False)
    form = {"stand_in": "paul", "since": "2026-11-24", "until": "2026-11-25"}

    named = petra.send("/account/stand-ins", **form, reason="On leave")
    assert led_to(named) == "/account?done=stand-in"
    page = petra.see("/account")
    assert "From 24 Nov 2026, 00:00 UTC to 26 Nov 2026, 00:00 UTC" in page.text
    paul = here.browser()
    assert led_to(paul.sign_in("Paul")) == "/account"
    assert paul.acts_as() is None

    here.clock.pass_by(timedelta(days=1))
    paul.sign_in("Paul")
    principal = paul.acts_as()
    assert principal is not None
    petras = here.system.identity.accounts.find("Petra")
    assert petras is not None
    assert (principal.role, principal.delegation) == (Role.FOCAL_POINT, "AT")
    assert principal.on_behalf_of == petras.id
    text = paul.see("/account").text
    assert "Standing in for Petra" in text
    assert "Name a stand-in" not in text

    petra.sign_in("Petra")
    page = petra.see("/account")
    ended = petra.send("/account/stand-ins/end", id=value_on(page, "stand-ins"))
    assert led_to(ended) == "/account?done=stand-in-ended"
    assert paul.acts_as() is None


WRONG = {
    "nobody": ("stand_in", {"stand_in": "Nobody"}),
    "yesterday": ("since", {"since": "2026-11-22"}),
    "no day": ("since", {"since": "soon"}),
    "backwards": ("until", {"until": "2026-11-23", "since": "2026-11-25"}),
    "the end of time": ("until", {"until": "9999-12-31"}),
    "oneself": ("", {"stand_in": "Petra"}),
}


@pytest.mark.parametrize(("field", "wrong"), WRONG.values(), ids=WRONG)
def test_a_stand_in_that_cannot_be_is_told_where(
    here: Office, petra: Browser, field: str, wrong: dict[str, str]
):
    here.give("Paul", Role.AUDITOR)
    form = {"stand_in": "Paul", "since": "2026-11-24", "until": "2026-11-25"}

    response = petra.send("/account/stand-ins", **{**form, **wrong})

    assert response.status_code == 422
    assert (f'id="{field}-error"' if field else 'role="alert"') in response.text
    assert "<details open>" in response.text


def test_only_focal_points_name_stand_ins(here: Office):
    here.give("Ann", Role.AUDITOR)
    browser = here.browser()
    browser.sign_in("Ann")
    form = {"stand_in": "Ann", "since": "2026-11-24", "until": "2026-11-25"}

    assert "Name a stand-in" not in browser.see("/account").text
    assert browser.send("/account/stand-ins", **form).status_code == 403


def test_what_is_refused_is_a_page_for_people_and_a_problem_for_programs(
    here: Office, petra: Browser
):
    page = petra.send("/account/factors/remove", id="x")
    program = petra.ask("/account/passkeys/sign-in/options", {})

    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "You have no such second factor" in page.text
    assert (program.status_code, program.json()["code"]) == (422, "invalid_value")
    assert "http://localhost:8501" in program.json()["detail"]


def test_passkeys_are_offered_where_the_address_is_a_name(here: Office):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    by_number = here.browser().see("/account/sign-in").text
    client = here.client(Host="localhost:8501", Accept="text/html")
    by_name = client.get("/account/sign-in").text

    assert "Passkeys do not work at a numeric address" in by_number
    assert "http://localhost:8501/account" in by_number
    assert "data-passkey" not in by_number
    assert 'data-passkey="/account/passkeys/sign-in"' in by_name


@pytest.mark.parametrize("body", [{}, {"challenge": "x", "credential": {}}, []])
def test_what_is_no_passkey_lets_nobody_in(here: Office, body: object):
    client = here.client(Host="localhost:8501", Origin="http://localhost:8501")

    response = client.post("/account/passkeys/sign-in", json=body)

    assert response.status_code in (401, 422)
    assert "set-cookie" not in response.headers


def test_a_demonstration_has_no_accounts_of_ones_own(tmp_path: Path):
    with office(tmp_path, sign_in="demonstration") as here:
        browser = here.browser()
        browser.send("/account/act-as", role="secretariat")

        assert browser.acts_as() is not None
        assert browser.see("/account").status_code == 404
        assert led_to(browser.see("/account/sign-in")) == "/"
        assert browser.sign_in("demonstration secretariat").status_code == 303


def test_files_are_our_own(here: Office):
    for name, kind in (
        ("account.css", "text/css"),
        ("account.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
        ("source-sans.woff2", "font/woff2"),
    ):
        response = here.anybody.get(f"/account/static/{name}")
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(kind)
    assert here.anybody.get("/account/static/asked.py").status_code == 404


def test_the_present_is_the_one_of_the_clock(here: Office, petra: Browser):
    assert here.clock.time == PRESENT
    assert 'value="2026-11-23"' in petra.see("/account").text
