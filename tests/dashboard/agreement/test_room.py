"""The Chair's cockpit: the roll, what is heard in the room, and the gavel."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from form_actions import is_form_closed, open_form, send
from room_examples import Room, convene, table
from streamlit.testing.v1 import AppTest
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    announce_berlin,
    do,
)

from bsm_domain.agreement.values import How, Position
from bsm_projections.agreement.queries import decision, positions
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.roll_calls import RollCall, roll_calls
from bsm_service.access.permissions import Principal
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.meetings.commands import ConcludeMeeting
from dashboard.agreement.room import actions
from dashboard.forms.submit import FormResult


@pytest.fixture
def room(empty_network: Story) -> Room:
    return convene(empty_network.system)


def roll_of(room: Room) -> RollCall:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [roll] = roll_calls(context, str(room.meeting))
    return roll


def draft_of(room: Room) -> Decision:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        found = decision(context, str(room.draft))
    assert found is not None
    return found


def said_in(room: Room) -> dict[str, DelegationPosition]:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        said = positions(context, str(room.draft))
    return {one.delegation: one for one in said}


def mark(app: AppTest, *codes: str) -> AppTest:
    """Marks participating States as present, and nobody else of them."""
    [group] = [one for one in app.button_group if "Participating" in (one.key or "")]
    return group.set_value([*codes]).run()


def choose(app: AppTest, *codes: str) -> AppTest:
    [group] = [one for one in app.button_group if "room-heard" in (one.key or "")]
    return group.set_value([*codes]).run()


def tap(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def is_offered(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def test_the_roll_is_called_with_a_tap_for_each_state(room: Room, open_page: OpenPage):
    app = open_page("room", by=CHAIR)
    assert "The roll of this session has not been called" in page_text(app)
    mark(app, "AT", "DE", "IT")
    assert "Arrived: Germany, Austria and Italy." in page_text(app)

    tap(app, "room-call-roll")

    roll = roll_of(room)
    assert {*roll.present} == {"AT", "DE", "IT"}
    assert roll.session_id == str(room.session)
    assert "3 of 5 participating States present" in page_text(app)

    mark(app, "AT", "DE", "FR")
    assert "Arrived: France. Left: Italy." in page_text(app)
    tap(app, "room-call-roll")
    assert {*roll_of(room).present} == {"AT", "DE", "FR"}


def test_a_roll_that_others_called_is_shown_unless_marks_were_changed_here(
    room: Room, open_page: OpenPage
):
    app = open_page("room", by=CHAIR)
    room.call_roll("AT")
    app.run()
    [group] = [one for one in app.button_group if "Participating" in (one.key or "")]
    assert group.value == ["AT"]

    mark(app, "AT", "DE")
    room.call_roll("FR")
    app.run()

    assert "Arrived: Germany and Austria. Left: France." in page_text(app)


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
    choose(app, "DE")
    tap(app, "room-said-object")
    assert said_in(room)["DE"].position == Position.OBJECT
    assert "It cannot be adopted yet: Germany objects." in page_text(app)
    assert app.button(key="room-gavel").disabled

    tap(app, "room-withdrawn-DE")
    assert "No State stands against this version." in page_text(app)
    choose(app, "AT", "IT")
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


def test_marks_that_were_not_called_are_said_beside_the_gavel(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    tap(app, "room-open-in the room")
    assert "Marks on the roll" not in page_text(app)
    mark(app, "AT", "DE", "IT")

    assert (
        "Marks on the roll have changed; call the roll before adopting."
        in page_text(app)
    )


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


def test_an_objection_that_breaks_a_silence_takes_a_second_tap(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    room.open_silence()
    app = open_page("room", by=CHAIR)
    assert "It cannot be adopted yet: a silence is running." in page_text(app)
    choose(app, "AT")
    tap(app, "room-said-object")
    assert draft_of(room).status == "in procedure"
    assert "Austria objects, and breaks the silence." in page_text(app)
    tap(app, "room-cancel")
    tap(app, "room-said-object")
    tap(app, "room-confirm")

    assert draft_of(room).status == "draft"


@pytest.mark.parametrize("codes", [("AT",), ("DE", "IT")])
def test_two_taps_on_the_same_page_record_one_position(
    room: Room,
    empty_network: Story,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    codes: tuple[str, ...],
):
    room.call_roll("AT", "DE", "IT")
    record_once = actions.record_heard

    def record_twice(*arguments: Any) -> bool:
        record_once(*arguments)
        empty_network.clock.pass_by(timedelta(seconds=1))
        return record_once(*arguments)

    monkeypatch.setattr(actions, "record_heard", record_twice)
    app = open_page("room", by=CHAIR)
    before = room.system.store.position()
    choose(app, *codes)
    tap(app, "room-said-agree")

    assert room.system.store.position() == before + len(codes)
    assert isinstance(actions_result(app), FormResult)


def actions_result(app: AppTest) -> object:
    """What the cockpit shows of the last tap."""
    return app.session_state["room-result"]


def test_partners_and_organisations_may_only_take_no_position(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DZ", "FRONTEX")
    app = open_page("room", by=CHAIR)
    choose(app, "AT", "DZ", "FRONTEX")
    assert not is_offered(app, "room-said-agree")
    assert "Partners and organisations do not count for consensus" in page_text(app)

    tap(app, "room-said-no position")

    assert {one.position for one in said_in(room).values()} == {Position.NONE}
    assert len(said_in(room)) == 3


def test_a_reservation_is_recorded_with_its_text_and_time(
    room: Room, empty_network: Story, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    empty_network.clock.pass_by(timedelta(minutes=10))
    app = open_page("room", by=CHAIR)
    choose(app, "AT", "DE")
    open_form(app, "room-reserve")
    [text] = [one for one in app.text_area if "-text-" in (one.key or "")]
    text.set_value("Only for land borders.")
    said_at = empty_network.clock() - timedelta(minutes=5)
    [when] = [one for one in app.datetime_input if "occurred_at" in (one.key or "")]
    when.set_value(said_at.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None))
    send(app)

    assert is_form_closed(app)
    said = said_in(room)
    assert {*said} == {"AT", "DE"}
    assert {one.text for one in said.values()} == {"Only for land borders."}
    assert {one.happened_at for one in said.values()} == {said_at}


def test_a_refused_form_keeps_who_was_chosen(room: Room, open_page: OpenPage):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    choose(app, "AT")
    open_form(app, "room-reserve")
    send(app)

    assert not is_form_closed(app)
    [group] = [one for one in app.button_group if "room-heard" in (one.key or "")]
    assert group.value == ["AT"]


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
    assert "No meeting is on record yet." in page_text(open_page("room", by=CHAIR))
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


def test_without_an_agenda_the_roll_is_that_of_the_meeting(
    room: Room, open_page: OpenPage
):
    app = open_page("room", by=CHAIR, session="meeting")
    assert "The meeting as a whole" in str(app.selectbox)
    mark(app, "AT", "DE")
    tap(app, "room-call-roll")
    assert roll_of(room).session_id is None
    for key in ("room-open-in the room", "room-gavel", "room-confirm"):
        tap(app, key)

    assert draft_of(room).entitled == ("DE", "AT")


def test_before_the_meeting_there_is_no_roll(empty_network: Story, open_page: OpenPage):
    announce_berlin(empty_network.system)
    app = open_page("room", by=CHAIR)

    assert "The meeting has not begun" in page_text(app)
    assert not is_offered(app, "room-call-roll")


def test_each_draft_can_be_put_on_the_table(room: Room, open_page: OpenPage):
    other = uuid4()
    table(room, other, "Joint patrols")
    app = open_page("room", by=CHAIR, decision=other)

    assert "Joint patrols" in page_text(app)
