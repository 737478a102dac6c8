"""The countdown to an expiry, in a browser whose clock the test sets; and in words."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dashboard_examples import PRESENT
from playwright.sync_api import Page

import dashboard
from dashboard.agreement import countdown_texts

SCRIPT = Path(dashboard.__file__).parent / "agreement" / "browser" / "countdown.js"
EXPIRES = PRESENT + timedelta(days=1, hours=4, minutes=12, seconds=9)
LOAD = """async source => {
  const file = new Blob([source], {type: 'text/javascript'});
  const component = await import(URL.createObjectURL(file));
  window.asked = [];
  window.draw = data => {
    window.cleanUp?.();
    window.cleanUp = component.default({
      data,
      setTriggerValue: (name, value) => window.asked.push([name, value]),
      parentElement: document.body,
    });
  };
}"""


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


class Countdown:
    """A countdown on a page of its own. `server` is the server's time now."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # The clock runs until it is paused, however long a busy machine takes to do so.
        page.clock.install(time=PRESENT - timedelta(days=1))
        page.clock.pause_at(PRESENT)
        page.set_content('<span class="countdown" role="timer"></span>')
        page.evaluate(LOAD, SCRIPT.read_text(encoding="utf-8"))

    def draw(self, server: datetime = PRESENT, expires: datetime = EXPIRES) -> None:
        data = {"key": "a", "now": milliseconds(server), "expired": "Expired."}
        self.page.evaluate(
            "data => draw(data)", data | {"expires": milliseconds(expires)}
        )

    def wait(self, interval: timedelta) -> None:
        """Every timer fires on the way."""
        self.page.clock.run_for(
            milliseconds(PRESENT + interval) - milliseconds(PRESENT)
        )

    def sleep(self, interval: timedelta) -> None:
        """Timers that are due fire once, as after a sleep."""
        self.page.clock.fast_forward(interval // timedelta(milliseconds=1))

    @property
    def text(self) -> str:
        return self.page.locator(".countdown").inner_text()

    @property
    def asked(self) -> Any:
        return self.page.evaluate("asked")


@pytest.fixture
def countdown(page_with_own_clock: Page) -> Countdown:
    return Countdown(page_with_own_clock)


@pytest.mark.browser
def test_it_counts_by_the_server_s_clock_and_is_right_after_a_sleep(
    countdown: Countdown,
):
    countdown.draw()
    assert countdown.text == "1 d 04:12:09"
    countdown.wait(timedelta(seconds=10))
    assert countdown.text == "1 d 04:11:59"
    countdown.sleep(timedelta(hours=28))
    assert countdown.text == "00:11:59"


@pytest.mark.browser
def test_how_far_the_browser_s_clock_is_off_is_reckoned_once(countdown: Countdown):
    countdown.draw(PRESENT + timedelta(hours=3))
    assert countdown.text == "1 d 01:12:09"
    countdown.draw(PRESENT)  # a redraw that was on its way for long
    assert countdown.text == "1 d 01:12:09"


@pytest.mark.browser
def test_after_the_expiry_it_asks_once_at_a_chance_moment(countdown: Countdown):
    countdown.draw()
    countdown.sleep(EXPIRES - PRESENT)
    assert countdown.text == "Expired."
    countdown.wait(timedelta(seconds=10, milliseconds=900))
    assert countdown.asked == []
    countdown.draw()  # a redraw for another reason
    countdown.wait(timedelta(seconds=4))
    assert countdown.asked == [["expired", milliseconds(EXPIRES)]]

    countdown.draw()
    countdown.wait(timedelta(minutes=5))
    assert len(countdown.asked) == 1

    later = EXPIRES + timedelta(days=1)
    countdown.draw(expires=later)  # it had been extended meanwhile
    assert countdown.text.startswith("23:5")


@pytest.mark.browser
def test_with_reduced_motion_it_changes_once_a_minute(countdown: Countdown):
    countdown.page.emulate_media(reduced_motion="reduce")
    countdown.page.evaluate(
        """window.changes = 0;
        new MutationObserver(() => window.changes++).observe(
          document.querySelector('.countdown'), {childList: true})"""
    )
    countdown.draw()
    assert countdown.text == "1 d 4 h 12 min"
    countdown.wait(timedelta(minutes=3))

    assert countdown.text == "1 d 4 h 9 min"
    assert countdown.page.evaluate("changes") <= 4


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=1, hours=4, minutes=12), "1 d 4 h 12 min were left then."),
        (timedelta(minutes=3, seconds=59), "0 h 3 min were left then."),
        (timedelta(0), countdown_texts.BEING_CLOSED),
    ],
)
def test_a_past_moment_says_what_was_left(left: timedelta, text: str):
    assert countdown_texts.time_left(left) == text
