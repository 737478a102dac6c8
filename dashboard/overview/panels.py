"""The Overview's panels: a finding, its measure, a figure, its table, its facts."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from bsm_projections.follow_up.queries import Activity
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership import burn_up
from bsm_projections.leadership.burn_up import BURN_UP_LABELS, BurnUpDay
from bsm_projections.meetings.objective_queries import Objective
from bsm_projections.meetings.queries import MeetingDelegation
from bsm_service.leadership import texts as leadership_texts
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.data.page_context import PageContext
from dashboard.follow_up import charts as follow_up_charts
from dashboard.follow_up import texts as follow_up_texts
from dashboard.follow_up.selection import OVERDUE
from dashboard.overview import html as overview_html
from dashboard.overview import texts
from dashboard.overview.charts import activities_by_status, overdue_by_owner
from dashboard.registration import charts as registration_charts
from dashboard.registration import html as registration_html
from dashboard.shell import figure_fact_links
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts


def overview_charts(page: PageContext) -> dict[str, Any]:
    """Every Plotly figure of the Overview, from the cache or drawn."""
    assert page.meeting is not None
    viewer, meeting, theme = page.viewer, page.meeting, page.theme
    key_parts = (meeting.id, theme.name, "en")
    return {
        "registrations": viewer.chart_for_audience(
            "registrations",
            lambda: registration_charts.registrations_over_time(
                viewer.registrations_over_time(meeting),
                theme,
                starts_on=meeting.starts_on,
            ),
            *key_parts,
        ),
        "activities": viewer.chart_for_audience(
            "activities",
            lambda: activities_by_status(
                dict(viewer.overview_figures(meeting.id).activities_by_status), theme
            ),
            *key_parts,
        ),
        "burn-up": viewer.chart_for_audience(
            "burn-up",
            lambda: follow_up_charts.burn_up(
                activities_over_time(page), theme, until=viewer.moment.at.date()
            ),
            *key_parts,
        ),
        "late": viewer.chart_for_audience(
            "late",
            lambda: overdue_by_owner(overdue_activities(page), theme),
            *key_parts,
        ),
    }


def activities_over_time(page: PageContext) -> tuple[BurnUpDay, ...]:
    """Activities agreed and confirmed, by the day at the meeting's place."""
    assert page.meeting is not None
    return page.viewer.fetch(
        "read.activities",
        burn_up.burn_up,
        page.meeting.id,
        page.meeting.time_zone,
    )


def overdue_activities(page: PageContext) -> tuple[Activity, ...]:
    """Overdue activities, those that wait longest first."""
    assert page.meeting is not None
    overdue = (
        activity
        for activity in page.viewer.activities(page.meeting.id)
        if activity.overdue
    )
    return tuple(
        sorted(overdue, key=lambda activity: (-activity.days_late, activity.title))
    )


def show_delegations(page: PageContext, rows: tuple[MeetingDelegation, ...]) -> None:
    show_heading(
        texts.attendance_finding(rows),
        "Delegations in protocol order of that day, shaded by participants",
        "delegations",
    )
    if not rows:
        show_empty_state("Nobody is invited yet. The secretariat invites delegations.")
        return
    st.html(registration_html.delegation_tiles(rows) + registration_html.tile_legend())
    show_table_and_facts(
        page,
        "delegations",
        "Delegations in protocol order",
        [
            Column("Code"),
            Column("Delegation"),
            Column("Kind"),
            Column("Participants", numeric=True),
            Column("Open activities", numeric=True),
        ],
        [
            [
                row.code,
                row.name,
                row.kind,
                str(row.participants),
                str(row.open_activities),
            ]
            for row in rows
        ],
        figure_fact_links.facts_of_figure(CountedFigure.DELEGATIONS),
    )


def show_objectives(page: PageContext, rows: tuple[Objective, ...]) -> None:
    discussed = sum(row.status == "discussed" for row in rows)
    show_heading(
        f"{discussed} of {formatting.format_count(len(rows), 'objective')} discussed",
        "What the meeting set out to do, and the outcome it was to have",
        "objectives",
    )
    if not rows:
        show_empty_state(
            "No objective is set yet. The Chair or the secretariat sets objectives."
        )
        return
    st.html(overview_html.objective_list(rows))
    show_table_and_facts(
        page,
        "objectives",
        "Objectives",
        [
            Column("Code"),
            Column("Objective"),
            Column("Outcome"),
            Column("For"),
            Column("Status"),
        ],
        [
            [row.code, row.text, row.outcome_kind, row.audience, row.status]
            for row in rows
        ],
        {"only": "meeting", "kind": "objective"},
    )


def show_activities(page: PageContext, rows: tuple[Activity, ...], figure: Any) -> None:
    if not rows:
        show_heading("No activity yet", "Follow-up activities by status", "activities")
        show_empty_state(
            "Activities are proposed by focal points and the Chair, and agreed at the "
            "meeting."
        )
        return
    show_heading(
        follow_up_texts.confirmed_finding(rows),
        f"{follow_up_texts.activity_total(rows)}, by status",
        "activities",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-activities",
        alt=f"Bars by status: {follow_up_texts.activity_total(rows)}. "
        "The same is in the table below.",
    )
    _show_activity_table(page, "activities", "Follow-up activities", rows, {})


def show_burn_up(page: PageContext, rows: tuple[BurnUpDay, ...], figure: Any) -> None:
    if not rows:
        show_heading(
            leadership_texts.burn_up_sentence(rows),
            "Activities agreed and confirmed as done over time",
        )
        show_empty_state(
            "Activities are counted here once the meeting has agreed on them."
        )
        return
    show_heading(
        leadership_texts.burn_up_sentence(rows),
        "Activities agreed, confirmed as done and withdrawn, cumulated by day",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-burn-up",
        alt=f"Rising lines from {formatting.day(rows[0].day)}: "
        f"{leadership_texts.burn_up_sentence(rows)}. The "
        "same is in the table below.",
    )
    show_table_and_facts(
        page,
        "promises",
        "Activities by day, cumulated",
        [
            Column("Day"),
            *(Column(label.capitalize(), True) for label in BURN_UP_LABELS.values()),
        ],
        [
            [formatting.day(row.day), str(row.made), str(row.kept), str(row.given_up)]
            for row in rows
        ],
        figure_fact_links.facts_of_figure(CountedFigure.ACTIVITIES),
    )


def show_overdue(page: PageContext, rows: tuple[Activity, ...], figure: Any) -> None:
    if not rows:
        show_heading(
            "Nobody is late", "Overdue activities by days past their date", "overdue"
        )
        show_empty_state(
            "Every open activity is within its date, or reported complete."
        )
        return
    latest = rows[0]
    show_heading(
        f"{latest.owner_name} is furthest behind: "
        f"{formatting.days_late(latest.days_late)}",
        "Overdue activities by days past their last day",
        "overdue",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-late",
        alt="Bars by days late: "
        + "; ".join(
            f"{row.owner_name}, {formatting.format_count(row.days_late, 'day')}"
            for row in rows[:10]
        )
        + ". The same is in the table below.",
    )
    _show_activity_table(page, "overdue", "Overdue activities", rows, {OVERDUE: "yes"})


def _show_activity_table(
    page: PageContext,
    name: str,
    caption: str,
    rows: tuple[Activity, ...],
    choices: Mapping[str, str],
) -> None:
    """`choices` of the Follow-up leave exactly these rows."""
    show_table_and_facts(
        page,
        name,
        caption,
        [
            Column("Owner"),
            Column("Activity"),
            Column("Status"),
            Column("Done", True),
            Column("Due"),
            Column("Late", True),
        ],
        [
            [
                row.owner_name,
                row.title,
                row.status,
                f"{row.percent} %",
                formatting.day(row.due_on),
                formatting.format_count(row.days_late, "day") if row.overdue else "",
            ]
            for row in rows
        ],
        figure_fact_links.facts_of_activities(choices),
    )
