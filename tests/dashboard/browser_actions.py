"""What somebody does at a page in a browser, in tests."""

import re
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Locator, Page, expect

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


def sign_in(page: Page, address: str, role: str, delegation: str = "") -> None:
    """By one click, as in a demonstration."""
    page.context.request.post(
        f"{address}/account/act-as",
        form={"role": role} | ({"delegation": delegation} if delegation else {}),
        headers={"Origin": address},
    )


@dataclass
class Person:
    """Somebody at a page, whose clicks are counted; to fill in a field is one."""

    page: Page
    clicks: int = 0

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def open_form(self, button: str, of: Locator | None = None) -> None:
        """By a button of the page, or of a part `of` it."""
        self.clicks += 1
        place = self.page if of is None else of
        place.get_by_role("button", name=button, exact=True).click()
        expect(self.dialog).to_be_visible()

    def click(self, button: str) -> None:
        self.clicks += 1
        self.dialog.get_by_role("button", name=button, exact=True).click()

    def fill(self, **texts: str) -> None:
        """Text fields by their labels, optional ones too."""
        for label, text in texts.items():
            self.clicks += 1
            name = label.replace("_", " ")
            names = re.compile(rf"{re.escape(name)}( \(optional\))?")
            self.dialog.get_by_role("textbox", name=names).fill(text)

    def choose_day(self, label: str, day: str) -> None:
        """Types a day as the field shows it, with the time of one that has a time."""
        self.clicks += 1
        group = self.dialog.get_by_role("group", name=label)
        group.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(day)

    def choose_time(self, label: str, time: datetime) -> None:
        self.choose_day(label, f"{time:%d%m%Y%H%M}")

    def tick(self, label: str) -> None:
        self.clicks += 1
        self.dialog.get_by_text(label, exact=True).click()

    def finish(self, button: str) -> None:
        """By the last button of a form, which closes it."""
        self.click(button)
        expect(self.dialog).to_have_count(0)

    def send(self, button: str) -> None:
        """Opens the form of a button, and sends it as it is."""
        self.open_form(button)
        self.finish(button)
