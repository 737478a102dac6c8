"""Charts of activities: from proposal to due date, with how their due dates moved."""

from collections.abc import Callable, Sequence

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.due_dates import DueDateHistory
from dashboard.components import html as components_html
from dashboard.components.chart import Chart, facts_of_activities
from dashboard.components.templates import render
from dashboard.follow_up import texts
from dashboard.follow_up.due_date_texts import (
    due_date_text,
    postponed_finding,
)
from dashboard.follow_up.selection import FILTER_PARAMETERS, SCOPE, ActivitySelection
from dashboard.follow_up.timeline_figure import timeline_figure
from dashboard.shell import address

# With more bars, the chart cannot be read.
MAX_BARS = 60


def timeline(selected: ActivitySelection) -> Chart:
    """A bar for each activity, from proposal to due date, earliest due date first."""
    rows, page = selected.activities[:MAX_BARS], selected.page
    histories = selected.due_date_histories
    shown_histories = {row.id: histories[row.id] for row in rows if row.id in histories}
    notes = render("follow_up/cards.html", "timeline_legend")
    if len(rows) < len(selected.activities):
        notes += components_html.paragraphs(
            "empty", texts.too_many_bars(len(rows), len(selected.activities))
        )
    return Chart(
        name="due-dates",
        title=postponed_finding(selected.activities),
        measure=texts.activities_measure(
            selected.activities,
            selected.activities_in_scope,
            selected.active_filters,
            selected.view,
        ),
        notes=notes,
        figure=timeline_figure(
            rows, shown_histories, page.theme, day=page.viewer.moment.at.date()
        ),
        alt="A bar for each activity from its proposal to its due date, with former "
        f"due dates; {formatting.format_count(len(rows), 'bar')} in total",
        caption="Due dates, original and later",
        rows=[
            {
                "Owner": row.owner_name,
                "Activity": row.title,
                "Due": due_date_text(row.due_on, row.due_precision),
                "Was due": ", ".join(_former_due_dates(histories.get(row.id))),
            }
            for row in selected.activities
        ],
        facts=facts_of_activities(
            {name: address.parameter(name) for name in (SCOPE, *FILTER_PARAMETERS)}
        ),
    )


def _former_due_dates(history: DueDateHistory | None) -> list[str]:
    return [
        due_date_text(due_date.on, due_date.precision)
        for due_date in (history.due_dates[:-1] if history else ())
    ]


# Those below the activities; the timeline is one of the views.
CHARTS: Sequence[Callable[[ActivitySelection], Chart]] = ()
