"""Nothing serious stands in the way of anybody: axe-core on every page."""

from itertools import cycle
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from server_process import Server

from bsm_service.access.permissions import is_allowed
from bsm_service.assembly.web_application import VISITOR
from dashboard.shell.layout import PAGES

pytestmark = pytest.mark.browser
SERIOUS = ("serious", "critical")
THEMES = ("light", "dark")
# Those that everybody sees; pages about people have their own tests.
ADDRESSES = [
    "/" if label == "Overview" else f"/{label.lower()}"
    for _, label, action in PAGES
    if is_allowed(VISITOR, action)
]
PAST = "?as_of=2016-04-12"
# Each page is seen in both themes, live in one and frozen in the other: what differs
# between them is the frame and the ground, whose contrast test_theme.py reckons.
SEEN = [
    (address + past, theme)
    for address, turn in zip(ADDRESSES, cycle((THEMES, THEMES[::-1])))
    for past, theme in zip(("", PAST), turn, strict=True)
]


# How much is wider than its place: the page, or what scrolls in it. Charts take their
# new width some frames after the page has.
TOO_WIDE = """async () => {
  const places = document.querySelectorAll('[data-testid=stMain], html');
  const isWide = place => place.scrollWidth > place.clientWidth;
  const count = () => [...places].filter(isWide).length;
  for (let frame = 0; frame < 300 && count(); frame++)
    await new Promise(requestAnimationFrame);
  return count();
}"""


@pytest.fixture
def focal_point(demo_server: Server, page: Page) -> Page:
    page.context.request.post(
        f"{demo_server.address}/account/act-as",
        form={"role": "focal-point", "delegation": "AT"},
        headers={"Origin": demo_server.address},
    )
    return page


def findings(page: Page) -> list[str]:
    """What axe-core takes for serious or critical, each with where it is."""
    expect(page.locator(".bsm-headline")).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    # Not wait_for_function: it waits by eval, which the content policy forbids.
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    violations = Axe().run(page).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]} "
        f"{node['failureSummary']}"
        for violation in violations["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("address", "theme"), SEEN)
def test_nothing_serious_stands_in_the_way_and_nothing_scrolls_sideways_on_a_phone(
    demo_server: Server, page: Page, address: str, theme: Any
):
    page.emulate_media(color_scheme=theme)
    page.goto(demo_server.address + address)

    assert findings(page) == []
    ground = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert ground == theme

    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(TOO_WIDE) == 0


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_an_open_form(
    demo_server: Server, focal_point: Page, theme: Any
):
    focal_point.emulate_media(color_scheme=theme)
    focal_point.goto(f"{demo_server.address}/follow-up")
    focal_point.get_by_role("button", name="Report progress").first.click()
    expect(focal_point.get_by_role("dialog")).to_be_visible()

    assert findings(focal_point) == []


# A mark of the first kind, as it is drawn.
MARK = """() => getComputedStyle(
  document.querySelector('.bsm-agreement-matrix td.bsm-agree'), '::before').content"""


@pytest.mark.parametrize("theme", THEMES)
def test_positions_are_read_aloud_on_a_phone_and_on_paper(
    demo_server: Server, focal_point: Page, theme: Any
):
    focal_point.emulate_media(color_scheme=theme)
    focal_point.goto(f"{demo_server.address}/agreements")
    cell = focal_point.get_by_role("cell", name="DE: agrees").first
    expect(cell).to_be_visible()
    assert findings(focal_point) == []
    assert focal_point.evaluate(MARK) == '""'

    focal_point.emulate_media(color_scheme=theme, media="print")
    assert focal_point.evaluate(MARK) == '"A"'
    focal_point.emulate_media(color_scheme=theme, media="null")

    focal_point.set_viewport_size({"width": 400, "height": 800})
    expect(focal_point.get_by_role("table")).to_have_count(0)
    expect(focal_point.locator(".bsm-matrix-cards li").first).to_be_visible()
    assert findings(focal_point) == []
    assert focal_point.evaluate(TOO_WIDE) == 0
