"""Commands as forms: who is offered what, what is recorded, and what is refused."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from form_actions import (
    choose,
    form_button_labels,
    is_form_closed,
    offers,
    open_form,
    position,
    send,
)
from systems import (
    AUDITOR,
    AUSTRIA,
    BERLIN_DETAILS,
    CHAIR,
    ITALY,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
    invited,
    nominate,
    set_objective,
)

from bsm_domain.foundation.quarters import last_day_of_quarter, quarter_end_next_year
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.registration.registration_facts import RegistrationStatus
from bsm_projections.follow_up.queries import activity as activity_of
from bsm_projections.registration.queries import registrations
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command, commands_about
from bsm_service.application.system import audience_of
from bsm_service.follow_up.commands import (
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    WithdrawActivity,
)
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    InviteDelegations,
    OpenRegistration,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    WithdrawRegistration,
)
from bsm_service.registration.session_places.commands import GiveUpPlace, TakePlace
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.follow_up.forms import lifecycle_forms
from dashboard.forms import submit
from dashboard.forms.open_form import OpenForm
from dashboard.registration.forms import registration_forms


@dataclass
class Waiting(Story):
    """A story in which a registration of Austria waits for a decision."""

    registration: UUID | None = None


@pytest.fixture
def open_registration(busy_network: Story) -> Waiting:
    """A second meeting, whose registration is open."""
    system, meeting = busy_network.system, uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": 11, "city": "Vienna"})
    do(system, AnnounceMeeting(meeting_id=meeting, details=details))
    invite = tuple(invited(code) for code in ("AT", "IT"))
    do(system, InviteDelegations(meeting_id=meeting, delegations=invite))
    do(system, OpenRegistration(meeting_id=meeting, capacity=100))
    registration = nominate(system, meeting, "AT")
    system.engine.catch_up()
    return Waiting(system, busy_network.clock, meeting, registration=registration)


# Who is offered what


@pytest.mark.parametrize(
    "by", [LEADERSHIP, AUDITOR, PARTICIPANT], ids=lambda principal: principal.role
)
def test_who_only_reads_sees_no_form(
    open_registration: Waiting, open_page: OpenPage, by: Principal
):
    app = open_page("meeting", by=by, meeting=open_registration.meeting)

    assert form_button_labels(app) == []


def test_a_focal_point_has_forms_for_its_own_delegation_only(
    open_registration: Waiting, open_page: OpenPage
):
    other = open_page("meeting", by=ITALY, meeting=open_registration.meeting)
    own = open_page("meeting", by=AUSTRIA, meeting=open_registration.meeting)

    for app, may_withdraw in ((own, True), (other, False)):
        assert offers(app, NominateDelegate)
        assert offers(app, WithdrawRegistration) == may_withdraw
    open_form(own, "ask-nominate")
    [delegations] = [
        selectbox for selectbox in own.selectbox if selectbox.label == "Delegation"
    ]
    assert delegations.options == ["Austria"]
    assert delegations.value == "AT"


def test_the_past_cannot_be_changed_and_says_so(
    open_registration: Waiting, open_page: OpenPage
):
    here = {"meeting": open_registration.meeting, "as_of": position(open_registration)}
    app = open_page("meeting", by=SECRETARIAT, **here)

    assert form_button_labels(app) == []
    assert "You are viewing the past, which cannot be changed." in page_text(app)
    assert "cannot be changed" not in page_text(
        open_page("meeting", by=LEADERSHIP, **here)
    )


def test_an_open_form_is_closed_by_a_look_at_the_past(
    open_registration: Waiting, open_page: OpenPage
):
    app = open_page("meeting", by=SECRETARIAT, meeting=open_registration.meeting)
    open_form(app, open_registration.registration)
    assert not is_form_closed(app)

    app.query_params["as_of"] = "7"
    assert is_form_closed(app.run())


# From a form to the record


def test_a_registration_is_confirmed_and_the_page_shows_it(
    open_registration: Waiting, open_page: OpenPage
):
    app = open_page("meeting", by=SECRETARIAT, meeting=open_registration.meeting)
    assert "1 registration is waiting" in page_text(app)

    send(open_form(app, open_registration.registration))

    assert is_form_closed(app)
    text = page_text(app)
    assert "registration (member) was confirmed." in text
    assert f"/history?fact={position(open_registration) - 1}" in text
    assert "1 of 100 seats is taken" in text
    app.button(key="answer-close").click().run()
    assert "bsm-answer" not in page_text(app)


def test_a_refusal_stands_by_its_field_and_what_was_typed_stays(
    open_registration: Waiting, open_page: OpenPage
):
    app = open_page("meeting", by=SECRETARIAT, meeting=open_registration.meeting)
    before = position(open_registration)
    choose(open_form(app, open_registration.registration), "Refuse")

    send(app)
    assert "Please fill this in." in page_text(app)
    assert position(open_registration) == before

    app.text_area[0].set_value("no note verbale")
    app.date_input[-1].set_value(record.today() + timedelta(days=9))
    send(app)

    assert "The date cannot be in the future." in page_text(app)
    assert app.text_area[0].value == "no note verbale"
    assert position(open_registration) == before

    app.date_input[-1].set_value(None)
    send(app)
    assert is_form_closed(app)
    assert "was refused: no note verbale" in page_text(app)


def test_the_rules_of_the_network_refuse_in_their_own_words(
    open_registration: Waiting, open_page: OpenPage
):
    app = open_page("meeting", by=SECRETARIAT, meeting=open_registration.meeting)

    app = open_form(app, open_registration.registration)
    assert (
        "Austria holds 0 of its 3 seats; 0 of the meeting&#39;s 100 seats are taken."
        in page_text(app)
    )
    send(choose(app, "Put on the waiting list"))

    assert "AT has a free seat; confirm the registration instead." in page_text(app)
    assert not is_form_closed(app)


def test_what_changed_meanwhile_is_shown_and_the_form_stays(
    open_registration: Waiting, open_page: OpenPage
):
    system, registration = open_registration.system, open_registration.registration
    app = open_page("meeting", by=SECRETARIAT, meeting=open_registration.meeting)
    choose(open_form(app, registration), "Refuse")
    app.text_area[0].set_value("no note verbale")
    do(system, ConfirmRegistration(registration_id=registration))

    send(app)

    text = page_text(app)
    assert "Something else was recorded after you opened this form" in text
    assert "registration (member) was confirmed." in text
    assert app.text_area[0].value == "no note verbale"
    send(app)
    text = page_text(app)
    assert "is requested, nominated or on the waiting list (now: confirmed)" in text


def test_a_form_sent_twice_is_recorded_once(
    open_registration: Waiting, open_page: OpenPage
):
    app = open_page("meeting", by=AUSTRIA, meeting=open_registration.meeting)
    choose(open_form(app, "ask-nominate"), "Name to follow")
    form: OpenForm = app.session_state["form-open"]
    before = position(open_registration)
    send(app)
    assert position(open_registration) == before + 1

    fields = {"delegation": "AT", "function": "member"}
    submit.submit_command(
        form.principal,
        NominateDelegate,
        {**form.subject.ids, **fields},
        command_id=form.command_id,
    )
    assert position(open_registration) == before + 1


def test_a_fact_of_an_earlier_day_keeps_both_clocks(
    open_registration: Waiting, open_page: OpenPage
):
    app = open_page("meeting", by=AUSTRIA, meeting=open_registration.meeting)
    choose(open_form(app, "ask-nominate"), "Name to follow")
    app.date_input[-1].set_value(record.today() - timedelta(days=3))

    send(app)

    fact = open_registration.system.fact(position(open_registration))
    assert fact is not None
    assert fact.occurred_at.isoformat() == "2026-11-20T11:00:00+00:00"
    assert fact.recorded_at > fact.occurred_at


def test_the_chair_records_the_discussion_of_an_objective(
    busy_network: Story, open_page: OpenPage
):
    system = busy_network.system
    assert busy_network.meeting is not None
    objective = set_objective(system, busy_network.meeting, code="O3")
    app = open_page("meeting", by=CHAIR)
    open_form(app, objective)
    app.text_area[0].set_value("Three delegations spoke.")

    send(app)

    text = page_text(app)
    assert "Objective O3 was discussed." in text
    assert "Three delegations spoke." in text


# Activities, wherever they are shown


def test_forms_follow_the_status_of_an_activity(busy_network: Story):
    assert busy_network.activity is not None

    def commands(by: Principal) -> set[type[Command] | None]:
        viewer = Viewer(by, record.live_moment())
        query = activity_of
        activity = viewer.fetch("read.activities", query, str(busy_network.activity))
        assert activity is not None
        return {form.command for form in lifecycle_forms(by, activity)}

    reports = {ReportProgress, ReportComplete, BlockActivity}
    changes = {ChangeDueDate, WithdrawActivity}
    judgements = {ConfirmActivity, ReturnActivity}
    assert reports | changes <= commands(AUSTRIA)
    assert not (reports | changes | judgements) & commands(ITALY)
    assert commands(LEADERSHIP) == set()
    assert changes <= commands(CHAIR)
    assert not reports & commands(CHAIR)
    do(
        busy_network.system,
        ReportComplete(activity_id=busy_network.activity),
        AUSTRIA,
    )
    assert changes <= commands(AUSTRIA)
    assert not (reports | judgements) & commands(AUSTRIA)
    assert judgements <= commands(ITALY)


def test_what_was_declined_is_not_offered_to_be_reopened(busy_network: Story):
    """Only what is closed can be."""
    viewer = Viewer(CHAIR, record.live_moment())
    activity = viewer.fetch("read.activities", activity_of, str(busy_network.activity))
    assert activity is not None

    def commands(status: str) -> list[type[Command] | None]:
        shown = replace(activity, status=status)
        return [form.command for form in lifecycle_forms(CHAIR, shown)]

    assert ReopenActivity in commands("withdrawn")
    assert ReopenActivity not in commands("declined")
    assert ChangeDueDate in commands("declined")


def test_every_command_about_a_registration_has_a_form_in_some_status(
    open_registration: Waiting,
):
    viewer = Viewer(SECRETARIAT, record.live_moment())
    meeting = viewer.meetings()[-1]
    with open_registration.system.read(
        open_registration.system.now(), audience_of(SECRETARIAT)
    ) as context:
        registration = registrations(context, str(open_registration.meeting)).items[0]
    offered = {
        form.command
        for status, at_meeting, request in product(
            RegistrationStatus, MeetingStatus, (None, 3)
        )
        for form in registration_forms(
            SECRETARIAT,
            replace(registration, status=status, change_request=request),
            replace(meeting, status=at_meeting),
        )
    }

    # So far only over the API and on the command line.
    elsewhere = {TakePlace, GiveUpPlace}
    assert offered == set(commands_about("registration_id")) - elsewhere
    assert ConfirmRegistration in offered


def test_a_quarter_ends_with_its_last_day():
    day = date(2026, 2, 28)

    assert last_day_of_quarter(day) == date(2026, 3, 31)
    assert quarter_end_next_year(day) == date(2027, 3, 31)
