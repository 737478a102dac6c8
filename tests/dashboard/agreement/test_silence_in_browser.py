"""Pages that were open before: a silence expires, and a text changes while somebody
writes.
"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from axe_findings import grave_findings
from playwright.sync_api import Page, expect
from room_examples import body
from served_meeting import ServedMeeting

from bsm_service.agreement.commands import (
    ExtendSilence,
    OpenProcedure,
    TableDecision,
    TableVersion,
)
from bsm_service.foundation.clock import utc_now

pytestmark = pytest.mark.browser


def open_decision(meeting: ServedMeeting, page: Page, title: str, *texts: str) -> str:
    """A draft of its own, shown to Austria."""
    id = uuid4()
    text = body(title, *texts)
    meeting.record(
        TableDecision(decision_id=id, meeting_id=meeting.room.meeting, body=text)
    )
    meeting.sign_in(page, "focal-point", "AT")
    page.goto(f"{meeting.address}/decision?decision={id}")
    expect(page.locator(".bsm-headline")).to_have_text(title)
    return str(id)


def test_a_half_typed_form_survives_a_new_version_and_says_so(
    meeting: ServedMeeting, page: Page
):
    first = "Name a contact point."
    id = open_decision(meeting, page, "Contact points by June", first)
    page.get_by_role("button", name="Object").click()
    dialog = page.get_by_role("dialog")
    reason = dialog.get_by_role("textbox", name="Reason")
    reason.press_sequentially("We cannot ag")

    changed = body("Contact points by June", "Name two contact points.")
    meeting.record(TableVersion(decision_id=id, of=1, body=changed))
    note = "Version 2 was tabled while you wrote"
    expect(dialog).to_contain_text(note)
    expect(reason).to_have_value("We cannot ag")
    expect(reason).to_be_focused()
    assert grave_findings(page) == []
    reason.press_sequentially("ree.")
    dialog.get_by_role("button", name="Object on behalf of Austria").click()

    expect(dialog).to_have_count(0)
    positions = page.locator(".bsm-positions")
    expect(positions).to_contain_text("Objections: 1")
    expect(page.locator("[data-testid=stMain]")).to_contain_text("We cannot agree.")


def test_a_page_left_open_through_an_expiry_shows_the_adoption(
    meeting: ServedMeeting, page_with_own_clock: Page
):
    page = page_with_own_clock
    id = open_decision(meeting, page, "Joint training", "Hold a course.")
    expires_at = utc_now() + timedelta(days=3)
    silence = {"procedure": "silence", "of": 1, "time_zone": "UTC"}
    meeting.record(OpenProcedure(decision_id=id, expires_at=expires_at, **silence))
    countdown = page.get_by_role("timer")
    expect(countdown).to_contain_text("2 d 23:59:")
    counted_link = page.get_by_role("link", name=re.compile("Agreements [1-9]"))
    expect(counted_link).to_be_visible()

    # The page is drawn again while the number beside the link stays the same.
    expires_at += timedelta(days=1)
    reason = "A holiday."
    meeting.record(ExtendSilence(decision_id=id, expires_at=expires_at, reason=reason))
    expect(countdown).to_contain_text("3 d 23:59:")
    expect(counted_link).to_be_visible()

    # The laptop sleeps for four days, and so does nobody else.
    page.clock.set_fixed_time(expires_at + timedelta(seconds=12))
    meeting.set_forward(timedelta(days=4, seconds=12).total_seconds())

    sentence = page.locator(".bsm-consequence")
    expect(sentence).to_contain_text("Adopted by silence on")
    expect(countdown).to_have_count(0)
