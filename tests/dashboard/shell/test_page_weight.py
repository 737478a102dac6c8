"""What a first visit on a phone moves, and what a second one still asks for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Request, ViewportSize, expect
from server_process import Server

from dashboard.shell.live_updates import CHART_PLACEHOLDER

pytestmark = pytest.mark.browser
PATIENCE = 60_000
MOST = 1_200_000  # bytes
PHONE: ViewportSize = {"width": 400, "height": 800}


class Traffic:
    """What a page has loaded, as it went over the line: headers and bodies. Messages of
    sockets count as they are read, which is more than their compressed form.
    """

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        self.messages = 0
        self.console: list[str] = []
        page.on("requestfinished", lambda request: self.requests.append(request))
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _count(self, message: str | bytes) -> None:
        self.messages += len(message)

    def transferred(self) -> int:
        sizes = [request.sizes() for request in self.requests]
        return self.messages + sum(
            size["responseHeadersSize"] + max(size["responseBodySize"], 0)
            for size in sizes
        )

    def loaded(self, name: str) -> list[str]:
        return [request.url for request in self.requests if name in request.url]

    def fetched(self, name: str) -> set[str]:
        """Not from what the browser has kept. Asked while the page is open."""
        requests = (request for request in self.requests if name in request.url)
        return {item.url for item in requests if item.sizes()["responseBodySize"] > 0}


@pytest.fixture(scope="module")
def phone(browser: Chromium) -> Iterator[Page]:
    """Of somebody who was never here before."""
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context.new_page()
    context.close()


def open_page(page: Page, address: str) -> Traffic:
    traffic = Traffic(page)
    page.goto(address)
    expect(page.locator(".bsm-headline")).to_be_visible()
    expect(page.locator(f"[class*=st-key-{CHART_PLACEHOLDER}]").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    return traffic


def test_only_a_first_visit_loads_much_and_no_chart_before_it_is_looked_at(
    demo_server: Server, phone: Page
):
    first = open_page(phone, demo_server.address)

    assert first.loaded("/static/js/index.")
    assert first.loaded("PlotlyChart") == []
    assert first.loaded("MaterialSymbols") == []
    assert first.transferred() <= MOST
    phone.locator(
        f"[class*=st-key-{CHART_PLACEHOLDER}]"
    ).first.scroll_into_view_if_needed()
    expect(phone.locator(".js-plotly-plot").first).to_be_visible()
    expect(phone.get_by_test_id("stSkeleton")).to_have_count(0)
    assert len(first.loaded("PlotlyChart")) == 1
    assert first.console == []

    # Nothing is fetched again that is the same for everybody.
    again = open_page(phone.context.new_page(), f"{demo_server.address}/commitments")

    loaded = set(first.loaded("/static/"))
    assert len(loaded & set(again.loaded("/static/"))) > 50
    assert loaded & again.fetched("/static/") == set()
    assert again.console == []


def test_charts_that_were_not_looked_at_are_in_the_next_print(
    demo_server: Server, page: Page
):
    page.set_viewport_size(PHONE)
    open_page(page, f"{demo_server.address}/history")
    placeholder = page.locator(f"[class*=st-key-{CHART_PLACEHOLDER}]").first
    page.emulate_media(media="print")
    script = "place => getComputedStyle(place, '::before').content"
    assert "had not been loaded. Print the page again" in placeholder.evaluate(script)

    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(placeholder).to_have_count(0)
