"""Charts of the Overview: delegations, overdue activities, objectives, and activities
over time and by status.
"""

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import capitalize
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.follow_up.tables import Activity
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.burn_up import burn_up
from dashboard.components.bar_figures import activities_by_status_figure, overdue_figure
from dashboard.components.chart import Chart, facts_of_activities, facts_of_figure
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.follow_up.selection import OVERDUE
from dashboard.follow_up.texts import activity_total, confirmed_finding
from dashboard.leadership.burn_up_chart import burn_up_chart
from dashboard.meetings.objective_links import decision_links
from dashboard.meetings.texts import (
    decision_text,
    objective_notes,
    objectives_finding,
)
from dashboard.overview import texts
from dashboard.registration.charts import delegation_tiles

_NUMERIC_TEXTS = ("Done", "Late")


def delegations(page: PageContext) -> Chart:
    """Which delegations are invited, and which have seats."""
    rows = page.viewer.delegations_on_record(page.shown_meeting.id)
    return Chart(
        name="delegations",
        title=texts.delegations_finding(rows),
        measure="Delegations in protocol order, shaded by number of seats taken",
        empty_text="No delegation has been invited yet. The secretariat invites them.",
        html=delegation_tiles(rows),
        caption="Delegations in protocol order",
        rows=[
            {
                "Code": row.code,
                "Delegation": row.name,
                "Kind": row.kind,
                "Seats taken": row.participants,
                "Open activities": row.open_activities,
            }
            for row in rows
        ],
        facts=facts_of_figure(CountedFigure.DELEGATIONS),
    )


def overdue(page: PageContext) -> Chart:
    """Overdue activities, and by how many days."""
    rows = overdue_activities(page)
    if not rows:
        return Chart(
            name="overdue",
            title="No activity is overdue",
            measure="Overdue activities by days past their due date",
            empty_text=texts.no_overdue_text(
                page.viewer.activities(page.shown_meeting.id)
            ),
        )
    by_days = "; ".join(
        f"{row.owner_name}, {formatting.format_count(row.days_late, 'day')}"
        for row in rows[:10]
    )
    furthest_behind = capitalize(name_in_sentence(rows[0].owner_name))
    return Chart(
        name="overdue",
        title=f"{furthest_behind} is furthest behind: "
        f"{formatting.format_days_late(rows[0].days_late)}",
        measure="Overdue activities by days past their due date",
        figure=overdue_figure(rows, page.theme),
        alt=f"Bars by days late: {by_days}",
        caption="Overdue activities",
        rows=list(map(_activity_row, rows)),
        numeric=_NUMERIC_TEXTS,
        facts=facts_of_activities({OVERDUE: "yes"}),
    )


def overdue_activities(page: PageContext) -> tuple[Activity, ...]:
    """Overdue activities, the latest first."""
    overdue = (
        activity
        for activity in page.viewer.activities(page.shown_meeting.id)
        if activity.overdue
    )
    return tuple(
        sorted(overdue, key=lambda activity: (-activity.days_late, activity.title))
    )


def activities_over_time(page: PageContext) -> Chart:
    """Activities agreed, confirmed and withdrawn, by the day at the meeting's place."""
    meeting = page.shown_meeting
    rows = page.viewer.fetch("read.activities", burn_up, meeting.id, meeting.time_zone)
    measure = "Cumulative activities agreed, confirmed as done and withdrawn, by day"
    if not rows:
        measure = "Activities agreed and confirmed as done over time"
    return burn_up_chart(
        page,
        rows,
        name="promises",
        measure=measure,
        caption="Cumulative activities by day",
        empty_text="Activities appear here once the meeting has agreed on them.",
        facts=facts_of_figure(CountedFigure.ACTIVITIES),
    )


def objectives(page: PageContext) -> Chart:
    """The meeting's objectives, which of them were discussed, and what was agreed."""
    rows = page.viewer.objectives(page.shown_meeting.id)
    return Chart(
        name="objectives",
        title=objectives_finding(rows),
        measure="What the meeting set out to do, and the intended outcome",
        empty_text="No objectives have been set yet. The Chair or the secretariat "
        "sets them.",
        html=render(
            "overview/objectives.html",
            "objective_list",
            [(row, decision_links(row)) for row in rows],
            objective_notes,
            page.marks_invented,
        ),
        caption="Objectives",
        rows=[
            {
                "Code": row.code,
                "Objective": row.text,
                "Outcome": row.outcome_kind,
                "For": row.audience,
                "Status": row.status or "for focal points only",
                "Decisions": ", ".join(map(decision_text, row.decisions)),
            }
            for row in rows
        ],
        facts={"only": "meeting", "kind": "objective"},
        names_sources=True,
    )


def activities_by_status(page: PageContext) -> Chart:
    """How many activities have which status."""
    meeting = page.shown_meeting
    rows = page.viewer.activities(meeting.id)
    if not rows:
        return Chart(
            name="activities",
            title="No activities yet",
            measure="Follow-up activities by status",
            empty_text="Focal points and the Chair propose activities; the meeting "
            "agrees on them.",
        )
    counts = page.viewer.overview_figures(meeting.id).activities_by_status
    return Chart(
        name="activities",
        title=confirmed_finding(rows),
        measure=f"{activity_total(rows)}, by status",
        figure=activities_by_status_figure(dict(counts), page.theme),
        alt=f"Bars by status: {activity_total(rows)}",
        caption="Follow-up activities",
        rows=list(map(_activity_row, rows)),
        numeric=_NUMERIC_TEXTS,
        facts=facts_of_activities(),
    )


def _activity_row(row: Activity) -> dict[str, str | int]:
    return {
        "Owner": row.owner_name,
        "Activity": row.title,
        "Status": row.status,
        "Done": f"{row.percent}%",
        "Due": formatting.format_date(row.due_on),
        "Late": formatting.format_count(row.days_late, "day") if row.overdue else "",
    }


CHARTS = (overdue, activities_over_time, objectives, activities_by_status)
