"""Charts of decisions: what came of a meeting."""

from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.meeting_outcomes import (
    MeetingOutcome,
    meeting_outcomes,
)
from dashboard.agreement import selection as agreement_selection
from dashboard.agreement.outcomes import paths as outcomes_paths
from dashboard.agreement.outcomes import texts as outcomes_texts
from dashboard.agreement.outcomes.figure import outcome_figure
from dashboard.agreement.outcomes.paths import OutcomePaths
from dashboard.components.chart import Chart, facts_of_figure
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.follow_up import selection as follow_up_selection
from dashboard.shell import address

# The columns of numbers, each with the filters of the Follow-up that show the same.
_COLUMNS = {
    "": ("All", {}),
    outcomes_paths.CONFIRMED: ("Confirmed", {follow_up_selection.STATUS: "confirmed"}),
    outcomes_paths.OPEN: (
        "Open",
        {follow_up_selection.OPEN: "yes", follow_up_selection.OVERDUE: "no"},
    ),
    outcomes_paths.OVERDUE: ("Overdue", {follow_up_selection.OVERDUE: "yes"}),
    outcomes_paths.WITHDRAWN: ("Withdrawn", {follow_up_selection.STATUS: "withdrawn"}),
}


def outcomes(page: PageContext) -> Chart:
    """From the objectives of a meeting through decisions to activities and their state,
    each number with the way to what it counts.
    """
    meeting = page.shown_meeting
    rows = page.viewer.fetch("read.decisions", meeting_outcomes, meeting.id)
    paths = outcomes_paths.outcome_paths(rows, meeting.id)
    return Chart(
        name="outcomes",
        title=outcomes_texts.headline(rows, meeting.id),
        measure=outcomes_texts.MEASURE,
        empty_text=outcomes_texts.EMPTY,
        figure=outcome_figure(paths, page.theme),
        alt=f"Bands: {_in_words(paths)}",
        html=render(
            "agreement/outcomes.html",
            "outcome_matrix",
            outcomes_texts.CAPTION,
            [label for label, _ in _COLUMNS.values()],
            [_matrix_row(row) for row in rows],
        ),
        caption=outcomes_texts.CAPTION,
        rows=[_table_row(row) for row in rows],
        facts=facts_of_figure(CountedFigure.OUTCOMES),
    )


def _in_words(paths: OutcomePaths) -> str:
    labels = [node.label for node in paths.nodes]
    return "; ".join(
        f"{labels[band.source]} to {labels[band.target]}, "
        f"{formatting.format_number(band.value)}"
        for band in paths.bands
    )


def _table_row(row: MeetingOutcome) -> dict[str, str | int]:
    return {
        "Objective": outcomes_texts.objective_label(row),
        "Decision": outcomes_texts.origin_name(row),
        "Status": outcomes_texts.decision_status(row),
        "Activities": row.activities,
        "Confirmed": row.confirmed,
        "Open": row.open - row.overdue,
        "Overdue": row.overdue,
        "Withdrawn": row.withdrawn,
    }


def _matrix_row(
    row: MeetingOutcome,
) -> tuple[str, str, str, str | None, list[tuple[str, str, str]]]:
    """Objective, decision, its status and address, and the numbers: each with its
    address and what it says.
    """
    counts = {"": row.activities} | outcomes_paths.counted_ends(row)
    objective = outcomes_texts.objective_label(row)
    name = outcomes_texts.origin_name(row)
    cells = []
    for end, (_, filters) in _COLUMNS.items():
        count = counts.get(end, 0)
        told = outcomes_texts.activities_of(end, f"{objective}, {name}", count)
        shown = formatting.format_number(count) if count else ""
        cells.append((shown, _follow_up_address(row, filters), told))
    link = None
    if row.decision_id is not None:
        link = agreement_selection.link_address(row.decision_id)
    return objective, name, outcomes_texts.decision_status(row), link, cells


def _follow_up_address(row: MeetingOutcome, filters: dict[str, str]) -> str:
    choices = {
        follow_up_selection.VIEW: "table",
        follow_up_selection.ORIGIN: row.origin_id or follow_up_selection.NO_ORIGIN,
    }
    return address.link(follow_up_selection.PAGE_ADDRESS, **choices, **filters)


# Those of the Meeting page.
CHARTS = (outcomes,)
