"""ASVS 5.0, chapter 16: every proof of who somebody is, right or wrong, is logged."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from service.accounts.account_examples import PASSWORD, Browser, Office, office
from service.http_api.http_examples import served
from service.identity.authenticator import Authenticator
from service.identity.openid.openid_examples import (
    FakeProvider,
    come_back,
    give_account,
)
from systems import StoryClock

from bsm_domain.foundation.roles import Role
from bsm_service.identity import Account, RelyingParty, SecretPurpose

NEW = "eight small boats at dusk"
WRONG = "canary that nobody may read"
NAMED = "http://localhost:8501"
DAY = timedelta(days=1)
LogLine = dict[str, Any]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


@pytest.fixture
def log_lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[LogLine]]:
    """What the log tells of proofs since it was asked before."""
    caplog.set_level(logging.INFO)

    def since() -> list[LogLine]:
        lines = [
            vars(record)["log_fields"]
            for record in caplog.records
            if record.name == "bsm.account"
        ]
        everything = "\n".join(
            f"{record.getMessage()} {vars(record)}" for record in caplog.records
        )
        caplog.clear()
        for secret in ("Petra", "Nobody", "canary", PASSWORD, NEW):
            assert secret not in everything
        return lines

    return since


def events(lines: list[LogLine]) -> list[tuple[str, str | None, str | None]]:
    return [(line["event"], line["account"], line.get("method")) for line in lines]


def test_16_3_1_passwords(here: Office, log_lines: Callable[[], list[LogLine]]):
    petra = here.give("Petra", Role.FOCAL_POINT, "AT").id
    browser = here.browser("192.0.2.7")
    browser.sign_in("Petra", WRONG)
    browser.sign_in("Nobody", WRONG)
    browser.sign_in("Petra")
    browser.send("/account/again", password=WRONG)
    browser.send("/account/again", password=PASSWORD)
    browser.send("/account/password", present=WRONG, password=NEW)
    browser.send("/account/password", present=PASSWORD, password=NEW)
    browser.send("/account/sign-out")

    lines = log_lines()
    assert events(lines) == [
        ("sign_in_refused", petra, "password"),
        ("sign_in_refused", None, "password"),
        ("signed_in", petra, "password"),
        ("proof_refused", petra, "password"),
        ("proved_again", petra, "password"),
        ("proof_refused", petra, "password"),
        ("password_changed", petra, None),
        ("signed_out", petra, None),
    ]
    assert {line["address"] for line in lines} == {"elsewhere"}


def test_16_3_1_attempts_that_must_wait(
    here: Office, log_lines: Callable[[], list[LogLine]]
):
    browser = here.browser()
    for _ in range(4):
        browser.sign_in("Petra", WRONG)

    last = log_lines()[-1]

    assert (last["event"], last["code"]) == ("refused", "too_soon")


def test_16_3_1_second_factors(here: Office, log_lines: Callable[[], list[LogLine]]):
    ada = here.give("Ada", Role.SECRETARIAT).id
    first = here.browser()
    first.sign_in("Ada")
    first.see("/account/enrol")
    first.send("/account/enrol", code="000000")
    app, codes = first.enrol()
    here.clock.pass_by(timedelta(minutes=1))
    second, third = here.browser(), here.browser()
    second.sign_in("Ada")
    second.send("/account/second-factor", code="000000")
    second.send("/account/second-factor", code=app.at(here.clock.time))
    third.sign_in("Ada")
    third.send("/account/second-factor", code="ABCDEF-ABCDEF-ABCDEF-ABCDEF")
    third.send("/account/second-factor", code=codes[0])

    assert events(log_lines()) == [
        ("proved", ada, "password"),
        ("enrolment_refused", ada, "password+totp"),
        ("enrolled", ada, "password+totp"),
        ("signed_in", ada, "password+totp"),
        ("proved", ada, "password"),
        ("second_factor_refused", ada, "password+totp"),
        ("signed_in", ada, "password+totp"),
        ("proved", ada, "password"),
        ("second_factor_refused", ada, "password+recovery-code"),
        ("signed_in", ada, "password+recovery-code"),
    ]


def test_16_3_1_secrets_and_tokens(
    here: Office, log_lines: Callable[[], list[LogLine]]
):
    petra = here.give("Petra", Role.FOCAL_POINT, "AT").id
    secret = here.system.identity.one_time_secrets.create(
        SecretPurpose.RESET, petra, DAY
    )
    browser = here.browser()
    browser.send("/account/reset", secret="canary", password=NEW)
    browser.send("/account/reset", secret=secret, password=NEW)

    lines = log_lines()

    assert lines[0]["code"] == "one_time_secret_refused"
    assert events(lines)[1:] == [
        ("password_reset", petra, "one-time-secret"),
        ("signed_in", petra, "password"),
    ]


def test_16_3_1_tokens(here: Office, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    bearer = here.bearer(Role.AUDITOR)
    for headers in (bearer, {"Authorization": "Bearer bsm_canary"}, {}):
        here.client(**headers).get("/api/v1/meetings")

    lines = [
        vars(record)["log_fields"]
        for record in caplog.records
        if record.name == "bsm.requests"
    ]

    assert [
        (line["status"], line["signed_in_by"], line.get("code")) for line in lines
    ] == [
        (200, "token", None),
        (401, None, "not_signed_in"),
        (401, None, "not_signed_in"),
    ]
    assert lines[0]["account"] == here.system.identity.accounts.all()[0].id
    assert "canary" not in json.dumps(lines)


def test_16_3_1_passkeys(here: Office, log_lines: Callable[[], list[LogLine]]):
    petra, key = here.give("Petra", Role.FOCAL_POINT, "AT"), Authenticator()
    register(here, petra, key)
    browser = here.client(Host="localhost:8501", Origin=NAMED)
    for stranger in (True, False):
        challenge = browser.post("/account/passkeys/sign-in/options").json()
        used = Authenticator() if stranger else key
        body = {
            "challenge": challenge["challenge"],
            "credential": used.sign_in(json.dumps(challenge["options"]), NAMED),
        }
        browser.post("/account/passkeys/sign-in", json=body)

    lines = events(log_lines())

    assert lines[0] == ("sign_in_refused", None, "passkey")
    assert lines[-1] == ("signed_in", petra.id, "passkey")


def register(here: Office, account: Account, key: Authenticator) -> None:
    party = RelyingParty("localhost", NAMED, "the tests")
    passkeys = here.system.identity.passkeys
    options, challenge = passkeys.registration_options(account.id, party)
    credential = json.dumps(key.register(options, NAMED))
    passkeys.register(account.id, party, challenge, credential, "a key")


def test_16_3_1_sign_in_elsewhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    log_lines: Callable[[], list[LogLine]],
):
    clock = StoryClock()
    fake = FakeProvider(clock)
    monkeypatch.setattr(
        "bsm_service.accounts.pages.sign_in.openid.provider_of",
        lambda _: fake.provider(),
    )
    with served(tmp_path, clock=clock) as here:
        account = give_account(here)
        come_back(here.client(), fake, "/account/openid")
        fake.subject = "canary"
        come_back(here.client(), fake, "/account/openid")
        fake.claims = {"iss": "https://canary.example"}
        come_back(here.client(), fake, "/account/openid")

    lines = log_lines()

    assert events(lines) == [
        ("signed_in", account, "openid"),
        ("openid_refused", None, "openid"),
        ("refused", None, None),
    ]
    assert lines[2]["code"] == "openid_token_refused"


def test_16_3_1_who_is_half_in_is_told_apart(
    here: Office, log_lines: Callable[[], list[LogLine]]
):
    """A right password is on record where the second factor never comes, too."""
    ada = here.give("Ada", Role.SECRETARIAT).id
    browser: Browser = here.browser()
    browser.sign_in("Ada")

    assert events(log_lines()) == [("proved", ada, "password")]
