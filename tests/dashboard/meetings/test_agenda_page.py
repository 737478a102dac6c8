"""The page Agenda: what everybody sees of an agenda, and what only some do."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from agenda_examples import AgendaStory, add_session, at, plan_agenda, release
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from form_actions import (
    choose,
    fill,
    form_button_labels,
    is_form_closed,
    offers,
    open_form,
    send,
)
from meeting_examples import MEETING, SESSION
from service.leadership import pdf_text
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
    principal,
)

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.meetings.agenda import MeetingSession
from bsm_service.access.permissions import Principal
from bsm_service.meetings.agenda_commands import ChangeSession
from bsm_service.meetings.commands import CancelMeeting, PostponeMeeting
from bsm_service.meetings.lists import AGENDA
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.meetings.agenda.selection import (
    next_sessions,
    now_and_next,
    overlapping,
)
from dashboard.meetings.agenda.timeline_figure import agenda_rows
from dashboard.widgets.document_download import document_pdf

FRONTEX = principal(Role.FOCAL_POINT, "FRONTEX")


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


DRAFT = ("Farewell", "Grand opening", "The airport is busy", "draft-agenda", "Draft:")


@pytest.mark.parametrize("by", [SECRETARIAT, CHAIR, AUDITOR], ids=lambda by: by.account)
def test_who_prepares_the_meeting_sees_the_draft_and_what_differs(
    planned: AgendaStory, open_page: OpenPage, by: Principal
):
    app = open_page("agenda", by=by, meeting=planned.meeting)
    text = page_text(app)

    assert "Draft: 1 session added, 1 changed, 1 dropped" in text
    assert "Grand opening</span>" in text.replace(" <em>changed: title, start</em>", "")
    assert "<em>changed: title, start</em>" in text
    assert "title: <del>Opening</del> → Grand opening" in text
    assert "<del>09:30 on 12 Apr 2027</del> → 09:00 on 12 Apr 2027" in text
    assert "Farewell <em>added</em>" in text
    assert "“Tour of the airport”: The airport is busy." in text
    assert bool(form_button_labels(app)) == (by is SECRETARIAT)


@pytest.mark.parametrize(
    "by", [PARTICIPANT, LEADERSHIP, AUSTRIA, FRONTEX], ids=lambda by: by.account
)
@pytest.mark.parametrize("page", ["agenda", "meeting", "agreements"])
def test_nobody_else_sees_anything_of_the_draft(
    planned: AgendaStory, open_page: OpenPage, by: Principal, page: str
):
    sessions = [None, str(planned.sessions["farewell"])]
    for session in sessions if page == "agenda" else [None]:
        app = open_page(page, by=by, meeting=planned.meeting, session=session or "")
        text = page_text(app)
        assert [word for word in DRAFT if word in text] == []
        assert not offers(app, ChangeSession)


def test_a_frozen_page_shows_the_draft_of_then_and_offers_nothing(
    planned: AgendaStory, open_page: OpenPage
):
    app = open_page(
        "agenda",
        by=SECRETARIAT,
        meeting=planned.meeting,
        as_of=planned.then["empty"],
    )

    assert "No agenda of the meeting in Vienna has been released yet." in page_text(app)
    assert "Draft: 5 sessions added" in page_text(app)
    assert form_button_labels(app) == []


def test_sessions_are_added_changed_and_dropped_and_the_agenda_released(
    busy_network: Story, planned: AgendaStory, open_page: OpenPage
):
    app = open_page("agenda", by=SECRETARIAT, meeting=planned.meeting)
    open_form(app, "meeting.schedule")
    fill(app, title="Coffee", kind="side event", starts_at=at(15))
    fill(app, ends_at=at(15, 30))
    # The day that the form proposes gives way to the start.
    send(app)
    assert "Coffee" in page_text(app)
    assert any(box.key and "-title-" in box.key for box in app.text_input)
    app.button(key="no-more-forms").click().run()
    assert "15:00\u201315:30" in page_text(app)

    open_form(app, planned.sessions["opening"])
    assert [box.value for box in app.text_input if "-title-" in (box.key or "")] == [
        "Grand opening"
    ]
    assert app.datetime_input[0].value == at(9)
    fill(app, room="Hall B")
    send(app)
    assert "Please fill this in." in page_text(app)
    fill(app, reason="Hall A is too small.")
    send(app)
    assert is_form_closed(app)
    assert "<del>Hall A</del> → Hall B" in page_text(app)

    open_form(app, planned.sessions["farewell"])
    choose(app, "Name the speakers")
    [speakers] = app.text_area
    speakers.set_value("Cleo Beispiel")
    send(app)
    assert "Cleo Beispiel" in page_text(app)
    open_form(app, planned.sessions["farewell"])
    choose(app, "Drop")
    send(app)
    assert is_form_closed(app)
    assert "Farewell" not in page_text(app)

    open_form(app, "meeting.release-agenda")
    shown = page_text(app)
    assert "Everybody will see this draft as version 3, with 4 sessions." in shown
    assert "Changed: “Grand opening” (title, start, room)." in shown
    send(app)
    assert "Please fill this in." in page_text(app)
    fill(app, note="The opening is earlier.")
    send(app)
    text = page_text(app)
    assert "Version 3, released on" in text
    assert "nothing to release" in text
    assert "meeting.release-agenda" not in str([button.key for button in app.button])


def test_a_release_of_what_has_changed_meanwhile_is_shown_first(
    busy_network: Story, planned: AgendaStory, open_page: OpenPage
):
    app = open_page("agenda", by=SECRETARIAT, meeting=planned.meeting)
    open_form(app, "meeting.release-agenda")
    add_session(busy_network, planned.meeting, "A surprise")
    fill(app, note="The opening is earlier.")
    send(app)

    assert not is_form_closed(app)
    assert "Something else was recorded after you opened this form." in page_text(app)


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


def test_a_version_is_chosen_in_the_address(planned: AgendaStory, open_page: OpenPage):
    app = open_page("agenda", by=PARTICIPANT, meeting=planned.meeting, version=1)
    text = page_text(app)

    assert "Version 1 of 2, released on 23 Nov 2026, 13:00 Vienna" in text
    assert "This is not the present version of the agenda" in text
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


def test_sessions_are_drawn_in_rows_that_do_not_overlap():
    def timed(id: str, start: str, end: str, room: str | None) -> MeetingSession:
        wall = "2027-04-12T{}".format
        return replace(
            SESSION, id=id, starts_at=wall(start), ends_at=wall(end), room=room
        )

    one, two = timed("1", "09:00", "10:30", "A"), timed("2", "10:00", "11:00", "A")
    three, four = timed("3", "10:30", "12:00", "A"), timed("4", "09:00", "10:00", None)

    rows = agenda_rows([one, two, three, four, SESSION])

    assert rows == [
        ("12 Apr", [four]),
        ("12 Apr<br>A", [one, three]),
        ("12 Apr<br>A", [two]),
    ]


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
    assert "This agenda is from before versions were numbered" in text
    assert "Old</a>" in text
    assert "1 version" not in text
    add_session(busy_network, meeting, "New", on=date(2018, 4, 13))
    release(busy_network, meeting, "There is a second day.")
    busy_network.system.engine.catch_up()
    app = open_page("agenda", by=PARTICIPANT, meeting=meeting, version=0)
    text = page_text(app)
    assert "2 versions" in text
    assert "Without a number</a>" in text
    assert "New" not in text.split("2 versions")[0]
    app = open_page("agenda", by=PARTICIPANT, meeting=meeting, compare=0)
    assert "From without a number to version 1" not in page_text(app)
    assert "1 session added" in page_text(app)


def test_sessions_that_follow_each_other_do_not_overlap():
    def timed(id: str, start: str, end: str) -> MeetingSession:
        wall = "2027-04-12T{}".format
        return replace(SESSION, id=id, starts_at=wall(start), ends_at=wall(end))

    first, second = timed("1", "09:00", "10:00"), timed("2", "10:00", "11:00")
    within = timed("3", "09:30", "09:45")

    assert overlapping(first, [first, second, within, SESSION]) == (within,)
    assert overlapping(second, [first, second, within, SESSION]) == ()


def test_what_comes_next_leaves_out_what_has_ended():
    def timed(id: str, day: int, start: str, end: str) -> MeetingSession:
        wall = f"2027-04-{day}T{{}}".format
        return replace(
            SESSION,
            id=id,
            on=date(2027, 4, day),
            starts_at=wall(start),
            ends_at=wall(end),
        )

    first, second = timed("1", 12, "09:00", "10:00"), timed("2", 12, "10:00", "11:00")
    third = timed("3", 13, "09:00", "10:00")
    agenda = [first, second, SESSION, third]

    def following(now: datetime, status: str = "in session") -> list[str]:
        meeting = replace(MEETING, status=status)
        return [each.id for each in next_sessions(meeting, agenda, now, 2)]

    assert following(at(9, 59)) == ["1", "2"]
    assert following(at(10)) == ["2", "s"]
    assert following(at(23)) == ["s", "3"]
    assert following(at(10, day=1)) == []
    assert following(at(9), "cancelled") == []
    assert now_and_next(MEETING, agenda, at(9)) is not None
    for status in ("cancelled", "postponed", "concluded"):
        assert now_and_next(replace(MEETING, status=status), agenda, at(9)) is None
