"""What a page says when its connection, or a part of it, is not there."""

import re

import pytest
from dashboard_examples import RECORD_CONNECTION_MESSAGES
from playwright.sync_api import Page, WebSocketRoute, expect
from server_process import Server

pytestmark = pytest.mark.browser


def open_page(page: Page, server: Server, path: str = "/") -> None:
    page.goto(server.address + path)
    expect(page.locator(".bsm-headline")).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def test_an_offline_page_says_so_and_when_it_is_online_again(
    demo_server: Server, page: Page
):
    open_page(page, demo_server)
    badge, notice = page.locator(".bsm-badge"), page.locator("#bsm-connection")
    expect(badge).to_contain_text("Live")
    # A page that goes offline before all its scripts came is loaded again afterwards.
    page.wait_for_load_state("networkidle")
    page.evaluate(RECORD_CONNECTION_MESSAGES)

    page.context.set_offline(True)

    expect(badge).to_have_text("You are offline. Waiting for the network…")
    expect(notice).to_have_text("You are offline. Waiting for the network…")
    assert notice.get_attribute("role") == "alert"

    page.context.set_offline(False)

    expect(badge).to_contain_text("Live")
    assert "Connected again." in page.evaluate("said")
    assert badge.get_attribute("role") == "status"


def test_a_page_that_cannot_go_on_offers_to_load_it_again(
    demo_server: Server, page: Page
):
    page = page.context.new_page()  # a route of sockets stays
    sockets: list[WebSocketRoute] = []

    def let_through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket(re.compile("/_stcore/stream"), let_through)
    open_page(page, demo_server)

    sockets[-1].send("not a message of Streamlit's")

    notice = page.locator("#bsm-connection")
    expect(notice).to_contain_text("This page has stopped working.")
    expect(page.locator(".bsm-badge")).to_have_text("This page has stopped working.")
    expect(page.get_by_text("Connection error")).to_have_count(0)
    notice.get_by_role("button", name="Reload").click()
    expect(page.locator(".bsm-badge")).to_contain_text("Live")
    expect(notice).to_be_hidden()


def test_a_script_that_was_not_loaded_is_reported_by_the_product(
    demo_server: Server, page: Page
):
    page.route(re.compile("/static/js/Selectbox"), lambda route: route.abort())

    open_page(page, demo_server)

    notice = page.locator("#bsm-connection")
    expect(notice).to_contain_text("Part of this page could not be loaded.")
    assert "Failed to fetch" not in page.locator("body").inner_text()
    page.unroute_all()
    notice.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("combobox", name="Meeting")).to_be_visible()
    expect(notice).to_be_hidden()
