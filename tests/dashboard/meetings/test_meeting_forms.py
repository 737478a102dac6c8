"""A meeting from its announcement to its conclusion, by forms alone."""

from datetime import date

from dashboard_examples import OpenPage, Story, page_text
from follow_up_examples import field, fill
from form_actions import choose, form_button_labels, is_form_closed, open_form, send
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, LEADERSHIP, SECRETARIAT


def opened(app: AppTest, label: str) -> AppTest:
    open_form(app, "ask-meeting")
    return choose(app, label) if len(app.session_state["form-open"].forms) > 1 else app


def test_only_the_secretariat_announces_a_meeting(
    empty_network: Story, open_page: OpenPage
):
    for by in (AUSTRIA, LEADERSHIP):
        assert form_button_labels(open_page("meeting", by=by)) == []
    labels = form_button_labels(open_page("meeting", by=SECRETARIAT))
    assert labels == ["Announce a meeting"]


def test_a_meeting_is_held_by_forms_alone(empty_network: Story, open_page: OpenPage):
    app = open_form(open_page("meeting", by=SECRETARIAT), "ask-announce")
    fill(app, **{"details.series": "Annual meetings", "details.title": "1st meeting"})
    field(app, "selectbox", "details.host").set_value("AT")
    field(app, "date_input", "details.starts_on").set_value(date(2026, 11, 23))
    field(app, "date_input", "details.ends_on").set_value(date(2026, 11, 20))
    fill(app, **{"details.themes": "Green borders\nAirports"})
    send(app)
    assert "The meeting ends on 2026-11-20, before it starts" in page_text(app)
    field(app, "date_input", "details.ends_on").set_value(date(2026, 11, 24))
    send(app)
    assert is_form_closed(app), page_text(app)
    assert "was announced" in page_text(app)

    app = opened(open_page("meeting", by=SECRETARIAT), "Invite delegations")
    lines = "AT; participating State; Austria; ; 2\nIT; participating State; Italy; ; x"
    send(fill(app, delegations=lines))
    assert "Row 2, quota: Please enter a whole number." in page_text(app)
    send(fill(app, delegations=lines.replace("x", "3")))
    assert is_form_closed(app), page_text(app)

    app = opened(open_page("meeting", by=SECRETARIAT), "Schedule a session")
    fill(app, title="Opening")
    field(app, "date_input", "on").set_value(date(2026, 11, 23))
    field(app, "selectbox", "kind").set_value("plenary")
    send(app)
    assert is_form_closed(app), page_text(app)

    app = opened(open_page("meeting", by=SECRETARIAT), "Set an objective")
    send(fill(app, code="first", text="Look further."))
    field(app, "selectbox", "outcome_kind").set_value("discussion")
    send(app)
    assert not is_form_closed(app)
    send(fill(app, code="O1"))
    assert is_form_closed(app), page_text(app)

    app = opened(open_page("meeting", by=SECRETARIAT), "Open registration")
    field(app, "number_input", "capacity").set_value(10)
    send(app)
    assert is_form_closed(app), page_text(app)

    app = opened(open_page("meeting", by=SECRETARIAT), "Change a quota")
    delegation = field(app, "selectbox", "delegation")
    assert delegation.options == ["Austria", "Italy"]
    delegation.set_value("IT")
    field(app, "number_input", "quota").set_value(4)
    send(fill(app, reason="they host the next one"))
    assert is_form_closed(app), page_text(app)

    for step in ("Close registration", "Open the meeting", "Conclude the meeting"):
        app = send(opened(open_page("meeting", by=SECRETARIAT), step))
        assert is_form_closed(app), page_text(app)

    app = opened(open_page("meeting", by=SECRETARIAT), "State the attendance")
    field(app, "number_input", "total.participants").set_value(90)
    app.checkbox[0].check()
    send(fill(app, **{"total.source": "The Chair's summary"}))
    assert is_form_closed(app), page_text(app)
    assert "more than 90" in page_text(app)
