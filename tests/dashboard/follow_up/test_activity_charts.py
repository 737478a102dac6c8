"""How promises are drawn, said in words, and handed out as files."""

import csv
import io
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from dashboard_examples import Story
from follow_up_examples import chair_viewer, move_due_date, report_progress
from python_calamine import CalamineWorkbook

from bsm_projections.follow_up.due_dates import DueDateHistory, DueDateSet
from bsm_projections.leadership.burn_up import BurnUpDay
from bsm_service.documents.spreadsheets import SpreadsheetFormat
from bsm_service.leadership import texts as leadership_texts
from dashboard.components.theme import DARK, LIGHT, STATUS_ORDER
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.follow_up import due_date_texts, panels, selection
from dashboard.follow_up.activity_cards import CLOSED_STATUSES, OPEN_STATUSES
from dashboard.follow_up.timeline_figure import timeline_figure
from dashboard.leadership.burn_up_chart import burn_up_figure
from dashboard.shell import address
from dashboard.widgets.tables import export_file

PAGE = "follow_up"
TITLE = "Share the border protocol"


def test_every_status_has_its_place_on_the_board():
    assert sorted((*OPEN_STATUSES, *CLOSED_STATUSES)) == sorted(STATUS_ORDER)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_timeline_keeps_given_up_dates_as_ghosts(busy_network: Story, theme):
    move_due_date(busy_network, date(2027, 3, 31), "why")
    [row] = [
        activity
        for activity in chair_viewer().activities(None)
        if activity.owner == "AT"
    ]
    first, last = date(2016, 9, 30), date(2027, 3, 31)
    set_at = datetime(2016, 4, 12, tzinfo=UTC)
    course = DueDateHistory(
        row.id,
        (
            DueDateSet(first, "day", 1, set_at, None),
            DueDateSet(last, "day", 2, set_at, "why"),
        ),
    )

    figure = timeline_figure([row], {row.id: course}, theme, day=date(2026, 11, 23))

    bar, ghosts = figure.data
    assert bar.base == (row.proposed_at.date(),)
    assert bar.x[0] == (last - row.proposed_at.date()).days * 86_400_000
    assert bar.marker.color == theme.status_colours[row.status]
    assert list(ghosts.x) == [first]
    assert figure.layout.yaxis.range[1] == 0, "the first due stands above"


def test_empty_figures_of_activities_are_still_figures():
    assert timeline_figure([], {}, LIGHT, day=date(2026, 1, 1)).layout.height
    assert burn_up_figure([], LIGHT, until=date(2026, 1, 1)).layout.height


def test_the_burn_up_ends_with_its_totals_on_the_viewed_day():
    rows = [
        BurnUpDay(date(2016, 4, 13), 4, 0, 0),
        BurnUpDay(date(2017, 1, 1), 4, 1, 1),
    ]
    until = date(2018, 1, 1)
    made, kept, given_up = burn_up_figure(rows, LIGHT, until=until).data

    assert (list(made.y), made.x[-1]) == ([4, 4, 4], until)
    assert list(kept.y) == [0, 1, 1]
    assert list(given_up.y) == [0, 1, 1]
    assert len({line.line.dash for line in (made, kept, given_up)}) == 3
    assert leadership_texts.burn_up_sentence(rows) == (
        "1 of 4 agreed activities confirmed as done, 1 withdrawn, 2 outstanding"
    )


def test_labels_of_the_burn_up_never_hide_each_other():
    until, day = date(2018, 1, 1), date(2016, 4, 13)
    for kept, given_up in ((2, 2), (4, 0), (0, 0), (1, 2)):
        rows = [BurnUpDay(day, 4, kept, given_up)]
        figure = burn_up_figure(rows, LIGHT, until=until)
        lines = figure.layout.annotations
        heights = sorted(line.y * 50 + (line.yshift or 0) for line in lines)
        apart = [b - a for a, b in itertools.pairwise(heights)]
        assert min(apart) >= 18, (kept, given_up)
        assert figure.layout.margin.t >= heights[-1] - 200 + 18


def test_a_file_of_the_follow_up_reckons_with_days_and_numbers(
    busy_network: Story, monkeypatch: pytest.MonkeyPatch
):
    busy_network.clock.time += timedelta(minutes=6)
    move_due_date(busy_network, date(2016, 10, 31), "The translation takes longer.")
    parameters = {"scope": "all", "sort": "owner"}
    monkeypatch.setattr(address, "parameter", parameters.get)
    viewer = chair_viewer()
    page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
    files: list[bytes] = []
    monkeypatch.setattr(
        panels,
        "show_downloads",
        lambda page, _, __, *table: files.extend(
            export_file(page, f, *table) for f in SpreadsheetFormat
        ),
    )
    panels.show_exports(selection.read_selection(page))
    preamble, head, row, *_ = csv.reader(files[0].decode("utf-8-sig").splitlines())
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files[1])).get_sheet_by_index(0)
    first = dict(zip(head, sheet.to_python()[2], strict=True))

    recorded = busy_network.system.store.recorded_at(viewer.moment.position)
    assert viewer.moment.at < recorded, "or its time would need no care"
    stamp = (
        f"position {viewer.moment.position}, {recorded.isoformat(timespec='seconds')}"
    )
    assert stamp in preamble[0]
    busy_network.clock.time += timedelta(hours=2)
    report_progress(busy_network)
    assert record.exact_moment(viewer.moment).at < busy_network.clock.time, (
        "no longer true then"
    )
    cells = dict(zip(head, row, strict=True))
    days = (viewer.moment.at.date() - date(2016, 10, 31)).days
    assert cells["Owner code"] == "AT"
    assert cells["Id"] == str(busy_network.activity)
    assert (cells["Due"], cells["Due precision"]) == ("2016-10-31", "day")
    assert (cells["Days late"], cells["Times postponed"]) == (str(days), "1")
    assert (first["Due"], first["Days late"]) == (date(2016, 10, 31), days)
    assert first["Percent done"] == 0
    assert "2016" in cells["Meeting"]


def test_due_dates_as_text(busy_network: Story):
    [row] = [
        activity
        for activity in chair_viewer().activities(None)
        if activity.owner == "AT"
    ]
    fine = replace(row, overdue=False, days_late=0)
    history = DueDateHistory(
        row.id, (DueDateSet(row.due_on, "day", 1, row.proposed_at, None),)
    )
    late = replace(history, completed_on=row.due_on + timedelta(days=12))
    done = replace(fine, status="confirmed")

    def due_text(activity, history_of_activity=history, days=0):
        return due_date_texts.due_text(
            activity, history_of_activity, row.due_on - timedelta(days=days)
        )

    assert due_text(fine).startswith("Due today")
    assert due_text(fine, days=1).startswith("Due tomorrow")
    assert due_text(fine, days=18).startswith("Due in 18 days")
    assert due_text(done).startswith("Done \u00b7 due 30 Sep 2016")
    assert due_text(done, late).startswith("Done 12 Oct 2016, 12 days late")
    on_time = replace(history, completed_on=row.first_due_on)
    assert due_text(done, on_time).startswith("Done 30 Sep 2016, on time")
    moved = replace(done, first_due_on=date(2016, 8, 31))
    assert due_text(moved, on_time).startswith(
        "Done 30 Sep 2016, by the postponed due date"
    )
    assert due_text(replace(fine, status="withdrawn")).startswith("Withdrawn")
    assert (
        due_date_texts.due_date_text(date(2016, 9, 30), "quarter") == "end of Q3 2016"
    )
