"""Coming in by a provider of identities: whose account it opens, and who links it."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from service.http_api.http_examples import HERE, Served, served
from service.identity.openid.openid_examples import (
    ISSUER,
    SECRET,
    STAY,
    FakeProvider,
    come_back,
    give_account,
)
from starlette.testclient import TestClient
from systems import StoryClock

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.identity import SESSION_COOKIE_NAME
from bsm_service.identity.credentials.one_time_secrets import SecretPurpose

FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
OURS = {"Origin": HERE}


@pytest.fixture
def fake(clock: StoryClock) -> FakeProvider:
    return FakeProvider(clock)


@pytest.fixture
def faked(fake: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """In the place of whatever provider the settings name."""
    monkeypatch.setattr(
        "bsm_service.accounts.pages.sign_in.openid.provider_of",
        lambda _: fake.provider(),
    )
    return fake


@pytest.fixture
def here(faked: FakeProvider, clock: StoryClock, tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, clock=clock) as it:
        yield it


def signed_in(here: Served, account: str) -> TestClient:
    """A browser in which the account's owner has signed in just now."""
    identity = here.system.identity
    mandate = identity.mandates.current_of(account)[0]
    browser = here.client(accept="text/html")
    cookie = identity.sessions.start(account, mandate, SignInMethod.PASSWORD)
    browser.cookies.set(SESSION_COOKIE_NAME, cookie)
    return browser


def test_who_is_linked_comes_in(faked: FakeProvider, clock: StoryClock, place: Place):
    with served(place, clock=clock) as here:
        account = give_account(here)
        response = come_back(here.anybody, faked, "/account/openid?next=/follow-up")
        principal = here.system.identity.principal_from_cookie(
            response.cookies[SESSION_COOKIE_NAME]
        )

    assert response.headers["location"] == "/follow-up"
    assert principal is not None
    assert principal.account == account
    assert principal.signed_in_by is SignInMethod.OPENID


def test_signing_in_leads_nowhere_else(here: Served, fake: FakeProvider):
    give_account(here)

    response = come_back(here.anybody, fake, "/account/openid?next=//evil.example")

    assert response.headers["location"] == "/"


def test_the_flows_cookie_is_for_this_server_only(here: Served):
    begun = here.anybody.get("/account/openid", **STAY)

    cookie = begun.headers["set-cookie"]
    assert cookie.startswith("bsm_openid=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


def test_who_is_not_linked_is_told_who_can_do_it(here: Served, fake: FakeProvider):
    fake.claims = {"email": "erika@example.org", "email_verified": True}
    give_account(here, subject=None, name="erika@example.org")

    response = come_back(here.anybody, fake, "/account/openid")

    assert response.status_code == 403
    assert "administrator" in response.text
    assert "erika@example.org" not in response.text
    assert "subject-1" not in response.text
    assert SESSION_COOKIE_NAME not in response.cookies


def test_a_one_time_secret_links_who_has_just_proved_an_identity(
    here: Served, fake: FakeProvider
):
    identity = here.system.identity
    account = give_account(here, subject=None)
    secret = identity.one_time_secrets.create(
        SecretPurpose.RESET, account, timedelta(hours=1)
    )
    come_back(here.anybody, fake, "/account/openid?next=/follow-up")

    wrong = here.anybody.post(
        "/account/openid/link", data={"secret": "no"}, headers=OURS
    )
    right = here.anybody.post(
        "/account/openid/link", data={"secret": secret}, headers=OURS, **STAY
    )
    again = come_back(here.client(), fake, "/account/openid")

    assert wrong.status_code == 422
    assert right.headers["location"] == "/follow-up"
    assert identity.linked_identities.account_of(ISSUER, "subject-1") == account
    principal = identity.principal_from_cookie(again.cookies[SESSION_COOKIE_NAME])
    assert principal is not None
    assert principal.account == account


def test_a_secret_links_nothing_that_was_not_proved(here: Served, fake: FakeProvider):
    identity = here.system.identity
    account = give_account(here, subject=None)
    secret = identity.one_time_secrets.create(
        SecretPurpose.RESET, account, timedelta(hours=1)
    )
    here.anybody.get("/account/openid", **STAY)  # begun, and not come back

    response = here.anybody.post(
        "/account/openid/link", data={"secret": secret}, headers=OURS, **STAY
    )

    assert (response.status_code, response.json()["code"]) == (
        403,
        "openid_flow_refused",
    )
    assert identity.linked_identities.list_for(account) == ()


def test_what_was_proved_is_forgotten_after_ten_minutes(
    here: Served, fake: FakeProvider, clock: StoryClock
):
    account = give_account(here, subject=None)
    lasts = timedelta(hours=1)
    secret = here.system.identity.one_time_secrets.create(
        SecretPurpose.RESET, account, lasts
    )
    come_back(here.anybody, fake, "/account/openid")
    clock.pass_by(timedelta(minutes=10))

    response = here.anybody.post(
        "/account/openid/link", data={"secret": secret}, headers=OURS, **STAY
    )

    assert response.status_code == 403


def test_who_is_signed_in_links_an_identity_and_unlinks_it(
    here: Served, fake: FakeProvider
):
    account = give_account(here, subject=None)
    browser = signed_in(here, account)

    linked = come_back(browser, fake, "/account/openid?link=1", **FROM_OUR_PAGE)
    page = browser.get(linked.headers["location"])
    unlinked = browser.post(
        "/account/openid/unlink",
        data={"issuer": ISSUER, "subject": "subject-1"},
        headers=OURS,
    )

    assert "subject-1 at identities.example" in page.text
    assert "Your account is not linked yet" in unlinked.text
    assert here.system.identity.linked_identities.list_for(account) == ()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": "https://evil.example/"},
    ],
)
def test_another_site_cannot_begin_to_link(here: Served, headers: dict[str, str]):
    browser = signed_in(here, give_account(here, subject=None))

    response = browser.get("/account/openid?link=1", headers=headers, **STAY)

    assert response.status_code == 403


def test_linking_needs_a_fresh_proof(here: Served, clock: StoryClock):
    browser = signed_in(here, give_account(here, subject=None))
    clock.pass_by(timedelta(minutes=11))

    response = browser.get("/account/openid?link=1", headers=FROM_OUR_PAGE, **STAY)

    assert response.headers["location"].startswith("/account/again?next=")


def test_whoever_is_signed_in_meanwhile_is_not_linked(here: Served, fake: FakeProvider):
    account = give_account(here, subject=None)
    other = give_account(here, subject=None, name="Another")
    browser = signed_in(here, account)
    begun = browser.get("/account/openid?link=1", headers=FROM_OUR_PAGE, **STAY)
    back = fake.sign_in(begun.headers["location"])
    browser.cookies.delete(SESSION_COOKIE_NAME)
    browser.cookies.update(signed_in(here, other).cookies)

    response = browser.get("/account/openid/callback", params=back, **STAY)

    assert response.status_code == 403
    assert here.system.identity.linked_identities.list_for(other) == ()


def test_an_identity_belongs_to_one_account(here: Served, fake: FakeProvider):
    give_account(here)
    browser = signed_in(here, give_account(here, subject=None, name="Another"))

    response = come_back(browser, fake, "/account/openid?link=1", **FROM_OUR_PAGE)

    assert response.status_code == 409
    assert "already linked to another account" in response.text


def test_a_closed_account_does_not_open(here: Served, fake: FakeProvider):
    here.system.identity.accounts.close(give_account(here))

    response = come_back(here.anybody, fake, "/account/openid")

    assert response.status_code == 403
    assert SESSION_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize(
    ("claims", "leads_to"), [({}, "/account/enrol"), ({"amr": ["mfa"]}, "/")]
)
def test_a_role_that_needs_two_factors_gets_them_there_or_here(
    here: Served, fake: FakeProvider, claims: dict[str, object], leads_to: str
):
    give_account(here, Role.SECRETARIAT)
    fake.claims = claims

    response = come_back(here.anybody, fake, "/account/openid")

    assert response.headers["location"] == leads_to
    principal = here.system.identity.principal_from_cookie(
        response.cookies[SESSION_COOKIE_NAME]
    )
    assert (principal is None) is (leads_to != "/")


def test_a_provider_of_two_factors_is_enough_where_the_settings_say_so(
    faked: FakeProvider, tmp_path: Path, clock: StoryClock
):
    with served(tmp_path, clock=clock, openid_second_factor=True) as here:
        give_account(here, Role.SECRETARIAT)
        response = come_back(here.anybody, faked, "/account/openid")

    assert response.headers["location"] == "/"


def test_people_are_told_why_it_did_not_work(here: Served, fake: FakeProvider):
    fake.answers["/token"] = lambda: httpx.Response(503)
    browser = here.client(accept="text/html")

    response = come_back(browser, fake, "/account/openid")

    assert response.status_code == 503
    assert "The provider responded with an error (503)" in response.text


def test_no_secret_of_a_sign_in_is_logged(
    here: Served, fake: FakeProvider, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    give_account(here)
    begun = here.anybody.get("/account/openid", **STAY)
    flow_cookie = begun.cookies["bsm_openid"]
    back = fake.sign_in(begun.headers["location"])
    fake.header = {"kid": "unknown"}
    token = fake.id_token(fake.codes[back["code"]]["nonce"])
    here.anybody.get("/account/openid/callback", params=back, **STAY)

    ours = [
        record for record in caplog.records if record.name != "httpx2"
    ]  # the browser's
    log_text = " ".join(f"{record.getMessage()} {vars(record)}" for record in ours)
    assert "openid_token_refused" in log_text
    for secret in (back["code"], back["state"], token, flow_cookie, SECRET):
        assert secret not in log_text


def test_without_a_provider_there_is_no_such_page(tmp_path: Path):
    with served(tmp_path) as here:
        assert here.anybody.get("/account/openid").status_code == 404
