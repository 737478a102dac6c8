"""However fast facts come, a page that asks for it is redrawn once a second."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.shell import live_updates

pytestmark = pytest.mark.browser
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
COMPONENT = Path(live_updates.__file__).with_name("browser") / "live_position.js"
# The component with a socket that sends what the test says, on a page that is redrawn
# as soon as it is asked to be.
MOUNT = """
window.WebSocket = class { constructor() { window.socket = this; } close() {} };
window.asked = [];
window.sent = 0;
window.record = () => socket.onmessage({data: `${++window.sent}`});
const place = document.body;
window.mount = position => draw({
  data: {position, url: 'http://example.org/', rest: window.rest},
  setTriggerValue: (_, value) => { window.asked.push(value); mount(value); },
  parentElement: place,
});
mount(0);
"""


@pytest.fixture
def blank(page_with_own_clock: Page) -> Page:
    # Paused, so that time passes only where a test says so: at a moment that the clock,
    # which runs until then, can't have passed on a busy machine either.
    page_with_own_clock.clock.install(time=NEW_YEAR)
    page_with_own_clock.clock.pause_at(NEW_YEAR + timedelta(days=1))
    return page_with_own_clock


def mount(blank: Page, rest: int) -> None:
    source = COMPONENT.read_text(encoding="utf-8")
    source = source.replace("export default function", "function draw")
    blank.evaluate(f"() => {{ window.rest = {rest}; {source} {MOUNT} }}")


def asked(blank: Page, *, after: int, facts: int = 0) -> list[int]:
    """Which redraws were asked for, after facts and milliseconds."""
    for _ in range(facts):
        blank.evaluate(
            "socket.onmessage({data: `${window.sent = (window.sent ?? 0) + 1}`})"
        )
    blank.clock.run_for(after)
    result: list[int] = blank.evaluate("window.asked")
    return result


def test_the_first_fact_is_shown_at_once_and_the_latest_a_second_later(blank: Page):
    mount(blank, live_updates.REST)

    assert asked(blank, facts=1, after=100) == [1]
    assert asked(blank, facts=3, after=100) == [1]
    assert asked(blank, facts=1, after=700) == [1]
    assert asked(blank, after=200) == [1, 5]
    assert asked(blank, after=5_000) == [1, 5]


def test_other_pages_do_not_wait(blank: Page):
    mount(blank, 0)

    assert asked(blank, facts=1, after=100) == [1]
    assert asked(blank, facts=1, after=100) == [1, 2]
