"""Forms about positions: a delegation's own, and those recorded for others."""

from datetime import timedelta

from agreement_examples import DecisionOnPages, decision_in, focal_point
from dashboard_examples import PRESENT, OpenPage, Story, page_text
from form_actions import choose, form_button_labels, open_form, position, send
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea
from systems import AUSTRIA, CHAIR, LEADERSHIP

from bsm_domain.agreement.values import Position
from dashboard.agreement import selection
from dashboard.agreement.forms import form_texts, position_forms
from dashboard.components.theme import LIGHT
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer


def page_of(decision: DecisionOnPages, open_page: OpenPage, by: object) -> AppTest:
    return open_page("decision", by=by, decision=decision.id)


def test_one_tap_agrees(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = page_of(decision, open_page, AUSTRIA)

    app.button(key="agree").click().run()

    text = page_text(app)
    assert "Austria agreed to version 1 of “Contact points at crossing points”" in text
    assert "Austria agrees. This text will be adopted on" in text
    assert not [button for button in app.button if button.key == "agree"]


def test_two_taps_on_the_same_page_are_one_position(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    viewer = Viewer(AUSTRIA, record.live_moment())
    page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
    selected = selection.of_decision(page, str(decision.id))
    assert selected is not None
    before = position(empty_network)

    first, second = position_forms.agree(selected), position_forms.agree(selected)

    assert first == second
    assert position(empty_network) == before + 1


def test_a_second_tap_confirms_an_objection(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = page_of(decision, open_page, AUSTRIA)

    open_form(app, "ask-object")
    assert form_texts.BREAKS_SILENCE in page_text(app)
    [submit] = [button for button in app.button if "-send-" in (button.key or "")]
    assert submit.label == "Object on behalf of Austria"
    send(app)

    assert "The silence was broken" in page_text(app)
    assert "Objections: 1" in page_text(app)


def test_each_other_position_is_in_one_dialog(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = open_form(page_of(decision, open_page, AUSTRIA), "ask-more")
    choose(app, "Agree with reservation")
    [text] = [area for area in app.text_area if "-text-" in (area.key or "")]
    text.set_value("As far as funds allow.")
    send(app)

    assert "agrees with a reservation: “As far as funds allow.”" in page_text(app)


def test_what_another_officer_said_meanwhile_is_told_and_loses_nothing(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = open_form(page_of(decision, open_page, AUSTRIA), "ask-object")
    decision.says("AT", Position.AGREE)
    app.text_area[0].set_value("We cannot agree.")
    send(app)

    assert "Austria took another position on" in page_text(app)
    text = page_text(app.run())  # as the dialog does it in a browser
    assert "position has changed while you wrote (now: agree)" in text
    assert "Objections: none" in text
    assert app.text_area[0].value == "We cannot agree."
    assert "Objections: 1" in page_text(send(app))


def test_a_new_version_is_told_and_loses_nothing(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = open_form(page_of(decision, open_page, AUSTRIA), "ask-object")
    box = app.text_area[0]
    decision.table_version()
    app.run()

    text = page_text(app.run())  # as the dialog does it in a browser
    assert "Version 2 was tabled while you wrote: 1 paragraph changed, 1 new" in text
    # A browser keeps what is typed in a box with the same id.
    assert app.text_area[0].id == box.id
    app.text_area[0].set_value("We cannot agree.")
    assert "Objections: 1" in page_text(send(app))


def test_the_chair_records_what_was_heard(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    app = page_of(decision, open_page, CHAIR)
    assert form_button_labels(app) == [
        form_texts.PROCEDURE_BUTTON,
        form_texts.POSITIONS_BUTTON,
        form_texts.TEXT_BUTTON,
    ]
    open_form(app, "ask-positions")
    boxes = {box.label: box for box in app.selectbox}
    boxes["Delegation"].set_value("IT")
    boxes["Position"].set_value("object")
    boxes[form_texts.HOW].set_value("in the room")
    send(app)

    assert "<b>Italy</b> objects <small>given in the room" in page_text(app)


def test_leadership_is_offered_nothing(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)

    app = page_of(decision, open_page, LEADERSHIP)

    assert form_button_labels(app) == []


def test_many_positions_are_recorded_at_once_or_none(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = open_form(page_of(decision, open_page, CHAIR), "ask-positions")
    choose(app, form_texts.RECORD_POSITIONS)
    [how] = [box for box in app.selectbox if "-how-" in (box.key or "")]
    how.set_value("in the room")
    [at] = [box for box in app.datetime_input if "-occurred_at-" in (box.key or "")]
    at.set_value(PRESENT.replace(tzinfo=None) + timedelta(hours=1))  # in Berlin
    for typed, refusal in (
        ("IT; object\nXX; agree", "Row 2, delegation: “XX” is not known; enter a code"),
        ("IT; yes", "Row 1, position: “yes” is none of these: agree, agree with"),
        ("IT; object\nIT; agree", "Positions: Row 2, delegation: row 1 already names"),
    ):
        _rows(app).set_value(typed)
        send(app)
        assert refusal in page_text(app)
        assert "Objections: none" in page_text(app)
        assert _rows(app).value == typed
    # Norway is asked, though it was not invited.
    _rows(app).set_value("IT; object\nNorway; Agree")
    send(app)

    text = page_text(app)
    assert "1 more entry of this kind was recorded" in text
    assert "Objections: 1" in text
    assert "Agree: 1" in text


def _rows(app: AppTest) -> TextArea:
    [rows] = [area for area in app.text_area if "-rows-" in (area.key or "")]
    return rows


def test_whoever_is_asked_may_write_to_the_chair(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = open_form(page_of(decision, open_page, CHAIR), "ask-positions")

    [box] = [box for box in app.selectbox if "-delegation-" in (box.key or "")]
    assert "Norway" in box.options


def test_a_delegation_corrects_what_was_recorded_for_it(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.heard("AT", Position.AGREE, PRESENT)
    app = open_form(page_of(decision, open_page, AUSTRIA), "ask-more")
    choose(app, "Correct a position")
    boxes = {box.label.removesuffix(" (optional)"): box for box in app.selectbox}
    boxes[form_texts.TRUE_POSITION].set_value("object")
    app.text_area[-1].set_value("Our representative was misheard.")
    send(app)

    text = page_text(app)
    assert "Objections: 1" in text
    assert "Agree: none" in text


def test_a_position_is_withdrawn(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.says("AT", Position.OBJECT)
    app = open_form(page_of(decision, open_page, AUSTRIA), "ask-more")
    choose(app, "Withdraw the position")
    send(app)

    assert "Objections: none" in page_text(app)


def test_a_partner_may_take_no_position_or_comment(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = page_of(decision, open_page, focal_point("DZ"))
    assert form_button_labels(app) == [form_texts.MORE_BUTTON]
    open_form(app, "ask-more")
    [choice] = [each for each in app.button_group if "-what-" in (each.key or "")]

    assert list(choice.options) == ["No position", "Comment on the text"]
