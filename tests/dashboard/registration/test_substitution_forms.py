"""Substitutes on pages: named at once, or requested and granted; and as they were known
on any past day.
"""

from uuid import UUID

import pytest
from dashboard_examples import OpenPage, Story, page_text
from delegation_examples import OpenMeeting, open_registration
from form_actions import choose, fill, is_form_closed, open_form, send
from service.registration.substitution_requests import history_of
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, SECRETARIAT, confirm, do

from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.meetings.commands import CloseRegistration
from dashboard.data.queries import clear_caches


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


def opened(
    open_page: OpenPage, meeting: OpenMeeting, by: Principal = AUSTRIA, **query: object
) -> AppTest:
    clear_caches()
    return open_page("my_delegation", by=by, meeting=meeting.id, of="AT", **query)


def registration_named_after(system: System, registration: UUID) -> UUID:
    """That of whoever holds the seat now."""
    return UUID(history_of(system, registration)[-1].registration_id)


def actions(app: AppTest) -> list[str]:
    [group] = [group for group in app.button_group if "-what-" in (group.key or "")]
    return list(group.options)


def test_a_substitute_is_named_and_every_day_shows_who_it_was(
    meeting: OpenMeeting, open_page: OpenPage
):
    system = meeting.story.system
    registration = meeting.nominate("Anna Muster", "head")
    confirm(system, registration)
    before = system.store.position()
    app = open_form(opened(open_page, meeting), registration)
    assert "Name a new substitute" in actions(app)
    app = choose(app, "Name a new substitute")
    fill(app, **{"person.name": "Bruno Probe"})
    assert is_form_closed(send(app))

    now = page_text(opened(open_page, meeting))
    assert "Bruno Probe" in now
    assert "Seat: Anna Muster (until " in now
    assert ", then Bruno Probe" in now
    for page in ("my_delegation", "meeting"):
        query = {"of": "AT", "as_of": before, "meeting": meeting.id}
        then = page_text(open_page(page, by=SECRETARIAT, **query))
        assert "Anna Muster" in then
        assert "Bruno Probe" not in then
        assert "Austria" in then


def test_a_late_substitute_is_requested_and_granted(
    meeting: OpenMeeting, open_page: OpenPage
):
    system = meeting.story.system
    registration = meeting.nominate("Anna Muster", "head")
    confirm(system, registration)
    do(system, CloseRegistration(meeting_id=meeting.id))
    app = open_form(opened(open_page, meeting), registration)
    assert "Ask the secretariat to change the function" in actions(app)
    app = choose(app, "Ask the secretariat to accept a new substitute")
    assert "stays as it is until the secretariat" in page_text(app)
    fill(app, **{"person.name": "Bruno Probe", "reason": "Fell ill."})
    sent = send(app)
    assert "The change was requested, not made" in page_text(sent)

    own = opened(open_page, meeting)
    assert "A change is requested" in page_text(own)
    # Until it is decided, it can only be withdrawn.
    assert not open_form(own, registration).button_group
    app = open_form(opened(open_page, meeting, SECRETARIAT), registration)
    assert actions(app)[:2] == [
        "Grant the requested change",
        "Refuse the requested change",
    ]
    text = page_text(app)
    assert "Austria requested a substitute: Bruno Probe. Reason: Fell ill." in text
    assert is_form_closed(send(app))
    assert ", then Bruno Probe" in page_text(opened(open_page, meeting))


def test_somebody_is_named_for_a_seat_without_a_person(
    meeting: OpenMeeting, open_page: OpenPage
):
    system = meeting.story.system
    person = meeting.nominate("Anna Muster", "member")
    confirm(system, person)
    app = choose(open_form(opened(open_page, meeting), person), "Leave the name open")
    assert is_form_closed(send(app))
    app = opened(open_page, meeting)
    assert "then name to follow" in page_text(app).lower()
    holder = registration_named_after(system, person)
    app = open_form(app, holder)
    assert "Name somebody new" in actions(app)
    assert "Leave the name open" not in actions(app)
