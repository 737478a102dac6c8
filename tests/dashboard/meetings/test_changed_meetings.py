"""Meetings that change: forms, and what pages say of one postponed or cancelled."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dashboard_examples import (
    OpenPage,
    Story,
    announce_meeting,
    note_charts,
    page_text,
)
from form_actions import choose, form_button_labels, is_form_closed, offers, send
from form_actions import open_form as open_any
from meeting_examples import MEETING
from service.agreement.decision_examples import Decisions
from streamlit.testing.v1 import AppTest
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    SECRETARIAT,
    announce_berlin,
    do,
    open_meeting,
    set_objective,
)

from bsm_domain.meetings.meeting_facts import StatedTotal
from bsm_projections.meetings.queries import meeting, meeting_delegations
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import CommentOnDecision, TableVersion
from bsm_service.agreement.position_commands import RecordPositions, TakePosition
from bsm_service.application.system import audience_of
from bsm_service.meetings.commands import (
    CancelMeeting,
    ChangeDetails,
    CloseRegistration,
    NameOrganisation,
    PostponeMeeting,
    StateAttendance,
)
from dashboard.components.theme import LIGHT
from dashboard.meetings.charts import participation_figure

STATED_EDITION = replace(
    MEETING, status="concluded", stated=StatedAttendance(102, False, "a page", 35)
)
REASON = "The venue has burnt down."
CHANGE = "change-meeting"


@pytest.fixture
def planned(empty_network: Story) -> Story:
    """Berlin, with registration open, and an objective."""
    empty_network.clock.time = empty_network.clock.time.replace(year=2016, month=1)
    empty_network.meeting = announce_berlin(empty_network.system)
    set_objective(empty_network.system, empty_network.meeting)
    empty_network.system.engine.catch_up()
    return empty_network


def on_record(story: Story) -> Meeting:
    story.system.engine.catch_up()
    with story.system.read(story.system.now(), audience_of(SECRETARIAT)) as context:
        found = meeting(context, str(story.meeting))
    assert found is not None
    return found


def opened(page: AppTest, place: str, form: str | None = None) -> AppTest:
    app = open_any(page, place)
    return app if form is None else choose(app, form)


def field(app: AppTest, name: str) -> Any:
    widgets = [
        *(*app.text_input, *app.text_area, *app.selectbox, *app.date_input),
        *(*app.number_input, *app.multiselect, *app.checkbox),
    ]
    [widget] = [
        widget
        for widget in widgets
        if f"-{name}-" in (widget.key or "").replace("change-capacity", "")
    ]
    return widget


def sent(app: AppTest, **values: Any) -> AppTest:
    for name, value in values.items():
        field(app, name.replace("__", ".")).set_value(value)
    return send(app)


def cancel(story: Story) -> None:
    do(story.system, CancelMeeting(meeting_id=story.meeting, reason=REASON))
    story.system.engine.catch_up()


def postpone(story: Story, **days: date) -> None:
    do(
        story.system,
        PostponeMeeting(meeting_id=story.meeting, reason=REASON, **days),
    )
    story.system.engine.catch_up()


def test_details_are_changed_from_what_they_are(planned: Story, open_page: OpenPage):
    app = opened(open_page("meeting", by=SECRETARIAT), CHANGE)
    before = on_record(planned)

    for name in ("title", "series", "edition", "city", "host", "starts_on", "mode"):
        shown = field(app, f"details.{name}").value
        assert str(shown) == str(getattr(before, name)), name
    assert "sessions of the draft agenda move" in page_text(app)
    app = sent(app, details__city="Potsdam", reason="A larger hall.")
    assert is_form_closed(app)
    after = on_record(planned)
    assert (after.city, after.host, after.themes) == (
        "Potsdam",
        before.host,
        before.themes,
    )


def test_a_meeting_is_postponed_until_further_notice_and_gets_its_days(
    planned: Story, open_page: OpenPage
):
    app = opened(open_page("meeting", by=SECRETARIAT), CHANGE, "Postpone the meeting")
    text = page_text(app)
    assert "is notified, and so are the focal points" in text
    assert "Registrations, seats and the waiting list stay as they are." in text
    assert is_form_closed(sent(app, reason=REASON))

    app = open_page("meeting", by=SECRETARIAT)
    text = page_text(app)
    assert (
        "The meeting in Berlin was postponed until further notice on 23 Jan 2016; it "
        "was to take place on 12 and 13 Apr 2016." in text
    )
    assert (
        "Postponed until further notice on 23 Jan 2016: The venue has burnt down; was "
        "to take place on 12 and 13 Apr 2016" in text
    )
    assert "next: set the new days" in text
    assert "registration is not open" not in text

    app = opened(open_page("meeting", by=SECRETARIAT), "meeting.postpone")
    app = sent(
        app, starts_on=date(2016, 9, 6), ends_on=date(2016, 9, 7), reason="A hall."
    )
    assert is_form_closed(app)
    text = page_text(open_page("meeting", by=SECRETARIAT))
    assert "The meeting in Berlin is planned for 6 and 7 Sep 2016" in text
    assert "registration is open" in text


def test_the_days_of_a_postponed_meeting_are_no_detail(
    planned: Story, open_page: OpenPage
):
    postpone(planned)
    app = opened(open_page("meeting", by=SECRETARIAT), CHANGE)

    assert not [each for each in app.date_input if "details.starts_on" in each.key]
    assert is_form_closed(sent(app, details__title="The meeting", reason="Shorter."))
    assert on_record(planned).title == "The meeting"


def test_a_meeting_is_cancelled_once_it_is_confirmed(
    planned: Story, open_page: OpenPage
):
    app = opened(open_page("meeting", by=SECRETARIAT), CHANGE, "Cancel the meeting")
    assert "Procedures on its texts end" in page_text(app)
    app = sent(app, reason=REASON)
    assert not is_form_closed(app)
    assert "to cancel the meeting, confirm it here" in page_text(app).lower()
    assert on_record(planned).status == "registration open"

    assert is_form_closed(sent(app, sure=True))
    assert on_record(planned).status == "cancelled"


@pytest.mark.parametrize("by", [SECRETARIAT, AUSTRIA, AUDITOR], ids=lambda by: by.role)
def test_every_page_says_that_a_meeting_was_cancelled_and_offers_nothing(
    planned: Story, open_page: OpenPage, by: Principal
):
    cancel(planned)
    for page in ("meeting", "overview", "agreements"):
        app = open_page(page, by=by, meeting=str(planned.meeting))
        text = page_text(app)
        assert "The meeting in Berlin was cancelled on 23 Jan 2016" in text, page
        offered = set(form_button_labels(app))
        if page == "meeting":
            assert "Cancelled on 23 Jan 2016: The venue has burnt down; was to" in text
            assert "Cancelled after" in text
        assert offered <= {"Announce the next meeting", "Name an organisation"}
    app = open_page("overview", by=by, meeting=str(planned.meeting))
    assert not [
        link for link in app.get("page_link") if "steps done" in link.proto.label
    ]


def test_the_meeting_shown_without_being_asked_for_is_none_that_was_cancelled(
    planned: Story, open_page: OpenPage
):
    announce_meeting(planned, city="Vienna")
    cancel(planned)
    app = open_page("meeting", by=SECRETARIAT)

    assert "The meeting in Vienna is planned" in page_text(app)
    [chooser] = [box for box in app.selectbox if box.label == "Meeting"]
    assert "10th · Berlin 2016 (cancelled)" in chooser.options
    assert "cancelled" in page_text(app)  # among the editions


def test_a_lone_meeting_that_was_cancelled_is_shown(
    planned: Story, open_page: OpenPage
):
    cancel(planned)

    assert "was cancelled" in page_text(open_page("meeting", by=SECRETARIAT))


def test_every_past_day_shows_the_meeting_of_that_day(
    planned: Story, open_page: OpenPage
):
    system, id = planned.system, planned.meeting
    details = on_record(planned)
    positions = {"announced": system.store.position()}
    given = {
        name: getattr(details, name)
        for name in ChangeDetails.model_fields["details"].annotation.model_fields
    }
    renamed = given | {"title": "A meeting of another name"}
    do(system, ChangeDetails(meeting_id=id, details=renamed, reason="A name."))
    positions["renamed"] = system.store.position()
    postpone(planned)
    positions["postponed"] = system.store.position()
    postpone(planned, starts_on=date(2016, 9, 6), ends_on=date(2016, 9, 7))
    positions["moved"] = system.store.position()
    cancel(planned)
    positions["cancelled"] = system.store.position()
    shown = {
        name: page_text(
            open_page("meeting", by=SECRETARIAT, meeting=str(id), as_of=position)
        )
        for name, position in positions.items()
    }

    assert (
        "is planned for 12 and 13 Apr 2016; registration is open"
        in (shown["announced"])
    )
    assert "A meeting of another name" not in shown["announced"]
    assert "A meeting of another name" in shown["renamed"]
    assert "postponed until further notice" in shown["postponed"]
    assert "is planned for 6 and 7 Sep 2016; registration is open" in shown["moved"]
    assert "it was to take place on 6 and 7 Sep 2016" in shown["cancelled"]
    for name, text in shown.items():
        assert ("cancelled" in text) == (name == "cancelled"), name


def test_an_invitation_is_withdrawn(planned: Story, open_page: OpenPage):
    app = opened(open_page("meeting", by=SECRETARIAT), "meeting.withdraw-invitation")

    assert is_form_closed(sent(app, delegation="DZ", reason="A mistake."))
    with planned.system.read(planned.system.now(), audience_of(SECRETARIAT)) as context:
        invited = meeting_delegations(context, str(planned.meeting))
    assert "DZ" not in [each.code for each in invited]


def test_the_number_of_seats_is_changed_beside_those_that_are_taken(
    planned: Story, open_page: OpenPage
):
    app = opened(open_page("meeting", by=SECRETARIAT), "meeting.change-capacity")

    assert "0 of 100 seats are taken." in page_text(app)
    assert field(app, "capacity").value == 100
    assert is_form_closed(sent(app, capacity=90, reason="A smaller hall."))
    assert on_record(planned).capacity == 90


def test_registration_is_reopened(planned: Story, open_page: OpenPage):
    do(planned.system, CloseRegistration(meeting_id=planned.meeting))
    app = open_page("meeting", by=SECRETARIAT)
    assert "registration is closed" in page_text(app)

    app = opened(app, "meeting.reopen-registration")
    assert is_form_closed(sent(app, reason="Too early."))
    assert on_record(planned).status == "registration open"


def test_a_stated_total_is_corrected_from_what_it_is(
    busy_network: Story, open_page: OpenPage
):
    total = StatedTotal(
        participants=60, at_least=True, source="A page", states=30, remark="And others."
    )
    do(
        busy_network.system,
        StateAttendance(meeting_id=busy_network.meeting, total=total),
    )
    busy_network.system.engine.catch_up()
    app = opened(open_page("meeting", by=SECRETARIAT), "meeting.correct-attendance")

    shown = {name: field(app, f"total.{name}").value for name in total.model_dump()}
    assert shown == total.model_dump()
    assert is_form_closed(sent(app, total__states=35, reason="Counted again."))
    stated = on_record(busy_network).stated
    assert stated is not None
    assert (stated.participants, stated.at_least, stated.states) == (60, True, 35)


def test_an_organisation_is_named_where_delegations_are_listed(
    planned: Story, open_page: OpenPage
):
    assert not offers(open_page("meeting", by=AUSTRIA), NameOrganisation)
    app = opened(open_page("meeting", by=SECRETARIAT), "organisation-name")
    name = field(app, "code").options[0]
    code = name.rpartition("(")[2].removesuffix(")")
    app = sent(app, code=code, name="Geneva Centre", since=date(2016, 1, 1))

    assert is_form_closed(app)
    assert "Geneva Centre" in page_text(open_page("meeting", by=AUSTRIA))


def test_participation_is_shown_as_sources_state_it_and_open_where_they_do_not(
    planned: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    stated = replace(STATED_EDITION, starts_on=date(2010, 10, 12), edition=4)
    rows = [
        ("a", stated),
        ("b", replace(stated, stated=StatedAttendance(60, True, "a page"))),
        ("c", replace(stated, stated=None)),
        ("d", replace(stated, stated=None, status="cancelled")),
        ("e", replace(stated, stated=None, status="announced")),
    ]
    figure = participation_figure(rows, LIGHT)
    bars, open_places = figure.data
    labels = {label.y: label.text.strip() for label in figure.layout.annotations}

    assert labels == {
        "a": "<b>102</b> from 35 States",
        "b": "<b>&gt;\u200960</b>",
        "c": "not stated",
        "d": "cancelled",
        "e": "not held yet",
    }
    assert tuple(open_places.y) == ("c", "d", "e")
    assert tuple(bars.marker.pattern.shape) == ("", "/", "", "", "")

    charts = note_charts(monkeypatch)
    announce_meeting(planned, city="Vienna", edition=11)
    total = StatedTotal(
        participants=102, source="A page", states=35, remark="Algeria, too."
    )
    system = planned.system
    do(system, CloseRegistration(meeting_id=planned.meeting))
    open_meeting(system, planned.meeting)
    do(system, StateAttendance(meeting_id=planned.meeting, total=total))
    open_page("meeting", by=AUSTRIA)

    [chart] = [chart for chart in charts if chart.name == "editions"]
    assert chart.title == (
        "1 other edition on record; a total is stated for 1 of the 2"
    )
    assert "Vienna 2018 (not held yet)" in chart.alt
    shown = {row["City"]: row for row in chart.rows}
    assert (shown["Berlin"]["States"], shown["Berlin"]["Remark"]) == (
        35,
        "Algeria, too.",
    )
    assert shown["Vienna"]["Participants stated"] == "not stated"


@pytest.mark.parametrize("by", [CHAIR, SECRETARIAT, AUSTRIA], ids=lambda by: by.role)
def test_nothing_more_is_said_of_the_texts_of_a_cancelled_meeting(
    planned: Story, open_page: OpenPage, by: Principal
):
    draft = Decisions(planned.system, planned.meeting).table("Shared maps")
    cancelled = (TakePosition, RecordPositions, TableVersion, CommentOnDecision)
    app = open_page("decision", by=by, decision=str(draft))
    offered_before = [command for command in cancelled if offers(app, command)]
    labels_before = form_button_labels(app)
    assert offered_before or labels_before
    cancel(planned)

    app = open_page("decision", by=by, decision=str(draft))
    assert not [command for command in cancelled if offers(app, command)]
    assert set(form_button_labels(app)) < set(labels_before)


def test_the_room_of_a_meeting_that_does_not_take_place_says_so(
    planned: Story, open_page: OpenPage
):
    postpone(planned)
    assert "The meeting is postponed" in page_text(open_page("room", by=CHAIR))
    cancel(planned)
    assert "The meeting was cancelled" in page_text(open_page("room", by=CHAIR))
