"""The lower panels of the Commitments: by age, by dates moved, by owner and status."""

import streamlit as st

from bsm_projections.history.facts_behind_figures import Counted
from bsm_projections.leadership.figures import Slipped
from bsm_service.leadership import texts as told
from dashboard.components import formatting as wording
from dashboard.components.html import Column
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import OPEN
from dashboard.leadership import activity_links as commitment_links
from dashboard.leadership import charts as charts_commitments
from dashboard.leadership import html as drawn_as
from dashboard.leadership.selection import Shown, facts
from dashboard.shell import fact_links
from dashboard.widgets import plotly_chart as drawing
from dashboard.widgets.headings import empty, heading
from dashboard.widgets.tables import table_and_facts

_REASONS = 5


def ages(it: Shown) -> None:
    """How old the open ones are, and which were promised first."""
    bands, scene = it.found.ages, it.scene
    heading(
        told.aged(bands),
        "Open activities by age since their first promise, those overdue apart",
        "ages",
    )
    if not it.found.figures.open:
        empty("Every activity is confirmed as done, or was given up.")
        return
    figure = scene.look.drawn(
        "ages",
        lambda: charts_commitments.ages(bands, told.BANDS, scene.theme),
        it.meeting_id,
        scene.theme.name,
        "en",
    )
    by_age = "; ".join(
        f"{label}: {one.open}, {one.overdue} overdue"
        for label, one in zip(told.BANDS, bands, strict=True)
    )
    drawing.chart(
        figure,
        key="chart-ages",
        alt=f"Bars: {by_age}. The same is in the table below.",
    )
    links = [
        (
            label,
            wording.number(one.open),
            commitment_links.link(commitment_links.aged(one)),
        )
        for label, one in zip(told.BANDS, bands, strict=True)
        if one.open
    ]
    st.html(
        drawn_as.ways(links)
        + drawn_as.rows_of(
            [
                (
                    row.owner,
                    row.title,
                    commitment_links.activity(row.id),
                    told.opened_since(row, it.names),
                )
                for row in it.found.oldest
            ]
        )
    )
    table_and_facts(
        scene,
        "ages",
        "Open activities by age",
        [Column("Age"), Column("Not overdue", True), Column("Overdue", True)],
        [
            [label, str(one.open - one.overdue), str(one.overdue)]
            for label, one in zip(told.BANDS, bands, strict=True)
        ],
        facts(fact_links.of_activities({OPEN: "yes"})),
    )


def slips(it: Shown) -> None:
    """Whose due dates were moved, of which meetings, and why."""
    found, scene = it.found, it.scene
    by_owner = found.slipped_by_owner
    heading(
        told.slips(by_owner),
        "Times that due dates were moved, by whose activities they are",
        "slips",
    )
    if not by_owner:
        empty("Every activity still has the due date that it was promised by.")
        return
    figure = scene.look.drawn(
        "slips",
        lambda: charts_commitments.slips(by_owner, scene.theme),
        it.meeting_id,
        scene.theme.name,
        "en",
    )
    drawing.chart(
        figure,
        key="chart-slips",
        alt="Bars: "
        + "; ".join(
            f"{one.name}, {one.times}"
            for one in by_owner[: charts_commitments.MOST_OWNERS]
        )
        + ". The same is in the table below.",
    )
    by_meeting = [
        (
            wording.edition(it.editions[one.of]) if one.of in it.editions else one.name,
            told.moves(one),
            commitment_links.link(commitment_links.first_at(one.of)),
        )
        for one in found.slipped_by_meeting
    ]
    by_code = [
        (
            one.of,
            told.moves(one),
            commitment_links.link(commitment_links.moved_by(one.of)),
        )
        for one in by_owner
    ]
    st.html(
        drawn_as.ways(by_code)
        + drawn_as.ways(by_meeting, "first promised at")
        + drawn_as.rows_of(
            [
                (
                    row.owner,
                    row.title,
                    commitment_links.activity(row.activity_id),
                    drawn_as.moved_on(row),
                )
                for row in found.dates_moved[:_REASONS]
            ]
        )
    )
    table_and_facts(
        scene,
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
                    wording.day(row.was_due_on),
                    wording.day(row.due_on),
                    row.reason or "",
                ]
                for row in found.dates_moved
            ),
        ],
        facts(fact_links.of(Counted.MOVES)),
    )


def _slipped(one: Slipped) -> list[str]:
    return [one.name, str(one.activities), str(one.times), "", "", ""]


def owners(it: Shown) -> None:
    """Who has how many at which status."""
    rows = it.found.owners
    heading(
        told.owners(rows),
        "Activities by delegation, in protocol order of that day, and by status; a "
        "number opens them",
        "owners",
    )
    there = {status for one in rows for status, _ in one.by_status}
    statuses = [status for status in STATUS_ORDER if status in there]
    st.html(
        drawn_as.matrix(
            rows,
            statuses,
            lambda code, status: commitment_links.link(
                commitment_links.owned(code, status)
            ),
        )
    )
    table_and_facts(
        it.scene,
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
        facts(fact_links.of_activities()),
    )
