"""What leadership reads on the Commitments: in each role, now and then, and behind
every number exactly the activities that it counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from random_activities import by_chance, some_moments
from systems import (
    AUDITOR,
    AUSTRIA,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    StoryClock,
    do,
    set_objective,
    system_in,
)

from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up.queries import activities
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.activity_figures import (
    AgeBand,
    OwnerStatuses,
    PostponedActivities,
)
from bsm_projections.leadership.queries import LeadershipFigures, leadership_figures
from bsm_projections.meetings import queries
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ConfirmActivity,
    ProposeActivity,
    ReportComplete,
)
from bsm_service.leadership import key_figure_texts, texts
from dashboard.components import bar_figures
from dashboard.components.templates import render
from dashboard.components.theme import LIGHT, STATUS_ORDER
from dashboard.follow_up import selection
from dashboard.leadership import activity_links, charts
from dashboard.shell import address

PAGE = "commitments"


def closed_in_one_go(story: Story) -> None:
    """Five promises that were kept in March and entered on one day in April."""
    story.clock.time -= timedelta(days=9)
    entered = story.clock.time.date()
    objective = set_objective(story.system, story.meeting, code="O9")
    for number in range(5):
        id = uuid4()
        earlier = story.clock.time - timedelta(days=20 + number)
        story_of = {"activity_id": id, "occurred_at": earlier}
        do(
            story.system,
            ProposeActivity(
                activity_id=id,
                objective_id=objective,
                title=f"Closed {number}",
                owner="IT",
                due_on=date(2030, 1, 1),
                occurred_at=earlier,
            ),
        )
        for command in (
            AgreeActivity,
            AcceptActivity,
            ReportComplete,
            ConfirmActivity,
        ):
            by = AUSTRIA if command is ConfirmActivity else SECRETARIAT
            do(story.system, command.model_validate(story_of), by)
    story.clock.time += timedelta(days=9)
    story.system.engine.catch_up()
    story.positions["entered"] = entered.toordinal()


@pytest.mark.parametrize(
    ("by", "whole"),
    [(LEADERSHIP, "1 activity"), (AUDITOR, "1 activity"), (AUSTRIA, "2 activities")],
    ids=lambda parameter: getattr(parameter, "role", parameter),
)
def test_it_opens_with_the_answer_for_whoever_looks(
    busy_network: Story, open_page: OpenPage, by: Principal, whole: str
):
    app = open_page(PAGE, by=by)
    text = page_text(app)

    verb = "is" if whole == "1 activity" else "are"
    assert f"0 of {whole} {verb} confirmed as done" in text
    assert "the oldest, from the 10th meeting, has been open for " in text
    assert ". Since the 10th meeting, " in text
    assert "and withdrawn, by the day it happened" in text
    assert ", from the 10th meeting" in text
    assert "Austria" in text
    assert "Definition" in text
    assert app.get("download_button")


def test_a_past_moment_has_its_own_answer(busy_network: Story, open_page: OpenPage):
    before = busy_network.positions["registered"]
    assert texts.NO_ACTIVITIES in page_text(open_page(PAGE, as_of=before))

    then = page_text(open_page(PAGE, as_of=busy_network.positions["concluded"]))
    assert "1 is open, none overdue" in then
    assert "1 is open, 1 of them overdue" in page_text(open_page(PAGE))


def test_an_empty_record_says_what_would_fill_it(
    empty_network: Story, open_page: OpenPage
):
    assert "The secretariat announces meetings." in page_text(open_page(PAGE))
    announce_meeting(empty_network)
    empty_network.system.engine.catch_up()
    assert "Focal points and the Chair propose" in page_text(open_page(PAGE))


def test_the_page_says_whom_it_is_not_for(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page(PAGE, by=PARTICIPANT))

    assert "This page is not available to your role (Participant)." in text
    assert "Overdue" not in text


def test_what_was_entered_at_once_is_named_with_either_clock(
    busy_network: Story, open_page: OpenPage
):
    closed_in_one_go(busy_network)
    day = date.fromordinal(busy_network.positions["entered"])
    entered = f"{day.day} {day:%b} {day.year}"

    by_clock = {
        clock: open_page(PAGE, clock=clock, table="commitments", scope="all")
        for clock in ("happened", "recorded")
    }
    for clock, measure in (
        ("happened", "it happened"),
        ("recorded", "it was recorded"),
    ):
        text = page_text(by_clock[clock])
        assert f"and withdrawn, by the day {measure}" in text
        assert (
            f"5 confirmations recorded on {entered} took place on other days." in text
        )
    rows = {
        clock: page_text(app).count(f'data-label="Day">{entered}')
        for clock, app in by_clock.items()
    }
    assert rows == {"happened": 0, "recorded": 1}


def test_the_day_to_compare_with_stands_in_the_address(
    busy_network: Story, open_page: OpenPage
):
    app = open_page(PAGE, since="2026-11-01")
    assert "Since 1 Nov 2026: nothing has changed" in page_text(app)
    assert "Nothing has been recorded since." in page_text(app)

    app.date_input[0].set_value(date(2016, 1, 10)).run()
    text = page_text(app)
    assert app.query_params["since"] == "2016-01-10"
    assert "Austria: 1 activity agreed, 1 accepted" in text
    assert "Open" in text.partition('class="bsm-changes"')[2]


@pytest.mark.parametrize(
    "query", [{"clock": "sundial"}, {"since": "2999-01-01"}, {"scope": "<b>"}]
)
def test_what_makes_no_sense_in_the_address_is_left_out(
    busy_network: Story, open_page: OpenPage, query: dict[str, str]
):
    assert "and withdrawn, by the day it happened" in page_text(
        open_page(PAGE, **query)
    )


# Behind every number.


@dataclass
class Behind:
    """What the page shows of a moment, and the rows that the Follow-up has then."""

    found: LeadershipFigures
    rows: tuple[Activity, ...]
    meeting: Meeting | None

    def opened(self, patch: pytest.MonkeyPatch, choices: dict[str, str]) -> int:
        """How many rows an address leaves: the Follow-up reads it by itself."""
        parameters: dict[str, str] = {"scope": "all"}
        patch.setattr(address, "parameter", lambda name: parameters.get(name) or None)
        link = activity_links.link_address(choices)
        parameters |= {
            name: value for name, [value] in parse_qs(urlsplit(link).query).items()
        }
        rows = self.rows
        viewer = SimpleNamespace(activities=lambda _: rows, meetings=lambda: ())
        page: Any = SimpleNamespace(viewer=viewer, meeting=self.meeting)
        choice = selection.read_selection(page)
        assert (urlsplit(link).path, choice.view) == ("/follow-up", "table")
        assert len(choice.active_filters) == len(choices)
        return len(choice.activities)


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Behind]]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    made = by_chance(system, clock, seed=26)
    moments = []
    for as_of in some_moments(made, 3):
        for meeting in (None, str(made.meetings[1])):
            moment = system.moment(as_of)
            with system.read(moment, Audience(made.chance.random() < 0.5)) as context:
                figures = leadership_figures(context, meeting, "UTC", moment)
                rows = activities(context, meeting_id=meeting, limit=1_000)
                meetings = queries.meetings(context).items
            current_meeting = next(
                (
                    known_meeting
                    for known_meeting in meetings
                    if known_meeting.id == meeting
                ),
                None,
            )
            moments.append(Behind(figures, rows.items, current_meeting))
    yield moments
    system.close()


def test_each_number_opens_as_many_activities_as_it_says(
    moments: list[Behind], monkeypatch: pytest.MonkeyPatch
):
    def count_opened(choices: dict[str, str]) -> int:
        return moment.opened(monkeypatch, choices)

    largest = 0
    for moment in moments:
        figures = moment.found.figures
        for name, number in (
            ("open", figures.open),
            ("overdue", figures.overdue),
            ("on time", figures.was_due),
            ("completed on time", figures.completed_on_time),
            ("age", figures.open),
            ("slipped", figures.slipped),
            ("slipped twice", figures.slipped_twice),
            ("waiting", figures.waiting),
        ):
            assert count_opened(activity_links.figure_filters(name)) == number, name
        for band in moment.found.ages:
            assert count_opened(activity_links.age_filters(band)) == band.open
            assert (
                count_opened(activity_links.age_filters(band, overdue=True))
                == band.overdue
            )
        for row in moment.found.slipped_by_owner:
            assert (
                count_opened(activity_links.postponed_by_filters(row.of))
                == row.activities
            )
        for row in moment.found.slipped_by_meeting:
            assert (
                count_opened(activity_links.first_meeting_filters(row.of))
                == row.activities
            )
        for owner in moment.found.owners:
            counts = {**dict(owner.by_status), "overdue": owner.overdue}
            every = sum(number for _, number in owner.by_status)
            assert count_opened(activity_links.owner_filters(owner.code)) == every
            assert owner.activities == every - counts.get("superseded", 0)
            for status in (*STATUS_ORDER, "overdue"):
                choices = activity_links.owner_filters(owner.code, status)
                assert count_opened(choices) == counts.get(status, 0)
        largest = max(largest, min(figures.slipped_twice, figures.completed_on_time))
    assert largest > 1


# Figures, and what is text.


def test_ages_tell_what_is_overdue_apart_without_colour():
    bands = [AgeBand(0, 183, 5, 2), AgeBand(183, None, 0, 0)]
    figure = bar_figures.activity_ages_figure(bands, ("young", "old"), LIGHT)
    in_time, overdue = figure.data

    assert (list(in_time.x), list(overdue.x)) == ([3, 0], [2, 0])
    assert in_time.marker.pattern.shape != overdue.marker.pattern.shape
    labels = [annotation.text for annotation in figure.layout.annotations]
    assert labels == ["<b>5</b>, 2 overdue", "<b>0</b>"]
    assert figure.layout.height >= 260


def test_dates_moved_are_drawn_for_those_who_moved_most():
    rows = [PostponedActivities(f"A{at}", f"Name {at}", 1, 20 - at) for at in range(12)]
    figure = bar_figures.postponements_figure(rows, LIGHT)

    assert list(figure.data[0].y) == [f"A{at}" for at in range(8)]
    assert figure.layout.annotations[0].text == "<b>20</b> in 1 activity"
    assert "most often by Name 0 (20)" in texts.postponement_sentence(rows)


def test_a_number_of_moves_says_in_how_many_activities():
    text = texts.moves_text(PostponedActivities("m", "Berlin", 5, 6))
    assert (text, texts.moves_text(PostponedActivities("AT", "Austria", 1, 1))) == (
        "moved 6 times in 5 activities",
        "moved once in 1 activity",
    )
    assert ">Berlin: moved 6 times in 5 activities</a>" in render(
        "components/text.html", "link_row", [("Berlin", text, "/x")]
    )


@pytest.mark.parametrize(
    ("part", "total", "expected"),
    [
        (3, 7, "43%"),
        (1, 1_000, "1%"),
        (999, 1_000, "99%"),
        (0, 3, "0%"),
        (3, 3, "100%"),
        (1, 8, "13%"),
        (0, 0, "\u2013"),
    ],
)
def test_a_share_is_the_nearest_percent_but_all_and_none_mean_it(
    part: int, total: int, expected: str
):
    assert key_figure_texts.share(part, total) == expected


def test_a_matrix_links_each_number_and_escapes_texts():
    owner = OwnerStatuses("AT", '<b>"Austria"', (("agreed", 3),), 3, 3, 1)
    matrix = charts.owner_matrix([owner], ["agreed"], lambda code, status: f"/{status}")

    assert '<a href="/agreed"' in matrix
    assert '<a href="/overdue"' in matrix
    assert "&lt;b&gt;&#34;Austria&#34;: 3 activities agreed" in matrix
    assert "<b>&#34;" not in matrix
