"""What changed, on the Overview, and what it is compared with."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from follow_up_examples import chair_viewer, report_progress
from systems import CHAIR, do

from bsm_projections.meetings.read_model import StatedAttendance
from bsm_service.follow_up.lineage_commands import CarryOver
from dashboard.data.page_context import choose_meeting
from dashboard.overview import texts

PAGE = "follow_up"
TITLE = "Share the border protocol"


def test_the_overview_compares_with_the_last_meeting_of_the_series(
    busy_network: Story, open_page: OpenPage
):
    report_progress(busy_network)
    text = page_text(open_page())

    assert "Since the 10th meeting: 1 more overdue" in text
    assert "Austria reported 35%" in text
    assert "<small>0 → </small>1" in text


def test_without_a_meeting_before_it_compares_with_thirty_days_ago(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page(as_of=busy_network.positions["registered"]))

    assert re.search(r"Since \d+ \w{3} \d{4}: 16 new facts", text)


def test_the_reader_chooses_the_day_in_the_address(
    busy_network: Story, open_page: OpenPage
):
    app = open_page(since="2016-02-01")

    assert "Since 1 Feb 2016" in page_text(app)
    assert app.date_input[0].value == date(2016, 2, 1)
    app.date_input[0].set_value(date(2016, 3, 1)).run()
    assert app.query_params["since"] == "2016-03-01"


@pytest.mark.parametrize("since", ["yesterday", "2099-01-01", "1900-01-01"])
def test_a_day_that_cannot_be_compared_with_is_still_answered(
    busy_network: Story, open_page: OpenPage, since: str
):
    assert "ince " in page_text(open_page(since=since))


def test_no_changes_are_named_as_such(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page(since="2026-11-22"))

    assert "Nothing has changed since 22 Nov 2026" in text


def test_attendance_is_compared_with_what_sources_state(busy_network: Story):
    meeting = choose_meeting(chair_viewer(), None)
    assert meeting is not None
    before = replace(
        meeting, edition=9, starts_on=date(2015, 4, 1), ends_on=date(2015, 4, 2)
    )
    stated = replace(before, stated=StatedAttendance(90, False, "a page"))
    many = replace(
        before,
        edition=8,
        starts_on=date(2014, 4, 1),
        stated=StatedAttendance(60, True, "a page"),
    )
    here = replace(meeting, stated=StatedAttendance(102, False, "a page"))

    assert texts.previous_stated_attendance(here, [here]) == ""
    planned = replace(before, status="announced")
    assert texts.previous_stated_attendance(here, [planned, here]) == ""
    assert (
        texts.previous_stated_attendance(here, [before, here])
        == "; no total stated for the 9th meeting"
    )
    assert (
        texts.previous_stated_attendance(here, [stated, here])
        == "; the 9th meeting: 90 (+12)"
    )
    assert (
        texts.previous_stated_attendance(here, [many, before, here])
        == "; no total stated for the 9th meeting; the 8th meeting: > 60"
    )


def test_activities_of_earlier_meetings_are_counted_apart(
    busy_network: Story, open_page: OpenPage
):
    vienna = announce_meeting(busy_network, edition=11, city="Vienna")
    assert busy_network.activity is not None
    do(
        busy_network.system,
        CarryOver(activity_id=busy_network.activity, meeting_id=UUID(vienna)),
    )

    text = page_text(open_page(by=CHAIR, meeting=vienna))

    assert "; it follows 1 follow-up activity from earlier meetings: 1 open" in text
    assert "of 1: 0 arising from this meeting, 1 carried over" in text
    viewer = chair_viewer()
    meeting = choose_meeting(viewer, vienna)
    assert meeting is not None
    figures = replace(
        viewer.overview_figures(vienna), activities=5, activities_carried_over=2
    )
    held = replace(meeting, status="concluded")
    assert (
        "which produced 3 follow-up activities and follows 2 from earlier meetings: 1 "
        "open" in texts.headline(held, figures, ())
    )


@pytest.mark.parametrize(
    ("present", "words"),
    [
        (3, "3 delegations attended the meeting"),
        (1, "3 delegations had seats at the meeting in Berlin (1 recorded as present)"),
        (0, "3 delegations had seats at the meeting in Berlin, which"),
    ],
)
def test_attendance_is_said_only_of_those_recorded_as_present(
    busy_network: Story, present: int, words: str
):
    viewer = chair_viewer()
    meeting = choose_meeting(viewer, None)
    assert meeting is not None
    figures = viewer.overview_figures(meeting.id)

    text = texts.headline(meeting, replace(figures, delegations_present=present), ())

    assert words in text


def test_every_key_figure_opens_its_table(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page())

    for anchor in ("delegations", "objectives", "activities", "overdue"):
        assert f'#{anchor}"' in text
        assert f'id="{anchor}"' in text
