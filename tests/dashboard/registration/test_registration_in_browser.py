"""In real browsers: a focal point nominates a whole delegation and substitutes on a
phone, the secretariat confirms fourteen at once while leadership watches, and calls the
roll.
"""

import pytest
from browser_actions import TOO_WIDE, sign_in
from playwright.sync_api import Browser, Page, expect
from served_registration import SUBSTITUTED, ServedRegistration

pytestmark = pytest.mark.browser
LIST = "Eva Muster; head\nJan Beispiel; alternate\nAna Primer; member"


def test_a_delegation_is_nominated_on_a_phone_and_fourteen_are_confirmed_at_once(
    registrations: ServedRegistration, page: Page, browser: Browser
):
    page.set_viewport_size({"width": 400, "height": 800})
    sign_in(page, registrations.address, "focal-point", "AT")
    page.goto(
        f"{registrations.address}/my-delegation?meeting={registrations.nominating}"
    )
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
    sign_in(leadership, registrations.address, "leadership")
    leadership.goto(
        f"{registrations.address}/registrations?meeting={registrations.nominating}"
    )
    answer = leadership.locator(".bsm-headline")
    expect(answer).to_contain_text("0 of 17 seats are taken")

    deciding = browser.new_context()
    office = deciding.new_page()
    sign_in(office, registrations.address, "secretariat")
    office.goto(
        f"{registrations.address}/queue?meeting={registrations.nominating}&of=IT"
    )
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


def test_a_substitute_is_named_on_a_phone_and_the_seat_shows_who_held_it(
    registrations: ServedRegistration, page: Page
):
    page.set_viewport_size({"width": 400, "height": 800})
    sign_in(page, registrations.address, "focal-point", "AT")
    page.goto(f"{registrations.address}/my-delegation?meeting={registrations.seated}")
    expect(page.get_by_text(SUBSTITUTED)).to_be_visible()
    page.get_by_role("button", name="Change…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Name a new substitute", exact=True).click()
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Bruno Probe")
    assert page.evaluate(TOO_WIDE) == 0
    send = dialog.get_by_role("button", name="Name a new substitute", exact=True)
    send.click()
    expect(dialog).to_have_count(0)

    seat = page.get_by_text(f"has a seat · Seat: {SUBSTITUTED} (until ")
    expect(seat).to_contain_text(", then Bruno Probe")
    expect(page.locator(".bsm-headline")).to_contain_text("1 of its 3 seats is taken")
    assert page.evaluate(TOO_WIDE) == 0


def test_the_secretariat_calls_the_roll_from_the_arrivals_and_sees_the_quorum(
    registrations: ServedRegistration, page: Page
):
    sign_in(page, registrations.address, "secretariat")
    page.goto(f"{registrations.address}/room?meeting={registrations.in_session}")
    headline = page.locator(".bsm-headline")
    expect(headline).to_have_text("The roll of this session has not been called")
    roll = page.locator("[class*='st-key-room-'][class*='-roll']").first
    call = roll.get_by_role("button", name="Call the roll", exact=True)
    call.click()
    expect(headline).to_have_text("1 of 3 participating States present")
    expect(roll).to_contain_text("There is no quorum: 2 are needed.")

    roll.get_by_role("button", name="DE", exact=True).click()
    expect(roll).to_contain_text("Arrived: Germany.")
    call.click()
    expect(headline).to_have_text("2 of 3 participating States present")
    expect(roll).to_contain_text("There is a quorum (2 needed).")
