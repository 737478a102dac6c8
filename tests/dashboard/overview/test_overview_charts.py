"""Rows in, figures out: what is drawn, and that one colour has one meaning."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from dashboard_examples import ABSENT

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation import formatting
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_projections.follow_up.tables import Activity
from dashboard.components import html
from dashboard.components.bar_figures import (
    activities_by_status_figure,
    overdue_figure,
)
from dashboard.components.theme import DARK, LIGHT, STATUS_ORDER, THEMES
from dashboard.history.month_chart import facts_by_month_figure
from dashboard.registration.charts import delegation_tiles, registrations_figure

LATE = Activity(
    id="a",
    version=3,
    meeting_id="m",
    objective_id="o",
    audience="all",
    title="Share the border protocol with everybody who asked for it in Berlin",
    owner="AT",
    owner_name="Austria",
    agency=None,
    partners=(),
    due_on=date(2026, 9, 30),
    due_precision="day",
    first_due_on=date(2026, 9, 30),
    slips=0,
    inherited_slips=0,
    status="in progress",
    percent=40,
    overdue=True,
    days_late=54,
    proposed_at=datetime(2026, 4, 12, tzinfo=UTC),
    agreed_at=None,
    confirmed_at=None,
    changed_at=datetime(2026, 4, 12, tzinfo=UTC),
    first_meeting_id="m",
    origin_kind="objective",
    origin="o",
    person=None,
    parents=(),
    succeeded_by=(),
    is_open=True,
    age_days=225,
    first_promised_at=datetime(2026, 4, 12, tzinfo=UTC),
    proposed_recorded_at=datetime(2026, 4, 12, tzinfo=UTC),
    agreed_recorded_at=None,
    completed_at=None,
    completed_recorded_at=None,
    confirmed_recorded_at=None,
    given_up_at=None,
    given_up_recorded_at=None,
    completed_on_time=False,
)


def test_the_themes_know_every_status_and_kind():
    for theme in THEMES.values():
        assert set(theme.status_colours) == set(ActivityStatus) == set(STATUS_ORDER)
        assert set(theme.delegation_colours) == set(DelegationKind)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_activities_keep_the_order_and_colours_of_their_life(theme):
    figure = activities_by_status_figure({"confirmed": 3, "agreed": 1}, theme)

    [bars] = figure.data
    assert list(bars.y) == ["agreed", "confirmed"]
    assert list(bars.x) == [1, 3]
    assert list(bars.marker.color) == [
        theme.status_colours["agreed"],
        theme.status_colours["confirmed"],
    ]


def test_statuses_of_one_hue_differ_by_pattern():
    figure = activities_by_status_figure({"agreed": 1, "accepted": 1}, LIGHT)

    [bars] = figure.data
    assert len(set(bars.marker.color)) == 1
    assert len(set(bars.marker.pattern.shape)) == 2


def test_who_is_late_begins_with_the_longest():
    other = replace(LATE, id="b", owner="IT", owner_name="Italy", days_late=900)
    figure = overdue_figure([LATE, other], LIGHT)

    assert [bar.x[0] for bar in figure.data] == [900, 54]
    assert {bar.marker.color for bar in figure.data} == {LIGHT.overdue}
    labels = [note.text for note in figure.layout.annotations]
    assert labels[0].startswith("IT · ")
    assert "2 years late" in labels[0]
    assert "54 days late" in labels[1]


def test_no_title_is_cut_off():
    figure = overdue_figure([LATE], LIGHT)

    [note] = figure.layout.annotations
    assert LATE.title in note.text.replace("<br>", " ")


def test_chosen_months_stand_out():
    counts = {date(2016, 4, 1): 7, date(2016, 5, 1): 1}
    figure = facts_by_month_figure(
        counts, LIGHT, period=(date(2016, 4, 10), date(2016, 4, 20))
    )

    [bars] = figure.data
    assert list(bars.y) == [7, 1]
    assert list(bars.marker.color) == [LIGHT.accent, LIGHT.border]


def test_an_empty_chart_is_still_a_figure():
    assert overdue_figure([], LIGHT).layout.height
    assert facts_by_month_figure({}, LIGHT, period=None).layout.height
    assert registrations_figure([], LIGHT, starts_on=date(2016, 4, 12))


def test_what_people_typed_is_never_html():
    hostile = replace(ABSENT, name='<img src=x onerror="alert(1)">')

    assert "<img" not in delegation_tiles([hostile])
    assert "<b>" not in html.table("t", [{"c": "<b>"}])
    assert "<b>" not in overdue_figure(
        [replace(LATE, title="<b>bold</b>", days_late=1)], LIGHT
    ).layout.annotations[0].text.removesuffix("<b>1 day late</b>")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 day late"),
        (59, "59 days late"),
        (61, "2 months late"),
        (800, "2 years late"),
    ],
)
def test_days_late_as_text(days: int, said: str):
    assert formatting.format_days_late(days) == said


def test_thousands_stand_apart_by_a_thin_space():
    assert formatting.format_number(1204) == "1\u2009204"


def test_long_lists_of_names_are_counted():
    assert formatting.join_names(["A"]) == "A"
    assert formatting.join_names(["A", "B"]) == "A and B"
    assert formatting.join_names(list("ABCDE")) == "A, B, C and 2 more"
