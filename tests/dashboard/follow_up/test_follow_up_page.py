"""What people read on the Follow-up, in each role, now and then."""

from datetime import date, timedelta

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from follow_up_examples import (
    activity_details_of,
    move_due_date,
    report_progress,
)
from streamlit.testing.v1 import AppTest
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
)

from bsm_service.access.permissions import Principal
from dashboard.data import queries, record
from dashboard.follow_up import texts

PAGE = "follow_up"
TITLE = "Share the border protocol"


def test_it_opens_with_what_is_overdue_and_whose_it_is(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page(PAGE))

    assert (
        "1 of 1 activity is overdue (Austria); no progress has been reported in the "
        "last seven days." in text
    )


def test_it_says_who_reported_of_late(busy_network: Story, open_page: OpenPage):
    report_progress(busy_network, 20, days_ago=8)
    assert "no progress has been reported" in page_text(open_page(PAGE))

    report_progress(busy_network, 35)
    assert "Austria has reported progress in the last seven days" in page_text(
        open_page(PAGE)
    )


def test_the_past_has_its_own_activities(busy_network: Story, open_page: OpenPage):
    before = busy_network.positions["registered"]
    assert "No activity is on record yet." in page_text(open_page(PAGE, as_of=before))

    concluded = open_page(PAGE, as_of=busy_network.positions["concluded"])
    assert "1 activity, none overdue" in page_text(concluded)
    assert "bsm-overdue" not in page_text(concluded)


def test_an_empty_network_says_what_would_fill_it(
    empty_network: Story, open_page: OpenPage
):
    assert "The secretariat announces meetings." in page_text(open_page(PAGE))
    announce_meeting(empty_network)
    empty_network.system.engine.catch_up()
    assert "Focal points and the Chair propose activities" in page_text(open_page(PAGE))


@pytest.mark.parametrize(
    "by", [PARTICIPANT, ADMINISTRATOR], ids=lambda principal: principal.role
)
def test_the_page_says_whom_it_is_not_for(
    busy_network: Story, open_page: OpenPage, by: Principal
):
    text = page_text(open_page(PAGE, by=by))

    assert f"This page is not available to your role ({by.role.capitalize()})." in text
    assert TITLE not in text


@pytest.mark.parametrize(
    ("by", "seen"),
    [(LEADERSHIP, 1), (AUDITOR, 1), (CHAIR, 2), (SECRETARIAT, 2), (AUSTRIA, 2)],
    ids=lambda parameter: getattr(parameter, "role", parameter),
)
def test_everybody_sees_the_activities_that_are_for_them(
    busy_network: Story, open_page: OpenPage, by: Principal, seen: int
):
    text = page_text(open_page(PAGE, by=by))

    assert f"of {seen} activit" in text


def test_a_focal_point_sees_its_own_first(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page(PAGE, by=ITALY))

    own, everybody = text.split("All activities")
    assert "My activities: 1 open, 1 overdue" in own
    assert 'title="Italy"' in own
    assert 'title="Austria"' not in own
    assert 'title="Austria"' in everybody
    assert "My activities" not in page_text(open_page(PAGE, by=CHAIR))


def test_overdue_is_written_and_not_only_a_colour(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page(PAGE))

    assert "bsm-overdue" in text
    assert "Overdue: 10 years late · was due 30 Sep 2016" in text


def test_choices_stand_in_the_address(busy_network: Story, open_page: OpenPage):
    app = open_page(PAGE, by=CHAIR, owner="IT", overdue="yes", view="table")
    text = page_text(app)

    assert "Showing 1 of 2 activities (owner: Italy, overdue); " in text
    assert "bsm-sortable" in text
    app.checkbox(key="address-overdue").uncheck().run()
    assert "overdue" not in app.query_params
    app.button(key="promises-all").click().run()
    assert "owner" not in app.query_params


@pytest.mark.parametrize(
    "query",
    [
        {"view": "mosaic"},
        {"scope": "galaxy"},
        {"status": "hopeless"},
        {"owner": "<b>"},
        {"sort": "colour"},
        {"activity": "nothing"},
        {"overdue": "\x00"},
    ],
    ids=lambda parameter: next(iter(parameter)),
)
def test_an_address_that_makes_no_sense_is_still_answered(
    busy_network: Story, open_page: OpenPage, query: dict[str, str]
):
    text = page_text(open_page(PAGE, **query))

    assert "1 of 1 activity is overdue" in text
    assert "of <b>" not in text


def test_a_choice_that_nothing_fits_says_so(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page(PAGE, status="blocked"))

    assert "Showing 0 of 1 activity (blocked); " in text
    assert "Remove a filter to see more" in text


@pytest.mark.parametrize("view", ["board", "table", "timeline"])
def test_every_view_shows_every_activity_now_and_in_the_past(
    busy_network: Story, open_page: OpenPage, view: str
):
    for as_of in ({}, {"as_of": busy_network.positions["concluded"]}):
        app = open_page(PAGE, by=CHAIR, view=view, scope="all", **as_of)
        text = page_text(app)
        if view == "timeline":  # the figure follows once the page is painted
            assert "No due date has been postponed" in text
            assert "2 activities, from proposal to due date" in text
        else:
            assert text.count(TITLE) == 2
            assert app.get("download_button")


def test_an_open_card_tells_its_due_dates_with_reasons_and_its_facts(
    busy_network: Story, open_page: OpenPage
):
    move_due_date(busy_network, date(2027, 3, 31), "The translation takes longer.")
    text = page_text(open_page(PAGE, activity=busy_network.activity))

    assert "Due date postponed once" in text
    assert "The translation takes longer." in text
    assert "original due date" in text
    assert "From objective O1" in text
    assert "was proposed and assigned to Austria, due on 30 Sep 2016" in text
    assert "Due in 4 months · 31 Mar 2027" in text


def test_an_open_card_of_the_past_knows_nothing_later(
    busy_network: Story, open_page: OpenPage
):
    then = busy_network.positions["concluded"]
    move_due_date(busy_network, date(2027, 3, 31), "The translation takes longer.")
    text = page_text(open_page(PAGE, activity=busy_network.activity, as_of=then))

    assert "The translation" not in text
    assert "bsm-opened" in text


def test_a_card_that_is_not_for_the_viewer_is_not_opened(
    busy_network: Story, open_page: OpenPage
):
    [hidden] = [
        activity.id
        for activity in queries.Viewer(CHAIR, record.live_moment()).activities(None)
        if activity.audience != "all"
    ]

    text = page_text(open_page(PAGE, activity=hidden))
    assert "No such activity is on record here" in text
    assert "bsm-opened" not in text
    assert "bsm-opened" in page_text(open_page(PAGE, activity=hidden, by=CHAIR))


def buttons(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def test_buttons_are_shown_to_who_may_act_and_only_live(
    busy_network: Story, open_page: OpenPage
):
    activity = busy_network.activity
    mine = buttons(open_page(PAGE, by=AUSTRIA, activity=activity))
    assert any(label.startswith("Report") for label in mine)
    assert "Propose an activity" in mine

    then = busy_network.positions["concluded"]
    for app in (
        open_page(PAGE, by=LEADERSHIP, activity=activity),
        open_page(PAGE, by=AUSTRIA, activity=activity, as_of=then),
    ):
        assert not any(label.startswith("Report") for label in buttons(app))
        assert "Propose an activity" not in buttons(app)


def test_no_report_is_missed_of_activities_agreed_just_now(busy_network: Story):
    activity = activity_details_of(busy_network).activity
    agreed = activity.agreed_at
    assert agreed is not None

    for start, is_said in ((agreed, False), (agreed + timedelta(days=1), True)):
        text = texts.headline([activity], [], start)
        assert ("no progress has been reported" in text) is is_said
