"""A focal point with a phone, and a leader who watches, in a real browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from dashboard_examples import RECORD_CONNECTION_MESSAGES, create_story
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server_process import Server, running

from bsm_domain.foundation.roles import Role
from bsm_service.foundation.clock import trust_clock

pytestmark = pytest.mark.browser
PATIENCE = 60_000
PASSWORD = "seven small boats at dawn"
PHONE, DESK = (400, 800), (1400, 900)
EVIDENCE = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("data")
    story = create_story(folder)
    identity = story.system.identity
    for name, role, delegation in (
        ("Anna", Role.FOCAL_POINT, "AT"),
        ("Lea", Role.LEADERSHIP, None),
    ):
        account = identity.accounts.create(name).id
        identity.passwords.set(account, PASSWORD, short_allowed=False)
        identity.mandates.give(account, role, delegation, given_by="the tests")
    story.system.close()
    trust_clock(folder)  # the story ended ten years before the clock of this server
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with running(
        "serve", folder, output, second_factor_optional="focal-point"
    ) as server:
        yield server


def new_context(browser: Browser) -> BrowserContext:
    # Waiting for what a browser keeps is done by eval, which our policy forbids.
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context


@pytest.fixture(scope="module")
def phones(browser: Browser) -> BrowserContext:
    """One for all tests: what pages have in common is loaded and compiled once."""
    return new_context(browser)


@pytest.fixture
def desks(browser: Browser) -> Iterator[BrowserContext]:
    """Of somebody else at the same time. A test may set its clock."""
    context = new_context(browser)
    yield context
    context.close()


@contextmanager
def signed_in(
    context: BrowserContext, server: Server, name: str, size: tuple[int, int]
) -> Iterator[Page]:
    page = context.pages[0] if context.pages else context.new_page()
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.address}/account/sign-in?next=/follow-up")
    page.evaluate("localStorage.clear()")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".bsm-headline")).to_be_visible()
    try:
        yield page
    finally:
        for other in context.pages[1:]:
            other.close()
        context.clear_cookies()


def fits(page: Page) -> bool:
    wide = (
        "[...document.querySelectorAll('[data-testid=stMain], html')]"
        ".filter(one => one.scrollWidth > one.clientWidth).length"
    )
    return page.evaluate(wide) == 0


def test_a_report_and_its_evidence_reach_an_open_page_at_once(
    server: Server, desks: BrowserContext, phones: BrowserContext
):
    with (
        signed_in(desks, server, "Lea", DESK) as watching,
        signed_in(phones, server, "Anna", PHONE) as phone,
    ):
        watching.goto(f"{server.address}/history")
        news = watching.locator(".bsm-facts")
        expect(news).to_be_visible()
        mine = phone.locator(".bsm-card").filter(has_text="Share the border protocol")
        expect(phone.get_by_text("My activities: 1 open")).to_be_visible()
        assert fits(phone)

        # Two taps.
        phone.get_by_role("radio", name="20%").first.click()
        phone.get_by_role("button", name="Report 20%").click()

        expect(news).to_contain_text("Austria reported 20%")
        expect(phone.locator(".bsm-answer")).to_contain_text("Austria reported 20%")
        expect(mine.first).to_contain_text("20%")
        phone.get_by_role("button", name="Close").click()

        mine.first.get_by_role("link").click()
        expect(phone.locator(".bsm-opened")).to_be_visible()
        phone.get_by_role("button", name="Comment, evidence").click()
        dialog = phone.get_by_role("dialog")
        dialog.get_by_role("radio", name="Attach a file").click()
        dialog.locator("input[type=file]").set_input_files(
            {
                "name": "protocol.pdf",
                "mimeType": "application/pdf",
                "buffer": EVIDENCE,
            }
        )
        expect(dialog.get_by_text("protocol.pdf")).to_be_visible()
        dialog.get_by_label("Note").fill("As circulated")
        dialog.get_by_role("button", name="Attach a file").click()

        expect(dialog).to_have_count(0)
        expect(news).to_contain_text(
            "Evidence was attached to Austria's “Share the border protocol”"
        )
        evidence = phone.locator(".bsm-evidence")
        expect(evidence).to_contain_text("As circulated")
        expect(evidence).to_contain_text(sha256(EVIDENCE).hexdigest())
        assert fits(phone)
        violations = Axe().run(phone).response["violations"]
        assert [violation["id"] for violation in violations] == []

        # Leadership fetches what it shows, as it was.
        address = evidence.get_by_role("link").first.get_attribute("href")
        fetched = watching.request.get(f"{server.address}{address}")
        assert (fetched.status, fetched.body()) == (200, EVIDENCE)
        assert "protocol.pdf" in fetched.headers["content-disposition"]
        assert httpx.get(f"{server.address}{address}").status_code == 401


def test_what_was_typed_outlives_the_page(server: Server, phones: BrowserContext):
    with signed_in(phones, server, "Anna", PHONE) as phone:
        phone.get_by_role("button", name=re.compile("^Report progress")).first.click()
        dialog = phone.get_by_role("dialog")
        dialog.get_by_role("radio", name="70%").click()
        dialog.get_by_label("Note").fill("The annex is translated, and")
        kept = (
            "Object.keys(localStorage).filter(key => key.startsWith('bsm-draft'))"
            ".map(key => localStorage.getItem(key)).join()"
        )
        phone.wait_for_function(
            f"({kept}).includes('70') && ({kept}).includes('annex')"
        )

        phone.reload()
        expect(phone.get_by_text("Not sent yet (report progress)")).to_be_visible()
        expect(phone.get_by_text("“The annex is translated, and”")).to_be_visible()
        phone.get_by_role("button", name="Continue").click()
        note = phone.get_by_role("dialog").get_by_label("Note")
        expect(note).to_have_value("The annex is translated, and")
        expect(dialog.get_by_role("radio", name="70%")).to_be_checked()
        dialog.get_by_role("button", name="Report progress", exact=True).click()

        expect(phone.locator(".bsm-answer")).to_contain_text("Austria reported 70%")
        phone.wait_for_function(f"({kept}) === ''")

        # Another form, closed without being sent, has a draft of its own.
        phone.get_by_role("button", name="Close").click()
        phone.get_by_role("button", name="Propose an activity").click()
        dialog.get_by_label("Title").first.fill("Compare the forms of")
        phone.wait_for_function(f"({kept}).includes('Compare')")
        # Escape closes a list first, and asks before it closes what was typed into.
        objectives = dialog.get_by_role("combobox", name="Objective")
        objectives.click()
        expect(phone.get_by_role("option").first).to_be_visible()
        phone.keyboard.press("Escape")
        expect(phone.get_by_role("option")).to_have_count(0)
        with phone.expect_event("dialog") as asked:
            phone.once("dialog", lambda question: question.dismiss())
            phone.keyboard.press("Escape")
        assert "without sending" in asked.value.message
        dialog.get_by_role("button", name="Propose an activity").click()
        expect(dialog.get_by_role("alert")).to_be_in_viewport()
        phone.once("dialog", lambda question: question.accept())
        phone.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(phone.get_by_text("Not sent yet")).to_contain_text("Compare the forms")
        phone.get_by_role("button", name="Discard").click()
        phone.wait_for_function(f"({kept}) === ''")
        phone.reload()
        expect(phone.get_by_text("My activities")).to_be_visible()
        expect(phone.get_by_text("Not sent yet")).to_have_count(0)


def test_whoever_signs_out_leaves_no_draft_behind(
    server: Server, phones: BrowserContext
):
    with signed_in(phones, server, "Anna", PHONE) as phone:
        phone.evaluate("localStorage.setItem('bsm-draft:x', '{}')")
        phone.get_by_role("button", name="Focal point, Austria").click()
        phone.get_by_role("button", name="Sign out").click()

        expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
        phone.wait_for_function("localStorage.getItem('bsm-draft:x') === null")


# Streamlit shows its dialog for developers at the sixth refusal, after three seconds.
REFUSALS = 8


def test_open_pages_say_at_once_that_the_server_is_away_and_when_it_is_back(
    server: Server, desks: BrowserContext
):
    with signed_in(desks, server, "Anna", PHONE) as live:
        frozen = live.context.new_page()
        frozen.goto(f"{server.address}/?as_of=2016-04-12")
        expect(frozen.locator(".bsm-badge")).to_contain_text("Past view")
        live.get_by_role("button", name=re.compile("^Report progress")).first.click()
        form = live.get_by_role("dialog")
        form.get_by_label("Note").fill("Half a sentence")
        pages, before = (live, frozen), {}
        refusals: dict[Page, int] = dict.fromkeys(pages, 0)
        for page in pages:
            page.wait_for_load_state("networkidle")
            before[page] = page.locator(".bsm-badge").inner_text()
            # The moments in which nothing answers need not be waited for.
            page.clock.install()
            page.evaluate(RECORD_CONNECTION_MESSAGES)

        server.kill()

        for page in pages:
            notice = page.locator("#bsm-connection")
            for place in (notice, page.locator(".bsm-badge")):
                expect(place).to_have_text("Connection lost. Trying again…")
            assert fits(page)
            while refusals[page] < REFUSALS:
                with page.expect_event("requestfailed") as failed:
                    page.clock.run_for(20_000)
                refusals[page] += failed.value.url.endswith("/health")
            expect(notice).to_have_text("Connection lost. Trying again…")
            shown = page.locator("body").inner_text()
            assert "Connection error" not in shown
            assert "Streamlit" not in shown
        # Nobody can send anything now, but everybody can read what it would be.
        send = form.get_by_role("button", name="Report progress", exact=True)
        expect(send).to_be_disabled()
        expect(send).not_to_have_css("color", "rgb(255, 255, 255)")
        expect(frozen.get_by_role("dialog")).to_have_count(0)

        server.start_again()

        for page in pages:
            expect(page.locator(".bsm-badge")).to_have_text(before[page])
            page.clock.run_for(5_000)
            expect(page.locator("#bsm-connection")).to_be_hidden()
            assert page.evaluate("said")[-2:] == ["Connected again.", ""]
        expect(live.get_by_text("Not sent yet")).to_be_visible()
        expect(live.get_by_text("“Half a sentence”")).to_be_visible()
        live.get_by_role("button", name="Discard").click()
        expect(live.get_by_text("Not sent yet")).to_have_count(0)


def test_a_frozen_page_says_that_its_session_has_ended(
    server: Server, phones: BrowserContext
):
    with signed_in(phones, server, "Anna", PHONE) as phone:
        phone.goto(f"{server.address}/?as_of=2016-04-12")
        expect(phone.locator(".bsm-badge")).to_contain_text("Past view")

        other = phone.context.new_page()
        other.goto(f"{server.address}/account")
        # Streamlit comes back at once, as nobody, and draws nothing.
        with phone.expect_websocket(lambda socket: "stream" in socket.url) as back:
            other.get_by_role("button", name="Sign out").click()

        notice = phone.locator("#bsm-connection")
        expect(notice).to_contain_text("Your session has ended.")
        assert not back.value.is_closed()
        notice.get_by_role("button", name="Sign in").click()
        expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
        assert "as_of" in phone.url
