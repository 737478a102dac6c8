"""ASVS 5.0, chapter 6: passwords, guesses, and who has no way in."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from raw_database import stored_rows
from service.accounts.account_examples import PASSWORD, Browser, Office, led_to, office
from service.http_api.http_examples import OPTIONAL, Served
from service.http_api.routes import PUBLIC_ADDRESSES, every_address
from starlette.websockets import WebSocketDisconnect
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.foundation.refusals import PasswordRefused
from bsm_service.http_api.requests.callers import principal_from_cookie
from bsm_service.identity import SecretPurpose
from bsm_service.identity.credentials.passwords import common_passwords, refuse_weak
from bsm_service.settings.settings import Settings

DAY = timedelta(days=1)
STRONG_ROLES = [
    Role.SECRETARIAT,
    Role.CHAIR,
    Role.ADMINISTRATOR,
    Role.FOCAL_POINT,
    Role.AUDITOR,
]
STRICT: dict[str, tuple[str, ...]] = {"second_factor_optional": ()}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as it:
        yield it


def chooses(here: Office, account: str, password: str) -> int:
    """Somebody chooses a password, with a secret that they were given."""
    secret = here.system.identity.one_time_secrets.create(
        SecretPurpose.RESET, account, DAY
    )
    form = {"secret": secret, "password": password}
    return here.browser().send("/account/reset", **form).status_code


# 6.2.1: at least 8 characters, and 15 where nothing else is asked.


def test_6_2_1_a_password_has_15_characters_or_8_beside_a_second_factor(here: Office):
    petra = here.give("Petra", Role.FOCAL_POINT, "AT").id
    short, long = "kx7vq2zq", "kx7 vq2z wolken"
    assert (len(short), len(long)) == (8, 15)

    assert chooses(here, petra, long[:14]) == 422
    assert chooses(here, petra, long) == 303
    browser = here.browser()
    browser.sign_in("Petra", long)
    browser.enrol()
    assert chooses(here, petra, short[:7]) == 422
    assert chooses(here, petra, short) == 303


# 6.2.4: at least the 3,000 most common passwords that fit the policy are refused.


def test_6_2_4_common_passwords_of_eight_characters_are_refused():
    common = common_passwords()

    assert len(common) > 11_000
    assert all(map(is_refused, common))


def test_6_2_4_common_passwords_of_fifteen_characters_are_refused():
    """Hardly any list has so many that are as long: people put two together."""
    alone = [word for word in common_passwords() if len(word) >= 15]
    common = FREQUENCY_LISTS["passwords"][:300]
    pairs = (a + b for a, b in product(common, common) if 15 <= len(a + b) <= 128)
    together = list(islice(pairs, 3_000))

    assert len(alone) > 20
    assert len(together) == 3_000
    for password in (*alone, *together):
        with pytest.raises(PasswordRefused, match="attackers try first"):
            refuse_weak(password, "", short_allowed=False)


def test_6_2_4_they_are_refused_by_the_page(here: Office):
    petra = here.give("Petra", Role.FOCAL_POINT, "AT").id

    for common in ("1qaz2wsx3edc4rfv", "Password12345678", "PASSWORDPASSWORD"):
        assert chooses(here, petra, common) == 422


def is_refused(password: str) -> bool:
    try:
        refuse_weak(password, "", short_allowed=True)
    except PasswordRefused:
        return True
    return False


# 6.2.5: passwords of any composition.

ANY = [
    "onlysmallletters of any kind".replace(" ", ""),
    "  spaces   before and after  ",
    "пароль из одних букв",
    "パスワードは十五文字より長いです。",
    "🙂🙃🙂🙃🙂 and faces 🙂",
    "<b>'\"&;--%00${{7*7}}\\",
    "739201847562019",
    "é" * 3 + "ordinary until the 128th".ljust(125, "x"),
]


@pytest.mark.parametrize("password", ANY)
def test_6_2_5_a_password_is_of_any_characters(here: Office, password: str):
    petra = here.give("Petra", Role.FOCAL_POINT, "AT").id

    assert chooses(here, petra, password) == 303
    assert here.browser().sign_in("Petra", password).status_code == 303
    # To the last character: none is cut off, trimmed or read as another.
    assert here.browser().sign_in("Petra", password[:-1]).status_code == 401
    assert here.browser().sign_in("Petra", password + "x").status_code == 401


# 6.3.1: guesses are slowed down, and nobody is locked out by them.


def guesses(browser: Browser, names: list[str]) -> list[int]:
    return [
        browser.sign_in(name, "a guess of a password").status_code for name in names
    ]


def test_6_3_1_guesses_at_one_account_wait_longer_each_time(here: Office):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    browser, waits = here.browser("192.0.2.7"), []
    assert guesses(browser, ["Petra"] * 3) == [401] * 3

    for _ in range(8):
        refused = browser.sign_in("Petra")
        assert refused.status_code == 429
        waits.append(int(refused.headers["Retry-After"]))
        here.clock.pass_by(timedelta(seconds=waits[-1]))
        assert guesses(browser, ["Petra"]) == [401]

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    here.clock.pass_by(timedelta(seconds=60))
    assert led_to(browser.sign_in("Petra")) == "/"
    assert guesses(browser, ["Petra"] * 2) == [401, 401]


def test_6_3_1_a_name_in_other_letters_is_no_new_beginning(here: Office):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    spelled = ["Petra", "PETRA", "\uff30etra", " petra "]

    assert guesses(here.browser(), spelled) == [401, 401, 401, 429]


def test_6_3_1_guesses_from_many_addresses_wait_too(here: Office):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    addresses = [f"192.0.2.{number}" for number in range(21)]

    responses = [guesses(here.browser(address), ["Petra"])[0] for address in addresses]

    assert responses == [401] * 20 + [429]
    here.clock.pass_by(timedelta(seconds=1))
    assert led_to(here.browser("198.51.100.1").sign_in("Petra")) == "/"


@pytest.mark.parametrize("near", ["192.0.2.7", "2001:db8::{number:x}"])
def test_6_3_1_names_tried_from_one_place_wait_too(here: Office, near: str):
    """Stuffing: each name once. One place has as many addresses of IPv6 as it likes."""
    here.give("Petra", Role.FOCAL_POINT, "AT")
    responses = [
        guesses(here.browser(near.format(number=number + 1)), [f"name {number}"])[0]
        for number in range(21)
    ]

    assert responses == [401] * 20 + [429]
    early = here.browser(near.format(number=99)).sign_in("Petra")
    assert early.status_code == 429
    assert led_to(here.browser("198.51.100.1").sign_in("Petra")) == "/"
    here.clock.pass_by(timedelta(seconds=int(early.headers["Retry-After"])))
    assert led_to(here.browser(near.format(number=99)).sign_in("Petra")) == "/"


def failing_elsewhere(here: Office, times: int = 65) -> None:
    """Wrong passwords for Petra, from an address that changes with each."""
    for number in range(times):
        stranger = here.browser(address=f"192.0.2.{number}")
        assert stranger.sign_in("Petra", "a wrong password, long").status_code in (
            401,
            429,
        )
        here.clock.pass_by(timedelta(seconds=0.43))


def test_6_3_1_the_owner_comes_in_where_they_came_in_before_whoever_fails_elsewhere(
    here: Office,
):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    at_home, at_work = here.browser(), here.browser(address="192.0.2.200")
    at_home.sign_in("Petra")
    at_home.send("/account/sign-out")

    failing_elsewhere(here)

    assert at_work.sign_in("Petra").status_code == 429
    assert led_to(at_home.sign_in("Petra")) == "/"


def test_6_3_1_guesses_in_a_known_browser_are_slowed_down_by_a_count_of_their_own(
    here: Office,
):
    here.give("Petra", Role.FOCAL_POINT, "AT")
    here.give("Jan", Role.FOCAL_POINT, "DE")
    known, other = here.browser(), here.browser()
    known.sign_in("Petra")
    known.send("/account/sign-out")

    tried = [known.sign_in("Petra", "a wrong password, long") for _ in range(4)]

    assert [it.status_code for it in tried] == [401, 401, 401, 429]
    # It is known for Petra, and no better than others for anybody else.
    assert known.sign_in("Jan", "a wrong password, long").status_code == 401
    assert led_to(other.sign_in("Petra")) == "/"


def test_6_3_1_a_browser_is_known_no_more_when_the_password_was_reset(here: Office):
    account = here.give("Petra", Role.FOCAL_POINT, "AT")
    known = here.browser()
    known.sign_in("Petra")
    known.send("/account/sign-out")
    here.clock.pass_by(timedelta(hours=1))
    here.system.identity.passwords.set(account.id, PASSWORD, short_allowed=False)

    failing_elsewhere(here)

    assert known.sign_in("Petra").status_code == 429


# 6.3.2: there are no default accounts.


def test_6_3_2_a_new_record_has_no_account(
    here: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert here.system.identity.accounts.all() == ()
    for table in ("accounts", "passwords", "tokens", "sessions", "one_time_secrets"):
        assert stored_rows(tmp_path, f"SELECT * FROM {table}", "service") == []
    for name, password in (
        ("admin", "admin"),
        ("administrator", "password"),
        ("root", "root"),
        ("sa", ""),
        ("", ""),
    ):
        assert here.browser().sign_in(name, password).status_code == 401
    assert capsys.readouterr() == ("", "")


# 6.3.3: where it matters, a second factor is asked before anything else.


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path, **STRICT) as it:
        yield it


@pytest.mark.parametrize("role", STRONG_ROLES, ids=str)
def test_6_3_3_a_password_alone_leads_nowhere(strict: Office, role: Role):
    here = strict
    here.give("Ada", role, "AT" if role is Role.FOCAL_POINT else None)
    browser = here.browser()
    assert led_to(browser.sign_in("Ada")) == "/account/enrol"
    unauthorised = 0

    for address in every_address(here.routes):
        method, _, path = address.key.partition(" ")
        if address.key in PUBLIC_ADDRESSES or path in STEPS or method == "SOCKET":
            continue
        # What is open to programs on this machine asks nobody for a proof.
        if path == "/metrics":
            continue
        where = re.sub(r"{[a-z_]*id}", str(UUID(int=7)), path)
        where = re.sub(r"{[a-z_]+}", "1", where)
        is_asked = method == "GET"
        response = browser.see(where) if is_asked else browser.ask(where, {}, method)
        status_and_location = response.status_code, response.headers.get("location")
        if path.startswith("/api"):
            # What is not of the form asked for may be told so before anything else.
            assert status_and_location[0] in (401, 422), address
            unauthorised += status_and_location[0] == 401
        else:
            assert status_and_location == (303, "/account/enrol"), address
            unauthorised += 1

    assert unauthorised > 40
    assert browser.acts_as() is None
    assert principal_from_cookie(here.system, here.settings, browser.cookies) is None
    client = here.client(Origin="http://127.0.0.1:8501")
    client.cookies.update(browser.cookies)
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("ws://127.0.0.1:8501/api/live"),
    ):
        pass
    assert closed.value.code == 4401


# By these the second factor is set up.
STEPS = frozenset(
    {"/account/enrol", "/account/passkeys", "/account/passkeys/options"}
    | {"/account/passkeys/again"}
)


def test_6_3_3_nor_where_a_factor_is_there_and_not_shown(here: Office):
    here.give("Ada", Role.SECRETARIAT)
    first, second = here.browser(), here.browser()
    first.sign_in("Ada")
    first.enrol()

    assert led_to(second.sign_in("Ada")) == "/account/second-factor"
    # Nor is another one taken in its place.
    assert led_to(second.see("/account/enrol")) == "/account/second-factor"
    assert second.ask("/account/passkeys/options", {}).status_code == 403
    assert led_to(second.send("/account/password")) == "/account/second-factor"
    assert second.see("/api/v1/meetings").status_code == 401


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.PARTICIPANT], ids=str)
def test_6_3_3_who_reads_what_everybody_may_needs_no_second_factor(
    strict: Office, role: Role
):
    strict.give("Ada", role)

    assert led_to(strict.browser().sign_in("Ada")) == "/"


def test_6_3_3_a_session_from_before_the_rule_is_asked_at_its_next_request(
    here: Office, tmp_path: Path
):
    """By an upgrade, or where the setting that relaxed it is taken out."""
    here.give("Petra", Role.FOCAL_POINT, "AT")
    before = here.browser()
    assert led_to(before.sign_in("Petra")) == "/"
    assert before.see("/api/v1/meetings").status_code == 200

    stricter = Served(here.system, here.settings.model_copy(update=STRICT))
    here.app = stricter.app

    refused = before.see("/api/v1/meetings", Accept="application/json")
    assert refused.status_code == 401
    assert "sign-in is not complete" in refused.json()["detail"]
    assert before.acts_as() is None
    assert principal_from_cookie(here.system, here.settings, before.cookies) is None
    for path in ("/account", "/account/sign-in", "/account/mandate"):
        assert led_to(before.see(path)) == "/account/enrol"
    assert "two-step verification" in before.see("/account/enrol").text
    before.enrol()
    acting = before.acts_as()
    assert acting is not None
    assert (acting.role, acting.signed_in_by) == (Role.FOCAL_POINT, SignInMethod.TOTP)


@pytest.mark.parametrize(
    ("by", "settings", "comes_in"),
    [
        (SignInMethod.OPENID, {}, False),
        (SignInMethod.OPENID, {"openid_second_factor": True}, True),
        (SignInMethod.OPENID_SECOND_FACTOR, {}, True),
        (SignInMethod.PASSKEY, {}, True),
        (SignInMethod.PASSWORD, {"second_factor_optional": OPTIONAL}, True),
    ],
)
def test_6_3_3_what_counts_as_two(
    tmp_path: Path, by: SignInMethod, settings: dict[str, Any], comes_in: bool
):
    """A provider's word counts where it says that it asked for more than a password."""
    with office(tmp_path, **{**STRICT, **settings}) as here:
        account = here.give("Petra", Role.FOCAL_POINT, "AT")
        identity = here.system.identity
        [mandate] = identity.mandates.current_of(account.id)

        cookie = identity.sessions.start(account.id, mandate, by)

        assert (identity.principal_from_cookie(cookie) is not None) is comes_in


def test_6_3_3_another_role_is_not_taken_on_without(strict: Office):
    """Somebody is given a role that needs it while they are signed in."""
    account = strict.give("Ada", Role.LEADERSHIP)
    browser = strict.browser()
    browser.sign_in("Ada")
    strict.give("Ada", Role.AUDITOR)
    [auditor] = (
        mandate.id
        for mandate in strict.system.identity.mandates.current_of(account.id)
        if mandate.role is Role.AUDITOR
    )

    response = browser.send("/account/mandate", mandate=auditor)

    assert led_to(response).startswith("/account/enrol")
    acting = browser.acts_as()
    assert acting is not None
    assert acting.role is Role.LEADERSHIP


def test_6_3_3_what_relaxes_it_is_named():
    strict, relaxed = Settings(), Settings(second_factor_optional=OPTIONAL)

    assert strict.risks() == ()
    [risk] = relaxed.risks()
    assert risk.startswith("second_factor_optional lets people sign in as focal-point ")


# 6.3.8: nobody can find out who has an account.


def test_6_3_8_whoever_cannot_come_in_is_told_the_same(
    here: Office, monkeypatch: pytest.MonkeyPatch
):
    identity = here.system.identity
    here.give("Petra", Role.FOCAL_POINT, "AT")
    gone = here.give("Klaus", Role.FOCAL_POINT, "DE")
    identity.accounts.close(gone.id)
    identity.accounts.create("Novum")
    hashed, verify = [], PasswordHasher.verify

    def counted(self: PasswordHasher, *arguments: str | bytes) -> bool:
        hashed.append(arguments)
        return verify(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    distinct = set()
    for number, name in enumerate(
        ("Petra", "Klaus", "Novum", "Nemo!", "\x00\x01\x02ab")
    ):
        responses = [
            here.browser(f"192.0.2.{number}").sign_in(name, "a wrong password")
            for _ in range(4)
        ]
        assert [response.status_code for response in responses] == [401, 401, 401, 429]
        pages = [response.text.replace(f'value="{name}"', "") for response in responses]
        named = [
            sorted(set(response.headers) - {"content-length"}) for response in responses
        ]
        distinct.add((*pages, str(named), len(hashed)))
        hashed.clear()

    assert len({response[:-1] for response in distinct}) == 1, distinct
    assert {response[-1] for response in distinct} == {3}
    assert PASSWORD not in str(distinct)
