"""Arrivals on the Meeting page: a whole list, one by one, and at the door."""

from uuid import UUID

import pytest
from dashboard_examples import OpenPage, Story, page_text
from form_actions import choose, fill, open_form, send
from room_examples import Room, convene
from systems import CHAIR, SECRETARIAT, do

from bsm_domain.registration.registration import Registration
from bsm_service.registration.attendance.commands import (
    RecordDeparture,
    RegisterAtDoor,
)
from dashboard.registration.attendance import panels


@pytest.fixture
def room(empty_network: Story) -> Room:
    return convene(empty_network.system)


def at_door(room: Room, delegation: str) -> UUID:
    return do(
        room.system,
        RegisterAtDoor(
            meeting_id=room.meeting,
            delegation=delegation,
            function="member",
            person={"name": f"Somebody of {delegation}"},
        ),
    ).id


def registration(room: Room, id: UUID) -> Registration:
    found = room.system.store.load(Registration, id)
    assert found is not None
    return found


def left_again(room: Room, delegation: str) -> UUID:
    id = at_door(room, delegation)
    do(room.system, RecordDeparture(registration_id=id))
    return id


def test_a_whole_list_arrives_at_once(room: Room, open_page: OpenPage):
    ids = [left_again(room, code) for code in ("AT", "IT")]
    app = open_form(open_page("meeting", by=SECRETARIAT), "ask-arrivals")
    fill(app, registration_ids=[str(id) for id in ids])

    send(app)

    for id in ids:
        movements = registration(room, id).movements[None]
        assert [each.is_arrival for each in movements] == [True, False, True]


def test_where_many_may_arrive_each_delegation_is_listed_in_turn(
    room: Room, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(panels, "_MOST_AT_ONCE", 2)
    ids = {code: str(left_again(room, code)) for code in ("AT", "DE", "IT")}
    app = open_form(open_page("meeting", by=SECRETARIAT), "ask-arrivals")
    offered = dict[str, list[str]]()
    for code in ids:
        fill(app, delegation=code).run()
        [people] = [box for box in app.multiselect if "-registration_ids-" in box.key]
        offered[code] = people.options
    assert offered == {
        code: [f"{name}: Somebody of {code}, member"]
        for code, name in (("AT", "Austria"), ("DE", "Germany"), ("IT", "Italy"))
    }

    send(fill(app, registration_ids=[ids["IT"]]))

    arrivals = [
        len(registration(room, UUID(id)).movements[None]) for id in ids.values()
    ]
    assert arrivals == [2, 2, 3]


def test_arrivals_at_a_session_are_of_those_who_are_at_the_meeting(
    room: Room, open_page: OpenPage
):
    id = at_door(room, "AT")
    app = open_form(open_page("meeting", by=SECRETARIAT), "ask-arrivals")
    choose(app, "At a session")
    fill(app, session_id=str(room.session), registration_ids=[str(id)])

    send(app)

    assert [*registration(room, id).movements] == [None, room.session]


def test_somebody_is_registered_at_the_door(room: Room, open_page: OpenPage):
    app = open_form(open_page("meeting", by=SECRETARIAT), "ask-door")
    fill(app, **{"delegation": "AT", "person.name": "Leo Late"})

    send(app)

    assert "1 registration" in page_text(open_page("meeting", by=SECRETARIAT))


def test_an_arrival_is_deleted(room: Room, open_page: OpenPage):
    id = at_door(room, "AT")
    app = open_form(open_page("meeting", by=SECRETARIAT), f"ask-{id}")
    choose(app, "Delete an arrival or departure")
    fill(app, corrects="3", reason="a twin")

    send(app)

    assert registration(room, id).status == "confirmed"


def test_only_the_secretariat_records_arrivals(room: Room, open_page: OpenPage):
    keys = {button.key for button in open_page("meeting", by=CHAIR).button}

    assert not any("arrivals" in (key or "") for key in keys)
