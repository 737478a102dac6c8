"""The page My registration: one's own state, places and details, and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from delegation_examples import OpenMeeting, open_registration, with_bus
from form_actions import (
    fill,
    form_button_labels,
    is_form_closed,
    open_form,
    send,
)
from streamlit.testing.v1 import AppTest
from systems import PARTICIPANT, confirm, do, enter, open_meeting

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import (
    CancelMeeting,
    CloseRegistration,
    ConcludeMeeting,
)
from bsm_service.registration.commands import (
    NominateDelegate,
    RefuseRegistration,
    WaitlistRegistration,
)
from bsm_service.registration.session_places.commands import TakePlace
from dashboard.data.queries import clear_caches


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


@pytest.fixture
def eva(meeting: OpenMeeting) -> Principal:
    return replace(PARTICIPANT, participant=enter(meeting.story.system))


def opened(open_page: OpenPage, meeting: OpenMeeting, by: Principal) -> AppTest:
    clear_caches()
    return open_page("my_registration", by=by, meeting=meeting.id)


def headline(app: AppTest) -> str:
    [line] = page_text(app).split("<h1")[1:]
    return line.split(">", 1)[1].split("</h1>")[0]


def nominated(meeting: OpenMeeting, eva: Principal) -> UUID:
    command = NominateDelegate(
        meeting_id=meeting.id,
        delegation="AT",
        function=DelegateFunction.ADVISER,
        participant_id=eva.participant,
    )
    return do(meeting.story.system, command).id


def test_each_state_is_a_sentence(
    meeting: OpenMeeting, open_page: OpenPage, eva: Principal
):
    name = "the 12th meeting"
    app = opened(open_page, meeting, eva)
    assert headline(app) == f"You are not registered for {name}."
    assert "Eva Beispiel" in page_text(app)

    system = meeting.story.system
    for other in ("Ana Primer", "Jan Beispiel"):
        confirm(system, meeting.nominate(other))
    id = nominated(meeting, eva)
    app = opened(open_page, meeting, eva)
    assert headline(app) == (
        f"You are nominated for {name} as an adviser in the delegation of Austria; "
        "the secretariat has not decided yet."
    )
    assert "I cannot come" in form_button_labels(app)
    assert "Ana Primer" not in page_text(app)

    do(system, WaitlistRegistration(registration_id=id))
    assert headline(opened(open_page, meeting, eva)) == (
        f"You are on the waiting list for {name}, in the 1st place."
    )
    do(system, RefuseRegistration(registration_id=id, reason="Too many."))
    app = opened(open_page, meeting, eva)
    assert headline(app) == f"Your registration for {name} was refused."
    text = page_text(app)
    day = format_date(meeting.story.clock().date())
    assert f"<dt>Refused on {day}</dt><dd>Too many.</dd>" in text
    assert "Your delegation can nominate you again: ask its focal point." in text


def test_who_may_ask_asks_on_the_page(
    meeting: OpenMeeting, open_page: OpenPage, eva: Principal
):
    assert "own-request" not in str(
        [button.key for button in opened(open_page, meeting, eva).button]
    )
    meeting.set_terms(people_may_ask=True)
    app = open_form(opened(open_page, meeting, eva), "own-request")
    fill(app, function="adviser", remark="I know the host's law.")
    assert is_form_closed(send(app))

    assert headline(opened(open_page, meeting, eva)).startswith(
        "You have asked to take part"
    )


def test_places_are_taken_and_given_up(
    meeting: OpenMeeting, open_page: OpenPage, eva: Principal
):
    session = with_bus(meeting)
    confirm(meeting.story.system, nominated(meeting, eva))
    app = opened(open_page, meeting, eva)
    text = page_text(app)
    assert "You have no place in any session" in text
    assert "0 of 1 place taken" in text
    assert "Transport from the hotel: leaves 13 Apr 2018, 08:00" in text

    assert is_form_closed(send(open_form(app, session)))
    app = opened(open_page, meeting, eva)
    assert "You have a place · 1 of 1 place taken" in page_text(app)
    assert "You have a place in 1 session" in page_text(app)
    assert is_form_closed(send(open_form(app, session)))
    assert "You have no place" in page_text(opened(open_page, meeting, eva))


def test_places_are_offered_until_they_close_and_given_up_until_the_meeting_is_over(
    meeting: OpenMeeting, open_page: OpenPage, eva: Principal
):
    system, clock = meeting.story.system, meeting.story.clock
    session = with_bus(meeting, closes_at=clock() + timedelta(hours=1))
    confirm(system, id := nominated(meeting, eva))
    clock.pass_by(timedelta(hours=2))
    labels = form_button_labels(opened(open_page, meeting, eva))
    assert "Take a place" not in labels
    do(system, TakePlace(registration_id=id, session_id=session))
    assert "Give up the place" in form_button_labels(opened(open_page, meeting, eva))
    do(system, CancelMeeting(meeting_id=meeting.id, reason="A strike."))
    labels = form_button_labels(opened(open_page, meeting, eva))
    assert "Give up the place" not in labels


def test_without_a_choice_the_meeting_is_the_one_for_which_somebody_is_registered(
    meeting: OpenMeeting, open_page: OpenPage, eva: Principal
):
    system = meeting.story.system
    confirm(system, nominated(meeting, eva))
    do(system, CloseRegistration(meeting_id=meeting.id))
    open_meeting(system, meeting.id)
    do(system, ConcludeMeeting(meeting_id=meeting.id))
    days = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 3, 2)}
    announce_meeting(meeting.story, edition=13, **days)
    clear_caches()
    app = open_page("my_registration", by=eva)
    assert headline(app).startswith("You had a seat at the 12th meeting")
    app = open_page("my_registration", by=replace(eva, participant=None))
    assert "not linked" in headline(app)


def test_who_cannot_come_says_so(
    meeting: OpenMeeting, open_page: OpenPage, eva: Principal
):
    confirm(meeting.story.system, id := nominated(meeting, eva))
    app = open_form(opened(open_page, meeting, eva), id)
    assert is_form_closed(send(app))

    assert headline(opened(open_page, meeting, eva)).endswith("was withdrawn.")


def test_an_account_without_a_person_learns_how_to_link_it(
    meeting: OpenMeeting, open_page: OpenPage
):
    app = opened(open_page, meeting, replace(PARTICIPANT, participant=None))

    assert "not linked" in headline(app)
