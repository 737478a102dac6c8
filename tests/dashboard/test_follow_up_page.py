"""What people read on the Follow-up, and what changed, in each role, now and then."""

import csv
import io
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from python_calamine import CalamineWorkbook
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
    do,
)

from bsm_projections.queries.meetings import StatedAttendance
from bsm_projections.queries.promises import Course, DueDateSet, PromisesOn
from bsm_service import commands as ask
from bsm_service.commitments import wording as told
from bsm_service.permissions import Principal
from bsm_service.table_files import Form
from conftest import OpenPage, Story, words
from dashboard import (
    address,
    charts_promises,
    data,
    promise_choices,
    promise_files,
    promise_wording,
    strip,
    wording,
)
from dashboard.board import CLOSED, OPEN
from dashboard.scene import Scene, choose_meeting
from dashboard.tables import export
from dashboard.theme import DARK, LIGHT, STATUS_ORDER

PAGE = "follow_up"
TITLE = "Share the border protocol"


def reported(story: Story, percent: int = 35, *, days_ago: int = 0) -> None:
    story.clock.time -= timedelta(days=days_ago)
    asked = ask.ReportProgress(activity_id=story.activity, percent=percent)
    do(story.system, asked)
    story.clock.time += timedelta(days=days_ago)
    story.system.engine.catch_up()


def moved(story: Story, on: date, reason: str) -> None:
    asked = ask.ChangeDueDate(activity_id=story.activity, due_on=on, reason=reason)
    do(story.system, asked)
    story.system.engine.catch_up()


def test_it_opens_with_what_is_overdue_and_whose_it_is(
    busy_network: Story, open_page: OpenPage
):
    said = words(open_page(PAGE))

    assert (
        "1 of 1 activity is overdue: Austria; nobody reported in the last seven days."
        in said
    )


def test_it_says_who_reported_of_late(busy_network: Story, open_page: OpenPage):
    reported(busy_network, 20, days_ago=8)
    assert "nobody reported" in words(open_page(PAGE))

    reported(busy_network, 35)
    assert "Austria reported in the last seven days" in words(open_page(PAGE))


def test_the_past_has_its_own_promises(busy_network: Story, open_page: OpenPage):
    before = busy_network.positions["registered"]
    assert "No activity was promised yet." in words(open_page(PAGE, as_of=before))

    concluded = open_page(PAGE, as_of=busy_network.positions["concluded"])
    assert "Of 1 activity none is overdue" in words(concluded)
    assert "bsm-overdue" not in words(concluded)


def test_an_empty_network_says_what_would_fill_it(
    empty_network: Story, open_page: OpenPage
):
    assert "Focal points and the Chair propose activities" in words(open_page(PAGE))


@pytest.mark.parametrize("by", [PARTICIPANT, ADMINISTRATOR], ids=lambda one: one.role)
def test_whom_it_is_not_for_is_told_so(
    busy_network: Story, open_page: OpenPage, by: Principal
):
    said = words(open_page(PAGE, by=by))

    assert f"As {by.role} you do not see this page." in said
    assert TITLE not in said


@pytest.mark.parametrize(
    ("by", "seen"),
    [(LEADERSHIP, 1), (AUDITOR, 1), (CHAIR, 2), (SECRETARIAT, 2), (AUSTRIA, 2)],
    ids=lambda one: getattr(one, "role", one),
)
def test_everybody_sees_the_promises_that_are_for_them(
    busy_network: Story, open_page: OpenPage, by: Principal, seen: int
):
    said = words(open_page(PAGE, by=by))

    assert f"of {seen} activit" in said


def test_a_focal_point_sees_its_own_first(busy_network: Story, open_page: OpenPage):
    said = words(open_page(PAGE, by=ITALY))

    own, everybody = said.split("Activities of all")
    assert "My activities: 1 open, 1 overdue" in own
    assert 'title="Italy"' in own
    assert 'title="Austria"' not in own
    assert 'title="Austria"' in everybody
    assert "My activities" not in words(open_page(PAGE, by=CHAIR))


def test_what_is_overdue_is_said_in_words_and_not_in_colour_alone(
    busy_network: Story, open_page: OpenPage
):
    said = words(open_page(PAGE))

    assert "bsm-overdue" in said
    assert "Overdue: 10 years late · was due 30 Sep 2016" in said


def test_choices_stand_in_the_address(busy_network: Story, open_page: OpenPage):
    app = open_page(PAGE, by=CHAIR, owner="IT", overdue="yes", view="table")
    said = words(app)

    assert "1 of 2 fit: of Italy, overdue" in said
    assert "bsm-sortable" in said
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
    ids=lambda one: next(iter(one)),
)
def test_an_address_that_makes_no_sense_is_still_answered(
    busy_network: Story, open_page: OpenPage, query: dict[str, str]
):
    said = words(open_page(PAGE, **query))

    assert "1 of 1 activity is overdue" in said
    assert "of <b>" not in said


def test_a_choice_that_nothing_fits_says_so(busy_network: Story, open_page: OpenPage):
    said = words(open_page(PAGE, status="blocked"))

    assert "0 of 1 fit: blocked" in said
    assert "Take one of them back" in said


@pytest.mark.parametrize("view", ["board", "table", "timeline"])
def test_every_view_shows_every_promise_now_and_then(
    busy_network: Story, open_page: OpenPage, view: str
):
    for as_of in ({}, {"as_of": busy_network.positions["concluded"]}):
        app = open_page(PAGE, by=CHAIR, view=view, scope="all", **as_of)
        said = words(app)
        if view == "timeline":  # the figure follows once the page is painted
            assert "No due date was moved" in said
            assert "2 activities, from proposal to due date" in said
        else:
            assert said.count(TITLE) == 2
            assert app.get("download_button")


def test_an_open_card_tells_its_due_dates_with_reasons_and_its_facts(
    busy_network: Story, open_page: OpenPage
):
    moved(busy_network, date(2027, 3, 31), "The translation takes longer.")
    said = words(open_page(PAGE, activity=busy_network.activity))

    assert "Due date moved once" in said
    assert "The translation takes longer." in said
    assert "as first promised" in said
    assert "From objective O1" in said
    assert "was proposed, to be done by Austria until 30 Sep 2016" in said
    assert "Due in 4 months · 31 Mar 2027" in said


def test_an_open_card_of_the_past_knows_nothing_later(
    busy_network: Story, open_page: OpenPage
):
    then = busy_network.positions["concluded"]
    moved(busy_network, date(2027, 3, 31), "The translation takes longer.")
    said = words(open_page(PAGE, activity=busy_network.activity, as_of=then))

    assert "The translation" not in said
    assert "bsm-opened" in said


def test_a_card_that_is_not_for_the_viewer_is_not_opened(
    busy_network: Story, open_page: OpenPage
):
    [hidden] = [
        one.id
        for one in data.Look(CHAIR, data.now()).activities(None)
        if one.audience != "all"
    ]

    said = words(open_page(PAGE, activity=hidden))
    assert "no such activity" in said
    assert "bsm-opened" not in said
    assert "bsm-opened" in words(open_page(PAGE, activity=hidden, by=CHAIR))


def buttons(app: AppTest) -> set[str]:
    return {one.label for one in app.button}


def test_what_can_be_done_is_offered_to_who_may_and_only_live(
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


# Figures and words


def _look() -> data.Look:
    return data.Look(CHAIR, data.now())


def test_every_status_has_its_place_on_the_board():
    assert sorted((*OPEN, *CLOSED)) == sorted(STATUS_ORDER)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_timeline_keeps_given_up_dates_as_ghosts(busy_network: Story, theme):
    moved(busy_network, date(2027, 3, 31), "why")
    [row] = [one for one in _look().activities(None) if one.owner == "AT"]
    first, last = date(2016, 9, 30), date(2027, 3, 31)
    set_at = datetime(2016, 4, 12, tzinfo=UTC)
    course = Course(
        row.id,
        (
            DueDateSet(first, "day", 1, set_at, None),
            DueDateSet(last, "day", 2, set_at, "why"),
        ),
    )

    figure = charts_promises.timeline(
        [row], {row.id: course}, theme, at=date(2026, 11, 23)
    )

    bar, ghosts = figure.data
    assert bar.base == (row.proposed_at.date(),)
    assert bar.x[0] == (last - row.proposed_at.date()).days * 86_400_000
    assert bar.marker.color == theme.statuses[row.status]
    assert list(ghosts.x) == [first]
    assert figure.layout.yaxis.range[1] == 0, "the first due stands above"


def test_empty_figures_of_promises_are_still_figures():
    assert charts_promises.timeline([], {}, LIGHT, at=date(2026, 1, 1)).layout.height
    assert charts_promises.burn_up([], LIGHT, until=date(2026, 1, 1)).layout.height


def test_the_burn_up_ends_with_its_totals_on_the_viewed_day():
    rows = [
        PromisesOn(date(2016, 4, 13), 4, 0, 0),
        PromisesOn(date(2017, 1, 1), 4, 1, 1),
    ]
    until = date(2018, 1, 1)
    made, kept, given_up = charts_promises.burn_up(rows, LIGHT, until=until).data

    assert (list(made.y), made.x[-1]) == ([4, 4, 4], until)
    assert list(kept.y) == [0, 1, 1]
    assert list(given_up.y) == [0, 1, 1]
    assert len({line.line.dash for line in (made, kept, given_up)}) == 3
    assert told.kept(rows) == "1 of 4 promises kept, 1 given up, 2 still to come"


def test_labels_of_the_burn_up_never_hide_each_other():
    until, day = date(2018, 1, 1), date(2016, 4, 13)
    for kept, given_up in ((2, 2), (4, 0), (0, 0), (1, 2)):
        rows = [PromisesOn(day, 4, kept, given_up)]
        figure = charts_promises.burn_up(rows, LIGHT, until=until)
        lines = figure.layout.annotations
        heights = sorted(one.y * 50 + (one.yshift or 0) for one in lines)
        apart = [b - a for a, b in itertools.pairwise(heights)]
        assert min(apart) >= 18, (kept, given_up)
        assert figure.layout.margin.t >= heights[-1] - 200 + 18


def test_a_file_of_the_follow_up_reckons_with_days_and_numbers(
    busy_network: Story, monkeypatch: pytest.MonkeyPatch
):
    busy_network.clock.time += timedelta(minutes=6)
    moved(busy_network, date(2016, 10, 31), "The translation takes longer.")
    asked = {"scope": "all", "sort": "owner"}
    monkeypatch.setattr(address, "asked", asked.get)
    look = _look()
    scene = Scene(look, choose_meeting(look, None), LIGHT)
    made: list[bytes] = []
    monkeypatch.setattr(
        promise_files,
        "download",
        lambda scene, _, __, *table: made.extend(
            export(scene, f, *table) for f in Form
        ),
    )
    promise_files.exported(promise_choices.wanted(scene))
    about, head, row, *_ = csv.reader(made[0].decode("utf-8-sig").splitlines())
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made[1])).get_sheet_by_index(0)
    first = dict(zip(head, sheet.to_python()[2], strict=True))

    recorded = busy_network.system.store.recorded_at(look.moment.position)
    assert look.moment.at < recorded, "or its time would need no care"
    stamp = f"position {look.moment.position}, {recorded.isoformat(timespec='seconds')}"
    assert stamp in about[0]
    busy_network.clock.time += timedelta(hours=2)
    reported(busy_network)
    assert data.exactly(look.moment).at < busy_network.clock.time, "no longer true then"
    told_of = dict(zip(head, row, strict=True))
    days = (look.moment.at.date() - date(2016, 10, 31)).days
    assert told_of["Owner code"] == "AT"
    assert told_of["Id"] == str(busy_network.activity)
    assert (told_of["Due"], told_of["Due precision"]) == ("2016-10-31", "day")
    assert (told_of["Days late"], told_of["Times moved"]) == (str(days), "1")
    assert (first["Due"], first["Days late"]) == (date(2016, 10, 31), days)
    assert first["Done in percent"] == 0
    assert "2016" in told_of["Meeting"]


def test_due_dates_are_said_in_words(busy_network: Story):
    [row] = [one for one in _look().activities(None) if one.owner == "AT"]
    fine = replace(row, overdue=False, days_late=0)
    course = Course(row.id, (DueDateSet(row.due_on, "day", 1, row.proposed_at, None),))
    late = replace(course, completed_on=row.due_on + timedelta(days=12))
    done = replace(fine, status="confirmed")

    def said(one, of=course, days=0):
        return promise_wording.due(one, of, row.due_on - timedelta(days=days))

    assert said(fine).startswith("Due today")
    assert said(fine, days=1).startswith("Due tomorrow")
    assert said(fine, days=18).startswith("Due in 18 days")
    assert said(done).startswith("Done in time")
    assert said(done, late).startswith("Done 12 Oct 2016, 12 days late")
    assert said(replace(fine, status="withdrawn")).startswith("Withdrawn")
    assert promise_wording.date_of(date(2016, 9, 30), "quarter") == "end of Q3 2016"


# What changed, on the Overview


def test_the_overview_compares_with_the_last_meeting_of_the_series(
    busy_network: Story, open_page: OpenPage
):
    reported(busy_network)
    said = words(open_page())

    assert "Since the 10th meeting: 1 more overdue" in said
    assert "Austria reported 35 %" in said
    assert "<small>0 → </small>1" in said


def test_without_a_meeting_before_it_compares_with_thirty_days_ago(
    busy_network: Story, open_page: OpenPage
):
    said = words(open_page(as_of=busy_network.positions["registered"]))

    assert "Since thirty days ago: 16 new facts" in said


def test_the_reader_chooses_the_day_in_the_address(
    busy_network: Story, open_page: OpenPage
):
    app = open_page(since="2016-02-01")

    assert "Since 1 Feb 2016" in words(app)
    assert app.date_input[0].value == date(2016, 2, 1)
    app.date_input[0].set_value(date(2016, 3, 1)).run()
    assert app.query_params["since"] == "2016-03-01"


@pytest.mark.parametrize("since", ["yesterday", "2099-01-01", "1900-01-01"])
def test_a_day_that_cannot_be_compared_with_is_still_answered(
    busy_network: Story, open_page: OpenPage, since: str
):
    assert "ince " in words(open_page(since=since))


def test_nothing_new_is_said_as_such(busy_network: Story, open_page: OpenPage):
    said = words(open_page(since="2026-11-22"))

    assert "Nothing changed since 22 Nov 2026" in said


def test_attendance_is_compared_with_what_sources_state(busy_network: Story):
    meeting = choose_meeting(_look(), None)
    assert meeting is not None
    before = replace(
        meeting, edition=9, starts_on=date(2015, 4, 1), ends_on=date(2015, 4, 2)
    )
    stated = replace(before, stated=StatedAttendance(90, False, "a page"))
    many = replace(before, edition=8, stated=StatedAttendance(60, True, "a page"))
    here = replace(meeting, stated=StatedAttendance(102, False, "a page"))

    assert wording.stated_before(here, [here]) == "; 9th: not stated"
    assert wording.stated_before(here, [stated, here]) == "; 9th: 90 (+12)"
    assert wording.stated_before(here, [many, here]) == "; 9th: not stated; 8th: ≥ 60"


def test_every_key_figure_opens_its_table(busy_network: Story, open_page: OpenPage):
    said = words(open_page())

    for anchor in ("delegations", "objectives", "activities", "overdue"):
        assert f'#{anchor}"' in said
        assert f'id="{anchor}"' in said


# The History's strip


def test_chosen_months_become_a_period_of_whole_months():
    assert strip.period(["2016-02-01", "2016-01-01"]) == ("2016-01-01", "2016-02-29")
    assert strip.period([]) == (None, None)


def test_a_chosen_period_can_be_taken_back(busy_network: Story, open_page: OpenPage):
    app = open_page("history", **{"from": "2016-01-01", "until": "2016-01-31"})

    assert "10th meeting, Berlin 2016 was concluded." not in words(app)
    app.button(key="strip-all").click().run()
    assert "until" not in app.query_params
    assert "10th meeting, Berlin 2016 was concluded." in words(app)


def test_an_open_fact_tells_its_leaf_and_its_command(
    busy_network: Story, open_page: OpenPage
):
    stored = busy_network.system.store.stored_page(0, 1)[0]
    said = words(open_page("history", fact=1))

    assert stored["leaf_hash"].hex() in said
    fact = data.Look(LEADERSHIP, data.now()).fact(1)
    assert fact is not None
    assert fact.command_id in said
