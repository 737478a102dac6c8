"""Signing in with a real browser, an authenticator app and a passkey."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from server_process import Server, running

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity

pytestmark = pytest.mark.browser
PATIENCE = 60_000
PASSWORD = "seven small boats at dawn"
DESK: ViewportSize = {"width": 1400, "height": 900}
SEEN: tuple[Any, ...] = (("light", (1400, 900)), ("dark", (400, 800)))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("server") / "output.txt"
    folder = tmp_path_factory.mktemp("data")
    identity = open_identity(Place(folder))
    petra = identity.accounts.create("Petra").id
    identity.accounts.create("Paul")
    identity.passwords.set(petra, PASSWORD, short_allowed=False)
    for role, delegation in ((Role.FOCAL_POINT, "AT"), (Role.AUDITOR, None)):
        identity.mandates.give(petra, role, delegation, given_by="the tests")
    lena = identity.accounts.create("Lena").id
    identity.passwords.set(lena, PASSWORD, short_allowed=False)
    identity.mandates.give(lena, Role.LEADERSHIP, given_by="the tests")
    identity.close()
    with running(
        "serve", folder, output, second_factor_optional="focal-point,auditor"
    ) as server:
        # Passkeys belong to a name, so people come by one.
        server.address = server.address.replace("127.0.0.1", "localhost")
        yield server


def new_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context


@pytest.fixture(scope="module")
def context(browser: Browser) -> BrowserContext:
    """One for all tests: what pages have in common is loaded and compiled once."""
    return new_context(browser)


@contextmanager
def opened(context: BrowserContext) -> Iterator[Page]:
    page = context.pages[0] if context.pages else context.new_page()
    page.on("console", _complains)
    try:
        yield page
    finally:
        for other in context.pages[1:]:
            other.close()
        page.set_viewport_size(DESK)
        context.clear_cookies()


def _complains(message: object) -> None:
    """What the content policy forbids must not be on a page of ours."""
    text = getattr(message, "text", "")
    assert "Content Security Policy" not in text or "/account" not in text, text


def look_at(page: Page) -> None:
    """Nothing serious stands in anybody's way, light and wide, dark and narrow."""
    expect(page.locator("h1")).to_be_visible()
    for scheme, (width, height) in SEEN:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        violations = Axe().run(page).response["violations"]
        descriptions = [
            f"{page.url} {scheme} {width}: {violation['id']} {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert descriptions == []
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(wide), f"{page.url} scrolls sideways at {width}"
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")


def give_passkey(page: Page) -> None:
    """A device with a lock of its own that its owner has just opened."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_from_the_first_secret_to_a_passkey(server: Server, context: BrowserContext):
    printed = re.search(r"one-time secret: (\S+)", server.said.read_text())
    assert printed is not None
    with opened(context) as page:
        page.goto(f"{server.address}/?as_of=2016-04-12")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        look_at(page)
        page.get_by_role("link", name="Create the first administrator account").click()
        look_at(page)
        page.get_by_label("One-time secret").fill(printed.group(1))
        page.get_by_label("Your name").fill("Ada")
        page.get_by_label("Password").fill("passwordpassword")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("among those that attackers try first")).to_be_visible()
        look_at(page)
        page.get_by_label("One-time secret").fill(printed.group(1))
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", name="Set up two-step")).to_be_visible()
        look_at(page)
        app = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
        page.get_by_label("Code").fill(app.now())
        page.get_by_role("button", name="Confirm the app").click()
        expect(page.locator(".codes li")).to_have_count(10)
        recovery = page.locator(".codes li").all_inner_texts()
        look_at(page)
        page.get_by_role("link", name="I have saved them").click()
        # A menu that is opened while the first run goes on is drawn anew, and closed.
        finished = page.locator("[data-test-script-state='notRunning']")
        expect(finished).to_be_visible()
        account_button = page.get_by_test_id("stPopover").get_by_role("button")
        account_button.filter(has_text="Administrator").click()

        page.get_by_role("link", name="My account").click()
        look_at(page)
        page.get_by_role("link", name="Add a second factor").click()
        give_passkey(page)
        page.get_by_label("Name of the passkey").fill("Office laptop")
        look_at(page)
        page.get_by_role("button", name="Create a passkey").click()
        # It has been taken once the page has changed.
        expect(page.get_by_role("heading", name="My account")).to_be_visible()
        expect(page.get_by_text("Office laptop")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

        page.get_by_role("button", name="Use a passkey").click()
        expect(account_button.filter(has_text="Administrator")).to_be_visible()
        page.goto(f"{server.address}/account")
        expect(page.get_by_text("Signed in with a passkey")).to_be_visible()
        page.goto(f"{server.address}/account/again?next=/account")
        look_at(page)
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="My account")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

        page.get_by_label("Name").fill("Ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        look_at(page)
        page.get_by_label("Code").fill(recovery[0].lower())
        page.keyboard.press("Enter")
        expect(account_button.filter(has_text="Administrator")).to_be_visible()
        account_button.filter(has_text="Administrator").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_focal_point_with_one_thumb(server: Server, context: BrowserContext):
    with opened(context) as page:
        page.set_viewport_size({"width": 400, "height": 800})
        page.goto(f"{server.address}/account")
        page.get_by_label("Name").fill("Petra")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        look_at(page)
        page.get_by_label("Focal point, Austria").check()
        page.get_by_role("button", name="Continue").click()

        expect(page.get_by_role("heading", name="My account")).to_be_visible()
        for summary in page.locator("summary").all():
            summary.click()
        look_at(page)
        page.get_by_label("User name").fill("Paul")
        page.get_by_label("Until the end of").fill("2999-12-31")
        page.get_by_role("button", name="Name stand-in").click()
        expect(page.get_by_text("Your stand-in has been named.")).to_be_visible()
        page.get_by_text("Create a token").click()
        page.get_by_label("Purpose").fill("Our mirror")
        page.get_by_role("button", name="Create token").click()
        expect(page.get_by_label("The token")).to_contain_text("bsm_")
        look_at(page)
        page.get_by_role("link", name="Back to my account").click()
        expect(page.get_by_role("button", name="Revoke the token")).to_be_visible()
        look_at(page)


def test_a_link_fills_in_its_secret_and_never_sends_it(
    server: Server, context: BrowserContext
):
    with opened(context) as page:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{server.address}/account/reset#not-a-good-one")
        expect(page.get_by_label("One-time secret")).to_have_value("not-a-good-one")
        assert page.url == f"{server.address}/account/reset"
        look_at(page)
        page.get_by_label("New password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_text("This secret is unknown")).to_be_visible()
        assert not [url for url in requests if "not-a-good-one" in url]
        assert not [url for url in requests if not url.startswith(server.address)]


def test_signing_out_in_one_tab_ends_what_is_open_in_another(
    server: Server, context: BrowserContext
):
    with opened(context) as page:
        page.goto(f"{server.address}/follow-up")
        page.get_by_label("Name").fill("Lena")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        account_button = page.get_by_test_id("stPopover").get_by_role("button")
        expect(account_button.filter(has_text="Leadership")).to_be_visible()

        other = page.context.new_page()
        other.goto(f"{server.address}/account")
        other.get_by_role("button", name="Sign out").click()

        expect(page.get_by_text("You are signed out")).to_be_visible()
        expect(page.get_by_text("If an e-mail brought you here and")).to_be_visible()
        again = page.get_by_role("link", name="Sign in and return to this page")
        expect(again).to_have_attribute("href", "/account/sign-in?next=%2Ffollow-up")


def test_a_page_is_closed_whose_session_is_ended_elsewhere(
    server: Server, browser: Browser, context: BrowserContext
):
    with (
        opened(context) as page,
        opened(new_context(browser)) as elsewhere,
    ):
        for tab, place in ((page, "/follow-up"), (elsewhere, "/account")):
            tab.goto(f"{server.address}/account/sign-in?next={place}")
            tab.get_by_label("Name").fill("Lena")
            tab.get_by_label("Password").fill(PASSWORD)
            tab.get_by_role("button", name="Sign in").click()
        expect(page.get_by_test_id("stPopover")).to_be_visible()

        elsewhere.get_by_role("button", name="End all others").click()

        expect(
            page.get_by_role("alert").get_by_text("Your session has ended")
        ).to_be_visible()
