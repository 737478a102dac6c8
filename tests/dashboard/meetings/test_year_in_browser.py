"""A year of the secretariat on the screens, and a participant who reads the agenda."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from browser_actions import TOO_WIDE, Person, sign_in
from playwright.sync_api import Browser, Locator, Page, expect
from server_process import free_port, running_dashboard
from shifted_clock import SHIFT_FILE
from systems import system_in

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.foundation.clock import utc_now
from bsm_service.settings.settings import Settings, SignInMode

pytestmark = pytest.mark.browser
ZONE = time_zone_named("Europe/Vienna")  # what the form proposes
# So long before the meeting it is announced.
LEAD_TIME = timedelta(days=60)


@dataclass
class Year:
    """The server of a record that nobody has used yet, and its clock."""

    address: str
    folder: Path
    first_day: date

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=1)

    def at(self, hour: int, minute: int = 0) -> datetime:
        """On the first day, on the clocks of the place."""
        return datetime.combine(self.first_day, time(hour, minute))

    def go_to(self, moment: datetime) -> None:
        """Sets the clock of the server to a wall time of the place."""
        shift = moment.replace(tzinfo=ZONE) - utc_now()
        text = str(shift.total_seconds())
        (self.folder / SHIFT_FILE).write_text(text, encoding="ascii")


@pytest.fixture
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("data")
    system_in(folder, clock=utc_now).close()
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    output = tmp_path_factory.mktemp("server") / "output.txt"
    app = ("shifted_clock:make_app", "--factory", "--app-dir", "tests/dashboard")
    with running_dashboard(settings, output, *app) as server:
        first_day = utc_now().astimezone(ZONE).date() + LEAD_TIME
        yield Year(server.address, folder, first_day)


@pytest.fixture
def participant(browser: Browser, year: Year) -> Iterator[Page]:
    """Somebody with a phone."""
    context = browser.new_context(viewport={"width": 400, "height": 800})
    page = context.new_page()
    sign_in(page, year.address, "participant")
    yield page
    context.close()


def add_session(
    person: Person, title: str, room: str, start: datetime, end: datetime
) -> None:
    person.open_form("Add a session")
    person.fill(Title=title, Room=room)
    person.choose_time("Start", start)
    person.choose_time("End", end)
    person.click("Add a session")
    expect(person.dialog.get_by_role("status")).to_be_visible()
    person.finish("Done")


def draft_line(page: Page, title: str) -> Locator:
    return page.locator("[class*='st-key-draft-session-']").filter(has_text=title)


def sessions_of(page: Page) -> Locator:
    return page.locator(".bsm-session")


def test_a_year_from_the_announcement_to_the_conclusion(
    year: Year, page: Page, participant: Page
):
    sign_in(page, year.address, "secretariat")
    page.goto(f"{year.address}/meeting")
    secretariat = Person(page)
    headline = page.locator(".bsm-headline")

    # Announced and invited.
    secretariat.open_form("Announce a meeting")
    secretariat.fill(Title="1st Annual Meeting", Series="Annual Meeting")
    secretariat.choose_day("First day", f"{year.first_day:%d%m%Y}")
    secretariat.choose_day("Last day", f"{year.last_day:%d%m%Y}")
    secretariat.finish("Announce a meeting")
    steps = page.locator("#steps")
    expect(steps).to_contain_text("next: invite delegations")
    secretariat.send("Invite delegations")
    expect(page.get_by_text("57 delegations, 114 seats")).to_be_visible()

    # The agenda, and its first version.
    page.get_by_role("link", name="Agenda", exact=True).click()
    expect(headline).to_contain_text("has been released yet")
    add_session(secretariat, "Opening", "Hall A", year.at(9, 30), year.at(11))
    lecture = "Document security"
    add_session(secretariat, lecture, "Room 2", year.at(14), year.at(15, 30))
    secretariat.open_form("Change\u2009…", draft_line(page, lecture))
    secretariat.tick("Name the speakers")
    secretariat.fill(Speakers="Ana Musterfrau\nBo Beispiel")
    secretariat.finish("Name the speakers")
    participant.goto(f"{year.address}/agenda")
    expect(participant.locator(".bsm-headline")).to_contain_text("released yet")
    expect(sessions_of(participant)).to_have_count(0)
    secretariat.send("Release the agenda")

    # What a participant reads on a phone, as soon as it is released.
    expect(sessions_of(participant)).to_have_count(2)
    second = sessions_of(participant).nth(1)
    for words in (
        lecture,
        "14:00\u201315:30",
        "Room 2",
        "Ana Musterfrau, Bo Beispiel",
    ):
        expect(second.get_by_text(words)).to_be_visible()

    # One session is moved, and one is new: seen by nobody before the next release.
    secretariat.open_form("Change\u2009…", draft_line(page, lecture))
    secretariat.choose_time("Start", year.at(11, 30))
    secretariat.choose_time("End", year.at(12, 30))
    secretariat.fill(Reason="The speakers leave at noon.")
    secretariat.finish("Change")
    expect(draft_line(page, lecture)).to_contain_text("changed: start, end")
    add_session(secretariat, "Farewell", "Hall A", year.at(16), year.at(17))
    expect(second).to_contain_text("14:00\u201315:30")
    expect(sessions_of(participant)).to_have_count(2)
    secretariat.open_form("Release the agenda")
    secretariat.fill(What_has_changed="An earlier lecture and a farewell.")
    secretariat.finish("Release the agenda")
    expect(second).to_contain_text("11:30\u201312:30")
    expect(sessions_of(participant).nth(2)).to_contain_text("Farewell")
    expect(participant.get_by_text("What changed: An earlier lecture")).to_be_visible()
    assert participant.evaluate(TOO_WIDE) == 0

    # Both versions side by side.
    page.goto(f"{year.address}/agenda?compare=1")
    expect(page.get_by_text("1 session added, 1 changed")).to_be_visible()
    compared = page.locator(".stColumn").filter(has=page.locator(".bsm-day"))
    expect(compared.first).to_contain_text("14:00\u201315:30")
    expect(compared.nth(1)).to_contain_text("start: 14:00")
    expect(compared.nth(1).get_by_text("added")).to_be_visible()

    page.get_by_role("link", name="Meeting", exact=True).click()
    secretariat.send("Open registration")
    secretariat.send("Close registration")
    planned = f"planned for {format_date(year.first_day)}"
    expect(page.get_by_text(planned)).to_be_visible()

    # The day has come.
    year.go_to(year.at(9, 45))
    for somebody, role in ((page, "secretariat"), (participant, "participant")):
        sign_in(somebody, year.address, role)
    page.goto(f"{year.address}/meeting")
    secretariat.send("Open the meeting")
    expect(steps).to_contain_text("6 of 10 steps done")
    participant.goto(f"{year.address}/agenda")
    expect(participant.locator(".bsm-headline")).to_have_text(
        "Now: “Opening” in Hall A until 11:00; next: “Document security” in Room 2 at "
        "11:30."
    )
    expect(participant.locator("[aria-current=time]")).to_contain_text("Opening")
    assert participant.evaluate(TOO_WIDE) == 0

    # It is held: the Chair calls the roll.
    sign_in(page, year.address, "chair")
    page.goto(f"{year.address}/room")
    page.get_by_role("button", name="All present").click()
    page.get_by_role("button", name="Call the roll").click()
    expect(headline).to_have_text("57 of 57 participating States present")

    year.go_to(year.at(15) + timedelta(days=1))
    sign_in(page, year.address, "secretariat")
    page.goto(f"{year.address}/meeting")
    secretariat.send("Conclude the meeting")
    expect(steps).to_contain_text("next: record the attendance total")
    page.goto(f"{year.address}/agenda")
    expect(headline).to_contain_text("has 3 sessions")
    # What cannot be released any more is not offered.
    expect(page.get_by_role("button", name="Add a session")).to_have_count(0)
