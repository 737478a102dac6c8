"""A focal point nominates a whole delegation on a phone, and the secretariat confirms
fourteen at once while leadership watches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from browser_actions import TOO_WIDE, sign_in
from dashboard_examples import Story, announce_meeting
from playwright.sync_api import Browser, Page, expect
from server_process import free_port, running_dashboard
from systems import StoryClock, do, invited, nominate, system_in

from bsm_service.foundation.clock import utc_now
from bsm_service.meetings.commands import InviteDelegations, OpenRegistration
from bsm_service.settings.settings import Settings, SignInMode

pytestmark = pytest.mark.browser
LIST = "Eva Muster; head\nJan Beispiel; alternate\nAna Primer; member"


@dataclass(frozen=True)
class ServedRegistration:
    address: str
    meeting: UUID


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedRegistration]:
    """Registration is open, and fourteen of Italy wait for a decision."""
    folder = tmp_path_factory.mktemp("data")
    clock = StoryClock(utc_now())
    story = Story(system_in(folder, clock=clock), clock)
    meeting = UUID(announce_meeting(story, edition=12, city="Vienna"))
    seats = (invited("AT", 3), invited("IT", 14))
    do(story.system, InviteDelegations(meeting_id=meeting, delegations=seats))
    do(story.system, OpenRegistration(meeting_id=meeting, capacity=17))
    for _ in range(14):
        nominate(story.system, meeting, "IT")
    story.system.close()
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with running_dashboard(settings, output) as server:
        yield ServedRegistration(server.address, meeting)


def test_a_delegation_is_nominated_on_a_phone_and_fourteen_are_confirmed_at_once(
    served: ServedRegistration, page: Page, browser: Browser
):
    page.set_viewport_size({"width": 400, "height": 800})
    sign_in(page, served.address, "focal-point", "AT")
    page.goto(f"{served.address}/my-delegation?meeting={served.meeting}")
    headline = page.locator(".bsm-headline")
    expect(headline).to_contain_text("has nominated nobody")
    page.get_by_role("button", name="Nominate the whole delegation").click()
    dialog = page.get_by_role("dialog")
    people = dialog.get_by_role("textbox", name="People, one per line")
    people.fill(f"{LIST}\nLeo Esempio; head")
    people.blur()
    expect(
        dialog.get_by_text("Rows 1 and 4: a delegation has one head.")
    ).to_be_visible()
    assert page.evaluate(TOO_WIDE) == 0
    people.fill(LIST)
    people.blur()
    expect(
        dialog.get_by_text("3 people: 1 head, 1 alternate and 1 member.")
    ).to_be_visible()
    dialog.get_by_role("button", name="Nominate the whole delegation").click()
    expect(dialog).to_have_count(0)
    expect(headline).to_contain_text(
        "none of its 3 seats is taken, 3 people are waiting"
    )
    assert page.evaluate(TOO_WIDE) == 0

    watching = browser.new_context()
    leadership = watching.new_page()
    sign_in(leadership, served.address, "leadership")
    leadership.goto(f"{served.address}/registrations?meeting={served.meeting}")
    answer = leadership.locator(".bsm-headline")
    expect(answer).to_contain_text("0 of 17 seats are taken")

    deciding = browser.new_context()
    office = deciding.new_page()
    sign_in(office, served.address, "secretariat")
    office.goto(f"{served.address}/queue?meeting={served.meeting}&of=IT")
    office.get_by_role("button", name="Choose all that can be confirmed").click()
    office.get_by_role("button", name="Confirm 14", exact=True).click()
    form = office.get_by_role("dialog")
    form.get_by_role("button", name="Confirm 14", exact=True).click()
    expect(form).to_have_count(0)
    expect(office.locator(".bsm-headline")).to_contain_text(
        "3 registrations wait for a decision"
    )

    expect(answer).to_contain_text("14 of 17 seats are taken")
    watching.close()
    deciding.close()
