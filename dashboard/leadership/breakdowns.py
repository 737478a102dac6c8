"""The lower panels of the Commitments: by age, by dates moved, by owner and status."""

import streamlit as st

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.figures import PostponedActivities
from bsm_service.leadership import texts
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import OPEN
from dashboard.leadership import activity_links, charts, html
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import fact_links
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

_MAX_REASONS = 5


def show_ages(it: LeadershipSelection) -> None:
    """How old the open ones are, and which were promised first."""
    bands, page = it.report.ages, it.page
    show_heading(
        texts.age_sentence(bands),
        "Open activities by age since their first promise, those overdue apart",
        "ages",
    )
    if not it.report.figures.open:
        show_empty_state("Every activity is confirmed as done, or was given up.")
        return
    figure = page.viewer.chart_for_audience(
        "ages",
        lambda: charts.activity_ages(bands, texts.BANDS, page.theme),
        it.meeting_id,
        page.theme.name,
        "en",
    )
    by_age = "; ".join(
        f"{label}: {one.open}, {one.overdue} overdue"
        for label, one in zip(texts.BANDS, bands, strict=True)
    )
    plotly_chart.show_chart(
        figure,
        key="chart-ages",
        alt=f"Bars: {by_age}. The same is in the table below.",
    )
    links = [
        (
            label,
            formatting.format_number(one.open),
            activity_links.link_address(activity_links.age_filters(one)),
        )
        for label, one in zip(texts.BANDS, bands, strict=True)
        if one.open
    ]
    st.html(
        html.link_row(links)
        + html.activity_list(
            [
                (
                    row.owner,
                    row.title,
                    activity_links.activity_address(row.id),
                    texts.open_since_text(row, it.meeting_names),
                )
                for row in it.report.oldest
            ]
        )
    )
    show_table_and_facts(
        page,
        "ages",
        "Open activities by age",
        [Column("Age"), Column("Not overdue", True), Column("Overdue", True)],
        [
            [label, str(one.open - one.overdue), str(one.overdue)]
            for label, one in zip(texts.BANDS, bands, strict=True)
        ],
        fact_link_parameters(fact_links.facts_of_activities({OPEN: "yes"})),
    )


def show_postponements(it: LeadershipSelection) -> None:
    """Whose due dates were moved, of which meetings, and why."""
    found, page = it.report, it.page
    by_owner = found.slipped_by_owner
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
        it.meeting_id,
        page.theme.name,
        "en",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-slips",
        alt="Bars: "
        + "; ".join(f"{one.name}, {one.times}" for one in by_owner[: charts.MAX_OWNERS])
        + ". The same is in the table below.",
    )
    by_meeting = [
        (
            formatting.short_meeting_name(it.meetings_by_id[one.of])
            if one.of in it.meetings_by_id
            else one.name,
            texts.moves_text(one),
            activity_links.link_address(activity_links.first_meeting_filters(one.of)),
        )
        for one in found.slipped_by_meeting
    ]
    by_code = [
        (
            one.of,
            texts.moves_text(one),
            activity_links.link_address(activity_links.postponed_by_filters(one.of)),
        )
        for one in by_owner
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
                for row in found.dates_moved[:_MAX_REASONS]
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
            *map(_postponement_row, found.slipped_by_meeting),
            *(
                [
                    f"{row.owner_name}: {row.title}",
                    "",
                    "",
                    formatting.day(row.was_due_on),
                    formatting.day(row.due_on),
                    row.reason or "",
                ]
                for row in found.dates_moved
            ),
        ],
        fact_link_parameters(fact_links.facts_of_figure(CountedFigure.MOVES)),
    )


def _postponement_row(one: PostponedActivities) -> list[str]:
    return [one.name, str(one.activities), str(one.times), "", "", ""]


def show_owners(it: LeadershipSelection) -> None:
    """Who has how many at which status."""
    rows = it.report.owners
    show_heading(
        texts.owners_sentence(rows),
        "Activities by delegation, in protocol order of that day, and by status; a "
        "number opens them",
        "owners",
    )
    there = {status for one in rows for status, _ in one.by_status}
    statuses = [status for status in STATUS_ORDER if status in there]
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
        it.page,
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
                one.code,
                one.name,
                *(str(dict(one.by_status).get(status, 0)) for status in statuses),
                str(one.overdue),
            ]
            for one in rows
        ],
        fact_link_parameters(fact_links.facts_of_activities()),
    )
