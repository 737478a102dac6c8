"""A meeting in real browsers: the Chair's cockpit from the roll to the gavel."""

import re

import pytest
from axe_findings import grave_findings
from playwright.sync_api import Browser, Locator, Page, expect
from served_meeting import STATES, ServedMeeting

pytestmark = pytest.mark.browser
# How much of the page is out of sight, in pixels: below, and to the right.
# A page that has just been redrawn takes some frames.
OUT_OF_SIGHT = """async () => {
  const page = document.querySelector('[data-testid=stMain]');
  const hidden = () => [page.scrollHeight - page.clientHeight,
    page.scrollWidth - page.clientWidth];
  for (let frame = 0; frame < 300 && hidden().some(Boolean); frame++)
    await new Promise(requestAnimationFrame);
  return hidden();
}"""


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[class*='st-key-room-'][class*='-{name}']").first


def tap(place: Locator, *labels: str) -> None:
    for label in labels:
        place.get_by_role("button", name=label, exact=True).click()


def test_the_cockpit_adopts_in_the_room_with_one_objection_withdrawn_on_the_way(
    meeting: ServedMeeting, page: Page
):
    page.set_viewport_size({"width": 1400, "height": 800})
    meeting.sign_in(page, "chair")
    page.goto(f"{meeting.address}/room?decision={meeting.room.draft}")
    headline = page.locator(".bsm-headline")
    expect(headline).to_have_text("The roll of this session has not been called")
    roll, heard, decide = (part(page, name) for name in ("roll", "heard", "decide"))

    tap(roll, *STATES[:33])  # faster than the server answers
    expect(roll).to_contain_text("and 30 more.")
    tap(roll, "Call the roll")
    expect(headline).to_have_text("33 of 57 participating States present")
    tap(decide, "Open in the room")
    expect(decide).to_contain_text("In the room, round 1: 33 States entitled.")

    tap(heard, "DE")
    tap(heard, "Objects")
    expect(decide).to_contain_text("It cannot be adopted yet: Germany objects.")
    gavel = decide.get_by_role("button", name="Gavel: adopt")
    expect(gavel).to_be_disabled()
    assert page.evaluate(OUT_OF_SIGHT) == [0, 0]
    tap(decide, "Withdrawn")
    expect(decide).to_contain_text("No State stands against this version.")

    tap(heard, "AT", "IT")
    expect(heard).to_contain_text("Heard in the room: Austria and Italy")
    assert page.evaluate(OUT_OF_SIGHT) == [0, 0]
    tap(heard, "Agrees")
    expect(heard.get_by_role("button", name="AT A")).to_be_visible()
    gavel.click()
    expect(decide).to_contain_text("This records that version 1")
    assert grave_findings(page) == []
    tap(decide, "Record the adoption")

    expect(decide).to_contain_text(re.compile(r"NFP\.DEC/\d+/16"))
    expect(decide).to_contain_text("Adopted in the room on")

    page.set_viewport_size({"width": 400, "height": 800})
    expect(roll).to_be_visible()
    expect(decide).to_be_hidden()
    page.get_by_role("radio", name="Decide").click()
    expect(decide).to_be_visible()
    expect(roll).to_be_hidden()


def test_a_silence_that_the_chair_opens_is_broken_on_a_phone_and_leadership_sees_it(
    meeting: ServedMeeting, page: Page, browser: Browser
):
    people = {
        "chair": page.context,
        "focal-point": browser.new_context(viewport={"width": 400, "height": 800}),
        "leadership": browser.new_context(),
    }
    pages = {}
    for role, context in people.items():
        pages[role] = page if role == "chair" else context.new_page()
        meeting.sign_in(pages[role], role, "AT" if role == "focal-point" else "")
    chair, austria, leadership = pages.values()
    chair.goto(f"{meeting.address}/room?decision={meeting.second_draft}")
    austria.goto(f"{meeting.address}/agreements")
    leadership.goto(f"{meeting.address}/decision?decision={meeting.second_draft}")
    outlook = leadership.locator(".bsm-consequence")
    expect(outlook).to_contain_text("Nothing happens yet")

    chair.get_by_role("button", name="Open a silence").click()
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("button", name="Check").click()
    dialog.get_by_role("button", name="Open the silence").click()
    expect(dialog).to_have_count(0)
    expect(part(chair, "decide")).to_contain_text("Silence until")
    expect(outlook).to_contain_text("will be adopted on")
    expect(austria.locator(".bsm-headline")).to_contain_text("under silence")

    # Three taps, from the page that says what waits for Austria.
    austria.get_by_role("link", name="Joint patrols on the green border").first.click()
    austria.get_by_role("button", name="Object").click()
    austria.get_by_role("dialog").get_by_role("button", name="Object").click()

    expect(outlook).to_contain_text("The silence was broken")
    expect(leadership.locator("[data-testid=stMain]")).not_to_contain_text("Austria")
    expect(part(chair, "decide")).to_contain_text("Austria objects")
    for role in ("focal-point", "leadership"):
        people[role].close()
