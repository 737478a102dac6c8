"""Nothing serious stands in the way of anybody: axe-core on every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from typing import Any
from uuid import UUID

import pytest
from agenda_examples import add_session, plan_agenda, release
from axe_findings import grave_findings
from browser_actions import TOO_WIDE, sign_in
from dashboard_examples import Story, announce_meeting
from playwright.sync_api import Page, expect
from served_registration import ServedRegistration
from server_process import Server, free_port, running_dashboard
from systems import StoryClock, do, system_in

from bsm_service.access.permissions import is_allowed
from bsm_service.assembly.web_application import VISITOR
from bsm_service.foundation.clock import utc_now
from bsm_service.meetings.commands import CancelMeeting, PostponeMeeting
from bsm_service.settings.settings import Settings, SignInMode
from dashboard.shell.layout import PAGES, page_address

pytestmark = pytest.mark.browser
THEMES = ("light", "dark")
# Those that everybody sees; pages about people have their own tests.
ADDRESSES = [
    "/" if label == "Overview" else f"/{page_address(label)}"
    for _, label, action in PAGES
    if is_allowed(VISITOR, action)
]
PAST = "?as_of=2016-04-12"
# Each page is seen in both themes, live in one and frozen in the other: what differs
# between them is the frame and the ground, whose contrast test_theme.py reckons.
SEEN = [
    (address + past, theme)
    for address, turn in zip(ADDRESSES, cycle((THEMES, THEMES[::-1])))
    for past, theme in zip(("", PAST), turn, strict=True)
]


@pytest.fixture
def focal_point(demo_server: Server, page: Page) -> Page:
    sign_in(page, demo_server.address, "focal-point", "AT")
    return page


def findings(page: Page) -> list[str]:
    """What axe-core takes for serious or critical, once the page has come."""
    expect(page.locator(".bsm-headline")).to_be_visible()
    return grave_findings(page)


@pytest.mark.parametrize(("address", "theme"), SEEN)
def test_nothing_serious_stands_in_the_way_and_nothing_scrolls_sideways_on_a_phone(
    demo_server: Server, page: Page, address: str, theme: Any
):
    page.emulate_media(color_scheme=theme)
    page.goto(demo_server.address + address)

    assert findings(page) == []
    ground = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert ground == theme

    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(TOO_WIDE) == 0


@dataclass(frozen=True)
class Changed:
    """A served record of meetings: one with a draft beside two versions of its agenda,
    one that is postponed, and one that is cancelled.
    """

    address: str
    draft: str
    postponed: str
    cancelled: str


@pytest.fixture
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    folder = tmp_path_factory.mktemp("data")
    clock = StoryClock(utc_now())
    story = Story(system_in(folder, clock=clock), clock)
    draft = plan_agenda(story).meeting
    off: list[str] = []
    for edition, command in enumerate((PostponeMeeting, CancelMeeting), start=30):
        meeting = announce_meeting(story, edition=edition)
        add_session(story, meeting, "Opening", on=date(2018, 4, 12))
        release(story, meeting)
        do(story.system, command(meeting_id=UUID(meeting), reason="A strike."))
        off.append(meeting)
    story.system.close()
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with running_dashboard(settings, output) as server:
        yield Changed(server.address, draft, *off)


def test_axe_finds_nothing_serious_where_meetings_and_agendas_change(
    changed: Changed, page: Page
):
    sign_in(page, changed.address, "secretariat")
    headline = page.locator(".bsm-headline")
    dialog = page.get_by_role("dialog")
    for place, words in (
        (f"{changed.cancelled}", "was cancelled"),
        (f"{changed.postponed}", "is postponed until further notice"),
        (f"{changed.draft}&version=2&compare=1", "in Vienna"),
        (changed.draft, "in Vienna"),
    ):
        page.goto(f"{changed.address}/agenda?meeting={place}")
        expect(headline).to_contain_text(words)
        assert findings(page) == []

    page.emulate_media(color_scheme="dark")
    for button in ("Add a session", "Change\u2009…", "Release the agenda"):
        page.get_by_role("button", name=button, exact=True).first.click()
        expect(dialog.get_by_role("textbox").first).to_be_visible()
        assert findings(page) == []
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)

    page.goto(f"{changed.address}/meeting?meeting={changed.draft}")
    page.get_by_role("button", name="Change the meeting", exact=True).click()
    for form in ("Postpone the meeting", "Change the details"):
        dialog.get_by_role("radio", name=form, exact=True).click()
        expect(dialog.get_by_role("button", name=form, exact=True)).to_be_visible()
        assert findings(page) == []


# Of the meeting in session: a page, the button of a dialog, and what is chosen there.
REGISTRATION_FORMS = [
    (
        "my-delegation?of=AT&",
        "Change…",
        (
            "Name a substitute on record",
            "Name a new substitute",
            "Take a place in a session",
            "Delete an arrival or departure",
        ),
    ),
    ("meeting?", "Record arrivals", ("At the meeting", "At a session")),
    ("meeting?", "Register at the door", ("New person", "Person on record")),
    ("agenda?", "Change\u2009…", ("Change the places",)),
]


def test_axe_finds_nothing_serious_in_forms_about_registrations(
    registrations: ServedRegistration, page: Page
):
    """On a phone, in both themes in turn."""
    sign_in(page, registrations.address, "secretariat")
    page.set_viewport_size({"width": 400, "height": 800})
    dialog = page.get_by_role("dialog")
    themes = cycle(THEMES)
    for place, button, choices in REGISTRATION_FORMS:
        page.emulate_media(color_scheme=next(themes))  # type: ignore[arg-type]
        meeting = f"meeting={registrations.in_session}"
        page.goto(f"{registrations.address}/{place}{meeting}")
        page.get_by_role("button", name=button, exact=True).first.click()
        for choice in choices:
            dialog.get_by_role("radio", name=choice, exact=True).click()
            expect(dialog.get_by_role("radio", name=choice, exact=True)).to_be_checked()
            assert findings(page) == [], choice
            assert page.evaluate(TOO_WIDE) == 0


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_an_open_form(
    demo_server: Server, focal_point: Page, theme: Any
):
    focal_point.emulate_media(color_scheme=theme)
    focal_point.goto(f"{demo_server.address}/follow-up")
    focal_point.get_by_role("button", name="Report progress").first.click()
    expect(focal_point.get_by_role("dialog")).to_be_visible()

    assert findings(focal_point) == []


# A mark of the first kind, as it is drawn.
MARK = """() => getComputedStyle(
  document.querySelector('.bsm-agreement-matrix td.bsm-agree'), '::before').content"""


@pytest.mark.parametrize("theme", THEMES)
def test_positions_are_read_aloud_on_a_phone_and_on_paper(
    demo_server: Server, focal_point: Page, theme: Any
):
    focal_point.emulate_media(color_scheme=theme)
    focal_point.goto(f"{demo_server.address}/agreements")
    cell = focal_point.get_by_role("cell", name="DE: agrees").first
    expect(cell).to_be_visible()
    assert findings(focal_point) == []
    assert focal_point.evaluate(MARK) == '""'

    focal_point.emulate_media(color_scheme=theme, media="print")
    assert focal_point.evaluate(MARK) == '"A"'
    focal_point.emulate_media(color_scheme=theme, media="null")

    focal_point.set_viewport_size({"width": 400, "height": 800})
    expect(focal_point.get_by_role("table")).to_have_count(0)
    expect(focal_point.locator(".bsm-matrix-cards li").first).to_be_visible()
    assert findings(focal_point) == []
    assert focal_point.evaluate(TOO_WIDE) == 0


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("focal-point", "/my-delegation"),
        ("focal-point", "/my-registration"),
        ("participant", "/my-registration"),
        ("secretariat", "/my-delegation"),
        ("secretariat", "/queue"),
        ("secretariat", "/queue?show=silent"),
    ],
)
def test_axe_finds_nothing_serious_on_pages_about_registrations(
    demo_server: Server, page: Page, role: str, address: str
):
    sign_in(page, demo_server.address, role, "AT" if role == "focal-point" else "")
    page.goto(demo_server.address + address)

    assert findings(page) == []
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(TOO_WIDE) == 0


# Invented people, and what is often wrong with such lists.
DELEGATES = """Country;Full name;Title;Passport no.
Austria;Anna Muster;Ambassador, Head of the Delegation;P1234567
Austira;Cara Muster;Legal Adviser;P7654321
Society of Border Historians;Eve Sample;;
;Nobody Known;;
"""


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_the_preview_of_a_list_of_delegates(
    demo_server: Server, page: Page, theme: Any
):
    sign_in(page, demo_server.address, "secretariat")
    page.emulate_media(color_scheme=theme)
    page.goto(f"{demo_server.address}/import")
    page.get_by_role("radio", name="delegates", exact=True).click()
    expect(page.get_by_role("region", name="A list of delegates")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": DELEGATES.encode()}
    )
    expect(page.get_by_text("4 rows read:")).to_be_visible()
    page.get_by_text("Further options").click()
    expect(page.get_by_role("textbox", name="Name of the list")).to_be_visible()

    assert findings(page) == []
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(TOO_WIDE) == 0
