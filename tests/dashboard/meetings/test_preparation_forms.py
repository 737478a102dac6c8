"""A secretariat with an empty record: from the announcement to a concluded meeting."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from dashboard_examples import PRESENT, OpenPage, Story, announce_meeting, page_text
from examples import header
from form_actions import form_button_labels, is_form_closed, open_form, send
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, BERLIN_DETAILS, CHAIR, SECRETARIAT

from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_projections.meetings.queries import meeting_delegations, meetings
from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.system import audience_of
from dashboard.data.queries import clear_caches

DELEGATES = """Delegation;Name;Function;E-mail
Austria;Anna Muster;head;anna@example.org
the Netherlands;Ben Muster;;
"""


def field(app: AppTest, label: str) -> Any:
    """The one field whose label begins so."""
    widgets = [
        *(*app.text_input, *app.text_area, *app.selectbox, *app.date_input),
        *(*app.number_input, *app.multiselect, *app.checkbox),
    ]
    [widget] = [widget for widget in widgets if widget.label.startswith(label)]
    return widget


def fill(app: AppTest, **values: Any) -> AppTest:
    for label, value in values.items():
        field(app, label.replace("_", " ")).set_value(value)
    return send(app)


def send_checked(app: AppTest) -> AppTest:
    """Sends what was understood of a list."""
    key = next(button.key for button in app.button if "send-checked" in button.key)
    app.button(key=key).click().run()
    assert not app.exception
    return app


def recorded_meeting(story: Story) -> Meeting:
    story.system.engine.catch_up()
    with story.system.read(
        story.system.moment(None), audience_of(SECRETARIAT)
    ) as context:
        return meetings(context).items[-1]


def quotas(story: Story, meeting: str) -> dict[str, int]:
    story.system.engine.catch_up()
    with story.system.read(
        story.system.moment(None), audience_of(SECRETARIAT)
    ) as context:
        invited = meeting_delegations(context, meeting)
    return {delegation.code: delegation.quota for delegation in invited}


def announce(app: AppTest, **values: Any) -> AppTest:
    app = open_form(app, "announce")
    return fill(
        app,
        **{
            "Title": "1st Annual Meeting",
            "Series": "Annual Meeting",
            "Edition": 1,
            "First_day": date(2027, 4, 12),
            "Last_day": date(2027, 4, 13),
            "City": "Vienna",
            **values,
        },
    )


def test_a_secretariat_goes_from_an_empty_record_to_a_concluded_meeting(
    empty_network: Story, open_page: OpenPage
):
    announce(open_page("overview", by=SECRETARIAT))
    meeting = recorded_meeting(empty_network)
    assert (meeting.title, meeting.time_zone) == ("1st Annual Meeting", "Europe/Vienna")

    [link] = [
        link
        for link in open_page("overview", by=SECRETARIAT).get("page_link")
        if "steps" in link.proto.label
    ]
    assert link.proto.label == "1 of 10 steps done; next: invite delegations"
    app = open_page("meeting", by=SECRETARIAT)
    assert "1 of 10 steps done; next: invite delegations" in page_text(app)
    fill(open_form(app, "meeting.invite"), Exceptions="AT 4")
    invited = quotas(empty_network, meeting.id)
    assert (len(invited), invited["AT"], invited["DE"]) == (57, 4, 2)

    app = open_form(open_page("meeting", by=SECRETARIAT), "meeting.schedule")
    fill(app, Title="Opening")
    assert not is_form_closed(app)
    fill(app, Title="Discussion")
    send(open_form(open_page("meeting", by=SECRETARIAT), "meeting.release-agenda"))
    titles = [session.title for session in recorded_meeting(empty_network).agenda]
    assert titles == ["Opening", "Discussion"]

    app = open_form(open_page("meeting", by=SECRETARIAT), "objective.set")
    fill(app, Objective="Share the border protocol.")
    assert field(app, "Code").value == "O2"

    app = open_form(open_page("meeting", by=SECRETARIAT), "open-registration")
    assert field(app, "Total number of seats").value == 57 * 2 + 2
    send(app)
    assert "5 of 10 steps done; next: register delegates" in page_text(
        open_page("meeting", by=SECRETARIAT)
    )

    app = open_form(open_page("meeting", by=SECRETARIAT), "register-delegates")
    fill(app, Delegates="Anna Muster, Austria")
    [refused] = app.session_state["form-open"].refusals
    assert (refused.field, "o column was found" in refused.sentence) == ("lines", True)
    fill(app, Delegates=DELEGATES.replace("Austria", "Utopia"))
    assert "Row 2, delegation: “Utopia” is not a known delegation" in page_text(app)
    fill(app, Delegates=DELEGATES)
    assert "2 delegates of 2 delegations" in page_text(app)
    send_checked(app)
    assert "2 delegates were registered." in page_text(app)
    text = page_text(open_page("meeting", by=SECRETARIAT))
    assert "5 of 10 steps done; next: register delegates" in text
    assert (
        "2 of 57 delegations have nominated 2 delegates, 2 of them with a seat" in text
    )
    assert "open until 12 Apr 2027 at the latest" in text

    send(open_form(open_page("meeting", by=SECRETARIAT), "close-registration"))
    app = send(open_form(open_page("meeting", by=SECRETARIAT), "meeting.open"))
    assert "The meeting begins on 12 Apr 2027" in page_text(app)
    empty_network.clock.time = datetime(2027, 4, 12, 8, tzinfo=UTC)
    send(open_form(open_page("meeting", by=SECRETARIAT), "meeting.open"))
    app = send(open_form(open_page("meeting", by=SECRETARIAT), "meeting.conclude"))
    assert "before 13 Apr 2027" in page_text(app)
    field(app, "Conclude it now, before 13 Apr 2027").check()
    assert is_form_closed(send(app))
    app = open_form(open_page("meeting", by=SECRETARIAT), "state-attendance")
    fill(app, Participants=102, Source="The Chair's summary")

    meeting = recorded_meeting(empty_network)
    assert (meeting.status, meeting.stated and meeting.stated.participants) == (
        "concluded",
        102,
    )
    app = open_page("meeting", by=SECRETARIAT)
    assert "All 10 steps done" in page_text(app)
    assert "102 participants according to a source" in page_text(app)


def test_the_next_meeting_begins_as_the_last_was(
    busy_network: Story, open_page: OpenPage
):
    app = open_form(open_page("meeting", by=SECRETARIAT), "announce")
    assert field(app, "Title").value == "11th Annual Meeting of National Focal Points"
    assert field(app, "Time zone").value == "Europe/Berlin"
    fill(app, First_day=date(2027, 4, 12), Last_day=date(2027, 4, 13))
    meeting = recorded_meeting(busy_network)
    assert (meeting.series, meeting.edition) == ("Annual Meeting", 11)

    clear_caches()
    app = open_page("meeting", by=SECRETARIAT, meeting=meeting.id)
    app = open_form(app, "meeting.invite")
    assert "10th meeting, 2016" in field(app, "Who to invite").options[0]
    send(app)
    assert quotas(busy_network, meeting.id) == quotas(
        busy_network, str(busy_network.meeting)
    )


def test_the_next_meeting_follows_the_one_that_is_shown(
    busy_network: Story, open_page: OpenPage
):
    """Not the one with the latest date."""
    announce_meeting(busy_network, edition=11)
    clear_caches()
    app = open_page("meeting", by=SECRETARIAT, meeting=busy_network.meeting)
    app = open_form(app, "announce")
    assert field(app, "Title").value == "12th Annual Meeting of National Focal Points"
    fill(app, First_day=date(2028, 4, 12), Last_day=date(2028, 4, 13))
    meeting = recorded_meeting(busy_network)
    assert app.query_params["meeting"] == meeting.id

    send(open_form(app, "meeting.invite"))

    assert quotas(busy_network, meeting.id) == quotas(
        busy_network, str(busy_network.meeting)
    )


def test_delegations_are_not_invited_without_seats(
    empty_network: Story, open_page: OpenPage
):
    announce(open_page("overview", by=SECRETARIAT))
    app = open_form(open_page("meeting", by=SECRETARIAT), "meeting.invite")
    assert field(app, "Seats").min == 1

    app = open_form(open_page("meeting", by=SECRETARIAT), "open-registration")
    assert field(app, "Total number of seats").value is None
    assert "No delegation has a seat yet" in page_text(app)
    fill(app, Total_number_of_seats=9)
    app = open_form(open_page("meeting", by=SECRETARIAT), "close-registration")
    assert "Nobody is registered for this meeting." in page_text(app)


def test_an_edition_or_code_on_record_is_refused_beside_its_field(
    empty_network: Story, open_page: OpenPage
):
    announce(open_page("overview", by=SECRETARIAT))
    app = open_form(open_page("meeting", by=SECRETARIAT), "announce")
    assert field(app, "Edition").value == 2
    assert "No delegation has been invited to the meeting in Vienna yet" in page_text(
        open_page("overview", by=SECRETARIAT)
    )
    app = announce(open_page("meeting", by=SECRETARIAT))
    assert (
        "Edition 1 of “Annual Meeting” is already on record, from 12 Apr 2027; enter "
        "edition 2 for the next one" in page_text(app)
    )
    [refused] = app.session_state["form-open"].refusals
    assert refused.field == "details.edition"
    fill(app, Edition=2)
    assert is_form_closed(app)

    meeting = recorded_meeting(empty_network)
    app = open_form(
        open_page("meeting", by=SECRETARIAT, meeting=meeting.id), "objective.set"
    )
    fill(app, Objective="Share the border protocol.")
    fill(app, Code="O1", Objective="Agree on a form.")
    assert "This meeting already has an objective O1; enter O2" in page_text(app)


def test_meetings_of_one_edition_that_are_on_record_open_each(
    busy_network: Story, open_page: OpenPage
):
    """Until 0.4 the same edition could be announced twice."""
    system, ids = busy_network.system, (UUID(int=7), UUID(int=8))
    details = BERLIN_DETAILS.model_copy(update={"starts_on": date(2016, 4, 11)})
    now = {"recorded_at": PRESENT, "occurred_at": PRESENT}
    for id in ids:
        fact = MeetingAnnounced(**header(1, id), details=details).model_copy(update=now)
        system.store.run_in_transaction(
            lambda transaction, fact=fact: transaction.append_facts([fact])
        )
    system.engine.catch_up()
    clear_caches()

    app = open_page("meeting", by=SECRETARIAT)
    [selector] = [widget for widget in app.selectbox if widget.label == "Meeting"]

    assert selector.options == [
        "10th · Berlin 2016 · 11 Apr 2016",
        "10th · Berlin 2016 · 11 Apr 2016 (2)",
        "10th · Berlin 2016 · 12 Apr 2016",
    ]
    selector.select_index(1).run()
    assert app.query_params["meeting"] == str(ids[1])
    assert "11 to 13 Apr 2016" in page_text(app)


def test_a_list_of_delegates_may_be_a_file(
    empty_network: Story, open_page: OpenPage, forgotten_files: list[str]
):
    announce(open_page("overview", by=SECRETARIAT))
    send(open_form(open_page("meeting", by=SECRETARIAT), "meeting.invite"))
    send(open_form(open_page("meeting", by=SECRETARIAT), "open-registration"))
    app = open_form(open_page("meeting", by=SECRETARIAT), "register-delegates")
    send(app)
    assert "Paste at least one line, or choose a file." in page_text(app)
    app.file_uploader[0].upload("delegates.csv", DELEGATES.encode(), "text/csv")
    send(app)
    send_checked(app)

    assert "2 delegates were registered." in page_text(app)
    assert len(forgotten_files) == 1
    again = open_form(open_page("meeting", by=SECRETARIAT), "register-delegates")
    fill(again, Delegates=DELEGATES)
    send_checked(again)
    assert "Row 2, person: this person" in page_text(again)


def test_a_list_that_exceeds_a_quota_is_warned_of_before_it_is_sent(
    empty_network: Story, open_page: OpenPage
):
    announce(open_page("overview", by=SECRETARIAT))
    send(open_form(open_page("meeting", by=SECRETARIAT), "meeting.invite"))
    assert "114 for the 57 delegations invited" in page_text(
        open_page("meeting", by=SECRETARIAT)
    )
    send(open_form(open_page("meeting", by=SECRETARIAT), "open-registration"))
    app = open_form(open_page("meeting", by=SECRETARIAT), "register-delegates")
    lines = "\n".join(f"Austria;Anna {number};member;" for number in range(3))

    fill(app, Delegates=lines)
    assert (
        "3 delegates of 1 delegation. There are too few seats: Austria would need 3 "
        "(quota: 2). Change the quotas" in page_text(app)
    )
    field(app, "Confirm them").uncheck()
    assert "There are too few seats" not in page_text(send(app))


def test_what_cannot_be_read_is_refused_beside_its_field(
    empty_network: Story, open_page: OpenPage
):
    app = announce(open_page("overview", by=SECRETARIAT), Last_day=date(2027, 4, 1))
    assert "The meeting ends on 1 Apr 2027, before it starts" in page_text(app)
    fill(app, Last_day=date(2027, 4, 13))
    assert is_form_closed(app)

    app = open_form(open_page("meeting", by=SECRETARIAT), "meeting.invite")
    fill(app, Exceptions="Austria many")

    assert "“Austria many” is not a delegation and a number of seats" in page_text(app)
    assert quotas(empty_network, recorded_meeting(empty_network).id) == {}


@pytest.mark.parametrize(
    ("by", "labels"),
    [(CHAIR, ["Add an objective", "Open the meeting"]), (AUSTRIA, [])],
    ids=["chair", "focal point"],
)
def test_others_see_the_steps_with_what_they_may_do(
    empty_network: Story, open_page: OpenPage, by: Any, labels: list[str]
):
    empty = open_page("meeting", by=by)
    assert form_button_labels(empty) == []
    assert "The secretariat announces meetings." in page_text(empty)
    announce(open_page("overview", by=SECRETARIAT))

    app = open_page("meeting", by=by)

    assert "1 of 10 steps done" in page_text(app)
    assert form_button_labels(app) == labels


def test_the_past_has_steps_but_no_buttons(empty_network: Story, open_page: OpenPage):
    announce(open_page("overview", by=SECRETARIAT))
    position = empty_network.system.store.position()
    fill(open_form(open_page("meeting", by=SECRETARIAT), "meeting.invite"))

    app = open_page("meeting", by=SECRETARIAT, as_of=position)

    assert "1 of 10 steps done; next: invite delegations" in page_text(app)
    assert form_button_labels(app) == []


def test_an_open_dialog_moves_no_part_of_the_page(
    empty_network: Story, open_page: OpenPage
):
    """Streamlit names the parts that it redraws by their places."""
    app = open_page("meeting", by=SECRETARIAT)
    places = list(app.main.children)

    open_form(app, "announce")

    assert not is_form_closed(app)
    assert list(app.main.children) == places
