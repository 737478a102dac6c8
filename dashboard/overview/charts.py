"""Charts of the Overview: delegations, overdue activities, objectives, and activities
over time and by status.
"""

from bsm_projections.follow_up.queries import Activity
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.burn_up import burn_up
from dashboard.components import formatting
from dashboard.components.chart import AnyChart, Chart, EmptyChart
from dashboard.components.html import Column
from dashboard.data.page_context import PageContext
from dashboard.follow_up.selection import OVERDUE
from dashboard.follow_up.texts import activity_total, confirmed_finding
from dashboard.leadership.burn_up_chart import burn_up_chart
from dashboard.overview import html as overview_html
from dashboard.overview import texts
from dashboard.overview.bar_figures import activities_by_status_figure, overdue_figure
from dashboard.registration import html as registration_html
from dashboard.shell import figure_fact_links

_ACTIVITY_COLUMNS = (
    Column("Owner"),
    Column("Activity"),
    Column("Status"),
    Column("Done", True),
    Column("Due"),
    Column("Late", True),
)


def delegations(page: PageContext) -> AnyChart:
    """Who is invited, and who holds seats."""
    rows = page.viewer.delegations(page.shown_meeting.id)
    title = texts.attendance_finding(rows)
    measure = "Delegations in protocol order of that day, shaded by participants"
    if not rows:
        return EmptyChart(
            name="delegations",
            title=title,
            measure=measure,
            text="Nobody is invited yet. The secretariat invites delegations.",
        )
    return Chart(
        name="delegations",
        title=title,
        measure=measure,
        html=registration_html.delegation_tiles(rows) + registration_html.tile_legend(),
        caption="Delegations in protocol order",
        columns=[
            Column("Code"),
            Column("Delegation"),
            Column("Kind"),
            Column("Participants", True),
            Column("Open activities", True),
        ],
        rows=[
            [
                row.code,
                row.name,
                row.kind,
                str(row.participants),
                str(row.open_activities),
            ]
            for row in rows
        ],
        facts=figure_fact_links.facts_of_figure(CountedFigure.DELEGATIONS),
    )


def overdue(page: PageContext) -> AnyChart:
    """Who is late, and by how many days."""
    rows = overdue_activities(page)
    if not rows:
        return EmptyChart(
            name="overdue",
            title="Nobody is late",
            measure="Overdue activities by days past their date",
            text="Every open activity is within its date, or reported complete.",
        )
    latest = rows[0]
    by_days = "; ".join(
        f"{row.owner_name}, {formatting.format_count(row.days_late, 'day')}"
        for row in rows[:10]
    )
    return Chart(
        name="overdue",
        title=f"{latest.owner_name} is furthest behind: "
        f"{formatting.days_late(latest.days_late)}",
        measure="Overdue activities by days past their last day",
        figure=overdue_figure(rows, page.theme),
        alt=f"Bars by days late: {by_days}",
        caption="Overdue activities",
        columns=_ACTIVITY_COLUMNS,
        rows=list(map(_activity_row, rows)),
        facts=figure_fact_links.facts_of_activities({OVERDUE: "yes"}),
    )


def overdue_activities(page: PageContext) -> tuple[Activity, ...]:
    """Overdue activities, those that wait longest first."""
    overdue = (
        activity
        for activity in page.viewer.activities(page.shown_meeting.id)
        if activity.overdue
    )
    return tuple(
        sorted(overdue, key=lambda activity: (-activity.days_late, activity.title))
    )


def activities_over_time(page: PageContext) -> AnyChart:
    """Activities agreed, confirmed and withdrawn, by the day at the meeting's place."""
    meeting = page.shown_meeting
    rows = page.viewer.fetch("read.activities", burn_up, meeting.id, meeting.time_zone)
    if not rows:
        measure = "Activities agreed and confirmed as done over time"
    else:
        measure = "Activities agreed, confirmed as done and withdrawn, cumulated by day"
    return burn_up_chart(
        page,
        rows,
        name="promises",
        measure=measure,
        caption="Activities by day, cumulated",
        empty_text="Activities are counted here once the meeting has agreed on them.",
        facts=figure_fact_links.facts_of_figure(CountedFigure.ACTIVITIES),
    )


def objectives(page: PageContext) -> AnyChart:
    """What the meeting set out to do, and what of it was discussed."""
    rows = page.viewer.objectives(page.shown_meeting.id)
    discussed = sum(row.status == "discussed" for row in rows)
    objectives_text = formatting.format_count(len(rows), "objective")
    title = f"{discussed} of {objectives_text} discussed"
    measure = "What the meeting set out to do, and the outcome it was to have"
    if not rows:
        return EmptyChart(
            name="objectives",
            title=title,
            measure=measure,
            text="No objective is set yet. The Chair or the secretariat sets "
            "objectives.",
        )
    return Chart(
        name="objectives",
        title=title,
        measure=measure,
        html=overview_html.objective_list(rows),
        caption="Objectives",
        columns=[
            Column("Code"),
            Column("Objective"),
            Column("Outcome"),
            Column("For"),
            Column("Status"),
        ],
        rows=[
            [row.code, row.text, row.outcome_kind, row.audience, row.status]
            for row in rows
        ],
        facts={"only": "meeting", "kind": "objective"},
    )


def activities_by_status(page: PageContext) -> AnyChart:
    """How many activities have which status."""
    meeting = page.shown_meeting
    rows = page.viewer.activities(meeting.id)
    if not rows:
        return EmptyChart(
            name="activities",
            title="No activity yet",
            measure="Follow-up activities by status",
            text="Activities are proposed by focal points and the Chair, and agreed at "
            "the meeting.",
        )
    counts = page.viewer.overview_figures(meeting.id).activities_by_status
    return Chart(
        name="activities",
        title=confirmed_finding(rows),
        measure=f"{activity_total(rows)}, by status",
        figure=activities_by_status_figure(dict(counts), page.theme),
        alt=f"Bars by status: {activity_total(rows)}",
        caption="Follow-up activities",
        columns=_ACTIVITY_COLUMNS,
        rows=list(map(_activity_row, rows)),
        facts=figure_fact_links.facts_of_activities(),
    )


def _activity_row(row: Activity) -> list[str]:
    return [
        row.owner_name,
        row.title,
        row.status,
        f"{row.percent} %",
        formatting.day(row.due_on),
        formatting.format_count(row.days_late, "day") if row.overdue else "",
    ]


CHARTS = (overdue, activities_over_time, objectives, activities_by_status)
