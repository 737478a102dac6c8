"""Charts of the page Commitments: activities over time, what changed, ages of open
activities, postponements, and activities by delegation and status.
"""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.activity_changes import ChangeKind
from bsm_projections.leadership.activity_figures import OwnerStatuses
from bsm_service.leadership import texts
from dashboard.components import html as components_html
from dashboard.components.bar_figures import (
    MAX_OWNERS,
    activity_ages_figure,
    postponements_figure,
)
from dashboard.components.chart import Chart, facts_of_activities, facts_of_figure
from dashboard.components.templates import render
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import OPEN
from dashboard.leadership import activity_links
from dashboard.leadership.burn_up_chart import burn_up_chart
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import address
from dashboard.shell.comparison_date import SINCE

_MAX_SENTENCES = 8
MAX_SHADE = 4
OVERDUE = "overdue"
# An address for an owner and a status, or "overdue"; None for all of an owner.
LinkOf = Callable[[str, str | None], str]
_TEMPLATE = "leadership/commitments.html"


def burn_up(selected: LeadershipSelection) -> Chart:
    """Activities agreed, confirmed and withdrawn, by either clock."""
    clock = texts.CLOCKS[selected.clock]
    bulk_entries = selected.report.recorded_together
    return burn_up_chart(
        selected.page,
        selected.report.burn_up,
        name="commitments",
        measure="Cumulative activities agreed, confirmed as done and withdrawn, "
        f"{clock}; activities that were split, merged or replaced are counted under "
        "those that continue them",
        counted_by=f", {clock}",
        notes=render(
            _TEMPLATE,
            "chart_notes",
            [texts.same_day_sentence(entry) for entry in bulk_entries],
        ),
        caption=f"Cumulative activities {clock}",
        empty_text="Activities appear here once a meeting has agreed on them.",
        facts=fact_link_parameters(facts_of_figure(CountedFigure.ACTIVITIES)),
    )


def changes(selected: LeadershipSelection) -> Chart:
    """What has changed since the comparison date, by delegation."""
    report = selected.report
    differences = texts.figure_differences(report.before, report.figures)
    sentences = texts.limit_sentences(
        texts.change_sentences(report.changes), _MAX_SENTENCES
    )
    names = dict.fromkeys(
        name for delegation in report.changes for name, _ in delegation.changes
    )
    return Chart(
        name="changed",
        title=f"Since {selected.comparison.what}: {texts.changes_sentence(report)}",
        measure="Changes to activities recorded after the end of "
        f"{formatting.format_date(selected.comparison.on)} (UTC), by owner",
        empty_text="Nothing has been recorded since. Compare with an earlier day.",
        html=components_html.figure_differences(differences)
        + render(_TEMPLATE, "sentence_list", sentences),
        caption="What changed, by delegation",
        rows=[
            {
                "Delegation": delegation.name,
                **{
                    texts.CHANGE_HEADINGS[ChangeKind(name)]: dict(
                        delegation.changes
                    ).get(name, "")
                    for name in names
                },
            }
            for delegation in report.changes
        ],
        facts=fact_link_parameters(
            facts_of_figure(CountedFigure.CHANGES) | {SINCE: address.parameter(SINCE)}
        ),
    )


def activity_ages(selected: LeadershipSelection) -> Chart:
    """How old the open activities are, and which are the oldest."""
    bands = selected.report.ages
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
        title=texts.age_sentence(bands),
        measure="Open activities by age since they were first agreed, and how many of "
        "them are overdue",
        empty_text="Every activity has been confirmed as done or withdrawn.",
        figure=activity_ages_figure(bands, texts.BANDS, selected.page.theme),
        alt=f"Bars: {by_age}",
        html=render("components/text.html", "link_row", links)
        + render(_TEMPLATE, "activity_list", oldest),
        caption="Open activities by age",
        rows=[
            {
                "Age": label,
                "Not overdue": band.open - band.overdue,
                "Overdue": band.overdue,
            }
            for label, band in labelled_bands
            if selected.report.figures.open
        ],
        facts=fact_link_parameters(facts_of_activities({OPEN: "yes"})),
    )


def postponements(selected: LeadershipSelection) -> Chart:
    """Due dates moved, by delegation and by meeting, with the reasons."""
    report = selected.report
    by_owner = report.slipped_by_owner
    by_times = "; ".join(f"{row.name}, {row.times}" for row in by_owner[:MAX_OWNERS])
    return Chart(
        name="slips",
        title=texts.postponement_sentence(by_owner),
        measure="How often due dates were moved, by owner",
        empty_text="Every activity still has its original due date.",
        figure=postponements_figure(by_owner, selected.page.theme),
        alt=f"Bars: {by_times}",
        html=activity_links.postponement_links(selected),
        caption="Due dates moved, by delegation and by meeting, with reasons",
        rows=[
            *(
                _postponement_row(row.name, row.activities, row.times)
                for row in (*by_owner, *report.slipped_by_meeting)
            ),
            *(
                _postponement_row(
                    f"{row.owner_name}: {row.title}",
                    since=formatting.format_date(row.was_due_on),
                    to=formatting.format_date(row.due_on),
                    why=row.reason or "",
                )
                for row in report.dates_moved
            ),
        ],
        facts=fact_link_parameters(facts_of_figure(CountedFigure.MOVES)),
    )


def _postponement_row(
    of: str,
    activities: int | str = "",
    times: int | str = "",
    since: str = "",
    to: str = "",
    why: str = "",
) -> dict[str, str | int]:
    return {
        "Delegation, meeting or activity": of,
        "Activities": activities,
        "Times moved": times,
        "From": since,
        "To": to,
        "Reason": why,
    }


def owners(selected: LeadershipSelection) -> Chart:
    """How many activities each delegation has, by status."""
    rows = selected.report.owners
    used_statuses = {status for row in rows for status, _ in row.by_status}
    statuses = [status for status in STATUS_ORDER if status in used_statuses]
    return Chart(
        name="owners",
        title=texts.owners_sentence(rows),
        measure="Activities by delegation (in protocol order) and status; click a "
        "number to open them",
        html=owner_matrix(
            rows,
            statuses,
            lambda code, status: activity_links.link_address(
                activity_links.owner_filters(code, status)
            ),
        ),
        caption="Activities by delegation and status",
        rows=[
            {
                "Code": row.code,
                "Delegation": row.name,
                **{
                    status.capitalize(): dict(row.by_status).get(status, 0)
                    for status in statuses
                },
                "Overdue": row.overdue,
            }
            for row in rows
        ],
        facts=fact_link_parameters(facts_of_activities()),
    )


def owner_matrix(
    owners: Sequence[OwnerStatuses], statuses: Sequence[str], link_of: LinkOf
) -> Markup:
    """Owners by statuses, each number a link, shaded by how many."""
    columns = [*statuses, OVERDUE]
    return render(
        _TEMPLATE,
        "owner_matrix",
        owners,
        columns,
        [_cells(owner, columns) for owner in owners],
        MAX_SHADE,
        link_of,
    )


def _cells(owner: OwnerStatuses, columns: Sequence[str]) -> list[tuple[str, int, str]]:
    """Status, number of the owner's activities, and the same in words."""
    counts = {**dict(owner.by_status), OVERDUE: owner.overdue}
    numbers = [(name, counts.get(name, 0)) for name in columns]
    return [
        (name, number, f"{owner.name}: {activities} {name}")
        for name, number in numbers
        for activities in [formatting.format_count(number, "activity", "activities")]
    ]


CHARTS = (burn_up, changes, activity_ages, postponements, owners)
