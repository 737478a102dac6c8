"""The matrix of drafts and delegations, from the menu to the screen."""

import time
from statistics import median

from bench.measurements.open_pages import PAGE_TIMEOUT, find_browser
from bench.results import Measurement, compare_with_limit, skip_measurement
from bench.setup.processes import HOST, Server
from bench.setup.sample_record import CODES
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, expect, sync_playwright

_LIMIT = 1.0  # seconds
# The first two or three clicks cost a server that was just started up to eight times as
# much CPU as those that follow: the middle must not be one of them.
_MIN_CLICKS = 7


def measure_matrix_on_screen(
    product: Server, cookie: tuple[str, str], drafts: int, rounds: int
) -> Measurement:
    """From a click in the menu of an open page until every draft has its row; the
    middle of several clicks, `rounds` of them or more.
    """
    name = f"matrix of {len(CODES)} States and {drafts} drafts on screen"
    clicks = max(rounds, _MIN_CLICKS)
    browser = find_browser()
    if browser is None:
        return skip_measurement(name, _LIMIT, "s", 1, "Chromium is not there")
    address = f"http://{HOST}:{product.port}"
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox"]
            )
            context = chromium.new_context(viewport={"width": 1400, "height": 900})
            context.add_cookies(
                [{"name": cookie[0], "value": cookie[1], "url": address}]
            )
            page = context.new_page()
            page.set_default_timeout(PAGE_TIMEOUT)
            page.goto(address)
            durations = [_time_click(page, drafts) for _ in range(clicks)]
            chromium.close()
    except (BrowserError, AssertionError) as error:
        return skip_measurement(name, _LIMIT, "s", 1, str(error).splitlines()[0])
    first, second = durations[:2]
    detail = (
        f"the middle of {clicks}; the first time {first:.2f} s, the second "
        f"{second:.2f} s"
    )
    return compare_with_limit(name, median(durations), _LIMIT, "s", detail)


def _time_click(page: Page, drafts: int) -> float:
    """Seconds; afterwards the Overview is shown again."""
    agreements = page.get_by_role("link", name="Agreements").first
    expect(agreements).to_be_visible(timeout=PAGE_TIMEOUT)
    start = time.perf_counter()
    agreements.click()
    rows = page.locator(".bsm-agreement-matrix tbody tr")
    expect(rows).to_have_count(drafts, timeout=PAGE_TIMEOUT)
    expect(rows.last).to_be_attached(timeout=PAGE_TIMEOUT)
    duration = time.perf_counter() - start
    page.get_by_role("link", name="Overview").first.click()
    expect(rows).to_have_count(0, timeout=PAGE_TIMEOUT)
    return duration
