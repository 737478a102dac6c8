"""The Chair's cockpit: the gavel, what is offered beside it, and to whom."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from form_actions import open_form, send
from room_actions import choose_speakers, is_offered, tap
from room_examples import Room, draft_of, said_in, table
from streamlit.testing.v1 import AppTest
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
)

from bsm_domain.agreement.values import How, Position
from bsm_service.access.permissions import Principal
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.meetings.commands import ConcludeMeeting
from dashboard.agreement.room import texts


def test_the_draft_is_adopted_in_the_room_with_an_objection_withdrawn_on_the_way(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE", "IT")
    app = open_page("room", by=CHAIR)
    assert (
        "It cannot be adopted yet: open a procedure first, in the room or by consensus."
        in page_text(app)
    )
    tap(app, "room-open-in the room")
    choose_speakers(app, "DE")
    tap(app, "room-said-object")
    assert said_in(room)["DE"].position == Position.OBJECT
    assert "It cannot be adopted yet: Germany objects." in page_text(app)
    assert app.button(key="room-gavel").disabled

    tap(app, "room-withdrawn-DE")
    assert "No State stands against this version." in page_text(app)
    choose_speakers(app, "AT", "IT")
    tap(app, "room-said-agree")
    assert {code: one.how for code, one in said_in(room).items()} == dict.fromkeys(
        ("AT", "DE", "IT"), "in the room"
    )
    tap(app, "room-gavel")
    assert draft_of(room).symbol is None
    assert (
        "This records that version 1 of “Contact points at crossing points” is "
        "adopted in the room, with 3 States entitled and no objection."
        in page_text(app)
    )
    tap(app, "room-confirm")

    adopted = draft_of(room)
    assert adopted.status == "adopted"
    assert adopted.entitled == ("DE", "AT", "IT")
    assert "NFP.DEC/1/16" in page_text(app)
    assert "Adopted in the room on" in page_text(app)


def forms_offered(app: AppTest) -> list[str]:
    labels = (one.label for one in app.button if (one.key or "").startswith("ask-"))
    return [label.removesuffix("\u2009…") for label in labels]


def test_what_may_become_of_the_draft_is_offered_beside_it(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    assert forms_offered(app) == ["New version", "Open a silence", "No agreement"]
    tap(app, "room-open-in the room")
    assert forms_offered(app) == ["New version", "End procedure", "No agreement"]

    open_form(app, "ask-room-procedure-1")
    [reason] = [one for one in app.text_area if "-reason-" in (one.key or "")]
    reason.set_value("The text needs another day.")
    send(app)
    assert draft_of(room).status == "draft"

    room.open_silence()
    app.run()
    assert forms_offered(app) == ["New version", "Extend silence", "End procedure"]


def test_a_new_version_is_tabled_from_the_cockpit(room: Room, open_page: OpenPage):
    room.call_roll("AT", "DE")
    app = open_page("room", by=SECRETARIAT)
    open_form(app, "ask-text")
    [title] = [one for one in app.text_input if "body.title" in (one.key or "")]
    title.set_value("Contact points at every crossing point")
    send(app)
    [confirm] = [one for one in app.button if "send-checked" in (one.key or "")]
    confirm.click().run()

    assert draft_of(room).text_version == 2
    assert "Contact points at every crossing point" in page_text(app)


def test_what_must_be_read_out_is_named_and_recorded(room: Room, open_page: OpenPage):
    room.call_roll("AT", "DE")
    room.heard("AT", Position.OBJECT)
    room.table_version()
    app = open_page("room", by=CHAIR)
    assert "Austria objected to version 1 and was not heard on this one." in page_text(
        app
    )
    tap(app, "room-open-in the room")
    tap(app, "room-gavel")
    assert "The earlier objection of Austria was read out." in page_text(app)
    tap(app, "room-confirm")

    assert draft_of(room).symbol is not None


def test_the_gavel_asks_again_when_something_was_said_meanwhile(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    tap(app, "room-open-in the room")
    tap(app, "room-gavel")
    room.heard("DE", Position.AGREE)
    app.button(key="room-confirm").click().run()

    assert draft_of(room).symbol is None
    assert "Something else has been recorded in the meantime." in page_text(app)
    assert is_offered(app, "room-gavel")


def test_a_past_view_shows_the_room_of_then_and_changes_nothing(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    then = room.system.store.position()
    room.call_roll("AT", "DE", "IT")
    app = open_page("room", by=CHAIR, as_of=str(then))

    assert "2 of 5 participating States present" in page_text(app)
    assert page_text(app).count("bsm-present") == 2
    assert not [one for one in app.button if (one.key or "").startswith("room-")]
    assert not [one for one in app.button_group if "room-" in (one.key or "")]


@pytest.mark.parametrize(
    "viewer", [AUSTRIA, LEADERSHIP, PARTICIPANT, AUDITOR, ADMINISTRATOR]
)
def test_the_cockpit_is_for_the_chair_and_the_secretariat(
    room: Room, open_page: OpenPage, viewer: Principal
):
    room.call_roll("AT", "DE")
    text = page_text(open_page("room", by=viewer))

    assert "This page is not available to your role" in text
    assert "participating States present" not in text
    assert "3 of 5" not in text
    assert "2 of 5" in page_text(open_page("room", by=SECRETARIAT))


def test_rights_are_asked_when_the_gavel_falls(room: Room, open_page: OpenPage):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    tap(app, "room-open-in the room")
    tap(app, "room-gavel")
    open_page("overview", by=None)  # from now on nobody is signed in
    app.button(key="room-confirm").click().run()

    assert draft_of(room).symbol is None


def test_without_a_meeting_a_draft_or_delegations_the_page_says_so(
    empty_network: Story, open_page: OpenPage
):
    assert "No meeting has been announced yet." in page_text(
        open_page("room", by=CHAIR)
    )
    announce_meeting(empty_network)
    text = page_text(open_page("room", by=CHAIR))
    assert "No delegation has been invited to this meeting yet." in text
    assert "No draft is on the table." in text


def test_a_decision_that_is_contested_says_so(
    room: Room, empty_network: Story, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    tap(app, "room-open-in the room")
    said_at = empty_network.clock()
    empty_network.clock.pass_by(timedelta(minutes=5))
    tap(app, "room-gavel")
    tap(app, "room-confirm")
    assert "contested" not in page_text(app)
    objection = TakePosition(
        decision_id=room.draft,
        delegation="DE",
        version=1,
        position=Position.OBJECT,
        how=How.ROOM,
        occurred_at=said_at,
    )
    do(room.system, objection, CHAIR)
    app.run()

    assert "It is contested: an objection made before the adoption" in page_text(app)


def test_after_the_meeting_the_room_is_history_and_silence_goes_on(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    room.heard("AT", Position.OBJECT)
    do(room.system, ConcludeMeeting(meeting_id=room.meeting))
    app = open_page("room", by=CHAIR)
    text = page_text(app)

    assert "2 of 5 participating States were present" in text
    assert "What arrives in writing is recorded on the decision&#39;s page." in text
    assert "Austria objects" in text
    for key in ("room-call-roll", "room-withdrawn-AT", "room-open-in the room"):
        assert not is_offered(app, key)
    assert is_offered(app, "room-open-consensus")


def test_each_draft_can_be_put_on_the_table(room: Room, open_page: OpenPage):
    other = uuid4()
    table(room, other, "Joint patrols")
    app = open_page("room", by=CHAIR, decision=other)

    assert "Joint patrols" in page_text(app)
    assert not app.warning


@pytest.mark.parametrize("requested", ["nothing", str(UUID(int=7)), "\0"])
def test_a_draft_that_the_meeting_does_not_have_is_missed(
    room: Room, open_page: OpenPage, requested: str
):
    [warning] = open_page("room", by=CHAIR, decision=requested).warning

    assert warning.value == texts.NO_SUCH_DRAFT


def test_who_is_not_entitled_is_told_to_the_chair_and_stops_nothing(
    room: Room, open_page: OpenPage
):
    """E17: an objection of a State that is not in the room."""
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    tap(app, "room-open-in the room")
    room.heard("FR", Position.OBJECT)
    app.run()

    text = page_text(app)
    assert "No State stands against this version." in text
    assert "France objects: not entitled in this round" in text
    assert not app.button(key="room-gavel").disabled
