"""Open pages: how soon a new fact is painted, and what twenty viewers cost."""

import shutil
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.results import Row, at_most, not_measured
from bench.setup import processes
from bench.setup.processes import HOST, NotStarted, Server
from bench.setup.sample_record import CODES

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEWERS = 20
EVERY = 5.0  # seconds between two facts
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAINTED = "commit to painted on an open page"
_PAINTED_WITHIN = 0.5
_COMES_WITHIN = 60_000  # milliseconds

# Notes when the badge shows another fact, once the browser has painted that.
_NOTICE = """() => {
  window.__painted = {};
  const look = () => {
    const badges = [...document.querySelectorAll('.bsm-badge')];
    const told = badges.map(one => one.textContent).join(' ');
    const found = /fact ([0-9,.\\s]+)/.exec(told);
    const position = found && found[1].replace(/[^0-9]/g, '');
    if (position && !(position in window.__painted)) {
      window.__painted[position] = 0;
      requestAnimationFrame(() => requestAnimationFrame(
        () => { window.__painted[position] = performance.now(); }));
    }
  };
  look();
  new MutationObserver(() => { window.__changed = performance.now(); look(); }).observe(
    document.querySelector('[data-testid=stMain]') ?? document.body,
    {subtree: true, childList: true, characterData: true});
}"""

_SETTLED = "performance.now() - window.__changed > 700"


def viewer_rows(
    product: Server, path: str, token: str, cookie: str, facts: int
) -> list[Row]:
    """Twenty sessions of the Overview while a fact arrives every five seconds."""
    job = {
        "host": HOST,
        "port": product.port,
        "pid": product.pid,
        "cookie": cookie,
        "viewers": VIEWERS,
        "facts": facts,
        "every": EVERY,
        **_post(path, token),
    }
    names = (
        f"{VIEWERS} viewers, a fact every {EVERY:g} s: share of a core",
        f"{VIEWERS} viewers: command to message, p95",
        f"{VIEWERS} viewers: messages delivered",
    )
    limits = ((0.1, "cores"), (1.0, "s"), (1.0, "of all"))
    try:
        done = processes.load("simulated_viewers", job)
    except NotStarted as error:
        why = str(error).splitlines()[-1] if str(error) else "the viewers gave up"
        return [
            not_measured(name, most, unit, 1, why)
            for name, (most, unit) in zip(names, limits, strict=True)
        ]
    return _viewer_rows(names, done)


def _viewer_rows(names: tuple[str, str, str], done: dict[str, Any]) -> list[Row]:
    cost, message, delivered = names
    return [
        not_measured(cost, 0.1, "cores", 1, "this system does not tell")
        if done["core"] is None
        else at_most(
            cost,
            done["core"],
            0.1,
            "cores",
            "real sessions on the dashboard's socket, each redrawn at every push "
            f"({'its live fragment' if done['fragments'] else 'the whole page'}); "
            "nothing painted",
        ),
        at_most(
            message,
            done["told_p95"],
            1.0,
            "s",
            f"the command included; redrawn {done['drawn_p95']:.2f} s after it, p95",
        ),
        at_most(
            delivered,
            done["messages"] / max(1, min(done["delivered"], done["redrawn"])),
            1.0,
            "sent a delivered one",
            f"{done['delivered']} of {done['messages']} delivered, "
            f"{done['redrawn']} redrawn",
        ),
    ]


def painted_row(
    product: Server, path: str, token: str, cookie: tuple[str, str], times: int
) -> Row:
    """The middle of several facts, each posted when the one before has been painted."""
    name, most = _PAINTED, _PAINTED_WITHIN
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None or not find_spec("playwright"):
        missing = "Chromium" if browser is None else "playwright"
        return not_measured(name, most, "s", 1, f"{missing} is not there")
    # Loaded here: every command of the command line loads this module.
    from playwright.sync_api import Error as BrowserError  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

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
            page.wait_for_selector(".bsm-badge", timeout=_COMES_WITHIN)
            page.wait_for_timeout(3_000)  # charts come after the first figures
            page.evaluate(_NOTICE)
            taken = [_painted(page, product, path, token) for _ in range(times)]
            chromium.close()
    except BrowserError as error:
        return not_measured(name, most, "s", 1, str(error).splitlines()[0])
    badge, whole = median(one[0] for one in taken), [one[1] for one in taken]
    told = (
        f"the middle of {times} on the Overview, command included, until its last "
        f"change; the badge after {badge:.2f} s; slowest {max(whole):.2f} s"
    )
    return at_most(name, median(whole), most, "s", told)


def _painted(
    page: "Page", product: Server, path: str, token: str
) -> tuple[float, float]:
    """Seconds from sending the command until the badge shows its fact, and until the
    page has changed for the last time.
    """
    sent = float(page.evaluate("performance.now()"))
    asked = _post(path, token)
    answer = product.ask("POST", path, asked["body"], asked["headers"])
    shown = page.wait_for_function(
        "position => window.__painted[position]",
        arg=str(answer["position"]),
        timeout=_COMES_WITHIN,
    )
    page.wait_for_function(_SETTLED, timeout=_COMES_WITHIN)
    changed = float(page.evaluate("window.__changed"))
    badge = float(shown.json_value())
    return (badge - sent) / 1000, (max(badge, changed) - sent) / 1000


def _post(path: str, token: str) -> dict[str, Any]:
    return {
        "path": path,
        "body": {"delegation": CODES[0], "function": "member"},
        "headers": {"Authorization": f"Bearer {token}"},
    }
