"""The Overview's panel of registrations: nominated and confirmed, by day."""

from typing import Any

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.meeting_figures import RegistrationDay
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.data.page_context import PageContext
from dashboard.shell import figure_fact_links
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts


def show_registrations_over_time(
    page: PageContext, rows: tuple[RegistrationDay, ...], figure: Any
) -> None:
    """The finding, the chart, its table and its facts."""
    if not rows:
        show_heading("Nobody is registered yet", "Registrations by day")
        show_empty_state(
            "Focal points nominate their delegation once registration is open; the "
            "secretariat confirms."
        )
        return
    last = rows[-1]
    half_day = next(row for row in rows if row.confirmed * 2 >= last.confirmed)
    show_heading(
        f"{formatting.format_count(last.confirmed, 'confirmation')}, half of them by "
        f"{formatting.day(half_day.day)}",
        "Nominations and confirmations, cumulated by day; what was withdrawn since is "
        "not taken off",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-registrations",
        alt=f"Two rising lines from {formatting.day(rows[0].day)} to "
        f"{formatting.day(last.day)}: "
        f"{formatting.format_count(last.nominated, 'nomination')}, "
        f"{formatting.format_count(last.confirmed, 'confirmation')}. The same is in "
        "the table "
        "below.",
    )
    show_table_and_facts(
        page,
        "registrations",
        "Registrations by day, cumulated",
        [Column("Day"), Column("Nominations", True), Column("Confirmations", True)],
        [
            [formatting.day(row.day), str(row.nominated), str(row.confirmed)]
            for row in rows
        ],
        figure_fact_links.facts_of_figure(CountedFigure.REGISTERED),
    )
