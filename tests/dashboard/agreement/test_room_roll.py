"""The roll-call in the Chair's cockpit."""

from dashboard_examples import OpenPage, Story, page_text
from room_actions import is_offered, mark, tap
from room_examples import Room, draft_of, roll_of
from systems import CHAIR, announce_berlin, do

from bsm_domain.meetings.meeting_facts import RollCalled
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.registration.attendance.commands import RegisterAtDoor


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


def test_r82_whoever_has_arrived_is_marked_before_the_roll_is_called(
    room: Room, open_page: OpenPage
):
    do(
        room.system,
        SetRegistrationTerms(
            meeting_id=room.meeting,
            terms=RegistrationTerms(quorum_is_majority=True),
            reason="agreed",
        ),
    )
    for code, function in (("AT", "head"), ("IT", "alternate")):
        do(
            room.system,
            RegisterAtDoor(
                meeting_id=room.meeting,
                delegation=code,
                function=function,
                person={"name": f"Somebody of {code}"},
            ),
        )
    app = open_page("room", by=CHAIR)
    assert "Arrived: Austria and Italy." in page_text(app)
    assert "An alternate acts as head of Italy." in page_text(app)
    mark(app, "AT", "DE", "IT")

    tap(app, "room-call-roll")

    fact = room.system.store.page(room.system.store.position() - 1, 1)[0].fact
    assert isinstance(fact, RollCalled)
    assert {line.delegation: line.told_by for line in fact.lines if line.present} == {
        "AT": "check-in",
        "IT": "check-in",
        "DE": "roll",
    }
    assert [line.delegation for line in fact.lines if line.acting_head] == ["IT"]
    assert "There is a quorum (3 needed)." in page_text(app)
    assert "An alternate acts as head of Italy." in page_text(app)
    room.call_roll("AT", "IT")
    app.run()
    assert "There is no quorum: 3 are needed." in page_text(app)
