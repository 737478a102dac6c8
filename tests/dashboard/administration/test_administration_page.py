"""Administration and Readings: who sees which part, and what is done there."""

import pytest
from administration_examples import Staffed, parts
from axe_findings import grave_findings
from dashboard_examples import OpenPage, page_text
from playwright.sync_api import Page, expect
from server_process import Server
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
)

from bsm_service.access.permissions import Principal
from bsm_service.agreement.clock_guard import ClockGuard

# Who sees which part


@pytest.mark.parametrize(
    "by", [LEADERSHIP, PARTICIPANT, AUSTRIA], ids=lambda principal: principal.role
)
def test_administration_is_not_for_everybody(
    staffed: Staffed, open_page: OpenPage, by: Principal
):
    for page in ("administration", "readings"):
        text = page_text(open_page(page, by=by, part="accounts"))

        assert "This page is not available to your role" in text
        assert "anna.huber" not in text


def test_each_role_sees_the_parts_that_the_table_gives(
    staffed: Staffed, open_page: OpenPage
):
    seen = {
        by.role: parts(open_page("administration", by=by))
        for by in (ADMINISTRATOR, SECRETARIAT, CHAIR, AUDITOR)
    }

    mandates = ["Mandates", "Who could act"]
    assert seen == {
        "administrator": ["Accounts", *mandates, "Erasures", "Reminders"],
        "secretariat": ["Accounts", *mandates, "Retention", "Erasures", "Reminders"],
        "chair": mandates,
        "auditor": [*mandates, "Erasures"],
    }


def test_what_is_not_for_the_viewer_is_not_shown_by_its_address(
    staffed: Staffed, open_page: OpenPage
):
    text = page_text(open_page("administration", by=AUDITOR, part="accounts"))

    assert "2 States" not in text
    assert "3 mandates are in force today; 1 State has a focal point" in text
    assert "anna.huber" not in text
    assert f"account {staffed.focal_point[:8]}" in text


def test_administration_says_when_no_silence_is_settled(
    staffed: Staffed, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    told = "no silence is settled for ten minutes"
    assert told not in page_text(open_page("administration", by=ADMINISTRATOR))
    monkeypatch.setattr(ClockGuard, "is_trusted", lambda _: False)

    assert told in page_text(open_page("administration", by=ADMINISTRATOR))


# By everybody


@pytest.mark.browser
def test_axe_finds_nothing_serious_about_people(demo_server: Server, page: Page):
    pages = (
        ("secretariat", "/people", 400),
        ("administrator", "/administration", 400),
        ("auditor", "/readings", 1400),
    )
    for role, address, width in pages:
        page.set_viewport_size({"width": width, "height": 900})
        page.context.request.post(
            f"{demo_server.address}/account/act-as",
            form={"role": role},
            headers={"Origin": demo_server.address},
        )
        page.goto(f"{demo_server.address}{address}")
        expect(page.locator(".bsm-headline")).to_be_visible()
        wide = "document.documentElement.scrollWidth - window.innerWidth"

        assert grave_findings(page) == [], address
        assert page.evaluate(wide) <= 0, address
