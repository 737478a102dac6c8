"""Pictures of every page of the demonstration, for readers of the documents.

`make screenshots` starts a demonstration of its own, in a folder that is thrown away.
"""

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from server_process import ROOT, running

from bsm_service.access.permissions import is_allowed
from bsm_service.assembly.web_application import VISITOR
from dashboard.shell.layout import PAGES, page_address
from dashboard.shell.live_updates import CHART_PLACEHOLDER

FOLDER = ROOT / "docs" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000
# Width and height, in pixels: a desk, and a phone.
SIZES = ((1400, 1200), (400, 1400))
COLOURS = 256
FROZEN = ("overview-frozen", "/?as_of=2016-04-12")


def addresses() -> dict[str, str]:
    """Each page's name and address, as the menu leads there; and a day of the past."""
    names = [
        page_address(label) for _, label, action in PAGES if is_allowed(VISITOR, action)
    ]
    pages = {name: f"/{name}" if at else "/" for at, name in enumerate(names)}
    return pages | dict([FROZEN])


def take(page: Page, address: str) -> bytes:
    """The first screen of a page, with its charts, and nothing still moving."""
    page.goto(address)
    page.locator(".bsm-headline").wait_for()
    page.wait_for_load_state("networkidle")
    show_charts(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_timeout(1_500)
    return page.screenshot(animations="disabled")


def show_charts(page: Page) -> None:
    """A narrow page loads its charts when the first of them comes into sight."""
    place = page.locator(f"[class*=st-key-{CHART_PLACEHOLDER}]").first
    if place.count():
        place.evaluate("place => place.scrollIntoView()")
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")


def keep(picture: bytes, name: str) -> None:
    """With as few colours as the eye needs; small marks must keep theirs."""
    with Image.open(BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
        few.save(FOLDER / f"{name}.png", optimize=True)


def all_of(browser: Browser, address: str) -> None:
    for width, height in SIZES:
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            for name, path in addresses().items():
                keep(take(page, address + path), f"{name}-{width}-{theme}")
            context.close()


def main() -> None:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit(f"no browser here: none of {', '.join(BROWSERS)} is in PATH")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running("demo", Path(folder, "data"), Path(folder, "said")) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        all_of(browser, server.address)
        browser.close()
    size = sum(one.stat().st_size for one in FOLDER.glob("*.png"))
    print(
        f"{len(list(FOLDER.glob('*.png')))} pictures, {size / 1e6:.1f} MB, in {FOLDER}"
    )


if __name__ == "__main__":
    main()
