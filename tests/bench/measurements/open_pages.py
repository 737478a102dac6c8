"""Open pages: how soon a new fact is painted, and what twenty viewers cost."""

import shutil
from statistics import median
from typing import Any

from bench.results import Measurement, compare_with_limit, skip_measurement
from bench.setup import processes
from bench.setup.processes import HOST, ProcessFailed, Server
from bench.setup.sample_record import CODES
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, sync_playwright

_VIEWERS = 20
_FACT_INTERVAL = 5.0  # seconds
_CORE_LIMIT = 0.1  # of a core
_MESSAGE_LIMIT = 1.0  # seconds
_REPAINT_LIMIT = 0.5  # seconds
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGE_TIMEOUT = 60_000  # milliseconds

# Notes when the badge shows another fact, once the browser has painted that.
_WATCH_BADGE = """() => {
  window.__painted = {};
  const readBadges = () => {
    const badges = [...document.querySelectorAll('.bsm-badge')];
    const text = badges.map(badge => badge.textContent).join(' ');
    const found = /fact ([0-9,.\\s]+)/.exec(text);
    const position = found && found[1].replace(/[^0-9]/g, '');
    if (position && !(position in window.__painted)) {
      window.__painted[position] = 0;
      requestAnimationFrame(() => requestAnimationFrame(
        () => { window.__painted[position] = performance.now(); }));
    }
  };
  readBadges();
  const main = document.querySelector('[data-testid=stMain]') ?? document.body;
  new MutationObserver(() => {
    window.__changed = performance.now();
    readBadges();
  }).observe(main, {subtree: true, childList: true, characterData: true});
}"""

_SETTLED = "performance.now() - window.__changed > 700"


def measure_viewers(
    product: Server, path: str, token: str, cookie: str, facts: int
) -> list[Measurement]:
    """Twenty sessions of the Overview while a fact arrives every five seconds."""
    job = {
        "host": HOST,
        "port": product.port,
        "pid": product.pid,
        "cookie": cookie,
        "viewers": _VIEWERS,
        "facts": facts,
        "interval": _FACT_INTERVAL,
        **_registration_request(path, token),
    }
    cost, message, delivered = (
        f"{_VIEWERS} viewers, a fact every {_FACT_INTERVAL:g} s: share of a core",
        f"{_VIEWERS} viewers: command to message, p95",
        f"{_VIEWERS} viewers: messages delivered",
    )
    try:
        seen = processes.run_job("simulated_viewers", job)
    except ProcessFailed as error:
        reason = str(error).splitlines()[-1] if str(error) else "the viewers gave up"
        return [
            skip_measurement(cost, _CORE_LIMIT, "cores", 1, reason),
            skip_measurement(message, _MESSAGE_LIMIT, "s", 1, reason),
            skip_measurement(delivered, 1.0, "of all", 1, reason),
        ]
    return [
        skip_measurement(cost, _CORE_LIMIT, "cores", 1, "this system does not tell")
        if seen["cores"] is None
        else compare_with_limit(
            cost,
            seen["cores"],
            _CORE_LIMIT,
            "cores",
            "real sessions on the dashboard's socket, each redrawn at every push "
            f"({'its live fragment' if seen['fragments'] else 'the whole page'}); "
            "nothing painted",
        ),
        compare_with_limit(
            message,
            seen["message_p95"],
            _MESSAGE_LIMIT,
            "s",
            f"the command included; redrawn {seen['redraw_p95']:.2f} s after it, p95",
        ),
        compare_with_limit(
            delivered,
            seen["messages"] / max(1, min(seen["delivered"], seen["redrawn"])),
            1.0,
            "sent a delivered one",
            f"{seen['delivered']} of {seen['messages']} delivered, "
            f"{seen['redrawn']} redrawn",
        ),
    ]


def find_browser() -> str | None:
    """Where Chromium is on this machine, if it is there."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def measure_repaint(
    product: Server, path: str, token: str, cookie: tuple[str, str], facts: int
) -> Measurement:
    """The median of several facts, each posted when the one before has been painted."""
    name, limit = "commit to painted on an open page", _REPAINT_LIMIT
    browser = find_browser()
    if browser is None:
        return skip_measurement(name, limit, "s", 1, "Chromium is not there")
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox"]
            )
            context = chromium.new_context(
                viewport={"width": 1400, "height": 900},
                bypass_csp=True,  # playwright waits by eval, which no page needs
            )
            address = f"http://{HOST}:{product.port}"
            context.add_cookies(
                [{"name": cookie[0], "value": cookie[1], "url": address}]
            )
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector(".bsm-badge", timeout=PAGE_TIMEOUT)
            page.wait_for_timeout(3_000)  # charts come after the first figures
            page.evaluate(_WATCH_BADGE)
            durations = [_repaint(page, product, path, token) for _ in range(facts)]
            chromium.close()
    except BrowserError as error:
        return skip_measurement(name, limit, "s", 1, str(error).splitlines()[0])
    badge = median(badge for badge, _ in durations)
    whole = [last_change for _, last_change in durations]
    detail = (
        f"the middle of {facts} on the Overview, command included, until its last "
        f"change; the badge after {badge:.2f} s; slowest {max(whole):.2f} s"
    )
    return compare_with_limit(name, median(whole), limit, "s", detail)


def _repaint(page: Page, product: Server, path: str, token: str) -> tuple[float, float]:
    """Seconds from sending the command until the badge shows its fact, and until the
    page has changed for the last time.
    """
    sent = float(page.evaluate("performance.now()"))
    request = _registration_request(path, token)
    answer = product.request("POST", path, request["body"], request["headers"])
    painted = page.wait_for_function(
        "position => window.__painted[position]",
        arg=str(answer["position"]),
        timeout=PAGE_TIMEOUT,
    )
    page.wait_for_function(_SETTLED, timeout=PAGE_TIMEOUT)
    changed = float(page.evaluate("window.__changed"))
    badge = float(painted.json_value())
    return (badge - sent) / 1000, (max(badge, changed) - sent) / 1000


def _registration_request(path: str, token: str) -> dict[str, Any]:
    return {
        "path": path,
        "body": {"delegation": CODES[0], "function": "member"},
        "headers": {"Authorization": f"Bearer {token}"},
    }
