"""The dashboard lives with its content policy: nothing that it needs is refused."""

import pytest
from playwright.sync_api import Page, expect
from server_process import Server

pytestmark = pytest.mark.browser

# Told to the page by the browser, whatever the console says.
WATCH = """
window.refusals = [];
addEventListener('securitypolicyviolation', event =>
  refusals.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
# What protobuf.js tries, and goes on without.
EXPECTED = {"script-src wasm-eval"}


def test_no_page_needs_what_its_policy_refuses(demo_server: Server, page: Page):
    page.add_init_script(WATCH)
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    page.on(
        "pageerror", lambda error: console.append(f"{error} Content Security Policy")
    )
    refused: set[str] = set()

    with page.expect_websocket(lambda socket: socket.url.endswith("/api/live")):
        page.goto(demo_server.address)
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    chart.hover()
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    refused |= set(page.evaluate("refusals"))
    page.get_by_role("button", name="Secretariat", exact=True).click()
    expect(page.get_by_test_id("stPopover")).to_contain_text("Secretariat")

    page.goto(f"{demo_server.address}/follow-up")
    page.get_by_role("button", name="Propose an activity").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    refused |= set(page.evaluate("refusals"))

    page.goto(f"{demo_server.address}/history")
    # A page that still loads takes a click for nothing.
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    download = page.get_by_test_id("stDownloadButton").first
    with page.expect_download() as downloaded:
        download.get_by_role("button").click()
    refused |= set(page.evaluate("refusals"))

    assert downloaded.value.suggested_filename.endswith(".csv")
    assert refused <= EXPECTED
    assert [text for text in console if "Content Security Policy" in text] == []
