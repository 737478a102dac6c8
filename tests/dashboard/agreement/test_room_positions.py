"""Positions that the Chair records as they are heard in the room."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dashboard_examples import OpenPage, Story, page_text
from form_actions import is_form_closed, open_form, send
from room_actions import choose_speakers, is_offered, tap
from room_examples import Room, draft_of, said_in
from streamlit.testing.v1 import AppTest
from systems import CHAIR

from bsm_domain.agreement.values import Position
from dashboard.agreement.room import actions
from dashboard.forms.submit import FormResult


def test_an_objection_that_breaks_a_silence_takes_a_second_tap(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    room.open_silence()
    app = open_page("room", by=CHAIR)
    assert "It cannot be adopted yet: a silence is running." in page_text(app)
    choose_speakers(app, "AT")
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
    choose_speakers(app, *codes)
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
    choose_speakers(app, "AT", "DZ", "FRONTEX")
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
    choose_speakers(app, "AT", "DE")
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


def test_a_new_version_is_told_in_the_dialog_and_loses_nothing(
    room: Room, open_page: OpenPage
):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    choose_speakers(app, "AT", "DE")
    open_form(app, "room-reserve")
    [text] = [one for one in app.text_area if "-text-" in (one.key or "")]
    room.table_version()
    app.run()

    shown = page_text(app.run())  # as the dialog does it in a browser
    assert "Version 2 was tabled while you wrote" in shown
    assert 'data-form-seen="2"' in shown
    [again] = [one for one in app.text_area if "-text-" in (one.key or "")]
    assert again.id == text.id  # so a browser keeps what was typed
    again.set_value("Only for land borders.")
    send(app)
    assert is_form_closed(app)
    assert {one.version for one in said_in(room).values()} == {2}
    assert {*said_in(room)} == {"AT", "DE"}


def test_a_form_about_a_procedure_that_a_new_version_ended_says_so(
    room: Room, open_page: OpenPage
):
    room.open_silence()
    app = open_page("room", by=CHAIR)
    [extend] = [one for one in app.button if (one.label or "").startswith("Extend")]
    extend.click().run()
    room.table_version()
    app.run()

    assert "which ended the procedure" in page_text(app.run())


def test_a_refused_form_keeps_who_was_chosen(room: Room, open_page: OpenPage):
    room.call_roll("AT", "DE")
    app = open_page("room", by=CHAIR)
    choose_speakers(app, "AT")
    open_form(app, "room-reserve")
    send(app)

    assert not is_form_closed(app)
    [group] = [one for one in app.button_group if "room-heard" in (one.key or "")]
    assert group.value == ["AT"]
