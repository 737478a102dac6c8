"""The page Agenda: what everybody sees of an agenda, and what only some do."""

from datetime import UTC, datetime

import pytest
from agenda_examples import AgendaStory, plan_agenda
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
)

from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import CancelMeeting, PostponeMeeting


@pytest.fixture
def planned(busy_network: Story) -> AgendaStory:
    return plan_agenda(busy_network)


def test_everybody_sees_the_agenda_that_was_released(
    planned: AgendaStory, open_page: OpenPage
):
    text = page_text(open_page("agenda", by=PARTICIPANT, meeting=planned.meeting))

    assert "The agenda of the meeting in Vienna, 12 and 13 Apr 2027, has 3" in text
    assert "Version 2, released on 23 Nov 2026, 13:00 Vienna" in text
    assert "What changed: No dinner; the speakers are known." in text
    assert "<b>09:30\u201311:00</b>" in text
    assert "plenary · Hall A" in text
    assert "Welcome and practical matters." in text
    assert "O7 · Share what works at joint border posts." in text
    assert "overlaps with “Document security”" in text
    assert "Ana Musterfrau, Bo Beispiel" in text
    assert "time not set" in text
    assert "Dinner" not in text


@pytest.mark.parametrize(
    ("by", "sees"),
    [(SECRETARIAT, True), (AUSTRIA, True), (PARTICIPANT, False), (LEADERSHIP, False)],
    ids=lambda value: str(getattr(value, "role", value)),
)
def test_a_session_for_focal_points_only_is_marked_for_them_and_hidden_from_others(
    planned: AgendaStory, open_page: OpenPage, by: Principal, sees: bool
):
    text = page_text(open_page("agenda", by=by, meeting=planned.meeting))

    assert ("Threats" in text) == sees
    assert ("plenary · focal points only" in text) == sees
    assert ("4 sessions, 1 for focal points only" in text) == sees


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (12, 6, "Next: “Opening” in Hall A at 09:30 on 12 Apr 2027."),
        (
            12,
            8,
            "Now: “Opening” in Hall A until 11:00; next: “Document security” in Room 2 "
            "at 10:30 on 12 Apr 2027.",
        ),
        (
            12,
            9,
            "Now: “Document security” in Room 2 until 12:00.",
        ),
        (13, 9, "The last session with a time has ended."),
        (14, 9, "The agenda of the meeting in Vienna"),
    ],
)
def test_on_the_days_of_the_meeting_it_says_what_is_now_and_next(
    busy_network: Story,
    planned: AgendaStory,
    open_page: OpenPage,
    day: int,
    hour: int,
    expected: str,
):
    busy_network.clock.time = datetime(2027, 4, day, hour, 0, tzinfo=UTC)

    text = page_text(open_page("agenda", by=PARTICIPANT, meeting=planned.meeting))

    assert expected in text
    assert (f"It is {hour + 2:02}:00, Vienna time." in text) == (day < 14)


def test_without_an_agenda_it_says_so(
    busy_network: Story, planned: AgendaStory, open_page: OpenPage
):
    text = page_text(
        open_page(
            "agenda",
            by=PARTICIPANT,
            meeting=planned.meeting,
            as_of=planned.then["empty"],
        )
    )

    assert "No agenda of the meeting in Vienna has been released yet." in text
    assert "Opening" not in text
    nothing = announce_meeting(busy_network, edition=30)
    busy_network.system.engine.catch_up()
    assert "No agenda of the meeting of 2018 has been released yet." in page_text(
        open_page("agenda", by=AUDITOR, meeting=nothing)
    )


def test_what_has_happened_to_the_meeting_since_stands_above_the_agenda(
    busy_network: Story, planned: AgendaStory, open_page: OpenPage
):
    system = busy_network.system

    def text() -> str:
        return page_text(open_page("agenda", by=PARTICIPANT, meeting=planned.meeting))

    assert "has been moved" not in text()
    do(
        system,
        PostponeMeeting(
            meeting_id=planned.meeting,
            starts_on="2027-06-01",
            ends_on="2027-06-02",
            reason="The hall is not free.",
        ),
    )
    system.engine.catch_up()
    assert "The meeting has been moved since this agenda was released." in text()
    assert "planned for 1 and 2 Jun 2027" in text()
    do(system, PostponeMeeting(meeting_id=planned.meeting, reason="A strike."))
    system.engine.catch_up()
    assert "was postponed on 23 Nov 2026 until further notice: A strike." in text()
    do(system, CancelMeeting(meeting_id=planned.meeting, reason="No money."))
    system.engine.catch_up()
    assert "The meeting was cancelled on 23 Nov 2026: No money." in text()


def test_a_session_has_an_address_of_its_own(planned: AgendaStory, open_page: OpenPage):
    def text(name: str, by: Principal = PARTICIPANT, **query: object) -> str:
        id = str(planned.sessions.get(name, name))
        return page_text(open_page("agenda", by=by, session=id, **query))

    page = page_text(open_page("agenda", by=PARTICIPANT, meeting=planned.meeting))
    assert f"session={planned.sessions['opening']}" in page
    # From the page of another meeting, too.
    assert "“Opening” is on the agenda for 12 Apr 2027." in text("opening")
    assert "overlaps with “Document security”" in text("opening")
    assert "is no longer on the agenda." in text("dinner")
    assert (
        "The session was dropped with version 2 on 23 Nov 2026, 13:00 Vienna: The "
        "restaurant is closed." in text("dinner")
    )
    assert "As it last stood in version 1" in text("dinner")
    then = text("dinner", meeting=planned.meeting, as_of=planned.then["first"])
    assert "“Dinner” is on the agenda" in then
    unknown = "No released agenda has a session with this ID."
    for name in ("closed", "farewell", "17"):
        assert unknown in text(name)
    assert unknown in text("farewell", SECRETARIAT)
    assert unknown not in text("closed", CHAIR)
