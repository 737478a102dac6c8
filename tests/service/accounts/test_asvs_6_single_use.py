"""ASVS 5.0, 6.5.1: what proves somebody once proves nobody twice, nor two at once."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from service.accounts.account_examples import PASSWORD, Browser, Office, led_to, office
from service.http_api.http_examples import served
from service.identity.authenticator import Authenticator
from service.identity.openid.openid_examples import FakeProvider, give_account
from systems import StoryClock, at_once

from bsm_domain.foundation.roles import Role
from bsm_service.identity import RelyingParty, SecretPurpose

STAY: dict[str, Any] = {"follow_redirects": False}
NEW = "eight small boats at dusk"
NAMED = "http://localhost:8501"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


def half_in(here: Office, number: int) -> list[Browser]:
    """Browsers in which a second factor is asked for."""
    browsers = [here.browser(f"192.0.2.{one}") for one in range(number)]
    for browser in browsers:
        assert led_to(browser.sign_in("Ada")) == "/account/second-factor"
    return browsers


def tried(browsers: list[Browser], code: str) -> list[int]:
    responses = at_once(
        [
            lambda browser=browser: browser.send("/account/second-factor", code=code)
            for browser in browsers
        ]
    )
    return sorted(response.status_code for response in responses)


def test_6_5_1_a_code_of_an_app_is_good_once(here: Office):
    here.give("Ada", Role.SECRETARIAT)
    first = here.browser()
    first.sign_in("Ada")
    app, _ = first.enrol()
    here.clock.pass_by(timedelta(minutes=1))
    browsers = half_in(here, 4)

    code = app.at(here.clock.time)

    assert tried(browsers[:3], code) == [303, 401, 401]
    assert tried(browsers[3:], code) == [401]


def test_6_5_1_a_recovery_code_is_good_once(here: Office):
    here.give("Ada", Role.SECRETARIAT)
    first = here.browser()
    first.sign_in("Ada")
    _, codes = first.enrol()
    browsers = half_in(here, 4)

    assert tried(browsers[:3], codes[0]) == [303, 401, 401]
    assert tried(browsers[3:], codes[0]) == [401]


def test_6_5_1_a_one_time_secret_is_good_once(here: Office):
    petra = here.give("Petra", Role.FOCAL_POINT, "AT")
    secret = here.system.identity.one_time_secrets.create(
        SecretPurpose.RESET, petra.id, timedelta(days=1)
    )
    form = {"secret": secret, "password": NEW}
    browsers = [here.browser(f"192.0.2.{one}") for one in range(3)]

    responses = at_once(
        [
            lambda browser=browser: browser.send("/account/reset", **form)
            for browser in browsers
        ]
    )
    again = here.browser().send("/account/reset", **form)

    assert sorted(response.status_code for response in responses) == [303, 422, 422]
    assert again.status_code == 422


def test_6_5_1_the_first_administrators_secret_is_good_once(here: Office):
    secret = here.system.identity.first_administrator_secret() or ""
    browsers = [here.browser(f"192.0.2.{browser}") for browser in range(3)]

    responses = at_once(
        [
            lambda browser=browser, name=name: browser.send(
                "/account/first-administrator",
                secret=secret,
                name=name,
                password=PASSWORD,
            )
            for browser, name in zip(browsers, ("Ada", "Eve", "Eva"), strict=True)
        ]
    )

    assert sorted(response.status_code for response in responses) == [303, 422, 422]
    assert len(here.system.identity.accounts.all()) == 1


def test_6_5_1_the_answer_to_a_passkeys_challenge_is_good_once(here: Office):
    petra, key = here.give("Petra", Role.FOCAL_POINT, "AT"), Authenticator(counts=False)
    party = RelyingParty("localhost", NAMED, "the tests")
    passkeys = here.system.identity.passkeys
    options, challenge = passkeys.registration_options(petra.id, party)
    credential = json.dumps(key.register(options, NAMED))
    passkeys.register(petra.id, party, challenge, credential, "a key")
    browsers = [
        here.client(address=f"192.0.2.{attempt}", Host="localhost:8501", Origin=NAMED)
        for attempt in range(3)
    ]
    ceremony = browsers[0].post("/account/passkeys/sign-in/options").json()
    body = {
        "challenge": ceremony["challenge"],
        "credential": key.sign_in(json.dumps(ceremony["options"]), NAMED),
    }

    responses = at_once(
        [
            lambda browser=browser: browser.post("/account/passkeys/sign-in", json=body)
            for browser in browsers
        ]
    )
    again = browsers[0].post("/account/passkeys/sign-in", json=body)

    assert sorted(response.status_code for response in responses) == [200, 401, 401]
    assert again.status_code == 401
    # Whoever comes in so is known again at this browser, as after a password.
    [accepted] = [response for response in responses if response.status_code == 200]
    cookies = accepted.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == [
        "bsm_session",
        "bsm_device",
    ]


class _Unspent(dict[str, dict[str, str]]):
    """The codes of a provider that takes each as often as it comes."""

    def pop(self, code: str, default: Any = None) -> Any:
        return self.get(code, default)


def test_6_5_1_the_state_of_a_sign_in_elsewhere_is_good_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    clock = StoryClock()
    fake = FakeProvider(clock, codes=_Unspent())
    monkeypatch.setattr(
        "bsm_service.accounts.pages.sign_in.openid.provider_of",
        lambda _: fake.provider(),
    )
    with served(tmp_path, clock=clock) as here:
        give_account(here)
        begun = here.anybody.get("/account/openid", **STAY)
        back = fake.sign_in(begun.headers["location"])
        browsers = [here.client() for _ in range(3)]
        for browser in browsers:
            browser.cookies.update(here.anybody.cookies)

        responses = at_once(
            [
                lambda client=client: client.get(
                    "/account/openid/callback", params=back, **STAY
                )
                for client in browsers
            ]
        )

    assert sorted(response.status_code for response in responses) == [303, 403, 403]
