"""ASVS 5.0, chapter 7: sessions and tokens, from their beginning to their end."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from raw_database import plain
from service.accounts.account_examples import (
    PASSWORD,
    Browser,
    Office,
    led_to,
    office,
    secret_on,
)
from service.http_api.http_examples import HERE
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.http_api import live_positions
from bsm_service.http_api.requests.callers import principal_from_cookie
from bsm_service.identity import Account, SecretPurpose

LIVE = "ws://127.0.0.1:8501/api/live"
DAY = timedelta(days=1)
NEW = "eight small boats at dusk"
# Characters of base64 for 128 bits.
LEAST = 22


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


@pytest.fixture
def account(here: Office) -> Account:
    return here.give("Petra", Role.FOCAL_POINT, "AT")


@pytest.fixture
def petra(here: Office, account: Account) -> Browser:
    browser = here.browser()
    assert led_to(browser.sign_in("Petra")) == "/"
    return browser


def a_token(browser: Browser) -> str:
    principal = browser.acts_as()
    assert principal is not None
    form = {"mandate": principal.mandate, "token_name": "t", "scope": "all"}
    return secret_on(browser.send("/account/tokens", **form, days="30"))


def client_of(here: Office, browser: Browser) -> TestClient:
    """The same browser, for what a page's script asks."""
    client = here.client(Origin=HERE)
    client.cookies.update(browser.cookies)
    return client


# 7.1.2: how many sessions an account has at once is limited, and known.


def test_7_1_2_beyond_the_limit_the_session_unused_for_longest_ends(tmp_path: Path):
    with office(tmp_path, sessions_per_account=3) as here:
        account = here.give("Petra", Role.FOCAL_POINT, "AT")
        here.give("Paul", Role.FOCAL_POINT, "IT")
        others = here.browser()
        others.sign_in("Paul")
        browsers = [here.browser() for _ in range(4)]
        for browser in browsers[:3]:
            browser.sign_in("Petra")
            here.clock.pass_by(timedelta(minutes=2))
        browsers[0].see("/account")  # the second is the one unused for longest
        browsers[3].sign_in("Petra")

        signed_in = [one.acts_as() is not None for one in (*browsers, others)]
        events = here.system.identity.account_database.events_of(account.id)

    assert signed_in == [True, False, True, True, True]
    assert [event.reason for event in events if event.what == "session-ended"] == [
        "more than 3 sessions at once"
    ]


def test_7_1_2_the_number_of_sessions_is_shown(
    here: Office, account: Account, petra: Browser
):
    here.browser().sign_in("Petra")
    administrator = here.as_(Role.ADMINISTRATOR)

    [accounts] = [
        item
        for item in administrator.get("/api/v1/accounts").json()["items"]
        if item["id"] == account.id
    ]

    assert accounts["sessions"] == 2
    assert client_of(here, petra).get("/api/v1/me").json()["sessions"] == 2
    assert "2 sessions; at most" in petra.see("/account").text


# 7.2.3: reference tokens are unique, and random by at least 128 bits.


def test_7_2_3_secrets_are_random_and_stored_hashed(
    here: Office, petra: Browser, tmp_path: Path
):
    cookies = [petra.cookies["bsm_session"]]
    for _ in range(9):
        petra.sign_in("Petra")
        cookies.append(petra.cookies["bsm_session"])
    tokens = [a_token(petra) for _ in range(10)]

    secrets = [cookie.partition(".")[0] for cookie in cookies]
    secrets += [token.removeprefix("bsm_") for token in tokens]
    assert len(set(secrets)) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)
    # No character stands at the same place in all of them.
    assert all(len(set(place)) > 2 for place in zip(*secrets, strict=True))
    stored = everything_in(tmp_path)
    assert len(stored) > 1_000
    assert not [
        secret_text
        for secret_text in (*secrets, *cookies, *tokens)
        if secret_text in stored
    ]


def everything_in(folder: Path) -> str:
    with plain(folder, "service") as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        return "\n".join(
            str(tuple(row))
            for (name,) in names
            for row in connection.execute(f"SELECT * FROM {name}")
        )


# 7.3.1, 7.3.2: a session ends when it is not used, and after a while in any case.


@pytest.mark.parametrize(
    ("settings", "idle", "hours"),
    [({}, 30, 12), ({"idle_minutes": 5, "session_hours": 1}, 5, 1)],
)
def test_7_3_1_a_session_ends_idle_and_after_its_hours(
    tmp_path: Path, settings: dict[str, int], idle: int, hours: int
):
    with office(tmp_path, **settings) as here:
        here.give("Petra", Role.FOCAL_POINT, "AT")
        browsers, used = here.browser(), here.browser()
        browsers.sign_in("Petra")
        used.sign_in("Petra")
        began, step = here.clock.time, timedelta(minutes=idle, seconds=-1)

        here.clock.pass_by(step)
        assert browsers.see("/api/v1/meetings").status_code == 200
        assert used.see("/account").status_code == 200
        here.clock.pass_by(timedelta(minutes=idle))
        assert browsers.see("/api/v1/meetings").status_code == 401
        assert led_to(used.see("/account")).startswith("/account/sign-in")

        used.sign_in("Petra")
        began = here.clock.time
        while here.clock.time + step < began + timedelta(hours=hours):
            assert used.see("/api/v1/meetings").status_code == 200
            here.clock.pass_by(step)
        here.clock.time = began + timedelta(hours=hours)
        assert used.see("/api/v1/meetings").status_code == 401


def test_7_3_1_a_page_that_keeps_itself_up_is_no_use(here: Office, petra: Browser):
    for _ in range(6):
        here.clock.pass_by(timedelta(minutes=5))
        principal = principal_from_cookie(
            here.system, here.settings, petra.cookies, in_use=False
        )

    assert principal is None
    assert petra.see("/api/v1/meetings").status_code == 401


# 7.4.1: a session that was ended is of no use anywhere, from then on.


def signs_out(here: Office, account: Account, petra: Browser) -> None:
    petra.send("/account/sign-out")


def ends_it_from_elsewhere(here: Office, account: Account, petra: Browser) -> None:
    other = here.browser()
    other.sign_in("Petra")
    assert led_to(other.send("/account/sessions/end-others")).startswith("/account")


def is_closed(here: Office, account: Account, petra: Browser) -> None:
    here.system.identity.accounts.close(account.id)


def resets_the_password(here: Office, account: Account, petra: Browser) -> None:
    secret = here.system.identity.one_time_secrets.create(
        SecretPurpose.RESET, account.id, DAY
    )
    form = {"secret": secret, "password": NEW}
    assert here.browser().send("/account/reset", **form).status_code == 303


def loses_the_mandate(here: Office, account: Account, petra: Browser) -> None:
    [mandate] = here.system.identity.mandates.current_of(account.id)
    here.system.identity.mandates.end(
        mandate.id, actor="the tests", reason="succession"
    )


ENDS = [
    signs_out,
    ends_it_from_elsewhere,
    is_closed,
    resets_the_password,
    loses_the_mandate,
]


@pytest.mark.parametrize("end", ENDS)
def test_7_4_1_an_ended_session_is_of_no_use(
    here: Office,
    account: Account,
    petra: Browser,
    end: Callable[[Office, Account, Browser], None],
):
    before = petra.cookies
    client = client_of(here, petra)
    assert client.get("/api/v1/meetings").status_code == 200
    with client.websocket_connect(LIVE) as socket:
        assert socket.receive_text()

        end(here, account, petra)

        final = socket.receive()
    assert final["type"] == "websocket.close"
    assert final["code"] == live_positions.NOT_SIGNED_IN
    assert client.get("/api/v1/meetings").status_code == 401
    assert client.post("/api/v1/meetings", json={}).status_code in (401, 422)
    page = client.get("/account", follow_redirects=False)
    assert led_to(page).startswith("/account/sign-in")
    assert principal_from_cookie(here.system, here.settings, before) is None
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(LIVE):
        pass


@pytest.mark.parametrize("end", [is_closed, loses_the_mandate])
def test_7_4_1_tokens_end_with_what_they_rest_on(
    here: Office,
    account: Account,
    petra: Browser,
    end: Callable[[Office, Account, Browser], None],
):
    program = here.client(Authorization=f"Bearer {a_token(petra)}")
    assert program.get("/api/v1/meetings").status_code == 200

    end(here, account, petra)

    assert program.get("/api/v1/meetings").status_code == 401
    with pytest.raises(WebSocketDisconnect), program.websocket_connect(LIVE):
        pass


# 7.4.5: administrators end the sessions of others.


def test_7_4_5_an_administrator_ends_somebodys_sessions(
    here: Office, account: Account, petra: Browser
):
    second = here.browser()
    second.sign_in("Petra")
    program = here.client(Authorization=f"Bearer {a_token(petra)}")
    ada = administrator_at(here)

    response = ada.ask(f"/api/v1/accounts/{account.id}/sessions-end", None)

    assert (response.status_code, response.json()) == (200, {"ended": 2})
    assert petra.acts_as() is None
    assert second.acts_as() is None
    assert program.get("/api/v1/meetings").status_code == 200
    events = here.system.identity.account_database.events_of(account.id)
    acting = ada.acts_as()
    assert acting is not None
    assert [event.by for event in events if event.what == "session-ended"] == (
        [acting.account] * 2
    )
    assert led_to(petra.sign_in("Petra")) == "/"


def administrator_at(here: Office) -> Browser:
    """An administrator who has just signed in with both factors."""
    here.give("Ada", Role.ADMINISTRATOR)
    browser = here.browser()
    browser.sign_in("Ada")
    browser.enrol()
    return browser


def test_7_4_5_nobody_ends_their_own_there_nor_those_of_nobody(here: Office):
    ada = administrator_at(here)
    acting = ada.acts_as()
    assert acting is not None

    own = ada.ask(f"/api/v1/accounts/{acting.account}/sessions-end", None)
    nobody = ada.ask("/api/v1/accounts/nobody/sessions-end", None)

    assert (own.status_code, own.json()["code"]) == (409, "invalid_transition")
    assert nobody.status_code == 404
    assert ada.acts_as() is not None


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.AUDITOR, Role.CHAIR])
def test_7_4_5_nobody_else_does(here: Office, account: Account, role: Role):
    response = here.as_(role).post(f"/api/v1/accounts/{account.id}/sessions-end")

    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")


def test_7_4_5_the_command_line_ends_them_too(
    here: Office, account: Account, petra: Browser, tmp_path: Path
):
    result = CliRunner().invoke(
        app, ["user", "end-sessions", "Petra", "--data", str(tmp_path), "--json"]
    )

    assert json.loads(result.stdout)["ended"] == 1
    assert petra.acts_as() is None


# 7.5.2: sessions are seen and ended by their owner, after a fresh proof.


def test_7_5_2_sessions_are_seen_and_ended_after_a_fresh_proof(
    here: Office, account: Account, petra: Browser
):
    other = here.browser()
    other.sign_in("Petra")
    [id] = [
        entry.id
        for entry in here.system.identity.sessions.list_for(account.id)
        if f'value="{entry.id}"' in petra.see("/account").text
    ]
    here.clock.pass_by(timedelta(minutes=11))

    stale = petra.see("/account").text
    for path, form in (
        ("/account/sessions/end", {"id": id}),
        ("/account/sessions/end-others", {}),
    ):
        assert led_to(petra.send(path, **form)) == "/account/again?next=/account"
    assert other.acts_as() is not None
    assert id not in stale

    assert led_to(petra.send("/account/again", password=PASSWORD)) == "/"
    fresh = petra.see("/account").text
    assert fresh.count("Firefox on Android") >= 2
    assert petra.send("/account/sessions/end", id=id).status_code == 303
    assert other.acts_as() is None
    assert petra.acts_as() is not None


# 7.5.3: who changes how others sign in, or who administers, proves again who they are.

DELICATE: dict[str, Any] = {
    "/accounts/{account}/reset": None,
    "/accounts/{account}/factors-removal": None,
    "/accounts/{account}/sessions-end": None,
    "/accounts/{account}/closing": {"reason": "left"},
    "/accounts/{account}/reopening": {"reason": "is back"},
    "/mandates": {"account": "{account}", "role": "administrator"},
    "/mandates/{mandate}/end": {"reason": "moved"},
}


@pytest.fixture
def ada(here: Office) -> tuple[Browser, pyotp.TOTP]:
    here.give("Ada", Role.ADMINISTRATOR)
    browser = here.browser()
    browser.sign_in("Ada")
    app, _ = browser.enrol()
    return browser, app


def changes(here: Office, account: Account) -> dict[str, Any]:
    """The requests, about an account with a second factor and an administrator."""
    petra = here.browser()
    petra.sign_in("Petra")
    petra.enrol()
    other_mandate = here.give("Paul", Role.ADMINISTRATOR)
    [mandate] = here.system.identity.mandates.current_of(other_mandate.id)
    named = {"{account}": account.id, "{mandate}": mandate.id}

    def filled(text: str) -> str:
        for name, id in named.items():
            text = text.replace(name, id)
        return text

    return {
        f"/api/v1{filled(path)}": json.loads(filled(json.dumps(body)))
        for path, body in DELICATE.items()
    }


def test_7_5_3_a_stale_session_does_not_change_how_others_sign_in(
    here: Office, account: Account, ada: tuple[Browser, pyotp.TOTP]
):
    browser, app = ada
    requests = changes(here, account)
    here.clock.pass_by(timedelta(minutes=11))
    before = happened(here)

    for path, body in requests.items():
        response = browser.ask(path, body)
        assert (response.status_code, response.json()["code"]) == (
            403,
            "proof_needed",
        ), path
        assert "/account/again" in response.json()["detail"]
    assert happened(here) == before
    # What takes nothing from anybody needs no proof.
    leadership = {"account": account.id, "role": "leadership"}
    assert browser.ask("/api/v1/mandates", leadership).status_code == 201

    again = {"code": app.at(here.clock.time), "next": "/administration"}
    assert led_to(browser.send("/account/again", **again)) == "/administration"
    for path, body in requests.items():
        assert browser.ask(path, body).status_code < 300, path


def test_7_5_3_a_token_is_no_proof_unless_it_names_the_action(
    here: Office, account: Account
):
    requests, identity = changes(here, account), here.system.identity

    def program(**limit: Any) -> TestClient:
        token = identity.create_token("tool", Role.ADMINISTRATOR, **limit)
        return here.client(Authorization=f"Bearer {token}")

    named = frozenset(
        {"account.reset", "account.end-sessions", "account.close", "mandate.give"}
    )
    everything, limited = program(), program(scope=named)
    before = happened(here)

    for path, body in requests.items():
        response = everything.post(path, json=body)
        assert (response.status_code, response.json()["code"]) == (
            403,
            "proof_needed",
        ), path
    assert happened(here) == before
    for path, body in requests.items():
        assert limited.post(path, json=body).status_code < 300, path
    assert limited.get("/api/v1/accounts").json()["code"] == "not_permitted"


def test_7_5_3_the_command_line_makes_such_a_token(here: Office, tmp_path: Path):
    command = ["token", "create", "--user", "tool", "--role", "administrator", "--json"]

    def made(*only: str) -> Any:
        options = [word for action in only for word in ("--only", action)]
        return CliRunner().invoke(app, [*command, *options, "--data", str(tmp_path)])

    token = json.loads(made("account.end-sessions", "account.reset").stdout)["token"]
    here.clock.time = utc_now()  # the command line has no other
    acting = here.system.identity.principal_from_token(token)

    assert acting is not None
    assert acting.allowed_actions == {"account.end-sessions", "account.reset"}
    refused = made("meeting.open")
    assert json.loads(refused.stderr)["code"] == "invalid_value"


def happened(here: Office) -> int:
    """How much has happened to all accounts."""
    register = here.system.identity.account_database
    accounts = here.system.identity.accounts.all()
    return sum(len(register.events_of(account.id)) for account in accounts)
