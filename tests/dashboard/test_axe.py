"""Nothing serious stands in the way of anybody: axe-core on every page."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from serving import Server

from bsm_service.http_api import VISITOR
from bsm_service.permissions import allow
from dashboard.frame import PAGES

pytestmark = pytest.mark.browser
PATIENCE = 60_000
SERIOUS = ("serious", "critical")
# Those that everybody sees; pages about people have their own tests.
ADDRESSES = [
    "/" if label == "Overview" else f"/{label.lower()}"
    for _, label, action in PAGES
    if allow(VISITOR, action)
]
PAST = "?as_of=2016-04-12"


def findings(page: Page) -> list[str]:
    """What axe-core takes for serious or critical, each with where it is."""
    expect.set_options(timeout=PATIENCE)
    expect(page.locator(".bsm-headline")).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
    found = Axe().run(page).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]} "
        f"{node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("moment", ["", PAST], ids=["live", "frozen"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious(
    demo_server: Server, browser: Browser, address: str, theme: Any, moment: str
):
    context = browser.new_context(
        viewport={"width": 1400, "height": 900}, color_scheme=theme
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(demo_server.address + address + moment)

    assert findings(page) == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_an_open_form(
    demo_server: Server, browser: Browser, theme: Any
):
    context = browser.new_context(color_scheme=theme)
    context.set_default_timeout(PATIENCE)
    context.request.post(
        f"{demo_server.address}/account/act-as",
        form={"role": "focal-point", "delegation": "AT"},
        headers={"Origin": demo_server.address},
    )
    page = context.new_page()
    page.goto(f"{demo_server.address}/follow-up")
    page.get_by_role("button", name="Report progress").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()

    assert findings(page) == []
    context.close()
