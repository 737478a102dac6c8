"""The draft on the page Agenda: who sees it, and who changes and releases it."""

import pytest
from agenda_examples import AgendaStory, add_session, at
from dashboard_examples import OpenPage, Story, page_text
from form_actions import (
    choose,
    fill,
    form_button_labels,
    is_form_closed,
    offers,
    open_form,
    send,
)
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

from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal
from bsm_service.meetings.agenda_commands import ChangeSession
from bsm_service.meetings.commands import CancelMeeting

FRONTEX = principal(Role.FOCAL_POINT, "FRONTEX")
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


def test_of_a_meeting_that_is_over_only_a_draft_that_differs_is_shown(
    busy_network: Story, planned: AgendaStory, open_page: OpenPage
):
    do(busy_network.system, CancelMeeting(meeting_id=planned.meeting, reason="No."))
    busy_network.system.engine.catch_up()
    text = page_text(open_page("agenda", by=SECRETARIAT, meeting=planned.meeting))

    assert "the draft; it can no longer be released" in text
    assert "Dropped from the draft" in text
    assert "next release" not in text
    then = {"as_of": planned.then["second"]}
    page = open_page("agenda", by=SECRETARIAT, meeting=planned.meeting, **then)
    assert "Draft: 4 sessions, 1 for focal points only, nothing" in page_text(page)
    concluded = open_page("agenda", by=SECRETARIAT, meeting=busy_network.meeting)
    assert "Draft" not in page_text(concluded)
    assert "No agenda of the meeting in Berlin was released." in page_text(concluded)


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
