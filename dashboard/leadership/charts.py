"""Charts of the page Commitments: activities over time, what changed, ages of open
activities, postponements, and activities by delegation and status.
"""

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_service.leadership import texts
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.chart import AnyChart, Chart, EmptyChart
from dashboard.components.html import Column
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import OPEN
from dashboard.leadership import activity_links, html
from dashboard.leadership.bar_figures import (
    MAX_OWNERS,
    activity_ages_figure,
    postponements_figure,
)
from dashboard.leadership.burn_up_chart import burn_up_chart
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import address, figure_fact_links
from dashboard.shell.comparison_date import SINCE

_MAX_SENTENCES = 8


def burn_up(selected: LeadershipSelection) -> AnyChart:
    """Activities agreed, confirmed and withdrawn, by either clock."""
    clock = texts.CLOCKS[selected.clock]
    bulk_entries = selected.report.recorded_together
    return burn_up_chart(
        selected.page,
        selected.report.burn_up,
        name="commitments",
        measure=f"Activities agreed, confirmed as done and withdrawn, cumulated {clock}"
        "; what was split, merged or superseded counts as what continues it",
        counted_by=f", {clock}",
        notes=html.chart_notes(list(map(texts.same_day_sentence, bulk_entries))),
        caption=f"Activities cumulated {clock}",
        empty_text="Activities are counted here once a meeting has agreed on them.",
        facts=fact_link_parameters(
            figure_fact_links.facts_of_figure(CountedFigure.ACTIVITIES)
        ),
    )


def changes(selected: LeadershipSelection) -> AnyChart:
    """What changed since the day of comparison, by delegation."""
    report = selected.report
    title = f"Since {selected.comparison.what}: {texts.changes_sentence(report)}"
    measure = (
        "What was recorded after the end of "
        f"{formatting.day(selected.comparison.on)} (UTC), by whose activities"
    )
    if not report.changes:
        return EmptyChart(
            name="changed",
            title=title,
            measure=measure,
            text="Nothing was recorded since. Compare with an earlier day.",
        )
    differences = texts.figure_differences(report.before, report.figures)
    sentences = texts.limit_sentences(
        texts.change_sentences(report.changes), _MAX_SENTENCES
    )
    names = list(
        dict.fromkeys(
            name for delegation in report.changes for name, _ in delegation.changes
        )
    )
    return Chart(
        name="changed",
        title=title,
        measure=measure,
        html=components_html.figure_differences(differences)
        + html.sentence_list(texts.limit_sentences(sentences, _MAX_SENTENCES)),
        caption="What changed, by delegation",
        columns=[
            Column("Delegation"),
            *(Column(name.capitalize(), True) for name in names),
        ],
        rows=[
            [
                delegation.name,
                *(str(dict(delegation.changes).get(name, "")) for name in names),
            ]
            for delegation in report.changes
        ],
        facts=fact_link_parameters(
            figure_fact_links.facts_of_figure(CountedFigure.CHANGES)
            | {SINCE: address.parameter(SINCE)}
        ),
    )


def activity_ages(selected: LeadershipSelection) -> AnyChart:
    """How old the open ones are, and which were promised first."""
    bands = selected.report.ages
    title = texts.age_sentence(bands)
    measure = "Open activities by age since their first promise, those overdue apart"
    if not selected.report.figures.open:
        return EmptyChart(
            name="ages",
            title=title,
            measure=measure,
            text="Every activity is confirmed as done, or was given up.",
        )
    labelled_bands = list(zip(texts.BANDS, bands, strict=True))
    by_age = "; ".join(
        f"{label}: {band.open}, {band.overdue} overdue"
        for label, band in labelled_bands
    )
    links = [
        (
            label,
            formatting.format_number(band.open),
            activity_links.link_address(activity_links.age_filters(band)),
        )
        for label, band in labelled_bands
        if band.open
    ]
    oldest = [
        (
            row.owner,
            row.title,
            activity_links.activity_address(row.id),
            texts.open_since_text(row, selected.meeting_names),
        )
        for row in selected.report.oldest
    ]
    return Chart(
        name="ages",
        title=title,
        measure=measure,
        figure=activity_ages_figure(bands, texts.BANDS, selected.page.theme),
        alt=f"Bars: {by_age}",
        html=html.link_row(links) + html.activity_list(oldest),
        caption="Open activities by age",
        columns=[Column("Age"), Column("Not overdue", True), Column("Overdue", True)],
        rows=[
            [label, str(band.open - band.overdue), str(band.overdue)]
            for label, band in labelled_bands
        ],
        facts=fact_link_parameters(
            figure_fact_links.facts_of_activities({OPEN: "yes"})
        ),
    )


def postponements(selected: LeadershipSelection) -> AnyChart:
    """Whose due dates were moved, of which meetings, and why."""
    report = selected.report
    by_owner = report.slipped_by_owner
    title = texts.postponement_sentence(by_owner)
    measure = "Times that due dates were moved, by whose activities they are"
    if not by_owner:
        return EmptyChart(
            name="slips",
            title=title,
            measure=measure,
            text="Every activity still has the due date that it was promised by.",
        )
    by_times = "; ".join(f"{row.name}, {row.times}" for row in by_owner[:MAX_OWNERS])
    return Chart(
        name="slips",
        title=title,
        measure=measure,
        figure=postponements_figure(by_owner, selected.page.theme),
        alt=f"Bars: {by_times}",
        html=activity_links.postponement_links(selected),
        caption="Due dates moved, by delegation, by meeting, and why",
        columns=[
            Column("Of"),
            Column("Activities", True),
            Column("Times", True),
            Column("From"),
            Column("To"),
            Column("Why"),
        ],
        rows=[
            *(
                [row.name, str(row.activities), str(row.times), "", "", ""]
                for row in (*by_owner, *report.slipped_by_meeting)
            ),
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
        facts=fact_link_parameters(
            figure_fact_links.facts_of_figure(CountedFigure.MOVES)
        ),
    )


def owners(selected: LeadershipSelection) -> AnyChart:
    """Who has how many at which status."""
    rows = selected.report.owners
    used_statuses = {status for row in rows for status, _ in row.by_status}
    statuses = [status for status in STATUS_ORDER if status in used_statuses]
    return Chart(
        name="owners",
        title=texts.owners_sentence(rows),
        measure="Activities by delegation, in protocol order of that day, and by "
        "status; a number opens them",
        html=html.owner_matrix(
            rows,
            statuses,
            lambda code, status: activity_links.link_address(
                activity_links.owner_filters(code, status)
            ),
        ),
        caption="Activities by delegation and status",
        columns=[
            Column("Code"),
            Column("Delegation"),
            *(Column(status.capitalize(), True) for status in statuses),
            Column("Overdue", True),
        ],
        rows=[
            [
                row.code,
                row.name,
                *(str(dict(row.by_status).get(status, 0)) for status in statuses),
                str(row.overdue),
            ]
            for row in rows
        ],
        facts=fact_link_parameters(figure_fact_links.facts_of_activities()),
    )


CHARTS = (burn_up, changes, activity_ages, postponements, owners)
