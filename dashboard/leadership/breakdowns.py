"""The lower panels of the Commitments: by age, by dates moved, by owner and status."""

import streamlit as st

from bsm_projections.history.facts_behind_figures import Counted
from bsm_projections.leadership.figures import Slipped
from bsm_service.leadership import texts
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import OPEN
from dashboard.leadership import activity_links, charts, html
from dashboard.leadership.selection import Shown, facts
from dashboard.shell import fact_links
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

_REASONS = 5


def ages(it: Shown) -> None:
    """How old the open ones are, and which were promised first."""
    bands, page = it.found.ages, it.page
    show_heading(
        texts.aged(bands),
        "Open activities by age since their first promise, those overdue apart",
        "ages",
    )
    if not it.found.figures.open:
        show_empty_state("Every activity is confirmed as done, or was given up.")
        return
    figure = page.viewer.chart_for_audience(
        "ages",
        lambda: charts.ages(bands, texts.BANDS, page.theme),
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
            formatting.number(one.open),
            activity_links.link(activity_links.aged(one)),
        )
        for label, one in zip(texts.BANDS, bands, strict=True)
        if one.open
    ]
    st.html(
        html.ways(links)
        + html.rows_of(
            [
                (
                    row.owner,
                    row.title,
                    activity_links.activity(row.id),
                    texts.opened_since(row, it.names),
                )
                for row in it.found.oldest
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
        facts(fact_links.facts_of_activities({OPEN: "yes"})),
    )


def slips(it: Shown) -> None:
    """Whose due dates were moved, of which meetings, and why."""
    found, page = it.found, it.page
    by_owner = found.slipped_by_owner
    show_heading(
        texts.slips(by_owner),
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
        lambda: charts.slips(by_owner, page.theme),
        it.meeting_id,
        page.theme.name,
        "en",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-slips",
        alt="Bars: "
        + "; ".join(
            f"{one.name}, {one.times}" for one in by_owner[: charts.MOST_OWNERS]
        )
        + ". The same is in the table below.",
    )
    by_meeting = [
        (
            formatting.edition(it.editions[one.of])
            if one.of in it.editions
            else one.name,
            texts.moves(one),
            activity_links.link(activity_links.first_at(one.of)),
        )
        for one in found.slipped_by_meeting
    ]
    by_code = [
        (
            one.of,
            texts.moves(one),
            activity_links.link(activity_links.moved_by(one.of)),
        )
        for one in by_owner
    ]
    st.html(
        html.ways(by_code)
        + html.ways(by_meeting, "first promised at")
        + html.rows_of(
            [
                (
                    row.owner,
                    row.title,
                    activity_links.activity(row.activity_id),
                    html.moved_on(row),
                )
                for row in found.dates_moved[:_REASONS]
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
            *map(_slipped, by_owner),
            *map(_slipped, found.slipped_by_meeting),
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
        facts(fact_links.facts_of_figure(Counted.MOVES)),
    )


def _slipped(one: Slipped) -> list[str]:
    return [one.name, str(one.activities), str(one.times), "", "", ""]


def owners(it: Shown) -> None:
    """Who has how many at which status."""
    rows = it.found.owners
    show_heading(
        texts.owners(rows),
        "Activities by delegation, in protocol order of that day, and by status; a "
        "number opens them",
        "owners",
    )
    there = {status for one in rows for status, _ in one.by_status}
    statuses = [status for status in STATUS_ORDER if status in there]
    st.html(
        html.matrix(
            rows,
            statuses,
            lambda code, status: activity_links.link(
                activity_links.owned(code, status)
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
        facts(fact_links.facts_of_activities()),
    )
