"""Three people at once: the Chair opens a silence, a delegation breaks it on a phone,
and leadership's page says so.
"""

import time
from collections.abc import Sequence
from statistics import median
from uuid import UUID

from bench.measurements.open_pages import PAGE_TIMEOUT, find_browser
from bench.results import Measurement, compare_with_limit, skip_measurement
from bench.setup.processes import HOST, Server
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

_LIMIT = 2.0  # seconds
_DESK: ViewportSize = {"width": 1400, "height": 900}
_PHONE: ViewportSize = {"width": 400, "height": 800}


def measure_broken_silence(
    product: Server,
    meeting_id: UUID,
    decision_id: UUID,
    cookies: Sequence[tuple[str, str]],
    rounds: int,
) -> Measurement:
    """From the tap that opens the silence until leadership's page says that it is
    broken; the middle of several rounds. `cookies` sign in the Chair, a focal point and
    leadership, in this order.
    """
    name = "silence opened, broken and seen to be, in three browsers"
    browser = find_browser()
    if browser is None:
        return skip_measurement(name, _LIMIT, "s", 1, "Chromium is not there")
    expect.set_options(timeout=PAGE_TIMEOUT)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox"]
            )
            chair, delegation, leadership = (
                _signed_in(chromium, product, cookie, size)
                for cookie, size in zip(cookies, (_DESK, _PHONE, _DESK), strict=True)
            )
            address = f"http://{HOST}:{product.port}"
            chair.goto(f"{address}/room?meeting={meeting_id}&decision={decision_id}")
            for page in (delegation, leadership):
                page.goto(f"{address}/decision?decision={decision_id}")
            durations = [
                _break_silence(chair, delegation, leadership) for _ in range(rounds)
            ]
            chromium.close()
    except (BrowserError, AssertionError) as error:
        return skip_measurement(name, _LIMIT, "s", 1, str(error).splitlines()[0])
    detail = (
        f"the middle of {rounds}, from the Chair's tap; a script taps as soon as it "
        f"can; slowest {max(durations):.2f} s"
    )
    return compare_with_limit(name, median(durations), _LIMIT, "s", detail)


def _signed_in(
    browser: Browser, product: Server, cookie: tuple[str, str], size: ViewportSize
) -> Page:
    context = browser.new_context(viewport=size)
    context.set_default_timeout(PAGE_TIMEOUT)
    address = f"http://{HOST}:{product.port}"
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    return context.new_page()


def _break_silence(chair: Page, delegation: Page, leadership: Page) -> float:
    """Seconds; afterwards the delegation agrees, so that it can be done again."""
    for page in (delegation, leadership):
        expect(page.locator(".bsm-consequence")).to_contain_text("othing happens")
    chair.get_by_role("button", name="Open a silence").click()
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("button", name="Check").click()
    opens = dialog.get_by_role("button", name="Open the silence")
    expect(opens).to_be_visible()

    start = time.perf_counter()
    opens.click()
    for page in (delegation, leadership):
        expect(page.locator(".bsm-consequence")).to_contain_text("will be adopted on")
    delegation.get_by_role("button", name="Object").click()
    delegation.get_by_role("dialog").get_by_role("button", name="Object").click()
    broken = leadership.locator(".bsm-consequence")
    expect(broken).to_contain_text("The silence was broken")
    duration = time.perf_counter() - start

    delegation.get_by_role("button", name="Agree", exact=True).click()
    expect(chair.get_by_text("No State stands against this version.")).to_be_visible()
    return duration
