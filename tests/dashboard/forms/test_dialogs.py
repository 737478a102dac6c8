"""Dialogs: what is wrong with a form, when it is closed, and what is said then."""

import pytest
from administration_examples import Staffed, field, submit_form
from administration_examples import open_form as open_account_form
from dashboard_examples import OpenPage, Story, page_text
from form_actions import is_form_closed, open_form, position, send
from systems import ADMINISTRATOR, BERLIN_DETAILS, CHAIR, SECRETARIAT, do

from bsm_service.meetings.commands import AnnounceMeeting
from dashboard.forms import drafts, texts
from dashboard.forms.open_form import OpenForm
from dashboard.forms.submit import FormResult

ANNOUNCED = AnnounceMeeting(
    meeting_id="01890000-0000-7000-8000-000000000011",
    details=BERLIN_DETAILS.model_copy(update={"edition": 11, "city": "Vienna"}),
)


def test_all_that_is_missing_is_named_at_the_button_and_at_its_field(
    busy_network: Story, open_page: OpenPage
):
    app = open_form(open_page("follow_up", by=CHAIR), "ask-propose")

    send(app)

    assert "Please fill in “Title”, “Objective” and “Owner”." in page_text(app)
    assert page_text(app).count("Please fill this in.") == 3


def test_a_text_that_is_too_long_stays_whole_and_says_so(
    busy_network: Story, open_page: OpenPage
):
    app = open_form(open_page("follow_up", by=CHAIR), "ask-propose")
    app.text_input[0].set_value("x" * 301)

    send(app)

    assert "Title: Please shorten this to 300 characters" in page_text(app)
    assert app.text_input[0].value == "x" * 301


def test_refusals_are_summed_up_in_sentences():
    assert texts.refusal_summary([("Title", texts.FILL_IN)]) == (
        "Please fill in “Title”."
    )
    assert texts.refusal_summary(
        [("Title", texts.FILL_IN), ("Day", "It is too late."), (None, "No.")]
    ).splitlines() == ["Please fill in “Title”.", "Day: It is too late.", "No."]


def test_a_form_is_closed_by_its_button_and_on_another_page(
    busy_network: Story, open_page: OpenPage
):
    app = open_form(open_page("follow_up", by=CHAIR), "ask-propose")
    assert is_form_closed(app.button(key="close-form").click().run())

    open_form(app, "ask-propose")
    assert not is_form_closed(app)
    assert is_form_closed(app.switch_page("app_pages/meeting.py").run())
    app.switch_page("app_pages/follow_up.py").run()
    assert is_form_closed(app)


@pytest.mark.parametrize(
    ("page", "button"), [("meeting", "meeting.open"), ("follow_up", "ask-propose")]
)
def test_a_form_is_closed_when_the_page_shows_another_meeting(
    busy_network: Story, open_page: OpenPage, page: str, button: str
):
    """Also by the browser's Back button, which changes the address alone."""
    do(busy_network.system, ANNOUNCED)
    busy_network.system.engine.catch_up()
    app = open_page(page, by=CHAIR, meeting=ANNOUNCED.meeting_id)
    assert not is_form_closed(open_form(app, button).run())
    before = position(busy_network)

    app.query_params["meeting"] = str(busy_network.meeting)

    assert is_form_closed(app.run())
    assert position(busy_network) == before


def test_a_draft_about_another_meeting_leads_there(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    do(busy_network.system, ANNOUNCED)
    busy_network.system.engine.catch_up()
    meeting = str(busy_network.meeting)
    draft = drafts.Draft(meeting, "propose", "Propose", {"title": "A title"}, None)
    monkeypatch.setattr(drafts, "find_draft", lambda principal: draft)
    app = open_page("follow_up", by=CHAIR, meeting=ANNOUNCED.meeting_id)

    app.button(key="draft-on").click().run()
    assert app.query_params["meeting"] == meeting
    app.button(key="draft-on").click().run()

    assert not is_form_closed(app)


def test_a_form_is_closed_when_the_page_shows_another_activity(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("follow_up", by=CHAIR, activity=busy_network.meeting)
    assert not is_form_closed(open_form(app, "ask-propose").run())

    del app.query_params["activity"]

    assert is_form_closed(app.run())


def test_a_form_that_was_sent_is_closed_by_any_run_of_the_page(
    busy_network: Story, open_page: OpenPage
):
    """Also where the run that sent it was stopped before it could say so."""
    app = open_form(open_page("follow_up", by=CHAIR), "ask-propose")
    form: OpenForm = app.session_state["form-open"]
    form.result = FormResult("It is on record.")

    app.run()

    assert is_form_closed(app)
    assert "It is on record." in page_text(app)


def test_what_was_recorded_is_said_on_its_page_only(
    busy_network: Story, open_page: OpenPage
):
    app = open_form(open_page("follow_up", by=CHAIR), "ask-propose")
    form: OpenForm = app.session_state["form-open"]
    form.result = FormResult("It is on record.")
    assert "It is on record." in page_text(app.run())

    assert "It is on record." not in page_text(
        app.switch_page("app_pages/meeting.py").run()
    )
    assert "It is on record." not in page_text(
        app.switch_page("app_pages/follow_up.py").run()
    )


def test_a_meeting_that_was_announced_is_in_the_address_of_the_next_run(
    busy_network: Story, open_page: OpenPage
):
    do(busy_network.system, ANNOUNCED)
    busy_network.system.engine.catch_up()
    app = open_page("meeting", by=SECRETARIAT, meeting=busy_network.meeting)
    app = open_form(app, "ask-announce")
    form: OpenForm = app.session_state["form-open"]
    [announcement] = form.forms
    assert announcement.follow is not None
    values = {"meeting_id": ANNOUNCED.meeting_id}
    form.follow = lambda: announcement.follow and announcement.follow(values)
    form.result = FormResult("Announced.")

    app.run()

    assert app.query_params["meeting"] == str(ANNOUNCED.meeting_id)
    assert "Vienna" in page_text(app)


def test_several_of_a_kind_end_with_one_button(
    busy_network: Story, open_page: OpenPage
):
    do(busy_network.system, ANNOUNCED)
    busy_network.system.engine.catch_up()
    app = open_page("meeting", by=SECRETARIAT, meeting=ANNOUNCED.meeting_id)
    app = open_form(app, "objective.set")
    before = position(busy_network)
    for number in (1, 2):
        [text] = [area for area in app.text_area if "-text-" in (area.key or "")]
        text.set_value(f"Objective number {number}")
        send(app)
        assert position(busy_network) == before + number
        # The same one each time: pressed while the last is being sent, it still counts.
        assert app.button(key="no-more-forms").label == texts.NO_MORE

    assert is_form_closed(app.button(key="no-more-forms").click().run())


def test_a_link_is_shown_until_it_was_passed_on(staffed: Staffed, open_page: OpenPage):
    app = open_account_form(open_page("administration", by=ADMINISTRATOR), "add")
    field(app, "Name to sign in").set_value("anna@example.org")
    submit_form(app)
    link = app.code[0].value
    assert "/account/reset#" in link
    assert "close-form" not in [button.key for button in app.button]

    for page in ("readings", "administration"):
        app.switch_page(f"app_pages/{page}.py").run()
        assert app.code[0].value == link

    key = next(button.key for button in app.button if "-handed-" in button.key)
    app.button(key=key).click().run()
    assert not app.exception
    assert link not in [code.value for code in app.code]


def test_a_draft_that_is_found_late_does_no_harm(monkeypatch: pytest.MonkeyPatch):
    """Found by opening a form at the moment in which its page had looked for drafts."""
    state: dict[str, object] = {}
    monkeypatch.setattr(drafts.st, "session_state", state)

    drafts._store_found()

    assert not any(state.values())
