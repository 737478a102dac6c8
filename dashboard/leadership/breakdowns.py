"""The lower panels of the Commitments: by age, by dates moved, by owner and status."""

import streamlit as st

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.activity_figures import PostponedActivities
from bsm_service.leadership import texts
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import OPEN
from dashboard.leadership import activity_links, charts, html
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import figure_fact_links
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

_MAX_REASONS = 5


def show_ages(selected: LeadershipSelection) -> None:
    """How old the open ones are, and which were promised first."""
    bands, page = selected.report.ages, selected.page
    show_heading(
        texts.age_sentence(bands),
        "Open activities by age since their first promise, those overdue apart",
        "ages",
    )
    if not selected.report.figures.open:
        show_empty_state("Every activity is confirmed as done, or was given up.")
        return
    figure = page.viewer.chart_for_audience(
        "ages",
        lambda: charts.activity_ages(bands, texts.BANDS, page.theme),
        selected.meeting_id,
        page.theme.name,
        "en",
    )
    by_age = "; ".join(
        f"{label}: {band.open}, {band.overdue} overdue"
        for label, band in zip(texts.BANDS, bands, strict=True)
    )
    plotly_chart.show_chart(
        figure,
        key="chart-ages",
        alt=f"Bars: {by_age}. The same is in the table below.",
    )
    links = [
        (
            label,
            formatting.format_number(band.open),
            activity_links.link_address(activity_links.age_filters(band)),
        )
        for label, band in zip(texts.BANDS, bands, strict=True)
        if band.open
    ]
    st.html(
        html.link_row(links)
        + html.activity_list(
            [
                (
                    row.owner,
                    row.title,
                    activity_links.activity_address(row.id),
                    texts.open_since_text(row, selected.meeting_names),
                )
                for row in selected.report.oldest
            ]
        )
    )
    show_table_and_facts(
        page,
        "ages",
        "Open activities by age",
        [Column("Age"), Column("Not overdue", True), Column("Overdue", True)],
        [
            [label, str(band.open - band.overdue), str(band.overdue)]
            for label, band in zip(texts.BANDS, bands, strict=True)
        ],
        fact_link_parameters(figure_fact_links.facts_of_activities({OPEN: "yes"})),
    )


def show_postponements(selected: LeadershipSelection) -> None:
    """Whose due dates were moved, of which meetings, and why."""
    report, page = selected.report, selected.page
    by_owner = report.slipped_by_owner
    show_heading(
        texts.postponement_sentence(by_owner),
        "Times that due dates were moved, by whose activities they are",
        "slips",
    )
    if not by_owner:
        show_empty_state(
            "Every activity still has the due date that it was promised by."
        )
        return
    figure = page.viewer.chart_for_audience(
        "slips",
        lambda: charts.postponements(by_owner, page.theme),
        selected.meeting_id,
        page.theme.name,
        "en",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-slips",
        alt="Bars: "
        + "; ".join(f"{row.name}, {row.times}" for row in by_owner[: charts.MAX_OWNERS])
        + ". The same is in the table below.",
    )
    by_meeting = [
        (
            formatting.short_meeting_name(selected.meetings_by_id[row.of])
            if row.of in selected.meetings_by_id
            else row.name,
            texts.moves_text(row),
            activity_links.link_address(activity_links.first_meeting_filters(row.of)),
        )
        for row in report.slipped_by_meeting
    ]
    by_code = [
        (
            row.of,
            texts.moves_text(row),
            activity_links.link_address(activity_links.postponed_by_filters(row.of)),
        )
        for row in by_owner
    ]
    st.html(
        html.link_row(by_code)
        + html.link_row(by_meeting, "first promised at")
        + html.activity_list(
            [
                (
                    row.owner,
                    row.title,
                    activity_links.activity_address(row.activity_id),
                    html.postponement_text(row),
                )
                for row in report.dates_moved[:_MAX_REASONS]
            ]
        )
    )
    show_table_and_facts(
        page,
        "slips",
        "Due dates moved, by delegation, by meeting, and why",
        [
            Column("Of"),
            Column("Activities", True),
            Column("Times", True),
            Column("From"),
            Column("To"),
            Column("Why"),
        ],
        [
            *map(_postponement_row, by_owner),
            *map(_postponement_row, report.slipped_by_meeting),
            *(
                [
                    f"{row.owner_name}: {row.title}",
                    "",
                    "",
                    formatting.day(row.was_due_on),
                    formatting.day(row.due_on),
                    row.reason or "",
                ]
                for row in report.dates_moved
            ),
        ],
        fact_link_parameters(figure_fact_links.facts_of_figure(CountedFigure.MOVES)),
    )


def _postponement_row(row: PostponedActivities) -> list[str]:
    return [row.name, str(row.activities), str(row.times), "", "", ""]


def show_owners(selected: LeadershipSelection) -> None:
    """Who has how many at which status."""
    rows = selected.report.owners
    show_heading(
        texts.owners_sentence(rows),
        "Activities by delegation, in protocol order of that day, and by status; a "
        "number opens them",
        "owners",
    )
    used_statuses = {status for row in rows for status, _ in row.by_status}
    statuses = [status for status in STATUS_ORDER if status in used_statuses]
    st.html(
        html.owner_matrix(
            rows,
            statuses,
            lambda code, status: activity_links.link_address(
                activity_links.owner_filters(code, status)
            ),
        )
    )
    show_table_and_facts(
        selected.page,
        "owners",
        "Activities by delegation and status",
        [
            Column("Code"),
            Column("Delegation"),
            *(Column(status.capitalize(), True) for status in statuses),
            Column("Overdue", True),
        ],
        [
            [
                row.code,
                row.name,
                *(str(dict(row.by_status).get(status, 0)) for status in statuses),
                str(row.overdue),
            ]
            for row in rows
        ],
        fact_link_parameters(figure_fact_links.facts_of_activities()),
    )
