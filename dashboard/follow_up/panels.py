"""The Follow-up's panels: board, table, timeline, by delegation and by meeting."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership.burn_up import Course
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.follow_up import board, charts, selection, texts
from dashboard.follow_up.board import Card, Sortable
from dashboard.follow_up.export import days_late, exported, ordered
from dashboard.follow_up.selection import (
    ACTIVITY,
    FIRST,
    NARROWING,
    OWNER,
    SCOPE,
    SORT,
    STATUS,
    VIEW,
    Choice,
)
from dashboard.shell import address as shell_address
from dashboard.shell import fact_links
from dashboard.widgets import pagination, plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

_COLUMNS = (
    ("owner", Column("Owner")),
    ("title", Column("Activity")),
    (None, Column("Partners")),
    ("status", Column("Status")),
    ("done", Column("Done", numeric=True)),
    ("due", Column("Due")),
    (None, Column("First due")),
    ("moved", Column("Moved", numeric=True)),
    ("late", Column("Late", numeric=True)),
)
_TITLE_AT = 1
A_PAGE = 100
# More bars than these are no picture any more.
MOST_BARS = 60


def shown(choice: Choice, *, after_own: bool) -> None:
    """The view that is chosen, of the activities that fit."""
    said = texts.shown(choice.rows, choice.everything, choice.narrowed, choice.view)
    show_heading("Activities of all" if after_own else _title(choice), said)
    if not choice.rows:
        _nothing(choice)
        return
    _VIEWS[choice.view](choice)


def _title(choice: Choice) -> str:
    if choice.view == "timeline":
        return texts.slipped(choice.rows)
    return texts.confirmed(choice.rows)


def _nothing(choice: Choice) -> None:
    if choice.narrowed:
        show_empty_state("No activity fits these choices. Take one of them back.")
    else:
        show_empty_state(
            "Focal points and the Chair propose activities once the meeting has its "
            "objectives; what is agreed there is followed up here."
        )


def cards(choice: Choice, rows: Sequence[Activity]) -> list[Card]:
    names = choice.page.viewer.delegation_names()
    return [
        board.card_of(
            row,
            choice.courses.get(row.id),
            due_words=texts.due(row, choice.courses.get(row.id), choice.today(row)),
            names=names,
            address=selection.link(**{ACTIVITY: row.id}),
        )
        for row in rows
    ]


def _board(choice: Choice) -> None:
    st.html(
        board.columns(
            cards(choice, choice.rows),
            lambda status: selection.link(**{VIEW: "table", STATUS: status}),
        )
    )
    exported(choice)


def rest(more: int, address: str) -> str:
    """The way to those that have no room."""
    said = formatting.count(more, "more activity", "more activities")
    return f'<p class="bsm-rest"><a href="{address}" target="_self">{said}</a></p>'


def _by_delegation(choice: Choice) -> None:
    names = choice.page.viewer.delegation_names()
    owners = {row.owner for row in choice.rows}
    codes = [code for code in names if code in owners]
    _grouped(
        choice,
        [
            (
                names.get(code, code),
                {OWNER: code},
                [row for row in choice.rows if row.owner == code],
            )
            for code in [*codes, *sorted(owners - set(codes))]
        ],
    )


def _by_meeting(choice: Choice) -> None:
    ids = {row.first_meeting_id for row in choice.rows}
    _grouped(
        choice,
        [
            (
                choice.meeting_name(id),
                {FIRST: id},
                [row for row in choice.rows if row.first_meeting_id == id],
            )
            for id in sorted(ids, key=choice.begins, reverse=True)
        ],
    )


def _grouped(
    choice: Choice,
    groups: Sequence[tuple[str, Mapping[str, str], Sequence[Activity]]],
) -> None:
    """A heading with figures for each group, and the cards of what it has."""
    told = ""
    for name, narrowed, rows in groups:
        ordered = sorted(rows, key=lambda row: (not row.is_open, -row.days_late))
        address = selection.link(**{VIEW: "table", **narrowed})
        told += board.group(
            name,
            texts.group(rows),
            cards(choice, ordered[: board.MOST_CARDS]),
            len(rows) - board.MOST_CARDS,
            address,
        )
    st.html(f'<div class="bsm-groups">{told}</div>')
    exported(choice)


def _table(choice: Choice) -> None:
    every = ordered(choice)
    begins = pagination.first_row(pagination.requested_page(), len(every), A_PAGE)
    rows = every[begins : begins + A_PAGE]
    columns = [
        Sortable(
            column,
            selection.link(**{SORT: _next_sort(choice, by)}) if by else None,
            _sorted(choice, by),
        )
        for by, column in _COLUMNS
    ]
    st.html(
        board.sortable_table(
            "Follow-up activities",
            columns,
            [_cells(choice, row) for row in rows],
            [selection.link(**{ACTIVITY: row.id}) for row in rows],
            _TITLE_AT,
        )
    )
    pagination.show_page_buttons(begins, len(every), A_PAGE, "promises")
    exported(choice)


def _next_sort(choice: Choice, by: str) -> str:
    return f"-{by}" if by == choice.sort and not choice.descending else by


def _sorted(choice: Choice, by: str | None) -> str | None:
    if by != choice.sort:
        return None
    return "descending" if choice.descending else "ascending"


def _cells(choice: Choice, row: Activity) -> list[str]:
    course = choice.courses.get(row.id)
    late = days_late(choice, row)
    return [
        row.owner_name,
        row.title,
        ", ".join(row.partners),
        "overdue, " + row.status if row.overdue else row.status,
        f"{row.percent} %",
        texts.date_of(row.due_on, row.due_precision),
        _first_due(row, course) if row.slips else "",
        formatting.number(row.slips) if row.slips else "",
        formatting.count(late, "day") if late else "",
    ]


def _first_due(row: Activity, course: Course | None) -> str:
    first = course.due_dates[0] if course else None
    precision = first.precision if first else "day"
    return texts.date_of(row.first_due_on, precision)


def _timeline(choice: Choice) -> None:
    page = choice.page
    at = page.viewer.moment.at.date()
    rows = choice.rows[:MOST_BARS]
    ids = tuple(row.id for row in rows)
    figure = page.viewer.chart_for_audience(
        "timeline",
        lambda: charts.timeline(rows, choice.courses, page.theme, at=at),
        ids,
        page.theme.name,
        "en",
    )
    st.html(
        '<p class="bsm-key"><span>a bar: from proposal to due date</span>'
        "<span>\u25c7 due date that was given up</span>"
        "<span>| reported complete</span><span>\u2022\u2022\u2022 overdue</span></p>"
    )
    if len(rows) < len(choice.rows):
        show_empty_state(texts.too_many(len(rows), len(choice.rows)))
    plotly_chart.show_chart(
        figure,
        key="chart-timeline",
        alt="A bar for each activity from its proposal to its due date, with the due "
        f"dates that were given up; {formatting.count(len(ids), 'bar')} in all. The "
        "same "
        "is in the table below.",
    )
    show_table_and_facts(
        page,
        "due-dates",
        "Due dates, the first and every later one",
        [Column("Owner"), Column("Activity"), Column("Due"), Column("Was due")],
        [
            [
                row.owner_name,
                row.title,
                texts.date_of(row.due_on, row.due_precision),
                ", ".join(
                    texts.date_of(one.on, one.precision)
                    for one in choice.courses[row.id].due_dates[:-1]
                )
                if row.id in choice.courses
                else "",
            ]
            for row in choice.rows
        ],
        fact_links.facts_of_activities(
            {name: shell_address.parameter(name) for name in (SCOPE, *NARROWING)}
        ),
    )


_VIEWS: Mapping[str, Callable[[Choice], None]] = {
    "board": _board,
    "table": _table,
    "timeline": _timeline,
    "delegations": _by_delegation,
    "meetings": _by_meeting,
}
