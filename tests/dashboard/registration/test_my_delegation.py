"""The page My delegation: what a focal point sees and does there, and the secretariat
for any delegation.
"""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from delegation_examples import DEADLINE, OpenMeeting, open_registration, with_bus
from form_actions import (
    choose,
    fill,
    form_button_labels,
    is_form_closed,
    open_form,
    send,
)
from service.registration.registration_requests import PDF, receive
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, CHAIR, ITALY, PARTICIPANT, SECRETARIAT, confirm, do

from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
    session_places,
)
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System, audience_of
from bsm_service.people.commands import EnterParticipant
from bsm_service.registration.commands import RequestRegistration, WithdrawRegistration
from bsm_service.registration.session_places.commands import TakePlace
from bsm_service.vault.personal_details import PersonalDetails
from dashboard.data.queries import clear_caches


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


def opened(
    open_page: OpenPage, meeting: OpenMeeting, by: Principal = AUSTRIA, **query: object
) -> AppTest:
    clear_caches()
    return open_page("my_delegation", by=by, meeting=meeting.id, **query)


def headline(app: AppTest) -> str:
    [line] = [part for part in page_text(app).split("<h1")[1:]]
    return line.split(">", 1)[1].split("</h1>")[0]


def requested(meeting: OpenMeeting, name: str) -> None:
    """Somebody of Austria asks to take part."""
    person = EnterParticipant(
        participant_id=uuid4(),
        delegation="AT",
        person=PersonalDetails(name=name),
    )
    id = do(meeting.story.system, person).id
    request = RequestRegistration(
        meeting_id=meeting.id,
        function="adviser",
        participant_id=id,
        remark="I know the host's law.",
    )
    do(meeting.story.system, request)


def test_a_delegation_that_has_done_nothing_reads_what_it_can_do(
    meeting: OpenMeeting, open_page: OpenPage
):
    app = opened(open_page, meeting)

    assert headline(app) == (
        "Austria has not answered the invitation and has nominated nobody."
    )
    assert form_button_labels(app) == [
        "Answer the invitation",
        "Nominate somebody",
        "Nominate the whole delegation",
        "Record a note",
    ]


def test_the_headline_says_seats_who_waits_what_is_missing_and_until_when(
    meeting: OpenMeeting, open_page: OpenPage
):
    alternate = meeting.nominate("Jan Beispiel", "alternate")
    meeting.nominate("Ana Primer", "adviser")
    confirm(meeting.story.system, alternate)
    meeting.set_terms(nominations_until=DEADLINE, note="before a seat")

    app = opened(open_page, meeting)

    assert headline(app) == (
        "Austria has not answered the invitation; 1 of its 2 seats is taken, 1 person "
        "is waiting. It has no head: its first alternate is acting head. A note is "
        "missing: without one, 1 person gets no seat. Nominations close on 2 Dec 2026, "
        "24:00 Vienna (in 9 days)."
    )
    text = page_text(app)
    assert text.index("Jan Beispiel") < text.index("Ana Primer")
    assert "alternate · acting head · has a seat" in text
    assert "adviser · waiting for a decision · no note covers this" in text


def test_a_focal_point_answers_and_records_a_note_with_its_file(
    meeting: OpenMeeting, open_page: OpenPage
):
    meeting.nominate("Eva Muster", "head")
    app = open_form(opened(open_page, meeting), "answer-AT")
    fill(app, answer="takes part")
    assert is_form_closed(send(app))
    app = open_form(opened(open_page, meeting), "note-AT")
    fill(app, **{"note.reference": "NV 41/2026"})
    for box in app.date_input:
        if "note." in (box.key or ""):
            box.set_value(date(2026, 11, 2))
    app.file_uploader[0].upload("note.zip", b"PK\x03\x04 no note", "application/zip")
    assert not is_form_closed(send(app))
    app.file_uploader[0].upload("note.pdf", PDF, "application/pdf")
    assert is_form_closed(send(app))

    text = page_text(opened(open_page, meeting))
    assert "Takes part (answered on 23 Nov 2026)" in text
    assert "1 note in force, covering 1 of 1 person" in text
    assert "Note verbale NV 41/2026" in text
    assert "covers the whole delegation" in text
    assert "Open the file" in text


def test_a_note_is_replaced_and_the_secretariat_destroys_its_file(
    meeting: OpenMeeting, open_page: OpenPage
):
    receive(meeting.story.system, meeting.id, reference="NV 1", covers_all=True)
    app = open_form(opened(open_page, meeting), "note-AT-")
    fill(app, **{"note.reference": "NV 2", "reason": "One person more."})
    for box in app.date_input:
        if "note." in (box.key or ""):
            box.set_value(date(2026, 11, 2))
    assert is_form_closed(send(app))

    text = page_text(opened(open_page, meeting))
    assert "replaced by a newer note" in text
    assert "Note verbale NV 2" in text


def test_who_asks_to_come_is_endorsed_or_declined(
    meeting: OpenMeeting, open_page: OpenPage
):
    meeting.set_terms(people_may_ask=True)
    requested(meeting, "Leo Esempio")
    requested(meeting, "Mia Exemple")
    app = opened(open_page, meeting)
    assert "2 people ask to take part" in page_text(app)
    assert "I know the host&#39;s law." in page_text(app)

    [leo, mia] = [
        button.key for button in app.button if button.label.startswith("Endorse")
    ]
    app.button(key=leo).click().run()
    assert is_form_closed(send(app))
    app = opened(open_page, meeting)
    app.button(key=mia).click().run()
    choose(app, "Decline the request")
    fill(app, reason="Others are going.")
    assert is_form_closed(send(app))

    text = page_text(opened(open_page, meeting))
    assert "1 person, without a seat" in text
    assert "ask to take part" not in text
    assert "adviser · refused" in text


def test_the_secretariat_chooses_any_delegation_and_enters_requests(
    meeting: OpenMeeting, open_page: OpenPage
):
    meeting.set_terms(people_may_ask=True)
    app = opened(open_page, meeting, SECRETARIAT)
    assert headline(app) == (
        "0 of 2 invited delegations have said that they take part; 2 have not answered."
    )
    [choice] = [box for box in app.selectbox if box.label == "Delegation"]
    choice.set_value("IT").run()
    assert headline(app).startswith("Italy has not answered")
    assert "Enter a request to take part" in form_button_labels(app)


def test_what_was_withdrawn_is_folded_and_the_past_shows_it_as_it_was(
    meeting: OpenMeeting, open_page: OpenPage
):
    id = meeting.nominate("Eva Muster", "head")
    meeting.story.note("nominated")
    do(meeting.story.system, WithdrawRegistration(registration_id=id))
    assert "head · withdrawn" in page_text(opened(open_page, meeting))

    past = opened(open_page, meeting, as_of=meeting.story.positions["nominated"])
    assert "head · waiting for a decision" in page_text(past)
    assert form_button_labels(past) == []


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (ITALY, "Italy has not answered"),
        (CHAIR, "This page is not available to your role"),
        (PARTICIPANT, "This page is not available to your role"),
    ],
)
def test_others_see_nothing_of_a_delegation(
    meeting: OpenMeeting, open_page: OpenPage, by: Principal, sentence: str
):
    meeting.nominate("Eva Muster", "head")

    text = page_text(opened(open_page, meeting, by, of="AT"))

    assert sentence in text
    assert "Eva Muster" not in text


def test_places_in_sessions_are_shown_at_each_moment(
    meeting: OpenMeeting, open_page: OpenPage
):
    bus, system = with_bus(meeting), meeting.story.system
    moments = [system.store.position()]
    for name in ("Ana Primer", "Jan Beispiel"):
        confirm(system, id := meeting.nominate(name))
        do(system, TakePlace(registration_id=id, session_id=bus, wait=True), AUSTRIA)
        moments.append(system.store.position())

    def shown(position: int, by: Principal = AUSTRIA, **query: object) -> str:
        return page_text(opened(open_page, meeting, by, as_of=position, **query))

    for by, query in ((AUSTRIA, {}), (SECRETARIAT, {"of": "AT"})):
        before, one, both = (shown(position, by, **query) for position in moments)
        assert "Nobody has a place in a session" in before
        assert "nobody from the delegation has a place · 0 of 1 place taken" in before
        assert "member · has a seat · place in “Study visit”" in one
        assert "The delegation has 1 place in 1 session with limited places, 1 " in both
        assert "member · has a seat · waiting for a place in “Study visit”" in both
        assert "1 person from the delegation has a place, 1 is waiting" in both
        closes = "1 waiting · closes on 2 Dec 2026, 24:00 Vienna"
        assert f"1 of 1 place taken · {closes}" in both
        assert "Transport from the hotel: leaves 13 Apr 2018, 08:00" in both


def test_the_agenda_shows_places_transport_and_closing_time_at_each_moment(
    meeting: OpenMeeting, open_page: OpenPage
):
    bus, system = with_bus(meeting), meeting.story.system
    before = system.store.position()
    confirm(system, id := meeting.nominate("Ana Primer"))
    do(system, TakePlace(registration_id=id, session_id=bus), AUSTRIA)
    clear_caches()

    def agenda(**query: object) -> str:
        query |= {"meeting": meeting.id}
        return page_text(open_page("agenda", by=PARTICIPANT, **query))

    closes = "closes on 2 Dec 2026, 24:00 Vienna"
    for query in ({}, {"session": bus}):
        assert f"1 of 1 place taken · {closes}" in agenda(**query)
        assert "Transport from the hotel: leaves 13 Apr 2018, 08:00" in agenda(**query)
        assert f"0 of 1 place taken · {closes}" in agenda(as_of=before, **query)
    # Setting the places is two facts.
    assert "place taken" not in agenda(as_of=before - 2)


def test_the_form_of_places_shows_what_is_set_and_keeps_the_transport(
    meeting: OpenMeeting, open_page: OpenPage
):
    bus, system = with_bus(meeting), meeting.story.system
    before = places_of(system, meeting)
    clear_caches()
    app = open_form(open_page("agenda", by=SECRETARIAT, meeting=meeting.id), bus)
    app = choose(app, "Change the places")
    assert not is_form_closed(send(app))
    fill(app, reason="A larger bus.")
    [capacity] = [box for box in app.number_input if "capacity" in (box.key or "")]
    capacity.set_value(50)
    assert is_form_closed(send(app))

    [after] = places_of(system, meeting)
    assert (after,) == (replace(before[0], capacity=50),)


def places_of(system: System, meeting: OpenMeeting) -> tuple[PlacesOfSession, ...]:
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        return session_places(context, str(meeting.id))
