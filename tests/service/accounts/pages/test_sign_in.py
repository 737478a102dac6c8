"""Coming in by password and second factor, and going out."""

import logging
import re
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
from systems import place_of

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.identity import Mandate, SecretPurpose

DAY = timedelta(days=1)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


@pytest.fixture
def browser(here: Office) -> Browser:
    return here.browser()


def mandate_of(here: Office, account: str, role: Role) -> Mandate:
    mandates = here.system.identity.mandates.current_of(account)
    return next(mandate for mandate in mandates if mandate.role is role)


def test_the_first_administrator_comes_in_on_both_databases(place: Place):
    with office(place) as here:
        browser = here.browser()
        secret = here.system.identity.first_administrator_secret()
        assert secret is not None
        assert "no administrator yet" in browser.see("/account/sign-in").text

        claimed = browser.send(
            "/account/first-administrator",
            secret=secret,
            name="Ada",
            password=PASSWORD,
        )
        assert led_to(claimed) == "/account/enrol"
        assert browser.acts_as() is None
        assert led_to(browser.see("/account")) == "/account/enrol"
        _, codes = browser.enrol()

        principal = browser.acts_as()
        assert principal is not None
        assert principal.role is Role.ADMINISTRATOR
        assert principal.signed_in_by is SignInMethod.TOTP
        assert len(set(codes)) == 10
        page = browser.see("/account")
        assert page.status_code == 200
        assert "Ada" in page.text
        assert "Administrator" in page.text
        assert led_to(browser.see("/account/first-administrator")) == "/account/sign-in"
        assert browser.send("/account/sign-out").status_code == 303
        assert browser.acts_as() is None


def test_a_wrong_secret_makes_nobody_an_administrator(here: Office, browser: Browser):
    here.system.identity.first_administrator_secret()

    response = browser.send(
        "/account/first-administrator", secret="x", name="Eve", password=PASSWORD
    )

    assert response.status_code == 422
    assert 'id="secret-error"' in response.text
    assert 'value="Eve"' in response.text
    assert PASSWORD not in response.text
    assert here.system.identity.accounts.find("Eve") is None


@pytest.mark.parametrize("password", ["short", "passwordpassword", "a" * 129])
def test_a_password_that_would_be_found_is_refused(
    here: Office, browser: Browser, password: str
):
    secret = here.system.identity.first_administrator_secret() or ""

    response = browser.send(
        "/account/first-administrator", secret=secret, name="Ada", password=password
    )
    again = browser.send(
        "/account/first-administrator", secret=secret, name="Ada", password=PASSWORD
    )

    assert response.status_code == 422
    assert 'id="password-error"' in response.text
    assert led_to(again) == "/account/enrol"


def test_who_needs_no_second_factor_comes_in_by_password(
    here: Office, browser: Browser
):
    here.give("Petra", Role.FOCAL_POINT, "AT")

    response = browser.sign_in("petra", next="/follow-up?meeting=1")

    assert led_to(response) == "/follow-up?meeting=1"
    principal = browser.acts_as()
    assert principal is not None
    assert (principal.role, principal.delegation) == (Role.FOCAL_POINT, "AT")
    assert principal.signed_in_by is SignInMethod.PASSWORD


@pytest.mark.parametrize(
    "role", [Role.SECRETARIAT, Role.CHAIR, Role.ADMINISTRATOR], ids=str
)
def test_who_needs_a_second_factor_sets_one_up_before_anything_else(
    here: Office, browser: Browser, role: Role
):
    here.give("Ada", role)

    assert led_to(browser.sign_in("Ada")) == "/account/enrol"
    for path in ("/account", "/account/mandate", "/account/again"):
        assert led_to(browser.see(path)) == "/account/enrol"
    assert led_to(browser.send("/account/tokens")) == "/account/enrol"
    assert browser.see("/api/v1/meetings").status_code == 401

    browser.enrol()
    principal = browser.acts_as()
    assert principal is not None
    assert principal.role is role


def test_a_second_factor_is_asked_and_a_code_counts_once(
    here: Office, browser: Browser
):
    here.give("Ada", Role.SECRETARIAT)
    browser.sign_in("Ada")
    app, codes = browser.enrol()
    used = app.at(here.clock.time)
    here.clock.pass_by(timedelta(seconds=5))

    later = here.browser()
    assert led_to(later.sign_in("Ada")) == "/account/second-factor"
    assert led_to(later.see("/account/enrol")) == "/account/second-factor"
    assert later.send("/account/second-factor", code=used).status_code == 401
    assert later.acts_as() is None
    here.clock.pass_by(timedelta(seconds=30))
    code = app.at(here.clock.time)
    assert led_to(later.send("/account/second-factor", code=code)) == "/"
    assert later.acts_as() is not None

    third = here.browser()
    third.sign_in("Ada")
    assert led_to(third.send("/account/second-factor", code=codes[0])) == "/"
    principal = third.acts_as()
    assert principal is not None
    assert principal.signed_in_by is SignInMethod.RECOVERY
    fourth = here.browser()
    fourth.sign_in("Ada")
    refused = fourth.send("/account/second-factor", code=codes[0])
    assert refused.status_code == 401
    assert 'id="code-error"' in refused.text


def test_a_wrong_code_leaves_the_same_secret_to_be_confirmed(
    here: Office, browser: Browser
):
    here.give("Ada", Role.CHAIR)
    browser.sign_in("Ada")
    secret = secret_on(browser.see("/account/enrol"))

    response = browser.send("/account/enrol", code="000000")

    assert response.status_code == 422
    assert 'id="code-error"' in response.text
    assert secret_on(response) == secret


def test_unknown_closed_and_wrong_are_answered_alike(here: Office):
    here.give("Known", Role.AUDITOR)
    closed = here.give("Closed", Role.AUDITOR)
    here.system.identity.accounts.close(closed.id)

    responses = [
        here.browser().sign_in(name, "a wrong password, and long")
        for name in ("Known", "Closed", "Nobody", "")
    ]

    assert {response.status_code for response in responses} == {401}
    typed = re.compile(' value="(Known|Closed|Nobody)"')
    assert len({typed.sub("", response.text) for response in responses}) == 1
    assert not any("set-cookie" in response.headers for response in responses)


def test_attempts_grow_slower_and_nobody_is_locked_out(here: Office, browser: Browser):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    for _ in range(3):
        assert browser.sign_in("Petra", "wrong, and long enough").status_code == 401

    early = browser.sign_in("Petra")
    elsewhere = here.browser("192.0.2.7").sign_in("Petra")
    seconds = int(early.headers["Retry-After"])
    here.clock.pass_by(timedelta(seconds=seconds))
    late = browser.sign_in("Petra")

    assert early.status_code == 429
    assert 1 <= seconds <= 60
    assert "your account is not locked" in early.text
    assert led_to(elsewhere) == "/"
    assert led_to(late) == "/"


def test_many_codes_cannot_be_tried(here: Office, browser: Browser):
    here.give("Ada", Role.SECRETARIAT)
    browser.sign_in("Ada")
    browser.enrol()
    other = here.browser()
    other.sign_in("Ada")

    responses = [
        other.send("/account/second-factor", code=f"{code:06}").status_code
        for code in range(5)
    ]

    assert responses == [401, 401, 401, 429, 429]


def test_several_mandates_are_asked_about_and_changed(here: Office, browser: Browser):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    here.give("Petra", Role.AUDITOR)

    assert led_to(browser.sign_in("Petra")) == "/account/mandate"
    page = browser.see("/account/mandate")
    assert "Focal point, Austria" in page.text
    assert "Auditor" in page.text
    before = browser.cookies
    account = here.system.identity.accounts.find("Petra")
    assert account is not None
    auditor = mandate_of(here, account.id, Role.AUDITOR)
    response = browser.send("/account/mandate", mandate=auditor.id, next="/history")

    assert led_to(response) == "/history"
    principal = browser.acts_as()
    assert principal is not None
    assert principal.role is Role.AUDITOR
    assert browser.cookies != before
    stale = here.system.identity.principal_from_cookie(next(iter(before.values())))
    assert stale is None
    assert browser.send("/account/mandate", mandate="x").status_code == 422


def test_a_grown_role_asks_for_the_second_factor_then(here: Office, browser: Browser):
    account = here.give("Petra", Role.FOCAL_POINT, "AT")
    browser.sign_in("Petra")
    here.give("Petra", Role.CHAIR)
    chair = mandate_of(here, account.id, Role.CHAIR)

    response = browser.send("/account/mandate", mandate=chair.id)

    assert led_to(response) == "/account/enrol?next=/account/mandate"
    principal = browser.acts_as()
    assert principal is not None
    assert principal.role is Role.FOCAL_POINT
    token = browser.send(
        "/account/tokens", token_name="t", mandate=chair.id, scope="all", days="30"
    )
    assert led_to(token) == "/account/enrol"
    browser.enrol()
    browser.send("/account/mandate", mandate=chair.id)
    principal = browser.acts_as()
    assert principal is not None
    assert principal.role is Role.CHAIR


def test_who_holds_no_mandate_sees_only_their_account(here: Office, browser: Browser):
    account = here.give("Petra", Role.FOCAL_POINT, "AT", until=here.clock.time + DAY)
    here.clock.pass_by(2 * DAY)

    assert led_to(browser.sign_in("Petra")) == "/account"
    assert browser.acts_as() is None
    page = browser.see("/account")
    assert page.status_code == 200
    assert "no role at present" in page.text
    here.system.identity.accounts.close(account.id)
    assert led_to(browser.see("/account")).startswith("/account/sign-in")


def test_a_password_is_reset_by_a_secret_once(here: Office, browser: Browser):
    account = here.give("Petra", Role.FOCAL_POINT, "AT")
    browser.sign_in("Petra")
    secret = here.system.identity.one_time_secrets.create(
        SecretPurpose.RESET, account.id, DAY
    )
    new = "eight small boats at dusk"

    other = here.browser()
    weak = other.send("/account/reset", secret=secret, password="short")
    response = other.send("/account/reset", secret=secret, password=new)
    again = here.browser().send("/account/reset", secret=secret, password=new)

    assert weak.status_code == 422
    assert led_to(response) == "/"
    assert other.acts_as() is not None
    assert browser.acts_as() is None
    assert again.status_code == 422
    assert 'id="secret-error"' in again.text
    assert here.browser().sign_in("Petra").status_code == 401
    assert led_to(here.browser().sign_in("Petra", new)) == "/"


def test_signing_in_is_a_new_session(here: Office, browser: Browser):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    browser.sign_in("Petra")
    first = browser.cookies
    browser.sign_in("Petra")

    assert browser.cookies != first
    assert (
        here.system.identity.principal_from_cookie(next(iter(first.values()))) is None
    )


def test_a_session_ends_idle_and_after_its_hours(tmp_path: Path):
    with office(place_of(tmp_path), idle_minutes=5, session_hours=1) as here:
        here.give("Petra", Role.FOCAL_POINT, "AT")
        idle, busy = here.browser(), here.browser()
        idle.sign_in("Petra")
        busy.sign_in("Petra")
        for _ in range(13):
            assert busy.acts_as() is not None
            here.clock.pass_by(timedelta(minutes=4, seconds=45))

        assert idle.acts_as() is None
        assert busy.acts_as() is None
        page = busy.see("/account/sign-in")
        assert "Your session has ended." in page.text


@pytest.mark.parametrize(
    "path", ["/account/sign-in", "/account/reset", "/account/tokens", "/account/enrol"]
)
def test_forms_of_other_sites_are_refused(here: Office, path: str):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    form = {"name": "Petra", "password": PASSWORD}

    for origin in ("http://evil.example", "null"):
        response = here.client(Origin=origin).post(path, data=form)
        assert (response.status_code, response.json()["code"]) == (403, "not_permitted")


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil", "/a\nb", "/\tx"]
)
def test_nobody_is_led_elsewhere(here: Office, browser: Browser, elsewhere: str):
    here.give("Petra", Role.FOCAL_POINT, "AT")

    assert led_to(browser.sign_in("Petra", next=elsewhere)) == "/"


def test_the_cookie_is_bound_to_the_host_where_there_is_tls(tmp_path: Path):
    public = "https://record.example.org"
    with office(tmp_path, public_url=public) as here:
        here.give("Petra", Role.FOCAL_POINT, "AT")
        client = here.client(Origin=public, Host="record.example.org")
        response = client.post(
            "/account/sign-in",
            data={"name": "Petra", "password": PASSWORD},
            follow_redirects=False,
        )
        cookie = response.headers["set-cookie"]
        assert cookie.startswith("__Host-bsm_session=")
        for attribute in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"):
            assert attribute in cookie
        assert "Domain" not in cookie
        value = cookie.partition("=")[2].partition(";")[0]
        other = here.client(Cookie=f"bsm_session={value}")
        assert other.get("/api/v1/meetings").status_code == 401


def test_the_cookie_on_this_machine(here: Office, browser: Browser):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    cookie = browser.sign_in("Petra").headers["set-cookie"]

    assert cookie.startswith("bsm_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_each_attempt_is_logged_and_nothing_that_was_typed(
    here: Office, browser: Browser, caplog: pytest.LogCaptureFixture
):
    account = here.give("Petra Canary", Role.FOCAL_POINT, "AT")
    caplog.set_level(logging.INFO)
    browser.sign_in("Petra Canary", "wrong canary, and long")
    browser.sign_in("Nobody Canary", "wrong canary, and long")
    browser.sign_in("Petra Canary")
    browser.send("/account/sign-out")

    lines = [
        vars(record)["log_fields"]
        for record in caplog.records
        if record.name == "bsm.account"
    ]
    assert [(line["event"], line["account"]) for line in lines] == [
        ("sign_in_refused", account.id),
        ("sign_in_refused", None),
        ("signed_in", account.id),
        ("signed_out", account.id),
    ]
    assert {line["address"] for line in lines} == {"this machine"}
    everything = "\n".join(
        f"{record.getMessage()} {vars(record)}" for record in caplog.records
    )
    assert "Canary" not in everything
    assert "canary" not in everything


def test_a_browser_without_a_session_is_led_to_sign_in(tmp_path: Path):
    with office(tmp_path) as here:
        opened = {"Sec-Fetch-Dest": "document"}
        browser = here.browser()
        page = browser.see("/follow-up?as_of=2016-04-12&x=ä", **opened)
        socket = browser.see("/_stcore/health", **opened)
        program = browser.see("/follow-up")

        assert led_to(page) == (
            "/account/sign-in?next=/follow-up%3Fas_of%3D2016-04-12%26x%3D%25C3%25A4"
        )
        assert (socket.status_code, program.status_code) == (404, 404)
        here.give("Petra", Role.FOCAL_POINT, "AT")
        browser.sign_in("Petra")
        assert browser.see("/follow-up", **opened).status_code == 404

        # Ended elsewhere: the browser still has its cookie.
        here.system.identity.sessions.end(browser.cookies["bsm_session"])
        again = browser.see("/follow-up", **opened)
        assert led_to(again) == "/account/sign-in?next=/follow-up"
        assert "Your session has ended" in browser.see(led_to(again)).text


def test_a_demonstration_is_open(tmp_path: Path):
    with office(tmp_path, sign_in="demonstration") as here:
        response = here.browser().see("/", **{"Sec-Fetch-Dest": "document"})

        assert response.status_code == 404
