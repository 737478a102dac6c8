"""The page Agenda: what everybody sees of an agenda, and of its versions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from agenda_examples import AgendaStory, add_session, release
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from service.leadership import pdf_text
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
)

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.meetings.meeting import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import CancelMeeting, PostponeMeeting
from bsm_service.meetings.lists import AGENDA
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.widgets.document_download import document_pdf


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
        (12, 6, "Next: “Opening” in Hall A at 09:30."),
        (
            12,
            8,
            "Now: “Opening” in Hall A until 11:00; next: “Document security” in Room 2 "
            "at 10:30.",
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


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (PostponeMeeting, "No agenda of the meeting in Rome has been released yet."),
        (CancelMeeting, "The meeting in Rome was cancelled before an agenda was rel"),
    ],
)
def test_without_an_agenda_it_says_whether_there_will_be_one(
    busy_network: Story,
    open_page: OpenPage,
    command: type[CancelMeeting | PostponeMeeting],
    expected: str,
):
    meeting = announce_meeting(busy_network, edition=30, city="Rome")
    do(busy_network.system, command(meeting_id=meeting, reason="A strike."))
    busy_network.system.engine.catch_up()
    is_over = command is CancelMeeting

    text = page_text(open_page("agenda", by=SECRETARIAT, meeting=meeting))

    assert expected in text
    assert ("No agenda of this meeting is available." in text) == is_over
    assert ("The draft is empty" in text) == (not is_over)
    text = page_text(open_page("meeting", by=SECRETARIAT, meeting=meeting))
    assert ("No sessions yet" in text) == (not is_over)


def test_only_an_agenda_with_times_has_a_timeline(
    busy_network: Story, open_page: OpenPage
):
    meeting = announce_meeting(busy_network)
    add_session(busy_network, meeting, "Opening", on=date(2018, 4, 12))
    release(busy_network, meeting)
    busy_network.system.engine.catch_up()
    app = open_page("agenda", by=PARTICIPANT, meeting=meeting)

    assert "Opening" in page_text(app)
    assert "all times are" not in page_text(app)
    assert not app.get("plotly_chart")
    assert "without a time" not in page_text(app)
    starts_at = datetime.fromisoformat("2018-04-12T14:00")
    add_session(
        busy_network,
        meeting,
        "Threats",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    release(busy_network, meeting, "There is a second session.")
    busy_network.system.engine.catch_up()
    app = open_page("agenda", by=PARTICIPANT, meeting=meeting)
    assert len(app.get("plotly_chart")) == 1
    assert "2 sessions, 1 without a time" in page_text(app)
    assert "1 session has no time yet; see the table." in page_text(app)


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
    assert "was postponed until further notice on 23 Nov 2026: A strike." in text()
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
        "The session was dropped in version 2, released on 23 Nov 2026, 13:00 Vienna: "
        "The restaurant is closed." in text("dinner")
    )
    assert "As in version 1 of the agenda, the last to include it" in text("dinner")
    then = text("dinner", meeting=planned.meeting, as_of=planned.then["first"])
    assert "“Dinner” is on the agenda" in then
    unknown = "No released agenda has a session with this ID."
    for name in ("closed", "farewell", "17"):
        assert unknown in text(name)
    assert unknown in text("farewell", SECRETARIAT)
    assert unknown not in text("closed", CHAIR)


def test_a_version_is_chosen_in_the_address(planned: AgendaStory, open_page: OpenPage):
    app = open_page("agenda", by=PARTICIPANT, meeting=planned.meeting, version=1)
    text = page_text(app)

    assert "Version 1 of 2, released on 23 Nov 2026, 13:00 Vienna" in text
    assert "This is not the current version of the agenda" in text
    assert "Dinner" in text
    app.selectbox(key="address-version").set_value("2").run()
    assert "version" not in app.query_params
    assert "Dinner" not in page_text(app)
    for wrong in ("3", "0", "x"):
        text = page_text(
            open_page("agenda", by=PARTICIPANT, meeting=planned.meeting, version=wrong)
        )
        assert f"There is no version “{wrong}” of this agenda" in text
        assert "Version 2, released on" in text


def test_two_versions_stand_side_by_side(planned: AgendaStory, open_page: OpenPage):
    app = open_page(
        "agenda", by=SECRETARIAT, meeting=planned.meeting, version=2, compare=1
    )
    text = page_text(app)

    assert "1 session changed, 1 dropped" in text
    assert "From version 1 to version 2 of the agenda" in text
    assert "Dinner</a> <em>dropped</em>" in text
    assert "Document security</a> <em>changed: speakers</em>" in text
    assert (
        "speakers: <del>nobody named</del> \u2192 Ana Musterfrau, Bo Beispiel" in text
    )
    assert text.index("Version 1 of 2") < text.index("Version 2, released")
    # The other way round it is the same; with itself, nothing is compared.
    other = open_page(
        "agenda", by=SECRETARIAT, meeting=planned.meeting, version=1, compare=2
    )
    assert "1 session changed, 1 dropped" in page_text(other)
    same = open_page(
        "agenda", by=SECRETARIAT, meeting=planned.meeting, version=1, compare=1
    )
    assert "From version" not in page_text(same)


def test_the_pdf_is_of_the_version_that_is_shown(
    planned: AgendaStory, open_page: OpenPage
):
    app = open_page("agenda", by=PARTICIPANT, meeting=planned.meeting, version=1)

    labels = [button.proto.label for button in app.get("download_button")]
    assert "Download as PDF" in labels
    viewer = Viewer(PARTICIPANT, record.live_moment())
    text = pdf_text.text(document_pdf(viewer, AGENDA, planned.meeting, number=1))
    assert "Dinner" in text
    assert "Threats" not in text


def test_an_agenda_from_before_versions_has_no_number_and_stays_to_be_chosen(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    meeting, header = announce_meeting(busy_network, edition=31), Meeting.next_header

    def of_early_release(self: Meeting, metadata: FactMetadata) -> dict[str, object]:
        return {**header(self, metadata), "released": True}

    with monkeypatch.context() as early:
        early.setattr(Meeting, "next_header", of_early_release)
        add_session(busy_network, meeting, "Old", on=date(2018, 4, 12))
    busy_network.system.engine.catch_up()

    text = page_text(open_page("agenda", by=PARTICIPANT, meeting=meeting))
    assert "This agenda predates numbered versions" in text
    assert "Old</a>" in text
    assert "1 version" not in text
    add_session(busy_network, meeting, "New", on=date(2018, 4, 13))
    release(busy_network, meeting, "There is a second day.")
    busy_network.system.engine.catch_up()
    app = open_page("agenda", by=PARTICIPANT, meeting=meeting, version=0)
    text = page_text(app)
    assert "2 versions" in text
    assert "Unnumbered version</a>" in text
    assert "New" not in text.split("2 versions")[0]
    app = open_page("agenda", by=PARTICIPANT, meeting=meeting, compare=0)
    assert "From without a number to version 1" not in page_text(app)
    assert "1 session added" in page_text(app)
