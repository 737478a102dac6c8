"""A secretariat with an empty record and a real browser: how many clicks it takes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from browser_actions import TOO_WIDE, Person, sign_in
from playwright.sync_api import Page, expect
from server_process import Server, free_port, running_dashboard
from systems import system_in

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.foundation.clock import utc_now
from bsm_service.settings.settings import Settings, SignInMode

pytestmark = pytest.mark.browser
# As long as a stranger may take until registration is open.
MAX_CLICKS = 60


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A record that nobody has used yet; people sign in by one click."""
    folder = tmp_path_factory.mktemp("data")
    system_in(folder, clock=utc_now).close()
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with running_dashboard(settings, output) as server:
        yield server


def test_registration_is_open_after_at_most_sixty_clicks(server: Server, page: Page):
    sign_in(page, server.address, "secretariat")
    page.goto(f"{server.address}/meeting")
    person = Person(page)
    person.open_form("Announce a meeting")
    person.fill(Title="1st Annual Meeting", Series="Annual Meeting")
    today = utc_now().astimezone(time_zone_named("Europe/Vienna")).date()
    last = today + timedelta(days=1)
    person.choose_day("First day", f"{today:%d%m%Y}")
    person.choose_day("Last day", f"{last:%d%m%Y}")
    person.click("Announce a meeting")
    steps = page.locator("#steps")
    expect(steps).to_contain_text("next: invite delegations")
    person.send("Invite delegations")
    expect(page.get_by_text("57 delegations, 114 seats")).to_be_visible()
    for button, label in (
        ("Add a session", "Title"),
        ("Add an objective", "Objective"),
    ):
        person.open_form(button)
        person.fill(**{label: "Share the border protocol"})
        person.click(button)
        expect(person.dialog.get_by_role("status")).to_be_visible()
        person.finish("Done")
    person.send("Release the agenda")
    person.send("Open registration")
    expect(steps).to_contain_text("5 of 10 steps done")
    assert person.clicks <= MAX_CLICKS

    person.send("Close registration")
    person.send("Open the meeting")
    person.open_form("Conclude the meeting")
    person.tick(f"Conclude it now, before {format_date(last)}")
    person.finish("Conclude the meeting")

    expect(steps).to_contain_text("next: record the attendance total")
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(TOO_WIDE) == 0
    page.set_viewport_size({"width": 1400, "height": 900})
